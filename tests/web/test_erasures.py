"""What the pages erase is noted beside the database, so that no backup brings it back (DP-7)."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from eventapp.adapters import erased
from eventapp.config import Settings
from eventapp.domain.privacy import PhotoChannel
from eventapp.services import invitations, photos
from tests.conftest import NOW
from tests.pages import Browser
from tests.services.seats import LINKS, TOKENS, invited
from tests.web.world import World

pytestmark = pytest.mark.one_database


def test_DP7_deleting_and_taking_back_are_noted_and_looking_is_not(
    browser: Browser, session: Session, ours: World, settings: Settings
) -> None:
    kim, toni = invited(session, ours.event, "Kim"), invited(session, ours.event, "Toni")
    for one in (kim, toni):
        photos.say(session, one, [PhotoChannel.PRESS], now=NOW)
    session.commit()
    pages = {}
    for one in (kim, toni):
        url = invitations.address(one, LINKS, TOKENS)
        assert url is not None
        pages[one.name] = url.removeprefix(LINKS.base)
    file = settings.instance / erased.NAME

    browser.get(f"{pages['Kim']}/data/remove")
    browser.get(f"{pages['Toni']}/photos")
    assert not file.exists()
    browser.post(f"{pages['Toni']}/photos", {})
    browser.post(f"{pages['Kim']}/data/remove")

    kinds = [json.loads(line)["kind"] for line in file.read_text("utf-8").splitlines()]
    assert kinds == ["photos", "invitation", "photos"]
