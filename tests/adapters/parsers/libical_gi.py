"""Reads every .ics file of a folder with libical (Evolution's and KDE's parser) and prints what it understood as JSON.

Runs under the system's own Python, which has the GObject bindings.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # type: ignore[import-not-found]  # noqa: E402


def moment(time: Any) -> str | int:
    if time.is_date():
        return f"{time.get_year():04}{time.get_month():02}{time.get_day():02}"
    return int(time.as_timet_with_zone(time.get_timezone()))


def components(calendar: Any, kind: Any) -> Any:
    found = calendar.get_first_component(kind)
    while found is not None:
        yield found
        found = calendar.get_next_component(kind)


def status(component: Any) -> str:
    found = component.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
    return found.get_value_as_string() if found else ""


def person(event: Any, kind: Any) -> str:
    found = event.get_first_property(kind)
    if found is None:
        return ""
    name = found.get_first_parameter(ICalGLib.ParameterKind.CN_PARAMETER)
    return f"{name.get_cn() if name else ''} <{found.get_value_as_string().removeprefix('mailto:')}>"


def texts(component: Any) -> dict[str, str | int]:
    return {
        "uid": component.get_uid() or "",
        "summary": component.get_summary() or "",
        "description": component.get_description() or "",
        "status": status(component),
        "sequence": component.get_sequence(),
    }


def read(event: Any) -> dict[str, str | int]:
    return {
        **texts(event),
        "location": event.get_location() or "",
        "start": moment(event.get_dtstart()),
        "end": moment(event.get_dtend()),
        "organizer": person(event, ICalGLib.PropertyKind.ORGANIZER_PROPERTY),
        "attendee": person(event, ICalGLib.PropertyKind.ATTENDEE_PROPERTY),
    }


def read_task(task: Any) -> dict[str, str | int]:
    done = task.get_first_property(ICalGLib.PropertyKind.COMPLETED_PROPERTY)
    return {
        **texts(task),
        "due": moment(task.get_due()),
        "completed": moment(done.get_completed()) if done else "",
    }


def main(folder: Path) -> None:
    found = {}
    for path in folder.iterdir():
        calendar = ICalGLib.Component.new_from_string(path.read_bytes().decode())
        events = [read(event) for event in components(calendar, ICalGLib.ComponentKind.VEVENT_COMPONENT)]
        tasks = [read_task(task) for task in components(calendar, ICalGLib.ComponentKind.VTODO_COMPONENT)]
        found[path.name] = events + tasks
        if errors := calendar.count_errors():
            sys.exit(f"{path.name}: libical reports {errors} errors")
    print(json.dumps(found))  # noqa: T201 - this is the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
