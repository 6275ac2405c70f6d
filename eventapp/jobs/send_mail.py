"""Sending what waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventapp.adapters.relay import DeliveryFailed, Relay
from eventapp.models.database import Database
from eventapp.services import outbox


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails left, and how many did not."""

    sent: int = 0
    failed: int = 0


def send_due(database: Database, relay: Relay, *, now: datetime) -> Sent:
    """Send what is due. Each mail is claimed before and noted after, in transactions of their own.

    A process that dies between a server's yes and the note sends the mail once more, with the same Message-ID.
    """
    with database.reading() as session:
        waiting = [(mail.id, mail.sender, mail.recipient, mail.content) for mail in outbox.due(session, now=now)]
    done = [_send(database, relay, *mail, now=now) for mail in waiting]
    return Sent(done.count(True), done.count(False))


def _send(
    database: Database, relay: Relay, mail_id: int, sender: str, recipient: str, content: bytes, *, now: datetime
) -> bool | None:
    """True if it left, False if not, None if another process has it."""
    with database.writing() as session:
        if not outbox.claim(session, mail_id, now=now):
            return None
    try:
        relay.deliver(sender, recipient, content)
    except DeliveryFailed as error:
        with database.writing() as session:
            outbox.note_failure(session, mail_id, error.reason, is_final=error.is_final)
        return False
    with database.writing() as session:
        outbox.note_sent(session, mail_id, now=now)
    return True
