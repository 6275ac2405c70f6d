"""What all rows that two people may edit have in common: the copy's number, and taking over a draft."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotAllowed, Outdated
from eventapp.services import audit

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from eventapp.models.base import Base, Revised


def check_revision(row: Revised, revision: int | None) -> None:
    """Raise Outdated("revised.outdated") if the asker read an older copy. None stands for a script that read none."""
    if revision is not None and row.revision != revision:
        raise Outdated("revised.outdated", by=row.updated_by, at=row.updated_at, revision=row.revision)


def take_over(row: Any, draft: DataclassInstance, *, without: frozenset[str] = frozenset()) -> None:
    """Write each field of ``draft`` to the column of the same name. A draft lists all that may be written."""
    for field in fields(draft):
        if field.name not in without:
            setattr(row, field.name, getattr(draft, field.name))


def store(session: Session, row: Revised, *, actor: Actor, now: datetime, act: str = "", **details: Any) -> None:
    """Mark who stored the copy, flush, and note it: as ``act``, else as added or changed.

    Raises Outdated if another copy was stored in the same moment.
    """
    state = inspect(row)
    is_new = state.transient or state.pending
    changed = [] if is_new else sorted(attribute.key for attribute in state.attrs if attribute.history.has_changes())
    row.updated_by, row.updated_at = actor.name, now
    session.add(row)
    try:
        session.flush()
    except (StaleDataError, IntegrityError) as error:
        raise Outdated("revised.outdated", by="", at=now, revision=None) from error
    kept = cast("Base", row)
    if act:
        audit.record(session, actor, act, kept, now=now, **details)
    elif is_new:
        audit.record(session, actor, f"{kept.__tablename__}.added", kept, now=now)
    elif changed:
        audit.record(session, actor, f"{kept.__tablename__}.changed", kept, now=now, fields=changed)


def remove(session: Session, row: Revised, *, actor: Actor, now: datetime, **details: Any) -> None:
    """Delete a row, and note it. Raises Outdated if another copy was stored in the same moment."""
    kept = cast("Base", row)
    by, at = row.updated_by, row.updated_at
    audit.record(session, actor, f"{kept.__tablename__}.removed", kept, now=now, **details)
    session.delete(row)
    try:
        session.flush()
    except StaleDataError as error:
        raise Outdated("revised.outdated", by=by, at=at, revision=None) from error


def require_planner(actor: Actor, organizer_id: int) -> None:
    """Raise NotAllowed unless the actor plans for this organizer."""
    if not actor.plans_for(organizer_id):
        raise NotAllowed("actor.not_a_planner", organizer_id=organizer_id)
