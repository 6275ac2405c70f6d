"""Serving while others keep the server waiting, and what it says in the log."""

from __future__ import annotations

import json
import resource
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.cli.conftest import Terminal
from tests.cli.test_server import _fetch, _serving

CROWD = 1_000
FAST_SECONDS = 2.0
EVENT = "/events/frauen-und-ki-2024"
NAMELESS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@contextmanager
def crowd(port: int, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Connections that begin to say something and never end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, count + 500)), hard))
    with ExitStack() as stack:
        opened = []
        for _ in range(count):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
            one.sendall(said)
            opened.append(one)
        try:
            yield opened
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def seconds(url: str) -> float:
    began = time.monotonic()
    assert _fetch(url)[0] == 200
    return time.monotonic() - began


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Terminal]]:
    """A demo that runs, and its terminal. A process of it may hold few files unless it asks for more."""
    terminal = Terminal(tmp_path_factory.mktemp("slow"), {})
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        words = ("demo", "--instance", str(terminal.folder / "demo"))
        running = _serving(terminal, *words)
        (_, url, _) = running.__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    yield url, terminal
    running.__exit__(None, None, None)


def test_a_thousand_who_never_finish_asking_keep_nobody_waiting(demo: tuple[str, Terminal]) -> None:
    url, _ = demo

    with crowd(int(url.rpartition(":")[2]), CROWD, NAMELESS):
        waited = {path: seconds(url + path) for path in ("/health/live", EVENT, "/sign-in", "/health/live")}

    assert max(waited.values()) < FAST_SECONDS, waited


def test_hundreds_who_never_read_the_answer_keep_nobody_waiting(demo: tuple[str, Terminal]) -> None:
    url, _ = demo
    request = f"GET {EVENT} HTTP/1.1\r\nHost: {url.removeprefix('http://')}\r\n\r\n".encode()

    with crowd(int(url.rpartition(":")[2]), 300, request * 3):
        waited = {path: seconds(url + path) for path in ("/health/live", EVENT)}

    assert max(waited.values()) < FAST_SECONDS, waited


def test_a_thousand_forms_that_drip_keep_nobody_waiting(demo: tuple[str, Terminal]) -> None:
    url, _ = demo
    host = url.removeprefix("http://")
    slow = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nemail=".encode()

    with crowd(int(url.rpartition(":")[2]), CROWD, slow):
        waited = {path: seconds(url + path) for path in ("/health/live", EVENT, "/sign-in", "/health/live")}

    assert max(waited.values()) < FAST_SECONDS, waited


def test_S14_the_whole_log_is_json_where_that_is_asked_for(terminal: Terminal) -> None:
    folder = terminal.folder / "demo"
    settings = Terminal(terminal.folder, {"EVENTAPP_LOG_FORMAT": "json", "GRANIAN_LOG_ACCESS_ENABLED": "true"})
    assert settings.run("init", "--public-url", "http://127.0.0.1:8000", "--email", "kim@example.org", "--name", "Kim",
                        "--office", "Stelle", "--authority", "Stadt").code == 0  # fmt: skip
    with _serving(settings, "serve") as (process, url, _):
        asked = urllib.request.Request(f"{url}/i/geheim-geheim", headers={"X-Request-Id": "von-nebenan-1"})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=5)  # noqa: S310
        assert refused.value.headers["X-Request-Id"] == "von-nebenan-1"
        refused.value.close()
        settings.wait_for("Working")  # the worker starts beside the server
        process.terminate()
        process.wait(20)
    said = (settings.folder / "said.txt").read_text("utf-8")

    found = [json.loads(line) for line in said.splitlines()]
    assert any(line.get("request_id") == "von-nebenan-1" and line["path"] == "/i/…" for line in found)
    assert any("Working" in line["message"] for line in found)
    assert "geheim-geheim" not in said
    assert not folder.exists()
