"""Serving while others keep the server waiting, and what it says in the log."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.cli.test_server import _fetch, _free_port, _serving

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


PROXY = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log; {user}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    client_header_timeout 10s;
    client_body_timeout 10s;
    server {{
        listen 127.0.0.1:{port};
        location / {{ proxy_pass {url}; proxy_set_header Host {host}; proxy_request_buffering on; }}
    }}
}}
"""


def test_a_thousand_bodies_that_drip_stay_in_the_proxy(demo: tuple[str, Terminal], tmp_path: Path) -> None:
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    url, _ = demo
    port, host = _free_port(), url.removeprefix("http://")
    user = "user root;" if os.geteuid() == 0 else ""
    config = tmp_path / "nginx.conf"
    config.write_text(PROXY.format(folder=tmp_path, port=port, url=url, host=host, user=user), encoding="utf-8")
    proxy = subprocess.Popen([program, "-c", str(config), "-p", str(tmp_path)], stderr=subprocess.DEVNULL)
    try:
        front = f"http://127.0.0.1:{port}"
        wait_for(front)
        slow = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nemail="
        with crowd(port, CROWD, slow):
            waited = {path: seconds(front + path) for path in ("/health/live", EVENT, "/sign-in")}
    finally:
        proxy.send_signal(signal.SIGTERM)
        proxy.wait(10)

    assert max(waited.values()) < FAST_SECONDS, waited


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            _fetch(f"{url}/health/live")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the proxy does not answer")


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
        process.terminate()
        process.wait(20)
    said = (settings.folder / "said.txt").read_text("utf-8").splitlines()

    found = [json.loads(line) for line in said]
    assert any(line.get("request_id") == "von-nebenan-1" and line["path"] == "/i/…" for line in found)
    assert any("Working" in line["message"] for line in found)
    assert "geheim-geheim" not in "".join(said)
    assert not folder.exists()
