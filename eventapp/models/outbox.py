"""Mails that wait to be sent."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import Base, Instant, Key


class OutgoingMail(Base):
    """One mail to one person, as it will leave. ``message_id`` is unique: what was decided once is sent once."""

    __tablename__ = "outgoing_mail"

    id: Mapped[Key]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    sender: Mapped[str] = mapped_column(String(254))
    recipient: Mapped[str] = mapped_column(String(254))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    queued_at: Mapped[Instant]
    due_at: Mapped[Instant] = mapped_column(index=True)
    sent_at: Mapped[Instant | None]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(300), default="")
