"""What is wrong with an installation, and what is still good to know."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import config
from eventapp.adapters import erased, passkeys
from eventapp.adapters.oidc import Provider, ProviderUnavailable
from eventapp.adapters.relay import MailFolder, RelayUnavailable, SmtpRelay
from eventapp.cli import instance, reasons
from eventapp.cli.instance import TOML
from eventapp.cli.worker import relay_of
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.mailings import Channel
from eventapp.domain.providers import parse_roles
from eventapp.models.database import Database
from eventapp.services import accounts, operation, outbox, providers, senders

_SIDECARS = ("", "-wal", "-shm")
_PATIENCE_SECONDS = 5


@click.command()
def doctor() -> None:
    """Show every setting with its source, and what is wrong."""
    found = config.load()
    for field in fields(Settings):
        if field.name == "sources":
            continue
        value = getattr(found, field.name)
        shown = ("(set)" if value else "(not set)") if config.is_secret(field.name) else value
        click.echo(f"{field.name:20} {_without_password(str(shown)):50} {found.sources.get(field.name, '')}")
    notes, problems = _look(found)
    for note in [*_notes(found), *notes]:
        click.echo(f"  {note}")
    for problem in problems:
        click.echo(f"! {problem}")
    if problems:
        raise SystemExit(1)
    click.echo("Everything is in order.")


def _notes(found: Settings) -> list[str]:
    """What is right, and still good to know."""
    notes = [f"{name} is no setting of this program; nothing reads it." for name in config.unknown()]
    if isinstance(relay := relay_of(found), MailFolder):
        notes.append(f"Mails are written to {relay.path}: smtp_host is not set.")
    if not found.reads_mailbox:
        notes.append("Answers from calendars are not read: neither imap_host nor maildir is set.")
    if not find_spec("webauthn"):
        notes.append('Passkeys are not offered: pip install "eventapp[passkeys]".')
    elif found.public_url and passkeys.party(found.public_url) is None:
        notes.append("Passkeys are not offered: public_url is a bare IP address, and they belong to a host's name.")
    return notes


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True) if "://" in url and "@" in url else url
    except (ArgumentError, ValueError):
        return "(can't be read)"


def _look(found: Settings) -> tuple[list[str], list[str]]:
    """What is good to know, and what is wrong, as far as one can look."""
    if not found.instance.is_dir():
        return [], [f"The instance folder {found.instance} does not exist. `eventapp init` makes it."]
    problems = [*_problems_of_files(found)]
    try:
        found.check()
    except UnsafeSettings as error:
        return [], [*problems, str(error)]
    notes, inside = _look_into_database(found)
    return notes, [*problems, *inside, *_problems_of_relay(found)]


def _problems_of_files(found: Settings) -> Iterator[str]:
    """What others can read, what the program can't write to, and what somebody else made, such as root."""
    folder, owner = found.instance, instance.owner_of(found.instance)
    if not os.access(folder, os.W_OK):
        yield f"The instance folder {folder} can't be written to: it belongs to {owner}."
    if _is_open(folder):
        yield f"The instance folder {folder} is open to others than its owner: chmod 700."
    for file in _own_files(found):
        if file.parent == folder and instance.owner_of(file) != owner:
            yield (
                f"{file} belongs to {instance.owner_of(file)}, the instance folder to {owner}, who serves: "
                f"chown {owner} {file}"
            )
        elif not os.access(file, os.W_OK):
            yield f"{file} can't be written to: it belongs to {instance.owner_of(file)}."
        if _is_open(file):
            yield f"{file} can be read by others than its owner: chmod 600."


def _own_files(found: Settings) -> Iterator[Path]:
    """Settings, the database with its log, and the marks of who was erased: those of them that are there."""
    try:
        database = instance.database_file(found)
    except (ArgumentError, ValueError):
        database = None
    databases = [database.with_name(database.name + suffix) for suffix in _SIDECARS] if database else []
    yield from (file for file in (found.instance / TOML, *databases, found.instance / erased.NAME) if file.is_file())


def _is_open(place: Path) -> bool:
    return os.name == "posix" and bool(place.stat().st_mode & 0o077)


def _look_into_database(found: Settings) -> tuple[list[str], list[str]]:
    file = instance.database_file(found)
    if file and not file.exists():
        return [], [f"There is no database {file}. `eventapp init` makes it."]
    if file and not os.access(file.parent, os.W_OK):
        return [], [f"The folder {file.parent} of the database can't be written to, and SQLite keeps its log there."]
    try:
        database = Database(found.database_url)
        if fault := instance.form_fault(found, database):
            return [], [fault]
        with database.reading() as session:
            return [*_notes_of_outbox(session)], [
                *_problems_of_accounts(found, session),
                *_problems_of_outbox(session),
                *(_problems_of_provider(found, session) if found.oidc_issuer else []),
            ]
    except SQLAlchemyError as error:
        return [], [f"The database {instance.database_name(found)} can't be used: {reasons.of_database(error)}"]


def _problems_of_accounts(found: Settings, session: Session) -> Iterator[str]:
    runs = any(one.is_active and one.is_administrator for one in accounts.all_accounts(session))
    if not runs and not found.oidc_issuer:  # a provider brings its own at the first sign-in
        yield (
            "There is no account that may run the installation: "
            "`eventapp user add EMAIL --name NAME --administrator` makes one."
        )


def _problems_of_outbox(session: Session) -> Iterator[str]:
    moment = datetime.now(UTC)
    if lost := outbox.given_up(session):
        yield f"Mails that were refused for good: {lost}. `eventapp outbox retry` sends them once more."
    if operation.is_stuck(session, now=moment):
        seen = senders.has_worker(session, now=moment)
        yield "Mails are due, and " + ("none leaves." if seen else "no worker was seen: `eventapp work` sends them.")


def _notes_of_outbox(session: Session) -> Iterator[str]:
    if waiting := outbox.progress(session, channel=Channel.MAIL).waiting:
        yield f"Mails that wait: {waiting}."
    if held := operation.hold(session, actor=SYSTEM, now=datetime.now(UTC)):
        yield f"Mail is held since {held.since:%Y-%m-%d %H:%M} UTC: `eventapp outbox status` says what is due."


def _problems_of_relay(found: Settings) -> Iterator[str]:
    """Why no mail could leave now. Nothing is sent."""
    relay = relay_of(found)
    if not isinstance(relay, SmtpRelay):
        return
    relay.timeout = _PATIENCE_SECONDS
    try:
        with relay:
            relay.check()
    except RelayUnavailable as error:
        yield f"Mail server: {reasons.of_relay(found, error.reason)}."


def _problems_of_provider(found: Settings, session: Session) -> list[str]:
    strange = providers.unknown_organizers(session, parse_roles(found.oidc_roles))
    problems = [f"oidc_roles names the organizer {slug}, which does not exist." for slug in strange]
    try:
        Provider(found.oidc_issuer, found.oidc_client_id, found.oidc_client_secret, found.public_url).check()
    except ProviderUnavailable as error:
        problems.append(f"{found.oidc_issuer} can't be used: {error}.")
    return problems
