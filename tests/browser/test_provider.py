"""The way to a provider and back in a real browser, under our own policy, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.provider import hostile

from .test_passkeys import House, is_for_everybody

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with hostile.running() as provider:
        made = House(
            tmp_path,
            oidc_issuer=provider.issuer,
            oidc_client_id=hostile.CLIENT,
            oidc_client_secret="a secret of the tests",
            oidc_name="Stadtkonto",
            oidc_roles="planners=administrator",
        )
        yield made
        made.close()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_S30_the_button_leads_there_and_back(chromium: Browser, house: House, has_scripts: bool) -> None:
    context = chromium.new_context(base_url=house.url, locale="de-DE", java_script_enabled=has_scripts)
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto("/sign-in")
    if has_scripts:
        is_for_everybody(page)
    page.get_by_role("button", name="Mit Stadtkonto anmelden").click()
    page.get_by_role("button", name="Abmelden").wait_for()

    expect(page.get_by_text("Robin Beispiel").first).to_be_visible()
    if has_scripts:
        for path in ("/account", "/account/confirm"):
            page.goto(path)
            is_for_everybody(page)
    context.close()
    assert complaints == []
