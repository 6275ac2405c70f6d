"""The planners' rooms: what is next, and an event's particulars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.actor import Actor
from eventapp.domain.busy import Clash
from eventapp.domain.errors import RuleBroken
from eventapp.domain.times import WallClock
from eventapp.models import Event
from eventapp.request import get_actor, get_language, get_links, get_session, get_settings, now
from eventapp.services import (
    attention,
    busy,
    editions,
    events,
    figures,
    kinds,
    operation,
    organizers,
    program,
    speakers,
    venues,
    wording,
)
from eventapp.services.attention import Attention
from eventapp.services.editions import Standing
from eventapp.services.figures import Line
from eventapp.web.access import planner, signed_in
from eventapp.web.busy.show import sentence
from eventapp.web.figures.show import Spark, line
from eventapp.web.mailings import releases
from eventapp.web.mailings.show import held_status, trouble
from eventapp.web.messages import explain
from eventapp.web.planning import rooms, workspace
from eventapp.web.planning.forms import DetailsForm, EmptyForm, EventForm, VenueChoiceForm
from eventapp.web.planning.rooms import Room
from eventapp.web.planning.steps import Step, busy_steps, steps_of
from eventapp.web.saving import save

bp = Blueprint("planning", __name__, url_prefix="/planning")


@dataclass(frozen=True, slots=True)
class Card:
    """An event in the planner's list."""

    event: Event
    title: str
    preline: str
    when: str
    countdown: str
    badge: tuple[str, str]
    steps: list[Step]
    is_past: bool
    has_changes: bool
    answers: Spark | None


@bp.get("/")
@signed_in
def index() -> ResponseReturnValue:
    """What is next, for those who plan. All others are led to the room of their role."""
    session, actor = get_session(), get_actor()
    others = rooms.of(session, actor, get_language())
    if not actor.plans_anywhere:
        return _without_planning(actor, others)
    found = events.all_of(session, actor=actor)
    standings = editions.standings(session, found, now=now())
    clashes = busy.clashes_of(session, [event for event in found if event.span.end >= now()])
    asked = figures.lines(session, [event for event in found if event.span.end >= now()])
    waiting = attention.of(session, found)
    cards = [
        _card(event, standings[event.id], clashes.get(event.id, []), waiting[event.id], asked.get(event.id))
        for event in found
    ]
    return render_template(
        "planning/index.html",
        held=_held(actor),
        held_status=held_status(),
        waiting=releases.for_releaser(session, actor),
        trouble=trouble(*actor.planned_ids),
        coming=sorted((card for card in cards if not card.is_past), key=lambda card: card.event.starts),
        past=[card for card in cards if card.is_past],
        organizers=organizers.all_of(session, actor=actor),
        rooms=others,
    )


def _held(actor: Actor) -> operation.Hold | None:
    """What is held of the mail that she has to do with."""
    return operation.hold_of(get_session(), operation.seen_ids(actor), with_own=actor.is_administrator, now=now())


def _without_planning(actor: Actor, others: list[Room]) -> ResponseReturnValue:
    """The room of who plans nothing: the one that her roles open, or word that there is none yet."""
    if not actor.roles and actor.is_administrator:
        return redirect(url_for("accounts.index"), 303)
    if not others and actor.departments:
        return redirect(url_for("figures.mine"), 303)
    if not others and any(actor.sees_needs_of(organizer_id) for organizer_id in actor.organizer_ids):
        return redirect(url_for("needs.events"), 303)
    return render_template(
        "planning/rooms.html",
        rooms=others,
        waiting=releases.for_releaser(get_session(), actor),
        held=_held(actor),
        held_status=held_status(),
    )


@bp.route("/organizers/<int:organizer_id>/events/new", methods=["GET", "POST"])
@planner
def new(organizer_id: int) -> ResponseReturnValue:
    """Enter an event."""
    session, actor = get_session(), get_actor()
    organizer = organizers.get(session, organizer_id, actor=actor)
    g.organizer_id = organizer_id
    form = EventForm(request.form)
    form.offer(kinds.all_of(session, organizer_id, actor=actor))
    if request.method == "GET":
        form.zone.data = get_settings().zone
    elif form.validate() and (draft := form.draft(_free_slug(form), None)):
        created: list[Event] = []
        if save(form, lambda: created.append(events.create(session, organizer_id, draft, actor=actor, now=now()))):
            flash(_("Die Versammlung ist angelegt. Noch sieht sie niemand außer Ihnen."), "success")
            return redirect(url_for("program.index", event_id=created[0].id), 303)
    return render_template("planning/new.html", form=form, organizer=organizer), _status(form)


@bp.get("/events/<int:event_id>/")
@planner
def overview(event_id: int) -> ResponseReturnValue:
    """Where the event stands, and what is next."""
    space = workspace.enter(event_id, "overview")
    current = space.standing.current
    asked = figures.lines(get_session(), [space.event]).get(event_id)
    return workspace.show(
        "planning/overview.html",
        space,
        answers=line(*asked) if asked else None,
        steps=steps_of(space.event, space.items, space.timetable),
        page_url=get_links().event(current.key) if current else "",
        form=EmptyForm(),
    )


