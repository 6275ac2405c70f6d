"""Inviting one person, uninviting her alone, and the answers of her calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from eventapp.adapters import ical
from eventapp.adapters.ical_check import check
from eventapp.domain.actor import SYSTEM
from eventapp.domain.calendar import EntryStatus, Method
from eventapp.domain.errors import InvalidValue, NotAllowed, NotFound, RuleBroken
from eventapp.domain.events import Status
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.rsvp import PartStat, Refusal, Reply, ReplyMethod
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Tokens
from eventapp.models import Event, Invitation
from eventapp.services import editions, invitations, rsvp
from tests.conftest import NOW, SECRET
from tests.factories import Factories, at

LINKS = Links("https://versammlung.example.org")
TOKENS = Tokens((SECRET,))
HOUR = timedelta(hours=1)
KIM = InviteeDraft("Kim Beispiel", "Kim.Beispiel@Musterstadt.example.org")
KEY = "kim.beispiel@musterstadt.example.org"


@pytest.fixture
def event(make: Factories) -> Event:
    found = make.event()
    make.announced(found)
    return found


@pytest.fixture
def invited(session: Session, event: Event) -> Invitation:
    """Kim, who got her first message."""
    one = invitations.invite(session, event, KIM, tokens=TOKENS, actor=SYSTEM, now=NOW)
    send(session, one, NOW)
    return one


def send(session: Session, one: Invitation, now: datetime, method: Method | None = None) -> bytes:
    """Tell her what she must know now; the calendar file."""
    edition = invitations.current_edition(session, one)
    told = invitations.message(one, edition, LINKS, now=now, method=method)
    invitations.note_sent(session, one, told)
    return ical.invitation_file(told)


def reply(one: Invitation, partstat: PartStat = PartStat.ACCEPTED, **values: Any) -> Reply:
    base = Reply(ReplyMethod.REPLY, one.event.uid, KEY, partstat, 0, NOW + HOUR, sender=KEY)
    return replace(base, **values)


def test_nobody_is_invited_twice(session: Session, event: Event) -> None:
    invitations.invite(session, event, KIM, tokens=TOKENS, actor=SYSTEM, now=NOW)

    with pytest.raises(InvalidValue, match=r"invitations\.twice"):
        invitations.invite(session, event, replace(KIM, email=KEY.upper()), tokens=TOKENS, actor=SYSTEM, now=NOW)

    assert [one.name for one in invitations.all_of(session, event)] == ["Kim Beispiel"]


def test_S35_only_planners_of_the_event_invite(session: Session, make: Factories, event: Event) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(session, event, KIM, tokens=TOKENS, actor=make.planner(make.organizer()), now=NOW)


def test_S39_her_link_finds_her_and_no_other(session: Session, invited: Invitation) -> None:
    address = invitations.address(invited, LINKS, TOKENS)
    assert address is not None
    token = address.rpartition("/")[2]

    assert invitations.by_token(session, token) is invited
    assert token not in f"{invited.seed} {invited.digest}"
    with pytest.raises(NotFound):
        invitations.by_token(session, token[:-1])


def test_uninviting_cancels_for_her_alone(session: Session, event: Event, invited: Invitation) -> None:
    other = invitations.invite(
        session, event, InviteeDraft("Toni Muster", "toni@example.org"), tokens=TOKENS, actor=SYSTEM, now=NOW
    )
    edition = invitations.current_edition(session, invited)

    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW + HOUR)

    file = send(session, invited, NOW + HOUR).decode()
    assert "METHOD:CANCEL" in file
    assert "\r\nSTATUS:" not in file
    assert "SEQUENCE:1" in file
    assert file.count("ATTENDEE") == 1
    assert check(file.encode()) == []
    assert invitations.entry(invited, edition, LINKS).status is EntryStatus.CANCELLED
    assert invitations.method_of(other, edition) is Method.REQUEST
    assert invitations.entry(other, edition, LINKS).sequence == 0


def test_who_is_invited_again_gets_a_request_that_calendars_take(session: Session, invited: Invitation) -> None:
    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW + HOUR)
    invitations.invite_again(session, invited, actor=SYSTEM, now=NOW + 2 * HOUR)

    file = send(session, invited, NOW + 3 * HOUR).decode()

    assert "METHOD:REQUEST" in file
    assert "SEQUENCE:2" in file
    assert "\r\nSTATUS:CONFIRMED" in file


def test_nobody_is_uninvited_twice_nor_invited_twice_in_a_row(session: Session, invited: Invitation) -> None:
    with pytest.raises(RuleBroken, match="invited_already"):
        invitations.invite_again(session, invited, actor=SYSTEM, now=NOW)
    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW)
    with pytest.raises(RuleBroken, match="withdrawn_already"):
        invitations.withdraw(session, invited, actor=SYSTEM, now=NOW)


def test_who_got_a_message_is_uninvited_and_not_forgotten(session: Session, event: Event, invited: Invitation) -> None:
    with pytest.raises(RuleBroken, match=r"invitations\.sent"):
        invitations.remove(session, invited, actor=SYSTEM, now=NOW)

    draft = InviteeDraft("Toni Muster", "toni@example.org")
    fresh = invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    invitations.remove(session, fresh, actor=SYSTEM, now=NOW)
    assert list(invitations.all_of(session, event)) == [invited]


def test_information_only_asks_nobody(session: Session, invited: Invitation) -> None:
    file = send(session, invited, NOW, Method.PUBLISH).decode()

    assert "METHOD:PUBLISH" in file
    assert "ATTENDEE" not in file
    assert check(file.encode()) == []


@pytest.mark.parametrize("method", [Method.REQUEST, Method.PUBLISH])
def test_nobody_is_asked_to_come_to_what_is_off(
    session: Session, event: Event, invited: Invitation, method: Method
) -> None:
    editions.call_off(session, event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + HOUR)

    with pytest.raises(RuleBroken, match="wrong_method"):
        send(session, invited, NOW + HOUR, method)

    file = send(session, invited, NOW + HOUR).decode()
    assert "METHOD:CANCEL" in file
    assert "\r\nSTATUS:CANCELLED" in file


# Answers


@pytest.mark.parametrize("partstat", [PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE, PartStat.DELEGATED])
def test_an_answer_is_stored_with_its_source(session: Session, invited: Invitation, partstat: PartStat) -> None:
    receipt = rsvp.receive(session, reply(invited, partstat, comment="Gern"), received_at=NOW + HOUR)

    assert (receipt.invitation, receipt.refusal) == (invited, None)
    answer = invited.answer
    assert answer is not None
    assert (answer.partstat, answer.source, answer.comment, answer.sender) == (partstat, "calendar", "Gern", "")


def test_the_newer_answer_counts_whatever_comes_first(session: Session, invited: Invitation) -> None:
    later = reply(invited, PartStat.DECLINED, dtstamp=NOW + 3 * HOUR)
    earlier = reply(invited, PartStat.ACCEPTED, dtstamp=NOW + 2 * HOUR)

    assert rsvp.receive(session, later, received_at=NOW + 4 * HOUR).refusal is None
    assert rsvp.receive(session, earlier, received_at=NOW + 5 * HOUR).refusal is Refusal.ALREADY_ANSWERED
    assert rsvp.receive(session, later, received_at=NOW + 6 * HOUR).refusal is Refusal.ALREADY_ANSWERED
    assert [one.partstat for one in invited.answers] == ["DECLINED"]


def test_an_answer_to_the_old_time_is_refused(session: Session, event: Event, invited: Invitation) -> None:
    event.starts = at(10)
    editions.announce(session, event, status=Status.CONFIRMED, actor=SYSTEM, now=NOW + HOUR)
    send(session, invited, NOW + HOUR)

    old = rsvp.receive(session, reply(invited, dtstamp=NOW + 2 * HOUR), received_at=NOW + 2 * HOUR)
    new = rsvp.receive(session, reply(invited, sequence=1, dtstamp=NOW + 2 * HOUR), received_at=NOW + 2 * HOUR)

    assert (old.refusal, new.refusal) == (Refusal.OUTDATED, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": "some other event"},
        {"attendee": "somebody.else@example.org"},
    ],
)
def test_what_matches_no_invitation_is_nobodys_answer(
    session: Session, invited: Invitation, changes: dict[str, Any]
) -> None:
    receipt = rsvp.receive(session, reply(invited, **changes), received_at=NOW + HOUR)

    assert receipt.invitation is None
    assert invited.answer is None


def test_the_invited_address_counts_and_not_the_sender(session: Session, invited: Invitation) -> None:
    rsvp.receive(session, reply(invited, sender="kim@private.example.org"), received_at=NOW + HOUR)

    assert invited.answer is not None
    assert invited.answer.sender == "kim@private.example.org"


def test_who_is_uninvited_answers_no_more(session: Session, invited: Invitation) -> None:
    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW)

    receipt = rsvp.receive(session, reply(invited, sequence=9), received_at=NOW + HOUR)

    assert receipt.refusal is Refusal.OTHER_PERSON


def test_nobody_answers_a_version_that_was_never_sent(session: Session, invited: Invitation) -> None:
    assert rsvp.receive(session, reply(invited, sequence=1), received_at=NOW + HOUR).refusal is Refusal.NEVER_ASKED
    assert invited.answer is None


def test_an_answer_from_the_future_would_silence_all_others(session: Session, invited: Invitation) -> None:
    wrong = reply(invited, dtstamp=datetime(2099, 1, 1, tzinfo=UTC))

    assert rsvp.receive(session, wrong, received_at=NOW + HOUR).refusal is Refusal.FROM_THE_FUTURE
    assert rsvp.receive(session, reply(invited), received_at=NOW + HOUR).refusal is None


@pytest.mark.parametrize("method", [ReplyMethod.COUNTER, ReplyMethod.REFRESH])
def test_proposals_and_questions_want_an_answer_and_store_none(
    session: Session, invited: Invitation, method: ReplyMethod
) -> None:
    receipt = rsvp.receive(session, reply(invited, method=method), received_at=NOW + HOUR)

    assert receipt.wants is method
    assert invited.answer is None
