"""Dates, times and what a file's own VTIMEZONE makes of them (RFC 5545, sections 3.3.4, 3.3.5 and 3.6.5)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from eventapp.adapters.ical_check.grammar import Component, Property

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_BY_DAY = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
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
    """The instant by the zone database; days and readings without a zone count as UTC, which is enough to compare."""
    reading = local(item.value)
    if reading is None:
        return None
    zone = None if item.value.endswith("Z") else zone_of(item)
    return reading.replace(tzinfo=zone or UTC).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Observance:
    """STANDARD or DAYLIGHT: from ``onset`` on, in readings of the clock before, and by what rule again."""

    onset: datetime
    before: timedelta
    after: timedelta
    rule: dict[str, str]
    more: tuple[datetime, ...]

    def onsets(self, year: int) -> list[datetime]:
        """When it begins in ``year``, as naive UTC."""
        readings = [moment for moment in (self.onset, *self.more) if moment.year == year]
        if self.rule and year > self.onset.year:
            readings += self._by_rule(year)
        return [reading - self.before for reading in readings]

    def _by_rule(self, year: int) -> list[datetime]:
        found = _BY_DAY.fullmatch(self.rule.get("BYDAY", ""))
        if self.rule.get("FREQ") != "YEARLY" or not found or not self.rule.get("BYMONTH", "").isdigit():
            return []
        day = _nth(year, int(self.rule["BYMONTH"]), int(found[1]), _WEEKDAYS.index(found[2]))
        until = local(self.rule.get("UNTIL", ""))
        if day is None or (until is not None and datetime.combine(day, self.onset.time()) - self.before > until):
            return []
        return [datetime.combine(day, self.onset.time())]


def _nth(year: int, month: int, nth: int, weekday: int) -> date | None:
    if not 1 <= month <= 12:
        return None
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


def offset(text: str) -> timedelta | None:
    """A UTC-OFFSET (RFC 5545, section 3.3.14)."""
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return -length if found[1] == "-" else length


def offset_at(rules: list[Observance], moment: datetime) -> timedelta | None:
    """What the VTIMEZONE says at ``moment`` (UTC): the offset of the last onset before; None if it knows none."""
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    past = [
        (onset, rule.after)
        for rule in rules
        for year in {naive.year + 1, naive.year, naive.year - 1, rule.onset.year, *(more.year for more in rule.more)}
        if 1 < year < 9999
        for onset in rule.onsets(year)
        if onset <= naive
    ]
    if past:
        return max(past)[1]
    earliest = min(rules, key=lambda rule: rule.onset, default=None)
    return earliest.before if earliest else None
