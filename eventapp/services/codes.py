"""The code of a letter: ten signs to be typed that lead to the personal page, and how guessing is slowed (S-57).

Only a keyed digest of a code is stored. Guessing is counted per network; who sits behind a network from
which many wrong codes came waits a little, longer each time, and never for long.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.tokens import Purpose, Secret, Tokens, folded_code
from eventapp.models import Invitation, SignInFailure
from eventapp.services import counting

FREE_PER_NETWORK = 30
REST = timedelta(minutes=15)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=2)


# Reading


def pause_left(session: Session, network: str, *, now: datetime) -> timedelta:
    """How long nobody may try a code from this network; nothing for the first wrong ones of a quarter of an hour."""
    return _pause(session.get(SignInFailure, counting.key_of(_name(network))), now)


def find(session: Session, typed: str, *, tokens: Tokens) -> str | None:
    """The token of the personal page that a typed code stands for; None if there is none.

    A code ends with the address that it was made for.
    """
    code = folded_code(typed)
    digests = _digests(tokens, code or "")
    query = select(Invitation).where(Invitation.code_digest.in_(digests))
    for invitation in session.scalars(query):
        if code is not None and tokens.code(invitation.secret) == code:
            return tokens.recall(Purpose.INVITATION, invitation.secret)
    return None


def digest_for(secret: Secret, tokens: Tokens) -> str:
    """What an invitation with this secret is found by when its code is typed."""
    return _digests(tokens, tokens.code(secret))[0]


# Changing


def count_failure(session: Session, network: str, *, now: datetime) -> None:
    """Remember a wrong code. With each half minute one of them is forgotten, so that nobody is shut out for long."""
    row = counting.locked(session, _name(network), now=now)
    row.count = max(0, row.count - int((now - row.last_at) / (REST / FREE_PER_NETWORK))) + 1
    row.last_at = now
    session.flush()


def _digests(tokens: Tokens, code: str) -> tuple[str, ...]:
    return tokens.fingerprints(f"code/{code}")


def _name(network: str) -> str:
    return f"code|{network}"


def _pause(row: SignInFailure | None, now: datetime) -> timedelta:
    if row is None or row.count < FREE_PER_NETWORK or now - row.last_at > REST:
        return timedelta()
    pause = min(FIRST_PAUSE * int(2 ** min((row.count - FREE_PER_NETWORK) // 5, 10)), LONGEST_PAUSE)
    return min(max(row.last_at + pause - now, timedelta()), pause)
