"""Accounts: one-time links, passwords, and where they are signed in. The hash is argon2id."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, selectinload

from eventapp.domain.actor import Actor, Role
from eventapp.domain.erasures import Kind
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.passwords import is_easily_guessed
from eventapp.domain.texts import one_line
from eventapp.models import Account, BrowserSession, Membership, Organizer, PasswordLink
from eventapp.services import audit, counting, departures, erasures, guessing

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
LONGEST_DEPARTMENT = 200
LINK_LIFETIME = timedelta(hours=72)
TOKEN_BYTES = 32

HASHING = profiles.RFC_9106_LOW_MEMORY
_hasher = PasswordHasher.from_parameters(HASHING)


def hash_token(token: str) -> str:
    """What is stored of a random token: its SHA-256, which tells nothing about it."""
    return counting.key_of(token)


def fold(email: str) -> str:
    """An address as it is stored and compared. Not casefold(): that makes ``groß`` and ``gross`` one."""
    return unicodedata.normalize("NFC", email.strip()).lower()


# Reading


def by_email(session: Session, email: str) -> Account | None:
    """The account of an address, if there is one."""
    return session.scalar(select(Account).where(Account.email == fold(email)))


def all_accounts(session: Session) -> Sequence[Account]:
    """All accounts with their roles, by address."""
    roles = selectinload(Account.memberships).joinedload(Membership.organizer)
    return session.scalars(select(Account).options(roles).order_by(Account.email)).all()


def password_fits(account: Account | None, password: str) -> bool:
    """Whether the password is the account's. Takes as long for an unknown account as for a known one."""
    stored = account.password_hash if account and account.is_active else None
    try:
        return _hasher.verify(stored or _nobodys_hash(), _normal(password)) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_led_elsewhere(account: Account) -> bool:
    """Whether a provider alone looks after the account: there is no password to choose."""
    return bool(account.subject) and not account.password_hash


def is_awaited(account: Account) -> bool:
    """Whether somebody was invited and has not chosen a password yet."""
    return account.is_active and not account.password_hash and not account.subject


def sessions_of(session: Session, account: Account) -> Sequence[BrowserSession]:
    """Where the account is signed in, the last used first."""
    query = select(BrowserSession).where(BrowserSession.account_id == account.id)
    return session.scalars(query.order_by(BrowserSession.seen_at.desc())).all()


def link_for(session: Session, token: str, *, now: datetime) -> PasswordLink:
    """The one-time link with this token. Raises NotFound for unknown, used and expired ones alike."""
    link = session.scalar(select(PasswordLink).where(PasswordLink.token_hash == hash_token(token)))
    if link is None or link.expires_at <= now or not link.account.is_active:
        raise NotFound("accounts.link")
    return link


def get(session: Session, account_id: int, *, actor: Actor) -> Account:
    """One account, for who runs the installation. Raises NotFound."""
    account = session.get(Account, account_id)
    if account is None or not (actor.is_administrator or actor.is_system):
        raise NotFound("accounts.unknown", id=account_id)
    return account


# Changing


def create(
    session: Session,
    email: str,
    name: str,
    *,
    actor: Actor,
    now: datetime,
    roles: Sequence[tuple[Organizer, Role]] = (),
    is_administrator: bool = False,
) -> Account:
    """Enter an account that can't sign in yet. Raises InvalidValue("accounts.email_taken")."""
    if by_email(session, email):
        raise InvalidValue("accounts.email_taken", field="email", email=email)
    number = departures.next_number(session)
    account = Account(id=number, email=fold(email), name=name, created_at=now, is_administrator=is_administrator)
    account.memberships = [Membership(organizer=organizer, role=role) for organizer, role in roles]
    session.add(account)
    session.flush()
    audit.record(session, actor, "account.added", account, now=now, is_administrator=is_administrator)
    for organizer, role in roles:
        audit.record(session, actor, "account.role_given", account, now=now, organizer_id=organizer.id, role=role)
    return account


