"""Announcing: what will be seen, what changed, and the versions so far."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.editions import Edition, changes
from eventapp.domain.events import Status
from eventapp.domain.texts import LocalText
from eventapp.request import get_actor, get_language, get_links, get_session, now
from eventapp.services import changes as changes_to_tell
from eventapp.services import editions, events, speakers
from eventapp.services.attention import Attention
from eventapp.web.access import guest, planner, reader, roles_of
from eventapp.web.editions.calendar import preview as preview_of
from eventapp.web.editions.forms import AnnounceForm, CallOffForm
from eventapp.web.editions.show import difference
from eventapp.web.events.show import PictureAddress, page
from eventapp.web.events.views import picture_file
from eventapp.web.planning import workspace
from eventapp.web.planning.steps import steps_of
from eventapp.web.planning.workspace import Workspace
from eventapp.web.saving import save

bp = Blueprint("editions", __name__, url_prefix="/planning/events/<int:event_id>")


@bp.route("/announce", methods=["GET", "POST"])
@planner
def announce(event_id: int) -> ResponseReturnValue:
    """Show the consequences, then announce."""
    space = workspace.enter(event_id, "announce")
    form = AnnounceForm(request.form)
    if request.method == "GET":
        planned = space.standing.planned.status
        form.status.data = planned.value if planned in {Status.TENTATIVE, Status.CONFIRMED} else None
        form.fingerprint.data = space.standing.fingerprint
    elif form.validate():
        made: list[Edition] = []

        def change() -> None:
            wish = Status(form.status.data)
            was_cancelled = space.standing.current is not None and space.standing.current.is_cancelled
            made.append(
                editions.announce(
                    get_session(),
                    space.event,
                    status=wish,
                    actor=get_actor(),
                    now=now(),
                    fingerprint=form.fingerprint.data or "",  # left out is not looked at
                    notice=LocalText() if was_cancelled else None,
                )
            )

        if save(form, change):
            flash(_("Fassung %(number)s ist angekündigt.", number=made[0].number), "success")
            return redirect(url_for(_next(space), event_id=event_id), 303)
        space = workspace.enter(event_id, "announce")
        form.fingerprint.data, form.fingerprint.raw_data = space.standing.fingerprint, None
    return _announce_page(space, form), 422 if form.has_errors else 200


@bp.route("/call-off", methods=["GET", "POST"])
@planner
def call_off(event_id: int) -> ResponseReturnValue:
    """Call the event off: with its reason, as a version of its own."""
    space = workspace.enter(event_id, "announce")
    form = CallOffForm(request.form)
    if request.method == "POST" and form.validate():

        def change() -> None:
            reason = form.reason.form.text
            editions.call_off(get_session(), space.event, reason, actor=get_actor(), now=now())

        if save(form, change):
            flash(
                _("Die Versammlung ist abgesagt. Kalender, die sie abonniert haben, erfahren es von selbst."), "success"
            )
            return redirect(url_for(_next(space), event_id=event_id), 303)
        space = workspace.enter(event_id, "announce")
    return workspace.show("editions/call_off.html", space, form=form), 422 if form.has_errors else 200


@bp.get("/preview")
@planner
def preview(event_id: int) -> ResponseReturnValue:
    """What colleagues would see if it were announced now."""
    space = workspace.enter(event_id, "announce")
    return _shown(space, space.standing.planned, is_draft=True)


@bp.get("/editions/<int:number>")
@guest
def show(event_id: int, number: int) -> ResponseReturnValue:
    """What colleagues saw from this announcement on."""
    space = workspace.enter(event_id, "announce")
    return _shown(space, editions.get(get_session(), space.event, number).content, is_draft=False)


@bp.get("/editions/<int:older>/<int:newer>")
@reader
def compare(event_id: int, older: int, newer: int) -> ResponseReturnValue:
    """What differs between two versions."""
    space = workspace.enter(event_id, "announce")
    session, language = get_session(), get_language()
    first, second = (editions.get(session, space.event, number) for number in (older, newer))
    found = [difference(change, language) for change in changes(first.content, second.content)]
    return workspace.show("editions/compare.html", space, first=first, second=second, differences=found)


@bp.get("/pictures/<digest>")
@guest
def picture(event_id: int, digest: str) -> Response:
    """A picture of the plan or of a version, for those who plan."""
    event = events.get(get_session(), event_id, actor=get_actor(), roles=roles_of("editions.picture"))
    return picture_file(speakers.picture(get_session(), digest, organizer_id=event.organizer_id))


def _next(space: Workspace) -> str:
    """Where to go on: to those who should hear of it, if anybody should."""
    found = changes_to_tell.outlook(get_session(), space.event)
    return "changes.index" if found is not None and found.matters and found.count else "editions.announce"


def _announce_page(space: Workspace, form: AnnounceForm) -> str:
    language = get_language()
    standing = space.standing
    current = standing.current
    return workspace.show(
        "editions/announce.html",
        space,
        form=form,
        differences=[difference(change, language) for change in standing.changes],
        steps=steps_of(space.event, space.items, space.timetable, waiting=Attention()),
        history=editions.history(get_session(), space.event),
        page_url=get_links().event(current.key) if current else "",
        planned=page(standing.planned, language, _pictures(space)),
        calendar=preview_of(standing, language),
    )


def _pictures(space: Workspace) -> PictureAddress:
    return lambda digest: url_for("editions.picture", event_id=space.event.id, digest=digest)


def _shown(space: Workspace, edition: Edition, *, is_draft: bool) -> str:
    made = page(edition, get_language(), _pictures(space))
    return workspace.show("editions/show.html", space, page=made, organizer=edition.organizer, is_draft=is_draft)
