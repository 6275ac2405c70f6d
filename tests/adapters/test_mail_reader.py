"""Our mails as two foreign programs take them apart, neither of them Python's library, which helps to write them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventapp.adapters import ical
from eventapp.adapters.mime import message_bytes
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.messages import CalendarPart, Message
from tests.adapters.entries import ORGANIZER, PAGES, SENT, TEXTS, Text, entry, invitation
from tests.adapters.parsers.machines import email_mime, postal_mime

ZOE = "zoe.mueller@example.org"
# Header fields take no control characters: what is to arrive of a text is put in. A subject goes over several lines.
GIVEN = {name: Text(text.as_line, block=text.as_block) for name, text in TEXTS.items()} | {
    "long": Text("Frauenversammlung „für Ärztinnen“ 🎉 " * 12 + "Ende", block=PAGES)
}
MAILS = {f"{method.lower()}-{name}.eml": (method, text) for method in Method for name, text in GIVEN.items()}


def calendar(method: Method, text: Text) -> bytes:
    return ical.invitation_file(invitation(method, entry(summary=text.given), attendee=Mailbox(text.given, ZOE)))


def mail(method: Method, text: Text) -> bytes:
    """A mail in which everything is called ``text``."""
    return message_bytes(
        Message(
            sender=ORGANIZER,
            recipient=Mailbox(text.given, ZOE),
            reply_to=Mailbox("", "answers@example.org"),
            subject=text.given,
            text=text.as_block,
            html=f"<p>{text.as_block}</p>",
            message_id="<7.abc@example.org>",
            sent_at=SENT,
            calendar=CalendarPart(calendar(method, text), method.value),
        )
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All mails, a file each."""
    made = tmp_path_factory.mktemp("mails")
    for name, (method, text) in MAILS.items():
        (made / name).write_bytes(mail(method, text))
    return made


def headers(text: Text) -> dict[str, Any]:
    return {
        "subject": text.given,
        "from": {"name": ORGANIZER.name, "address": ORGANIZER.address},
        "to": {"name": text.given, "address": ZOE},
        "reply-to": {"name": "", "address": "answers@example.org"},
    }


def part(kind: str, content: bytes = b"", **values: str) -> dict[str, str]:
    plain = {"type": kind, "method": "", "charset": "", "disposition": "", "filename": ""}
    return {**plain, "content": base64.b64encode(content).decode(), **values}


def calendars(method: Method, data: bytes) -> list[dict[str, str]]:
    """The calendar in the alternative, which PUBLISH has not, and the same bytes as a file."""
    file = part("application/ics", data, disposition="attachment", filename="invite.ics")
    shown = part("text/calendar", data, method=method.value, charset="UTF-8")
    return [file] if method is Method.PUBLISH else [shown, file]


def body(text: str) -> bytes:
    return (text + "\n").replace("\n", "\r\n").encode()


def by_email_mime(method: Method, text: Text) -> dict[str, Any]:
    bodies = [
        part("text/plain", body(text.as_block), charset="UTF-8"),
        part("text/html", body(f"<p>{text.as_block}</p>"), charset="UTF-8"),
    ]
    outer = [part("multipart/mixed"), part("multipart/alternative")]
    return {**headers(text), "parts": [*outer, *bodies, *calendars(method, calendar(method, text))]}


def by_postal_mime(method: Method, text: Text) -> dict[str, Any]:
    """postal-mime 2.7 gives calendars with LF for CRLF, as it does texts, and no charset."""
    texts = {"text": f"{text.as_block}\n", "html": f"<p>{text.as_block}</p>\n"}
    found = calendars(method, calendar(method, text).replace(b"\r\n", b"\n"))
    return {**headers(text), **texts, "calendars": [{k: v for k, v in one.items() if k != "charset"} for one in found]}


READERS: dict[str, tuple[Callable[[Path], dict[str, Any]], Callable[[Method, Text], dict[str, Any]]]] = {
    "Email::MIME": (email_mime, by_email_mime),
    "postal-mime": (postal_mime, by_postal_mime),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_mail_is_taken_apart_as_it_was_put_together(reader: str, folder: Path) -> None:
    read, expected = READERS[reader]

    found = read(folder)

    assert found.keys() == MAILS.keys()
    for name, (method, text) in MAILS.items():
        assert found[name] == expected(method, text), name
