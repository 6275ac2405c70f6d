"""The second factor of an account: codes of a generator (RFC 6238), and recovery codes for when it is lost."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.domain.tokens import Purpose, Secret, Tokens
from eventapp.models import Account, BrowserSession, RecoveryCode
from eventapp.services import audit, guessing
from eventapp.services.accounts import hash_token
from eventapp.services.guessing import Door

RECOVERY_CODES = 10
_RECOVERY_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a code: it fits, or has to ``wait``, or none is taken any more, and whether that is new."""

    fits: bool = False
    wait: timedelta = timedelta()
    is_closed: bool = False
    has_closed: bool = False


# Reading


def has_generator(account: Account) -> bool:
    """Whether codes of a generator are asked of her."""
    return bool(account.totp_seed)


def recovery_codes_left(session: Session, account: Account) -> int:
    """How many recovery codes she has not used."""
    return session.scalar(select(func.count()).where(RecoveryCode.account_id == account.id)) or 0


def secret_of(tokens: Tokens, secret: Secret) -> str | None:
    """What a generator is set up with, in base 32: 144 bits (RFC 4226, section 4, R6 asks for 128 or more).

    None if the program's key that made it is gone.
    """
    token = tokens.recall(Purpose.TOTP, secret)
    return None if token is None else base64.b32encode(base64.urlsafe_b64decode(token)).decode().rstrip("=")


def address_of(secret: str, account: Account, issuer: str) -> str:
    """The ``otpauth:`` address that a generator reads from a QR code."""
    return pyotp.TOTP(_padded(secret)).provisioning_uri(name=account.email, issuer_name=issuer)


def step_of(secret: str, typed: str, *, now: datetime) -> int | None:
    """The time step that a typed code belongs to: this one, the one before or the one after (RFC 6238, section 5.2)."""
    code = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    generator = pyotp.TOTP(_padded(secret))
    current = generator.timecode(now)
    steps = (current, current - 1, current + 1)
    return next((step for step in steps if secrets.compare_digest(generator.generate_otp(step), code)), None)


# Changing


def set_up(
    session: Session, account: Account, secret: Secret, typed: str, *, tokens: Tokens, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Ask for a generator's codes from now on, once its first code fits. Answers recovery codes to be kept.

    There are none to keep where she has some already. See ``begin_anew`` for what the first factor ends. Raises
    InvalidValue("second_factor.code").
    """
    made = secret_of(tokens, secret)
    step = step_of(made, typed, now=now) if made else None
    if step is None:
        raise InvalidValue("second_factor.code", field="code")
    begin_anew(session, account)
    account.totp_seed, account.totp_digest, account.totp_step = secret.seed, secret.digest, step
    audit.record(session, actor, "account.generator_added", account, now=now)
    if recovery_codes_left(session, account):
        return ()
    return renew_recovery_codes(session, account, actor=actor, now=now)


def begin_anew(session: Session, account: Account) -> None:
    """With the first factor all sessions end: whoever is in by the password alone must not come to have it (S-31)."""
    if not account.has_second_factor:
        session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))


def renew_recovery_codes(session: Session, account: Account, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """New recovery codes; those of before are void. Only here they can be read."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = tuple(f"{_word()}-{_word()}" for _ in range(RECOVERY_CODES))
    session.add_all(RecoveryCode(account_id=account.id, code_hash=_hash(account, code)) for code in codes)
    audit.record(session, actor, "account.recovery_codes_renewed", account, now=now)
    session.flush()
    return codes


def accept(session: Session, account: Account, typed: str, *, tokens: Tokens, now: datetime) -> bool:
    """Whether a generator's code or a recovery code fits. Each is good for once, even when sent twice at a time."""
    locked = session.get_one(Account, account.id, with_for_update=True, populate_existing=True)
    return _accepts_code(locked, typed, tokens, now) or _uses_up(session, locked, typed)


def attempt(session: Session, account: Account, typed: str, *, tokens: Tokens, now: datetime) -> Tried:
    """Try a code after the right password. After many wrong ones a generator's codes are taken no more, those for
    recovery still are: what is too long to be guessed needs no end.
    """
    locked = session.get_one(Account, account.id, with_for_update=True, populate_existing=True)
    if guessing.are_codes_closed(locked):
        return Tried(fits=_uses_up(session, locked, typed), is_closed=True)
    if wait := guessing.attempt_code(locked, now=now):
        return Tried(wait=wait)
    session.flush()
    if accept(session, account, typed, tokens=tokens, now=now):
        locked.wrong_codes -= 1
        return Tried(fits=True)
    return Tried(has_closed=guessing.are_codes_closed(locked))


def attempt_again(
    session: Session, account: Account, typed: str, door: Door, *, tokens: Tokens, now: datetime
) -> Tried:
    """Try a code of somebody who is signed in. Nobody else counts at her ``door``."""
    if wait := guessing.attempt(session, door, now=now):
        return Tried(wait=wait)
    if accept(session, account, typed, tokens=tokens, now=now):
        guessing.give_back(session, door, now=now)
        return Tried(fits=True)
    return Tried()


def remove(session: Session, account: Account, *, is_required: bool, actor: Actor, now: datetime) -> None:
    """Ask for no generator's codes any more. Recovery codes go with the last factor.

    Raises RuleBroken("second_factor.last") where the installation demands one, and this is her last.
    """
    if not has_generator(account):
        raise RuleBroken("second_factor.none")
    if is_required and not account.passkeys:
        keep_last(account)
    account.totp_seed = account.totp_digest = ""
    account.totp_step = 0
    audit.record(session, actor, "account.generator_removed", account, now=now)
    forget_unneeded_codes(session, account)


def keep_last(account: Account) -> None:
    """Refuse to take the last factor of who signs in with a password. Raises RuleBroken("second_factor.last")."""
    if account.password_hash:
        raise RuleBroken("second_factor.last")


def forget_unneeded_codes(session: Session, account: Account) -> None:
    """Delete the recovery codes of who has no factor that they could stand in for."""
    if not account.has_second_factor:
        session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.flush()


def reset(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Take all second factors off an account whose owner has lost them. Who does it has made sure who asks."""
    account.totp_seed = account.totp_digest = ""
    account.totp_step = account.wrong_codes = 0
    account.passkeys.clear()
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))
    audit.record(session, actor, "account.second_factor_reset", account, now=now)
    session.flush()


def _accepts_code(account: Account, typed: str, tokens: Tokens, now: datetime) -> bool:
    made = secret_of(tokens, Secret(account.totp_seed, account.totp_digest)) if has_generator(account) else None
    step = step_of(made, typed, now=now) if made else None
    if step is None or step <= account.totp_step:
        return False
    account.totp_step = step
    return True


def _uses_up(session: Session, account: Account, typed: str) -> bool:
    query = select(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == _hash(account, typed)
    )
    found = session.scalar(query)
    if found is None:
        return False
    session.delete(found)
    session.flush()
    return True


def _hash(account: Account, typed: str) -> str:
    """Codes bear 49 bits, so their hash is worth nothing to whoever would have to try them all for each account."""
    signs = "".join(sign for sign in typed.casefold() if sign in _RECOVERY_SIGNS)
    return hash_token(f"recovery/{account.id}/{signs}")


def _word() -> str:
    return "".join(secrets.choice(_RECOVERY_SIGNS) for _ in range(5))


def _padded(secret: str) -> str:
    return secret + "=" * (-len(secret) % 8)
