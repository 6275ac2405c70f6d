"""The rules by which entries recur, as the linter reads them: each part alone, and beside others."""

from __future__ import annotations

import pytest

from eventapp.adapters.ical_check import check
from tests.adapters.test_ical_check import EVENT, recurring, swapped

UNREADABLE = {
    "FREQ=SOMETIMES": "FREQ of the RRULE can't be SOMETIMES",
    "FREQ=": "FREQ of the RRULE can't be empty",
    "INTERVAL=2": "the RRULE has no FREQ",
    "FREQ=DAILY;INTERVAL=0": "INTERVAL of the RRULE can't be 0",
    "FREQ=DAILY;INTERVAL=-1": "INTERVAL of the RRULE can't be -1",
    "FREQ=DAILY;COUNT=0": "COUNT of the RRULE can't be 0",
    "FREQ=DAILY;COUNT=²": "COUNT of the RRULE can't be ²",
    "FREQ=DAILY;UNTIL=20260230": "UNTIL of the RRULE can't be 20260230",
    "FREQ=DAILY;WKST=1MO": "WKST of the RRULE can't be 1MO",
    "FREQ=DAILY;FREQ=DAILY": "FREQ stands twice in the RRULE",
    "FREQ=DAILY;": "there is no part without a name of an RRULE",
    "FREQ=DAILY;BYEASTER=1": "there is no part BYEASTER of an RRULE",
    "FREQ=YEARLY;BYDAY=99MO": "BYDAY of the RRULE can't be 99MO",
    "FREQ=YEARLY;BYDAY=54MO": "BYDAY of the RRULE can't be 54MO",
    "FREQ=MONTHLY;BYDAY=0MO": "BYDAY of the RRULE can't be 0MO",
    "FREQ=WEEKLY;BYDAY=MO,DI": "BYDAY of the RRULE can't be DI",
    "FREQ=WEEKLY;BYDAY=MO,": "BYDAY of the RRULE can't be empty",
    "FREQ=DAILY;BYSECOND=61": "BYSECOND of the RRULE can't be 61",
    "FREQ=DAILY;BYMINUTE=60": "BYMINUTE of the RRULE can't be 60",
    "FREQ=DAILY;BYHOUR=24": "BYHOUR of the RRULE can't be 24",
    "FREQ=DAILY;BYHOUR=-1": "BYHOUR of the RRULE can't be -1",
    "FREQ=MONTHLY;BYMONTHDAY=32": "BYMONTHDAY of the RRULE can't be 32",
    "FREQ=MONTHLY;BYMONTHDAY=-32": "BYMONTHDAY of the RRULE can't be -32",
    "FREQ=MONTHLY;BYMONTHDAY=0": "BYMONTHDAY of the RRULE can't be 0",
    "FREQ=YEARLY;BYYEARDAY=367": "BYYEARDAY of the RRULE can't be 367",
    "FREQ=YEARLY;BYWEEKNO=54": "BYWEEKNO of the RRULE can't be 54",
    "FREQ=YEARLY;BYMONTH=0": "BYMONTH of the RRULE can't be 0",
    "FREQ=YEARLY;BYMONTH=13": "BYMONTH of the RRULE can't be 13",
    "FREQ=DAILY;BYMONTH=1;BYSETPOS=0": "BYSETPOS of the RRULE can't be 0",
    "FREQ=DAILY;BYMONTH=1;BYSETPOS=367": "BYSETPOS of the RRULE can't be 367",
    "RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=MAYBE": "SKIP of the RRULE can't be MAYBE",
}
QUARRELLING = {
    "FREQ=DAILY;UNTIL=20261231T230000Z;COUNT=3": "the RRULE ends twice, by COUNT and by UNTIL",
    "FREQ=WEEKLY;BYDAY=2MO": "BYDAY counts weekdays, which only a month or a year without BYWEEKNO allows",
    "FREQ=YEARLY;BYWEEKNO=3;BYDAY=2MO": "BYDAY counts weekdays, which only a month or a year without BYWEEKNO allows",
    "FREQ=WEEKLY;BYMONTHDAY=3": "BYMONTHDAY can't stand beside FREQ=WEEKLY",
    "FREQ=MONTHLY;BYYEARDAY=3": "BYYEARDAY can't stand beside FREQ=MONTHLY",
    "FREQ=MONTHLY;BYWEEKNO=3": "BYWEEKNO can't stand beside FREQ=MONTHLY",
    "FREQ=MONTHLY;BYSETPOS=-1": "BYSETPOS chooses from nothing: another part beginning with BY is missing",
}
GOOD = [
    "FREQ=DAILY",
    "freq=daily;interval=2",
    "COUNT=10;FREQ=WEEKLY;WKST=SU;BYDAY=TU,TH",
    "FREQ=YEARLY;UNTIL=20301231;BYDAY=+53MO,-53SU",
    "FREQ=MONTHLY;BYMONTHDAY=-31,31,+1;INTERVAL=0012",
    "FREQ=YEARLY;BYYEARDAY=-366,366;BYWEEKNO=-53,53;BYMONTH=1,12,03",
    "FREQ=SECONDLY;BYSECOND=0,60;BYMINUTE=0,59;BYHOUR=0,23;BYYEARDAY=1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD",
]


def _found(rule: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in check(recurring(rule.encode()))]


@pytest.mark.parametrize("rule", UNREADABLE)
def test_a_part_out_of_its_range_is_named(rule: str) -> None:
    assert _found(rule) == [("V42", UNREADABLE[rule])]


@pytest.mark.parametrize("rule", QUARRELLING)
def test_parts_that_exclude_each_other_are_named(rule: str) -> None:
    assert _found(rule) == [("V43", QUARRELLING[rule])]


@pytest.mark.parametrize("rule", GOOD)
def test_whatever_the_standard_allows_is_no_fault(rule: str) -> None:
    assert _found(rule) == []


def test_the_rules_of_a_zone_are_read_too() -> None:
    data = swapped(EVENT, b"BYDAY=-1SU", b"BYDAY=-1SU;COUNT=99;UNTIL=20991231T010000Z")

    assert "V43" in {finding.code for finding in check(data)}
