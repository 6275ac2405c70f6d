"""The program editor."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.people import SpeakerDraft
from eventapp.domain.program import ProgramItemDraft
from eventapp.models import Event, ProgramItem
from eventapp.request import get_actor, get_session, now
from eventapp.services import events, program, speakers
from eventapp.services.program import Move
from eventapp.web.access import planner
from eventapp.web.planning import workspace
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.program import show
from eventapp.web.program.forms import ItemForm, MinutesForm
from eventapp.web.saving import save

bp = Blueprint("program", __name__, url_prefix="/planning/events/<int:event_id>/program")


@bp.get("/")
@planner
def index(event_id: int) -> ResponseReturnValue:
    """The running order, and the day to scale."""
    return _index(event_id)


@bp.route("/new", methods=["GET", "POST"])
@planner
def new(event_id: int) -> ResponseReturnValue:
    """Put an item into the running order, behind another or at the end."""
    space = workspace.enter(event_id, "program")
    form = _form(space.event)
    after = request.values.get("after", type=int)
    if request.method == "GET":
        form.minutes.data = 30
    elif _is_valid(form):

        def change() -> None:
            draft = _draft(form, space.event)
            program.add_item(get_session(), space.event, draft, actor=get_actor(), now=now(), after=after)

        if _store(form, space.event, change):
            flash(_("Der Programmpunkt ist eingetragen."), "success")
            return redirect(url_for("program.index", event_id=event_id), 303)
        space = workspace.enter(event_id, "program")
    return workspace.show(
        "program/edit.html", space, form=form, item=None, after=after
    ), 422 if form.has_errors else 200


@bp.route("/<int:item_id>", methods=["GET", "POST"])
@planner
def edit(event_id: int, item_id: int) -> ResponseReturnValue:
    """Change an item."""
    space = workspace.enter(event_id, "program")
    item = program.get_item(get_session(), space.event, item_id)
    if request.method == "GET":
        form = _form_of(item, space.event)
    elif _is_valid(form := _form(space.event)):

        def change() -> None:
            draft = _draft(form, space.event)
            program.change_item(get_session(), item, draft, revision=form.read_revision, actor=get_actor(), now=now())

        if _store(form, space.event, change, item):
            flash(_("Der Programmpunkt ist gespeichert."), "success")
            return redirect(url_for("program.index", event_id=event_id, _anchor=f"item-{item_id}"), 303)
        space = workspace.enter(event_id, "program")
    return workspace.show("program/edit.html", space, form=form, item=item, after=None), 422 if form.has_errors else 200


@bp.post("/<int:item_id>/minutes")
@planner
def minutes(event_id: int, item_id: int) -> ResponseReturnValue:
    """Change how long an item lasts, from the list."""
    session = get_session()
    event = events.get(session, event_id, actor=get_actor())
    item = program.get_item(session, event, item_id)
    form = MinutesForm(request.form, prefix=f"item-{item_id}")

    def change() -> None:
        program.set_minutes(
            session, item, int(form.minutes.data or 0), revision=form.read_revision, actor=get_actor(), now=now()
        )

    if form.validate() and save(form, change, lambda: _minutes_form(program.get_item(session, event, item_id))):
        return redirect(url_for("program.index", event_id=event_id, _anchor=f"item-{item_id}"), 303)
    return _index(event_id, form, item_id), 422


@bp.post("/<int:item_id>/move")
@planner
def move(event_id: int, item_id: int) -> ResponseReturnValue:
    """Move an item by a button (``direction``), or to a place (``position``, counted from 1)."""
    session = get_session()
    event = events.get(session, event_id, actor=get_actor())
    item = program.get_item(session, event, item_id)
    direction, position = request.form.get("direction"), request.form.get("position", type=int)
    if direction in set(Move):
        program.move_item(session, event, item, Move(direction), actor=get_actor(), now=now())
    elif position is not None and 1 <= position <= program.MOST_ITEMS:
        program.place_item(session, event, item, position - 1, actor=get_actor(), now=now())
    session.commit()
    return redirect(url_for("program.index", event_id=event_id, _anchor=f"item-{item_id}"), 303)


@bp.route("/<int:item_id>/remove", methods=["GET", "POST"])
@planner
def remove(event_id: int, item_id: int) -> ResponseReturnValue:
    """Take an item out, after showing which."""
    space = workspace.enter(event_id, "program")
    session = get_session()
    item = program.get_item(session, space.event, item_id)
    form = EmptyForm()
    if request.method == "POST":
        program.remove_item(session, item, revision=None, actor=get_actor(), now=now())
        session.commit()
        flash(_("Der Programmpunkt ist entfernt."), "success")
        return redirect(url_for("program.index", event_id=event_id), 303)
    return workspace.show("program/remove.html", space, form=form, item=item)


def _index(event_id: int, refused: MinutesForm | None = None, refused_id: int | None = None) -> str:
    space = workspace.enter(event_id, "program")
    forms = {item.id: _minutes_form(item) for item in space.items}
    if refused is not None and refused_id is not None:
        forms[refused_id] = refused
    shown = show.blocks(space)
    _first, end = show.day_minutes(space)
    return workspace.show(
        "program/index.html",
        space,
        rows=show.rows(space),
        forms=forms,
        refused=refused,
        blocks=shown,
        hours=show.hours(space, shown),
        end=end,
        summary=show.summary(space),
    )


def _minutes_form(item: ProgramItem) -> MinutesForm:
    return MinutesForm(None, data={"minutes": item.minutes, "revision": str(item.revision)}, prefix=f"item-{item.id}")


def _form(event: Event) -> ItemForm:
    return _with_choices(ItemForm(request.form if request.method == "POST" else None), event)


def _form_of(item: ProgramItem, event: Event) -> ItemForm:
    form = ItemForm(None)
    form.fill(item, event)
    return _with_choices(form, event)


def _with_choices(form: ItemForm, event: Event) -> ItemForm:
    form.offer(speakers.all_of(get_session(), event.organizer_id, actor=get_actor()))
    return form


def _is_valid(form: ItemForm) -> bool:
    found = form.validate(), not form.refuse_untitled(), not form.refuse_twice()  # all of it is said at once
    return all(found)


class _Refused(Exception):
    """The form has the sentences already."""


def _draft(form: ItemForm, event: Event) -> ProgramItemDraft:
    newcomer = None
    if form.new_person.text:
        wish = SpeakerDraft(name=form.new_person.text)
        newcomer = speakers.create(get_session(), event.organizer_id, wish, actor=get_actor(), now=now())
    draft = form.draft(event, newcomer)
    if draft is None:
        raise _Refused
    return draft


def _store(form: ItemForm, event: Event, change: Callable[[], None], item: ProgramItem | None = None) -> bool:
    session = get_session()
    item_id = item.id if item else None
    event_id = event.id

    def stored() -> ItemForm:
        again = events.get(session, event_id, actor=get_actor())
        return _form_of(program.get_item(session, again, int(item_id or 0)), again)

    try:
        return save(form, change, stored)
    except _Refused:
        session.rollback()
        return False
