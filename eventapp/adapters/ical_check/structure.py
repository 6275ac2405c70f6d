"""What a calendar must consist of (RFC 5545, sections 3.4 to 3.6)."""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Component, Document, Property
from eventapp.adapters.ical_check.moments import instant, is_day, is_duration, is_positive

kind: RuleBook[Document] = RuleBook()  # what breaks these isn't worth a look at any other
book: RuleBook[Document] = RuleBook()
_CALENDAR = "RFC 5545, section 3.6"
_EVENT = "RFC 5545, section 3.6.1"
_ONCE = {
    "VCALENDAR": {
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "X-WR-CALNAME",
        "X-WR-TIMEZONE",
        "COLOR",
        "REFRESH-INTERVAL",
    },
    "VEVENT": {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE"),
        *("TRANSP", "CLASS", "CREATED", "LAST-MODIFIED", "GEO", "ORGANIZER", "PRIORITY", "URL", "RECURRENCE-ID"),
    },
    "VTODO": {
        *("UID", "DTSTAMP", "DTSTART", "DUE", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "SEQUENCE"),
        *("COMPLETED", "PERCENT-COMPLETE", "CLASS", "CREATED", "LAST-MODIFIED", "GEO", "ORGANIZER", "PRIORITY", "URL"),
    },
    "PARTICIPANT": {
        *("UID", "PARTICIPANT-TYPE", "CALENDAR-ADDRESS", "SUMMARY", "DESCRIPTION", "GEO", "STATUS", "SEQUENCE", "URL"),
        *("PRIORITY", "CREATED", "LAST-MODIFIED", "DTSTAMP"),
    },
    "VLOCATION": {"UID", "NAME", "DESCRIPTION", "GEO", "LOCATION-TYPE"},
}
_KNOWN = {
    *("VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"),
    *("VAVAILABILITY", "AVAILABLE", "PARTICIPANT", "VLOCATION", "VRESOURCE"),
}
_NAMED = {"VEVENT", "VTODO", "VJOURNAL"}
_METHODS = {"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"}


@kind.rule("S00", "RFC 5545, section 3.4")
def _any_calendar(document: Document) -> Complaints:
    if not any(component.name in _KNOWN for component in document.components):
        yield 0, "this is no calendar: it has no line BEGIN:VCALENDAR"


@book.rule("S01", "RFC 5545, section 3.4")
def _one_calendar(document: Document) -> Complaints:
    calendars = [root for root in document.roots if root.name == "VCALENDAR"]
    if len(calendars) != 1:
        yield (calendars[1].line if calendars else 0), f"the file holds {len(calendars)} calendars instead of one"


@book.rule("S02", "RFC 5545, section 3.7.4")
def _version(document: Document) -> Complaints:
    names = [item.name for item in document.calendar.properties[:2]]
    is_right = document.calendar.value("VERSION") == "2.0" and "VERSION" in names
    if not is_right and document.calendar.line:  # else S01
        yield document.calendar.line, "VERSION:2.0 is missing at the top of the calendar"


@book.rule("S03", "RFC 5545, section 3.7.3")
def _product(document: Document) -> Complaints:
    names = [item.name for item in document.calendar.properties[:2]]
    if "PRODID" not in names and document.calendar.line:  # else S01
        yield document.calendar.line, "PRODID is missing at the top of the calendar"


@book.rule("S04", "RFC 5545, section 3.7.1")
def _scale(document: Document) -> Complaints:
    for item in document.calendar.all("CALSCALE"):
        if item.value != "GREGORIAN":
            yield item.line, f"CALSCALE is {item.value}, only GREGORIAN is defined"


@book.rule("S05", "RFC 5546, section 1.4")
def _known_method(document: Document) -> Complaints:
    for item in document.calendar.all("METHOD"):
        if item.value not in _METHODS:
            yield item.line, f"METHOD {item.value} doesn't exist"


@book.rule("S06", _EVENT)
def _uid(document: Document) -> Complaints:
    yield from _missing(document, "UID")


@book.rule("S07", "RFC 5545, section 3.8.7.2")
def _stamp(document: Document) -> Complaints:
    yield from _missing(document, "DTSTAMP")
    for event in document.events:
        for item in event.all("DTSTAMP"):
            if not item.value.endswith("Z"):
                yield item.line, "DTSTAMP is not in UTC"


@book.rule("S08", _EVENT)
def _start(document: Document) -> Complaints:
    yield from _missing(document, "DTSTART")


def _missing(document: Document, name: str) -> Complaints:
    for event in document.events:
        if not event.all(name):
            yield event.line, f"the event has no {name}"


@book.rule("S09", _EVENT)
def _one_end(document: Document) -> Complaints:
    for event in document.events:
        ends = len(event.all("DTEND")) + len(event.all("DURATION"))
        if ends == 0:
            yield event.line, "the event has neither DTEND nor DURATION: readers invent an end"
        elif event.all("DTEND") and event.all("DURATION"):
            yield event.line, "the event has both DTEND and DURATION"


@book.rule("S10", "RFC 5545, sections 3.8.2.2 and 3.8.2.5")
def _end_after_start(document: Document) -> Complaints:
    for event in document.events:
        for item in event.all("DURATION"):
            if is_duration(item.value) and not is_positive(item.value):  # else V17
                yield item.line, "the event doesn't end after its start"
        start, end = event.first("DTSTART"), event.first("DTEND")
        if start is None or end is None or is_day(start) is not is_day(end):
            continue
        begun, ended = instant(start), instant(end)
        if begun is not None and ended is not None and ended <= begun:
            yield end.line, "the event doesn't end after its start"


