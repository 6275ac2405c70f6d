"""Accounts: passwords, one-time links, and pauses after failures."""

from __future__ import annotations

from typing import Any

import pytest
from argon2 import PasswordHasher, Type
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.models import BrowserSession, PasswordLink
from eventapp.services import accounts
from tests.conftest import NOW
from tests.factories import PASSWORD, Factories


def test_S23_passwords_are_hashed_with_argon2id_as_its_rfc_recommends() -> None:
    assert (accounts.HASHING.type, accounts.HASHING.time_cost, accounts.HASHING.memory_cost) == (Type.ID, 3, 64 * 1024)


def test_a_password_is_stored_as_argon2id_and_fits_itself_alone(make: Factories) -> None:
    account = make.account()

    assert (account.password_hash or "").startswith("$argon2id$")
    assert accounts.password_fits(account, PASSWORD)
    assert not accounts.password_fits(account, PASSWORD + "x")
    assert not accounts.password_fits(make.account(password=None), PASSWORD)


def test_a_long_password_counts_to_its_last_character(session: Session, make: Factories) -> None:
    long = "Die Würde des Menschen ist unantastbar. Sie zu achten und zu schützen ist Verpflichtung. 🗝" * 2
    account = make.account(password=long)

    assert len(long) > 128
    assert accounts.password_fits(account, long)
    assert not accounts.password_fits(account, long[:-1] + "x")


def test_the_same_letters_fit_however_they_were_typed(make: Factories) -> None:
    account = make.account(password="grüne Äpfel am Bach")

    assert accounts.password_fits(account, "gru\u0308ne A\u0308pfel am Bach")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elf zeichen", "password_length"),
        ("x" * 257, "password_length"),
        ("passwort1234", "password_common"),
        ("kim-muster-2026", "password_common"),
        ("rika.redner99", "password_common"),
    ],
)
def test_a_short_or_common_password_is_refused(session: Session, make: Factories, password: str, code: str) -> None:
    account = make.account(password=None, email="rika.redner@example.org")

    with pytest.raises(InvalidValue, match=code):
        accounts.set_password(session, account, password, now=NOW)


def test_an_unknown_account_costs_as_many_hashes_as_a_known_one(
    make: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002
            counted.append("verify")
            return super().verify(hash, password)

    known, disabled = make.account(), make.account()
    disabled.is_active = False
    monkeypatch.setattr(accounts, "_hasher", Counting())

    costs = []
    for account in (known, None, disabled):
        counted.clear()
        accounts.password_fits(account, "falsch")
        costs.append(len(counted))

    assert costs == [1, 1, 1]


def test_a_link_works_once_and_not_for_ever(session: Session, make: Factories) -> None:
    account = make.account(password=None)
    first = accounts.make_link(session, account, actor=SYSTEM, now=NOW)
    second = accounts.make_link(session, account, actor=SYSTEM, now=NOW)

    with pytest.raises(NotFound):
        accounts.link_for(session, first, now=NOW)
    assert accounts.link_for(session, second, now=NOW).account is account
    assert second not in session.scalars(select(PasswordLink.token_hash)).all()
    with pytest.raises(NotFound):
        accounts.link_for(session, second, now=NOW + accounts.LINK_LIFETIME)
    accounts.set_password(session, account, PASSWORD, now=NOW)
    with pytest.raises(NotFound):
        accounts.link_for(session, second, now=NOW)


def test_disabling_ends_sessions_and_links_at_once(session: Session, make: Factories) -> None:
    account = make.account()
    session.add(BrowserSession(id_hash="x", account_id=account.id, data={}, created_at=NOW, seen_at=NOW))
    token = accounts.make_link(session, account, actor=SYSTEM, now=NOW)

    accounts.disable(session, account, actor=SYSTEM, now=NOW)

    assert session.scalars(select(BrowserSession.id_hash).where(BrowserSession.account_id == account.id)).all() == []
    assert not accounts.password_fits(account, PASSWORD)
    with pytest.raises(NotFound):
        accounts.link_for(session, token, now=NOW)
    accounts.enable(session, account, actor=SYSTEM, now=NOW)
    assert accounts.password_fits(account, PASSWORD)


def test_an_address_is_one_account_whatever_its_capitals(session: Session, make: Factories) -> None:
    make.account(email="Kim@Example.org")

    with pytest.raises(InvalidValue, match=r"accounts\.email_taken"):
        make.account(email="kim@example.org ")
    assert make.account(email="groß@example.org").id != make.account(email="gross@example.org").id
