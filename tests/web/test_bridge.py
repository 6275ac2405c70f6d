"""Between the server and the application: what is sent is collected before a thread is taken."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from eventapp.cli import server
from tests.web.echo import MOST_BYTES, PATIENCE_SECONDS

pytestmark = pytest.mark.one_database
_ROOT = Path(__file__).parents[2]
FILM_BYTES = 12_000_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A large file."""
    path = tmp_path_factory.mktemp("film") / "film"
    path.write_bytes(os.urandom(FILM_BYTES))
    return path


@pytest.fixture(scope="module")
def server_pid(port: int) -> int:
    """The process that answers."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET /pid HTTP/1.1\r\nHost: here\r\n\r\n")
        found = re.search(rb'"pid": (\d+)', line.recv(65536))
    assert found
    return int(found[1])


@pytest.fixture(scope="module")
def port(film: Path) -> Iterator[int]:
    """Where Granian runs the echo."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    command = server.command("tests.web.echo:serve", "127.0.0.1", found, workers=1)
    environ = {**os.environ, "ECHO_FILE": str(film)}
    process = subprocess.Popen(command, cwd=_ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(found)
        yield found
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not start")


def _ask(port: int, head: str, body: bytes = b"", *, hang_up: bool = False) -> tuple[int, bytes]:
    """Status and body of the answer; 0 if the server said nothing."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as line:
        line.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + body)
        if hang_up:
            line.shutdown(socket.SHUT_WR)
        said = b""
        while part := line.recv(65536):
            said += part
    top, _, rest = said.partition(b"\r\n\r\n")
    return (int(top.split()[1]) if top else 0), rest


def _told(port: int, head: str, body: bytes = b"") -> dict[str, Any]:
    status, said = _ask(port, f"{head}\nHost: here\nConnection: close", body)
    assert status == 200
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_request_arrives_in_the_words_of_pep_3333(port: int) -> None:
    told = _told(
        port, "GET /caf%C3%A9%00/%FF?q=%C3%A4 HTTP/1.1\nCookie: a=1\nCookie: b=2\nX-One: 1\nX-One: 2\nX_Two: 3"
    )

    assert told["PATH_INFO"].encode("latin-1").decode() == "/café\x00/\ufffd"
    assert told["QUERY_STRING"] == "q=%C3%A4"
    assert told["HTTP_COOKIE"] == "a=1; b=2"
    assert told["HTTP_X_ONE"] == "1,2"
    assert told["HTTP_HOST"] == "here"
    assert (told["REQUEST_METHOD"], told["SERVER_PROTOCOL"], told["REMOTE_ADDR"]) == ("GET", "HTTP/1.1", "127.0.0.1")
    assert "HTTP_X_TWO" not in told, "an underscore would stand for a hyphen"


def test_what_lies_ready_takes_no_thread_and_what_is_to_be_made_does(port: int) -> None:
    assert _told(port, "GET /ready HTTP/1.1")["thread"] == "MainThread"
    assert _told(port, "GET /other HTTP/1.1")["thread"].startswith("eventapp")


@pytest.mark.parametrize("size", [0, 5, 20_000, MOST_BYTES])
def test_a_body_arrives_whole(port: int, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    told = _told(port, f"POST / HTTP/1.1\nContent-Length: {size}", body)

    assert told["body"] == [size, sha256(body).hexdigest()]


def test_an_answer_may_come_in_parts_and_out_of_a_file(port: int, film: Path) -> None:
    head = "HTTP/1.1\nHost: here\nConnection: close"

    assert _ask(port, f"GET /parts {head}") == (200, b"0;1;2;")
    assert _ask(port, f"GET /file {head}") == (200, film.read_bytes()[10:])


def test_S63_who_does_not_read_a_film_leaves_it_on_the_disk(port: int, server_pid: int) -> None:
    before = _resident_megabytes(server_pid)
    with ExitStack() as stack:
        for _ in range(60):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(b"GET /file HTTP/1.1\r\nHost: here\r\n\r\n")
        time.sleep(1.5)

        assert _resident_megabytes(server_pid) - before < FILM_BYTES * 60 / 1e6 / 4


def _resident_megabytes(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) / 1000


def test_S15_what_is_larger_than_anything_that_is_taken_is_not_read(port: int) -> None:
    told = _told(port, f"POST / HTTP/1.1\nContent-Length: {MOST_BYTES + 1}")

    assert told["body"][0] == 0
    assert told["CONTENT_LENGTH"] == str(MOST_BYTES + 1), "the application has a page for it"


def test_S63_who_sends_too_slowly_is_told_so_and_let_go(port: int) -> None:
    began = time.monotonic()

    status, _ = _ask(port, "POST / HTTP/1.1\nHost: here\nContent-Length: 100", b"email=")

    assert status == 408
    assert time.monotonic() - began < PATIENCE_SECONDS + 3


def test_who_hangs_up_has_sent_nothing(port: int) -> None:
    status, said = _ask(port, "POST / HTTP/1.1\nHost: here\nContent-Length: 100", b"email=", hang_up=True)

    assert status in {0, 400}
    assert b"CONTENT_LENGTH" not in said


@pytest.mark.parametrize(("head", "status"), [("Transfer-Encoding: chunked", 411), (f"Content-Length: {3:05000}", 400)])
def test_a_length_has_to_be_told(port: int, head: str, status: int) -> None:
    assert _ask(port, f"POST / HTTP/1.1\nHost: here\nConnection: close\n{head}", b"0\r\n\r\n")[0] == status
