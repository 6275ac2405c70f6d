"""Other calendars: the list with the form that reads one, and forgetting one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.adapters import ical_busy
from eventapp.domain.busy import BusyDraft, BusyEntry, readable_window
from eventapp.domain.errors import NotFound
from eventapp.domain.times import TimeSpan
from eventapp.models import Organizer
from eventapp.request import get_actor, get_session, get_settings, now
from eventapp.services import busy, organizers, venues, wording
from eventapp.web.access import planner, takes_files
from eventapp.web.busy.forms import CalendarForm
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("busy", __name__, url_prefix="/planning/organizers/<int:organizer_id>/calendars")

_REQUEST_BYTES = 5 * ical_busy.MOST_BYTES  # what is somewhat too large gets a sentence at its field
_INSTANT = timedelta(microseconds=1)


@bp.route("", methods=["GET", "POST"])
@planner
@takes_files(_REQUEST_BYTES)
def index(organizer_id: int) -> ResponseReturnValue:
    """All calendars of an organizer, and reading one."""
    zone = ZoneInfo(get_settings().zone)
    covers = readable_window(now(), zone)
    form = CalendarForm.sent()
    form.read(covers, zone)  # before anything is locked
    session, actor = get_session(), get_actor()
    organizer = _enter(organizer_id)
    form.offer(venues.all_of(session, organizer_id, actor=actor))
    if request.method == "GET":
        _fill(form, organizer_id)
    elif form.validate():
        draft = form.draft(covers)
        kept: list[BusyEntry] = []
        if save(form, lambda: kept.extend(busy.take(session, organizer_id, draft, actor=actor, now=now()))):
            flash(_told(draft, kept, zone), "success" if kept else "warning")
            return redirect(url_for("busy.index", organizer_id=organizer_id), 303)
    known = busy.all_of(session, organizer_id, actor=actor)
    days = _days(covers, zone)
    page = render_template("busy/index.html", organizer=organizer, form=form, known=known, zone=zone, days=days)
    return page, 422 if form.has_errors else 200


@bp.route("/<int:calendar_id>/remove", methods=["GET", "POST"])
@planner
def remove(organizer_id: int, calendar_id: int) -> ResponseReturnValue:
    """Forget a calendar, after showing what that means."""
    session, actor = get_session(), get_actor()
    _enter(organizer_id)
    calendar = busy.get(session, organizer_id, calendar_id, actor=actor)
    if request.method == "POST":
        busy.remove(session, calendar, actor=actor, now=now())
        session.commit()
        flash(_("Der Kalender ist gelöscht."), "success")
        return redirect(url_for("busy.index", organizer_id=organizer_id), 303)
    return render_template("busy/remove.html", calendar=calendar, form=EmptyForm())


def _enter(organizer_id: int) -> Organizer:
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())


def _fill(form: CalendarForm, organizer_id: int) -> None:
    """Begin with name and venue of the calendar that is to be read anew, if there is one."""
    wish = request.args.get("calendar", "")
    if wish.isascii() and wish.isdigit() and len(wish) < 10:
        try:
            form.fill(busy.get(get_session(), organizer_id, int(wish), actor=get_actor()))
        except NotFound:
            return


def _told(draft: BusyDraft, kept: Sequence[BusyEntry], zone: ZoneInfo) -> str:
    """How much was read, from when to when, and what was left out."""
    first, last = _days(draft.covers, zone)
    told = [
        _told_kept(draft.name, kept, zone),
        _(
            "Weggelassen ist, was vor dem %(first)s oder nach dem %(last)s liegt, abgesagt ist oder als frei gilt.",
            first=first,
            last=last,
        ),
    ]
    if len(kept) < len(draft.times):
        told.append(_("Ihre eigenen Versammlungen darin zählen nicht."))
    return " ".join(told)


def _told_kept(name: str, kept: Sequence[BusyEntry], zone: ZoneInfo) -> str:
    if not kept:
        return str(
            _(
                "„%(name)s“ ist eingelesen: Darin ist nichts belegt. Haben Sie den richtigen Zeitraum exportiert?",
                name=name,
            )
        )
    whole = TimeSpan(min(entry.span.start for entry in kept), max(entry.span.end for entry in kept))
    first, last = _days(whole, zone)
    when = (
        _("am %(first)s", first=first) if first == last else _("vom %(first)s bis zum %(last)s", first=first, last=last)
    )
    return str(
        ngettext(
            "„%(name)s“ ist eingelesen: %(num)s belegte Zeit, %(when)s.",
            "„%(name)s“ ist eingelesen: %(num)s belegte Zeiten, %(when)s.",
            len(kept),
            name=name,
            when=when,
        )
    )


def _days(span: TimeSpan, zone: ZoneInfo) -> tuple[str, str]:
    """The first and the last day that ``span`` touches."""
    first, last = span.start.astimezone(zone), (span.end - _INSTANT).astimezone(zone)
    return wording.short_day(first.date()), wording.short_day(last.date())
