"""Days, times and salutations, calendars and letters, as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.calendar import EntryStatus, Method
from eventapp.domain.errors import NotFound
from eventapp.domain.events import Status, Visibility
from eventapp.domain.links import Links
from eventapp.domain.texts import Language, LocalText
from eventapp.models import Event
from eventapp.services import calendar, demo, editions, letters, messages, program, wording
from tests.conftest import NOW
from tests.factories import Factories, at

LINKS = Links("https://versammlung.example.org")


def test_days_and_times_in_german_and_english(make: Factories) -> None:
    edition = make.announced(make.event(doors=at(8, 30)))

    assert wording.day_of(edition, Language.GERMAN) == "Freitag, 12. November 2027"
    assert wording.day_of(edition, Language.ENGLISH) == "Friday, 12 November 2027"
    assert wording.time_of(edition, Language.GERMAN) == "09:00–12:30\u00a0Uhr"
    assert wording.time_of(edition, Language.ENGLISH) == "09:00–12:30"
    assert wording.doors_of(edition, Language.EASY) == "Einlass 08:30\u00a0Uhr"


def test_an_event_of_several_days_names_both(make: Factories) -> None:
    edition = make.announced(make.event(ends=at(13, 0, date(2027, 11, 13))))

    assert wording.day_of(edition, Language.GERMAN) == "Freitag, 12. November 2027 – Samstag, 13. November 2027"
    assert wording.time_of(edition, Language.GERMAN) == "12.11.2027, 09:00\u00a0Uhr – 13.11.2027, 13:00\u00a0Uhr"


def test_a_name_with_braces_stays_as_it_is() -> None:
    assert messages.greeting("{name} {0}", "") == "Guten Tag {name} {0},"
    assert messages.greeting("Muster", "frau") == "Sehr geehrte Frau Muster,"
    assert messages.greeting("Muster", "divers") == "Guten Tag Muster,"
    assert messages.greeting("", "frau") == ""


def test_a_repeated_mail_bears_the_same_id_and_another_edition_another(make: Factories) -> None:
    event = make.event()
    first = make.announced(event, Status.TENTATIVE)
    second = make.announced(event, now=NOW + timedelta(hours=1))

    kim, loud, rika = "kim@example.org", "KIM@example.org", "rika@example.org"
    sent = [(first, kim), (first, loud), (second, kim), (first, rika)]
    ids = [messages.message_id(edition, address, "a.example.org:8000") for edition, address in sent]

    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert all(one.endswith("@a.example.org>") for one in ids)


def test_an_invitation_asks_one_person_or_tells_nobody_in_particular(make: Factories) -> None:
    edition = make.announced(make.event())

    assert messages.invitation(edition, LINKS, None, now=NOW).method is Method.PUBLISH
    asked = messages.invitation(edition, LINKS, messages.organizer_mailbox(edition), now=NOW)
    assert asked.method is Method.REQUEST
    assert letters.invitation(edition, LINKS, written_on=date(2027, 1, 1)).salutation == "Guten Tag,"


def test_an_entry_says_where_what_and_how_to_reach_us(make: Factories) -> None:
    organizer = make.organizer()
    venue = make.venue(organizer, latitude=51.4552, longitude=7.0137)
    event = make.event(
        organizer,
        LocalText("Versammlung", "Assembly"),
        theme=LocalText("KI", "AI"),
        venue_id=venue.id,
        kind_id=make.kind().id,
        visibility=Visibility.PUBLIC,
    )
    make.item(event, LocalText("Grüße", "Greetings"), 15, make.speaker(organizer))
    edition = make.announced(event)

    german, english = (calendar.entry(edition, LINKS, language) for language in (Language.GERMAN, Language.ENGLISH))

    assert (german.summary, english.summary) == ("Versammlung: KI", "Assembly: AI")
    assert german.location == "Lichtburg, Kettwiger Straße 36, 45127 Essen"
    assert german.geo == (51.4552, 7.0137)
    assert german.categories == ("Versammlung der weiblichen Beschäftigten",)
    assert english.categories == ("Assembly of Female Employees",)
    assert german.url == f"{LINKS.base}/events/{event.slug}"
    assert "09:00 Kurzvortrag: Grüße – Rika Redner, Leitung" in german.description
    assert "Kontakt: Kim Muster, gleichstellung@musterstadt.example.org" in german.description
    assert "Greetings" in english.description


def test_a_program_feed_keeps_what_was_withdrawn_and_is_never_empty(session: Session, make: Factories) -> None:
    event = make.event()
    item = make.item(event)
    make.announced(event)
    program.remove_item(session, item, revision=None, actor=SYSTEM, now=NOW)
    second = make.announced(event, now=NOW + timedelta(hours=1))

    (entry,) = calendar.program_feed(second, LINKS).entries
    assert (entry.uid, entry.status, entry.busy) == (item.uid, EntryStatus.CANCELLED, False)
    bare = make.announced(make.event())
    with pytest.raises(NotFound):
        calendar.program_feed(bare, LINKS)


def test_the_model_case_is_complete_and_says_that_its_times_are_examples(session: Session) -> None:
    accounts = demo.fill(session, now=NOW)

    event = session.scalars(select(Event).where(Event.slug == "frauen-und-ki-2024")).one()
    edition = editions.latest(session, event)
    assert edition is not None
    assert (edition.starts.day, edition.tz) == (date(2024, 11, 8), ZoneInfo("Europe/Berlin"))
    assert "Uhrzeiten in diesem Beispiel sind erfunden" in edition.description.de
    assert "invented" in edition.description.en
    assert [person.name for item in edition.items for person in item.people] == [
        "Thomas Kufen",
        "Henriette Frädrich",
        "Annabelle Brandes",
        "Kim Muster (Beispiel)",
    ]
    assert program.timetable_of(event, program.running_order(session, event)).findings == ()
    assert set(accounts) == {"planner", "approver", "needs", "council", "administrator"}
    assert demo.is_filled(session)
