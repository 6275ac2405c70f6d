"""What is true of the whole installation at the moment."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import Base, Instant, Key


class Operation(Base):
    """One row. While ``mail_held_at`` is set no mail leaves: a restored backup can.t know what was sent since."""

    __tablename__ = "operation"

    id: Mapped[Key]
    mail_held_at: Mapped[Instant | None]
    restored_from: Mapped[str] = mapped_column(String(200), default="")
    forgotten_at: Mapped[Instant | None]
