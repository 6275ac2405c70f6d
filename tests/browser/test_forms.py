"""Forms keep what was typed, and ask before it is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from tests.chromium import complaints_of_axe

from .conftest import OpenWindow
from .places import PLANNING

pytestmark = pytest.mark.browser


def test_what_was_typed_is_kept_after_an_error(window: OpenWindow) -> None:
    opened = window(planner=True)
    opened.expects_refusals = True
    page = opened.open(PLANNING["new event"])
    typed = {
        "Titel": "Frauen & „Führung“",
        "Beginn: Tag": "31.02.2027",
        "Beginn: Uhrzeit": "halb zehn",
        "Ende: Uhrzeit": "12",
    }

    for label, text in typed.items():
        page.get_by_label(label, exact=True).first.fill(text)
    page.get_by_role("button", name="Versammlung anlegen").click()

    page.wait_for_selector(".error-summary")
    assert {label: page.get_by_label(label, exact=True).first.input_value() for label in typed} == typed


def test_leaving_asks_as_soon_as_something_was_typed(window: OpenWindow) -> None:
    page = window(planner=True).open(PLANNING["details"])
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Personen").first.click()
    page.wait_for_url("**/speakers")
    assert asked == []

    page.go_back()
    page.locator("#theme-de").press_sequentially("!")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Personen").first.click(no_wait_after=True)

    assert asked == ["beforeunload"]
    assert page.url.endswith("/details")


def test_saving_asks_nothing(window: OpenWindow) -> None:
    page = window(planner=True).open(PLANNING["hall"])
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))

    page.locator("#note").press_sequentially("Schlüssel beim Pförtner")
    page.get_by_role("button", name="Ort speichern").click()

    page.wait_for_url("**/venues")


def test_day_is_typed_or_picked(window: OpenWindow) -> None:
    page = window(planner=True).open(PLANNING["new event"])
    page.locator("[id='starts-day']").fill("8.11.27")

    page.get_by_role("button", name="Datum im Kalender auswählen").first.click()
    assert page.input_value(".date-picker >> nth=0") == "2027-11-08"
    page.locator(".date-picker").first.evaluate(
        "input => { input.value = '2027-11-12'; input.dispatchEvent(new Event('change')); }"
    )

    assert page.input_value("[id='starts-day']") == "12.11.2027"
    page.evaluate("document.querySelector('form.form').removeAttribute('data-warn-unsaved')")


def test_what_was_typed_outlives_the_session(window: OpenWindow, cookies: dict[str, list[dict[str, object]]]) -> None:
    opened = window(planner=True)
    opened.expects_refusals = True
    page = opened.open(PLANNING["new hall"])
    page.fill("#name", "Aula nach der Pause")
    page.context.clear_cookies()

    page.get_by_role("button", name="Ort speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte senden Sie noch einmal")
    expect(page.get_by_role("link", name="Melden Sie sich in einem neuen Fenster an.")).to_be_visible()
    assert complaints_of_axe(page) == []
    page.context.add_cookies(cookies["de-DE"])  # type: ignore[arg-type]  # as signing in elsewhere would
    page.get_by_role("button", name="Noch einmal senden").click()
    expect(page.get_by_text("Sie haben sich neu angemeldet")).to_be_visible()
    page.get_by_role("button", name="Noch einmal senden").click()

    page.wait_for_url("**/venues")
    expect(page.get_by_role("main")).to_contain_text("Aula nach der Pause")
