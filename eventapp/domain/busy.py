"""Times that other calendars say are taken: what is read of them, and what it means for an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from eventapp.domain.times import TimeSpan

_BACK = timedelta(days=31)
_AHEAD = timedelta(days=3 * 365 + 1)


class BusyEntry(Protocol):
    """One time that is taken. ``summary`` is one line of at most 255 characters, maybe empty."""

    @property
    def span(self) -> TimeSpan: ...
    @property
    def summary(self) -> str: ...
    @property
    def uid(self) -> str: ...


@dataclass(frozen=True, slots=True)
class BusyDraft:
    """A calendar that was read. Without a venue it holds for all of them. ``covers`` is what was looked at."""

    name: str
    venue_id: int | None
    covers: TimeSpan
    times: Sequence[BusyEntry]


@dataclass(frozen=True, slots=True)
class Clash:
    """A time of another calendar that overlaps an event. ``venue_id`` is None for a calendar of all venues."""

    calendar: str
    venue_id: int | None
    span: TimeSpan
    summary: str


def readable_window(now: datetime, zone: ZoneInfo) -> TimeSpan:
    """What is read of a calendar: whole days in ``zone``, from a month ago to three years ahead."""
    today = now.astimezone(zone).date()
    first, last = (datetime.combine(today + way, time(), zone).astimezone(UTC) for way in (-_BACK, _AHEAD))
    return TimeSpan(first, last)
