"""Ready answers: given before the framework works, fresh at once, and never another's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.events import Visibility
from eventapp.domain.texts import LocalText
from eventapp.models import BrowserSession, Event
from eventapp.models.database import Database
from eventapp.services import kinds
from eventapp.web import ready
from eventapp.web.ready import Ready, ReadyAnswers
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World

HOUR = timedelta(hours=1)


class Counted:
    """Counts what reaches the framework."""

    def __init__(self, app: Flask) -> None:
        self.count = 0
        app.before_request(self._note)

    def _note(self) -> None:
        self.count += 1


@pytest.fixture
def counted(app: Flask) -> Counted:
    """The count of requests that Flask saw."""
    return Counted(app)


RESTS = ("", ".ics", "/program", "/program.ics", "/program.pdf")


def without_id(answer: TestResponse) -> list[tuple[str, str]]:
    """The headers but for the request's own number."""
    return sorted((name, value) for name, value in answer.headers if name != "X-Request-Id")


def test_a_second_reader_is_answered_without_the_framework(counted: Counted, browser: Browser, ours: World) -> None:
    for rest in (*RESTS, f"/program/{ours.item.id}.ics", f"/pictures/{ours.digest}"):
        first = browser.get(f"/events/{ours.event.slug}{rest}")
        before = counted.count

        again = browser.get(f"/events/{ours.event.slug}{rest}")
        head = browser.open(f"/events/{ours.event.slug}{rest}", method="HEAD")

        assert counted.count == before, rest
        assert again.data == first.data
        assert head.status_code == 200
        assert without_id(again) == without_id(first)


def test_what_is_asked_first_by_head_is_whole_for_the_next(counted: Counted, browser: Browser, ours: World) -> None:
    url = f"/events/{ours.event.slug}.ics"
    browser.open(url, method="HEAD")

    answer = browser.get(url)

    assert counted.count == 1
    assert answer.data.startswith(b"BEGIN:VCALENDAR")


def test_what_is_asked_first_with_a_validator_is_whole_for_the_next(
    counted: Counted, browser: Browser, ours: World
) -> None:
    url = f"/events/{ours.event.slug}.ics"
    browser.get(url, expect=304, headers={"If-None-Match": "*"})

    assert browser.get(url).data.startswith(b"BEGIN:VCALENDAR")
    assert counted.count == 1


ODD_QUERIES = ["a=b", "lang=de&a=b", "lang=xx", "lang=de&lang=en", "_", "lang="]


def test_odd_queries_are_not_kept(counted: Counted, browser: Browser, ours: World) -> None:
    for query in ODD_QUERIES:
        before = counted.count
        for _ in range(2):
            browser.get(f"/events/{ours.event.slug}?{query}")

        assert counted.count == before + 2, query


def test_errors_and_moved_addresses_are_not_kept(counted: Counted, browser: Browser, ours: World) -> None:
    for _ in range(2):
        browser.get("/events/gibt-es-nicht", expect=404)
        browser.get(f"/events/{ours.event.slug}/pictures/{'0' * 64}", expect=404)
        browser.get(f"/events/{ours.event.secret}", expect=308)

    assert counted.count == 6


def test_pages_of_planners_are_not_kept(counted: Counted, planner: Browser) -> None:
    before = counted.count
    for _ in range(2):
        planner.get("/planning/")

    assert counted.count == before + 2


def test_languages_are_never_mixed(counted: Counted, browser: Browser, make: Factories) -> None:
    event = make.event(
        title=LocalText("Deutscher Titel", "English title", "Leichter Titel"), visibility=Visibility.PUBLIC
    )
    make.announced(event)
    url = f"/events/{event.slug}"
    wishes: list[tuple[str, dict[str, str], str]] = [
        ("", {}, "Deutscher Titel"),
        ("", {"Accept-Language": "en-GB,en;q=0.9,de;q=0.5"}, "English title"),
        ("", {"Accept-Language": "de, en"}, "Deutscher Titel"),
        ("", {"Accept-Language": "fr"}, "Deutscher Titel"),
        ("?lang=en", {"Accept-Language": "de"}, "English title"),
        ("?lang=de", {"Accept-Language": "en"}, "Deutscher Titel"),
        ("?lang=easy", {"Accept-Language": "en"}, "Leichter Titel"),
    ]

    for _ in range(2):
        for query, headers, title in wishes:
            page = browser.get(url + query, headers=headers)
            assert title in re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)[0], (query, headers)
            assert title in browser.get(f"{url}.ics{query}", headers=headers).text
            assert "Accept-Language" in page.headers["Vary"]


