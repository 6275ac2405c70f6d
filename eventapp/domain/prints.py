"""Printed matter that tells of an event: poster, flyer, name badges, table signs. All measures in millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from eventapp.domain.errors import InvalidValue
from eventapp.domain.letters import DateBlock, Letterhead, LetterItem, ProgramSheet

_TITLES: Final = re.compile(
    r"^(?:(?:Prof|Dr|Dipl|Mag|med|jur|rer|nat|phil|h\.?c|Ing|Inf|Päd)[.\-\w]*\.\s*)+", re.IGNORECASE
)
_A4: Final = (210.0, 297.0)


class Piece(StrEnum):
    """What can be printed for an event, as it is called in addresses."""

    PROGRAM = "program"
    POSTER_A3 = "poster-a3"
    POSTER_A4 = "poster-a4"
    FLYER = "flyer"
    SIGNS = "table-signs"
    BADGES_80X50 = "badges-80x50"
    BADGES_90X54 = "badges-90x54"
    TRIAL_80X50 = "trial-80x50"
    TRIAL_90X54 = "trial-90x54"


@dataclass(frozen=True, slots=True)
class Poster:
    """One sheet to pin up, readable at three metres (PRN-13). ``sheet`` is "a4" or "a3".

    ``teaser`` is the program in a line.
    """

    letterhead: Letterhead
    written_on: date
    language: str
    title: str
    theme: str
    block: DateBlock
    teaser: str
    page_url: str
    sheet: str = "a4"
    status: str = ""


@dataclass(frozen=True, slots=True)
class Flyer:
    """A4 across, folded twice into DIN lang: panels of 97, 100 and 100 outside, 100, 100 and 97 inside (PRN-13)."""

    letterhead: Letterhead
    written_on: date
    language: str
    title: str
    theme: str
    block: DateBlock
    description: tuple[str, ...]
    program: tuple[LetterItem, ...]
    notes: tuple[str, ...]
    page_url: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class BadgePerson:
    """Who wears a badge or sits behind a sign. Only the name has to be there."""

    name: str
    function: str = ""
    department: str = ""

    @property
    def given(self) -> str:
        """What is printed large on a badge: the first of the first names, without academic titles."""
        return self._parts()[1]

    @property
    def rest(self) -> str:
        """All else of the name, titles first."""
        title, given, last = self._parts()
        return " ".join(part for part in (title, last) if part and given)

    def _parts(self) -> tuple[str, str, str]:
        last, comma, first = (" ".join(part.split()) for part in self.name.partition(","))
        name = f"{first} {last}" if comma and first else last
        found = _TITLES.match(name)
        title = found[0].strip() if found and found.end() < len(name) else ""
        given, _, rest = name[len(title) :].strip().partition(" ")
        return title, given, rest


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """How labels lie on A4 (PRN-11): size of one, rows and columns, the first one's place, and from one to the next.

    Raises InvalidValue("prints.beyond_the_sheet") where they don't lie side by side on the sheet.
    """

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float

    def __post_init__(self) -> None:
        right = self.left + (self.columns - 1) * self.pitch_x + self.width
        bottom = self.top + (self.rows - 1) * self.pitch_y + self.height
        side_by_side = (self.columns == 1 or self.pitch_x >= self.width) and (
            self.rows == 1 or self.pitch_y >= self.height
        )
        on_the_sheet = min(self.left, self.top) >= 0 and right <= _A4[0] and bottom <= _A4[1]
        is_there = min(self.columns, self.rows) >= 1 and min(self.width, self.height) >= 20
        if not (side_by_side and on_the_sheet and is_there):
            raise InvalidValue("prints.beyond_the_sheet", right=right, bottom=bottom)


LABEL_SHEETS: Final = {
    "80x50": LabelSheet(80, 50, 2, 5, 25, 23.5, 80, 50),
    "90x54": LabelSheet(90, 54, 2, 5, 15, 13.5, 90, 54),
}
"""Presets in the middle of A4, edge to edge. Bought sheets may differ: print the calibration first."""


@dataclass(frozen=True, slots=True)
class Badges:
    """Sheets of name badges. Without people it is the calibration sheet: crosses at the corners of all labels."""

    letterhead: Letterhead
    written_on: date
    language: str
    title: str
    people: tuple[BadgePerson, ...]
    sheet: LabelSheet


@dataclass(frozen=True, slots=True)
class TableSigns:
    """A sheet for each person: A4 across, folded once, the name on both faces (PRN-12)."""

    letterhead: Letterhead
    written_on: date
    language: str
    title: str
    people: tuple[BadgePerson, ...]


Print = Poster | Flyer | Badges | TableSigns | ProgramSheet
"""Whatever is printed beside letters."""
