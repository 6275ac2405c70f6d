"""VTIMEZONE components (RFC 5545, section 3.6.5), written by hand.

Outlook misplaces events without VTIMEZONE and ignores the rules of one with RDATE, so every zone with a yearly
rule gets an RRULE. DTSTART of an observance counts in TZOFFSETFROM, the clock just before the change.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EARLIEST_YEAR = 1970
BERLIN = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Berlin\r\n"
    b"X-LIC-LOCATION:Europe/Berlin\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"TZNAME:CEST\r\n"
    b"TZOFFSETFROM:+0100\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"DTSTART:19810329T020000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"TZNAME:CET\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0100\r\n"
    b"DTSTART:19961027T030000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clock: ``local`` is the reading just before it, naive; offsets are from UTC."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> str:
        """Named by direction, not by the zone's own flag: Dublin calls its winter the exception."""
        return "DAYLIGHT" if self.after > self.before else "STANDARD"


def timezone_component(zone: ZoneInfo, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of ``zone``, right for every instant from ``first_year`` to ``last_year``, both included."""
    if zone.key == "Europe/Berlin" and first_year > 1996:
        return BERLIN
    return _derived(zone.key, first_year, last_year)


@lru_cache(maxsize=256)
def _derived(key: str, first_year: int, last_year: int) -> bytes:
    zone = ZoneInfo(key)
    # The January of the first year still lives under the last change of the year before.
    years = range(first_year - 1, last_year + 1)
    observances = list(_yearly(zone, years)) or list(_single(zone, years))
    head = f"BEGIN:VTIMEZONE\r\nTZID:{key}\r\nX-LIC-LOCATION:{key}\r\n"
    return (head + "".join(observances) + "END:VTIMEZONE\r\n").encode("ascii")


def changes(zone: ZoneInfo, year: int) -> tuple[Change, ...]:
    """All changes of the offset of ``zone`` in ``year`` (of UTC), in order."""
    return _changes(zone.key, year)


@lru_cache(maxsize=4096)
def _changes(key: str, year: int) -> tuple[Change, ...]:
    zone = ZoneInfo(key)
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    for _ in range(366 if calendar.isleap(year) else 365):
        following = day + timedelta(days=1)
        if _offset(zone, day) != _offset(zone, following):
            found.append(_change(zone, _bisect(zone, day, following)))
        day = following
    return tuple(found)


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def _bisect(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second after ``low`` at which the offset differs."""
    offset = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(zone, middle) == offset:
            low = middle
        else:
            high = middle
    return high


def _change(zone: ZoneInfo, instant: datetime) -> Change:
    before = _offset(zone, instant - timedelta(seconds=1))
    name = instant.astimezone(zone).tzname() or zone.key
    return Change(instant.replace(tzinfo=None) + before, before, _offset(zone, instant), name)


def _yearly(zone: ZoneInfo, years: range) -> Iterator[str]:
    """The two observances of a zone whose clock changes by one rule in all ``years``; nothing for other zones."""
    table = [changes(zone, year) for year in years]
    if any(len(row) != 2 for row in table):
        return
    # Some months can't tell the fourth Sunday from the last: a longer look does, as far as the rule lasts.
    ahead = [changes(zone, year) for year in range(years[-1] + 1, years[-1] + 29)]
    columns = list(zip(*table, strict=True))
    rules = [_rule(column, [row[i] for row in ahead if len(row) == 2]) for i, column in enumerate(columns)]
    if all(rules):
        for column, rule in zip(columns, rules, strict=True):
            yield _observance(_onset(zone, column[0], rule), f"RRULE:FREQ=YEARLY;{rule}\r\n")


def _rule(column: tuple[Change, ...], ahead: list[Change]) -> str:
    """BYMONTH and BYDAY that name every change of ``column``; empty if there are none."""
    first = column[0]
    named = [rule for rule in _candidates(first.local) if all(_obeys(change, first, rule) for change in column)]
    lasting = [rule for rule in named if all(_obeys(change, first, rule) for change in ahead)]
    return (lasting or named or [""])[0]


def _candidates(local: datetime) -> list[str]:
    weekday = WEEKDAYS[local.weekday()]
    counted = f"BYMONTH={local.month};BYDAY={(local.day - 1) // 7 + 1}{weekday}"
    last = f"BYMONTH={local.month};BYDAY=-1{weekday}"
    return [last, counted] if _is_last(local) else [counted]


def _is_last(local: datetime) -> bool:
    return local.day + 7 > calendar.monthrange(local.year, local.month)[1]


def _obeys(change: Change, model: Change, rule: str) -> bool:
    same_clock = change.local.time() == model.local.time()
    same_offsets = (change.before, change.after) == (model.before, model.after)
    return same_clock and same_offsets and rule in _candidates(change.local)


def _onset(zone: ZoneInfo, change: Change, rule: str) -> Change:
    """The change from which on ``rule`` has held without a break: the same for every later event."""
    for year in range(change.local.year - 1, EARLIEST_YEAR - 1, -1):
        earlier = [other for other in changes(zone, year) if _obeys(other, change, rule)]
        if not earlier:
            break
        change = earlier[0]
    return change


def _single(zone: ZoneInfo, years: range) -> Iterator[str]:
    """One observance a change, for a zone without a yearly rule; a single STANDARD if its clock never changes."""
    start = datetime(years[0], 1, 1, tzinfo=UTC)
    offset = _offset(zone, start)
    name = start.astimezone(zone).tzname() or zone.key
    yield _observance(Change(datetime(EARLIEST_YEAR, 1, 1), offset, offset, name))  # noqa: DTZ001 - local by format
    for year in years:
        for change in changes(zone, year):
            yield _observance(change)


def _observance(change: Change, rule: str = "") -> str:
    return (
        f"BEGIN:{change.kind}\r\n"
        f"TZNAME:{change.name}\r\n"
        f"TZOFFSETFROM:{_signed(change.before)}\r\n"
        f"TZOFFSETTO:{_signed(change.after)}\r\n"
        f"DTSTART:{change.local:%Y%m%dT%H%M%S}\r\n"
        f"{rule}"
        f"END:{change.kind}\r\n"
    )


def _signed(offset: timedelta) -> str:
    """``+0100``; seconds only where a zone of old has them (RFC 5545, section 3.3.14)."""
    seconds = int(offset.total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), 3600)
    minutes, odd = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{odd:02}" if odd else "")
