"""Each request's number, and a line in the log about those that the application worked on.

The number is the caller's where it sends one that looks like a number (X-Request-Id), else ours; it is answered in the
same header and stands on error pages. A line names method, the address without its secret parts and query, status,
time, and the network of the caller: nothing that is about a person. What lies ready is answered without a line.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_network
from random import getrandbits
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, request

from eventapp.logs import REQUEST_ID
from eventapp.web.networks import unmapped

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_ENTRY = "eventapp.journal"
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ARGUMENT = re.compile(r"<(?:[^<>:]*:)?(\w+)>")
_TOLD = frozenset({"event_id", "organizer_id"})  # numbers of things; all other arguments may lead to a person
_QUIET = ("/static/", "/health/", "/metrics", "/theme.css")

logger = logging.getLogger("eventapp.requests")


@dataclass(slots=True)
class Entry:
    """What is known of one request. ``path`` is empty until the application has looked at it."""

    number: str
    path: str = ""
    status: int = 0


class Journal:
    """A WSGI application around the real one that numbers requests and writes the log's lines."""

    def __init__(self, app: WSGIApplication, *, writes: bool) -> None:
        self._app = app
        self._writes = writes

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        entry = Entry(given if given and _GIVEN.fullmatch(given) else _new_number())
        environ[_ENTRY] = entry
        token = REQUEST_ID.set(entry.number)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            entry.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-Id", entry.number)], *rest)

        try:
            return self._app(environ, start)
        finally:
            if self._writes and (entry.path or entry.status >= 400):
                self._write(entry, environ, perf_counter() - began)
            REQUEST_ID.reset(token)

    @staticmethod
    def _write(entry: Entry, environ: WSGIEnvironment, seconds: float) -> None:
        path = entry.path or "…"
        if path.startswith(_QUIET) and entry.status < 400:
            return
        told = {
            "method": environ["REQUEST_METHOD"],
            "path": path,
            "status": entry.status,
            "milliseconds": round(seconds * 1000, 1),
            "network": network_of(environ.get("REMOTE_ADDR", "")),
        }
        logger.info("request", extra=told)


def network_of(address: str) -> str:
    """The network that an address lies in: /24, or /48 of IPv6. Empty for what is no address."""
    try:
        found = unmapped(address)
    except ValueError:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))


def _new_number() -> str:
    return f"{getrandbits(48):012x}"  # nothing is opened by it, so it need not be a secret


def number() -> str:
    """The number of the request in hand, to be named by who asks for help."""
    entry = request.environ.get(_ENTRY)
    return entry.number if isinstance(entry, Entry) else _new_number()


def shown_path() -> str:
    """The address in hand as the log shows it: what it is for, without what might lead to a person.

    ``/events/…`` · ``/i/…/needs`` · ``/planning/events/2/invited/…``; of what no view answers only the first word.
    """
    rule = request.url_rule
    if rule is None:
        first = request.path.partition("/")[2].partition("/")[0]
        known_words = {known.rule.split("/")[1] for known in current_app.url_map.iter_rules()}
        return f"/{first}/…" if first and first in known_words else "/…"
    known = request.view_args or {}
    return _ARGUMENT.sub(lambda found: str(known.get(found[1])) if found[1] in _TOLD else "…", rule.rule)


def install(app: Flask) -> None:
    """Note of each request that reaches the application what it is for. Comes before all other checks."""

    @app.before_request
    def _note() -> None:
        entry = request.environ.get(_ENTRY)
        if isinstance(entry, Entry):
            entry.path = shown_path()
