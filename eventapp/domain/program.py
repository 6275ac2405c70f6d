"""The running order: what an item is for, how long it lasts, and the times that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import LocalText
from eventapp.domain.times import MINUTE, TimeSpan, WallClock

LONGEST_ITEM_MINUTES = 24 * 60


class ItemFunction(StrEnum):
    """What an item is for. The function drives the wording of program, invitation and letter."""

    WELCOME = "welcome"
    KEYNOTE = "keynote"
    TALK = "talk"
    TALK_ROUND = "talk_round"
    REPORT = "report"
    QUESTIONS = "questions"
    VOTE = "vote"
    CULTURE = "culture"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class SpeakerRole(StrEnum):
    """What a person does in an item."""

    SPEAKER = "speaker"
    GUEST = "guest"
    HOST = "host"
    PANEL = "panel"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One person in one item."""

    speaker_id: int
    role: SpeakerRole


@dataclass(frozen=True, slots=True)
class ProgramItemDraft:
    """What a planner wants an item to be. ``fixed`` is None when the time follows from the order."""

    function: ItemFunction
    title: LocalText
    minutes: int
    text: LocalText = LocalText()
    note: str = ""
    fixed: WallClock | None = None
    people: tuple[Contribution, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= LONGEST_ITEM_MINUTES:
            raise InvalidValue("program.minutes", field="minutes", most=LONGEST_ITEM_MINUTES)
        if not self.title.de and self.function is not ItemFunction.BREAK:
            raise InvalidValue("program.title_missing", field="title-de")


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item runs."""

    item_id: int
    span: TimeSpan
    is_fixed: bool = False


class FindingKind(StrEnum):
    """What can be odd about a running order. None of them forbids anything."""

    OVERLAP = "overlap"
    GAP = "gap"
    BEFORE_START = "before_start"
    OVERRUN = "overrun"
    TIME_LEFT = "time_left"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at, by how many minutes, and at which item."""

    kind: FindingKind
    minutes: int
    item_id: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """The slots in running order with what is odd about them."""

    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]
    total_minutes: int
    end: datetime

    def of(self, item_id: int) -> Slot:
        """The slot of one item. Raises KeyError."""
        return {slot.item_id: slot for slot in self.slots}[item_id]

    def findings_of(self, item_id: int) -> tuple[Finding, ...]:
        """What is odd about one item."""
        return tuple(finding for finding in self.findings if finding.item_id == item_id)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """What the timetable needs to know of an item."""

    item_id: int
    minutes: int
    fixed: WallClock | None = None


def timetable(event: TimeSpan, items: Sequence[PlannedItem], zone: ZoneInfo) -> Timetable:
    """Times for ``items`` in their order: each begins where the one before ends, a fixed one when it must.

    Minutes are real time, so an item across a clock change keeps its length.
    """
    slots: list[Slot] = []
    findings: list[Finding] = []
    cursor = event.start
    for item in items:
        start = item.fixed.instant(zone) if item.fixed else cursor
        findings += _oddities(item.item_id, start, cursor, event, is_first=not slots)
        span = TimeSpan(start, start + timedelta(minutes=item.minutes))
        slots.append(Slot(item.item_id, span, item.fixed is not None))
        cursor = max(cursor, span.end)
    if slots:
        findings += _at_the_end(slots[-1].item_id, cursor, event)
    return Timetable(tuple(slots), tuple(findings), sum(item.minutes for item in items), cursor)


def _oddities(item_id: int, start: datetime, cursor: datetime, event: TimeSpan, *, is_first: bool) -> list[Finding]:
    if start < event.start:
        return [Finding(FindingKind.BEFORE_START, _minutes(event.start - start), item_id)]
    if start < cursor and not is_first:
        return [Finding(FindingKind.OVERLAP, _minutes(cursor - start), item_id)]
    if start > cursor:
        return [Finding(FindingKind.GAP, _minutes(start - cursor), item_id)]
    return []


def _at_the_end(last_id: int, end: datetime, event: TimeSpan) -> list[Finding]:
    if end > event.end:
        return [Finding(FindingKind.OVERRUN, _minutes(end - event.end), last_id)]
    if end < event.end:
        return [Finding(FindingKind.TIME_LEFT, _minutes(event.end - end), last_id)]
    return []


def _minutes(length: timedelta) -> int:
    return int(length / MINUTE)
