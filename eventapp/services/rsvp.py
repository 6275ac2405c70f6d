"""Answers to invitations, and which of them count (RFC 5546, sections 3.2.3, 3.2.6 and 3.2.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.attendance import Answer, NoticeKind, Seat, Source, Way
from eventapp.domain.errors import RuleBroken
from eventapp.domain.rsvp import CLOCKS_DIFFER_BY, PartStat, Refusal, Reply, ReplyMethod, takes
from eventapp.models import Delivery, Invitation, Rsvp
from eventapp.services import attendance, invitations, seats
from eventapp.services.seats import Note
from eventapp.services.waiting import Promotion

NOBODY_KNOWN = "?"
_MOST_ECHOES = 3
_PER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a calendar's message. ``invitation`` is None where nobody here was invited like that.

    ``wants`` is COUNTER or REFRESH where the sender's calendar waits for an answer of ours. ``told`` are those who must
    hear what became of their seats.
    """

    invitation: Invitation | None
    refusal: Refusal | None = None
    stored: Rsvp | None = None
    wants: ReplyMethod | None = None
    told: tuple[Promotion, ...] = ()


# Why an answer that is clear finds no place. A calendar can't be asked back, so she is told by mail, if at all.
_REFUSALS = {
    "attendance.full": Refusal.FULL,
    "attendance.closed": Refusal.CLOSED,
    "attendance.called_off": Refusal.CALLED_OFF,
    "attendance.nameless": Refusal.NAMELESS,
    "attendance.withdrawn": Refusal.OTHER_PERSON,
}


def receive(session: Session, reply: Reply, *, received_at: datetime, now: datetime | None = None) -> Receipt:
    """Match ``reply`` to its invitation by UID and ATTENDEE, and store it if it counts.

    ``received_at`` is when the mail came, ``now`` when it is read: that may be days later.
    The mail's sender has no say: whoever writes from a second address answers too, and it is noted.
    """
    invitation = invitations.by_address(session, reply.uid, reply.attendee)
    if invitation is None:
        return Receipt(None, Refusal.OTHER_EVENT)
    attendance.lock(session, invitation.event)  # before her own row: all who give seats come this way
    attendance.lock_person(session, invitation)
    if invitation.is_withdrawn:
        return Receipt(invitation, Refusal.OTHER_PERSON)
    if invitation.sent_sequence is None or reply.sequence > invitation.sent_sequence:
        return Receipt(invitation, Refusal.NEVER_ASKED)  # she answers what nobody sent: a person should look at that
    if reply.method is not ReplyMethod.REPLY:
        wants = reply.method if _may_echo(session, invitation, received_at) else None
        return Receipt(invitation, Refusal.NOT_A_REPLY, wants=wants)
    # A clock that is ahead must not silence the answers after it.
    reply = replace(reply, dtstamp=min(reply.dtstamp, received_at)) if _is_near(reply, received_at) else reply
    last = _newest(session, invitation)
    before = last.stamped_at if last else None
    uid, address = invitation.event.uid, invitation.email
    verdict = takes(reply, uid, address, invitation.sent_sequence, before, received_at=received_at)
    if last and last.stamped_at == reply.dtstamp and last.partstat != reply.partstat:
        return Receipt(invitation, Refusal.CONTRADICTS)
    if verdict.refusal is not None:
        return Receipt(invitation, verdict.refusal)
    return _take(session, invitation, reply, received_at, now or received_at)


def _take(session: Session, invitation: Invitation, reply: Reply, received_at: datetime, now: datetime) -> Receipt:
    """Store an answer that counts, and give or take the seat that goes with it.

    Calendars know one way to come; who said before that she takes part online still does.
    """
    is_online = invitation.partstat == PartStat.ACCEPTED and invitation.way == Way.ONLINE
    wish = Answer(reply.partstat, Way.ONLINE if is_online else Way.HALL)
    note = Note(
        sequence=reply.sequence,
        stamped_at=reply.dtstamp,
        received_at=received_at,
        comment="\n".join(part for part in (reply.comment, f"→ {reply.delegated_to}") if part.strip("→ ")),
        sender="" if reply.sender == invitation.address_key else reply.sender or NOBODY_KNOWN,
    )
    try:
        with session.begin_nested():
            found = seats.answer(session, invitation, wish, source=Source.CALENDAR, now=now, note=note)
    except RuleBroken as error:
        refusal = _REFUSALS.get(error.code, Refusal.CLOSED)  # for a person to read
        told = (Promotion(invitation, NoticeKind.FULL, now),) if refusal is Refusal.FULL else ()
        return Receipt(invitation, refusal, told=told)
    waits = (Promotion(invitation, NoticeKind.WAITING, now),) if found.seat is Seat.WAITING else ()
    return Receipt(invitation, stored=found.stored, told=(*found.told, *waits))


def _is_near(reply: Reply, received_at: datetime) -> bool:
    return received_at < reply.dtstamp <= received_at + CLOCKS_DIFFER_BY


def _newest(session: Session, invitation: Invitation) -> Rsvp | None:
    """The newest answer, whatever way it came."""
    query = select(Rsvp).where(Rsvp.invitation_id == invitation.id)
    return session.scalar(query.order_by(Rsvp.stamped_at.desc(), Rsvp.id.desc()).limit(1))


def _may_echo(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Whether we may write once more: two programs that answer each other, or a stranger, must not fill a mailbox."""
    query = select(func.count()).where(Delivery.invitation_id == invitation.id, Delivery.queued_at > now - _PER)
    return (session.scalar(query) or 0) < _MOST_ECHOES
