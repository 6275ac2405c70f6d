"""Reading mails that came back: what servers write, and what strangers make up."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters.bounces import read_bounce
from eventapp.domain.bounces import Bounce
from eventapp.domain.errors import InvalidValue
from tests.adapters.replies import PROGRAMS
from tests.adapters.returned import FORMS, WHO, delayed, gmail, on_leave, qmail, read_receipt, report

OURS = "<einladung.7@versammlung.example.org>"
REJECTED = f"550 5.1.1 <{WHO}>: Recipient address rejected: User unknown"
REMOTE = f"Remote host said: 550 5.1.1 <{WHO}>: user unknown"
GONE = "550-5.1.1 The email account that you tried to reach does not exist. "


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ("Postfix", "5.1.1", REJECTED),
        ("Postfix, headers only", "5.1.1", REJECTED),
        (
            "Exchange",
            "5.1.10",
            f"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {WHO} not found by SMTP address lookup",
        ),
        (
            "Gmail",
            "5.1.1",
            GONE + "550 5.1.1 a640c23a62f3a-b7654-4321si123 - gsmtp",
        ),
        ("Exim", "5.0.0", "Unrouteable address"),
        (
            "qmail",
            "5.1.1",
            f"192.0.2.25 does not like recipient. {REMOTE} Giving up on 192.0.2.25.",
        ),
        ("RFC 6533", "5.1.1", REJECTED),
        ("without a copy", "5.1.1", REJECTED),
        ("given up", "4.4.1", "connect to mail.example.org: Connection timed out"),
    ],
)
def test_each_form_says_which_mail_and_why(form: str, status: str, words: str) -> None:
    assert read_bounce(FORMS[form](OURS)) == Bounce(OURS, WHO, status, is_permanent=True, words=words)


def test_a_delay_and_a_delivery_are_no_failures() -> None:
    assert not read_bounce(delayed(OURS)).is_permanent
    assert not read_bounce(report(OURS, action="delivered", status="2.0.0")).is_permanent
    assert not read_bounce(report(OURS, action="relayed", status="2.0.0")).is_permanent


@pytest.mark.parametrize(
    "mail", [on_leave(OURS), read_receipt(OURS), *(make("ACCEPTED") for make in PROGRAMS.values())]
)
def test_automatic_answers_receipts_and_replies_are_none(mail: bytes) -> None:
    with pytest.raises(InvalidValue, match=r"bounce\.none|reply\.mail"):
        read_bounce(mail)


def test_a_report_inside_an_attached_mail_is_somebody_elses() -> None:
    inner = report(OURS).decode()
    outer = f'Content-Type: multipart/mixed; boundary="o"\n\n--o\nContent-Type: message/rfc822\n\n{inner}\n--o--\n'

    with pytest.raises(InvalidValue, match=r"bounce\.none"):
        read_bounce(outer.encode())


def test_words_hold_no_line_break_and_no_control_character() -> None:
    found = read_bounce(report(OURS, words="smtp; 550 5.1.1 gone\n\tBcc: all@example.org\x07\x1b[31m" + "x" * 900))

    assert len(found.words) == 300
    assert found.words.startswith("550 5.1.1 gone Bcc: all@example.org[31mxxx")


@pytest.mark.parametrize("forged", ["<ab>\n <c@>", "<" + "x" * 300 + "@example.org>", "none", "<a b@example.org>"])
def test_no_id_but_a_plain_one_names_a_mail(forged: str) -> None:
    with pytest.raises(InvalidValue, match=r"bounce\.message_id"):
        read_bounce(report(forged))


BLOCK = b"Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n"


def _nested(depth: int) -> bytes:
    return b"".join(
        f'Content-Type: multipart/report; boundary="b{level}"\r\n\r\n--b{level}\r\n'.encode() for level in range(depth)
    )


@pytest.mark.parametrize(
    "mail",
    [
        b"x" * 1_000_001,
        _nested(59),
        _nested(2_000),
        report(OURS).replace(b"Final-Recipient", BLOCK * 10_000 + b"Final-Recipient"),
        report(OURS).replace(b"Action: failed", b"\r\n" * 40_000 + b"Action: failed"),
        qmail(OURS).replace(b"<zoe", b"<zoe@" * 100_000),
        gmail(OURS).replace(b"In-Reply-To: ", b"In-Reply-To: " + b"<a@b> " * 100_000),
        report(OURS, words="(" * 200_000),
        report(OURS).replace(b"550 5.1.1", b"@" * 300_000),
    ],
)
def test_what_is_huge_or_deep_costs_no_time(mail: bytes) -> None:
    started = time.process_time()
    _read_or_refuse(mail)

    assert time.process_time() - started < 2


def _read_or_refuse(mail: bytes) -> None:
    with suppress(InvalidValue):
        read_bounce(mail)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(FORMS.values())), st.data())
def test_no_bytes_raise_anything_else(make: Callable[[str], bytes], data: st.DataObject) -> None:
    mail = bytearray(make(OURS))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(mail) - 1))
        mail[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))

    _read_or_refuse(bytes(mail))
