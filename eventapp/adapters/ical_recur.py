"""When a recurring entry takes place (RFC 5545, section 3.3.10), within a window and a number of looks.

Only what calendars of halls and councils contain: rules by day, week, month and year. Work is counted, so a rule that
never ends, or never comes true, is refused instead of followed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from eventapp.adapters.ical_check.moments import local
from eventapp.domain.errors import InvalidValue

MOST_INSTANCES = 1_200  # every day of three years
MOST_LOOKS = 150_000
_LOOKS_AN_INSTANCE = 8  # what is done with an instance takes longer than looking at a day
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_KNOWN = {"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_BY_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_LAST_YEAR = 9998


class Looks:
    """How many days may still be looked at; shared by all rules of a file."""

    def __init__(self, most: int = MOST_LOOKS) -> None:
        self.left = most

    def spend(self, days: int) -> None:
        """Count ``days``. Raises InvalidValue("calendar_file.too_many_times")."""
        self.left -= days
        if self.left < 0:
            raise InvalidValue("calendar_file.too_many_times", most=MOST_INSTANCES)


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE. ``until`` is naive: UTC if ``until_is_utc``, else a reading in the zone of the start."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    until_is_utc: bool = False
    week_start: int = 0
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()


def rule_of(text: str) -> Rule:
    """The rule in ``text``. Raises InvalidValue("calendar_file.rule") for one that is broken or not followed here."""
    pairs = [part.partition("=") for part in text.upper().strip().split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs) or not parts.keys() <= _KNOWN or parts.get("FREQ") not in _FREQUENCIES:
        raise InvalidValue("calendar_file.rule", rule=text[:80])
    if "COUNT" in parts and "UNTIL" in parts:
        raise InvalidValue("calendar_file.rule", rule=text[:80])
    try:
        return _rule(parts)
    except (ValueError, IndexError) as error:
        raise InvalidValue("calendar_file.rule", rule=text[:80]) from error


def _rule(parts: dict[str, str]) -> Rule:
    until = local(parts["UNTIL"]) if "UNTIL" in parts else None
    if "UNTIL" in parts and until is None:
        raise ValueError(parts["UNTIL"])
    if until is not None and "T" not in parts["UNTIL"]:
        until = datetime.combine(until.date(), time.max)
    return Rule(
        frequency=parts["FREQ"],
        interval=_within(parts.get("INTERVAL", "1"), 1, 9_999),
        count=_within(parts["COUNT"], 1, 10**9) if "COUNT" in parts else None,
        until=until,
        until_is_utc=parts.get("UNTIL", "").endswith("Z"),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
        by_day=tuple(_by_day(value, parts["FREQ"]) for value in _list(parts, "BYDAY")),
        by_month_day=tuple(_signed(value, 31) for value in _list(parts, "BYMONTHDAY")),
        by_month=tuple(_within(value, 1, 12) for value in _list(parts, "BYMONTH")),
        by_position=tuple(_signed(value, 366) for value in _list(parts, "BYSETPOS")),
    )


def _list(parts: dict[str, str], name: str) -> list[str]:
    values = parts[name].split(",") if name in parts else []
    if len(values) > 100:
        raise ValueError(name)
    return values


def _within(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", text) or not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def _signed(text: str, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not 1 <= abs(int(text)) <= most:
        raise ValueError(text)
    return int(text)


def _by_day(text: str, frequency: str) -> tuple[int, int]:
    """Which one (0 for every) and which weekday. Only months and years can count their weekdays."""
    found = _BY_DAY.fullmatch(text)
    if not found or (found[1] and (int(found[1]) == 0 or frequency not in {"MONTHLY", "YEARLY"})):
        raise ValueError(text)
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def occurrences(rule: Rule, start: datetime, first: datetime, last: datetime, looks: Looks) -> Iterator[datetime]:
    """The naive readings from ``first`` to ``last`` on which ``start`` recurs, in order. ``start`` is the first of all.

    ``until_is_utc`` is the caller's to look at: here an UNTIL in UTC is stretched by a day and a half, so that no zone
    loses an instance. Raises InvalidValue("calendar_file.too_many_times").
    """
    end = last
    if rule.until is not None and rule.until < last:  # many write the year 9999 for "for ever"
        end = min(last, rule.until + timedelta(hours=36 if rule.until_is_utc else 0))
    within = 0
    for counted, day in enumerate(_days(rule, start, first, end, looks), 1):
        moment = datetime.combine(day, start.time())
        if moment > end or (rule.count is not None and counted > rule.count):
            return
        if moment >= first:
            looks.spend(_LOOKS_AN_INSTANCE)
            within += 1
            if within > MOST_INSTANCES:
                raise InvalidValue("calendar_file.too_many_times", most=MOST_INSTANCES)
            yield moment


def _days(rule: Rule, start: datetime, first: datetime, end: datetime, looks: Looks) -> Iterator[date]:
    """The days of the rule from that of ``start`` on; without COUNT those long before ``first`` are left out."""
    begun = start.date()
    if rule.count is not None or begun >= first.date():
        yield begun  # DTSTART counts as the first instance (RFC 5545, section 3.8.5.3)
    step = 0 if rule.count is not None else _steps_to(rule, begun, first.date())
    while True:
        period = _period(rule, begun, step)
        if not period or period[0] > end.date():
            return
        looks.spend(len(period))
        yield from (day for day in _chosen(rule, begun, period) if day > begun)
        step += 1


def _steps_to(rule: Rule, begun: date, first: date) -> int:
    """A number of steps after which the rule is surely not yet beyond ``first``."""
    days = max((first - begun).days, 0)
    length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[rule.frequency]
    return max(days // (length * rule.interval) - 1, 0)


def _period(rule: Rule, begun: date, step: int) -> list[date]:
    """The days of the step's day, week, month or year; none beyond the calendar's end."""
    steps = step * rule.interval
    try:
        if rule.frequency == "DAILY":
            return [begun + timedelta(days=steps)]
        if rule.frequency == "WEEKLY":
            monday = begun - timedelta(days=(begun.weekday() - rule.week_start) % 7) + timedelta(weeks=steps)
            return [monday + timedelta(days=day) for day in range(7)]
    except OverflowError:
        return []
    months = steps + begun.month - 1 if rule.frequency == "MONTHLY" else 0
    year = begun.year + (months // 12 if rule.frequency == "MONTHLY" else steps)
    if year > _LAST_YEAR:
        return []
    wanted = [months % 12 + 1] if rule.frequency == "MONTHLY" else _months(rule, begun)
    return [date(year, month, day) for month in sorted(set(wanted)) for day in range(1, _length(year, month) + 1)]


def _months(rule: Rule, begun: date) -> tuple[int, ...]:
    """The months of a year in which something can be; without any part only that of the first instance."""
    if rule.by_month:
        return rule.by_month
    return tuple(range(1, 13)) if rule.by_day or rule.by_month_day else (begun.month,)


@lru_cache(maxsize=4096)
def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _chosen(rule: Rule, begun: date, period: list[date]) -> list[date]:
    """The days of ``period`` that the rule's parts leave, of which BYSETPOS may choose some."""
    found = [day for day in period if _fits(rule, begun, day)]
    if not rule.by_position:
        return found
    places = {place - 1 if place > 0 else len(found) + place for place in rule.by_position}
    return [day for place, day in enumerate(found) if place in places]


