"""A mail with a calendar in it (RFC 6047), read from its raw bytes by the standard library."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import Policy, compat32
from email.utils import collapse_rfc2231_value, getaddresses
from typing import cast
from urllib.parse import unquote

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Document, Property, TooLarge, parse

_STRUCTURE = "CalConnect, iMIP best practices; Microsoft MS-STANOICAL"
MOST_PARTS = 500
LONGEST_HEADER = 50_000
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*((?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+)")
_MAIL_HEADER = re.compile(
    rb"^(?:MIME-Version|Received|Return-Path|Delivered-To|From|To|Subject|Date|Message-ID|Content-Type):",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, its calendar part within the bodies, its attached files, and the calendar that they hold."""

    message: EmailMessage
    part: EmailMessage | None
    files: tuple[EmailMessage, ...]
    document: Document

    @property
    def has_calendar(self) -> bool:
        """Whether there is a calendar part or an attached file."""
        return self.part is not None or bool(self.files)

    @property
    def is_entity(self) -> bool:
        """Whether it is a part for a mail rather than a mail: it comes from nobody and goes to nobody."""
        return not ("From" in self.message or "To" in self.message)

    def header(self, name: str) -> set[str]:
        """The addresses in a header, in lower case."""
        return {address.lower() for _, address in getaddresses([str(self.message.get(name, ""))]) if address}


book: RuleBook[Mail] = RuleBook()


def looks_like_mail(data: bytes) -> bool:
    """Whether ``data`` begins with the headers of a mail rather than with a calendar."""
    head = _HEAD.match(data[:20_000])
    return head is not None and not head[1].upper().startswith(b"BEGIN:") and bool(_MAIL_HEADER.search(head[1]))


def read_mail(raw: bytes) -> Mail:
    """``raw`` taken apart. Raises TooLarge.

    By the old policy: the new one's parser of headers is slow and gives up on some that are malformed.
    """
    try:
        message = message_from_bytes(raw, _class=EmailMessage, policy=cast("Policy[EmailMessage]", compat32))
        parts = list(message.walk())
        if len(parts) > MOST_PARTS:
            raise TooLarge(f"the mail has more than {MOST_PARTS} parts")
        if any(len(str(value)) > LONGEST_HEADER for part in parts for value in part.values()):
            raise TooLarge(f"a header of the mail is longer than {LONGEST_HEADER} octets")
        return _sorted_out(message)
    except RecursionError:
        raise TooLarge("the mail's parts are nested too deeply") from None


def _sorted_out(message: EmailMessage) -> Mail:
    leaves = [part for part in message.walk() if not part.is_multipart() and isinstance(part, EmailMessage)]
    files = tuple(part for part in leaves if part.get_content_type() == "application/ics" or _is_attached(part))
    part = next((leaf for leaf in leaves if leaf.get_content_type() == "text/calendar" and leaf not in files), None)
    source = part or next(iter(files), None)
    return Mail(message, part, files, parse(payload(source) if source is not None else b""))


def _is_attached(part: EmailMessage) -> bool:
    is_calendar = part.get_content_type() == "text/calendar"
    return is_calendar and part.get_content_disposition() == "attachment" and not parameter(part, "method")


def parameter(part: EmailMessage, name: str, header: str = "Content-Type") -> str:
    """A parameter of a header, decoded (RFC 2231); empty if it is missing."""
    return collapse_rfc2231_value(part.get_param(name, "", header))


def file_name(part: EmailMessage) -> str:
    """What a reader would store the part as."""
    return parameter(part, "filename", "Content-Disposition") or parameter(part, "name")


def payload(part: EmailMessage) -> bytes:
    """The bytes of a part without their transfer encoding."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


@book.rule("M01", "RFC 6047, section 2")
def _has_calendar(mail: Mail) -> Complaints:
    if not mail.has_calendar:
        yield 0, "the mail holds no calendar"
    elif not mail.document.method:
        yield 0, "the mail's calendar has no METHOD"


@book.rule("M02", "RFC 6047, section 2.4")
def _same_method(mail: Mail) -> Complaints:
    if mail.part is not None and (stated := parameter(mail.part, "method")) != mail.document.method:
        yield 0, f"the content type says method={stated}, the calendar METHOD:{mail.document.method}"


@book.rule("M03", "RFC 6047, section 2.4")
def _charset(mail: Mail) -> Complaints:
    if mail.part is not None and parameter(mail.part, "charset").upper() != "UTF-8":
        yield 0, "the calendar part lacks charset=UTF-8"


@book.rule("M04", _STRUCTURE)
def _alternative_first(mail: Mail) -> Complaints:
    if mail.part is None or mail.is_entity:
        return
    top = mail.message
    first = next(iter(top.iter_parts()), top) if top.get_content_type() == "multipart/mixed" else top
    inner = list(first.iter_parts()) if first.get_content_type() == "multipart/alternative" else []
    if mail.part not in inner:
        yield 0, "the calendar doesn't stand in an alternative that is the mail's first part"


@book.rule("M05", "RFC 6047, section 2.5")
def _transfer_encoding(mail: Mail) -> Complaints:
    if not mail.has_calendar:
        return  # M01
    for part in mail.message.walk():
        encoding = str(part.get("Content-Transfer-Encoding", "7bit")).lower()
        if not part.is_multipart() and encoding not in {"base64", "quoted-printable"}:
            content = part.get_payload(decode=True)
            if encoding == "8bit" or (isinstance(content, bytes) and not content.isascii()):
                yield 0, f"{part.get_content_type()} is neither base64 nor quoted-printable"


@book.rule("M06", _STRUCTURE)
def _same_copy(mail: Mail) -> Complaints:
    for file in mail.files:
        if mail.part is not None and payload(file) != payload(mail.part):
            yield 0, "the attached file isn't the calendar of the mail"
        if file_name(file) != "invite.ics":
            yield 0, "the attached file should be called invite.ics"


@book.rule("M07", "Thunderbird shows no invitation")
def _bare_part(mail: Mail) -> Complaints:
    if mail.part is None:
        return
    if mail.part.get("Content-Disposition") or mail.part.get("Content-ID"):
        yield 0, "the calendar part has a Content-Disposition or Content-ID"
    for whole in mail.message.walk():
        parts = whole.get_payload() if whole.get_content_type() == "multipart/alternative" else []
        if isinstance(parts, list) and mail.part in parts and parts[-1] is not mail.part:
            yield 0, "the calendar should be the last alternative"


@book.rule("M08", "RFC 6047, section 2.3")
def _right_people(mail: Mail) -> Complaints:
    if mail.is_entity:
        return
    for event in mail.document.events:
        asked = {_address(item) for item in event.all("ATTENDEE")}
        if mail.document.method in {"REQUEST", "CANCEL"} and not asked & mail.header("To"):
            yield 0, "the mail goes to someone who isn't its ATTENDEE"
        organizer = {_address(item) for item in event.all("ORGANIZER")}
        if organizer and not organizer & (mail.header("From") | mail.header("Reply-To")):
            yield 0, "neither From nor Reply-To is the ORGANIZER"


@book.rule("M09", "Microsoft MS-STANOICAL")
def _information_is_attached(mail: Mail) -> Complaints:
    if mail.part is not None and mail.document.method == "PUBLISH":
        yield 0, "a PUBLISH stands within the bodies instead of as an attached file"


def _address(item: Property) -> str:
    return unquote(item.value.partition(":")[2]).lower()
