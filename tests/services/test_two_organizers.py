"""Two organizers see and change nothing of each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotAllowed, NotFound
from eventapp.domain.events import EventDraft, Status
from eventapp.domain.people import KindDraft, OrganizerDraft, SpeakerDraft, VenueDraft
from eventapp.domain.program import ItemFunction, ProgramItemDraft
from eventapp.domain.texts import LocalText
from eventapp.models import Event, Kind, Organizer, ProgramItem, Speaker, Venue
from eventapp.services import editions, events, kinds, organizers, program, speakers, venues
from eventapp.services.program import Move
from tests.conftest import NOW
from tests.factories import Factories, at


@dataclass
class Theirs:
    """What one organizer has, and the planner of another."""

    session: Session
    stranger: Actor
    organizer: Organizer
    event: Event
    item: ProgramItem
    venue: Venue
    speaker: Speaker
    kind: Kind


@pytest.fixture
def theirs(session: Session, make: Factories) -> Theirs:
    organizer, other = make.organizer(), make.organizer()
    planned = make.event(organizer)
    own_kind = kinds.change(
        session, make.kind(), organizer.id, KIND, revision=None, actor=make.planner(organizer), now=NOW
    )
    make.announced(planned)
    return Theirs(
        session, make.planner(other), organizer, planned, make.item(planned), make.venue(organizer),
        make.speaker(organizer), own_kind,
    )  # fmt: skip


EVENT = EventDraft(LocalText("Fremd"), "fremd", "Europe/Berlin", at(9), at(10))
ITEM = ProgramItemDraft(ItemFunction.TALK, LocalText("Fremd"), 10)
OFFICE = OrganizerDraft("Fremd", "Fremd", "fremd@example.org")
HALL, PERSON, KIND = VenueDraft("Fremd"), SpeakerDraft("Fremd"), KindDraft(LocalText("Fremd"))

DEEDS: dict[str, Callable[[Theirs], object]] = {
    "events.get": lambda t: events.get(t.session, t.event.id, actor=t.stranger),
    "events.by_name": lambda t: events.by_name(t.session, t.event.slug, actor=t.stranger),
    "events.create": lambda t: events.create(t.session, t.organizer.id, EVENT, actor=t.stranger, now=NOW),
    "events.change": lambda t: events.change(t.session, t.event, EVENT, revision=None, actor=t.stranger, now=NOW),
    "events.choose_venue": lambda t: events.choose_venue(
        t.session, t.event, None, revision=None, actor=t.stranger, now=NOW
    ),
    "program.add_item": lambda t: program.add_item(t.session, t.event, ITEM, actor=t.stranger, now=NOW),
    "program.change_item": lambda t: program.change_item(
        t.session, t.item, ITEM, revision=None, actor=t.stranger, now=NOW
    ),
    "program.set_minutes": lambda t: program.set_minutes(
        t.session, t.item, 5, revision=None, actor=t.stranger, now=NOW
    ),
    "events.remove": lambda t: events.remove(t.session, t.event, actor=t.stranger, now=NOW),
    "venues.remove": lambda t: venues.remove(t.session, t.venue, actor=t.stranger, now=NOW),
    "speakers.remove": lambda t: speakers.remove(t.session, t.speaker, actor=t.stranger, now=NOW),
    "program.remove_item": lambda t: program.remove_item(t.session, t.item, revision=None, actor=t.stranger, now=NOW),
    "program.move_item": lambda t: program.move_item(t.session, t.event, t.item, Move.UP, actor=t.stranger, now=NOW),
    "program.place_item": lambda t: program.place_item(t.session, t.event, t.item, 0, actor=t.stranger, now=NOW),
    "editions.announce": lambda t: editions.announce(
        t.session, t.event, status=Status.CONFIRMED, actor=t.stranger, now=NOW
    ),
    "editions.call_off": lambda t: editions.call_off(t.session, t.event, LocalText("x"), actor=t.stranger, now=NOW),
    "venues.all_of": lambda t: venues.all_of(t.session, t.organizer.id, actor=t.stranger),
    "venues.get": lambda t: venues.get(t.session, t.venue.id, actor=t.stranger),
    "venues.create": lambda t: venues.create(t.session, t.organizer.id, HALL, actor=t.stranger, now=NOW),
    "venues.change": lambda t: venues.change(t.session, t.venue, HALL, revision=None, actor=t.stranger, now=NOW),
    "speakers.all_of": lambda t: speakers.all_of(t.session, t.organizer.id, actor=t.stranger),
    "speakers.get": lambda t: speakers.get(t.session, t.speaker.id, actor=t.stranger),
    "speakers.create": lambda t: speakers.create(t.session, t.organizer.id, PERSON, actor=t.stranger, now=NOW),
    "speakers.change": lambda t: speakers.change(
        t.session, t.speaker, PERSON, revision=None, actor=t.stranger, now=NOW
    ),
    "speakers.set_picture": lambda t: speakers.set_picture(t.session, t.speaker, None, actor=t.stranger, now=NOW),
    "kinds.all_of": lambda t: kinds.all_of(t.session, t.organizer.id, actor=t.stranger),
    "kinds.get": lambda t: kinds.get(t.session, t.kind.id, actor=t.stranger),
    "kinds.change": lambda t: kinds.change(
        t.session, t.kind, t.organizer.id, KIND, revision=None, actor=t.stranger, now=NOW
    ),
    "kinds.change for herself": lambda t: kinds.change(
        t.session, t.kind, min(t.stranger.organizer_ids), KIND, revision=None, actor=t.stranger, now=NOW
    ),
    "organizers.get": lambda t: organizers.get(t.session, t.organizer.id, actor=t.stranger),
    "organizers.create": lambda t: organizers.create(t.session, "fremd", OFFICE, actor=t.stranger, now=NOW),
    "organizers.change": lambda t: organizers.change(
        t.session, t.organizer, OFFICE, revision=None, actor=t.stranger, now=NOW
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_a_stranger_neither_sees_nor_changes_anything(theirs: Theirs, name: str) -> None:
    before = (theirs.event.title, theirs.venue.name, theirs.speaker.name, theirs.kind.name, theirs.organizer.office)

    with pytest.raises((NotFound, NotAllowed)):
        DEEDS[name](theirs)

    after = (theirs.event.title, theirs.venue.name, theirs.speaker.name, theirs.kind.name, theirs.organizer.office)
    assert after == before


def test_lists_hold_ones_own_alone(theirs: Theirs) -> None:
    assert events.all_of(theirs.session, actor=theirs.stranger) == []
    assert [row.id for row in organizers.all_of(theirs.session, actor=theirs.stranger)] == [
        *theirs.stranger.organizer_ids
    ]


def test_who_plans_for_both_does_not_mix_them(session: Session, make: Factories, theirs: Theirs) -> None:
    both = Actor("Kim", 1, make.planner(theirs.organizer).roles | theirs.stranger.roles)
    (own_id,) = theirs.stranger.organizer_ids
    ours = make.event(session.get_one(Organizer, own_id))

    with pytest.raises(NotFound, match=r"events\.foreign_part"):
        events.choose_venue(session, ours, theirs.venue.id, revision=None, actor=both, now=NOW)
