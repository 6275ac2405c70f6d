"""Who did what to which thing: entries that are only ever added, each chained to the one before by its hash."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import NEVER_REUSED, Base, Instant, Key


class AuditEntry(Base):
    """One act. No foreign keys: an entry outlives what it tells of.

    ``actor_salt`` and ``actor_name`` are emptied when the entry becomes pseudonymous; ``actor_digest``, which the hash
    covers in their place, stays, so that the chain can be checked for ever. ``details`` holds counts and names of
    things, and nothing about persons.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    happened_at: Mapped[Instant] = mapped_column(index=True)
    organizer_id: Mapped[int | None] = mapped_column(index=True)
    event_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(60))
    thing_kind: Mapped[str] = mapped_column(String(40), default="")
    thing_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200), default="")
    actor_salt: Mapped[str] = mapped_column(String(32), default="")
    actor_digest: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The one row that everybody locks who adds an entry: the last entry's hash, and where the chain begins now.

    ``first_hash`` is the hash of the last entry that was deleted after its time; the oldest kept one refers to it.
    """

    __tablename__ = "audit_head"

    id: Mapped[Key]
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    first_hash: Mapped[str] = mapped_column(String(64), default="")
    count: Mapped[int] = mapped_column(default=0)
