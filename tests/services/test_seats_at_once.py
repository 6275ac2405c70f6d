"""A crowd that answers at once: real threads, real transactions, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.attendance import Mode, NeedKind
from eventapp.models import Event, HeadCount, Invitation, Need, Organizer, Publication, Rsvp
from eventapp.models.database import Database
from eventapp.services import attendance, needs, waiting
from tests.conftest import NOW
from tests.crowds import Work, at_once
from tests.factories import Factories
from tests.services.seats import HOUR, NO, YES, invited, plan, says


@contextmanager
def hall(database: Database, people: int, **values: Any) -> Iterator[tuple[int, list[int]]]:
    """An event with this plan and so many who are invited, committed, and removed in the end."""
    with database.writing() as session:
        make = Factories(session, NOW)
        organizer = make.organizer()
        event = make.event(organizer)
        make.announced(event)
        plan(session, event, **values)
        found = event.id, [invited(session, event, f"Gast{n}").id for n in range(people)]
        organizer_id = organizer.id
    try:
        yield found
    finally:
        with database.writing() as session:
            session.execute(delete(Organizer).where(Organizer.id == organizer_id))
            session.execute(delete(Publication))


def says_yes(invitation_id: int) -> Work:
    return lambda session: says(session, session.get_one(Invitation, invitation_id))


def says_no(invitation_id: int) -> Work:
    return lambda session: says(session, session.get_one(Invitation, invitation_id), NO, NOW + HOUR)


def held(session: Session, event_id: int) -> Counter[str]:
    query = select(Invitation.seat, func.count()).where(Invitation.event_id == event_id).group_by(Invitation.seat)
    return Counter({row[0]: row[1] for row in session.execute(query)})


def test_R16_300_answers_at_once_for_the_last_10_places_end_with_exactly_10(migrated: Database) -> None:
    with hall(migrated, 310, seats=20) as (event_id, people):
        with migrated.writing() as session:
            for number in people[:10]:
                says(session, session.get_one(Invitation, number))

        ends = at_once(migrated, *[says_yes(number) for number in people[10:]])

        assert ends == {"done": 300}
        with migrated.reading() as session:
            assert held(session, event_id) == {"held": 20, "waiting": 290}


def test_R16_the_race_appears_when_the_lock_is_off(migrated: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the test above can't rot: without the lock, two count the same free seat."""
    if migrated.is_sqlite:
        pytest.skip("SQLite has one writer at a time, whatever we lock")
    counted = threading.Barrier(2, timeout=20)
    taken = waiting.taken

    def slowly(session: Session, event: Event) -> int:
        found = taken(session, event)
        counted.wait()
        return found

    monkeypatch.setattr(attendance, "lock", attendance.plan_of)
    monkeypatch.setattr(waiting, "taken", slowly)
    monkeypatch.setattr(waiting, "settle", lambda *_: [])
    with hall(migrated, 2, seats=1) as (event_id, people):
        at_once(migrated, *[says_yes(number) for number in people])

        with migrated.reading() as session:
            assert held(session, event_id) == {"held": 2}


def test_R17_a_crowd_that_leaves_lets_as_many_move_up_and_each_is_told_once(migrated: Database) -> None:
    told: list[str] = []

    def leaves(invitation_id: int) -> Work:
        def work(session: Session) -> None:
            outcome = says(session, session.get_one(Invitation, invitation_id), NO, NOW + HOUR)
            told.extend(one.invitation.name for one in outcome.told)

        return work

    with hall(migrated, 40, seats=20) as (event_id, people):
        with migrated.writing() as session:
            for n, number in enumerate(people):
                says(session, session.get_one(Invitation, number), YES, NOW + n * HOUR / 100)

        ends = at_once(migrated, *[leaves(number) for number in people[:12]])

        assert ends == {"done": 12}
        assert sorted(told) == sorted(f"Gast{n}" for n in range(20, 32))
        with migrated.reading() as session:
            assert held(session, event_id) == {"": 12, "held": 8, "offered": 12, "waiting": 8}


def test_R18_one_person_in_twenty_windows_counts_once(migrated: Database) -> None:
    with hall(migrated, 1, seats=5) as (event_id, people):
        ends = at_once(migrated, *[says_yes(people[0]), says_no(people[0])] * 10)

        assert ends == {"done": 20}
        with migrated.reading() as session:
            one = session.get_one(Invitation, people[0])
            assert one.answer is not None
            assert one.partstat == one.answer.partstat
            assert waiting.taken(session, session.get_one(Event, event_id)) == (one.partstat == "ACCEPTED")


def test_R16_wheelchair_places_hold_under_a_crowd(migrated: Database) -> None:
    def needs_a_place(invitation_id: int) -> Work:
        return lambda session: needs.store(
            session, session.get_one(Invitation, invitation_id), {NeedKind.WHEELCHAIR: ""}, now=NOW
        )

    with hall(migrated, 12, seats=50, wheelchair_places=3) as (event_id, people):
        at_once(migrated, *[says_yes(number) for number in people])

        ends = at_once(migrated, *[needs_a_place(number) for number in people])

        assert ends == {"done": 12}
        with migrated.reading() as session:
            assert session.scalar(select(func.count()).where(Need.event_id == event_id)) == 3


def test_R16_ballots_hold_under_a_crowd(migrated: Database) -> None:
    with hall(migrated, 30, seats=7, mode=Mode.COUNT) as (event_id, people):
        ends = at_once(migrated, *[says_yes(number) for number in people])

        assert ends == {"done": 7, "attendance.full": 23}
        with migrated.reading() as session:
            assert session.scalar(select(func.sum(HeadCount.count)).where(HeadCount.event_id == event_id)) == 7
            assert session.scalar(select(func.count()).select_from(Rsvp)) == 0
