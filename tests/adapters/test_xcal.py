"""xCal (RFC 6321), held against the schema of its appendix A and against jCal.

The schema in ``schemas/xcal.rnc`` is our own wording of the appendix; ``trang xcal.rnc xcal.rng`` makes the other one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.ical_lines import line
from eventapp.adapters.ical_rich import rich_file
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.adapters.jcal import jcal
from eventapp.adapters.xcal import NAMESPACE, xcal_file
from eventapp.domain.calendar import Mailbox, Method, Participant, Place
from eventapp.domain.errors import InvalidValue
from tests.adapters.entries import TEXTS, TIMES, cases, entry, feed, invitation
from tests.adapters.rich import rich, task, tasks

SCHEMA = Path(__file__).parent / "schemas" / "xcal.rng"
TEXT = SCHEMA.read_text()
CLOSED = re.compile(r'(<define name="extension-[a-z]+">).*?</define>', re.DOTALL)
NS = f"{{{NAMESPACE}}}"
PROFILES = {
    "event": ical.event_file(entry()),
    "feed": ical.feed_file(feed(*(case.entry for case in cases() if case.name.startswith("umlauts/")))),
    "tasks": tasks_file(tasks()),
    "rich": rich_file(rich()),
    **{method.lower(): ical.invitation_file(invitation(method)) for method in Method},
}


def complaints(folder: Path, *files: bytes, closed: bool = False) -> list[list[str]]:
    """What jing says of each of ``files``; ``closed`` leaves out the extensions, as the appendix does."""
    assert shutil.which("jing"), "install the Debian packages jing and default-jre-headless"
    schema = folder / "xcal.rng"
    schema.write_text(CLOSED.sub(r"\1<notAllowed/></define>", TEXT) if closed else TEXT)
    names = [folder / f"{number}.xml" for number in range(len(files))]
    for name, data in zip(names, files, strict=True):
        name.write_bytes(data)
    done = subprocess.run(["jing", schema, *names], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in {0, 1}, done.stderr
    said = (done.stdout + done.stderr).splitlines()
    assert not [line for line in said if "xcal.rng" in line], said
    return [[line for line in said if f"{name}:" in line] for name in names]


def hostile() -> Iterator[bytes]:
    """Every text in each place of each profile that a planner writes in, at one time or another."""
    for (name, text), (starts, ends) in zip(TEXTS.items(), cycle(TIMES.values())):
        said, mailbox = text.given, Mailbox(text.given, "zoe@example.org")
        made = entry(
            uid=f"{name}@example.org", summary=said, location=said, categories=(said,), starts=starts, ends=ends
        )
        person = Participant("p", said, description=said)
        yield rich_file(rich(entry=made, html=said, participants=(person,), place=Place("v", said, "hall", said)))
        yield tasks_file(tasks(task(summary=said, description=said, owner=said)))
        yield ical.feed_file(feed(made, description=said))
        for method in Method:
            yield ical.invitation_file(invitation(method, made, organizer=mailbox, attendee=mailbox))


def test_each_profile_and_every_text_at_every_time_is_valid(tmp_path: Path) -> None:
    given = [*PROFILES.values(), *hostile(), *(ical.event_file(case.entry) for case in cases())]

    assert complaints(tmp_path, *map(xcal_file, given)) == [[]] * len(given)


def test_every_text_at_every_time_says_what_jcal_says() -> None:
    for data in (*hostile(), *(ical.event_file(case.entry) for case in cases())):
        assert read(ET.fromstring(xcal_file(data))[0]) == flattened(jcal(data)), data  # noqa: S314


@pytest.mark.parametrize("name", PROFILES)
def test_it_says_what_jcal_says(name: str) -> None:
    assert read(ET.fromstring(xcal_file(PROFILES[name]))[0]) == flattened(jcal(PROFILES[name]))  # noqa: S314


def flattened(component: list[Any]) -> list[Any]:
    """jCal with all values as texts."""
    name, properties, components = component
    return [
        name,
        [
            [key, {n: v if isinstance(v, list) else [v] for n, v in given.items()}, [flat(value) for value in values]]
            for key, given, _, *values in properties
        ],
        [flattened(child) for child in components],
    ]


def flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: flat(one) for name, one in value.items()}
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def read(element: Any) -> list[Any]:
    """A component of xCal in the form of ``flattened``."""
    properties = element.find(f"{NS}properties")
    components = element.find(f"{NS}components")
    return [
        element.tag.removeprefix(NS),
        [_read_property(one) for one in (properties if properties is not None else [])],
        [read(one) for one in (components if components is not None else [])],
    ]


def _read_property(element: Any) -> list[Any]:
    name = element.tag.removeprefix(NS)
    parameters: dict[str, list[str]] = {}
    values: list[Any] = []
    for one in element:
        if one.tag == f"{NS}parameters":
            for given in one:
                key = given.tag.removeprefix(NS)
                texts = [value.text or "" for value in given]
                parameters[key] = [text.upper() for text in texts] if key == "rsvp" else texts
        elif one.tag == f"{NS}recur":
            values.append({part.tag.removeprefix(NS): part.text for part in one})
        else:
            values.append(one.text or "")
    return [name, parameters, [values] if name == "geo" else values]


def lean(data: bytes) -> bytes:
    """``data`` with what RFC 5545 knows, without extensions."""
    return re.sub(
        rb"(?m)^(?:X-|NAME|REFRESH|SOURCE|COLOR|URL:https://example.org/\r\nLAST|STYLED|STRUCTURED|CONFERENCE|IMAGE)"
        rb"[^\r]*\r\n(?: [^\r]*\r\n)*",
        b"",
        data,
    )


def test_without_extensions_it_is_valid_by_the_closed_schema(tmp_path: Path) -> None:
    names = ["event", "request", "cancel", "publish"]

    assert complaints(tmp_path, *(xcal_file(lean(PROFILES[name])) for name in names), closed=True) == [[]] * 4
    assert all(complaints(tmp_path, *(xcal_file(PROFILES[name]) for name in names), closed=True))


FAULTS = [
    (b"<status><text>CONFIRMED", b"<status><text>ABGESAGT"),
    (b"<uid>", b"<uid><parameters><cn><text>x</text></cn></parameters>"),
    (b"<date-time>2026-", b"<date-time>26-"),
    (b"<latitude>", b"<latitude>north"),
    (b"<byday>", b"<byday>X"),
    (b"<utc-offset>+01:00", b"<utc-offset>+0100"),
    (b"<version><text>2.0", b"<version><text>1.0"),
    (b"urn:ietf:params:xml:ns:icalendar-2.0", b"urn:ietf:params:xml:ns:icalendar-1.0"),
    (b"</vevent>", b"<components/></vevent>"),
    (b"<summary>", b"<summary><text>x</text></summary><summary>"),
]


def test_the_schema_notices_faults(tmp_path: Path) -> None:
    data = xcal_file(PROFILES["event"])

    assert all(old in data for old, _ in FAULTS)
    found = complaints(tmp_path, *(data.replace(old, new, 1) for old, new in FAULTS))
    assert [new for (_, new), said in zip(FAULTS, found, strict=True) if not said] == []


def test_an_event() -> None:
    text = xcal_file(ical.event_file(entry(summary="a < b & c"))).decode()

    assert text.startswith(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<icalendar xmlns="{NAMESPACE}"><vcalendar><properties>'
    )
    assert "<summary><parameters><language><text>de</text></language></parameters><text>a &lt; b &amp; c</text>" in text
    assert (
        "<dtstart><parameters><tzid><text>Europe/Berlin</text></tzid></parameters>"
        "<date-time>2026-06-10T09:00:00</date-time></dtstart>"
    ) in text
    assert "<rrule><recur><freq>YEARLY</freq><byday>-1SU</byday><bymonth>3</bymonth></recur></rrule>" in text
    assert "<geo><latitude>52.518611</latitude><longitude>13.408333</longitude></geo>" in text
    assert "<!DOCTYPE" not in text


def test_the_same_file_gives_the_same_bytes() -> None:
    assert xcal_file(PROFILES["feed"]) == xcal_file(PROFILES["feed"])


def test_periods_rules_and_requests(tmp_path: Path) -> None:
    extra = (
        b"RDATE;VALUE=PERIOD:20260101T000000Z/PT1H,20260102T000000Z/20260102T010000Z\r\n"
        b"RRULE:FREQ=MONTHLY;UNTIL=20270101;INTERVAL=2;BYMONTHDAY=1,-1;WKST=SU\r\n"
        b"REQUEST-STATUS:2.0;Erfolg\\, ja\r\nATTACH:https://example.org/a\r\n"
    )
    data = PROFILES["event"].replace(b"END:VEVENT", extra + b"END:VEVENT")

    assert complaints(tmp_path, xcal_file(data)) == [[]]
    assert b"<until>2027-01-01</until><interval>2</interval><bymonthday>1</bymonthday>" in xcal_file(data)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(lambda text: not {"\n", "\r"} & set(text)))
def test_any_text_gives_sound_xml(text: str) -> None:
    data = PROFILES["event"].replace(b"END:VEVENT", line("X-TEXT", text) + b"END:VEVENT")

    (found,) = ET.fromstring(xcal_file(data)).iter(f"{NS}x-text")  # noqa: S314
    assert [one.text or "" for one in found] == [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)]


def test_names_that_xml_has_not_are_refused() -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.unreadable"):
        xcal_file(PROFILES["event"].replace(b"SUMMARY", b"9SUMMARY"))
