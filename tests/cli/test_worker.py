"""The worker in a terminal: reading answers, sending what waits, and saying what does not work."""

from __future__ import annotations

import os
import re
import signal
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eventapp.adapters import erased
from eventapp.domain.actor import SYSTEM
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.tokens import Tokens
from eventapp.models.database import Database
from eventapp.services import demo, events, invitations, outbox
from tests.adapters.posts import MaildirPost
from tests.adapters.replies import ADDRESS, PROGRAMS, UID
from tests.cli.conftest import INIT, Terminal
from tests.jobs.conftest import sink as sink  # the fixture
from tests.jobs.sink import Sink


@pytest.fixture
def invited(terminal: Terminal) -> Terminal:
    """An instance in which the calendars of ``tests.adapters.replies`` have something to answer."""
    now = datetime.now(UTC)
    assert terminal.run(*("Frauenbüro" if word == "Gleichstellungsstelle" else word for word in INIT)).code == 0
    database = Database(f"sqlite:///{terminal.instance / 'eventapp.sqlite'}")
    with database.writing() as session:
        demo.fill(session, now=now)
        event = next(one for one in events.all_of(session, actor=SYSTEM) if one.starts.day > now.date())
        event.uid = UID
        draft = InviteeDraft("Zoë Müller", ADDRESS)
        one = invitations.invite(session, event, draft, tokens=Tokens(("x" * 40,)), actor=SYSTEM, now=now)
        one.sent_sequence, one.sent_at = 2, now
        outbox.queue(
            session, message_id="<1@x>", sender="office@example.org", recipient=ADDRESS, content=b"Hallo", now=now
        )
    database.engine.dispose()
    return terminal


@pytest.fixture
def post(tmp_path: Path) -> MaildirPost:
    return MaildirPost(tmp_path / "mail")


def test_one_round_reads_and_sends(invited: Terminal, post: MaildirPost, sink: Sink) -> None:
    post.deliver(PROGRAMS["Thunderbird"]("ACCEPTED"))
    settings = {"maildir": str(post.path), "smtp_host": "127.0.0.1", "smtp_port": str(sink.port)}

    said = invited.run("work", "--once", **settings, smtp_starttls="no")

    assert (said.code, said.out) == (0, "Mails: 1 sent, 0 failed\nMailbox: 1 stored\nDone.\n")
    assert [recipients for _, recipients, _ in sink.mails] == [[ADDRESS]]
    assert invited.run("work", "--once", **settings, smtp_starttls="no").out == "Done.\n"


def test_R32_why_the_mail_server_takes_nothing_is_said_in_words(invited: Terminal, sink: Sink) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = str(nobody.getsockname()[1])
        away = {"smtp_host": "127.0.0.1", "smtp_port": closed}

        said, status = invited.run("work", "--once", **away), invited.run("outbox", "status", **away)
        doctor = invited.run("doctor", **away)

    assert said.code == 1
    line = rf"^\S+Z WARNING eventapp Mail server: 127\.0\.0\.1:{closed} refuses the connection$"
    assert re.search(line, said.error, re.MULTILINE)
    assert f"mail server: 127.0.0.1:{closed} refuses the connection, since" in status.out
    assert "Mails that wait: 1." in doctor.out
    open_only = invited.run("doctor", smtp_host="127.0.0.1", smtp_port=str(sink.port))
    assert "offers no STARTTLS (EVENTAPP_SMTP_STARTTLS)" in open_only.out
    assert sink.mails == []


def test_without_a_mail_server_mails_become_files(invited: Terminal) -> None:
    assert invited.run("work", "--once").out == "Mails: 1 sent, 0 failed\nDone.\n"

    (file,) = (invited.instance / "outbox").glob("*.eml")
    assert file.read_bytes() == b"Hallo"


@pytest.mark.parametrize("words", [("work", "--once"), ("forget",)])
def test_S62_mails_that_became_files_are_forgotten_after_their_time(office: Terminal, words: tuple[str, ...]) -> None:
    folder = office.instance / "outbox"
    folder.mkdir()
    for name, days in {"old.eml": 15, "new.eml": 13, "own.txt": 15}.items():
        (folder / name).write_bytes(b"Hallo")
        long_ago = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(folder / name, (long_ago, long_ago))
    marks = [f'{{"at":"{datetime.now(UTC) - timedelta(days=days)}"}}' for days in (1, 366)]
    (office.instance / erased.NAME).write_text("\n".join(marks), encoding="utf-8")

    assert office.run(*words).code == 0

    assert sorted(file.name for file in folder.iterdir()) == ["new.eml", "own.txt"]
    assert (office.instance / erased.NAME).read_text("utf-8").splitlines() == marks[:1]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"maildir": "/nowhere/at/all"}, "Mailbox: the folder does not exist"),
        ({"imap_host": "127.0.0.1", "imap_port": "1", "imap_security": "none"}, "Mailbox: it can't be reached"),
    ],
)
def test_a_mailbox_that_does_not_work_is_a_sentence_and_mails_still_leave(
    invited: Terminal, settings: dict[str, str], sentence: str
) -> None:
    said = invited.run("work", "--once", **settings, imap_password="geheim")

    assert said.code == 1
    assert sentence in said.error
    assert "Mails: 1 sent" in said.out
    assert "geheim" not in said.everything
    assert "Traceback" not in said.everything


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"smtp_host": "mail.example.org", "smtp_starttls": "no"}, "EVENTAPP_SMTP_STARTTLS"),
        ({"imap_host": "mail.example.org", "imap_security": "none"}, "EVENTAPP_IMAP_SECURITY"),
        ({"imap_security": "maybe"}, "EVENTAPP_IMAP_SECURITY"),
        ({"imap_host": "mail.example.org", "maildir": "/var/mail"}, "EVENTAPP_MAILDIR"),
        ({"smtp_port": "0"}, "EVENTAPP_SMTP_PORT"),
    ],
)
def test_R34_settings_that_would_hurt_are_refused(office: Terminal, settings: dict[str, str], name: str) -> None:
    said = office.run("work", "--once", **settings)

    assert said.code == 2
    assert name in said.error


def test_doctor_shows_the_mail_settings_and_no_password(office: Terminal) -> None:
    said = office.run("doctor", smtp_host="mail.example.org", smtp_password="geheim", imap_password="geheimer")

    assert "mail.example.org" in said.out
    assert "geheim" not in said.everything


def test_R35_a_worker_ends_when_it_is_told_to(invited: Terminal) -> None:
    process = invited.start("work")
    try:
        invited.wait_for("Mails: 1 sent")
        os.kill(process.pid, signal.SIGTERM)

        assert process.wait(10) == 0
    finally:
        if process.poll() is None:
            process.kill()
