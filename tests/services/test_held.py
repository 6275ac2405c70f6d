"""After a restore each office releases its own mail, and nobody else's leaves with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor, Role
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.mailings import DeliveryState, MailingDraft, MailingKind
from eventapp.domain.texts import LocalText
from eventapp.models import AuditEntry, Delivery, Invitation, Mailing, Organizer
from eventapp.services import mailings, operation, outbox
from tests.conftest import NOW
from tests.factories import Factories
from tests.queries import counted
from tests.services.seats import TOKENS, invited

ADMINISTRATOR = Actor("Robin Technik", 9, is_administrator=True)
LATER = NOW + timedelta(hours=1)


@dataclass
class Office:
    """An office with a mailing to two people under way, and a single mail to one of them."""

    organizer: Organizer
    mailing: Mailing
    planner: Actor


@pytest.fixture
def offices(session: Session, make: Factories) -> tuple[Office, Office]:
    """Two offices, and a mail to somebody with an account."""
    found = (office(session, make), office(session, make))
    queue(session, "account")
    operation.hold_mail(session, "a.zip", now=NOW)
    return found


def office(session: Session, make: Factories) -> Office:
    event = make.event()
    make.announced(event)
    for name in ("Ada", "Bea"):
        make.employee(event.organizer, name, f"{name}-{event.id}@example.org")
    text = LocalText("Einladung")
    mailing = mailings.create(session, event, MailingDraft(MailingKind.INVITATION, text, text), actor=SYSTEM, now=NOW)
    mailings.start(session, mailing, tokens=TOKENS, host="v.example.org", fingerprint=None, actor=SYSTEM, now=NOW)
    queue(session, f"single-{event.id}", session.scalars(select(Invitation).where(Invitation.event == event)).first())
    return Office(event.organizer, mailing, make.planner(event.organizer))


def queue(session: Session, name: str, invitation: Invitation | None = None) -> None:
    outbox.queue(
        session,
        message_id=f"<{name}@example.org>",
        sender="office@example.org",
        recipient="kim@example.org",
        content=b"Hallo",
        now=NOW,
        invitation=invitation,
    )


def claimed(session: Session) -> list[tuple[int, bool]]:
    """The organizer of each mail that a worker gets, 0 for the installation's own, and whether it is a mailing's."""
    rows = [session.get_one(Delivery, number) for number in outbox.claim(session, "one/1/1", now=LATER, most=99)]
    return sorted(
        (row.invitation.event.organizer_id if row.invitation else 0, row.mailing_id is not None) for row in rows
    )


def test_R27_after_a_restore_the_mail_of_every_office_and_of_the_installation_is_held(
    session: Session, offices: tuple[Office, Office]
) -> None:
    assert claimed(session) == []
    assert outbox.oldest_due(session, now=LATER) is None
    assert not operation.is_stuck(session, now=LATER)
    found = operation.hold(session, actor=SYSTEM, now=LATER)
    assert found is not None
    assert (found.since, found.restored_from, found.own, found.waiting) == (NOW, "a.zip", 1, 7)
    assert [(one.id, one.waiting) for one in found.offices] == [(one.organizer.id, 3) for one in offices]


def test_R27_a_planner_releases_the_mail_of_her_own_office_and_sees_no_other(
    session: Session, offices: tuple[Office, Office]
) -> None:
    ours, theirs = offices
    seen = operation.hold(session, actor=ours.planner, now=LATER)
    assert seen is not None
    assert [one.id for one in seen.offices] == [ours.organizer.id]
    assert seen.own is None
    with pytest.raises(NotFound):
        operation.release_organizer(session, theirs.organizer.id, actor=ours.planner, now=LATER)
    with pytest.raises(NotFound):
        operation.release_own(session, actor=ours.planner, now=LATER)
    with pytest.raises(NotFound):
        operation.release_all(session, actor=ours.planner, now=LATER)

    assert operation.release_organizer(session, ours.organizer.id, actor=ours.planner, now=LATER) == 3
    assert operation.release_organizer(session, ours.organizer.id, actor=ours.planner, now=LATER) == 0

    number = ours.organizer.id
    assert outbox.oldest_due(session, now=LATER) == NOW
    assert operation.is_stuck(session, now=LATER)
    assert claimed(session) == [(number, False), (number, True), (number, True)]
    assert operation.hold(session, actor=ours.planner, now=LATER) is None
    assert operation.is_held(session, theirs.organizer.id)
    session.commit()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "outbox.released")).one()
    assert (entry.organizer_id, entry.details) == (number, {"mails": 3})


def test_R27_A8_where_an_office_demands_a_second_person_it_takes_one_who_releases(
    session: Session, offices: tuple[Office, Office]
) -> None:
    ours, theirs = offices
    ours.organizer.needs_release = True
    releaser = Actor("Fritzi Freigabe", 8, frozenset({(ours.organizer.id, Role.APPROVER)}))

    with pytest.raises(RuleBroken, match=r"operation\.second_person"):
        operation.release_organizer(session, ours.organizer.id, actor=ours.planner, now=LATER)
    with pytest.raises(NotFound):
        operation.release_organizer(session, theirs.organizer.id, actor=releaser, now=LATER)

    assert operation.release_organizer(session, ours.organizer.id, actor=releaser, now=LATER) == 3


def test_R27_a_worker_begins_what_is_released_and_nothing_that_is_held_meanwhile(
    session: Session, offices: tuple[Office, Office]
) -> None:
    operation.release_all(session, actor=SYSTEM, now=LATER)
    taken = outbox.claim(session, "one/1/1", now=LATER, most=99)
    assert len(taken) == 7
    operation.hold_mail(session, "b.zip", now=LATER)
    ours, _theirs = offices
    operation.release_organizer(session, ours.organizer.id, actor=SYSTEM, now=LATER)

    begun = [
        number
        for number in taken
        for row in [session.get_one(Delivery, number)]
        if outbox.begin(session, number, "one/1/1", stamp=LATER, now=LATER, edition=row.edition)
    ]

    assert len(begun) == 3
    assert {row.event.organizer_id for row in invitations_of(session, begun)} == {ours.organizer.id}


def invitations_of(session: Session, numbers: list[int]) -> list[Invitation]:
    query = select(Invitation).join(Delivery, Delivery.invitation_id == Invitation.id)
    return list(session.scalars(query.where(Delivery.id.in_(numbers))))


def test_R27_who_runs_the_installation_releases_its_own_mail_one_office_or_all(
    session: Session, offices: tuple[Office, Office]
) -> None:
    ours, theirs = offices

    assert operation.release_own(session, actor=ADMINISTRATOR, now=LATER) == 1
    assert claimed(session) == [(0, False)]
    assert operation.release_organizer(session, ours.organizer.id, actor=ADMINISTRATOR, now=LATER) == 3
    assert operation.release_all(session, actor=ADMINISTRATOR, now=LATER) == 3
    assert operation.hold(session, actor=ADMINISTRATOR, now=LATER) is None
    assert operation.release_all(session, actor=ADMINISTRATOR, now=LATER) == 0
    session.commit()
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == "outbox.released").order_by(AuditEntry.id))
    assert [(one.organizer_id, one.details["mails"]) for one in entries] == [
        (None, 1),
        (ours.organizer.id, 3),
        (theirs.organizer.id, 3),
    ]


def test_R27_what_an_office_edits_meanwhile_is_not_outdated_by_a_release(
    session: Session, offices: tuple[Office, Office]
) -> None:
    ours, _theirs = offices
    before = ours.organizer.revision

    operation.release_organizer(session, ours.organizer.id, actor=ours.planner, now=LATER)

    session.refresh(ours.organizer)
    assert (ours.organizer.revision, ours.organizer.mail_held_at) == (before, None)


def test_R27_held_mails_are_found_in_few_questions_however_many(
    session: Session, connection: Connection, make: Factories, offices: tuple[Office, Office]
) -> None:
    ours, theirs = offices
    one = invited(session, theirs.mailing.event, "Toni")
    rows = [
        {"mailing_id": None, "invitation_id": one.id, "message_id": f"<{number}@x>", "queued_at": NOW, "due_at": NOW}
        for number in range(300)
    ]
    session.execute(insert(Delivery), [{"state": DeliveryState.READY, **row} for row in rows])
    operation.release_organizer(session, ours.organizer.id, actor=SYSTEM, now=LATER)

    with counted(connection) as asked:
        found = operation.hold(session, actor=SYSTEM, now=LATER)
        assert len(outbox.claim(session, "one/1/1", now=LATER, most=20)) == 3

    assert found is not None
    assert [one.waiting for one in found.offices] == [303]
    assert len(asked) <= 4
