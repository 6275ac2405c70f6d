"""Staff lists: all of an organizer, the people of each, and what was changed when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import spreadsheet_out, staff_headings
from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import Audience, Reach
from eventapp.domain.texts import one_line
from eventapp.models import Organizer, StaffList
from eventapp.request import get_actor, get_session, get_settings, now
from eventapp.services import organizers, staff, staff_changes, staff_uploads
from eventapp.web.access import confirmed, planner
from eventapp.web.downloads import download
from eventapp.web.messages import explain
from eventapp.web.noting import note
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save
from eventapp.web.staff import show
from eventapp.web.staff.forms import ListForm, PersonForm

bp = Blueprint("staff", __name__, url_prefix="/planning/organizers/<int:organizer_id>/staff")


@bp.route("", methods=["GET", "POST"])
@planner
def index(organizer_id: int) -> ResponseReturnValue:
    """All lists of an organizer, and making one."""
    organizer = enter(organizer_id)
    session, actor = get_session(), get_actor()
    form = ListForm(request.form)
    made: list[StaffList] = []

    def create() -> None:
        made.append(staff.create(session, organizer_id, form.name.text, actor=actor, now=now()))

    if request.method == "POST" and form.validate() and save(form, create):
        flash(_("Die Liste „%(name)s“ ist angelegt. Lesen Sie jetzt eine Datei ein.", name=made[0].name), "success")
        return redirect(url_for("staff_files.begin", organizer_id=organizer_id, list_id=made[0].id), 303)
    lists = staff.all_of(session, organizer_id, actor=actor)
    if request.method == "GET" and not lists:
        form.name.data = _("Personalliste")
    page = render_template(
        "staff/index.html",
        organizer=organizer,
        form=form,
        lists=lists,
        segments=staff.segments(session, organizer_id),
        zone=_zone(),
    )
    return page, 422 if form.has_errors else 200


@bp.get("/<int:list_id>")
@planner
def people(organizer_id: int, list_id: int) -> ResponseReturnValue:
    """The people of a list, to be searched, and what was changed last."""
    staff_list = enter_list(organizer_id, list_id)
    session = get_session()
    wish = {name: one_line(request.args.get(name, ""))[:200] for name in ("q", "department", "site", "reach")}
    audience = Audience(
        departments=(wish["department"],) if wish["department"] else (),
        sites=(wish["site"],) if wish["site"] else (),
        reach=Reach(wish["reach"]) if wish["reach"] in set(Reach) else Reach.ALL,
    )
    number = request.args.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    last = staff_changes.history(session, staff_list)
    return render_template(
        "staff/people.html",
        staff_list=staff_list,
        segments=staff.segments(session, organizer_id, list_id),
        found=staff.search(session, staff_list, wish["q"], audience, page),
        wish={name: value for name, value in wish.items() if value},
        changes=last,
        waiting=staff_uploads.waiting(session, staff_list),
        undoable=last[0] if last and staff_changes.can_undo(session, last[0]) else None,
        zone=_zone(),
        numbers=show.numbers,
    )


@bp.route("/<int:list_id>/edit", methods=["GET", "POST"])
@planner
def rename(organizer_id: int, list_id: int) -> ResponseReturnValue:
    """Give a list another name."""
    staff_list = enter_list(organizer_id, list_id)
    name = staff_list.name
    form = ListForm(request.form)

    def change() -> None:
        staff.rename(get_session(), staff_list, form.name.text, actor=get_actor(), now=now())

    if request.method == "GET":
        form.name.data = name
    elif form.validate() and save(form, change):
        flash(_("Der Name der Liste ist gespeichert."), "success")
        return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)
    page = render_template("staff/rename.html", staff_list=staff_list, name=name, form=form)
    return page, 422 if form.has_errors else 200


@bp.route("/<int:list_id>/remove", methods=["GET", "POST"])
@planner
@confirmed
def remove(organizer_id: int, list_id: int) -> ResponseReturnValue:
    """Forget a list, after showing what that means."""
    staff_list = enter_list(organizer_id, list_id)
    if request.method == "POST":
        staff.remove(get_session(), staff_list, actor=get_actor(), now=now())
        get_session().commit()
        flash(_("Die Liste ist gelöscht."), "success")
        return redirect(url_for("staff.index", organizer_id=organizer_id), 303)
    count = staff.segments(get_session(), organizer_id, list_id).all
    return render_template("staff/remove.html", staff_list=staff_list, count=show.people(count), form=EmptyForm())


@bp.route("/<int:list_id>/people/new", methods=["GET", "POST"])
@planner
def new_person(organizer_id: int, list_id: int) -> ResponseReturnValue:
    """Enter somebody by hand."""
    staff_list = enter_list(organizer_id, list_id)
    form = PersonForm(request.form)
    if request.method == "POST" and form.validate() and (draft := form.draft()):

        def change() -> None:
            staff_changes.add_person(get_session(), staff_list, draft, actor=get_actor(), now=now())

        if save(form, change):
            flash(_("%(name)s steht auf der Liste.", name=draft.name), "success")
            return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)
    return _person_page(staff_list, form, "")


@bp.route("/<int:list_id>/people/<int:employee_id>", methods=["GET", "POST"])
@planner
def person(organizer_id: int, list_id: int, employee_id: int) -> ResponseReturnValue:
    """Change somebody by hand."""
    staff_list = enter_list(organizer_id, list_id)
    employee = staff.person(get_session(), staff_list, employee_id)
    name = employee.name
    form = PersonForm(request.form)
    if request.method == "GET":
        form.fill(employee)
    elif form.validate() and (draft := form.draft()):

        def change() -> None:
            staff_changes.change_person(get_session(), employee, draft, actor=get_actor(), now=now())

        if save(form, change):
            flash(_("Die Angaben zu %(name)s sind gespeichert.", name=draft.name), "success")
            return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)
    return _person_page(staff_list, form, name, employee_id)


@bp.route("/<int:list_id>/people/<int:employee_id>/remove", methods=["GET", "POST"])
@planner
@confirmed
def remove_person(organizer_id: int, list_id: int, employee_id: int) -> ResponseReturnValue:
    """Take somebody off the list, after showing what that means."""
    staff_list = enter_list(organizer_id, list_id)
    employee = staff.person(get_session(), staff_list, employee_id)
    if request.method == "POST":
        name = employee.name
        staff_changes.remove_person(get_session(), employee, actor=get_actor(), now=now())
        get_session().commit()
        flash(_("%(name)s steht nicht mehr auf der Liste.", name=name), "success")
        return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)
    return render_template("staff/remove_person.html", staff_list=staff_list, employee=employee, form=EmptyForm())


@bp.route("/<int:list_id>/changes/<int:change_id>/undo", methods=["GET", "POST"])
@planner
@confirmed
def undo(organizer_id: int, list_id: int, change_id: int) -> ResponseReturnValue:
    """Bring a list back to how it was, after showing what that means."""
    staff_list = enter_list(organizer_id, list_id)
    session = get_session()
    change = staff_changes.get(session, staff_list, change_id)
    if request.method == "POST":
        try:
            staff_changes.undo(session, change, actor=get_actor(), now=now())
        except RuleBroken as error:
            session.rollback()
            flash(explain(error), "danger")
        else:
            session.commit()
            flash(_("Die Liste ist wieder so, wie sie vorher war."), "success")
        return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)
    return render_template(
        "staff/undo.html",
        staff_list=staff_list,
        change=change,
        can_undo=staff_changes.can_undo(session, change),
        words=show.numbers(change.added, change.changed, change.gone),
        zone=_zone(),
        form=EmptyForm(),
    )


@bp.get("/<int:list_id>/export.<any(csv, xlsx, ods):suffix>")
@planner
@confirmed
def export(organizer_id: int, list_id: int, suffix: str) -> Response:
    """The list as a file that reads back as it is."""
    staff_list = enter_list(organizer_id, list_id)
    found = staff.people(get_session(), organizer_id, Audience(lists=(list_id,)))
    rows = staff_headings.export_rows(staff_changes.as_known(one).draft for one in found)
    content = spreadsheet_out.write(suffix, staff_list.name, rows)
    answer = download(content, spreadsheet_out.TYPES[suffix], staff_list.name, suffix)
    note("staff_list.exported", staff_list, organizer_id=organizer_id, people=len(found))
    return answer


def enter(organizer_id: int) -> Organizer:
    """The organizer whose lists these are. Raises NotFound for those the actor does not plan for."""
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())


def enter_list(organizer_id: int, list_id: int) -> StaffList:
    """One list of an organizer. Raises NotFound."""
    enter(organizer_id)
    return staff.get(get_session(), organizer_id, list_id, actor=get_actor())


def _zone() -> ZoneInfo:
    return ZoneInfo(get_settings().zone)


def _person_page(
    staff_list: StaffList, form: PersonForm, name: str, employee_id: int | None = None
) -> ResponseReturnValue:
    values = {"staff_list": staff_list, "form": form, "name": name, "employee_id": employee_id}
    return render_template("staff/person.html", **values), 422 if form.has_errors else 200
