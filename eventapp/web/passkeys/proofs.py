"""A passkey's proof: the challenge that a browser was given, and whether the answer to it is right.

A challenge lies in the session on the server, is good for once and for five minutes, and for one purpose.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from flask import request
from flask import session as browser
from sqlalchemy.orm import Session

from eventapp.adapters import passkeys as adapter
from eventapp.adapters.passkeys import Party
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.passkeys import NewPasskey
from eventapp.models import Account
from eventapp.request import get_database, get_settings, now
from eventapp.services import accounts, passkeys
from eventapp.web.sessions import attempts

_HELD = "passkey"
_LASTS = timedelta(minutes=5)
_BYTES = 32


class Purpose(StrEnum):
    """What a passkey is asked for."""

    NEW = "new"
    ENTRY = "entry"
    SECOND = "second"
    CONFIRM = "confirm"


_MUST_VERIFY = frozenset({Purpose.ENTRY, Purpose.CONFIRM})
"""Here the passkey stands alone, so the device has to ask for a PIN, a finger or a face."""


def are_possible() -> bool:
    """Whether this installation can take passkeys."""
    return adapter.party(get_settings().public_url) is not None


def _party() -> Party:
    us = adapter.party(get_settings().public_url)
    if us is None:
        raise NotFound("passkeys.unknown")
    return us


def creation(account: Account) -> dict[str, Any]:
    """What the browser is asked for to make one more passkey for ``account``."""
    known = [key.credential_id for key in account.passkeys]
    handle = passkeys.handle_of(account)
    return adapter.creation_options(_party(), _challenge(Purpose.NEW), handle, account.email, account.name, known)


def wish(purpose: Purpose, account: Account | None = None) -> dict[str, Any]:
    """What the browser is asked for to show a passkey: one of ``account``, or any."""
    known = [key.credential_id for key in account.passkeys] if account else []
    return adapter.request_options(_party(), _challenge(purpose), known, must_verify=purpose in _MUST_VERIFY)


def made() -> NewPasskey:
    """The passkey that the browser has made. Raises InvalidValue("passkeys.refused")."""
    challenge = _taken(Purpose.NEW)
    if challenge is None:
        raise InvalidValue("passkeys.refused")
    return adapter.made(_party(), challenge, _answer())


def owner() -> Account | None:
    """Whose passkey the browser shows as the way in; None if it isn't right, or the account is closed.

    Whom a provider looks after comes in through it alone: else she would stay in when it lets her go.
    """
    challenge = _taken(Purpose.ENTRY)
    try:
        credential_id = adapter.credential_of(_answer())
    except InvalidValue:
        return None
    with get_database().reading() as session:
        key = passkeys.by_credential(session, credential_id)
        account_id = key.account_id if key else None
    account = attempts.identified(account_id) if account_id else None
    if account is None or not account.is_active or accounts.is_led_elsewhere(account):
        return None
    return account if _is_proved(Purpose.ENTRY, account, challenge) else None


def proves(purpose: Purpose, account: Account) -> bool:
    """Whether the browser shows a passkey of ``account``. A signature can't be guessed, so failures aren't counted."""
    return _is_proved(purpose, account, _taken(purpose))


def _is_proved(purpose: Purpose, account: Account, challenge: bytes | None) -> bool:
    answer = _answer()

    def is_accepted(session: Session, owner: Account) -> bool:
        return challenge is not None and _accepts(session, owner, purpose, challenge, answer)

    return attempts.has_proof(account, is_accepted)


def _accepts(session: Session, account: Account, purpose: Purpose, challenge: bytes, answer: str) -> bool:
    try:
        key = passkeys.by_credential(session, adapter.credential_of(answer))
        if key is None or key.account_id != account.id:
            return False
        must_verify = purpose in _MUST_VERIFY
        shown = adapter.shown(_party(), challenge, answer, key.public_key, must_verify=must_verify)
    except InvalidValue:
        return False
    # Where nobody has said yet who she is, the key must say whom it was made for (section 7.2, step 6).
    if shown.handle is None and purpose is Purpose.ENTRY:
        return False
    if shown.handle is not None and not compare_digest(shown.handle, passkeys.handle_of(account)):
        return False
    return passkeys.use(session, key, shown, now=now())


def _answer() -> str:
    return request.form.get("answer", "")


def _challenge(purpose: Purpose) -> bytes:
    """A new challenge; the one of before is void."""
    made = secrets.token_bytes(_BYTES)
    browser[_HELD] = {"for": purpose.value, "challenge": made.hex(), "at": now().isoformat()}
    return made


def _taken(purpose: Purpose) -> bytes | None:
    """The challenge that was given for ``purpose``, once."""
    held = browser.pop(_HELD, None)
    if not held or held["for"] != purpose:
        return None
    is_fresh = timedelta() <= now() - datetime.fromisoformat(held["at"]) <= _LASTS
    return bytes.fromhex(held["challenge"]) if is_fresh else None
