"""Offices: their letterhead, contact and signature."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.errors import InvalidValue, NotAllowed, NotFound
from eventapp.domain.events import SLUG
from eventapp.domain.people import OrganizerDraft
from eventapp.models import Organizer
from eventapp.services import releases, revised


def all_of(session: Session, *, actor: Actor) -> Sequence[Organizer]:
    """The organizers that the actor plans for, by office."""
    query = select(Organizer).order_by(Organizer.office, Organizer.id)
    if not actor.is_system:
        query = query.where(Organizer.id.in_(actor.planned_ids))
    return session.scalars(query).all()


def everywhere(session: Session) -> Sequence[Organizer]:
    """All organizers of the installation, by office, for who runs it."""
    return session.scalars(select(Organizer).order_by(Organizer.office, Organizer.id)).all()


def get(session: Session, organizer_id: int, *, actor: Actor) -> Organizer:
    """One organizer. Raises NotFound for those the actor has no role in."""
    organizer = session.get(Organizer, organizer_id)
    if organizer is None or not actor.plans_for(organizer_id):
        raise NotFound("organizers.unknown", id=organizer_id)
    return organizer


def may_end_release(organizer: Organizer, actor: Actor) -> bool:
    """Whether the actor may let mailings of this office leave without a second person; all who plan may demand one."""
    return actor.has(Role.APPROVER, organizer.id) or actor.is_administrator


def by_slug(session: Session, slug: str) -> Organizer:
    """One organizer by her readable name. Raises NotFound."""
    organizer = session.scalar(select(Organizer).where(Organizer.slug == slug))
    if organizer is None:
        raise NotFound("organizers.unknown", slug=slug)
    return organizer


def create(session: Session, slug: str, draft: OrganizerDraft, *, actor: Actor, now: datetime) -> Organizer:
    """Enter an organizer, as an administrator. Raises InvalidValue for a slug that is taken or can't be one."""
    if not (actor.is_system or actor.is_administrator):
        raise NotAllowed("actor.not_an_administrator")
    if not SLUG.fullmatch(slug):
        raise InvalidValue("organizers.slug", field="slug")
    if session.scalar(select(Organizer.id).where(Organizer.slug == slug)):
        raise InvalidValue("organizers.slug_taken", field="slug", slug=slug)
    organizer = Organizer(slug=slug)
    revised.take_over(organizer, draft)
    revised.store(session, organizer, actor=actor, now=now)
    return organizer


def change(
    session: Session,
    organizer: Organizer,
    draft: OrganizerDraft,
    *,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Store letterhead, contact and signature.

    Raises Outdated for an older copy, InvalidValue("organizers.release_stays") for who plans alone and would do without
    the second person, ("organizers.no_releaser") for who demands one where there is none beside her.
    """
    revised.require_planner(actor, organizer.id)
    revised.check_revision(organizer, revision)
    if organizer.needs_release and not draft.needs_release and not may_end_release(organizer, actor):
        raise InvalidValue("organizers.release_stays", field="needs_release")
    is_new = draft.needs_release and not organizer.needs_release
    if is_new and not actor.is_system and not releases.releasers(session, organizer.id, without={actor.account_id}):
        raise InvalidValue("organizers.no_releaser", field="needs_release")
    revised.take_over(organizer, draft)
    revised.store(session, organizer, actor=actor, now=now)
