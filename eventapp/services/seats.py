"""Seats in the hall: every answer goes through here, whatever way it came, so that there are never too many (R-16).

Each change first locks the plan of the event, then counts, then decides. Who waits moves up in order: a seat is kept
free for her for some hours, and she is told. If she doesn't say yes in time, her answer is open again and the next one
is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.attendance import IN_THE_HALL, Answer, Mode, NeedKind, NoticeKind, Seat, Source, Way
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.calendar import Method
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.links import Links
from eventapp.domain.rsvp import PartStat
from eventapp.models import AttendancePlan, Delivery, Event, HeadCount, Invitation, Need, Rsvp
from eventapp.services import attendance, copies, editions, erasures, invitations, messages, waiting
from eventapp.services.waiting import Promotion


@dataclass(frozen=True, slots=True)
class Note:
    """What a calendar's reply says beside the answer, and when it came; it is read later."""

    sequence: int
    stamped_at: datetime
    received_at: datetime
    comment: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer. ``stored`` is None for one that says nothing new, and in the mode "count"."""

    seat: Seat
    stored: Rsvp | None
    told: tuple[Promotion, ...] = ()


# Changing


def answer(
    session: Session,
    invitation: Invitation,
    wish: Answer,
    *,
    source: Source,
    now: datetime,
    part: Event | None = None,
    note: Note | None = None,
    links: Links | None = None,
) -> Outcome:
    """Take what she says, for the part of the assembly that she chooses, and give her a seat if there is one.

    Raises RuleBroken("attendance.full") where there is neither a seat nor a waiting list, and nothing has changed then;
    ("attendance.closed"), ("attendance.called_off"), ("attendance.withdrawn"), ("attendance.counted") for somebody
    whose ballot is in, ("attendance.not_online"), ("attendance.nameless") for a calendar where names are not kept.
    """
    before = session.get_one(Event, invitation.event_id)
    event = part or before
    plans = {one.id: attendance.lock(session, one) for one in sorted({before, event}, key=lambda one: one.id)}
    _read_again(session, invitation, before)
    plan, edition = plans[event.id], _edition(session, event)
    told = waiting.settle(session, event, plan, edition, now)
    said_at = note.received_at if note else now
    _require_open(plan, event, edition, invitation, wish, source, said_at)
    if plan.mode == Mode.COUNT:
        if event is not before:
            told += _move(session, invitation, before, event, now, links)
        return Outcome(_ballot(session, invitation, event, plan, wish, now), None, tuple(told))
    seat = _decide(session, invitation, event, plan, wish)
    if event is not before:
        told += _move(session, invitation, before, event, now, links)
    stored = _store(session, invitation, wish, seat, edition, source, note, now)
    _drop_needs(session, invitation, wish, seat)
    if event is not before:
        told += waiting.settle(session, before, plans[before.id], _edition(session, before), now)
    told += waiting.settle(session, event, plan, edition, now)
    # She who answers sees for herself what became of it.
    others = tuple(one for one in told if one.invitation is not invitation or one.kind is NoticeKind.MOVED)
    return Outcome(seat, stored, others)


def settle(session: Session, event: Event, *, now: datetime) -> list[Promotion]:
    """Bring the seats of ``event`` in order: offers that ran out end, and free seats are offered to those who wait."""
    plan = attendance.lock(session, event)
    return waiting.settle(session, event, plan, _edition(session, event), now)


def release(session: Session, invitation: Invitation, *, now: datetime) -> list[Promotion]:
    """Take her answer and her seat away, as if she had never answered. Answers who moves up."""
    event = session.get_one(Event, invitation.event_id)
    plan = attendance.lock(session, event)
    _read_again(session, invitation, event)
    waiting.open_again(invitation)
    session.execute(delete(Need).where(Need.invitation_id == invitation.id))
    session.flush()
    return waiting.settle(session, event, plan, _edition(session, event), now)


# Deciding


def _decide(session: Session, invitation: Invitation, event: Event, plan: AttendancePlan, wish: Answer) -> Seat:
    """What she gets. Whoever holds a seat keeps it; whoever waits keeps her place."""
    if not wish.wants_seat:
        return Seat.NONE
    is_here = invitation.event_id == event.id and invitation.partstat == PartStat.ACCEPTED
    if is_here and invitation.way != Way.ONLINE and invitation.seat != Seat.WAITING:
        return Seat.HELD
    if plan.seats is None or waiting.taken(session, event) < plan.seats:
        return Seat.HELD
    if not plan.has_waiting_list:
        raise RuleBroken("attendance.full")
    return Seat.WAITING


def _require_open(
    plan: AttendancePlan,
    event: Event,
    edition: Edition | None,
    invitation: Invitation,
    wish: Answer,
    source: Source,
    now: datetime,
) -> None:
    if edition is None or edition.is_cancelled:
        raise RuleBroken("attendance.called_off")
    if invitation.is_withdrawn or invitation.forgotten_at is not None:
        raise RuleBroken("attendance.withdrawn")
    if plan.mode == Mode.COUNT and source is Source.CALENDAR:
        raise RuleBroken("attendance.nameless")
    if plan.mode == Mode.COUNT and invitation.answered_at is not None:
        raise RuleBroken("attendance.counted")
    if edition.is_over(now) or (source is not Source.OFFICE and now >= attendance.closes_at(plan, event, edition)):
        raise RuleBroken("attendance.closed")
    if wish.way is Way.ONLINE and wish.partstat is PartStat.ACCEPTED and not plan.online_url:
        raise RuleBroken("attendance.not_online")


# Storing


def _store(
    session: Session,
    invitation: Invitation,
    wish: Answer,
    seat: Seat,
    edition: Edition | None,
    source: Source,
    note: Note | None,
    now: datetime,
) -> Rsvp | None:
    """Her answer, as the last one that counts. Saying the same once more by a page adds nothing."""
    same = (invitation.partstat, invitation.way, invitation.seat) == (wish.partstat, wish.stored_way, seat)
    said_at = note.received_at if note else now
    invitation.partstat, invitation.answered_at = wish.partstat.value, said_at
    invitation.way, invitation.seat, invitation.offer_until = wish.stored_way, seat, None
    invitation.waiting_since = (invitation.waiting_since or said_at) if seat is Seat.WAITING else None
    if same and note is None:
        session.flush()
        return None
    newest = session.scalar(select(func.max(Rsvp.stamped_at)).where(Rsvp.invitation_id == invitation.id))
    sequence = (edition.sequence if edition else 0) + invitation.steps
    stored = Rsvp(
        invitation=invitation,
        partstat=wish.partstat.value,
        source=source.value,
        sequence=note.sequence if note else sequence,
        # Two servers' clocks differ; what was taken last is what counts.
        stamped_at=note.stamped_at if note else max(now, newest or now),
        received_at=said_at,
        comment=note.comment if note else "",
        sender=note.sender if note else "",
        way=wish.stored_way,
    )
    session.add(stored)
    session.flush()
    return stored


def _ballot(
    session: Session, invitation: Invitation, event: Event, plan: AttendancePlan, wish: Answer, now: datetime
) -> Seat:
    """Count the answer, and remember of the person only that she answered, and on which day."""
    if wish.wants_seat and plan.seats is not None and waiting.taken(session, event) >= plan.seats:
        raise RuleBroken("attendance.full")
    head = session.scalar(
        select(HeadCount)
        .where(
            HeadCount.event_id == event.id,
            HeadCount.department == invitation.department,
            HeadCount.partstat == wish.partstat,
            HeadCount.way == wish.stored_way,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if head is None:
        head = HeadCount(
            event_id=event.id,
            department=invitation.department,
            partstat=wish.partstat.value,
            way=wish.stored_way,
            count=0,
        )
        session.add(head)
    head.count += 1
    midnight = now.astimezone(event.tz).replace(hour=0, minute=0, second=0, microsecond=0)
    invitation.answered_at = midnight
    session.flush()
    return Seat.NONE


def _move(
    session: Session, invitation: Invitation, before: Event, event: Event, now: datetime, links: Links | None
) -> list[Promotion]:
    """Take her over to another part of the assembly. What her calendar knows of the old one is taken back."""
    if not invitation.may_choose or event.assembly_id != invitation.assembly_id:
        raise NotFound("events.unknown", id=event.id)
    edition = _edition(session, before)
    cancelled = None
    if edition and links and invitation.sent_method == Method.REQUEST and not edition.is_cancelled:
        invitation.steps += 1
        invitation.changed_at = max(now, invitation.changed_at)
        entry = invitations.entry(invitation, edition, links)
        asker = messages.organizer_mailbox(edition)
        cancelled = CalendarMessage(entry, Method.CANCEL, asker, invitations.mailbox(invitation), now)
    session.execute(
        delete(Need).where(Need.invitation_id == invitation.id, Need.kind.in_((NeedKind.WHEELCHAIR, NeedKind.MENU)))
    )
    waiting.open_again(invitation)
    invitation.event = event
    invitation.sent_sequence = invitation.sent_method = invitation.sent_at = None
    session.flush()
    for need in session.scalars(select(Need).where(Need.invitation_id == invitation.id)):
        need.event_id = event.id
    session.flush()
    return [Promotion(invitation, NoticeKind.MOVED, now, cancelled, edition)]


def _drop_needs(session: Session, invitation: Invitation, wish: Answer, seat: Seat) -> None:
    """Who doesn't come needs nothing; who watches from elsewhere nothing in the hall."""
    query = select(Need).where(Need.invitation_id == invitation.id)
    if wish.partstat is PartStat.ACCEPTED and seat is Seat.HELD:
        return
    if wish.partstat is PartStat.ACCEPTED and wish.way is Way.ONLINE:
        query = query.where(Need.kind.in_(IN_THE_HALL))
    found = session.scalars(query).all()
    erasures.note_needs(session, invitation, found)
    copies.forget(session, Delivery.invitation_id == invitation.id)
    for need in found:
        session.delete(need)
    session.flush()


# Looking up


def _read_again(session: Session, invitation: Invitation, event: Event) -> None:
    """Read her row as it is now that the plan is ours. Raises RuleBroken if she moved to another part meanwhile."""
    attendance.lock_person(session, invitation)
    if invitation.event_id != event.id:
        raise RuleBroken("attendance.at_once")


def _edition(session: Session, event: Event) -> Edition | None:
    return editions.latest(session, event)
