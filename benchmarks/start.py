"""From the start of the process to the first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.demo import demo_server
from benchmarks.results import Effort, Result, at_most

_SECONDS = 3.0


def measure(folder: Path, effort: Effort) -> Iterator[Result]:
    """The first start, which makes the demo, and those after it."""
    first, *later = [_once(folder) for _ in range(effort.rounds + 1)]
    yield Result("first start of the demo, to the first page", f"{first:.2f} s")
    again = median(later)
    yield at_most("later start, to the first page", again, _SECONDS, f"{again:.2f} s", "s")


def _once(folder: Path) -> float:
    with demo_server(folder) as server:
        return server.seconds_to_start
