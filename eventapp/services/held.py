"""Which mails are held after a restore: nobody can know what was sent since the backup was made (TRUST R-27).

Each office's mails are held by ``organizer.mail_held_at``: those of its mailings, and single ones to people whom it
invited. All others are the installation's own, held by ``operation.mail_held_at``: about accounts and barriers, to
speakers, and tests. Of those only what the backup had brought is held: what is asked for since, such as a link for a
password, was sent by nobody before.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from eventapp.models import Delivery, Event, Invitation, Mailing, Operation, Organizer


def found(session: Session) -> ColumnElement[bool]:
    """Whether a row of Delivery is held, for going through many: nothing is asked of each where nothing is held."""
    anything = session.scalar(select(or_(_own_is_held(), exists().where(Organizer.mail_held_at.is_not(None)))))
    return is_held(Delivery) if anything else false()


def is_held(row: Any) -> ColumnElement[bool]:
    """Whether a delivery is held; ``row`` is Delivery, or the columns of its table."""
    return or_(_own(row), _of_mailing(row), _of_invitation(row))


def _own(row: Any) -> ColumnElement[bool]:
    brought = exists().where(Operation.mail_held_at >= row.queued_at)
    return and_(row.mailing_id.is_(None), row.invitation_id.is_(None), brought)


def _of_mailing(row: Any) -> ColumnElement[bool]:
    held = select(Mailing.id).where(Mailing.event_id.in_(_held_events()))
    return and_(row.mailing_id.is_not(None), row.mailing_id.in_(held))  # NULL IN (…) is neither true nor false


def _of_invitation(row: Any) -> ColumnElement[bool]:
    hers = exists().where(Invitation.id == row.invitation_id, Invitation.event_id.in_(_held_events()))
    return and_(row.mailing_id.is_(None), hers)


def _own_is_held() -> ColumnElement[bool]:
    return exists().where(Operation.mail_held_at.is_not(None))


def _held_events() -> Any:
    return (
        select(Event.id).join(Organizer, Organizer.id == Event.organizer_id).where(Organizer.mail_held_at.is_not(None))
    )
