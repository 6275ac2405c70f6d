"""Seats: given in order, never too many, and freed for the next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import AttendanceDraft, Mode, NeedKind, NoticeKind, Source
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.rsvp import PartStat, Refusal, Reply, ReplyMethod
from eventapp.domain.texts import LocalText
from eventapp.models import Event, HeadCount, Invitation, Rsvp
from eventapp.services import attendance, editions, invitations, needs, rsvp, seats, waiting
from tests.conftest import NOW
from tests.factories import DAY, Factories, at
from tests.services.seats import HOUR, NO, ONLINE, YES, crowd, invited, places, plan, says

DAYS = timedelta(days=1)


@pytest.fixture
def event(make: Factories) -> Event:
    found = make.event()
    make.announced(found)
    return found


def test_without_a_plan_everybody_has_a_seat(session: Session, event: Event) -> None:
    people = crowd(session, event, "Alex Kim Toni")

    for one in people:
        says(session, one)

    assert places(people) == ["held"] * 3
    assert attendance.counts(session, event).coming_hall == 3


def test_R16_who_comes_after_the_last_seat_waits(session: Session, event: Event) -> None:
    plan(session, event, seats=2)
    people = crowd(session, event, "Alex Kim Toni")

    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)

    assert places(people) == ["held", "held", "waiting"]
    counts = attendance.counts(session, event)
    assert (counts.coming_hall, counts.waiting, counts.open, counts.invited, counts.free) == (2, 1, 0, 3, 0)


def test_R16_without_a_waiting_list_she_is_told_and_her_answer_before_stays(session: Session, event: Event) -> None:
    plan(session, event, seats=1, has_waiting_list=False, online_url="https://example.org/live")
    first, second = crowd(session, event, "Alex Kim")
    says(session, first)
    says(session, second, ONLINE)

    with pytest.raises(RuleBroken, match=r"attendance\.full"):
        says(session, second)

    assert (second.partstat, second.way) == ("ACCEPTED", "online")


def test_R17_as_many_move_up_as_left_in_order_and_each_is_told_once(session: Session, event: Event) -> None:
    plan(session, event, seats=2)
    people = crowd(session, event, "Alex Kim Toni Robin Uli")
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)
    later = NOW + 10 * HOUR

    told = [*says(session, people[0], NO, later).told, *says(session, people[1], NO, later).told]

    assert [(one.invitation.name, one.kind) for one in told] == [("Toni", "offered"), ("Robin", "offered")]
    assert places(people) == ["", "", "offered", "offered", "waiting"]
    assert people[2].offer_until == later + 48 * HOUR


def test_R17_an_offer_that_is_taken_holds_and_one_that_lapses_goes_to_the_next(session: Session, event: Event) -> None:
    plan(session, event, seats=1, offer_hours=24)
    people = crowd(session, event, "Alex Kim Toni")
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)
    says(session, people[0], NO, NOW + 5 * HOUR)

    told = seats.settle(session, event, now=NOW + 29 * HOUR)
    says(session, people[2], now=NOW + 30 * HOUR)

    assert [(one.invitation.name, one.kind) for one in told] == [("Kim", "lapsed"), ("Toni", "offered")]
    assert places(people) == ["", "", "held"]
    assert (people[1].partstat, len(people[1].answers)) == (None, 1)  # open again; what she said stays in the record
    assert attendance.counts(session, event).open == 1


def test_who_says_yes_after_her_offer_lapsed_begins_at_the_end(session: Session, event: Event) -> None:
    plan(session, event, seats=1, offer_hours=1)
    alex, kim, toni = crowd(session, event, "Alex Kim Toni")
    for n, one in enumerate((alex, kim, toni)):
        says(session, one, now=NOW + n * HOUR)
    says(session, alex, NO, NOW + 5 * HOUR)

    says(session, kim, YES, NOW + 7 * HOUR)

    assert places([alex, kim, toni]) == ["", "waiting", "offered"]


def test_R18_the_last_answer_holds_and_one_person_counts_once(session: Session, event: Event) -> None:
    plan(session, event, seats=5)
    kim = invited(session, event)

    for wish in (YES, YES, NO, YES, NO, YES):
        says(session, kim, wish)

    assert attendance.counts(session, event).coming_hall == 1
    assert [answer.partstat for answer in kim.answers] == ["ACCEPTED", "DECLINED", "ACCEPTED", "DECLINED", "ACCEPTED"]


def test_R18_saying_yes_once_more_costs_nobody_her_place_in_the_list(session: Session, event: Event) -> None:
    plan(session, event, seats=0)
    kim, toni = crowd(session, event, "Kim Toni")
    says(session, kim, now=NOW)
    says(session, toni, now=NOW + HOUR)

    says(session, kim, now=NOW + 2 * HOUR)

    assert [one.name for one in waiting.people(session, event)] == ["Kim", "Toni"]


def test_a_hall_that_grows_lets_as_many_move_up_as_fit(session: Session, event: Event) -> None:
    plan(session, event, seats=1)
    people = crowd(session, event, "Alex Kim Toni Robin")
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)

    plan(session, event, seats=3, now=NOW + 5 * HOUR)

    assert places(people) == ["held", "offered", "offered", "waiting"]


def test_a_hall_that_shrinks_throws_nobody_out_and_nobody_moves_up(session: Session, event: Event) -> None:
    plan(session, event, seats=3)
    people = crowd(session, event, "Alex Kim Toni Robin")
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)

    plan(session, event, seats=1, now=NOW + 5 * HOUR)
    says(session, people[0], NO, NOW + 6 * HOUR)

    assert places(people) == ["", "held", "held", "waiting"]
    assert attendance.counts(session, event).over == 1


def test_an_offer_never_lasts_beyond_the_deadline(session: Session, event: Event) -> None:
    plan(session, event, seats=1, closes=at(12, day=DAY - 2 * DAYS))
    alex, kim = crowd(session, event, "Alex Kim")
    says(session, alex)
    says(session, kim, now=NOW + HOUR)
    closes = at(12, day=DAY - 2 * DAYS).instant(event.tz)

    says(session, alex, NO, closes - HOUR)

    assert kim.offer_until == closes


def test_after_the_deadline_only_the_office_takes_answers(session: Session, event: Event) -> None:
    plan(session, event, seats=5, closes=at(12, day=DAY - 2 * DAYS))
    kim = invited(session, event)
    late = at(12, day=DAY - 2 * DAYS).instant(event.tz)

    with pytest.raises(RuleBroken, match=r"attendance\.closed"):
        says(session, kim, now=late)
    says(session, kim, now=late, source=Source.OFFICE)

    assert (kim.seat, kim.answers[-1].source) == ("held", "office")


def test_nobody_answers_to_what_is_called_off_or_uninvited(session: Session, event: Event) -> None:
    kim, toni = crowd(session, event, "Kim Toni")
    kim.sent_at, kim.sent_sequence = NOW, 0
    invitations.withdraw(session, kim, actor=SYSTEM, now=NOW)
    with pytest.raises(RuleBroken, match=r"attendance\.withdrawn"):
        says(session, kim)

    editions.call_off(session, event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + HOUR)

    with pytest.raises(RuleBroken, match=r"attendance\.called_off"):
        says(session, toni, now=NOW + 2 * HOUR)


def test_R17_an_uninvited_persons_seat_goes_to_the_next(session: Session, event: Event) -> None:
    plan(session, event, seats=1)
    alex, kim = crowd(session, event, "Alex Kim")
    alex.sent_at, alex.sent_sequence = NOW, 0
    says(session, alex)
    says(session, kim)
    invitations.withdraw(session, alex, actor=SYSTEM, now=NOW + HOUR)

    seats.settle(session, event, now=NOW + HOUR)
    invitations.invite_again(session, alex, actor=SYSTEM, now=NOW + 2 * HOUR)

    assert (alex.partstat, alex.seat, kim.seat) == (None, "", "offered")
    assert waiting.taken(session, event) == 1


def test_online_needs_no_seat_and_has_to_be_offered(session: Session, event: Event) -> None:
    kim = invited(session, event)
    with pytest.raises(RuleBroken, match=r"attendance\.not_online"):
        says(session, kim, ONLINE)

    plan(session, event, seats=0, online_url="https://example.org/live")
    says(session, kim, ONLINE)

    assert attendance.counts(session, event).coming_online == 1
    assert kim.seat == ""


# Calendars


def reply(one: Invitation, partstat: PartStat, hours: int = 1) -> Reply:
    return Reply(ReplyMethod.REPLY, one.event.uid, one.address_key, partstat, 0, NOW + hours * HOUR)


def test_a_calendars_yes_gets_a_seat_or_waits_and_is_told(session: Session, event: Event) -> None:
    plan(session, event, seats=1)
    alex, kim = (invited(session, event, name, sent_at=NOW, sent_sequence=0) for name in ("Alex", "Kim"))

    first = rsvp.receive(session, reply(alex, PartStat.ACCEPTED), received_at=NOW + HOUR)
    second = rsvp.receive(session, reply(kim, PartStat.ACCEPTED), received_at=NOW + HOUR)
    third = rsvp.receive(session, reply(alex, PartStat.DECLINED, 2), received_at=NOW + 2 * HOUR)

    assert (first.told, alex.seat) == ((), "")
    assert [(one.invitation.name, one.kind) for one in second.told] == [("Kim", NoticeKind.WAITING)]
    assert [(one.invitation.name, one.kind) for one in third.told] == [("Kim", NoticeKind.OFFERED)]


def test_a_calendars_maybe_holds_no_seat(session: Session, event: Event) -> None:
    kim = invited(session, event, sent_at=NOW, sent_sequence=0)
    says(session, kim)

    rsvp.receive(session, reply(kim, PartStat.TENTATIVE), received_at=NOW + HOUR)

    assert (kim.partstat, kim.seat) == ("TENTATIVE", "")


def test_a_calendars_yes_leaves_her_online(session: Session, event: Event) -> None:
    plan(session, event, online_url="https://example.org/live")
    kim = invited(session, event, sent_at=NOW, sent_sequence=0)
    says(session, kim, ONLINE)

    rsvp.receive(session, reply(kim, PartStat.ACCEPTED), received_at=NOW + HOUR)

    assert (kim.way, kim.seat) == ("online", "")


def test_a_calendars_yes_where_nothing_is_streamed_any_more_is_for_a_person_to_read(
    session: Session, event: Event
) -> None:
    plan(session, event, online_url="https://example.org/live")
    kim = invited(session, event, sent_at=NOW, sent_sequence=0)
    says(session, kim, ONLINE)
    plan(session, event)

    receipt = rsvp.receive(session, reply(kim, PartStat.ACCEPTED), received_at=NOW + HOUR)

    assert (receipt.refusal, receipt.stored) == (Refusal.CLOSED, None)


def test_a_calendars_yes_without_a_seat_is_refused_and_told(session: Session, event: Event) -> None:
    plan(session, event, seats=0, has_waiting_list=False)
    kim = invited(session, event, sent_at=NOW, sent_sequence=0)

    receipt = rsvp.receive(session, reply(kim, PartStat.ACCEPTED), received_at=NOW + HOUR)

    assert (receipt.refusal, receipt.stored, [one.kind for one in receipt.told]) == (Refusal.FULL, None, ["full"])
    assert kim.partstat is None


def test_R18_a_calendars_older_answer_does_not_overtake_the_page(session: Session, event: Event) -> None:
    kim = invited(session, event, sent_at=NOW, sent_sequence=0)
    says(session, kim, NO, NOW + 3 * HOUR)

    receipt = rsvp.receive(session, reply(kim, PartStat.ACCEPTED), received_at=NOW + 4 * HOUR)

    assert (receipt.refusal, kim.partstat) == (Refusal.ALREADY_ANSWERED, "DECLINED")


# Only counted


def test_where_only_is_counted_no_name_stands_beside_an_answer(session: Session, event: Event) -> None:
    plan(session, event, mode=Mode.COUNT, seats=1, has_waiting_list=False)
    kim = invited(session, event, department="Amt 40", sent_at=NOW, sent_sequence=0)

    says(session, kim, now=NOW + HOUR)

    assert session.scalar(select(func.count()).select_from(Rsvp).where(Rsvp.invitation_id == kim.id)) == 0
    assert (kim.partstat, kim.way, kim.seat) == (None, "", "")
    assert kim.answered_at == (NOW + HOUR).astimezone(event.tz).replace(hour=0, minute=0)
    (head,) = session.scalars(select(HeadCount).where(HeadCount.event_id == event.id))
    assert (head.department, head.partstat, head.way, head.count) == ("Amt 40", "ACCEPTED", "hall", 1)
    counts = attendance.counts(session, event)
    assert (counts.coming_hall, counts.open, counts.invited) == (1, 0, 1)


def test_a_ballot_counts_once_and_the_hall_still_holds(session: Session, event: Event) -> None:
    plan(session, event, mode=Mode.COUNT, seats=1)
    kim, toni = (invited(session, event, name, sent_at=NOW, sent_sequence=0) for name in ("Kim", "Toni"))
    says(session, kim)

    with pytest.raises(RuleBroken, match=r"attendance\.counted"):
        says(session, kim, NO)
    with pytest.raises(RuleBroken, match=r"attendance\.full"):
        says(session, toni)

    receipt = rsvp.receive(session, reply(toni, PartStat.DECLINED), received_at=NOW + HOUR)
    assert (receipt.refusal, toni.answers) == (Refusal.NAMELESS, [])


def test_once_there_are_answers_names_stay_or_stay_away(session: Session, event: Event) -> None:
    plan(session, event)
    says(session, invited(session, event))

    with pytest.raises(RuleBroken, match="mode_fixed"):
        plan(session, event, mode=Mode.COUNT)


# Parts of an assembly


@pytest.fixture
def other(make: Factories, event: Event) -> Event:
    found = make.event(event.organizer, starts=at(14), ends=at(17))
    found.part_of_id = event.id
    make.announced(found)
    return found


def test_choosing_another_part_frees_the_seat_and_takes_the_entry_back(
    session: Session, event: Event, other: Event
) -> None:
    plan(session, event, seats=1)
    plan(session, other, seats=1)
    told = {"may_choose": True, "sent_at": NOW, "sent_sequence": 0, "sent_method": "REQUEST"}
    kim, toni = (invited(session, event, name, **told) for name in ("Kim", "Toni"))
    says(session, kim)
    says(session, toni)

    outcome = says(session, kim, now=NOW + HOUR, part=other)

    assert (kim.event_id, kim.seat, kim.sent_at, toni.seat) == (other.id, "held", None, "offered")
    moved = next(one for one in outcome.told if one.kind is NoticeKind.MOVED)
    assert moved.cancelled is not None
    assert (moved.cancelled.method, moved.cancelled.entry.uid, moved.cancelled.entry.sequence) == (
        "CANCEL",
        event.uid,
        1,
    )
    assert [one.invitation.name for one in outcome.told if one.kind is NoticeKind.OFFERED] == ["Toni"]


def test_a_full_part_without_a_waiting_list_leaves_her_where_she_is(
    session: Session, event: Event, other: Event
) -> None:
    plan(session, other, seats=0, has_waiting_list=False)
    kim = invited(session, event, may_choose=True)
    says(session, kim)

    with pytest.raises(RuleBroken, match=r"attendance\.full"):
        says(session, kim, part=other)

    assert (kim.event_id, kim.seat) == (event.id, "held")


def test_only_who_may_choose_moves_and_only_within_the_assembly(
    session: Session, make: Factories, event: Event, other: Event
) -> None:
    foreign = make.event(event.organizer)
    make.announced(foreign)

    with pytest.raises(NotFound):
        says(session, invited(session, event, "Kim"), part=other)
    with pytest.raises(NotFound):
        says(session, invited(session, event, "Toni", may_choose=True), part=foreign)


# The plan


def test_two_planners_at_once_do_not_overwrite_each_other(session: Session, event: Event) -> None:
    plan(session, event, seats=5)
    found = attendance.plan_of(session, event)

    with pytest.raises(Outdated):
        attendance.change(
            session,
            event,
            AttendanceDraft(seats=7),
            revision=found.revision - 1,
            actor=SYSTEM,
            now=NOW,
        )


def test_the_deadline_lies_before_the_end(session: Session, event: Event) -> None:
    with pytest.raises(InvalidValue, match="closes_after_end"):
        plan(session, event, closes=at(13))


# Needs


def test_wheelchair_places_are_never_exceeded_and_the_rest_is_stored(session: Session, event: Event) -> None:
    plan(session, event, seats=9, wheelchair_places=1)
    kim, toni = crowd(session, event, "Kim Toni")
    says(session, kim)
    says(session, toni)
    wish = {NeedKind.WHEELCHAIR: "", NeedKind.OTHER: "Ein Platz am Gang"}

    assert not needs.store(session, kim, wish, now=NOW).no_wheelchair_place
    assert not needs.store(session, kim, wish, now=NOW).no_wheelchair_place  # hers already
    assert needs.store(session, toni, wish, now=NOW).no_wheelchair_place

    assert needs.of(session, toni) == {NeedKind.OTHER: "Ein Platz am Gang"}
    assert attendance.counts(session, event).wheelchairs == 1


def test_needs_end_with_the_answer_and_can_be_taken_back(session: Session, event: Event) -> None:
    plan(session, event, asks_childcare=True, menu=("vegan",))
    kim, toni = crowd(session, event, "Kim Toni")
    for one in (kim, toni):
        says(session, one)
        needs.store(session, one, {NeedKind.CHILDCARE: "1 Kind, 4", NeedKind.MENU: "vegan"}, now=NOW)
    assert needs.totals(session, event) == [(NeedKind.CHILDCARE, "", 2), (NeedKind.MENU, "vegan", 2)]

    says(session, kim, NO)
    assert needs.of(session, kim) == {}
    needs.store(session, toni, {}, now=NOW)
    says(session, toni, NO)

    assert needs.totals(session, event) == []


def test_who_waits_or_stays_away_is_not_asked(session: Session, event: Event) -> None:
    plan(session, event, seats=0)
    kim = invited(session, event)
    says(session, kim)

    with pytest.raises(RuleBroken, match=r"needs\.not_coming"):
        needs.store(session, kim, {NeedKind.PARKING: ""}, now=NOW)


def test_DP4_needs_can_be_taken_back_as_long_as_they_are_stored(session: Session, event: Event) -> None:
    late = event.span.end + DAYS
    kim, toni = crowd(session, event, "Kim Toni")
    for one in (kim, toni):
        says(session, one)
        needs.store(session, one, {NeedKind.PARKING: "", NeedKind.OTHER: "leise"}, now=NOW)

    for fewer in ({NeedKind.PARKING: ""}, {NeedKind.CAPTIONS: ""}):
        with pytest.raises(RuleBroken, match=r"attendance\.closed"):
            needs.store(session, kim, fewer, now=late)
    with pytest.raises(RuleBroken, match=r"attendance\.closed"):
        needs.store(session, toni, {NeedKind.OTHER: "laut"}, actor=SYSTEM, now=late)
    needs.store(session, kim, {}, now=late)
    needs.store(session, toni, {NeedKind.OTHER: "leise"}, actor=SYSTEM, now=late)

    assert (needs.of(session, kim), needs.of(session, toni)) == ({}, {NeedKind.OTHER: "leise"})
    kim.withdrawn_at = NOW
    needs.store(session, kim, {}, now=late)


def test_needs_are_deleted_when_their_day_has_come(session: Session, event: Event) -> None:
    plan(session, event, needs_days=7)
    kim = invited(session, event)
    says(session, kim)
    needs.store(session, kim, {NeedKind.CAPTIONS: ""}, now=NOW)
    end = event.span.end

    assert needs.delete_due(session, event, now=end + 6 * DAYS) == {}
    assert needs.delete_due(session, event, now=end + 7 * DAYS) == {"captions": 1}
    assert needs.of(session, kim) == {}


def test_S35_needs_are_the_roles_alone(session: Session, make: Factories, event: Event) -> None:
    with pytest.raises(NotFound):
        needs.by_kind(session, event, actor=make.planner(event.organizer))
