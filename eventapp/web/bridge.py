"""From Granian's event loop to the application: what is sent is collected before a thread is taken.

Over WSGI, whoever sends a form byte by byte holds a thread all the while, and two such people would hold them all
(docs/adr/0014-bodies-are-collected.md). What lies ready is answered in the loop itself.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, TypeVar

from eventapp.web.file_parts import FilePart
from eventapp.web.gate import REFUSED
from eventapp.web.ready import INLINE, NotReady

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

Result = TypeVar("Result")

THREADS = 2
# Whoever sends has this long for each step, or for all of it where that is less: a line of 6 kB a second will do.
PATIENCE_SECONDS = 20.0
STEP_BYTES = 128 * 1024
_IN_MEMORY = 16 * 1024
_MOST_ON_DISK = 512 * 1024 * 1024
_LARGE = 4 * 1024 * 1024
_MOST_LARGE = 4
_BARE = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
_CONTENT = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_LEFT_OUT = "eventapp.left_out"
_LONGEST_LENGTH = 15
_READING = frozenset({"GET", "HEAD"})


class Refused(Exception):
    """What is sent can't be taken. ``status`` is the answer's line."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(slots=True)
class Answer:
    """What the application says: its status and headers, and its body, or the part of a file that is its body."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes | FilePart = b""

    def start(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        """What PEP 3333 calls ``start_response``."""
        self.status, self.headers = int(status[:3]), headers
        return _no_write

    def send(self, protocol: HTTPProtocol) -> None:
        """Hand the answer to the server. It sends a file as fast as its reader takes it; bytes wait in memory."""
        with suppress(RuntimeError):  # Granian's ProtocolClosed is one: she is gone
            if isinstance(self.body, FilePart):
                path, start, stop = self.body.path, self.body.start, self.body.stop
                protocol.response_file_range(self.status, self.headers, str(path), start, stop)
            else:
                protocol.response_bytes(self.status, self.headers, self.body)


class Body:
    """What somebody sends, as far as it has come. A form stays in memory, a file goes to the disk."""

    __slots__ = ("awaited", "file", "is_large", "on_disk", "size")

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed on leaving
        self.size = self.on_disk = 0
        self.is_large = False
        self.awaited = STEP_BYTES

    def __enter__(self) -> Body:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def take(self, part: bytes) -> int:
        """Add a part; by how many bytes the disk is fuller then. Raises OSError if it is full."""
        self.size += len(part)
        more = len(part) if self.size > _IN_MEMORY else 0
        self.on_disk += more
        self.file.write(part)
        return more


class Bridge:
    """The application as Granian runs it (RSGI 1.x). ``most_bytes`` tells how much a request may send at most."""

    def __init__(
        self, app: WSGIApplication, most_bytes: Callable[[WSGIEnvironment], int], patience: float = PATIENCE_SECONDS
    ) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._patience = patience
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="eventapp")
        self._on_disk = self._large = 0

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        environ = environ_of(scope)
        if scope.method in _READING:
            environ["wsgi.input"] = BytesIO()
            answer = self._ready(environ) or await self._work(environ)
            answer.send(protocol)
            return
        with Body() as body:
            try:
                await self._collect(environ, protocol, body)
                answer = await self._work({**environ, "wsgi.input": body.file})
            except Refused as refusal:
                answer = self._run({**environ, "wsgi.input": BytesIO(), REFUSED: refusal.status})
            finally:
                self._on_disk -= body.on_disk
                self._large -= body.is_large
        answer.send(protocol)

    def _ready(self, environ: WSGIEnvironment) -> Answer | None:
        """What is answered at once; None where there is work to be done."""
        environ[INLINE] = True
        try:
            return self._run(environ)
        except NotReady:
            del environ[INLINE]
            return None

    async def _collect(self, environ: WSGIEnvironment, protocol: HTTPProtocol, body: Body) -> None:
        """Take what is sent into ``body``. Raises Refused.

        What is larger than the address takes is left where it is: the application has a page for it.
        """
        claimed = _length(environ)
        if claimed > STEP_BYTES and claimed > await self._in_thread(self._most_bytes, environ):
            return
        if claimed > _LARGE:
            if self._large >= _MOST_LARGE:
                raise Refused("503 Service Unavailable")
            body.is_large = True
            self._large += 1
        try:
            async with asyncio.timeout(self._patience) as patience:
                async for part in protocol:
                    self._on_disk += body.take(part)
                    if self._on_disk > _MOST_ON_DISK:
                        raise Refused("503 Service Unavailable")
                    if body.size >= body.awaited:
                        body.awaited = body.size + STEP_BYTES
                        patience.reschedule(asyncio.get_running_loop().time() + self._patience)
        except TimeoutError:
            raise Refused("408 Request Timeout") from None
        except OSError:  # no room to collect it
            raise Refused("503 Service Unavailable") from None
        if body.size != claimed:  # she hung up
            raise Refused("400 Bad Request")
        body.file.seek(0)

    async def _work(self, environ: WSGIEnvironment) -> Answer:
        """Let a thread run the application."""
        return await self._in_thread(self._run, environ)

    async def _in_thread(self, work: Callable[[WSGIEnvironment], Result], environ: WSGIEnvironment) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, environ)

    def _run(self, environ: WSGIEnvironment) -> Answer:
        answer = Answer()
        parts = self._app(environ, answer.start)
        if isinstance(parts, FilePart):
            answer.body = parts
            return answer
        try:
            answer.body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return answer


def environ_of(scope: Scope) -> WSGIEnvironment:
    """What a request says, in the words of PEP 3333: text is bytes read as Latin-1.

    Names with an underscore are left out: they would be taken for the same names with a hyphen.
    """
    host, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        **_BARE,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _latin(scope.path),
        "QUERY_STRING": _latin(scope.query_string),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        key = _key(name)
        if key in environ:
            value = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}"
        environ[key] = value
    environ.pop(_LEFT_OUT, None)
    if scope.authority and "HTTP_HOST" not in environ:  # HTTP/2 needs no such header (RFC 9113, section 8.3.1)
        environ["HTTP_HOST"] = scope.authority
    return environ


@lru_cache(maxsize=512)
def _key(name: str) -> str:
    """What a header is called in an environment."""
    if "_" in name:
        return _LEFT_OUT
    return _CONTENT.get(name) or "HTTP_" + name.upper().replace("-", "_")


def _latin(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def _length(environ: WSGIEnvironment) -> int:
    """How many bytes are to come. Raises Refused for who doesn't say: then nobody knows whether all has come."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise Refused("411 Length Required")
    claimed = environ.setdefault("CONTENT_LENGTH", "0")
    if not (claimed.isascii() and claimed.isdigit() and len(claimed) <= _LONGEST_LENGTH):
        raise Refused("400 Bad Request")
    return int(claimed)


def _no_write(_data: bytes) -> None:
    raise RuntimeError("a view must return its body")
