"""The instance in hand: its settings, its database, and what the commands share."""

from __future__ import annotations

import json
import logging
import os
import secrets
from pathlib import Path

import click
from sqlalchemy import make_url

from eventapp import config, logs
from eventapp.adapters import erased, mail_files
from eventapp.config import Settings
from eventapp.domain.links import Links
from eventapp.domain.messages import MailOffice
from eventapp.domain.tokens import Tokens
from eventapp.models.database import Database
from eventapp.services import copies, erasures

logger = logging.getLogger("eventapp")
TOML = "eventapp.toml"


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


def database_file(found: Settings) -> Path | None:
    """Where SQLite keeps the database; None for PostgreSQL."""
    url = make_url(found.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def database_name(found: Settings) -> str:
    """The database as sentences name it, without its password."""
    file = database_file(found)
    return str(file) if file else make_url(found.database_url).render_as_string(hide_password=True)


def database(found: Settings) -> Database:
    """The database, if it is in the form that this program knows. A file that is not there is not made."""
    file = database_file(found)
    if file and not file.exists():
        raise click.ClickException(
            f"There is no database {file}. `eventapp init` makes it. If the services have another one, run this "
            "command with their EVENTAPP_DATABASE_URL and EVENTAPP_INSTANCE."
        )
    for place in (file, file.parent) if file else ():  # its log lies beside it
        if not os.access(place, os.W_OK):
            raise click.ClickException(f"{place} can't be written to: it belongs to {owner_of(place)}.")
    opened = Database(found.database_url)
    if fault := form_fault(found, opened):
        raise click.ClickException(fault)
    erasures.keep_all(opened, erased.keeper(found.instance / erased.NAME, tokens(found)))
    copies.remove_files_with(opened, mail_files.remover(found.instance / mail_files.FOLDER))
    return opened


def form_fault(found: Settings, opened: Database) -> str:
    """What is to be done before this program can use the database; "" where nothing is."""
    name, revision, newest = database_name(found), opened.revision(), opened.newest_revision()
    if revision == newest:
        return ""
    if revision is None:
        return f"The database {name} is empty. Run `eventapp init` first."
    if revision not in opened.known_revisions():
        return (
            f"The database {name} is at {revision}, which this program does not know: a newer version wrote it. "
            "Install that version, or restore a backup."
        )
    return f"The database {name} is at {revision}, the program at {newest}. `eventapp init` brings it up to date."


def upgraded_database(found: Settings) -> Database:
    """The database, brought to the form that this program knows, or made. A newer one is refused."""
    if file := database_file(found):
        make_folder(found.instance)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its log the same rights
    opened = Database(found.database_url)
    revision = opened.revision()
    if revision is not None and revision not in opened.known_revisions():
        raise click.ClickException(form_fault(found, opened))
    opened.upgrade()
    return opened


def owner_of(path: Path) -> str:
    """Whose a file is: a name, or the number where nobody has it."""
    try:
        return path.owner()
    except (KeyError, NotImplementedError):
        return str(path.stat().st_uid)


def say(found: Settings, sentence: str, *, is_trouble: bool = False) -> None:
    """Tell whoever watches a running program; trouble, and all where JSON is asked for, as a line of the log."""
    level = logging.WARNING if is_trouble else logging.INFO
    if found.log_format == "json":
        logger.log(level, "%s", sentence)
    elif is_trouble:
        record = logger.makeRecord(logger.name, level, "", 0, "%s", (sentence,), None)
        click.echo(logs.Lines().format(record), err=True)
    else:
        click.echo(logs.plain(sentence))


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
    write_private(folder / TOML, text, new=True)


def write_private(file: Path, text: str, *, new: bool = False) -> None:
    """Write a file that its owner alone can read.

    ``new``: raises FileExistsError rather than write over one, and leaves none where it can't be written to its end.
    """
    write_private_bytes(file, text.encode(), new=new)


def write_private_bytes(file: Path, content: bytes, *, new: bool = False) -> None:
    """The same with bytes."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | (os.O_EXCL if new else os.O_TRUNC), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
    except OSError as error:
        if new:
            file.unlink()
        raise OSError(error.errno, error.strerror, str(file)) from error
