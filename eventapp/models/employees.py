"""The staff list: who may be invited. No gender, no private data, nothing that inviting does not need (DP-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.models.base import NEVER_REUSED, Base, Instant, Key

if TYPE_CHECKING:
    from eventapp.models.organizers import Organizer


class StaffList(Base):
    """One list of an organizer, such as that of the core administration or of a city-owned company.

    ``mapping`` remembers which column of the last file meant what: our field's name to the column's heading.
    """

    __tablename__ = "staff_list"
    __table_args__ = (UniqueConstraint("organizer_id", "name"), NEVER_REUSED)

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    taken_at: Mapped[Instant | None]
    taken_by: Mapped[str] = mapped_column(String(200), default="")
    organizer: Mapped[Organizer] = relationship()


class Employee(Base):
    """One person of one list. Names stay as they were typed.

    ``identity`` tells persons of a list apart: the address as it is compared, or for people without a mailbox a
    digest of name, department and postal lines. ``email`` is empty for people without a mailbox; ``post`` are the
    lines beneath the name for letters and internal mail.
    """

    __tablename__ = "employee"
    __table_args__ = (
        UniqueConstraint("list_id", "identity"),
        CheckConstraint("salutation IN ('neutral', 'frau', 'herr')", name="salutation"),
        NEVER_REUSED,
    )

    id: Mapped[Key]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("staff_list.id", ondelete="CASCADE"), index=True)
    identity: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    address_key: Mapped[str] = mapped_column(String(254), default="", index=True)
    salutation: Mapped[str] = mapped_column(String(20), default="neutral")
    language: Mapped[str] = mapped_column(String(10), default="de")
    department: Mapped[str] = mapped_column(String(200), default="", index=True)
    site: Mapped[str] = mapped_column(String(200), default="")
    post: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[Instant]


class StaffUpload(Base):
    """A file on its way into a list: kept until it is taken over or thrown away, a day at most.

    ``rows`` is the sheet as compressed JSON; once columns are chosen, the others are no longer in it.
    ``corrections`` are what was typed over it: row number to field to value, ``{"skip": "1"}`` to leave a row out.
    """

    __tablename__ = "staff_upload"

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("staff_list.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    mapping: Mapped[dict[str, str] | None] = mapped_column(JSON)
    rows: Mapped[bytes] = mapped_column(LargeBinary)
    corrections: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    made_at: Mapped[Instant]
    made_by: Mapped[str] = mapped_column(String(200), default="")
    staff_list: Mapped[StaffList] = relationship()


class StaffChange(Base):
    """What one take-over did, so that it can be undone until somebody was invited from the list.

    ``before`` holds the rows as they were, as compressed JSON; it is emptied once it can't be undone any more.
    """

    __tablename__ = "staff_change"

    id: Mapped[Key]
    list_id: Mapped[int] = mapped_column(ForeignKey("staff_list.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0)
    before: Mapped[bytes | None] = mapped_column(LargeBinary)
    taken_at: Mapped[Instant]
    taken_by: Mapped[str] = mapped_column(String(200), default="")
    undone_at: Mapped[Instant | None]
    staff_list: Mapped[StaffList] = relationship()
