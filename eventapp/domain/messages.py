"""One mail to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventapp.domain.calendar import Mailbox
from eventapp.domain.links import Links
from eventapp.domain.tokens import Tokens


def mail_host(host: str) -> str:
    """``host``, of an address with or without a port, as it may stand in Message-ID and List-Id: a dot-atom."""
    literal = host.removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return literal.replace(":", "-").strip("-") or "localhost"


@dataclass(frozen=True, slots=True)
class MailOffice:
    """What mails are made with: the public addresses, the host that Message-IDs bear, the maker of personal links."""

    links: Links
    host: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """The calendar bytes of a mail and the METHOD that they state."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Message:
    """A mail. Bodies are complete; ``sent_at`` is UTC and becomes Date; ``message_id`` comes with its brackets."""

    sender: Mailbox
    recipient: Mailbox
    reply_to: Mailbox
    subject: str
    text: str
    html: str
    message_id: str
    sent_at: datetime
    language: str = "de"
    list_id: str = ""
    calendar: CalendarPart | None = None
