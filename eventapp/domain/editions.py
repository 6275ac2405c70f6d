"""What was announced: a numbered, unchanging copy of all that the public sees of an event."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from eventapp.domain.events import Status, Visibility
from eventapp.domain.letters import Letterhead
from eventapp.domain.program import ItemFunction, SpeakerRole
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.times import WallClock


@dataclass(frozen=True, slots=True)
class OrganizerCard(Letterhead):
    """Who invites, as printed, and what feeds and lists know her by."""

    slug: str = ""


@dataclass(frozen=True, slots=True)
class VenueCard:
    """Where it is, how one gets there, and what is there for those who need it."""

    name: str
    street: str
    postcode: str
    city: str
    latitude: float | None
    longitude: float | None
    capacity: int | None
    wheelchair_places: int | None
    facts: tuple[str, ...]
    access: LocalText
    directions: LocalText

    @property
    def address(self) -> str:
        """Street and town on one line."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person in an item, as announced."""

    speaker_id: int
    name: str
    role: SpeakerRole
    function: LocalText
    organisation: str
    bio: LocalText
    picture: str | None
    picture_alt: LocalText


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A program item as announced. ``number`` is its address within the event and never used again.

    A withdrawn item stays, so that calendars that hold it learn of it.
    """

    number: int
    uid: str
    function: ItemFunction
    title: LocalText
    text: LocalText
    starts: WallClock
    ends: WallClock
    people: tuple[PersonCard, ...]
    created_at: datetime
    modified_at: datetime
    sequence: int = 0
    is_withdrawn: bool = False
    stamps: dict[str, datetime] = field(default_factory=dict)

    def modified_in(self, language: Language) -> datetime:
        """When the entry changed last as it stands in ``language``."""
        return self.stamps.get(language.value, self.modified_at)


@dataclass(frozen=True, slots=True)
class Edition:
    """One announced version of an event. ``sequence`` and ``modified_at`` are those of its calendar entry.

    ``stamps`` say when the entry changed in single languages. ``asked_by`` is the address that calendars know as
    ORGANIZER: that of the first announcement, for ever.
    """

    number: int
    announced_at: datetime
    uid: str
    slug: str
    secret: str
    visibility: Visibility
    status: Status
    zone: str
    starts: WallClock
    ends: WallClock
    doors: WallClock | None
    kind: LocalText
    title: LocalText
    theme: LocalText
    description: LocalText
    working_time: LocalText
    notice: LocalText
    organizer: OrganizerCard
    venue: VenueCard | None
    items: tuple[ItemCard, ...]
    created_at: datetime
    modified_at: datetime
    sequence: int = 0
    withdrawn: tuple[ItemCard, ...] = field(default=())
    stamps: dict[str, datetime] = field(default_factory=dict)
    asked_by: str = ""

    def modified_in(self, language: Language) -> datetime:
        """When the entry changed last as it stands in ``language``."""
        return self.stamps.get(language.value, self.modified_at)

    @property
    def tz(self) -> ZoneInfo:
        """The zone of the wall clocks."""
        return ZoneInfo(self.zone)

    @property
    def key(self) -> str:
        """What stands in the address: readable for public events, unguessable for those of the staff."""
        return self.slug if self.visibility is Visibility.PUBLIC else self.secret

    @property
    def is_cancelled(self) -> bool:
        """Whether the event is called off."""
        return self.status is Status.CANCELLED

    def is_over(self, now: datetime) -> bool:
        """Whether the event has ended: at the minute of its end it has."""
        return self.ends.instant(self.tz) <= now

    @property
    def languages(self) -> tuple[Language, ...]:
        """The forms in which the event is there: German, and those that its title or description have."""
        wished = (self.title, self.theme, self.description)
        return tuple(
            language
            for language in Language
            if language is Language.GERMAN or any(text.has(language) for text in wished)
        )


def schedule_key(edition: Edition) -> tuple[object, ...]:
    """What makes SEQUENCE grow: start, end, status (RFC 5546, section 2.1.4) and, our rule, the place."""
    return (edition.starts, edition.ends, edition.zone, edition.status, _place(edition))


def item_schedule_key(edition: Edition, item: ItemCard) -> tuple[object, ...]:
    """The same for a program item."""
    status = Status.CANCELLED if item.is_withdrawn else edition.status
    return (item.starts, item.ends, edition.zone, status, _place(edition))


def _place(edition: Edition) -> tuple[str, str] | None:
    return (edition.venue.name, edition.venue.address) if edition.venue else None


def same_announcement(one: Edition, other: Edition) -> bool:
    """Whether the public would see no difference."""
    return timeless(one) == timeless(other)


def timeless(edition: Edition) -> Edition:
    """``edition`` without its counters, and without what follows from the one before: what a planner wrote."""
    never = edition.created_at
    return replace(
        edition,
        number=0,
        announced_at=never,
        modified_at=never,
        sequence=0,
        items=tuple(_timeless_item(item) for item in edition.items),
        withdrawn=(),
        stamps={},
        asked_by="",
    )


def _timeless_item(item: ItemCard) -> ItemCard:
    return replace(item, modified_at=item.created_at, sequence=0, stamps={})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions. ``field`` names what differs; ``item`` is set within the program.

    ``before`` and ``after`` are None where there was, or is, nothing.
    """

    field: str
    before: object
    after: object
    item: ItemCard | None = None

    @property
    def matters_to_calendars(self) -> bool:
        """Whether entries in calendars must follow: time, place or status."""
        return self.field in {"starts", "ends", "zone", "status", "venue", "item_added", "item_withdrawn", "item_time"}


_EVENT_FIELDS = (
    "status", "starts", "ends", "doors", "zone", "venue", "title", "theme", "description", "notice",
    "kind", "working_time", "visibility", "organizer", "slug",
)  # fmt: skip


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """What differs between two editions, the event first, then the program in its new order."""
    found = [
        Change(name, getattr(old, name), getattr(new, name))
        for name in _EVENT_FIELDS
        if getattr(old, name) != getattr(new, name)
    ]
    before = {item.uid: item for item in old.items}
    for item in new.items:
        found += _item_changes(before.pop(item.uid, None), item)
    found += [Change("item_withdrawn", item, None, item) for item in before.values()]
    return tuple(found)


def _item_changes(old: ItemCard | None, new: ItemCard) -> list[Change]:
    if old is None:
        return [Change("item_added", None, new, new)]
    pairs = {
        "item_time": ((old.starts, old.ends), (new.starts, new.ends)),
        "item_function": (old.function, new.function),
        "item_title": (old.title, new.title),
        "item_text": (old.text, new.text),
        "item_people": (old.people, new.people),
    }
    return [Change(name, before, after, new) for name, (before, after) in pairs.items() if before != after]
