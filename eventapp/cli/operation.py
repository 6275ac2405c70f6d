"""Setting up, serving, and looking after an instance."""

from __future__ import annotations

import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import click
from sqlalchemy import exists, inspect, select, table
from sqlalchemy.orm import Session

from eventapp import config, logs
from eventapp.adapters.addresses import exact_address
from eventapp.cli import instance, server
from eventapp.cli.instance import TOML
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.events import slug_from
from eventapp.domain.people import OrganizerDraft
from eventapp.models.database import Database
from eventapp.services import accounts, kinds, organizers


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
    found, is_new = _settings_for(public_url)
    found.check()
    first = None if _has_accounts(found) else _first_account(email, name, office, authority)
    if is_new:  # from here on something is written, and nothing is asked any more
        instance.write_settings(found.instance, found.public_url)
        click.echo(f"Wrote {found.instance / TOML} with a random secret.")
        found = config.load()
    database = instance.upgraded_database(found)
    click.echo(f"Database: {database.revision()}")
    moment = datetime.now(UTC)
    with database.writing() as session:
        kinds.install_shipped(session, now=moment)
        if first is None:
            click.echo("There are accounts already. `eventapp user add` makes more, `eventapp user link` a new link.")
            return
        token = _link_for_first(session, first, now=moment)
    show_link(found, token)


@dataclass(frozen=True, slots=True)
class _First:
    """Who gets the first account, and for which office."""

    email: str
    name: str
    office: str
    authority: str


def _first_account(email: str | None, name: str | None, office: str | None, authority: str | None) -> _First:
    """What is given, and the rest asked for. Without anybody to ask, what is missing is named."""
    given = {"--email": email, "--name": name, "--office": office, "--authority": authority}
    try:
        return _First(
            exact_address(email or click.prompt("Address of the first account")),
            name or click.prompt("Name"),
            office or click.prompt("Office", default="Gleichstellungsstelle"),
            authority or click.prompt("Authority"),
        )
    except click.Abort:
        raise _missing(*(option for option, value in given.items() if not value)) from None


def _missing(*options: str) -> Exception:
    """Where somebody ended the questions, nothing more is to be said; where nobody was there, what is missing."""
    if sys.stdin.isatty():
        return click.Abort()
    click.echo()
    return click.ClickException(f"There is nobody to ask. Add {' '.join(options)}; nothing was written.")


def _has_accounts(found: Settings) -> bool:
    """Whether there is an account, in a database of whatever form."""
    file = instance.database_file(found)
    if file and not file.exists():
        return False
    engine = Database(found.database_url).engine
    with engine.connect() as connection:
        return inspect(connection).has_table("account") and bool(
            connection.scalar(select(exists().select_from(table("account"))))
        )


def _link_for_first(session: Session, first: _First, *, now: datetime) -> str:
    draft = OrganizerDraft(authority=first.authority, office=first.office, email=first.email)
    organizer = organizers.create(session, slug_from(first.office) or "organizer", draft, actor=SYSTEM, now=now)
    roles = [(organizer, Role.PLANNER)]
    account = accounts.create(
        session, first.email, first.name, actor=SYSTEM, now=now, roles=roles, is_administrator=True
    )
    return accounts.make_link(session, account, actor=SYSTEM, now=now)


def show_link(settings: Settings, token: str) -> None:
    """Print the one-time link with which a password is set."""
    click.echo("Set the password with this link. It works once, for three days:")
    click.echo(f"  {settings.public_url}/sign-in/link/{token}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at")
@click.option("--port", default=8000, show_default=True, type=server.PORT, help="Port to listen at")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1), help="Web processes; one is enough for SQLite"
)
@click.option("--no-worker", is_flag=True, help="Send no mails from here: `eventapp work` runs elsewhere")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the pages, and send mails by a worker process beside them. A proxy before it holds the certificate."""
    found = instance.settings()
    instance.database(found)
    logs.install(found.log_format)
    server.require_free(host, port)
    instance.say(found, f"Serving {found.public_url} at http://{host}:{port}. End with Ctrl+C.")
    server.run(found, host, port, workers, with_worker=not no_worker)


def _settings_for(public_url: str | None) -> tuple[Settings, bool]:
    """The settings, and whether they are new ones, still to be written. Raises UnsafeSettings for the address."""
    found = config.load()
    file = found.instance / TOML
    if not found.secret_key and not (file.exists() and file.stat().st_size):
        with suppress(FileNotFoundError):
            file.unlink()  # an empty one is what an earlier program left on a full disk
        return _new_settings(public_url or found.public_url), True
    if not found.secret_key:
        raise click.ClickException(
            f"{file} is there, and holds no secret_key. Write one of 32 characters or more into it; or move the file "
            "away, and run this command again."
        )
    if public_url and not found.public_url:
        raise click.ClickException(f'The public address is missing. Write public_url = "{public_url}" into {file}.')
    if public_url and public_url.rstrip("/") != found.public_url:
        source = found.sources["public_url"]
        place = "EVENTAPP_PUBLIC_URL" if source == "environment" else source
        raise click.ClickException(f"The public address is {found.public_url} already. Change it in {place}.")
    return found, False


def _new_settings(public_url: str) -> Settings:
    """Settings as they would be, with a secret for now."""
    try:
        url = public_url or click.prompt("Public address", default="http://127.0.0.1:8000")
    except click.Abort:
        raise _missing("--public-url") from None
    return config.load(overrides={"public_url": url.rstrip("/"), "secret_key": secrets.token_urlsafe(48)})
