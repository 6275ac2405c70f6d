"""Setting up, serving, and looking after an instance."""

from __future__ import annotations

import os
from dataclasses import fields
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import config, logs
from eventapp.adapters import passkeys
from eventapp.adapters.addresses import exact_address
from eventapp.adapters.oidc import Provider, ProviderUnavailable
from eventapp.cli import instance, server
from eventapp.cli.worker import OUTBOX
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.events import slug_from
from eventapp.domain.people import OrganizerDraft
from eventapp.domain.providers import parse_roles
from eventapp.models.database import Database
from eventapp.services import accounts, kinds, organizers, outbox, providers


@click.command()
@click.option("--public-url", help="Where people reach the program, such as https://versammlung.example.org")
@click.option("--email", help="Address of the first account (asked for where it is missing)")
@click.option("--name", help="Name of the first account")
@click.option("--office", help="The office that plans, such as Gleichstellungsstelle")
@click.option("--authority", help="Its authority, such as Stadt Essen")
def init(
    public_url: str | None, email: str | None, name: str | None, office: str | None, authority: str | None
) -> None:
    """Set up an instance: settings, tables, and the first account with a one-time link. Repeatable."""
    found = _settings_for(public_url)
    found.check()
    database = instance.upgraded_database(found)
    click.echo(f"Database: {database.revision()}")
    moment = datetime.now(UTC)
    with database.writing() as session:
        kinds.install_shipped(session, now=moment)
        if accounts.all_accounts(session):
            click.echo("There are accounts already. `eventapp user add` makes more, `eventapp user link` a new link.")
            return
        email = exact_address(email or click.prompt("Address of the first account"))
        name = name or click.prompt("Name")
        office = office or click.prompt("Office", default="Gleichstellungsstelle")
        authority = authority or click.prompt("Authority")
        draft = OrganizerDraft(authority=authority, office=office, email=email)
        organizer = organizers.create(session, slug_from(office) or "organizer", draft, actor=SYSTEM, now=moment)
        roles = [(organizer, Role.PLANNER)]
        account = accounts.create(session, email, name, actor=SYSTEM, now=moment, roles=roles, is_administrator=True)
        token = accounts.make_link(session, account, actor=SYSTEM, now=moment)
    show_link(found, token)


def show_link(settings: Settings, token: str) -> None:
    """Print the one-time link with which a password is set."""
    click.echo("Set the password with this link. It works once, for three days:")
    click.echo(f"  {settings.public_url}/sign-in/link/{token}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at")
@click.option("--port", default=8000, show_default=True, help="Port to listen at")
@click.option("--workers", default=1, show_default=True, help="Web processes; one is enough for SQLite")
@click.option("--no-worker", is_flag=True, help="Send no mails from here: `eventapp work` runs elsewhere")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the pages, and send mails by a worker process beside them. A proxy before it holds the certificate."""
    found = instance.settings()
    instance.database(found)
    logs.install(found.log_format)
    instance.say(found, f"Serving {found.public_url} at http://{host}:{port}. End with Ctrl+C.")
    server.run(found, host, port, workers, with_worker=not no_worker)


@click.command()
def doctor() -> None:
    """Show every setting with its source, and what is wrong."""
    found = config.load()
    for field in fields(Settings):
        if field.name == "sources":
            continue
        value = getattr(found, field.name)
        shown = ("(set)" if value else "(not set)") if config.is_secret(field.name) else value
        click.echo(f"{field.name:16} {_without_password(str(shown)):50} {found.sources.get(field.name, '')}")
    problems = [*_problems(found)]
    for problem in problems:
        click.echo(f"! {problem}")
    if problems:
        raise SystemExit(1)
    for note in _notes(found):
        click.echo(f"  {note}")
    click.echo("Everything is in order.")


def _notes(found: Settings) -> list[str]:
    """What is right, and still good to know."""
    notes = []
    if not found.smtp_host:
        notes.append(f"Mails are written to {found.instance / OUTBOX}: smtp_host is not set.")
    if not found.imap_host and not found.maildir:
        notes.append("Answers from calendars are not read: neither imap_host nor maildir is set.")
    if not find_spec("webauthn"):
        notes.append('Passkeys are not offered: pip install "eventapp[passkeys]".')
    elif passkeys.party(found.public_url) is None:
        notes.append("Passkeys are not offered: public_url is a bare IP address, and they belong to a host's name.")
    return notes


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True) if "://" in url and "@" in url else url
    except ArgumentError:
        return "(can't be read)"


def _problems(found: Settings) -> list[str]:
    problems = []
    try:
        found.check()
    except UnsafeSettings as error:
        problems.append(str(error))
    if not found.instance.is_dir():
        problems.append(f"The instance folder {found.instance} does not exist. `eventapp init` makes it.")
    elif not os.access(found.instance, os.W_OK):
        problems.append(f"The instance folder {found.instance} can't be written to.")
    elif _is_open(found.instance / "eventapp.toml"):
        problems.append("eventapp.toml can be read by others than its owner: chmod 600.")
    return problems or _problems_of_database(found)


def _problems_of_database(found: Settings) -> list[str]:
    try:
        database = Database(found.database_url)
        revision, newest = database.revision(), database.newest_revision()
        if revision == newest:
            with database.reading() as session:
                lost = outbox.given_up(session)
                problems = [f"Mails that were refused for good: {lost}."] if lost else []
                return problems + (_problems_of_provider(found, session) if found.oidc_issuer else [])
    except SQLAlchemyError as error:
        return [f"The database can't be used: {instance.reason(error)}"]
    return [f"The database is at {revision or 'nothing'}, the program at {newest}: `eventapp init`."]


def _problems_of_provider(found: Settings, session: Session) -> list[str]:
    strange = providers.unknown_organizers(session, parse_roles(found.oidc_roles))
    problems = [f"oidc_roles names the organizer {slug}, which does not exist." for slug in strange]
    try:
        Provider(found.oidc_issuer, found.oidc_client_id, found.oidc_client_secret, found.public_url).check()
    except ProviderUnavailable as error:
        problems.append(f"{found.oidc_issuer} can't be used: {error}.")
    return problems


def _is_open(file: Path) -> bool:
    return file.is_file() and bool(file.stat().st_mode & 0o077)


def _settings_for(public_url: str | None) -> Settings:
    found = config.load()
    file = found.instance / "eventapp.toml"
    if not found.secret_key and not file.exists():
        url = public_url or found.public_url or click.prompt("Public address", default="http://127.0.0.1:8000")
        instance.write_settings(found.instance, url.rstrip("/"))
        click.echo(f"Wrote {file} with a random secret.")
    elif public_url and public_url.rstrip("/") != found.public_url:
        raise click.ClickException(
            f"The public address is {found.public_url or 'missing'} already. Change it in {file}."
        )
    return config.load()
