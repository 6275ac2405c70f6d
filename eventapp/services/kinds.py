"""Kinds of assembly: shipped as data, copied and edited by each organizer."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.errors import NotFound, Outdated
from eventapp.domain.people import KindDraft
from eventapp.domain.texts import LocalText
from eventapp.models import Event, Kind
from eventapp.services import revised

SHIPPED = Path(__file__).parents[1] / "data" / "kinds.toml"


def all_of(session: Session, organizer_id: int, *, actor: Actor) -> Sequence[Kind]:
    """The kinds an organizer may choose: her own copies, and the shipped ones that she has no copy of."""
    revised.require_planner(actor, organizer_id)
    query = select(Kind).where(or_(Kind.organizer_id == organizer_id, Kind.organizer_id.is_(None))).order_by(Kind.id)
    rows = session.scalars(query).all()
    copied = {row.code for row in rows if row.organizer_id is not None}
    kept = [row for row in rows if row.organizer_id is not None or row.code not in copied]
    return sorted(kept, key=lambda row: row.name.de.casefold())


def get(session: Session, kind_id: int, *, actor: Actor) -> Kind:
    """One kind. Raises NotFound for another organizer's copy."""
    kind = session.get(Kind, kind_id)
    if kind is None or (kind.organizer_id is not None and not actor.plans_for(kind.organizer_id)):
        raise NotFound("kinds.unknown", id=kind_id)
    return kind


def change(
    session: Session,
    kind: Kind,
    organizer_id: int,
    draft: KindDraft,
    *,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Kind:
    """Store a kind for one organizer. A shipped one is copied first, and her events follow the copy.

    Raises Outdated for an older copy, or if somebody copied the shipped one meanwhile.
    """
    revised.require_planner(actor, organizer_id)
    if kind.organizer_id not in {None, organizer_id}:
        raise NotFound("kinds.unknown", id=kind.id)
    revised.check_revision(kind, revision)
    own = kind if kind.organizer_id is not None else _new_copy(session, kind, organizer_id)
    revised.take_over(own, draft)
    revised.store(session, own, actor=actor, now=now)
    if own is not kind:
        events = select(Event).where(Event.kind_id == kind.id, Event.organizer_id == organizer_id)
        for event in session.scalars(events):
            event.kind = own
        session.flush()
    return own


def _new_copy(session: Session, shipped: Kind, organizer_id: int) -> Kind:
    there = select(Kind).where(Kind.organizer_id == organizer_id, Kind.code == shipped.code)
    if copy := session.scalar(there):
        raise Outdated("revised.outdated", by=copy.updated_by, at=copy.updated_at, revision=copy.revision)
    return Kind(organizer_id=organizer_id, code=shipped.code)


def install_shipped(session: Session, *, now: datetime) -> None:
    """Enter the shipped kinds, or bring them up to date. Organizers' copies are left alone."""
    known = {kind.code: kind for kind in session.scalars(select(Kind).where(Kind.organizer_id.is_(None)))}
    for code, entry in tomllib.loads(SHIPPED.read_text(encoding="utf-8")).items():
        draft = _draft(entry)
        kind = known.get(code) or Kind(code=code)
        if any(getattr(kind, field.name, None) != getattr(draft, field.name) for field in fields(draft)):
            revised.take_over(kind, draft)
            revised.store(session, kind, actor=SYSTEM, now=now)


def _draft(entry: dict[str, Any]) -> KindDraft:
    texts = {"name": LocalText(**entry["name"]), "working_time": LocalText(**entry.get("working_time", {}))}
    return KindDraft(**{**entry, **texts})
