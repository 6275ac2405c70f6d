"""The start page: what is announced to everybody, and what this is."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from eventapp.request import get_language, get_session, get_settings, now
from eventapp.services import editions
from eventapp.web.access import everybody
from eventapp.web.events.show import card

bp = Blueprint("start", __name__)


@bp.get("/")
@everybody
def index() -> ResponseReturnValue:
    """Public events, those to come first."""
    language = get_language()
    announced = editions.public_editions(get_session())
    coming = [edition for edition in announced if not edition.is_over(now())]
    past = [edition for edition in reversed(announced) if edition not in coming]
    return render_template(
        "start/index.html",
        coming=[card(edition, language) for edition in coming],
        past=[card(edition, language) for edition in past],
    )


@bp.get("/theme.css")
@everybody
def theme() -> Response:
    """The authority's own colours, if the instance has any."""
    path: Path = get_settings().instance / "theme.css"
    if not path.is_file():
        return Response("", mimetype="text/css")
    response = send_file(path, mimetype="text/css", max_age=300)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
