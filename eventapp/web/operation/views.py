"""For machines: health and robots."""

from __future__ import annotations

import hmac
from importlib.metadata import version
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.exc import SQLAlchemyError

from eventapp.domain.errors import NotFound
from eventapp.request import get_actor, get_database, get_session, get_settings, now
from eventapp.services import operation, standing
from eventapp.web.access import confirmed, everybody, office
from eventapp.web.planning.forms import EmptyForm

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
    """The program can work: database, disk, tables, and the mails that should leave. A word, and no data (R-33)."""
    try:
        fault = standing.fault(get_session(), get_database(), get_settings().instance, now=now())
    except SQLAlchemyError:
        fault = "database"
    return Response(f"{fault or 'ok'}\n", status=503 if fault else 200, mimetype="text/plain")


@bp.get("/metrics")
@everybody
def metrics() -> Response:
    """Numbers for Prometheus, for who knows the token of the settings. For all others there is no such page (S-55)."""
    token = get_settings().metrics_token
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise NotFound("operation.unknown")
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}
    known = standing.Number("info", "The version that answers", 1, {"version": version("eventapp")})
    for one in (known, *standing.numbers(get_session(), now=now())):
        if one.name not in gauges:
            gauges[one.name] = Gauge(f"eventapp_{one.name}", one.meaning, [*one.labels], registry=registry)
        (gauges[one.name].labels(**one.labels) if one.labels else gauges[one.name]).set(one.value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@bp.get("/robots.txt")
@everybody
def robots() -> Response:
    """What search engines may look at."""
    return Response(_ROBOTS, mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})


@bp.route("/planning/mail", methods=["GET", "POST"])
@office
@confirmed
def mail() -> ResponseReturnValue:
    """Let mails leave again after a restore (R-27)."""
    session = get_session()
    if request.method == "POST":
        count = operation.release_mail(session, actor=get_actor(), now=now())
        session.commit()
        words = ngettext("%(num)s E-Mail geht jetzt ab.", "%(num)s E-Mails gehen jetzt ab.", count)
        flash(f"{_('Der Versand ist freigegeben.')} {words}", "success")
        return redirect(url_for("planning.index" if get_actor().plans_anywhere else "operation.mail"), 303)
    held, zone = operation.hold(session, now=now()), ZoneInfo(get_settings().zone)
    return render_template("operation/mail.html", held=held, zone=zone, form=EmptyForm())
