"""A file on its way into a staff list, in four steps: the file, its columns, its problems, taking it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.adapters import spreadsheet, spreadsheet_out, staff_headings, staff_list
from eventapp.adapters.spreadsheet import Sheet
from eventapp.domain.errors import InvalidValue, Outdated, RuleBroken
from eventapp.domain.staff import Columns, Examined
from eventapp.models import StaffList, StaffUpload
from eventapp.request import get_actor, get_session, now
from eventapp.services import staff_changes, staff_uploads
from eventapp.web.access import confirmed, planner, takes_files
from eventapp.web.downloads import download
from eventapp.web.messages import explain
from eventapp.web.noting import note
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save
from eventapp.web.staff import show
from eventapp.web.staff.forms import ColumnsForm, FileForm, TakeForm, columns_form, typed_over
from eventapp.web.staff.views import enter_list

bp = Blueprint("staff_files", __name__, url_prefix="/planning/organizers/<int:organizer_id>/staff/<int:list_id>/files")

_REQUEST_BYTES = 2 * spreadsheet.MOST_BYTES  # what is somewhat too large gets a sentence at its field
_PREVIEW = 5


@bp.route("", methods=["GET", "POST"])
@planner
@takes_files(_REQUEST_BYTES)
def begin(organizer_id: int, list_id: int) -> ResponseReturnValue:
    """Step 1: choose a file."""
    form = FileForm.sent()
    form.read()  # before anything is locked
    staff_list_row = enter_list(organizer_id, list_id)
    if request.method == "POST" and form.validate() and form.sheet is not None:
        made: list[StaffUpload] = []
        name, reading, rows = form.file.data.filename or "", reading_of(form.sheet), form.sheet.rows

        def change() -> None:
            session, actor = get_session(), get_actor()
            made.append(staff_uploads.begin(session, staff_list_row, name, reading, rows, actor=actor, now=now()))

        if save(form, change):
            return redirect(_url("columns", organizer_id, list_id, made[0].id), 303)
    megabytes = spreadsheet.MOST_BYTES // 1_000_000
    page = render_template("staff/file.html", staff_list=staff_list_row, form=form, megabytes=megabytes, step=1)
    return page, 422 if form.has_errors else 200


def reading_of(sheet: Sheet) -> dict[str, Any]:
    """How a file was read, to be kept beside its rows."""
    header = staff_headings.header_row(sheet.rows)
    return {
        "kind": sheet.kind,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.name,
        "others": list(sheet.others),
        "header": header,
        "headings": staff_headings.headings(sheet.rows, header),
    }


@bp.route("/<int:upload_id>/columns", methods=["GET", "POST"])
@planner
def columns(organizer_id: int, list_id: int, upload_id: int) -> ResponseReturnValue:
    """Step 2: say what the columns mean."""
    row, upload = _enter(organizer_id, list_id, upload_id)
    headings: list[str] = upload.reading["headings"]
    if upload.mapping is not None:
        chosen = show.column_words(upload.mapping, headings)
        dropped = upload.reading.get("dropped", [])
        return _page("staff/columns_chosen.html", 2, row, upload, chosen=chosen, dropped=dropped)
    rows, header = staff_uploads.rows_of(upload), upload.reading["header"]
    body = rows[0 if header is None else header + 1 :]
    form = columns_form(headings, staff_headings.suggest(headings, body, row.mapping))
    if request.method == "POST" and form.validate():
        if "read_again" in request.form:
            return _read_again(upload, rows, form)
        chosen_columns = form.chosen()

        def change() -> None:
            remembered = staff_headings.to_remember(chosen_columns, headings)
            staff_uploads.choose(get_session(), upload, chosen_columns, remembered, actor=get_actor())

        if save(form, change):
            return redirect(_url("problems", organizer_id, list_id, upload_id), 303)
    if request.method == "GET":
        form.header.data = None if header is None else header + 1
    chosen_columns = form.chosen()
    page = _page(
        "staff/columns.html",
        2,
        row,
        upload,
        form=form,
        columns=_columns_in_groups(headings, body, chosen_columns),
        preview=show.as_rows(_first_people(rows, header, chosen_columns)),
        gender=[heading for heading in headings if staff_headings.is_gender(heading)],
        above=[] if header is None else [" ".join(filter(None, line)) for line in rows[:header] if any(line)][:3],
    )
    return page, 422 if form.has_errors else 200


def _read_again(upload: StaffUpload, rows: list[list[str]], form: ColumnsForm) -> ResponseReturnValue:
    """The names of the columns stand elsewhere."""
    header = (form.header.data or 0) - 1
    known = header if 0 <= header < len(rows) else None
    names = staff_headings.headings(rows, known)
    session = get_session()
    staff_uploads.set_header(session, upload, known, names, actor=get_actor())
    session.commit()
    return redirect(request.path, 303)


def _first_people(rows: list[list[str]], header: int | None, chosen: Columns) -> Sequence[Any]:
    """The first people as they would be read."""
    try:
        staff_uploads.check(chosen)
    except InvalidValue:
        return []
    start = 0 if header is None else header + 1
    examined = staff_list.examine(rows[: start + 4 * _PREVIEW], header, chosen, {})
    return [person.draft for person in examined.people[:_PREVIEW]]


def _columns_in_groups(
    headings: Sequence[str], body: Sequence[Sequence[str]], chosen: Columns
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The names of the fields with examples: those with a meaning, and the rest. What is never needed shows none."""
    used, unused = [], []
    for column, heading in enumerate(headings):
        if not staff_headings.is_gender(heading):
            filled = (row[column].strip() for row in body[:40] if column < len(row) and row[column].strip())
            examples = list(dict.fromkeys(" ".join(cell.split())[:40] for cell in filled))[:3]
            if column in chosen:
                used.append((f"column_{column}", ", ".join(examples)))
            else:
                hidden = staff_headings.is_never_needed(heading)
                unused.append((f"column_{column}", "" if hidden else ", ".join(examples)))
    return used, unused