@bp.route("/events/<int:event_id>/details", methods=["GET", "POST"])
@planner
def details(event_id: int) -> ResponseReturnValue:
    """What the event is, and when."""
    space = workspace.enter(event_id, "details")
    session, actor, event = get_session(), get_actor(), space.event
    offered = kinds.all_of(session, event.organizer_id, actor=actor)
    form = DetailsForm(request.form)
    form.offer(offered)
    if request.method == "GET":
        form.fill(event)
    elif form.validate() and (draft := form.draft(form.slug.text, event.venue_id)):

        def change() -> None:
            events.change(session, event, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> DetailsForm:
            copy = DetailsForm(None)
            copy.offer(offered)
            copy.fill(events.get(session, event_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Gespeichert. Sichtbar wird es mit der nächsten Ankündigung."), "success")
            return redirect(url_for("planning.details", event_id=event_id), 303)
        space = workspace.enter(event_id, "details")
    steps = busy_steps(space.event, busy.clashes(session, space.event))
    return workspace.show("planning/details.html", space, form=form, steps=steps), _status(form)


@bp.route("/events/<int:event_id>/venue", methods=["GET", "POST"])
@planner
def venue(event_id: int) -> ResponseReturnValue:
    """Where the event is held."""
    space = workspace.enter(event_id, "venue")
    session, actor, event = get_session(), get_actor(), space.event
    offered = venues.all_of(session, event.organizer_id, actor=actor)
    form = VenueChoiceForm(request.form)
    form.offer(offered)
    if request.method == "GET":
        form.fill(event)
    elif form.validate():
        wish = int(form.venue.data) if form.venue.data else None

        def change() -> None:
            events.choose_venue(session, event, wish, revision=form.read_revision, actor=actor, now=now())

        def stored() -> VenueChoiceForm:
            copy = VenueChoiceForm(None)
            copy.offer(offered)
            copy.fill(events.get(session, event_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Der Ort ist gespeichert. Sichtbar wird er mit der nächsten Ankündigung."), "success")
            return redirect(url_for("planning.venue", event_id=event_id), 303)
        space = workspace.enter(event_id, "venue")
    return workspace.show("planning/venue.html", space, form=form, venues=offered, **_busy_at(space.event)), _status(
        form
    )


def _busy_at(event: Event) -> dict[str, object]:
    """What other calendars hold against the chosen venue, and the first thing at each other one."""
    found = busy.clashes_by_venue(get_session(), event)
    here = sorted([*found.get(None, []), *found.get(event.venue_id, [])], key=lambda clash: clash.span.start)
    elsewhere = {
        str(venue_id): sentence(clashes[0], event.tz, get_language())
        for venue_id, clashes in found.items()
        if venue_id not in {None, event.venue_id}
    }
    return {"steps": busy_steps(event, here), "busy": elsewhere}


@bp.get("/events/<int:event_id>/people")
@planner
def people(event_id: int) -> ResponseReturnValue:
    """Who is in the program."""
    space = workspace.enter(event_id, "people")
    found = speakers.in_event(get_session(), space.event)
    where = {
        person.id: [item for item in space.items if any(row.speaker_id == person.id for row in item.people)]
        for person in found
    }
    return workspace.show("planning/people.html", space, people=found, where=where)


@bp.route("/events/<int:event_id>/remove", methods=["GET", "POST"])
@planner
def remove(event_id: int) -> ResponseReturnValue:
    """Forget a draft, after showing what that means."""
    space = workspace.enter(event_id, "overview")
    form = EmptyForm()
    if request.method == "POST":
        try:
            events.remove(get_session(), space.event, actor=get_actor(), now=now())
        except RuleBroken as error:
            flash(explain(error), "danger")
            return redirect(url_for("planning.overview", event_id=event_id), 303)
        get_session().commit()
        flash(_("Der Entwurf ist gelöscht."), "success")
        return redirect(url_for("planning.index"), 303)
    return workspace.show("planning/remove.html", space, form=form)


def _free_slug(form: EventForm) -> str:
    day = form.starts.day.data
    year = str(day.year) if day else ""
    text = form.title.form.de.text
    return events.free_slug(get_session(), text if year in text else f"{text} {year}")


def _status(form: EventForm | VenueChoiceForm) -> int:
    return 422 if form.has_errors else 200


def _card(event: Event, standing: Standing, clashes: Sequence[Clash], waiting: Attention, asked: Line | None) -> Card:
    language = get_language()
    title, theme = event.title.best(language), event.theme.best(language)
    planned = standing.planned
    is_past = event.span.end < now()
    return Card(
        event=event,
        title=theme or title,
        preline=title if theme else "",
        when=f"{wording.day_of(planned, language)}, {wording.time_of(planned, language)}",
        countdown="" if is_past else _countdown(event),
        badge=workspace.badge(standing),
        steps=_steps(event, standing, clashes, waiting)[:3],
        is_past=is_past,
        has_changes=bool(standing.changes) or standing.current is None,
        answers=line(*asked) if asked else None,
    )


def _steps(event: Event, standing: Standing, clashes: Sequence[Clash], waiting: Attention) -> list[Step]:
    """What is next. Once it is over, what is left to do are mailings that wait for a second person."""
    if event.span.end < now():
        return [releases.step_of(mailing) for mailing in waiting.releases]
    items = standing.items
    return steps_of(event, items, program.timetable_of(event, items), clashes, waiting)


def _countdown(event: Event) -> str:
    days = (event.starts.day - WallClock.of(now(), event.tz).day).days
    if days <= 0:
        return str(_("heute"))
    return str(_("morgen") if days == 1 else ngettext("in %(num)s Tag", "in %(num)s Tagen", days))
