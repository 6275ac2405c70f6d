"""The deliveries of one mailing, one by one: found, tried out, put right."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import SQLColumnExpression, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.invitations import address_key, forgotten_keys
from eventapp.domain.mailings import UNSETTLED, DeliveryState
from eventapp.domain.messages import mail_host
from eventapp.domain.tokens import Tokens
from eventapp.models import Delivery, Invitation, Mailing
from eventapp.services import audit, dispatch, mailings, outbox, revised


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its rows, its number from 1, how many pages and rows there are."""

    rows: Sequence[Delivery]
    number: int
    pages: int
    count: int


_ONLY = {
    "waiting": Delivery.state.in_(UNSETTLED),
    "sent": Delivery.state == DeliveryState.SENT,
    "failed": or_(Delivery.state == DeliveryState.FAILED, Delivery.bounced_at.is_not(None)),
    "uncertain": Delivery.is_uncertain,
}


def page(session: Session, mailing: Mailing, *, query: str, only: str, number: int, size: int) -> Page:
    """Deliveries whose reader's name or address holds ``query``, failed ones first. ``only`` is a key of _ONLY."""
    wanted: list[SQLColumnExpression[bool]] = [Delivery.mailing_id == mailing.id, Delivery.invitation_id.is_not(None)]
    if only in _ONLY:
        wanted.append(_ONLY[only])
    if query.strip():
        wanted.append(or_(Invitation.name.icontains(query.strip(), autoescape=True),
                          Invitation.address_key.contains(query.strip().casefold(), autoescape=True)))  # fmt: skip
    base = select(Delivery).join(Delivery.invitation).where(*wanted)
    count = session.scalar(select(func.count()).select_from(base.subquery())) or 0
    pages = max(1, -(-count // size))
    number = max(1, min(number, pages))
    first = case((_ONLY["failed"], 0), else_=1)
    rows = base.options(contains_eager(Delivery.invitation)).order_by(first, Invitation.name, Delivery.id)
    return Page(session.scalars(rows.offset((number - 1) * size).limit(size)).all(), number, pages, count)


def get(session: Session, mailing: Mailing, delivery_id: int) -> Delivery:
    """One delivery of ``mailing``. Raises NotFound."""
    found = session.get(Delivery, delivery_id)
    if found is None or found.mailing_id != mailing.id:
        raise NotFound("mailings.unknown", id=delivery_id)
    return found


def correct(
    session: Session,
    mailing: Mailing,
    delivery: Delivery,
    email: str,
    *,
    tokens: Tokens,
    actor: Actor,
    now: datetime,
) -> bool:
    """Give somebody whom no mail has reached another address, and send once more; whether it is sent.

    It is not where what is announced now makes it senseless. Raises InvalidValue("invitations.twice") for an address
    that somebody else was invited at, or that was deleted at its owner's wish, ("mailings.same_address") for the one
    that failed; RuleBroken("mailings.not_failed") for what has not failed.
    """
    revised.require_planner(actor, mailing.event.organizer_id)
    if delivery.state != DeliveryState.FAILED and delivery.bounced_at is None:
        raise RuleBroken("mailings.not_failed")
    invitation = delivery.invitation
    if invitation is None or invitation.forgotten_at is not None:
        raise RuleBroken("mailings.nobody")
    key = address_key(email)
    if key == invitation.address_key:
        raise InvalidValue("mailings.same_address", field="email")
    known = select(Invitation.id).where(
        Invitation.assembly_id == invitation.assembly_id,
        Invitation.address_key.in_((key, *forgotten_keys(key, tokens))),
        Invitation.id != invitation.id,
    )
    if session.scalar(known):
        raise InvalidValue("invitations.twice", field="email")
    invitation.email, invitation.address_key = email, key
    audit.record(session, actor, "invitation.address_corrected", invitation, now=now)
    session.flush()
    if not dispatch.may_leave(session, mailing, now=now):
        return False
    outbox.retry(session, mailing, [delivery.id], now=now)
    return True


def retry(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> int:
    """Let all that failed leave once more. Answers how many. Raises RuleBroken("mailings.unfit")."""
    revised.require_planner(actor, mailing.event.organizer_id)
    if not dispatch.may_leave(session, mailing, now=now):
        raise RuleBroken("mailings.unfit")
    count = outbox.retry(session, mailing, now=now)
    audit.record(session, actor, "mailing.retried", mailing, now=now, mails=count)
    return count


def queue_test(
    session: Session, mailing: Mailing, *, sender: str, recipient: str, content: bytes, host: str, now: datetime
) -> None:
    """Send one mail to the planner herself. It belongs to no mailing and invites nobody."""
    outbox.queue(
        session,
        message_id=f"<{uuid.uuid4()}@{mail_host(host)}>",
        sender=sender,
        recipient=recipient,
        content=content,
        now=now,
    )
    mailings.note_test(session, mailing, now=now)
