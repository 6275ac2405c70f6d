"""How long personal data is kept, where an office or an event differs from what is shipped (DP-8)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import Base, Key, Revised


class RetentionRule(Revised, Base):
    """The days for one subject of data: for an organizer, or for one event of hers, which then needs a reason."""

    __tablename__ = "retention_rule"
    __table_args__ = (
        UniqueConstraint("organizer_id", "event_id", "subject"),
        CheckConstraint("days >= 0", name="days"),
    )

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(30))
    days: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
