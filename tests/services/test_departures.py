"""Accounts that are deleted, with all that hangs on them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.errors import RuleBroken
from eventapp.models import (
    Account,
    AuditEntry,
    BrowserSession,
    FamiliarNetwork,
    Membership,
    Passkey,
    PasswordLink,
    RecoveryCode,
)
from eventapp.services import accounts, audit, departures
from tests.conftest import NOW
from tests.factories import Factories


def test_S59_all_of_an_account_goes_and_the_log_keeps_its_number(session: Session, make: Factories) -> None:
    kim = make.account(make.organizer(), is_administrator=True)
    rika = accounts.create(
        session, "rika@example.org", "Rika", actor=SYSTEM, now=NOW, roles=[(make.organizer(), Role.NEEDS)]
    )
    accounts.make_link(session, rika, actor=rika.as_actor(), now=NOW)
    number = rika.id
    passkey = {"credential_id": b"c", "public_key": b"k", "sign_count": 0, "name": "Telefon", "created_at": NOW}
    session.add_all([
        BrowserSession(id_hash="a" * 64, account_id=number, created_at=NOW, seen_at=NOW),
        Passkey(account_id=number, **passkey),
        RecoveryCode(account_id=number, code_hash="b" * 64),
        FamiliarNetwork(account_id=number, network_hash="c" * 64, seen_at=NOW),
    ])  # fmt: skip
    session.commit()

    departures.remove(session, rika, actor=kim.as_actor(), now=NOW)
    session.commit()

    assert session.scalars(select(Account.id)).all() == [kim.id]
    for table in (BrowserSession, Membership, Passkey, PasswordLink, RecoveryCode, FamiliarNetwork):
        left = select(func.count()).select_from(table).where(table.account_id == number)
        assert session.scalar(left) == 0, table.__tablename__
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "account.removed")).one()
    assert (entry.thing_kind, entry.thing_id, entry.details) == ("account", number, {})
    assert not audit.check(session).fault
    assert accounts.create(session, "toni@example.org", "Toni", actor=SYSTEM, now=NOW).id > number


def test_the_last_account_that_runs_the_installation_stays(session: Session, make: Factories) -> None:
    kim = make.account(is_administrator=True)
    toni = make.account(is_administrator=True)
    accounts.disable(session, toni, actor=SYSTEM, now=NOW)

    with pytest.raises(RuleBroken, match=r"accounts\.last_administrator"):
        departures.remove(session, kim, actor=SYSTEM, now=NOW)
    departures.remove(session, toni, actor=SYSTEM, now=NOW)

    assert session.scalars(select(Account.id)).all() == [kim.id]
