"""Whoever was erased since a backup is not brought back by restoring it (DP-7, R-24)."""

from __future__ import annotations

import json
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp import config
from eventapp.adapters import erased
from eventapp.cli import instance
from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import Answer, NeedKind, Source
from eventapp.domain.erasures import Erased, Kind
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.mailings import MailingState
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.rsvp import PartStat
from eventapp.domain.tokens import Tokens
from eventapp.models import (
    AuditEntry,
    Delivery,
    Employee,
    Event,
    Invitation,
    Mailing,
    Need,
    PhotoConsent,
    Rsvp,
    Speaker,
    StaffChange,
)
from eventapp.services import audit, erasures, invitations, needs, own_data, photos, seats, speakers, staff_changes
from tests.cli.backups import file_of, now, opened, remade
from tests.cli.conftest import Terminal
from tests.factories import Factories, at
from tests.services.seats import invited
from tests.web.world import mailed

INTRANET, PRESS = PhotoChannel.INTRANET, PhotoChannel.PRESS
NAMES = ("Kim", "Toni", "Alex", "Robin", "Sascha")
LATER = timedelta(seconds=5)


def tokens_of(terminal: Terminal) -> Tokens:
    return instance.tokens(config.load({}, instance=terminal.instance))


def invite(session: Session, name: str, tokens: Tokens) -> Invitation:
    event = session.scalars(select(Event).order_by(Event.starts.desc())).first()
    assert event is not None
    draft = InviteeDraft(name, f"{name.casefold()}@example.org")
    return invitations.invite(session, event, draft, tokens=tokens, actor=SYSTEM, now=now())


@pytest.fixture
def peopled(filled: Terminal) -> Terminal:
    """Five people are invited: all may be shown, and all stand on a staff list. Then a backup is made."""
    tokens = tokens_of(filled)
    with opened(file_of(filled)) as database, database.writing() as session:
        make = Factories(session, now())
        day = now().date() + timedelta(days=400)
        make.event(starts=at(9, day=day), ends=at(12, day=day))
        for name in NAMES:
            one = invite(session, name, tokens)
            photos.say(session, one, [INTRANET, PRESS], now=now())
            make.employee(one.event.organizer, name, one.email)
        make.speaker(one.event.organizer, "Gast ohne Auftritt")
        sascha = session.scalars(select(Employee).where(Employee.name == "Sascha")).one()
        draft = replace(staff_changes.as_known(sascha).draft, department="Bauamt")
        staff_changes.change_person(session, sascha, draft, actor=SYSTEM, now=now())
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0
    return filled


def act(terminal: Terminal, do: Callable[[Session, Callable[[str], Invitation]], object]) -> None:
    """Do something as the pages do: what is erased is noted in the instance folder."""
    with opened(file_of(terminal)) as database:
        erasures.keep_all(database, erased.keeper(terminal.instance / erased.NAME, tokens_of(terminal)))
        with database.writing() as session:

            def called(name: str) -> Invitation:
                return session.scalars(select(Invitation).where(Invitation.name == name)).one()

            do(session, called)


def erase_all(terminal: Terminal) -> None:
    """Kim deletes her data, Toni was removed, Alex may be shown less, Robin nowhere, the guest is gone.

    Sascha had a new address before she left.
    """
    tokens = tokens_of(terminal)
    act(terminal, lambda session, who: own_data.forget(session, who("Kim"), tokens=tokens, now=now()))
    act(terminal, lambda session, who: invitations.remove(session, who("Toni"), actor=SYSTEM, now=now()))
    act(terminal, lambda session, who: photos.say(session, who("Alex"), [INTRANET], now=now()))
    act(terminal, lambda session, who: photos.say(session, who("Robin"), [], now=now()))

    def leave(session: Session, _: object) -> None:
        sascha = session.scalars(select(Employee).where(Employee.name == "Sascha")).one()
        moved = replace(staff_changes.as_known(sascha).draft, email="sascha.neu@example.org")
        staff_changes.change_person(session, sascha, moved, actor=SYSTEM, now=now())
        staff_changes.remove_person(session, sascha, actor=SYSTEM, now=now())
        guest = session.scalars(select(Speaker).where(Speaker.name == "Gast ohne Auftritt")).one()
        speakers.remove(session, guest, actor=SYSTEM, now=now())

    act(terminal, leave)


