"""Seats without a click: offers that ran out, who moves up, and needs whose day has come. And the mails about it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import NoticeKind, Seat
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.editions import Edition
from eventapp.domain.messages import MailOffice
from eventapp.domain.times import WallClock
from eventapp.jobs import mails
from eventapp.models import Event, Invitation, Need
from eventapp.models.database import Database
from eventapp.services import audit, editions, invitations, needs, notices, seats
from eventapp.services.waiting import Promotion

logger = logging.getLogger(__name__)
_UTC = ZoneInfo("UTC")
_FURTHEST_AHEAD = timedelta(hours=14)


def run(database: Database, office: MailOffice, *, now: datetime) -> Counter[str]:
    """Do what is due: how many were offered a seat, lost the offer, and how many needs were deleted.

    Each event has a transaction of its own, so that one that fails keeps no other waiting.
    """
    counts: Counter[str] = Counter()
    with database.reading() as session:
        waiting, needing = _due(session, now)
    for event_id in waiting:
        counts += _safely(lambda one: _settle(database, one, office, now), event_id)
    for event_id in needing:
        counts += _safely(lambda one: _delete_needs(database, one, now), event_id)
    return counts


def _safely(work: Callable[[int], Counter[str]], event_id: int) -> Counter[str]:
    try:
        return work(event_id)
    except Exception:  # the next round tries again; the other events are settled in this one
        logger.exception("seats or needs of event %s could not be settled", event_id)
        return Counter()


def _settle(database: Database, event_id: int, office: MailOffice, now: datetime) -> Counter[str]:
    with database.writing() as session:
        told = seats.settle(session, session.get_one(Event, event_id), now=now)
        tell(session, told, office, now=now)
        return Counter(one.kind.value for one in told)


def _delete_needs(database: Database, event_id: int, now: datetime) -> Counter[str]:
    with database.writing() as session:
        event = session.get_one(Event, event_id)
        deleted = needs.delete_due(session, event, now=now)
        if deleted:
            audit.record(session, SYSTEM, "retention.forgotten", event, now=now, needs=sum(deleted.values()))
    if deleted:
        logger.info("needs of event %s deleted: %s", event_id, dict(sorted(deleted.items())))
    return Counter(needs=sum(deleted.values()))


def tell(session: Session, promotions: Iterable[Promotion], office: MailOffice, *, now: datetime) -> int:
    """Queue the mails about what became of seats, in the transaction that decided it. Answers how many.

    Who has no mailbox is called: she stands on the planner's list.
    """
    count = 0
    for one in promotions:
        invitation = one.invitation
        edition = editions.latest(session, session.get_one(Event, invitation.event_id))
        if edition is None or not invitation.email:
            continue
        if one.cancelled and one.left:
            mails.queue(session, _farewell(invitation, one.left, one.cancelled, office), now=now, invitation=invitation)
        own_url = invitations.address(invitation, office.links, office.tokens) or ""
        text = notices.text(one.kind, invitation, edition, office.links, own_url=own_url)
        occasion = f"{one.kind}/{one.at.isoformat()}"
        made = mails.notice(invitation, edition, office, text, occasion=occasion, now=now)
        count += mails.queue(session, made, now=now, invitation=invitation)
    return count


def _due(session: Session, now: datetime) -> tuple[list[int], list[int]]:
    """The events where seats may move, and those where somebody needed something and that may be over.

    Whether they are over tells each event's own zone later: no clock in the world is further ahead than 14 hours.
    """
    is_lapsed = (Invitation.seat == Seat.OFFERED) & (Invitation.offer_until <= now)
    waits = select(Invitation.event_id).where(or_(Invitation.seat == Seat.WAITING, is_lapsed)).distinct()
    latest = WallClock.of(now + _FURTHEST_AHEAD, _UTC)
    over = select(Event.id).where(Event.ends <= latest, Event.id.in_(select(Need.event_id)))
    return sorted(session.scalars(waits)), sorted(session.scalars(over))


def _farewell(invitation: Invitation, left: Edition, told: CalendarMessage, office: MailOffice) -> mails.ReadyMail:
    """The cancellation of the entry that she has of the part which she left."""
    text = notices.farewell(invitation, left, office.links)
    occasion = f"{NoticeKind.MOVED}/{told.entry.sequence}"
    return mails.with_calendar(invitations.mailbox(invitation), left, office, text, told, occasion=occasion)
