"""What machines ask about the installation: whether it works, and its numbers (R-33, S-55). Never about persons."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.models import BrowserSession, Delivery
from eventapp.models.database import Database
from eventapp.services import operation, outbox, senders

LEAST_ROOM = 20 * 1024 * 1024  # bytes; below that a mail-out's notes may not find room


@dataclass(frozen=True, slots=True)
class Number:
    """A value, with what it counts; ``labels`` name which part of it."""

    name: str
    meaning: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def numbers(session: Session, *, now: datetime) -> Iterator[Number]:
    """The numbers of this moment, read from the database: the same whichever process is asked."""
    state = select(Delivery.channel, Delivery.state, func.count()).group_by(Delivery.channel, Delivery.state)
    for channel, name, count in session.execute(state).all():
        yield Number("outbox_deliveries", "Mails and letters", count, {"channel": str(channel), "state": str(name)})
    oldest = outbox.oldest_due(session, now=now)
    late = (now - oldest).total_seconds() if oldest else 0
    yield Number("outbox_oldest_due_seconds", "How long the mail that is due longest has waited", late)
    held = operation.hold(session, actor=SYSTEM, now=now) is not None
    yield Number("outbox_held", "1 while mail of any office is held after a restore", held)
    yield Number("outbox_stuck", "1 while mails that should leave don't", operation.is_stuck(session, now=now))
    yield Number("relay_failing", "1 while the mail server takes nothing", senders.relay_failure(session) is not None)
    yield Number("workers", "Workers seen within a minute", len(senders.seen(session, now=now)))
    sessions = select(func.count()).select_from(BrowserSession).where(BrowserSession.account_id.is_not(None))
    yield Number("sessions", "Browsers that are signed in", session.scalar(sessions) or 0)
    yield Number("database_bytes", "Size of the database", database_bytes(session))


def database_bytes(session: Session) -> int:
    """How large the database is, its indexes included; without SQLite's journal."""
    if session.get_bind().dialect.name == "sqlite":
        pages = "select page_count * page_size from pragma_page_count(), pragma_page_size()"
        return session.scalar(text(pages)) or 0
    return session.scalar(text("select pg_database_size(current_database())")) or 0


def fault(session: Session, database: Database, folder: Path, *, now: datetime) -> str:
    """Why this process should be asked for nothing now, in one word; empty where all is well.

    Raises SQLAlchemyError where the database does not answer.
    """
    if session.scalar(text("select version_num from alembic_version")) != database.shipped_revision():
        return "migrations"
    places = {folder, *([Path(database.url.database).parent] if database.is_sqlite and database.url.database else [])}
    if not all(_has_room(place) for place in places):
        return "disk"
    return "outbox" if operation.is_stuck(session, now=now) else ""


def _has_room(folder: Path) -> bool:
    """Whether a file can be written there: one without a name, gone at once."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"\0" * 4096)
        return shutil.disk_usage(folder).free >= LEAST_ROOM
    except OSError:
        return False