def is_there(url: str) -> dict[str, list[str]]:
    with opened(url) as database, database.reading() as session:
        invited = select(Invitation.name).where(Invitation.name.in_(NAMES)).order_by(Invitation.name)
        shown = select(PhotoConsent.name).where(PhotoConsent.revoked_at.is_(None)).order_by(PhotoConsent.name)
        listed = select(Employee.name).where(Employee.name.in_(NAMES)).order_by(Employee.name)
        assert not audit.check(session).fault
        guests = select(Speaker.name).where(Speaker.name == "Gast ohne Auftritt")
        queries = {"invited": invited, "shown": shown, "listed": listed, "speaks": guests}
        return {kind: list(session.scalars(query)) for kind, query in queries.items()}


LEFT = {
    "invited": ["Alex", "Robin", "Sascha"],
    "shown": ["Sascha", "Toni"],
    "listed": ["Alex", "Kim", "Robin", "Toni"],
    "speaks": [],
}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_DP7_whoever_was_erased_since_is_erased_again(
    peopled: Terminal, request: pytest.FixtureRequest, kind: str
) -> None:
    erase_all(peopled)
    noted = peopled.instance / erased.NAME
    back = peopled.folder / "back"
    url = request.getfixturevalue("postgres_url")() if kind == "postgresql" else file_of(peopled, "back")
    secret = {"secret_key": tokens_of(peopled).keys[0]}

    words = ("restore", str(peopled.folder / "a.zip"), "--erased", str(noted))
    said = peopled.run(*words, instance=str(back), database_url=url, **secret)

    assert said.code == 0, said.everything
    assert is_there(url) == LEFT
    told = "own data of invited people 1, invitations 1, people on staff lists 1, speakers 1, consents to photos 3"
    assert f"Erased again: {told} (noted: 7)." in said.out
    with opened(url) as database, database.reading() as session:
        assert not session.scalars(select(StaffChange).where(StaffChange.before.is_not(None))).all()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "backup.forgotten")).one()
        assert entry.details["people"] == 7
        taken = session.scalars(select(PhotoConsent).where(PhotoConsent.name == "Robin")).one()
        assert taken.revoked_at is not None
        assert taken.revoked_at < entry.happened_at
    assert (back / erased.NAME).read_bytes() == noted.read_bytes()
    assert stat.S_IMODE((back / erased.NAME).stat().st_mode) == 0o600


@pytest.mark.one_database
def test_DP7_the_file_of_the_folder_is_read_by_itself(peopled: Terminal) -> None:
    erase_all(peopled)
    for left in peopled.instance.glob("eventapp.sqlite*"):
        left.unlink()
    (peopled.instance / "theme.css").unlink()

    said = peopled.run("restore", str(peopled.folder / "a.zip"))

    assert said.code == 0, said.everything
    assert is_there(file_of(peopled)) == LEFT


def test_S60_the_file_names_nobody_and_is_its_owners_alone(peopled: Terminal) -> None:
    erase_all(peopled)

    noted = peopled.instance / erased.NAME
    assert stat.S_IMODE(noted.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in noted.read_text("utf-8").splitlines()]
    assert [line["kind"] for line in lines] == [
        "invitation", "photos", "uninvited", "photos", "photos", "employee", "speaker",
    ]  # fmt: skip
    assert all(len(mark) == 64 for line in lines for mark in line["marks"])
    assert not [name for name in (*NAMES, "example.org", "Gast") if name.casefold() in noted.read_text("utf-8").lower()]
    said = peopled.run("backup", str(peopled.folder / "b.zip"))
    assert said.code == 0, said.everything
    assert b"erased" not in (peopled.folder / "b.zip").read_bytes()
    evil = remade(peopled.folder / "b.zip", peopled.folder / "c.zip", {f"files/{erased.NAME}": [b"x"]})
    refused = peopled.run("restore", str(evil), "--instance", str(peopled.folder / "back"))
    assert (refused.code, "damaged (files/erased.jsonl)" in refused.error) == (1, True)


