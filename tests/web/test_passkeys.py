"""Passkeys against the server alone: what is taken, and all that must not be. tests/browser has a real browser's."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventapp.adapters import passkeys as adapter
from eventapp.config import Settings
from eventapp.domain.errors import InvalidValue
from eventapp.models import Account, AuditEntry, BrowserSession, Passkey, RecoveryCode
from tests.conftest import SECRET
from tests.factories import PASSWORD, Factories
from tests.pages import Browser
from tests.web.authenticator import PRESENT, Device, coded, decoded
from tests.web.world import another

ORIGIN = "http://localhost:8000"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a host that has a name: there are no passkeys for bare IP addresses."""
    return Settings(
        instance=tmp_path, database_url="sqlite://", public_url=ORIGIN, secret_key=SECRET, second_factor="offered"
    )


@pytest.fixture
def device() -> Device:
    return Device(ORIGIN, "localhost")


@pytest.fixture
def owner(browser: Browser, make: Factories, device: Device) -> Account:
    """Somebody with a password and a passkey on ``device``, who is signed in."""
    account = make.account(make.organizer())
    browser.sign_in(account)
    add(browser, device)
    return account


def wish(browser: Browser, path: str) -> dict[str, Any]:
    """What the page's script would be told."""
    return dict(browser.post(f"{path}/options", expect=200).get_json())


def add(browser: Browser, device: Device, name: str = "Diensthandy", expect: int = 200) -> str:
    path = "/account/passkeys/new"
    answer = device.make(wish(browser, path))
    return browser.post(path, {"name": name, "answer": answer}, expect=expect).text


def enter(browser: Browser, answer: str) -> bool:
    """Whether an answer lets its owner in without a password."""
    browser.post("/sign-in/passkey", {"answer": answer})
    return browser.open("/planning/").status_code == 200


def with_password(browser: Browser, account: Account) -> Browser:
    browser.post("/sign-in", {"email": account.email, "password": PASSWORD})
    return browser


def test_S31_a_passkey_is_asked_for_beside_the_password(browser: Browser, owner: Account, device: Device) -> None:
    browser.post("/sign-out")
    with_password(browser, owner)
    browser.get("/planning/", expect=303)
    assert "Passkey benutzen" in browser.get("/sign-in/second").text
    options = wish(browser, "/sign-in/second/passkey")
    assert len(options["allowCredentials"]) == 1

    browser.post("/sign-in/second/passkey", {"answer": device.show(options)})

    browser.get("/planning/")


def test_S31_a_passkey_with_a_pin_is_a_way_in_without_a_password(
    browser: Browser, owner: Account, device: Device
) -> None:
    browser.post("/sign-out")
    options = wish(browser, "/sign-in/passkey")
    assert options["userVerification"] == "required"
    assert not options["allowCredentials"]

    assert enter(browser, device.show(options))


def test_S29_a_passkey_proves_anew_that_it_is_her(
    browser: Browser, session: Session, owner: Account, device: Device
) -> None:
    held = session.scalars(select(BrowserSession).where(BrowserSession.account_id == owner.id)).one()
    held.data = {**held.data, "confirmed": (datetime.now(UTC) - timedelta(minutes=11)).isoformat()}
    session.commit()
    browser.get("/account/passkeys/new", expect=303)
    answer = device.show(wish(browser, "/account/confirm/passkey"))

    led = browser.post("/account/confirm/passkey", {"answer": answer, "next": "/account/passkeys/new"})

    assert led.location == "/account/passkeys/new"
    browser.get("/account/passkeys/new")


Lie = Callable[[Device], Device]
LIES: dict[str, Lie] = {
    "another site": lambda device: replace(device, origin="http://evil.example"),
    "another port of this machine": lambda device: replace(device, origin="http://localhost:8001"),
    "a site within ours": lambda device: replace(device, origin="http://sub.localhost:8000"),
    "another party": lambda device: replace(device, party="evil.example"),
    "a frame of another site": lambda device: replace(device, is_framed=True),
    "no PIN": lambda device: replace(device, flags=PRESENT),
    "nobody there": lambda device: replace(device, flags=0),
    "another key": lambda device: replace(device, key=Device(ORIGIN, "localhost").key),
    "an unknown passkey": lambda device: replace(device, credential_id=b"nobody knows me."),
    "a passkey for somebody else": lambda device: replace(device, handle=b"x" * 32),
    "no word whom it is for": lambda device: replace(device, handle=b""),
}


