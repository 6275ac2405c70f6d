"""Ready answers: pages and files that are the same for everybody are made once an announcement, and then answered
before the framework begins to work."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from itertools import permutations, product
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from flask import g, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventapp.domain.texts import Language
from eventapp.request import FOR_EVERYBODY, PERSONAL, negotiated
from eventapp.web.accepted import accepted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask, Response

    from eventapp.models.database import Database

INLINE = "eventapp.inline"
_SLOT = "eventapp.ready"
_MOST_ENTRIES = 512
_MOST_BYTES = 32 * 1024 * 1024
_WORTH_ZIPPING = 512
_LONGEST_WISH = 500
_TRUSTED_SECONDS = 0.001
_LOOKED_AT = (*FOR_EVERYBODY, *PERSONAL)


def _kept_queries() -> Iterator[tuple[str, str]]:
    """Every query that is kept, and the language that it asks for: any of its words at most once, in any order."""
    for language in ("", *Language):
        for words in product(("", "program=1"), ("", "rich=1"), (f"lang={language}" if language else "",)):
            for order in permutations(filter(None, words)):
                yield "&".join(order), language


_KEPT_QUERIES = dict(_kept_queries())


Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """One answer in one coding, finished but for the request: what is sent, to whom lacks it and to whom has it."""

    body: bytes
    etag: str
    headers: Headers
    headers_unchanged: Headers


@dataclass(frozen=True, slots=True)
class Ready:
    """One answer: bytes, headers, validators. ``changed_at`` becomes Last-Modified."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    changed_at: datetime | None = None
    etag: str = field(init=False)
    plain: Form = field(init=False, repr=False)
    zipped: Form | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(repr(self.headers).encode() + self.body).hexdigest()[:32]
        object.__setattr__(self, "etag", digest)
        object.__setattr__(self, "plain", self._form(self.body, digest))
        worth = len(self.body) >= _WORTH_ZIPPING and not self._is_packed
        # No time in the gzip header: the same bytes for the same data.
        packed = gzip.compress(self.body, 9, mtime=0) if worth else b""
        zipped = self._form(packed, f"{digest}-gz", ("Content-Encoding", "gzip")) if worth else None
        object.__setattr__(self, "zipped", zipped)

    @property
    def size(self) -> int:
        """Bytes to be kept."""
        return len(self.body) + (len(self.zipped.body) if self.zipped else 0)

    @property
    def _is_packed(self) -> bool:
        kind = dict(self.headers).get("Content-Type", "")
        return kind.startswith(("image/png", "image/jpeg", "image/webp", "font/", "application/pdf"))

    def _form(self, body: bytes, tag: str, *coding: tuple[str, str]) -> Form:
        common = [*self.headers, ("ETag", f'"{tag}"')]
        if self.changed_at is not None:
            common.append(("Last-Modified", format_datetime(self.changed_at, usegmt=True)))
        unchanged = [pair for pair in common if pair[0] not in _NOT_IN_304]
        return Form(body, f'"{tag}"', [*common, *coding, ("Content-Length", str(len(body)))], unchanged)


_NOT_IN_304 = frozenset({"Content-Type", "Content-Disposition"})


