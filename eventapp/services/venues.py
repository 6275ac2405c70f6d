"""Halls: where they are, how many they hold, how to get in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.people import AccessFact, VenueDraft
from eventapp.models import Event, Venue
from eventapp.services import revised


def all_of(session: Session, organizer_id: int, *, actor: Actor) -> Sequence[Venue]:
    """The halls an organizer knows, by name."""
    revised.require_planner(actor, organizer_id)
    query = select(Venue).where(Venue.organizer_id == organizer_id)
    return session.scalars(query.order_by(Venue.name, Venue.id)).all()


def get(session: Session, venue_id: int, *, actor: Actor) -> Venue:
    """One hall. Raises NotFound for another organizer's."""
    venue = session.get(Venue, venue_id)
    if venue is None or not actor.plans_for(venue.organizer_id):
        raise NotFound("venues.unknown", id=venue_id)
    return venue


def create(session: Session, organizer_id: int, draft: VenueDraft, *, actor: Actor, now: datetime) -> Venue:
    """Enter a hall."""
    revised.require_planner(actor, organizer_id)
    venue = Venue(organizer_id=organizer_id)
    _take_over(venue, draft)
    revised.store(session, venue, actor=actor, now=now)
    return venue


def change(
    session: Session, venue: Venue, draft: VenueDraft, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Store a hall. Raises Outdated for an older copy."""
    revised.require_planner(actor, venue.organizer_id)
    revised.check_revision(venue, revision)
    _take_over(venue, draft)
    revised.store(session, venue, actor=actor, now=now)


def remove(session: Session, venue: Venue, *, actor: Actor, now: datetime) -> None:
    """Forget a hall. Raises RuleBroken("venues.in_use") while an event is planned there."""
    revised.require_planner(actor, venue.organizer_id)
    if session.scalar(select(Event.id).where(Event.venue_id == venue.id).limit(1)):
        raise RuleBroken("venues.in_use", name=venue.name)
    revised.remove(session, venue, actor=actor, now=now)


def _take_over(venue: Venue, draft: VenueDraft) -> None:
    revised.take_over(venue, draft, without=frozenset({"facts"}))
    venue.facts = [fact.value for fact in AccessFact if fact in draft.facts]  # in one order, else each is a change
