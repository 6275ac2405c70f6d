"""Other calendars: read whole or not at all, replaced by name, and held against the right events."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.busy import BusyDraft, Clash, readable_window
from eventapp.domain.errors import NotAllowed, NotFound, RuleBroken
from eventapp.domain.times import TimeSpan
from eventapp.models import BusyCalendar, BusyTime, Organizer, Venue
from eventapp.models.database import Database
from eventapp.services import busy, venues
from eventapp.services.readiness import Lack, OpenPoint, of_clashes
from tests.conftest import NOW
from tests.factories import DAY, Factories, at

BERLIN = ZoneInfo("Europe/Berlin")
COVERS = readable_window(NOW, BERLIN)


@dataclass(frozen=True)
class Entry:
    """A busy time as a reader answers it."""

    span: TimeSpan
    summary: str = "Probe"
    uid: str = ""


def span(start: float, end: float, day: date = DAY) -> TimeSpan:
    """From hour to hour by Berlin's clock."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    return TimeSpan(*((midnight + timedelta(hours=hour)).astimezone(UTC) for hour in (start, end)))


def read(
    session: Session, organizer: Organizer, *times: Entry, name: str = "Belegung", venue: Venue | None = None
) -> None:
    draft = BusyDraft(name, venue.id if venue else None, COVERS, times)
    busy.take(session, organizer.id, draft, actor=SYSTEM, now=NOW)


def test_whole_days_are_read_from_a_month_ago_to_three_years_ahead() -> None:
    covers = readable_window(NOW, BERLIN)

    assert covers == TimeSpan(datetime(2026, 10, 21, 22, tzinfo=UTC), datetime(2029, 11, 21, 23, tzinfo=UTC))


# What overlaps an event


@pytest.mark.parametrize(
    ("start", "end", "is_clash"),
    [
        (7, 8.5, False),
        (7, 8.6, True),
        (9, 10, True),
        (0, 24, True),
        (12.4, 14, True),
        (12.5, 14, False),
        (33, 36, False),
    ],
    ids=["up to the doors", "into the doors", "within", "the whole day", "the last minutes", "after", "the next day"],
)
def test_an_event_needs_its_hall_from_the_doors_to_the_end(
    session: Session, make: Factories, start: float, end: float, is_clash: bool
) -> None:
    organizer = make.organizer()
    hall = make.venue(organizer)
    event = make.event(organizer, venue_id=hall.id, doors=at(8, 30))
    read(session, organizer, Entry(span(start, end)), venue=hall)

    found = busy.clashes(session, event)

    assert found == ([Clash("Belegung", hall.id, span(start, end), "Probe")] if is_clash else [])


def test_a_hall_concerns_its_own_events_and_a_calendar_without_a_hall_concerns_all(
    session: Session, make: Factories
) -> None:
    organizer = make.organizer()
    hall, other = make.venue(organizer), make.venue(organizer, name="Philharmonie")
    here, there, open_yet = (make.event(organizer, venue_id=place) for place in (hall.id, other.id, None))
    read(session, organizer, Entry(span(10, 11), "Probe"), name="Lichtburg", venue=hall)
    read(session, organizer, Entry(span(9, 10), "Ratssitzung"), name="Rat")

    found = busy.clashes_of(session, [here, there, open_yet])

    council = Clash("Rat", None, span(9, 10), "Ratssitzung")
    assert found == {
        here.id: [council, Clash("Lichtburg", hall.id, span(10, 11), "Probe")],
        there.id: [council],
        open_yet.id: [council],
    }


