"""Forgetting who was invited: what stays of an event's people are counts, none of a group smaller than five (DP-8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, delete, func, or_, select, union, update
from sqlalchemy.orm import Session

from eventapp.domain.attendance import Kept, Mode, Seat, Way
from eventapp.domain.figures import merged
from eventapp.domain.mailings import UNSETTLED, Channel, DeliveryState, MailingState
from eventapp.domain.rsvp import PartStat
from eventapp.models import Delivery, Event, HeadCount, Invitation, Mailing
from eventapp.services import attendance, copies, figures

_NO = (PartStat.DECLINED, PartStat.DELEGATED)
_ON_THE_LIST = (Seat.WAITING, Seat.OFFERED)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """How many of those invited are known by a row of their own, and noted to have waited or been uninvited."""

    known: int = 0
    waited: int = 0


# Reading


def in_use(session: Session, events: Iterable[int]) -> set[int]:
    """Which of these events mails are on their way about: until something has become of each, its people are needed.

    A mailing that somebody halted and never ended keeps nobody's data for ever.
    """
    ids = list(events)
    waits = (Delivery.channel == Channel.MAIL, Delivery.state.in_(UNSETTLED))
    sent = select(Mailing.event_id).join(Delivery, Delivery.mailing_id == Mailing.id)
    single = select(Invitation.event_id).join(Delivery, Delivery.invitation_id == Invitation.id)
    running = (Mailing.event_id.in_(ids), Mailing.state == MailingState.RUNNING)
    alone = (Invitation.event_id.in_(ids), Delivery.mailing_id.is_(None))
    return set(session.scalars(union(sent.where(*running, *waits), single.where(*alone, *waits))))


def counts(session: Session, events: Iterable[int]) -> dict[int, Stored]:
    """How many are still known, and noted to have waited, at each of these events that anybody is stored of."""
    is_known = case((Invitation.withdrawn_at.is_(None), 1), else_=0)
    has_waited = case((or_(Invitation.seat.in_(_ON_THE_LIST), Invitation.withdrawn_at.is_not(None)), 1), else_=0)
    query = select(Invitation.event_id, func.sum(is_known), func.sum(has_waited))
    rows = session.execute(query.where(Invitation.event_id.in_(list(events))).group_by(Invitation.event_id))
    return {event_id: Stored(known or 0, waited or 0) for event_id, known, waited in rows}


def waited(session: Session, event: Event) -> int:
    """How many are still noted to have waited for a seat, or to have been uninvited."""
    return counts(session, [event.id]).get(event.id, Stored()).waited


def known(session: Session, event: Event) -> int:
    """How many are still known by a row of their own. Who was uninvited goes with the waiting list."""
    return counts(session, [event.id]).get(event.id, Stored()).known


# Changing


def forget_waiting(session: Session, event: Event) -> int:
    """Forget who waited for a seat, and who was uninvited. How many waited stays. Answers how many it was."""
    attendance.lock(session, event)
    waits = (Invitation.event_id == event.id, Invitation.seat.in_(_ON_THE_LIST))
    counted = (*waits, Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None))
    total = waited(session, event)
    _keep(session, event, {("", Kept.WAITED, ""): session.scalar(select(func.count()).where(*counted)) or 0})
    _remove(session, Invitation.event_id == event.id, Invitation.withdrawn_at.is_not(None))
    gone = {"partstat": None, "way": "", "seat": "", "waiting_since": None, "offer_until": None}
    session.execute(update(Invitation).where(*waits).values(gone).execution_options(synchronize_session=False))
    session.expire_all()
    return total


def forget_people(session: Session, event: Event) -> int:
    """Turn all who were invited into counts by department, and delete them with their answers. Answers how many.

    Departments of fewer than five people are put together, and nobody can tell afterwards which they were.
    """
    plan = attendance.lock(session, event)
    total = known(session, event)
    _count(session, event, is_named=plan.mode != Mode.COUNT)
    _remove(session, Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None))
    session.expire_all()
    return total


def _count(session: Session, event: Event, *, is_named: bool) -> None:
    reached = func.sum(case((figures.is_reached(), 1), else_=0))
    answered = case((Invitation.answered_at.is_not(None), 1), else_=0)
    columns = (Invitation.department, Invitation.partstat, Invitation.way, Invitation.seat, answered)
    query = select(*columns, func.count(), reached).where(
        Invitation.event_id == event.id, Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None)
    )
    rows = session.execute(query.group_by(*columns)).all()
    sizes: Counter[str] = Counter()
    for row in rows:
        sizes[row[0]] += row[5]
    large = set(merged(sizes)[0])
    kept: Counter[tuple[str, str, str]] = Counter()
    for department, partstat, way, seat, is_answered, count, arrived in rows:
        group = department if department in large else ""
        kept[group, Kept.INVITED, ""] += count
        kept[group, Kept.REACHED, ""] += arrived or 0
        if seat in _ON_THE_LIST:
            kept["", Kept.WAITED, ""] += count
        said = _said(partstat, way, seat)
        if is_named or not is_answered:
            kept[(group, *said)] += count
    if not is_named:
        _merge_ballots(session, event, large)
    _keep(session, event, kept)


def _said(partstat: str | None, way: str, seat: str) -> Key:
    if partstat == PartStat.ACCEPTED and way == Way.ONLINE:
        return PartStat.ACCEPTED.value, Way.ONLINE.value
    if partstat == PartStat.ACCEPTED and seat not in _ON_THE_LIST:
        return PartStat.ACCEPTED.value, Way.HALL.value
    if partstat in _NO:
        return PartStat.DECLINED.value, ""
    return (PartStat.TENTATIVE.value, "") if partstat == PartStat.TENTATIVE else (Kept.OPEN.value, "")


def _merge_ballots(session: Session, event: Event, large: set[str]) -> None:
    """What small departments said in the mode "count" is put together, too."""
    heads = session.scalars(select(HeadCount).where(HeadCount.event_id == event.id)).all()
    if any(head.partstat == Kept.INVITED for head in heads):
        return
    moved: Counter[tuple[str, str, str]] = Counter()
    for head in heads:
        if head.department and head.department not in large:
            moved["", head.partstat, head.way] += head.count
            session.delete(head)
    session.flush()
    _keep(session, event, moved)


def _keep(session: Session, event: Event, counts: dict[tuple[str, str, str], int]) -> None:
    heads = session.scalars(select(HeadCount).where(HeadCount.event_id == event.id))
    stored = {(head.department, head.partstat, head.way): head for head in heads}
    for key, count in sorted(counts.items()):
        if not count:
            continue
        if key in stored:
            stored[key].count += count
        else:
            department, partstat, way = key
            values = {"department": department, "partstat": str(partstat), "way": way, "count": count}
            session.add(HeadCount(event_id=event.id, **values))
    session.flush()


def _remove(session: Session, *wanted: object) -> None:
    """Delete invitations with what hangs on them, and take their people out of the mails about them."""
    ids = select(Invitation.id).where(*wanted)  # type: ignore[arg-type]
    theirs = Delivery.invitation_id.in_(ids)
    silent = {"synchronize_session": False}
    stopped = {"state": DeliveryState.STOPPED, "lease_until": None}
    session.execute(
        update(Delivery).where(theirs, Delivery.state.in_(UNSETTLED)).values(stopped).execution_options(**silent)
    )
    copies.remove_files(session, theirs)
    blank = {"recipient": "", "content": None, "failure": ""}
    session.execute(update(Delivery).where(theirs).values(blank).execution_options(**silent))
    session.execute(delete(Invitation).where(*wanted).execution_options(**silent))  # type: ignore[arg-type]
