"""Announcing: from what is planned to a numbered edition that the public sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.editions import (
    Change,
    Edition,
    ItemCard,
    OrganizerCard,
    PersonCard,
    VenueCard,
    changes,
    same_announcement,
    timeless,
)
from eventapp.domain.errors import NotFound, Outdated, RuleBroken
from eventapp.domain.events import Status, Visibility
from eventapp.domain.program import ItemFunction, Slot, SpeakerRole
from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock
from eventapp.models import AnnouncedEdition, Event, ItemSpeaker, Organizer, ProgramItem, Venue
from eventapp.services import outbox, program, publication, revised
from eventapp.services.succession import succeed

# Reading


def latest(session: Session, event: Event) -> Edition | None:
    """What the public sees now; None for a draft."""
    row = latest_row(session, event)
    return row.content if row else None


def latest_of(session: Session, events: Iterable[int]) -> dict[int, Edition]:
    """What the public sees of several events, by their ids, in one query. Drafts are absent."""
    newest = select(func.max(AnnouncedEdition.id)).where(AnnouncedEdition.event_id.in_(list(events)))
    newest = newest.group_by(AnnouncedEdition.event_id)
    rows = session.scalars(select(AnnouncedEdition).where(AnnouncedEdition.id.in_(newest)))
    return {row.event_id: row.content for row in rows}


def latest_row(session: Session, event: Event) -> AnnouncedEdition | None:
    """The latest announcement with who made it."""
    query = select(AnnouncedEdition).where(AnnouncedEdition.event_id == event.id)
    return session.scalar(query.order_by(AnnouncedEdition.number.desc()).limit(1))


def history(session: Session, event: Event) -> Sequence[AnnouncedEdition]:
    """All announcements, latest first."""
    query = select(AnnouncedEdition).where(AnnouncedEdition.event_id == event.id)
    return session.scalars(query.order_by(AnnouncedEdition.number.desc())).all()


def get(session: Session, event: Event, number: int) -> AnnouncedEdition:
    """One announcement. Raises NotFound."""
    query = select(AnnouncedEdition).where(AnnouncedEdition.event_id == event.id, AnnouncedEdition.number == number)
    row = session.scalar(query)
    if row is None:
        raise NotFound("editions.unknown", number=number)
    return row


def find(session: Session, key: str) -> Edition:
    """What the public sees at ``/events/<key>``. Its own ``key`` differs where the address moved.

    An address that was announced belongs to its event for ever. A slug finds public events only. Raises NotFound,
    alike for what never was and for what is not to be known.
    """
    named = (AnnouncedEdition.slug == key) | (AnnouncedEdition.secret == key)
    holder = select(AnnouncedEdition.event_id).where(named).limit(1).scalar_subquery()
    newest = select(AnnouncedEdition).where(AnnouncedEdition.event_id == holder)
    row = session.scalar(newest.order_by(AnnouncedEdition.number.desc()).limit(1))
    if row is None or (key != row.secret and row.content.visibility is not Visibility.PUBLIC):
        raise NotFound("events.unknown")
    return row.content


def public_editions(session: Session) -> list[Edition]:
    """The latest editions of all public events, by start. Drafts, staff-only and withdrawn ones are absent."""
    newest = select(func.max(AnnouncedEdition.id)).group_by(AnnouncedEdition.event_id)
    rows = session.scalars(select(AnnouncedEdition).where(AnnouncedEdition.id.in_(newest)))
    editions = [row.content for row in rows if row.content.visibility is Visibility.PUBLIC]
    return sorted(editions, key=lambda edition: edition.starts.instant(edition.tz))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an event stands: its running order, what the public sees, what it would see, and the difference."""

    items: Sequence[ProgramItem]
    current: Edition | None
    planned: Edition
    changes: tuple[Change, ...]

    @property
    def fingerprint(self) -> str:
        """Tells two plans apart, whenever they are looked at: what was looked at is what is announced."""
        seen = (self.planned.number, timeless(self.planned))
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def standing(session: Session, event: Event, *, now: datetime) -> Standing:
    """Where ``event`` stands. The planned edition bears the number it would get."""
    return standings(session, [event], now=now)[event.id]


def standings(session: Session, events: Sequence[Event], *, now: datetime) -> dict[int, Standing]:
    """Where several events stand, by their ids, in as many queries as for one."""
    orders = program.running_orders(session, events)
    current = latest_of(session, orders)
    return {event.id: _standing(event, orders[event.id], current.get(event.id), now) for event in events}


def _standing(event: Event, items: Sequence[ProgramItem], current: Edition | None, now: datetime) -> Standing:
    planned = succeed(current, _compose(event, items, now=now))
    return Standing(items, current, planned, changes(current, planned) if current else ())


def planned_as(found: Standing, status: Status, notice: LocalText | None = None) -> Edition:
    """The edition that announcing the plan with ``status`` would make.

    Without a ``notice`` there stays the one there is, but not the reason of a call-off that is taken back.
    """
    current = found.current
    if notice is None:
        is_taken_back = current is not None and current.is_cancelled and status is not Status.CANCELLED
        notice = LocalText() if is_taken_back else found.planned.notice
    return succeed(current, replace(found.planned, status=status, notice=notice))


# Changing


