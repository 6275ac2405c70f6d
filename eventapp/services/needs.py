"""What people need: apart from their answers, seen by the role for it alone, gone some days after the event (DP-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session, joinedload

from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.attendance import IN_THE_HALL, TICKED, Mode, NeedKind, Seat, Way
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.retention import Subject, due_at
from eventapp.domain.rsvp import PartStat
from eventapp.models import AttendancePlan, Delivery, Event, Invitation, Need
from eventapp.services import attendance, audit, copies, editions, erasures, periods


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a wish. ``no_wheelchair_place``: all are taken, the rest is stored."""

    no_wheelchair_place: bool = False


# Reading


def of(session: Session, invitation: Invitation) -> dict[NeedKind, str]:
    """What one person needs, with her own words where there are any."""
    return {NeedKind(need.kind): need.note for need in session.scalars(_query(invitation))}


def asked(plan: AttendancePlan, invitation: Invitation) -> tuple[NeedKind, ...]:
    """What she may be asked: nothing where answers are only counted, and nothing of the hall online."""
    if plan.mode == Mode.COUNT:
        return ()
    kinds = [*TICKED, NeedKind.OTHER] if plan.asks_needs else []
    kinds += [NeedKind.CHILDCARE] if plan.asks_childcare else []
    kinds += [NeedKind.MENU] if plan.menu else []
    is_online = invitation.way == Way.ONLINE
    return tuple(kind for kind in kinds if not (is_online and kind in IN_THE_HALL))


def is_coming(invitation: Invitation) -> bool:
    """Whether she comes for certain: online, or with a seat in the hall. Who waits is asked once she has one."""
    if invitation.partstat != PartStat.ACCEPTED or invitation.is_withdrawn:
        return False
    return invitation.way == Way.ONLINE or invitation.seat == Seat.HELD


def deleted_on(session: Session, event: Event) -> date:
    """The day on which needs are deleted."""
    return periods.due_on(session, Subject.NEEDS, event)


def is_due(session: Session, event: Event, *, now: datetime) -> bool:
    """Whether that day has come, and the event is over."""
    days = periods.days(session, Subject.NEEDS, event)
    return now >= due_at(periods.end_of(session, event), days, event.tz)


def require(actor: Actor, event: Event) -> None:
    """Raise NotFound for all who don't serve those with needs: not even that there are any is theirs to know."""
    if not actor.sees_needs_of(event.organizer_id):
        raise NotFound("events.unknown", id=event.id)


def events_of(session: Session, *, actor: Actor) -> Sequence[Event]:
    """The events whose needs the actor may see, latest first."""
    owners = [organizer_id for organizer_id in actor.organizer_ids if actor.sees_needs_of(organizer_id)]
    query = select(Event).where(Event.organizer_id.in_(owners)).options(joinedload(Event.organizer))
    return session.scalars(query.order_by(Event.starts.desc(), Event.id.desc())).all()


def event_for(session: Session, event_id: int, *, actor: Actor) -> Event:
    """One event, for who may see what people need there. Raises NotFound."""
    event = session.get(Event, event_id)
    if event is None:
        raise NotFound("events.unknown", id=event_id)
    require(actor, event)
    return event


def by_kind(session: Session, event: Event, *, actor: Actor) -> dict[NeedKind, list[Need]]:
    """Who needs what at ``event``, kind by kind, by name. Raises NotFound for who doesn't have the role."""
    require(actor, event)
    query = select(Need).join(Invitation).where(Need.event_id == event.id).options(joinedload(Need.invitation))
    found: dict[NeedKind, list[Need]] = {}
    for need in session.scalars(query.order_by(Invitation.name, Invitation.id)):
        found.setdefault(NeedKind(need.kind), []).append(need)
    return {kind: found[kind] for kind in NeedKind if kind in found}


def totals(session: Session, event: Event) -> list[tuple[NeedKind, str, int]]:
    """How many need what, without names: the kind, for menus the dish, the count (DP-4)."""
    rows = session.execute(
        select(Need.kind, Need.note, func.count()).where(Need.event_id == event.id).group_by(Need.kind, Need.note)
    )
    counted: dict[tuple[NeedKind, str], int] = {}
    for kind, note, count in rows:
        key = (NeedKind(kind), note if kind == NeedKind.MENU else "")
        counted[key] = counted.get(key, 0) + count
    order = list(NeedKind)
    return sorted(
        ((kind, dish, count) for (kind, dish), count in counted.items()),
        key=lambda row: (order.index(row[0]), row[1].casefold()),
    )


