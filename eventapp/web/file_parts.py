"""A part of a file as an answer. Granian sends it as fast as its reader takes it; any other server, in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class FilePart:
    """The bytes of ``path`` from ``start`` on, up to ``stop`` and without it, counted from 0."""

    path: Path
    start: int
    stop: int

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            file.seek(self.start)
            left = self.stop - self.start
            while left and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece
