"""Figures that tell nothing about a single person (F5, LAW-13): small numbers are neither shown nor to be computed.

A table has groups as its rows and answers as its columns. How large a group is, and what all groups together said, are
known to the reader. So a small cell must not only be left out: enough others must be left out with it that the sums
around it allow several values.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.texts import alphabetical

SMALLEST = 5
"""From this number on, people are a group, and an answer of several of them is shown."""

_GROUND = -1
Node = int


class Shown(StrEnum):
    """What the reader sees of a cell: its number, "under 5" (0 to 4), or a dash (5 or more)."""

    EXACT = "exact"
    SMALL = "small"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table as it may be shown. ``value`` is None for all but exact ones."""

    value: int | None
    shown: Shown

    @classmethod
    def of(cls, value: int, shown: Shown = Shown.EXACT) -> Cell:
        """``value``, forgotten unless it is shown."""
        return cls(value if shown is Shown.EXACT else None, shown)


NOTHING = Cell(None, Shown.HIDDEN)


def merged(sizes: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Which groups stand for themselves, and which are put together as the rest, so that no group is small.

    Groups below SMALLEST go into the rest; while that is small itself, the smallest other group joins it. Nobody stands
    for herself where even all together are too few.
    """
    by_size = sorted(sizes, key=lambda name: (sizes[name], name))
    rest = [name for name in by_size if sizes[name] < SMALLEST]
    large = by_size[len(rest) :]
    while rest and large and sum(sizes[name] for name in rest) < SMALLEST:
        rest.append(large.pop(0))
    return sorted(large, key=_by_name), sorted(rest, key=_by_name)


def _by_name(name: str) -> tuple[str, str]:
    return alphabetical(name), name


def protected(rows: Sequence[Sequence[int]], *, sums_known: bool = True) -> list[list[Cell]]:
    """``rows`` as they may be shown: no cell of 1 to 4 follows from what is shown of the others and from the sums.

    The reader knows the sum of each row, and with ``sums_known`` that of each column. Each row must be a group of
    SMALLEST at least. Where no choice of cells protects the small ones, nothing of the table is shown.
    """
    table = _Table(rows, sums_known=sums_known)
    for row, column in [place for place in table.places() if 0 < table.value(place) < SMALLEST]:
        table.hide((row, column))
    for place in [place for place in table.places() if 0 < table.value(place) < SMALLEST]:
        if not table.protect(place):
            return [[NOTHING for _ in row] for row in rows]
    return [[Cell.of(value, table.shown((r, c))) for c, value in enumerate(row)] for r, row in enumerate(rows)]


Place = tuple[int, int]


class _Table:
    """The hidden cells as edges between rows and columns; what they may be instead is a way around a circle.

    A cell can be one larger if, along such a circle, others can be one smaller and one larger in turn: then all sums
    stay as they are. Cells below SMALLEST move between 0 and 4, larger ones from 5 upward, because the reader is told
    which is which. Without known sums of columns, what leaves one column may arrive in any other.
    """

    def __init__(self, rows: Sequence[Sequence[int]], *, sums_known: bool) -> None:
        self.rows = rows
        self.columns = len(rows[0]) if rows else 0
        self.sums_known = sums_known
        self.hidden: set[Place] = set()

    def places(self) -> list[Place]:
        return [(r, c) for r in range(len(self.rows)) for c in range(self.columns)]

    def value(self, place: Place) -> int:
        return self.rows[place[0]][place[1]]

    def hide(self, place: Place) -> None:
        self.hidden.add(place)

    def shown(self, place: Place) -> Shown:
        if place not in self.hidden:
            return Shown.EXACT
        return Shown.SMALL if self.value(place) < SMALLEST else Shown.HIDDEN

    def protect(self, place: Place) -> bool:
        """Hide as few more cells as it takes for ``place`` to have another value. False if no number of them does."""
        row, column = place
        ways: list[set[Place] | None] = []
        if self._can_grow(place):
            ways.append(self._way(self._column(column), row, place))
        if self._can_shrink(place):
            ways.append(self._way(row, self._column(column), place))
        found = [way for way in ways if way is not None]
        if not found:
            return False
        cheapest: set[Place] = min(found, key=lambda way: len(way - self.hidden))
        self.hidden |= cheapest
        return True

    def _way(self, start: Node, end: Node, around: Place) -> set[Place] | None:
        """The cells of the way from ``start`` to ``end`` that hides fewest more, without the cell ``around``."""
        came: dict[Node, tuple[Node, Place | None]] = {}
        costs = {start: 0}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node == end:
                return _cells(came, start, end)
            for following, place in self._steps(node):
                cost = costs[node] + (place is not None and place not in self.hidden)
                if place != around and cost < costs.get(following, len(self.rows) * self.columns + 1):
                    costs[following], came[following] = cost, (node, place)
                    waiting.appendleft(following) if cost == costs[node] else waiting.append(following)
        return None

    def _steps(self, node: Node) -> list[tuple[Node, Place | None]]:
        if node == _GROUND:
            return [(self._column(c), None) for c in range(self.columns)]
        if node < len(self.rows):
            return [(self._column(c), (node, c)) for c in range(self.columns) if self._can_grow((node, c))]
        column = node - len(self.rows)
        steps: list[tuple[Node, Place | None]] = [
            (r, (r, column)) for r in range(len(self.rows)) if self._can_shrink((r, column))
        ]
        return steps if self.sums_known else [*steps, (_GROUND, None)]

    def _column(self, column: int) -> Node:
        return len(self.rows) + column

    def _can_grow(self, place: Place) -> bool:
        return self.value(place) != SMALLEST - 1

    def _can_shrink(self, place: Place) -> bool:
        return self.value(place) not in {0, SMALLEST}


def _cells(came: dict[Node, tuple[Node, Place | None]], start: Node, end: Node) -> set[Place]:
    found: set[Place] = set()
    node = end
    while node != start:
        node, place = came[node]
        found |= {place} if place is not None else set()
    return found
