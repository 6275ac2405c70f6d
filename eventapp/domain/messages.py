"""One mail to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventapp.domain.calendar import Mailbox


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
