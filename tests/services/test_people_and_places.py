"""Speakers who return, their pictures, and halls."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.people import AccessFact, SpeakerDraft, VenueDraft
from eventapp.models import Picture
from eventapp.services import speakers, venues
from eventapp.services.speakers import NewPicture
from tests.conftest import NOW
from tests.factories import Factories, at

PICTURE = NewPicture(b"picture", "image/webp", 4, 3)


def test_a_speaker_returns_next_year(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    rika = make.speaker(organizer)
    next_year = date(2028, 11, 10)
    first = make.event(organizer)
    second = make.event(organizer, starts=at(9, 0, next_year), ends=at(12, 0, next_year))
    for event in (first, second, second):
        make.item(event, "Vortrag", 10, rika)

    assert speakers.appearances(session, rika) == [second, first]
    assert speakers.in_event(session, second) == [rika]


def test_a_picture_is_stored_once_an_organizer(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    one, two, other = make.speaker(organizer), make.speaker(organizer), make.speaker(make.organizer())

    for speaker in (one, two, other):
        speakers.set_picture(session, speaker, PICTURE, actor=SYSTEM, now=NOW)

    assert one.picture is two.picture is not other.picture
    assert session.scalar(select(func.count()).where(Picture.organizer_id == organizer.id)) == 1


def test_a_picture_that_is_taken_away_stays_for_what_was_announced(session: Session, make: Factories) -> None:
    speaker = make.speaker(make.organizer())
    speakers.set_picture(session, speaker, PICTURE, actor=SYSTEM, now=NOW)
    assert speaker.picture is not None
    digest = speaker.picture.digest

    speakers.set_picture(session, speaker, None, actor=SYSTEM, now=NOW)

    assert speaker.picture is None
    assert speakers.picture(session, digest).content == b"picture"
    with pytest.raises(NotFound):
        speakers.picture(session, "0" * 64)


def test_a_speaker_in_a_program_and_a_hall_in_use_can_not_be_removed(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    speaker, venue = make.speaker(organizer), make.venue(organizer)
    make.item(make.event(organizer, venue_id=venue.id), "Vortrag", 10, speaker)

    with pytest.raises(RuleBroken, match=r"speakers\.in_program"):
        speakers.remove(session, speaker, actor=SYSTEM, now=NOW)
    with pytest.raises(RuleBroken, match=r"venues\.in_use"):
        venues.remove(session, venue, actor=SYSTEM, now=NOW)


def test_who_read_an_older_copy_is_told_who_stored_the_newer(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    speaker, read = make.speaker(organizer), 1
    planner = make.planner(organizer, "Petra Planung")
    speakers.change(session, speaker, SpeakerDraft("Neu"), revision=read, actor=planner, now=NOW)

    with pytest.raises(Outdated) as refusal:
        speakers.change(session, speaker, SpeakerDraft("Anders"), revision=read, actor=SYSTEM, now=NOW)

    assert refusal.value.context == {"by": "Petra Planung", "at": NOW, "revision": 2}
    assert speaker.name == "Neu"


def test_the_facts_of_a_hall_stand_in_one_order(session: Session, make: Factories) -> None:
    venue = make.venue(make.organizer(), facts=(AccessFact.LIFT, AccessFact.STEP_FREE, AccessFact.LIFT))

    assert venue.facts == ["step_free", "lift"]


def test_a_hall_that_can_not_be_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"venues\.half_a_position"):
        VenueDraft("Saal", latitude=51.0)
    with pytest.raises(InvalidValue, match=r"venues\.more_wheelchairs"):
        VenueDraft("Saal", capacity=5, wheelchair_places=6)


def test_a_title_stands_before_the_name_wherever_it_is_announced(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer)
    make.item(event, "Vortrag", 30, make.speaker(organizer, "Rika Redner", title="Dr."))

    edition = make.announced(event)

    assert edition.items[0].people[0].name == "Dr. Rika Redner"
