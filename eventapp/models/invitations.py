"""Who is invited to an event, and what she answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.models.base import NEVER_REUSED, Base, Instant, Key
from eventapp.models.links import Secretive

if TYPE_CHECKING:
    from eventapp.models.events import Event


class Invitation(Secretive, Base):
    """One person asked to one event: an ATTENDEE.

    ``address_key`` is her address as it is compared, so that nobody is invited twice, also not to two parts of one
    assembly (``assembly_id``, the first part's id); people without a mailbox have "#" and their identity in the staff
    list there. ``steps`` counts how often she alone was uninvited or invited again; her SEQUENCE is the event's plus
    it. ``sent_sequence``, ``sent_method`` and ``sent_at`` are those of the calendar message that went to her last.
    ``partstat`` repeats her last answer that counts. ``seat`` is "", "held", "waiting" or "offered" (until
    ``offer_until``); those who wait move up by ``waiting_since``. ``code_digest`` finds her by the code of a letter.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("assembly_id", "address_key"),
        CheckConstraint("seat IN ('', 'held', 'waiting', 'offered')", name="seat"),
        Index("ix_invitation_event_id_seat", "event_id", "seat"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    address_key: Mapped[str] = mapped_column(String(254), index=True)
    salutation: Mapped[str] = mapped_column(String(20), default="neutral")
    language: Mapped[str] = mapped_column(String(10), default="de")
    department: Mapped[str] = mapped_column(String(200), default="")
    site: Mapped[str] = mapped_column(String(200), default="")
    post: Mapped[str] = mapped_column(Text, default="")
    code_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    may_choose: Mapped[bool] = mapped_column(default=False)
    partstat: Mapped[str | None] = mapped_column(String(20))
    answered_at: Mapped[Instant | None]
    way: Mapped[str] = mapped_column(String(10), default="")
    seat: Mapped[str] = mapped_column(String(10), default="")
    waiting_since: Mapped[Instant | None]
    offer_until: Mapped[Instant | None]
    forgotten_at: Mapped[Instant | None]
    steps: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[Instant]
    withdrawn_at: Mapped[Instant | None]
    sent_sequence: Mapped[int | None]
    sent_method: Mapped[str | None] = mapped_column(String(20))
    sent_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
    created_by: Mapped[str] = mapped_column(String(200), default="")
    event: Mapped[Event] = relationship(foreign_keys=event_id)
    answers: Mapped[list[Rsvp]] = relationship(
        back_populates="invitation", cascade="all, delete-orphan", order_by="Rsvp.id"
    )

    @property
    def is_withdrawn(self) -> bool:
        """Whether she alone was uninvited."""
        return self.withdrawn_at is not None

    @property
    def answer(self) -> Rsvp | None:
        """What she said last."""
        return self.answers[-1] if self.answers else None


class Rsvp(Base):
    """One answer (PARTSTAT). Never changed, only followed by another; the last one counts.

    ``sequence`` is that of the invitation it answers, ``stamped_at`` the DTSTAMP of a calendar's reply. ``sender`` is
    the mail's From where it isn't the invited address, "?" where there is none.
    """

    __tablename__ = "rsvp"
    __table_args__ = (
        CheckConstraint("partstat IN ('ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED')", name="partstat"),
        CheckConstraint("source IN ('calendar', 'page', 'office')", name="source"),
    )

    id: Mapped[Key]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    partstat: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    sequence: Mapped[int]
    stamped_at: Mapped[Instant]
    received_at: Mapped[Instant]
    comment: Mapped[str] = mapped_column(Text, default="")
    way: Mapped[str] = mapped_column(String(10), default="")
    sender: Mapped[str] = mapped_column(String(254), default="")
    invitation: Mapped[Invitation] = relationship(back_populates="answers")
