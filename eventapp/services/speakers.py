"""People who speak. Nothing is mandatory but a name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.people import SpeakerDraft
from eventapp.models import Event, ItemSpeaker, Picture, ProgramItem, Speaker
from eventapp.services import erasures, revised


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture that was redrawn and is safe to store. Sizes in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int


def all_of(session: Session, organizer_id: int, *, actor: Actor) -> Sequence[Speaker]:
    """The people an organizer knows, by name."""
    revised.require_planner(actor, organizer_id)
    query = select(Speaker).where(Speaker.organizer_id == organizer_id).options(selectinload(Speaker.picture))
    return session.scalars(query.order_by(Speaker.name, Speaker.id)).all()


def get(session: Session, speaker_id: int, *, actor: Actor) -> Speaker:
    """One person. Raises NotFound for another organizer's."""
    speaker = session.get(Speaker, speaker_id)
    if speaker is None or not actor.plans_for(speaker.organizer_id):
        raise NotFound("speakers.unknown", id=speaker_id)
    return speaker


def appearances(session: Session, speaker: Speaker) -> Sequence[Event]:
    """The events in whose program she stands, latest first."""
    programs = select(ProgramItem.event_id).join(ItemSpeaker).where(ItemSpeaker.speaker_id == speaker.id)
    query = select(Event).where(Event.id.in_(programs)).order_by(Event.starts.desc(), Event.id.desc())
    return session.scalars(query).all()


def in_event(session: Session, event: Event) -> Sequence[Speaker]:
    """The people of an event's program, by first appearance."""
    query = (
        select(ItemSpeaker)
        .join(ProgramItem, ProgramItem.id == ItemSpeaker.item_id)
        .where(ProgramItem.event_id == event.id)
        .order_by(ProgramItem.position, ItemSpeaker.position)
        .options(selectinload(ItemSpeaker.speaker).selectinload(Speaker.picture))
    )
    return list(dict.fromkeys(row.speaker for row in session.scalars(query)))


def create(session: Session, organizer_id: int, draft: SpeakerDraft, *, actor: Actor, now: datetime) -> Speaker:
    """Enter a person."""
    revised.require_planner(actor, organizer_id)
    speaker = Speaker(organizer_id=organizer_id)
    revised.take_over(speaker, draft)
    revised.store(session, speaker, actor=actor, now=now)
    return speaker


def change(
    session: Session, speaker: Speaker, draft: SpeakerDraft, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Store a person. Raises Outdated for an older copy."""
    revised.require_planner(actor, speaker.organizer_id)
    revised.check_revision(speaker, revision)
    revised.take_over(speaker, draft)
    revised.store(session, speaker, actor=actor, now=now)


def set_picture(session: Session, speaker: Speaker, new: NewPicture | None, *, actor: Actor, now: datetime) -> None:
    """Give a person a picture, or take hers away. The old one stays for editions that show it."""
    revised.require_planner(actor, speaker.organizer_id)
    if new is None:
        speaker.picture = None
    else:
        digest = hashlib.sha256(new.content).hexdigest()
        known = select(Picture).where(Picture.digest == digest, Picture.organizer_id == speaker.organizer_id)
        speaker.picture = session.scalar(known) or Picture(
            organizer_id=speaker.organizer_id,
            digest=digest,
            content_type=new.content_type,
            width=new.width,
            height=new.height,
            content=new.content,
            created_at=now,
        )
    revised.store(session, speaker, actor=actor, now=now)


def remove(session: Session, speaker: Speaker, *, actor: Actor, now: datetime) -> None:
    """Forget a person. Raises RuleBroken("speakers.in_program") while she stands in a program."""
    revised.require_planner(actor, speaker.organizer_id)
    if appearances(session, speaker):
        raise RuleBroken("speakers.in_program", name=speaker.name)
    erasures.note(session, erasures.speaker(speaker))
    revised.remove(session, speaker, actor=actor, now=now)


def picture(session: Session, digest: str, *, organizer_id: int | None = None) -> Picture:
    """A stored picture by its digest; that of one organizer, for two may have the same. Raises NotFound."""
    query = select(Picture).where(Picture.digest == digest)
    if organizer_id is not None:
        query = query.where(Picture.organizer_id == organizer_id)
    found = session.scalar(query.limit(1))
    if found is None:
        raise NotFound("speakers.no_picture")
    return found