def announce(
    session: Session,
    event: Event,
    *,
    status: Status,
    actor: Actor,
    now: datetime,
    fingerprint: str | None = None,
    notice: LocalText | None = None,
) -> Edition:
    """Show the public what is planned, as a new edition.

    ``notice`` is a sentence above all else; None keeps the one there is, but not the reason of a call-off that is
    taken back. ``fingerprint`` is that of the plan which was looked at. Raises Outdated if the plan changed since,
    RuleBroken("editions.nothing_changed"), RuleBroken("editions.draft_status").
    """
    revised.require_planner(actor, event.organizer_id)
    if status is Status.DRAFT:
        raise RuleBroken("editions.draft_status")
    now = _begin(session, event, now)
    found = standing(session, event, now=now)
    if fingerprint is not None and found.fingerprint != fingerprint:
        raise Outdated("editions.outdated", by=event.updated_by, at=event.updated_at)
    current, edition = found.current, planned_as(found, status, notice)
    if current and same_announcement(current, edition):
        raise RuleBroken("editions.nothing_changed")
    _publish(session, event, edition, current, actor=actor)
    return edition


def call_off(session: Session, event: Event, reason: LocalText, *, actor: Actor, now: datetime) -> Edition:
    """Call an announced event off, as it was announced: what was planned since stays the planner's own.

    Raises RuleBroken for one that nobody knows of, or that is called off already.
    """
    revised.require_planner(actor, event.organizer_id)
    now = _begin(session, event, now)
    current = latest(session, event)
    if current is None:
        raise RuleBroken("editions.never_announced")
    if current.is_cancelled:
        raise RuleBroken("editions.called_off_already")
    edition = succeed(current, replace(current, announced_at=now, status=Status.CANCELLED, notice=reason))
    _publish(session, event, edition, current, actor=actor)
    return edition


def _begin(session: Session, event: Event, now: datetime) -> datetime:
    """Let nobody else announce until the end of the transaction, and read again what is older than that.

    Answers the moment of the announcement.
    """
    session.flush()
    session.expire_all()
    moment = publication.begin(session, now=now)
    session.refresh(event, with_for_update=True)
    return moment


def _publish(session: Session, event: Event, edition: Edition, before: Edition | None, *, actor: Actor) -> None:
    """Store ``edition`` as the latest of ``event``. Raises Outdated if another one was stored in the same moment."""
    now = edition.announced_at
    foreign = select(AnnouncedEdition.id).where(
        AnnouncedEdition.slug == edition.slug, AnnouncedEdition.event_id != event.id
    )
    if session.scalar(foreign.limit(1)):
        raise RuleBroken("events.slug_taken", slug=edition.slug)
    event.status, event.notice = edition.status, edition.notice
    row = AnnouncedEdition(
        event_id=event.id,
        number=edition.number,
        slug=edition.slug,
        secret=edition.secret,
        is_public=edition.visibility is Visibility.PUBLIC,
        announced_at=now,
        announced_by=actor.name,
        content=edition,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Outdated("editions.outdated", by="", at=now) from error
    act = "event.called_off" if edition.is_cancelled else "event.announced"
    revised.store(session, event, actor=actor, now=now, act=act, edition=edition.number)
    if before is not None and edition.sequence > before.sequence:
        # What waits there tells the time or place that was.
        outbox.drop_for(session, event=event)
        outbox.pause_mailings(session, event)
    publication.move(session)


# From rows to an edition


def _compose(event: Event, items: Sequence[ProgramItem], *, now: datetime) -> Edition:
    """What is planned, as the first edition of ``event`` would show it."""
    slots = program.timetable_of(event, items).slots
    kind = event.kind
    return Edition(
        number=1,
        announced_at=now,
        uid=event.uid,
        slug=event.slug,
        secret=event.secret,
        visibility=Visibility(event.visibility),
        status=Status(event.status),
        zone=event.zone,
        starts=event.starts,
        ends=event.ends,
        doors=event.doors,
        kind=kind.name if kind else LocalText(),
        title=event.title,
        theme=event.theme,
        description=event.description,
        working_time=kind.working_time if kind else LocalText(),
        notice=event.notice,
        organizer=_organizer_card(event.organizer),
        venue=_venue_card(event.venue) if event.venue else None,
        items=tuple(_item_card(event, item, slot) for item, slot in zip(items, slots, strict=True)),
        created_at=event.created_at,
        modified_at=now,
    )


def _organizer_card(organizer: Organizer) -> OrganizerCard:
    names = OrganizerCard.__dataclass_fields__
    return OrganizerCard(**{name: getattr(organizer, name) for name in names})


def _venue_card(venue: Venue) -> VenueCard:
    names = set(VenueCard.__dataclass_fields__) - {"facts"}
    return VenueCard(facts=tuple(venue.facts), **{name: getattr(venue, name) for name in names})


def _item_card(event: Event, item: ProgramItem, slot: Slot) -> ItemCard:
    return ItemCard(
        number=item.id,
        uid=item.uid,
        function=ItemFunction(item.function),
        title=item.title,
        text=item.text,
        starts=WallClock.of(slot.span.start, event.tz),
        ends=WallClock.of(slot.span.end, event.tz),
        people=tuple(_person_card(row) for row in item.people),
        created_at=item.created_at,
        modified_at=item.created_at,
    )


def _person_card(row: ItemSpeaker) -> PersonCard:
    speaker = row.speaker
    return PersonCard(
        speaker_id=speaker.id,
        name=speaker.full_name,
        role=SpeakerRole(row.role),
        function=speaker.function,
        organisation=speaker.organisation,
        bio=speaker.bio,
        picture=speaker.picture.digest if speaker.picture else None,
        picture_alt=speaker.picture_alt,
    )
