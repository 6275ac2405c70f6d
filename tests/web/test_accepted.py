"""The form of an event that a reader asks for."""

from __future__ import annotations

import pytest

from eventapp.web import accepted as module
from eventapp.web.accepted import accepted

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

WISHES = [
    ("", "html"),
    ("*/*", "html"),
    (FIREFOX, "html"),
    ("text/html", "html"),
    ("text/calendar", "ics"),
    ("application/calendar+json", "json"),
    ("application/calendar+xml", "xml"),
    ("application/jscalendar+json;type=event", "jscalendar"),
    ("application/ld+json", "jsonld"),
    ("Text/Calendar ; Q=1.0", "ics"),
]


@pytest.mark.parametrize(("header", "form"), WISHES)
def test_every_form_has_its_media_type(header: str, form: str) -> None:
    assert accepted(header) == form


WEIGHED = [
    ("text/html;q=0.5, text/calendar", "ics"),
    ("text/html;q=0.5, text/calendar;q=0.4", "html"),
    ("application/ld+json;q=0.2, text/calendar;q=0.1", "jsonld"),
    ("text/calendar;q=0.9, */*;q=0.1", "ics"),
    ("text/calendar;q=0.001", "ics"),
    ("text/calendar;charset=utf-8;q=0.9, text/html;q=0.8", "ics"),
]


@pytest.mark.parametrize(("header", "form"), WEIGHED)
def test_what_weighs_most_is_sent(header: str, form: str) -> None:
    assert accepted(header) == form


RANGES = [
    ("text/*", "html"),
    ("application/*", "json"),
    ("text/html;q=0, text/*", "ics"),
    ("text/html;q=0, text/calendar;q=0, */*", "json"),
    ("*/*, text/html;q=0.1", "ics"),
]


@pytest.mark.parametrize(("header", "form"), RANGES)
def test_the_narrowest_range_decides(header: str, form: str) -> None:
    assert accepted(header) == form


TIES = ["text/calendar, text/html", "text/calendar, */*", "application/ld+json;q=0.3, text/html;q=0.3"]


@pytest.mark.parametrize("header", TIES)
def test_among_equals_the_page_comes_first(header: str) -> None:
    assert accepted(header) == "html"


UNKNOWN = [
    "application/json",
    "image/png, audio/*",
    "*/*;q=0",
    "text/calendar;q=0",
    "text/calendar;q=nan",
    "text/calendar;q=2",
    "text/calendar;q=-1",
    "text/calendar;q=0.12345",
    ";;;,,,=",
    "\x00",
    "text/calendar/x",
]


@pytest.mark.parametrize("header", UNKNOWN)
def test_who_takes_nothing_of_ours_gets_the_page(header: str) -> None:
    assert accepted(header) == "html"


def test_S63_an_endless_header_is_neither_read_to_its_end_nor_kept() -> None:
    filler = "a/b, " * 100_000

    assert accepted(filler + "text/calendar") == "html"
    assert accepted("text/calendar, " + filler) == "ics"
    module._chosen.cache_clear()
    for n in range(1_000):
        accepted(f"text/calendar, x/{n}" + filler)
    assert module._chosen.cache_info().currsize <= 256
