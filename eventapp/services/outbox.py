"""What waits to leave: decided and written in one transaction, sent by a job (TRUST R-01 to R-15).

A delivery is ``ready``, then ``claimed`` by a worker for a while, ``sending`` from just before the mail is handed over,
and ``sent`` or ``failed`` in the end. Whoever finds one ``sending`` whose worker is gone can't know whether it arrived:
it is sent again with the same Message-ID, and marked as uncertain.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import UNSETTLED, Channel, DeliveryState, MailingState
from eventapp.models import Delivery, Event, Invitation, Mailing
from eventapp.models.base import UtcDateTime
from eventapp.services import held

LEASE = timedelta(minutes=15)  # longer than all steps of one delivery may take
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, *[360] * 12))  # three days
MOST_REFUSALS = 2
_SPREAD = 0.2
_REASON = 300


@dataclass(frozen=True, slots=True)
class Progress:
    """How many deliveries are where. ``uncertain`` are those that may have arrived twice, ``bounced`` came back."""

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    stopped: int = 0
    uncertain: int = 0
    bounced: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.waiting + self.sent + self.failed + self.stopped

    @property
    def is_finished(self) -> bool:
        """Whether something has become of each (R-14)."""
        return not self.waiting


# Reading


def progress(session: Session, mailing: Mailing | None = None, channel: Channel | None = None) -> Progress:
    """Where the deliveries of ``mailing`` are, or without one all there are. Counted anew: there is no second book."""
    wanted: list[ColumnElement[bool]] = []
    if mailing is not None:
        wanted.append(Delivery.mailing_id == mailing.id)
    if channel is not None:
        wanted.append(Delivery.channel == channel)
    query = select(
        Delivery.state,
        func.count(),
        func.sum(case((Delivery.is_uncertain, 1), else_=0)),
        func.sum(case((Delivery.bounced_at.is_not(None), 1), else_=0)),
    )
    rows = session.execute(query.where(*wanted).group_by(Delivery.state)).all()
    counts = {DeliveryState(state): count for state, count, _, _ in rows}
    return Progress(
        waiting=sum(counts.get(state, 0) for state in UNSETTLED),
        sent=counts.get(DeliveryState.SENT, 0),
        failed=counts.get(DeliveryState.FAILED, 0),
        stopped=counts.get(DeliveryState.STOPPED, 0),
        uncertain=sum(row[2] or 0 for row in rows),
        bounced=sum(row[3] or 0 for row in rows),
    )


def failures(session: Session, mailing: Mailing) -> Sequence[Row[str, int]]:
    """Why deliveries of ``mailing`` failed or came back, in the servers' words, the most frequent first."""
    query = select(Delivery.failure, func.count()).where(Delivery.mailing_id == mailing.id, _is_failed())
    return session.execute(query.group_by(Delivery.failure).order_by(func.count().desc(), Delivery.failure)).all()


def failed(session: Session, mailing: Mailing) -> Sequence[Delivery]:
    """The deliveries of ``mailing`` that failed or came back."""
    query = select(Delivery).where(Delivery.mailing_id == mailing.id, _is_failed())
    return session.scalars(query.order_by(Delivery.failure, Delivery.id)).all()


def uncertain(session: Session, mailing: Mailing) -> Sequence[Delivery]:
    """The deliveries of ``mailing`` that may have arrived twice."""
    query = select(Delivery).where(Delivery.mailing_id == mailing.id, Delivery.is_uncertain)
    return session.scalars(query.order_by(Delivery.id)).all()


def given_up(session: Session) -> int:
    """How many mails were refused for good, or for three days."""
    return session.scalar(select(func.count()).where(Delivery.state == DeliveryState.FAILED)) or 0


def oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Since when the mail that is due longest has been waiting, be it in a worker's hands; None where nothing is due.

    What is held or paused is not due.
    """
    in_hand = Delivery.state.in_((DeliveryState.CLAIMED, DeliveryState.SENDING))
    waits = or_(in_hand, and_(Delivery.state == DeliveryState.READY, Delivery.due_at <= now))
    return session.scalar(select(func.min(Delivery.due_at)).where(_is_mail_wanted(), waits, ~held.found(session)))


def due(session: Session, *, now: datetime) -> dict[int | None, int]:
    """How many mails of each organizer would leave at once if none were held; the installation's own under None."""
    about = func.coalesce(Mailing.event_id, Invitation.event_id)
    of_single = and_(Delivery.mailing_id.is_(None), Invitation.id == Delivery.invitation_id)
    query = (
        select(Event.organizer_id, func.count(Delivery.id))
        .select_from(Delivery)
        .outerjoin(Mailing, Mailing.id == Delivery.mailing_id)
        .outerjoin(Invitation, of_single)
        .outerjoin(Event, Event.id == about)
        .where(_is_mail_wanted(), _is_free(now))
        .group_by(Event.organizer_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


# Changing: putting there


def queue(
    session: Session,
    *,
    message_id: str,
    sender: str,
    recipient: str,
    content: bytes | None,
    now: datetime,
    invitation: Invitation | None = None,
) -> bool:
    """Put a single mail there; False if one with this Message-ID is there already: what was decided once goes once.

    One without ``content`` is made when it leaves (``services.copies``).
    """
    if session.scalar(select(Delivery.id).where(Delivery.message_id == message_id)):
        return False
    mail = Delivery(
        invitation_id=invitation.id if invitation else None,
        message_id=message_id,
        sender=sender,
        recipient=recipient,
        content=content,
        queued_at=now,
        due_at=now,
    )
    session.add(mail)
    session.flush()
    return True


def retry(session: Session, mailing: Mailing, delivery_ids: Sequence[int] = (), *, now: datetime) -> int:
    """Let what failed or came back leave once more, to the address as it is now. Answers how many.

    Raises RuleBroken("mailings.not_running") for a mailing that has ended.
    """
    if mailing.state not in {MailingState.RUNNING, MailingState.PAUSED}:
        raise RuleBroken("mailings.not_running")
    wanted = [Delivery.mailing_id == mailing.id, _is_failed()]
    if delivery_ids:
        wanted.append(Delivery.id.in_(delivery_ids))
    values = {"state": DeliveryState.READY, "due_at": now, "tries": 0, "failure": "", "bounced_at": None}
    return rows_changed(session, update(Delivery).where(*wanted).values(values))


def drop_for(session: Session, *, invitation: Invitation | None = None, event: Event | None = None) -> None:
    """Forget single mails that wait about an invitation or event that changed since: they would tell what is no more.

    What is made when it leaves tells what is then.
    Mailings are never thinned out like that: they are stopped as a whole.
    """
    single = (Delivery.mailing_id.is_(None), Delivery.content.is_not(None))
    query = delete(Delivery).where(Delivery.state == DeliveryState.READY, *single)
    if invitation is not None:
        query = query.where(Delivery.invitation_id == invitation.id)
    if event is not None:
        query = query.where(Delivery.invitation_id.in_(select(Invitation.id).where(Invitation.event_id == event.id)))
    session.execute(query)


def pause_mailings(session: Session, event: Event) -> None:
    """Halt what is on its way about ``event``: its time or place has changed, and a planner has to look (R-13)."""
    waits = exists().where(Delivery.mailing_id == Mailing.id, Delivery.state.in_(UNSETTLED))
    running = (Mailing.event_id == event.id, Mailing.state == MailingState.RUNNING, waits)
    rows_changed(
        session, update(Mailing).where(*running).values(state=MailingState.PAUSED, revision=Mailing.revision + 1)
    )


# Changing: taking out, one step after the other


def claim(session: Session, worker: str, *, now: datetime, most: int = 20) -> list[int]:
    """Take what is due, the oldest first, for ``worker`` alone; the ids. They come free again when its lease ends."""
    found = (
        select(Delivery.id)
        .where(_is_mail_wanted(), _is_free(now), ~held.found(session))
        .order_by(Delivery.due_at, Delivery.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    uncertain_now = or_(Delivery.is_uncertain, Delivery.state == DeliveryState.SENDING)
    taken = (
        update(Delivery)
        .where(Delivery.id.in_(found.scalar_subquery()))
        .values(
            state=DeliveryState.CLAIMED,
            worker=worker,
            lease_until=now + LEASE,
            is_uncertain=uncertain_now,
        )
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(session.scalars(taken).all())


def begin(
    session: Session, delivery_id: int, worker: str, *, stamp: datetime, now: datetime, edition: int | None = None
) -> bool:
    """The mail is handed over now, with ``stamp`` as its Date.

    False if it is no longer ours, if its mailing was halted or its reader uninvited meanwhile, or if it would tell of
    another ``edition`` than it should by now (R-03, R-13).
    """
    values = {"of": delivery_id, "by": worker, "stamp": stamp, "now": now, "about": edition or 0}
    return session.connection().execute(_BEGIN, values).rowcount == 1


def note_sent(session: Session, delivery_id: int, worker: str, *, recipient: str, now: datetime) -> None:
    """It left, to this address."""
    session.connection().execute(_SENT, {"of": delivery_id, "by": worker, "to": recipient, "now": now})


def note_failure(
    session: Session, delivery_id: int, worker: str, reason: str, *, is_final: bool, is_uncertain: bool, now: datetime
) -> None:
    """It was refused: for good after the second time, or it is tried again after the next of WAITS (R-05, R-06).

    ``is_uncertain``: the connection was lost after all of it was handed over (R-08).
    """
    row = session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if row is None or row.worker != worker:
        return
    row.failure, row.lease_until = reason[:_REASON], None
    row.is_uncertain = row.is_uncertain or is_uncertain
    if not row.is_uncertain:
        row.stamped_at = None  # nobody has a copy, so the next attempt may bear its own date
    row.tries += 1
    is_over = row.tries >= MOST_REFUSALS if is_final else row.tries > len(WAITS)
    row.state = DeliveryState.FAILED if is_over else DeliveryState.READY
    row.due_at = now + _spread(WAITS[min(row.tries - 1, len(WAITS) - 1)])
    session.flush()


def refuse(session: Session, delivery_id: int, worker: str, reason: str) -> None:
    """It can't be made at all: no server will ever take it."""
    values = {"state": DeliveryState.FAILED, "failure": reason[:_REASON], "lease_until": None}
    session.execute(update(Delivery).where(Delivery.id == delivery_id, Delivery.worker == worker).values(values))


def skip(session: Session, delivery_id: int, worker: str) -> None:
    """It is no longer wanted: she was uninvited, or asked to be forgotten, since it was put there."""
    values = {"state": DeliveryState.STOPPED, "lease_until": None}
    session.execute(update(Delivery).where(Delivery.id == delivery_id, Delivery.worker == worker).values(values))


def release(session: Session, worker: str, *, now: datetime) -> int:
    """Give back what ``worker`` claimed and has not begun. Answers how many."""
    ours = (Delivery.worker == worker, Delivery.state == DeliveryState.CLAIMED)
    values = {"state": DeliveryState.READY, "lease_until": None, "worker": "", "due_at": now}
    return rows_changed(session, update(Delivery).where(*ours).values(values))


def give_back(session: Session, delivery_id: int, worker: str, *, now: datetime) -> None:
    """The mail server was not to be had before anything was handed over: none of the mail's tries is used up."""
    ours = (Delivery.id == delivery_id, Delivery.worker == worker)
    values = {
        "state": DeliveryState.READY,
        "lease_until": None,
        "due_at": now,
        "stamped_at": case((Delivery.is_uncertain, Delivery.stamped_at), else_=None),
    }
    session.execute(update(Delivery).where(*ours).values(values))


# What is done for each of ten thousand mails is put into words once.
_ROW = cast(Table, Delivery.__table__)
_BEGIN = (
    update(_ROW)
    .where(
        _ROW.c.id == bindparam("of"),
        _ROW.c.state == DeliveryState.CLAIMED.value,
        _ROW.c.worker == bindparam("by"),
        _ROW.c.lease_until > bindparam("now", type_=UtcDateTime()),
        or_(
            _ROW.c.mailing_id.is_(None),
            and_(
                exists().where(Mailing.id == _ROW.c.mailing_id, Mailing.state == MailingState.RUNNING.value),
                exists().where(
                    Invitation.id == _ROW.c.invitation_id,  # each by its key: a list of all would cost 4 ms a mail
                    Invitation.withdrawn_at.is_(None),
                    Invitation.forgotten_at.is_(None),
                ),
            ),
        ),
        func.coalesce(_ROW.c.edition, 0) == bindparam("about"),
        ~held.is_held(_ROW.c),
    )
    .values(state=DeliveryState.SENDING.value, stamped_at=bindparam("stamp", type_=UtcDateTime()))
)
_SENT = (
    update(_ROW)
    .where(_ROW.c.id == bindparam("of"), _ROW.c.worker == bindparam("by"))
    .values(
        state=DeliveryState.SENT.value,
        sent_at=bindparam("now", type_=UtcDateTime()),
        recipient=bindparam("to"),
        content=None,  # nobody needs it any more, and what it told may be deleted tomorrow
        failure="",
        lease_until=None,
    )
)


def _running() -> Any:
    return select(Mailing.id).where(Mailing.state == MailingState.RUNNING).scalar_subquery()


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Due and in nobody's hands, or in those of a worker whose lease has ended."""
    is_ready = and_(Delivery.state == DeliveryState.READY, Delivery.due_at <= now)
    is_abandoned = and_(Delivery.state.in_((DeliveryState.CLAIMED, DeliveryState.SENDING)), Delivery.lease_until <= now)
    return or_(is_ready, is_abandoned)


def _is_mail_wanted() -> ColumnElement[bool]:
    is_wanted = or_(Delivery.mailing_id.is_(None), Delivery.mailing_id.in_(_running()))
    return and_(Delivery.channel == Channel.MAIL, is_wanted)


def _is_failed() -> ColumnElement[bool]:
    return or_(Delivery.state == DeliveryState.FAILED, Delivery.bounced_at.is_not(None))


def _spread(wait: timedelta) -> timedelta:
    """A wait a little longer or shorter, so that what failed together doesn't come back together."""
    return wait * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311  # no secret depends on it


def rows_changed(session: Session, statement: Any) -> int:
    """Carry out an UPDATE; how many rows it changed."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)  # noqa: S101  # what an UPDATE answers
    return result.rowcount
