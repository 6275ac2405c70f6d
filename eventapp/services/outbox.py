"""Mails that wait to be sent: decided and written in one transaction, sent by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.models import Invitation, OutgoingMail

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))


def due(session: Session, *, now: datetime, most: int = 50) -> Sequence[OutgoingMail]:
    """What is to be sent by now, the oldest first."""
    query = select(OutgoingMail).where(
        OutgoingMail.sent_at.is_(None), OutgoingMail.due_at <= now, OutgoingMail.tries <= len(WAITS)
    )
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
        due_at=now,
    )
    session.add(mail)
    session.flush()
    return True


def claim(session: Session, mail_id: int, *, now: datetime) -> bool:
    """Take a mail for sending; False if another process took it first. It comes due again if this one dies."""
    mail = session.get(OutgoingMail, mail_id, with_for_update=True, populate_existing=True)
    if mail is None or mail.sent_at is not None or mail.due_at > now:
        return False
    mail.due_at = now + WAITS[min(mail.tries, len(WAITS) - 1)]
    mail.tries += 1
    session.flush()
    return True


def note_sent(session: Session, mail_id: int, *, now: datetime) -> None:
    """It left."""
    session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(sent_at=now, failure=""))


def note_failure(session: Session, mail_id: int, reason: str, *, is_final: bool) -> None:
    """It did not leave. Unless that is final, it is tried again after the next of WAITS."""
    values: dict[str, object] = {"failure": reason[:300]}
    if is_final:
        values["tries"] = len(WAITS) + 1
    session.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(values))
