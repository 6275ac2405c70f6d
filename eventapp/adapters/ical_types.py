"""What type a property's value has, and the value in that type (RFC 5545, section 3.3; RFC 7986; RFC 9073).

jCal and xCal say every value with its type. They are made from the finished iCalendar file, so that the three can't
say different things.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventapp.adapters.ical_check.grammar import Component, Property, TooLarge, parse
from eventapp.domain.errors import InvalidValue

Value = str | int | float | list["Value"] | dict[str, "Value"]

_KINDS = {
    "binary": (),
    "cal-address": ("ATTENDEE", "ORGANIZER", "CALENDAR-ADDRESS"),
    "date-time": (
        *("DTSTART", "DTEND", "DTSTAMP", "DUE", "COMPLETED", "CREATED", "LAST-MODIFIED", "RECURRENCE-ID"),
        *("EXDATE", "RDATE", "ACKNOWLEDGED"),
    ),
    "duration": ("DURATION", "TRIGGER", "REFRESH-INTERVAL"),
    "float": ("GEO",),
    "integer": ("SEQUENCE", "PRIORITY", "PERCENT-COMPLETE", "REPEAT"),
    "period": ("FREEBUSY",),
    "recur": ("RRULE", "EXRULE"),
    "text": (
        *("ACTION", "CALSCALE", "CATEGORIES", "CLASS", "COMMENT", "CONTACT", "DESCRIPTION", "LOCATION", "METHOD"),
        *("PRODID", "RELATED-TO", "REQUEST-STATUS", "RESOURCES", "STATUS", "SUMMARY", "TRANSP", "TZID", "TZNAME"),
        *("UID", "VERSION", "NAME", "COLOR", "LOCATION-TYPE", "PARTICIPANT-TYPE", "RESOURCE-TYPE"),
    ),
    "uri": ("ATTACH", "IMAGE", "CONFERENCE", "SOURCE", "TZURL", "URL"),
    "utc-offset": ("TZOFFSETFROM", "TZOFFSETTO"),
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}
_SEVERAL = {"CATEGORIES", "RESOURCES", "EXDATE", "RDATE", "FREEBUSY", "LOCATION-TYPE"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n'^])")
_PART = re.compile(r"(?:[^\\,]|\\.)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A property in lower-case names. ``parameters`` are without VALUE; each has one or more values."""

    name: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    kind: str
    values: tuple[Value, ...]


def calendar_of(data: bytes) -> Component:
    """The one calendar in ``data``. Raises InvalidValue("calendar.unreadable") for anything but a sound file."""
    try:
        document = parse(data)
        data.decode("utf-8")
    except (TooLarge, UnicodeDecodeError) as error:
        raise InvalidValue("calendar.unreadable") from error
    if document.malformed or document.unbalanced or [root.name for root in document.roots] != ["VCALENDAR"]:
        raise InvalidValue("calendar.unreadable")
    return document.calendar


def typed(item: Property) -> Typed:
    """``item`` with its value in its type. Raises InvalidValue("calendar.unreadable") for one that isn't of it."""
    kind = item.parameter("VALUE").lower() or _KIND.get(item.name, "unknown")
    parameters = tuple(
        (name.lower(), tuple(_plain(value) for value in values))
        for name, values in item.parameters
        if name.upper() != "VALUE"
    )
    try:
        return Typed(item.name.lower(), parameters, kind, tuple(_values(item, kind)))
    except (ValueError, IndexError) as error:
        raise InvalidValue("calendar.unreadable", line=item.line) from error


def _plain(value: str) -> str:
    """A parameter's value without RFC 6868's carets."""
    return _CARET.sub(lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], value)


def unescaped(value: str) -> str:
    """A TEXT value as its reader sees it (RFC 5545, section 3.3.11)."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _values(item: Property, kind: str) -> list[Value]:
    if item.name == "GEO":
        return [[float(part) for part in item.value.split(";")]]
    if item.name == "REQUEST-STATUS":
        return [[unescaped(part) for part in item.value.split(";", 2)]]
    if item.name in _SEVERAL:
        parts = _PART.findall(item.value) if kind == "text" else item.value.split(",")
        return [_value(part, kind) for part in parts]
    return [_value(item.value, kind)]


def _value(text: str, kind: str) -> Value:
    """Times get the separators of ISO 8601 (RFC 7265, section 3.6; RFC 6321, section 3.6)."""
    if kind == "text":
        return unescaped(text)
    if kind == "integer":
        return int(text)
    if kind == "float":
        return float(text)
    if kind in {"date", "date-time"}:
        return moment(text)
    if kind == "period":
        start, _, end = text.partition("/")
        return [moment(start), end if end.lstrip("+-").startswith("P") else moment(end)]
    if kind == "recur":
        return _rule(text)
    return ":".join(_pairs(text)) if kind == "utc-offset" else text


def _pairs(text: str) -> list[str]:
    if not re.fullmatch(r"[+-]\d{4}(?:\d{2})?", text):
        raise ValueError(text)
    return [text[:3], *(text[place : place + 2] for place in range(3, len(text), 2))]


def moment(text: str) -> str:
    """``20260610T090000Z`` as ``2026-06-10T09:00:00Z``, ``20260610`` as ``2026-06-10``. Raises ValueError."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", text)
    if found is None:
        raise ValueError(text)
    year, month, day, hour, minute, second, zulu = found.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}{zulu}" if hour else "")


def _rule(text: str) -> dict[str, Value]:
    """RECUR as an object: numbers as numbers, a list only where there is more than one value."""
    rule: dict[str, Value] = {}
    for part in text.split(";"):
        name, _, given = part.lower().partition("=")
        if not given:
            raise ValueError(text)
        values = [_rule_value(name, value) for value in given.upper().split(",")]
        rule[name] = values if len(values) > 1 else values[0]
    return rule


def _rule_value(name: str, value: str) -> Value:
    if name == "until":
        return moment(value)
    return value if name in {"freq", "byday", "wkst", "rscale", "skip"} else int(value)
