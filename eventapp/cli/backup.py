"""Backup while the program runs, and restore into an empty place."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import Table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import config
from eventapp.adapters import archive
from eventapp.cli import instance
from eventapp.cli.worker import OUTBOX
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.models.database import Database
from eventapp.services import audit, backup, operation, retention

_SETTINGS, _SECRETS, _TABLES, _FILES = "settings.json", "secrets.json", "tables", "files"
_TOML = "eventapp.toml"
_SIDECARS = ("-wal", "-shm", "-journal")
_OF_THE_MACHINE = {"instance", "sources", "database_url"}
_NOT_KEPT = {_TOML, "demo.json", "README.md"}
_KEYS = {".key", ".pem", ".p12", ".pfx", ".env"}
_PORTION = 256 * 1024

_file = click.Path(dir_okay=False, path_type=Path)
_folder = click.Path(file_okay=False, path_type=Path)
_passphrase = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its first line encrypts secrets",
)


@click.command("backup")
@click.argument("file", type=_file)
@click.option("--with-secrets", is_flag=True, help="Take secrets and passwords along, encrypted with the passphrase")
@_passphrase
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
    sealed = archive.seal(_secrets_of(found), _phrase(passphrase_file)) if passphrase_file else None
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
            written.add(f"{_TABLES}/{table.name}.jsonl", _counted(backup.lines(connection, table), table, counts))
        numbers = backup.last_numbers(connection, tables)
        own = list(_own_files(found, leave_out | {file}))
        for path in own:
            written.add(f"{_FILES}/{path.relative_to(found.instance).as_posix()}", _content(path))
        written.add(_SETTINGS, [json.dumps(_plain_settings(found), indent=1, ensure_ascii=False).encode()])
        if sealed:
            written.add(_SECRETS, [sealed])
        written.finish(
            {
                "version": version("eventapp"),
                "revision": database.newest_revision(),
                "made_at": moment.isoformat(timespec="seconds"),
                "database": "sqlite" if database.is_sqlite else "postgresql",
                "tables": counts,
                "numbers": numbers,
                "key_mark": _key_mark(found.secret_key),
            }
        )
    return counts, len(own)


def _counted(lines: Iterator[bytes], table: Table, counts: dict[str, int]) -> Iterator[bytes]:
    for line in lines:
        counts[table.name] += 1
        yield line


def _note(database: Database, counts: dict[str, int]) -> None:
    try:
        with database.writing() as session:
            rows = sum(counts.values())
            audit.record(session, SYSTEM, "backup.made", now=datetime.now(UTC), rows=rows, tables=len(counts))
    except SQLAlchemyError as error:
        click.echo(f"The backup is whole, but the audit log could not be written: {instance.reason(error)}", err=True)


def _own_files(found: Settings, leave_out: set[Path | None]) -> Iterator[Path]:
    """The files of the instance that are nobody's but its own: no database, no settings, no mails, keys or backups."""
    left_out = {path.resolve() for path in leave_out if path}
    database = _sqlite_file(make_url(found.database_url))
    for root, folders, names in os.walk(found.instance):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != OUTBOX)
        for path in (Path(root) / name for name in sorted(names)):
            is_data = database is not None and path.name.startswith(database.name)
            is_hidden = path.name.startswith((".", _TOML)) or path.suffix in _KEYS or path.name in _NOT_KEPT
            if is_data or is_hidden or path.resolve() in left_out or path.is_symlink() or not path.is_file():
                continue
            if not archive.is_archive(path) and not _is_database(path):
                yield path


def _is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, whatever it is called: a copy of one holds people who were forgotten."""
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _allowed(given: object, *, secret: bool) -> dict[str, Any]:
    """Of settings in an archive those that may come with one: none of the machine's, and secrets only if sealed."""
    known = {field.name for field in fields(Settings)} - set(_OF_THE_MACHINE)
    if not isinstance(given, dict):
        raise InvalidValue("backup.damaged", name=_SETTINGS)
    return {name: value for name, value in given.items() if name in known and (secret or not config.is_secret(name))}


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(_PORTION):
            yield chunk


