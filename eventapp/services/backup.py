"""All tables as lines of JSON and back, from one moment and for either database (R-23, G5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    type_coerce,
)
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.schema import AddConstraint, DropConstraint

from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.models import Base
from eventapp.models.database import Database
from eventapp.services import backup_rows

_AT_ONCE = 500
_MARK = "alembic_version"
FLEETING = ("browser_session", "password_link", "sign_in_failure", "worker")
"""What a restored database forgets: who was signed in, links to set a password, who sent."""


# Reading


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment, whatever is written meanwhile. Nobody waits for it."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.engine.connect() as plain:
        connection = plain if database.is_sqlite else plain.execution_options(**options)
        with connection.begin():
            yield connection


def tables(connection: Connection) -> list[Table]:
    """All tables of the program as the database describes them, referred ones first."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name in Base.metadata.tables)
    return _in_order(metadata)


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of ``table``, each as one line of JSON, long ones in pieces. Raises as ``backup_rows.written`` does."""
    is_sqlite = connection.dialect.name == "sqlite"
    columns = [_as_text(column, is_sqlite).label(column.name) for column in table.columns]
    keys = list(table.primary_key.columns) or list(table.columns)
    query = select(*columns).order_by(*keys).execution_options(yield_per=_portion(table))
    with connection.execute(query) as rows:
        yield from backup_rows.written(table, rows)


def last_numbers(connection: Connection, found: Iterable[Table]) -> dict[str, int]:
    """The last number that each table gave to a row, which may be gone: it must not come to mean another."""
    numbered = [table for table in found if _number(table) is not None]
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return {}
        rows = connection.execute(text("select name, seq from sqlite_sequence")).all()
        return {name: number for name, number in rows if name in {table.name for table in numbered}}
    given = {table.name: _last_given(connection, table) for table in numbered}
    return {name: number for name, number in given.items() if number}


def is_empty(connection: Connection) -> bool:
    """Whether there is not a single table."""
    return not inspect(connection).get_table_names()


# Changing


def fill(
    database: Database,
    revision: str,
    rows: Callable[[str], Iterable[bytes | bytearray]],
    counts: Mapping[str, int],
    numbers: Mapping[str, int],
    *,
    after: Callable[[Session], object],
) -> None:
    """Put ``counts[name]`` rows into each table of an empty database; ``rows`` answers a table's lines.

    The lines have the form ``revision``; in the end the tables have the newest, and ``after`` has done its work. One
    transaction: whatever fails, the database stays empty. In SQLite there are two, for only in the second what is
    deleted takes along what hangs on it: whoever fails there throws the file away. Raises
    InvalidValue("backup.damaged").
    """
    with database.changing_tables() as connection:
        database.lead(connection, revision)
        found = {table.name: table for table in _all_tables(connection)}
        if found.keys() != counts.keys():
            raise InvalidValue("backup.damaged", name=", ".join(sorted(found.keys() ^ counts.keys())))
        for table in found.values():
            connection.execute(delete(table))  # what migrations put there is in the backup, too
        with _without_references(connection, found.values()):
            for name, table in found.items():
                _require(
                    load(connection, table, rows(name), counts[name]) == counts[name] == count(connection, table), name
                )
        go_on_from(connection, found, numbers)
        database.lead(connection)
        if not database.is_sqlite:
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                _finish(session, after)
                session.commit()
    if database.is_sqlite:
        with database.writing() as session:
            _finish(session, after)


def _finish(session: Session, after: Callable[[Session], object]) -> None:
    for name in FLEETING:
        session.execute(delete(Base.metadata.tables[name]))
    after(session)


def _all_tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in _in_order(metadata) if table.name != _MARK]


def _require(truth: bool, name: str) -> None:
    if not truth:
        raise InvalidValue("backup.damaged", name=name)


def load(connection: Connection, table: Table, told: Iterable[bytes | bytearray], most: int) -> int:
    """Put rows into ``table``; how many. Raises InvalidValue("backup.damaged") for what are none of it, or too many."""
    is_sqlite = connection.dialect.name == "sqlite"
    statement = insert(table).values({column.name: _from_text(column, is_sqlite) for column in table.columns})
    count = 0
    try:
        for rows in backup_rows.portions(table, told, is_sqlite=is_sqlite):
            count += len(rows)
            _require(count <= most, table.name)
            connection.execute(statement, rows)
            rows.clear()
    except OperationalError:  # no room, or no server: the rows are not to blame
        raise
    except (ValueError, TypeError, AttributeError, OverflowError, StatementError) as error:
        raise InvalidValue("backup.damaged", name=table.name) from error
    return count


def go_on_from(connection: Connection, found: Mapping[str, Table], numbers: Mapping[str, int]) -> None:
    """Let each table number its next row after the last number that was ever given."""
    for name, table in found.items():
        key = _number(table)
        if key is None:
            continue
        highest = max(numbers.get(name, 0), connection.scalar(select(func.max(key))) or 0)
        if connection.dialect.name == "sqlite":
            _go_on_in_sqlite(connection, name, highest)
        elif highest and (sequence := _sequence(connection, table)):
            connection.execute(select(func.setval(sequence, highest)))


def count(connection: Connection, table: Table) -> int:
    """How many rows there are."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


