"""Passkeys in a real browser, whose device Chromium plays: made, shown as second step, as the way in, and anew."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update
from werkzeug.serving import make_server

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.models import BrowserSession
from eventapp.models.database import Database
from eventapp.services import accounts, kinds
from tests.chromium import OF_COLOURS, complaints_of_axe, fits

from .conftest import _free_port

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "kim@example.org", "vier-linden-am-stillen-see"


class House:
    """The program under a host that has a name, which passkeys need, with one account."""

    def __init__(self, folder: Path, **more: Any) -> None:
        port = _free_port()
        self.url = f"http://localhost:{port}"
        self.database = Database(f"sqlite:///{folder / 'passkeys.sqlite'}")
        self.database.upgrade()
        moment = datetime.now(UTC)
        with self.database.writing() as session:
            kinds.install_shipped(session, now=moment)
            account = accounts.create(session, EMAIL, "Kim Beispiel", actor=SYSTEM, now=moment)
            accounts.set_password(session, account, PASSWORD, now=moment)
        secret = "only for tests, and long enough to pass"
        settings = Settings(folder, str(self.database.url), self.url, secret, second_factor="required", **more)
        self.server = make_server("127.0.0.1", port, create_app(settings, self.database), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Serve no more."""
        self.server.shutdown()
        self.server.server_close()
        self.database.engine.dispose()

    def forget_proofs(self) -> None:
        """As if everybody had proved herself long ago."""
        with self.database.writing() as session:
            for held in session.query(BrowserSession).all():
                kept = {name: value for name, value in held.data.items() if name != "confirmed"}
                session.execute(update(BrowserSession).where(BrowserSession.id_hash == held.id_hash).values(data=kept))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.close()


@pytest.fixture
def page(chromium: Browser, house: House) -> Iterator[Page]:
    """A page whose device has a finger on it."""
    context = chromium.new_context(base_url=house.url, locale="de-DE")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def device(page: Page, **wishes: Any) -> tuple[Any, str]:
    """Give the browser a device; how it is spoken to, and its name."""
    spoken = page.context.new_cdp_session(page)
    spoken.send("WebAuthn.enable")
    usual = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = spoken.send("WebAuthn.addVirtualAuthenticator", {"options": {**usual, **wishes}})
    return spoken, added["authenticatorId"]


def with_password(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def is_for_everybody(page: Page) -> None:
    """Whether nothing on it keeps anybody out, by day and by night, on a wide window and a narrow one."""
    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/sign-in?out=1")


def test_S31_a_passkey_from_the_first_day_to_the_last(page: Page, house: House) -> None:
    spoken, number = device(page)
    with_password(page)
    page.goto("/account/second-factor")
    is_for_everybody(page)
    page.get_by_role("link", name="Lieber einen Passkey einrichten").click()
    page.wait_for_url("**/account/passkeys/new")
    is_for_everybody(page)
    page.fill("#name", "Diensthandy")
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.locator(".codes li")).to_have_count(10)
    is_for_everybody(page)
    page.get_by_role("link", name="Ich habe die Codes aufgehoben").click()
    page.wait_for_url("**/account")
    expect(page.get_by_text("Diensthandy", exact=True)).to_be_visible()
    is_for_everybody(page)
    for address in page.locator("a[href*='/account/passkeys/']").evaluate_all("all => all.map(link => link.href)"):
        page.goto(address)
        is_for_everybody(page)

    page.goto("/account/passkeys/new")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.get_by_text("Dieses Gerät hat schon einen Passkey").wait_for()

    sign_out(page)
    page.goto("/sign-in")
    is_for_everybody(page)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_role("button", name="Abmelden").wait_for()

    sign_out(page)
    with_password(page)
    expect(page).to_have_url(f"{house.url}/sign-in/second")
    is_for_everybody(page)
    page.get_by_role("button", name="Passkey benutzen").click()
    page.get_by_role("button", name="Abmelden").wait_for()

    house.forget_proofs()
    page.goto("/account/passkeys/new")
    assert "/account/confirm" in page.url
    is_for_everybody(page)
    page.get_by_role("button", name="Mit Passkey bestätigen").click()
    page.wait_for_url("**/account/passkeys/new")

    spoken.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    sign_out(page)
    page.goto("/sign-in")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_text("Der Passkey wurde nicht benutzt").wait_for()


def test_a_browser_without_passkeys_says_so(page: Page) -> None:
    page.add_init_script("delete window.PublicKeyCredential")

    page.goto("/sign-in")

    page.get_by_text("Dieser Browser kennt keine Passkeys.").wait_for()
    expect(page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
