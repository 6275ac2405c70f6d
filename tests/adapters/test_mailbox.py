"""Mails wait in three mailboxes: a Maildir, Dovecot, and pymap, which keeps no keywords. All behave alike."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from eventapp.adapters.ical_reply import MOST_BYTES, read_reply
from eventapp.adapters.mailbox import Fate, MailboxUnavailable
from eventapp.adapters.maildir import MaildirMailbox
from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import Reply
from tests.adapters.imap_servers import Server, dovecot, pymap
from tests.adapters.posts import NOON, ImapPost, MaildirPost, Post, Seen, files, mail, numbers, offered, settle_all
from tests.adapters.replies import PROGRAMS, mailed, outlook_counter, plain

MOST_SECONDS = 60.0


@pytest.fixture(scope="module")
def dovecot_server() -> Iterator[Server]:
    with dovecot() as server:
        yield server


@pytest.fixture(scope="module")
def pymap_server() -> Iterator[Server]:
    with pymap() as server:
        yield server


@pytest.fixture(params=["Maildir", "Dovecot", "pymap"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Post:
    if request.param == "Maildir":
        return MaildirPost(tmp_path / "mail")
    server = request.getfixturevalue("dovecot_server" if request.param == "Dovecot" else "pymap_server")
    own = {"user": f"user{next(numbers)}"} if request.param == "Dovecot" else {"folder": f"folder{next(numbers)}"}
    return ImapPost(server, tmp_path / "left", **own)


def test_mails_come_word_for_word_in_the_order_of_arrival(post: Post) -> None:
    post.deliver(mail("erste"), mail("zweite, mit Umlaut: ü"), mail("dritte"))

    with post.mailbox() as mailbox:
        found = list(mailbox.waiting())

    assert [each.content for each in found] == [mail("erste"), mail("zweite, mit Umlaut: ü"), mail("dritte")]
    assert [each.received_at for each in found] == [NOON + timedelta(minutes=minute) for minute in range(3)]
    assert {each.received_at.tzinfo for each in found} == {UTC}
    assert [each.size for each in found] == [len(each.content or b"") for each in found]
    assert len({each.key for each in found}) == 3


def test_an_empty_mailbox_offers_nothing(post: Post) -> None:
    assert offered(post) == []


def test_reading_marks_nothing_as_read(post: Post) -> None:
    post.deliver(mail("neu"))

    offered(post)

    assert post.inbox() == [Seen(mail("neu"), is_read=False)]


def test_what_is_taken_goes_to_a_folder_of_its_own_and_counts_as_read(post: Post) -> None:
    post.deliver(mail("Antwort"), mail("noch eine"))

    settle_all(post, Fate.TAKEN)

    assert post.inbox() == []
    assert post.taken() == [Seen(mail("Antwort"), is_read=True), Seen(mail("noch eine"), is_read=True)]
    assert offered(post) == []


def test_what_is_left_stays_as_it_was_and_is_not_offered_again(post: Post) -> None:
    post.deliver(mail("ungelesen"))
    post.deliver(mail("gelesen"), at=NOON + timedelta(minutes=1), is_read=True)

    settle_all(post, Fate.LEFT)

    assert post.inbox() == [Seen(mail("ungelesen"), is_read=False), Seen(mail("gelesen"), is_read=True)]
    assert post.taken() == []
    assert offered(post) == []


def test_what_a_person_read_first_is_offered_all_the_same(post: Post) -> None:
    post.deliver(mail("gelesen"), is_read=True)

    assert offered(post) == [mail("gelesen")]


def test_what_a_person_marked_as_deleted_is_neither_offered_nor_destroyed(post: Post) -> None:
    post.deliver(mail("gelöscht"), is_deleted=True)
    post.deliver(mail("Antwort"), mail("Frage"), at=NOON + timedelta(minutes=1))

    with post.mailbox() as mailbox:
        answer, question = mailbox.waiting()
        mailbox.settle(answer, Fate.TAKEN)
        mailbox.settle(question, Fate.LEFT)

    assert (answer.content, question.content) == (mail("Antwort"), mail("Frage"))
    assert [seen.content for seen in post.inbox()] == [mail("gelöscht"), mail("Frage")]


def test_what_was_read_but_not_settled_is_offered_again(post: Post) -> None:
    post.deliver(mail("a"), mail("b"))

    with pytest.raises(ZeroDivisionError):
        _take_one_and_break(post)

    assert offered(post) == [mail("b")]


def _take_one_and_break(post: Post) -> None:
    with post.mailbox() as mailbox:
        for found in mailbox.waiting():
            mailbox.settle(found, Fate.TAKEN)
            raise ZeroDivisionError


def test_a_round_is_bounded_and_mails_left_are_not_in_the_way_of_new_ones(post: Post) -> None:
    post.deliver(*(mail(str(number)) for number in range(5)))

    with post.mailbox() as mailbox:
        for found in mailbox.waiting(2):
            mailbox.settle(found, Fate.LEFT)

    assert offered(post, 2) == [mail("2"), mail("3")]


def test_settling_can_wait_until_all_are_read(post: Post) -> None:
    post.deliver(mail("a"), mail("b"))

    with post.mailbox() as mailbox:
        found = list(mailbox.waiting())
        for each in reversed(found):
            mailbox.settle(each, Fate.TAKEN)

    assert sorted(seen.content for seen in post.taken()) == [mail("a"), mail("b")]


@pytest.mark.parametrize("fate", Fate)
def test_what_somebody_removed_meanwhile_does_no_harm(post: Post, fate: Fate) -> None:
    post.deliver(mail("a"), mail("b"))

    with post.mailbox() as mailbox:
        waiting = mailbox.waiting()
        first = next(waiting)
        post.remove_all()
        for found in (first, *waiting):  # a server may show what is gone until the session ends
            mailbox.settle(found, fate)

    assert (post.inbox(), offered(post)) == ([], [])


def test_a_mail_that_is_too_large_comes_without_its_content(post: Post) -> None:
    head = mail("groß")
    largest = head + b"x" * (MOST_BYTES - len(head) - 2) + b"\r\n"
    post.deliver(largest, largest + b"\r\n")

    with post.mailbox() as mailbox:
        fits, too_large = mailbox.waiting()
        mailbox.settle(too_large, Fate.LEFT)

    assert fits.content == largest
    assert (too_large.content, too_large.size) == (None, MOST_BYTES + 2)
    assert len(post.inbox()) == 2
    assert offered(post) == [largest]


def test_answers_of_all_programs_arrive_unharmed(post: Post) -> None:
    mails = [*(write("TENTATIVE") for write in PROGRAMS.values()), outlook_counter()]
    mails.append(mailed(plain(method="REFRESH"), "text/calendar; method=REFRESH"))
    post.deliver(*mails)

    arrived = offered(post)

    assert [read_reply(content or b"") for content in arrived] == [read_reply(content) for content in mails]


BOUNCE = (
    b"From: MAILER-DAEMON@example.org\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
    b"--x\r\n\r\nI'm sorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Final-Recipient: rfc822; zoe@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x\r\n"
    b"Content-Type: message/rfc822\r\n\r\n" + PROGRAMS["Outlook"]("ACCEPTED") + b"\r\n--x--\r\n"
)
NEST = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(30))
JUNK = [
    b"From: a@example.org\r\nSubject: Sie haben gewonnen\r\nContent-Type: text/html\r\n\r\n<b>x</b>\r\n",
    BOUNCE,
    b"From: zoe@example.org\r\nMIME-Version: 1.0\r\n" + NEST,
    b'Content-Type: multipart/mixed; boundary="\r\n\r\n--\r\n\xff\xfe\r\n',
    b"no header at all\r\n" * 20,
    b"Subject: " + b"x" * 20_000 + b"\r\n" * 200,
    mailed(plain(method="REQUEST")),
    mailed(bytes(range(1, 256)) * 100),
    mailed(plain())[:-200],
    b"\r\n\r\n\r\n",
]


def test_a_mailbox_full_of_junk_is_walked_in_bounded_time(post: Post) -> None:
    huge = mail("zwölf Megabyte") + b"x" * 12_000_000 + b"\r\n"
    post.deliver(*(JUNK[number % len(JUNK)] for number in range(299)), huge, PROGRAMS["Google"]("DECLINED"))
    begun = time.monotonic()

    rounds = [_walk(post) for _ in range(3)]

    assert time.monotonic() - begun < MOST_SECONDS
    assert rounds == [(200, []), (101, [read_reply(PROGRAMS["Google"]("DECLINED"))]), (0, [])]
    assert [seen.is_read for seen in post.inbox()] == [False] * 300
    assert [read_reply(seen.content) for seen in post.taken()] == rounds[1][1]


def _walk(post: Post) -> tuple[int, list[Reply]]:
    """How many mails waited, and which of them were answers."""
    replies, number = [], 0
    with post.mailbox() as mailbox:
        for number, found in enumerate(mailbox.waiting(), 1):  # noqa: B007 - the last number is wanted
            try:
                replies.append(read_reply(found.content or b""))
            except InvalidValue:
                mailbox.settle(found, Fate.LEFT)
            else:
                mailbox.settle(found, Fate.TAKEN)
    return number, replies


def test_a_file_that_is_no_mail_is_not_opened(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path / "mail")
    os.mkfifo(tmp_path / "mail" / "new" / "pipe")
    (tmp_path / "mail" / "new" / "link").symlink_to("/etc/hostname")
    (tmp_path / "mail" / "cur" / "folder").mkdir()
    post.deliver(mail("a"))

    assert offered(post) == [mail("a")]


def test_a_mail_that_a_mail_program_renames_meanwhile_is_read_and_settled(tmp_path: Path) -> None:
    post = MaildirPost(tmp_path / "mail")
    post.deliver(mail("a"), mail("b"))

    with post.mailbox() as mailbox:
        waiting = mailbox.waiting()
        first = next(waiting)
        for file in files(tmp_path / "mail"):
            file.rename(tmp_path / "mail" / "cur" / f"{file.name}:2,FS")
        for found in (first, *waiting):
            mailbox.settle(found, Fate.TAKEN)

    assert [seen.content for seen in post.taken()] == [mail("a"), mail("b")]
    assert all(file.name.endswith(":2,FS") for file in files(tmp_path / "mail" / ".eventapp"))
    assert post.inbox() == []


@pytest.mark.parametrize("missing", [".", "new", "cur"])
def test_a_maildir_that_is_none_is_an_error_and_is_not_made(tmp_path: Path, missing: str) -> None:
    path = tmp_path / "mail"
    MaildirPost(path)
    shutil.rmtree(path / missing)

    with pytest.raises(MailboxUnavailable) as caught:
        MaildirMailbox(path).__enter__()

    assert (caught.value.code, caught.value.context["path"]) == ("mailbox.folder", str(path))
    assert not (path / missing).exists()
