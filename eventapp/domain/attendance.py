"""Who may come, on which way, and who waits: the values and rules of answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat
from eventapp.domain.times import WallClock

MOST_SEATS = 100_000
MOST_DISHES = 12
LONGEST_DISH = 80
_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


class Mode(StrEnum):
    """Whether a name stands beside an answer, or answers are only counted (DP-3)."""

    NAMES = "names"
    COUNT = "count"


class Way(StrEnum):
    """Where somebody takes part."""

    HALL = "hall"
    ONLINE = "online"


class Seat(StrEnum):
    """What she has of the hall's seats. An offered one is kept free for her until its time runs out."""

    NONE = ""
    HELD = "held"
    WAITING = "waiting"
    OFFERED = "offered"


class Source(StrEnum):
    """By which way an answer came."""

    CALENDAR = "calendar"
    PAGE = "page"
    OFFICE = "office"


class Kept(StrEnum):
    """What is counted beside the answers once the persons are forgotten. It stands in the place of an answer."""

    INVITED = "INVITED"
    REACHED = "REACHED"
    OPEN = "OPEN"
    WAITED = "WAITED"


class NeedKind(StrEnum):
    """What people may need (A11Y-10), and what they are asked beside it."""

    WHEELCHAIR = "wheelchair"
    SIGN_LANGUAGE = "sign_language"
    CAPTIONS = "captions"
    INDUCTION_LOOP = "induction_loop"
    ASSISTANCE = "assistance"
    LARGE_PRINT = "large_print"
    EASY_LANGUAGE = "easy_language"
    PARKING = "parking"
    QUIET_ROOM = "quiet_room"
    OTHER = "other"
    CHILDCARE = "childcare"
    MENU = "menu"


TICKED = tuple(kind for kind in NeedKind if kind not in {NeedKind.OTHER, NeedKind.CHILDCARE, NeedKind.MENU})
"""Needs without words: they are there or not."""

IN_THE_HALL = frozenset({NeedKind.WHEELCHAIR, NeedKind.MENU, NeedKind.CHILDCARE, NeedKind.PARKING, NeedKind.QUIET_ROOM})
"""Needs that end for those who take part online."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says. ``way`` counts for ACCEPTED alone."""

    partstat: PartStat
    way: Way = Way.HALL

    @property
    def wants_seat(self) -> bool:
        """Whether it needs a seat in the hall."""
        return self.partstat is PartStat.ACCEPTED and self.way is Way.HALL

    @property
    def stored_way(self) -> str:
        """The way as it is kept: empty for those who don't come."""
        return self.way.value if self.partstat is PartStat.ACCEPTED else ""


@dataclass(frozen=True, slots=True)
class AttendanceDraft:
    """How people answer, as a planner sets it. The meaning of the fields is that of ``AttendancePlan``.

    Raises InvalidValue for what can't be.
    """

    mode: Mode = Mode.NAMES
    closes: WallClock | None = None
    seats: int | None = None
    wheelchair_places: int | None = None
    has_waiting_list: bool = True
    offer_hours: int = 48
    online_url: str = ""
    asks_needs: bool = True
    asks_childcare: bool = False
    menu: tuple[str, ...] = ()
    needs_days: int = 7

    def __post_init__(self) -> None:
        if self.seats is not None and not 0 <= self.seats <= MOST_SEATS:
            raise InvalidValue("attendance.seats", field="seats", most=MOST_SEATS)
        if self.wheelchair_places is not None and not 0 <= self.wheelchair_places <= (
            MOST_SEATS if self.seats is None else self.seats
        ):
            raise InvalidValue("attendance.wheelchair_places", field="wheelchair_places")
        if not 1 <= self.offer_hours <= 24 * 14:
            raise InvalidValue("attendance.offer_hours", field="offer_hours")
        if not 0 <= self.needs_days <= 365:
            raise InvalidValue("attendance.needs_days", field="needs_days")
        if self.online_url and not _WEB.fullmatch(self.online_url):
            raise InvalidValue("attendance.online_url", field="online_url")
        if len(self.menu) > MOST_DISHES or any(not dish or len(dish) > LONGEST_DISH for dish in self.menu):
            raise InvalidValue("attendance.menu", field="menu", most=MOST_DISHES, length=LONGEST_DISH)
        if len({dish.casefold() for dish in self.menu}) < len(self.menu):
            raise InvalidValue("attendance.menu_twice", field="menu")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answered what. The groups from ``coming_hall`` to ``open`` add up to ``invited``; in the mode "count"
    those who were deleted or uninvited since stay among the answers, for nobody knows which is theirs.

    ``coming_hall`` have a seat; ``offered`` have one kept free and must still say yes; ``declined`` includes those
    who passed the invitation on. ``taken`` are seats that are held or kept free, ``seats`` None: no limit is set.
    """

    invited: int = 0
    coming_hall: int = 0
    coming_online: int = 0
    declined: int = 0
    tentative: int = 0
    waiting: int = 0
    offered: int = 0
    open: int = 0
    seats: int | None = None
    wheelchair_places: int | None = None
    wheelchairs: int = 0

    @property
    def taken(self) -> int:
        """Seats that nobody else can have."""
        return self.coming_hall + self.offered

    @property
    def free(self) -> int | None:
        """Seats that are left; None without a limit, never below 0."""
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def over(self) -> int:
        """How many more hold a seat than there are, since the hall became smaller."""
        return 0 if self.seats is None else max(0, self.taken - self.seats)


def offer_ends(now: datetime, hours: int, closes: datetime) -> datetime:
    """Until when somebody who moved up may say yes: some hours, but never beyond the end of answering."""
    return min(now + timedelta(hours=hours), closes)


class NoticeKind(StrEnum):
    """What a person is told about her seat."""

    OFFERED = "offered"
    LAPSED = "lapsed"
    WAITING = "waiting"
    FULL = "full"
    MOVED = "moved"
