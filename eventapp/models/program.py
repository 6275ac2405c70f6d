"""The running order of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.program import Contribution, ItemFunction, PlannedItem, SpeakerRole
from eventapp.domain.times import WallClock
from eventapp.models.base import NEVER_REUSED, Base, Instant, Key, Local, Revised

if TYPE_CHECKING:
    from eventapp.models.events import Event
    from eventapp.models.speakers import Speaker


class ProgramItem(Revised, Base):
    """One entry of the running order: a talk, a report, a break. Its time follows from order and length."""

    __tablename__ = "program_item"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes_positive"), NEVER_REUSED)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int]
    function: Mapped[str] = mapped_column(String(20), default=ItemFunction.TALK)
    title: Mapped[Local]
    text: Mapped[Local]
    minutes: Mapped[int]
    fixed: Mapped[WallClock | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Instant]

    event: Mapped[Event] = relationship(back_populates="program")
    people: Mapped[list[ItemSpeaker]] = relationship(
        back_populates="item", cascade="all, delete-orphan", order_by="ItemSpeaker.position"
    )

    @property
    def is_break(self) -> bool:
        """Whether people stretch their legs."""
        return self.function == ItemFunction.BREAK

    @property
    def planned(self) -> PlannedItem:
        """What the timetable needs to know."""
        return PlannedItem(self.id, self.minutes, self.fixed)


class ItemSpeaker(Base):
    """A speaker in an item, in a role."""

    __tablename__ = "item_speaker"
    __table_args__ = (UniqueConstraint("item_id", "speaker_id"),)

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("program_item.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20), default=SpeakerRole.SPEAKER)
    position: Mapped[int] = mapped_column(default=0)

    item: Mapped[ProgramItem] = relationship(back_populates="people")
    speaker: Mapped[Speaker] = relationship()

    @property
    def contribution(self) -> Contribution:
        """The row as a value."""
        return Contribution(self.speaker_id, SpeakerRole(self.role))
