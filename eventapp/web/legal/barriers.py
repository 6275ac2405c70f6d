"""A barrier is reported: without an account, a cookie, a riddle or JavaScript (A11Y-4)."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from eventapp.domain.errors import RuleBroken
from eventapp.domain.pages import BarrierDraft
from eventapp.jobs import barrier_mails
from eventapp.request import get_office, get_session, get_settings, now
from eventapp.services import barriers, pages
from eventapp.web.access import everybody
from eventapp.web.legal.forms import BarrierForm
from eventapp.web.legal.paths import reported
from eventapp.web.networks import provider_of, where_from

bp = Blueprint("barriers", __name__, url_prefix="/barrier")


@bp.route("", methods=["GET", "POST"])
@everybody
def report() -> ResponseReturnValue:
    """Ask what does not work, store it and tell the office."""
    form = BarrierForm(request.form if request.method == "POST" else None)
    status, headers = 200, {}
    if request.method == "GET":
        form.page.data = reported(request.args.get("page", ""), get_settings().public_url) or ""
    elif form.validate():
        session = get_session()
        try:
            row = barriers.report(session, form.draft, network=where_from(), provider=provider_of(), now=now())
        except RuleBroken as error:
            session.rollback()
            form.explain(error)
            status, headers = 429, {"Retry-After": str(error.context["seconds"])}
        else:
            if barriers.is_mailed(session, now=now()):
                barrier_mails.queue(session, row, get_office(), now=now())
            session.commit()
            return redirect(url_for("barriers.thanks", contact=_told(form.draft)), 303)
    elif form.has_errors:
        status = 422
    page = render_template("legal/report.html", form=form, statement=pages.statement(get_session()))
    return page, status, headers


@bp.get("/thanks")
@everybody
def thanks() -> ResponseReturnValue:
    """Say that the report has arrived, and whether there will be an answer. The address tells no more than that."""
    contact = request.args.get("contact", "")
    return render_template("legal/thanks.html", statement=pages.statement(get_session()), contact=contact)


def _told(draft: BarrierDraft) -> str:
    """In a word, what somebody gave to be answered by."""
    if not draft.contact:
        return "none"
    return "given" if draft.can_be_answered else "unclear"


@bp.record
def _without_token(state: BlueprintSetupState) -> None:
    """Nobody is known here, so there is nothing to forge; and who writes long loses nothing when a session ends."""
    state.app.extensions["csrf"].exempt(report)
