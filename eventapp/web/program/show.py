"""The running order as the editor shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from eventapp.domain.program import Finding, FindingKind, ItemFunction
from eventapp.domain.times import WallClock
from eventapp.models import ProgramItem
from eventapp.request import get_language
from eventapp.services import wording
from eventapp.services.wording import words
from eventapp.web.planning.workspace import Workspace

_ODD = frozenset({FindingKind.OVERLAP, FindingKind.BEFORE_START, FindingKind.OVERRUN})


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the list."""

    item: ProgramItem
    time: str
    end: str
    function: str
    title: str
    people: tuple[str, ...]
    is_fixed: bool
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One item in the picture of the day. ``start`` counts minutes since the first day's midnight."""

    start: int
    minutes: int
    title: str
    function: str
    time: str
    is_break: bool
    has_clash: bool
    anchor: str
    lane: int
    lanes: int


def rows(space: Workspace) -> list[Row]:
    """The list, with what is odd said at its item."""
    language = get_language()
    translate = words(language)
    found = []
    for item, slot in zip(space.items, space.timetable.slots, strict=True):
        people = tuple(
            f"{row.speaker.full_name} ({translate(wording.ROLES[row.contribution.role])})" for row in item.people
        )
        found.append(
            Row(
                item=item,
                time=_clock(space, slot.span.start),
                end=_clock(space, slot.span.end),
                function=translate(wording.FUNCTIONS[item_function(item)]),
                title=item.title.best(language),
                people=people,
                is_fixed=slot.is_fixed,
                remarks=tuple(_remark(finding) for finding in space.timetable.findings_of(item.id)),
            )
        )
    return found


def blocks(space: Workspace) -> list[Block]:
    """The picture. Items that overlap stand beside each other."""
    translate = words(get_language())
    midnight = datetime.combine(space.event.starts.day, datetime.min.time())
    clashing = {finding.item_id for finding in space.timetable.findings if finding.kind in _ODD}
    made = []
    slots = space.timetable.slots
    for n, (item, slot) in enumerate(zip(space.items, slots, strict=True)):
        others = [other.span.overlaps(slot.span) for m, other in enumerate(slots) if m != n]
        start = WallClock.of(slot.span.start, space.event.tz).local
        made.append(
            Block(
                start=int((start - midnight) / timedelta(minutes=1)),
                minutes=item.minutes,
                title=item.title.best(get_language()),
                function=translate(wording.FUNCTIONS[item_function(item)]),
                time=f"{_clock(space, slot.span.start)}–{_clock(space, slot.span.end)}",
                is_break=item.is_break,
                has_clash=item.id in clashing,
                anchor=f"item-{item.id}",
                lane=n % 2 if any(others) else 0,
                lanes=2 if any(others) else 1,
            )
        )
    return made


def hours(space: Workspace, shown: list[Block]) -> range:
    """The full hours to draw: from the first start to the last end."""
    first, last = day_minutes(space)
    starts = [block.start for block in shown] + [first]
    ends = [block.start + block.minutes for block in shown] + [last]
    return range(max(min(starts), 0) // 60, -(-max(ends) // 60) + 1)


def day_minutes(space: Workspace) -> tuple[int, int]:
    """Planned start and end of the event in minutes since the first day's midnight."""
    midnight = datetime.combine(space.event.starts.day, datetime.min.time())
    minute = timedelta(minutes=1)
    return int((space.event.starts.local - midnight) / minute), int((space.event.ends.local - midnight) / minute)


def summary(space: Workspace) -> tuple[str, str]:
    """Kind and words for the line that is always in view: total, end, and how that fits."""
    total = space.timetable.total_minutes
    length = _("%(hours)s Std. %(minutes)s Min.", hours=total // 60, minutes=total % 60)
    end = _clock(space, space.timetable.end)
    for finding in space.timetable.findings:
        if finding.kind is FindingKind.OVERRUN:
            words_ = _("%(minutes)s Min. über dem Ende", minutes=finding.minutes)
            return "warning", _("%(length)s, bis %(end)s Uhr: %(fit)s", length=length, end=end, fit=words_)
    planned = wording.clock(space.event.ends.local)
    if end == planned:
        return "success", _("%(length)s, endet um %(end)s Uhr wie geplant", length=length, end=end)
    return "info", _(
        "%(length)s, bis %(end)s Uhr; geplant bis %(planned)s Uhr", length=length, end=end, planned=planned
    )


def item_function(item: ProgramItem) -> ItemFunction:
    """The function as a value."""
    return ItemFunction(item.function)


def _clock(space: Workspace, instant: datetime) -> str:
    return wording.clock(WallClock.of(instant, space.event.tz).local)


def _remark(finding: Finding) -> tuple[str, str]:
    texts = {
        FindingKind.OVERLAP: ("warning", _("überschneidet sich um %(minutes)s Min. mit dem Punkt davor")),
        FindingKind.BEFORE_START: ("warning", _("beginnt %(minutes)s Min. vor der Versammlung")),
        FindingKind.OVERRUN: ("warning", _("endet %(minutes)s Min. nach der Versammlung")),
        FindingKind.GAP: ("info", _("davor sind %(minutes)s Min. frei")),
        FindingKind.TIME_LEFT: ("info", _("danach bleiben %(minutes)s Min.")),
    }
    kind, text = texts[finding.kind]
    return kind, text % {"minutes": finding.minutes}
