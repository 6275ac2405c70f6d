"""For machines: health, metrics and robots. For people: the mail that a restored backup holds back."""

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
from eventapp.request import get_actor, get_database, get_language, get_session, get_settings, now
from eventapp.services import health, operation
from eventapp.web.access import confirmed, everybody, releaser
from eventapp.web.operation import show
from eventapp.web.operation.forms import ReleaseForm
from eventapp.web.saving import save

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
        fault = health.fault(get_session(), get_database(), get_settings().instance, now=now())
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
    known = health.Number("info", "The version that answers", 1, {"version": version("eventapp")})
    for one in (known, *health.numbers(get_session(), now=now())):
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
@releaser
@confirmed
def mail() -> ResponseReturnValue:
    """Let mails leave again after a restore: an office's own, or for who runs the installation any and all (R-27)."""
    session, actor = get_session(), get_actor()
    form = ReleaseForm(request.form)
    if request.method == "POST":
        what, released = _known(request.form.get("what", "")), list[int]()
        if form.validate() and save(form, lambda: released.append(_release(what))):
            words = ngettext("%(num)s E-Mail geht jetzt ab.", "%(num)s E-Mails gehen jetzt ab.", sum(released))
            flash(f"{_('Der Versand ist freigegeben.')} {words}", "success")
            is_done = bool(actor.roles) and operation.hold(session, actor=actor, now=now()) is None
            return redirect(url_for("planning.index" if is_done else "operation.mail"), 303)
    held, zone = operation.hold(session, actor=actor, now=now()), ZoneInfo(get_settings().zone)
    answer = render_template(
        "operation/mail.html",
        form=form,
        held=held,
        parts=show.parts_of(held) if held else [],
        all_words=show.all_words(held.waiting) if held else "",
        backup=show.backup_words(held.restored_from, zone, get_language()) if held else "",
        own_is_held=operation.own_is_held(session),
        zone=zone,
    )
    return answer, 422 if form.has_errors else 200


def _known(what: str) -> str:
    """What a button names, where the actor is told of it. Raises NotFound."""
    actor = get_actor()
    is_number = what.isascii() and what.isdecimal() and len(what) < 10
    is_hers = is_number and (actor.is_administrator or int(what) in operation.seen_ids(actor))
    if not (is_hers or (what in {"all", "own"} and actor.is_administrator)):
        raise NotFound("operation.unknown")
    return what


def _release(what: str) -> int:
    """Release what a button names: ``all``, ``own`` for the installation's mail, or an organizer by its number."""
    session, actor = get_session(), get_actor()
    if what == "all":
        return operation.release_all(session, actor=actor, now=now())
    if what == "own":
        return operation.release_own(session, actor=actor, now=now())
    return operation.release_organizer(session, int(what), actor=actor, now=now())
