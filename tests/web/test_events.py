"""The page of an event, as everybody sees it."""

from __future__ import annotations

from eventapp.domain.events import Visibility
from tests.factories import Factories
from tests.pages import Browser


def test_page_says_what_when_and_where(browser: Browser, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, "Frauen und KI", visibility=Visibility.PUBLIC, venue_id=make.venue(organizer).id)
    make.item(event, "Begrüßung", 15, make.speaker(organizer, "Thomas Kufen"))
    make.announced(event)

    page = browser.get(f"/events/{event.slug}").text

    assert "Freitag, 12. November 2027" in page
    assert "09:00–12:30" in page
    assert "Lichtburg" in page
    assert "Thomas Kufen" in page


def test_draft_is_not_to_be_seen(browser: Browser, make: Factories) -> None:
    event = make.event(visibility=Visibility.PUBLIC)

    for url in (f"/events/{event.slug}", f"/events/{event.secret}", f"/events/{event.slug}.ics"):
        browser.get(url, expect=404)


def test_planner_signs_in_and_sees_her_events(browser: Browser, make: Factories) -> None:
    organizer = make.organizer()
    make.event(organizer, "Frauenversammlung")

    page = browser.sign_in(make.account(organizer)).get("/planning/").text

    assert "Frauenversammlung" in page
