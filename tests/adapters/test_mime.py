"""Mails as bytes, read back with the standard library."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.ical_check import check_mail
from eventapp.adapters.mime import message_bytes
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.messages import CalendarPart, Message
from tests.adapters.entries import ATTENDEE, ORGANIZER, PAGES, SENT, invitation


def mail(method: Method | None = None, **changes: object) -> Message:
    """A mail to one person, with a calendar of ``method`` if one is given."""
    part = CalendarPart(ical.invitation_file(invitation(method)), method.value) if method else None
    plain = Message(
        sender=ORGANIZER,
        recipient=ATTENDEE,
        reply_to=ORGANIZER,
        subject="Einladung: Personalversammlung für alle",
        text="Guten Tag,\n.\nFrom hier an: Größe = 1\n",
        html="<p>Guten Tag, Größe</p>",
        message_id="<7.abc@example.org>",
        sent_at=SENT,
        calendar=part,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def read(message: Message) -> EmailMessage:
    """The mail as another program sees it."""
    found = message_from_bytes(message_bytes(message), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def shape(message: EmailMessage) -> list[tuple[str, str | None, str | None]]:
    """Type, disposition and encoding of every part, outermost first."""
    return [
        (part.get_content_type(), part.get_content_disposition(), part.get("Content-Transfer-Encoding"))
        for part in message.walk()
    ]


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_an_invitation_stands_where_clients_look_for_it(method: Method) -> None:
    found = read(mail(method))

    assert shape(found) == [
        ("multipart/mixed", None, None),
        ("multipart/alternative", None, None),
        ("text/plain", None, "quoted-printable"),
        ("text/html", None, "quoted-printable"),
        ("text/calendar", None, "base64"),
        ("application/ics", "attachment", "base64"),
    ]
    *_, calendar, file = found.walk()
    assert calendar["Content-Type"] == f'text/calendar; method="{method}"; charset="UTF-8"'
    assert f"text/calendar; method={method}; charset=UTF-8".encode() in message_bytes(mail(method))
    assert calendar["Content-ID"] is None
    assert file.get_filename() == "invite.ics"
    assert calendar.get_payload(decode=True) == file.get_payload(decode=True)
    assert calendar.get_payload(decode=True) == ical.invitation_file(invitation(method))


def test_information_is_attached_only() -> None:
    assert shape(read(mail(Method.PUBLISH))) == [
        ("multipart/mixed", None, None),
        ("multipart/alternative", None, None),
        ("text/plain", None, "quoted-printable"),
        ("text/html", None, "quoted-printable"),
        ("application/ics", "attachment", "base64"),
    ]


def test_a_mail_without_calendar_is_an_alternative() -> None:
    assert [kind for kind, _, _ in shape(read(mail()))] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize("method", Method)
def test_the_linter_has_nothing_to_say(method: Method) -> None:
    assert check_mail(message_bytes(mail(method))) == []


def test_headers() -> None:
    found = read(mail(list_id="Versammlung <versammlung.example.org>"))

    assert set(found.keys()) == {
        *("Date", "Message-ID", "From", "To", "Reply-To", "Subject", "Auto-Submitted", "Content-Language"),
        *("List-Id", "MIME-Version", "Content-Type"),
    }
    assert parsedate_to_datetime(found["Date"]) == SENT
    assert found["Message-ID"] == "<7.abc@example.org>"
    assert found["Subject"] == "Einladung: Personalversammlung für alle"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["Content-Language"] == "de"
    assert found["List-Id"] == "Versammlung <versammlung.example.org>"
    (to,) = found["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Dr. Zoë Müller; X", "zoe.mueller@example.org")


def test_bodies() -> None:
    _, plain, html = read(mail(text=PAGES, html="<p>" + "Ä" * 3000 + "</p>")).walk()

    assert plain.get_payload(decode=True).decode() == PAGES.replace("\n", "\r\n") + "\r\n"  # type: ignore[union-attr]
    assert html.get_payload(decode=True).decode() == "<p>" + "Ä" * 3000 + "</p>\r\n"  # type: ignore[union-attr]


@pytest.mark.parametrize("method", [None, *Method])
def test_the_bytes_are_plain_and_stay_the_same(method: Method | None) -> None:
    data = message_bytes(mail(method, text=PAGES, subject="Ü" * 300))

    assert data == message_bytes(mail(method, text=PAGES, subject="Ü" * 300))
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data != message_bytes(mail(method, text=PAGES, subject="Ü" * 300, message_id="<8@example.org>"))


def test_a_foreign_domain_goes_out_in_ascii() -> None:
    found = read(mail(recipient=Mailbox("Anna", "anna@straße-köln.example")))

    assert found["To"] == "Anna <anna@xn--strae-kln-z0a33a.example>" or "@xn--" in str(found["To"])


@pytest.mark.parametrize(
    "address",
    [
        *("", "anna", "@example.org", "anna@", "a@b@example.org", "a b@example.org", "a@example.org, b@example.org"),
        *("<a@example.org>", "Anna <a@example.org>", "a@example.org\r\nBcc: b@example.org", "a\n@example.org"),
        *(
            "a@exa mple.org",
            "ä@example.org",
            "a..b@example.org",
            ".a@example.org",
            '"a b"@example.org',
            "a@[127.0.0.1]",
        ),
        *("a@example.org;b@example.org", "a@example.org\x00", "x" * 65 + "@example.org", "a@-example.org", "a@b..org"),
        *("a@example.org>", "a@example.org\n", "a@example.org\u2028"),
    ],
)
@pytest.mark.parametrize("field", ["sender", "recipient", "reply_to"])
def test_anything_but_one_mailbox_is_refused(field: str, address: str) -> None:
    with pytest.raises(InvalidValue, match=r"mail\.address"):
        message_bytes(replace(mail(), **{field: Mailbox("Anna", address)}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "evil", ["a\r\nBcc: b@example.org", "a\nb", "a\rb", "a\x00b", "a\x0bb", "a\x85b", "a\u2028b", "a\ud800"]
)
def test_line_breaks_in_headers_are_refused(evil: str) -> None:
    for changes in (
        {"subject": evil},
        {"recipient": Mailbox(evil, "a@example.org")},
        {"message_id": f"<{evil}@example.org>"},
        {"list_id": evil},
        {"language": evil},
    ):
        with pytest.raises(InvalidValue):
            message_bytes(mail(**changes))


@pytest.mark.parametrize(
    ("content", "method"), [(b"", "REQUEST"), (b"METHOD:CANCEL\r\n", "REQUEST"), (b"METHOD:X\r\n", "X")]
)
def test_a_calendar_of_another_method_is_refused(content: bytes, method: str) -> None:
    with pytest.raises(InvalidValue, match=r"mail\.method"):
        message_bytes(mail(calendar=CalendarPart(content, method)))


visible = st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"], include_characters=" "), max_size=120)


@settings(max_examples=60, deadline=None)
@given(name=visible, subject=visible)
def test_random_names_and_subjects_come_back(name: str, subject: str) -> None:
    found = message_from_bytes(message_bytes(mail(recipient=Mailbox(name, "a@example.org"), subject=subject)))

    # The newer parser of Python 3.11 leaves the blank between two encoded words of a phrase (RFC 2047, section 6.2).
    phrase, address = parseaddr(found["To"])
    assert (str(make_header(decode_header(phrase))), address) == (" ".join(name.split()), "a@example.org")
    assert str(make_header(decode_header(found["Subject"]))) == subject.strip()
    assert max(map(len, message_bytes(mail(subject=subject)).split(b"\r\n"))) <= 78
