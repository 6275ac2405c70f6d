"""What the tests of pages share."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world


@pytest.fixture
def ours(make: Factories) -> World:
    """An announced, public event and all around it."""
    return world(make)


@pytest.fixture
def planner(browser: Browser, session: Session, ours: World) -> Browser:
    """A browser in which the planner of ``ours`` is signed in."""
    return enter(browser, session, ours.account)
