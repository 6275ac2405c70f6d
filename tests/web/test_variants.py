"""The entry in other formats, under the addresses that are promised for them."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from eventapp.adapters.ical_check import check
from eventapp.domain.events import Visibility
from tests.factories import Factories
from tests.pages import Browser

pytestmark = pytest.mark.one_database

XCAL = "{urn:ietf:params:xml:ns:icalendar-2.0}"


@pytest.fixture
def key(make: Factories) -> str:
    """An announced public event with a title that every format has to escape."""
    event = make.event(title='Frauen & KI: „<b>", \\; Ende', visibility=Visibility.PUBLIC)
    return make.announced(event).key


def test_jcal_says_the_same(browser: Browser, key: str) -> None:
    answer = browser.open(f"/events/{key}.json")

    properties = {name: value for name, _parameters, _kind, value in json.loads(answer.data)[2][-1][1]}
    assert answer.content_type == "application/calendar+json"
    assert properties["summary"] == 'Frauen & KI: „<b>", \\; Ende'
    assert properties["dtstart"] == "2027-11-12T09:00:00"


def test_xcal_says_the_same(browser: Browser, key: str) -> None:
    answer = browser.open(f"/events/{key}.xml")

    event = ET.fromstring(answer.data).find(f".//{XCAL}vevent")  # noqa: S314 - our own
    assert event is not None
    assert answer.content_type == "application/calendar+xml; charset=utf-8"
    assert event.findtext(f".//{XCAL}summary/{XCAL}text") == 'Frauen & KI: „<b>", \\; Ende'
    assert event.findtext(f".//{XCAL}dtstart/{XCAL}date-time") == "2027-11-12T09:00:00"


def test_jscalendar_says_the_same(browser: Browser, key: str) -> None:
    answer = browser.open(f"/events/{key}.jscalendar")

    event = json.loads(answer.data)
    assert answer.content_type == "application/jscalendar+json;type=event"
    assert (event["@type"], event["title"]) == ("Event", 'Frauen & KI: „<b>", \\; Ende')
    assert (event["start"], event["timeZone"], event["duration"]) == ("2027-11-12T09:00:00", "Europe/Berlin", "PT3H30M")


@pytest.mark.parametrize("form", ["json", "xml", "jscalendar", "jsonld"])
def test_S35_a_variant_is_as_private_as_its_event(browser: Browser, make: Factories, form: str) -> None:
    draft = make.event(visibility=Visibility.PUBLIC)
    staff = make.announced(make.event(slug="nur-fuer-uns"))

    assert browser.open(f"/events/{draft.slug}.{form}").status_code == 404
    assert browser.open(f"/events/nur-fuer-uns.{form}").status_code == 404
    answer = browser.open(f"/events/{staff.key}.{form}")
    assert answer.status_code == 200
    assert "noindex" in answer.headers["X-Robots-Tag"]
    again = browser.open(f"/events/{staff.key}.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_S03_structured_data_stay_data_in_the_page(browser: Browser, make: Factories) -> None:
    event = make.event(title="</script><script>alert(1)</script> & mehr", visibility=Visibility.PUBLIC)
    make.item(event, "<!-- Begrüßung", 15)
    make.announced(event)

    page = browser.get(f"/events/{event.slug}").text

    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    data = json.loads(found[0])
    assert (data["@type"], data["name"]) == ("Event", "</script><script>alert(1)</script> & mehr")
    assert data["startDate"] == "2027-11-12T09:00:00+01:00"
    assert [part["name"] for part in data["subEvent"]] == ["Kurzvortrag: <!-- Begrüßung"]
    assert "alert(1)</script>" not in page.replace(found[0], "")


def test_S35_staff_only_pages_bear_no_structured_data(browser: Browser, make: Factories) -> None:
    key = make.announced(make.event()).key

    assert "ld+json" not in browser.get(f"/events/{key}").text


# One address, many forms (RFC 9110, section 12)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/calendar", "text/calendar; charset=utf-8"),
        ("text/calendar;q=0.9, text/html;q=0.8", "text/calendar; charset=utf-8"),
        ("application/calendar+json", "application/calendar+json"),
        ("application/calendar+xml", "application/calendar+xml; charset=utf-8"),
        ("application/jscalendar+json", "application/jscalendar+json;type=event"),
        ("application/ld+json", "application/ld+json"),
        ("image/png", "text/html; charset=utf-8"),
    ],
)
def test_the_page_answers_in_the_form_that_is_asked_for(
    browser: Browser, key: str, accept: str, content_type: str
) -> None:
    for _ in range(2):  # made, and kept
        answer = browser.open(f"/events/{key}", headers={"Accept": accept})

        assert answer.content_type == content_type
        assert "Accept" in [part.strip() for part in answer.headers["Vary"].split(",")]


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/calendar", "ics"),
        ("application/calendar+json", "json"),
        ("application/calendar+xml", "xml"),
        ("application/jscalendar+json", "jscalendar"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_a_form_names_the_address_it_has_for_itself(browser: Browser, key: str, accept: str, suffix: str) -> None:
    negotiated = browser.open(f"/events/{key}", headers={"Accept": accept})

    own = browser.open(negotiated.headers["Content-Location"])
    assert negotiated.headers["Content-Location"] == f"/events/{key}.{suffix}"
    assert own.data == negotiated.data
    assert browser.open(f"/events/{key}.{suffix}", headers={"Accept": "text/html"}).data == own.data


def test_people_and_place_are_parts_of_the_rich_file_alone(browser: Browser, make: Factories) -> None:
    organizer = make.organizer()
    speaker = make.speaker(organizer, "Rika Redner", contact_email="rika@example.org")
    event = make.event(organizer, visibility=Visibility.PUBLIC, venue_id=make.venue(organizer).id)
    make.item(event, "Vortrag", 30, speaker)
    make.announced(event)

    plain = browser.open(f"/events/{event.slug}.ics").text
    rich = browser.open(f"/events/{event.slug}.ics?rich=1").text

    assert "BEGIN:PARTICIPANT" not in plain
    assert rich.count("BEGIN:PARTICIPANT") == 1
    assert "SUMMARY;LANGUAGE=de:Rika Redner" in rich
    assert rich.count("BEGIN:VLOCATION") == 1
    assert "rika@example.org" not in rich
    assert check(rich.encode()) == []
    assert next(line for line in rich.splitlines() if line.startswith("UID:")) in plain


def test_json_ld_has_an_address_of_its_own(browser: Browser, key: str) -> None:
    answer = browser.open(f"/events/{key}.jsonld")

    assert answer.content_type == "application/ld+json"
    assert json.loads(answer.data)["@type"] == "Event"
