"""The rich variant (RFC 9073): what it adds, and that the lean part stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.ical_check import check
from eventapp.adapters.ical_lines import line
from eventapp.adapters.ical_rich import rich_feed_file, rich_file
from eventapp.domain.calendar import Participant, Place, RichEntry
from eventapp.domain.errors import InvalidValue
from tests.adapters.entries import TEXTS, TIMES, entry, feed
from tests.adapters.rich import SPEAKER, rich
from tests.adapters.test_ical import lines


def test_what_it_adds() -> None:
    data = rich_file(rich())

    assert lines(data)[lines(data).index("X-MICROSOFT-CDO-BUSYSTATUS:BUSY") + 1 :] == [
        (
            "STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html;LANGUAGE=de:"
            "<p>Bericht\\; <b>Wahl</b>\\, Fest</p>\\n<p>Ende</p>"
        ),
        (
            'STRUCTURED-DATA;VALUE=URI;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/Event"'
            ":https://example.org/versammlung.jsonld"
        ),
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=\"Live ^'Saal^', Ton\":https://stream.example/live?a=b",
        "IMAGE;VALUE=URI;DISPLAY=FULLSIZE:https://example.org/bild.png",
        "BEGIN:PARTICIPANT",
        "UID:p-1@example.org",
        "PARTICIPANT-TYPE:SPEAKER",
        "SUMMARY;LANGUAGE=de:Dr. Zoë Müller\\; X",
        "DESCRIPTION;LANGUAGE=de:Über Lohn\\,\\nund mehr",
        "URL:https://zoe.example/%C3%BC",
        "END:PARTICIPANT",
        "BEGIN:PARTICIPANT",
        "UID:p-2@example.org",
        "PARTICIPANT-TYPE:CONTACT",
        "CALENDAR-ADDRESS:mailto:Buero@example.org",
        "SUMMARY;LANGUAGE=de:Büro",
        "END:PARTICIPANT",
        "BEGIN:PARTICIPANT",
        "UID:p-3@example.org",
        "PARTICIPANT-TYPE:PERFORMER",
        "SUMMARY;LANGUAGE=de:Frau Stumm",
        "END:PARTICIPANT",
        "BEGIN:VLOCATION",
        "UID:v-1@example.org",
        "NAME:Großer Saal\\, Rathaus",
        "DESCRIPTION;LANGUAGE=de:Rathausstraße 15\\n10178 Berlin",
        "GEO:52.518611;13.408333",
        "LOCATION-TYPE:town-hall",
        "END:VLOCATION",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_nobodys_address_without_consent() -> None:
    assert b"stumm@" not in rich_file(rich())


def test_without_additions_it_is_the_lean_file() -> None:
    assert rich_file(RichEntry(entry())) == ical.event_file(entry())
    assert rich_feed_file(feed(entry()), ()) == ical.feed_file(feed(entry()))


def test_the_lean_lines_come_first() -> None:
    lean = ical.event_file(rich().entry).removesuffix(b"END:VEVENT\r\nEND:VCALENDAR\r\n")

    assert rich_file(rich()).startswith(lean)


def test_a_feed_gives_each_entry_its_own() -> None:
    other = entry(uid="other@example.org", summary="END:VEVENT\r\nEND:VEVENT")
    data = rich_feed_file(feed(other, rich().entry), (rich(),))
    first, second = data.split(b"\r\nEND:VEVENT\r\n")[:2]

    assert b"PARTICIPANT" not in first
    assert second.count(b"BEGIN:PARTICIPANT") == 3


@pytest.mark.parametrize("when", TIMES)
@pytest.mark.parametrize("text", TEXTS)
def test_the_linter_has_nothing_sure_to_say(text: str, when: str) -> None:
    said = TEXTS[text].given
    starts, ends = TIMES[when]
    whole = rich(
        entry=entry(starts=starts, ends=ends, summary=said),
        html=said,
        participants=(Participant("p", said, description=said),),
        place=Place("v", said, "hall", said),
    )

    assert [found for found in check(rich_file(whole)) if not found.guess] == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"participants": (Participant(" ", "x"),)}, r"calendar\.uid"),
        ({"participants": (Participant("p", "x", url="javascript:x"),)}, r"calendar\.url"),
        ({"participants": (Participant("p", "x", address="x\r\n@y.example", consents=True),)}, r"mail\.address"),
        ({"place": Place("v", "Saal", geo=(91.0, 0.0))}, r"calendar\.geo"),
        ({"place": Place("v", "Saal", "hall\r\nX:y")}, r"calendar\.word"),
        ({"images": ("data:image/png;base64,QQ==",)}, r"calendar\.url"),
        ({"data_url": "file:///etc/passwd"}, r"calendar\.url"),
    ],
)
def test_what_cannot_be_written_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidValue, match=code):
        rich_file(rich(**changes))


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert rich_file(rich()) == rich_file(rich())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_random_texts_break_nothing(text: str) -> None:
    data = rich_file(rich(html=text, participants=(Participant("p", text, description=text), SPEAKER)))

    assert [found for found in check(data) if not found.guess] == []
    assert data.count(b"\r\nEND:VEVENT\r\n") == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_fold_never_cuts_a_letter(text: str) -> None:
    data = line("X-TEXT", text)

    assert all(len(part) <= 75 for part in data.removesuffix(b"\r\n").split(b"\r\n"))
    assert re.sub(rb"\r\n ", b"", data) == f"X-TEXT:{text}\r\n".encode()
    for part in data.split(b"\r\n"):
        part.decode()
