"""Forgetting in time: on the day that was named, all that is due, nothing that is needed, and counts that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eventapp.domain import retention as rules
from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import Mode, NeedKind
from eventapp.domain.errors import InvalidValue, NotAllowed
from eventapp.domain.mailings import Channel, DeliveryState, MailingKind, MailingState
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.retention import PERIODS, Subject
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.jobs import forget
from eventapp.models import (
    AuditEntry,
    Base,
    BrowserSession,
    BusyCalendar,
    BusyTime,
    Delivery,
    Employee,
    Event,
    HeadCount,
    Invitation,
    Mailing,
    Need,
    Operation,
    Organizer,
    PhotoConsent,
    RetentionRule,
    Rsvp,
    SignInFailure,
    SpeakerLink,
    StaffChange,
    StaffList,
)
from eventapp.models.database import Database
from eventapp.services import (
    attendance,
    audit,
    figures,
    forgetting,
    needs,
    periods,
    photos,
    retention,
    retention_words,
    waiting,
)
from eventapp.services.retention import HERE
from eventapp.services.retention_lines import Held
from tests.conftest import NOW
from tests.crowds import NO, invite, yes
from tests.factories import DAY, Factories, at
from tests.services.seats import invited, plan, says
from tests.web.world import mailed

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = timedelta(days=1)
END = at(12, 30).instant(BERLIN)


def on(day: date, hour: int = 0, minute: int = 0, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=zone).astimezone(UTC)


def rows(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def gone(session: Session, now: datetime, **more: Any) -> dict[str, int]:
    """What of offices and their events is forgotten at that moment, by subject."""
    report = retention.forget_due(session, now=now, **more)
    return {line.subject.value: line.due for line in report.lines if line.organizer_id is not None}


def gone_of_all(session: Session, now: datetime) -> dict[str, int]:
    """The same of what belongs to no office."""
    return {line.subject.value: line.due for line in retention.forget_installation(session, now=now).lines}


@pytest.fixture
def event(make: Factories) -> Event:
    event = make.event()
    make.announced(event)
    return event


# The day


@pytest.mark.parametrize(
    ("end", "days", "due"),
    [
        ("2026-10-24T12:00", 1, "2026-10-24T22:00"),  # the day before the clock goes back begins in summer time
        ("2026-10-24T12:00", 2, "2026-10-25T23:00"),  # a day later it is winter
        ("2026-03-28T12:00", 1, "2026-03-28T23:00"),
        ("2026-03-28T12:00", 2, "2026-03-29T22:00"),
        ("2028-02-22T12:00", 7, "2028-02-28T23:00"),  # the 29th is a day of its own
        ("2028-02-22T12:00", 8, "2028-02-29T23:00"),
        ("2027-02-22T12:00", 7, "2027-02-28T23:00"),
        ("2028-02-29T12:00", 365, "2029-02-27T23:00"),
        ("2027-11-12T12:30", 0, "2027-11-12T11:30"),  # never before the end
        ("2027-11-12T23:59", 1, "2027-11-12T23:00"),
    ],
)
def test_S62_the_day_is_one_of_the_calendar(end: str, days: int, due: str) -> None:
    clock = WallClock(datetime.fromisoformat(end))

    assert rules.due_at(clock, days, BERLIN) == datetime.fromisoformat(f"{due}+00:00")


@given(
    st.dates(date(2026, 1, 1), date(2040, 1, 1)),
    st.times(),
    st.integers(0, 3_650),
    st.sampled_from(("Europe/Berlin", "America/Santiago", "Pacific/Apia", "UTC")),
)
def test_S62_nothing_is_due_before_its_day_and_all_is_on_it(on_day: date, at_time: time, days: int, name: str) -> None:
    zone = ZoneInfo(name)
    happened = datetime.combine(on_day, at_time, tzinfo=UTC)
    day = rules.due_on(happened.astimezone(zone).date(), days)

    before, then = rules.midnight(day, zone) - timedelta(seconds=1), rules.midnight(day + DAYS, zone)

    assert not happened < rules.cutoff(before, days, zone)
    assert happened < rules.cutoff(then - timedelta(seconds=1), days, zone)


def test_S62_shipped_periods_are_those_of_the_concept() -> None:
    expected = {"needs": 7, "waiting": 7, "answers": 30, "mails": 14, "staff": 14, "audit": 365, "audit_names": 90}

    assert {name: PERIODS[Subject(name)].days for name in expected} == expected
    assert set(PERIODS) == set(Subject)


# Who decides


def test_S62_the_event_wins_over_the_office_and_the_office_over_what_is_shipped(
    session: Session, make: Factories, event: Event
) -> None:
    owner, actor = event.organizer_id, make.planner(event.organizer)

    def days() -> int:
        return periods.days(session, Subject.ANSWERS, event)

    assert days() == 30
    periods.change(session, owner, [(Subject.ANSWERS, 60, "Zeit für Dank")], actor=actor, now=NOW)
    assert days() == 60
    periods.change(session, owner, [(Subject.ANSWERS, 90, "Abrechnung")], event=event, actor=actor, now=NOW)
    assert (days(), periods.days(session, Subject.ANSWERS, make.event(event.organizer))) == (90, 60)
    periods.change(session, owner, [(Subject.ANSWERS, None, "")], event=event, actor=actor, now=NOW)
    periods.change(session, owner, [(Subject.ANSWERS, None, "")], actor=actor, now=NOW)
    assert days() == 30
    assert rows(session, RetentionRule) == 0


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (5, "", "retention.reason_missing"),
        (5, "sieh 1.", "retention.reason_thin"),
        (-1, "x", "retention.days"),
        (366, "x", "retention.days"),
    ],
)
def test_S62_an_event_differs_with_a_reason_only(
    session: Session, event: Event, days: int, reason: str, code: str
) -> None:
    with pytest.raises(InvalidValue, match=code):
        periods.change(session, event.organizer_id, [(Subject.NEEDS, days, reason)], event=event, actor=SYSTEM, now=NOW)


def test_S62_an_office_differs_from_what_is_shipped_with_a_reason_only(session: Session, event: Event) -> None:
    owner = event.organizer_id

    with pytest.raises(InvalidValue, match=r"retention\.office_reason_missing"):
        periods.change(session, owner, [(Subject.ANSWERS, 60, "")], actor=SYSTEM, now=NOW)
    periods.change(session, owner, [(Subject.ANSWERS, PERIODS[Subject.ANSWERS].days, "")], actor=SYSTEM, now=NOW)

    assert periods.days(session, Subject.ANSWERS, event) == 30


def test_DP4_what_people_need_is_kept_no_longer_than_they_were_told(
    session: Session, make: Factories, event: Event
) -> None:
    owner, free, why = event.organizer_id, make.event(event.organizer), "Die Küche rechnet erst im März ab"

    def set_to(days: int | None, at: Event | None) -> int:
        periods.change(session, owner, [(Subject.NEEDS, days, why)], event=at, actor=SYSTEM, now=NOW)
        return periods.days(session, Subject.NEEDS, at or event)

    invitation = invited(session, event)
    session.add(Need(event_id=event.id, invitation_id=invitation.id, kind="captions", created_at=NOW))
    session.flush()

    assert set_to(365, free) == 365
    with pytest.raises(InvalidValue, match=r"retention\.needs_given$"):
        set_to(8, event)
    with pytest.raises(InvalidValue, match=r"retention\.needs_given_office"):
        set_to(8, None)
    with pytest.raises(InvalidValue, match=r"retention\.needs_given$"):
        plan(session, event, needs_days=8)
    assert set_to(3, event) == 3
    with pytest.raises(InvalidValue, match=r"retention\.needs_given$"):
        set_to(None, event)
    assert set_to(9, None) == 3
    assert (set_to(None, free), periods.days(session, Subject.NEEDS, event)) == (9, 3)


def test_DP4_a_longer_period_from_before_ends_after_a_year(session: Session, event: Event) -> None:
    rule = {"subject": Subject.NEEDS, "days": 3_650, "reason": ".", "updated_at": NOW}
    session.add(RetentionRule(organizer_id=event.organizer_id, **rule))
    session.flush()

    assert periods.days(session, Subject.NEEDS, event) == 365


def test_S62_files_that_were_read_in_are_counted_from_then() -> None:
    assert retention_words.period(Subject.STAFF_UPLOADS, 1, Language.GERMAN) == "1 Tag ab dem Einlesen"


def test_years_are_named_beside_the_days_that_are_typed() -> None:
    said = retention_words.in_days(Subject.PHOTOS, 3 * 365, Language.GERMAN)

    assert said.startswith("1095 Tage (3 Jahre) ab dem Widerruf")
    assert retention_words.in_days(Subject.NEEDS, 7, Language.GERMAN) == "7 Tage ab dem Ende der Versammlung"


def test_S62_what_shorter_days_would_make_due_is_known_before_and_nothing_is_changed(
    session: Session, make: Factories, event: Event
) -> None:
    other = make.event(event.organizer)
    for name, one in (("Kim", event), ("Toni", event), ("Robin", other)):
        invited(session, one, name)
    session.commit()
    later = on(DAY + 10 * DAYS)

    def made(days: int, at_event: Event | None = None) -> int:
        wish = [(Subject.ANSWERS, days, "Sparsamkeit")]
        return retention.made_due(session, event.organizer, wish, event=at_event, actor=SYSTEM, now=later).count

    assert (made(11), made(60, event)) == (0, 0)
    assert (made(10), made(10, event)) == (3, 2)
    session.commit()
    assert rows(session, RetentionRule) == 0
    assert not session.scalars(select(AuditEntry).where(AuditEntry.act.startswith("retention"))).all()


def test_S33_periods_of_another_office_are_not_hers_to_change(session: Session, make: Factories, event: Event) -> None:
    with pytest.raises(NotAllowed):
        periods.change(
            session, event.organizer_id, [(Subject.NEEDS, 1, "")], actor=make.planner(make.organizer()), now=NOW
        )


def test_S62_the_days_for_needs_are_one_thing_wherever_they_are_set(
    session: Session, make: Factories, event: Event
) -> None:
    owner = event.organizer_id
    plan(session, event, needs_days=3)
    assert needs.deleted_on(session, event) == DAY + 3 * DAYS

    wish = [(Subject.NEEDS, 5, "Rückfragen der Küche")]
    periods.change(session, owner, wish, event=event, actor=SYSTEM, now=NOW)
    assert attendance.plan_of(session, event).needs_days == 5

    periods.change(session, owner, [(Subject.NEEDS, None, "")], event=event, actor=SYSTEM, now=NOW)
    periods.change(session, owner, [(Subject.NEEDS, 2, "Sparsamkeit")], actor=SYSTEM, now=NOW)
    assert needs.deleted_on(session, event) == DAY + 2 * DAYS
    plan(session, event, needs_days=2)
    assert rows(session, RetentionRule) == 1
    periods.change(session, owner, [(Subject.NEEDS, 4, "Rückfragen der Küche")], actor=SYSTEM, now=NOW)
    assert needs.deleted_on(session, event) == DAY + 4 * DAYS


# What goes of an event


def test_S62_needs_go_first_then_people_and_both_on_their_day(session: Session, event: Event) -> None:
    kim = invited(session, event)
    says(session, kim)
    needs.store(session, kim, {NeedKind.PARKING: ""}, now=NOW)

    assert gone(session, on(DAY + 6 * DAYS, 23, 59)) == {}
    assert gone(session, on(DAY + 7 * DAYS)) == {"needs": 1}
    assert gone(session, on(DAY + 29 * DAYS, 23, 59)) == {}
    assert gone(session, on(DAY + 30 * DAYS)) == {"answers": 1}
    assert (rows(session, Invitation), rows(session, Rsvp)) == (0, 0)
    assert gone(session, on(DAY + 400 * DAYS)) == {}


def test_S62_a_dry_run_counts_and_changes_nothing(session: Session, event: Event) -> None:
    says(session, invited(session, event))
    session.commit()
    late = on(DAY + 40 * DAYS)

    first, second = gone(session, late, dry_run=True), gone(session, late, dry_run=True)

    assert first == second == {"answers": 1}
    assert rows(session, Invitation) == 1
    assert not session.scalars(select(AuditEntry).where(AuditEntry.act == "retention.forgotten")).all()


def test_S62_what_was_forgotten_stands_in_the_log_as_counts_without_names(session: Session, event: Event) -> None:
    for name in ("Zoë Geheim", "Toni Geheim"):
        invited(session, event, name)
    gone(session, on(DAY + 40 * DAYS))
    session.commit()

    about = (AuditEntry.act == "retention.forgotten", AuditEntry.event_id.is_not(None))
    (entry,) = session.scalars(select(AuditEntry).where(*about))
    assert (entry.event_id, entry.details, entry.actor_name) == (event.id, {"answers": 2}, "System")
    assert audit.check(session).fault == ""


def test_S62_totals_stay_by_department_and_small_ones_are_put_together(session: Session, event: Event) -> None:
    invite(session, event, 20, "Jugendamt", **yes())
    invite(session, event, 6, "Jugendamt", **NO)
    invite(session, event, 9, "Kämmerei", **yes(way="online", seat=""))
    invite(session, event, 8, "Kämmerei", partstat="TENTATIVE", answered_at=NOW)
    invite(session, event, 3, "Archiv", **yes())
    invite(session, event, 4, "Standesamt")
    invite(session, event, 2, "Kämmerei", withdrawn_at=NOW)
    before = figures.of_event(session, event)

    assert gone(session, on(DAY + 30 * DAYS)) == {"waiting": 2, "answers": 50}

    after = figures.of_event(session, event)
    assert after.counts == before.counts
    assert (after.coming, after.reached, after.open) == (before.coming, before.reached, before.open)
    assert [(one.name, one.invited, one.is_rest, one.coming) for one in after.groups] == [
        (one.name, one.invited, one.is_rest, one.coming) for one in before.groups
    ]
    assert after.is_forgotten
    assert not before.is_forgotten
    told = {row[0] for row in session.execute(select(HeadCount.department))}
    assert told == {"Jugendamt", "Kämmerei", ""}


def test_S62_where_only_is_counted_the_ballots_stay_what_they_are(session: Session, event: Event) -> None:
    plan(session, event, mode=Mode.COUNT)
    people = [invited(session, event, "Kim", department="Jugendamt") for _ in range(7)]
    people += [invited(session, event, "Uli", department="Archiv") for _ in range(2)]
    for one in people[:5] + people[7:]:
        says(session, one)
    before = figures.of_event(session, event)

    gone(session, on(DAY + 30 * DAYS))

    after = figures.of_event(session, event)
    assert (after.counts, after.open) == (before.counts, before.open)
    assert (after.counts.invited, after.coming) == (9, 7)


def test_S62_of_the_waiting_list_a_number_stays(session: Session, event: Event) -> None:
    plan(session, event, seats=1)
    for name in ("Kim", "Toni", "Robin"):
        says(session, invited(session, event, name))
    before = figures.of_event(session, event)
    assert before.counts.waiting == 2

    assert gone(session, on(DAY + 7 * DAYS)) == {"waiting": 2}

    assert waiting.people(session, event) == []
    assert figures.of_event(session, event).counts == before.counts
    gone(session, on(DAY + 30 * DAYS))
    assert figures.of_event(session, event).counts == before.counts


def test_S62_an_override_keeps_one_event_longer_and_no_other(session: Session, make: Factories, event: Event) -> None:
    other = make.event(event.organizer)
    for one in (event, other):
        invited(session, one)
    wish = [(Subject.ANSWERS, 60, "Nachfragen")]
    periods.change(session, event.organizer_id, wish, event=event, actor=SYSTEM, now=NOW)

    assert gone(session, on(DAY + 30 * DAYS)) == {"answers": 1}

    assert session.scalars(select(Invitation.event_id)).all() == [event.id]


@pytest.mark.parametrize(
    ("state", "channel", "row", "is_held"),
    [
        (MailingState.RUNNING, Channel.MAIL, DeliveryState.READY, True),
        (MailingState.RUNNING, Channel.MAIL, DeliveryState.SENDING, True),
        (MailingState.RUNNING, Channel.MAIL, DeliveryState.SENT, False),
        (MailingState.RUNNING, Channel.LETTER, DeliveryState.READY, False),
        (MailingState.STOPPED, Channel.MAIL, DeliveryState.READY, False),
        (MailingState.DRAFT, Channel.MAIL, DeliveryState.FAILED, False),
    ],
)
def test_S62_what_a_mailing_on_its_way_needs_waits_for_it(
    session: Session, make: Factories, event: Event, state: str, channel: str, row: str, is_held: bool
) -> None:
    mail = mailed(make, event, invited(session, event), "Danke")
    session.delete(session.scalars(select(Delivery).where(Delivery.id != mail.id)).one())
    session.flush()
    mail.state, mail.channel = row, channel
    session.get_one(Mailing, mail.mailing_id).state = state
    session.flush()
    late = on(DAY + 30 * DAYS)

    report = retention.forget_event(session, event, now=late)

    assert [line.subject for line in report.held] == ([Subject.ANSWERS] if is_held else [])
    assert rows(session, Invitation) == int(is_held)


def test_S62_mails_lose_address_and_text_and_keep_what_became_of_them(
    session: Session, make: Factories, event: Event
) -> None:
    kim = invited(session, event)
    mail = mailed(make, event, kim, "Hallo")
    sent = NOW - 20 * DAYS
    mail.state, mail.sent_at, mail.recipient, mail.content = DeliveryState.SENT, sent, kim.email, b"Hallo"
    waits = Delivery(invitation_id=kim.id, recipient=kim.email, content=b"Neu", queued_at=sent, due_at=sent)
    test = Delivery(state="sent", sent_at=sent, recipient="x@example.org", content=b"x", queued_at=sent, due_at=sent)
    session.add_all([waits, test])
    session.flush()
    one, other, waiting_one = mail.id, test.id, waits.id

    assert [(line.event_id, line.due) for line in retention.forget_due(session, now=NOW).lines] == [
        (event.id, 1),
        (None, 1),
    ]

    query = select(Delivery.recipient, Delivery.content, Delivery.state, Delivery.sent_at)
    found = {
        number: tuple(session.execute(query.where(Delivery.id == number)).one()) for number in (one, other, waiting_one)
    }
    assert found == {
        one: ("", None, "sent", sent),
        other: ("", None, "sent", sent),
        waiting_one: (kim.email, b"Neu", "ready", None),
    }


def test_S62_forgotten_people_are_in_no_mail_and_no_file_any_more(
    session: Session, make: Factories, event: Event
) -> None:
    kim = invited(session, event, "Zoë Geheim")
    says(session, kim)
    mail = mailed(make, event, kim, "Hallo")
    mail.recipient, mail.failure = kim.email, f"550 <{kim.email}> unknown"
    photos.say(session, kim, [PhotoChannel.PRINT], now=NOW)
    session.flush()
    address = kim.email

    gone(session, on(DAY + 30 * DAYS))

    kept = {name: str(session.execute(select(table)).all()) for name, table in Base.metadata.tables.items()}
    assert [name for name, told in kept.items() if address in told] == []
    assert [name for name, told in kept.items() if "Zoë Geheim" in told] == ["photo_consent"]


def test_S62_a_consent_stays_while_it_stands_and_three_years_after_it_was_taken_back(
    session: Session, event: Event
) -> None:
    kim, toni = invited(session, event), invited(session, event, "Toni")
    for one in (kim, toni):
        photos.say(session, one, [PhotoChannel.INTRANET], now=NOW)
    photos.say(session, kim, [], now=NOW)
    revoked = NOW.astimezone(BERLIN).date()

    assert gone(session, on(revoked + 1_094 * DAYS, 23)).get("photos") is None
    assert gone(session, on(revoked + 1_095 * DAYS))["photos"] == 1
    assert session.scalars(select(PhotoConsent.name)).all() == ["Toni"]


# What goes of an office, and of the installation


@pytest.fixture
def office(make: Factories) -> Organizer:
    organizer = make.organizer()
    make.employee(organizer, email="kim@example.org")
    return organizer


def sent(session: Session, make: Factories, event: Event, when: datetime, kind: str = "invitation") -> Mailing:
    mail = mailed(make, event, invited(session, event, "Robin"), "Hallo")
    mailing = session.get_one(Mailing, mail.mailing_id)
    mailing.kind, mailing.state, mailing.started_at = kind, MailingState.RUNNING, when
    for row in session.scalars(select(Delivery).where(Delivery.mailing_id == mailing.id)):
        row.state, row.sent_at = DeliveryState.SENT, when
    session.flush()
    return mailing


def staff_left(session: Session, office: Organizer, now: datetime) -> int:
    retention.forget_beside_events(session, office, now=now)
    return rows(session, Employee)


def test_S62_a_staff_list_goes_two_weeks_after_it_was_used(
    session: Session, make: Factories, office: Organizer
) -> None:
    event = make.event(office)
    make.announced(event)
    sent(session, make, event, NOW)

    assert staff_left(session, office, NOW + 13 * DAYS) == 1
    assert staff_left(session, office, NOW + 14 * DAYS) == 0
    assert rows(session, StaffList) == 1


@pytest.mark.parametrize(
    ("why", "held"),
    [
        ("only the date was told", Held.INVITING),
        ("a mailing is prepared", Held.PREPARED),
        ("a mailing is on its way", Held.SENDING),
    ],
)
def test_S62_a_staff_list_that_is_still_needed_stays_and_says_what_for(
    session: Session, make: Factories, office: Organizer, why: str, held: Held
) -> None:
    event = make.event(office)
    make.announced(event)
    mailing = sent(session, make, event, NOW, MailingKind.SAVE_THE_DATE if "date" in why else MailingKind.INVITATION)
    if why == "a mailing is prepared":
        mailed(make, event, invited(session, event), "Entwurf")
    elif why == "a mailing is on its way":
        on_its_way = (Delivery.mailing_id == mailing.id, Delivery.channel == Channel.MAIL)
        session.scalars(select(Delivery).where(*on_its_way)).one().state = DeliveryState.READY
    session.flush()

    assert staff_left(session, office, NOW + 100 * DAYS) == 1
    assert [line.held for line in retention.of_organizer(session, office, now=NOW + 100 * DAYS)] == [held]


def test_S62_a_staff_list_that_nobody_used_goes_after_a_year(session: Session, office: Organizer) -> None:
    assert staff_left(session, office, NOW + 364 * DAYS) == 1
    assert staff_left(session, office, NOW + 365 * DAYS) == 0


def test_S62_what_undoes_a_change_of_staff_goes_too(session: Session, office: Organizer) -> None:
    staff_list = session.scalars(select(StaffList)).one()
    session.add(StaffChange(list_id=staff_list.id, file_name="a.csv", before=b"Namen", taken_at=NOW))
    session.flush()

    retention.forget_beside_events(session, office, now=NOW + 13 * DAYS)
    assert session.scalars(select(StaffChange.before)).all() == [b"Namen"]
    retention.forget_beside_events(session, office, now=NOW + 14 * DAYS)
    assert session.scalars(select(StaffChange.before)).all() == [None]


def test_S62_past_busy_times_and_links_of_those_who_spoke_go(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    speaker = make.speaker(organizer)
    make.item(make.event(organizer), "Vortrag", 30, speaker)
    session.add(SpeakerLink(speaker_id=speaker.id, seed="a", digest="b" * 64, made_at=NOW))
    calendar = BusyCalendar(
        organizer_id=organizer.id, name="Saal", covers_from=NOW, covers_until=NOW + 900 * DAYS, read_at=NOW
    )
    session.add(calendar)
    session.flush()
    for start in (NOW, END):
        session.add(BusyTime(calendar_id=calendar.id, starts_at=start, ends_at=start + timedelta(hours=1)))
    session.flush()

    retention.forget_beside_events(session, organizer, now=NOW + 40 * DAYS)
    assert (rows(session, BusyTime), rows(session, SpeakerLink)) == (1, 1)
    retention.forget_beside_events(session, organizer, now=on(DAY + 30 * DAYS))
    assert (rows(session, BusyTime), rows(session, SpeakerLink)) == (0, 0)


def test_S62_sessions_failures_and_the_log_go_in_their_time(session: Session, make: Factories) -> None:
    make.organizer()
    session.commit()
    session.add(BrowserSession(id_hash="a" * 64, created_at=NOW, seen_at=NOW))
    session.add(SignInFailure(email_hash="b" * 64, count=3, last_at=NOW))
    audit.record(session, SYSTEM, "a.done", now=NOW)
    session.commit()
    count = rows(session, AuditEntry)

    assert gone_of_all(session, NOW + 3 * DAYS) == {"sign_ins": 1}
    assert gone_of_all(session, NOW + 90 * DAYS) == {"sessions": 1, "audit_names": count}
    session.commit()
    assert audit.check(session).fault == ""
    assert gone_of_all(session, NOW + 365 * DAYS)["audit"] == count
    session.commit()
    assert audit.check(session).fault == ""


# The day's work


def test_S62_the_worker_forgets_once_a_day_and_remembers_it(database: Database, session: Session, event: Event) -> None:
    invited(session, event)
    session.commit()
    late = on(DAY + 30 * DAYS, 1)

    first = forget.run_daily(database, now=late, zone=HERE)
    again = forget.run_daily(database, now=late + timedelta(hours=20), zone=HERE)
    session.expire_all()

    assert first is not None
    assert [(line.subject, line.due) for line in first.lines if line.event_id] == [(Subject.ANSWERS, 1)]
    assert again is None
    assert session.get_one(Operation, 1).forgotten_at == late
    assert rows(session, Invitation) == 0
    assert forget.run_daily(database, now=late + DAYS, zone=HERE) is not None


def test_S62_what_is_long_overdue_goes_at_once(session: Session, event: Event) -> None:
    kim = invited(session, event)
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "leise"}, now=NOW)

    assert gone(session, on(DAY + 900 * DAYS)) == {"needs": 1, "answers": 1}
    assert forgetting.known(session, event) == 0


def test_S62_ten_thousand_people_are_forgotten_in_seconds(session: Session, event: Event) -> None:
    for department in ("Jugendamt", "Kämmerei", "Archiv"):
        invite(session, event, 3_000, department, **yes())
    ids = session.scalars(select(Invitation.id)).all()
    answers = {"partstat": "ACCEPTED", "source": "page", "sequence": 0, "stamped_at": NOW, "received_at": NOW}
    session.execute(insert(Rsvp), [{"invitation_id": number, **answers} for number in ids])
    session.commit()
    before = datetime.now(UTC)

    assert gone(session, on(DAY + 30 * DAYS)) == {"answers": 9_000}

    assert datetime.now(UTC) - before < timedelta(seconds=10)
    assert figures.of_event(session, event).counts.invited == 9_000