def test_DP7_who_came_anew_after_being_removed_stays(peopled: Terminal) -> None:
    erase_all(peopled)
    act(peopled, lambda session, _: invite(session, "Toni", tokens_of(peopled)))
    assert peopled.run("backup", str(peopled.folder / "b.zip")).code == 0
    shutil.copy(peopled.instance / "eventapp.toml", peopled.folder)
    back = peopled.folder / "back"
    back.mkdir()
    for name in ("eventapp.toml", erased.NAME):
        shutil.copy(peopled.instance / name, back)

    said = peopled.run("restore", str(peopled.folder / "b.zip"), "--instance", str(back))

    assert said.code == 0, said.everything
    assert is_there(file_of(peopled, "back"))["invited"] == ["Alex", "Robin", "Sascha", "Toni"]


def test_DP7_an_earlier_key_finds_its_marks_and_a_lost_one_is_said(peopled: Terminal) -> None:
    key = tokens_of(peopled).keys[0]
    erase_all(peopled)
    noted = str(peopled.instance / erased.NAME)
    words = ("restore", str(peopled.folder / "a.zip"), "--erased", noted)

    lost = peopled.run(*words, instance=str(peopled.folder / "lost"), secret_key="another one " * 4)
    turned = {"secret_key": "another one " * 4, "old_secret_keys": key}
    found = peopled.run(*words, instance=str(peopled.folder / "back"), **turned)

    assert (lost.code, "7 erasures in" in lost.error, "secret_key that is not here" in lost.error) == (1, True, True)
    assert not (peopled.folder / "lost").exists()
    assert found.code == 0, found.everything
    assert is_there(file_of(peopled, "back")) == LEFT


def test_without_a_file_it_is_said_that_nobody_was_erased_again(filled: Terminal, whole: Path) -> None:
    said = filled.run("restore", str(whole), "--instance", str(filled.folder / "back"))

    assert "There is no erased.jsonl that tells who was erased since" in said.out
    assert not (filled.folder / "back" / erased.NAME).exists()


