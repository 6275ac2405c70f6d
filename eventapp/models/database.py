"""The engine and its sessions, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is imported where it is used: a server whose tables are in order does without its ten megabytes.
MIGRATIONS = Path(__file__).parents[1] / "migrations"
_BUSY_MILLISECONDS = 10_000
_JOURNAL_MILLISECONDS = 1_000


class Database:
    """One database. ``reading`` and ``writing`` open sessions; a writing one locks SQLite from its first statement.

    Without that, a read-then-write under SQLite loses updates silently or fails at once whatever the time-out.
    ``waits_for_disk``: what is committed survives a power cut. Without it, it survives the end of any process only, and
    a commit takes a hundredth of the time: enough for noting that one of ten thousand mails has left.
    ``info`` is what each session is told.
    """

    def __init__(self, url: str, *, connection: Connection | None = None, waits_for_disk: bool = True) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = connection.engine if connection else _engine(url, self.is_sqlite, waits_for_disk)
        self._connection = connection
        self.info: dict[str, Any] = {}
        if connection is None:
            weakref.finalize(self, self.engine.dispose)  # who lets go of it lets go of its connections

    @property
    def is_borrowed(self) -> bool:
        """Whether all sessions share a connection that somebody else opened, and see what it has not committed."""
        return self._connection is not None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only; nothing of it is ever stored."""
        with self.open(write=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, and rolled back on any error."""
        with self.open(write=True) as session, session.begin():
            yield session

    def open(self, *, write: bool) -> Session:
        """A session that its user commits and closes."""
        if self._connection is not None:
            # Under test all sessions share one connection, whose outer transaction is rolled back at the end.
            return Session(self._connection, join_transaction_mode="create_savepoint", autoflush=True, info=self.info)
        return Session(self.engine.execution_options(write=True) if write else self.engine, info=self.info)

    def upgrade(self) -> None:
        """Bring the tables to the newest form."""
        with self.changing_tables() as connection:
            self.lead(connection)

    @contextmanager
    def changing_tables(self) -> Iterator[Connection]:
        """One transaction in which tables are made and changed, and SQLite lets a row refer to what is not there yet.

        Whatever fails, everything stays as it was. Raises RuntimeError where a row's owner is missing at the end.
        """
        with self.engine.execution_options(write=True).connect() as connection:
            self._leave_references(connection, alone=True)
            try:
                with connection.begin():
                    yield connection
                    if self.is_sqlite and connection.exec_driver_sql("pragma foreign_key_check").first():
                        raise RuntimeError("rows were left whose owner is gone; nothing of it was stored")
            finally:
                self._leave_references(connection, alone=False)

    @staticmethod
    def lead(connection: Connection, revision: str = "head") -> None:
        """Bring the tables that ``connection`` sees to the form ``revision``."""
        from alembic import command

        command.upgrade(alembic_config(connection), revision)

    def empty_journal(self) -> bool:
        """Take what was deleted out of SQLite's journal too, which holds former pages until it is written anew.

        Call it when no transaction of the caller's is open. False where somebody was reading all the while: then it is
        done the next time. PostgreSQL clears up by itself.
        """
        if not self.is_sqlite or self.is_borrowed:
            return True
        connection = self.engine.raw_connection()  # a checkpoint is not for a transaction, which the engine would begin
        try:
            dbapi: Any = connection.dbapi_connection
            dbapi.execute(f"pragma busy_timeout={_JOURNAL_MILLISECONDS}")  # writers wait as long
            try:
                is_busy, _pages, _moved = dbapi.execute("pragma wal_checkpoint(truncate)").fetchone()
            finally:
                dbapi.execute(f"pragma busy_timeout={_BUSY_MILLISECONDS}")
        finally:
            connection.close()
        return not is_busy

    def _leave_references(self, connection: Connection, *, alone: bool) -> None:
        """SQLite changes a table by making it anew; dropping the old one would delete all that refers to it."""
        if self.is_sqlite:
            dbapi: Any = connection.connection.dbapi_connection
            dbapi.execute(f"pragma foreign_keys={'off' if alone else 'on'}")

    def revision(self) -> str | None:
        """The form the tables are in; None for an empty database."""
        from alembic.runtime.migration import MigrationContext

        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    @staticmethod
    def newest_revision() -> str | None:
        """The form that this program needs."""
        from alembic.script import ScriptDirectory

        return ScriptDirectory(str(MIGRATIONS)).get_current_head()

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped_revision() -> str:
        """The same, read off the files' names: a running server does without Alembic's ten megabytes."""
        names = (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")
        return max(name.name.partition("_")[0] for name in names)

    @staticmethod
    def known_revisions() -> frozenset[str]:
        """All forms that this program can bring to the newest."""
        from alembic.script import ScriptDirectory

        return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for a connection in hand."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _engine(url: str, is_sqlite: bool, waits_for_disk: bool) -> Engine:
    # What people wrote belongs into no log: parameters are hidden.
    if not is_sqlite:
        options = {} if waits_for_disk else {"connect_args": {"options": "-c synchronous_commit=off"}}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, **options)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", partial(_prepare_sqlite, "full" if waits_for_disk else "normal"))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(synchronous: str, dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = None  # the driver must not begin by itself: see _begin_sqlite
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=wal",
        f"synchronous={synchronous}",  # full: an answer that was acknowledged survives a power cut
        "foreign_keys=on",
        "secure_delete=on",  # what is deleted is overwritten: its words aren't in the file any more
    ):
        dbapi.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("begin immediate" if write else "begin")
