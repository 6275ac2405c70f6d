"""What is refused before anything else looks at a request: foreign hosts, odd methods, control characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REFUSED = "eventapp.refused"
"""Where a server says that it could not take what was sent, with the answer's status line."""

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_BY_ADDRESS = frozenset({"/health/live", "/health/ready", "/metrics"})
_HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


class Gate:
    """A WSGI application around the real one. Health checks and metrics may come by address; all else names our host.

    Being outermost, it is what tells browsers to come by https only, whoever answers.
    """

    def __init__(self, app: WSGIApplication, hosts: frozenset[str], *, is_https: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._is_https = is_https

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_https:
            return self._answer(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, _HTTPS_ONLY], *rest)

        return self._answer(environ, start)

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if REFUSED in environ:
            return _refuse(start_response, environ[REFUSED], (("Connection", "close"),))
        if environ["REQUEST_METHOD"] not in _METHODS:
            return _refuse(start_response, "405 Method Not Allowed", (("Allow", "GET, HEAD, OPTIONS"),))
        path = environ.get("PATH_INFO", "")
        if environ.get("HTTP_HOST", "").lower() not in self._hosts and path not in _BY_ADDRESS:
            return _refuse(start_response, "421 Misdirected Request")
        if path.startswith("//"):  # routing would take it for the same address with one slash
            return _refuse(start_response, "404 Not Found")
        if _has_control(path, environ.get("QUERY_STRING", "")):
            return _refuse(start_response, "400 Bad Request")
        return self._app(environ, start_response)


def _has_control(path: str, query: str) -> bool:
    if not query and path.isascii() and path.isprintable():
        return False  # as nearly all are: seen at once
    return bool(_CONTROL.search(path.encode("latin-1", "replace")) or _CONTROL.search(unquote_to_bytes(query)))


def _refuse(start_response: StartResponse, status: str, headers: tuple[tuple[str, str], ...] = ()) -> Iterable[bytes]:
    body = f"{status}\n".encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
            ("Server", "eventapp"),
            (
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            ),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            *headers,
        ],
    )
    return [body]
