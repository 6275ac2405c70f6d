"""Backup while the program runs."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from eventapp import config
from eventapp.adapters import archive, erased, mail_files
from eventapp.cli import instance, reasons
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.models.database import Database
from eventapp.services import audit, backup

SETTINGS, SECRETS, TABLES, FILES = "settings.json", "secrets.json", "tables", "files"
TOML = "eventapp.toml"
OF_THE_MACHINE = {"instance", "sources", "database_url"}
_NOT_KEPT = {TOML, erased.NAME, "demo.json", "README.md"}
_KEYS = {".key", ".pem", ".p12", ".pfx", ".env"}
_PORTION = 256 * 1024

_file = click.Path(dir_okay=False, path_type=Path)
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its first line encrypts secrets",
)


@click.command("backup")
@click.argument("file", type=_file)
@click.option("--with-secrets", is_flag=True, help="Take secrets and passwords along, encrypted with the passphrase")
@passphrase_option
def make(file: Path, with_secrets: bool, passphrase_file: Path | None) -> None:
    """Write everything into one FILE while the program runs: all tables as they are at one moment, own files, settings.

    It can be restored into SQLite and into PostgreSQL. Secrets stay out unless they are asked for.
    """
    if with_secrets != (passphrase_file is not None):
        raise click.UsageError("--with-secrets and --passphrase-file belong together: secrets leave encrypted only.")
    found = instance.settings()
    database = instance.database(found)
    if file.exists() and not archive.is_archive(file):
        raise click.ClickException(f"{file} is no backup and is left as it is. Choose another name.")
    if not file.absolute().parent.is_dir():
        raise click.ClickException(f"There is no folder {file.absolute().parent}.")
    sealed = archive.seal(_secrets_of(found), as_passphrase(passphrase_file)) if passphrase_file else None
    try:
        counts, files = _write(found, database, file, sealed, leave_out={passphrase_file})
    except OSError as error:
        raise click.ClickException(f"{file} can't be written: {error.strerror or error}") from None
    click.echo(f"Wrote {file}: {sum(counts.values())} rows of {len(counts)} tables, {files} own files.")
    click.echo("Secrets are in it, encrypted." if sealed else "Secrets are not in it: keep secret_key elsewhere.")
    _note(database, counts)


def _write(
    found: Settings, database: Database, file: Path, sealed: bytes | None, *, leave_out: set[Path | None]
) -> tuple[dict[str, int], int]:
    counts: dict[str, int] = {}
    moment = datetime.now(UTC)
    with archive.Writer(file) as written, backup.snapshot(database) as connection:
        tables = backup.tables(connection)
        for table in tables:
            counts[table.name] = 0
            written.add(f"{TABLES}/{table.name}.jsonl", _counted(backup.lines(connection, table), table, counts))
        numbers = backup.last_numbers(connection, tables)
        own = list(_own_files(found, leave_out | {file}))
        for path in own:
            written.add(f"{FILES}/{path.relative_to(found.instance).as_posix()}", _content(path))
        written.add(SETTINGS, [json.dumps(_plain_settings(found), indent=1, ensure_ascii=False).encode()])
        if sealed:
            written.add(SECRETS, [sealed])
        written.finish(
            {
                "version": version("eventapp"),
                "revision": database.newest_revision(),
                "made_at": moment.isoformat(timespec="seconds"),
                "database": "sqlite" if database.is_sqlite else "postgresql",
                "tables": counts,
                "numbers": numbers,
                "key_mark": key_mark(found.secret_key),
            }
        )
    return counts, len(own)


def _counted(lines: Iterator[bytes], table: Table, counts: dict[str, int]) -> Iterator[bytes]:
    for piece in lines:
        counts[table.name] += piece.endswith(b"\n")
        yield piece


def _note(database: Database, counts: dict[str, int]) -> None:
    try:
        with database.writing() as session:
            rows = sum(counts.values())
            audit.record(session, SYSTEM, "backup.made", now=datetime.now(UTC), rows=rows, tables=len(counts))
    except SQLAlchemyError as error:
        click.echo(
            f"The backup is whole, but the audit log could not be written: {reasons.of_database(error)}", err=True
        )


def _own_files(found: Settings, leave_out: set[Path | None]) -> Iterator[Path]:
    """The files of the instance that are nobody's but its own: no database, no settings, no mails, keys or backups."""
    left_out = {path.resolve() for path in leave_out if path}
    database = sqlite_file(make_url(found.database_url))
    for root, folders, names in os.walk(found.instance):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != mail_files.FOLDER)
        for path in (Path(root) / name for name in sorted(names)):
            is_data = database is not None and path.name.startswith(database.name)
            is_hidden = path.name.startswith((".", TOML)) or path.suffix in _KEYS or path.name in _NOT_KEPT
            if is_data or is_hidden or path.resolve() in left_out or path.is_symlink() or not path.is_file():
                continue
            if not archive.is_archive(path) and not _is_database(path):
                yield path


def _is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, whatever it is called: a copy of one holds people who were forgotten."""
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_PORTION):
            yield chunk


def _named(found: Settings, *, secret: bool) -> dict[str, Any]:
    """The settings that are not left to their default, secret ones or all others. What names a machine stays out."""
    names = [field.name for field in fields(Settings) if field.name not in OF_THE_MACHINE]
    chosen = [name for name in names if config.is_secret(name) is secret and found.sources.get(name) != "default"]
    return {name: getattr(found, name) for name in chosen}


def _plain_settings(found: Settings) -> dict[str, Any]:
    return _named(found, secret=False)


def _secrets_of(found: Settings) -> dict[str, Any]:
    return _named(found, secret=True)


def key_mark(key: str) -> str:
    """Tells whether two secrets are the same, and nothing else about them."""
    return hmac.digest(key.encode(), b"eventapp backup", hashlib.sha256).hex()[:16]


def as_passphrase(file: Path) -> str:
    """The first line of a file."""
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} can't be read.") from error


def sqlite_file(url: URL) -> Path | None:
    """Where SQLite keeps the database; None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
