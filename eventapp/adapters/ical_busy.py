"""A calendar file as the times at which somebody is busy: a hall's bookings, a council's meetings.

Files come from anywhere. Size, lines, components, depth, dates, rules and work are bounded, and whatever goes beyond or
can't be read is an InvalidValue with one of these codes: ``calendar_file.too_large``, ``.too_deep``, ``.too_many``,
``.too_many_times``, ``.encoding``, ``.not_a_calendar``, ``.date``, ``.zone``, ``.rule``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from eventapp.adapters.calendar_text import headline
from eventapp.adapters.ical_check.grammar import Component, Document, Property, TooLarge, parse
from eventapp.adapters.ical_check.moments import Observance, Timeline, is_day, known_zones, local, observances, timeline
from eventapp.adapters.ical_recur import Looks, occurrences, rule_of
from eventapp.adapters.ical_types import unescaped
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import one_line
from eventapp.domain.times import TimeSpan

MOST_BYTES = 2_000_000
MOST_LINES = 60_000
MOST_PARAMETERS = 200_000
MOST_COMPONENTS = 5_000
DEEPEST = 6
MOST_DATES = 5_000
MOST_BUSY = 10_000
MOST_OBSERVANCES = 60
_YEARS = range(1902, 2200)
_DURATION = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?")
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is busy from start to end (UTC). ``summary`` is one line, maybe empty."""

    span: TimeSpan
    summary: str
    uid: str


def busy_times(data: bytes, window: TimeSpan, zone: ZoneInfo) -> list[Busy]:
    """What touches ``window``, earliest first. ``zone`` is that of whole days and of times without a zone.

    Cancelled and transparent entries take no time. Changed and left-out instances of a series are respected.
    """
    document = _document(data)
    clocks = _Clocks(document.calendar, zone)
    looks = Looks()
    found: list[Busy] = []
    for one in _all(document, window, clocks, looks):
        found.append(one)
        if len(found) > MOST_BUSY:
            raise InvalidValue("calendar_file.too_many_times", most=MOST_BUSY)
    return sorted(set(found), key=lambda busy: (busy.span.start, busy.span.end, busy.uid, busy.summary))


def _all(document: Document, window: TimeSpan, clocks: _Clocks, looks: Looks) -> Iterator[Busy]:
    changed: dict[str, set[datetime]] = {}
    for event in document.events:
        if other := event.first("RECURRENCE-ID"):
            changed.setdefault(event.value("UID"), set()).add(clocks.instant(other))
    for event in document.events:
        yield from _instances(event, changed.get(event.value("UID"), set()), window, clocks, looks)
    for times in document.calendar.named("VFREEBUSY"):
        yield from _stated(times, window, clocks)


def _document(data: bytes) -> Document:
    """The file, taken apart after its size is known to be harmless."""
    if len(data) > MOST_BYTES:
        raise InvalidValue("calendar_file.too_large", most=MOST_BYTES)
    if data.count(b"\n") > MOST_LINES or data.count(b"\r") > MOST_LINES:
        raise InvalidValue("calendar_file.too_many", most=MOST_LINES)
    if data.count(b";") > MOST_PARAMETERS:
        raise InvalidValue("calendar_file.too_many", most=MOST_PARAMETERS)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidValue("calendar_file.encoding")
    if b"\x00" in data:
        raise InvalidValue(_other_file(data))
    try:
        re.sub(rb"\r?\n[ \t]", b"", data).decode("utf-8")
        document = parse(data)
    except UnicodeDecodeError as error:
        raise InvalidValue(_other_file(data)) from error
    except TooLarge as error:
        raise InvalidValue("calendar_file.too_deep", most=DEEPEST) from error
    _bounded(document)
    return document


def _other_file(data: bytes) -> str:
    """What is wrong with octets that are no UTF-8: a picture was never a calendar."""
    is_calendar = b"BEGIN:VCALENDAR" in data.replace(b"\x00", b"").upper()
    return "calendar_file.encoding" if is_calendar else "calendar_file.not_a_calendar"


def _bounded(document: Document) -> None:
    if [root.name for root in document.roots] != ["VCALENDAR"] or document.unbalanced:
        raise InvalidValue("calendar_file.not_a_calendar")
    level, depth, count = document.roots, 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        level = [child for component in level for child in component.children]
    if depth > DEEPEST:
        raise InvalidValue("calendar_file.too_deep", most=DEEPEST)
    if count > MOST_COMPONENTS:
        raise InvalidValue("calendar_file.too_many", most=MOST_COMPONENTS)
    dates = sum(
        1 + item.value.count(",") for item in document.properties if item.name in {"EXDATE", "RDATE", "FREEBUSY"}
    )
    if dates > MOST_DATES:
        raise InvalidValue("calendar_file.too_many", most=MOST_DATES)


