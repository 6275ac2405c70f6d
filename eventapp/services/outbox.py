"""Mails that wait to be sent: decided and written in one transaction, sent by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.models import Invitation, OutgoingMail

MOST_TRIES = 20


def due(session: Session, most: int = 50) -> Sequence[OutgoingMail]:
    """What is still to be sent, the oldest first."""
    query = select(OutgoingMail).where(OutgoingMail.sent_at.is_(None), OutgoingMail.tries < MOST_TRIES)
    return session.scalars(query.order_by(OutgoingMail.id).limit(most)).all()


def queue(
    session: Session,
    *,
    message_id: str,
    sender: str,
    recipient: str,
    content: bytes,
    now: datetime,
    invitation: Invitation | None = None,
) -> bool:
    """Put a mail there; False if one with this Message-ID is there already: what was decided once goes once."""
    if session.scalar(select(OutgoingMail.id).where(OutgoingMail.message_id == message_id)):
        return False
    mail = OutgoingMail(
        invitation_id=invitation.id if invitation else None,
        message_id=message_id,
        sender=sender,
        recipient=recipient,
        content=content,
        queued_at=now,
    )
    session.add(mail)
    session.flush()
    return True


def note_sent(session: Session, mail: OutgoingMail, *, now: datetime) -> None:
    """It left."""
    mail.sent_at, mail.failure = now, ""
    mail.tries += 1
    session.flush()


def note_failure(session: Session, mail: OutgoingMail, reason: str) -> None:
    """It did not leave; it is tried again until it was tried MOST_TRIES times."""
    mail.failure = reason[:300]
    mail.tries += 1
    session.flush()
