"""What is true of the whole installation at the moment."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import Base, Instant, Key


class Operation(Base):
    """One row. While ``mail_held_at`` is set, those of the installation's own mails wait that a restored backup
    brought: it can't know what was sent since. New ones leave. Each office's are held by ``organizer.mail_held_at``.
    """

    __tablename__ = "operation"

    id: Mapped[Key]
    mail_held_at: Mapped[Instant | None]
    restored_from: Mapped[str] = mapped_column(String(200), default="")
    forgotten_at: Mapped[Instant | None]