def _named(found: Settings, *, secret: bool) -> dict[str, Any]:
    """The settings that are not left to their default, secret ones or all others. What names a machine stays out."""
    names = [field.name for field in fields(Settings) if field.name not in _OF_THE_MACHINE]
    chosen = [name for name in names if config.is_secret(name) is secret and found.sources.get(name) != "default"]
    return {name: getattr(found, name) for name in chosen}


def _plain_settings(found: Settings) -> dict[str, Any]:
    return _named(found, secret=False)


def _secrets_of(found: Settings) -> dict[str, Any]:
    return _named(found, secret=True)


def _key_mark(key: str) -> str:
    """Tells whether two secrets are the same, and nothing else about them."""
    return hmac.digest(key.encode(), b"eventapp backup", hashlib.sha256).hex()[:16]


def _phrase(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file} can't be read.") from error


def _sqlite_file(url: URL) -> Path | None:
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--instance", "folder", type=_folder, help="Folder to restore into; else that of EVENTAPP_INSTANCE")
@click.option("--database-url", help="Empty database to restore into; else that of the settings, else a file")
@_passphrase
def restore(file: Path, folder: Path | None, database_url: str | None, passphrase_file: Path | None) -> None:
    """Restore a backup FILE into an empty place, wholly or not at all. Mail is held until somebody releases it."""
    with archive.Reader(file) as found:
        place = _Place.of(found, folder, database_url, passphrase_file)
        place.require_empty()
        found.check()
        place.fill(file.name)
        place.report()


