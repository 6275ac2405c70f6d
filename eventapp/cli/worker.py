"""The worker: what runs without a click."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from eventapp.adapters.imap import ImapMailbox, Security
from eventapp.adapters.mailbox import Mailbox, MailboxUnavailable
from eventapp.adapters.maildir import MaildirMailbox
from eventapp.adapters.relay import MailFolder, Relay, SmtpRelay
from eventapp.cli import instance
from eventapp.config import Settings
from eventapp.jobs.read_mailbox import read_round
from eventapp.jobs.send_mail import send_due
from eventapp.models.database import Database

EVERY_SECONDS = 60
OUTBOX = "outbox"
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
def work(once: bool) -> None:
    """Read answers from the mailbox, and send the mails that wait, every minute until a signal comes."""
    found = instance.settings()
    database = instance.database(found)
    end = threading.Event()
    if once:
        if not _round(found, database):
            raise SystemExit(1)
        click.echo("Done.")
        return
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    click.echo("Working. End with Ctrl+C.")
    while not end.is_set():
        _round(found, database)
        end.wait(EVERY_SECONDS)


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
        return MailFolder(found.instance / OUTBOX)
    return SmtpRelay(found.smtp_host, found.smtp_port, found.smtp_user, found.smtp_password, found.smtp_starttls)


def _round(found: Settings, database: Database) -> bool:
    """One round. False if something did not work; the next round tries again. Neither half waits for the other."""
    return all([_safely(_send, found, database), _safely(_read, found, database)])


def _safely(half: Callable[[Settings, Database], bool], found: Settings, database: Database) -> bool:
    try:
        return half(found, database)
    except SQLAlchemyError as error:
        click.echo(f"Database: {instance.reason(error)}", err=True)
        return False


def _read(found: Settings, database: Database) -> bool:
    office = instance.office(found)
    try:
        mailbox = mailbox_of(found)
        counts = read_round(database, mailbox, office, now=datetime.now(UTC)) if mailbox else {}
    except MailboxUnavailable as error:
        click.echo(
            f"Mailbox: {_REASONS.get(error.code, error.code)}. {error.context.get('reason', '')}".rstrip(), err=True
        )
        return False
    if counts:
        click.echo("Mailbox: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    return True


def _send(found: Settings, database: Database) -> bool:
    with relay_of(found) as relay:
        done = send_due(database, relay, clock=lambda: datetime.now(UTC))
    if done.sent or done.failed:
        click.echo(f"Mails: {done.sent} sent, {done.failed} failed")
    if done.unavailable:
        click.echo(f"Mail server: {done.unavailable}", err=True)
    return not (done.failed or done.unavailable)
