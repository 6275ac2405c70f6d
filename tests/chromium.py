"""One Chromium for all tests that need a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache

import pytest
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


@cache
def _started() -> tuple[Playwright, Browser]:
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; the machine's own where there is one, else Playwright's.

    Each folder that imports this fixture has one of its own in pytest's eyes, while Playwright runs once a thread.
    So the first to ask starts the browser, and the first to leave, when all tests are over, ends it.
    """
    _playwright, browser = _started()
    yield browser
    if _started.cache_info().currsize:
        playwright, browser = _started()
        _started.cache_clear()
        browser.close()
        playwright.stop()


def space_out(page: Page) -> None:
    """Set the reader's text spacing."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
        TEXT_SPACING,
    )


def fits(page: Page) -> bool:
    """Whether the page can be read without scrolling sideways."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))