@bp.route("/<int:upload_id>/problems", methods=["GET", "POST"])
@planner
def problems(organizer_id: int, list_id: int, upload_id: int) -> ResponseReturnValue:
    """Step 3: put right what is wrong, row by row, or leave rows out."""
    row, upload = _enter(organizer_id, list_id, upload_id)
    if upload.mapping is None:
        return redirect(_url("columns", organizer_id, list_id, upload_id), 303)
    examined = examine(upload)
    if request.method == "POST":
        return _correct(upload, examined)
    return _page(
        "staff/problems.html",
        3,
        row,
        upload,
        examined=examined,
        bad=show.bad_rows(examined),
        hints=[(hint.row, show.sentence(hint)) for hint in examined.hints[: show.ROWS_AT_ONCE]],
        people=show.people,
        dropped=upload.reading.get("dropped", []),
        form=EmptyForm(),
    )


def _correct(upload: StaffUpload, examined: Examined) -> ResponseReturnValue:
    """Keep what was typed, leave all bad rows out, or take those left out in again."""
    match request.form.get("what"):
        case "skip_all":
            typed: dict[int, dict[str, str]] = {number: {staff_list.SKIP: "1"} for number in examined.bad_rows}
        case "unskip":
            typed = {number: {} for number in examined.skipped}
        case _:
            shown = {bad.number: dict(_shown(bad)) for bad in show.bad_rows(examined)}
            typed = typed_over(shown)
    session = get_session()
    staff_uploads.correct(session, upload, typed, actor=get_actor())
    session.commit()
    left = len(examine(upload).bad_rows)
    if left:
        words = ngettext("%(num)s Zeile ist noch zu prüfen.", "%(num)s Zeilen sind noch zu prüfen.", left)
        flash(words, "warning")
    elif typed:
        flash(_("Es ist nichts mehr zu korrigieren."), "success")
    return redirect(request.path, 303)


def _shown(bad: show.BadRow) -> list[tuple[str, str]]:
    return [(name, value) for name, _label, value in bad.fields]


@bp.get("/<int:upload_id>/problems.csv")
@planner
@confirmed
def problem_rows(organizer_id: int, list_id: int, upload_id: int) -> Response:
    """The rows with problems as a file, each with its reasons."""
    row, upload = _enter(organizer_id, list_id, upload_id)
    examined = examine(upload)
    reasons: dict[int, list[str]] = {}
    for problem in examined.faults:
        reasons.setdefault(problem.row, []).append(show.sentence(problem))
    names = staff_list.EDITABLE
    head = [
        _("Zeile"),
        _("Was zu prüfen ist"),
        *("E-Mail" if name == "email" else str(show.WORDS[name]) for name in names),
    ]
    lines = [
        [str(number), " ".join(said), *(examined.typed[number].get(name, "") for name in names)]
        for number, said in reasons.items()
    ]
    content = spreadsheet_out.write("csv", "", [head, *lines])
    name = f"{upload.file_name.rpartition('.')[0]} {_('zu prüfen')}"
    note("staff_list.exported", row, organizer_id=organizer_id, people=len(lines))
    return download(content, spreadsheet_out.CSV, name, "csv")


