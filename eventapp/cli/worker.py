"""The worker: what runs without a click."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import SQLAlchemyError

from eventapp import logs
from eventapp.adapters import mail_files
from eventapp.adapters.imap import ImapMailbox, Security
from eventapp.adapters.mailbox import Mailbox, MailboxUnavailable
from eventapp.adapters.maildir import MaildirMailbox
from eventapp.adapters.relay import MailFolder, Relay, SmtpRelay
from eventapp.cli import instance, reasons
from eventapp.config import Settings
from eventapp.jobs import forget, seats, workers
from eventapp.jobs.read_mailbox import read_round
from eventapp.jobs.send_mail import Sender
from eventapp.models.database import Database
from eventapp.services import senders, staff

logger = logging.getLogger(__name__)
EVERY_SECONDS = 30
POLL_SECONDS = 1
LONGEST_PAUSE = 60
_LEFT = "mailbox-left.txt"
_SECURITY: dict[str, Security] = {"tls": "tls", "starttls": "starttls", "none": "none"}
_REASONS = {
    "mailbox.unreachable": "it can't be reached",
    "mailbox.tls": "the connection can't be encrypted, or its certificate isn't trusted (EVENTAPP_IMAP_CAFILE)",
    "mailbox.insecure": "the password would go in the clear",
    "mailbox.refused": "it refuses user or password",
    "mailbox.folder": "the folder does not exist or can't be written to",
    "mailbox.protocol": "the server answers what nobody understands",
    "mailbox.memory": "the list of mails left can't be kept",
    "mailbox.no_library": 'the extra is not installed: pip install "eventapp[imap]"',
}


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end, for cron")
@click.option("--beside", type=int, hidden=True, help="End with this process")
def work(once: bool, beside: int | None) -> None:
    """Send the mails that wait, read answers from the mailbox, and do what is due, until a signal comes."""
    found = instance.settings()
    logs.install(found.log_format)
    shift = Shift(found, instance.database(found), threading.Event(), beside=beside)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: shift.end.set())
    if once:
        if not shift.round():
            raise SystemExit(1)
        click.echo("Done.")
        return
    instance.say(found, "Working. End with Ctrl+C.")
    shift.run()


@dataclass
class Shift:
    """One worker at work. ``end`` is set by a signal: the mail in hand is finished, all else is given back."""

    found: Settings
    database: Database
    end: threading.Event
    name: str = field(default_factory=workers.own_name)
    beside: int | None = None
    _pause: float = field(default=0, init=False)
    _sender: Sender | None = field(default=None, init=False)

    def run(self) -> None:
        """Work until ``end``: send whenever something is due, and do all else now and then."""
        sending = Database(self.found.database_url, waits_for_disk=False)
        next_round = monotonic()
        while not self.end.is_set() and not self._is_left():
            if monotonic() >= next_round:
                self._safely(self._look_after)
                next_round = monotonic() + EVERY_SECONDS
            self._safely(lambda: self.send(sending))
            self.end.wait(self._pause or POLL_SECONDS)
        self._safely(lambda: self._sign_off(sending))

    def _is_left(self) -> bool:
        """Whether the server that this worker was started beside is gone."""
        return self.beside is not None and not workers.is_running(self.beside)

    def round(self) -> bool:
        """Everything once. False if something did not work. No half waits for the other."""
        done = [self._safely(lambda: self.send(self.database)), self._safely(self._look_after)]
        return all([*done, self._safely(lambda: self._sign_off(self.database))])

    def send(self, database: Database) -> bool:
        """Send what is due. Where the mail server is not to be had, the pause before the next attempt grows."""
        with relay_of(self.found) as relay:
            if self._sender is None:
                self._sender = self._hands(database, relay)
            self._sender.relay = relay
            done = self._sender.drain()
        if done.sent or done.failed:
            instance.say(self.found, f"Mails: {done.sent} sent, {done.failed} failed")
        if done.unavailable:
            instance.say(self.found, f"Mail server: {reasons.of_relay(self.found, done.unavailable)}", is_trouble=True)
        self._pause = min((self._pause or 1) * 2, LONGEST_PAUSE) if done.unavailable else 0
        return not (done.failed or done.unavailable)

    def _hands(self, database: Database, relay: Relay) -> Sender:
        """What sends. It stays the same: what it could not note down it notes the next time."""
        return Sender(
            database,
            relay,
            instance.office(self.found),
            self.name,
            clock=lambda: datetime.now(UTC),
            per_minute=self.found.smtp_per_minute,
            ends=self.end.is_set,
            wait=self.end.wait,
        )

    def _look_after(self) -> bool:
        """What is done now and then. What fails keeps nothing else waiting."""
        works = (self._be_seen, self._bury, self._settle_seats, self._sweep, self._forget, self._read)
        done = [self._safely(work) for work in works]
        return all(done)

    def _be_seen(self) -> bool:
        with self.database.writing() as session:
            senders.note_worker(session, self.name, now=datetime.now(UTC))
        return True

    def _bury(self) -> bool:
        if freed := workers.bury_the_dead(self.database):
            instance.say(self.found, f"A worker died; {freed} of its mails go on")
        return True

    def _settle_seats(self) -> bool:
        done = seats.run(self.database, instance.office(self.found), now=datetime.now(UTC))
        if done:
            instance.say(
                self.found, "Seats: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(done.items()))
            )
        return True

    def _sweep(self) -> bool:
        with self.database.writing() as session:
            staff.sweep(session, now=datetime.now(UTC))
        return True

    def _forget(self) -> bool:
        moment, zone = datetime.now(UTC), ZoneInfo(self.found.zone)
        if forget.run_daily(self.database, now=moment, zone=zone) is not None:
            forget.sweep(self.found.instance, now=moment, zone=zone)
        return True

    def _read(self) -> bool:
        return _read(self.found, self.database)

    def _sign_off(self, database: Database) -> bool:
        with database.writing() as session:
            senders.sign_off(session, self.name, now=datetime.now(UTC))
        return True

    def _safely(self, half: Callable[[], bool]) -> bool:
        try:
            return half()
        except SQLAlchemyError as error:
            instance.say(self.found, f"Database: {reasons.of_database(error)}", is_trouble=True)
            return False
        except Exception:  # a worker that ends because of one thing would leave all others undone
            logger.exception("something did not work; the next round tries again")
            return False


def mailbox_of(found: Settings) -> Mailbox | None:
    """Where answers come in; None where none is set. Raises MailboxUnavailable("mailbox.insecure")."""
    if found.maildir:
        return MaildirMailbox(Path(found.maildir))
    if not found.imap_host:
        return None
    return ImapMailbox(
        found.imap_host,
        found.imap_port,
        found.imap_user,
        found.imap_password,
        memory=found.instance / _LEFT,
        folder=found.imap_folder,
        security=_SECURITY[found.imap_security],
        cafile=Path(found.imap_cafile) if found.imap_cafile else None,
    )


def relay_of(found: Settings) -> Relay:
    """Where mails leave: the mail server, or without one a folder of the instance."""
    if not found.smtp_host:
        return MailFolder(found.instance / mail_files.FOLDER)
    return SmtpRelay(
        found.smtp_host,
        found.smtp_port,
        found.smtp_user,
        found.smtp_password,
        found.smtp_starttls,
        cafile=Path(found.smtp_cafile) if found.smtp_cafile else None,
    )


def _read(found: Settings, database: Database) -> bool:
    office = instance.office(found)
    try:
        mailbox = mailbox_of(found)
        counts = read_round(database, mailbox, office, now=datetime.now(UTC)) if mailbox else {}
    except MailboxUnavailable as error:
        why = f"{_REASONS.get(error.code, error.code)}. {error.context.get('reason', '')}".rstrip()
        instance.say(found, f"Mailbox: {why}", is_trouble=True)
        return False
    if counts:
        instance.say(found, "Mailbox: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    return True
