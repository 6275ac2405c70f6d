"""What waits for the end of a transaction: whoever takes it there finds only what is stored.

What is rolled back did not happen: all of it, or what was noted inside the inner transaction that ended.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

_PENDING = "eventapp.pending"


def note(session: Session, subject: str, thing: object) -> None:
    """Keep ``thing`` until the transaction in hand ends."""
    session.connection()  # a rollback tells of itself only where something has begun
    waiting = session.info.setdefault(_PENDING, {}).setdefault(subject, [])
    waiting.append((session.get_nested_transaction(), thing))


def take(session: Session, subject: str) -> list[Any]:
    """All that waits, for a listener of the commit; nothing yet where only an inner transaction ends."""
    if session.in_nested_transaction():
        return []
    return [thing for _inside, thing in session.info.get(_PENDING, {}).pop(subject, [])]


@event.listens_for(Session, "after_soft_rollback")
def _drop(session: Session, ended: SessionTransaction) -> None:
    for waiting in session.info.get(_PENDING, {}).values():
        waiting[:] = [(inside, thing) for inside, thing in waiting if ended.nested and inside is not ended]
