"""The periods of an office and of an event, what is stored and when it goes, and forgetting what is due at once."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.errors import InvalidValue
from eventapp.domain.retention import Scope, subjects_of
from eventapp.models import Event, Organizer
from eventapp.request import get_actor, get_database, get_language, get_session, get_settings, now
from eventapp.services import organizers, periods, privacy, retention
from eventapp.services.retention import Report
from eventapp.web.access import confirmed, planner
from eventapp.web.planning import workspace
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.planning.workspace import Workspace
from eventapp.web.retention import show
from eventapp.web.retention.forms import NoticeForm, PeriodsForm, fill, periods_form
from eventapp.web.saving import save

bp = Blueprint("retention", __name__, url_prefix="/planning")


@bp.route("/organizers/<int:organizer_id>/retention", methods=["GET", "POST"])
@planner
def office(organizer_id: int) -> ResponseReturnValue:
    """How long the office keeps what, and what it stores beside its events."""
    session, organizer = get_session(), enter(organizer_id)
    data = request.form if request.method == "POST" else None
    form = periods_form(subjects_of(Scope.EVENT, Scope.ORGANIZER), show.shipped(), data, is_event=False)
    if request.method == "GET":
        fill(form, periods.all_of(session, organizer_id), is_event=False)
    elif form.validate() and not _goes_back():
        here = url_for("retention.office", organizer_id=organizer_id)
        soon = _made_due(form, organizer)
        if soon is not None and soon.count > form.most_due:
            return render_template(
                "retention/agree.html",
                layout="layouts/planning.html",
                path=[(_("Einrichtung"), url_for("settings.index")), (_("Löschfristen der Stelle"), here)],
                **_to_agree(form, soon),
            )

        def change() -> None:
            periods.change(session, organizer_id, form.wishes(), actor=get_actor(), now=now())

        if soon is not None and save(form, change):
            flash(_("Die Löschfristen sind gespeichert."), "success")
            return redirect(here, 303)
        organizer = enter(organizer_id)
    lines = retention.of_organizer(session, organizer, now=now(), zone=zone())
    answer = render_template(
        "retention/office.html",
        organizer=organizer,
        form=form,
        rows=show.rows(lines, now=now(), zone=zone()),
        fixed=show.fixed(get_language()),
        events=show.events(session, organizer, now=now()),
        due=retention.forget_organizer(session, organizer, now=now(), zone=zone(), dry_run=True).count,
    )
    return answer, 422 if form.has_errors else 200


@bp.route("/events/<int:event_id>/retention", methods=["GET", "POST"])
@planner
def event(event_id: int) -> ResponseReturnValue:
    """What is stored of an event's people, when it goes, and where this event differs, with a reason."""
    space = workspace.enter(event_id, "answers")
    session, owner = get_session(), space.event.organizer_id
    data = request.form if request.method == "POST" else None
    form = periods_form(subjects_of(Scope.EVENT), periods.all_of(session, owner), data, is_event=True)
    if request.method == "GET":
        fill(form, periods.all_of(session, owner, space.event), is_event=True)
    elif form.validate() and not _goes_back():
        soon = _made_due(form, space.event.organizer, space.event)
        space = workspace.enter(event_id, "answers")
        if soon is not None and soon.count > form.most_due:
            layout = "layouts/workspace.html"
            return workspace.show(
                "retention/agree.html", space, layout=layout, path=_path(space), **_to_agree(form, soon)
            )

        def change() -> None:
            periods.change(session, owner, form.wishes(), event=space.event, actor=get_actor(), now=now())

        if soon is not None and save(form, change):
            flash(_("Die Löschfristen dieser Versammlung sind gespeichert."), "success")
            return redirect(url_for("retention.event", event_id=event_id), 303)
        space = workspace.enter(event_id, "answers")
    lines = retention.of_event(session, space.event, now=now())
    answer = workspace.show(
        "retention/event.html",
        space,
        form=form,
        rows=show.rows(lines, now=now(), zone=space.event.tz),
        due=sum(line.due for line in lines if line.is_due),
        is_held=any(line.due and line.is_held for line in lines),
    )
    return answer, 422 if form.has_errors else 200


