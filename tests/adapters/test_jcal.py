"""jCal (RFC 7265): the same as Thunderbird's parser makes of our calendar files."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from icalendar import Calendar

from eventapp.adapters import ical
from eventapp.adapters.calendar_text import escaped
from eventapp.adapters.ical_rich import rich_file
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.adapters.jcal import jcal, jcal_file
from eventapp.domain.calendar import Method
from eventapp.domain.errors import InvalidValue
from tests.adapters.entries import cases, entry, feed, invitation
from tests.adapters.parsers.machines import HERE, ICAL_JS
from tests.adapters.rich import rich, tasks

# ical.js doesn't know the types of these and says "unknown"; RFC 7986 and 9073 define them.
LATER = {"name", "color", "participant-type", "location-type", "calendar-address"}


def files() -> dict[str, bytes]:
    """Every profile, and every hostile text at every time."""
    found = {f"event-{number}.ics": ical.event_file(case.entry) for number, case in enumerate(cases())}
    found["feed.ics"] = ical.feed_file(feed(*(case.entry for case in cases() if "/planned" in case.name)))
    found["tasks.ics"] = tasks_file(tasks())
    found["rich.ics"] = rich_file(rich())
    for method in Method:
        found[f"{method.lower()}.ics"] = ical.invitation_file(invitation(method))
    return found


def by_ical_js(folder: Path) -> dict[str, Any]:
    assert ICAL_JS.exists(), "run tests/install_tools.sh"
    done = subprocess.run(
        ["node", str(HERE / "ical_js_json.mjs"), str(folder), str(ICAL_JS)],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": os.environ["PATH"]},
        check=True,
    )
    return cast("dict[str, Any]", json.loads(done.stdout))


def _unescaped(value: str) -> str:
    """ical.js undoes the escapes of TEXT in parameters, too, which RFC 5545 doesn't have there."""
    plain = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
    return re.sub(r"\\[\\;,nN]", lambda found: plain[found[0]], value)


def as_ical_js(component: list[Any]) -> list[Any]:
    """``component`` as a reader has it that knows RFC 5545 alone; FEATURE as the one text that it is there."""
    name, properties, components = component
    return [
        name,
        [
            [
                key,
                {n: _unescaped(",".join(v) if isinstance(v, list) else v) for n, v in given.items()},
                "unknown" if key in LATER else kind,
                *(escaped(value) if key in LATER else value for value in values),
            ]
            for key, given, kind, *values in properties
        ],
        [as_ical_js(child) for child in components],
    ]


def test_it_is_what_ical_js_makes_of_the_file(tmp_path: Path) -> None:
    given = files()
    for name, data in given.items():
        (tmp_path / name).write_bytes(data)

    found = by_ical_js(tmp_path)

    assert found.keys() == given.keys()
    for name, data in given.items():
        mine = as_ical_js(json.loads(jcal_file(data)))
        assert mine == found[name], name


def test_an_event() -> None:
    name, properties, (zone, event) = jcal(ical.event_file(entry(categories=("a,b", "c"))))

    assert (name, zone[0], event[0]) == ("vcalendar", "vtimezone", "vevent")
    assert properties[:2] == [["version", {}, "text", "2.0"], ["prodid", {}, "text", "-//eventapp//eventapp//DE"]]
    assert ["rrule", {}, "recur", {"freq": "YEARLY", "bymonth": 3, "byday": "-1SU"}] in zone[2][0][1]
    assert ["tzoffsetfrom", {}, "utc-offset", "+01:00"] in zone[2][0][1]
    assert ["dtstart", {"tzid": "Europe/Berlin"}, "date-time", "2026-06-10T09:00:00"] in event[1]
    assert ["geo", {}, "float", [52.518611, 13.408333]] in event[1]
    assert ["categories", {}, "text", "a,b", "c"] in event[1]
    assert ["sequence", {}, "integer", 0] in event[1]


def test_parameters_without_carets_and_lists() -> None:
    request = ical.invitation_file(invitation(Method.REQUEST))
    _, _, (_, event) = jcal(request)

    assert [
        "organizer",
        {"cn": 'Gleichstellungsstelle, "GB"'},
        "cal-address",
        "mailto:assembly+7@example.org",
    ] in event[1]
    _, _, (_, fuller) = jcal(rich_file(rich()))
    (stream,) = [one for one in fuller[1] if one[0] == "conference"]
    assert stream == [
        "conference",
        {"feature": ["AUDIO", "VIDEO"], "label": 'Live "Saal", Ton'},
        "uri",
        "https://stream.example/live?a=b",
    ]


def test_icalendar_reads_it_back() -> None:
    whole = Calendar.from_jcal(jcal_file(ical.event_file(entry())).decode())
    (event,) = whole.walk("VEVENT")

    assert event["SUMMARY"] == "Personalversammlung"
    assert event.decoded("DTSTART").isoformat() == "2026-06-10T09:00:00+02:00"


def test_the_same_file_gives_the_same_bytes() -> None:
    data = ical.feed_file(feed())

    assert jcal_file(data) == jcal_file(data)
    assert jcal_file(data).decode().isprintable() is False
    assert jcal_file(data).endswith(b"]\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BEGIN:VCALENDAR\r\n",
        ical.event_file(entry()) * 2,
        ical.event_file(entry()).replace(b"GEO:52.518611", b"GEO:north"),
        ical.event_file(entry()).replace(b"SEQUENCE:0", b"SEQUENCE:x"),
        ical.event_file(entry()).replace(b"20260610T090000", b"tomorrow"),
        ical.event_file(entry()).replace(b"SUMMARY", b"SUM MARY"),
        ical.event_file(entry()).replace("ß".encode(), b"\xdf"),
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 20,
    ],
)
def test_anything_but_a_sound_file_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.unreadable"):
        jcal_file(data)
