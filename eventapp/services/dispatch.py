"""A mailing that was started: halted, gone on with, ended; its letters printed (D6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import Channel, DeliveryState, MailingKind, MailingState
from eventapp.models import Delivery, Invitation, Mailing
from eventapp.services import audit, editions, mailing_texts, revised

# Reading


def may_leave(session: Session, mailing: Mailing, *, now: datetime) -> bool:
    """Whether what has not left yet still makes sense: nobody is invited to what is called off, or over."""
    edition = editions.latest(session, mailing.event)
    if edition is None:
        return True
    return mailing_texts.still_fits(MailingKind(mailing.kind), edition, is_over=edition.is_over(now))


# Changing


def pause(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> None:
    """Let nothing more leave for now."""
    _switch(session, mailing, MailingState.RUNNING, MailingState.PAUSED, actor, now)


def resume(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> None:
    """Go on. What has not left yet tells what is announced now; of what may have arrived, the same copy is repeated.

    Raises RuleBroken("mailings.unfit") where what is announced now makes it senseless.
    """
    if not may_leave(session, mailing, now=now):
        raise RuleBroken("mailings.unfit")
    edition = editions.latest(session, mailing.event)
    if edition is not None and edition.number != mailing.edition:
        waiting = (
            Delivery.mailing_id == mailing.id,
            Delivery.state.in_((DeliveryState.READY, DeliveryState.CLAIMED)),
            ~Delivery.is_uncertain,
        )
        statement = update(Delivery).where(*waiting).values(sequence=edition.sequence, edition=edition.number)
        session.execute(statement.execution_options(synchronize_session=False))
        mailing.edition = edition.number
    _switch(session, mailing, MailingState.PAUSED, MailingState.RUNNING, actor, now)


def stop(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> int:
    """End it for good: what has not left stays here. Answers how many that are."""
    _require(mailing, actor)
    if mailing.state not in {MailingState.RUNNING, MailingState.PAUSED}:
        raise RuleBroken("mailings.not_running")
    waiting = (Delivery.mailing_id == mailing.id, Delivery.state.in_((DeliveryState.READY, DeliveryState.CLAIMED)))
    statement = update(Delivery).where(*waiting).values(state=DeliveryState.STOPPED, lease_until=None)
    result: Any = session.execute(statement.execution_options(synchronize_session=False))
    mailing.state = MailingState.STOPPED
    kept = int(result.rowcount)
    revised.store(session, mailing, actor=actor, now=now, act="mailing.stopped", kept_back=kept)
    return kept


def note_printed(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> int:
    """All letters of ``mailing`` were printed and handed over. Answers how many."""
    _require(mailing, actor)
    waiting = (
        Delivery.mailing_id == mailing.id,
        Delivery.channel == Channel.LETTER,
        Delivery.state == DeliveryState.READY,
        Delivery.invitation_id.in_(
            select(Invitation.id).where(Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None))
        ),
    )
    statement = update(Delivery).where(*waiting).values(state=DeliveryState.SENT, sent_at=now)
    result: Any = session.execute(statement.execution_options(synchronize_session=False))
    printed = int(result.rowcount)
    audit.record(session, actor, "mailing.printed", mailing, now=now, letters=printed)
    return printed


def _switch(
    session: Session, mailing: Mailing, before: MailingState, after: MailingState, actor: Actor, now: datetime
) -> None:
    _require(mailing, actor)
    if mailing.state != before:
        raise RuleBroken("mailings.not_running" if before is MailingState.RUNNING else "mailings.not_paused")
    mailing.state = after
    revised.store(session, mailing, actor=actor, now=now)


def _require(mailing: Mailing, actor: Actor) -> None:
    revised.require_planner(actor, mailing.event.organizer_id)
