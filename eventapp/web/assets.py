"""Style sheets, scripts and fonts: read once, zipped once, named by their content, so that browsers may keep them."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from eventapp.web.ready import Ready, answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

STATIC = Path(__file__).parents[1] / "static"
PREFIX = "/static/"
_KINDS = {".css", ".js", ".woff2", ".svg", ".png", ".ico"}
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_DAY = "public, max-age=86400"
_FOR_MINUTES = "public, max-age=300"  # a script that another one fetches must soon match it again
_MARK_LENGTH = 10


@cache
def _files() -> dict[str, Path]:
    return {str(path.relative_to(STATIC)): path for path in STATIC.rglob("*") if path.suffix in _KINDS}


@cache
def _ready(name: str, cache_control: str) -> Ready:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    headers = (
        ("Content-Type", kind + charset),
        ("Cache-Control", cache_control),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
        ("Server", "eventapp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    )
    return Ready(_files()[name].read_bytes(), headers)


def asset(name: str) -> str:
    """The address of a static file, with the mark of its content. Raises KeyError for one that isn't there."""
    return f"{PREFIX}{name}?v={_ready(name, _FOR_EVER).etag[:_MARK_LENGTH]}"


class Assets:
    """A WSGI application around the real one that answers for static files."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        name = path.removeprefix(PREFIX)
        if not path.startswith(PREFIX) or name not in _files() or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._app(environ, start_response)
        mark = parse_qs(environ.get("QUERY_STRING", "")).get("v", [""])[0]
        return answer(_ready(name, _keeping(name, mark)), environ, start_response)


def _keeping(name: str, mark: str) -> str:
    """How long browsers keep a file that they ask for by ``mark``."""
    if mark == _ready(name, _FOR_EVER).etag[:_MARK_LENGTH]:
        return _FOR_EVER
    return _FOR_MINUTES if name.endswith((".js", ".css")) else _FOR_A_DAY


def install(app: Flask) -> None:
    """Put the static files before the application, and ``asset`` into the templates."""
    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = Assets(app.wsgi_app)  # type: ignore[method-assign]
