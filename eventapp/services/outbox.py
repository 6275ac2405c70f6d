"""Mails that wait to be sent: decided and written in one transaction, sent by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.models import Event, Invitation, OutgoingMail

LEASE = timedelta(minutes=15)  # longer than all steps of one delivery may take
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, *[360] * 12))  # three days


# Reading


def due(session: Session, *, now: datetime, most: int = 50) -> Sequence[int]:
    """The ids of what is to be sent by now, the oldest first."""
    query = select(OutgoingMail.id).where(
        OutgoingMail.sent_at.is_(None), OutgoingMail.due_at <= now, OutgoingMail.tries <= len(WAITS)
    )
    return session.scalars(query.order_by(OutgoingMail.id).limit(most)).all()


def given_up(session: Session) -> int:
    """How many mails were refused for good, or for three days."""
    query = select(func.count()).where(OutgoingMail.sent_at.is_(None), OutgoingMail.tries > len(WAITS))
    return session.scalar(query) or 0


# Changing


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


def claim(session: Session, mail_id: int, *, now: datetime) -> OutgoingMail | None:
    """Take a mail for sending; None if another process has it. It comes due again if this process dies."""
    mail = session.get(OutgoingMail, mail_id, with_for_update=True, populate_existing=True)
    if mail is None or mail.sent_at is not None or mail.due_at > now:
        return None
    mail.due_at = now + LEASE
    session.flush()
    return mail


def note_sent(session: Session, mail_id: int, *, now: datetime) -> None:
    """It left."""
    if mail := session.get(OutgoingMail, mail_id):
        mail.sent_at, mail.failure = now, ""


def note_failure(session: Session, mail_id: int, reason: str, *, is_final: bool, now: datetime) -> None:
    """It was refused: for good, or it is tried again after the next of WAITS."""
    if mail := session.get(OutgoingMail, mail_id):
        mail.failure = reason[:300]
        mail.due_at = now + WAITS[min(mail.tries, len(WAITS) - 1)]
        mail.tries = len(WAITS) + 1 if is_final else mail.tries + 1


def release(session: Session, mail_id: int, reason: str, *, now: datetime) -> None:
    """The mail server was not to be had: the mail waits a minute, and none of its tries is used up."""
    if mail := session.get(OutgoingMail, mail_id):
        mail.failure, mail.due_at = reason[:300], now + WAITS[0]


def drop_for(session: Session, *, invitation: Invitation | None = None, event: Event | None = None) -> None:
    """Forget what waits about an invitation or an event that has changed since: it would tell what is no more."""
    query = delete(OutgoingMail).where(OutgoingMail.sent_at.is_(None))
    if invitation is not None:
        query = query.where(OutgoingMail.invitation_id == invitation.id)
    if event is not None:
        query = query.where(
            OutgoingMail.invitation_id.in_(select(Invitation.id).where(Invitation.event_id == event.id))
        )
    session.execute(query)
