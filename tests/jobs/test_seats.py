"""Seats and needs without a click: each mail once, each deletion on its day."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.attendance import NeedKind
from eventapp.jobs import seats as job
from eventapp.models import Delivery, Event, Invitation, Need
from eventapp.models.database import Database
from eventapp.services import needs
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.jobs.conftest import OFFICE
from tests.services.seats import HOUR, NO, YES, crowd, plan, says


def announced(make: Factories) -> Event:
    event = make.event()
    make.announced(event)
    return event


def mails(session: Session) -> list[tuple[str, str]]:
    """To whom, and about what."""
    session.expire_all()
    found = []
    for row in session.scalars(select(Delivery).order_by(Delivery.id)):
        message = email.message_from_bytes(row.content or b"", policy=email.policy.default)
        found.append((row.recipient.partition("-")[0], str(message["Subject"]).partition(":")[0]))
    return found


def full_hall(session: Session, make: Factories) -> list[Invitation]:
    """Alex has the one seat; Kim and Toni wait."""
    event = announced(make)
    plan(session, event, seats=1, offer_hours=24)
    people = crowd(session, event, "Alex Kim Toni")
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)
    return people


def test_R17_who_moves_up_is_told_once_however_often_the_job_runs(
    database: Database, session: Session, make: Factories
) -> None:
    alex, kim, _toni = full_hall(session, make)
    outcome = says(session, alex, NO, NOW + 5 * HOUR)
    job.tell(session, outcome.told, OFFICE, now=NOW + 5 * HOUR)
    session.commit()

    for minutes in range(3):
        job.run(database, OFFICE, now=NOW + 6 * HOUR + timedelta(minutes=minutes))

    assert mails(session) == [("kim", "Ein Platz ist frei")]
    assert kim.seat == "offered"


def test_an_offer_that_ran_out_goes_on_to_the_next(database: Database, session: Session, make: Factories) -> None:
    alex, kim, toni = full_hall(session, make)
    says(session, alex, NO, NOW + 5 * HOUR)
    session.commit()

    counts = job.run(database, OFFICE, now=NOW + 29 * HOUR)

    assert counts == {"lapsed": 1, "offered": 1}
    assert mails(session) == [("kim", "Der freie Platz ist weitergegeben"), ("toni", "Ein Platz ist frei")]
    assert (kim.seat, toni.seat) == ("", "offered")


def test_the_notice_says_until_when_and_leads_to_her_page(
    database: Database, session: Session, make: Factories
) -> None:
    alex, kim, _toni = full_hall(session, make)
    kim.language = "en"
    outcome = says(session, alex, NO, NOW + 5 * HOUR)
    job.tell(session, outcome.told, OFFICE, now=NOW + 5 * HOUR)

    (row,) = session.scalars(select(Delivery))
    message = email.message_from_bytes(row.content or b"", policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "23 November 2026, 15:00" in text
    assert "https://versammlung.example.org/i/" in text
    assert not any(word in text for word in ("None", "{", "}"))


def test_needs_are_deleted_on_their_day_and_not_before(database: Database, session: Session, make: Factories) -> None:
    event = announced(make)
    plan(session, event, needs_days=7)
    (kim,) = crowd(session, event, "Kim")
    says(session, kim, YES)
    needs.store(session, kim, {NeedKind.PARKING: "", NeedKind.OTHER: "leise"}, now=NOW)
    session.commit()
    end = at(12, 30).instant(event.tz)

    assert job.run(database, OFFICE, now=end + timedelta(days=6)) == {}
    assert job.run(database, OFFICE, now=end + timedelta(days=7)) == {"needs": 2}
    assert job.run(database, OFFICE, now=end + timedelta(days=8)) == {}


def test_an_event_that_fails_keeps_no_other_waiting(
    database: Database, session: Session, make: Factories, caplog: pytest.LogCaptureFixture
) -> None:
    alex, unreadable, _toni = full_hall(session, make)
    says(session, alex, NO, NOW + 5 * HOUR)
    broken = session.get_one(Event, alex.event_id)
    other, kim, _toni = full_hall(session, make)
    says(session, other, NO, NOW + 5 * HOUR)
    for event in (broken, session.get_one(Event, other.event_id)):
        (one,) = crowd(session, event, "Robin")
        session.add(Need(event_id=event.id, invitation_id=one.id, kind=NeedKind.PARKING, note="", created_at=NOW))
    broken.zone, unreadable.language = "Mond/Krater", "xx"
    session.commit()

    assert job.run(database, OFFICE, now=NOW + 29 * HOUR) == {"lapsed": 1, "offered": 1}
    assert kim.seat == ""
    assert job.run(database, OFFICE, now=NOW + timedelta(days=999))["needs"] == 1
    assert f"event {broken.id}" in caplog.text


def test_who_has_no_mailbox_is_called(session: Session, make: Factories) -> None:
    alex, kim, _toni = full_hall(session, make)
    kim.email = ""
    outcome = says(session, alex, NO, NOW + 5 * HOUR)

    assert job.tell(session, outcome.told, OFFICE, now=NOW + 5 * HOUR) == 0
