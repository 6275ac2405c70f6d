"""Drafts of the standing data: organizers, venues, speakers, kinds of assembly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import LocalText


class AccessFact(StrEnum):
    """What a venue has for those who need it (PUBLIC-SECTOR: entrance, lift, toilet, loop, seats, transport)."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    ACCESSIBLE_TOILET = "accessible_toilet"
    INDUCTION_LOOP = "induction_loop"
    GUIDE_STRIPS = "guide_strips"
    ACCESSIBLE_PARKING = "accessible_parking"
    PUBLIC_TRANSPORT = "public_transport"
    ASSISTANCE_DOGS = "assistance_dogs"
    QUIET_ROOM = "quiet_room"


@dataclass(frozen=True, slots=True)
class OrganizerDraft:
    """The letterhead of an office, who signs and answers, and whether a second person must release mailings."""

    office: str
    authority: str
    email: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    website: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    signatory: str = ""
    signatory_function: str = ""
    reference: str = ""
    needs_release: bool = False


@dataclass(frozen=True, slots=True)
class VenueDraft:
    """A hall. Degrees are WGS 84."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    capacity: int | None = None
    wheelchair_places: int | None = None
    facts: tuple[AccessFact, ...] = ()
    access: LocalText = LocalText()
    directions: LocalText = LocalText()
    note: str = ""

    def __post_init__(self) -> None:
        if (self.latitude is None) is not (self.longitude is None):
            field = "longitude" if self.longitude is None else "latitude"
            raise InvalidValue("venues.half_a_position", field=field)
        if self.capacity is not None and (self.wheelchair_places or 0) > self.capacity:
            raise InvalidValue("venues.more_wheelchairs_than_places", field="wheelchair_places")


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """A person who speaks. Only the name is needed; it stays as typed. The contact is never public."""

    name: str
    function: LocalText = LocalText()
    organisation: str = ""
    bio: LocalText = LocalText()
    picture_alt: LocalText = LocalText()
    contact_email: str = ""
    contact_phone: str = ""
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class KindDraft:
    """A kind of assembly with the law it rests on. Advice, never a block; ``as_of`` says how fresh it is."""

    name: LocalText
    basis: str = ""
    source: str = ""
    as_of: str = ""
    convener: str = ""
    circle: str = ""
    frequency: str = ""
    working_time: LocalText = LocalText()
    agenda: str = ""
    invitees: str = ""
    digital: str = ""
    checks: str = ""
    is_recording_allowed: bool = False
