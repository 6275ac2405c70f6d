"""Real databases, migrated: every test that asks for one runs on SQLite and on PostgreSQL, and leaves no trace."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.models.database import Database
from eventapp.services import accounts, kinds
from tests import postgres
from tests.factories import Factories
from tests.pages import Browser

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "http://127.0.0.1:8000"
SECRET = "only for tests, and long enough to pass"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked ``one_database`` is about words, headers and shapes: it is looked at on SQLite alone.

    Whatever such pages store and ask for is tried on both by the tests of services, models, jobs and the other pages.
    What is marked ``strict_database`` is about values that PostgreSQL alone refuses, so it is looked at there.
    """
    needless = {"one_database": "postgresql", "strict_database": "sqlite"}

    def is_spared(item: pytest.Item) -> bool:
        return any(item.get_closest_marker(mark) and database in item.name for mark, database in needless.items())

    spared = [item for item in items if is_spared(item)]
    config.hook.pytest_deselected(items=spared)
    left = set(spared)
    items[:] = [item for item in items if item not in left]


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not look at it thousands of times (a tenth of all)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database in the newest form, with the shipped kinds."""
    if request.param == "sqlite":
        yield prepared(f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.sqlite'}")
    else:
        with postgres.server() as url:
            database = prepared(url)
            yield database
            database.engine.dispose()


def prepared(url: str) -> Database:
    """A database with tables and the shipped kinds."""
    database = Database(url)
    database.upgrade()
    with database.writing() as session:
        kinds.install_shipped(session, now=NOW)
    return database


@pytest.fixture
def connection(migrated: Database) -> Iterator[Connection]:
    """A connection whose transaction is rolled back at the end."""
    yield from rolled_back(migrated)


def rolled_back(database: Database) -> Iterator[Connection]:
    """A connection whose transaction is rolled back at the end."""
    with database.engine.execution_options(write=True).connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def database(migrated: Database, connection: Connection) -> Database:
    """The database as the program sees it; all its sessions share the one connection."""
    return Database(migrated.url.render_as_string(hide_password=False), connection=connection)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session; what it commits ends with the test."""
    with database.open(write=True) as session:
        yield session


@pytest.fixture
def make(session: Session) -> Factories:
    """Makes rows that say as little as possible."""
    return Factories(session, NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a test's own."""
    return Settings(
        instance=tmp_path, database_url="sqlite://", public_url=URL, secret_key=SECRET, second_factor="offered"
    )


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled templates: each test has an application of its own, but the templates are the same."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session", autouse=True)
def _rules() -> Iterator[None]:
    """Each test has an application of its own, but the addresses are the same: each is compiled once."""
    known: dict[tuple[object, ...], dict[str, Any]] = {}
    compile_rule = Rule.compile

    def remembered(rule: Rule) -> None:
        key = (rule.rule, rule.merge_slashes, tuple(sorted((rule.defaults or {}).items())))
        if key not in known:
            compile_rule(rule)
            made = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters", "arguments")}
            known[key] = {**made, "_build": rule._build.__func__, "_build_unknown": rule._build_unknown.__func__}  # type: ignore[attr-defined]
        for name, value in known[key].items():
            setattr(rule, name, value.__get__(rule) if name.startswith("_build") else value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords of tests are hashed like all others, at a hundredth of the cost; test_S23 looks at the real cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def app(settings: Settings, database: Database, compiled: FileSystemBytecodeCache) -> Flask:
    """The application over the test's database."""
    app = create_app(settings, database)
    app.jinja_env.bytecode_cache = compiled
    app.extensions["eventapp.limiter"].enabled = False
    return app


@pytest.fixture
def browser(app: Flask, session: Session) -> Browser:
    """A browser that looks at every page that it fetches. Nobody is signed in."""
    return Browser(app, session)