def answer(ready: Ready, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with ``ready``: 304 where the reader has it, zipped where she takes it, no body to HEAD."""
    form = ready.zipped if ready.zipped and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else ready.plain
    if _has_it(form.etag, ready.changed_at, environ):
        start_response("304 Not Modified", [*form.headers_unchanged])  # a copy: it belongs to the server from here on
        return []
    start_response("200 OK", [*form.headers])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _takes_gzip(accept_encoding: str) -> bool:
    """RFC 9110, section 12.5.3: named or covered by ``*``, and not with a weight of nothing."""
    return bool(accept_encoding) and _weighs_gzip(accept_encoding[:_LONGEST_WISH])


@lru_cache(maxsize=256)
def _weighs_gzip(accept_encoding: str) -> bool:
    weights: dict[str, str] = {}
    for part in accept_encoding.split(",")[:20]:
        coding, _, weight = part.partition(";")
        weights.setdefault(coding.strip().casefold(), weight.replace(" ", "").casefold())
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", "q=0")))
    return weight not in {"q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000"}


def _has_it(etag: str, changed_at: datetime | None, environ: WSGIEnvironment) -> bool:
    """RFC 9110, section 13.2.2: If-None-Match decides where it is given, If-Modified-Since only without it.

    ``etag`` is that of the form asked for: who holds the zipped one and takes none is sent the other.
    """
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        if known == etag or known.strip() == "*":
            return True
        return etag in known and etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or changed_at is None:
        return False
    return _is_unchanged(changed_at, since)


def _is_unchanged(changed_at: datetime, since: str) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except (ValueError, OverflowError, TypeError):
        return False
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return changed_at.replace(microsecond=0) <= moment


class NotReady(Exception):
    """Who may not wait has asked for something that is to be made first."""


class Freshness:
    """The count of announcements, asked for again a millisecond after it was asked for last, and cheap to ask.

    SQLite tells a connection by one pragma whether anybody else stored anything (a few microseconds); only then the
    count itself is read. PostgreSQL is asked for the count. Nobody reads an announcement and asks again within the
    millisecond; thousands who ask at once share one look.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._local = threading.local()
        self._seen = (0.0, 0)

    def stamp(self, *, may_wait: bool = True) -> int | None:
        """The count now, or not longer than a millisecond ago. None if it takes waiting for, and nobody may wait."""
        if self._database.is_borrowed:
            return self._read()
        now = monotonic()
        until, stamp = self._seen
        if now < until:
            return stamp
        if not (may_wait or self._database.is_sqlite):
            return None
        stamp = self._ask() if self._database.is_sqlite else self._read()
        self._seen = (now + _TRUSTED_SECONDS, stamp)
        return stamp

    def _ask(self) -> int:
        try:
            return self._look(self._local.__dict__.get("cursor") or self._open())
        except sqlite3.Error:
            self._local.__dict__.clear()  # the next one may fare better
            raise

    def _open(self) -> sqlite3.Cursor:
        """This thread's cursor. One that is used again answers in half the time of a new one."""
        connection = self._database.engine.raw_connection()
        connection.detach()  # kept as long as its thread, so the pool must not wait for it
        cursor = cast("sqlite3.Cursor", connection.cursor())
        self._local.connection, self._local.cursor, self._local.version = connection, cursor, None
        return cursor

    def _look(self, cursor: sqlite3.Cursor) -> int:
        # Fetched to the end: a statement in the middle would hold on to the past.
        version = cursor.execute("pragma data_version").fetchall()
        if version != self._local.version:
            self._local.version = version
            rows = cursor.execute("select stamp from publication").fetchall()
            self._local.stamp = rows[0][0] if rows else 0
        return int(self._local.stamp)

    def _read(self) -> int:
        with self._database.reading() as session:
            return session.scalar(text("select stamp from publication")) or 0


class ReadyAnswers:
    """A WSGI application around the real one that keeps ready answers and gives them."""

    def __init__(self, app: WSGIApplication, freshness: Callable[..., int | None]) -> None:
        self._app = app
        self._freshness = freshness
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[int, Ready]] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or make it. Raises NotReady to who asks ``INLINE`` for what is not kept."""
        may_wait = INLINE not in environ
        is_looked_at = environ["REQUEST_METHOD"] in {"GET", "HEAD"} and environ["PATH_INFO"].startswith(_LOOKED_AT)
        key = _key(environ) if is_looked_at else None
        try:
            stamp = self._freshness(may_wait=may_wait) if key else None
        except (SQLAlchemyError, sqlite3.Error):  # the application has a page for that
            key = stamp = None
        kept = self._kept.get(key) if key else None
        if kept is not None and kept[0] == stamp:
            return answer(kept[1], environ, start_response)
        if not may_wait:
            raise NotReady
        if not is_looked_at:
            return self._app(environ, start_response)
        return self._make(environ, start_response, key, stamp or 0)

    def _make(
        self, environ: WSGIEnvironment, start_response: StartResponse, key: tuple[str, str] | None, stamp: int
    ) -> Iterable[bytes]:
        slot: list[Ready] = []
        started: list[Any] = []
        inner = {**environ, _SLOT: slot}

        def start(*begun: Any) -> Callable[[bytes], object]:
            started.append(begun)
            return _no_write

        body = self._app(inner, start)
        if not slot:
            start_response(*started[0])
            return body
        if hasattr(body, "close"):
            body.close()
        if key is not None:
            self._keep(key, stamp, slot[0])
        return answer(slot[0], environ, start_response)

    def _keep(self, key: tuple[str, str], stamp: int, ready: Ready) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._bytes += ready.size - (old[1].size if old else 0)
            self._kept[key] = (stamp, ready)
            while len(self._kept) > _MOST_ENTRIES or self._bytes > _MOST_BYTES:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped.size


def _no_write(_data: bytes) -> None:
    raise RuntimeError("a view must return its body")


def _key(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """What an answer depends on. None for a request whose answer is not kept."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    wish = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if path.startswith(PERSONAL) or query not in _KEPT_QUERIES or len(wish) > _LONGEST_WISH:
        return None
    language = _KEPT_QUERIES[query] or _negotiated(wish)
    form = accepted(environ.get("HTTP_ACCEPT", "")) if _is_negotiated(path) else ""
    return (path, f"{query} {language} {form}")  # a language asked for is carried on by the page's links


def _is_negotiated(path: str) -> bool:
    """Whether ``path`` is that of an event itself: what is asked for under it, or with a suffix, has one form."""
    return path.startswith("/events/") and "." not in path and path.count("/") == 2


@lru_cache(maxsize=256)
def _negotiated(accept_language: str) -> str:
    return negotiated(accept_language).value


def keep(changed_at: datetime | None = None) -> None:
    """Say of the answer in the making that it is the same for everybody until the next announcement."""
    g.ready_changed_at = changed_at
    g.is_ready = True


def install(app: Flask, database: Database) -> None:
    """Put the ready answers before the application."""

    @app.after_request
    def _hand_over(response: Response) -> Response:
        slot = request.environ.get(_SLOT)
        if slot is not None and g.pop("is_ready", False) and response.status_code == 200:
            headers = tuple((name, value) for name, value in response.headers if name != "Content-Length")
            slot.append(Ready(response.get_data(), headers, g.ready_changed_at))
        return response

    app.wsgi_app = ReadyAnswers(app.wsgi_app, Freshness(database).stamp)  # type: ignore[method-assign]
