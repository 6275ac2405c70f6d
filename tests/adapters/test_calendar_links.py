"""Links into web calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest

from eventapp.adapters import calendar_links
from eventapp.domain.calendar import CalendarEntry
from eventapp.domain.errors import InvalidValue
from tests.adapters.entries import BERLIN, PAGES, entry

Link = Callable[[CalendarEntry], str]
LINKS: list[Link] = [calendar_links.google, calendar_links.outlook, calendar_links.office365, calendar_links.yahoo]


def _fields(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query, strict_parsing=True))


def _talk() -> CalendarEntry:
    return entry(
        summary="Fest & Rede + Tanz",
        location="Saal 1",
        description="Eins\n<zwei>",
        starts=datetime(2026, 11, 8, 9, tzinfo=BERLIN),
        ends=datetime(2026, 11, 8, 10, tzinfo=BERLIN),
        url="",
    )


def test_google() -> None:
    assert calendar_links.google(_talk()) == (
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text=Fest%20%26%20Rede%20%2B%20Tanz"
        "&dates=20261108T080000Z/20261108T090000Z&details=Eins%0A%3Czwei%3E&location=Saal%201&crm=BUSY"
    )


@pytest.mark.parametrize(
    ("link", "host"),
    [(calendar_links.outlook, "outlook.live.com"), (calendar_links.office365, "outlook.office.com")],
)
def test_outlook(link: Link, host: str) -> None:
    assert link(_talk()) == (
        f"https://{host}/calendar/deeplink/compose?path=/calendar/action/compose&rru=addevent"
        "&subject=Fest%20%26%20Rede%20%2B%20Tanz&startdt=2026-11-08T08:00:00Z&enddt=2026-11-08T09:00:00Z"
        "&body=Eins%3Cbr%3E%26lt%3Bzwei%26gt%3B&location=Saal%201&freebusy=busy"
    )


def test_yahoo() -> None:
    assert calendar_links.yahoo(_talk()) == (
        "https://calendar.yahoo.com/?v=60&title=Fest%20%26%20Rede%20%2B%20Tanz&st=20261108T080000Z"
        "&et=20261108T090000Z&desc=Eins%0A%3Czwei%3E&in_loc=Saal%201"
    )


def test_whole_days() -> None:
    days = entry(starts=date(2026, 6, 10), ends=date(2026, 6, 12), busy=False)

    assert _fields(calendar_links.google(days))["dates"] == "20260610/20260612"
    assert _fields(calendar_links.google(days))["crm"] == "AVAILABLE"
    outlook = _fields(calendar_links.outlook(days))
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2026-06-10", "2026-06-12", "true")
    yahoo = _fields(calendar_links.yahoo(days))
    assert (yahoo["st"], yahoo["et"], yahoo["dur"]) == ("20260610", "20260611", "allday")


@pytest.mark.parametrize("link", LINKS)
def test_long_texts_are_shortened_and_the_page_stays(link: Link) -> None:
    made = link(entry(description=PAGES))

    assert len(made) <= 2000
    assert len(made) > 1900, "not shorter than needed"
    assert "https://example.org/versammlung" in made
    assert "+" not in made


@pytest.mark.parametrize("link", LINKS)
def test_place_and_title_give_way_last(link: Link) -> None:
    made = link(entry(summary="🎉" * 200, location="Ä" * 200, description=PAGES))

    assert len(made) <= 2000
    assert made.isascii()


@pytest.mark.parametrize("link", LINKS)
def test_the_doubled_hour_is_the_right_one(link: Link) -> None:
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN)
    made = link(entry(starts=second, ends=datetime(2026, 10, 25, 4, tzinfo=BERLIN)))

    assert "20261025T013000Z" in made or "2026-10-25T01:30:00Z" in made


def test_webcal() -> None:
    assert calendar_links.webcal("https://example.org/f.ics?program=1") == "webcal://example.org/f.ics?program=1"
    with pytest.raises(InvalidValue, match=r"calendar\.url"):
        calendar_links.webcal("javascript:alert(1)")
