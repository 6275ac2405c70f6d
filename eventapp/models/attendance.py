"""Who may come and who needs what: places, needs, and counts without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.times import WallClock
from eventapp.models.base import Base, Instant, Key, Revised

if TYPE_CHECKING:
    from eventapp.models.events import Event
    from eventapp.models.invitations import Invitation


class AttendancePlan(Revised, Base):
    """How people answer to an event, and how many may come. One that has no row takes answers without limits.

    ``mode`` is "names" or "count" (DP-3: no name is kept beside an answer). ``closes`` is a wall clock in the event's
    zone, None while answers are taken until the end. ``seats`` and ``wheelchair_places`` None: no limit is set.
    ``menu`` are the choices offered, none when empty. Needs are deleted ``needs_days`` after the event.
    """

    __tablename__ = "attendance_plan"
    __table_args__ = (CheckConstraint("mode IN ('names', 'count')", name="mode"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    mode: Mapped[str] = mapped_column(String(10), default="names")
    closes: Mapped[WallClock | None]
    seats: Mapped[int | None]
    wheelchair_places: Mapped[int | None]
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    offer_hours: Mapped[int] = mapped_column(default=48)
    online_url: Mapped[str] = mapped_column(String(300), default="")
    asks_needs: Mapped[bool] = mapped_column(default=True)
    asks_childcare: Mapped[bool] = mapped_column(default=False)
    menu: Mapped[list[str]] = mapped_column(JSON, default=list)
    needs_days: Mapped[int] = mapped_column(default=7)
    event: Mapped[Event] = relationship()


class Need(Base):
    """One thing that one person needs. Kept apart from her answer, and seen only by the role for needs (DP-4).

    ``kind`` is a NeedKind of the domain; ``note`` her own words, or the dish she chose.
    """

    __tablename__ = "need"
    __table_args__ = (UniqueConstraint("invitation_id", "kind"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Instant]
    invitation: Mapped[Invitation] = relationship()


class HeadCount(Base):
    """Answers in the mode "count", or all once the persons are forgotten: how many, and nobody's name.

    ``partstat`` is then also a Kept of the domain: how many were invited, reached, left open, or waited for a seat.
    """

    __tablename__ = "head_count"
    __table_args__ = (UniqueConstraint("event_id", "department", "partstat", "way"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    department: Mapped[str] = mapped_column(String(200), default="")
    partstat: Mapped[str] = mapped_column(String(20))
    way: Mapped[str] = mapped_column(String(10), default="")
    count: Mapped[int] = mapped_column(default=0)
