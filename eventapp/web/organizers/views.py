"""Letterhead, contact and signature of an office."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.request import get_actor, get_session, now
from eventapp.services import organizers
from eventapp.web.access import planner
from eventapp.web.organizers.forms import OrganizerForm
from eventapp.web.saving import save

bp = Blueprint("organizers", __name__, url_prefix="/planning/organizers")


@bp.route("/<int:organizer_id>", methods=["GET", "POST"])
@planner
def edit(organizer_id: int) -> ResponseReturnValue:
    """Change what stands on every letter."""
    session, actor = get_session(), get_actor()
    organizer = organizers.get(session, organizer_id, actor=actor)
    g.organizer_id = organizer_id
    form = OrganizerForm(request.form)
    if request.method == "GET":
        form.fill(organizer)
    elif form.validate():

        def change() -> None:
            draft = form.draft()
            organizers.change(session, organizer, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> OrganizerForm:
            copy = OrganizerForm(None)
            copy.fill(organizers.get(session, organizer_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Der Absender ist gespeichert. Sichtbar wird er mit der nächsten Ankündigung."), "success")
            return redirect(url_for("organizers.edit", organizer_id=organizer_id), 303)
    return render_template("organizers/edit.html", form=form, organizer=organizer), 422 if form.has_errors else 200
