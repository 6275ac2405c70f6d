"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import get_type_hints

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from eventapp.models.database import Database
from tests.conftest import NOW, prepared, rolled_back
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world

Inhabited = tuple[Database, dict[str, int]]


@pytest.fixture(scope="session")
def inhabited(migrated: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inhabited]:
    """A second database in which a world is stored for good, and the ids of its things: most tests begin with it."""
    if migrated.is_sqlite:
        database = prepared(f"sqlite:///{tmp_path_factory.mktemp('db') / 'inhabited.sqlite'}")
    else:
        with migrated.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CREATE DATABASE inhabited")
        url = migrated.url.set(database="inhabited")
        database = prepared(url.render_as_string(hide_password=False))
    with database.writing() as session:
        made = world(Factories(session, NOW))
        ids = {field.name: getattr(made, field.name).id for field in fields(made)}
    yield database, ids
    database.engine.dispose()


@pytest.fixture
def connection(request: pytest.FixtureRequest, migrated: Database) -> Iterator[Connection]:
    """To the inhabited database for who asks for ``ours``, else to the empty one."""
    is_inhabited = "ours" in request.fixturenames
    yield from rolled_back(request.getfixturevalue("inhabited")[0] if is_inhabited else migrated)


@pytest.fixture
def ours(session: Session, inhabited: Inhabited) -> World:
    """An announced, public event and all around it."""
    kinds, (_database, ids) = get_type_hints(World), inhabited
    return World(**{name: session.get_one(kinds[name], number) for name, number in ids.items()})


@pytest.fixture
def planner(browser: Browser, session: Session, ours: World) -> Browser:
    """A browser in which the planner of ``ours`` is signed in."""
    return enter(browser, session, ours.account)
