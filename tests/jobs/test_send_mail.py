"""What waits in the outbox leaves once, and what fails is tried again."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters.relay import DeliveryFailed, MailFolder, Relay, SmtpRelay, Unconfirmed
from eventapp.domain.actor import SYSTEM
from eventapp.domain.mailings import MailingDraft, MailingKind
from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock
from eventapp.jobs.send_mail import Sender, Sent
from eventapp.models import Delivery, Mailing
from eventapp.models.database import Database
from eventapp.services import dispatch, invitations, mailings, outbox, senders
from tests.adapters.imap_servers import free_port, make_certificate
from tests.conftest import NOW
from tests.factories import Factories
from tests.factories import at as wall_clock
from tests.jobs.conftest import OFFICE, TOKENS
from tests.jobs.faulty import Fault, FaultyServer
from tests.jobs.sink import Sink

MAIL = b"From: office@example.org\r\nTo: kim@example.org\r\nSubject: Hallo\r\n\r\n.Punkt\r\n"


@pytest.fixture
def waiting(session: Session) -> Delivery:
    queue(session)
    return session.scalars(select(Delivery)).one()


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as found:
        yield found


def queue(session: Session, message_id: str = "<1@example.org>", recipient: str = "kim@example.org") -> bool:
    done = outbox.queue(
        session, message_id=message_id, sender="office@example.org", recipient=recipient, content=MAIL, now=NOW
    )
    session.commit()
    return done


def started(session: Session, make: Factories, count: int = 3, **draft: object) -> Mailing:
    """A mailing to ``count`` people, on its way."""
    event = make.event()
    make.announced(event)
    for number in range(count):
        make.employee(event.organizer, f"Person {number}", f"person-{number}@example.org")
    wish = MailingDraft(MailingKind.INVITATION, LocalText("Einladung"), LocalText("Liebe Leute {name}"), **draft)  # type: ignore[arg-type]
    mailing = mailings.create(session, event, wish, actor=SYSTEM, now=NOW)
    mailings.start(session, mailing, tokens=TOKENS, host="v.example.org", fingerprint=None, actor=SYSTEM, now=NOW)
    session.commit()
    return mailing


def relay(port: int, timeout: float = 1) -> SmtpRelay:
    return SmtpRelay("127.0.0.1", port, starttls=False, timeout=timeout)


def sender(database: Database, found: Relay, minutes: int = 0, name: str = "one/1/1", **settings: object) -> Sender:
    return Sender(database, found, OFFICE, name, clock=at(minutes), **settings)  # type: ignore[arg-type]


def send(database: Database, port: int, minutes: int = 0, name: str = "one/1/1") -> Sent:
    with relay(port) as found:
        return sender(database, found, minutes, name).drain()


def at(minutes: int) -> Callable[[], datetime]:
    """A clock that stands still, some minutes after the mail was queued."""
    return lambda: NOW + timedelta(minutes=minutes)


def at_ten() -> WallClock:
    return wall_clock(10)


def faults(server: FaultyServer, *orders: Fault) -> None:
    """The server behaves like that, once each, and then as it should."""
    left = list(orders)
    server.fault = lambda _recipient: left.pop(0) if left else "ok"


def test_a_mail_leaves_word_for_word_and_once(
    database: Database, session: Session, waiting: Delivery, sink: Sink
) -> None:
    assert send(database, sink.port) == Sent(1, 0)
    assert send(database, sink.port, minutes=999) == Sent(0, 0)

    assert sink.mails == [("office@example.org", ["kim@example.org"], MAIL)]
    session.expire_all()
    assert (waiting.state, waiting.sent_at) == ("sent", NOW)


def test_the_same_mail_is_queued_once(session: Session, waiting: Delivery) -> None:
    assert not queue(session)
    assert queue(session, "<2@example.org>")


def test_R37_each_mail_of_a_mailing_is_complete_and_names_its_reader_alone(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make)

    assert send(database, sink.port) == Sent(3, 0)

    texts = [content.decode() for _, _, content in sink.mails]
    for number, text in enumerate(texts):
        assert f"Liebe Leute Person {number}" in text.replace("=\r\n", "")
        assert f"To: Person {number} <person-{number}@example.org>" in text
        assert not any(f"person-{other}@" in text for other in range(3) if other != number)
        assert "None" not in text
        assert "{" not in text.replace("=\r\n", "").partition("<style>")[0]
        assert "method=REQUEST" in text
    session.expire_all()
    told = invitations.all_of(session, mailing.event)
    assert [(one.sent_method, one.sent_sequence) for one in told] == [("REQUEST", 0)] * 3


def test_R05_what_fails_for_now_is_tried_again_later_and_holds_up_nobody(
    database: Database, session: Session, make: Factories, server: FaultyServer
) -> None:
    mailing = started(session, make)
    faults(server, "452", "nonsense")

    assert send(database, server.port) == Sent(1, 2)
    assert send(database, server.port) == Sent(0, 0)
    assert {row.failure for row in session.scalars(select(Delivery))} >= {"452 not now"}
    assert send(database, server.port, minutes=2) == Sent(2, 0)

    assert outbox.progress(session, mailing) == outbox.Progress(sent=3)


def test_R06_what_is_refused_for_good_is_tried_twice_and_shown(
    database: Database, session: Session, make: Factories, server: FaultyServer
) -> None:
    mailing = started(session, make)
    server.fault = lambda recipient: "550" if recipient.startswith("person-1") else "ok"

    assert send(database, server.port) == Sent(2, 1)
    assert send(database, server.port, minutes=2) == Sent(0, 1)
    assert send(database, server.port, minutes=9_999) == Sent(0, 0)

    assert outbox.progress(session, mailing) == outbox.Progress(sent=2, failed=1)
    assert [tuple(row) for row in outbox.failures(session, mailing)] == [("550 not now", 1)]
    server.fault = lambda _recipient: "ok"
    assert outbox.retry(session, mailing, now=NOW) == 1
    session.commit()
    assert send(database, server.port) == Sent(1, 0)


def test_R07_a_connection_lost_in_the_middle_is_tried_again(
    database: Database, session: Session, waiting: Delivery, server: FaultyServer
) -> None:
    faults(server, "hang up in DATA")

    send(database, server.port)
    send(database, server.port, minutes=2)

    session.expire_all()
    assert (waiting.state, len(server.mails)) == ("sent", 1)


@pytest.mark.parametrize("fault", ["take and hang up", "mute"])
def test_R08_what_was_taken_but_not_confirmed_is_repeated_unchanged_and_named(
    database: Database, session: Session, make: Factories, server: FaultyServer, fault: Fault
) -> None:
    mailing = started(session, make, count=1)
    faults(server, fault)

    assert send(database, server.port) == Sent(0, 1)
    assert outbox.progress(session, mailing).uncertain == 1
    assert send(database, server.port, minutes=2) == Sent(1, 0)

    first, second = server.mails
    assert first == second
    assert [one.is_uncertain for one in outbox.uncertain(session, mailing)] == [True]


def test_R10_a_server_that_ends_each_connection_after_one_mail_gets_them_all_once(
    database: Database, session: Session, make: Factories, server: FaultyServer
) -> None:
    started(session, make, count=5)
    server.fault = lambda _recipient: "421 after one"

    assert send(database, server.port) == Sent(5, 0)
    assert sorted(recipient for recipient, _ in server.mails) == [f"person-{n}@example.org" for n in range(5)]
    assert server.connections == 5


def test_R09_a_server_that_is_not_there_loses_nothing_and_uses_up_no_try(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make)
    for minutes in range(0, 200, 2):
        assert send(database, free_port(), minutes) == Sent(0, 0, "ConnectionRefusedError")
    assert senders.relay_failure(session) == ("ConnectionRefusedError", NOW)

    assert send(database, sink.port, minutes=999) == Sent(3, 0)
    session.expire_all()
    assert senders.relay_failure(session) is None
    assert outbox.progress(session, mailing) == outbox.Progress(sent=3)


def test_a_mail_is_tried_for_three_days_and_then_given_up(
    database: Database, session: Session, waiting: Delivery, server: FaultyServer
) -> None:
    server.fault = lambda _recipient: "452"
    minute, tried = 0, 0
    for wait in (*outbox.WAITS, timedelta(days=9)):
        tried += send(database, server.port, minute).failed
        minute += int(wait.total_seconds() / 60 * 1.2) + 1

    assert tried == len(outbox.WAITS) + 1
    assert send(database, server.port, minute * 2) == Sent(0, 0)
    assert outbox.given_up(session) == 1
    assert sum(outbox.WAITS, timedelta()) > timedelta(days=3)


def test_R03_two_workers_share_the_work_and_a_sleeper_that_wakes_sends_nothing(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    started(session, make, count=4)
    sleeper = outbox.claim(session, "sleeper", now=NOW, most=2)
    session.commit()

    assert send(database, sink.port) == Sent(2, 0)  # the rest is in the sleeper's hands
    assert send(database, sink.port, minutes=15) == Sent(2, 0)  # whose lease has ended
    assert not any(
        outbox.begin(session, number, "sleeper", stamp=NOW, now=NOW + timedelta(minutes=16)) for number in sleeper
    )
    assert len(sink.mails) == len({recipient for _, (recipient,), _ in sink.mails}) == 4


def test_R01_R02_what_a_dead_worker_was_just_sending_is_sent_again_and_named(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=3)
    first, *_ = outbox.claim(session, "dead", now=NOW)
    assert outbox.begin(session, first, "dead", stamp=NOW, now=NOW, edition=1)
    session.commit()

    assert senders.bury(session, "dead") == 3
    session.commit()

    assert send(database, sink.port) == Sent(3, 0)
    assert [one.id for one in outbox.uncertain(session, mailing)] == [first]


def test_R04_a_signal_ends_after_the_mail_in_hand(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=5)
    with relay(sink.port) as found:
        done = sender(database, found, ends=lambda: len(sink.mails) >= 2).drain()

    assert (done.sent, len(sink.mails)) == (2, 2)
    assert outbox.progress(session, mailing) == outbox.Progress(waiting=3, sent=2)
    assert send(database, sink.port, name="two/2/2") == Sent(3, 0)
    assert outbox.progress(session, mailing).uncertain == 0


def test_a_mailing_that_is_paused_sends_nothing_and_goes_on_where_it_stopped(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=4)

    class Pausing(SmtpRelay):
        def deliver(self, sender: str, recipient: str, content: bytes) -> None:
            super().deliver(sender, recipient, content)
            dispatch.pause(session, mailing, actor=SYSTEM, now=NOW)
            session.commit()

    with Pausing("127.0.0.1", sink.port, starttls=False) as found:
        assert sender(database, found).drain() == Sent(1, 0)
    assert send(database, sink.port, minutes=60) == Sent(0, 0)
    session.expire_all()
    dispatch.resume(session, mailing, actor=SYSTEM, now=NOW)
    session.commit()

    assert send(database, sink.port, minutes=60) == Sent(3, 0)


def test_R14_a_mailing_that_is_stopped_leaves_the_rest_here(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=3)

    assert dispatch.stop(session, mailing, actor=SYSTEM, now=NOW) == 3
    session.commit()

    assert send(database, sink.port, minutes=60) == Sent(0, 0)
    assert outbox.progress(session, mailing) == outbox.Progress(stopped=3)


def test_somebody_who_was_uninvited_meanwhile_gets_nothing(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=2)
    one, _other = invitations.all_of(session, mailing.event)
    one.withdrawn_at = NOW
    session.commit()

    assert send(database, sink.port) == Sent(1, 0)
    assert outbox.progress(session, mailing) == outbox.Progress(sent=1, stopped=1)


def test_R13_what_was_made_before_a_new_announcement_is_not_handed_over_after_it(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    mailing = started(session, make, count=3)

    class Announcing(SmtpRelay):
        def deliver(self, sender: str, recipient: str, content: bytes) -> None:
            super().deliver(sender, recipient, content)
            if mailing.event.starts != at_ten():
                mailing.event.starts = at_ten()
                make.announced(mailing.event)
                session.refresh(mailing)
                dispatch.resume(session, mailing, actor=SYSTEM, now=NOW)
                session.commit()

    with Announcing("127.0.0.1", sink.port, starttls=False) as found:
        sender(database, found).drain()
    send(database, sink.port, minutes=1)

    times = ["10:00" in content.decode() for _, _, content in sink.mails]
    assert times == [False, True, True]
    session.expire_all()
    assert [row.edition for row in session.scalars(select(Delivery).order_by(Delivery.id))] == [1, 2, 2]


def test_R06_a_sender_that_is_refused_fails_its_own_mail_alone(
    database: Database, session: Session, server: FaultyServer
) -> None:
    queue(session, "<1@example.org>")
    outbox.queue(
        session,
        message_id="<2@example.org>",
        sender="gut@example.org",
        recipient="x@example.org",
        content=MAIL,
        now=NOW,
    )
    session.commit()
    server.refused_sender = "office@example.org"

    assert send(database, server.port) == Sent(1, 1)


def test_R11_an_address_that_no_mail_can_name_fails_and_holds_up_nobody(
    database: Database, session: Session, sink: Sink
) -> None:
    queue(session, "<1@example.org>", "kim müller@example.org")
    queue(session, "<2@example.org>", "kim@köln.example.org")

    assert send(database, sink.port) == Sent(1, 0)
    assert [recipients for _, recipients, _ in sink.mails] == [["kim@xn--kln-sna.example.org"]]
    assert outbox.given_up(session) == 1


def test_the_relay_is_not_asked_for_more_than_it_wants(
    database: Database, session: Session, make: Factories, sink: Sink
) -> None:
    started(session, make, count=6)
    waited: list[float] = []
    with relay(sink.port) as found:
        sender(database, found, per_minute=60, wait=waited.append).drain()

    assert len(sink.mails) == 6
    assert sum(waited) == pytest.approx(2 + 4)  # two at once, the clock of the test stands still


def test_S64_no_encryption_no_mail(database: Database, waiting: Delivery, sink: Sink) -> None:
    with SmtpRelay("127.0.0.1", sink.port, starttls=True) as demanding:
        assert sender(database, demanding).drain().unavailable
    assert sink.mails == []


def test_S64_a_mail_server_with_a_certificate_of_the_house_is_trusted_where_it_is_named(
    database: Database, waiting: Delivery, tmp_path: Path
) -> None:
    make_certificate(tmp_path, "127.0.0.1")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    sink = Sink()
    server = Controller(sink, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True)
    server.start()
    try:
        with SmtpRelay("127.0.0.1", server.port) as wary:
            assert sender(database, wary).drain().unavailable == "SSLCertVerificationError"
        with SmtpRelay("127.0.0.1", server.port, cafile=tmp_path / "cert.pem") as trusting:
            assert sender(database, trusting, minutes=9).drain() == Sent(1, 0)
    finally:
        server.stop()
    assert [content for _, _, content in sink.mails] == [MAIL]


def test_without_a_server_mails_become_files(database: Database, waiting: Delivery, tmp_path: Path) -> None:
    with MailFolder(tmp_path / "outbox") as folder:
        assert sender(database, folder).drain() == Sent(1, 0)

    (file,) = (tmp_path / "outbox").iterdir()
    assert (file.suffix, file.read_bytes()) == (".eml", MAIL)


@pytest.mark.parametrize("password", ["falsch", "Müller"])
def test_a_wrong_password_uses_up_no_mail(
    database: Database, session: Session, waiting: Delivery, sink: Sink, password: str
) -> None:
    wrong = SmtpRelay("127.0.0.1", sink.port, "kim", password, starttls=False)
    for minutes in range(0, 60, 2):
        with wrong:
            done = sender(database, wrong, minutes).drain()
        assert (done.sent, done.failed, bool(done.unavailable)) == (0, 0, True)

    assert send(database, sink.port, minutes=99) == Sent(1, 0)


def test_a_password_shows_nowhere() -> None:
    assert "geheim" not in repr(SmtpRelay("mail.example.org", 587, "kim", "geheim"))
    assert "geheim" not in str(DeliveryFailed("535 no", is_final=True))


def test_each_connection_ends_with_goodbye(server: FaultyServer) -> None:
    with relay(server.port) as found:
        for _ in range(101):
            found.deliver("office@example.org", "kim@example.org", MAIL)
        assert (server.connections, server.goodbyes) == (2, 1), "a new one after a hundred mails"

    assert (len(server.mails), server.connections, server.goodbyes) == (101, 2, 2)


def test_after_an_error_the_connection_is_just_closed(server: FaultyServer) -> None:
    def send_and_break() -> None:
        with relay(server.port) as found:
            found.deliver("office@example.org", "kim@example.org", MAIL)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        send_and_break()

    assert (server.connections, server.goodbyes) == (1, 0)


def test_a_server_that_has_gone_needs_no_goodbye(server: FaultyServer) -> None:
    server.fault = lambda _recipient: "take and hang up"
    with relay(server.port) as found, pytest.raises(Unconfirmed):
        found.deliver("office@example.org", "kim@example.org", MAIL)

    assert server.goodbyes == 0