def require_known(revision: object, database: Database) -> str:
    """The form of a backup's tables. Raises RuleBroken("backup.newer") for one that this program doesn't know."""
    if not isinstance(revision, str) or revision not in database.known_revisions():
        raise RuleBroken("backup.newer", revision=revision)
    return revision


def _in_order(metadata: MetaData) -> list[Table]:
    return sorted(metadata.tables.values(), key=lambda table: table.name)


def _portion(table: Table) -> int:
    return 1 if any(isinstance(c.type, LargeBinary) for c in table.columns) else _AT_ONCE


def _as_text(column: Column[Any], is_sqlite: bool) -> Any:
    """JSON is carried letter for letter: what was hashed stays the same, and NULL is not ``null``."""
    if not isinstance(column.type, JSON):
        return column
    return type_coerce(column, Text) if is_sqlite else cast(column, Text)


def _from_text(column: Column[Any], is_sqlite: bool) -> Any:
    if not isinstance(column.type, JSON):
        return bindparam(column.name, type_=column.type)
    return bindparam(column.name, type_=Text) if is_sqlite else cast(bindparam(column.name, type_=Text), column.type)


def _number(table: Table) -> Column[Any] | None:
    """The column that the database numbers rows in, if it is the table's key alone."""
    keys = list(table.primary_key.columns)
    return keys[0] if len(keys) == 1 and keys[0].name == "id" else None


def _sequence(connection: Connection, table: Table) -> str | None:
    return connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', "id")))


def _last_given(connection: Connection, table: Table) -> int:
    sequence = _sequence(connection, table)
    if sequence is None:
        return 0
    row = connection.execute(text(f"select last_value, is_called from {sequence}")).one()  # noqa: S608  # a name of its own
    return int(row[0]) if row[1] else 0


def _go_on_in_sqlite(connection: Connection, name: str, highest: int) -> None:
    if not inspect(connection).has_table("sqlite_sequence"):
        return
    made = connection.scalar(text("select sql from sqlite_master where name = :name"), {"name": name}) or ""
    if "AUTOINCREMENT" in made.upper():
        connection.execute(text("delete from sqlite_sequence where name = :name"), {"name": name})
        row = {"name": name, "number": highest}
        connection.execute(text("insert into sqlite_sequence (name, seq) values (:name, :number)"), row)


@contextmanager
def _without_references(connection: Connection, found: Iterable[Table]) -> Iterator[None]:
    """References are checked together, at the end. Raises InvalidValue("backup.damaged") where an owner is missing."""
    if connection.dialect.name == "sqlite":
        yield
        _require(connection.exec_driver_sql("pragma foreign_key_check").first() is None, "references")
        return
    references = [constraint for table in found for constraint in table.foreign_key_constraints]
    for reference in references:
        connection.execute(DropConstraint(reference))
    yield
    try:
        for reference in references:
            connection.execute(AddConstraint(reference))
    except IntegrityError as error:
        raise InvalidValue("backup.damaged", name="references") from error
