"""The audit log: nothing is missing from it, nothing in it can be changed unseen, and names leave it in time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY, SYSTEM, Actor, Role
from eventapp.domain.errors import NotFound
from eventapp.models import AuditEntry, AuditHead
from eventapp.models.database import Database
from eventapp.services import audit
from eventapp.services.audit import Filter
from tests.conftest import NOW
from tests.factories import Factories

KIM = Actor("Kim Muster", 7, frozenset({(1, Role.PLANNER)}))


def emptied(session: Session) -> None:
    """What other tests have stored for good is in the log, too."""
    session.execute(delete(AuditEntry))
    head = session.get_one(AuditHead, 1)
    head.last_hash, head.first_hash, head.count = "", "", 0
    session.flush()


@pytest.fixture
def session(session: Session) -> Session:
    """A session whose log is empty."""
    emptied(session)
    session.commit()
    return session


def noted(session: Session, *acts: str, actor: Actor = KIM) -> None:
    for number, act in enumerate(acts):
        audit.record(session, actor, act, now=NOW + timedelta(minutes=number), organizer_id=1, count=number)
    session.commit()


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_S59_an_entry_tells_who_did_what_to_which_thing(session: Session, make: Factories) -> None:
    planned = make.event()
    audit.record(session, KIM, "event.changed", planned, now=NOW, fields=["title"])
    session.commit()

    entry = audit.entries(session, Filter(frozenset({planned.organizer_id}), subject="event", acts=("changed",)))[0]

    assert (entry.actor_name, entry.actor_id, entry.act, entry.details) == (
        "Kim Muster",
        7,
        "event.changed",
        {"fields": ["title"]},
    )
    assert (entry.thing_kind, entry.thing_id, entry.event_id, entry.organizer_id, entry.happened_at) == (
        "event",
        planned.id,
        planned.id,
        planned.organizer_id,
        NOW,
    )


def test_what_is_rolled_back_is_not_in_the_log(session: Session) -> None:
    audit.record(session, KIM, "mailing.started", now=NOW, organizer_id=1)
    session.rollback()
    noted(session, "mailing.stopped")

    assert acts(session) == ["mailing.stopped"]


def test_what_an_inner_transaction_takes_back_is_not_in_the_log(session: Session) -> None:
    audit.record(session, KIM, "outer.done", now=NOW, organizer_id=1)
    with session.begin_nested():
        audit.record(session, KIM, "inner.kept", now=NOW, organizer_id=1)
    with pytest.raises(ZeroDivisionError), session.begin_nested():  # noqa: PT012
        audit.record(session, KIM, "inner.lost", now=NOW, organizer_id=1)
        _ = 1 / 0
    session.commit()

    assert acts(session) == ["outer.done", "inner.kept"]


def test_an_untouched_chain_holds(session: Session) -> None:
    noted(session, "a.one", "a.two", "a.three")

    found = audit.check(session)

    assert (found.count, found.fault) == (3, "")
    assert audit.holds(session, found.last_hash)
    assert not audit.holds(session, "0" * 64)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("act", "a.nothing", "was changed"),
        ("details", {"count": 9}, "was changed"),
        ("organizer_id", 2, "was changed"),
        ("happened_at", NOW + timedelta(days=1), "was changed"),
        ("actor_name", "Robin Beispiel", "name in entry"),
        ("actor_id", 8, "was changed"),
    ],
)
def test_a_changed_entry_is_found(session: Session, column: str, value: object, fault: str) -> None:
    noted(session, "a.one", "a.two", "a.three")
    session.execute(update(AuditEntry).where(AuditEntry.act == "a.two").values({column: value}))
    session.expire_all()

    assert fault in audit.check(session).fault


@pytest.mark.parametrize(("gone", "fault"), [("a.one", "missing"), ("a.two", "missing"), ("a.three", "last entries")])
def test_a_missing_entry_is_found(session: Session, gone: str, fault: str) -> None:
    noted(session, "a.one", "a.two", "a.three")
    session.execute(delete(AuditEntry).where(AuditEntry.act == gone))
    session.expire_all()

    assert fault in audit.check(session).fault


def test_names_leave_in_time_and_the_chain_still_holds(session: Session) -> None:
    noted(session, "a.one", "a.two", "a.three")

    count = audit.make_pseudonymous(session, before=NOW + timedelta(minutes=2))
    session.expire_all()

    rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert count == 2
    assert [(row.actor_name, row.actor_id) for row in rows] == [("", 7), ("", 7), ("Kim Muster", 7)]
    assert audit.check(session).fault == ""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"actor_id": 8}, "was changed"),
        ({"actor_name": "Robin Beispiel"}, "name in entry"),
        ({"actor_name": "Robin Beispiel", "actor_salt": "0" * 32}, "name in entry"),
    ],
)
def test_nobody_is_put_in_where_a_name_has_left(session: Session, changed: dict[str, object], fault: str) -> None:
    noted(session, "a.one", "a.two")
    audit.make_pseudonymous(session, before=NOW + timedelta(days=1))
    session.execute(update(AuditEntry).where(AuditEntry.act == "a.one").values(changed))
    session.expire_all()

    assert fault in audit.check(session).fault


def test_a_chain_of_the_first_release_holds(session: Session) -> None:
    noted(session, "a.one")
    entry = session.scalars(select(AuditEntry)).one()
    entry.hash = session.get_one(AuditHead, 1).last_hash = audit._hash_of_once(entry)
    session.flush()

    noted(session, "a.two")

    assert audit.check(session).fault == ""


@pytest.mark.parametrize("was_cut", [False, True])
def test_first_entries_that_went_too_early_are_missed(session: Session, was_cut: bool) -> None:
    noted(session, "a.one", "a.two", "a.three", "a.four")
    if was_cut:
        audit.cut(session, before=NOW + timedelta(minutes=1), now=NOW)
        session.commit()
    kept = session.scalars(select(AuditEntry).where(AuditEntry.act == "a.four")).one()
    session.execute(delete(AuditEntry).where(AuditEntry.id < kept.id))
    head = session.get_one(AuditHead, 1)
    head.first_hash, head.count = kept.previous_hash, head.count - (2 if was_cut else 3)
    session.flush()
    session.expire_all()

    assert audit.check(session).fault == "The first entries are missing."


def test_what_strangers_repeat_does_not_fill_the_log(session: Session, make: Factories) -> None:
    account = make.account(make.organizer())
    session.commit()
    before = len(acts(session))
    for number in range(30):
        for thing in (None, account):
            moment = NOW + timedelta(seconds=number)
            audit.record_sparsely(session, NOBODY, "account.sign_in_refused", thing, now=moment)
        session.commit()

    assert len(acts(session)) == before + 40
    audit.record_sparsely(session, NOBODY, "account.sign_in_refused", None, now=NOW + timedelta(hours=2))
    session.commit()
    assert len(acts(session)) == before + 41


@pytest.mark.parametrize(("minutes", "left"), [(0, 3), (2, 1), (99, 0)])
def test_old_entries_leave_and_the_chain_begins_behind_them(session: Session, minutes: int, left: int) -> None:
    noted(session, "a.one", "a.two", "a.three")

    gone = audit.cut(session, before=NOW + timedelta(minutes=minutes), now=NOW)
    session.commit()
    found = audit.check(session)
    noted(session, "a.four")

    assert (gone, found.count, found.fault) == (3 - left, left + bool(gone), "")
    assert audit.check(session).fault == ""


def test_the_log_of_others_is_not_there(session: Session) -> None:
    noted(session, "a.ours")
    audit.record(session, SYSTEM, "installation.done", now=NOW)
    audit.record(session, KIM, "a.theirs", now=NOW, organizer_id=2)
    audit.record(session, KIM, "account.role_taken", now=NOW, organizer_id=2)
    session.commit()
    administrator = Actor("Alex Beispiel", 9, is_administrator=True)

    def read_by(actor: Actor) -> list[str]:
        return [entry.act for entry in audit.entries(session, audit.visible_to(actor))]

    assert read_by(KIM) == ["a.ours"]
    assert read_by(administrator) == ["account.role_taken", "installation.done"]
    for stranger in (NOBODY, Actor("Noa Beispiel", 10, frozenset({(1, Role.NEEDS)}))):
        with pytest.raises(NotFound):
            audit.visible_to(stranger)


def test_entries_written_at_once_make_one_chain(migrated: Database) -> None:
    def write(number: int) -> None:
        for turn in range(10):
            with migrated.writing() as session:
                audit.record(session, KIM, f"crowd.{number}", now=NOW, organizer_id=1, turn=turn)

    with migrated.writing() as session:
        emptied(session)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    with migrated.writing() as session:
        found = audit.check(session)
        emptied(session)
    assert (found.count, found.fault) == (60, "")
