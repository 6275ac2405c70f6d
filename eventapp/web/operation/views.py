"""For machines: health and robots."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eventapp.request import get_session
from eventapp.web.access import everybody

bp = Blueprint("operation", __name__)

# Calendars are fetched by robots that obey this file, so public events and their feeds are open.
# Staff-only pages say noindex themselves: naming them here would tell their addresses.
_ROBOTS = "User-agent: *\nDisallow: /planning/\nDisallow: /sign-in\nAllow: /\n"


@bp.get("/health/live")
@everybody
def live() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/health/ready")
@everybody
def ready() -> Response:
    """The database answers."""
    try:
        get_session().execute(text("select 1 from publication"))
    except SQLAlchemyError:
        return Response("database\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@bp.get("/robots.txt")
@everybody
def robots() -> Response:
    """What search engines may look at."""
    return Response(_ROBOTS, mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})