@bp.route("/organizers/<int:organizer_id>/retention/forget", methods=["GET", "POST"])
@planner
@confirmed
def forget_organizer(organizer_id: int) -> ResponseReturnValue:
    """Forget what is due of the office and of all its events, after showing the counts."""
    session, organizer = get_session(), enter(organizer_id)
    back = url_for("retention.office", organizer_id=organizer_id)
    if request.method == "POST":
        done = retention.forget_organizer(session, organizer, now=now(), zone=zone(), actor=get_actor())
        session.commit()
        get_database().empty_journal()
        _say(done)
        return redirect(back, 303)
    report = retention.forget_organizer(session, organizer, now=now(), zone=zone(), dry_run=True)
    return render_template(
        "retention/forget.html",
        layout="layouts/planning.html",
        path=[(_("Einrichtung"), url_for("settings.index")), (_("Löschfristen der Stelle"), back)],
        form=EmptyForm(),
        rows=show.due_rows(report),
        button_words=show.deleting(report, organizer.office),
        back=back,
    )


@bp.route("/events/<int:event_id>/retention/forget", methods=["GET", "POST"])
@planner
@confirmed
def forget_event(event_id: int) -> ResponseReturnValue:
    """Forget what is due of one event, after showing the counts."""
    space = workspace.enter(event_id, "answers")
    session, back = get_session(), url_for("retention.event", event_id=event_id)
    if request.method == "POST":
        done = retention.forget_event(session, space.event, now=now(), actor=get_actor())
        session.commit()
        get_database().empty_journal()
        _say(done)
        return redirect(back, 303)
    report = retention.forget_event(session, space.event, now=now(), dry_run=True)
    language, shown = get_language(), space.standing.planned
    return workspace.show(
        "retention/forget.html",
        space,
        layout="layouts/workspace.html",
        path=_path(space),
        form=EmptyForm(),
        rows=show.due_rows(report),
        button_words=show.deleting(report, shown.theme.best(language) or shown.title.best(language)),
        back=back,
    )


@bp.route("/organizers/<int:organizer_id>/privacy", methods=["GET", "POST"])
@planner
def notice(organizer_id: int) -> ResponseReturnValue:
    """What the office says about data protection itself; all else in the notice follows from the settings."""
    session, organizer = get_session(), enter(organizer_id)
    form = NoticeForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        form.show(privacy.of(session, organizer))
    elif form.validate():

        def change() -> None:
            draft = form.draft()
            privacy.change(session, organizer, draft, revision=form.read_revision, actor=get_actor(), now=now())

        def stored() -> NoticeForm:
            copy = NoticeForm(None)
            copy.show(privacy.of(session, enter(organizer_id)))
            return copy

        if save(form, change, stored):
            flash(_("Die Angaben zum Datenschutz sind gespeichert."), "success")
            return redirect(url_for("retention.notice", organizer_id=organizer_id), 303)
        organizer = enter(organizer_id)
    answer = render_template(
        "retention/notice.html",
        organizer=organizer,
        form=form,
        officer_hint=show.taken_over(_("Datenschutzbeauftragte Person"), privacy.general(session).officer),
        authority_hint=show.taken_over(_("Aufsichtsbehörde"), privacy.general(session).authority),
        basis=privacy.default_basis().best(get_language()),
    )
    return answer, 422 if form.has_errors else 200


def enter(organizer_id: int) -> Organizer:
    """The office, for those who plan for it. Raises NotFound for all others."""
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())


def zone() -> ZoneInfo:
    """Where the days begin of what belongs to no event."""
    return ZoneInfo(get_settings().zone)


def _goes_back() -> bool:
    """Whether she wants to see the fields again before anything becomes due."""
    return "back" in request.form


def _made_due(form: PeriodsForm, organizer: Organizer, event: Event | None = None) -> Report | None:
    """What would be due at once; None where the wish can't be, which the form then says."""
    session, wishes, actor = get_session(), form.wishes(), get_actor()
    try:
        return retention.made_due(session, organizer, wishes, event=event, actor=actor, now=now(), zone=zone())
    except InvalidValue as error:
        form.explain(error)
        return None


def _to_agree(form: PeriodsForm, soon: Report) -> dict[str, Any]:
    """What the page shows that asks before anything becomes due at once."""
    form.agreed.data, form.agreed.raw_data = str(soon.count), None
    waiting = Report(soon.held)
    return {
        "form": form,
        "what": show.counted(soon),
        "button_words": show.agreeing(soon.count),
        "waiting": show.counted(waiting),
    }


def _path(space: Workspace) -> list[tuple[str, str]]:
    """The way to an event's periods."""
    number = space.event.id
    return [
        (_("Überblick"), url_for("planning.overview", event_id=number)),
        (_("Datenschutz und Löschfristen"), url_for("retention.event", event_id=number)),
    ]


def _say(report: Report) -> None:
    if not report.lines:
        flash(_("Es war nichts fällig."), "info")
        return
    words = ngettext("%(num)s Eintrag ist gelöscht.", "%(num)s Einträge sind gelöscht.", report.count)
    flash(words, "success")
