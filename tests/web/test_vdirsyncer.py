"""vdirsyncer, which mirrors a subscription into a folder of files: nothing moves but what was announced."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Status, Visibility
from eventapp.domain.program import ItemFunction, ProgramItemDraft
from eventapp.domain.texts import LocalText
from eventapp.models.database import Database
from eventapp.services import editions, program
from tests.conftest import NOW, SECRET
from tests.factories import Factories
from tests.web.world import World

pytestmark = pytest.mark.one_database

LATER = NOW + timedelta(hours=1)
PAIR = """
[pair {name}]
a = "{name}_feed"
b = "{name}_copy"
collections = null
[storage {name}_feed]
type = "http"
url = "{url}"
read_only = true
[storage {name}_copy]
type = "filesystem"
path = "{folder}/{name}"
fileext = ".ics"
"""


@dataclass(frozen=True)
class Feed:
    """A feed of ``two_events``: its address, its entries, and how many name the title of the first item."""

    path: str
    entries: int
    touched: int


FEEDS = {
    "program": Feed("/events/{event.slug}/program.ics", 2, 1),
    "rich_program": Feed("/events/{event.slug}/program.ics?rich=1", 2, 1),
    "organizer": Feed("/feeds/{organizer.slug}.ics", 2, 1),
    "organizer_with_program": Feed("/feeds/{organizer.slug}.ics?program=1", 5, 2),
}


@pytest.fixture
def server() -> Iterator[BaseWSGIServer]:
    """A server on loopback that answers when it is told to, in the thread of the test; without a program yet."""
    made = make_server("127.0.0.1", 0, Flask("none"))
    made.timeout = 0.05
    yield made
    made.server_close()


@pytest.fixture
def settings(tmp_path: Path, server: BaseWSGIServer) -> Settings:
    return Settings(
        instance=tmp_path,
        database_url="sqlite://",
        public_url=f"http://127.0.0.1:{server.server_port}",
        secret_key=SECRET,
    )


@dataclass
class Mirror:
    """A folder for each feed with an entry a file, and the one who fills them."""

    folder: Path
    server: BaseWSGIServer
    start: Callable[[], Flask]

    def subscribe(self, world: World) -> None:
        """Mirror all feeds of ``world``."""
        config = [f'[general]\nstatus_path = "{self.folder}/status"\n']
        for name, feed in FEEDS.items():
            (self.folder / name).mkdir()
            path = feed.path.format(event=world.event, organizer=world.organizer)
            url = f"http://127.0.0.1:{self.server.server_port}{path}"
            config.append(PAIR.format(name=name, url=url, folder=self.folder))
        (self.folder / "config").write_text("".join(config))
        self._run("discover")

    def sync(self) -> Counter[str]:
        """How often vdirsyncer copied and deleted while it looked for news."""
        return Counter(re.findall("Copying|Deleting", self._run("sync")))

    def _run(self, word: str) -> str:
        """Answer vdirsyncer until it is done. The program is a fresh one each time, with nothing ready."""
        self.server.app = self.start()
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self.folder / "config"), word]
        log = self.folder / "log"
        with log.open("w") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
            for _ in range(1_000):
                if process.poll() is not None:
                    break
                self.server.handle_request()
            process.kill()
        assert process.returncode == 0, log.read_text()
        return log.read_text()

    def files(self, name: str) -> dict[str, tuple[int, str]]:
        """When each file of a feed was written, and its text without folds.

        vdirsyncer names an entry of a subscription by a hash of its text, so a change is a new file for an old one.
        """
        paths = (self.folder / name).glob("*.ics")
        return {path.name: (path.stat().st_mtime_ns, re.sub(r"\r?\n ", "", path.read_text())) for path in paths}


@pytest.fixture
def mirror(tmp_path: Path, server: BaseWSGIServer, settings: Settings, database: Database) -> Mirror:
    return Mirror(tmp_path, server, lambda: create_app(settings, database))


def retitle(session: Session, ours: World, title: str) -> None:
    """Announce the first item under another title."""
    draft = ProgramItemDraft(function=ItemFunction.TALK, title=LocalText(title), minutes=30)
    program.change_item(session, ours.item, draft, revision=None, actor=SYSTEM, now=LATER)
    editions.announce(session, ours.event, status=Status.CONFIRMED, actor=SYSTEM, now=LATER)
    session.commit()


@pytest.fixture
def two_events(make: Factories, ours: World) -> World:
    """Two announced events of one organizer, with two items and one."""
    make.item(ours.event, "Aussprache", 30)
    make.announced(ours.event)
    other = make.event(ours.organizer, "Fachtag; „Gleich, gleicher“ \U0001f389", visibility=Visibility.PUBLIC)
    make.item(other, "Vortrag", 45)
    make.announced(other)
    make.session.commit()
    return ours


def test_only_what_was_announced_moves(mirror: Mirror, session: Session, two_events: World) -> None:
    mirror.subscribe(two_events)

    assert mirror.sync() == {"Copying": sum(feed.entries for feed in FEEDS.values())}
    first = {name: mirror.files(name) for name in FEEDS}
    assert {name: len(files) for name, files in first.items()} == {name: feed.entries for name, feed in FEEDS.items()}

    assert mirror.sync() == {}
    assert {name: mirror.files(name) for name in FEEDS} == first

    retitle(session, two_events, "Grußwort; „neu, neuer“")
    touched = sum(feed.touched for feed in FEEDS.values())
    assert mirror.sync() == {"Copying": touched, "Deleting": touched}
    for name, feed in FEEDS.items():
        second = mirror.files(name)
        new = {key: text for key, (_, text) in second.items() if key not in first[name]}
        old = {key: file for key, file in first[name].items() if "Begrüßung" not in file[1]}
        assert {key: file for key, file in second.items() if key not in new} == old, name
        assert len(new) == feed.touched, name
        assert all("Grußwort\\; „neu\\, neuer“" in text for text in new.values()), name


def test_what_is_called_off_stays_and_says_so(mirror: Mirror, session: Session, two_events: World) -> None:
    mirror.subscribe(two_events)
    mirror.sync()
    before = mirror.files("organizer")

    editions.call_off(session, two_events.event, LocalText("Der Saal ist gesperrt."), actor=SYSTEM, now=LATER)
    session.commit()
    mirror.sync()

    after = mirror.files("organizer")
    assert len(after) == len(before) == 2
    assert ["STATUS:CANCELLED" in after[name][1] for name in after.keys() - before.keys()] == [True]
