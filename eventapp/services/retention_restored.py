"""Mailings that an earlier database brings back: none of them keeps people longer who should be forgotten by now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.mailings import UNSETTLED, DeliveryState, MailingState
from eventapp.models import Delivery, Event, Invitation, Mailing, Organizer
from eventapp.services import dispatch, outbox, retention
from eventapp.services.retention_lines import Held, Line


def stop_overdue(session: Session, *, now: datetime, zone: ZoneInfo) -> int:
    """Stop what an earlier database was sending about events that are over, where it keeps what is due (S-62).

    A mailing on its way keeps its people until something has become of each mail. After a restore nothing becomes of
    them, for mail is held; and what belongs to an event that is over was sent long ago. Answers how many mailings.
    """
    stopped = 0
    for organizer in session.scalars(select(Organizer).order_by(Organizer.id)).all():
        over = [event for event in retention.events_of(session, organizer) if event.span.end <= now]
        kept = [event for event in over if _is_kept(retention.of_event(session, event, now=now))]
        if _is_kept(retention.of_organizer(session, organizer, now=now, zone=zone)):
            kept = over
        stopped += sum(_stop(session, event, now) for event in kept)
    return stopped


def _is_kept(lines: Iterable[Line]) -> bool:
    return any(line.due and line.held is Held.SENDING for line in lines)


def _stop(session: Session, event: Event, now: datetime) -> int:
    running = select(Mailing).where(Mailing.event_id == event.id, Mailing.state == MailingState.RUNNING)
    found = session.scalars(running.order_by(Mailing.id)).all()
    for mailing in found:
        dispatch.stop(session, mailing, actor=SYSTEM, now=now)
    invited = select(Invitation.id).where(Invitation.event_id == event.id)
    single = (Delivery.mailing_id.is_(None), Delivery.invitation_id.in_(invited), Delivery.state.in_(UNSETTLED))
    outbox.rows_changed(session, update(Delivery).where(*single).values(state=DeliveryState.STOPPED, lease_until=None))
    session.expire_all()
    return len(found)
