"""The way from the code of a letter to the personal page."""

from __future__ import annotations

from math import ceil

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.request import get_session, get_tokens, now
from eventapp.services import codes
from eventapp.web.access import everybody
from eventapp.web.invitations.own_forms import CodeForm
from eventapp.web.networks import where_from

bp = Blueprint("code", __name__)


@bp.route("/code", methods=["GET", "POST"])
@everybody
def show() -> ResponseReturnValue:
    """Ask for the code, and lead on to the page that it stands for."""
    form = CodeForm(request.form if request.method == "POST" else None)
    status, headers = 200, {}
    if request.method == "POST" and form.validate():
        session, moment, here = get_session(), now(), where_from()
        pause = codes.pause_left(session, here, now=moment)
        token = None if pause else codes.find(session, form.code.data or "", tokens=get_tokens())
        if token is not None:
            return redirect(url_for("own.show", token=token), 303)
        if pause:
            seconds = ceil(pause.total_seconds())
            text = _(
                "Es gab zu viele falsche Codes. Bitte warten Sie %(seconds)s Sek. und versuchen Sie es noch einmal."
            )
            form.form_errors.append(text % {"seconds": seconds})
            status, headers = 429, {"Retry-After": str(seconds)}
        else:
            codes.count_failure(session, here, now=moment)
            session.commit()
            form.code.errors = (_("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit dem Brief."),)
    if form.has_errors and status == 200:
        status = 422
    return render_template("invitations/code.html", form=form), status, headers
