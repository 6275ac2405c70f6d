"""Personal and secret addresses: what is stored of them opens nothing."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.domain.tokens import Secret
from eventapp.models.base import Base, Instant, Key


class Secretive:
    """Rows that are found by the digest of a token. ``seed`` makes the token again, together with the secret key."""

    seed: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), unique=True)

    @property
    def secret(self) -> Secret:
        """Both as one value."""
        return Secret(self.seed, self.digest)

    @secret.setter
    def secret(self, secret: Secret) -> None:
        self.seed, self.digest = secret.seed, secret.digest


class FeedKey(Secretive, Base):
    """The address of an organizer's complete feed. Renewing it ends the one before."""

    __tablename__ = "feed_key"

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[Instant]
    made_by: Mapped[str] = mapped_column(String(200), default="")


class SpeakerLink(Secretive, Base):
    """A speaker's own address."""

    __tablename__ = "speaker_link"

    id: Mapped[Key]
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[Instant]
    made_by: Mapped[str] = mapped_column(String(200), default="")
