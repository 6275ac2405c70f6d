"""One mailing: whom it reaches, that it starts once, and that nobody gets it twice or is forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor, Role
from eventapp.domain.attendance import AttendanceDraft, Mode
from eventapp.domain.errors import InvalidValue, NotAllowed, Outdated, RuleBroken
from eventapp.domain.events import Status
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.mailings import Answered, Audience, MailingDraft, MailingKind, MailingState, Reach
from eventapp.domain.placeholders import Placeholder, fill
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.tokens import Tokens
from eventapp.models import AuditEntry, Delivery, Employee, Event, Invitation, Mailing, Membership
from eventapp.services import (
    attendance,
    audience,
    changes,
    dispatch,
    editions,
    invitations,
    mailing_texts,
    mailings,
    outbox,
    releases,
)
from eventapp.services.audience import Reached
from tests.conftest import NOW, SECRET
from tests.factories import Factories, at

TOKENS = Tokens((SECRET,))
DRAFT = MailingDraft(MailingKind.INVITATION, LocalText("Einladung"), LocalText("Kommen Sie."))


@pytest.fixture
def event(make: Factories) -> Event:
    """An announced event, and a staff list of four: two departments, one person without a mailbox."""
    event = make.event()
    make.announced(event)
    make.employee(event.organizer, "Ada", "ada@example.org", department="Amt 10", site="Rathaus")
    make.employee(event.organizer, "Bea", "bea@example.org", department="Amt 33", site="Depot")
    make.employee(event.organizer, "Cem", "cem@example.org", department="Amt 33", site="Rathaus")
    make.employee(event.organizer, "Dora", department="Amt 33", post="Depot, Raum 1")
    return event


def create(session: Session, event: Event, draft: MailingDraft = DRAFT, **narrowed: Any) -> Mailing:
    wish = replace(draft, audience=Audience(**narrowed))
    return mailings.create(session, event, wish, actor=SYSTEM, now=NOW)


def start(session: Session, mailing: Mailing, actor: Actor = SYSTEM, fingerprint: str | None = None) -> Reached:
    return mailings.start(
        session, mailing, tokens=TOKENS, host="v.example.org", fingerprint=fingerprint, actor=actor, now=NOW
    )


def deliver(session: Session, mailing: Mailing) -> None:
    """As if all of it had left."""
    for row in session.scalars(select(Delivery).where(Delivery.mailing_id == mailing.id)):
        row.state, row.sent_at = "sent", NOW
        if row.invitation is not None:
            row.invitation.sent_at, row.invitation.sent_sequence, row.invitation.sent_method = NOW, 0, "REQUEST"
    session.flush()


def names(session: Session, mailing: Mailing) -> list[str]:
    query = select(Invitation.name).join(Delivery, Delivery.invitation_id == Invitation.id)
    return list(session.scalars(query.where(Delivery.mailing_id == mailing.id).order_by(Invitation.name)))


def test_an_invitation_reaches_everybody_on_the_lists_by_mail_or_letter(session: Session, event: Event) -> None:
    mailing = create(session, event)

    assert start(session, mailing) == Reached(mails=3, letters=1, new=4)
    assert names(session, mailing) == ["Ada", "Bea", "Cem", "Dora"]
    assert outbox.progress(session, mailing).waiting == 4


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"departments": ("Amt 33",)}, ["Bea", "Cem", "Dora"]),
        ({"sites": ("Rathaus",)}, ["Ada", "Cem"]),
        ({"reach": Reach.LETTER}, ["Dora"]),
        ({"reach": Reach.MAIL, "departments": ("Amt 33",)}, ["Bea", "Cem"]),
    ],
)
def test_an_audience_is_narrowed_by_segments(
    session: Session, event: Event, narrowed: dict[str, Any], expected: list[str]
) -> None:
    mailing = create(session, event, **narrowed)
    start(session, mailing)

    assert names(session, mailing) == expected


def test_D1_somebody_on_two_lists_or_invited_by_hand_gets_one_invitation(
    session: Session, make: Factories, event: Event
) -> None:
    other = make.employee(make.organizer(), "Fremd", "fremd@example.org")
    twin = make.employee(event.organizer, "Ada (Zweitliste)", "zwei@example.org")
    twin.address_key = "ada@example.org"
    draft = InviteeDraft("Bea", "BEA@example.org")
    invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    mailing = create(session, event)

    assert start(session, mailing) == Reached(mails=3, letters=1, new=3)
    assert other.name not in names(session, mailing)


def test_R12_a_mailing_starts_once_however_often_it_is_pressed(session: Session, event: Event) -> None:
    mailing = create(session, event)
    start(session, mailing)

    with pytest.raises(RuleBroken, match=r"mailings\.started_already"):
        start(session, mailing)
    assert outbox.progress(session, mailing).all == 4


def test_R13_late_additions_are_shown_and_reached_by_the_next_invitation_alone(
    session: Session, make: Factories, event: Event
) -> None:
    first = create(session, event)
    start(session, first)
    make.employee(event.organizer, "Eda", "eda@example.org")

    assert audience.left_out(session, event, tokens=TOKENS) == 1
    second = create(session, event)
    assert start(session, second) == Reached(mails=1, letters=0, new=1)
    assert names(session, second) == ["Eda"]


def test_what_was_shown_is_what_is_sent(session: Session, make: Factories, event: Event) -> None:
    mailing = create(session, event)
    shown = mailings.outlook(session, mailing, tokens=TOKENS).fingerprint
    make.employee(event.organizer, "Eda", "eda@example.org")

    with pytest.raises(Outdated, match=r"mailings\.outdated"):
        start(session, mailing, fingerprint=shown)
    assert start(session, mailing, fingerprint=mailings.outlook(session, mailing, tokens=TOKENS).fingerprint).all == 5


def test_A8_a_second_person_must_release_where_the_office_wants_it(session: Session, event: Event) -> None:
    event.organizer.needs_release = True
    roles = frozenset({(event.organizer_id, Role.PLANNER)})
    one, other = Actor("Kim", 1, roles), Actor("Robin", 2, roles)
    mailing = create(session, event)

    def approve(actor: Actor) -> None:
        mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=actor, now=NOW)

    with pytest.raises(RuleBroken, match=r"mailings\.not_released"):
        start(session, mailing, one)
    mailings.propose(session, mailing, actor=one, now=NOW)
    with pytest.raises(RuleBroken, match=r"mailings\.own_release"):
        approve(one)
    approve(other)
    mailings.edit(session, mailing, replace(DRAFT, text=LocalText("Anders")), revision=None, actor=one, now=NOW)
    with pytest.raises(RuleBroken, match=r"mailings\.not_released"):  # what was released was another text
        start(session, mailing, one)

    mailings.propose(session, mailing, actor=one, now=NOW)
    approve(other)
    assert start(session, mailing, one).all == 4


def test_A8_nobody_releases_what_she_wrote_changed_or_asked_for(session: Session, event: Event) -> None:
    event.organizer.needs_release = True
    roles = frozenset({(event.organizer_id, Role.PLANNER)})
    ada, bea, cem, dora = (Actor(name, number, roles) for number, name in enumerate(("Ada", "Bea", "Cem", "Dora"), 1))
    mailing = mailings.create(session, event, DRAFT, actor=bea, now=NOW)
    for writer in (ada, bea):
        changed = replace(DRAFT, text=LocalText(f"Von {writer.name}"))
        mailings.edit(session, mailing, changed, revision=None, actor=writer, now=NOW)
    mailings.propose(session, mailing, actor=cem, now=NOW)
    mailings.propose(session, mailing, actor=dora, now=NOW)  # asked already: it stays Cem's

    assert mailing.writer_ids == [1, 2]
    for actor in (ada, bea, cem):
        assert not mailings.may_approve(mailing, actor)
        with pytest.raises(RuleBroken, match=r"mailings\.own_release"):
            mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=actor, now=NOW)
    mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=dora, now=NOW)
    assert (mailing.state, mailing.approved_for) == (MailingState.APPROVED, 4)


def test_A8_what_is_handed_back_says_why_until_the_release_is_asked_for_anew(session: Session, event: Event) -> None:
    roles = frozenset({(event.organizer_id, Role.PLANNER)})
    one, other = Actor("Kim", 1, roles), Actor("Robin", 2, roles)
    mailing = mailings.create(session, event, DRAFT, actor=one, now=NOW)
    with pytest.raises(RuleBroken, match=r"mailings\.not_proposed"):
        mailings.decline(session, mailing, "Warum?", actor=other, now=NOW)
    assert mailings.propose(session, mailing, actor=one, now=NOW)
    assert not mailings.propose(session, mailing, actor=one, now=NOW), "nobody is asked twice"

    mailings.decline(session, mailing, "Bitte kürzer.", actor=other, now=NOW)
    assert releases.unfinished(session, [event.id]) == {event.id: [mailing]}
    mailings.edit(session, mailing, replace(DRAFT, text=LocalText("Kurz.")), revision=None, actor=one, now=NOW)

    assert (mailing.state, mailing.returned_note, mailing.returned_by) == ("draft", "Bitte kürzer.", "Robin")
    mailings.propose(session, mailing, actor=one, now=NOW)
    assert (mailing.returned_note, mailing.returned_by) == ("", "")


def test_A8_a_second_person_is_active_releases_or_plans_here_and_did_not_write(
    session: Session, make: Factories, event: Event
) -> None:
    writer, planner, gone = (make.account(event.organizer, password=None) for _ in range(3))
    gone.is_active = False
    second, other = make.account(password=None), make.account(make.organizer(), password=None)
    second.memberships.append(Membership(organizer=event.organizer, role=Role.APPROVER))
    other.memberships.append(Membership(organizer=event.organizer, role=Role.READER))
    session.flush()
    mailing = mailings.create(session, event, DRAFT, actor=writer.as_actor(), now=NOW)

    assert set(releases.second_persons(session, mailing)) == {planner, second}


def test_A8_whose_writers_nobody_noted_is_released_by_anybody_who_did_not_ask_for_it(
    session: Session, event: Event
) -> None:
    roles = frozenset({(event.organizer_id, Role.PLANNER)})
    one, other = Actor("Kim", 1, roles), Actor("Robin", 2, roles)
    mailing = create(session, event)
    mailing.writer_ids = []  # of a time before they were noted
    mailings.propose(session, mailing, actor=one, now=NOW)

    assert not mailings.may_approve(mailing, one)
    assert mailings.may_approve(mailing, other)


def test_A8_the_log_tells_for_how_many_it_was_released_and_to_how_many_it_went(
    session: Session, make: Factories, event: Event
) -> None:
    mailing = create(session, event)
    mailings.propose(session, mailing, actor=SYSTEM, now=NOW)
    mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=SYSTEM, now=NOW)
    gone = session.scalars(select(Employee).where(Employee.email != "")).first()
    session.delete(gone)
    session.flush()

    start(session, mailing)
    session.commit()

    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "mailing.started")).one()
    assert entry.details == {"mails": 2, "letters": 1, "approved_for": 4, "people": 3}
    assert mailing.approved_readers == ""
    unreleased = create(session, event, departments=("Amt 33",))
    mailings.edit(session, unreleased, DRAFT, revision=None, actor=SYSTEM, now=NOW)
    assert unreleased.approved_for is None


def test_A8_who_came_after_the_release_is_sent_nothing_without_another(
    session: Session, make: Factories, event: Event
) -> None:
    event.organizer.needs_release = True
    mailing = create(session, event)
    mailings.propose(session, mailing, actor=SYSTEM, now=NOW)
    mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=SYSTEM, now=NOW)
    make.employee(event.organizer, "Eda", "eda@example.org")

    with pytest.raises(RuleBroken, match=r"mailings\.readers_added") as refused:
        start(session, mailing)
    assert refused.value.context == {"count": 1}

    mailings.propose(session, mailing, actor=SYSTEM, now=NOW)
    mailings.approve(session, mailing, revision=None, tokens=TOKENS, actor=SYSTEM, now=NOW)
    start(session, mailing)


def test_S32_nobody_else_may_send(session: Session, make: Factories, event: Event) -> None:
    stranger = make.planner(make.organizer())
    mailing = create(session, event)

    for do in (mailings.propose, dispatch.pause, dispatch.stop, dispatch.note_printed):
        with pytest.raises(NotAllowed):
            do(session, mailing, actor=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        start(session, mailing, stranger)


def test_D6_a_reminder_goes_only_to_those_who_have_not_answered(session: Session, event: Event) -> None:
    first = create(session, event)
    start(session, first)
    deliver(session, first)
    ada, bea, *_ = invitations.all_of(session, event)
    ada.partstat, ada.answered_at = "ACCEPTED", NOW
    bea.partstat, bea.answered_at = "DECLINED", NOW
    reminder = create(session, event, replace(DRAFT, kind=MailingKind.REMINDER, has_calendar=False))

    start(session, reminder)

    assert names(session, reminder) == ["Cem", "Dora"]
    thanks = audience.recipients(
        session, event, MailingKind.THANKS, Audience(answers=(Answered.YES,)), mailings.edition_of(session, first)
    )
    assert [one.name for one in thanks] == ["Ada"]


def test_S04_placeholders_are_a_closed_list_filled_once_as_plain_text(session: Session, event: Event) -> None:
    for evil in ("{name.__class__}", "{0}", "{config}", "{name!r}", "{einladung}"):
        with pytest.raises(InvalidValue, match=r"mailings\.placeholder"):
            MailingDraft(MailingKind.INVITATION, LocalText("x"), LocalText(evil))
    text = fill("{NAME} { link } {Name}", {Placeholder.NAME: "{link}"})
    assert text == "{link} { link } {link}"


@pytest.mark.parametrize("kind", MailingKind)
def test_what_is_suggested_for_each_kind_is_valid(session: Session, event: Event, kind: MailingKind) -> None:
    edition = mailings.edition_of(session, create(session, event))
    subject, text = mailing_texts.suggested(kind, edition)

    assert MailingDraft(kind, subject, text).text.de


def test_kinds_fit_the_state_of_the_event(session: Session, event: Event) -> None:
    edition = mailings.edition_of(session, create(session, event))
    off = replace(edition, status=Status.CANCELLED)

    def fitting(one: object, *, is_over: bool = False) -> set[MailingKind]:
        return {kind for kind in MailingKind if mailing_texts.fits(kind, one, is_over=is_over)}  # type: ignore[arg-type]

    assert fitting(edition) == {MailingKind.INVITATION, MailingKind.REMINDER, MailingKind.CHANGE}
    assert MailingKind.SAVE_THE_DATE in fitting(replace(edition, status=Status.TENTATIVE))
    assert fitting(off) == {MailingKind.CALL_OFF}
    assert fitting(edition, is_over=True) == {MailingKind.THANKS}


def test_B2_a_change_reaches_those_who_were_told_each_group_with_its_suggestion(
    session: Session, make: Factories, event: Event
) -> None:
    first = create(session, event)
    start(session, first)
    deliver(session, first)
    ada, bea, *_ = invitations.all_of(session, event)
    ada.partstat, ada.answered_at = "ACCEPTED", NOW
    bea.partstat, bea.answered_at = "DECLINED", NOW
    assert changes.outlook(session, event) is None  # nothing new

    event.starts = at(10)
    make.announced(event)
    found = changes.outlook(session, event)

    assert found is not None
    assert found.matters
    assert [(one.group.value, one.count, one.is_suggested) for one in found.affected] == [
        ("yes", 1, True),
        ("open", 1, True),
        ("no", 1, False),
        ("letter", 1, True),
    ]
    groups = [changes.Group.YES, changes.Group.OPEN]
    wish = replace(DRAFT, kind=MailingKind.CHANGE, audience=changes.audience_of(groups) or Audience())
    mailing = mailings.create(session, event, wish, actor=SYSTEM, now=NOW)
    start(session, mailing)
    assert names(session, mailing) == ["Ada", "Cem"]
    found = changes.outlook(session, event)
    assert found is not None
    assert [one.group.value for one in found.affected] == ["no", "letter"]


def test_R13_every_answer_is_in_one_group_ballots_and_delegations_too(
    session: Session, make: Factories, event: Event
) -> None:
    first = create(session, event)
    start(session, first)
    deliver(session, first)
    attendance.change(session, event, AttendanceDraft(Mode.COUNT), revision=None, actor=SYSTEM, now=NOW)
    ada, bea, *_ = invitations.all_of(session, event)
    ada.answered_at = NOW  # a ballot
    bea.partstat, bea.answered_at = "DELEGATED", NOW
    event.starts = at(10)
    make.announced(event)

    found = changes.outlook(session, event)

    assert found is not None
    assert {one.group.value: one.count for one in found.affected} == {"open": 1, "other": 2, "letter": 1}
    both = changes.audience_of([changes.Group.OTHER, changes.Group.LETTER])
    assert both is not None
    reached = audience.recipients(session, event, MailingKind.CHANGE, both, found.current)
    assert sorted(one.name for one in reached) == ["Ada", "Bea", "Dora"]


def test_B2_a_typo_is_no_reason_to_write_to_anybody(session: Session, make: Factories, event: Event) -> None:
    first = create(session, event)
    start(session, first)
    deliver(session, first)
    event.description = LocalText("Ohne Tippfehler")
    make.announced(event)

    found = changes.outlook(session, event)

    assert found is not None
    assert not found.matters
    assert not any(one.is_suggested for one in found.affected)


def test_B3_a_call_off_goes_to_all_who_were_told_and_to_nobody_else(
    session: Session, make: Factories, event: Event
) -> None:
    first = create(session, event, departments=("Amt 33",))
    start(session, first)
    deliver(session, first)
    editions.call_off(session, event, LocalText("Der Saal ist gesperrt."), actor=SYSTEM, now=NOW)

    found = changes.outlook(session, event)

    assert found is not None
    assert (found.kind, found.count) == (MailingKind.CALL_OFF, 3)
    assert all(one.is_suggested for one in found.affected)
    with pytest.raises(RuleBroken, match=r"mailings\.unfit"):
        start(session, create(session, event))


def test_R13_a_change_halts_what_is_on_its_way_and_the_rest_is_told_the_new_version(
    session: Session, make: Factories, event: Event
) -> None:
    mailing = create(session, event)
    start(session, mailing)
    gone = session.scalars(select(Delivery).where(Delivery.recipient == "ada@example.org")).one()
    gone.state, gone.sent_at = "sent", NOW
    gone.invitation.sent_at = NOW  # type: ignore[union-attr]
    event.starts = at(10)
    make.announced(event)
    session.refresh(mailing)

    assert mailing.state == "paused"
    dispatch.resume(session, mailing, actor=SYSTEM, now=NOW)
    session.expire_all()

    assert {row.edition for row in session.scalars(select(Delivery)) if row.state == "ready"} == {2}
    found = changes.outlook(session, event)
    assert found is not None
    assert [(one.group.value, one.count) for one in found.affected] == [("open", 1)]  # Ada has the old one


def test_a_mail_is_in_one_language_throughout(session: Session, event: Event) -> None:
    german = create(session, event)
    both = create(
        session, event, replace(DRAFT, subject=LocalText("Einladung", "Invitation"), text=LocalText("Ja.", "Yes."))
    )

    assert mailing_texts.spoken(german, Language.ENGLISH) is Language.GERMAN
    assert mailing_texts.spoken(both, Language.ENGLISH) is Language.ENGLISH


def test_a_corrected_address_is_no_reason_to_invite_again(session: Session, event: Event) -> None:
    start(session, create(session, event))
    ada = session.scalars(select(Invitation).where(Invitation.name == "Ada")).one()
    ada.email = ada.address_key = "ada.l@example.org"
    session.flush()

    assert audience.left_out(session, event, tokens=TOKENS) == 0