class _Clocks:
    """The instants of readings: by the zone database where it knows the zone, else by the file's own VTIMEZONE."""

    def __init__(self, component: Component, zone: ZoneInfo) -> None:
        self.zone = zone
        self._own = {part.value("TZID"): part for part in component.named("VTIMEZONE")}
        self._found: dict[str, ZoneInfo | _OwnZone] = {}

    def reading(self, item: Property, text: str = "") -> datetime:
        """The naive reading. Raises InvalidValue("calendar_file.date")."""
        found = local((text or item.value).strip())
        if found is None or found.year not in _YEARS:
            raise InvalidValue("calendar_file.date", line=item.line, value=(text or item.value)[:40])
        return found

    def instant(self, item: Property, text: str = "") -> datetime:
        """The instant (UTC); a day is its midnight in the default zone."""
        return self.clock(item, text)(self.reading(item, text))

    def clock(self, item: Property, text: str = "") -> Callable[[datetime], datetime]:
        """What makes an instant of a reading of ``item``'s zone."""
        if (text or item.value).strip().endswith("Z"):
            return lambda reading: reading.replace(tzinfo=UTC)
        zone = self._zone(item)
        if isinstance(zone, ZoneInfo):
            return lambda reading: reading.replace(tzinfo=zone).astimezone(UTC)
        return zone.instant

    def _zone(self, item: Property) -> ZoneInfo | _OwnZone:
        name = "" if is_day(item) else item.parameter("TZID")
        if not name:
            return self.zone
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> ZoneInfo | _OwnZone:
        """Old programs put a path before the IANA name. Raises InvalidValue("calendar_file.zone")."""
        if known := _known(name):
            return ZoneInfo(known)
        own = self._own.get(name)
        if own is None:
            raise InvalidValue("calendar_file.zone", zone=name[:80])
        if known := _known(own.value("X-LIC-LOCATION")):
            return ZoneInfo(known)
        rules = observances(own) if len(own.children) <= MOST_OBSERVANCES else []
        if not rules or sum(len(rule.more) for rule in rules) > MOST_OBSERVANCES:
            raise InvalidValue("calendar_file.zone", zone=name[:80])
        return _OwnZone(rules)


class _OwnZone:
    """A zone that only the file itself describes. What its rules say of a year is looked up once."""

    def __init__(self, rules: list[Observance]) -> None:
        self._rules = rules
        self._offsets = sorted({rule.after for rule in rules}, reverse=True)
        self._before = min(rule.before for rule in rules)
        self._lines: dict[int, Timeline] = {}

    def instant(self, reading: datetime) -> datetime:
        """The first instant at which its clock shows ``reading``; for one that it skips, by the offset before."""
        for offset in self._offsets:
            moment = (reading - offset).replace(tzinfo=UTC)
            if self._line(moment.year).offset_at(moment) == offset:
                return moment
        return (reading - self._before).replace(tzinfo=UTC)

    def _line(self, year: int) -> Timeline:
        if year not in self._lines:
            self._lines[year] = timeline(self._rules, {year})
        return self._lines[year]


@lru_cache(maxsize=256)
def _known(name: str) -> str:
    parts = name.split("/")
    tails = ("/".join(parts[place:]) for place in range(min(len(parts), 8)))
    return next((tail for tail in tails if tail in known_zones()), "")


def _instances(
    event: Component, changed: set[datetime], window: TimeSpan, clocks: _Clocks, looks: Looks
) -> Iterator[Busy]:
    start = event.first("DTSTART")
    if start is None:
        raise InvalidValue("calendar_file.date", line=event.line, value="")
    if _takes_no_time(event):
        return
    length = _length(event, start, clocks)
    summary, uid = headline(unescaped(event.value("SUMMARY"))), one_line(unescaped(event.value("UID")))
    without = set() if event.all("RECURRENCE-ID") else changed | set(_listed(event, "EXDATE", clocks))
    earliest = window.start - length.most
    days_off = {
        clocks.reading(item, text).date() for item in event.all("EXDATE") if is_day(item) for text in _texts(item)
    }
    for reading, begun in _starts(event, start, TimeSpan(earliest, window.end), clocks, looks):
        if begun in without or reading.date() in days_off:
            continue
        ended = length.end(reading, begun)
        if ended > begun and begun < window.end and window.start < ended:
            yield Busy(TimeSpan(begun, ended), summary, uid)


