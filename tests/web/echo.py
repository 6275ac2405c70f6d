"""An application that says what it was asked, for Granian to run: ``tests.web.echo:serve``."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eventapp.web.bridge import Bridge
from eventapp.web.file_parts import FilePart
from eventapp.web.gate import REFUSED
from eventapp.web.ready import INLINE, NotReady

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FILM = Path(os.environ.get("ECHO_FILE", ""))
PATIENCE_SECONDS = 1.0
MOST_BYTES = 3_000_000


def serve() -> Bridge:
    """What Granian starts."""
    return Bridge(echo, lambda _environ: MOST_BYTES, PATIENCE_SECONDS)


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Say what came. ``/ready`` is at hand, ``/parts`` comes in parts."""
    path = environ["PATH_INFO"]
    if REFUSED in environ:
        start_response(environ[REFUSED], [("Connection", "close")])
        return []
    if INLINE in environ and path != "/ready":
        raise NotReady
    if path == "/file":
        size = FILM.stat().st_size
        start_response("200 OK", [("Content-Length", str(size - 10))])
        return FilePart(FILM, 10, size)
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/parts":
        return _parts()
    body = environ["wsgi.input"].read()
    told = {key: value for key, value in environ.items() if isinstance(value, str)}
    thread = threading.current_thread().name
    answer = {**told, "pid": os.getpid(), "body": [len(body), sha256(body).hexdigest()], "thread": thread}
    return [json.dumps(answer).encode()]


def _parts() -> Iterator[bytes]:
    for number in range(3):
        yield f"{number};".encode()
