"""Kinds of assembly with the law they rest on."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import Base, Key, Local, Revised


class Kind(Revised, Base):
    """A kind of assembly. Shipped ones belong to nobody; an organizer edits a copy of her own."""

    __tablename__ = "kind"
    __table_args__ = (UniqueConstraint("organizer_id", "code"),)

    id: Mapped[Key]
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[Local]
    basis: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[str] = mapped_column(String(60), default="")
    convener: Mapped[str] = mapped_column(Text, default="")
    circle: Mapped[str] = mapped_column(Text, default="")
    frequency: Mapped[str] = mapped_column(Text, default="")
    working_time: Mapped[Local]
    agenda: Mapped[str] = mapped_column(Text, default="")
    invitees: Mapped[str] = mapped_column(Text, default="")
    digital: Mapped[str] = mapped_column(Text, default="")
    checks: Mapped[str] = mapped_column(Text, default="")
    is_recording_allowed: Mapped[bool] = mapped_column(default=False)
