"""The recipe of both databases: nothing is lost, nothing locks, and migrations lead where the models are."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    MetaData,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import Outdated
from eventapp.domain.people import VenueDraft
from eventapp.domain.times import WallClock
from eventapp.jobs import forget
from eventapp.models import (
    AnnouncedEdition,
    Base,
    Delivery,
    Event,
    Invitation,
    Organizer,
    Publication,
    SignInFailure,
    Speaker,
    Venue,
)
from eventapp.models.database import Database, alembic_config
from eventapp.services import venues
from tests import postgres
from tests.conftest import NOW
from tests.factories import Factories, at

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    """An SQLite file of a test's own, with tables."""
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite'}")
    database.upgrade()
    return database


def test_R21_sqlite_is_set_to_lose_nothing(sqlite: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000, "secure_delete": 1}

    for _ in range(3):
        with sqlite.reading() as session:
            found = {name: session.scalar(text(f"pragma {name}")) for name in wanted}
        assert found == wanted


def test_S62_what_was_forgotten_stands_in_no_file_of_the_database(
    sqlite: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def is_somewhere() -> bool:
        return any(b"zauberwort" in file.read_bytes() for file in tmp_path.glob("own.sqlite*"))

    with sqlite.writing() as session:
        session.add(SignInFailure(email_hash="zauberwort", count=1, last_at=NOW))
    assert is_somewhere()
    with sqlite.reading() as reader:
        reader.execute(select(SignInFailure.count)).all()
        forget.run(sqlite, now=NOW + timedelta(days=3), zone=ZoneInfo("Europe/Berlin"))
        assert "the journal still holds" in caplog.text
    assert is_somewhere()
    forget.run(sqlite, now=NOW + timedelta(days=3), zone=ZoneInfo("Europe/Berlin"))

    assert not is_somewhere()
    with sqlite.reading() as session:
        assert session.scalar(text("pragma busy_timeout")) == 10_000


def test_a_writing_session_locks_from_its_beginning_and_a_reading_one_does_not(sqlite: Database) -> None:
    with sqlite.reading() as reader, sqlite.open(write=True) as writer:
        reader.execute(text("select 1"))
        writer.execute(text("select 1"))

        other = sqlite3.connect(str(sqlite.url.database), timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("begin immediate")
        assert other.execute("select count(*) from event").fetchone() == (0,)
        other.close()


def test_writers_at_once_lose_nothing_and_never_meet_a_lock(migrated: Database) -> None:
    with migrated.writing() as session:
        session.execute(delete(Publication))
        session.add(Publication(id=1, stamp=0))
    faults: list[Exception] = []

    def count() -> None:
        try:
            for _ in range(50):
                with migrated.writing() as session:
                    row = session.get_one(Publication, 1, with_for_update=True)
                    row.stamp += 1
        except Exception as error:
            faults.append(error)

    writers = [threading.Thread(target=count) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    with migrated.writing() as session:
        stamp = session.scalar(select(Publication.stamp))
        session.execute(delete(Publication))
    assert faults == []
    assert stamp == 200


def test_what_fails_is_rolled_back(migrated: Database) -> None:
    with pytest.raises(ZeroDivisionError), migrated.writing() as session:  # noqa: PT012
        Factories(session, NOW).organizer("zurueck")
        _ = 1 / 0

    with migrated.reading() as session:
        assert session.scalar(select(Organizer.id).where(Organizer.slug == "zurueck")) is None


def test_what_a_reading_session_changes_is_never_stored(migrated: Database) -> None:
    with migrated.reading() as session:
        Factories(session, NOW).organizer("nur-gelesen")

    with migrated.reading() as session:
        assert session.scalar(select(Organizer.id).where(Organizer.slug == "nur-gelesen")) is None


def test_a_naive_instant_is_refused(session: Session, make: Factories) -> None:
    planned = make.event()
    planned.created_at = datetime(2026, 11, 22, 9)  # noqa: DTZ001

    with pytest.raises(StatementError, match=r"times\.naive"):
        session.flush()


def test_instants_come_back_in_utc(session: Session, make: Factories) -> None:
    planned = make.event()
    planned.created_at = datetime.fromisoformat("2026-11-22T09:30:15.123456+05:45")
    session.flush()
    session.expire_all()

    assert planned.created_at == datetime(2026, 11, 22, 3, 45, 15, 123456, tzinfo=UTC)
    assert planned.created_at.tzinfo is UTC


def test_wall_clocks_come_back_and_sort_by_what_they_read(session: Session, make: Factories) -> None:
    clocks = [at(9), at(2, 30), at(2, 31), WallClock(at(2, 30).local, second=True)]
    planned = [make.event(ends=at(23)) for _ in clocks]
    for one, clock in zip(planned, clocks, strict=True):
        one.starts = clock
    session.flush()
    session.expire_all()

    ids = [one.id for one in planned]
    stored = session.scalars(select(Event.starts).where(Event.id.in_(ids)).order_by(Event.starts)).all()

    assert stored == sorted(clocks)


def test_of_two_copies_the_second_is_refused(migrated: Database) -> None:
    with migrated.writing() as session:
        make = Factories(session, NOW)
        organizer = make.organizer()
        organizer_id, venue_id = organizer.id, make.venue(organizer).id
    try:
        first, second = migrated.open(write=False), migrated.open(write=False)
        ours, theirs = (one.get_one(Venue, venue_id) for one in (first, second))
        with migrated.writing() as session:
            venues.change(
                session, session.get_one(Venue, venue_id), VenueDraft("Neu"), revision=1, actor=SYSTEM, now=NOW
            )
        for stale in (first, second):
            stale.rollback()
        assert (ours.name, theirs.name) == ("Neu", "Neu")
        first.close()
        second.close()
        with migrated.open(write=True) as session:
            row = session.get_one(Venue, venue_id)
            session.connection().execute(text("update venue set revision = revision + 1"))
            with pytest.raises(Outdated):
                venues.change(session, row, VenueDraft("Anders"), revision=None, actor=SYSTEM, now=NOW)
        with migrated.open(write=True) as session:
            row = session.get_one(Venue, venue_id)
            session.connection().execute(text("update venue set revision = revision + 1"))
            with pytest.raises(Outdated):
                venues.remove(session, row, actor=SYSTEM, now=NOW)
    finally:
        with migrated.writing() as session:
            session.execute(delete(Organizer).where(Organizer.id == organizer_id))


# Migrations


def test_the_migrated_tables_are_those_of_the_models(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_changes_nothing(migrated: Database) -> None:
    before = migrated.revision()

    migrated.upgrade()

    assert migrated.revision() == before == migrated.newest_revision()
    assert before in migrated.known_revisions()


def test_an_upgrade_that_is_interrupted_leaves_nothing_half_done(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'own.sqlite'}")

    def interrupt(*words: Any) -> None:
        if "CREATE TABLE program_item" in words[2]:
            raise KeyboardInterrupt

    event.listen(database.engine, "before_cursor_execute", interrupt)
    with pytest.raises(KeyboardInterrupt):
        database.upgrade()
    event.remove(database.engine, "before_cursor_execute", interrupt)

    with database.engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    database.upgrade()
    assert database.revision() == database.newest_revision()


@pytest.fixture(scope="module")
def empty_server() -> Iterator[str]:
    """A PostgreSQL in which each test makes a database of its own."""
    with postgres.server() as url:
        yield url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_R24_the_data_of_each_release_are_brought_to_the_newest_form(
    release: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "old.sqlite"
    if (kind, release.stem) == ("postgresql", "0001-untitled"):
        pytest.skip("before the first release, on SQLite alone")
    with closing(sqlite3.connect(file)) as old:
        old.executescript(release.read_text(encoding="utf-8"))
    database = Database(f"sqlite:///{file}")
    if kind == "postgresql":
        database = _poured_over(database, request.getfixturevalue("empty_server"), release.stem)
    before = _counts(database)

    database.upgrade()
    database.upgrade()

    after = _counts(database)
    assert {table: after.get(table, 0) for table in before} == before, "a row went, or came to life"
    with database.reading() as session:
        rows = session.scalars(select(AnnouncedEdition).order_by(AnnouncedEdition.id)).all()
        events = len(session.scalars(select(Event)).all())
        assert events > 0
        assert all(speaker.full_name for speaker in session.scalars(select(Speaker)))
        assert len(rows) >= events
        for row in rows:
            assert (row.content.number, row.content.slug, row.content.secret) == (row.number, row.slug, row.secret)
            assert row.content.ends.instant(row.content.tz) - row.content.starts.instant(row.content.tz) > timedelta()
        assert [row.is_public for row in rows] == [row.content.visibility == "public" for row in rows]


def _counts(database: Database) -> dict[str, int]:
    """How many rows each table holds that was there all the time."""
    with database.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "outgoing_mail"}
        return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def _poured_over(old: Database, server: str, name: str) -> Database:
    """The data of a release in a PostgreSQL, in the form that they had then."""
    house = create_engine(Database(server).url, isolation_level="AUTOCOMMIT")
    with house.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    house.dispose()
    new = Database(f"{server.rpartition('/')[0]}/{name}")
    with old.engine.connect() as source, new.engine.execution_options(write=True).begin() as target:
        new.lead(target, name[:4])
        target.exec_driver_sql("SET LOCAL session_replication_role = replica")  # in whatever order rows come
        known = MetaData()
        known.reflect(target)
        known.remove(known.tables["alembic_version"])
        for one in known.tables.values():
            target.execute(delete(one))
            words = f'SELECT * FROM "{one.name}"'  # noqa: S608 - the name of a table
            rows = [dict(row) for row in source.exec_driver_sql(words).mappings()]
            if rows:
                target.execute(insert(one), [{key: _in_new(one.c[key], row[key]) for key in row} for row in rows])
            if "id" in one.c and one.c.id.autoincrement is True:
                target.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{one.name}', 'id'), 1000)")
    return new


def _in_new(column: Column[Any], value: Any) -> Any:
    """A value of SQLite as PostgreSQL takes it."""
    match column.type:
        case _ if value is None:
            return None
        case JSON():
            return json.loads(value)
        case Boolean():
            return bool(value)
        case DateTime() as moment:
            return datetime.fromisoformat(value).replace(tzinfo=UTC if moment.timezone else None)
        case _:
            return value


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_stored_before_0003_and_0004_keeps_its_meaning(kind: str, tmp_path: Path) -> None:
    with postgres.server() if kind == "postgresql" else nullcontext(f"sqlite:///{tmp_path / 'own.sqlite'}") as url:
        database = Database(url)
        with database.engine.execution_options(write=True).begin() as connection:
            command.upgrade(alembic_config(connection), "0002")
            _execute(connection, "before_0003", kind)
            command.upgrade(alembic_config(connection), "0003")
            _execute(connection, "before_0004", kind)

        database.upgrade()

        with database.reading() as session:
            found = {row[0]: row[1] for row in session.execute(text("SELECT slug, is_public FROM announced_edition"))}
            one = session.scalars(select(Invitation)).one()
            mails = session.scalars(select(Delivery).order_by(Delivery.id)).all()
            assert (one.assembly_id, one.partstat, one.seat) == (one.event_id, "DECLINED", "")
            assert [answer.partstat for answer in one.answers] == ["ACCEPTED", "DECLINED"]
            assert [(mail.message_id, mail.state, mail.content) for mail in mails] == [
                ("<1@x>", "sent", b"A"),
                ("<2@x>", "ready", b"B"),
                ("<3@x>", "failed", b"C"),
            ]
        database.engine.dispose()
    assert {slug: bool(value) for slug, value in found.items()} == {"a": True, "b": False}


def _execute(connection: Connection, name: str, kind: str) -> None:
    """Run the statements of a file beside this one, in the words of the database."""
    script = (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
    for statement in script.replace("{blob}", "blob" if kind == "sqlite" else "bytea").split(";\n"):
        connection.exec_driver_sql(statement.strip())