def test_a_sessions_language_does_not_reach_what_everybody_reads(
    browser: Browser, planner: Browser, session: Session, ours: World
) -> None:
    session.execute(update(BrowserSession).values(data={"lang": "en"}))
    session.commit()
    assert 'lang="en"' in planner.get("/planning/").text[:60]

    page = planner.get(f"/events/{ours.event.slug}").text

    assert '<html lang="de"' in page


def test_who_is_signed_in_leaves_nothing_of_herself(
    app: Flask, planner: Browser, session: Session, ours: World
) -> None:
    hers = [planner.get(f"/events/{ours.event.slug}{rest}") for rest in RESTS]
    others = [Browser(app, session).get(f"/events/{ours.event.slug}{rest}") for rest in RESTS]

    assert [answer.data for answer in hers] == [answer.data for answer in others]
    for answer in hers:
        assert "Set-Cookie" not in answer.headers
    assert "csrf" not in hers[0].text
    assert "Zur Planung" not in hers[0].text


def test_a_message_for_one_person_is_not_shown_to_everybody(planner: Browser, ours: World) -> None:
    values = planner.form(f"/planning/events/{ours.event.id}/details")
    planner.post(f"/planning/events/{ours.event.id}/details", values)

    assert "Gespeichert." not in planner.get(f"/events/{ours.event.slug}").text
    assert "Gespeichert." in planner.get("/planning/").text


# Freshness, on files of its own: nothing is rolled back here


@pytest.fixture
def file(tmp_path: Path) -> Database:
    """A database in a file, as in an instance."""
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite'}")
    database.upgrade()
    with database.writing() as session:
        kinds.install_shipped(session, now=NOW)
    return database


def announce(database: Database, title: str, event_id: int | None = None, hours: int = 0) -> tuple[int, str]:
    """Announce an event under a title, as any process may."""
    with database.writing() as session:
        make = Factories(session, NOW)
        event = session.get(Event, event_id) if event_id else make.event(visibility=Visibility.PUBLIC)
        assert event
        event.title = LocalText(title)
        make.announced(event, now=NOW + hours * HOUR)
        return event.id, event.slug


def test_an_announcement_is_seen_at_once(settings: Settings, file: Database) -> None:
    event_id, slug = announce(file, "Erster Titel")
    client = create_app(settings, file).test_client()
    url = f"/events/{slug}.ics"
    assert "Erster Titel" in client.get(url, base_url=settings.public_url).text

    announce(file, "Zweiter Titel", event_id, 1)
    assert "Zweiter Titel" in client.get(url, base_url=settings.public_url).text
    assert "Zweiter Titel" in client.get(f"/events/{slug}", base_url=settings.public_url).text
    file.engine.dispose()


def test_an_announcement_of_another_process_is_seen_at_once(settings: Settings, file: Database) -> None:
    other = Database(str(file.url))
    event_id, slug = announce(other, "Titel 0")
    client = create_app(settings, file).test_client()
    app = create_app(settings, file)
    counted = Counted(app)
    client = app.test_client()
    url = f"/events/{slug}"

    for n in range(1, 4):
        for _ in range(2):
            assert f"Titel {n - 1}" in client.get(url, base_url=settings.public_url).text
        announce(other, f"Titel {n}", event_id, n)

    assert f"Titel {n}" in client.get(url, base_url=settings.public_url).text
    assert counted.count == 4
    file.engine.dispose()
    other.engine.dispose()


def test_what_is_stored_besides_does_not_spoil_what_is_ready(settings: Settings, file: Database) -> None:
    _, slug = announce(file, "Titel")
    app = create_app(settings, file)
    counted, client = Counted(app), app.test_client()
    client.get(f"/events/{slug}", base_url=settings.public_url)

    with file.writing() as session:
        Factories(session, NOW).event(title="Nur geplant")
    client.get(f"/events/{slug}", base_url=settings.public_url)

    assert counted.count == 1
    file.engine.dispose()


def test_S35_what_becomes_staff_only_is_gone_at_once(settings: Settings, file: Database) -> None:
    event_id, slug = announce(file, "Titel")
    client = create_app(settings, file).test_client()
    assert client.get(f"/events/{slug}", base_url=settings.public_url).status_code == 200

    with file.writing() as session:
        event = session.get(Event, event_id)
        assert event
        event.visibility = Visibility.STAFF
        Factories(session, NOW).announced(event, now=NOW + HOUR)

    for rest in RESTS:
        assert client.get(f"/events/{slug}{rest}", base_url=settings.public_url).status_code == 404
    file.engine.dispose()


# What an answer depends on


