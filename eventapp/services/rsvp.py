"""Answers to invitations, and which of them count (RFC 5546, sections 3.2.3, 3.2.6 and 3.2.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.rsvp import CLOCKS_DIFFER_BY, Refusal, Reply, ReplyMethod, takes
from eventapp.models import Delivery, Invitation, Rsvp
from eventapp.services import invitations

NOBODY_KNOWN = "?"
_MOST_ECHOES = 3
_PER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a calendar's message. ``invitation`` is None where nobody here was invited like that.

    ``wants`` is COUNTER or REFRESH where the sender's calendar waits for an answer of ours.
    """

    invitation: Invitation | None
    refusal: Refusal | None = None
    stored: Rsvp | None = None
    wants: ReplyMethod | None = None


def receive(session: Session, reply: Reply, *, received_at: datetime) -> Receipt:
    """Match ``reply`` to its invitation by UID and ATTENDEE, and store it if it counts.

    The mail's sender has no say: whoever writes from a second address answers too, and it is noted.
    """
    invitation = invitations.by_address(session, reply.uid, reply.attendee)
    if invitation is None:
        return Receipt(None, Refusal.OTHER_EVENT)
    session.refresh(invitation, with_for_update=True)
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
    answer = Rsvp(
        invitation=invitation,
        partstat=reply.partstat.value,
        source="calendar",
        sequence=reply.sequence,
        stamped_at=reply.dtstamp,
        received_at=received_at,
        comment="\n".join(part for part in (reply.comment, f"→ {reply.delegated_to}") if part.strip("→ ")),
        sender="" if reply.sender == invitation.address_key else reply.sender or NOBODY_KNOWN,
    )
    session.add(answer)
    session.flush()
    return Receipt(invitation, stored=answer)


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
