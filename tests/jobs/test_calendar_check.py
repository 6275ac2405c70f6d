"""Before an announcement: what calendars would read, and whether every file passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, time

import pytest
from sqlalchemy.orm import Session

from eventapp.domain.editions import Edition
from eventapp.domain.errors import InvalidValue
from eventapp.domain.events import Visibility
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.times import WallClock
from eventapp.jobs.calendar_check import check_calendars
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.jobs.conftest import OFFICE
from tests.pages import Browser
from tests.web.world import enter


@pytest.fixture
def edition(make: Factories) -> Edition:
    event = make.event(title=LocalText("Versammlung", "Assembly"), visibility=Visibility.PUBLIC)
    make.item(event, "Begrüßung", 15)
    make.item(event, "Bericht", 30)
    return make.announced(event)


def test_every_file_is_made_and_passes(edition: Edition) -> None:
    found = check_calendars(edition, OFFICE, edition, now=NOW)

    assert found.is_right
    kinds = ["entry", "item", "item", "feed", "rich", "request", "information", "update"]
    assert [(file.kind, file.language) for file in found.files] == [
        (kind, language) for language in (Language.GERMAN, Language.ENGLISH) for kind in kinds
    ]
    assert found.entry is not None
    assert found.reads == (found.entry.starts, found.entry.ends)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2027, 3, 28), (1, 4)),
        ("Europe/Berlin", date(2027, 10, 31), (2, 3)),
        ("America/New_York", date(2027, 7, 1), (9, 12)),
        ("Asia/Kolkata", date(2031, 1, 1), (0, 23)),
        ("Europe/Berlin", date(2090, 8, 1), (9, 12)),
    ],
)
def test_what_calendars_read_is_what_was_planned(
    edition: Edition, zone: str, day: date, hours: tuple[int, int]
) -> None:
    starts, ends = (WallClock.on(day, time(hour)) for hour in hours)
    moved = replace(edition, zone=zone, starts=starts, ends=ends, items=())

    found = check_calendars(moved, OFFICE, None, now=NOW)

    assert found.is_right
    assert found.reads is not None
    assert [moment.astimezone(UTC) for moment in found.reads] == [
        starts.instant(moved.tz).astimezone(UTC),
        ends.instant(moved.tz).astimezone(UTC),
    ]


def test_an_update_that_calendars_would_drop_is_found(edition: Edition) -> None:
    before = replace(edition, sequence=5)

    found = check_calendars(edition, OFFICE, before, now=NOW)

    assert not found.is_right
    assert {file.kind for file in found.faulty} == {"update"}
    assert "U03" in {finding.code for file in found.faulty for finding in file.findings}


def test_what_can_not_be_written_is_refused_and_not_raised(edition: Edition) -> None:
    far = replace(edition, starts=at(9, day=date(2300, 1, 1)), ends=at(12, day=date(2300, 1, 1)), items=())

    found = check_calendars(far, OFFICE, None, now=NOW)

    assert (found.entry, found.is_right) == (None, False)
    assert {type(file.refusal) for file in found.faulty} == {InvalidValue}


def test_the_planner_reads_it_before_she_announces(browser: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, "Versammlung", starts=at(9), ends=at(12))
    make.item(event, "Begrüßung", 15)
    enter(browser, session, make.account(organizer, password=None))

    page = browser.get(f"/planning/events/{event.id}/announce").text

    assert (
        "Ihr Termin wird in Outlook, Google Kalender, Apple Kalender und Thunderbird um 09:00\u00a0Uhr stehen." in page
    )
    assert "Alle 6 Kalenderdateien sind fehlerfrei" in page
    assert "So steht der Termin im Kalender" in page


def test_a_fault_is_told_in_words(browser: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, "Versammlung")
    make.announced(event)
    row = event.editions[-1]
    row.content = replace(row.content, uid="somebody changed it in the database")
    session.flush()
    enter(browser, session, make.account(organizer, password=None))

    page = browser.get(f"/planning/events/{event.id}/announce").text

    assert "Der Termin käme in manchen Kalendern nicht richtig an." in page
    assert "Änderung gegenüber der letzten Fassung: Bitte geben Sie den Fehler U01 an die IT weiter." in page
