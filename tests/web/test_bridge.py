"""Between the server and the application: what is sent is collected before a thread is taken."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from eventapp.cli import server
from tests.web.echo import MOST_BYTES, PATIENCE_SECONDS

pytestmark = pytest.mark.one_database
_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where Granian runs the echo."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    command = server.command("tests.web.echo:serve", "127.0.0.1", found, workers=1)
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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


def test_parts_are_sent_as_they_come(port: int) -> None:
    status, said = _ask(port, "GET /parts HTTP/1.1\nHost: here\nConnection: close")

    assert status == 200
    assert [line for line in said.split(b"\r\n") if b";" in line] == [b"0;", b"1;", b"2;"]


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


@pytest.mark.parametrize(("head", "status"), [("Transfer-Encoding: chunked", 411), ("Content-Length: -1", 400)])
def test_a_length_has_to_be_told(port: int, head: str, status: int) -> None:
    assert _ask(port, f"POST / HTTP/1.1\nHost: here\nConnection: close\n{head}", b"0\r\n\r\n")[0] == status