def test_each_venue_that_could_be_chosen_is_known_to_be_busy(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    hall, free = make.venue(organizer), make.venue(organizer, name="Philharmonie")
    event = make.event(organizer, venue_id=free.id)
    read(session, organizer, Entry(span(10, 11)), Entry(span(15, 16)), venue=hall)

    assert busy.clashes(session, event) == []
    assert busy.clashes_by_venue(session, event) == {hall.id: [Clash("Belegung", hall.id, span(10, 11), "Probe")]}


def test_times_of_another_organizer_concern_nobody_else(session: Session, make: Factories) -> None:
    event = make.event()
    read(session, make.organizer(), Entry(span(9, 10)))

    assert busy.clashes(session, event) == []
    assert busy.clashes_by_venue(session, event) == {}


def test_in_a_list_of_two_organizers_each_event_has_its_own_clashes(session: Session, make: Factories) -> None:
    ours, theirs = make.event(), make.event()
    read(session, ours.organizer, Entry(span(9, 10), "Rat"))
    read(session, theirs.organizer, Entry(span(10, 11), "Kreistag"))

    found = busy.clashes_of(session, [ours, theirs])

    named = {event_id: [clash.summary for clash in clashes] for event_id, clashes in found.items()}
    assert named == {ours.id: ["Rat"], theirs.id: ["Kreistag"]}


def test_more_events_than_one_query_takes_each_get_their_own(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    days = [DAY + timedelta(days=n) for n in range(101)]
    events = [make.event(organizer, starts=at(9, day=day), ends=at(12, day=day)) for day in days]
    read(session, organizer, Entry(span(9, 10, days[0]), "erste"), Entry(span(9, 10, days[100]), "letzte"))

    found = busy.clashes_of(session, events)

    named = {event_id: [clash.summary for clash in clashes] for event_id, clashes in found.items() if clashes}
    assert named == {events[0].id: ["erste"], events[100].id: ["letzte"]}
    assert len(found) == 101


def test_of_many_clashes_the_first_are_named_and_the_others_counted() -> None:
    clashes = [Clash("Belegung", 1 if n else None, span(9 + n / 10, 12), "") for n in range(5)]

    assert of_clashes(clashes) == [
        OpenPoint(Lack.OFFICE_BUSY, clash=clashes[0]),
        OpenPoint(Lack.VENUE_BUSY, clash=clashes[1]),
        OpenPoint(Lack.VENUE_BUSY, clash=clashes[2]),
        OpenPoint(Lack.MORE_BUSY, count=2),
    ]
    assert of_clashes(clashes[:3])[-1] == OpenPoint(Lack.VENUE_BUSY, clash=clashes[2])


# Reading, replacing, removing


def test_a_calendar_of_the_same_name_is_replaced_whole(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    hall = make.venue(organizer)
    read(session, organizer, Entry(span(9, 10), "alt"), Entry(span(10, 11), "auch alt"))
    read(session, organizer, Entry(span(9, 10)), name="Anderer")
    (before,) = (one for one in busy.all_of(session, organizer.id, actor=SYSTEM) if one.times == 2)
    later = NOW + timedelta(hours=1)

    draft = BusyDraft("Belegung", hall.id, COVERS, [Entry(span(11, 12), "neu")])
    busy.take(session, organizer.id, draft, actor=make.planner(organizer, "Kim Muster"), now=later)

    known = busy.all_of(session, organizer.id, actor=SYSTEM)
    assert [(one.calendar.name, one.times) for one in known] == [("Anderer", 1), ("Belegung", 1)]
    calendar = known[1].calendar
    assert calendar.id == before.calendar.id
    assert (calendar.venue, calendar.read_at, calendar.read_by) == (hall, later, "Kim Muster")
    assert session.scalars(select(BusyTime.summary).where(BusyTime.calendar_id == calendar.id)).all() == ["neu"]


def test_the_same_name_at_two_organizers_is_two_calendars(session: Session, make: Factories) -> None:
    ours, theirs = make.organizer(), make.organizer()
    for organizer in (ours, theirs):
        read(session, organizer, Entry(span(9, 10)))

    assert [one.times for one in busy.all_of(session, ours.id, actor=make.planner(ours))] == [1]
    assert [one.times for one in busy.all_of(session, theirs.id, actor=make.planner(theirs))] == [1]


def test_what_a_hall_took_over_from_our_own_calendar_stands_against_nobody(session: Session, make: Factories) -> None:
    event = make.event()
    item = make.item(event)
    foreign = Entry(span(9, 10), "Probe", "fremd@halle")
    draft = BusyDraft(
        "Belegung", None, COVERS, [Entry(event.span, uid=event.uid), Entry(event.span, uid=item.uid), foreign]
    )

    kept = busy.take(session, event.organizer_id, draft, actor=SYSTEM, now=NOW)

    assert kept == [foreign]
    assert [clash.span for clash in busy.clashes(session, event)] == [foreign.span]


def test_a_calendar_that_is_empty_by_now_holds_nothing(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    read(session, organizer, Entry(span(9, 10)))

    read(session, organizer)

    assert [one.times for one in busy.all_of(session, organizer.id, actor=SYSTEM)] == [0]


def test_only_so_many_calendars_are_kept(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    for n in range(busy.MOST_CALENDARS):
        read(session, organizer, name=f"Kalender {n}")

    with pytest.raises(RuleBroken, match=r"busy\.too_many_calendars"):
        read(session, organizer, name="Einer zu viel")
    read(session, organizer, Entry(span(9, 10)), name="Kalender 0")

    assert len(busy.all_of(session, organizer.id, actor=SYSTEM)) == busy.MOST_CALENDARS


def test_a_removed_calendar_takes_its_times_along(session: Session, make: Factories) -> None:
    event = make.event()
    organizer = event.organizer
    read(session, organizer, Entry(span(9, 10)))
    (known,) = busy.all_of(session, organizer.id, actor=SYSTEM)

    busy.remove(session, known.calendar, actor=SYSTEM, now=NOW)

    assert _counts(session) == (0, 0)
    assert busy.clashes(session, event) == []


def test_with_a_hall_its_calendars_go(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    hall = make.venue(organizer)
    read(session, organizer, Entry(span(9, 10)), venue=hall)

    venues.remove(session, hall, actor=SYSTEM, now=NOW)

    assert _counts(session) == (0, 0)


def _counts(session: Session) -> tuple[int | None, int | None]:
    return (
        session.scalar(select(func.count()).select_from(BusyCalendar)),
        session.scalar(select(func.count()).select_from(BusyTime)),
    )


def test_two_who_read_the_same_calendar_at_once_leave_one_whole_copy(migrated: Database) -> None:
    with migrated.writing() as session:
        organizer_id = Factories(session, NOW).organizer().id
    refused: list[str] = []

    def attempt(word: str) -> None:
        draft = BusyDraft("Belegung", None, COVERS, [Entry(span(n, n + 1), word) for n in range(20)])
        for _ in range(5):
            try:
                with migrated.writing() as own:
                    busy.take(own, organizer_id, draft, actor=SYSTEM, now=NOW)
            except RuleBroken as error:
                refused.append(error.code)

    try:
        people = [threading.Thread(target=attempt, args=(word,)) for word in ("eins", "zwei", "drei")]
        for person in people:
            person.start()
        for person in people:
            person.join(60)
        with migrated.reading() as session:
            calendars = session.scalars(select(BusyCalendar).where(BusyCalendar.organizer_id == organizer_id)).all()
            summaries = session.scalars(
                select(BusyTime.summary).join(BusyCalendar).where(BusyCalendar.organizer_id == organizer_id)
            ).all()
    finally:
        with migrated.writing() as session:
            session.execute(delete(Organizer).where(Organizer.id == organizer_id))

    assert len(calendars) == 1
    assert len(summaries) == 20
    assert len(set(summaries)) == 1
    assert set(refused) <= {"busy.read_at_once"}


# Two organizers


def test_a_stranger_neither_sees_nor_changes_a_calendar(session: Session, make: Factories) -> None:
    organizer, other = make.organizer(), make.organizer()
    stranger = make.planner(other)
    read(session, organizer, Entry(span(9, 10)))
    (known,) = busy.all_of(session, organizer.id, actor=SYSTEM)
    draft = BusyDraft("Belegung", None, COVERS, [])

    with pytest.raises(NotAllowed):
        busy.all_of(session, organizer.id, actor=stranger)
    with pytest.raises(NotFound):
        busy.get(session, organizer.id, known.calendar.id, actor=stranger)
    with pytest.raises(NotFound):
        busy.get(session, other.id, known.calendar.id, actor=stranger)
    with pytest.raises(NotAllowed):
        busy.take(session, organizer.id, draft, actor=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        busy.remove(session, known.calendar, actor=stranger, now=NOW)

    assert busy.all_of(session, organizer.id, actor=SYSTEM) == [known]


def test_a_calendar_speaks_for_halls_of_its_own_organizer_alone(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    foreign = make.venue(make.organizer())

    with pytest.raises(NotFound, match=r"venues\.unknown"):
        read(session, organizer, venue=foreign)

    assert _counts(session) == (0, 0)