@bp.route("/<int:upload_id>/take", methods=["GET", "POST"])
@planner
def take(organizer_id: int, list_id: int, upload_id: int) -> ResponseReturnValue:
    """Step 4: see what changes, and take it over as a whole."""
    row, upload = _enter(organizer_id, list_id, upload_id)
    if upload.mapping is None:
        return redirect(_url("columns", organizer_id, list_id, upload_id), 303)
    examined = examine(upload)
    if examined.faults:
        flash(_("Korrigieren Sie zuerst, was zu prüfen ist, oder lassen Sie die Zeilen weg."), "warning")
        return redirect(_url("problems", organizer_id, list_id, upload_id), 303)
    drafts = [person.draft for person in examined.people]
    session = get_session()
    found = staff_changes.compare(session, row, drafts)
    form = TakeForm(request.form)
    if request.method == "POST":
        if form.seal.data != found.seal:
            flash(explain(Outdated("staff.changed_meanwhile")), "danger")
            return redirect(request.path, 303)
        if not found.gone:
            form.missing.validators, form.missing.data = [], "keep"
        if form.validate():
            return _take(form, upload, drafts, organizer_id, list_id)
    elif not found.loses_many:
        form.missing.data = "remove"
    form.seal.data, form.seal.raw_data = found.seal, None
    page = _page(
        "staff/take.html",
        4,
        row,
        upload,
        form=form,
        found=found,
        examined=examined,
        new=show.as_rows(found.new[: show.EXAMPLES]),
        changed=show.changed_rows(found),
        gone=show.as_rows([one.draft for one in found.gone[: show.EXAMPLES]]),
        words=show.numbers(len(found.new), len(found.changed), len(found.gone)),
        people=show.people,
        examples=show.EXAMPLES,
    )
    return page, 422 if form.has_errors else 200


def _take(
    form: TakeForm, upload: StaffUpload, drafts: Sequence[Any], organizer_id: int, list_id: int
) -> ResponseReturnValue:
    session, keeps = get_session(), form.missing.data == "keep"
    upload_id = upload.id
    try:
        change = staff_changes.take(
            session, upload, drafts, seal=form.seal.data or "", keeps_missing=keeps, actor=get_actor(), now=now()
        )
    except RuleBroken as error:
        session.rollback()
        flash(explain(error), "danger")
        return redirect(_url("take", organizer_id, list_id, upload_id), 303)
    words = show.numbers(change.added, change.changed, change.gone) if change else _("nichts geändert")
    session.commit()
    flash(_("Die Datei ist übernommen: %(words)s.", words=words), "success")
    return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)


@bp.post("/<int:upload_id>/discard")
@planner
def discard(organizer_id: int, list_id: int, upload_id: int) -> ResponseReturnValue:
    """Throw the file away."""
    _row, upload = _enter(organizer_id, list_id, upload_id)
    staff_uploads.discard(get_session(), upload, actor=get_actor())
    get_session().commit()
    flash(_("Die Datei ist verworfen. An der Liste hat sich nichts geändert."), "info")
    return redirect(url_for("staff.people", organizer_id=organizer_id, list_id=list_id), 303)


def examine(upload: StaffUpload) -> Examined:
    """What the file holds, as it is chosen and corrected by now."""
    chosen = staff_uploads.columns_of(upload)
    return staff_list.examine(staff_uploads.rows_of(upload), upload.reading["header"], chosen, upload.corrections)


def _enter(organizer_id: int, list_id: int, upload_id: int) -> tuple[StaffList, StaffUpload]:
    row = enter_list(organizer_id, list_id)
    return row, staff_uploads.get(get_session(), row, upload_id)


def _url(step: str, organizer_id: int, list_id: int, upload_id: int) -> str:
    return url_for(f"staff_files.{step}", organizer_id=organizer_id, list_id=list_id, upload_id=upload_id)


def _page(template: str, step: int, row: StaffList, upload: StaffUpload, **values: Any) -> str:
    return render_template(
        template, staff_list=row, upload=upload, step=step, reading=show.reading(upload.reading), **values
    )
