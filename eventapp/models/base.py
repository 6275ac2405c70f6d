"""The base of all tables, and the column types that keep the domain's values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock, utc

_LATER_MARK = "~2"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. Refuses naive ones on the way in, answers UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant = utc(value)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallClockText(TypeDecorator[WallClock]):
    """A wall clock as ``2026-10-25T02:30``, with ``~2`` for a doubled hour's second pass. Sorts by its reading."""

    impl = String(18)
    cache_ok = True

    def process_bind_param(self, value: WallClock | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return value.local.isoformat(timespec="minutes") + (_LATER_MARK if value.second else "")

    def process_result_value(self, value: str | None, dialect: Dialect) -> WallClock | None:
        if value is None:
            return None
        # A wall clock is naive by nature; its zone stands beside it.
        return WallClock(datetime.fromisoformat(value.removesuffix(_LATER_MARK)), value.endswith(_LATER_MARK))


class LocalTextJson(TypeDecorator[LocalText]):
    """A text in its languages as JSON, without the empty ones."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: LocalText | None, dialect: Dialect) -> dict[str, str] | None:
        if value is None:
            return None
        forms = {"de": value.de, "en": value.en, "easy": value.easy}
        return {language: text for language, text in forms.items() if text}

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> LocalText | None:
        return None if value is None else LocalText(**value)


# An address in a planner's page or a calendar must not come to mean another row; SQLite would reuse the last one.
NEVER_REUSED = {"sqlite_autoincrement": True}

Instant = Annotated[datetime, mapped_column(UtcDateTime)]
Local = Annotated[LocalText, mapped_column(LocalTextJson, default=LocalText)]
Key = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {WallClock: WallClockText, LocalText: LocalTextJson, datetime: UtcDateTime}


class Revised:
    """Rows that two people may edit at once: the copy's number, who stored it and when.

    The database refuses to store over a copy that changed meanwhile (SQLAlchemy's version counter).
    """

    revision: Mapped[int] = mapped_column(Integer, default=1)
    updated_at: Mapped[Instant]
    updated_by: Mapped[str] = mapped_column(String(200), default="")

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.revision}
