"""A disk that is full and a database that somebody holds: an honest answer, no damage, and on with it afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.models import Venue
from eventapp.models.database import Database
from eventapp.services import kinds
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import enter, world


@dataclass
class Place:
    """An application over an SQLite file of its own, with a planner who is signed in."""

    app: Flask
    database: Database
    file: Path
    browser: Browser
    organizer_id: int
    slug: str
    pragma: str = ""

    def prepare(self, dbapi: sqlite3.Connection, _record: object) -> None:
        if self.pragma:
            dbapi.execute(f"pragma {self.pragma}")

    def set(self, pragma: str) -> None:
        """Let every connection from now on begin with ``pragma``."""
        self.pragma = pragma
        self.database.engine.dispose()

    def add_venue(self, expect: int) -> None:
        url = f"/planning/organizers/{self.organizer_id}/venues/new"
        values = {"name": "Grillo", "access__de": "x" * 1_900, "directions__de": "y" * 1_900}
        self.browser.post(url, values, expect=expect)

    def venues(self) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(Venue.id).where(Venue.name == "Grillo")).all())


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "own.sqlite"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with Session(database.engine.execution_options(write=True), expire_on_commit=False) as session:
        kinds.install_shipped(session, now=NOW)
        ours = world(Factories(session, NOW))
        session.commit()
        app = create_app(settings, database)
        app.extensions["eventapp.limiter"].enabled = False
        browser = Browser(app, session)
        enter(browser, session, ours.account)
        session.commit()
        found = Place(app, database, file, browser, ours.organizer.id, ours.event.slug)
    event.listen(database.engine, "connect", found.prepare)
    browser.token()
    yield found
    database.engine.dispose()


def test_R22_a_full_disk_is_said_pages_stay_and_all_goes_on_afterwards(place: Place) -> None:
    place.add_venue(expect=303)
    place.set("max_page_count=1")  # SQLite takes it as: not a page more than there are

    refused = 0
    for _ in range(30):  # until the free pages are used up
        with place.database.reading() as session:
            assert session.scalar(text("pragma max_page_count")) < 10_000
        before = place.venues()
        answer = place.browser.open(
            f"/planning/organizers/{place.organizer_id}/venues/new",
            method="POST",
            data={"csrf_token": place.browser.token(), "name": "Grillo", "access__de": "x" * 1_900},
        )
        if answer.status_code == 503:
            refused += 1
            assert place.venues() == before
            assert "<h1" in answer.text
            assert "disk is full" not in answer.text
            break
        assert answer.status_code == 303
    assert refused
    assert place.browser.open(f"/events/{place.slug}").status_code == 200
    assert place.browser.open("/health/live").status_code == 200

    place.set("max_page_count=1000000")
    place.add_venue(expect=303)
    with closing(sqlite3.connect(place.file)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_R19_a_database_that_somebody_holds_is_said_and_pages_stay(place: Place) -> None:
    place.set("busy_timeout=50")
    with closing(sqlite3.connect(place.file, isolation_level=None)) as other:
        other.execute("begin immediate")

        before = place.venues()
        place.add_venue(expect=503)

        assert place.venues() == before
        assert place.browser.open(f"/events/{place.slug}").status_code == 200
        assert place.browser.open("/health/live").status_code == 200
        other.execute("rollback")
    place.add_venue(expect=303)
