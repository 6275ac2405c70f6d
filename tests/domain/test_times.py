"""Wall clocks, instants and spans, above all on the days when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidValue
from eventapp.domain.times import ClockFault, TimeSpan, WallClock, fault_of, named_zone, utc

BERLIN = ZoneInfo("Europe/Berlin")
OCTOBER = date(2026, 10, 25)
MARCH = date(2026, 3, 29)
ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",  # moves by half an hour
    "Asia/Kathmandu",
    "Africa/Casablanca",  # goes back for Ramadan
    "Pacific/Apia",  # left a day out in 2011
    "UTC",
]
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC, second=0, microsecond=0)
)


def _changes(zone: ZoneInfo) -> list[datetime]:
    """The instants at which the offset of ``zone`` changed or will change, to the quarter of an hour."""
    found, step = [], timedelta(minutes=15)
    for year in (2011, 2026, 2027):
        day = datetime(year, 1, 1, tzinfo=UTC)
        while day.year == year:
            after = day + timedelta(days=1)
            if day.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
                moment = day
                while moment.astimezone(zone).utcoffset() == (moment + step).astimezone(zone).utcoffset():
                    moment += step
                found.append(moment + step)
            day = after
    return found


CHANGES = [(name, moment) for name in ZONES for moment in _changes(ZoneInfo(name))]


def test_an_ordinary_morning_is_one_instant() -> None:
    clock = WallClock.on(date(2026, 11, 13), time(9))

    assert clock.instant(BERLIN) == datetime(2026, 11, 13, 8, tzinfo=UTC)
    assert (clock.day, clock.time) == (date(2026, 11, 13), time(9))


def test_an_hour_that_is_skipped_is_refused_with_its_reason() -> None:
    clock = WallClock.on(MARCH, time(2, 30))

    with pytest.raises(InvalidValue, match=r"times\.skipped") as refusal:
        clock.instant(BERLIN)

    assert refusal.value.context == {"clock": datetime(2026, 3, 29, 2, 30), "zone": "Europe/Berlin"}  # noqa: DTZ001


@pytest.mark.parametrize(
    ("clock", "fault"),
    [
        (datetime.combine(MARCH, time(1, 59)), None),
        (datetime.combine(MARCH, time(2, 0)), ClockFault.SKIPPED),
        (datetime.combine(MARCH, time(2, 59)), ClockFault.SKIPPED),
        (datetime.combine(MARCH, time(3, 0)), None),
        (datetime.combine(OCTOBER, time(1, 59)), None),
        (datetime.combine(OCTOBER, time(2, 0)), ClockFault.DOUBLED),
        (datetime.combine(OCTOBER, time(2, 59)), ClockFault.DOUBLED),
        (datetime.combine(OCTOBER, time(3, 0)), None),
    ],
)
def test_the_faults_of_a_day_are_known_to_the_minute(clock: datetime, fault: ClockFault | None) -> None:
    assert fault_of(clock, BERLIN) is fault


def test_an_hour_that_comes_twice_has_a_first_and_a_second_pass() -> None:
    first = WallClock.on(OCTOBER, time(2, 30))
    second = WallClock.on(OCTOBER, time(2, 30), second=True)

    assert first.instant(BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.instant(BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert first < second


def test_a_second_pass_on_an_ordinary_day_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"times\.not_doubled"):
        WallClock.on(date(2026, 11, 13), time(9), second=True).instant(BERLIN)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 13, 9, tzinfo=UTC),
        datetime(2026, 11, 13, 9, 0, 1),  # noqa: DTZ001
        datetime(2026, 11, 13, 9, 0, 0, 1),  # noqa: DTZ001
        datetime(2026, 10, 25, 2, fold=1),  # noqa: DTZ001
    ],
)
def test_what_no_clock_on_a_wall_shows_is_no_wall_clock(value: datetime) -> None:
    with pytest.raises(InvalidValue, match=r"times\.not_a_wall_clock"):
        WallClock(value)


@given(st.sampled_from(ZONES).map(ZoneInfo), INSTANTS)
def test_an_instant_comes_back_from_its_wall_clock(zone: ZoneInfo, moment: datetime) -> None:
    assert WallClock.of(moment, zone).instant(zone) == moment


@given(st.sampled_from(CHANGES), st.integers(-180, 180))
def test_an_instant_comes_back_on_the_days_when_the_clock_changes(change: tuple[str, datetime], minutes: int) -> None:
    zone, moment = ZoneInfo(change[0]), change[1] + timedelta(minutes=minutes)

    assert WallClock.of(moment, zone).instant(zone) == moment


@given(st.sampled_from(CHANGES), st.integers(-1500, 1500))
def test_a_wall_clock_is_refused_or_comes_back(change: tuple[str, datetime], minutes: int) -> None:
    zone = ZoneInfo(change[0])
    local = (change[1] + timedelta(minutes=minutes)).replace(tzinfo=None)
    clock = WallClock(local)

    if fault_of(local, zone) is ClockFault.SKIPPED:
        with pytest.raises(InvalidValue, match=r"times\.skipped"):
            clock.instant(zone)
    else:
        assert WallClock.of(clock.instant(zone), zone) == clock


def test_seconds_are_cut_off() -> None:
    moment = datetime(2026, 11, 13, 8, 0, 59, 999, tzinfo=UTC)

    assert WallClock.of(moment, BERLIN) == WallClock.on(date(2026, 11, 13), time(9))


@pytest.mark.parametrize("name", ["", "Mars/Base", "europe/berlin", "../../etc/passwd", "/etc/localtime", "MESZ"])
def test_a_zone_that_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue, match=r"times\.unknown_zone"):
        named_zone(name)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"times\.naive"):
        utc(datetime(2026, 11, 13, 9))  # noqa: DTZ001


def test_an_instant_of_any_zone_becomes_utc() -> None:
    moment = utc(datetime(2026, 11, 13, 9, tzinfo=BERLIN))

    assert (moment, moment.tzinfo) == (datetime(2026, 11, 13, 8, tzinfo=UTC), UTC)


def _span(first: int, last: int) -> TimeSpan:
    noon = datetime(2026, 11, 13, 12, tzinfo=UTC)
    return TimeSpan(noon + timedelta(minutes=first), noon + timedelta(minutes=last))


@pytest.mark.parametrize("last", [0, -1])
def test_a_span_ends_after_it_starts(last: int) -> None:
    with pytest.raises(InvalidValue, match=r"times\.end_before_start"):
        _span(0, last)


def test_a_night_across_the_clock_change_has_its_real_length() -> None:
    zone = BERLIN
    october = TimeSpan(
        WallClock.on(OCTOBER, time(1)).instant(zone),
        WallClock.on(OCTOBER, time(4)).instant(zone),
    )
    march = TimeSpan(WallClock.on(MARCH, time(1)).instant(zone), WallClock.on(MARCH, time(4)).instant(zone))

    assert (october.minutes, march.minutes) == (240, 120)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not _span(0, 30).overlaps(_span(30, 60))
    assert _span(0, 31).overlaps(_span(30, 60))
    assert _span(0, 60).overlaps(_span(20, 30))


@given(*[st.tuples(st.integers(0, 50), st.integers(1, 50))] * 2)
def test_overlapping_is_mutual_and_means_a_common_minute(one: tuple[int, int], other: tuple[int, int]) -> None:
    spans = [_span(start, start + length) for start, length in (one, other)]
    minutes = [set(range(start, start + length)) for start, length in (one, other)]

    assert spans[0].overlaps(spans[1]) is spans[1].overlaps(spans[0]) is bool(minutes[0] & minutes[1])