# Changing


def store(
    session: Session, invitation: Invitation, wishes: dict[NeedKind, str], *, actor: Actor = NOBODY, now: datetime
) -> Stored:
    """Set what she needs; what is not among ``wishes`` is deleted, so none at all takes everything back.

    ``actor`` is who enters it for her, on the phone; nobody where she does it herself.

    A wheelchair place that is not to be had is left out, and all else stored. Raises RuleBroken("needs.not_coming")
    for who doesn't come, ("attendance.closed") after the event. Taking back is possible as long as something is stored
    (Art. 7(3) GDPR): all of it for herself, and for who sees what there is also a part.
    """
    event = session.get_one(Event, invitation.event_id)
    plan = attendance.lock(session, event)
    attendance.lock_person(session, invitation)
    known = {NeedKind(need.kind): need for need in session.scalars(_query(invitation))}
    has_new = any(kind not in known or known[kind].note != note for kind, note in wishes.items())
    if has_new or (wishes and actor is NOBODY):  # a link must not tell what is stored by what is refused (S-43)
        _require_open(session, event, invitation, now)
    offered = asked(plan, invitation)
    wanted = {kind: note for kind, note in wishes.items() if kind in offered and _is_offered(plan, kind, note)}
    refused = NeedKind.WHEELCHAIR in wanted and not _has_wheelchair_place(session, event, plan, invitation)
    if refused:
        del wanted[NeedKind.WHEELCHAIR]
    taken_back = [need for kind, need in known.items() if kind not in wanted]
    unsaid = [need for kind, need in known.items() if need.note not in wanted.get(kind, need.note)]
    erasures.note_words(session, invitation, unsaid)
    if taken_back:  # the log has no person with it: that she needed something is nobody's to read there
        erasures.note_needs(session, invitation, taken_back)
        audit.record(session, actor, "needs.withdrawn", event, now=now)
    if taken_back or unsaid:
        session.flush()
        copies.forget(session, Delivery.invitation_id == invitation.id)
    for kind, need in known.items():
        if kind not in wanted:
            session.delete(need)
        else:
            need.note = wanted[kind]
    for kind in wanted.keys() - known.keys():
        need = Need(event_id=event.id, invitation_id=invitation.id, kind=kind.value, note=wanted[kind], created_at=now)
        session.add(need)
    session.flush()
    return Stored(no_wheelchair_place=refused)


def wheelchair_places_left(session: Session, event: Event, plan: AttendancePlan) -> int | None:
    """How many wheelchair places are left; None where no number is set."""
    if plan.wheelchair_places is None:
        return None
    query = select(func.count()).where(Need.event_id == event.id, Need.kind == NeedKind.WHEELCHAIR)
    return max(0, plan.wheelchair_places - (session.scalar(query) or 0))


def delete_due(session: Session, event: Event, *, now: datetime) -> dict[str, int]:
    """Delete what people needed at ``event`` once its day has come (DP-8). Answers how many of each kind."""
    if not is_due(session, event, now=now):
        return {}
    rows = session.execute(select(Need.kind, func.count()).where(Need.event_id == event.id).group_by(Need.kind)).all()
    theirs = select(Need.invitation_id).where(Need.event_id == event.id)
    copies.forget(session, Delivery.invitation_id.in_(theirs))
    session.execute(delete(Need).where(Need.event_id == event.id))
    return {row[0]: row[1] for row in rows}


def _require_open(session: Session, event: Event, invitation: Invitation, now: datetime) -> None:
    edition = editions.latest(session, event)
    if edition is None or edition.is_cancelled or invitation.event_id != event.id or not is_coming(invitation):
        raise RuleBroken("needs.not_coming")
    if edition.is_over(now):
        raise RuleBroken("attendance.closed")


def _has_wheelchair_place(session: Session, event: Event, plan: AttendancePlan, invitation: Invitation) -> bool:
    if plan.wheelchair_places is None:
        return True
    mine = _query(invitation).where(Need.kind == NeedKind.WHEELCHAIR)
    return session.scalar(mine) is not None or wheelchair_places_left(session, event, plan) != 0


def _is_offered(plan: AttendancePlan, kind: NeedKind, note: str) -> bool:
    if kind is NeedKind.MENU:
        return note in plan.menu
    return bool(note) if kind in {NeedKind.OTHER, NeedKind.CHILDCARE} else True


def _query(invitation: Invitation) -> Select[Need]:
    return select(Need).where(Need.invitation_id == invitation.id)
