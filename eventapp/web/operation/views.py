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
    """Let mails leave again after a restore: an office's own, or for who runs the installation any and all (R-27)."""
    session, actor = get_session(), get_actor()
    if request.method == "POST":
        count = _release(request.form.get("what", ""))
        session.commit()
        words = ngettext("%(num)s E-Mail geht jetzt ab.", "%(num)s E-Mails gehen jetzt ab.", count)
        flash(f"{_('Der Versand ist freigegeben.')} {words}", "success")
        is_done = actor.plans_anywhere and operation.hold(session, actor=actor, now=now()) is None
        return redirect(url_for("planning.index" if is_done else "operation.mail"), 303)
    return render_template(
        "operation/mail.html",
        held=operation.hold(session, actor=actor, now=now()),
        own_is_held=operation.own_is_held(session),
        zone=ZoneInfo(get_settings().zone),
    )


def _release(what: str) -> int:
    """Release what a button names: ``all``, ``own`` for the installation's mail, or an organizer by its number."""
    session, actor = get_session(), get_actor()
    if what == "all":
        return operation.release_all(session, actor=actor, now=now())
    if what == "own":
        return operation.release_own(session, actor=actor, now=now())
    if not (what.isascii() and what.isdecimal() and len(what) < 10):
        raise NotFound("operation.unknown")
    return operation.release_office(session, int(what), actor=actor, now=now())
