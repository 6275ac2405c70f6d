"""Serving: the program and the demo really answer, and really end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path

from tests.cli.conftest import INIT, Terminal

PATIENCE_SECONDS = 20


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetch(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@contextmanager
def _serving(terminal: Terminal, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """A running command that serves, its address, and after how many seconds the first page came."""
    port, began = _free_port(), time.monotonic()
    url = f"http://{'localhost' if 'localhost' in words else '127.0.0.1'}:{port}"
    process = terminal.start(*words, "--port", str(port), public_url=url)
    try:
        while not _answers(url):
            patient = process.poll() is None and time.monotonic() - began < PATIENCE_SECONDS
            assert patient, (terminal.folder / "said.txt").read_text("utf-8")
            time.sleep(0.05)
        yield process, url, time.monotonic() - began
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        return _fetch(f"{url}/")[0] == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def test_serve_answers_and_ends_when_told(terminal: Terminal) -> None:
    assert terminal.run(*INIT).code == 0
    assert "no name or address" in terminal.run("serve", "--host", "nirgends.invalid").error
    with _serving(terminal, "serve", "--host", "localhost") as (process, url, _):
        assert _fetch(f"{url}/health/live")[0] == 200
        assert _fetch(f"{url}/health/ready")[0] == 200

        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(10)

        assert time.monotonic() - began < 8


def test_the_demo_prints_addresses_and_a_sign_in_that_works_until_it_is_reset(terminal: Terminal) -> None:
    folder = terminal.folder / "demo"
    with _serving(terminal, "demo", "--instance", str(folder)) as (process, url, _):
        sign_ins = json.loads((folder / "demo.json").read_text("utf-8"))
        (email, password), *_others = sign_ins.items()
        assert _signs_in(url, email, password)
        assert not _signs_in(url, email, password + "x")
        process.terminate()
        process.wait(10)
    said = (terminal.folder / "said.txt").read_text("utf-8")

    assert f"{url}/events/frauen-und-ki-2024" in said
    assert f"{url}/planning/" in said
    assert email in said
    assert password in said
    assert (folder / "demo.json").stat().st_mode & 0o077 == 0

    with _serving(terminal, "demo", "--instance", str(folder)) as (_process, _url, seconds):
        assert seconds < 6, "the second start takes under 3 seconds on an idle machine"
    assert json.loads((folder / "demo.json").read_text("utf-8")) == sign_ins

    with _serving(terminal, "demo", "--reset", "--instance", str(folder)):
        assert json.loads((folder / "demo.json").read_text("utf-8")) != sign_ins


def test_who_waits_for_the_database_keeps_nobody_else_waiting(terminal: Terminal) -> None:
    folder = terminal.folder / "demo"
    with _serving(terminal, "demo", "--instance", str(folder)) as (_process, url, _):
        email, password = next(iter(json.loads((folder / "demo.json").read_text("utf-8")).items()))
        with closing(sqlite3.connect(folder / "eventapp.sqlite", isolation_level=None)) as other:
            other.execute("begin immediate")
            with ThreadPoolExecutor(1) as somebody:
                waiting = somebody.submit(_signs_in, url, email, password)
                time.sleep(1)

                assert _fetch(f"{url}/events/frauen-und-ki-2024.ics")[0] == 200
                assert _fetch(f"{url}/events/frauen-und-ki-2024.ics")[0] == 200

                assert not waiting.done()
                other.execute("rollback")
                assert waiting.result(10)


def _signs_in(url: str, email: str, password: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(f"{url}/sign-in", timeout=5) as page:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    assert token is not None
    form = urllib.parse.urlencode({"csrf_token": token[1], "email": email, "password": password}).encode()
    try:
        opener.open(f"{url}/sign-in", form, timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
    with opener.open(f"{url}/planning/", timeout=5) as page:
        return "/sign-in" not in str(page.geturl())


def test_the_demo_leaves_a_real_instance_alone(office: Terminal) -> None:
    before = _content(office.instance)

    for words in (("demo", "--reset"), ("demo",)):
        said = office.run(*words, "--instance", str(office.instance))
        assert (said.code, "Traceback" in said.error) == (1, False)
        assert "no demo" in said.error

    assert _content(office.instance) == before


def test_the_demo_leaves_a_database_of_the_environment_alone(office: Terminal) -> None:
    real = f"sqlite:///{office.instance / 'eventapp.sqlite'}"

    words = ("demo", "--instance", str(office.folder / "demo"), "--port", str(_free_port()))
    said = office.run(*words, database_url=real)

    assert (said.code, "no demo" in said.error) == (1, True)
    assert "PLANNER" not in office.run("user", "list").out


def _content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in {".toml", ".sqlite"}}


def test_a_port_that_is_taken_is_one_sentence(terminal: Terminal) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        said = terminal.run("demo", "--reset", "--port", port, "--instance", str(terminal.folder / "demo"))

    assert (said.code, said.out) == (1, "")
    assert f"port {port}: Address already in use. Choose another with --port." in said.error
