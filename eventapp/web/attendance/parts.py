"""The parts of an assembly (Teilversammlungen): all there are, and one more."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.models import Event
from eventapp.request import get_actor, get_session, now
from eventapp.services import attendance, parts, venues
from eventapp.web.access import planner
from eventapp.web.attendance.forms import PartForm
from eventapp.web.planning import workspace
from eventapp.web.saving import save

bp = Blueprint("parts", __name__, url_prefix="/planning/events/<int:event_id>/parts")


@bp.route("", methods=["GET", "POST"])
@planner
def index(event_id: int) -> ResponseReturnValue:
    """All parts with their numbers, and the form for a further one."""
    space = workspace.enter(event_id, "answers")
    session, actor, event = get_session(), get_actor(), space.event
    form = PartForm(request.form if request.method == "POST" else None)
    form.offer(venues.all_of(session, event.organizer_id, actor=actor))
    if request.method == "GET":
        form.starts.form.time.data, form.ends.form.time.data = event.starts.time, event.ends.time
        form.doors.data = event.doors.time if event.doors else None
        form.venue.data = str(event.venue_id or "")
    elif form.validate() and (draft := form.draft(event)):
        made: list[Event] = []
        if save(form, lambda: made.append(parts.add(session, event, draft, actor=actor, now=now()))):
            flash(_("Der weitere Termin ist angelegt. Kündigen Sie ihn an, dann lässt er sich wählen."), "success")
            return redirect(url_for("planning.overview", event_id=made[0].id), 303)
        space = workspace.enter(event_id, "answers")
    found = attendance.parts(session, space.event)
    counts = attendance.counts_of(session, found)
    page = workspace.show("attendance/parts.html", space, form=form, parts=[(part, counts[part.id]) for part in found])
    return page, 422 if form.has_errors else 200
