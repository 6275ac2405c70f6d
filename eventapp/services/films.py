"""The film of the page in sign language: one file, kept in the database and read in parts."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound
from eventapp.models import Video
from eventapp.services import audit, pages


def current(session: Session) -> Video | None:
    """The film that is shown, if there is one. Its content is not read."""
    return session.scalars(select(Video).order_by(Video.id.desc()).limit(1)).first()


def by_digest(session: Session, digest: str) -> Video:
    """The film with this address. Raises NotFound."""
    found = session.scalars(select(Video).where(Video.digest == digest)).first()
    if found is None:
        raise NotFound("films.unknown")
    return found


def size(session: Session, video: Video) -> int:
    """How many bytes it has."""
    return session.scalar(select(func.length(Video.content)).where(Video.id == video.id)) or 0


def part(session: Session, digest: str, start: int, length: int) -> bytes:
    """``length`` bytes of a film from ``start`` on, counted from 0; empty if it is gone meanwhile.

    SQLite's ``substr`` would read the whole film for each piece, so there the driver reads within the value.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        number = session.scalar(select(Video.id).where(Video.digest == digest))
        return _part_of_row(connection.connection.dbapi_connection, number, start, length) if number else b""
    piece = func.substr(Video.content, start + 1, length, type_=LargeBinary)
    return bytes(session.scalar(select(piece).where(Video.digest == digest)) or b"")


def _part_of_row(driver: Any, number: int, start: int, length: int) -> bytes:
    with driver.blobopen("video", "content", number, readonly=True) as content:
        content.seek(start)
        return bytes(content.read(length))


def store(session: Session, content: bytes, media_type: str, *, actor: Actor, now: datetime) -> Video:
    """Show this film from now on; the one before is deleted. Raises NotFound for those who don't write the pages."""
    pages.require_editor(session, actor)
    session.execute(delete(Video))
    digest = hashlib.sha256(content).hexdigest()
    row = Video(digest=digest, media_type=media_type, content=content, added_at=now)
    session.add(row)
    session.flush()
    audit.record(session, actor, "video.added", row, now=now, bytes=len(content))
    session.expire(row, ["content"])
    return row


def remove(session: Session, *, actor: Actor, now: datetime) -> None:
    """Show no film any more. Raises NotFound if there is none, or for those who don't write the pages."""
    pages.require_editor(session, actor)
    row = current(session)
    if row is None:
        raise NotFound("films.unknown")
    audit.record(session, actor, "video.removed", row, now=now)
    session.execute(delete(Video))