class Echo:
    """An application that says of every answer that it may be kept, and counts those it had to make."""

    def __init__(self, size: int = 10) -> None:
        self.count = 0
        self._size = size

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.count += 1
        if "eventapp.ready" in environ:
            environ["eventapp.ready"].append(Ready(b"x" * self._size, (("Content-Type", "image/png"),)))
        start_response("200 OK", [])
        return [b""]


def _ask(answers: ReadyAnswers, path: str, query: str = "", **headers: str) -> bytes:
    given = {f"HTTP_{name}": value for name, value in headers.items()}
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, **given}
    return b"".join(answers(environ, lambda *_: lambda _: None))


def _made(*requests: tuple[str, str, dict[str, str]]) -> int:
    """How many answers had to be made for ``requests`` of path, query and headers."""
    echo = Echo()
    answers = ReadyAnswers(echo, lambda **_: 1)
    for path, query, headers in requests:
        _ask(answers, path, query, **headers)
    return echo.count


FEED = "/feeds/gleichstellung.ics"


def test_a_feed_is_kept_in_each_of_its_variants() -> None:
    variants = ["", "program=1", "rich=1", "lang=en", "lang=easy&rich=1", "program=1&rich=1&lang=de"]

    assert _made(*((FEED, query, {}) for query in variants * 2)) == len(variants)


def test_a_variant_that_nobody_offers_is_not_kept() -> None:
    odd = ["program=2", "program=1&program=1", "rich=", "lang=fr", "program=1&x", "lang=de&lang=en"]

    assert _made(*((FEED, query, {}) for query in odd * 2)) == 2 * len(odd)


def test_a_page_is_kept_in_every_form_that_it_is_asked_for() -> None:
    wishes = ["text/html", "text/calendar", "application/ld+json", "*/*", "text/html;q=0.4, text/calendar"]

    assert _made(*(("/events/tag", "", {"ACCEPT": wish}) for wish in wishes * 2)) == 3


def test_what_has_one_form_is_kept_once_whatever_is_accepted() -> None:
    for path in (FEED, "/events/tag.ics", "/events/tag/program", "/events/tag/program.pdf"):
        assert _made((path, "", {}), (path, "", {"ACCEPT": "text/calendar"}), (path, "", {"ACCEPT": "x/y"})) == 1


def test_what_a_server_does_to_the_headers_of_one_answer_stays_there() -> None:
    answers = ReadyAnswers(Echo(), lambda **_: 1)
    seen: list[list[tuple[str, str]]] = []

    def start_response(_status: str, headers: list[tuple[str, str]]) -> None:
        seen.append([*headers])
        headers.clear()

    for known in ({}, {}, {"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_IF_NONE_MATCH": "*"}):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": FEED, "QUERY_STRING": "", **known}
        list(answers(environ, start_response))  # type: ignore[arg-type]

    whole, again, unchanged, once_more = seen
    assert whole == again
    assert unchanged == once_more
    assert {"ETag"} < {name for name, _ in whole}
    assert {"ETag"} == {name for name, _ in unchanged}


def test_S63_an_endless_wish_for_languages_is_not_kept() -> None:
    wish = {"ACCEPT_LANGUAGE": "fr, " * 1_000 + "en"}

    assert _made((FEED, "", wish), (FEED, "", wish)) == 2


# Bounds


def test_S63_what_is_kept_is_bounded_in_number() -> None:
    answers = ReadyAnswers(Echo(10), lambda **_: 1)

    for n in range(ready._MOST_ENTRIES + 50):
        _ask(answers, f"/events/{n}")

    assert len(answers._kept) == ready._MOST_ENTRIES
    assert answers._bytes == 10 * ready._MOST_ENTRIES


def test_S63_what_is_kept_is_bounded_in_bytes() -> None:
    answers = ReadyAnswers(Echo(ready._MOST_BYTES // 3), lambda **_: 1)

    for n in range(6):
        assert len(_ask(answers, f"/events/{n}")) == ready._MOST_BYTES // 3

    assert len(answers._kept) == 3
    assert answers._bytes <= ready._MOST_BYTES


def test_S63_what_is_too_large_to_keep_is_answered_nevertheless() -> None:
    answers = ReadyAnswers(Echo(ready._MOST_BYTES + 1), lambda **_: 1)

    assert len(_ask(answers, "/events/1")) == ready._MOST_BYTES + 1
    assert (len(answers._kept), answers._bytes) == (0, 0)


def test_the_same_address_is_kept_once_however_often_it_changes() -> None:
    stamps = iter(range(100))
    answers = ReadyAnswers(Echo(10), lambda **_: next(stamps))

    for _ in range(5):
        _ask(answers, "/events/1")

    assert (len(answers._kept), answers._bytes) == (1, 10)
