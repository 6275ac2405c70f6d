"""Mailings: one text to many people by several channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.domain.mailings import Audience, MailingKind, MailingState
from eventapp.models.audiences import AudienceJson
from eventapp.models.base import NEVER_REUSED, Base, Instant, Key, Local, Revised

if TYPE_CHECKING:
    from eventapp.models.events import Event

_KINDS = ", ".join(f"'{kind}'" for kind in MailingKind)
_STATES = ", ".join(f"'{state}'" for state in MailingState)


class Mailing(Revised, Base):
    """One text to the people of ``audience``. From ``started_at`` on, its recipients are the rows of ``delivery``.

    ``edition`` is the number of the announced edition that it tells of, fixed at the start. ``may_choose``: whoever is
    invited by it may come to another part of the assembly instead. ``returned_note``: what ``returned_by`` wants to be
    changed before she releases it; empty once the release is asked for anew. ``approved_readers``: a mark of ten signs
    for each reader that it was released for, until it is started.
    """

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint(f"state IN ({_STATES})", name="state"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default=MailingState.DRAFT)
    subject: Mapped[Local]
    text: Mapped[Local]
    asks_for_answer: Mapped[bool] = mapped_column(default=True)
    has_calendar: Mapped[bool] = mapped_column(default=True)
    may_choose: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[Audience] = mapped_column(AudienceJson)
    edition: Mapped[int | None]
    created_at: Mapped[Instant]
    created_by: Mapped[str] = mapped_column(String(200), default="")
    tested_at: Mapped[Instant | None]
    proposed_at: Mapped[Instant | None]
    proposed_by: Mapped[str] = mapped_column(String(200), default="")
    proposed_by_id: Mapped[int | None]
    approved_at: Mapped[Instant | None]
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    approved_for: Mapped[int | None]
    approved_readers: Mapped[str] = mapped_column(Text, default="", deferred=True)
    returned_note: Mapped[str] = mapped_column(String(1000), default="")
    returned_by: Mapped[str] = mapped_column(String(200), default="")
    writer_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    started_at: Mapped[Instant | None]
    started_by: Mapped[str] = mapped_column(String(200), default="")
    event: Mapped[Event] = relationship()
