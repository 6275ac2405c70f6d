"""jCal (RFC 7265), ``application/calendar+json``, made from a finished iCalendar file."""

from __future__ import annotations

import json
from typing import Any

from eventapp.adapters.ical_check.grammar import Component
from eventapp.adapters.ical_types import Typed, calendar_of, typed

MEDIA_TYPE = "application/calendar+json"


def jcal_file(data: bytes) -> bytes:
    """``data``, one of our calendar files, as jCal in UTF-8. Raises InvalidValue("calendar.unreadable")."""
    return json.dumps(jcal(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def jcal(data: bytes) -> list[Any]:
    """The arrays of RFC 7265, section 3.3: name, properties, components."""
    return _component(calendar_of(data))


def _component(component: Component) -> list[Any]:
    properties = [_property(typed(item)) for item in component.properties]
    return [component.name.lower(), properties, [_component(child) for child in component.children]]


def _property(item: Typed) -> list[Any]:
    """Section 3.4. A parameter is a string, an array only if it has several values (section 3.5)."""
    parameters = {name: values[0] if len(values) == 1 else list(values) for name, values in item.parameters}
    return [item.name, parameters, item.kind, *item.values]
