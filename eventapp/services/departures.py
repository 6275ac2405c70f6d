"""Accounts that are deleted: all that is theirs goes at once, and their number is nobody else's afterwards (DP-7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.erasures import Kind
from eventapp.domain.errors import RuleBroken
from eventapp.models import Account, AuditEntry
from eventapp.services import audit, erasures

# Reading


def next_number(session: Session) -> int | None:
    """The number of the next account, where the database would give that of a deleted one anew; None otherwise.

    The log names accounts by number once their names are gone from it, so a number must not change hands.
    """
    if session.get_bind().dialect.name != "sqlite":
        return None
    used = (
        select(func.max(Account.id)),
        select(func.max(AuditEntry.actor_id)),
        select(func.max(AuditEntry.thing_id)).where(AuditEntry.thing_kind == Account.__tablename__),
    )
    return max(session.scalar(query) or 0 for query in used) + 1


# Changing


def remove(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Delete an account. Raises RuleBroken("accounts.last_administrator") where nobody would run the installation."""
    others = select(Account.id).where(Account.is_administrator, Account.is_active, Account.id != account.id)
    if account.is_administrator and session.scalars(others.with_for_update()).first() is None:
        raise RuleBroken("accounts.last_administrator")
    erase(session, account, actor=actor, now=now)


def erase(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Delete an account with its roles, sessions, links, passkeys and codes. Its number stays in the log."""
    erasures.note(session, erasures.account(Kind.ACCOUNT, account))
    audit.record(session, actor, "account.removed", account, now=now)
    session.flush()
    session.delete(account)  # what refers to it goes by its foreign keys
    session.flush()
    session.expire_all()
