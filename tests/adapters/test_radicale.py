"""Radicale, a CalDAV server, takes every entry that bears no METHOD, and gives it back with nothing lost."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from eventapp.adapters import ical
from eventapp.adapters.ical_rich import rich_file
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.domain.calendar import EntryStatus
from tests.adapters.entries import Case, cases, feed
from tests.adapters.parsers import corpus
from tests.adapters.parsers.in_process import READERS
from tests.adapters.parsers.weaknesses import read_by
from tests.adapters.rich import rich, task, tasks

READER = "ical"  # Radicale itself reads and writes with vobject
CALENDARS = ("plain", "rich", "tasks", "changes")  # one UID may stand only once in each
KNOWN = list(cases())
PLAIN = [*KNOWN[::23], *(corpus.item(case) for case in KNOWN[5::79])]
RICH = KNOWN[::41]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HTTPConnection]:
    """A Radicale of this test's own that anyone may write to, with empty calendars."""
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--config=", f"--server-hosts=127.0.0.1:{port}", "--auth-type=none", "--rights-type=authenticated"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", *options, f"--storage-filesystem-folder={folder / 'data'}"],
            stdout=log,
            stderr=log,
        )
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        _wait_for(connection, process, folder / "log")
        assert {said(connection, "MKCALENDAR", f"/kim/{name}/")[0] for name in CALENDARS} == {201}
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait(timeout=10)


def _wait_for(connection: HTTPConnection, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        try:
            connection.connect()
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


def said(connection: HTTPConnection, method: str, path: str, data: bytes = b"") -> tuple[int, bytes]:
    """Status and body of an answer to kim, who needs no password here."""
    headers = {"Authorization": "Basic a2ltOg==", "Content-Type": "text/calendar; charset=utf-8"}
    connection.request(method, path, data, headers)
    answer: HTTPResponse = connection.getresponse()
    return answer.status, answer.read()


def back(connection: HTTPConnection, path: str, data: bytes) -> list[dict[str, str | int]]:
    """What the server has after it was given ``data``, read by another reader than its own."""
    status, answer = said(connection, "PUT", path, data)
    assert status in {201, 204}, answer
    status, stored = said(connection, "GET", path)
    assert status == 200
    return READERS[READER](stored)


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.name)
def test_an_entry_comes_back(server: HTTPConnection, case: Case) -> None:
    path = f"/kim/plain/{PLAIN.index(case)}.ics"

    assert back(server, path, ical.event_file(case.entry)) == [read_by(READER, case)]


def test_every_state_and_kind_of_time_is_among_them() -> None:
    entries = [case.entry for case in PLAIN]

    assert {one.status for one in entries} == set(EntryStatus)
    assert {type(one.starts).__name__ for one in entries} == {"date", "datetime"}
    assert {one.busy for one in entries} == {True, False}


@pytest.mark.parametrize("case", RICH, ids=lambda case: case.name)
def test_a_rich_entry_comes_back(server: HTTPConnection, case: Case) -> None:
    path = f"/kim/rich/{RICH.index(case)}.ics"

    assert back(server, path, rich_file(rich(entry=case.entry))) == [read_by(READER, case)]
    assert said(server, "GET", path)[1].count(b"BEGIN:PARTICIPANT") == 3


def test_a_change_takes_the_place_of_the_entry(server: HTTPConnection) -> None:
    before, *_, after = [case for case in KNOWN if case.name.startswith("umlauts/")]
    moved = replace(after.entry, uid=before.entry.uid)
    path = "/kim/changes/entry.ics"

    assert back(server, path, ical.event_file(before.entry)) == [read_by(READER, before)]
    assert back(server, path, ical.event_file(moved)) == [read_by(READER, after) | {"uid": moved.uid}]


def test_a_task_comes_back(server: HTTPConnection) -> None:
    (found,) = back(server, "/kim/tasks/task.ics", tasks_file(tasks(task())))

    assert (found["uid"], found["summary"], found["due"]) == ("task-1@example.org", task().summary, "20260501")


def test_a_whole_feed_becomes_a_calendar(server: HTTPConnection) -> None:
    within = KNOWN[::31]

    status, answer = said(server, "PUT", "/kim/feed/", ical.feed_file(feed(*(case.entry for case in within))))

    assert status == 201, answer
    found = READERS[READER](said(server, "GET", "/kim/feed/")[1])
    assert sorted(found, key=str) == sorted([read_by(READER, case) for case in within], key=str)
