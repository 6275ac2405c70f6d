"""What an event still lacks, in words, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.busy import Clash
from eventapp.domain.program import Timetable
from eventapp.models import Event, ProgramItem
from eventapp.request import get_language, get_session
from eventapp.services import busy
from eventapp.services.readiness import Lack, OpenPoint, of_clashes, open_points
from eventapp.web.busy.show import sentence

Step = tuple[str, str, tuple[str, str] | None]
"""Kind, sentence, and (label, address) of what to do."""


def steps_of(
    event: Event, items: Sequence[ProgramItem], timetable: Timetable, clashes: Sequence[Clash] | None = None
) -> list[Step]:
    """The next steps, in the order of weight. ``clashes`` are looked up unless a list of events did so for all."""
    found = busy.clashes(get_session(), event) if clashes is None else clashes
    return _in_words(event, open_points(event, items, timetable, found))


def busy_steps(event: Event, clashes: Sequence[Clash]) -> list[Step]:
    """What other calendars hold against the event, where its time or its venue is chosen."""
    return [(kind, text, None) for kind, text, _action in _in_words(event, of_clashes(clashes))]


def _in_words(event: Event, points: Sequence[OpenPoint]) -> list[Step]:
    texts = _texts(event)
    steps: list[Step] = []
    for point in points:
        kind, text, action = texts[point.lack]
        steps.append((kind, _told(event, point) or text % {"minutes": point.minutes, "about": point.about}, action))
    return steps


def _told(event: Event, point: OpenPoint) -> str:
    """The sentence of a point that takes more than filling a gap; empty for all others."""
    if point.clash is not None:
        return sentence(point.clash, event.tz, get_language())
    if point.lack is Lack.MORE_BUSY:
        return str(
            ngettext(
                "Noch %(num)s belegte Zeit überschneidet sich mit der Versammlung.",
                "Noch %(num)s belegte Zeiten überschneiden sich mit der Versammlung.",
                point.count,
            )
        )
    return ""


def _texts(event: Event) -> dict[Lack, tuple[str, str, tuple[str, str]]]:
    def to(endpoint: str, label: str) -> tuple[str, str]:
        return (label, url_for(endpoint, event_id=event.id))

    return {
        Lack.VENUE_BUSY: ("warning", "", to("planning.venue", _("Ort ansehen"))),
        Lack.OFFICE_BUSY: ("warning", "", to("planning.details", _("Zeit ansehen"))),
        Lack.MORE_BUSY: ("warning", "", to("planning.details", _("Zeit ansehen"))),
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