def test_DP7_what_was_rolled_back_is_not_noted_and_a_full_disk_stops_no_erasure(
    peopled: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    tokens, noted = tokens_of(peopled), peopled.instance / erased.NAME

    def changes_her_mind(session: Session, who: Callable[[str], Invitation]) -> None:
        nested = session.begin_nested()
        own_data.forget(session, who("Kim"), tokens=tokens, now=now())
        nested.rollback()
        with session.begin_nested():
            photos.say(session, who("Robin"), [], now=now())
        assert not noted.exists()

    act(peopled, changes_her_mind)
    assert [json.loads(line)["kind"] for line in noted.read_text("utf-8").splitlines()] == ["photos"]

    noted.unlink()
    noted.symlink_to("/dev/full")
    act(peopled, lambda session, who: own_data.forget(session, who("Kim"), tokens=tokens, now=now()))

    assert "an erasure (invitation, photos) is not noted in erased.jsonl: No space left on device" in caplog.text
    assert "Kim" not in is_there(file_of(peopled))["invited"]


def test_S62_marks_are_let_go_after_a_year_wherever_they_stand_and_whatever_stands_above_them(tmp_path: Path) -> None:
    file, tokens = tmp_path / erased.NAME, Tokens(("k" * 40,))
    today = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    kinds = {300: Kind.SPEAKER, 400: Kind.EMPLOYEE, 0: Kind.PHOTOS}
    marks = [Erased(kind, ("x",)).marked(tokens, today - timedelta(days=age)) for age, kind in kinds.items()]
    of_later = b'{"at":"2026-11-01T00:00:00+00:00","kind":"of a later version","key":"k","marks":[]}'

    file.write_bytes(b"nobody can read this\n" + of_later + b"\n")
    erased.add(file, marks[:2])  # an older one behind a newer one, as a restore hands them over
    with file.open("ab") as stream:
        stream.write(b'{"at":"2026-')
    erased.add(file, marks[2:])
    assert erased.read(file) == (marks, 3)

    assert erased.forget_old(file, now=today) == 3
    assert erased.read(file) == ([marks[0], marks[2]], 1)
    assert file.read_bytes().startswith(of_later)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [erased.NAME]
    assert erased.forget_old(file, now=today) == 0


NEEDED = {NeedKind.WHEELCHAIR: "", NeedKind.QUIET_ROOM: "", NeedKind.OTHER: "leise, und hell"}


def with_rights(terminal: Terminal) -> None:
    """Four people have accounts, and Kim and Toni need something. Then a backup is made."""
    where = ("--organizer", "frauenbuero")
    for name, role in (("eva", "planner"), ("ida", "needs"), ("ute", "planner"), ("lea", "reader")):
        said = terminal.run("user", "add", f"{name}@example.org", "--name", name.title(), *where, "--role", role)
        assert said.code == 0, said.everything

    def need(session: Session, who: Callable[[str], Invitation]) -> None:
        make = Factories(session, now())
        event = session.get_one(Event, who("Kim").event_id)
        make.announced(event)
        for name in ("Kim", "Toni", "Alex"):
            seats.answer(session, who(name), Answer(PartStat.ACCEPTED), source=Source.OFFICE, now=now())
            needs.store(session, who(name), NEEDED, now=now())

    act(terminal, need)
    assert terminal.run("backup", str(terminal.folder / "a.zip")).code == 0


def take_away(terminal: Terminal) -> None:
    """Kim takes everything back, Toni some words, Alex has more to say; Eva, Ida and Ute lose what they had."""
    where = ("--organizer", "frauenbuero")
    act(terminal, lambda session, who: needs.store(session, who("Kim"), {}, now=now()))
    fewer, more = {**NEEDED, NeedKind.OTHER: "hell"}, {**NEEDED, NeedKind.OTHER: "sehr leise, und hell"}
    act(terminal, lambda session, who: needs.store(session, who("Toni"), fewer, now=now()))
    act(terminal, lambda session, who: needs.store(session, who("Alex"), more, now=now()))
    for words in (
        ("disable", "eva@example.org"),
        ("revoke", "ida@example.org", *where, "--role", "needs"),
        ("remove", "ute@example.org"),
    ):
        said = terminal.run("user", *words)
        assert said.code == 0, said.everything


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_S62_neither_needs_nor_rights_that_were_taken_back_come_back(
    peopled: Terminal, request: pytest.FixtureRequest, kind: str
) -> None:
    with_rights(peopled)
    take_away(peopled)
    url = request.getfixturevalue("postgres_url")() if kind == "postgresql" else file_of(peopled, "back")
    secret = {"secret_key": tokens_of(peopled).keys[0]}
    words = ("restore", str(peopled.folder / "a.zip"), "--erased", str(peopled.instance / erased.NAME))

    said = peopled.run(*words, instance=str(peopled.folder / "back"), database_url=url, **secret)

    assert said.code == 0, said.everything
    told = "needs 3, words about needs 1, accounts 1, accounts taken out of use 1, roles 1"
    assert f"Erased again: {told} (noted: 7)." in said.out
    with opened(url) as database, database.reading() as session:
        query = (
            select(Invitation.name, Need.kind)
            .join(Need)
            .where(Invitation.name.in_(NAMES))
            .order_by(Need.kind, Invitation.name)
        )
        assert [" ".join(row) for row in session.execute(query)] == [
            "Alex other", "Toni other", "Alex quiet_room", "Toni quiet_room", "Alex wheelchair", "Toni wheelchair",
        ]  # fmt: skip
        said_by = select(Need.note).join(Invitation).where(Need.kind == "other").order_by(Invitation.name)
        assert session.scalars(said_by).all() == ["leise, und hell", ""]
        assert not audit.check(session).fault
    listed = [line.strip() for line in said.out.partition("each of its roles:\n")[2].splitlines() if "\t" in line]
    assert [line for line in listed if line.partition("@")[0] in {"eva", "ida", "kim", "lea", "ute"}] == [
        "ida@example.org\tIda",
        "kim@example.org\tKim Muster\tfrauenbuero\tadministrator",
        "lea@example.org\tLea\tfrauenbuero: reader",
    ]


@pytest.mark.one_database
def test_S62_what_was_said_and_given_anew_before_the_backup_stays(peopled: Terminal) -> None:
    with_rights(peopled)
    take_away(peopled)
    act(peopled, lambda session, who: needs.store(session, who("Kim"), NEEDED, now=now()))
    assert peopled.run("user", "enable", "eva@example.org").code == 0
    given = ("ida@example.org", "--organizer", "frauenbuero", "--role", "needs")
    assert peopled.run("user", "grant", *given).code == 0
    time.sleep(1.1)  # a backup tells when it was begun to the second
    assert peopled.run("backup", str(peopled.folder / "b.zip")).code == 0
    secret = {"secret_key": tokens_of(peopled).keys[0]}
    words = ("restore", str(peopled.folder / "b.zip"), "--erased", str(peopled.instance / erased.NAME))

    said = peopled.run(*words, instance=str(peopled.folder / "back"), **secret)

    assert "Erased again: nobody (noted: 7)." in said.out, said.everything
    assert "eva@example.org\tEva\tfrauenbuero" in said.out
    assert "ida@example.org\tIda\tfrauenbuero: needs" in said.out


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_R24_what_became_due_since_goes_with_all_that_hangs_on_it(
    filled: Terminal, request: pytest.FixtureRequest, kind: str
) -> None:
    url = file_of(filled, "back")
    if kind == "postgresql":
        url = request.getfixturevalue("postgres_url")()
    with opened(file_of(filled)) as database, database.writing() as session:
        make = Factories(session, now())
        event = make.event(starts=at(9, day=date(2026, 1, 5)), ends=at(12, day=date(2026, 1, 5)))
        kim = invited(session, event, "Kim")
        kim.answers.append(
            Rsvp(partstat="ACCEPTED", source="page", sequence=0, stamped_at=now(), received_at=now(), comment="")
        )
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0

    said = filled.run("restore", str(filled.folder / "a.zip"), instance=str(filled.folder / "back"), database_url=url)

    assert said.code == 0, said.everything
    with opened(url) as database, database.reading() as session:
        assert session.scalars(select(Invitation).where(Invitation.name == "Kim")).all() == []
        assert session.scalars(select(Rsvp)).all() == []


def running(session: Session, day: date, name: str) -> Mailing:
    """A mailing on its way to one person about an event on that day, and a mail of her own."""
    make = Factories(session, now())
    event = make.event(starts=at(9, day=day), ends=at(12, day=day))
    one = invited(session, event, name)
    mail = mailed(make, event, one, "Danke")
    mail.state = "ready"
    session.add(Delivery(invitation_id=one.id, recipient=one.email, content=b"x", queued_at=now(), due_at=now()))
    mailing = session.get_one(Mailing, mail.mailing_id)
    mailing.state = MailingState.RUNNING
    return mailing


@pytest.mark.one_database
def test_S62_after_a_restore_nobody_who_is_overdue_is_kept_by_what_was_being_sent(filled: Terminal) -> None:
    with opened(file_of(filled)) as database, database.writing() as session:
        session.execute(delete(Delivery))
        overdue = running(session, date(2026, 1, 5), "Kim").id
        lately = running(session, now().date() - timedelta(days=2), "Toni").id
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0

    said = filled.run("restore", str(filled.folder / "a.zip"), "--instance", str(filled.folder / "back"))

    assert "Mailings of events that are over, ended because they kept what was to go: 1." in said.out, said.everything
    with opened(file_of(filled, "back")) as database, database.reading() as session:
        left = session.scalars(select(Invitation.name).where(Invitation.name.in_(NAMES))).all()
        states = [session.get_one(Mailing, number).state for number in (overdue, lately)]
        assert (left, states) == (["Toni"], [MailingState.STOPPED, MailingState.RUNNING])
        addressed = session.scalars(select(Delivery.recipient).where(Delivery.recipient != "")).all()
        assert [address.partition("-")[0] for address in addressed] == ["toni"]
