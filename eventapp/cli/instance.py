"""The instance in hand: its settings, its database, and what the commands share."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from eventapp import config
from eventapp.config import Settings
from eventapp.models.database import Database


def settings() -> Settings:
    """The settings of this environment, checked."""
    found = config.load()
    found.check()
    return found


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


def write_settings(folder: Path, public_url: str) -> None:
    """Put a new ``eventapp.toml`` with a random secret into the folder, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "eventapp.toml"
    text = (
        "# Settings of this instance. Environment variables EVENTAPP_… come first.\n"
        f'public_url = "{public_url}"\n'
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
    )
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
