"""What is measured, and how it is printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure."""

    rounds: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Result:
    """One line. ``target`` is empty where a figure is for information; ``is_ok`` is None then."""

    subject: str
    measured: str
    target: str = ""
    is_ok: bool | None = None


def at_least(subject: str, value: float, target: float, measured: str) -> Result:
    """A figure that should be high."""
    return Result(subject, measured, f">= {target:g}", value >= target)


def at_most(subject: str, value: float, target: float, measured: str, unit: str = "") -> Result:
    """A figure that should be low."""
    return Result(subject, measured, f"<= {target:g} {unit}".rstrip(), value <= target)


def line(result: Result) -> str:
    """One line of the table."""
    verdict = {None: "", True: "ok", False: "NOT MET"}[result.is_ok]
    return f"{result.subject:44} {result.target:>14}  {verdict:8} {result.measured}".rstrip()


def seconds(work: Callable[[], object], repetitions: int) -> float:
    """Median processor time of ``work`` in seconds: firmer than the wall clock of a machine that others use too."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return median(once() for _ in range(repetitions))
