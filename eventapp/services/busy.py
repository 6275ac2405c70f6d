"""Other calendars as busy times: read, replaced, removed, and held against events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from eventapp.domain.actor import Actor
from eventapp.domain.busy import BusyDraft, BusyEntry, Clash
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.times import TimeSpan
from eventapp.models import BusyCalendar, BusyTime, Event, ProgramItem
from eventapp.services import audit, revised, venues

MOST_CALENDARS = 30
_EVENTS_AT_ONCE = 100  # SQLite takes no condition of more than 1000 parts


@dataclass(frozen=True, slots=True)
class Known:
    """A calendar that was read, and how many times it holds."""

    calendar: BusyCalendar
    times: int


def all_of(session: Session, organizer_id: int, *, actor: Actor) -> Sequence[Known]:
    """The calendars of an organizer with their venues, by name."""
    revised.require_planner(actor, organizer_id)
    times = select(func.count()).where(BusyTime.calendar_id == BusyCalendar.id).scalar_subquery()
    query = select(BusyCalendar, times).where(BusyCalendar.organizer_id == organizer_id)
    query = query.options(joinedload(BusyCalendar.venue)).order_by(BusyCalendar.name, BusyCalendar.id)
    return [Known(calendar, count) for calendar, count in session.execute(query)]


def get(session: Session, organizer_id: int, calendar_id: int, *, actor: Actor) -> BusyCalendar:
    """One calendar of this organizer. Raises NotFound for another's."""
    calendar = session.get(BusyCalendar, calendar_id)
    if calendar is None or calendar.organizer_id != organizer_id or not actor.plans_for(organizer_id):
        raise NotFound("busy.unknown", id=calendar_id)
    return calendar


def clashes(session: Session, event: Event) -> list[Clash]:
    """What other calendars hold against an event from doors to end, at its venue or anywhere, earliest first."""
    return clashes_of(session, [event])[event.id]


def clashes_of(session: Session, events: Sequence[Event]) -> dict[int, list[Clash]]:
    """The same for many events, by their ids, in one query (for up to 100)."""
    found: dict[int, list[Clash]] = {}
    for start in range(0, len(events), _EVENTS_AT_ONCE):
        some = events[start : start + _EVENTS_AT_ONCE]
        rows = _overlapping(session, or_(*(and_(_touches(event), _concerns(event)) for event in some)))
        for event in some:
            held, places = _held(event), {None, event.venue_id}
            found[event.id] = [
                clash
                for organizer_id, clash in rows
                if organizer_id == event.organizer_id and clash.venue_id in places and clash.span.overlaps(held)
            ]
    return found


def clashes_by_venue(session: Session, event: Event) -> dict[int | None, list[Clash]]:
    """What other calendars hold against an event at each venue it might choose. None stands for all of them."""
    found: dict[int | None, list[Clash]] = {}
    for _organizer_id, clash in _overlapping(session, _touches(event)):
        found.setdefault(clash.venue_id, []).append(clash)
    return found


def take(session: Session, organizer_id: int, draft: BusyDraft, *, actor: Actor, now: datetime) -> list[BusyEntry]:
    """Keep what was read, all of it or nothing, and answer it. A calendar of the same name is replaced.

    Our own entries, which a hall may have put into its calendar, are left out by their UID.
    Raises NotFound for a foreign venue, RuleBroken for too many calendars.
    """
    revised.require_planner(actor, organizer_id)
    venue = None if draft.venue_id is None else venues.get(session, draft.venue_id, actor=actor)
    if venue is not None and venue.organizer_id != organizer_id:
        raise NotFound("venues.unknown", field="venue", id=venue.id)
    calendar = _named(session, organizer_id, draft.name)
    calendar.venue = venue
    calendar.covers_from, calendar.covers_until = draft.covers.start, draft.covers.end
    calendar.read_at, calendar.read_by = now, actor.name
    try:
        session.flush()
    except IntegrityError as error:
        raise RuleBroken("busy.read_at_once", field="name", name=draft.name) from error
    own = _own_uids(session, organizer_id)
    kept = [entry for entry in draft.times if entry.uid not in own]
    _replace_times(session, calendar, kept)
    audit.record(session, actor, "busy_calendar.imported", calendar, now=now, times=len(kept))
    return kept


def remove(session: Session, calendar: BusyCalendar, *, actor: Actor, now: datetime) -> None:
    """Forget a calendar and its times."""
    revised.require_planner(actor, calendar.organizer_id)
    audit.record(session, actor, "busy_calendar.removed", calendar, now=now)
    session.execute(delete(BusyCalendar).where(BusyCalendar.id == calendar.id))


def _overlapping(session: Session, condition: ColumnElement[bool]) -> list[tuple[int, Clash]]:
    """The times that fulfil ``condition``, earliest first, each with its organizer."""
    columns = (BusyCalendar.organizer_id, BusyCalendar.name, BusyCalendar.venue_id)
    query = select(*columns, BusyTime.starts_at, BusyTime.ends_at, BusyTime.summary)
    query = query.join(BusyCalendar, BusyTime.calendar_id == BusyCalendar.id).where(condition)
    rows = session.execute(query.order_by(BusyTime.starts_at, BusyTime.ends_at, BusyCalendar.name, BusyTime.id))
    return [
        (organizer_id, Clash(name, venue_id, TimeSpan(starts, ends), summary))
        for organizer_id, name, venue_id, starts, ends, summary in rows
    ]


def _touches(event: Event) -> ColumnElement[bool]:
    held = _held(event)
    is_ours = BusyCalendar.organizer_id == event.organizer_id
    return and_(is_ours, BusyTime.starts_at < held.end, BusyTime.ends_at > held.start)


def _concerns(event: Event) -> ColumnElement[bool]:
    return or_(BusyCalendar.venue_id.is_(None), BusyCalendar.venue_id == event.venue_id)


def _held(event: Event) -> TimeSpan:
    """How long the hall is needed: the doors open before the event starts."""
    span = event.span
    return TimeSpan(event.doors.instant(event.tz), span.end) if event.doors else span


def _named(session: Session, organizer_id: int, name: str) -> BusyCalendar:
    """The calendar of this name, locked, so that of two who read it at once one replaces the other; else a new one."""
    ours = BusyCalendar.organizer_id == organizer_id
    found = session.scalar(select(BusyCalendar).where(ours, BusyCalendar.name == name).with_for_update())
    if found is not None:
        return found
    if (session.scalar(select(func.count()).select_from(BusyCalendar).where(ours)) or 0) >= MOST_CALENDARS:
        raise RuleBroken("busy.too_many_calendars", field="name", most=MOST_CALENDARS)
    calendar = BusyCalendar(organizer_id=organizer_id, name=name)
    session.add(calendar)
    return calendar


def _replace_times(session: Session, calendar: BusyCalendar, times: Iterable[BusyEntry]) -> None:
    session.execute(delete(BusyTime).where(BusyTime.calendar_id == calendar.id))
    spans = ((entry.span.start, entry.span.end, entry.summary) for entry in times)
    rows = [
        {"calendar_id": calendar.id, "starts_at": start, "ends_at": end, "summary": summary}
        for start, end, summary in spans
    ]
    if rows:
        session.execute(insert(BusyTime), rows)


def _own_uids(session: Session, organizer_id: int) -> set[str]:
    events = select(Event.uid).where(Event.organizer_id == organizer_id)
    items = select(ProgramItem.uid).join(Event).where(Event.organizer_id == organizer_id)
    return set(session.scalars(events.union_all(items)))
