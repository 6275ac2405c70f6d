"""Run all benchmarks, or those whose names are given, and print one table."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import calendars, first_visit, letters, load, mailing, memory, nginx, speed, staff, start
from benchmarks.demo import Demo
from benchmarks.results import Effort, Result, line


def main() -> int:
    """Answers 0 whatever was measured, 1 only if it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "subjects",
        nargs="*",
        help="start, first-visit, speed, nginx, memory, calendars, letters, mailing, staff; all without any",
    )
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 10), help="rounds of each load (3)")
    parser.add_argument("--seconds", type=int, default=4, choices=range(1, 31), help="seconds of each load (4)")
    given = parser.parse_args()
    effort = Effort(given.rounds, given.seconds)
    print(f"{os.cpu_count()} processors, busy at the start: {_busy()}. Load comes from {load.tool()}.\n")
    try:
        for result in _measure(set(given.subjects), effort):
            print(line(result), flush=True)
    except (OSError, RuntimeError) as error:
        print(f"Could not be measured: {error}", file=sys.stderr)
        return 1
    print(f"\nBusy at the end, our own load included: {_busy()}.")
    return 0


def _measure(wanted: set[str], effort: Effort) -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="eventapp-benchmark-") as folder:
        yield from _of_the_demo(wanted, effort, Path(folder))
    if not wanted or "calendars" in wanted:
        yield from calendars.measure(effort)
    if not wanted or "letters" in wanted:
        yield from letters.measure(effort)
    if not wanted or "mailing" in wanted:
        yield from mailing.measure(effort)
    if not wanted or "staff" in wanted:
        yield from staff.measure(effort)


def _of_the_demo(wanted: set[str], effort: Effort, folder: Path) -> Iterator[Result]:
    if not wanted or "start" in wanted:
        yield from start.measure(folder / "start", effort)
    subjects: dict[str, Callable[[Demo, Effort], Iterator[Result]]] = {
        "first-visit": first_visit.measure,
        "speed": speed.measure,
        "nginx": nginx.measure,
        "memory": memory.measure,  # last, so that it sees what the load left behind
    }
    chosen = [measure for name, measure in subjects.items() if not wanted or name in wanted]
    if chosen:
        with Demo(folder / "demo") as demo:
            for measure in chosen:
                yield from measure(demo, effort)


def _busy() -> str:
    return f"{os.getloadavg()[0]:.1f} processes" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    sys.exit(main())
