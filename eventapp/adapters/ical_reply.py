"""Answers to invitations, as calendar programs mail them (RFC 6047; RFC 5546, sections 3.2.3 and 3.2.6 to 3.2.8).

Whoever can write to the mailbox can write anything, so all is bounded before it is parsed, and whatever is not a plain
answer ends as InvalidValue: ``reply.too_large``, ``.mail`` (can't be taken apart), ``.no_calendar``, ``.unreadable``,
``.method``, ``.events``, ``.attendees``, ``.attendee``, ``.partstat``, ``.uid``, ``.sequence``, ``.dtstamp``.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from urllib.parse import unquote

from eventapp.adapters.addresses import exact_address
from eventapp.adapters.ical import declined_counter_file
from eventapp.adapters.ical_check.grammar import Component, Document, Property, TooLarge, parse
from eventapp.adapters.ical_check.moments import local
from eventapp.adapters.ical_types import unescaped
from eventapp.domain.calendar import Invitation
from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat, Reply, ReplyMethod
from eventapp.domain.texts import clean

MOST_BYTES = 1_000_000
MOST_CALENDAR_BYTES = 256_000
MOST_LINES = 5_000
MOST_PARTS = 60
MOST_BOUNDARIES = 2_000
MOST_MAIL_LINES = 50_000
MOST_DEPTH = 12
LONGEST_HEADER = 4_000
LONGEST_COMMENT = 2_000
LONGEST_UID = 1_000
_HEAD_BYTES = 256_000
_MOST_COMMENTS = 20  # the standard library reads comments within comments by recursion
_CHARSETS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252", "cp1252", "latin1"}
_CALENDAR_TYPES = {"text/calendar", "application/ics", "application/calendar", "text/x-vcalendar"}
_ENCODING = re.compile(r"base64|quoted-printable|[78]bit|binary", re.IGNORECASE)
_MAY_NEST = re.compile(rb"boundary\s*\*?[0-9]*\*?\s*=|message/(?:rfc822|partial|external-body|global)", re.IGNORECASE)
_CONTENT_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_ANSWERS = set(PartStat) - {PartStat.NEEDS_ACTION}


def read_reply(data: bytes) -> Reply:
    """What ``data``, a mail or a calendar file, answers. Raises InvalidValue, and nothing else.

    Exactly one VEVENT with exactly one ATTENDEE is an answer; the rest of the file is ignored. A mail's From is kept
    as ``sender``, lower case; it proves nothing.
    """
    if len(data) > MOST_BYTES:
        raise InvalidValue("reply.too_large", most=MOST_BYTES)
    if _is_calendar(data):
        return _answer(data, "", "")
    message = bounded_message(data)
    part = _calendar_part(message)
    return _answer(_content(part), _stated_method(part), _sender(message))


def decline_counter(invitation: Invitation, counter: Reply, comment: str = "") -> bytes:
    """The calendar file that says no to ``counter``; its MIME part says ``method=DECLINECOUNTER`` (RFC 5546, 3.2.8).

    ``invitation`` is the REQUEST to the same person as it stands now. Raises InvalidValue("reply.method") if
    ``counter`` isn't a COUNTER, ("reply.attendee") if it comes from somebody else or is about something else.
    """
    if counter.method is not ReplyMethod.COUNTER:
        raise InvalidValue("reply.method", method=counter.method)
    asked = invitation.attendee
    if asked is None or asked.address.lower() != counter.attendee or invitation.entry.uid != counter.uid:
        raise InvalidValue("reply.attendee", value=counter.attendee)
    return declined_counter_file(invitation, counter.sequence, comment)


def _is_calendar(data: bytes) -> bool:
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


def bounded_message(data: bytes) -> Message:
    """The mail, by the standard library's lenient parser, which is fast only where headers are short and nests few.

    Raises InvalidValue("reply.too_large") or ("reply.mail"), and nothing else.
    """
    if len(data) > MOST_BYTES:
        raise InvalidValue("reply.too_large", most=MOST_BYTES)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if len(_MAY_NEST.findall(lines)) > MOST_PARTS:
        raise InvalidValue("reply.too_large", most=MOST_PARTS)
    if lines.count(b"\n--") > MOST_BOUNDARIES or lines.count(b"\n") > MOST_MAIL_LINES:
        raise InvalidValue("reply.too_large", most=MOST_MAIL_LINES)
    if any(len(found[0]) > LONGEST_HEADER for found in _CONTENT_HEADER.finditer(lines)):
        raise InvalidValue("reply.too_large", most=LONGEST_HEADER)
    if len(lines[: _HEAD_BYTES + 2].partition(b"\n\n")[0]) > _HEAD_BYTES:
        raise InvalidValue("reply.too_large", most=_HEAD_BYTES)
    try:
        return message_from_bytes(data)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        raise InvalidValue("reply.mail") from error


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something. An attached mail is another mail: its calendar is no answer to us."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        inside = part.get_payload() if part.is_multipart() else None
        if depth > MOST_DEPTH or len(found) + len(waiting) > MOST_PARTS * 4:
            raise InvalidValue("reply.too_large", most=MOST_PARTS)
        if not isinstance(inside, list):
            found.append(part)
        elif part.get_content_maintype() == "multipart":
            waiting = [(child, depth + 1) for child in inside if isinstance(child, Message)] + waiting
    return found


def _calendar_part(message: Message) -> Message:
    """The body part before the attached copy, as calendar programs choose (RFC 6047, section 2.4)."""
    leaves = _leaves(message)
    by_type = [part for part in leaves if part.get_content_type() in _CALENDAR_TYPES]
    by_type.sort(key=lambda part: part.get_content_type() != "text/calendar")
    by_name = [part for part in leaves if _file_name(part).endswith(".ics")]
    for part in (*by_type, *by_name):
        return part
    raise InvalidValue("reply.no_calendar")


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "").lower()
    except (ValueError, LookupError, TypeError) as error:
        raise InvalidValue("reply.mail") from error


def _stated_method(part: Message) -> str:
    value = part.get_param("method")
    return value.strip().upper() if isinstance(value, str) else ""


def _content(part: Message) -> bytes:
    """The calendar in UTF-8. Without a charset it is UTF-8, which is what calendars are in (RFC 5545, 3.1.4)."""
    encoding = str(part.get("Content-Transfer-Encoding", "7bit")).strip()
    if not _ENCODING.fullmatch(encoding):
        raise InvalidValue("reply.mail", encoding=encoding[:40])
    try:
        content = part.get_payload(decode=True)
        charset = str(part.get_param("charset") or "utf-8").strip().lower()
    except (ValueError, LookupError, TypeError, AssertionError) as error:
        raise InvalidValue("reply.mail") from error
    if not isinstance(content, bytes) or charset not in _CHARSETS:
        raise InvalidValue("reply.unreadable", charset=charset[:40])
    try:
        return content.decode("utf-8").encode()
    except UnicodeDecodeError:
        return content.decode("cp1252" if charset not in {"utf-8", "utf8"} else "utf-8", "replace").encode()


def _sender(message: Message) -> str:
    """The one address in From; empty unless there is exactly one that could be real."""
    headers = message.get_all("From", [])
    if len(headers) != 1 or len(str(headers[0])) > LONGEST_HEADER or str(headers[0]).count("(") > _MOST_COMMENTS:
        return ""
    try:
        addresses = [address for _, address in getaddresses([str(headers[0])]) if address]
        return exact_address(addresses[0]).lower() if len(addresses) == 1 else ""
    except (InvalidValue, ValueError, IndexError, TypeError):
        return ""


def _answer(data: bytes, stated: str, sender: str) -> Reply:
    event, method = _event(_document(data), stated)
    attendees = event.all("ATTENDEE")
    if len(attendees) != 1:
        raise InvalidValue("reply.attendees", count=len(attendees))
    attendee = attendees[0]
    return Reply(
        method=method,
        uid=_uid(event),
        attendee=_address(attendee),
        partstat=_partstat(attendee, method),
        sequence=_sequence(event),
        dtstamp=_stamp(event),
        comment=_comment(event, attendee),
        sender=sender,
        recurrence=event.value("RECURRENCE-ID")[:40],
        delegated_to=_delegate(attendee),
    )


def _document(data: bytes) -> Document:
    if len(data) > MOST_CALENDAR_BYTES or data.count(b"\n") > MOST_LINES:
        raise InvalidValue("reply.too_large", most=MOST_CALENDAR_BYTES)
    try:
        return parse(data.replace(b"\r\r\n", b"\r\n"))
    except TooLarge as error:
        raise InvalidValue("reply.too_large", most=MOST_CALENDAR_BYTES) from error


def _event(document: Document, stated: str) -> tuple[Component, ReplyMethod]:
    if [root.name for root in document.roots] != ["VCALENDAR"]:
        raise InvalidValue("reply.unreadable")
    method = document.method.strip().upper()
    if method not in set(ReplyMethod) or (stated and stated != method):
        raise InvalidValue("reply.method", method=method[:40], stated=stated[:40])
    if len(document.events) != 1:
        raise InvalidValue("reply.events", count=len(document.events))
    return document.events[0], ReplyMethod(method)


def _uid(event: Component) -> str:
    uids = event.all("UID")
    text = unescaped(uids[0].value).strip() if len(uids) == 1 else ""
    if not text or len(text) > LONGEST_UID or clean(text) != text or "\n" in text:
        raise InvalidValue("reply.uid")
    return text


def _address(item: Property) -> str:
    """The address in lower case. Apple may write a path or a URN as the value and the address in EMAIL (RFC 7986)."""
    scheme, colon, rest = item.value.strip().partition(":")
    if not colon or scheme.strip().lower() != "mailto":
        rest = item.parameter("EMAIL")
    return _exact(rest)


def _exact(text: str) -> str:
    try:
        return exact_address(unquote(text, errors="strict").partition("?")[0].strip().strip("<>")).lower()
    except (InvalidValue, UnicodeDecodeError) as error:
        raise InvalidValue("reply.attendee", value=text[:100]) from error


def _delegate(attendee: Property) -> str:
    scheme, _, rest = attendee.parameter("DELEGATED-TO").partition(":")
    try:
        return _exact(rest) if scheme.lower() == "mailto" else ""
    except InvalidValue:
        return ""


def _partstat(attendee: Property, method: ReplyMethod) -> PartStat:
    """A REPLY without an answer is none; a COUNTER or REFRESH needs none."""
    stated = attendee.parameter("PARTSTAT").strip().upper() or PartStat.NEEDS_ACTION.value
    known = stated in set(PartStat)
    if not known or (method is ReplyMethod.REPLY and PartStat(stated) not in _ANSWERS):
        raise InvalidValue("reply.partstat", value=stated[:40])
    return PartStat(stated)


def _sequence(event: Component) -> int:
    """SEQUENCE, 0 where it is missing (RFC 5545, section 3.8.7.4)."""
    items = event.all("SEQUENCE")
    text = items[0].value.strip() if items else "0"
    if len(items) > 1 or not re.fullmatch(r"[0-9]{1,9}", text):
        raise InvalidValue("reply.sequence", value=text[:40])
    return int(text)


def _stamp(event: Component) -> datetime:
    """DTSTAMP, which is in UTC always (RFC 5545, section 3.8.7.2)."""
    items = event.all("DTSTAMP")
    text = items[0].value.strip() if len(items) == 1 else ""
    found = local(text) if text.endswith("Z") else None
    if found is None:
        raise InvalidValue("reply.dtstamp", value=text[:40])
    return found.replace(tzinfo=UTC)


def _comment(event: Component, attendee: Property) -> str:
    """What she wrote beside her answer, cut where nobody reads on. Google has it at the ATTENDEE, in HTML's escapes."""
    lines = [unescaped(item.value) for item in event.all("COMMENT")]
    lines = lines or [html.unescape(unescaped(attendee.parameter("X-RESPONSE-COMMENT")))]
    return clean("\n".join(map(clean, lines)))[:LONGEST_COMMENT]
