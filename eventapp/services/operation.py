"""The whole installation: whether mail is held after a restore, and whether something is stuck (R-27, R-32, R-33)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import RELEASING, SYSTEM, Actor, Role
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.mailings import UNSETTLED, Channel, DeliveryState, MailingState
from eventapp.models import Delivery, Event, Mailing, Operation, Organizer
from eventapp.services import audit, outbox, senders

PATIENCE = timedelta(minutes=15)
WITHOUT_WORKER = timedelta(minutes=2)
_ROW = 1
_NAME = 200


@dataclass(frozen=True, slots=True)
class HeldOrganizer:
    """An office whose mail is held, and how many would leave at once.

    ``needs_release``: it demands a second person, so that whoever plans alone can't let its mail leave.
    """

    id: int
    office: str
    name: str
    waiting: int
    needs_release: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Mail is held ``since`` then, because all data came from the backup called ``restored_from``.

    ``own`` is how many of the installation's own wait; None where those are not held, or not hers to release.
    """

    since: datetime
    restored_from: str
    offices: Sequence[HeldOrganizer]
    own: int | None

    @property
    def waiting(self) -> int:
        """How many would leave at once."""
        return sum(one.waiting for one in self.offices) + (self.own or 0)


# Reading


def hold(session: Session, *, actor: Actor, now: datetime) -> Hold | None:
    """What is held of all that the actor may release: her own offices' mail, or everything; None where nothing is."""
    runs = actor.is_administrator or actor.is_system
    return hold_of(session, None if runs else seen_ids(actor), with_own=runs, now=now)


def seen_ids(actor: Actor) -> frozenset[int]:
    """The organizers of whose held mail the actor is told: those that she plans or releases for."""
    return frozenset(number for number, role in actor.roles if role in RELEASING)


def may_release(organizer_id: int, actor: Actor, *, needs_release: bool) -> bool:
    """Whether the actor may let held mail of an office leave: where it demands a second person, not by planning alone.

    Who runs the installation always may.
    """
    if actor.is_administrator or actor.has(Role.APPROVER, organizer_id):
        return True
    return actor.plans_for(organizer_id) and not needs_release


def hold_of(
    session: Session, organizer_ids: Collection[int] | None, *, with_own: bool = False, now: datetime
) -> Hold | None:
    """What is held of these organizers, of all for None, and with ``with_own`` of the installation itself."""
    query = select(Organizer).where(Organizer.mail_held_at.is_not(None)).order_by(Organizer.office, Organizer.id)
    if organizer_ids is not None:
        query = query.where(Organizer.id.in_(organizer_ids))
    offices = session.scalars(query).all()
    row = session.get(Operation, _ROW)
    own_since = row.mail_held_at if row and with_own else None
    moments = [moment for moment in (own_since, *(one.mail_held_at for one in offices)) if moment]
    if not moments:
        return None
    due = outbox.due(session, now=now)
    found = [
        HeldOrganizer(
            one.id,
            one.office,
            f"{one.office}, {one.authority}",
            due.get(one.id, 0),
            one.needs_release,
        )
        for one in offices
    ]
    return Hold(min(moments), row.restored_from if row else "", found, due.get(None, 0) if own_since else None)


def under_way(session: Session, organizer_id: int) -> Sequence[Mailing]:
    """The mailings of an organizer that still have something to send, oldest first."""
    waits = select(Delivery.mailing_id).where(Delivery.state.in_(UNSETTLED), Delivery.channel == Channel.MAIL)
    query = select(Mailing).join(Event).where(Event.organizer_id == organizer_id, Mailing.id.in_(waits))
    return session.scalars(query.where(Mailing.state == MailingState.RUNNING).order_by(Mailing.id)).all()


def is_held(session: Session, *organizer_ids: int) -> bool:
    """Whether the mail of any of these organizers is held."""
    query = select(Organizer.id).where(Organizer.id.in_(organizer_ids), Organizer.mail_held_at.is_not(None)).limit(1)
    return session.scalar(query) is not None


def own_is_held(session: Session) -> bool:
    """Whether the installation's own mail is held."""
    row = session.get(Operation, _ROW)
    return row is not None and row.mail_held_at is not None


def is_stuck(session: Session, *, now: datetime) -> bool:
    """Whether mails that should leave don't: nobody sends, or nothing has left for long although something is due.

    What is held or paused waits by somebody's will, and what failed waits for its next attempt.
    """
    oldest = outbox.oldest_due(session, now=now)
    if oldest is None or now - oldest < WITHOUT_WORKER:
        return False
    if not senders.has_worker(session, now=now, within=WITHOUT_WORKER):
        return True
    last = session.scalar(select(func.max(Delivery.sent_at)).where(Delivery.state == DeliveryState.SENT))
    return now - oldest > PATIENCE and (last is None or now - last > PATIENCE)


# Changing


def hold_mail(session: Session, restored_from: str, *, now: datetime) -> None:
    """Let no mail of any office leave, nor of the installation, until somebody releases it (R-27).

    Nobody can know what was sent since the backup was made.
    """
    row = session.get(Operation, _ROW) or Operation(id=_ROW)
    row.mail_held_at, row.restored_from = now, restored_from[:_NAME]
    session.add(row)
    session.flush()
    session.execute(update(Organizer).values(mail_held_at=now))  # no new copy of what somebody may be editing
    audit.record(session, SYSTEM, "backup.restored", row, now=now)


def release_organizer(session: Session, organizer_id: int, *, actor: Actor, now: datetime) -> int:
    """Let the mail of one office leave again. Answers how many are due; where none is held: 0.

    Raises NotFound for who neither plans nor releases for it nor runs the installation;
    RuleBroken("operation.second_person") for who plans alone where the office demands a second person.
    """
    organizer = session.get(Organizer, organizer_id)
    if organizer is None or not (organizer_id in seen_ids(actor) or actor.is_administrator or actor.is_system):
        raise NotFound("operation.unknown")
    if not may_release(organizer_id, actor, needs_release=organizer.needs_release):
        raise RuleBroken("operation.second_person", office=organizer.office)
    held = (Organizer.id == organizer_id, Organizer.mail_held_at.is_not(None))
    if not outbox.rows_changed(session, update(Organizer).where(*held).values(mail_held_at=None)):
        return 0
    session.expire(organizer, ["mail_held_at"])
    count = outbox.due(session, now=now).get(organizer_id, 0)
    audit.record(session, actor, "outbox.released", organizer, now=now, mails=count)
    return count


def release_own(session: Session, *, actor: Actor, now: datetime) -> int:
    """Let the installation's own mail leave again. Answers how many are due; where none is held: 0.

    Raises NotFound for who doesn't run it.
    """
    _require_administrator(actor)
    row = session.get(Operation, _ROW, with_for_update=True, populate_existing=True)
    if row is None or row.mail_held_at is None:
        return 0
    row.mail_held_at = None
    session.flush()
    count = outbox.due(session, now=now).get(None, 0)
    audit.record(session, actor, "outbox.released", row, now=now, mails=count)
    return count


def release_all(session: Session, *, actor: Actor, now: datetime) -> int:
    """Let all that is held leave again. Answers how many are due.

    Raises NotFound for who doesn't run the installation.
    """
    _require_administrator(actor)
    ids = session.scalars(select(Organizer.id).where(Organizer.mail_held_at.is_not(None)).order_by(Organizer.id)).all()
    count = release_own(session, actor=actor, now=now)
    return count + sum(release_organizer(session, number, actor=actor, now=now) for number in ids)


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_administrator or actor.is_system):
        raise NotFound("operation.unknown")
