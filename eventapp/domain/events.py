"""An event while it is planned: its stages, and what a planner may write down."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import LocalText
from eventapp.domain.times import TimeSpan, WallClock, named_zone

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_DAYS = 14
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Status(StrEnum):
    """How firm an event is. A draft has never been announced."""

    DRAFT = "draft"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Visibility(StrEnum):
    """Who may see an announced event: the staff, by an unguessable address, or everybody."""

    STAFF = "staff"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What a planner wants an event to be."""

    title: LocalText
    slug: str
    zone: str
    starts: WallClock
    ends: WallClock
    doors: WallClock | None = None
    theme: LocalText = LocalText()
    description: LocalText = LocalText()
    visibility: Visibility = Visibility.STAFF
    kind_id: int | None = None
    venue_id: int | None = None

    def __post_init__(self) -> None:
        if not self.title.de:
            raise InvalidValue("events.title_missing", field="title-de")
        if not SLUG.fullmatch(self.slug):
            raise InvalidValue("events.slug", field="slug")
        span = self.span
        if span.minutes > LONGEST_DAYS * 24 * 60:
            raise InvalidValue("events.too_long", field="ends", days=LONGEST_DAYS)
        if self.doors and self.doors.instant(named_zone(self.zone)) > span.start:
            raise InvalidValue("events.doors_after_start", field="doors")

    @property
    def span(self) -> TimeSpan:
        """From start to end, as instants. Raises InvalidValue if the end is not later."""
        zone = named_zone(self.zone)
        return TimeSpan(self.starts.instant(zone), self.ends.instant(zone))


def slug_from(text: str) -> str:
    """A readable address part from any text: ASCII letters, digits and single hyphens, at most 60 characters.

    Empty if nothing of the text can be written that way.
    """
    german = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    folded = "".join(c for c in unicodedata.normalize("NFKD", german) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", folded))[:60].rstrip("-")
