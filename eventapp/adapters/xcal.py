"""xCal (RFC 6321), ``application/calendar+xml``, made from a finished iCalendar file.

Only written, never read: no document type, no entities but the five of XML itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from eventapp.adapters.ical_check.grammar import Component
from eventapp.adapters.ical_types import Typed, Value, calendar_of, typed
from eventapp.domain.errors import InvalidValue

MEDIA_TYPE = "application/calendar+xml"
NAMESPACE = "urn:ietf:params:xml:ns:icalendar-2.0"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
# RFC 6321, section 3.5: the types of those parameters that aren't TEXT
_PARAMETER_KINDS = {
    "altrep": "uri",
    "dir": "uri",
    "schema": "uri",
    "delegated-from": "cal-address",
    "delegated-to": "cal-address",
    "member": "cal-address",
    "sent-by": "cal-address",
    "rsvp": "boolean",
    "derived": "boolean",
}
_RULE_ORDER = (
    *("freq", "until", "count", "interval", "bysecond", "byminute", "byhour", "byday", "bymonthday", "byyearday"),
    *("byweekno", "bymonth", "bysetpos", "wkst"),
)


def xcal_file(data: bytes) -> bytes:
    """``data``, one of our calendar files, as xCal in UTF-8. Raises InvalidValue("calendar.unreadable")."""
    inner = "".join(_component(calendar_of(data)))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<icalendar xmlns="{NAMESPACE}">'
    return f"{head}{inner}</icalendar>\n".encode()


def _component(component: Component) -> Iterator[str]:
    """Section 3.3: the properties, then the components, each in a list of their own where there are any."""
    name = _name(component.name.lower())
    yield f"<{name}>"
    if component.properties:
        yield "<properties>" + "".join(_property(typed(item)) for item in component.properties) + "</properties>"
    if component.children:
        yield "<components>"
        for child in component.children:
            yield from _component(child)
        yield "</components>"
    yield f"</{name}>"


def _property(item: Typed) -> str:
    """Section 3.4: parameters, then each value in an element named after its type."""
    parameters = "".join(_parameter(name, values) for name, values in item.parameters)
    inside = f"<parameters>{parameters}</parameters>" if parameters else ""
    return _element(item.name, inside + "".join(_value(item, value) for value in item.values))


def _parameter(name: str, values: tuple[str, ...]) -> str:
    """Section 3.5. What RFC 5545 makes upper case in RSVP is lower case in XML Schema's booleans."""
    kind = _PARAMETER_KINDS.get(name, "text")
    texts = [value.lower() if kind == "boolean" else value for value in values]
    return _element(name, "".join(_element(kind, _text(text)) for text in texts))


def _value(item: Typed, value: Value) -> str:
    """Section 3.6; GEO and REQUEST-STATUS have elements for their parts (section 3.4.1)."""
    if isinstance(value, dict):
        return _element("recur", "".join(_rule(value)))
    if isinstance(value, list):
        return "".join(_parts(item, [str(part) for part in value]))
    return _element(item.kind, _text(str(value)))


def _parts(item: Typed, parts: list[str]) -> Iterator[str]:
    if item.kind == "period":
        end = "duration" if parts[1].lstrip("+-").startswith("P") else "end"
        yield _element("period", _element("start", _text(parts[0])) + _element(end, _text(parts[1])))
        return
    names = ("latitude", "longitude") if item.name == "geo" else ("code", "description", "data")
    yield from (_element(name, _text(part)) for name, part in zip(names, parts, strict=False))


def _rule(rule: dict[str, Value]) -> Iterator[str]:
    """Section 3.6.10: in the order of the schema, each value of a list in an element of its own."""
    for name in _RULE_ORDER:
        value = rule.get(name, [])
        yield from (_element(name, _text(str(one))) for one in (value if isinstance(value, list) else [value]))


def _element(name: str, inside: str) -> str:
    return f"<{_name(name)}>{inside}</{name}>"


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InvalidValue("calendar.unreadable", name=name)
    return name


def _text(text: str) -> str:
    """A CR would be read as a line feed, so it is written as a reference; what XML can't hold is left out."""
    return escape(_NOT_XML.sub("", text), {"\r": "&#13;"})
