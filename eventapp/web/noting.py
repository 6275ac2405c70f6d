"""Noting what only looks: a file that leaves is stored nowhere, but who took it is (S-59)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventapp.models import Base
from eventapp.request import close_session, get_actor, get_database, now
from eventapp.services import audit


def note(
    act: str, thing: Base | None, *, organizer_id: int | None, event_id: int | None = None, **details: Any
) -> None:
    """Note ``act`` in a transaction of its own. The request's session ends by it: call it last."""
    kind, number = (thing.__tablename__, thing.id) if thing is not None else ("", None)  # type: ignore[attr-defined]
    close_session()
    with get_database().writing() as session:
        audit.record_of(
            session, get_actor(), act, kind, number, now=now(), organizer_id=organizer_id, event_id=event_id, **details
        )


def note_each(act: str, counts: Mapping[int | None, int]) -> None:
    """Note ``act`` for each organizer whose entries were taken, with how many; None stands for the installation's own.

    Call it last, as ``note``.
    """
    close_session()
    with get_database().writing() as session:
        for number, count in counts.items():
            kind = "organizer" if number else ""
            audit.record_of(
                session, get_actor(), act, kind, number, now=now(), organizer_id=number, event_id=None, entries=count
            )
