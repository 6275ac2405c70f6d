"""Other calendars, and the times at which they say that a hall or the whole office is busy."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.times import TimeSpan
from eventapp.models.base import NEVER_REUSED, Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.venues import Venue


class BusyCalendar(Base):
    """A calendar as it was last read. Without a venue it holds for all of them.

    Of what lies outside ``covers_from`` to ``covers_until`` nothing is known.
    """

    __tablename__ = "busy_calendar"
    __table_args__ = (UniqueConstraint("organizer_id", "name"), NEVER_REUSED)

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    covers_from: Mapped[Instant]
    covers_until: Mapped[Instant]
    read_at: Mapped[Instant]
    read_by: Mapped[str] = mapped_column(String(200), default="")
    venue: Mapped[Venue | None] = relationship()


class BusyTime(Base):
    """One time that is taken. ``summary`` is one line, maybe empty; nothing else of the entry is kept."""

    __tablename__ = "busy_time"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[Key]
    calendar_id: Mapped[int] = mapped_column(ForeignKey("busy_calendar.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[Instant]
    summary: Mapped[str] = mapped_column(String(255), default="")

    @property
    def span(self) -> TimeSpan:
        """From start to end."""
        return TimeSpan(self.starts_at, self.ends_at)
