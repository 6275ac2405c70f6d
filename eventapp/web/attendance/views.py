"""The planner's page "Antworten": numbers, waiting list, how people answer, and answers that come by phone."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.attendance import Mode, Seat, Source
from eventapp.domain.errors import RuleBroken
from eventapp.domain.retention import Subject
from eventapp.domain.texts import one_line
from eventapp.jobs import seats as mails
from eventapp.request import get_actor, get_office, get_session, now
from eventapp.services import attendance, events, invitations, periods, seats, waiting
from eventapp.services.waiting import Promotion
from eventapp.web.access import planner
from eventapp.web.attendance.forms import PhoneAnswerForm, PlanForm
from eventapp.web.attendance.show import answer_words, number_rows, seat_words, waiting_rows
from eventapp.web.planning import workspace
from eventapp.web.saving import save

bp = Blueprint("answers", __name__, url_prefix="/planning/events/<int:event_id>/answers")

_MOST_FOUND = 20
_LONGEST_SEARCH = 200


@bp.get("/")
@planner
def index(event_id: int) -> ResponseReturnValue:
    """How many answered what, who waits, and the search for one person."""
    space = workspace.enter(event_id, "answers")
    session, event = get_session(), space.event
    counts = attendance.counts(session, event)
    words = one_line(request.args.get("q", ""))[:_LONGEST_SEARCH]
    found = attendance.search(session, event, words, most=_MOST_FOUND + 1) if words else []
    return workspace.show(
        "attendance/index.html",
        space,
        counts=counts,
        numbers=number_rows(counts),
        seat_words=seat_words(counts),
        waiting=waiting_rows(waiting.people(session, event), event.tz),
        plan=attendance.plan_of(session, event),
        words=words,
        found=[(one, answer_words(one)) for one in found[:_MOST_FOUND]],
        has_more=len(found) > _MOST_FOUND,
        sees_needs=get_actor().sees_needs_of(event.organizer_id),
        parts=attendance.parts(session, event),
    )


@bp.route("/settings", methods=["GET", "POST"])
@planner
def settings(event_id: int) -> ResponseReturnValue:
    """How people answer, and how many may come."""
    space = workspace.enter(event_id, "answers")
    session, actor, event = get_session(), get_actor(), space.event
    form = PlanForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        plan = attendance.plan_of(session, event)
        form.fill(plan, event, periods.days(session, Subject.NEEDS, event))
        if plan.id is None and event.venue:
            form.seats.data, form.wheelchair_places.data = event.venue.capacity, event.venue.wheelchair_places
    elif form.validate() and (draft := form.draft(event)):
        told: list[Promotion] = []

        def change() -> None:
            attendance.change(session, event, draft, revision=form.read_revision, actor=actor, now=now())
            told.extend(seats.settle(session, event, now=now()))
            mails.tell(session, told, get_office(), now=now())

        def stored() -> PlanForm:
            copy = PlanForm(None)
            row = events.get(session, event_id, actor=actor)
            copy.fill(attendance.plan_of(session, row), row, periods.days(session, Subject.NEEDS, row))
            return copy

        if save(form, change, stored):
            _say(told)
            return redirect(url_for("answers.index", event_id=event_id), 303)
        space = workspace.enter(event_id, "answers")
    page = workspace.show("attendance/settings.html", space, form=form, venue=space.event.venue)
    return page, 422 if form.has_errors else 200


@bp.route("/<int:invitation_id>", methods=["GET", "POST"])
@planner
def person(event_id: int, invitation_id: int) -> ResponseReturnValue:
    """The answer of one person, and what she said on the phone."""
    space = workspace.enter(event_id, "answers")
    session = get_session()
    invitation = invitations.get(session, space.event, invitation_id)
    plan = attendance.plan_of(session, space.event)
    form = PhoneAnswerForm(request.form if request.method == "POST" else None)
    form.offer(plan)
    if request.method == "POST" and form.validate():

        def change() -> None:
            found = seats.answer(session, invitation, form.wish, source=Source.OFFICE, now=now())
            mails.tell(session, found.told, get_office(), now=now())
            given.append(found.seat)

        given: list[Seat] = []
        if save(form, change):
            flash(_said(given[0], is_named=plan.mode == Mode.NAMES), "success")
            return redirect(url_for("answers.person", event_id=event_id, invitation_id=invitation_id), 303)
        space = workspace.enter(event_id, "answers")
        invitation = invitations.get(session, space.event, invitation_id)
    page = workspace.show(
        "attendance/person.html",
        space,
        form=form,
        invitation=invitation,
        answer=answer_words(invitation),
        is_named=attendance.plan_of(session, space.event).mode == Mode.NAMES,
        may_answer=_may_answer(space, invitation.is_withdrawn or invitation.forgotten_at is not None),
        counts=attendance.counts(session, space.event),
        sees_needs=get_actor().sees_needs_of(space.event.organizer_id),
    )
    return page, 422 if form.has_errors else 200


def _may_answer(space: workspace.Workspace, is_gone: bool) -> bool:
    current = space.standing.current
    if current is None:
        raise RuleBroken("invitations.not_announced")
    return not (is_gone or current.is_cancelled or current.is_over(now()))


def _say(told: list[Promotion]) -> None:
    moved = sum(one.kind == "offered" for one in told)
    flash(_("Die Einstellungen sind gespeichert."), "success")
    if moved:
        flash(
            ngettext(
                "%(num)s Person rückt nach und bekommt Bescheid.",
                "%(num)s Personen rücken nach und bekommen Bescheid.",
                moved,
            ),
            "info",
        )


def _said(seat: Seat, *, is_named: bool) -> str:
    if not is_named:
        return str(_("Die Antwort ist gezählt."))
    if seat is Seat.WAITING:
        return str(_("Die Antwort ist gespeichert. Die Person steht jetzt auf der Warteliste."))
    return str(_("Die Antwort ist gespeichert."))
