"""What an event still lacks, in words, each with the way to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.busy import Clash
from eventapp.domain.events import Status
from eventapp.domain.program import Timetable
from eventapp.models import Event, ProgramItem
from eventapp.request import get_language, get_session
from eventapp.services import attention, busy, changes
from eventapp.services.attention import Attention
from eventapp.services.readiness import Lack, OpenPoint, of_clashes, open_points
from eventapp.web.busy.show import sentence
from eventapp.web.mailings import releases

Step = tuple[str, str, tuple[str, str] | None]
"""Kind, sentence, and (label, address) of what to do."""


def steps_of(
    event: Event,
    items: Sequence[ProgramItem],
    timetable: Timetable,
    clashes: Sequence[Clash] | None = None,
    waiting: Attention | None = None,
) -> list[Step]:
    """The next steps, in the order of weight. ``clashes`` and ``waiting`` are looked up unless a list did so for all.

    A list does not say who has yet to be told of a change: that takes a look at each invited person.
    """
    session = get_session()
    steps = _untold_steps(event) if waiting is None else []
    steps += _sending_steps(event, waiting or attention.of(session, [event])[event.id])
    if event.status == Status.CANCELLED:
        return steps
    found = busy.clashes(session, event) if clashes is None else clashes
    return [*steps, *_in_words(event, open_points(event, items, timetable, found))]


def _untold_steps(event: Event) -> list[Step]:
    found = changes.untold(get_session(), event)
    if found is None or not found.count:
        return []
    people = ngettext("%(num)s Person", "%(num)s Personen", found.count)
    address = url_for("changes.index", event_id=event.id)
    if found.is_call_off:
        words = _("Die Absage ist noch nicht mitgeteilt: %(people)s.", people=people)
        return [("warning", words, (_("Absage mitteilen"), address))]
    words = _("Die Änderung ist noch nicht mitgeteilt: %(people)s.", people=people)
    return [("warning", words, (_("Änderung mitteilen"), address))]


def _sending_steps(event: Event, found: Attention) -> list[Step]:
    """What people are not told yet comes before all that may still be filled in."""
    mailings = (_("Zum Versand"), url_for("mailings.index", event_id=event.id))
    steps: list[Step] = [releases.step_of(mailing) for mailing in found.releases]
    if found.paused:
        steps.append(("warning", _("Ein Versand ist angehalten."), mailings))
    if found.unreached:
        words = ngettext(
            "%(num)s Person ist per E-Mail nicht zu erreichen.",
            "%(num)s Personen sind per E-Mail nicht zu erreichen.",
            found.unreached,
        )
        steps.append(("warning", words, mailings))
    if found.letters:
        words = ngettext(
            "%(num)s Brief ist noch nicht als gedruckt vermerkt.",
            "%(num)s Briefe sind noch nicht als gedruckt vermerkt.",
            found.letters,
        )
        steps.append(("open", words, mailings))
    return steps


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
