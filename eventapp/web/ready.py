"""Ready answers: pages and files that are the same for everybody are made once an announcement, and then answered
before the framework begins to work."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from flask import g, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventapp.domain.texts import Language
from eventapp.request import negotiated

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask, Response

    from eventapp.models.database import Database

_SLOT = "eventapp.ready"
_MOST_ENTRIES = 512
_MOST_BYTES = 32 * 1024 * 1024
_WORTH_ZIPPING = 512
_KEPT_QUERIES = frozenset({"", *(f"lang={language}" for language in Language)})


@dataclass(frozen=True, slots=True)
class Ready:
    """One answer: bytes, headers, validators. ``changed_at`` becomes Last-Modified."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    changed_at: datetime | None = None
    etag: str = field(init=False)
    zipped: bytes | None = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(repr(self.headers).encode() + self.body).hexdigest()[:32]
        object.__setattr__(self, "etag", digest)
        worth = len(self.body) >= _WORTH_ZIPPING and not self._is_packed
        # No time in the gzip header: the same bytes for the same data.
        object.__setattr__(self, "zipped", gzip.compress(self.body, 9, mtime=0) if worth else None)

    @property
    def _is_packed(self) -> bool:
        kind = dict(self.headers).get("Content-Type", "")
        return kind.startswith(("image/png", "image/jpeg", "image/webp", "font/", "application/pdf"))


def answer(ready: Ready, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with ``ready``: 304 where the reader has it, zipped where she takes it, no body to HEAD."""
    zips = ready.zipped is not None and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{ready.etag}-gz"' if zips else f'"{ready.etag}"'
    headers = [*ready.headers, ("ETag", etag)]
    if ready.changed_at is not None:
        headers.append(("Last-Modified", format_datetime(ready.changed_at, usegmt=True)))
    if _has_it(etag, ready.changed_at, environ):
        start_response("304 Not Modified", [pair for pair in headers if pair[0] not in _NOT_IN_304])
        return []
    body = ready.zipped if zips and ready.zipped is not None else ready.body
    if zips:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


_NOT_IN_304 = frozenset({"Content-Type", "Content-Disposition"})


def _takes_gzip(accept_encoding: str) -> bool:
    """RFC 9110, section 12.5.3: named or covered by ``*``, and not with a weight of nothing."""
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
        return known.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or changed_at is None:
        return False
    return _is_unchanged(changed_at, since)


def _is_unchanged(changed_at: datetime, since: str) -> bool:
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return changed_at.replace(microsecond=0) <= moment


class Freshness:
    """The count of announcements, asked for at every request and cheap to ask.

    SQLite tells a connection by one pragma whether anybody else stored anything (a few microseconds); only then the
    count itself is read. PostgreSQL is asked for the count.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._local = threading.local()

    def stamp(self) -> int:
        """The count now."""
        if not self._database.is_sqlite or self._database.is_borrowed:
            return self._read()
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._database.engine.raw_connection()
            connection.detach()  # kept as long as its thread, so the pool must not wait for it
            self._local.version = None
        try:
            return self._look(connection)
        except sqlite3.Error:
            self._local.connection = None  # the next one may fare better
            raise

    def _look(self, connection: Any) -> int:
        version = connection.execute("pragma data_version").fetchone()[0]
        if version != self._local.version:
            self._local.version = version
            row = connection.execute("select stamp from publication").fetchone()
            self._local.stamp = row[0] if row else 0
        return int(self._local.stamp)

    def _read(self) -> int:
        with self._database.reading() as session:
            return session.scalar(text("select stamp from publication")) or 0


class ReadyAnswers:
    """A WSGI application around the real one that keeps ready answers and gives them."""

    def __init__(self, app: WSGIApplication, freshness: Callable[[], int]) -> None:
        self._app = app
        self._freshness = freshness
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], tuple[int, Ready]] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not environ["PATH_INFO"].startswith("/events/"):
            return self._app(environ, start_response)
        key = _key(environ)
        if key is None:
            return self._make(environ, start_response, None, 0)
        try:
            stamp = self._freshness()
        except (SQLAlchemyError, sqlite3.Error):  # the application has a page for that
            return self._make(environ, start_response, None, 0)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == stamp:
            return answer(kept[1], environ, start_response)
        return self._make(environ, start_response, key, stamp)

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
            self._bytes += _size(ready) - (_size(old[1]) if old else 0)
            self._kept[key] = (stamp, ready)
            while len(self._kept) > _MOST_ENTRIES or self._bytes > _MOST_BYTES:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= _size(dropped)


def _no_write(_data: bytes) -> None:
    raise RuntimeError("a view must return its body")


def _size(ready: Ready) -> int:
    return len(ready.body) + len(ready.zipped or b"")


def _key(environ: WSGIEnvironment) -> tuple[str, str] | None:
    query = environ.get("QUERY_STRING", "")
    if query not in _KEPT_QUERIES:
        return None
    language = parse_qs(query)["lang"][0] if query else _negotiated(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return (environ["PATH_INFO"], f"{query} {language}")  # a language asked for is carried on by the page's links


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
