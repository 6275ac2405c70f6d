"""The real program, served as the demo is, and a window that listens for everything that should not happen."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from eventapp.services.demo import PLANNER_EMAIL
from tests.chromium import chromium

__all__ = ["chromium"]

COMMAND = (sys.executable, "-c", "from eventapp.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Site:
    """A demo that is running."""

    url: str
    email: str
    password: str
    folder: Path
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """What one of our commands prints about this site."""
        answer = subprocess.run(
            [*COMMAND, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=True
        )
        return answer.stdout

    def printed(self, name: str) -> str:
        """The address that the demo printed beside ``name``."""
        log = (self.folder.parent / "demo.log").read_text()
        return next(line.split()[1] for line in log.splitlines() if line.strip().startswith(name))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, started the way a reader of the README starts it."""
    folder = tmp_path_factory.mktemp("site") / "demo"
    log = folder.parent / "demo.log"
    port = _free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")}
    clean["EVENTAPP_CONFIRM_MINUTES"] = "60"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [*COMMAND, "demo", "--port", str(port), "--instance", str(folder)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=clean,
            cwd=folder.parent,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(port, process, log)
        _make_administrator(folder)
        password = json.loads((folder / "demo.json").read_text())[PLANNER_EMAIL]
        named = {**clean, "EVENTAPP_INSTANCE": str(folder), "EVENTAPP_PUBLIC_URL": url}
        yield Site(url, PLANNER_EMAIL, password, folder, named)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _make_administrator(folder: Path) -> None:
    """One account sees all pages: the planner runs the installation, too."""
    with closing(sqlite3.connect(folder / "eventapp.sqlite")) as database, database:
        database.execute("UPDATE account SET is_administrator = 1 WHERE email = ?", (PLANNER_EMAIL,))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            assert process.poll() is None, log.read_text()
        finally:
            connection.close()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


class Window:
    """A page in a browser that notes every complaint and every request to a foreign host."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.page: Page = context.new_page()
        self.site = site
        self.complaints: list[str] = []
        self.expects_refusals = False
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._see(request.url))

    def _hear(self, kind: str, text: str) -> None:
        refused = re.search(r"status of 4\d\d", text)
        if kind in {"error", "warning"} and not (refused and self.expects_refusals):
            self.complaints.append(text)

    def _see(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:", "about:")):
            self.complaints.append(f"foreign request: {url}")

    def open(self, path: str) -> Page:
        """Go to a page of ours."""
        self.page.goto(f"{self.site.url}{path}")
        return self.page

    def sign_in(self) -> Page:
        """Sign in as the planner of the demo."""
        self.open("/sign-in")
        self.page.fill("#email", self.site.email)
        self.page.fill("#password", self.site.password)
        self.page.press("#password", "Enter")
        self.page.wait_for_url("**/planning/")
        return self.page


OpenWindow = Callable[..., Window]
Readers = dict[tuple[bool, str], Window]


@pytest.fixture(scope="session")
def cookies(chromium: Browser, site: Site) -> dict[str, list[dict[str, object]]]:
    """The cookies of one sign-in a language: after too many sign-ins, the program asks to wait."""
    found: dict[str, list[dict[str, object]]] = {}
    for lang in ("de-DE", "en-GB"):
        context = chromium.new_context(locale=lang)
        Window(context, site).sign_in()
        found[lang] = [dict(cookie) for cookie in context.cookies()]
        context.close()
    return found


@pytest.fixture
def window(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[OpenWindow]:
    """Opens windows; at the end none of them may have complained."""
    opened: list[tuple[BrowserContext, Window]] = []

    def open_window(*, planner: bool = False, lang: str = "de-DE", **settings: object) -> Window:
        wishes = {"viewport": {"width": 1280, "height": 900}, "locale": lang, **settings}
        context = chromium.new_context(**wishes)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        if planner:
            context.add_cookies(request.getfixturevalue("cookies")[lang])
        made = Window(context, site)
        opened.append((context, made))
        return made

    yield open_window
    complaints = [complaint for _, made in opened for complaint in made.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def _readers(chromium: Browser, site: Site, cookies: dict[str, list[dict[str, object]]]) -> Iterator[Readers]:
    made: Readers = {}
    for planner, lang, scheme in ((False, "de-DE", "light"), (True, "de-DE", "light"), (False, "en-GB", "dark")):
        context = chromium.new_context(locale=lang, color_scheme=scheme)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        if planner:
            context.add_cookies(cookies[lang])  # type: ignore[arg-type]
        made[planner, lang] = Window(context, site)
        made[planner, lang].expects_refusals = True
    yield made
    for window in made.values():
        window.page.context.close()


@pytest.fixture
def reader(_readers: Readers) -> Iterator[Callable[[bool, str], Window]]:
    """A window that stays open between tests, for those that only look: German by day, English by night."""

    def look(planner: bool, lang: str) -> Window:
        window = _readers[planner, lang]
        window.page.set_viewport_size({"width": 1280, "height": 900})
        window.page.emulate_media(color_scheme="light" if lang == "de-DE" else "dark")
        return window

    yield look
    complaints = [complaint for window in _readers.values() for complaint in window.complaints]
    for window in _readers.values():
        window.complaints.clear()
    assert complaints == []
