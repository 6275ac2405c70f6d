"""Counts of attempts, each under the hash of a name such as ``code|192.0.2.1``. Who tried is stored nowhere."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.models import SignInFailure


def locked(session: Session, name: str, *, now: datetime) -> SignInFailure:
    """The locked row of a name, a new one with a count of nothing. Those that have rested are forgotten in time
    (``retention_house``).
    """
    key = key_of(name)
    known = session.get(SignInFailure, key, with_for_update=True)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            new = SignInFailure(email_hash=key, count=0, last_at=now)
            session.add(new)
    except IntegrityError:  # another request entered it in the same moment
        return session.get_one(SignInFailure, key, with_for_update=True, populate_existing=True)
    return new


def forget(session: Session, *names: str) -> None:
    """Begin anew with these names."""
    keys = [key_of(name) for name in names]
    session.execute(delete(SignInFailure).where(SignInFailure.email_hash.in_(keys)))


def key_of(name: str) -> str:
    """What a row is found by: SHA-256 of its name."""
    return hashlib.sha256(name.encode()).hexdigest()