@dataclass
class _Place:
    """Where a backup goes: folder, database, and the settings to be written, if any."""

    found: archive.Reader
    folder: Path
    url: URL
    settings: dict[str, Any] | None
    key: str
    zone: ZoneInfo

    @classmethod
    def of(
        cls, found: archive.Reader, folder: Path | None, database_url: str | None, passphrase_file: Path | None
    ) -> _Place:
        has_secrets = _SECRETS in found.names
        if passphrase_file and not has_secrets:
            raise RuleBroken("backup.no_secrets")
        opened = archive.unseal(found.note(_SECRETS), _phrase(passphrase_file)) if passphrase_file else {}
        overrides = {"database_url": database_url} if database_url else None
        present = config.load(instance=folder.absolute() if folder else None, overrides=overrides)
        if (present.instance / _TOML).exists():
            if opened:
                raise RuleBroken("backup.has_settings", file=str(present.instance / _TOML))
            zone = ZoneInfo(present.zone)
            return cls(found, present.instance, _url(present.database_url), None, present.secret_key, zone)
        stored = _allowed(json.loads(found.note(_SETTINGS)), secret=False)
        opened = _allowed(opened, secret=True)
        key = str(opened.get("secret_key") or present.secret_key or secrets.token_urlsafe(48))
        settings = {**stored, **opened, "secret_key": key}
        if database_url:
            settings["database_url"] = database_url
        zone = ZoneInfo(stored.get("zone", present.zone))
        return cls(found, present.instance, _url(present.database_url), settings, key, zone)

    def require_empty(self) -> None:
        """Raises RuleBroken for a database or a folder that holds anything this backup would be mixed with."""
        if file := _sqlite_file(self.url):
            for left in (file, *(file.with_name(file.name + suffix) for suffix in _SIDECARS)):
                if left.exists():  # what an earlier database left in its log would be written over the restored one
                    raise RuleBroken("backup.not_empty", what=f"The database {left}")
        else:
            database = self._database()
            with database.engine.connect() as connection:
                if not backup.is_empty(connection):
                    raise RuleBroken("backup.not_empty", what="The database")
        for path, _ in self.found.files(_FILES):
            if (self.folder / path).exists():
                raise RuleBroken("backup.not_empty", what=f"The folder {self.folder}")

    def _database(self) -> Database:
        return Database(self.url.render_as_string(hide_password=False))

    def fill(self, name: str) -> None:
        """Restore all of it. What fails leaves neither rows nor files."""
        instance.make_folder(self.folder)
        written: list[Path] = []
        try:
            if file := _sqlite_file(self.url):
                self._fill_file(file, name, written)
            else:
                self._fill_database(self._database(), name, written)
        except BaseException as error:
            for path in reversed(written):
                path.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise click.ClickException(f"Nothing was restored: {error.strerror or error}") from None
            raise

    def _fill_file(self, file: Path, name: str, written: list[Path]) -> None:
        """SQLite: fill a file beside its place, and put it there when it is whole."""
        part = file.with_name(f".{file.name}.restoring")
        sidecars = [part.with_name(part.name + suffix) for suffix in _SIDECARS]
        for path in (part, *sidecars):
            path.unlink(missing_ok=True)
        try:
            instance.make_folder(file.parent)
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            database = Database(f"sqlite:///{part}")
            self._fill_database(database, name, written)
            database.engine.dispose()
            part.rename(file)
        finally:
            for path in (part, *sidecars):
                path.unlink(missing_ok=True)

    def _fill_database(self, database: Database, name: str, written: list[Path]) -> None:
        manifest = self.found.manifest
        revision = backup.require_known(manifest.get("revision"), database)
        now, made_at = datetime.now(UTC), archive.made_at(manifest)

        def finish(session: Session) -> None:
            operation.hold_mail(session, f"{name}, {made_at:%Y-%m-%d %H:%M} UTC", now=now)
            retention.forget_due(session, now=now, zone=self.zone)
            self._write_files(written)

        def rows(table: str) -> Iterator[bytes]:
            return self.found.lines(f"{_TABLES}/{table}.jsonl")

        counts, numbers = manifest.get("tables"), manifest.get("numbers")
        if not isinstance(counts, dict) or not isinstance(numbers, dict):
            raise InvalidValue("backup.damaged", name="manifest.json")
        backup.fill(database, revision, rows, counts, numbers, after=finish)

    def _write_files(self, written: list[Path]) -> None:
        database = _sqlite_file(self.url)
        for path, name in self.found.files(_FILES):
            target = self.folder / path
            if database is not None and target.name.startswith(database.name):
                raise InvalidValue("backup.damaged", name=name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                written.append(target)
                for chunk in self.found.chunks(name):
                    stream.write(chunk)
        if self.settings is not None:
            file = self.folder / _TOML
            text = "# Settings of this instance, restored. Environment variables EVENTAPP_… come first.\n"
            instance.write_private(file, text + config.as_toml(self.settings), new=True)
            written.append(file)

    def report(self) -> None:
        """Say what is there now, and what is left to do."""
        manifest = self.found.manifest
        rows, made_at = sum(manifest["tables"].values()), archive.made_at(manifest)
        click.echo(f"Restored {rows} rows of {len(manifest['tables'])} tables into {self.folder}.")
        click.echo(f"They are as of {made_at:%Y-%m-%d %H:%M} UTC; what was to be forgotten since is forgotten.")
        click.echo("Who asked to be deleted since, or withdrew a consent to photos, is in it again: repeat that first.")
        click.echo("Everybody has to sign in anew.")
        if self.key and _key_mark(self.key) != manifest.get("key_mark"):
            click.echo(
                "! The secret_key is another one than before: personal links, links in letters and code generators "
                "don't work. Put the earlier one into eventapp.toml if you have it."
            )
        click.echo(
            "Mail is held: look what is due, then `eventapp outbox release` or the button on the planning pages."
        )


def _url(text: str) -> URL:
    try:
        return make_url(text)
    except ArgumentError as error:
        raise click.ClickException("The database's address can't be read.") from error
