"""Halls."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import NEVER_REUSED, Base, Key, Local, Revised


class Venue(Revised, Base):
    """A hall with its address, how many it holds, and how to get in."""

    __tablename__ = "venue"
    __table_args__ = NEVER_REUSED

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(20), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    capacity: Mapped[int | None]
    wheelchair_places: Mapped[int | None]
    facts: Mapped[list[str]] = mapped_column(JSON, default=list)
    access: Mapped[Local]
    directions: Mapped[Local]
    note: Mapped[str] = mapped_column(Text, default="")
