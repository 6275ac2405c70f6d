"""Two servers loaded in turn, so that a busy minute of the machine strikes both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from benchmarks import load
from benchmarks.processes import Server
from benchmarks.results import Effort


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a server again and again."""

    server: Server
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pace:
    """One load: requests a second, and the server's processor time for one of them in microseconds."""

    rate: float
    cpu: float | None


def compare(ours: Wish, theirs: Wish, name: str, effort: Effort) -> tuple[float, str]:
    """Our rate by theirs, and the figures behind it. The ratio is that of neighbours in time."""
    pairs = [(_pace(ours, effort.seconds), _pace(theirs, effort.seconds)) for _ in range(effort.rounds)]
    ratio = median(own.rate / other.rate for own, other in pairs)
    own, other = ([pair[side] for pair in pairs] for side in (0, 1))
    rates = f"{median(pace.rate for pace in own):6.0f}/s, {name} {median(pace.rate for pace in other):6.0f}/s"
    return ratio, f"{rates}{_cpu(own, other)}"


def _pace(wish: Wish, seconds: int) -> Pace:
    before = wish.server.cpu_seconds()
    done = load.put(wish.server.url + wish.path, wish.headers, seconds)
    after = wish.server.cpu_seconds()
    cpu = None if before is None or after is None else (after - before) / done.requests * 1e6
    return Pace(done.rate, cpu)


def _cpu(own: list[Pace], other: list[Pace]) -> str:
    ours = [pace.cpu for pace in own if pace.cpu is not None]
    theirs = [pace.cpu for pace in other if pace.cpu is not None]
    return f"; CPU {median(ours):.0f} and {median(theirs):.0f} us a request" if ours and theirs else ""
