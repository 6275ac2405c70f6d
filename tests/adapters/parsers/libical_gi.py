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


def events(calendar: Any) -> Any:
    kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
    event = calendar.get_first_component(kind)
    while event is not None:
        yield event
        event = calendar.get_next_component(kind)


def status(event: Any) -> str:
    found = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
    return found.get_value_as_string() if found else ""


def read(event: Any) -> dict[str, str | int]:
    return {
        "uid": event.get_uid() or "",
        "summary": event.get_summary() or "",
        "description": event.get_description() or "",
        "location": event.get_location() or "",
        "status": status(event),
        "sequence": event.get_sequence(),
        "start": moment(event.get_dtstart()),
        "end": moment(event.get_dtend()),
    }


def main(folder: Path) -> None:
    found = {}
    for path in folder.iterdir():
        calendar = ICalGLib.Component.new_from_string(path.read_bytes().decode())
        found[path.name] = [read(event) for event in events(calendar)]
        if errors := calendar.count_errors():
            sys.exit(f"{path.name}: libical reports {errors} errors")
    print(json.dumps(found))  # noqa: T201 - this is the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
