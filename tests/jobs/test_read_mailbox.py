"""From a mailbox to stored answers: what calendar programs send, read from real servers."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters.ical_check import check_mail
from eventapp.adapters.mailbox import Fate, Mailbox, WaitingMail
from eventapp.domain.actor import SYSTEM
from eventapp.domain.bounces import Bounce
from eventapp.domain.events import Status
from eventapp.domain.mailings import DeliveryState
from eventapp.domain.texts import LocalText
from eventapp.jobs.read_mailbox import read_round
from eventapp.models import Delivery, Invitation
from eventapp.models.database import Database
from eventapp.services import bounces, editions, invitations
from tests.adapters.imap_servers import Server, dovecot
from tests.adapters.posts import ImapPost, MaildirPost, Post, mail, numbers
from tests.adapters.replies import ADDRESS, PROGRAMS, mailed, outlook_counter, plain
from tests.adapters.returned import FORMS, delayed, on_leave, report
from tests.conftest import NOW
from tests.factories import at
from tests.jobs.conftest import OFFICE

LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def dovecot_server() -> Iterator[Server]:
    with dovecot() as server:
        yield server


@pytest.fixture(params=["Maildir", "Dovecot"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Post:
    if request.param == "Maildir":
        return MaildirPost(tmp_path / "mail")
    server = request.getfixturevalue("dovecot_server")
    return ImapPost(server, tmp_path / "left", user=f"user{next(numbers)}")


def read(database: Database, post: Post) -> dict[str, int]:
    return dict(read_round(database, post.mailbox(), OFFICE, now=LATER))


def answers(session: Session, invited: Invitation) -> list[str]:
    session.expire_all()
    return [answer.partstat for answer in invited.answers]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_answer_of_each_program_is_stored_with_its_source(
    database: Database, session: Session, invited: Invitation, post: Post, program: str
) -> None:
    post.deliver(PROGRAMS[program]("ACCEPTED"), at=NOW)

    assert read(database, post) == {"stored": 1}

    session.expire_all()
    (answer,) = invited.answers
    assert (answer.partstat, answer.source, answer.received_at) == ("ACCEPTED", "calendar", NOW)
    assert (len(post.inbox()), len(post.taken())) == (0, 1)


def test_what_is_no_answer_stays_for_a_person_unread(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    foreign = plain(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:nobody@example.org")
    post.deliver(mail("Frage zur Anfahrt"), mailed(foreign), b"\xff\xfe no mail at all", at=NOW)

    assert read(database, post) == {"left": 3}
    assert read(database, post) == {}
    assert [seen.is_read for seen in post.inbox()] == [False] * 3
    assert answers(session, invited) == []


def test_an_answer_to_an_older_version_is_read_and_does_not_count(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    invited.sent_sequence = 3
    session.commit()
    post.deliver(PROGRAMS["Thunderbird"]("ACCEPTED"), at=NOW)

    assert read(database, post) == {"refused": 1}
    assert answers(session, invited) == []


def test_a_changed_mind_counts_and_a_repeated_answer_does_not(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(PROGRAMS["Apple"]("ACCEPTED"), PROGRAMS["Apple"]("ACCEPTED"), at=NOW)
    later = mailed(
        plain(
            "SEQUENCE:2",
            attendee=f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ADDRESS}",
        ).replace(b"DTSTAMP:20260303T080000Z", b"DTSTAMP:20260401T080000Z")
    )
    post.deliver(later, at=NOW + timedelta(minutes=9))

    assert read(database, post) == {"stored": 2, "refused": 1}
    assert answers(session, invited) == ["ACCEPTED", "DECLINED"]


class _Dying:
    """A mailbox whose process dies before the first mail is settled."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    def __enter__(self) -> _Dying:
        self.mailbox.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.mailbox.__exit__(None, None, None)

    def waiting(self, most: int = 200) -> Iterator[WaitingMail]:
        return self.mailbox.waiting(most)

    def settle(self, mail: WaitingMail, fate: Fate) -> None:
        raise KeyboardInterrupt