def test_S31_a_passkey_that_lies_lets_nobody_in(browser: Browser, owner: Account, device: Device) -> None:
    browser.post("/sign-out")

    believed = [
        name for name, lie in LIES.items() if enter(browser, lie(device).show(wish(browser, "/sign-in/passkey")))
    ]

    assert believed == []
    assert enter(browser, device.show(wish(browser, "/sign-in/passkey")))


def test_S31_a_challenge_is_good_for_once_for_five_minutes_and_for_one_purpose(
    app: Flask, session: Session, browser: Browser, owner: Account, device: Device
) -> None:
    device.counts = False  # as those that live in the cloud, so that no counter helps
    other = another(app, session)
    other.get("/sign-in")
    answer = device.show(wish(other, "/sign-in/passkey"))
    assert enter(other, answer)
    other.post("/sign-out")

    assert not enter(other, answer)
    assert not enter(other, device.show({"challenge": "AAAA"}))
    old = device.show(wish(other, "/sign-in/passkey"))
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6), tick=True):
        assert not enter(other, old)
    with_password(other, owner)
    second = device.show(wish(other, "/sign-in/second/passkey"))
    assert not enter(other, second)
    browser.post("/sign-out")
    strange = device.show(wish(browser, "/sign-in/passkey"))
    assert not enter(other, strange)
    assert enter(other, device.show(wish(other, "/sign-in/passkey")))


def test_S31_a_counter_that_goes_back_tells_of_a_copy(
    browser: Browser, session: Session, owner: Account, device: Device
) -> None:
    session.execute(update(Passkey).values(sign_count=7))
    session.commit()
    browser.post("/sign-out")

    assert not enter(browser, device.show(wish(browser, "/sign-in/passkey")))
    assert not enter(browser, replace(device, count=6).show(wish(browser, "/sign-in/passkey")))
    assert enter(browser, replace(device, count=7).show(wish(browser, "/sign-in/passkey")))

    noted = select(func.count()).where(AuditEntry.act == "account.passkey_copied")
    assert session.scalar(noted) == 2


def test_S27_a_closed_account_has_no_passkeys(
    browser: Browser, session: Session, owner: Account, device: Device
) -> None:
    browser.post("/sign-out")
    owner.is_active = False
    session.commit()

    assert not enter(browser, device.show(wish(browser, "/sign-in/passkey")))


def test_S31_nobody_proves_herself_with_the_passkey_of_others(
    app: Flask, session: Session, make: Factories, owner: Account, device: Device
) -> None:
    other = make.account(make.organizer())
    visitor = another(app, session).sign_in(other)
    add(visitor, Device(ORIGIN, "localhost"))
    visitor.post("/sign-out")
    with_password(visitor, other)

    visitor.post("/sign-in/second/passkey", {"answer": device.show(wish(visitor, "/sign-in/second/passkey"))})

    visitor.get("/planning/", expect=303)


def test_a_passkey_of_others_is_not_found(app: Flask, session: Session, make: Factories, owner: Account) -> None:
    number = session.scalars(select(Passkey.id).where(Passkey.account_id == owner.id)).one()
    visitor = another(app, session).sign_in(make.account(make.organizer()))

    for rest in ("", "/remove"):
        visitor.get(f"/account/passkeys/{number}{rest}", expect=404)
        visitor.post(f"/account/passkeys/{number}{rest}", {"name": "Meiner"}, expect=404)


def test_the_first_factor_comes_with_recovery_codes_and_the_last_takes_them(
    browser: Browser, session: Session, make: Factories, device: Device
) -> None:
    browser.sign_in(make.account(make.organizer()))

    shown = add(browser, device)
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", shown)) == 10
    add(browser, Device(ORIGIN, "localhost"), "Sicherheitsschlüssel", expect=303)
    page = browser.get("/account").text
    assert "Diensthandy" in page
    assert "Sicherheitsschlüssel" in page

    first, second = session.scalars(select(Passkey.id).order_by(Passkey.id)).all()
    browser.post(f"/account/passkeys/{first}", {"name": " Mein  Telefon "})
    browser.post(f"/account/passkeys/{first}", {"name": ""}, expect=422)
    assert session.get_one(Passkey, first).name == "Mein Telefon"
    browser.post(f"/account/passkeys/{second}/remove")
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 10
    browser.post(f"/account/passkeys/{first}/remove")
    assert session.scalar(select(func.count()).select_from(RecoveryCode)) == 0
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act.like("account.passkey%"))).all()
    assert acts == ["account.passkey_added"] * 2 + ["account.passkey_renamed"] + ["account.passkey_removed"] * 2


