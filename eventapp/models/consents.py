"""Consents to photographs: given by the person herself, and taken back as easily (DP-9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.models.base import Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.invitations import Invitation


class PhotoConsent(Base):
    """That recognisable pictures of somebody may be published in ``channels``, from when to when.

    ``name`` is kept beside the invitation, which is forgotten sooner: the proof lasts as long as pictures are used.
    """

    __tablename__ = "photo_consent"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    given_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]
    invitation: Mapped[Invitation | None] = relationship()
