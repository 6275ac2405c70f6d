"""Parsers written in Python, none of them the one that writes our files: what they make of a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

Reading = dict[str, str | int]


def moment(value: date) -> str | int:
    """A day as ``20260610``; an instant in seconds since 1970."""
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "the parser took a time for a floating one"
        return int(value.astimezone(UTC).timestamp())
    return f"{value:%Y%m%d}"


def read_vobject(data: bytes) -> list[Reading]:
    """vobject, which Radicale and many scripts use."""

    def text(event: Any, name: str) -> str:
        return str(getattr(event, name).value) if hasattr(event, name) else ""

    return [
        {
            **{name: text(event, name) for name in ("uid", "summary", "description", "location", "status")},
            "sequence": int(text(event, "sequence")),
            "start": moment(event.dtstart.value),
            "end": moment(event.dtend.value),
        }
        for event in vobject.readOne(data.decode()).vevent_list
    ]


def read_ics(data: bytes) -> list[Reading]:
    """ics.py, the strictest of all. It makes a whole day of midnights in UTC and keeps SEQUENCE among the extras."""
    return [
        {
            "uid": event.uid,
            "summary": event.name or "",
            "description": event.description or "",
            "location": event.location or "",
            "status": event.status or "",
            "sequence": next(int(line.value) for line in event.extra if line.name == "SEQUENCE"),
            "start": moment(event.begin.date() if event.all_day else event.begin.datetime),
            "end": moment(event.end.date() if event.all_day else event.end.datetime),
        }
        for event in sorted(ics.Calendar(data.decode()).events)
    ]


def read_ical(data: bytes) -> list[Reading]:
    """ical, Home Assistant's parser."""
    return [
        {
            "uid": event.uid or "",
            "summary": event.summary or "",
            "description": event.description or "",
            "location": event.location or "",
            "status": event.status.value if event.status else "",
            "sequence": event.sequence or 0,
            "start": moment(event.start),
            "end": moment(event.dtend) if event.dtend is not None else "",
        }
        for event in IcsCalendarStream.calendar_from_ics(data.decode()).events
    ]


READERS: dict[str, Callable[[bytes], list[Reading]]] = {"vobject": read_vobject, "ics": read_ics, "ical": read_ical}
