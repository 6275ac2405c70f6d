"""The copy of her data tells what is stored when it leaves, and nothing keeps what she takes back (DP-7)."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import mail_files
from eventapp.adapters.relay import MailFolder
from eventapp.domain.attendance import NeedKind
from eventapp.jobs import copies as job
from eventapp.jobs.send_mail import Sender, Sent
from eventapp.models import Delivery, Invitation
from eventapp.models.database import Database
from eventapp.services import copies, forgetting, needs, own_data
from tests.conftest import NOW
from tests.factories import Factories
from tests.jobs.conftest import OFFICE, TOKENS
from tests.services.seats import NO, crowd, says


@pytest.fixture
def folder(database: Database, session: Session, tmp_path: Path) -> Path:
    copies.remove_files_with(database, mail_files.remover(tmp_path))
    session.info.update(database.info)  # it was opened before
    return tmp_path


@pytest.fixture
def kim(session: Session, make: Factories, folder: Path) -> Invitation:
    """She needs something, and another mail than hers lies in the folder."""
    event = make.event()
    make.announced(event)
    mail_files.write(folder, "a@example.org", "b@example.org", b"Message-ID: <1@example.org>\r\n\r\nHallo")
    (kim,) = crowd(session, event, "Kim")
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "leise", NeedKind.PARKING: ""}, now=NOW)
    session.commit()
    return kim


def asked(session: Session, kim: Invitation) -> Delivery:
    job.queue(session, kim, OFFICE, now=NOW)
    session.commit()
    return session.scalars(select(Delivery).order_by(Delivery.id.desc())).first() or pytest.fail("no copy")


def sent(database: Database, folder: Path) -> list[str]:
    """What leaves into the folder, beside what lay there."""
    before = set(folder.iterdir())
    with MailFolder(folder) as relay:
        done = Sender(database, relay, OFFICE, "one/1/1", clock=lambda: NOW + timedelta(hours=1)).drain()
    found = [file.read_text() for file in folder.iterdir() if file not in before]
    assert done == Sent(len(found), 0)
    return found


def test_DP7_a_copy_tells_what_is_stored_when_it_leaves_and_is_kept_nowhere(
    database: Database, session: Session, kim: Invitation, folder: Path
) -> None:
    first = asked(session, kim)
    assert first.content is None
    needs.store(session, kim, {NeedKind.PARKING: ""}, now=NOW)
    session.commit()

    (mail,) = sent(database, folder)

    assert "leise" not in mail
    assert "Parkplatz" in mail
    session.refresh(first)
    assert (first.state, first.content) == ("sent", None)
    assert first.message_id
    assert first.message_id in mail
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("how", ["taken back", "declined", "deleted", "forgotten"])
def test_DP7_no_file_keeps_what_is_gone(
    database: Database, session: Session, kim: Invitation, folder: Path, how: str
) -> None:
    asked(session, kim)
    (mail,) = sent(database, folder)
    assert "leise" in mail

    if how == "taken back":
        needs.store(session, kim, {}, now=NOW)
    elif how == "declined":
        says(session, kim, NO)
    elif how == "deleted":
        own_data.forget(session, kim, tokens=TOKENS, now=NOW)
    else:
        forgetting.forget_people(session, kim.event)
    assert len(list(folder.iterdir())) == 2, "nothing is gone before it is stored as gone"
    session.commit()

    (left,) = folder.iterdir()
    assert b"Hallo" in left.read_bytes()


def test_DP7_a_copy_whose_change_was_rolled_back_stays(
    database: Database, session: Session, kim: Invitation, folder: Path
) -> None:
    asked(session, kim)
    sent(database, folder)
    needs.store(session, kim, {}, now=NOW)
    session.rollback()
    session.commit()

    assert len(list(folder.iterdir())) == 2


def test_DP7_a_copy_stays_where_the_inner_transaction_alone_was_rolled_back(
    database: Database, session: Session, kim: Invitation, folder: Path
) -> None:
    asked(session, kim)
    sent(database, folder)
    with pytest.raises(ZeroDivisionError), session.begin_nested():  # noqa: PT012
        needs.store(session, kim, {}, now=NOW)
        raise ZeroDivisionError
    session.commit()

    assert len(list(folder.iterdir())) == 2


def test_DP7_a_copy_that_waits_never_leaves_once_she_is_deleted(
    database: Database, session: Session, kim: Invitation, folder: Path
) -> None:
    asked(session, kim)
    own_data.forget(session, kim, tokens=TOKENS, now=NOW)
    session.commit()

    assert sent(database, folder) == []
