"""The barriers that were reported: read, marked as done, opened again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from eventapp.adapters.addresses import mailto
from eventapp.domain.errors import InvalidValue
from eventapp.models import BarrierReport
from eventapp.request import get_actor, get_session, get_settings, now
from eventapp.services import barriers, pages
from eventapp.web.access import office
from eventapp.web.legal.paths import HIDDEN, reported
from eventapp.web.planning.forms import EmptyForm

bp = Blueprint("reports", __name__, url_prefix="/planning/pages/barriers")

_NUMBERS = re.compile(r"[0-9]{1,9}(,[0-9]{1,9})*")


@dataclass(frozen=True, slots=True)
class Row:
    """A report with the addresses that its page and its contact lead to; empty where they are text alone."""

    report: BarrierReport
    page_url: str
    contact_url: str


@bp.get("")
@office
def index() -> ResponseReturnValue:
    """The barriers that people reported."""
    session = _enter()
    count = barriers.count_waiting(session)
    pages_in_all = max(1, ceil(count / barriers.MOST_SHOWN))
    page = min(max(request.args.get("page", 1, type=int), 1), pages_in_all)
    return render_template(
        "legal/barriers.html",
        waiting=_rows(barriers.waiting(session, page)),
        page=page,
        pages_in_all=pages_in_all,
        count=count,
        done=_rows(barriers.done(session)),
        zone=ZoneInfo(get_settings().zone),
    )


@bp.route("/done", methods=["GET", "POST"])
@office
def done() -> ResponseReturnValue:
    """Note that one report, or several, were dealt with. Several are shown once more before."""
    session = _enter()
    if request.method == "POST":
        count = barriers.mark_done(session, *_ids(request.form.get("reports", "")), actor=get_actor(), now=now())
        session.commit()
        words = ngettext(
            "Die Meldung ist als erledigt gekennzeichnet.", "%(num)s Meldungen sind als erledigt gekennzeichnet.", count
        )
        flash(words, "success")
        return redirect(url_for("reports.index"), 303)
    asked = request.args.get("reports")
    found = barriers.still_waiting(session, _ids(asked)) if asked else []
    if not found:
        return redirect(url_for("reports.index"), 303)
    zone = ZoneInfo(get_settings().zone)
    return render_template("legal/barriers_done.html", waiting=found, form=EmptyForm(), zone=zone)


@bp.post("/open")
@office
def reopen() -> ResponseReturnValue:
    """Note that a report wants to be dealt with after all."""
    session = _enter()
    barriers.reopen(session, *_ids(request.form.get("reports", "")), actor=get_actor(), now=now())
    session.commit()
    flash(_("Die Meldung ist wieder offen."), "success")
    return redirect(url_for("reports.index"), 303)


def _enter() -> Session:
    session = get_session()
    pages.require_editor(session, get_actor())
    return session


def _ids(told: str) -> list[int]:
    if not _NUMBERS.fullmatch(told):
        raise BadRequest
    return [int(number) for number in told.split(",")[: barriers.MOST_SHOWN]]


def _rows(reports: Iterable[BarrierReport]) -> list[Row]:
    return [Row(one, one.page_url if _is_page(one.page_url) else "", _way(one.contact)) for one in reports]


def _is_page(path: str) -> bool:
    """Whether a path leads to a page of ours. What was masked, or never was one, is text alone."""
    if not path or HIDDEN in path or reported(path, "") != path:
        return False
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and adapter.test(unquote(path), "GET")


def _way(contact: str) -> str:
    """The address that writes to a contact; empty for what isn't exactly one mail address."""
    try:
        return mailto(contact)
    except InvalidValue:
        return ""
