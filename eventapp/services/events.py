"""Events: enter them, change them, find them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from eventapp.domain import tokens
from eventapp.domain.actor import Actor, Role
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.events import EventDraft, Status, slug_from
from eventapp.models import AnnouncedEdition, Event, Kind, Venue
from eventapp.services import kinds, revised, venues

_Part = TypeVar("_Part", Kind | None, Venue | None)
_PARTS = (selectinload(Event.organizer), selectinload(Event.kind), selectinload(Event.venue))


PLANNERS = frozenset({Role.PLANNER})


def all_of(session: Session, *, actor: Actor, organizer_id: int | None = None) -> Sequence[Event]:
    """The events that the actor plans, latest first."""
    query = select(Event).options(*_PARTS).order_by(Event.starts.desc(), Event.id.desc())
    if organizer_id is not None:
        query = query.where(Event.organizer_id == organizer_id)
    if not actor.is_system:
        query = query.where(Event.organizer_id.in_(actor.planned_ids))
    return session.scalars(query).all()


def seen_by(session: Session, roles: frozenset[Role], *, actor: Actor) -> Sequence[Event]:
    """The events of all organizers that the actor has one of these roles for, latest first."""
    owners = [organizer_id for organizer_id, role in actor.roles if role in roles]
    query = select(Event).where(Event.organizer_id.in_(owners)).options(joinedload(Event.organizer))
    return session.scalars(query.order_by(Event.starts.desc(), Event.id.desc())).all()


def get(session: Session, event_id: int, *, actor: Actor, roles: frozenset[Role] = PLANNERS) -> Event:
    """One event, for who has one of these roles there. Raises NotFound for all others."""
    event = session.get(Event, event_id)
    if event is None or not any(actor.has(role, event.organizer_id) for role in roles):
        raise NotFound("events.unknown", id=event_id)
    return event


def by_name(session: Session, name: str, *, actor: Actor) -> Event:
    """One event by slug, secret key or uid, as a script may name it. Raises NotFound.

    Where the plan has a new slug already, the one that was announced still names it.
    """
    query = select(Event).where((Event.slug == name) | (Event.secret == name) | (Event.uid == name))
    announced = select(Event).join(AnnouncedEdition).where(AnnouncedEdition.slug == name)
    event = session.scalar(query) or session.scalar(announced.order_by(AnnouncedEdition.id.desc()).limit(1))
    if event is None or not actor.plans_for(event.organizer_id):
        raise NotFound("events.unknown", name=name)
    return event


def create(session: Session, organizer_id: int, draft: EventDraft, *, actor: Actor, now: datetime) -> Event:
    """Enter an event as a draft that nobody outside sees.

    Raises InvalidValue("events.slug_taken"), NotFound for a foreign venue or kind.
    """
    revised.require_planner(actor, organizer_id)
    event = Event(
        organizer_id=organizer_id,
        uid=str(uuid.uuid4()),
        secret=tokens.key(),
        status=Status.DRAFT,
        created_at=now,
    )
    _take_over(session, event, draft, actor=actor)
    revised.store(session, event, actor=actor, now=now)
    return event


def change(
    session: Session, event: Event, draft: EventDraft, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Store what is planned. The public sees it with the next announcement. Raises Outdated for an older copy."""
    revised.require_planner(actor, event.organizer_id)
    revised.check_revision(event, revision)
    _take_over(session, event, draft, actor=actor)
    revised.store(session, event, actor=actor, now=now)


def choose_venue(
    session: Session, event: Event, venue_id: int | None, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Set where the event is held. Raises NotFound for a foreign venue, Outdated for an older copy."""
    revised.require_planner(actor, event.organizer_id)
    revised.check_revision(event, revision)
    event.venue = _own(event, None if venue_id is None else venues.get(session, venue_id, actor=actor))
    revised.store(session, event, actor=actor, now=now)


def remove(session: Session, event: Event, *, actor: Actor, now: datetime) -> None:
    """Forget a draft. Raises RuleBroken("events.announced") for what was announced: that can only be called off."""
    revised.require_planner(actor, event.organizer_id)
    if session.scalar(select(AnnouncedEdition.id).where(AnnouncedEdition.event_id == event.id).limit(1)):
        raise RuleBroken("events.announced")
    revised.remove(session, event, actor=actor, now=now)


def free_slug(session: Session, text: str) -> str:
    """A readable address made of ``text`` that no event has or ever had."""
    wish = slug_from(text) or "versammlung"
    taken = {
        slug
        for column in (Event.slug, AnnouncedEdition.slug)
        for slug in session.scalars(select(column).where(column.startswith(wish, autoescape=True)))
    }
    return next(slug for n in count(1) if (slug := wish if n == 1 else f"{wish}-{n}") not in taken)


def _take_over(session: Session, event: Event, draft: EventDraft, *, actor: Actor) -> None:
    with session.no_autoflush:
        if _is_taken(session, draft.slug, event.id or 0):
            raise InvalidValue("events.slug_taken", field="slug", slug=draft.slug)
        event.kind = _own(event, None if draft.kind_id is None else kinds.get(session, draft.kind_id, actor=actor))
        event.venue = _own(event, None if draft.venue_id is None else venues.get(session, draft.venue_id, actor=actor))
        revised.take_over(event, draft, without=frozenset({"kind_id", "venue_id"}))


def _is_taken(session: Session, slug: str, event_id: int) -> bool:
    """Whether another event has this address, or ever announced it: letters and calendars still lead there."""
    planned = select(Event.id).where(Event.slug == slug, Event.id != event_id)
    announced = select(AnnouncedEdition.id).where(AnnouncedEdition.slug == slug, AnnouncedEdition.event_id != event_id)
    return session.scalar(planned.limit(1)) is not None or session.scalar(announced.limit(1)) is not None


def _own(event: Event, part: _Part) -> _Part:
    """``part`` itself. Raises NotFound for one of another organizer, even if the actor plans for both."""
    if part is not None and part.organizer_id not in {None, event.organizer_id}:
        raise NotFound("events.foreign_part")
    return part
