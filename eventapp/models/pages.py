"""The pages that the law asks for, as the office has written them, and barriers that people reported."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.models.base import NEVER_REUSED, Base, Instant, Key, Local, Revised


class Page(Revised, Base):
    """One page of the installation by its ``name`` (PageName). ``facts`` are its structured fields.

    A page without a row shows the text that is shipped.
    """

    __tablename__ = "page"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(30), unique=True)
    body: Mapped[Local]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Video(Base):
    """The film of the page in sign language: one file, served from here (A11Y-6). ``digest`` is its address."""

    __tablename__ = "video"

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[Instant]


class BarrierReport(Base):
    """What somebody could not use: in her words, with the page's address, and a contact if she wishes an answer."""

    __tablename__ = "barrier_report"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[Key]
    created_at: Mapped[Instant]
    page_url: Mapped[str] = mapped_column(String(500), default="")
    message: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(254), default="")
    done_at: Mapped[Instant | None]