@book.rule("S11", _EVENT)
def _only_once(document: Document) -> Complaints:
    for component in document.components:
        for name in sorted(_ONCE.get(component.name, ())):
            if len(found := component.all(name)) > 1:
                yield found[1].line, f"{name} may stand only once in {component.name}"


@book.rule("S12", "RFC 5545, section 3.4")
def _balanced(document: Document) -> Complaints:
    yield from document.unbalanced


@book.rule("S13", _CALENDAR)
def _some_component(document: Document) -> Complaints:
    if document.calendar.line and not [child for child in document.calendar.children if child.name != "VTIMEZONE"]:
        yield document.calendar.line, "the calendar is empty"


@book.rule("S14", _CALENDAR)
def _known_components(document: Document) -> Complaints:
    for component in document.components:
        if component.name not in _KNOWN and not component.name.startswith("X-"):
            yield component.line, f"there is no component {component.name}"


@book.rule("S15", "RFC 5545, section 3.8.2.2")
def _same_kind_of_ends(document: Document) -> Complaints:
    for event in document.events:
        start, end = event.first("DTSTART"), event.first("DTEND")
        if start and end and is_day(start) is not is_day(end):
            yield end.line, "one of DTSTART and DTEND is a day, the other a time"


@book.rule("S16", "RFC 5545, section 3.6")
def _properties_first(document: Document) -> Complaints:
    first = min((child.line for child in document.calendar.children), default=None)
    for item in document.calendar.properties:
        if first is not None and item.line > first:
            yield item.line, f"the calendar's {item.name} stands after a component"


@book.rule("S18", "RFC 9073, section 7.1")
def _participants(document: Document) -> Complaints:
    for component in document.components:
        if component.name == "PARTICIPANT" and not (component.value("UID") and component.value("PARTICIPANT-TYPE")):
            yield component.line, "a PARTICIPANT needs UID and PARTICIPANT-TYPE"


@book.rule("S19", "RFC 9073, section 7.2")
def _places(document: Document) -> Complaints:
    for component in document.components:
        if component.name in {"VLOCATION", "VRESOURCE"} and not component.value("UID"):
            yield component.line, f"a {component.name} needs a UID"


@book.rule("S20", "RFC 5545, section 3.6.5")
def _zones_first(document: Document) -> Complaints:
    zones = {zone.value("TZID"): zone.line for zone in document.calendar.named("VTIMEZONE")}
    for event in document.events:
        late = [zones[zone] for zone in _used(event) if zones.get(zone, 0) > event.line]
        if late:
            yield late[0], "a VTIMEZONE stands after an event that uses it"


def _used(event: Component) -> set[str]:
    return {zone for item in event.properties if (zone := item.parameter("TZID"))}


@book.rule("S24", "RFC 5545, sections 3.8.4.4 and 3.8.4.7")
def _named_apart(document: Document) -> Complaints:
    seen: set[tuple[str, str, object]] = set()
    for entry in document.calendar.children:
        day = entry.first("RECURRENCE-ID")
        name = entry.name, entry.value("UID"), _same_in_all_zones(day) if day else None
        if entry.name in _NAMED and name[1] and name in seen:
            which = " and RECURRENCE-ID" if day else ""
            yield entry.line, f"the calendar has two {entry.name}s with this UID{which}"
        seen.add(name)


def _same_in_all_zones(day: Property) -> object:
    return (is_day(day), instant(day)) if instant(day) else day.value


_TODO = "RFC 5545, section 3.6.2"


@book.rule("S21", _TODO)
def _todo(document: Document) -> Complaints:
    for todo in document.calendar.named("VTODO"):
        for name in ("UID", "DTSTAMP"):
            if not todo.all(name):
                yield todo.line, f"the task has no {name}"
        if todo.all("DUE") and todo.all("DURATION"):
            yield todo.line, "the task has both DUE and DURATION"


@book.rule("S22", _TODO)
def _due_after_start(document: Document) -> Complaints:
    for todo in document.calendar.named("VTODO"):
        start, due = todo.first("DTSTART"), todo.first("DUE")
        if start is None or due is None:
            continue
        if is_day(start) is not is_day(due):
            yield due.line, "one of DTSTART and DUE is a day, the other a time"
        elif (begun := instant(start)) and (ended := instant(due)) and ended <= begun:
            yield due.line, "the task is due before it begins"


@book.rule("S23", "RFC 5545, sections 3.8.1.8, 3.8.1.11 and 3.8.2.1")
def _done_or_not(document: Document) -> Complaints:
    for todo in document.calendar.named("VTODO"):
        status, percent = todo.value("STATUS"), todo.value("PERCENT-COMPLETE")
        if status not in {"", "NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"}:
            yield todo.line, f"the STATUS of a task can't be {status}"
        if todo.all("COMPLETED") and status not in {"", "COMPLETED"}:
            yield todo.line, "the task has COMPLETED, but its STATUS says otherwise"
        if percent and not (percent.isdecimal() and len(percent) < 4 and int(percent) <= 100):
            yield todo.line, "PERCENT-COMPLETE is no whole number from 0 to 100"
