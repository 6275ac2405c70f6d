"""Wall clocks, instants and spans.

What is planned is a wall clock in a zone; what happened is an aware instant in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from eventapp.domain.errors import InvalidValue

MINUTE = timedelta(minutes=1)


class ClockFault(StrEnum):
    """What a zone can do to a wall clock on the day its offset changes."""

    SKIPPED = "skipped"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True, order=True)
class WallClock:
    """A reading of the clock on the wall, to the minute.

    ``local`` is naive. ``second`` marks the later pass of an hour that comes twice (October's change).
    """

    local: datetime
    second: bool = False

    def __post_init__(self) -> None:
        if self.local.tzinfo is not None or self.local.second or self.local.microsecond or self.local.fold:
            raise InvalidValue("times.not_a_wall_clock", value=self.local)

    @classmethod
    def on(cls, day: date, at: time, *, second: bool = False) -> WallClock:
        """The reading ``at`` on ``day``."""
        return cls(datetime.combine(day, at), second)

    @classmethod
    def of(cls, instant: datetime, zone: ZoneInfo) -> WallClock:
        """What the clock in ``zone`` shows at ``instant`` (aware), cut to the minute."""
        local = instant.astimezone(zone)
        naive = local.replace(tzinfo=None, second=0, microsecond=0, fold=0)
        return cls(naive, bool(local.fold) and fault_of(naive, zone) is ClockFault.DOUBLED)

    def in_zone(self, zone: ZoneInfo) -> datetime:
        """The aware datetime in ``zone``.

        Raises InvalidValue("times.skipped") if the zone never shows this reading,
        InvalidValue("times.not_doubled") if it is marked second but comes once.
        """
        fault = fault_of(self.local, zone)
        if fault is ClockFault.SKIPPED:
            raise InvalidValue("times.skipped", clock=self.local, zone=zone.key)
        if self.second and fault is not ClockFault.DOUBLED:
            raise InvalidValue("times.not_doubled", clock=self.local, zone=zone.key)
        return self.local.replace(tzinfo=zone, fold=int(self.second))

    def instant(self, zone: ZoneInfo) -> datetime:
        """The instant in UTC. Raises as ``in_zone``."""
        return self.in_zone(zone).astimezone(UTC)

    @property
    def day(self) -> date:
        """The calendar day."""
        return self.local.date()

    @property
    def time(self) -> time:
        """The time of day, naive."""
        return self.local.time()


def fault_of(local: datetime, zone: ZoneInfo) -> ClockFault | None:
    """Whether ``zone`` skips or doubles the naive reading ``local``; None on all other days."""
    first = local.replace(tzinfo=zone, fold=0)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(fold=0):
        return ClockFault.SKIPPED
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        return ClockFault.DOUBLED
    return None


def named_zone(name: str) -> ZoneInfo:
    """The IANA zone called ``name``. Raises InvalidValue("times.unknown_zone")."""
    if name not in _known_zones():
        raise InvalidValue("times.unknown_zone", zone=name)
    return ZoneInfo(name)


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def utc(instant: datetime) -> datetime:
    """``instant`` in UTC. Raises InvalidValue("times.naive") for a naive one."""
    if instant.tzinfo is None:
        raise InvalidValue("times.naive", value=instant)
    return instant.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """From ``start`` up to, not including, ``end``; both instants in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise InvalidValue("times.end_before_start", field="ends", start=self.start, end=self.end)

    @property
    def minutes(self) -> int:
        """Length in whole minutes of real time, clock changes included."""
        return int((self.end - self.start) / MINUTE)

    def overlaps(self, other: TimeSpan) -> bool:
        """Whether both have a moment in common; touching ends have none."""
        return self.start < other.end and other.start < self.end
