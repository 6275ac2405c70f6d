"""Mails that came back (RFC 3464, RFC 6533), and the older forms that servers still write.

Whoever can write to the mailbox can write anything, so all is bounded before it is parsed, and whatever is no report
about one of somebody's mails ends as InvalidValue: ``reply.too_large``, ``reply.mail`` (can't be taken apart),
``bounce.none`` (no report), ``bounce.message_id`` (it doesn't say about which mail).

An automatic answer of a person's mailbox ("I am on leave") is none. Postfix, Exim and Gmail mark their reports as
``Auto-Submitted: auto-replied`` as well, so that header alone tells nothing: what counts is the report itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message

from eventapp.adapters.addresses import exact_address
from eventapp.adapters.ical_reply import LONGEST_HEADER, bounded_message
from eventapp.domain.bounces import Bounce
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import one_line

LONGEST_WORDS = 300
MOST_PARTS = 60
MOST_DEPTH = 6
MOST_RECIPIENTS = 50
_MOST_TEXT = 64_000
_REPORTS = {"message/delivery-status", "message/global-delivery-status"}
_COPIES = {"message/rfc822", "message/global"}
_HEADS = {"text/rfc822-headers", "message/global-headers"}
_MESSAGE_ID = re.compile(r"<[^<>\s@]{1,120}@[^<>\s@]{1,120}>")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_CODE = re.compile(r"\b([45])\d\d\b")
_ADDRESS = re.compile(r"[^\s<>;:,\"()\[\]]{1,64}@[^\s<>;:,\"()\[\]]{1,190}")
_SERVERS = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
# What begins the copy of our mail in reports that are plain text: qmail, Exim, and those that imitate them.
_COPY = re.compile(
    r"^-+ ?(?:Below this line is a copy|This is a copy of (?:the|your) message|Original message)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_QMAIL = re.compile(r"^<([^<>\s]{3,254})>:[ \t]*\n((?:[^\n]+\n?){1,20})", re.MULTILINE)
_HEADER_ID = re.compile(r"^message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)


def read_bounce(data: bytes) -> Bounce:
    """What ``data``, a mail, tells of one of our mails. Raises InvalidValue, and nothing else."""
    message = bounded_message(data)
    try:
        parts = list(_parts(message))
        return _from_report(message, parts) or _from_text(message, parts)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise InvalidValue("reply.mail") from error


def _parts(message: Message) -> Iterator[Message]:
    """What lies in multiparts, but not what lies in attached mails: those only repeat what others wrote."""
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if depth > MOST_DEPTH or seen > MOST_PARTS:
            raise InvalidValue("reply.too_large", most=MOST_PARTS)
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += [(child, depth + 1) for child in inside if isinstance(child, Message)]
        else:
            yield part


# Reports in the form of the standard


def _from_report(message: Message, parts: list[Message]) -> Bounce | None:
    reports = [part for part in parts if part.get_content_type() in _REPORTS]
    if not reports:
        return None
    found = [_fields(block) for block in _blocks(reports[0]) if _value(block, "Action")]
    if not found:
        raise InvalidValue("bounce.none")
    action, status, recipient, words = next((one for one in found if one[0] == "failed"), found[0])
    return Bounce(
        message_id=_original_id(message, parts),
        recipient=recipient,
        status=status,
        is_permanent=action == "failed" and not status.startswith("2"),
        words=words or status,
    )


def _blocks(report: Message) -> list[Message]:
    """The groups of fields of a report, that of the mail first (RFC 3464, section 2.1)."""
    inside = report.get_payload()
    if isinstance(inside, list) and report.get_content_type() != "message/delivery-status":
        # RFC 6533: the library takes it for an attached mail, whose text is the groups after the first.
        first = [block for block in inside[:1] if isinstance(block, Message)]
        inside = first + [group for block in first for group in _groups(str(block.get_payload()))]
    if not isinstance(inside, list):
        inside = list(_groups(_text(report)))
    return [block for block in inside[: MOST_RECIPIENTS + 1] if isinstance(block, Message)]


def _groups(text: str) -> Iterator[Message]:
    for group in re.split(r"\n[ \t]*\n", text[:_MOST_TEXT].replace("\r\n", "\n"))[: MOST_RECIPIENTS + 1]:
        yield message_from_string(group.strip() + "\n\n")


def _fields(block: Message) -> tuple[str, str, str, str]:
    """Action, status, recipient and the server's words. A failure that has no code is a failure all the same."""
    action = _value(block, "Action").split()[0].lower().rstrip(";,")
    words = _typed(_value(block, "Diagnostic-Code"))
    stated = _STATUS.search(_value(block, "Status"))
    status = stated[1] if stated else _status_in(words, "5.0.0" if action == "failed" else "4.0.0")
    recipient = _value(block, "Final-Recipient") or _value(block, "Original-Recipient")
    return action, status, _exact(_typed(recipient)), words[:LONGEST_WORDS]


