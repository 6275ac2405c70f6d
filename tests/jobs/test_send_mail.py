"""What waits in the outbox leaves once, and what fails is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters.relay import DeliveryFailed, MailFolder, SmtpRelay
from eventapp.jobs.send_mail import Sent, send_due
from eventapp.models import OutgoingMail
from eventapp.models.database import Database
from eventapp.services import outbox
from tests.adapters.imap_servers import free_port
from tests.conftest import NOW
from tests.jobs.sink import Sink

MAIL = b"From: office@example.org\r\nTo: kim@example.org\r\nSubject: Hallo\r\n\r\n.Punkt\r\n"


@pytest.fixture
def waiting(session: Session) -> OutgoingMail:
    queue(session)
    return session.scalars(select(OutgoingMail)).one()


def queue(session: Session, message_id: str = "<1@example.org>") -> bool:
    done = outbox.queue(
        session,
        message_id=message_id,
        sender="office@example.org",
        recipient="kim@example.org",
        content=MAIL,
        now=NOW,
    )
    session.commit()
    return done


def relay(sink: Sink) -> SmtpRelay:
    return SmtpRelay("127.0.0.1", sink.port, starttls=False)


def send(database: Database, sink: Sink, minutes: int = 0) -> Sent:
    with relay(sink) as found:
        return send_due(database, found, clock=at(minutes))


def at(minutes: int) -> Callable[[], datetime]:
    """A clock that stands still, some minutes after the mail was queued."""
    return lambda: NOW + timedelta(minutes=minutes)


def test_a_mail_leaves_word_for_word_and_once(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    assert send(database, sink) == Sent(1, 0)
    assert send(database, sink, minutes=999) == Sent(0, 0)

    assert sink.mails == [("office@example.org", ["kim@example.org"], MAIL)]
    session.expire_all()
    assert waiting.sent_at == NOW


def test_the_same_mail_is_queued_once(session: Session, waiting: OutgoingMail) -> None:
    assert not queue(session)
    assert queue(session, "<2@example.org>")


def test_what_fails_for_now_is_tried_again_later(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    sink.answer = "451 Try again later"
    assert send(database, sink) == Sent(0, 1)
    assert send(database, sink) == Sent(0, 0)
    session.expire_all()
    assert waiting.failure == "451 Try again later"

    sink.answer = "250 OK"
    assert send(database, sink, minutes=1) == Sent(1, 0)
    session.expire_all()
    assert (waiting.tries, waiting.failure) == (1, "")


def test_what_is_refused_for_good_is_not_tried_again(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    sink.answer = "550 No such user"
    assert send(database, sink) == Sent(0, 1)

    sink.answer = "250 OK"
    assert send(database, sink, minutes=9_999) == Sent(0, 0)
    assert sink.mails == []


def test_a_mail_is_tried_for_three_days_and_then_given_up(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    sink.answer = "451 Try again later"
    minute, tried = 0, 0
    for wait in (*outbox.WAITS, timedelta(days=9)):
        tried += send(database, sink, minute).failed
        minute += int(wait.total_seconds() / 60)

    assert tried == len(outbox.WAITS) + 1
    assert send(database, sink, minute) == Sent(0, 0)
    assert outbox.given_up(session) == 1
    assert sum(outbox.WAITS, timedelta()) > timedelta(days=3)


def test_a_process_that_died_while_sending_leaves_the_mail_to_the_next(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    for _ in range(30):  # deaths are no refusals
        assert outbox.claim(session, waiting.id, now=NOW) is not None
        waiting.due_at = NOW
        session.flush()
    assert outbox.claim(session, waiting.id, now=NOW) is not None
    assert outbox.claim(session, waiting.id, now=NOW) is None
    session.commit()

    assert send(database, sink, minutes=14) == Sent(0, 0)
    assert send(database, sink, minutes=15) == Sent(1, 0)


def test_a_server_that_is_not_there_loses_nothing(database: Database, waiting: OutgoingMail, sink: Sink) -> None:
    for minutes in range(0, 200, 2):
        with SmtpRelay("127.0.0.1", free_port(), starttls=False) as nowhere:
            done = send_due(database, nowhere, clock=at(minutes))
        assert done == Sent(0, 0, "ConnectionRefusedError")

    assert send(database, sink, minutes=999) == Sent(1, 0)


def test_S64_no_encryption_no_mail(database: Database, waiting: OutgoingMail, sink: Sink) -> None:
    with SmtpRelay("127.0.0.1", sink.port, starttls=True) as demanding:
        assert send_due(database, demanding, clock=lambda: NOW).unavailable
    assert sink.mails == []


def test_without_a_server_mails_become_files(database: Database, waiting: OutgoingMail, tmp_path: Path) -> None:
    with MailFolder(tmp_path / "outbox") as folder:
        assert send_due(database, folder, clock=lambda: NOW) == Sent(1, 0)

    (file,) = (tmp_path / "outbox").iterdir()
    assert (file.suffix, file.read_bytes()) == (".eml", MAIL)


@pytest.mark.parametrize("password", ["falsch", "Müller"])
def test_a_wrong_password_uses_up_no_mail(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink, password: str
) -> None:
    wrong = SmtpRelay("127.0.0.1", sink.port, "kim", password, starttls=False)
    for minutes in range(0, 60, 2):
        with wrong:
            done = send_due(database, wrong, clock=at(minutes))
        assert (done.sent, done.failed, bool(done.unavailable)) == (0, 0, True)

    assert send(database, sink, minutes=99) == Sent(1, 0)


def test_a_slow_server_gets_no_mail_twice(
    database: Database, session: Session, waiting: OutgoingMail, sink: Sink
) -> None:
    assert outbox.claim(session, waiting.id, now=NOW) is not None  # the first worker is still at it
    session.commit()

    assert send(database, sink, minutes=10) == Sent(0, 0)
    assert sink.mails == []


def test_a_password_shows_nowhere() -> None:
    assert "geheim" not in repr(SmtpRelay("mail.example.org", 587, "kim", "geheim"))
    assert "geheim" not in str(DeliveryFailed("535 no", is_final=True))
