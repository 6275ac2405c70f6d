"""IMAP alone: what servers can't do, what they say wrongly, and how they are reached."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventapp.adapters.ical_reply import MOST_BYTES
from eventapp.adapters.imap import ImapMailbox, Security
from eventapp.adapters.mailbox import Fate, MailboxUnavailable, Memory
from tests.adapters.imap_servers import Server, dovecot, free_port, make_certificate, pymap, scripted
from tests.adapters.posts import ImapPost, Seen, mail, offered, settle_all


@pytest.fixture(scope="module")
def dovecot_server() -> Iterator[Server]:
    with dovecot() as server:
        yield server


@pytest.fixture(scope="module")
def pymap_server() -> Iterator[Server]:
    with pymap() as server:
        yield server


def test_two_programs_share_what_a_server_remembers(dovecot_server: Server, tmp_path: Path) -> None:
    post = ImapPost(dovecot_server, tmp_path / "here", user="shared")
    post.deliver(mail("Frage"))
    settle_all(post, Fate.LEFT)

    with post.imap(tmp_path / "elsewhere") as mailbox:
        assert list(mailbox.waiting()) == []

    assert not (tmp_path / "here").exists()


def test_a_server_that_takes_no_keyword_after_all_leaves_it_to_memory(tmp_path: Path) -> None:
    with dovecot(longest_keyword=5) as server:
        post = ImapPost(server, tmp_path / "left")
        post.deliver(mail("Frage"))

        settle_all(post, Fate.LEFT)

        assert offered(post) == []
        assert len((tmp_path / "left").read_text().splitlines()) == 1


def test_memory_forgets_what_went_away(pymap_server: Server, tmp_path: Path) -> None:
    post = ImapPost(pymap_server, tmp_path / "left", folder="forgetful")
    post.deliver(mail("a"))
    settle_all(post, Fate.LEFT)
    known = Memory(tmp_path / "left").recall()
    post.remove_all()
    post.deliver(mail("b"))

    assert offered(post) == [mail("b")]
    assert len(known) == 1
    assert Memory(tmp_path / "left").recall() == frozenset()


def test_memory_that_cannot_be_kept_is_an_error(pymap_server: Server, tmp_path: Path) -> None:
    post = ImapPost(pymap_server, tmp_path / "no such folder" / "left", folder="unwritable")
    post.deliver(mail("a"))

    with pytest.raises(MailboxUnavailable, match=r"mailbox\.memory"):
        settle_all(post, Fate.LEFT)

    assert offered(post) == [mail("a")]


def test_a_mail_of_another_numbering_is_not_touched(dovecot_server: Server, tmp_path: Path) -> None:
    post = ImapPost(dovecot_server, tmp_path / "left", user="renumbered")
    post.deliver(mail("a"))

    with post.mailbox() as mailbox:
        (found,) = mailbox.waiting()
        mailbox.settle(replace(found, key=f"1.{found.key.partition('.')[2]}"), Fate.TAKEN)

    assert offered(post) == [mail("a")]


def test_the_folder_of_mails_taken_lies_where_the_server_wants_it(tmp_path: Path) -> None:
    with dovecot(prefix="INBOX.") as server:
        post = ImapPost(server, tmp_path / "left", prefix="INBOX.")
        post.deliver(mail("Antwort"))

        settle_all(post, Fate.TAKEN)

        assert post.taken() == [Seen(mail("Antwort"), is_read=True)]
        client = server.client()
        assert client.lsub()[1] == [b'() "." INBOX.eventapp']
        client.logout()


@pytest.mark.parametrize(
    ("capability", "remaining"),
    [
        ("IMAP4rev1 NAMESPACE UIDPLUS", ["gelöscht"]),
        ("IMAP4rev1", ["gelöscht", "Antwort"]),
    ],
)
def test_a_server_that_cannot_move_copies_and_destroys_no_other_mail(
    tmp_path: Path, capability: str, remaining: list[str]
) -> None:
    with dovecot(capability=capability) as server:
        post = ImapPost(server, tmp_path / "left")
        post.deliver(mail("gelöscht"), is_deleted=True)
        post.deliver(mail("Antwort"))

        settle_all(post, Fate.TAKEN)

        assert post.taken() == [Seen(mail("Antwort"), is_read=True)]
        assert [seen.content for seen in post.inbox()] == [mail(subject) for subject in remaining]
        assert offered(post) == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_trusted_certificate_opens_the_mailbox(dovecot_server: Server, tmp_path: Path, security: Security) -> None:
    post = ImapPost(dovecot_server, tmp_path / "left", user=f"trusted-{security}")
    post.deliver(mail("a"))

    with _encrypted(dovecot_server, security, post.user) as mailbox:
        assert [found.content for found in mailbox.waiting()] == [mail("a")]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_an_untrusted_certificate_is_refused(dovecot_server: Server, tmp_path: Path, security: Security) -> None:
    make_certificate(tmp_path, "127.0.0.1")

    system = _refusal(_encrypted(dovecot_server, security, cafile=None))
    other = _refusal(_encrypted(dovecot_server, security, cafile=tmp_path / "cert.pem"))

    assert [error.code for error in (system, other)] == ["mailbox.tls"] * 2
    assert "certificate verify failed" in str(system.context["reason"])


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_for_another_name_is_refused(security: Security) -> None:
    with dovecot(host="imap.example.org") as server:
        error = _refusal(_encrypted(server, security))

    assert error.code == "mailbox.tls"
    assert "not valid for '127.0.0.1'" in str(error.context["reason"])


def test_without_starttls_no_password_is_sent(tmp_path: Path) -> None:
    with scripted({"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"}) as script:
        error = _refusal(_mailbox(script.port, tmp_path, security="starttls"))

    assert error.code == "mailbox.tls"
    assert [line.split()[1] for line in script.heard] == [b"CAPABILITY", b"LOGOUT"]


def test_tls_to_a_port_without_it_is_refused(dovecot_server: Server, tmp_path: Path) -> None:
    assert _refusal(_mailbox(dovecot_server.port, tmp_path, security="tls")).code == "mailbox.tls"


def test_certificates_that_cannot_be_read_are_refused(dovecot_server: Server, tmp_path: Path) -> None:
    (tmp_path / "rubbish").write_text("no certificate")

    for file in ("rubbish", "missing"):
        assert _refusal(_encrypted(dovecot_server, "tls", cafile=tmp_path / file)).code == "mailbox.tls"


@pytest.mark.parametrize(
    "host", ["imap.example.org", "192.0.2.1", "127.0.0.1.example.org", "localhost.example.org", ""]
)
def test_a_password_is_not_sent_in_the_clear_to_another_machine(host: str, tmp_path: Path) -> None:
    with pytest.raises(MailboxUnavailable, match=r"mailbox\.insecure"):
        ImapMailbox(host, 143, "gb", "geheim", tmp_path / "left", security="none")


def test_the_mailbox_shows_no_password(tmp_path: Path) -> None:
    assert "geheim" not in repr(_mailbox(143, tmp_path, password="geheim"))


def test_a_wrong_password_is_refused(dovecot_server: Server, tmp_path: Path) -> None:
    error = _refusal(_mailbox(dovecot_server.port, tmp_path, password="falsch"))

    assert (error.code, error.context) == ("mailbox.refused", {"host": "127.0.0.1", "user": "gb", "reason": ""})


@pytest.mark.parametrize("status", [b"TAG NO %s wrong\r\n", b"TAG BAD %s what\r\n", b"* BYE %s\r\n", b"%s\r\n"])
def test_a_server_that_repeats_the_password_does_not_bring_it_into_the_error(status: bytes, tmp_path: Path) -> None:
    with scripted(SPEECH | {"LOGIN": status % b"gehe1m"}) as script:
        error = _refusal(_mailbox(script.port, tmp_path, password="gehe1m"))

    assert any(b"gehe1m" in line for line in script.heard)
    assert "gehe1m" not in "".join(traceback.format_exception(error)) + repr(error) + repr(error.context)
    assert error.__context__ is None


def test_a_password_may_hold_any_sign(tmp_path: Path) -> None:
    password = 'Müller-Straße ✓ "{3}* \\'

    with dovecot(password=password) as server, _mailbox(server.port, tmp_path, password=password) as mailbox:
        assert list(mailbox.waiting()) == []


@pytest.mark.parametrize("password", ["geheim\r\nx LOGOUT", "geheim\n", "\x00"])
def test_a_password_with_a_line_break_is_not_sent(password: str, tmp_path: Path) -> None:
    with scripted(SPEECH) as script:
        error = _refusal(_mailbox(script.port, tmp_path, password=password))

    assert error.code == "mailbox.refused"
    assert not any(b"geheim" in line for line in script.heard)


@pytest.mark.parametrize("folder", ["keiner", "eventapp"])
def test_an_unknown_folder_and_our_own_are_refused(dovecot_server: Server, tmp_path: Path, folder: str) -> None:
    client = dovecot_server.client()
    client.create("eventapp")
    client.logout()

    error = _refusal(_mailbox(dovecot_server.port, tmp_path, folder=folder, password=dovecot_server.password))

    assert (error.code, error.context["folder"]) == ("mailbox.folder", folder)


def test_a_folder_may_have_umlauts(dovecot_server: Server, tmp_path: Path) -> None:
    with pytest.raises(MailboxUnavailable, match=r"mailbox\.folder"):
        _mailbox(dovecot_server.port, tmp_path, folder="Rückläufe", password=dovecot_server.password).__enter__()
    client = dovecot_server.client()
    client.create('"R&APw-ckl&AOQ-ufe"')
    client.logout()

    with _mailbox(dovecot_server.port, tmp_path, folder="Rückläufe", password=dovecot_server.password) as mailbox:
        assert list(mailbox.waiting()) == []


def test_nobody_listens(tmp_path: Path) -> None:
    assert _refusal(_mailbox(free_port(), tmp_path)).code == "mailbox.unreachable"


def test_a_server_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    begun = time.monotonic()

    with (
        scripted(SPEECH | {"UID SEARCH": b""}) as script,
        _mailbox(script.port, tmp_path, timeout=0.3) as mailbox,
        pytest.raises(MailboxUnavailable, match=r"mailbox\.unreachable"),
    ):
        list(mailbox.waiting())

    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        (b"220 mail.example.org ESMTP\r\n", "mailbox.unreachable"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "mailbox.unreachable"),
        (b"* BYE overloaded\r\n", "mailbox.protocol"),
        (b"* OK " + b"x" * 30_000_000, "mailbox.protocol"),
    ],
    ids=["SMTP", "HTTP", "BYE", "no end"],
)
def test_a_port_that_does_not_speak_imap(greeting: bytes, code: str, tmp_path: Path) -> None:
    with scripted({}, greeting) as script:
        assert _refusal(_mailbox(script.port, tmp_path)).code == code


@pytest.mark.parametrize(
    "answers",
    [
        {"CAPABILITY": b"TAG NO later\r\n"},
        {"SELECT": b"* OK [READ-ONLY]\r\nTAG OK [READ-ONLY] done\r\n"},
        {"UID SEARCH": b"TAG NO later\r\n"},
        {"UID SEARCH": b"TAG BAD what\r\n"},
        {"UID SEARCH": b"* SEARCH one two\r\nTAG OK done\r\n"},
        {"UID SEARCH": b"* SEARCH \xff\r\nTAG OK done\r\n"},
        {"UID SEARCH": b"* BYE\r\n"},
        {"UID SEARCH": b"\xff\xfe\r\n"},
        {"UID FETCH": b'* 1 FETCH (UID 5 RFC822.SIZE 9 INTERNALDATE "yesterday")\r\nTAG OK done\r\n'},
        {"UID FETCH": b"* 1 FETCH (UID 5 {abc}\r\nTAG BAD done\r\n"},
    ],
)
def test_answers_that_make_no_sense_end_as_one_error(answers: dict[str, bytes], tmp_path: Path) -> None:
    with scripted(SPEECH | answers) as script, pytest.raises(MailboxUnavailable) as caught:
        _read(_mailbox(script.port, tmp_path, timeout=2))

    assert caught.value.code in {"mailbox.protocol", "mailbox.unreachable", "mailbox.folder"}


@pytest.mark.parametrize(
    ("body", "contents"),
    [
        (b"* 1 FETCH (UID 5 BODY[]<0> {4}\r\nabcd)\r\nTAG OK done\r\n", [b"abcd"]),
        (b"* 1 FETCH (FLAGS (\\Recent))\r\n* 1 FETCH (BODY[] {4}\r\nabcd UID 5)\r\nTAG OK done\r\n", [b"abcd"]),
        (b'* 1 FETCH (UID 5 BODY[]<0> "a\\"b")\r\nTAG OK done\r\n', [b'a"b']),
        (b'* 1 FETCH (UID 5 BODY[]<0> "")\r\nTAG OK done\r\n', [b""]),
        (b"* 1 FETCH (UID 5 BODY[]<0> NIL)\r\nTAG OK done\r\n", [b""]),
        (b"TAG OK gone\r\n", []),
        (b"TAG NO not now\r\n", []),
        (
            b"* 1 FETCH (UID 5 BODY[] {%d}\r\n" % (MOST_BYTES + 1) + b"x" * (MOST_BYTES + 1) + b")\r\nTAG OK done\r\n",
            [None],
        ),
    ],
    ids=["literal", "flags first", "quoted", "empty", "nil", "gone", "refused", "larger than said"],
)
def test_all_forms_of_a_mail_are_understood(body: bytes, contents: list[bytes | None], tmp_path: Path) -> None:
    with scripted(SPEECH | {"UID FETCH 5 (BODY": body}) as script:
        assert _read(_mailbox(script.port, tmp_path)) == contents

    assert any(b"(BODY.PEEK[]<0.%d>)" % (MOST_BYTES + 1) in line for line in script.heard)


def test_a_mail_that_is_too_large_is_not_fetched(tmp_path: Path) -> None:
    large = SPEECH["UID FETCH"].replace(b"SIZE 9", b"SIZE %d" % (MOST_BYTES + 1))

    with scripted(SPEECH | {"UID FETCH": large}) as script:
        assert _read(_mailbox(script.port, tmp_path)) == [None]

    assert not any(b"BODY" in line for line in script.heard)


def test_a_refused_move_is_an_error_and_the_mail_is_offered_again(tmp_path: Path) -> None:
    with scripted(SPEECH | {"UID MOVE": b"TAG NO [OVERQUOTA] full\r\n"}) as script:
        mailbox = _mailbox(script.port, tmp_path)
        with mailbox, pytest.raises(MailboxUnavailable, match=r"mailbox\.protocol"):
            mailbox.settle(next(mailbox.waiting()), Fate.TAKEN)

        assert _read(mailbox) == [b"abcd"]


def test_without_the_library_there_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)

    assert _refusal(_mailbox(143, tmp_path)).code == "mailbox.no_library"


def test_a_mailbox_is_read_inside_its_with_block(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="with block"):
        list(_mailbox(143, tmp_path).waiting())


SECRET = "geheim"
SPEECH = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE\r\nTAG OK done\r\n",
    "SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\nTAG OK [READ-WRITE] done\r\n",
    "UID SEARCH": b"* SEARCH 5\r\nTAG OK done\r\n",
    "UID FETCH 5 (BODY": b"* 1 FETCH (UID 5 BODY[]<0> {4}\r\nabcd)\r\nTAG OK done\r\n",
    "UID FETCH": b'* 1 FETCH (UID 5 RFC822.SIZE 9 INTERNALDATE "03-Mar-2026 12:00:00 +0000")\r\nTAG OK done\r\n',
}


def _mailbox(
    port: int,
    folder_of_files: Path,
    *,
    password: str = SECRET,
    folder: str = "INBOX",
    security: Security = "none",
    timeout: float = 10,
) -> ImapMailbox:
    memory = folder_of_files / "left"
    return ImapMailbox("127.0.0.1", port, "gb", password, memory, folder, security, timeout=timeout)


OWN = Path("cert.pem")


def _encrypted(server: Server, security: Security, user: str = "gb", cafile: Path | None = OWN) -> ImapMailbox:
    """To ``server``, trusting its own certificate, the system's (None) or ``cafile``."""
    port = server.tls_port if security == "tls" else server.port
    trusted = server.certificate if cafile == OWN else cafile
    return ImapMailbox(
        "127.0.0.1", port, user, server.password, Path("unused"), security=security, timeout=10, cafile=trusted
    )


def _refusal(mailbox: ImapMailbox) -> MailboxUnavailable:
    with pytest.raises(MailboxUnavailable) as caught:
        mailbox.__enter__()
    return caught.value


def _read(mailbox: ImapMailbox) -> list[bytes | None]:
    with mailbox:
        return [found.content for found in mailbox.waiting()]
