"""Error pages: plain, with a number to quote, and nothing of the inside."""

from __future__ import annotations

import logging
from pathlib import Path
from traceback import extract_tb

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from eventapp.domain.errors import DomainError, InvalidValue, NotAllowed, NotFound, RuleBroken
from eventapp.request import close_session
from eventapp.web import journal, resending
from eventapp.web.messages import explain

logger = logging.getLogger(__name__)

_LAST_RESORT = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Störung</title></head>
<body><h1>Das hat nicht geklappt</h1>
<p>Bei uns ist etwas schiefgegangen. Versuchen Sie es bitte später noch einmal.</p>
<p>Wenn Sie uns deswegen ansprechen, nennen Sie bitte diese Kennung: <code>{number}</code></p></body></html>
"""

_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (RuleBroken, 409),
    (InvalidValue, 422),
)
_HERE = str(Path(__file__).parents[1])
_AWAY = (OperationalError, InterfaceError)
_NUMBERED = frozenset({400, 403, 409, 429})  # where somebody may wish to ask why; what broke always bears one


def install(app: Flask) -> None:
    """Answer every failure with a page."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)
    app.log_exception = lambda *_: None  # type: ignore[method-assign]  # what is unexpected is logged here, once


def _domain_error(error: DomainError) -> ResponseReturnValue:
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return _page(status, explain(error) if status in {409, 422} else "")


def _csrf_error(_error: CSRFError) -> ResponseReturnValue:
    sentence = _("Die Seite war zu lange offen. Bitte öffnen Sie sie neu und senden Sie das Formular noch einmal.")
    return resending.page() or _page(400, sentence)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, Exception):
        return _unexpected(error.original_exception)  # from outside of a view, such as storing the session
    if error.code is None or error.code < 400:
        return error.get_response()
    answer = _page(error.code, "")
    if error.code == 405:
        allow = error.get_response().headers.get("Allow", "")
        return (*answer, {"Allow": allow})
    return answer


def _unexpected(error: Exception) -> ResponseReturnValue:
    number = journal.number()
    is_away = isinstance(error, _AWAY)
    if is_away:
        logger.error("error %s at %s %s: %s", number, request.method, request.url_rule, _told(error))
    else:
        logger.error("error %s at %s %s", number, request.method, request.url_rule, exc_info=error)
    close_session()  # a broken one would break the page, too
    status = 503 if is_away else 500
    try:
        return _page(status, "", number)
    except Exception as next_error:
        # Whatever keeps us from making the page, such as a database that is away, must not show the inside.
        if not is_away:  # else the reason stands in the log already
            logger.error("no page for error %s", number, exc_info=next_error)
        return _LAST_RESORT.format(number=number), status


def _told(error: Exception) -> str:
    """What a database said, on one line, and where it was asked: its own frames are the same each time, and many."""
    own = [one for one in extract_tb(error.__traceback__) if one.filename.startswith(_HERE)]
    said = str(getattr(error, "orig", None) or error).partition("\n")[0]
    place = f" ({own[-1].filename}:{own[-1].lineno} {own[-1].name})" if own else ""
    return f"{type(error).__name__}: {said}{place}"


def _page(status: int, sentence: str, number: str = "") -> tuple[str, int]:
    headings = {
        400: _("Diese Anfrage verstehen wir nicht"),
        403: _("Das ist Ihrem Konto nicht erlaubt"),
        404: _("Diese Seite gibt es nicht"),
        405: _("So lässt sich diese Seite nicht aufrufen"),
        409: _("Das geht gerade nicht"),
        413: _("Das war zu viel auf einmal"),
        422: _("Diese Angabe passt nicht"),
        429: _("Bitte warten Sie einen Augenblick"),
    }
    sentences = {
        403: _("Bitte wenden Sie sich an die Person, die die Konten verwaltet."),
        404: _("Bitte prüfen Sie die Adresse. Vielleicht ist der Link unvollständig oder nicht mehr gültig."),
        413: _("Die Datei oder der Text ist zu groß. Bitte gehen Sie zurück und kürzen Sie."),
        429: _("Es kamen zu viele Anfragen kurz hintereinander. Versuchen Sie es in einer Minute noch einmal."),
    }
    fallback = _("Bei uns ist etwas schiefgegangen. Versuchen Sie es bitte später noch einmal.")
    if status < 500:
        fallback = _("Bitte gehen Sie zurück und versuchen Sie es noch einmal.")
    page = render_template(
        "errors/error.html",
        status=status,
        heading=headings.get(status, _("Das hat nicht geklappt")),
        sentence=sentence or sentences.get(status, fallback),
        error_id=number or (journal.number() if status in _NUMBERED else ""),
    )
    return page, status
