"""The roof: joins all floors into one WSGI application."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, IntegerConverter

from eventapp import config, logs
from eventapp.adapters import erased, mail_files, templates
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.tokens import Tokens
from eventapp.models.database import Database
from eventapp.request import PERSONAL, close_session
from eventapp.services import copies, erasures
from eventapp.web import access, assets, browser_sessions, errors, headers, journal, languages, networks, pages, ready
from eventapp.web.bridge import Bridge
from eventapp.web.gate import Gate

_REQUEST_BYTES = 4 * 1024 * 1024
_HERE = Path(__file__).parent


class KeyConverter(IntegerConverter):
    """A row's number in an address. One that no database can hold is none of ours."""

    regex = "[0-9]{1,9}"


class TokenConverter(BaseConverter):
    """The unguessable part of a personal address. A file name is none."""

    regex = "[A-Za-z0-9_-]{1,200}"


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The application. Raises UnsafeSettings rather than start with settings that would hurt."""
    settings.check()
    if settings.metrics_token and not find_spec("prometheus_client"):
        raise UnsafeSettings(
            'EVENTAPP_METRICS_TOKEN is set, and the extra is missing: pip install "eventapp[metrics]".'
        )
    database = database or Database(settings.database_url)
    tokens = Tokens((settings.secret_key, *settings.old_secret_keys))
    erasures.keep_all(database, erased.keeper(settings.instance / erased.NAME, tokens))
    copies.remove_files_with(database, mail_files.remover(settings.instance / mail_files.FOLDER))
    app = Flask("eventapp", root_path=str(_HERE), template_folder=str(templates.folder()), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        MAX_CONTENT_LENGTH=_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=_REQUEST_BYTES,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the referrer is never sent; the origin is checked instead
        RATELIMIT_STORAGE_URI="memory://",
        RATELIMIT_HEADERS_ENABLED=False,
        TEMPLATES_AUTO_RELOAD=False,
        DEBUG=False,  # Flask would take it from FLASK_DEBUG
    )
    app.url_map.converters["int"] = KeyConverter
    app.url_map.converters["token"] = TokenConverter
    app.url_map.merge_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["eventapp.settings"] = settings
    app.extensions["eventapp.database"] = database
    app.session_interface = browser_sessions.ServerSessions(database, settings)
    app.after_request(_close)
    app.teardown_request(lambda _error: close_session())
    journal.install(app)  # first: what is refused below stands in the log, too
    _protect(app, settings)
    languages.install(app)
    access.install(app)
    errors.install(app)
    pages.install(app)
    ready.install(app, database)  # before the headers: what is registered later works earlier, and it wants them all
    headers.install(app)
    assets.install(app)
    app.wsgi_app = Gate(app.wsgi_app, settings.hosts, is_https=settings.is_https)  # type: ignore[method-assign]
    app.wsgi_app = journal.Journal(app.wsgi_app, writes=settings.log_requests)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
    return app


def serve() -> Bridge:
    """What Granian starts."""
    return bridged(from_environment())


def bridged(app: Flask) -> Bridge:
    """An application as Granian runs it."""
    return Bridge(app, partial(access.most_bytes, app))


def from_environment() -> Flask:
    """The application with the settings of its environment, as any server for WSGI takes it."""
    settings = config.load()
    logs.install(settings.log_format)
    return create_app(settings)


def _protect(app: Flask, settings: Settings) -> None:
    access.limit_sizes(app)  # before the forged-request check, which reads the body

    @app.before_request
    def _check_names() -> None:
        # Parts without a name become the key None, which no reader of forms expects.
        if request.mimetype == "multipart/form-data" and None in request.form:
            raise BadRequest

    origins = {f"{'https' if settings.is_https else 'http'}://{host}" for host in settings.hosts}

    @app.before_request
    def _check_origin() -> None:
        origin = request.headers.get("Origin")
        if request.method in {"GET", "HEAD", "OPTIONS"} or origin is None or origin in origins:
            return
        # A personal page sends no referrer, so browsers call its own forms' origin "null" (Fetch, section 3.2).
        # They say elsewhere where it comes from, and whoever forges it would have to know the address, too.
        is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not (origin == "null" and is_ours and request.path.startswith(PERSONAL)):
            raise Forbidden

    CSRFProtect(app)
    app.extensions["eventapp.limiter"] = Limiter(networks.where_from, app=app, default_limits=[])


def _close(response: Response) -> Response:
    # Before the session is stored: under SQLite a transaction left open here would keep it from being written.
    close_session()
    return response
