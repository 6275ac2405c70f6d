"""Guessing is counted and slowed, and nobody can keep the office outside by it (S-21).

An attempt counts before it is looked at, so that many at once are counted, too; who was right gets hers back. Pauses
grow where the attempts come from. Over all networks they stay short, and networks that the account has come from
before don't wait for what others do elsewhere.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.models import Account, FamiliarNetwork, SignInFailure
from eventapp.services import counting

FREE = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
MANY = 50
SHORT_PAUSE = timedelta(seconds=20)
MOST_CODES = 20
LIFTED_EVERY = timedelta(days=1)
_RESTED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Door:
    """What is guessed at: ``here`` by one network or browser, ``everywhere`` by all of them, where that matters."""

    here: str
    everywhere: str = ""


def password_door(session: Session, email: str, account: Account | None, network: str) -> Door:
    """The password of an address, as it was typed and folded, known or not."""
    here = f"{email}|{network}"
    return Door(here) if account and _is_familiar(session, account, network) else Door(here, f"{email}|*")


def session_door(id_hash: str) -> Door:
    """What is asked again of somebody who is signed in. Nobody else can knock there."""
    return Door(f"session|{id_hash}")


def attempt(session: Session, door: Door, *, now: datetime) -> timedelta:
    """Count an attempt. Answers nothing, or how long until the next one may come; then none was counted."""
    rows = [(counting.locked(session, door.here, now=now), _growing)]
    if door.everywhere:
        rows.append((counting.locked(session, door.everywhere, now=now), _short))
    if wait := max(pause(row.count, row.last_at, now) for row, pause in rows):
        return wait
    for row, _ in rows:
        row.count = 1 if now - row.last_at > _RESTED else row.count + 1
        row.last_at = now
    session.flush()
    return timedelta()


def give_back(session: Session, door: Door, *, now: datetime) -> None:
    """It was right: the attempt counts no more. Those of before do, until the account has proved itself wholly."""
    for name in filter(None, (door.here, door.everywhere)):
        row = counting.locked(session, name, now=now)
        row.count = max(0, row.count - 1)
    session.flush()


def are_codes_closed(account: Account) -> bool:
    """Whether so many codes were wrong that none is taken any more. Who types them knows the password."""
    return account.wrong_codes >= MOST_CODES


def attempt_code(account: Account, *, now: datetime) -> timedelta:
    """Count a code of a locked account, as ``attempt`` does. No rest makes such a count begin anew."""
    if account.wrong_code_at and (wait := _growing(account.wrong_codes, account.wrong_code_at, now)):
        return wait
    account.wrong_codes += 1
    account.wrong_code_at = now
    return timedelta()


def lift(account: Account, *, now: datetime) -> None:
    """Let a few more codes be tried, once a day at most: a new password was chosen, maybe by who reads her mail."""
    is_early = account.codes_lifted_at is not None and now - account.codes_lifted_at < LIFTED_EVERY
    if are_codes_closed(account) and not is_early:
        account.wrong_codes = MOST_CODES - FREE
        account.codes_lifted_at, account.wrong_code_at = now, None


def failures(session: Session, door: Door) -> int:
    """How many attempts were wrong of late."""
    row = session.get(SignInFailure, counting.key_of(door.here))
    return row.count if row else 0


def succeed(session: Session, account: Account, network: str, *, now: datetime) -> None:
    """Forget what was wrong before an account proved itself wholly, and remember where it came from."""
    door = Door(f"{account.email}|{network}", f"{account.email}|*")
    counting.forget(session, door.here, door.everywhere)
    account.wrong_codes = 0
    if network:
        _remember(session, account, network, now)
    session.flush()


def _remember(session: Session, account: Account, network: str, now: datetime) -> None:
    known = FamiliarNetwork(account_id=account.id, network_hash=_hash(account, network), seen_at=now)
    with suppress(IntegrityError), session.begin_nested():  # she may sign in twice in the same moment
        session.merge(known)


def _is_familiar(session: Session, account: Account, network: str) -> bool:
    return session.get(FamiliarNetwork, (account.id, _hash(account, network))) is not None


def _hash(account: Account, network: str) -> str:
    return counting.key_of(f"network|{account.id}|{network}")


def _growing(count: int, last_at: datetime, now: datetime) -> timedelta:
    if count < FREE:
        return timedelta()
    return _left(last_at, min(FIRST_PAUSE * int(2 ** min(count - FREE, 10)), LONGEST_PAUSE), now)


def _short(count: int, last_at: datetime, now: datetime) -> timedelta:
    return timedelta() if count < MANY else _left(last_at, SHORT_PAUSE, now)


def _left(last_at: datetime, pause: timedelta, now: datetime) -> timedelta:
    left = last_at + pause - now
    return min(max(left, timedelta()), pause)  # no longer than the pause, even if the clock was set back