def _fits(rule: Rule, begun: date, day: date) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.by_month_day and not _is_month_day(rule.by_month_day, day):
        return False
    if rule.by_day:
        return any(day.weekday() == weekday and _is_nth(rule, nth, day) for nth, weekday in rule.by_day)
    return bool(rule.by_month_day) or _is_like(rule, begun, day)


def _is_month_day(wanted: tuple[int, ...], day: date) -> bool:
    return day.day in wanted or day.day - _length(day.year, day.month) - 1 in wanted


def _is_nth(rule: Rule, nth: int, day: date) -> bool:
    """Counted within the month, or within the year where a yearly rule names no month."""
    if nth == 0:
        return True
    by_year = rule.frequency == "YEARLY" and not rule.by_month
    place = day.timetuple().tm_yday if by_year else day.day
    length = (366 if calendar.isleap(day.year) else 365) if by_year else _length(day.year, day.month)
    return nth == ((place - 1) // 7 + 1 if nth > 0 else -((length - place) // 7 + 1))


def _is_like(rule: Rule, begun: date, day: date) -> bool:
    """What the rule leaves open is as in the first instance."""
    if rule.frequency == "DAILY":
        return True
    if rule.frequency == "WEEKLY":
        return day.weekday() == begun.weekday()
    in_month = rule.frequency == "MONTHLY" or bool(rule.by_month) or day.month == begun.month
    return day.day == begun.day and in_month
