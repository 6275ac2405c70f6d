"""Reading the mailbox: answers and questions of calendars (RFC 5546, section 3.2), and mails that came back."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from eventapp.adapters.bounces import read_bounce
from eventapp.adapters.ical_reply import read_reply
from eventapp.adapters.mailbox import Fate, Mailbox, WaitingMail
from eventapp.domain.errors import DomainError, InvalidValue
from eventapp.domain.messages import MailOffice
from eventapp.domain.rsvp import Refusal, Reply, ReplyMethod
from eventapp.jobs import mails, seats
from eventapp.models import Invitation
from eventapp.models.database import Database
from eventapp.services import bounces, invitations, rsvp
from eventapp.services.rsvp import Receipt

logger = logging.getLogger(__name__)

# An answer to an older version, or one that a newer answer overtook, needs nobody's eyes; who found no seat was told,
# and where names are not kept an answer with a name is not. All others do.
_SETTLED = {Refusal.OUTDATED, Refusal.ALREADY_ANSWERED, Refusal.FULL, Refusal.CALLED_OFF, Refusal.NAMELESS}


def read_round(database: Database, mailbox: Mailbox, office: MailOffice, *, now: datetime) -> Counter[str]:
    """Read what waits, and count what became of it: "stored", "refused", "echoed", "bounced", "delayed", "left".

    "later" is what is looked at again in the next round. What is read twice, because the process died in between, is
    stored once. Raises MailboxUnavailable.
    """
    counts: Counter[str] = Counter()
    with mailbox:
        for mail in mailbox.waiting():
            outcome, fate = _take_safely(database, mail, office, now)
            if fate is not None:
                mailbox.settle(mail, fate)
            counts[outcome] += 1
    return counts


def _take_safely(database: Database, mail: WaitingMail, office: MailOffice, now: datetime) -> tuple[str, Fate | None]:
    """One mail that the database refuses must not keep all others waiting. A database that is away keeps them."""
    try:
        return _take(database, mail, office, now)
    except OperationalError:
        raise
    except DBAPIError as error:
        logger.error("the database refused the answer in mail %s: %s", mail.key, type(error.orig).__name__)
        return "left", Fate.LEFT
    except Exception:  # whatever a stranger wrote must not keep all mails after it from being read
        logger.exception("mail %s could not be taken", mail.key)
        return "left", Fate.LEFT


def _take(database: Database, mail: WaitingMail, office: MailOffice, now: datetime) -> tuple[str, Fate | None]:
    """What becomes of one mail. What is no answer of somebody invited stays for a person to read."""
    if mail.content is None:
        return "left", Fate.LEFT
    try:
        reply = read_reply(mail.content)
    except InvalidValue:
        return _take_bounce(database, mail, mail.content)
    with database.writing() as session:
        receipt = rsvp.receive(session, reply, received_at=mail.received_at, now=now)
        seats.tell(session, receipt.told, office, now=now)
        if receipt.stored is not None:
            return "stored", Fate.TAKEN
        if receipt.invitation is not None and receipt.wants is not None:
            return _echo(session, receipt.invitation, reply, office, now)
    return _refused(receipt)


_BOUNCED: dict[bounces.Receipt, tuple[str, Fate | None]] = {
    bounces.Receipt.STORED: ("bounced", Fate.TAKEN),
    bounces.Receipt.KNOWN: ("bounced", Fate.TAKEN),
    bounces.Receipt.DELAYED: ("delayed", Fate.TAKEN),
    bounces.Receipt.TOO_EARLY: ("later", None),
    bounces.Receipt.UNKNOWN: ("left", Fate.LEFT),
}


def _take_bounce(database: Database, mail: WaitingMail, content: bytes) -> tuple[str, Fate | None]:
    """What is no answer may be one of our mails that came back. All others stay, automatic answers among them."""
    try:
        bounce = read_bounce(content)
    except InvalidValue:
        return "left", Fate.LEFT
    with database.writing() as session:
        return _BOUNCED[bounces.receive(session, bounce, received_at=mail.received_at)]


def _refused(receipt: Receipt) -> tuple[str, Fate]:
    if receipt.refusal in _SETTLED:
        return "refused", Fate.TAKEN
    return "left", Fate.LEFT


def _echo(
    session: Session, invitation: Invitation, reply: Reply, office: MailOffice, now: datetime
) -> tuple[str, Fate]:
    """Say again what stands (REFRESH), or that it stays as it is (COUNTER). It goes to the invited address alone."""
    try:
        edition = invitations.current_edition(session, invitation)
        if reply.method is ReplyMethod.COUNTER:
            made = mails.stays(invitation, edition, office, reply, now=now)
        else:
            made = mails.to_invited(invitation, edition, office, now=now, repetition=reply.dtstamp.isoformat())
            invitations.note_sent(session, invitation, made.told)
    except DomainError as error:
        logger.info("no answer to a %s: %s", reply.method, error.code)
        return "left", Fate.LEFT
    mails.queue(session, made, now=now, invitation=invitation)
    return "echoed", Fate.TAKEN
