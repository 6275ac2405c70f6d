"""Figures of an event: who was invited, reached, and said what, in a handful of counts. No name leaves this module.

What is broken down by department goes through ``domain.figures``: neither small numbers nor that all of one said the
same are shown or to be computed. This is so for everybody, whoever sees the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, exists, extract, func, or_, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.attendance import Counts, Kept, Mode
from eventapp.domain.figures import NOTHING, SMALLEST, Cell, merged, protected
from eventapp.domain.mailings import DeliveryState
from eventapp.domain.rsvp import PartStat
from eventapp.models import AnnouncedEdition, AttendancePlan, Delivery, Event, HeadCount, Invitation, Need
from eventapp.services import attendance

MOST_DAYS = 366
_QUARTER = 900  # seconds: days begin at a whole quarter of an hour in all zones


Line = tuple[Counts, list[tuple[date, int]]]
"""What a list says of an event: counts, and all answers up to each day."""


@dataclass(frozen=True, slots=True)
class Group:
    """A department, or with ``is_rest`` those that are too small to stand alone. An empty name: none is known.

    ``open`` are all who said neither yes nor no. ``departments`` are the names that are in it.
    """

    name: str
    invited: int
    reached: Cell
    coming: Cell
    declined: Cell
    open: Cell
    is_rest: bool = False
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Where an event stands. ``reached`` are those to whom a mail or letter went that did not come back, as far as
    is known. ``days`` are the days of the event's zone from the first answer on, with all answers so far.
    ``needs`` are counts by kind, None for those below SMALLEST. ``is_forgotten``: these counts are all that was kept;
    with ``counts_twice`` people are among them who were invited since, and may be counted already.
    """

    counts: Counts
    reached: int
    groups: list[Group] = field(default_factory=list)
    days: list[tuple[date, int]] = field(default_factory=list)
    needs: list[tuple[str, int | None]] = field(default_factory=list)
    is_forgotten: bool = False
    counts_twice: bool = False

    @property
    def coming(self) -> int:
        """In the hall and online."""
        return coming(self.counts)

    @property
    def open(self) -> int:
        """Neither yes nor no: without an answer, in doubt, waiting for a seat."""
        return undecided(self.counts)


def coming(counts: Counts) -> int:
    """In the hall and online."""
    return counts.coming_hall + counts.coming_online


def undecided(counts: Counts) -> int:
    """All who said neither yes nor no."""
    return max(0, counts.invited - coming(counts) - counts.declined)


# Reading


def of_event(session: Session, event: Event) -> Figures:
    """All figures of ``event``."""
    tallies = _tallies(session, [event.id])[event.id]
    is_forgotten = any(tally.is_kept for tally in tallies.values())
    return Figures(
        counts=attendance.counts(session, event),
        reached=sum(tally.reached for tally in tallies.values()),
        groups=_groups(tallies),
        days=_days(session, event),
        needs=_needs(session, event),
        is_forgotten=is_forgotten,
        counts_twice=is_forgotten and any(tally.is_known for tally in tallies.values()),
    )


def lines(session: Session, events: Sequence[Event]) -> dict[int, Line]:
    """What a list of events says of each: counts, and answers over time. As many queries for many as for one.

    Events to which nobody is invited are absent.
    """
    counts = attendance.counts_of(session, events) if events else {}
    asked = [event for event in events if counts[event.id].invited]
    days = _days_of(session, asked)
    return {event.id: (counts[event.id], days[event.id]) for event in asked}


def of_multiplier(session: Session, actor: Actor) -> list[tuple[AnnouncedEdition, Event, list[Group]]]:
    """What a multiplier sees: announced events of her organizers, latest first, and of each her departments alone.

    A department that is too small to stand alone is there without figures. As many queries for many as for one.
    """
    hers = {organizer_id: actor.departments_of(organizer_id) for organizer_id in actor.organizer_ids}
    hers = {organizer_id: names for organizer_id, names in hers.items() if names}
    newest = select(func.max(AnnouncedEdition.id)).group_by(AnnouncedEdition.event_id).scalar_subquery()
    query = select(AnnouncedEdition, Event).join(Event, AnnouncedEdition.event_id == Event.id)
    query = query.where(AnnouncedEdition.id.in_(newest), Event.organizer_id.in_(hers))
    found = session.execute(query.order_by(Event.starts.desc(), Event.id.desc())).all()
    tallies = _tallies(session, [event.id for _, event in found])
    return [(row, event, _hers(tallies[event.id], hers[event.organizer_id])) for row, event in found]


def _hers(tallies: Mapping[str, _Tally], names: Iterable[str]) -> list[Group]:
    groups = {group.name: group for group in _groups(tallies, alone=True) if not group.is_rest}
    return [
        groups.get(name) or Group(name, 0, NOTHING, NOTHING, NOTHING, NOTHING, is_rest=name in tallies)
        for name in sorted(names)
    ]


# Counting


@dataclass(slots=True)
class _Tally:
    """The counts of one department."""

    invited: int = 0
    reached: int = 0
    coming: int = 0
    declined: int = 0
    is_kept: bool = False
    is_known: bool = False

    @property
    def open(self) -> int:
        return max(0, self.invited - self.coming - self.declined)

    def add(self, other: _Tally) -> None:
        self.invited += other.invited
        self.reached += other.reached
        self.coming += other.coming
        self.declined += other.declined


