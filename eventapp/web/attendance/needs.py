"""What people need, for the role that serves them, and for nobody else (DP-4)."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import spreadsheet_out
from eventapp.domain.actor import Role
from eventapp.domain.attendance import NeedKind
from eventapp.domain.errors import NotFound
from eventapp.domain.rsvp import PartStat
from eventapp.models import Event, Invitation
from eventapp.request import get_actor, get_language, get_session, now
from eventapp.services import attendance, needs, own_data, wording
from eventapp.services.needs import Stored
from eventapp.web.access import allowed
from eventapp.web.downloads import download
from eventapp.web.invitations.own_forms import NeedsForm
from eventapp.web.noting import note
from eventapp.web.saving import save

bp = Blueprint("needs", __name__, url_prefix="/planning")


@bp.get("/needs")
@allowed(Role.NEEDS)
def events() -> ResponseReturnValue:
    """The assemblies whose needs the actor looks after. Raises NotFound for who has no such role."""
    session, actor = get_session(), get_actor()
    if not any(actor.sees_needs_of(organizer_id) for organizer_id in actor.organizer_ids):
        raise NotFound("events.unknown")
    language = get_language()
    found = [
        (event, event.theme.best(language) or event.title.best(language), wording.day(event.starts.day, language))
        for event in needs.events_of(session, actor=actor)
    ]
    return render_template("attendance/needs_events.html", events=found)


@bp.get("/events/<int:event_id>/needs/")
@allowed(Role.NEEDS)
def index(event_id: int) -> ResponseReturnValue:
    """Who needs what, kind by kind, with names."""
    session, event = get_session(), _enter(event_id)
    groups = needs.by_kind(session, event, actor=get_actor())
    return render_template(
        "attendance/needs.html",
        **_common(event),
        groups=[(own_data.NEEDS[kind], rows) for kind, rows in groups.items()],
        totals=_total_rows(event),
        counts=attendance.counts(session, event),
    )


@bp.get("/events/<int:event_id>/needs.<any(csv, xlsx, ods):suffix>")
@allowed(Role.NEEDS)
def export(event_id: int, suffix: str) -> Response:
    """How many need what. No names leave the page."""
    event = _enter(event_id)
    head = (_("Bedarf"), _("Auswahl"), _("Anzahl"))
    rows = [head, *((name, dish, str(count)) for name, dish, count in _total_rows(event))]
    name = _("Bedarf %(title)s %(day)s", title=event.title.de, day=event.starts.day)
    content = spreadsheet_out.write(suffix, _("Bedarf"), rows)
    note("needs.exported", event, organizer_id=event.organizer_id, event_id=event_id, entries=len(rows) - 1)
    return download(content, spreadsheet_out.TYPES[suffix], name, suffix)


@bp.route("/events/<int:event_id>/needs/<int:invitation_id>", methods=["GET", "POST"])
@allowed(Role.NEEDS)
def person(event_id: int, invitation_id: int) -> ResponseReturnValue:
    """What one person needs, as she said it on the phone."""
    session, event = get_session(), _enter(event_id)
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.event_id != event.id or invitation.forgotten_at is not None:
        raise NotFound("invitations.unknown", id=invitation_id)
    if invitation.partstat != PartStat.ACCEPTED and not needs.of(session, invitation):
        raise NotFound("invitations.unknown", id=invitation_id)
    plan = attendance.plan_of(session, event)
    form = NeedsForm(request.form if request.method == "POST" else None)
    form.offer(plan, needs.asked(plan, invitation), no_answer=_("keine Angabe"))
    done: list[Stored] = []
    if request.method == "GET":
        form.show(needs.of(session, invitation))
    elif form.validate() and save(
        form, lambda: done.append(needs.store(session, invitation, form.wishes(), actor=get_actor(), now=now()))
    ):
        if done[0].no_wheelchair_place:
            flash(_("Alle Rollstuhlplätze sind vergeben. Die übrigen Angaben sind gespeichert."), "warning")
        else:
            flash(_("Die Angaben sind gespeichert."), "success")
        return redirect(url_for("needs.index", event_id=event_id), 303)
    page = render_template(
        "attendance/needs_person.html",
        **_common(_enter(event_id)),
        form=form,
        invitation=invitation,
        may_ask=needs.is_coming(invitation) and bool(needs.asked(plan, invitation)),
        has_any=bool(needs.of(session, invitation)),
    )
    return page, 422 if form.has_errors else 200


def _enter(event_id: int) -> Event:
    event = needs.event_for(get_session(), event_id, actor=get_actor())
    g.organizer_id = event.organizer_id if get_actor().plans_for(event.organizer_id) else None
    return event


def _common(event: Event) -> dict[str, object]:
    session, language = get_session(), get_language()
    return {
        "event": event,
        "title": event.theme.best(language) or event.title.best(language),
        "day": wording.day(event.starts.day, language),
        "deleted_on": wording.day(needs.deleted_on(session, event), language),
        "is_deleted": needs.is_due(session, event, now=now()),
    }


def _total_rows(event: Event) -> list[tuple[str, str, int]]:
    return [
        (str(_(own_data.NEEDS[NeedKind(kind)])), dish, count)
        for kind, dish, count in needs.totals(get_session(), event)
    ]