def grant(
    session: Session,
    account: Account,
    organizer: Organizer,
    role: Role,
    department: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    """Give an account a role for an organizer; False if it has it already.

    Raises InvalidValue("accounts.department_missing") for a multiplier without a department, which bounds what she
    sees, ("accounts.department_unused") for another role with one, ("accounts.department_long").
    """
    department = one_line(department)
    if role is Role.MULTIPLIER and not department:
        raise InvalidValue("accounts.department_missing", field="department")
    if role is not Role.MULTIPLIER and department:
        raise InvalidValue("accounts.department_unused", field="department")
    if len(department) > LONGEST_DEPARTMENT:
        raise InvalidValue("accounts.department_long", field="department", most=LONGEST_DEPARTMENT)
    if _membership(account, organizer, role, department):
        return False
    account.memberships.append(Membership(organizer=organizer, role=role, department=department))
    session.flush()
    audit.record(session, actor, "account.role_given", account, now=now, organizer_id=organizer.id, role=role)
    return True


def rename(session: Session, account: Account, name: str, *, actor: Actor, now: datetime) -> None:
    """Call somebody something else. Whom a provider alone looks after, it names: RuleBroken("accounts.named_there")."""
    if is_led_elsewhere(account):
        raise RuleBroken("accounts.named_there")
    if name != account.name:
        account.name = name
        audit.record(session, actor, "account.changed", account, now=now)
        session.flush()


def revoke(
    session: Session,
    account: Account,
    organizer: Organizer,
    role: Role,
    department: str = "",
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Take a role away; it ends with the next click. Raises NotFound("accounts.no_such_role")."""
    held = _membership(account, organizer, role, one_line(department))
    if held is None:
        raise NotFound("accounts.no_such_role")
    erasures.note(session, erasures.role(account, organizer.id, role, held.department))
    account.memberships.remove(held)
    session.flush()
    audit.record(session, actor, "account.role_taken", account, now=now, organizer_id=organizer.id, role=role)


def _membership(account: Account, organizer: Organizer, role: Role, department: str) -> Membership | None:
    wanted = (organizer, role, department)
    return next((one for one in account.memberships if (one.organizer, one.role, one.department) == wanted), None)


def make_link(
    session: Session, account: Account, *, actor: Actor, now: datetime, lasts: timedelta = LINK_LIFETIME
) -> str:
    """The token of a new one-time link with which the account sets its password. Earlier links end."""
    session.execute(delete(PasswordLink).where(PasswordLink.account_id == account.id))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(PasswordLink(account=account, token_hash=hash_token(token), expires_at=now + lasts))
    audit.record(session, actor, "account.link_made", account, now=now)
    session.flush()
    return token


def set_password(session: Session, account: Account, password: str, *, now: datetime) -> None:
    """Store a new password. All links and sessions of the account end.

    Raises InvalidValue as ``hash_password``.
    """
    store_password(session, account, hash_password(account, password), now=now)


def hash_password(account: Account, password: str) -> str:
    """What is stored of a new password. That takes long, on purpose, so a server holds no transaction meanwhile.

    Raises InvalidValue("accounts.password_length"), ("accounts.password_common") or ("accounts.password_same").
    """
    check_password(password, account)
    if account.password_hash and password_fits(account, password):
        raise InvalidValue("accounts.password_same", field="password")
    return _hasher.hash(_normal(password))


def store_password(session: Session, account: Account, password_hash: str, *, now: datetime) -> None:
    """Store what ``hash_password`` made. All links and sessions of the account end; a generator's codes are taken."""
    account.password_hash = password_hash
    guessing.lift(account, now=now)
    session.execute(delete(PasswordLink).where(PasswordLink.account_id == account.id))
    session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))
    audit.record(session, account.as_actor(), "account.password_set", account, now=now)
    session.flush()


def check_password(password: str, account: Account) -> None:
    """Raise InvalidValue for a password that is too short, or easily guessed. There are no other rules."""
    password = _normal(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidValue("accounts.password_length", field="password", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    personal = (*re.split(r"[\W_]+", account.email.partition("@")[0]), *account.name.split())
    if is_easily_guessed(password, personal):
        raise InvalidValue("accounts.password_common", field="password")


def end_session(session: Session, account: Account, id_hash: str, *, now: datetime) -> None:
    """Sign the account out in one browser. Raises NotFound("accounts.no_such_session") for those of others, too."""
    if not _end(session, account, BrowserSession.id_hash == id_hash, now=now):
        raise NotFound("accounts.no_such_session")


def end_other_sessions(session: Session, account: Account, kept: str, *, now: datetime) -> int:
    """Sign the account out everywhere but in the browser whose number hashes to ``kept``. Answers in how many."""
    return _end(session, account, BrowserSession.id_hash != kept, now=now)


def _end(session: Session, account: Account, which: ColumnElement[bool], *, now: datetime) -> int:
    ended = session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id, which))
    count = cast("CursorResult[Any]", ended).rowcount
    if count:
        audit.record(session, account.as_actor(), "account.sessions_ended", account, now=now, count=count)
    return count


def disable(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Take an account out of use. Its sessions and links end at once."""
    erasures.note(session, erasures.account(Kind.DISABLED, account))
    account.is_active = False
    session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))
    session.execute(delete(PasswordLink).where(PasswordLink.account_id == account.id))
    audit.record(session, actor, "account.disabled", account, now=now)
    session.flush()


def enable(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Take an account into use again, with the password it had."""
    account.is_active = True
    audit.record(session, actor, "account.enabled", account, now=now)
    session.flush()


def _normal(password: str) -> str:
    """The same bytes for the same letters, whatever keyboard they were typed on (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe())
