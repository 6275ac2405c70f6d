"""Who sends, and whether the mail server is to be had: what all workers, and the pages, know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from eventapp.domain.mailings import DeliveryState
from eventapp.models import Delivery, RelayState, Worker
from eventapp.services import outbox

STALE = timedelta(seconds=55)  # longer than a mute mail server holds a worker up
_FURTHEST = timedelta(minutes=5)
_REASON = 300

# Reading


def relay_failure(session: Session) -> tuple[str, datetime] | None:
    """Why no mail leaves, and since when it is known; None where the mail server is to be had."""
    row = session.get(RelayState, 1)
    return (row.failure, row.failed_at) if row and row.failure and row.failed_at else None


def has_worker(session: Session, *, now: datetime, within: timedelta = STALE) -> bool:
    """Whether somebody sends: a worker was seen a minute ago (R-32)."""
    return bool(seen(session, now=now, within=within))


def seen(session: Session, *, now: datetime, within: timedelta = STALE) -> Sequence[str]:
    """The names of the workers that were seen a minute ago."""
    return session.scalars(select(Worker.name).where(Worker.seen_at > now - within)).all()


def workers(session: Session) -> Sequence[str]:
    """The names of all that were seen within a day."""
    return session.scalars(select(Worker.name)).all()


# Changing


def bury(session: Session, worker: str) -> int:
    """Free what a worker that is certainly dead had in hand, without waiting for its lease. Answers how many.

    What it was just sending is uncertain.
    """
    ours = (Delivery.worker == worker, Delivery.state.in_((DeliveryState.CLAIMED, DeliveryState.SENDING)))
    values: dict[str, Any] = {
        "is_uncertain": or_(Delivery.is_uncertain, Delivery.state == DeliveryState.SENDING),
        "state": DeliveryState.READY,
        "lease_until": None,
        "worker": "",
    }
    count = outbox.rows_changed(session, update(Delivery).where(*ours).values(values))
    session.execute(delete(Worker).where(Worker.name == worker))
    return count


def note_worker(session: Session, worker: str, *, now: datetime) -> None:
    """This worker is alive."""
    row = session.get(Worker, worker)
    if row is None:
        session.add(Worker(name=worker, started_at=now, seen_at=now))
    else:
        row.seen_at = now
    session.execute(delete(Worker).where(Worker.seen_at < now - timedelta(days=1)))
    session.flush()


def sign_off(session: Session, worker: str, *, now: datetime) -> None:
    """This worker ends: what it had not begun is free, and nobody waits for it."""
    outbox.release(session, worker, now=now)
    session.execute(delete(Worker).where(Worker.name == worker))


def note_relay(session: Session, reason: str, *, now: datetime) -> None:
    """The mail server is to be had, or with a ``reason`` it isn't."""
    row = _relay(session)
    if reason and not row.failure:
        row.failed_at = now
    row.failure = reason[:_REASON]
    session.flush()


def book(session: Session, count: int, per_minute: int, *, now: datetime) -> datetime:
    """The moment from which ``count`` mails may leave, so that all workers together keep to ``per_minute``.

    0 stands for no limit.
    """
    if not per_minute:
        return now
    row = _relay(session)
    busy = row.free_at or now
    # A clock that jumped back must not stop everything: no booking reaches further than a few minutes.
    start = max(now, busy) if busy <= now + _FURTHEST else now
    row.free_at = start + timedelta(minutes=count / per_minute)
    session.flush()
    return start


def _relay(session: Session) -> RelayState:
    row = session.get(RelayState, 1, with_for_update=True, populate_existing=True)
    if row is None:
        row = RelayState(id=1)
        session.add(row)
        session.flush()
    return row
