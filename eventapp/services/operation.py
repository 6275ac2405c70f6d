"""The whole installation: whether mail is held after a restore, and whether something is stuck (R-27, R-32, R-33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.errors import NotFound
from eventapp.domain.mailings import DeliveryState
from eventapp.models import Delivery, Operation
from eventapp.services import audit, outbox, senders

PATIENCE = timedelta(minutes=15)
WITHOUT_WORKER = timedelta(minutes=2)
_ROW = 1
_NAME = 200


@dataclass(frozen=True, slots=True)
class Hold:
    """Mail is held ``since`` then, because all data came from the backup called ``restored_from``."""

    since: datetime
    restored_from: str
    waiting: int


# Reading


def hold(session: Session, *, now: datetime) -> Hold | None:
    """Whether mail is held, why, and how many mails would leave at once; None where it isn't."""
    row = session.get(Operation, _ROW)
    if row is None or row.mail_held_at is None:
        return None
    return Hold(row.mail_held_at, row.restored_from, outbox.due(session, now=now))


def is_stuck(session: Session, *, now: datetime) -> bool:
    """Whether mails that should leave don't: nobody sends, or nothing has left for long although something is due.

    What is held or paused waits by somebody's will, and what failed waits for its next attempt.
    """
    oldest = outbox.oldest_due(session, now=now)
    if oldest is None or now - oldest < WITHOUT_WORKER:
        return False
    if not senders.has_worker(session, now=now, within=WITHOUT_WORKER):
        return True
    last = session.scalar(select(func.max(Delivery.sent_at)).where(Delivery.state == DeliveryState.SENT))
    return now - oldest > PATIENCE and (last is None or now - last > PATIENCE)


# Changing


def hold_mail(session: Session, restored_from: str, *, now: datetime) -> None:
    """Let no mail leave until somebody releases it: nobody can know what was sent since the backup was made (R-27)."""
    row = session.get(Operation, _ROW) or Operation(id=_ROW)
    row.mail_held_at, row.restored_from = now, restored_from[:_NAME]
    session.add(row)
    session.flush()
    audit.record(session, SYSTEM, "backup.restored", row, now=now)


def release_mail(session: Session, *, actor: Actor, now: datetime) -> int:
    """Let mail leave again. Answers how many are due; None is held: 0.

    Raises NotFound for who neither plans nor runs the installation.
    """
    if not (actor.plans_anywhere or actor.is_administrator or actor.is_system):
        raise NotFound("operation.unknown")
    row = session.get(Operation, _ROW, with_for_update=True, populate_existing=True)
    if row is None or row.mail_held_at is None:
        return 0
    row.mail_held_at = None
    session.flush()
    count = outbox.due(session, now=now)
    audit.record(session, actor, "outbox.released", row, now=now, mails=count)
    return count
