"""Mails with a calendar part (RFC 5322, 2045 to 2047, 6047), as bytes.

Header lines are written here and not by the standard library, whose folding of names and addresses has had several
holes, and bodies too, because it takes twenty times as long. Nothing is 8bit, so no server on the way has to recode
what a signature covers.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from eventapp.adapters.addresses import exact_address, header_text
from eventapp.adapters.calendar_text import language_tag
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.messages import CalendarPart, Message
from eventapp.domain.texts import clean
from eventapp.domain.times import utc

FILE_NAME = "invite.ics"
_METHODS = {*Method, "DECLINECOUNTER"}
_LINE = 76
_DOT_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+"
_MESSAGE_ID = re.compile(rf"<{_DOT_ATOM}@[A-Za-z0-9.-]+>")
_LIST_ID = re.compile(r"(?:(?P<phrase>[^<>]*)\s)?<?(?P<id>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)>?")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/^_`{|}~-]+)*")
_METHOD = re.compile(rb"^METHOD:([A-Z]+)\r$", re.MULTILINE)


def message_bytes(message: Message) -> bytes:
    """``message`` as it goes to the mail server: CRLF, ASCII only, the same bytes for the same message.

    Raises InvalidValue for control characters in a header value ("mail.header"), for anything but exactly one
    mailbox ("mail.address"), and for a calendar whose METHOD isn't the one stated ("mail.method").
    """
    headers = "".join(f"{line}\r\n" for line in _headers(message))
    return headers.encode("ascii") + _body(message)


def calendar_part(part: CalendarPart) -> bytes:
    """The calendar as a MIME entity of its own (RFC 6047, section 2), for mails that another program makes.

    PUBLISH is an attachment, all else a body part. Raises as ``message_bytes``.
    """
    _require_method(part)
    return _attachment(part) if part.method == Method.PUBLISH else _calendar_part(part)


def _headers(message: Message) -> list[str]:
    if not _MESSAGE_ID.fullmatch(message.message_id):
        raise InvalidValue("mail.header", value=message.message_id)
    lines = [
        f"Date: {format_datetime(utc(message.sent_at))}",
        f"Message-ID: {message.message_id}",
        _mailbox("From", message.sender),
        _mailbox("To", message.recipient),
        _mailbox("Reply-To", message.reply_to),
        _text("Subject", message.subject),
        "Auto-Submitted: auto-generated",
        f"Content-Language: {language_tag(message.language)}",
    ]
    if message.list_id:
        lines.append(_list_id(message.list_id))
    return [*lines, "MIME-Version: 1.0"]


def _text(name: str, value: str) -> str:
    """Unstructured text; encoded words (RFC 2047) where it isn't plain ASCII or only looks like an encoded word."""
    words = header_text(value).strip()
    if words.isascii() and "=?" not in words and len(name) + 2 + len(words) <= _LINE:
        return f"{name}: {words}"
    return f"{name}: {_encoded(name, words)}"


def _mailbox(name: str, mailbox: Mailbox) -> str:
    address = exact_address(mailbox.address)
    phrase = _phrase(name, mailbox.name)
    if not phrase:
        return f"{name}: {address}"
    last = phrase.rpartition("\n")[2]
    gap = " " if len(name) + len(last) + len(address) + 5 <= _LINE else "\r\n "
    return f"{name}: {phrase}{gap}<{address}>"


def _phrase(name: str, value: str) -> str:
    """A display name (RFC 5322, section 3.2.5): plain, quoted or as encoded words."""
    words = " ".join(header_text(value).split())
    if not words.isascii() or "=?" in words or len(words) > 50:
        return _encoded(name, words)
    if not words or _PLAIN_PHRASE.fullmatch(words):
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


@lru_cache(maxsize=256)
def _encoded(name: str, words: str) -> str:
    return Header(words, "utf-8", maxlinelen=_LINE, header_name=name).encode(linesep="\r\n")


def _list_id(value: str) -> str:
    found = _LIST_ID.fullmatch(header_text(value).strip())
    if not found:
        raise InvalidValue("mail.header", value=value)
    phrase = _phrase("List-Id", found["phrase"] or "")
    return f"List-Id: {phrase} <{found['id']}>" if phrase else f"List-Id: <{found['id']}>"


def _body(message: Message) -> bytes:
    """The structure that clients find the calendar in: the alternative first, the calendar last within it.

    PUBLISH travels as an attached file only, because Outlook shows such a body part as raw lines.
    """
    bodies = [_text_part(message.text, "plain"), _text_part(message.html, "html")]
    part = message.calendar
    if part is None:
        return _multipart("alternative", bodies, message.message_id)
    _require_method(part)
    if part.method != Method.PUBLISH:
        bodies.append(_calendar_part(part))
    alternative = _multipart("alternative", bodies, message.message_id)
    return _multipart("mixed", [alternative, _attachment(part)], message.message_id)


def _require_method(part: CalendarPart) -> None:
    """METHOD must be the one in the content type: Exchange bounces anything else (RFC 6047, section 2.4)."""
    found = _METHOD.findall(part.content)
    if found != [part.method.encode("ascii", "replace")] or part.method not in _METHODS:
        raise InvalidValue("mail.method", method=part.method)


def _multipart(subtype: str, parts: Sequence[bytes], seed: str) -> bytes:
    """A boundary with ``=_`` occurs in neither quoted-printable nor base64; made from the seed it stays the same."""
    boundary = "=_" + hashlib.sha256(f"{subtype} {seed}".encode()).hexdigest()[:32]
    between = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'.encode()
    return b"".join([head, *(between + part + b"\r\n" for part in parts), f"--{boundary}--\r\n".encode()])


def _text_part(text: str, subtype: str) -> bytes:
    """A text as quoted-printable (RFC 2045, section 6.7), lines ended by CRLF."""
    written = binascii.b2a_qp(f"{clean(text)}\n".encode()).replace(b"\n", b"\r\n")
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    return head.encode() + written


def _calendar_part(calendar: CalendarPart) -> bytes:
    """Neither Content-Disposition nor Content-ID: with them Thunderbird shows no invitation.

    The parameters stay unquoted: some readers compare them as they stand.
    """
    head = f"Content-Type: text/calendar; method={calendar.method}; charset=UTF-8\r\n"
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n".encode() + _base64(calendar.content)


def _attachment(calendar: CalendarPart) -> bytes:
    head = (
        f'Content-Type: application/ics; name="{FILE_NAME}"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{FILE_NAME}"\r\n\r\n'
    )
    return head.encode() + _base64(calendar.content)


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")
