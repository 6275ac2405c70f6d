"""What leaves the database by the terminal stands in the log (S-59)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.models import AuditEntry, Delivery, Event, Mailing
from tests.cli.backups import file_of, now, opened
from tests.cli.conftest import Terminal
from tests.factories import Factories, at
from tests.services.seats import invited
from tests.web.world import mailed

pytestmark = pytest.mark.one_database


def logged(terminal: Terminal, act: str) -> list[tuple[str, str, dict[str, int]]]:
    with opened(file_of(terminal)) as database, database.reading() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.id)).all()
        return [(one.actor_name, one.thing_kind, one.details) for one in found]


def test_S59_a_staff_list_that_is_written_out_is_noted_with_how_many(office: Terminal) -> None:
    file = office.folder / "liste.csv"
    file.write_text("Name;E-Mail;Amt\nKim Muster;kim@example.org;1\nRobin;robin@example.org;1\n", encoding="utf-8")
    assert office.run("staff", "import", str(file), "--yes").code == 0

    assert len(json.loads(office.run("staff", "export", "--format", "json").out)) == 2
    one_list = office.run("staff", "export", "--list", "Personalliste", "-o", str(office.folder / "out.csv"))

    assert one_list.code == 0, one_list.everything
    assert logged(office, "staff_list.exported") == [
        ("System", "organizer", {"people": 2}),
        ("System", "staff_list", {"people": 2}),
    ]


def started(session: Session) -> int:
    """A mailing with a letter, on its way."""
    make = Factories(session, now())
    day = now().date() + timedelta(days=200)
    event: Event = make.event(starts=at(9, day=day), ends=at(12, day=day))
    make.announced(event)
    mail = mailed(make, event, invited(session, event), "Hallo")
    mailing = session.get_one(Mailing, mail.mailing_id)
    mailing.state, mailing.started_at, mailing.edition = "running", now(), 1
    session.get_one(Delivery, mail.id).state = "sent"
    return mailing.id


def test_S59_letters_that_are_written_out_are_noted_with_how_many(office: Terminal) -> None:
    with opened(file_of(office)) as database, database.writing() as session:
        number = started(session)
        slug = session.scalars(select(Event.slug)).one()

    said = office.run("letters", slug, "--mailing", str(number), "-o", str(office.folder / "out.pdf"))

    assert said.code == 0, said.everything
    assert (office.folder / "out.pdf").read_bytes().startswith(b"%PDF")
    assert logged(office, "mailing.exported") == [("System", "mailing", {"letters": 1})]
