"""What a notice, a record and a concept of data protection are made of (DP-6, DP-9, DP-13)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.texts import LocalText


@dataclass(frozen=True, slots=True)
class Section:
    """One part of such a paper: sentences, then points, then a table whose first row is its head."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What an office writes about data protection itself: whom to ask, on what basis, and who watches over it.

    ``officer`` and ``authority`` are lines as they are shown.
    """

    officer: str = ""
    authority: str = ""
    basis: LocalText = LocalText()
    more: LocalText = LocalText()


class PhotoChannel(StrEnum):
    """Where recognisable pictures may be published."""

    INTRANET = "intranet"
    INTERNET = "internet"
    PRINT = "print"
    PRESS = "press"


def as_text(title: str, sections: tuple[Section, ...]) -> str:
    """The paper as plain text: headings in a line of their own, tables with a line for each cell."""
    lines = [title, "=" * len(title)]
    for section in sections:
        lines += ["", section.title, "-" * len(section.title)]
        for paragraph in section.paragraphs:
            lines += ["", paragraph]
        lines += ["", *(f"- {point}" for point in section.points)] if section.points else []
        head = section.table[0] if section.table else ()
        for row in section.table[1:]:
            lines += ["", *(f"{name}: {value}" for name, value in zip(head, row, strict=True))]
    return "\n".join(lines) + "\n"
