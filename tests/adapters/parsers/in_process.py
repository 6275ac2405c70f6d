"""Parsers written in Python, none of them the one that writes our files: what they make of a calendar.

Of a VEVENT every reader says uid, summary, description, location, status, sequence, start, end, organizer, attendee;
of a VTODO uid, summary, description, status, sequence, due, completed. What is missing is empty.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import ics
import vobject
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.todo import Todo

Reading = dict[str, str | int]


def moment(value: date) -> str | int:
    """A day as ``20260610``; an instant in seconds since 1970."""
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "the parser took a time for a floating one"
        return int(value.astimezone(UTC).timestamp())
    return f"{value:%Y%m%d}"


def person(name: str, address: str) -> str:
    """How all readers name the people of a mail."""
    return f"{name} <{address.removeprefix('mailto:')}>"


def read_vobject(data: bytes) -> list[Reading]:
    """vobject, which Radicale and many scripts use."""
    calendar = vobject.readOne(data.decode())
    return [_vobject_event(event) for event in calendar.contents.get("vevent", [])] + [
        _vobject_task(task) for task in calendar.contents.get("vtodo", [])
    ]


def _vobject_text(component: Any, name: str) -> str:
    return str(getattr(component, name).value) if hasattr(component, name) else ""


def _vobject_event(event: Any) -> Reading:
    def people(name: str) -> str:
        found = getattr(event, name, None)
        return person(found.params["CN"][0], found.value) if found else ""

    return {
        **{name: _vobject_text(event, name) for name in ("uid", "summary", "description", "location", "status")},
        "sequence": int(_vobject_text(event, "sequence")),
        "start": moment(event.dtstart.value),
        "end": moment(event.dtend.value),
        "organizer": people("organizer"),
        "attendee": people("attendee"),
    }


def _vobject_task(task: Any) -> Reading:
    return {
        **{name: _vobject_text(task, name) for name in ("uid", "summary", "description", "status")},
        "sequence": int(_vobject_text(task, "sequence")),
        "due": moment(task.due.value),
        "completed": moment(task.completed.value) if hasattr(task, "completed") else "",
    }


def read_ics(data: bytes) -> list[Reading]:
    """ics.py, the strictest of all. It makes a whole day of midnights in UTC and keeps SEQUENCE among the extras."""
    calendar = ics.Calendar(data.decode())
    return [_ics_event(event) for event in sorted(calendar.events)] + [_ics_task(task) for task in calendar.todos]


def _ics_event(event: Any) -> Reading:
    people = [person(one.common_name, one.email) for one in event.attendees]
    return {
        "uid": event.uid,
        "summary": event.name or "",
        "description": event.description or "",
        "location": event.location or "",
        "status": event.status or "",
        "sequence": next(int(line.value) for line in event.extra if line.name == "SEQUENCE"),
        "start": moment(event.begin.date() if event.all_day else event.begin.datetime),
        "end": moment(event.end.date() if event.all_day else event.end.datetime),
        "organizer": person(event.organizer.common_name, event.organizer.email) if event.organizer else "",
        "attendee": ", ".join(people),
    }


def _ics_task(task: Any) -> Reading:
    return {
        "uid": task.uid,
        "summary": task.name or "",
        "description": task.description or "",
        "status": task.status or "",
        "sequence": next(int(line.value) for line in task.extra if line.name == "SEQUENCE"),
        "due": moment(task.due.date()),
        "completed": moment(task.completed.datetime) if task.completed else "",
    }


def read_ical(data: bytes) -> list[Reading]:
    """ical, Home Assistant's parser."""
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    return [_ical_event(event) for event in calendar.events] + [_ical_task(task) for task in calendar.todos]


def _ical_event(event: Event) -> Reading:
    people = [person(one.common_name or "", str(one.uri)) for one in event.attendees]
    organizer = event.organizer
    return {
        "uid": event.uid or "",
        "summary": event.summary or "",
        "description": event.description or "",
        "location": event.location or "",
        "status": event.status.value if event.status else "",
        "sequence": event.sequence or 0,
        "start": moment(event.start),
        "end": moment(event.dtend) if event.dtend is not None else "",
        "organizer": person(organizer.common_name or "", str(organizer.uri)) if organizer else "",
        "attendee": ", ".join(people),
    }


def _ical_task(task: Todo) -> Reading:
    return {
        "uid": task.uid,
        "summary": task.summary or "",
        "description": task.description or "",
        "status": task.status.value if task.status else "",
        "sequence": task.sequence or 0,
        "due": moment(task.due) if task.due else "",
        "completed": moment(task.completed) if task.completed else "",
    }


READERS: dict[str, Callable[[bytes], list[Reading]]] = {"vobject": read_vobject, "ics": read_ics, "ical": read_ical}