def test_an_answer_survives_a_crash_before_it_is_settled_and_is_stored_once(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(PROGRAMS["Google"]("TENTATIVE"), at=NOW)
    with pytest.raises(KeyboardInterrupt):
        read_round(database, _Dying(post.mailbox()), OFFICE, now=LATER)

    assert read(database, post) == {"refused": 1}
    assert answers(session, invited) == ["TENTATIVE"]


# COUNTER and REFRESH


def queued(session: Session) -> list[Delivery]:
    session.expire_all()
    return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def calendar_of(sent: Delivery) -> str:
    found = email.message_from_bytes(sent.content or b"", policy=email.policy.default)
    (part,) = [part for part in found.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def test_a_proposal_of_another_time_is_declined(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(outlook_counter(), at=NOW)

    assert read(database, post) == {"echoed": 1}

    (sent,) = queued(session)
    calendar = calendar_of(sent)
    assert sent.recipient == invited.email
    assert "METHOD:DECLINECOUNTER" in calendar
    content = sent.content or b""
    assert b"method=DECLINECOUNTER" in content
    assert "Der Termin bleibt" in str(email.message_from_bytes(content, policy=email.policy.default)["Subject"])
    assert answers(session, invited) == []


def refresh(moment: str = "20260303T080000Z") -> bytes:
    data = plain(method="REFRESH", attendee=f"ATTENDEE:mailto:{ADDRESS}").replace(b"20260303T080000Z", moment.encode())
    return mailed(data, "text/calendar; method=REFRESH; charset=UTF-8")


def test_who_asks_again_gets_the_current_request(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(refresh(), refresh(), refresh("20260304T080000Z"), at=NOW)

    assert read(database, post) == {"echoed": 3}

    first, second = queued(session)
    assert "METHOD:REQUEST" in calendar_of(first)
    assert check_mail(first.content or b"") == []
    assert first.message_id != second.message_id


def test_who_asks_for_something_called_off_learns_that(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    editions.call_off(session, invited.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW)
    session.commit()
    post.deliver(refresh(), outlook_counter(), at=NOW)

    assert read(database, post) == {"echoed": 1, "left": 1}
    assert "METHOD:CANCEL" in calendar_of(queued(session)[0])


def test_nobody_makes_us_fill_a_colleagues_mailbox(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(*(refresh(f"202603{day:02}T080000Z") for day in range(1, 21)), at=LATER)

    assert read(database, post) == {"echoed": 3, "left": 17}
    assert {sent.recipient for sent in queued(session)} == {invited.email}


def test_a_sender_that_no_column_holds_blocks_nobody(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    long = ("a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".example.org").encode()
    hostile = PROGRAMS["Apple"]("ACCEPTED").replace(b"zoe.mueller@example.org>", long + b">", 1)
    post.deliver(hostile, PROGRAMS["Google"]("DECLINED"), at=NOW)

    counts = read(database, post)

    assert sum(counts.values()) == 2
    assert read(database, post) == {}
    assert answers(session, invited)


def test_an_answer_to_what_nobody_sent_is_left_for_a_person(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    invited.sent_sequence = invited.sent_at = None
    session.commit()
    post.deliver(PROGRAMS["Apple"]("ACCEPTED"), refresh(), at=NOW)

    assert read(database, post) == {"left": 2}
    assert (answers(session, invited), queued(session)) == ([], [])


def test_who_contradicts_herself_in_one_second_is_read_by_a_person(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(PROGRAMS["Apple"]("ACCEPTED"), PROGRAMS["Apple"]("DECLINED"), at=NOW)

    assert read(database, post) == {"stored": 1, "left": 1}


def test_an_answer_without_a_sender_says_so(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    head, _, body = PROGRAMS["Apple"]("ACCEPTED").partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"from:")]
    post.deliver(b"\r\n".join(lines) + b"\r\n\r\n" + body, at=NOW)

    assert read(database, post) == {"stored": 1}
    session.expire_all()
    assert invited.answer is not None
    assert invited.answer.sender == "?"


def test_what_waits_is_forgotten_when_it_is_no_longer_true(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    post.deliver(refresh(), at=NOW)
    assert read(database, post) == {"echoed": 1}

    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW)
    session.commit()

    assert queued(session) == []


def test_a_typo_does_not_make_us_forget_who_asked_and_a_new_time_does(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    def announce() -> int:
        session.flush()
        editions.announce(session, invited.event, status=Status.CONFIRMED, actor=SYSTEM, now=NOW)
        session.commit()
        return len(queued(session))

    post.deliver(refresh(), at=NOW)
    read(database, post)

    invited.event.title = LocalText("Versammlung für alle")
    assert announce() == 1
    invited.event.ends = at(13)
    assert announce() == 0


def test_who_is_uninvited_gets_no_answer(database: Database, session: Session, invited: Invitation, post: Post) -> None:
    invitations.withdraw(session, invited, actor=SYSTEM, now=NOW)
    session.commit()
    post.deliver(refresh(), PROGRAMS["Apple"]("ACCEPTED"), at=NOW)

    assert read(database, post) == {"left": 2}
    assert queued(session) == []


# Mails that came back


OURS = "<einladung.7@versammlung.example.org>"


def left(session: Session, invited: Invitation, **values: object) -> Delivery:
    """A mail to her that left an hour ago."""
    sent = Delivery(
        **{
            "invitation_id": invited.id,
            "message_id": OURS,
            "recipient": invited.email,
            "state": DeliveryState.SENT,
            "queued_at": NOW,
            "due_at": NOW,
            "sent_at": NOW,
            **values,
        }
    )
    session.add(sent)
    session.commit()
    return sent


@pytest.mark.parametrize("form", FORMS)
def test_a_mail_that_came_back_is_noted_at_its_delivery(
    database: Database, session: Session, invited: Invitation, post: Post, form: str
) -> None:
    sent = left(session, invited)
    post.deliver(FORMS[form](OURS), at=LATER)

    assert read(database, post) == {"bounced": 1}

    session.refresh(sent)
    assert (sent.state, sent.bounced_at) == ("sent", LATER)
    assert sent.failure
    assert "@" not in sent.failure
    assert (len(post.inbox()), len(post.taken())) == (0, 1)


def test_the_first_report_counts_and_a_delay_is_no_failure(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    sent = left(session, invited)
    post.deliver(delayed(OURS), at=LATER)
    assert read(database, post) == {"delayed": 1}
    session.refresh(sent)
    assert sent.bounced_at is None
    assert sent.failure == ""

    post.deliver(report(OURS, words="smtp; 550 5.1.1 first"), report(OURS, words="smtp; 552 5.2.2 second"), at=LATER)
    assert read(database, post) == {"bounced": 2}
    session.refresh(sent)
    assert sent.failure == "550 5.1.1 first"


def test_reports_about_what_never_left_stay_for_a_person(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    waits = left(session, invited, state=DeliveryState.READY, sent_at=None)
    post.deliver(
        report(OURS), report("<unknown@example.org>"), delayed("<unknown@example.org>"), on_leave(OURS), at=LATER
    )

    assert read(database, post) == {"left": 4}
    session.refresh(waits)
    assert waits.bounced_at is None
    assert waits.failure == ""


def test_an_old_report_says_nothing_of_a_mail_that_was_sent_again(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    again = left(session, invited, sent_at=LATER + timedelta(hours=1))
    post.deliver(report(OURS), at=LATER)

    assert read(database, post) == {"left": 1}
    session.refresh(again)
    assert again.bounced_at is None


def test_a_report_that_is_faster_than_our_note_waits_for_the_next_round(
    database: Database, session: Session, invited: Invitation, post: Post
) -> None:
    sent = left(session, invited, state=DeliveryState.SENDING, sent_at=None)
    post.deliver(report(OURS), at=LATER)
    assert read(database, post) == {"later": 1}

    sent.state, sent.sent_at = DeliveryState.SENT, LATER
    session.commit()
    assert read(database, post) == {"bounced": 1}


def test_what_servers_say_of_many_reads_alike(session: Session, invited: Invitation) -> None:
    said = [
        f"550 5.1.1 <{name}@example.org>: Recipient address rejected: User unknown" for name in ("kim", "toni.muster")
    ]
    bounced = [Bounce(OURS, "", "5.1.1", is_permanent=True, words=words) for words in said]

    assert {bounces.reason(one) for one in bounced} == {"550 5.1.1 …: Recipient address rejected: User unknown"}
