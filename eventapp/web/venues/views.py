"""Halls: the list, and each."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.errors import RuleBroken
from eventapp.models import Organizer
from eventapp.request import get_actor, get_session, now
from eventapp.services import organizers, venues
from eventapp.web.access import planner
from eventapp.web.messages import explain
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save
from eventapp.web.venues.forms import VenueForm

bp = Blueprint("venues", __name__, url_prefix="/planning")


@bp.get("/organizers/<int:organizer_id>/venues")
@planner
def index(organizer_id: int) -> ResponseReturnValue:
    """All halls of an organizer."""
    organizer = _enter(organizer_id)
    found = venues.all_of(get_session(), organizer_id, actor=get_actor())
    return render_template("venues/index.html", organizer=organizer, venues=found)


@bp.route("/organizers/<int:organizer_id>/venues/new", methods=["GET", "POST"])
@planner
def new(organizer_id: int) -> ResponseReturnValue:
    """Enter a hall."""
    _enter(organizer_id)
    form = VenueForm(request.form)
    if request.method == "POST" and form.validate() and (draft := form.draft()):

        def change() -> None:
            venues.create(get_session(), organizer_id, draft, actor=get_actor(), now=now())

        if save(form, change):
            flash(_("Der Ort ist eingetragen."), "success")
            return redirect(url_for("venues.index", organizer_id=organizer_id), 303)
    return render_template("venues/edit.html", form=form, venue=None), 422 if form.has_errors else 200


@bp.route("/venues/<int:venue_id>", methods=["GET", "POST"])
@planner
def edit(venue_id: int) -> ResponseReturnValue:
    """Change a hall."""
    session, actor = get_session(), get_actor()
    venue = venues.get(session, venue_id, actor=actor)
    organizer_id = venue.organizer_id
    _enter(organizer_id)
    form = VenueForm(request.form)
    if request.method == "GET":
        form.fill(venue)
    elif form.validate() and (draft := form.draft()):

        def change() -> None:
            venues.change(session, venue, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> VenueForm:
            copy = VenueForm(None)
            copy.fill(venues.get(session, venue_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Der Ort ist gespeichert. Sichtbar wird er mit der nächsten Ankündigung."), "success")
            return redirect(url_for("venues.index", organizer_id=organizer_id), 303)
    return render_template("venues/edit.html", form=form, venue=venue), 422 if form.has_errors else 200


@bp.route("/venues/<int:venue_id>/remove", methods=["GET", "POST"])
@planner
def remove(venue_id: int) -> ResponseReturnValue:
    """Forget a hall, after showing what that means."""
    session = get_session()
    venue = venues.get(session, venue_id, actor=get_actor())
    organizer_id = venue.organizer_id
    _enter(organizer_id)
    if request.method == "POST":
        try:
            venues.remove(session, venue, actor=get_actor(), now=now())
        except RuleBroken as error:
            flash(explain(error), "danger")
            return redirect(url_for("venues.edit", venue_id=venue_id), 303)
        session.commit()
        flash(_("Der Ort ist gelöscht."), "success")
        return redirect(url_for("venues.index", organizer_id=organizer_id), 303)
    return render_template("venues/remove.html", venue=venue, form=EmptyForm())


def _enter(organizer_id: int) -> Organizer:
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())
