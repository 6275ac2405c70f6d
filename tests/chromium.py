"""One Chromium for all tests that need a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
"""WCAG 2.2, 1.4.12: what a reader may set, and nothing may get lost."""


EVERY_RULE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast",)
"""What the night may change; all else is the same page."""


class _Shared:
    """The one browser, for as long as anybody holds it: Playwright runs once a thread."""

    def __init__(self) -> None:
        self._holders = 0
        self._running: tuple[Playwright, Browser] | None = None

    def take(self) -> Browser:
        if self._running is None:
            playwright = sync_playwright().start()
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            self._running = playwright, browser
        self._holders += 1
        return self._running[1]

    def give_back(self) -> None:
        self._holders -= 1
        if not self._holders and self._running:
            playwright, browser = self._running
            self._running = None
            browser.close()
            playwright.stop()


_shared = _Shared()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; the machine's own where there is one, else Playwright's. A folder that wants it imports this."""
    yield _shared.take()
    _shared.give_back()


def space_out(page: Page) -> None:
    """Set the reader's text spacing."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        TEXT_SPACING,
    )


def fits(page: Page) -> bool:
    """Whether the page can be read without scrolling sideways."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


def complaints_of_axe(page: Page, *rules: str) -> list[str]:
    """What axe finds against these rules, or against every one. It is given to a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": rules or EVERY_RULE, "resultTypes": ["violations"], "preload": False}
    look = """options => axe.run(options).then(found => found.violations.flatMap(rule =>
        rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""
    found: list[str] = page.evaluate(look, options)
    return found
