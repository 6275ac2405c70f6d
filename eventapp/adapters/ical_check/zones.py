"""Times and their zones (RFC 5545, sections 3.3.5, 3.6.5 and 3.8.3), compared with the zone database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Component, Document, Property
from eventapp.adapters.ical_check.moments import (
    Timeline,
    instant,
    is_day,
    known_zones,
    local,
    observances,
    offset_in,
    timeline,
    zone_of,
)
from eventapp.adapters.timezones import Change, changes

book: RuleBook[Document] = RuleBook()
_ZONES = "RFC 5545, section 3.6.5"
_MOMENTS = {"DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"}
_ALWAYS_UTC = {"DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED", "ACKNOWLEDGED"}
_YEARS_AHEAD = 8
MOST_ZONES = 50
MOST_YEARS = 50
MOST_OBSERVANCES = 500


def _moments(document: Document) -> Iterator[Property]:
    """Properties that say when, outside of VTIMEZONE."""
    for child in document.calendar.children:
        if child.name != "VTIMEZONE":
            yield from (item for part in child.walk() for item in part.properties if item.name in _MOMENTS)


@book.rule("V03", "RFC 5545, section 3.2.19")
def _zone_and_utc(document: Document) -> Complaints:
    for item in _moments(document):
        if item.parameter("TZID") and item.value.endswith("Z"):
            yield item.line, f"{item.name} has both TZID and Z"


@book.rule("V04", "RFC 5545, section 3.3.5")
def _floating(document: Document) -> Complaints:
    for item in _moments(document):
        if not (is_day(item) or item.parameter("TZID") or item.value.endswith("Z")) and "T" in item.value:
            yield item.line, f"{item.name} floats: every reader takes it for her own zone"


@book.rule("V05", "RFC 5545, section 3.2.19")
def _resolved(document: Document) -> Complaints:
    known = {zone.value("TZID") for zone in document.calendar.named("VTIMEZONE")}
    for item in _moments(document):
        if (zone := item.parameter("TZID")) and zone not in known:
            yield item.line, f"there is no VTIMEZONE for {zone}"


@book.rule("V06", "IANA time zone database")
def _public_names(document: Document) -> Complaints:
    for zone in document.calendar.named("VTIMEZONE"):
        if zone.value("TZID") not in known_zones():
            yield zone.line, f"{zone.value('TZID')} is no IANA name: some readers get the time wrong"


@book.rule("V07", _ZONES)
def _zone_once(document: Document) -> Complaints:
    seen: set[str] = set()
    for zone in document.calendar.named("VTIMEZONE"):
        if (name := zone.value("TZID")) in seen:
            yield zone.line, f"there are two VTIMEZONEs for {name}"
        seen.add(name)


@book.rule("V08", _ZONES)
def _both_observances(document: Document) -> Complaints:
    for zone, _, years in _used_zones(document):
        kinds = {child.name for child in zone.children}
        if not kinds or (_lacks_one(zone) and any(_changes(zone, year) for year in years)):
            yield zone.line, "the VTIMEZONE lacks STANDARD or DAYLIGHT"


def _lacks_one(zone: Component) -> bool:
    """A zone that changed its law, not its season, may well have two STANDARDs."""
    return len(zone.children) < 2


@book.rule("V09", _ZONES)
def _right_offset(document: Document) -> Complaints:
    for zone, items, years in _used_zones(document):
        line = _timeline(zone, years)
        for item in items:
            moment, known = instant(item), zone_of(item)
            if line and moment and known and line.offset_at(moment) != offset_in(known, moment):
                yield item.line, f"the VTIMEZONE gives another offset than {known.key} has"


@book.rule("V35", _ZONES)
def _right_at_changes(document: Document) -> Complaints:
    for zone, _, years in _used_zones(document):
        line = _timeline(zone, years)
        if line is None or _lacks_one(zone):
            continue  # V08
        wrong = [change for year in sorted(years) for change in _changes(zone, year) if not _follows(line, change)]
        if wrong:
            yield zone.line, f"the VTIMEZONE misses the change of the clock at {wrong[0].local}"


def _timeline(zone: Component, years: set[int]) -> Timeline | None:
    rules = observances(zone)
    return timeline(rules, years) if rules else None


def _follows(line: Timeline, change: Change) -> bool:
    moment = (change.local - change.before).replace(tzinfo=UTC)
    return line.offset_at(moment - timedelta(seconds=1)) == change.before and line.offset_at(moment) == change.after


@book.rule("V37", "Outlook: RDATE is ignored, rules are read")
def _by_rule(document: Document) -> Complaints:
    for zone, _, years in _used_zones(document):
        ruled = all(child.all("RRULE") and not child.all("RDATE") for child in zone.children)
        if not ruled and not _lacks_one(zone) and any(_has_rule(zone, year) for year in years):
            yield zone.line, "the VTIMEZONE should say its changes by RRULE"


def _has_rule(zone: Component, year: int) -> bool:
    """Whether the zone changes twice in each coming year, each time on the same weekday of the same week."""
    table = [_changes(zone, year + ahead) for ahead in range(_YEARS_AHEAD)]
    if any(len(row) != 2 for row in table):
        return False
    return all(_alike([row[i].local for row in table]) for i in (0, 1))


def _alike(days: list[datetime]) -> bool:
    if len({(day.month, day.weekday(), day.time()) for day in days}) > 1:
        return False
    counted = {(day.day - 1) // 7 for day in days}
    return len(counted) == 1 or all((day + timedelta(days=7)).month != day.month for day in days)


def _changes(zone: Component, year: int) -> tuple[Change, ...]:
    name = zone.value("TZID")
    return changes(ZoneInfo(name), year) if name in known_zones() and 1900 < year < 9000 else ()


def _used_zones(document: Document) -> Iterator[tuple[Component, list[Property], set[int]]]:
    """The first VTIMEZONE of each name with the properties that use it, and their years; no more than is looked at."""
    users = _users(document)
    for zone in _distinct_zones(document)[:MOST_ZONES]:
        items = users.get(zone.value("TZID"), [])
        years = sorted({reading.year for item in items if (reading := local(item.value))})[-MOST_YEARS:]
        if len(zone.children) <= MOST_OBSERVANCES:
            yield zone, [item for item in items if (at := local(item.value)) and at.year in years], set(years)


def _users(document: Document) -> dict[str, list[Property]]:
    """The moments by the zone that they name."""
    users: dict[str, list[Property]] = {}
    for item in _moments(document):
        users.setdefault(item.parameter("TZID"), []).append(item)
    return users


def _distinct_zones(document: Document) -> list[Component]:
    """The first VTIMEZONE of each name."""
    zones = reversed(document.calendar.named("VTIMEZONE"))
    return sorted({zone.value("TZID"): zone for zone in zones}.values(), key=lambda zone: zone.line)


@book.rule("P00", "a bound of this program")
def _looked_at_whole(document: Document) -> Complaints:
    zones = _distinct_zones(document)
    if len(zones) > MOST_ZONES:
        yield zones[MOST_ZONES].line, f"only the first {MOST_ZONES} of {len(zones)} VTIMEZONEs are compared"
    for zone in zones:
        if len(zone.children) > MOST_OBSERVANCES:
            yield zone.line, f"the VTIMEZONE has more than {MOST_OBSERVANCES} parts and isn't compared"
    years = {(name, at.year) for name, items in _users(document).items() for item in items if (at := local(item.value))}
    for name, count in Counter(name for name, _ in years if name).items():
        if count > MOST_YEARS:
            yield 0, f"only the last {MOST_YEARS} of {count} years in {name} are compared"


@book.rule("V39", "RFC 5545, section 3.3.5")
def _once_a_day(document: Document) -> Complaints:
    for item in _moments(document):
        reading, zone = local(item.value), zone_of(item)
        if reading is None or zone is None or "T" not in item.value or item.value.endswith("Z"):
            continue
        first, second = (reading.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if first != second:
            times = "twice" if (first or timedelta()) > (second or timedelta()) else "never"
            yield item.line, f"{item.name} is a time that the clock of {zone.key} shows {times}"


@book.rule("V10", "RFC 5545, sections 3.3.4 and 3.3.5")
def _real_moments(document: Document) -> Complaints:
    for item in document.properties:
        if item.name in _MOMENTS | _ALWAYS_UTC:
            for text in item.value.split(","):
                if local(text) is None:
                    yield item.line, f"{item.name} is no date or time that exists"


@book.rule("V12", "RFC 5545, section 3.2.20")
def _days_say_so(document: Document) -> Complaints:
    for item in _moments(document):
        if local(item.value) is not None and is_day(item) is ("T" in item.value):
            yield item.line, f"{item.name}: VALUE=DATE and the value disagree"
