"""Restoring a backup into an empty place, wholly or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from eventapp import config
from eventapp.adapters import archive, erased
from eventapp.cli import instance, users
from eventapp.cli.backup import (
    FILES,
    OF_THE_MACHINE,
    SECRETS,
    SETTINGS,
    TABLES,
    TOML,
    as_passphrase,
    key_mark,
    passphrase_option,
    sqlite_file,
)
from eventapp.config import Settings
from eventapp.domain.erasures import KEPT, Kind, Mark, Marks
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.jobs import seats
from eventapp.models.database import Database
from eventapp.services import accounts, backup, erasing, operation, retention, retention_restored

_SIDECARS = ("-wal", "-shm", "-journal")
_TIMES_THE_ROWS = 2  # once in the database and once in its log
_SPARE = 20_000_000
_KINDS: dict[str, type[Any]] = {"str": str, "int": int, "bool": bool, "tuple[str, ...]": list}
_ERASED = {
    Kind.INVITATION: "own data of invited people",
    Kind.UNINVITED: "invitations",
    Kind.EMPLOYEE: "people on staff lists",
    Kind.SPEAKER: "speakers",
    Kind.PHOTOS: "consents to photos",
    Kind.UNUSED: "consents to photos that are used no more",
    Kind.NEEDS: "needs",
    Kind.WORDS: "words about needs",
    Kind.ACCOUNT: "accounts",
    Kind.DISABLED: "accounts taken out of use",
    Kind.ROLE: "roles",
}
_folder = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--instance", "folder", type=_folder, help="Folder to restore into; else that of EVENTAPP_INSTANCE")
@click.option("--database-url", help="Empty database to restore into; else that of the settings, else a file")
@passphrase_option
@click.option("--without-secrets", is_flag=True, help="Leave the secrets of the backup in it: there is no passphrase")
@click.option("--any-size", is_flag=True, help="However large it unpacks: it is yours, and you know why")
@click.option(
    "--erased",
    "erased_files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A copy of {erased.NAME}: whoever is noted there is erased again. That of the folder is read anyway",
)
def restore(
    file: Path,
    folder: Path | None,
    database_url: str | None,
    passphrase_file: Path | None,
    without_secrets: bool,
    any_size: bool,
    erased_files: tuple[Path, ...],
) -> None:
    """Restore a backup FILE into an empty place, wholly or not at all. Mail is held until somebody releases it."""
    with archive.Reader(file) as found:
        found.require_bounds(any_size=any_size)
        place = _Place.of(found, folder, database_url, passphrase_file)
        if place.settings is not None and SECRETS in found.names and not (passphrase_file or without_secrets):
            raise RuleBroken("backup.sealed")
        place.read_erasures(erased_files)
        place.require_empty()
        place.require_room()
        found.check()
        place.fill(file.name)
        place.keep_erasures()
        place.report()


@dataclass
class _Place:
    """Where a backup goes: folder, database, and the settings to be written, if any."""

    found: archive.Reader
    folder: Path
    url: URL
    settings: dict[str, Any] | None
    now: Settings
    zone: ZoneInfo
    noted: list[Mark] = field(default_factory=list)
    unread: int = 0
    again: erasing.Again = field(default_factory=erasing.Again)
    stopped: int = 0
    accounts: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, found: archive.Reader, folder: Path | None, database_url: str | None, passphrase_file: Path | None
    ) -> _Place:
        has_secrets = SECRETS in found.names
        if passphrase_file and not has_secrets:
            raise RuleBroken("backup.no_secrets")
        opened = archive.unseal(found.note(SECRETS), as_passphrase(passphrase_file)) if passphrase_file else {}
        overrides = {"database_url": database_url} if database_url else None
        present = config.load(instance=folder.absolute() if folder else None, overrides=overrides)
        if (present.instance / TOML).exists():
            if opened:
                raise RuleBroken("backup.has_settings", file=str(present.instance / TOML))
            zone = ZoneInfo(present.zone)
            return cls(found, present.instance, _url(present.database_url), None, present, zone)
        stored = _allowed(found.told(SETTINGS), secret=False)
        opened = _allowed(opened, secret=True)
        key = str(opened.get("secret_key") or present.secret_key or secrets.token_urlsafe(48))
        settings = {**stored, **opened, "secret_key": key}
        if database_url:
            settings["database_url"] = database_url
        zone = _zone(stored.get("zone", present.zone))
        earlier = tuple(opened.get("old_secret_keys", present.old_secret_keys))
        public_url = str(stored.get("public_url", present.public_url))
        now = replace(present, secret_key=key, old_secret_keys=earlier, public_url=public_url)
        return cls(found, present.instance, _url(present.database_url), settings, now, zone)

    def read_erasures(self, given: tuple[Path, ...]) -> None:
        """Read who was erased. Raises RuleBroken("backup.erased_key") where the key that would tell is not here."""
        own = self.folder / erased.NAME
        for file in dict.fromkeys(([own] if own.exists() else []) + list(given)):
            try:
                marks, unread = erased.read(file)
            except OSError as error:
                raise click.ClickException(f"{file} can't be read: {error.strerror}") from None
            if foreign := Marks(marks, instance.tokens(self.now)).foreign:
                raise RuleBroken("backup.erased_key", file=file, count=foreign)
            self.noted += marks
            self.unread += unread

    def require_empty(self) -> None:
        """Raises RuleBroken for a database or a folder that holds anything this backup would be mixed with."""
        if file := sqlite_file(self.url):
            for left in (file, *(file.with_name(file.name + suffix) for suffix in _SIDECARS)):
                if left.exists():  # what an earlier database left in its log would be written over the restored one
                    raise RuleBroken("backup.not_empty", what=f"The database {left}")
        else:
            database = self._database()
            with database.engine.connect() as connection:
                if not backup.is_empty(connection):
                    raise RuleBroken("backup.not_empty", what="The database")
        for path, name in self.found.files(FILES):
            if path.parts[0].casefold() == erased.NAME:  # never in a backup: it tells what happened since
                raise InvalidValue("backup.damaged", name=name)
            if (self.folder / path).exists():
                raise RuleBroken("backup.not_empty", what=f"The folder {self.folder}")

    def require_room(self) -> None:
        """Raises RuleBroken("backup.no_room") where the disk can't hold it: tables, files, and SQLite's log of it."""
        files, rows = self.found.bytes_in(FILES), self.found.bytes_in(TABLES)
        file = sqlite_file(self.url)
        wanted = (
            [(self.folder, files)] if file is None else [(self.folder, files), (file.parent, rows * _TIMES_THE_ROWS)]
        )
        needed: dict[int, tuple[Path, int]] = {}
        for folder, size in wanted:
            disk = next(one for one in (folder, *folder.parents) if one.exists())
            device = disk.stat().st_dev
            needed[device] = (disk, needed.get(device, (disk, _SPARE))[1] + size)
        for disk, size in needed.values():
            free = shutil.disk_usage(disk).free
            if size > free:
                raise RuleBroken("backup.no_room", place=disk, free=free // 1_000_000, needed=-(-size // 1_000_000))

    def _database(self) -> Database:
        return Database(self.url.render_as_string(hide_password=False))

    def fill(self, name: str) -> None:
        """Restore all of it. What fails leaves neither rows nor files nor folders."""
        new = self._new_folders()
        written: list[Path] = []
        try:
            instance.make_folder(self.folder)
            if file := sqlite_file(self.url):
                self._fill_file(file, name, written)
            else:
                self._fill_database(self._database(), name, written)
        except BaseException as error:
            for path in written:
                path.unlink(missing_ok=True)
            for folder in new:
                with suppress(OSError):  # never made, or somebody else put something there
                    folder.rmdir()
            if isinstance(error, OSError):
                raise click.ClickException(f"Nothing was restored: {error.strerror or error}") from None
            raise

    def _new_folders(self) -> list[Path]:
        """The folders that are made for it, the innermost first."""
        file = sqlite_file(self.url)
        inner = [self.folder / path.parent for path, _ in self.found.files(FILES)]
        wanted = {self.folder, *inner, *([file.parent] if file else [])}
        new = {one for folder in wanted for one in (folder, *folder.parents) if not one.exists()}
        return sorted(new, key=lambda one: len(one.parts), reverse=True)

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
            self._erase_again(session, made_at, now)
            self.stopped = retention_restored.stop_overdue(session, now=now, zone=self.zone)
            retention.forget_due(session, now=now, zone=self.zone)
            self.accounts = [users.told(one) for one in accounts.all_accounts(session) if one.is_active]
            self._write_files(written)

        def rows(table: str) -> Iterator[bytearray]:
            return self.found.lines(f"{TABLES}/{table}.jsonl")

        counts, numbers = self.found.counted("tables"), self.found.counted("numbers")
        backup.fill(database, revision, rows, counts, numbers, after=finish)

    def _erase_again(self, session: Session, backed_up_at: datetime, now: datetime) -> None:
        if self.noted:
            office = instance.office(self.now)
            marks = Marks(self.noted, office.tokens)
            self.again = erasing.erase(session, marks, backed_up_at=backed_up_at, tokens=office.tokens, now=now)
            seats.tell(session, self.again.told, office, now=now)

    def keep_erasures(self) -> None:
        """Keep the erasures that were handed over: the next restore must know of them, too."""
        file = self.folder / erased.NAME
        try:
            known = set(erased.read(file)[0]) if file.exists() else set()
            if new := [mark for mark in dict.fromkeys(self.noted) if mark not in known]:
                erased.add(file, sorted(new, key=lambda mark: mark.at))
        except OSError as error:
            click.echo(f"! {file} can't be written: {error.strerror}. Copy the file of erasures there.", err=True)

    def _write_files(self, written: list[Path]) -> None:
        database = sqlite_file(self.url)
        for path, name in self.found.files(FILES):
            target = self.folder / path
            if database is not None and target.name.startswith(database.name):
                raise InvalidValue("backup.damaged", name=name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                written.append(target)
                for chunk in self.found.chunks(name):
                    stream.write(chunk)
        if self.settings is not None:
            file = self.folder / TOML
            text = "# Settings of this instance, restored. Environment variables EVENTAPP_… come first.\n"
            instance.write_private(file, text + config.as_toml(self.settings), new=True)
            written.append(file)

    def report(self) -> None:
        """Say what is there now, and what is left to do."""
        manifest = self.found.manifest
        counts, made_at = self.found.counted("tables"), archive.made_at(manifest)
        click.echo(f"Restored {sum(counts.values())} rows of {len(counts)} tables into {self._told_place()}.")
        click.echo(f"They are as of {made_at:%Y-%m-%d %H:%M} UTC; what was to be forgotten since is forgotten.")
        self._report_erasures(made_at)
        if self.stopped:
            click.echo(f"Mailings of events that are over, ended because they kept what was to go: {self.stopped}.")
        click.echo("Everybody has to sign in anew.")
        self._report_accounts()
        if self.now.secret_key and key_mark(self.now.secret_key) != manifest.get("key_mark"):
            click.echo(
                "! The secret_key is another one than before: personal links, links in letters and code generators "
                "don't work. Put the earlier one into eventapp.toml if you have it."
            )
        click.echo(
            "Mail is held: look what is due, then `eventapp outbox release` or the button on the planning pages."
        )

    def _told_place(self) -> str:
        """Where rows and files went, without the database's password."""
        if sqlite_file(self.url):
            return str(self.folder)
        return f"{self.url.render_as_string(hide_password=True)}, files into {self.folder}"

    def _report_accounts(self) -> None:
        """Whom the backup lets in: rights that were taken away where no mark tells of it are there again."""
        click.echo("These accounts can be signed in to. Look whether each still should, with each of its roles:")
        for line in self.accounts:
            click.echo(f"  {line}")
        if not any(line.endswith(users.RUNS) for line in self.accounts):
            click.echo("! None of them runs the installation: `eventapp user add EMAIL --administrator`.")

    def _report_erasures(self, made_at: datetime) -> None:
        if not self.noted:
            click.echo(
                f"There is no {erased.NAME} that tells who was erased since: who asked to be deleted, or took back a "
                "consent to photos or what she needs, is in it again, and so are accounts and roles that were taken "
                "away. Repeat that first."
            )
        else:
            again = self.again.counts
            told = ", ".join(f"{words} {again[kind]}" for kind, words in _ERASED.items() if again[kind])
            click.echo(f"Erased again: {told or 'nobody'} (noted: {len(set(self.noted))}).")
        if self.again.in_program:
            click.echo(
                f"! Speakers who were deleted and stand in a program again: {self.again.in_program}. Do it by hand."
            )
        if self.unread:
            click.echo(f"! Lines of {erased.NAME} that can't be read: {self.unread}. Somebody may be in it again.")
        if made_at < datetime.now(UTC) - KEPT:
            click.echo(
                f"! The backup is older than {KEPT.days} days: what was erased before then is not noted any more."
            )


def _url(text: str) -> URL:
    config.check_database_url(text)
    return make_url(text)


def _allowed(given: dict[str, Any], *, secret: bool) -> dict[str, Any]:
    """Of settings in an archive those that may come with one: none of the machine's, and secrets only if sealed."""
    kinds = {one.name: _KINDS.get(str(one.type)) for one in fields(Settings) if one.name not in OF_THE_MACHINE}
    found = {name: value for name, value in given.items() if name in kinds and (secret or not config.is_secret(name))}
    for name, value in found.items():
        if type(value) is not kinds[name] or (
            isinstance(value, list) and not all(isinstance(one, str) for one in value)
        ):
            raise InvalidValue("backup.damaged", name=SECRETS if secret else SETTINGS)
    return found


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidValue("backup.damaged", name=SETTINGS) from error
