"""Sending what waits in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from eventapp.adapters.relay import DeliveryFailed, Relay, RelayUnavailable
from eventapp.models.database import Database
from eventapp.services import outbox


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails left, how many were refused, and why the mail server was not to be had, if it wasn't."""

    sent: int = 0
    failed: int = 0
    unavailable: str = ""


def send_due(database: Database, relay: Relay, *, clock: Callable[[], datetime]) -> Sent:
    """Send what is due. Each mail is claimed before and noted after, in transactions of their own.

    A process that dies between a server's yes and the note sends the mail once more, with the same Message-ID. The
    round ends where the server itself is not to be had.
    """
    sent = failed = 0
    with database.reading() as session:
        waiting = outbox.due(session, now=clock())
    for mail_id in waiting:
        try:
            left = _send(database, relay, mail_id, clock)
        except RelayUnavailable as error:
            return Sent(sent, failed, error.reason)
        sent, failed = sent + (left is True), failed + (left is False)
    return Sent(sent, failed)


def _send(database: Database, relay: Relay, mail_id: int, clock: Callable[[], datetime]) -> bool | None:
    """True if it left, False if it was refused, None if another process has it. Raises RelayUnavailable."""
    with database.writing() as session:
        mail = outbox.claim(session, mail_id, now=clock())
        if mail is None:
            return None
        sender, recipient, content = mail.sender, mail.recipient, mail.content
    try:
        relay.deliver(sender, recipient, content)
    except DeliveryFailed as error:
        with database.writing() as session:
            outbox.note_failure(session, mail_id, error.reason, is_final=error.is_final, now=clock())
        return False
    except RelayUnavailable as error:
        with database.writing() as session:
            outbox.release(session, mail_id, error.reason, now=clock())
        raise
    with database.writing() as session:
        outbox.note_sent(session, mail_id, now=clock())
    return True
