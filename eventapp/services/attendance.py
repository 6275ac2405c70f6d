"""How people answer to an event and how many may come: the plan, and what came of it. Seats are given by ``seats``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.attendance import AttendanceDraft, Counts, Kept, Mode, NeedKind, Seat, Way
from eventapp.domain.editions import Edition
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.rsvp import PartStat
from eventapp.domain.texts import Language
from eventapp.models import AttendancePlan, Event, HeadCount, Invitation, Need
from eventapp.services import editions, periods, revised
from eventapp.services.wording import N_, words

# Reading


def plan_of(session: Session, event: Event) -> AttendancePlan:
    """How people answer to ``event``. Where nothing is set it is a plan without limits that is in no database yet."""
    return session.scalar(select(AttendancePlan).where(AttendancePlan.event_id == event.id)) or _boundless(event)


def lock(session: Session, event: Event) -> AttendancePlan:
    """The same, and nobody else gives or takes a seat of ``event`` until the end of the transaction (R-16).

    Where there is no plan the event's row stands for it, so that making one waits, too.
    """
    query = select(AttendancePlan).where(AttendancePlan.event_id == event.id)
    query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        session.execute(select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
        found = session.scalar(query)
    return found or _boundless(event)


def lock_person(session: Session, invitation: Invitation) -> None:
    """Read her row as it is now, and let nobody else change it. The plan of her event is locked before (R-18).

    Raises NotFound if somebody else removed it.
    """
    session.flush()
    query = select(Invitation).where(Invitation.id == invitation.id)
    if session.scalar(query.with_for_update().execution_options(populate_existing=True)) is None:
        raise NotFound("invitations.unknown")


def closes_at(plan: AttendancePlan, event: Event, edition: Edition) -> datetime:
    """Until when answers are taken: the day that is set, the end of the event at the latest."""
    end = edition.ends.instant(edition.tz)
    return min(plan.closes.instant(event.tz), end) if plan.closes else end


def starts_at(edition: Edition) -> datetime:
    """When the event begins, as announced."""
    return edition.starts.instant(edition.tz)


def counts(session: Session, event: Event) -> Counts:
    """How many answered what to ``event``. Who was uninvited or is forgotten is not among them."""
    return counts_of(session, [event])[event.id]


def counts_of(session: Session, events: Sequence[Event]) -> dict[int, Counts]:
    """The same for several events, by their ids, in as many queries as for one."""
    ids = [event.id for event in events]
    plans = {plan.event_id: plan for plan in session.scalars(_plans(ids))}
    named: dict[int, dict[str, int]] = {event_id: {} for event_id in ids}
    for event_id, partstat, way, seat, count in session.execute(_named_answers(ids)):
        _add(named[event_id], _group(partstat, way, seat), count)
    ballots: dict[int, dict[str, int]] = {event_id: {} for event_id in ids}
    for head in session.scalars(select(HeadCount).where(HeadCount.event_id.in_(ids))):
        name = head.partstat if head.partstat in set(Kept) else _group(head.partstat, head.way, "")
        _add(ballots[head.event_id], name, head.count)
    wheelchairs = {row[0]: row[1] for row in session.execute(_wheelchairs(ids))}
    return {
        event_id: _counts(plans.get(event_id), named[event_id], ballots[event_id], wheelchairs.get(event_id, 0))
        for event_id in ids
    }


def parts(session: Session, event: Event) -> Sequence[Event]:
    """All parts of the assembly that ``event`` belongs to, the earliest first."""
    query = select(Event).where((Event.id == event.assembly_id) | (Event.part_of_id == event.assembly_id))
    return session.scalars(query.order_by(Event.starts, Event.id)).all()


def open_parts(session: Session, event: Event, *, now: datetime) -> list[tuple[Event, Edition]]:
    """The parts that somebody invited to ``event`` may choose among: announced, not called off, open for answers."""
    mode = plan_of(session, event).mode
    found = []
    for part in parts(session, event):
        edition = editions.latest(session, part)
        if edition is None or edition.is_cancelled:
            continue
        plan = plan_of(session, part)
        if plan.mode == mode and now < closes_at(plan, part, edition):
            found.append((part, edition))
    return found


def search(session: Session, event: Event, words: str, *, most: int) -> Sequence[Invitation]:
    """Those invited to ``event`` whose name or address holds each of ``words``, by name; ``most`` of them."""
    query = select(Invitation).where(Invitation.event_id == event.id, Invitation.forgotten_at.is_(None))
    for word in words.split()[:5]:
        query = query.where(
            Invitation.name.icontains(word, autoescape=True) | Invitation.email.icontains(word, autoescape=True)
        )
    return session.scalars(query.order_by(Invitation.name, Invitation.id).limit(most)).all()


def has_answers(session: Session, event: Event) -> bool:
    """Whether anybody has answered yet."""
    query = select(Invitation.id).where(Invitation.event_id == event.id, Invitation.answered_at.is_not(None))
    return session.scalar(query.limit(1)) is not None


# Changing


def change(
    session: Session, event: Event, draft: AttendanceDraft, *, revision: int | None, actor: Actor, now: datetime
) -> AttendancePlan:
    """Set how people answer. Who moves up by it is the business of ``seats.settle``, in the same transaction.

    Raises Outdated for an older copy, RuleBroken("attendance.mode_fixed") once there are answers,
    InvalidValue("attendance.closes_after_end"), InvalidValue("retention.needs_given").
    """
    revised.require_planner(actor, event.organizer_id)
    plan = lock(session, event)
    if plan.id is not None:
        revised.check_revision(plan, revision)
    if draft.closes and draft.closes.instant(event.tz) > event.span.end:
        raise InvalidValue("attendance.closes_after_end", field="closes")
    if draft.mode != plan.mode and has_answers(session, event):
        raise RuleBroken("attendance.mode_fixed", field="mode")
    revised.take_over(plan, draft, without=frozenset({"menu", "needs_days"}))  # these days follow from the periods
    plan.menu = list(draft.menu)
    revised.store(session, plan, actor=actor, now=now)
    reason = words(Language.GERMAN)(N_("Mit den Antworten eingestellt"))
    periods.note_needs(session, event, draft.needs_days, reason=reason, actor=actor, now=now)
    return plan


def _boundless(event: Event) -> AttendancePlan:
    draft = AttendanceDraft()
    plan = AttendancePlan(event_id=event.id, menu=[], revision=1)
    revised.take_over(plan, draft, without=frozenset({"menu"}))
    return plan


def _plans(ids: Iterable[int]) -> Select[AttendancePlan]:
    return select(AttendancePlan).where(AttendancePlan.event_id.in_(ids))


def _named_answers(ids: Iterable[int]) -> Select[int, str, str, str, int]:
    partstat = case((Invitation.partstat.is_not(None), Invitation.partstat), else_="")
    answered = case((Invitation.answered_at.is_not(None), "counted"), else_="")
    said = case((partstat == "", answered), else_=partstat)
    columns = (Invitation.event_id, said, Invitation.way, Invitation.seat)
    query = select(*columns, func.count()).where(
        Invitation.event_id.in_(ids), Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None)
    )
    return query.group_by(*columns)


def _wheelchairs(ids: Iterable[int]) -> Select[int, int]:
    query = select(Need.event_id, func.count()).where(Need.event_id.in_(ids), Need.kind == NeedKind.WHEELCHAIR)
    return query.group_by(Need.event_id)


def _group(partstat: str, way: str, seat: str) -> str:
    """The field of Counts that an answer belongs to. A lapsed one is open again, one by ballot is counted apart."""
    if partstat == PartStat.ACCEPTED:
        if way == Way.ONLINE:
            return "coming_online"
        return {Seat.WAITING: "waiting", Seat.OFFERED: "offered"}.get(Seat(seat), "coming_hall")
    if partstat in {PartStat.DECLINED, PartStat.DELEGATED}:
        return "declined"
    return {PartStat.TENTATIVE.value: "tentative", "counted": "counted"}.get(partstat, "open")


def _add(groups: dict[str, int], name: str, count: int) -> None:
    groups[name] = groups.get(name, 0) + count


def _counts(plan: AttendancePlan | None, named: dict[str, int], ballots: dict[str, int], wheelchairs: int) -> Counts:
    is_counted = plan is not None and plan.mode == Mode.COUNT
    lapsed = 0 if is_counted else named.get("counted", 0)
    others = {"counted", "open", *Kept}
    groups = {name: named.get(name, 0) + ballots.get(name, 0) for name in {*named, *ballots} - others}
    waited = ballots.get(Kept.WAITED, 0)
    groups["waiting"] = groups.get("waiting", 0) + waited
    return Counts(
        invited=sum(named.values()) + ballots.get(Kept.INVITED, 0),
        open=max(0, named.get("open", 0) + lapsed + ballots.get(Kept.OPEN, 0) - waited),
        seats=plan.seats if plan else None,
        wheelchair_places=plan.wheelchair_places if plan else None,
        wheelchairs=wheelchairs,
        **groups,
    )
