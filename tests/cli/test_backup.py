"""Backup while the program runs, and restore: whole or not at all, into either database (R-23, R-24, R-27)."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, Table, func, select

from eventapp.adapters import archive
from eventapp.domain.tokens import Tokens
from eventapp.models import AuditEntry, Base, BrowserSession, Delivery, Event, Operation, Video
from eventapp.models.database import Database
from eventapp.services import audit, backup, demo, retention
from tests.cli.backups import file_of, now, numbers, opened, queue, remade, rewritten
from tests.cli.conftest import Terminal

RELEASES = Path(__file__).parents[1] / "models" / "releases"
_CHANGED = {*backup.FLEETING, "operation", "audit_entry", "audit_head"}

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(url: str) -> Rows:
    """All that is to be the same after a restore."""
    with opened(url) as database, database.reading() as session:
        kept = (table for table in Base.metadata.sorted_tables if table.name not in _CHANGED)
        return {
            table.name: [tuple(row) for row in session.execute(_same_columns(table).order_by(*table.primary_key))]
            for table in kept
        }


def _same_columns(table: Table) -> Select[Any]:
    return select(*(column for column in table.columns if column.name != "mail_held_at"))


def test_R23_a_backup_holds_everything_and_its_owner_alone_can_read_it(filled: Terminal) -> None:
    file = filled.folder / "a.zip"

    said = filled.run("backup", str(file))

    assert said.code == 0, said.everything
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(path.name for path in filled.folder.iterdir()) == ["a.zip", "instance", "phrase"]
    with archive.Reader(file) as found:
        found.check()
        assert set(found.manifest["tables"]) == set(Base.metadata.tables)
        assert (found.manifest["revision"], found.manifest["tables"]["picture"]) == (Database.newest_revision(), 1)
        assert "files/theme.css" in found.names
    everything = b"".join(zipfile.ZipFile(file).read(name) for name in zipfile.ZipFile(file).namelist())
    assert secret_of(filled).encode() not in everything


def secret_of(terminal: Terminal, folder: str = "instance") -> str:
    for line in (terminal.folder / folder / "eventapp.toml").read_text("utf-8").splitlines():
        if line.startswith("secret_key"):
            return str(json.loads(line.partition(" = ")[2]))
    return ""


def test_R23_from_sqlite_to_postgresql_and_back_no_row_changes(
    filled: Terminal, postgres_url: Callable[[], str]
) -> None:
    with opened(file_of(filled)) as database, database.writing() as session:
        demo.furnish(session, tokens=Tokens(("x" * 40,)), now=now())
        retention.forget_due(session, now=now())  # a restore does the same
    before, url = rows_of(file_of(filled)), postgres_url()
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0

    there = filled.run("restore", str(filled.folder / "a.zip"), instance=str(filled.folder / "there"), database_url=url)
    assert there.code == 0, there.everything
    assert rows_of(url) == before
    made = filled.run("backup", str(filled.folder / "b.zip"), instance=str(filled.folder / "there"), database_url=url)
    assert made.code == 0, made.everything
    back = filled.run("restore", str(filled.folder / "b.zip"), "--instance", str(filled.folder / "back"))

    assert back.code == 0, back.everything
    assert rows_of(file_of(filled, "back")) == before
    assert sum(map(len, before.values())) > 1_000
    assert "theme.css" in {path.name for path in (filled.folder / "back").iterdir()}
    for there_url in (url, file_of(filled, "back")):
        with opened(there_url) as database:
            with database.writing() as session:
                assert not audit.check(session).fault
                copied = session.scalars(select(Event)).first()
                assert copied is not None
            assert database.revision() == database.newest_revision()


def test_R23_numbers_are_never_given_twice_after_a_restore(filled: Terminal, postgres_url: Callable[[], str]) -> None:
    with opened(file_of(filled)) as database, database.writing() as session:
        queue(session)
        last = session.scalar(select(func.max(Delivery.id)))
        assert last
        session.delete(session.get_one(Delivery, last))
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0
    url = postgres_url()
    assert (
        filled.run(
            "restore", str(filled.folder / "a.zip"), instance=str(filled.folder / "there"), database_url=url
        ).code
        == 0
    )
    assert filled.run("restore", str(filled.folder / "a.zip"), "--instance", str(filled.folder / "back")).code == 0

    for place in (url, file_of(filled, "back")):
        with opened(place) as database, database.writing() as session:
            queue(session)
            assert session.scalar(select(func.max(Delivery.id))) == last + 1


def test_R23_what_an_earlier_database_left_behind_is_not_mixed_with_a_restored_one(
    filled: Terminal, whole: Path
) -> None:
    there = filled.folder / "anew"
    there.mkdir()
    (there / "eventapp.sqlite-wal").write_bytes(b"rows of before")

    said = filled.run("restore", str(whole), instance=str(there))

    assert said.code != 0
    assert "eventapp.sqlite-wal" in said.error
    assert not (there / "eventapp.sqlite").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_R23_whoever_writes_meanwhile_is_never_refused_and_the_backup_is_of_one_moment(
    filled: Terminal, request: pytest.FixtureRequest, kind: str
) -> None:
    url = file_of(filled) if kind == "sqlite" else request.getfixturevalue("filled_postgres")
    end, written, refused = threading.Event(), [0], list[Exception]()

    def write() -> None:
        with opened(url) as database:
            while not end.is_set():
                try:
                    with database.writing() as session:  # two rows in two tables: half of it would be seen
                        queue(session)
                        session.add(
                            Video(digest=f"{next(numbers)}", media_type="v", content=b"x" * 500, added_at=now())
                        )
                    written[0] += 1
                    end.wait(0.005)
                except Exception as error:
                    refused.append(error)

    writer = threading.Thread(target=write)
    waiting = waiting_of(url)
    writer.start()
    try:
        made = [
            filled.run("backup", str(filled.folder / f"{n}.zip"), instance=str(filled.folder / "x"), **plain(url))
            for n in range(2)
        ]
    finally:
        end.set()
        writer.join(20)

    assert [(said.code, said.error) for said in made] == [(0, "")] * len(made)
    assert (refused, written[0] > 2) == ([], True)
    for number in range(2):
        with archive.Reader(filled.folder / f"{number}.zip") as found:
            found.check()
            counts = {name: len(list(found.lines(f"tables/{name}.jsonl"))) for name in ("delivery", "video")}
            assert counts == {name: found.manifest["tables"][name] for name in counts}
            assert counts["delivery"] == waiting + counts["video"]


def plain(url: str) -> dict[str, str]:
    return {"database_url": url, "secret_key": "s" * 30 + "0123456789", "public_url": "http://127.0.0.1:8000"}


def waiting_of(url: str) -> int:
    with opened(url) as database, database.reading() as session:
        videos = session.scalar(select(func.count(Video.id))) or 0
        return (session.scalar(select(func.count(Delivery.id))) or 0) - videos


def test_R23_no_file_but_a_backup_is_written_over(filled: Terminal) -> None:
    database = filled.instance / "eventapp.sqlite"
    before = database.read_bytes()

    said = filled.run("backup", str(database))

    assert (said.code, "is no backup and is left as it is" in said.error) == (1, True)
    assert database.read_bytes() == before
    assert [filled.run("backup", str(filled.folder / "a.zip")).code for _ in range(2)] == [0, 0]
    assert filled.run("backup", "/nowhere/a.zip").error == "Error: There is no folder /nowhere.\n"


def test_R22_a_backup_that_finds_no_room_leaves_the_earlier_one(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled.folder / "a.zip"
    assert filled.run("backup", str(file)).code == 0
    before = file.read_bytes()
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with opened(file_of(filled)) as database, database.writing() as session:
        session.add(Video(digest="1", media_type="v", content=os.urandom(3_000_000), added_at=now()))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        said = filled.run("backup", str(file))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (said.code, "can't be written" in said.error, "Traceback" in said.error) == (1, True, False)
    assert file.read_bytes() == before
    assert not list(filled.folder.glob(".*"))


def test_S60_secrets_leave_encrypted_only_and_come_back_with_their_passphrase(filled: Terminal) -> None:
    file, phrase = str(filled.folder / "a.zip"), str(filled.folder / "phrase")
    assert "belong together" in filled.run("backup", file, "--with-secrets").error
    said = filled.run("backup", file, "--with-secrets", "--passphrase-file", phrase, smtp_password="geheim-und-lang")
    assert said.code == 0, said.everything
    everything = b"".join(zipfile.ZipFile(file).read(name) for name in zipfile.ZipFile(file).namelist())
    assert secret_of(filled).encode() not in everything
    assert b"geheim-und-lang" not in everything

    wrong = filled.folder / "wrong"
    wrong.write_text("eine andere lange Phrase", encoding="utf-8")
    back = str(filled.folder / "back")
    refused = filled.run("restore", file, "--instance", back, "--passphrase-file", str(wrong))
    assert (refused.code, "can't be read with this passphrase" in refused.error) == (1, True)
    forgotten = filled.run("restore", file, "--instance", back)
    assert (forgotten.code, "--passphrase-file" in forgotten.error) == (1, True)
    assert not Path(back).exists()
    done = filled.run("restore", file, "--instance", back, "--passphrase-file", phrase)

    assert done.code == 0, done.everything
    assert "another one than before" not in done.out
    assert secret_of(filled, "back") == secret_of(filled)
    assert 'smtp_password = "geheim-und-lang"' in (Path(back) / "eventapp.toml").read_text("utf-8")
    assert stat.S_IMODE((Path(back) / "eventapp.toml").stat().st_mode) == 0o600
    assert filled.run("outbox", "status", instance=back).code == 0
    without = filled.run("restore", file, "--instance", str(filled.folder / "without"), "--without-secrets")
    assert (without.code, "another one than before" in without.out) == (0, True)


def test_S60_a_passphrase_that_could_be_guessed_is_refused(filled: Terminal) -> None:
    (filled.folder / "phrase").write_text("kurz\n", encoding="utf-8")

    words = ("--with-secrets", "--passphrase-file", str(filled.folder / "phrase"))
    said = filled.run("backup", str(filled.folder / "a.zip"), *words)

    assert (said.code, "needs 12 characters" in said.error) == (1, True)
    assert not (filled.folder / "a.zip").exists()


def test_without_its_secret_a_restored_instance_says_what_does_not_work(filled: Terminal, whole: Path) -> None:
    said = filled.run("restore", str(whole), "--instance", str(filled.folder / "back"))

    assert "The secret_key is another one than before" in said.out
    assert len(secret_of(filled, "back")) >= 43
    kept = filled.folder / "kept"
    kept.mkdir()
    (kept / "eventapp.toml").write_bytes((filled.instance / "eventapp.toml").read_bytes())
    said = filled.run("restore", str(whole), "--instance", str(kept))
    assert (said.code, "another one than before" in said.out) == (0, False)


def test_R24_nothing_is_restored_over_anything(filled: Terminal, whole: Path, filled_postgres: str) -> None:
    file, url = str(whole), filled_postgres
    before = rows_of(file_of(filled))

    said = filled.run("restore", file)
    assert said.code == 1
    assert said.error.endswith("is not empty. A backup is restored into an empty place only.\n")
    assert rows_of(file_of(filled)) == before

    said = filled.run("restore", file, instance=str(filled.folder / "other"), database_url=url)
    assert (said.code, "The database is not empty" in said.error) == (1, True)
    (filled.folder / "own").mkdir()
    (filled.folder / "own" / "theme.css").write_text("mine", encoding="utf-8")
    said = filled.run("restore", file, "--instance", str(filled.folder / "own"))
    assert (said.code, "is not empty" in said.error) == (1, True)
    assert [path.name for path in (filled.folder / "own").iterdir()] == ["theme.css"]


def without_last_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_R24_a_damaged_backup_restores_nothing(
    filled: Terminal, whole: Path, postgres_url: Callable[[], str], kind: str
) -> None:
    counts = json.loads(zipfile.ZipFile(whole).read("manifest.json"))["tables"]
    url = postgres_url() if kind == "postgresql" else file_of(filled, "back")

    def refused(spoilt: Path) -> str:
        said = filled.run("restore", str(spoilt), instance=str(filled.folder / "back"), database_url=url)
        assert (said.code, "Traceback" in said.everything) == (1, False), said.everything
        left = [path.name for path in (filled.folder / "back").glob("*")]
        assert not left
        if kind == "postgresql":
            with opened(url) as database, database.engine.connect() as connection:
                assert backup.is_empty(connection)
        return said.error

    spoilt, cut = filled.folder / "spoilt.zip", filled.folder / "cut.zip"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    wrong = {**counts, "speaker": counts["speaker"] + 1}
    assert "damaged (speaker)" in refused(rewritten(whole, spoilt, tables=wrong))
    if kind == "sqlite":
        assert "is no backup" in refused(cut)
        shorter = without_last_line(zipfile.ZipFile(whole).read("tables/speaker.jsonl"))
        assert "damaged (tables/speaker.jsonl)" in refused(rewritten(whole, spoilt, {"tables/speaker.jsonl": shorter}))
        assert "newer version" in refused(rewritten(whole, spoilt, revision="9999"))
        assert "newer version" in refused(rewritten(whole, spoilt, format=2))
    # rows whose owner is gone, and a sum that fits them
    orphaned = {"tables/organizer.jsonl": list[bytes]()}
    assert "damaged" in refused(remade(whole, spoilt, orphaned, tables={**counts, "organizer": 0}))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_R24_a_backup_of_an_earlier_release_comes_up_to_date(
    terminal: Terminal, postgres_url: Callable[[], str], kind: str
) -> None:
    old = terminal.folder / "old.sqlite"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript((RELEASES / "0004.sql").read_text("utf-8"))
    file, url = terminal.folder / "a.zip", postgres_url() if kind == "postgresql" else file_of(terminal, "back")
    with opened(f"sqlite:///{old}") as database, archive.Writer(file) as new, backup.snapshot(database) as connection:
        counts = {}
        for table in backup.tables(connection):
            rows = list(backup.lines(connection, table))
            new.add(f"tables/{table.name}.jsonl", rows)
            counts[table.name] = len(rows)
        new.add("settings.json", [b'{"public_url": "http://127.0.0.1:8000"}'])
        told = {"version": "0.0.4", "revision": "0004", "made_at": now().isoformat(), "tables": counts}
        new.finish({**told, "numbers": backup.last_numbers(connection, backup.tables(connection)), "key_mark": ""})

    said = terminal.run("restore", str(file), instance=str(terminal.folder / "back"), database_url=url)

    assert said.code == 0, said.everything
    with opened(url) as database, database.reading() as session:
        assert database.revision() == database.newest_revision()
        for name in ("event", "program_item", "speaker", "announced_edition"):
            assert session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) == counts[name]
        assert session.get_one(Operation, 1).mail_held_at


def test_R27_after_a_restore_no_mail_leaves_until_somebody_releases_it(filled: Terminal, whole: Path) -> None:
    back = {"instance": str(filled.folder / "back")}
    assert filled.run("restore", str(whole), "--instance", back["instance"]).code == 0

    assert filled.run("work", "--once", **back).out == "Done.\n"
    status = filled.run("outbox", "status", **back)
    assert "mail is held since" in status.out
    assert "restored from whole.zip" in status.out
    assert filled.run("outbox", "release", **back).out == "Mail is released. Leaving now: 1.\n"
    assert filled.run("work", "--once", **back).out.startswith("Mails: 1 sent")
    assert filled.run("outbox", "release", **back).out == "Mail is not held.\n"

    with opened(file_of(filled, "back")) as database, database.reading() as session:
        acts = session.scalars(select(AuditEntry.act)).all()
        assert {"outbox.released", "backup.restored", "retention.forgotten"} <= set(acts)
        assert not retention.forget_due(session, now=now(), dry_run=True).count, "what was due is forgotten at once"
        assert session.scalars(select(BrowserSession)).all() == []
        assert not audit.check(session).fault


def test_S59_a_backup_is_noted_with_its_counts(filled: Terminal) -> None:
    assert filled.run("backup", str(filled.folder / "a.zip")).code == 0

    with opened(file_of(filled)) as database, database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "backup.made")).one()
        assert entry.details["tables"] == len(Base.metadata.tables)
