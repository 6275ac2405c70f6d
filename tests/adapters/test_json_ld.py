"""schema.org's Event on a page: what it says, and that it can't end the script that it stands in."""

from __future__ import annotations

import json
from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.adapters.json_ld import event, file, script_text
from eventapp.domain.calendar import EntryStatus, RichEntry
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean
from tests.adapters.entries import BERLIN, TEXTS, entry
from tests.adapters.rich import STREAM, rich


class Scripts(HTMLParser):
    """What stands in the scripts of a page, as a browser finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.others.append(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def test_an_assembly_with_its_program() -> None:
    talk = entry(
        uid="talk@example.org", summary="Vortrag", parent_uid="x", url="", location="", geo=None, description=""
    )
    made = event(rich(), organizer="Gleichstellungsstelle", organizer_url="https://example.org/", items=(talk,))

    assert made == {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": "5f0c1c5e-assembly@example.org",
        "name": "Personalversammlung",
        "description": "Tagesordnung\nBericht",
        "inLanguage": "de",
        "startDate": "2026-06-10T09:00:00+02:00",
        "endDate": "2026-06-10T12:30:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Großer Saal, Rathaus",
                "address": "Rathausstraße 15\n10178 Berlin",
                "geo": {"@type": "GeoCoordinates", "latitude": 52.518611, "longitude": 13.408333},
            },
            {"@type": "VirtualLocation", "name": 'Live "Saal", Ton', "url": "https://stream.example/live?a=b"},
        ],
        "url": "https://example.org/versammlung",
        "image": ["https://example.org/bild.png"],
        "performer": [
            {"@type": "Person", "name": "Dr. Zoë Müller; X", "url": "https://zoe.example/%C3%BC"},
            {"@type": "Person", "name": "Frau Stumm"},
        ],
        "organizer": {"@type": "Organization", "name": "Gleichstellungsstelle", "url": "https://example.org/"},
        "subEvent": [
            {
                "@type": "Event",
                "identifier": "talk@example.org",
                "name": "Vortrag",
                "inLanguage": "de",
                "startDate": "2026-06-10T09:00:00+02:00",
                "endDate": "2026-06-10T12:30:00+02:00",
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            }
        ],
    }


def test_nobodys_address() -> None:
    assert "@example.org" not in script_text(event(rich(entry=entry(uid="x"))))


def test_states() -> None:
    before = datetime(2026, 6, 3, 9, tzinfo=BERLIN)

    assert event(entry(status=EntryStatus.CANCELLED), moved_from=before)["eventStatus"].endswith("/EventCancelled")
    moved = event(entry(), moved_from=before)
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2026-06-03T09:00:00+02:00"


def test_whole_days_end_with_their_last_day() -> None:
    made = event(entry(starts=date(2026, 6, 10), ends=date(2026, 6, 12)))

    assert (made["startDate"], made["endDate"]) == ("2026-06-10", "2026-06-11")


def test_where() -> None:
    online = RichEntry(entry(location="", geo=None), conferences=(STREAM,))

    assert event(online)["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")
    assert event(entry())["eventAttendanceMode"].endswith("/OfflineEventAttendanceMode")
    assert "location" not in event(entry(location="", geo=None))


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.summary"):
        event(entry(summary="\x00"))
    with pytest.raises(InvalidValue, match=r"calendar\.url"):
        event(entry(url="javascript:alert(1)"))


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "a\u2028b & 'c'", "&lt;"]
)
def test_nothing_ends_the_script(text: str) -> None:
    written = script_text({"name": text})

    assert not set(written) & set("<>&'\u2028\u2029")
    assert json.loads(written) == {"name": text}


@given(st.text(max_size=200))
def test_any_text_comes_back_from_a_page(text: str) -> None:
    made = event(entry(description=text), organizer=text)
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{script_text(made)}</script>')
    page.close()

    assert page.others == ["script"]
    assert json.loads("".join(page.found)) == made
    assert json.loads(file(made)).get("description", "") == clean(text)


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_arrive(name: str) -> None:
    text = TEXTS[name]
    made = json.loads(file(event(entry(summary=text.given, description=text.given))))

    assert (made["name"], made["description"]) == (text.as_line, text.as_block)
