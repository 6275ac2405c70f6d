"""Holes that were found by attacking the running program, and stay closed."""

from __future__ import annotations

import io
import time

import pytest
from flask import Flask, g
from PIL import Image
from sqlalchemy.orm import Session

from eventapp.adapters import pictures
from eventapp.domain.errors import InvalidValue
from eventapp.domain.events import Status, Visibility
from eventapp.domain.people import SpeakerDraft
from eventapp.domain.texts import LocalText
from eventapp.request import get_actor
from eventapp.services import editions, speakers
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser


def test_S33_an_address_that_was_announced_is_never_anothers(browser: Browser, make: Factories) -> None:
    ours = make.event(visibility=Visibility.PUBLIC, slug="frauen-und-ki")
    make.announced(ours)
    ours.slug = "umbenannt"
    theirs = make.organizer()
    other = make.event(theirs)
    browser.sign_in(make.account(theirs))

    form = browser.form(f"/planning/events/{other.id}/details", slug="frauen-und-ki")
    page = browser.post(f"/planning/events/{other.id}/details", form, expect=422).text

    assert "gehört schon zu einer anderen Versammlung" in page


def test_R19_nothing_is_locked_before_a_body_is_read(app: Flask, browser: Browser, make: Factories) -> None:
    organizer = make.organizer()
    browser.sign_in(make.account(organizer))
    opened: list[bool] = []
    app.before_request_funcs[None].append(lambda: opened.append("db_session" in g and get_actor().is_known))

    browser.post(f"/planning/organizers/{organizer.id}/speakers/new", {"name": "Rika"})

    assert opened == [False] * len(opened)
    assert opened


def test_S17_a_picture_of_very_many_scans_is_refused_at_once() -> None:
    made = io.BytesIO()
    Image.new("L", (4000, 4000)).save(made, "JPEG", progressive=True)
    data = made.getvalue()
    last = data.rindex(b"\xff\xda")
    bomb = data[:-2] + data[last:-2] * 700 + data[-2:]

    began = time.monotonic()
    with pytest.raises(InvalidValue, match=r"pictures\.unreadable"):
        pictures.redraw(bomb)

    assert time.monotonic() - began < 2


def test_S17_a_usual_photo_of_a_camera_is_taken() -> None:
    made = io.BytesIO()
    Image.new("RGB", (6000, 4000), "teal").save(made, "JPEG", progressive=True)

    drawn = pictures.redraw(made.getvalue())

    assert (drawn.width, drawn.height) == (800, 533)


def test_links_carry_a_language_only_for_whom_it_was_asked(browser: Browser, make: Factories) -> None:
    event = make.event(visibility=Visibility.PUBLIC)
    make.announced(event)

    asked = browser.get(f"/events/{event.slug}?lang=en").text
    spoken = browser.get(f"/events/{event.slug}", headers={"Accept-Language": "en"}).text

    assert f"/events/{event.slug}.ics?lang=en" in asked
    assert 'href="/?lang=en"' in asked
    assert 'href="/"' in spoken


def test_a_page_is_newer_with_every_announcement(browser: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, visibility=Visibility.PUBLIC)
    speaker = make.speaker(organizer)
    make.item(event, "Begrüßung", 15, speaker)
    make.announced(event)
    old = browser.get(f"/events/{event.slug}").headers["Last-Modified"]
    draft = SpeakerDraft(speaker.name, speaker.function, bio=LocalText("Neu geschrieben."))
    speakers.change(session, speaker, draft, revision=None, actor=make.planner(organizer), now=NOW)
    later = NOW.replace(hour=12)
    editions.announce(session, event, status=Status.CONFIRMED, actor=make.planner(organizer), now=later)

    answer = browser.open(f"/events/{event.slug}", headers={"If-Modified-Since": old})

    assert answer.status_code == 200
    assert "Neu geschrieben." in answer.text


@pytest.mark.parametrize("path", ["/health//live", "/health/"])
def test_S54_only_health_checks_themselves_come_by_address(browser: Browser, path: str) -> None:
    answer = browser.open(path, headers={"Host": "evil.example"})

    assert answer.status_code == 421
