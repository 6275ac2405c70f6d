"""The running order: times that follow from order and length, and what is odd about them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidValue
from eventapp.domain.program import (
    LONGEST_ITEM_MINUTES,
    Finding,
    FindingKind,
    ItemFunction,
    PlannedItem,
    ProgramItemDraft,
    Timetable,
    timetable,
)
from eventapp.domain.texts import LocalText
from eventapp.domain.times import TimeSpan, WallClock

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 13)


def _clock(hour: int, minute: int = 0, day: date = DAY) -> WallClock:
    return WallClock.on(day, time(hour, minute))


def _event(start: WallClock, end: WallClock) -> TimeSpan:
    return TimeSpan(start.instant(BERLIN), end.instant(BERLIN))


MORNING = _event(_clock(9), _clock(12))


def _shown(table: Timetable) -> list[str]:
    return [
        f"{slot.span.start.astimezone(BERLIN):%H:%M}–{slot.span.end.astimezone(BERLIN):%H:%M}" for slot in table.slots
    ]


def test_each_item_begins_where_the_one_before_ends() -> None:
    table = timetable(MORNING, [PlannedItem(1, 15), PlannedItem(2, 60), PlannedItem(3, 105)], BERLIN)

    assert _shown(table) == ["09:00–09:15", "09:15–10:15", "10:15–12:00"]
    assert table.findings == ()
    assert (table.total_minutes, table.end) == (180, MORNING.end)


def test_a_fixed_item_begins_when_it_must_and_leaves_a_gap() -> None:
    table = timetable(MORNING, [PlannedItem(1, 15), PlannedItem(2, 60, _clock(9, 30)), PlannedItem(3, 90)], BERLIN)

    assert _shown(table) == ["09:00–09:15", "09:30–10:30", "10:30–12:00"]
    assert [slot.is_fixed for slot in table.slots] == [False, True, False]
    assert table.findings == (Finding(FindingKind.GAP, 15, 2),)


def test_a_fixed_item_that_begins_too_early_overlaps() -> None:
    table = timetable(MORNING, [PlannedItem(1, 60), PlannedItem(2, 30, _clock(9, 40)), PlannedItem(3, 120)], BERLIN)

    assert _shown(table) == ["09:00–10:00", "09:40–10:10", "10:10–12:10"]
    assert table.findings_of(2) == (Finding(FindingKind.OVERLAP, 20, 2),)
    assert table.findings_of(3) == (Finding(FindingKind.OVERRUN, 10, 3),)


def test_an_item_within_another_does_not_pull_the_next_one_forward() -> None:
    table = timetable(MORNING, [PlannedItem(1, 60), PlannedItem(2, 10, _clock(9, 10)), PlannedItem(3, 120)], BERLIN)

    assert _shown(table) == ["09:00–10:00", "09:10–09:20", "10:00–12:00"]
    assert table.findings == (Finding(FindingKind.OVERLAP, 50, 2),)


def test_an_item_before_the_event_is_said_to_be_so() -> None:
    table = timetable(MORNING, [PlannedItem(1, 210, _clock(8, 30))], BERLIN)

    assert table.findings == (Finding(FindingKind.BEFORE_START, 30, 1),)


def test_a_first_item_may_begin_later_than_the_event() -> None:
    table = timetable(MORNING, [PlannedItem(1, 150, _clock(9, 30))], BERLIN)

    assert table.findings == (Finding(FindingKind.GAP, 30, 1),)


def test_what_is_too_long_and_what_is_left_stands_at_the_last_item() -> None:
    long = timetable(MORNING, [PlannedItem(1, 100), PlannedItem(2, 100)], BERLIN)
    short = timetable(MORNING, [PlannedItem(1, 100)], BERLIN)

    assert long.findings == (Finding(FindingKind.OVERRUN, 20, 2),)
    assert short.findings == (Finding(FindingKind.TIME_LEFT, 80, 1),)


def test_an_empty_program_has_no_findings() -> None:
    assert timetable(MORNING, [], BERLIN) == Timetable((), (), 0, MORNING.start)


def test_an_unknown_item_has_no_slot() -> None:
    table = timetable(MORNING, [PlannedItem(7, 15)], BERLIN)

    assert table.of(7).span.minutes == 15
    with pytest.raises(KeyError):
        table.of(8)


@pytest.mark.parametrize(("day", "ends"), [(date(2026, 10, 25), "02:30"), (date(2026, 3, 29), "04:30")])
def test_an_item_across_the_clock_change_keeps_its_length(day: date, ends: str) -> None:
    night = _event(_clock(1, 30, day), _clock(6, 0, day))

    table = timetable(night, [PlannedItem(1, 120)], BERLIN)

    assert table.of(1).span.minutes == 120
    assert f"{table.of(1).span.end.astimezone(BERLIN):%H:%M}" == ends


ITEMS = st.lists(
    st.tuples(st.integers(1, 240), st.none() | st.tuples(st.integers(4, 23), st.integers(0, 59))), max_size=12
).map(lambda rows: [PlannedItem(n, minutes, fixed and _clock(*fixed)) for n, (minutes, fixed) in enumerate(rows)])


@given(ITEMS)
def test_every_timetable_keeps_its_promises(items: list[PlannedItem]) -> None:
    table = timetable(MORNING, items, BERLIN)

    assert [slot.item_id for slot in table.slots] == [item.item_id for item in items]
    assert [slot.span.minutes for slot in table.slots] == [item.minutes for item in items]
    assert table.total_minutes == sum(item.minutes for item in items)
    assert table.end == max([MORNING.start, *(slot.span.end for slot in table.slots)])
    assert all(
        slot.span.start == item.fixed.instant(BERLIN)
        for slot, item in zip(table.slots, items, strict=True)
        if item.fixed
    )
    assert all(finding.minutes > 0 for finding in table.findings)
    odd = {finding.item_id for finding in table.findings if finding.kind in {FindingKind.OVERLAP, FindingKind.GAP}}
    for before, slot in pairwise(table.slots):
        if slot.item_id not in odd and slot.span.start >= MORNING.start:
            assert not slot.span.overlaps(before.span)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=10))
def test_without_fixed_times_nothing_overlaps_and_nothing_gapes(lengths: list[int]) -> None:
    table = timetable(MORNING, [PlannedItem(n, minutes) for n, minutes in enumerate(lengths)], BERLIN)

    assert all(before.span.end == after.span.start for before, after in pairwise(table.slots))
    left = MORNING.minutes - sum(lengths)
    kind = FindingKind.TIME_LEFT if left > 0 else FindingKind.OVERRUN
    assert table.findings == (() if left == 0 else (Finding(kind, abs(left), len(lengths) - 1),))


@pytest.mark.parametrize("minutes", [0, -1, LONGEST_ITEM_MINUTES + 1])
def test_an_item_has_a_length_that_can_be(minutes: int) -> None:
    with pytest.raises(InvalidValue, match=r"program\.minutes"):
        ProgramItemDraft(ItemFunction.TALK, LocalText("Vortrag"), minutes)


def test_only_a_break_needs_no_title() -> None:
    assert ProgramItemDraft(ItemFunction.BREAK, LocalText(), 30)

    with pytest.raises(InvalidValue, match=r"program\.title_missing"):
        ProgramItemDraft(ItemFunction.TALK, LocalText(en="Talk"), 30)


def test_minutes_are_counted_in_real_time() -> None:
    start = datetime(2026, 11, 13, 8, tzinfo=UTC)

    assert TimeSpan(start, start + timedelta(minutes=1, seconds=59)).minutes == 1
