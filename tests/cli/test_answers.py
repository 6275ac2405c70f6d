"""A crowd that answers a program which really serves, and a program that dies in the middle of it."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from http.cookiejar import CookieJar

from sqlalchemy import func, select

from eventapp.domain.tokens import Purpose, Tokens
from eventapp.models import Invitation
from eventapp.models.database import Database
from eventapp.services.organizers import by_slug
from tests.cli.conftest import Terminal
from tests.cli.test_server import _serving
from tests.factories import Factories
from tests.services.seats import invited, plan

GUESTS, SEATS = 40, 10


class _Stay(urllib.request.HTTPRedirectHandler):
    """A browser that says where it is sent, and does not go there."""

    def redirect_request(self, *_: object) -> None:
        return None


def _answers_yes(page: str, together: threading.Barrier, ends: list[tuple[int, float]]) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stay)
    with browser.open(page, timeout=30) as answer:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    assert found
    body = urllib.parse.urlencode({"csrf_token": found[1], "answer": "hall"}).encode()
    together.wait()
    began = time.monotonic()
    try:
        status = browser.open(urllib.request.Request(page, body, {"Origin": "null"}), timeout=30).status  # noqa: S310
    except urllib.error.HTTPError as error:
        with error:
            status = error.code
    ends.append((status, time.monotonic() - began))


def test_R16_R19_R20_a_crowd_is_answered_in_time_and_what_was_acknowledged_survives_kill_9(office: Terminal) -> None:
    database = Database(f"sqlite:///{office.instance / 'eventapp.sqlite'}")
    key = re.search(r'secret_key = "([^"]+)"', (office.instance / "eventapp.toml").read_text("utf-8"))
    assert key
    tokens = Tokens((key[1],))
    with database.writing() as session:
        make = Factories(session, datetime.now(UTC))
        event = make.event(by_slug(session, "gleichstellungsstelle"))
        make.announced(event)
        plan(session, event, seats=SEATS, now=make.now)
        guests = [invited(session, event, f"Gast{n}") for n in range(GUESTS)]
        for guest in guests:
            guest.secret = tokens.new(Purpose.INVITATION)
        event_id, links = event.id, [tokens.recall(Purpose.INVITATION, guest.secret) for guest in guests]
    ends: list[tuple[int, float]] = []
    together = threading.Barrier(GUESTS)

    with _serving(office, "serve") as (process, url, _seconds):
        crowd = [
            threading.Thread(target=_answers_yes, args=(f"{url}/i/{link}", together, ends)) for link in links if link
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join(60)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)

    assert [status for status, _ in ends] == [303] * GUESTS
    assert sorted(seconds for _, seconds in ends)[int(GUESTS * 0.95)] <= 5
    with database.reading() as session:
        seats = select(Invitation.seat, func.count()).where(Invitation.event_id == event_id).group_by(Invitation.seat)
        assert {row[0]: row[1] for row in session.execute(seats)} == {"held": SEATS, "waiting": GUESTS - SEATS}
    database.engine.dispose()
