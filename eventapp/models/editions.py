"""Announced editions of events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cattrs.preconf.json import make_converter
from sqlalchemy import JSON, Dialect, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from eventapp.domain.editions import Edition
from eventapp.models.base import Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.events import Event

_converter = make_converter()
_converter.register_unstructure_hook(datetime, datetime.isoformat)
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))


class EditionJson(TypeDecorator[Edition]):
    """An edition as JSON. Fields that are added later need a default, so that old editions stay readable."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Edition | None, dialect: Dialect) -> Any:
        return None if value is None else _converter.unstructure(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Edition | None:
        return None if value is None else _converter.structure(value, Edition)


class AnnouncedEdition(Base):
    """What the public sees of an event from an announcement on. Never changed, only followed by another.

    The columns beside ``content`` repeat what it is found by.
    """

    __tablename__ = "announced_edition"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(80), index=True)
    secret: Mapped[str] = mapped_column(String(64), index=True)
    is_public: Mapped[bool]
    announced_at: Mapped[Instant]
    announced_by: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[Edition] = mapped_column(EditionJson)
    event: Mapped[Event] = relationship(back_populates="editions")


class Publication(Base):
    """One row that counts announcements: what was rendered before the count moved is stale.

    ``moved_at`` is the moment of the last one; the next is a second later at least, whatever the clock says.
    """

    __tablename__ = "publication"

    id: Mapped[Key]
    stamp: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[Instant | None]
