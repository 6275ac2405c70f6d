"""Figures that tell nothing about a single person (F5, LAW-13): what would is neither shown nor to be computed.

A table has groups as its rows and answers as its columns. How large a group is, and what all groups together said, are
known to the reader. Two things would tell what somebody answered: a small number, and a group of which all said the
same. Such a cell must not only be left out: enough others must be left out with it that the sums around it allow
several values. What is left out looks the same everywhere, so that its look tells nothing: beside "5 invited" a mark
for "5 or more" would be a number.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventapp.domain.texts import alphabetical

SMALLEST = 5
"""From this number on, people are a group, and an answer of several of them is shown."""

_GROUND = -1
Node = int


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table as it may be shown; None for what is left out."""

    value: int | None

    @property
    def is_shown(self) -> bool:
        """Whether the reader sees the number."""
        return self.value is not None


NOTHING = Cell(None)


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


def protected(
    rows: Sequence[Sequence[int]], *, sums_known: bool = True, hides_uniform: bool = True
) -> list[list[Cell]]:
    """``rows`` as they may be shown: no cell of 1 to 4 follows from what is shown of the others and from the sums, and
    with ``hides_uniform`` neither does that a whole row said the same.

    The reader knows the sum of each row, and with ``sums_known`` that of each column. Each row must be a group of
    SMALLEST at least. Where no choice of cells protects those that need it, nothing of the table is shown: so it is
    while all rows say the same, as on the first day.
    """
    table = _Table(rows, sums_known=sums_known)
    telling = [place for place in table.places() if table.is_telling(place, hides_uniform=hides_uniform)]
    table.hidden.update(telling)
    for place in telling:
        if not table.protect(place):
            return [[NOTHING for _ in row] for row in rows]
    return [
        [NOTHING if (r, c) in table.hidden else Cell(value) for c, value in enumerate(row)]
        for r, row in enumerate(rows)
    ]


Place = tuple[int, int]


class _Table:
    """The hidden cells as edges between rows and columns; what they may be instead is a way around a circle.

    A cell can be one larger if, along such a circle, others can be one smaller and one larger in turn: then all sums
    stay as they are. Only a cell of nothing can't be smaller. Without known sums of columns, what leaves one column may
    arrive in any other.
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

    def is_telling(self, place: Place, *, hides_uniform: bool) -> bool:
        """Whether the number would tell what somebody said."""
        value = self.value(place)
        return 0 < value < SMALLEST or (hides_uniform and value > 0 and value == sum(self.rows[place[0]]))

    def protect(self, place: Place) -> bool:
        """Hide as few more cells as it takes for ``place`` to have another value. False if no number of them does."""
        row, column = place
        ways = [self._way(row, self._column(column), place)]
        if self.value(place) < sum(self.rows[row]):  # else it can't be larger
            ways.append(self._way(self._column(column), row, place))
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
            return [(self._column(c), (node, c)) for c in range(self.columns)]
        column = node - len(self.rows)
        steps: list[tuple[Node, Place | None]] = [
            (r, (r, column)) for r in range(len(self.rows)) if self.value((r, column))
        ]
        return steps if self.sums_known else [*steps, (_GROUND, None)]

    def _column(self, column: int) -> Node:
        return len(self.rows) + column


def _cells(came: dict[Node, tuple[Node, Place | None]], start: Node, end: Node) -> set[Place]:
    found: set[Place] = set()
    node = end
    while node != start:
        node, place = came[node]
        found |= {place} if place is not None else set()
    return found
