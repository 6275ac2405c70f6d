"""The figures of an event: who was reached and said what, by department and over time, and what isn't shown."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.figures import NOTHING, Cell
from eventapp.domain.mailings import DeliveryState
from eventapp.models import AttendancePlan, Delivery, Event, HeadCount, Invitation, Need
from eventapp.services import figures
from tests.conftest import NOW
from tests.crowds import NO, invite, yes
from tests.factories import Factories
from tests.queries import counted


def exact(value: int) -> Cell:
    return Cell(value)


def test_all_that_is_counted_of_an_event(session: Session, make: Factories) -> None:
    event = make.event()
    invite(session, event, 6, "Jugendamt", **yes())
    invite(session, event, 5, "Jugendamt", **NO)
    invite(session, event, 7, "Jugendamt")
    invite(session, event, 8, "Kämmerei", **yes(way="online", seat=""))
    invite(session, event, 6, "Kämmerei", **yes(seat="waiting"))
    invite(session, event, 9, "Kämmerei", withdrawn_at=NOW)

    found = figures.of_event(session, event)

    assert (found.counts.invited, found.coming, found.counts.declined, found.open) == (32, 14, 5, 13)
    assert [(one.name, one.invited, one.coming, one.declined, one.open) for one in found.groups] == [
        ("Jugendamt", 18, exact(6), exact(5), exact(7)),
        ("Kämmerei", 14, exact(8), exact(0), exact(6)),
    ]


def test_F5_small_departments_are_put_together_and_small_numbers_left_out(session: Session, make: Factories) -> None:
    event = make.event()
    invite(session, event, 20, "Jugendamt")
    invite(session, event, 10, "Kämmerei", **yes())
    invite(session, event, 2, "Kämmerei", **NO)
    invite(session, event, 3, "Archiv", **yes())
    invite(session, event, 2, "Standesamt", **NO)

    groups = figures.of_event(session, event).groups

    assert [(one.name, one.invited, one.is_rest) for one in groups] == [
        ("Jugendamt", 20, False),
        ("Kämmerei", 12, False),
        ("", 5, True),
    ]
    assert all(cell.value not in range(1, 5) for one in groups for cell in (one.coming, one.declined, one.open))


def test_one_department_is_no_breakdown(session: Session, make: Factories) -> None:
    event = make.event()
    invite(session, event, 20, "Jugendamt", **yes())

    assert figures.of_event(session, event).groups == []


def test_in_the_mode_count_the_counts_stand_for_the_answers(session: Session, make: Factories) -> None:
    event = make.event()
    session.add(AttendancePlan(event_id=event.id, mode="count", updated_at=NOW))
    invite(session, event, 12, "Jugendamt", answered_at=NOW)
    invite(session, event, 8, "Jugendamt")
    invite(session, event, 5, "Kämmerei", answered_at=NOW)
    invite(session, event, 5, "Kämmerei")
    ballots = (("Jugendamt", "ACCEPTED", 6), ("Jugendamt", "DECLINED", 6), ("Kämmerei", "ACCEPTED", 5))
    for name, partstat, count in ballots:
        session.add(HeadCount(event_id=event.id, department=name, partstat=partstat, way="", count=count))
    session.flush()

    found = figures.of_event(session, event)

    assert (found.coming, found.counts.declined, found.open) == (11, 6, 13)
    assert [(one.coming, one.declined, one.open) for one in found.groups] == [
        (exact(6), exact(6), exact(8)),
        (exact(5), exact(0), exact(5)),
    ]


def test_who_was_reached_is_who_got_something_that_did_not_come_back(session: Session, make: Factories) -> None:
    event = make.event()
    invite(session, event, 4)
    invite(session, event, 1, sent_at=NOW)
    sent, bounced, letter, waits, _by_hand = session.query(Invitation).filter_by(event_id=event.id).order_by("id")
    rows = [
        (sent, "mail", DeliveryState.SENT, None),
        (bounced, "mail", DeliveryState.SENT, NOW),
        (letter, "mail", DeliveryState.SENT, NOW),
        (letter, "letter", DeliveryState.SENT, None),
        (waits, "mail", DeliveryState.READY, None),
    ]
    for invitation, channel, state, bounced_at in rows:
        session.add(
            Delivery(
                invitation_id=invitation.id,
                channel=channel,
                state=state,
                bounced_at=bounced_at,
                queued_at=NOW,
                due_at=NOW,
            )
        )
    session.flush()

    assert figures.of_event(session, event).reached == 3


def test_answers_are_summed_by_the_days_of_the_hall(session: Session, make: Factories) -> None:
    event = make.event(zone="Asia/Kolkata")
    for minute in (datetime(2026, 11, 20, 18, 29, tzinfo=UTC), datetime(2026, 11, 20, 18, 30, tzinfo=UTC)):
        invite(session, event, 2, **yes(answered_at=minute))
    invite(session, event, 1, **yes(answered_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))

    assert figures.of_event(session, event).days == [
        (date(2026, 11, 20), 2),
        (date(2026, 11, 21), 4),
        (date(2026, 11, 22), 4),
        (date(2026, 11, 23), 5),
    ]


def test_DP4_needs_of_few_have_no_number(session: Session, make: Factories) -> None:
    event = make.event()
    invite(session, event, 6)
    for number, invitation in enumerate(session.query(Invitation).filter_by(event_id=event.id)):
        kinds = ["captions", "wheelchair"] if number < 4 else ["captions"]
        session.add_all(
            Need(event_id=event.id, invitation_id=invitation.id, kind=kind, created_at=NOW) for kind in kinds
        )
    session.flush()

    assert figures.of_event(session, event).needs == [("captions", 6), ("wheelchair", None)]


def multiplier(event: Event, *departments: str) -> Actor:
    organizer_id = event.organizer_id
    return Actor(
        "Mia",
        7,
        frozenset({(organizer_id, Role.MULTIPLIER)}),
        departments=frozenset((organizer_id, name) for name in departments),
    )


def test_a_multiplier_sees_her_departments_and_no_small_number(session: Session, make: Factories) -> None:
    event = make.event()
    make.announced(event)
    make.event(event.organizer, "Noch ein Entwurf")
    invite(session, event, 9, "Jugendamt", **yes())
    invite(session, event, 2, "Jugendamt", **NO)
    invite(session, event, 30, "Kämmerei")
    invite(session, event, 6, "Kämmerei", **NO)
    invite(session, event, 3, "Archiv")
    invite(session, event, 2, "Standesamt")

    ((row, found, groups),) = figures.of_multiplier(session, multiplier(event, "Archiv", "Jugendamt", "Sportamt"))

    assert (row.event_id, found) == (event.id, event)
    assert [(one.name, one.invited, one.is_rest) for one in groups] == [
        ("Archiv", 0, True),
        ("Jugendamt", 11, False),
        ("Sportamt", 0, False),
    ]
    assert groups[1].declined == NOTHING
    assert figures.of_multiplier(session, multiplier(make.event(), "Jugendamt")) == []


def test_more_departments_and_events_cost_no_more_questions(
    session: Session, make: Factories, connection: Connection
) -> None:
    event, other = make.event(), make.event()
    invite(session, event, 6, "Amt 1", **yes())
    with counted(connection) as one:
        figures.of_event(session, event)
    for number in (2, 3):
        invite(session, event, 6, f"Amt {number}", **yes())
        invite(session, other, 6, f"Amt {number}", **NO)
    with counted(connection) as three:
        figures.of_event(session, event)
    with counted(connection) as line:
        figures.lines(session, [event])
    with counted(connection) as two_lines:
        assert len(figures.lines(session, [event, other])) == 2

    assert len(one) == len(three) < 12
    assert len(line) == len(two_lines)


def test_ten_thousand_people_are_counted_at_once(session: Session, make: Factories) -> None:
    event = make.event()
    for number in range(70):
        name = f"Amt {number}"
        invite(session, event, 100, name, **yes(answered_at=NOW + timedelta(hours=number * 7)))
        invite(session, event, number % 12, name, **NO)
        invite(session, event, 37, name)
    ids = [invitation_id for (invitation_id,) in session.query(Invitation.id).filter_by(event_id=event.id)]
    session.execute(
        insert(Delivery),
        [{"invitation_id": one, "channel": "mail", "state": "sent", "queued_at": NOW, "due_at": NOW} for one in ids],
    )
    assert len(ids) > 9_900

    durations: list[float] = []
    while len(durations) < 10 and min(durations, default=1) >= 0.15:  # a busy machine may take several runs
        session.expire_all()
        started = time.perf_counter()
        figures.of_event(session, event)
        durations.append(time.perf_counter() - started)

    assert min(durations) < 0.15
