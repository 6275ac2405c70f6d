"""A worker that is killed at random moments of one mailing: nobody is missing, and every repetition is named."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.mailings import MailingDraft, MailingKind
from eventapp.domain.texts import LocalText
from eventapp.models import Delivery
from eventapp.models.database import Database
from eventapp.services import mailings, outbox
from tests import postgres
from tests.conftest import NOW, SECRET, URL
from tests.factories import Factories
from tests.jobs.conftest import TOKENS
from tests.jobs.faulty import FaultyServer
from tests.jobs.worker import work

_SEED = 20_241_108


@pytest.mark.parametrize(("kind", "kills", "people"), [("sqlite", 50, 900), ("postgresql", 15, 300)])
def test_R01_R02_a_worker_that_is_killed_at_random_loses_nobody_and_repeats_nothing_in_silence(
    kind: str, kills: int, people: int, tmp_path: Path
) -> None:
    server = postgres.server() if kind == "postgresql" else nullcontext(f"sqlite:///{tmp_path / 'own.sqlite'}")
    with server as url, FaultyServer() as sink:
        sink.seconds = 0.001
        database = Database(url)
        database.upgrade()
        _start(database, people)
        settings = Settings(tmp_path, url, URL, SECRET, smtp_host="127.0.0.1", smtp_port=sink.port, smtp_starttls=False)
        done = _killing(settings, sink, kills, people)
        _last(settings, database)
        _check(database, sink, done, people)
        database.engine.dispose()


def _start(database: Database, people: int) -> None:
    with database.writing() as session:
        make = Factories(session, NOW)
        event = make.event()
        make.announced(event)
        for number in range(people):
            make.employee(event.organizer, f"Person {number}", f"person-{number}@example.org")
        draft = MailingDraft(MailingKind.INVITATION, LocalText("Einladung"), LocalText("Kommen Sie."))
        mailing = mailings.create(session, event, draft, actor=SYSTEM, now=NOW)
        mailings.start(session, mailing, tokens=TOKENS, host="v.example.org", fingerprint=None, actor=SYSTEM, now=NOW)


def _killing(settings: Settings, sink: FaultyServer, kills: int, people: int) -> int:
    """Kill so many workers, each some moment after it has begun to send; how many were killed before all was sent."""
    chance = random.Random(_SEED)  # noqa: S311  # the same moments each time, as far as machines allow
    done = 0
    for _ in range(kills):
        before = len(sink.mails)
        process = _worker(settings)
        while len(sink.mails) == before and process.is_alive():
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, 0.03))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        done += len(sink.mails) < people
    return done


def _last(settings: Settings, database: Database) -> None:
    """One more worker, which is left alone until something has become of each mail."""
    process = _worker(settings)
    for _ in range(600):
        with database.reading() as session:
            if outbox.progress(session).is_finished:
                break
        time.sleep(0.05)
    process.terminate()
    process.join(30)
    assert process.exitcode == 0


def _check(database: Database, sink: FaultyServer, kills: int, people: int) -> None:
    received = Counter(recipient for recipient, _ in sink.mails)
    with database.reading() as session:
        rows = session.scalars(select(Delivery)).all()
        named = {row.recipient for row in rows if row.is_uncertain}
        assert {row.state for row in rows} == {"sent"}
    repeated = {recipient for recipient, count in received.items() if count > 1}
    assert len(received) == people
    assert repeated <= named
    assert len(named) <= kills
    for recipient in repeated:
        copies = {content for to, content in sink.mails if to == recipient}
        assert len(copies) == 1  # the same Message-ID, UID, SEQUENCE and date


def _worker(settings: Settings) -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.jobs.worker"])
    process = context.Process(target=work, args=(settings,))
    process.start()
    return process