def _typed(value: str) -> str:
    """``value`` without the type before it, as in "smtp; 550 …" or "rfc822; name@example.org"."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and re.fullmatch(r"[A-Za-z0-9-]{1,40}\s*", kind) else value


def _original_id(message: Message, parts: list[Message]) -> str:
    """The Message-ID of our mail: from what came back of it, or from what the report refers to."""
    for part in parts:
        kind = part.get_content_type()
        if kind in _COPIES | _HEADS and (found := _id_in(_head_of(part, kind))):
            return found
    return _referred_id(message)


def _head_of(part: Message, kind: str) -> Message:
    inside = part.get_payload()
    if isinstance(inside, list) and inside and isinstance(inside[0], Message):
        inner = inside[0]
        return inner if inner.keys() else message_from_string(str(inner.get_payload())[:_MOST_TEXT])
    return message_from_string(_text(part)) if kind in _HEADS | _COPIES else part


def _referred_id(message: Message) -> str:
    for name in ("In-Reply-To", "X-Original-Message-ID", "References"):
        if found := _MESSAGE_ID.findall(_value(message, name)):
            return str(found[-1])
    raise InvalidValue("bounce.message_id")


def _id_in(head: Message) -> str:
    found = _MESSAGE_ID.search(_value(head, "Message-ID"))
    return found[0] if found else ""


# Reports that are plain text


def _from_text(message: Message, parts: list[Message]) -> Bounce:
    """qmail, and Exim before 4.83: a text, then a copy of our mail. Only a server's own address writes such ones."""
    failed = _ADDRESS.search(_value(message, "X-Failed-Recipients"))
    if not failed and not _SERVERS.search(_value(message, "From")):
        raise InvalidValue("bounce.none")
    texts = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    said, copied = _halves(texts[0] if texts else "")
    qmail = _QMAIL.search(said)
    recipient = qmail[1] if qmail else failed[0] if failed else ""
    words = one_line(qmail[2] if qmail else _reason(said, recipient))[:LONGEST_WORDS]
    status = _status_in(words, "5.0.0" if failed or "permanent error" in said else "")
    if not recipient or not status:
        raise InvalidValue("bounce.none")
    original = _HEADER_ID.search(copied)
    found = original[1] if original and _MESSAGE_ID.fullmatch(original[1]) else _original_id(message, parts)
    return Bounce(found, _exact(recipient), status, status.startswith("5"), words)


def _halves(text: str) -> tuple[str, str]:
    """What the server says, and the copy of our mail beneath it."""
    mark = _COPY.search(text)
    return (text[: mark.start()], text[mark.end() :]) if mark else (text, "")


def _reason(text: str, recipient: str) -> str:
    """The lines with a code; without any, those beneath the address up to the next empty one."""
    lines = text.split("\n")[:200]
    if coded := [line for line in lines if _STATUS.search(line) or _CODE.search(line)]:
        return " ".join(coded)
    _, _, beneath = "\n".join(lines).partition(recipient)
    return beneath.split("\n\n")[0] if recipient else ""


# What all have in common


def _status_in(words: str, otherwise: str) -> str:
    """The enhanced code in ``words``, or the class that the plain one has (RFC 5321, section 4.2.1)."""
    if stated := _STATUS.search(words):
        return stated[1]
    code = _CODE.search(words)
    return f"{code[1]}.0.0" if code else otherwise


def _value(part: Message, name: str) -> str:
    """A header field on one line, empty where it is missing or longer than anybody writes it."""
    text = str(part.get(name, ""))
    return "" if len(text) > LONGEST_HEADER else one_line(text)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    decoded = content[:_MOST_TEXT].decode("utf-8", "replace") if isinstance(content, bytes) else ""
    return decoded.replace("\r\n", "\n")


def _exact(text: str) -> str:
    """The address in lower case; empty where it is none that could be real."""
    found = _ADDRESS.search(text[:LONGEST_HEADER])
    try:
        return exact_address(found[0].strip(".'")).lower() if found else ""
    except InvalidValue:
        return ""
