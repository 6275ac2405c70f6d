"""The passkeys of an account: a second factor, or a way in without a password."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.passkeys import NewPasskey, ShownPasskey, went_back
from eventapp.domain.texts import one_line
from eventapp.models import Account, Passkey
from eventapp.services import audit, second_factor

LONGEST_NAME = 80
MOST = 20


# Reading


def of(session: Session, account: Account) -> Sequence[Passkey]:
    """Her passkeys, the oldest first."""
    return session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)).all()


def get(session: Session, account: Account, passkey_id: int) -> Passkey:
    """One of hers. Raises NotFound for those of others, too."""
    found = session.get(Passkey, passkey_id)
    if found is None or found.account_id != account.id:
        raise NotFound("passkeys.unknown")
    return found


def by_credential(session: Session, credential_id: bytes) -> Passkey | None:
    """The passkey with this id."""
    return session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def handle_of(account: Account) -> bytes:
    """What an authenticator files the account under. It tells nothing about her (WebAuthn Level 2, section 14.6.1)."""
    words = f"eventapp/passkey/{account.id}/{account.created_at.isoformat()}"
    return hashlib.sha256(words.encode()).digest()


# Changing


def add(
    session: Session, account: Account, new: NewPasskey, name: str, *, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Enter a passkey. Answers recovery codes to be kept, where it is her first second factor.

    See ``second_factor.begin_anew`` for what the first one ends.

    Raises InvalidValue("passkeys.name_long"), ("passkeys.too_many"), ("passkeys.refused") for one that is known.
    """
    name = _checked_name(name)
    if len(of(session, account)) >= MOST:
        raise InvalidValue("passkeys.too_many", most=MOST)
    row = Passkey(
        account_id=account.id,
        credential_id=new.credential_id,
        public_key=new.public_key,
        sign_count=new.sign_count,
        name=name,
        created_at=now,
    )
    second_factor.begin_anew(session, account)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise InvalidValue("passkeys.refused") from error
    session.refresh(account, ["passkeys"])
    audit.record(session, actor, "account.passkey_added", account, now=now)
    if second_factor.recovery_codes_left(session, account):
        return ()
    return second_factor.renew_recovery_codes(session, account, actor=actor, now=now)


def rename(session: Session, passkey: Passkey, name: str, *, actor: Actor, now: datetime) -> None:
    """Call a passkey something else. Raises InvalidValue("passkeys.name_long")."""
    passkey.name = _checked_name(name)
    audit.record(session, actor, "account.passkey_renamed", passkey.account, now=now)
    session.flush()


def remove(session: Session, passkey: Passkey, *, is_required: bool, actor: Actor, now: datetime) -> None:
    """Let a passkey prove nothing any more. Recovery codes go with the last factor.

    Raises RuleBroken("second_factor.last") where the installation demands one, and this is her last.
    """
    account = passkey.account
    if is_required and not (second_factor.has_generator(account) or len(account.passkeys) > 1):
        second_factor.keep_last(account)
    account.passkeys.remove(passkey)
    session.flush()
    audit.record(session, actor, "account.passkey_removed", account, now=now)
    second_factor.forget_unneeded_codes(session, account)


def use(session: Session, passkey: Passkey, shown: ShownPasskey, *, now: datetime) -> bool:
    """Take note that a passkey proved itself. False, and noted, where its counter has not grown: it may be a copy."""
    locked = session.get_one(Passkey, passkey.id, with_for_update=True, populate_existing=True)
    if went_back(locked.sign_count, shown.sign_count):
        audit.record(session, NOBODY, "account.passkey_copied", locked.account, now=now)
        return False
    locked.sign_count, locked.used_at = shown.sign_count, now
    session.flush()
    return True


def _checked_name(name: str) -> str:
    name = one_line(name)
    if not name:
        raise InvalidValue("passkeys.name_missing", field="name")
    if len(name) > LONGEST_NAME:
        raise InvalidValue("passkeys.name_long", field="name", most=LONGEST_NAME)
    return name