def _takes_no_time(event: Component) -> bool:
    return (
        event.value("STATUS").strip().upper() == "CANCELLED"
        or event.value("TRANSP").strip().upper() == "TRANSPARENT"
        or event.value("X-MICROSOFT-CDO-BUSYSTATUS").strip().upper() == "FREE"
    )


def _starts(
    event: Component, start: Property, window: TimeSpan, clocks: _Clocks, looks: Looks
) -> Iterator[tuple[datetime, datetime]]:
    """Readings and instants of all starts in ``window``: DTSTART, its rules and its further dates."""
    reading, clock = clocks.reading(start), clocks.clock(start)
    seen: set[datetime] = set()
    rules = event.all("RRULE")
    first, last = (bound.replace(tzinfo=None) for bound in (window.start - _DAY, window.end + _DAY))
    ruled = ((moment, clock(moment)) for item in rules for moment in _ruled(item, reading, clock, first, last, looks))
    further = (
        (clocks.reading(item, text), clocks.instant(item, text))
        for item in event.all("RDATE")
        for text in (whole.partition("/")[0] for whole in _texts(item))
    )
    once = () if rules else ((reading, clock(reading)),)
    for moment, begun in chain(once, ruled, further):
        if begun not in seen:
            seen.add(begun)
            yield moment, begun


def _ruled(
    item: Property,
    reading: datetime,
    clock: Callable[[datetime], datetime],
    first: datetime,
    last: datetime,
    looks: Looks,
) -> Iterator[datetime]:
    rule = rule_of(item.value)
    until = rule.until.replace(tzinfo=UTC) if rule.until is not None and rule.until_is_utc else None
    for moment in occurrences(rule, reading, first, last, looks):
        if until is None or clock(moment) <= until:
            yield moment


def _texts(item: Property) -> list[str]:
    return [text for text in item.value.split(",") if text.strip()]


def _listed(event: Component, name: str, clocks: _Clocks) -> Iterator[datetime]:
    for item in event.all(name):
        yield from (clocks.instant(item, text) for text in _texts(item))


@dataclass(frozen=True, slots=True)
class _Length:
    """How long each instance takes: nominal days, then exact time (RFC 5545, section 3.3.6)."""

    days: int
    exact: timedelta
    clock: Callable[[datetime], datetime]

    @property
    def most(self) -> timedelta:
        """A length that no instance exceeds."""
        return timedelta(days=self.days + 1) + self.exact

    def end(self, reading: datetime, begun: datetime) -> datetime:
        """When the instance ends that begins at ``reading``, which is ``begun`` in UTC."""
        return (self.clock(reading + timedelta(days=self.days)) if self.days else begun) + self.exact


def _length(event: Component, start: Property, clocks: _Clocks) -> _Length:
    """By DTEND, else by DURATION, else a whole day or nothing (section 3.6.1)."""
    clock = clocks.clock(start)
    end, duration = event.first("DTEND"), event.first("DURATION")
    days, exact = int(is_day(start) or "T" not in start.value), timedelta()
    if end is not None:
        if is_day(end) or "T" not in end.value:
            days = (clocks.reading(end) - clocks.reading(start)).days
        else:
            days, exact = 0, clocks.instant(end) - clocks.instant(start)
    elif duration is not None:
        days, exact = _duration(duration)
    if days < 0 or exact < timedelta() or timedelta(days=days) + exact > _LONGEST:
        raise InvalidValue("calendar_file.date", line=event.line, value=(end or duration or start).value[:40])
    return _Length(days, exact, clock)


def _duration(item: Property) -> tuple[int, timedelta]:
    found = _DURATION.fullmatch(item.value.strip())
    if not found or not any(found.groups()):
        raise InvalidValue("calendar_file.date", line=item.line, value=item.value[:40])
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return weeks * 7 + days, timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _stated(times: Component, window: TimeSpan, clocks: _Clocks) -> Iterator[Busy]:
    """The periods of a VFREEBUSY that aren't said to be free (section 3.6.4)."""
    uid = one_line(unescaped(times.value("UID")))
    for item in times.all("FREEBUSY"):
        if item.parameter("FBTYPE").upper() == "FREE":
            continue
        for text in _texts(item):
            first, _, second = text.partition("/")
            begun = clocks.instant(item, first)
            if second.strip().startswith(("P", "+P")):
                days, exact = _duration(Property(item.line, item.spelling, (), second))
                ended = begun + timedelta(days=days) + exact
            else:
                ended = clocks.instant(item, second.strip() or "-")
            if ended > begun and begun < window.end and window.start < ended:
                yield Busy(TimeSpan(begun, ended), "", uid)
