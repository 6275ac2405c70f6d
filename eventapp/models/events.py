"""Events while they are planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.events import Status, Visibility
from eventapp.domain.times import TimeSpan, WallClock, named_zone
from eventapp.models.base import NEVER_REUSED, Base, Instant, Key, Local, Revised

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventapp.models.editions import AnnouncedEdition
    from eventapp.models.kinds import Kind
    from eventapp.models.organizers import Organizer
    from eventapp.models.program import ProgramItem
    from eventapp.models.venues import Venue


class Event(Revised, Base):
    """An assembly as it is planned. The public sees its latest edition, never this row.

    ``part_of_id`` names the first part of an assembly that is held several times (Teilversammlungen).
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("status IN ('draft', 'tentative', 'confirmed', 'cancelled')", name="status"),
        CheckConstraint("visibility IN ('staff', 'public')", name="visibility"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    kind_id: Mapped[int | None] = mapped_column(ForeignKey("kind.id", ondelete="SET NULL"))
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id", ondelete="SET NULL"), index=True)
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    uid: Mapped[str] = mapped_column(String(60), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    secret: Mapped[str] = mapped_column(String(64), unique=True)
    visibility: Mapped[str] = mapped_column(String(20), default=Visibility.STAFF)
    status: Mapped[str] = mapped_column(String(20), default=Status.DRAFT)
    zone: Mapped[str] = mapped_column(String(60))
    doors: Mapped[WallClock | None]
    starts: Mapped[WallClock] = mapped_column(index=True)
    ends: Mapped[WallClock]
    title: Mapped[Local]
    theme: Mapped[Local]
    description: Mapped[Local]
    notice: Mapped[Local]
    created_at: Mapped[Instant]

    organizer: Mapped[Organizer] = relationship()
    kind: Mapped[Kind | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    program: Mapped[list[ProgramItem]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="ProgramItem.position"
    )
    editions: Mapped[list[AnnouncedEdition]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="AnnouncedEdition.number"
    )

    @property
    def assembly_id(self) -> int:
        """What all parts of one assembly have in common: a person is invited to one of them."""
        return self.part_of_id or self.id

    @property
    def tz(self) -> ZoneInfo:
        """The zone of the wall clocks."""
        return named_zone(self.zone)

    @property
    def span(self) -> TimeSpan:
        """From start to end, as instants."""
        return TimeSpan(self.starts.instant(self.tz), self.ends.instant(self.tz))
