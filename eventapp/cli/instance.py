"""The instance in hand: its settings, its database, and what the commands share."""

from __future__ import annotations

import json
import logging
import os
import secrets
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from eventapp import config, logs
from eventapp.config import Settings
from eventapp.domain.links import Links
from eventapp.domain.messages import MailOffice
from eventapp.domain.tokens import Tokens
from eventapp.models.database import Database

logger = logging.getLogger("eventapp")


def settings() -> Settings:
    """The settings of this environment, checked."""
    found = config.load()
    found.check()
    return found


def tokens(found: Settings) -> Tokens:
    """What makes personal addresses."""
    return Tokens((found.secret_key, *found.old_secret_keys))


def office(found: Settings) -> MailOffice:
    """What mails are made with."""
    return MailOffice(Links(found.public_url), found.host, tokens(found))


def database(found: Settings) -> Database:
    """The database, if it is in the form that this program knows."""
    opened = Database(found.database_url)
    revision, newest = opened.revision(), opened.newest_revision()
    if revision is None:
        raise click.ClickException("The database is empty. Run `eventapp init` first.")
    if revision != newest:
        raise click.ClickException(
            f"The database is at {revision}, the program at {newest}. Run `eventapp init` to bring it up to date; "
            "an older program than the database can't use it."
        )
    return opened


def upgraded_database(found: Settings) -> Database:
    """The database, brought to the form that this program knows. A newer one is refused."""
    if found.database_url.startswith("sqlite"):
        make_folder(found.instance)
    opened = Database(found.database_url)
    revision = opened.revision()
    if revision is not None and revision not in opened.known_revisions():
        raise click.ClickException(
            f"The database is at {revision}, which this program does not know: a newer version wrote it. "
            "Install that version, or restore a backup."
        )
    opened.upgrade()
    return opened


def say(found: Settings, sentence: str, *, is_trouble: bool = False) -> None:
    """Tell whoever watches a running program; as a line of the log where that is asked for."""
    if found.log_format == "json":
        logger.log(logging.WARNING if is_trouble else logging.INFO, "%s", sentence)
    else:
        click.echo(logs.plain(sentence), err=is_trouble)


def reason(error: SQLAlchemyError) -> str:
    """The first line of what the database said, without statement and values."""
    said = getattr(error, "orig", None) or error
    return str(said).strip().partition("\n")[0]


def make_folder(folder: Path) -> None:
    """Make the instance folder, for its owner alone: it holds the secret and people's data."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_settings(folder: Path, public_url: str, *, is_demo: bool = False) -> None:
    """Put a new ``eventapp.toml`` with a random secret into the folder. Raises UnsafeSettings for the address.

    A demo asks nobody to set up a second factor.
    """
    secret = secrets.token_urlsafe(48)
    config.load(instance=folder, overrides={"public_url": public_url, "secret_key": secret}).check()
    make_folder(folder)
    text = (
        "# Settings of this instance. Environment variables EVENTAPP_… come first.\n"
        f"public_url = {json.dumps(public_url)}\n"
        f"secret_key = {json.dumps(secret)}\n" + is_demo * 'second_factor = "offered"\n'
    )
    write_private(folder / "eventapp.toml", text, new=True)


def write_private(file: Path, text: str, *, new: bool = False) -> None:
    """Write a file that its owner alone can read. ``new``: raises FileExistsError rather than write over one."""
    write_private_bytes(file, text.encode(), new=new)


def write_private_bytes(file: Path, content: bytes, *, new: bool = False) -> None:
    """The same with bytes."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else os.O_TRUNC), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
