"""Our VTIMEZONEs, compared with the zone database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]

from eventapp.adapters.ical_check.grammar import parse
from eventapp.adapters.ical_check.moments import Observance, observances, offset_at
from eventapp.adapters.timezones import BERLIN, _derived, changes, timezone_component

RULED = [
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Athens", "America/New_York", "America/St_Johns"),
    *("America/Santiago", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland"),
]
STILL = ["Asia/Kolkata", "Asia/Tokyo", "Europe/Istanbul", "America/Sao_Paulo", "Africa/Nairobi"]
UNRULY = ["Africa/Casablanca", "Asia/Jerusalem", "America/Nuuk"]


def _rules(zone: ZoneInfo, first_year: int, last_year: int) -> list[Observance]:
    component = timezone_component(zone, first_year, last_year)
    return observances(parse(b"BEGIN:VCALENDAR\r\n" + component + b"END:VCALENDAR\r\n").calendar.children[0])


@pytest.mark.parametrize("key", [*RULED, *STILL, *UNRULY, "Asia/Almaty", "America/Mexico_City"])
@pytest.mark.parametrize("years", [(2022, 2024), (2026, 2026), (2026, 2031)])
def test_every_quarter_day_has_the_right_offset(key: str, years: tuple[int, int]) -> None:
    zone = ZoneInfo(key)
    rules = _rules(zone, *years)
    moment, wrong = datetime(years[0], 1, 1, tzinfo=UTC), []

    while moment.year <= years[1]:
        if offset_at(rules, moment) != moment.astimezone(zone).utcoffset():
            wrong.append(moment)
        moment += timedelta(hours=18)

    assert wrong == []


@pytest.mark.parametrize("key", [*RULED, *UNRULY])
def test_every_change_happens_at_its_second(key: str) -> None:
    zone = ZoneInfo(key)
    rules = _rules(zone, 2026, 2028)

    for year in (2026, 2027, 2028):
        assert changes(zone, year)
        for change in changes(zone, year):
            at = (change.local - change.before).replace(tzinfo=UTC)
            assert at.astimezone(zone).utcoffset() == change.after == offset_at(rules, at)
            just_before = at - timedelta(seconds=1)
            assert just_before.astimezone(zone).utcoffset() == change.before == offset_at(rules, just_before)


def test_berlin_is_the_proven_component_and_is_what_the_zone_database_gives() -> None:
    assert timezone_component(ZoneInfo("Europe/Berlin"), 2026, 2049) == BERLIN
    assert _derived("Europe/Berlin", 2026, 2026) == BERLIN


@pytest.mark.parametrize(
    "instant", [datetime(year, month, 20, 9, tzinfo=UTC) for year in (2026, 2030) for month in (1, 7)]
)
def test_another_library_reads_berlin_alike(instant: datetime) -> None:
    zone = tzical(StringIO(BERLIN.decode().replace("X-LIC-LOCATION:Europe/Berlin\r\n", ""))).get("Europe/Berlin")

    assert instant.astimezone(zone).utcoffset() == instant.astimezone(ZoneInfo("Europe/Berlin")).utcoffset()


@pytest.mark.parametrize("key", RULED)
def test_a_yearly_rule_is_written_as_one(key: str) -> None:
    component = timezone_component(ZoneInfo(key), 2026, 2027)

    assert component.count(b"RRULE:FREQ=YEARLY;BYMONTH=") == 2
    assert component == timezone_component(ZoneInfo(key), 2028, 2028), "later events change no byte"


@pytest.mark.parametrize("key", STILL)
def test_a_zone_without_summer_time_has_one_standard(key: str) -> None:
    component = timezone_component(ZoneInfo(key), 2026, 2030)

    assert component.count(b"BEGIN:STANDARD") == 1
    assert b"DAYLIGHT" not in component


@pytest.mark.parametrize("key", [*RULED, *STILL, *UNRULY])
def test_nothing_is_written_that_outlook_ignores(key: str) -> None:
    assert b"RDATE" not in timezone_component(ZoneInfo(key), 2026, 2027)


def test_the_far_end_of_time_is_reached() -> None:
    assert b"RRULE" in timezone_component(ZoneInfo("America/New_York"), 2190, 2199)
