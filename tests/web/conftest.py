"""What the tests of pages share."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import Session

from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world


class _Compiled(BytecodeCache):
    """Templates that another test compiled already; each test has an application of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application over the test's database."""
    app.jinja_env.bytecode_cache = _COMPILED
    return app


@pytest.fixture
def ours(make: Factories) -> World:
    """An announced, public event and all around it."""
    return world(make)


@pytest.fixture
def planner(browser: Browser, session: Session, ours: World) -> Browser:
    """A browser in which the planner of ``ours`` is signed in."""
    return enter(browser, session, ours.account)
