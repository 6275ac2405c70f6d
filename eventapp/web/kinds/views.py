"""Kinds of assembly: the list, and each with its law."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.errors import NotFound
from eventapp.models import Organizer
from eventapp.request import get_actor, get_session, now
from eventapp.services import kinds, organizers
from eventapp.web.access import planner
from eventapp.web.kinds.forms import KindForm
from eventapp.web.saving import save

bp = Blueprint("kinds", __name__, url_prefix="/planning/organizers/<int:organizer_id>/kinds")


@bp.get("/")
@planner
def index(organizer_id: int) -> ResponseReturnValue:
    """All kinds that an organizer may choose."""
    organizer = _enter(organizer_id)
    found = kinds.all_of(get_session(), organizer_id, actor=get_actor())
    return render_template("kinds/index.html", organizer=organizer, kinds=found)


@bp.route("/<int:kind_id>", methods=["GET", "POST"])
@planner
def edit(organizer_id: int, kind_id: int) -> ResponseReturnValue:
    """Change a kind; a shipped one is copied for this organizer first."""
    _enter(organizer_id)
    session, actor = get_session(), get_actor()
    kind = kinds.get(session, kind_id, actor=actor)
    if kind.organizer_id not in {None, organizer_id}:
        raise NotFound("kinds.unknown", id=kind_id)
    form = KindForm(request.form)
    if request.method == "GET":
        form.fill(kind)
    elif form.validate():

        def change() -> None:
            draft = form.draft()
            kinds.change(session, kind, organizer_id, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> KindForm:
            copy = KindForm(None)
            copy.fill(kinds.get(session, kind_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Die Art der Versammlung ist gespeichert."), "success")
            return redirect(url_for("kinds.index", organizer_id=organizer_id), 303)
    page = render_template("kinds/edit.html", form=form, kind=kind, organizer_id=organizer_id)
    return page, 422 if form.has_errors else 200


def _enter(organizer_id: int) -> Organizer:
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())
