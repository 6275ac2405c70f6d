"""The audit log: read by those who plan, and by who runs the installation for what concerns it."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import spreadsheet_out
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.request import get_actor, get_language, get_session, get_settings
from eventapp.services import audit, events
from eventapp.services.audit import Filter
from eventapp.web.access import confirmed, office
from eventapp.web.audit import show
from eventapp.web.audit.forms import FilterForm
from eventapp.web.downloads import download
from eventapp.web.messages import explain
from eventapp.web.noting import note_each

bp = Blueprint("audit", __name__, url_prefix="/planning")

_A_PAGE = 50
_A_FILE = 20_000  # entries; each takes about 3 kB of memory while the file is made


@bp.get("/audit")
@office
def index() -> ResponseReturnValue:
    """Entries, the newest first."""
    session = get_session()
    wanted, form = _wanted()
    before = min(request.args.get("before", type=int) or 0, 2**31 - 1)  # more than any database numbers
    fits = form.validate()
    found = audit.entries(session, wanted, before=before, most=_A_PAGE + 1) if fits else []
    older = _address(before=found[_A_PAGE - 1].id) if len(found) > _A_PAGE else None
    answer = render_template(
        "audit/index.html",
        form=form,
        rows=[
            (line.when, line.who, line.what, line.more)
            for line in show.lines(session, found[:_A_PAGE], _zone(), get_language())
        ],
        older=older,
        newest=url_for("audit.index") if before else None,
        query={name: value for name, value in request.args.items() if value and name != "before"},
        chosen=form.chosen() if fits else "",
    )
    return answer, 422 if form.has_errors else 200


@bp.get("/audit.<any(csv, xlsx, ods):suffix>")
@office
@confirmed
def export(suffix: str) -> ResponseReturnValue:
    """All entries that fit, oldest first, as a table."""
    session, language = get_session(), get_language()
    wanted, form = _wanted()
    if not form.validate():
        raise NotFound("audit.unknown")
    rows = [[_("Zeit"), _("Wer"), _("Was"), _("Mehr"), _("Prüfsumme")]]
    try:
        entries = audit.every(session, wanted, most=_A_FILE)
    except RuleBroken as error:
        flash(explain(error), "warning")
        return redirect(f"{url_for('audit.index')}?{urlencode(request.args)}", 303)
    for entry, line in zip(entries, show.lines(session, entries, _zone(), language), strict=True):
        rows.append([line.when, line.who, line.what, line.more, entry.hash])
    content = spreadsheet_out.write(suffix, _("Protokoll"), rows)
    note_each("audit.exported", Counter(entry.organizer_id for entry in entries) or {None: 0})
    return download(content, spreadsheet_out.TYPES[suffix], _("Protokoll"), suffix)


def _wanted() -> tuple[Filter, FilterForm]:
    session, language = get_session(), get_language()
    visible = audit.visible_to(get_actor())
    planned = events.all_of(session, actor=get_actor())
    known = [(one.id, one.theme.best(language) or one.title.best(language)) for one in planned]
    form = FilterForm(request.args).offer(known, audit.actors(session, visible))
    return (form.narrowed(visible, _zone()) if form.validate() else visible), form


def _address(before: int) -> str:
    """The same choice from an older entry on."""
    chosen = {name: value for name, value in request.args.items() if name != "before"}
    return f"{url_for('audit.index')}?{urlencode({**chosen, 'before': before})}"


def _zone() -> ZoneInfo:
    return ZoneInfo(get_settings().zone)
