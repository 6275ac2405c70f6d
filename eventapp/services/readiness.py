"""What an event still lacks. Advice for the planner's next step, never a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.busy import Clash
from eventapp.domain.program import FindingKind, Timetable
from eventapp.models import Event, ProgramItem


class Lack(StrEnum):
    """Something that is missing or odd. The value says where it is mended."""

    VENUE_BUSY = "venue_busy"
    OFFICE_BUSY = "office_busy"
    MORE_BUSY = "more_busy"
    NO_PROGRAM = "no_program"
    OVERRUN = "overrun"
    OVERLAP = "overlap"
    NO_VENUE = "no_venue"
    NO_ACCESS_FACTS = "no_access_facts"
    NO_KIND = "no_kind"
    NO_CONTACT = "no_contact"
    PERSON_WITHOUT_FUNCTION = "person_without_function"
    ITEM_WITHOUT_PERSON = "item_without_person"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One lack, with whom or how much it is about."""

    lack: Lack
    about: str = ""
    minutes: int = 0
    count: int = 0
    clash: Clash | None = None


MOST_CLASHES = 3
"""How many are named; a calendar may hold thousands of short times."""
_ALONE = frozenset({"break", "questions", "vote", "culture", "other"})


def open_points(
    event: Event, items: Sequence[ProgramItem], timetable: Timetable, clashes: Sequence[Clash] = ()
) -> list[OpenPoint]:
    """What is still open, in the order of weight."""
    found = [*of_clashes(clashes), *_of_program(items, timetable), *_of_event(event)]
    people = {row.speaker.name: row.speaker for item in items for row in item.people}
    found += [OpenPoint(Lack.PERSON_WITHOUT_FUNCTION, name) for name, row in people.items() if not row.function]
    return found


def of_clashes(clashes: Sequence[Clash]) -> list[OpenPoint]:
    """What other calendars hold against an event: the first ones, and how many more."""
    found = [
        OpenPoint(Lack.OFFICE_BUSY if clash.venue_id is None else Lack.VENUE_BUSY, clash=clash)
        for clash in clashes[:MOST_CLASHES]
    ]
    more = len(clashes) - len(found)
    return [*found, OpenPoint(Lack.MORE_BUSY, count=more)] if more else found


def _of_program(items: Sequence[ProgramItem], timetable: Timetable) -> list[OpenPoint]:
    if not items:
        return [OpenPoint(Lack.NO_PROGRAM)]
    found = [
        OpenPoint(Lack.OVERRUN if finding.kind is FindingKind.OVERRUN else Lack.OVERLAP, minutes=finding.minutes)
        for finding in timetable.findings
        if finding.kind in {FindingKind.OVERRUN, FindingKind.OVERLAP}
    ]
    lonely = [item for item in items if not item.people and item.function not in _ALONE]
    return found + [OpenPoint(Lack.ITEM_WITHOUT_PERSON, item.title.de) for item in lonely]


def _of_event(event: Event) -> list[OpenPoint]:
    found = []
    if event.venue is None:
        found.append(OpenPoint(Lack.NO_VENUE))
    elif not event.venue.facts and not event.venue.access:
        found.append(OpenPoint(Lack.NO_ACCESS_FACTS, event.venue.name))
    if event.kind_id is None:
        found.append(OpenPoint(Lack.NO_KIND))
    if not event.organizer.contact_name:
        found.append(OpenPoint(Lack.NO_CONTACT))
    return found
