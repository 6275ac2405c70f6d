"""What waits to leave, and what became of it: mails and letters, each to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.mailings import Channel, DeliveryState
from eventapp.models.base import NEVER_REUSED, Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.invitations import Invitation
    from eventapp.models.mailings import Mailing

_STATES = ", ".join(f"'{state}'" for state in DeliveryState)
_CHANNELS = ", ".join(f"'{channel}'" for channel in Channel)


class Delivery(Base):
    """One mail or letter to one person.

    Of a mailing, or a single one whose ``content`` is complete. What was decided once leaves once: the constraint
    over mailing, invitation, channel and sequence, and the unique ``message_id``, see to it. ``edition`` is the number
    of the announced edition that it tells of. ``worker`` and ``lease_until`` name who has it in hand. ``stamped_at`` is
    the mail's Date, the same for each attempt after which a copy may be there. ``is_uncertain``: an attempt ended
    without the server's answer, so it may have arrived twice (RFC 1047).
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("mailing_id", "invitation_id", "channel", "sequence"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        CheckConstraint(f"channel IN ({_CHANNELS})", name="channel"),
        Index("ix_delivery_state_due_at", "state", "due_at"),
        Index("ix_delivery_mailing_id_state", "mailing_id", "state"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    channel: Mapped[str] = mapped_column(String(20), default=Channel.MAIL)
    sequence: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int | None]
    message_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    sender: Mapped[str] = mapped_column(String(254), default="")
    recipient: Mapped[str] = mapped_column(String(254), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(20), default=DeliveryState.READY)
    queued_at: Mapped[Instant]
    due_at: Mapped[Instant]
    lease_until: Mapped[Instant | None]
    worker: Mapped[str] = mapped_column(String(120), default="")
    stamped_at: Mapped[Instant | None]
    sent_at: Mapped[Instant | None]
    bounced_at: Mapped[Instant | None]
    tries: Mapped[int] = mapped_column(default=0)
    is_uncertain: Mapped[bool] = mapped_column(default=False)
    failure: Mapped[str] = mapped_column(String(300), default="")
    mailing: Mapped[Mailing | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()


class Worker(Base):
    """A process that sends, and when it was seen last."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    started_at: Mapped[Instant]
    seen_at: Mapped[Instant]


class RelayState(Base):
    """The one mail server, as all workers see it: when the next mail may leave, and why none does."""

    __tablename__ = "relay_state"

    id: Mapped[Key]
    free_at: Mapped[Instant | None]
    failure: Mapped[str] = mapped_column(String(300), default="")
    failed_at: Mapped[Instant | None]
