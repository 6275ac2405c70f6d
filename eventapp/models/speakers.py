"""People who speak, and their pictures."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from eventapp.models.base import NEVER_REUSED, Base, Instant, Key, Local, Revised


class Speaker(Revised, Base):
    """A person who speaks. She belongs to the organizer, so she can return next year."""

    __tablename__ = "speaker"
    __table_args__ = NEVER_REUSED

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(60), default="")
    function: Mapped[Local]
    organisation: Mapped[str] = mapped_column(String(200), default="")
    bio: Mapped[Local]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    picture_alt: Mapped[Local]
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    picture: Mapped[Picture | None] = relationship()

    @property
    def full_name(self) -> str:
        """The name with its title before it: ``Dr. Rika Redner``."""
        return f"{self.title} {self.name}".strip()


class Picture(Base):
    """A redrawn picture. ``digest`` (SHA-256 of the bytes) is its address; old versions keep showing it."""

    __tablename__ = "picture"

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    content_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    created_at: Mapped[Instant]
