"""What an event still lacks, in words, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from eventapp.domain.program import Timetable
from eventapp.models import Event, ProgramItem
from eventapp.services.readiness import Lack, open_points

Step = tuple[str, str, tuple[str, str] | None]
"""Kind, sentence, and (label, address) of what to do."""


def steps_of(event: Event, items: Sequence[ProgramItem], timetable: Timetable) -> list[Step]:
    """The next steps, in the order of weight."""
    texts = _texts(event)
    steps: list[Step] = []
    for point in open_points(event, items, timetable):
        kind, text, action = texts[point.lack]
        steps.append((kind, text % {"minutes": point.minutes, "about": point.about}, action))
    return steps


def _texts(event: Event) -> dict[Lack, tuple[str, str, tuple[str, str]]]:
    def to(endpoint: str, label: str) -> tuple[str, str]:
        return (label, url_for(endpoint, event_id=event.id))

    return {
        Lack.NO_PROGRAM: ("open", _("Das Programm ist noch leer."), to("program.index", _("Programm beginnen"))),
        Lack.OVERRUN: ("warning", _("Das Programm dauert %(minutes)s Min. länger als geplant."),
                       to("program.index", _("Programm ansehen"))),
        Lack.OVERLAP: ("warning", _("Zwei Programmpunkte überschneiden sich um %(minutes)s Min.."),
                       to("program.index", _("Programm ansehen"))),
        Lack.NO_VENUE: ("open", _("Der Ort ist noch offen."), to("planning.venue", _("Ort wählen"))),
        Lack.NO_ACCESS_FACTS: ("open", _("Zu „%(about)s“ fehlen Angaben zur Barrierefreiheit."),
                               to("planning.venue", _("Ergänzen"))),
        Lack.NO_KIND: ("open", _("Die Art der Versammlung ist noch offen."), to("planning.details", _("Art wählen"))),
        Lack.NO_CONTACT: ("open", _("Es ist keine Kontaktperson eingetragen."),
                          (_("Eintragen"), url_for("organizers.edit", organizer_id=event.organizer_id))),
        Lack.PERSON_WITHOUT_FUNCTION: ("open", _("Zu %(about)s fehlt die Funktion."),
                                       to("planning.people", _("Ergänzen"))),
        Lack.ITEM_WITHOUT_PERSON: ("open", _("Bei „%(about)s“ ist noch niemand eingetragen."),
                                   to("program.index", _("Eintragen"))),
    }  # fmt: skip