def _groups(tallies: Mapping[str, _Tally], *, alone: bool = False) -> list[Group]:
    """The breakdown by department; none where all would be one group, unless it is wanted ``alone``."""
    large, rest = merged({name: tally.invited for name, tally in tallies.items()})
    if "" in large and tallies[""].is_kept:  # small departments were put together for good
        large, rest = [name for name in large if name], [*rest, ""]
    together = _Tally()
    for name in rest:
        together.add(tallies[name])
    rows: list[tuple[str, _Tally, tuple[str, ...]]] = [(name, tallies[name], (name,)) for name in large]
    if together.invited >= SMALLEST:
        rows.append(("", together, tuple(rest)))
    if not rows or (len(rows) == 1 and not alone):
        return []
    sums_known = len(rows) > 1
    answers = protected([[row.coming, row.declined, row.open] for _, row, _ in rows], sums_known=sums_known)
    reach = protected(
        [[row.reached, row.invited - row.reached] for _, row, _ in rows], sums_known=sums_known, hides_uniform=False
    )
    return [
        Group(name, row.invited, reached[0], said[0], said[1], said[2], departments == tuple(rest), departments)
        for (name, row, departments), said, reached in zip(rows, answers, reach, strict=True)
    ]


def _tallies(session: Session, event_ids: Sequence[int]) -> dict[int, dict[str, _Tally]]:
    """The counts of each department of each event."""
    found: dict[int, dict[str, _Tally]] = {event_id: {} for event_id in event_ids}
    for event_id, department, invited, reached, yes, no in session.execute(_by_department(event_ids)):
        found[event_id][department] = _Tally(invited, reached or 0, yes or 0, no or 0, is_known=True)
    for event_id, department, partstat, count in session.execute(_head_counts(event_ids)):
        tally = found[event_id].setdefault(department, _Tally())
        tally.is_kept = tally.is_kept or partstat == Kept.INVITED
        tally.invited += count if partstat == Kept.INVITED else 0
        tally.reached += count if partstat == Kept.REACHED else 0
        tally.coming += count if partstat == PartStat.ACCEPTED else 0
        tally.declined += count if partstat in _NO else 0
    for tally in (tally for tallies in found.values() for tally in tallies.values()):
        tally.invited = max(tally.invited, tally.coming + tally.declined)
    return found


_NO = (PartStat.DECLINED, PartStat.DELEGATED)


def _by_department(event_ids: Sequence[int]) -> Select[Any]:
    """Invited, reached, coming and not coming of each department."""
    query = select(
        Invitation.event_id,
        Invitation.department,
        func.count(),
        _how_many(is_reached()),
        _how_many(and_(Invitation.partstat == PartStat.ACCEPTED, Invitation.seat.not_in(("waiting", "offered")))),
        _how_many(Invitation.partstat.in_(_NO)),
    )
    return query.where(Invitation.event_id.in_(event_ids), _counts()).group_by(
        Invitation.event_id, Invitation.department
    )


def _head_counts(event_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    columns = (HeadCount.event_id, HeadCount.department, HeadCount.partstat)
    query = select(*columns, func.sum(HeadCount.count)).where(HeadCount.event_id.in_(event_ids))
    counted = select(AttendancePlan.event_id).where(AttendancePlan.mode == Mode.COUNT)
    kept = select(HeadCount.event_id).where(HeadCount.partstat == Kept.INVITED)
    counts = HeadCount.event_id.in_(counted) | HeadCount.event_id.in_(kept)
    return query.where(counts, HeadCount.partstat != Kept.WAITED).group_by(*columns)


def is_reached() -> ColumnElement[bool]:
    """Whether something arrived at an invited person, as far as is known. A file given by hand counts."""
    arrived = (Delivery.state == DeliveryState.SENT) & Delivery.bounced_at.is_(None)
    return or_(
        exists().where(Delivery.invitation_id == Invitation.id, arrived),
        and_(Invitation.sent_at.is_not(None), ~exists().where(Delivery.invitation_id == Invitation.id)),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _counts() -> ColumnElement[bool]:
    """Who was uninvited or is forgotten is nowhere in the figures."""
    return and_(Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None))


def _days(session: Session, event: Event) -> list[tuple[date, int]]:
    return _days_of(session, [event])[event.id]


def _days_of(session: Session, events: Sequence[Event]) -> dict[int, list[tuple[date, int]]]:
    """Each day of the event's zone from the first answer to the last one, with all answers up to its end."""
    quarter = (cast(extract("epoch", Invitation.answered_at), BigInteger) // _QUARTER).label("quarter")
    query = select(Invitation.event_id, quarter, func.count()).where(
        Invitation.event_id.in_([event.id for event in events]), Invitation.answered_at.is_not(None), _counts()
    )
    zones = {event.id: event.tz for event in events}
    added: dict[int, dict[date, int]] = {event.id: {} for event in events}
    for event_id, number, count in session.execute(query.group_by(Invitation.event_id, quarter)) if events else ():
        day = datetime.fromtimestamp(int(number) * _QUARTER, UTC).astimezone(zones[event_id]).date()
        added[event_id][day] = added[event_id].get(day, 0) + count
    return {event_id: _summed(days) for event_id, days in added.items()}


def _summed(added: Mapping[date, int]) -> list[tuple[date, int]]:
    if not added:
        return []
    first, last = min(added), max(added)
    day, total, found = first, 0, []
    while day <= last:
        total += added.get(day, 0)
        found.append((day, total))
        day += timedelta(days=1)
    return found[-MOST_DAYS:]


def _needs(session: Session, event: Event) -> list[tuple[str, int | None]]:
    query = select(Need.kind, func.count()).where(Need.event_id == event.id).group_by(Need.kind)
    return [(kind, count if count >= SMALLEST else None) for kind, count in session.execute(query.order_by(Need.kind))]
