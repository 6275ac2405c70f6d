"""From sign-in to a calendar entry: by keyboard alone, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenWindow

pytestmark = pytest.mark.browser

_AT = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const name = at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent;
    return { name: name.replace(/\\s+/g, ' ').trim(), html: at.outerHTML.slice(0, 200),
             ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
}"""


class Keyboard:
    """Somebody without a mouse. Wherever she stops, she sees where she is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.stops = 0

    def to(self, name: str) -> Keyboard:
        """Press Tab until the thing called ``name`` (a pattern) has the focus."""
        passed = []
        for _ in range(120):
            self._page.keyboard.press("Tab")
            at = self._page.evaluate(_AT)
            if at is None:
                continue
            self.stops += 1
            assert at["ring"], f"no ring at {at['html']}"
            if re.fullmatch(name, at["name"]):
                return self
            passed.append(at["name"])
        raise AssertionError(f"no {name!r} among {passed}")

    def type(self, text: str) -> Keyboard:
        """Replace what stands in the field."""
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(text)
        return self

    def press(self, key: str) -> Keyboard:
        self._page.keyboard.press(key)
        return self

    def follow(self, name: str, address: str) -> Keyboard:
        """Go to a link or button, use it, and arrive at an address (a pattern)."""
        self.to(name).press("Enter")
        self._page.wait_for_url(re.compile(address))
        return self


def order(page: Page) -> list[str]:
    """The titles of the program as the editor lists them."""
    return page.eval_on_selector_all("[data-item]", "all => all.map(item => item.dataset.title)")  # type: ignore[no-any-return]


def start_in(calendar: str) -> str:
    """The start of the one event in a calendar file."""
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", calendar, re.DOTALL)
    assert len(events) == 1
    return re.findall(r"^DTSTART[^\r\n]*", events[0], re.MULTILINE)[0]  # type: ignore[no-any-return]


def test_whole_way_can_be_walked_by_keyboard_alone(window: OpenWindow) -> None:
    opened = window()
    page = opened.open("/sign-in")
    keys = Keyboard(page)

    keys.to("E-Mail-Adresse").type(opened.site.email).to("Kennwort").type(opened.site.password)
    keys.press("Enter")
    page.wait_for_url("**/planning/")
    keys.follow("Versammlung anlegen", "/events/new$")
    keys.to("Titel").type("Versammlung mit der Tastatur")
    keys.to("Beginn: Tag.*").type("12.03.2027").to("Beginn: Uhrzeit.*").type("9:00").to("Ende: Uhrzeit.*").type("12")
    keys.to("Nur für Beschäftigte").press("ArrowDown")
    keys.follow("Versammlung anlegen", "/program/$")

    keys.follow("Ersten Punkt eintragen", "/program/new")
    keys.to("Funktion").type("Vor").to("Titel.*").type("Zweites").to("Dauer.*").type("60")
    keys.follow("Programmpunkt eintragen", "/program/$")
    keys.follow("Punkt anfügen", "/program/new")
    keys.to("Titel.*").type("Erstes").follow("Programmpunkt eintragen", "/program/$")
    assert order(page) == ["Zweites", "Erstes"]

    page.wait_for_selector(".handle")
    keys.to("Verschieben.*: Erstes").press("Alt+ArrowUp")
    expect(page.locator("[data-item]").first).to_have_attribute("data-title", "Erstes")
    assert "Erstes" in page.evaluate(_AT)["name"]
    expect(page.get_by_role("status").last).to_have_text("Erstes steht jetzt an Stelle 1 von 2.")
    keys.to("Minuten: Erstes").type("45").press("Enter")
    expect(page.locator("#program-sum")).to_contain_text("1 Std. 45 Min.")
    expect(page.get_by_label("Minuten: Erstes")).to_be_focused()

    page.evaluate("document.activeElement.blur()")
    keys.follow("Ankündigen.*", "/announce$")
    keys.to("Verbindlich|Vorläufig.*")
    page.get_by_label("Verbindlich").press("Space")
    keys.follow("Fassung 1 ankündigen", "/announce$")
    expect(page.get_by_text("Fassung 1 ist angekündigt.")).to_be_visible()
    keys.follow("Seite öffnen", "/events/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Versammlung mit der Tastatur")

    keys.to("In den Kalender").press("Enter").to("Datei für Outlook.*")
    with page.expect_download() as download:
        keys.press("Enter")
    assert start_in(download.value.path().read_text()) == "DTSTART;TZID=Europe/Berlin:20270312T090000"
    assert keys.stops > 80


def test_whole_way_can_be_walked_without_javascript(window: OpenWindow) -> None:
    opened = window(java_script_enabled=False)
    page = opened.open("/sign-in")
    page.fill("#email", opened.site.email)
    page.fill("#password", opened.site.password)
    page.get_by_role("button", name="Anmelden").click()

    page.get_by_role("link", name="Versammlung anlegen").click()
    page.get_by_label("Titel", exact=True).fill("Versammlung ohne Skript")
    page.get_by_label("Beginn: Tag").fill("8.11.27")
    page.get_by_label("Beginn: Uhrzeit").fill("9.30 Uhr")
    page.get_by_label("Ende: Uhrzeit").fill("13")
    page.get_by_role("button", name="Versammlung anlegen").click()

    page.get_by_role("link", name="Ersten Punkt eintragen").click()
    page.get_by_label("Titel", exact=False).first.fill("Zweites")
    page.get_by_role("button", name="Programmpunkt eintragen").click()
    page.get_by_role("link", name="Punkt anfügen").first.click()
    page.get_by_label("Titel", exact=False).first.fill("Erstes")
    page.get_by_role("button", name="Programmpunkt eintragen").click()

    page.get_by_role("button", name="Nach oben: Erstes").click()
    titles = page.locator(".item-row__title a")
    expect(titles).to_have_text(["Erstes", "Zweites"])
    page.wait_for_url("**/program/#item-*")
    page.get_by_label("Minuten: Zweites").fill("75")
    page.get_by_role("button", name="Dauer von Zweites").click()
    expect(page.locator("#program-sum")).to_contain_text("1 Std. 45 Min.")

    page.get_by_role("link", name="Ankündigen").first.click()
    page.get_by_label("Verbindlich").check()
    page.get_by_role("button", name="Fassung 1 ankündigen").click()
    page.get_by_role("link", name="Seite öffnen").click()
    page.locator("summary", has_text="In den Kalender").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Datei für Outlook").click()
    assert start_in(download.value.path().read_text()) == "DTSTART;TZID=Europe/Berlin:20271108T093000"
