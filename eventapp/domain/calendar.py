"""What a calendar entry says, whatever format it leaves in, and when its SEQUENCE grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from eventapp.domain.errors import InvalidValue


class Method(StrEnum):
    """What a calendar message asks of its reader (RFC 5546, section 1.4)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class EntryStatus(StrEnum):
    """STATUS of a VEVENT (RFC 5545, section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and exactly one mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment.

    ``starts`` and ``ends`` are aware datetimes whose tzinfo is a ZoneInfo, or dates for whole days
    (the end is exclusive). Texts are plain, one line but for ``description``. ``modified_at`` is UTC.
    ``geo`` is latitude and longitude in degrees (WGS 84).
    """

    uid: str
    summary: str
    starts: datetime | date
    ends: datetime | date
    sequence: int
    created_at: datetime
    modified_at: datetime
    status: EntryStatus = EntryStatus.CONFIRMED
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    parent_uid: str | None = None
    busy: bool = True
    language: str = "de"

    def __post_init__(self) -> None:
        if isinstance(self.starts, datetime) is not isinstance(self.ends, datetime):
            raise InvalidValue("calendar.mixed_values", uid=self.uid)
        if isinstance(self.starts, datetime) and self.starts.tzinfo is None:
            raise InvalidValue("times.naive", value=self.starts)
        if isinstance(self.ends, datetime) and self.ends.tzinfo is None:
            raise InvalidValue("times.naive", value=self.ends)
        if self.sequence < 0:
            raise InvalidValue("calendar.sequence", value=self.sequence)
        if _moment(self.ends) <= _moment(self.starts):
            raise InvalidValue("times.end_before_start", field="ends", start=self.starts, end=self.ends)


def _moment(value: datetime | date) -> datetime:
    """Something that compares: two readings of one zone are compared as instants, not as wall clocks."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """A calendar that is subscribed to.

    ``refresh_hours`` is how often readers are asked to look again, ``color`` a CSS3 name (RFC 7986, section 5.9).
    """

    name: str
    description: str
    source_url: str
    page_url: str
    entries: tuple[CalendarEntry, ...]
    modified_at: datetime
    zone: str = "Europe/Berlin"
    refresh_hours: int = 12
    color: str = "purple"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An entry on its way to one person: who asks, who is asked, and when it is sent (UTC; becomes DTSTAMP)."""

    entry: CalendarEntry
    method: Method
    organizer: Mailbox
    attendee: Mailbox | None
    sent_at: datetime

    def __post_init__(self) -> None:
        if (self.method is Method.PUBLISH) is not (self.attendee is None):
            raise InvalidValue("calendar.attendee", method=self.method)


class ParticipantKind(StrEnum):
    """What somebody has to do with an entry (RFC 9073, section 6.2)."""

    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    SPONSOR = "SPONSOR"
    CONTACT = "CONTACT"
    BOOKING_CONTACT = "BOOKING-CONTACT"
    EMERGENCY_CONTACT = "EMERGENCY-CONTACT"
    PUBLICITY_CONTACT = "PUBLICITY-CONTACT"
    PLANNER_CONTACT = "PLANNER-CONTACT"
    PERFORMER = "PERFORMER"
    SPEAKER = "SPEAKER"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody whom an entry names in public. ``address`` is given out only if she ``consents``."""

    uid: str
    name: str
    kind: ParticipantKind = ParticipantKind.SPEAKER
    description: str = ""
    url: str = ""
    address: str = ""
    consents: bool = False

    @property
    def public_address(self) -> str:
        """The mail address, empty unless she wants it to be read by everyone."""
        return self.address if self.consents else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is. ``kind`` is a word of RFC 4589 such as ``town-hall``; ``geo`` as in CalendarEntry."""

    uid: str
    name: str
    kind: str = ""
    address: str = ""
    geo: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Conference:
    """A stream or a dial-in (RFC 7986, section 5.11); ``features`` are words such as VIDEO, AUDIO, CHAT."""

    url: str
    label: str = ""
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RichEntry:
    """An entry with what only newer formats can say.

    ``html`` is the description with its markup, safe as it is; ``images`` and ``data_url`` (JSON-LD about it) are URLs.
    """

    entry: CalendarEntry
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    html: str = ""
    conferences: tuple[Conference, ...] = ()
    images: tuple[str, ...] = ()
    data_url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done by the end of the day ``due``. ``owner`` is a name, never an address."""

    uid: str
    summary: str
    due: date
    sequence: int
    created_at: datetime
    modified_at: datetime
    completed_at: datetime | None = None
    description: str = ""
    url: str = ""
    owner: str = ""
    language: str = "de"

    def __post_init__(self) -> None:
        if self.sequence < 0:
            raise InvalidValue("calendar.sequence", value=self.sequence)
        if isinstance(self.due, datetime):
            raise InvalidValue("calendar.mixed_values", uid=self.uid)


@dataclass(frozen=True, slots=True)
class TaskFeed:
    """Tasks that a calendar program subscribes to. ``refresh_hours`` as in CalendarFeed."""

    name: str
    source_url: str
    page_url: str
    tasks: tuple[Task, ...]
    modified_at: datetime
    description: str = ""
    refresh_hours: int = 12
