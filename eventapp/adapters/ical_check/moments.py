"""Dates, times and what a file's own VTIMEZONE makes of them (RFC 5545, sections 3.3.4, 3.3.5 and 3.6.5)."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from eventapp.adapters.ical_check.grammar import Component, Property

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d+)W|(\d+)D(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?|T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_BY_DAY = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_FIRST_YEAR, _LAST_YEAR = 2, 9998  # a year from both edges, for the offsets
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_day(item: Property) -> bool:
    """Whether the property says that its value is a DATE."""
    return item.parameter("VALUE").upper() == "DATE"


def local(value: str) -> datetime | None:
    """The reading, naive; midnight for a DATE; None if it is neither DATE nor DATE-TIME or doesn't exist."""
    found = _TIME.fullmatch(value) or _DAY.fullmatch(value)
    if not found:
        return None
    try:
        return datetime(*(int(part) for part in found.groups()[:6] if part))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None


@lru_cache(maxsize=1)
def known_zones() -> frozenset[str]:
    """The names of the zone database; looked up once, because that walks a thousand files."""
    return frozenset(available_timezones())


def zone_of(item: Property) -> ZoneInfo | None:
    """The zone that the zone database has under the property's TZID."""
    name = item.parameter("TZID")
    return ZoneInfo(name) if name in known_zones() else None


def instant(item: Property) -> datetime | None:
    """The instant by the zone database; days and readings without a zone count as UTC, which is enough to compare.

    None if there is none, or none between the years 1 and 9999.
    """
    reading = local(item.value)
    if reading is None:
        return None
    zone = None if item.value.endswith("Z") else zone_of(item)
    try:
        return reading.replace(tzinfo=zone or UTC).astimezone(UTC)
    except OverflowError:
        return None


def offset_in(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    """What the zone database says at ``moment``; None at the edge of the calendar."""
    try:
        return moment.astimezone(zone).utcoffset()
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Observance:
    """STANDARD or DAYLIGHT: from ``onset`` on, in readings of the clock before, and by what rule again."""

    onset: datetime
    before: timedelta
    after: timedelta
    rule: dict[str, str]
    more: tuple[datetime, ...]

    def onsets(self, years: set[int]) -> Iterator[datetime]:
        """When it begins, as naive UTC: by its dates in any year, by its rule in ``years``."""
        for moment in (self.onset, *self.more):
            if _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                yield moment - self.before
        if self.rule:
            for year in years:
                if max(_FIRST_YEAR, self.onset.year + 1) <= year <= _LAST_YEAR:
                    yield from (reading - self.before for reading in self._by_rule(year))

    def _by_rule(self, year: int) -> list[datetime]:
        found = _BY_DAY.fullmatch(self.rule.get("BYDAY", ""))
        if self.rule.get("FREQ") != "YEARLY" or not found or not _MONTH.fullmatch(self.rule.get("BYMONTH", "")):
            return []
        day = _nth(year, int(self.rule["BYMONTH"]), int(found[1]), _WEEKDAYS.index(found[2]))
        until = local(self.rule.get("UNTIL", ""))
        if day is None or (until is not None and datetime.combine(day, self.onset.time()) - self.before > until):
            return []
        return [datetime.combine(day, self.onset.time())]


@lru_cache(maxsize=4096)
def _nth(year: int, month: int, nth: int, weekday: int) -> date | None:
    days = [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    fitting = [day for day in days if day.weekday() == weekday]
    index = nth - 1 if nth > 0 else nth
    return fitting[index] if -len(fitting) <= index < len(fitting) else None


def observances(zone: Component) -> list[Observance]:
    """The readable observances of a VTIMEZONE."""
    return [found for child in zone.children if (found := _observance(child)) is not None]


def _observance(component: Component) -> Observance | None:
    onset = local(component.value("DTSTART"))
    before, after = offset(component.value("TZOFFSETFROM")), offset(component.value("TZOFFSETTO"))
    if onset is None or before is None or after is None:
        return None
    pairs = (part.partition("=") for part in component.value("RRULE").split(";") if part)
    more = [local(text) for item in component.all("RDATE") for text in item.value.split(",")]
    return Observance(onset, before, after, {k: v for k, _, v in pairs}, tuple(m for m in more if m))


def is_duration(text: str) -> bool:
    """Whether ``text`` is a DURATION (RFC 5545, section 3.3.6)."""
    return _DURATION.fullmatch(text) is not None


def is_positive(text: str) -> bool:
    """Whether ``text`` is a DURATION that lasts. Its digits aren't read as numbers: there may be millions of them."""
    found = _DURATION.fullmatch(text)
    return found is not None and found[1] != "-" and any(part.strip("0") for part in found.groups("")[1:])


def offset(text: str) -> timedelta | None:
    """A UTC-OFFSET (RFC 5545, section 3.3.14)."""
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -length if found[1] == "-" else length


@dataclass(frozen=True, slots=True)
class Timeline:
    """When a VTIMEZONE changes its offset and to what, in order: naive UTC and the offset from then on."""

    changes: tuple[tuple[datetime, timedelta], ...]
    earliest: timedelta | None

    def offset_at(self, moment: datetime) -> timedelta | None:
        """The offset of the last onset before ``moment`` (UTC); None if the VTIMEZONE knows none."""
        place = bisect_right(self.changes, (moment.astimezone(UTC).replace(tzinfo=None), timedelta.max))
        return self.changes[place - 1][1] if place else self.earliest


def timeline(rules: list[Observance], years: set[int]) -> Timeline:
    """What the observances say in ``years``."""
    near = {year + step for year in years for step in (-1, 0, 1)}
    near |= {until.year for rule in rules if (until := local(rule.rule.get("UNTIL", "")))}
    found = sorted({(onset, rule.after) for rule in rules for onset in rule.onsets(near)})
    first = min(rules, key=lambda rule: rule.onset, default=None)
    return Timeline(tuple(found), first.before if first else None)


def offset_at(rules: list[Observance], moment: datetime) -> timedelta | None:
    """What the VTIMEZONE says at ``moment`` (UTC). For many moments, a timeline is quicker."""
    return timeline(rules, {moment.astimezone(UTC).year}).offset_at(moment)
