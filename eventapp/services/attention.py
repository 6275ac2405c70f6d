"""What of the sending about one event waits for a planner."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from eventapp.domain.mailings import Channel, DeliveryState, MailingState
from eventapp.models import Delivery, Event, Invitation, Mailing
from eventapp.services import changes


@dataclass(frozen=True, slots=True)
class Attention:
    """Numbers of people; ``paused`` counts mailings. ``untold`` have not heard of the latest change or call-off."""

    untold: int
    is_call_off: bool
    paused: int
    letters: int
    unreached: int


def of(session: Session, event: Event) -> Attention:
    """What waits at ``event``."""
    found = changes.untold(session, event)
    return Attention(
        untold=found.count if found else 0,
        is_call_off=found.is_call_off if found else False,
        paused=_paused(session, event),
        letters=letters_waiting(session, event),
        unreached=unreached(session, event),
    )


def letters_waiting(session: Session, event: Event) -> int:
    """How many letters of started mailings are not noted as printed."""
    waiting = _people(
        event,
        Mailing.state.in_((MailingState.RUNNING, MailingState.PAUSED)),
        Delivery.channel == Channel.LETTER,
        Delivery.state == DeliveryState.READY,
    )
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def unreached(session: Session, event: Event) -> int:
    """How many people no mail has reached: each of theirs was refused, or came back."""
    other = aliased(Delivery)
    arrived = exists().where(
        other.invitation_id == Invitation.id, other.state == DeliveryState.SENT, other.bounced_at.is_(None)
    )
    failed = or_(Delivery.state == DeliveryState.FAILED, Delivery.bounced_at.is_not(None))
    people = _people(event, failed, ~arrived).distinct()
    return session.scalar(select(func.count()).select_from(people.subquery())) or 0


def _people(event: Event, *wanted: ColumnElement[bool]) -> Select[int]:
    return (
        select(Invitation.id)
        .join(Delivery, Delivery.invitation_id == Invitation.id)
        .join(Mailing, Mailing.id == Delivery.mailing_id)
        .where(
            Mailing.event_id == event.id,
            Invitation.withdrawn_at.is_(None),
            Invitation.forgotten_at.is_(None),
            *wanted,
        )
    )


def _paused(session: Session, event: Event) -> int:
    query = select(func.count(Mailing.id)).where(Mailing.event_id == event.id, Mailing.state == MailingState.PAUSED)
    return session.scalar(query) or 0
