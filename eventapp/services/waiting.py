"""The waiting list: who moves up in which order, and what ends an offer. Whoever calls this has locked the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.attendance import Mode, NoticeKind, Seat, Way, offer_ends
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.editions import Edition
from eventapp.domain.rsvp import PartStat
from eventapp.models import AttendancePlan, Event, HeadCount, Invitation, Need
from eventapp.services import attendance


@dataclass(frozen=True, slots=True)
class Promotion:
    """Somebody who must be told something, at the moment ``at``.

    ``cancelled`` takes the entry of the part that she left from her calendar, ``left`` is that part as announced.
    """

    invitation: Invitation
    kind: NoticeKind
    at: datetime
    cancelled: CalendarMessage | None = None
    left: Edition | None = None


# Reading


def taken(session: Session, event: Event) -> int:
    """How many seats in the hall nobody else can have: held or kept free."""
    named = select(func.count()).where(Invitation.event_id == event.id, _takes_seat())
    counted = select(func.coalesce(func.sum(HeadCount.count), 0)).where(
        HeadCount.event_id == event.id, HeadCount.partstat == PartStat.ACCEPTED, HeadCount.way == Way.HALL
    )
    return (session.scalar(named) or 0) + (session.scalar(counted) or 0)


def people(session: Session, event: Event) -> Sequence[Invitation]:
    """Who waits for a seat or was offered one, in order."""
    query = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.seat.in_((Seat.WAITING, Seat.OFFERED)), _is_counted()
    )
    return session.scalars(query.order_by(Invitation.waiting_since, Invitation.id)).all()


# Changing


def settle(
    session: Session, event: Event, plan: AttendancePlan, edition: Edition | None, now: datetime
) -> list[Promotion]:
    """End the offers that ran out, and offer what is free to those who wait, in order (R-17)."""
    _free_uninvited(session, event)
    told = [Promotion(one, NoticeKind.LAPSED, now) for one in _lapse(session, event, now)]
    if edition is None or edition.is_cancelled or plan.mode == Mode.COUNT:
        return told
    limit = min(attendance.closes_at(plan, event, edition), attendance.starts_at(edition))
    if now >= limit:
        return told
    until = offer_ends(now, plan.offer_hours, limit)
    return [*told, *_move_up(session, event, plan, until, now)]


def _move_up(session: Session, event: Event, plan: AttendancePlan, until: datetime, now: datetime) -> list[Promotion]:
    query = select(Invitation).where(Invitation.event_id == event.id, Invitation.seat == Seat.WAITING, _is_counted())
    query = query.order_by(Invitation.waiting_since, Invitation.id)
    if plan.seats is not None:
        free = plan.seats - taken(session, event)
        if free <= 0:
            return []
        query = query.limit(free)
    query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(query).all()
    for one in found:
        one.seat, one.offer_until = Seat.OFFERED, until
    session.flush()
    return [Promotion(one, NoticeKind.OFFERED, now) for one in found]


def _lapse(session: Session, event: Event, now: datetime) -> Sequence[Invitation]:
    """Whose time to say yes is over: they leave the list, and their answer is open again."""
    query = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.seat == Seat.OFFERED, Invitation.offer_until <= now
    )
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    for one in found:
        open_again(one)
    session.flush()
    return found


def _free_uninvited(session: Session, event: Event) -> None:
    """Who was uninvited has no seat, and should she be invited again she answers anew."""
    query = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.withdrawn_at.is_not(None), Invitation.partstat == PartStat.ACCEPTED
    )
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    for one in found:
        open_again(one)
        session.execute(delete(Need).where(Need.invitation_id == one.id))
    session.flush()


def open_again(invitation: Invitation) -> None:
    """Take answer and seat away, as if she had never answered. What she said stays in the record."""
    invitation.partstat = None
    invitation.way, invitation.seat = "", Seat.NONE
    invitation.waiting_since = invitation.offer_until = None


def _takes_seat() -> ColumnElement[bool]:
    return and_(Invitation.partstat == PartStat.ACCEPTED, Invitation.way != Way.ONLINE, Invitation.seat != Seat.WAITING)


def _is_counted() -> ColumnElement[bool]:
    return and_(Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None))