def test_S31_the_last_factor_stays_where_one_is_demanded(
    app: Flask, browser: Browser, session: Session, owner: Account
) -> None:
    object.__setattr__(app.extensions["eventapp.settings"], "second_factor", "required")
    number = session.scalars(select(Passkey.id)).one()

    said = browser.post(f"/account/passkeys/{number}/remove", expect=422).text

    assert "dies ist Ihr letzter" in said
    add(browser, Device(ORIGIN, "localhost"), expect=303)
    browser.post(f"/account/passkeys/{number}/remove")
    browser.get("/planning/")


def test_the_same_passkey_is_taken_once(browser: Browser, owner: Account, device: Device) -> None:
    assert "ließ sich nicht prüfen" in add(browser, device, expect=422)


def test_S31_a_passkey_that_was_made_elsewhere_is_not_taken(browser: Browser, make: Factories) -> None:
    browser.sign_in(make.account(make.organizer()))

    for lie in ("another site", "another party", "a frame of another site", "nobody there"):
        add(browser, LIES[lie](Device(ORIGIN, "localhost")), expect=422)


def test_pages_say_what_to_do_without_scripts(browser: Browser, owner: Account) -> None:
    assert "oder richten Sie eine Code-App ein" in browser.get("/account/passkeys/new").text
    browser.post("/sign-out")
    assert "<noscript>" in browser.get("/sign-in").text
    with_password(browser, owner)

    page = browser.get("/sign-in/second").text

    assert "oder nehmen Sie einen Code" in page
    assert "Einer Ihrer Ersatzcodes" in page


def test_S15_nonsense_is_refused_in_peace(browser: Browser, owner: Account) -> None:
    for answer in ("", "null", "[]", "{}", '{"rawId": 1}', "[" * 5_000, "x" * 70_000, "\ud7ff"):
        wish(browser, "/account/passkeys/new")
        browser.post("/account/passkeys/new", {"answer": answer, "name": "x"}, expect=422)
        wish(browser, "/sign-in/passkey")
        browser.post("/sign-in/passkey", {"answer": answer})


few = hypothesis.settings(max_examples=60, deadline=None)
BITS = st.tuples(st.integers(0, 400), st.integers(1, 255))


@few
@given(st.lists(BITS, min_size=1, max_size=3), st.sampled_from(["attestationObject", "clientDataJSON"]))
def test_S15_a_new_passkey_that_was_tampered_with_breaks_nothing(bits: list[tuple[int, int]], part: str) -> None:
    us = adapter.Party("localhost", ORIGIN)
    options = adapter.creation_options(us, b"c" * 32, b"h" * 32, "kim@example.org", "Kim", ())
    answer = _tampered(Device(ORIGIN, "localhost").make(options), part, bits)

    with contextlib.suppress(InvalidValue):
        adapter.made(us, b"c" * 32, answer)


@few
@given(st.lists(BITS, min_size=1, max_size=3), st.sampled_from(["authenticatorData", "clientDataJSON", "signature"]))
def test_S15_a_proof_that_was_tampered_with_is_none(bits: list[tuple[int, int]], part: str) -> None:
    us = adapter.Party("localhost", ORIGIN)
    device = Device(ORIGIN, "localhost")
    new = adapter.made(us, b"c" * 32, device.make(adapter.creation_options(us, b"c" * 32, b"h" * 32, "a", "b", ())))
    whole = device.show(adapter.request_options(us, b"d" * 32, (), must_verify=True))
    answer = _tampered(whole, part, bits)
    if json.loads(answer) == json.loads(whole):
        return

    with pytest.raises(InvalidValue):
        adapter.shown(us, b"d" * 32, answer, new.public_key, must_verify=True)


def _tampered(answer: str, part: str, bits: list[tuple[int, int]]) -> str:
    read = json.loads(answer)
    content = bytearray(decoded(read["response"][part]))
    for place, bit in bits:
        content[place % len(content)] ^= bit
    read["response"][part] = coded(bytes(content))
    return json.dumps(read)


def test_there_are_no_passkeys_for_a_bare_address() -> None:
    assert adapter.party("http://127.0.0.1:8000") is None
    assert adapter.party("https://[::1]") is None
    assert adapter.party("https://Versammlung.example.org:443") == adapter.Party(
        "versammlung.example.org", "https://versammlung.example.org"
    )
