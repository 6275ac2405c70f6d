"""Mailings of one event: written, looked at, sent, watched."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from eventapp.domain.errors import NotFound, Outdated, RuleBroken
from eventapp.domain.mailings import MailingKind, MailingState
from eventapp.jobs import release_mails
from eventapp.models import Mailing
from eventapp.request import get_actor, get_language, get_office, get_session, get_tokens, now
from eventapp.services import (
    attendance,
    audience,
    deliveries,
    dispatch,
    mailing_texts,
    mailings,
    operation,
    outbox,
    staff,
)
from eventapp.web.access import approver, confirmed, confirmed_for, planner
from eventapp.web.mailings import checks, show
from eventapp.web.mailings.forms import MailingForm, ReturnForm, StartForm
from eventapp.web.messages import explain
from eventapp.web.planning import workspace
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.planning.workspace import Workspace
from eventapp.web.saving import save

bp = Blueprint("mailings", __name__, url_prefix="/planning/events/<int:event_id>/mailings")

_KINDS = ", ".join(MailingKind)
_ORDERS = "any(propose, approve, decline, pause, resume, stop, retry, printed)"
_OF_APPROVERS = frozenset({"approve", "decline"})


@bp.get("/")
@approver
def index(event_id: int) -> ResponseReturnValue:
    """All mailings, and which can be begun."""
    space = workspace.enter(event_id, "invitations")
    edition = space.standing.current
    session = get_session()
    is_held = operation.is_held(session, space.event.organizer_id)
    kinds = []
    if edition is not None:
        is_over = edition.is_over(now())
        has_invited = audience.has_told(session, space.event)
        kinds = [
            kind
            for kind in MailingKind
            if mailing_texts.fits(kind, edition, is_over=is_over) and (kind.invites or has_invited)
        ]
    return workspace.show(
        "mailings/index.html",
        space,
        current=edition,
        rows=[show.row(one, is_held=is_held) for one in mailings.all_of(session, space.event)],
        kinds=[(kind, show.kind_name(kind)) for kind in kinds],
        left_out=audience.left_out(session, space.event, tokens=get_tokens()),
        trouble=show.trouble(space.event.organizer_id),
    )


@bp.route(f"/new/<any({_KINDS}):kind>", methods=["GET", "POST"])
@planner
def new(event_id: int, kind: str) -> ResponseReturnValue:
    """Begin a mailing with words that are suggested."""
    space, wish = workspace.enter(event_id, "invitations"), MailingKind(kind)
    edition = checks.announced(space)
    form = MailingForm(request.form)
    _offer(form, space, wish)
    if request.method == "GET":
        form.suggest(*mailing_texts.suggested(wish, edition))
        form.calendar.data = checks.usual_calendar(space, wish)
    elif form.validate() and (draft := form.draft(wish)):
        made: list[Mailing] = []

        def change() -> None:
            made.append(mailings.create(get_session(), space.event, draft, actor=get_actor(), now=now()))

        if save(form, change):
            return back(event_id, made[0].id)
    return _edit_page(space, form, wish)


@bp.route("/<int:mailing_id>/edit", methods=["GET", "POST"])
@planner
def edit(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Change a mailing that has not left."""
    space, mailing = enter(event_id, mailing_id)
    wish = MailingKind(mailing.kind)
    form = MailingForm(request.form)
    _offer(form, space, wish)
    if request.method == "GET":
        form.fill(mailing)
    elif form.validate() and (draft := form.draft(wish)):

        def change() -> None:
            mailings.edit(get_session(), mailing, draft, revision=form.read_revision, actor=get_actor(), now=now())

        def stored() -> MailingForm:
            fresh = MailingForm(None)
            _offer(fresh, space, wish)
            fresh.fill(mailings.get(get_session(), space.event, mailing_id))
            return fresh

        if save(form, change, stored):
            return back(event_id, mailing_id)
        space, mailing = enter(event_id, mailing_id)
    return _edit_page(space, form, wish, mailing)


@bp.get("/<int:mailing_id>/")
@approver
def detail(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Before the start the last page, after it how far it is."""
    space, mailing = enter(event_id, mailing_id)
    if mailings.is_started(mailing):
        if not get_actor().plans_for(space.event.organizer_id):
            return redirect(url_for("mailings.index", event_id=event_id), 303)  # from the mail that asked her
        return progress_page(space, mailing)
    return check_page(space, mailing, StartForm(None))


@bp.post("/<int:mailing_id>/start")
@planner
@confirmed
def start(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Let it go: exactly what was shown."""
    space, mailing = enter(event_id, mailing_id)
    form = StartForm(request.form)
    try:
        reached = mailings.start(
            get_session(),
            mailing,
            tokens=get_tokens(),
            host=get_office().host,
            fingerprint=form.fingerprint.data or "",
            actor=get_actor(),
            now=now(),
        )
    except (RuleBroken, Outdated) as error:
        get_session().rollback()
        space, mailing = enter(event_id, mailing_id)
        if error.code == "mailings.started_already":
            flash(explain(error), "info")
            return back(event_id, mailing_id)
        form.explain(error)
        return check_page(space, mailing, form), 422
    get_session().commit()
    flash(show.started_words(reached, is_held=operation.is_held(get_session(), space.event.organizer_id)), "success")
    return back(event_id, mailing_id)


@bp.route(f"/<int:mailing_id>/<{_ORDERS}:order>", methods=["GET", "POST"])
@approver
@confirmed_for("approve", "resume", "retry")
def order(event_id: int, mailing_id: int, order: str) -> ResponseReturnValue:
    """Halt, go on, end; release; try again. What can't be undone is shown first."""
    space, mailing = enter(event_id, mailing_id)
    if order not in _OF_APPROVERS:
        require_planner(space)
    if request.method == "GET" and order in _OF_APPROVERS:
        return back(event_id, mailing_id)  # what is released is looked at first
    if request.method == "GET":
        return _ask(space, mailing, order, outbox.progress(get_session(), mailing))
    returning = ReturnForm(request.form)
    if order == "decline" and not returning.validate():
        return check_page(space, mailing, returning), 422
    try:
        said = _obey(order, mailing, returning.note.text)
    except RuleBroken as error:
        get_session().rollback()
        flash(explain(error), "danger")
    else:
        get_session().commit()
        flash(said, "success")
    return back(event_id, mailing_id)


@bp.route("/<int:mailing_id>/remove", methods=["GET", "POST"])
@planner
def remove(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    space, mailing = enter(event_id, mailing_id)
    if request.method == "GET":
        return _ask(space, mailing, "remove")
    mailings.remove(get_session(), mailing, actor=get_actor(), now=now())
    get_session().commit()
    flash(_("Der Entwurf ist gelöscht."), "success")
    return redirect(url_for("mailings.index", event_id=event_id), 303)


def require_planner(space: Workspace) -> None:
    """What is not an approver's is not there for her. Raises NotFound."""
    if not get_actor().plans_for(space.event.organizer_id):
        raise NotFound("mailings.unknown")


def enter(event_id: int, mailing_id: int) -> tuple[Workspace, Mailing]:
    """The workspace and one of its mailings."""
    space = workspace.enter(event_id, "invitations")
    return space, mailings.get(get_session(), space.event, mailing_id)


def progress_page(space: Workspace, mailing: Mailing) -> str:
    """How far it is, what failed, and what can be done."""
    return workspace.show("mailings/progress.html", space, form=EmptyForm(), **checks.progress_of(mailing))


def check_page(space: Workspace, mailing: Mailing, form: StartForm | ReturnForm) -> str:
    """The last page before sending, or before a release."""
    returning = form if isinstance(form, ReturnForm) else ReturnForm(None)
    return workspace.show(
        "mailings/check.html", space, form=form, returning=returning, **checks.last_look(space, mailing)
    )


def _ask(space: Workspace, mailing: Mailing, order: str, progress: outbox.Progress | None = None) -> str:
    """What an order does, before it is done."""
    name = show.name_of(mailing)
    return workspace.show(
        "mailings/order.html", space, form=EmptyForm(), mailing=mailing, name=name, order=order, progress=progress
    )


def _obey(order: str, mailing: Mailing, note: str) -> str:
    session, actor, moment = get_session(), get_actor(), now()
    if order == "printed":
        count = dispatch.note_printed(session, mailing, actor=actor, now=moment)
        return str(_("%(count)s Briefe sind als gedruckt vermerkt.", count=count))
    if order == "retry":
        count = deliveries.retry(session, mailing, actor=actor, now=moment)
        return str(_("%(count)s werden noch einmal verschickt.", count=count))
    if order == "approve":
        text = request.form.get("revision", "")
        revision = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        mailings.approve(session, mailing, revision=revision, tokens=get_tokens(), actor=actor, now=moment)
        _tell(mailing, mailing.proposed_by_id)
        return str(_("Die Sendung ist freigegeben."))
    if order == "decline":
        asked_by = mailing.proposed_by_id
        mailings.decline(session, mailing, note, actor=actor, now=moment)
        _tell(mailing, asked_by)
        return str(_("Die Sendung ist mit Ihrem Hinweis zurückgegeben."))
    if order == "propose":
        return _propose(mailing)
    steps = {
        "pause": (dispatch.pause, _("Der Versand ist angehalten.")),
        "resume": (dispatch.resume, _("Der Versand geht weiter.")),
        "stop": (dispatch.stop, _("Der Versand ist beendet.")),
    }
    if order not in steps:
        raise NotFound("mailings.unknown")
    do, said = steps[order]
    do(session, mailing, actor=actor, now=moment)
    return str(said)


def _propose(mailing: Mailing) -> str:
    """Ask for the release, by mail too; who was asked, in words."""
    session = get_session()
    if not mailings.propose(session, mailing, actor=get_actor(), now=now()):
        return str(_("Um die Freigabe ist schon gebeten."))
    asked = release_mails.ask(session, mailing, get_office(), language=get_language(), now=now())
    if not asked:
        return str(_("Um die Freigabe ist gebeten. Im Augenblick hat niemand sonst ein Konto, das freigeben kann."))
    return str(_("Um die Freigabe ist gebeten. Eine E-Mail bekommen: %(names)s.", names=", ".join(asked)))


def _tell(mailing: Mailing, asked_by: int | None) -> None:
    """Tell who asked for the release, unless she did it herself."""
    actor = get_actor()
    if asked_by != actor.account_id:
        release_mails.tell(
            get_session(), mailing, asked_by, get_office(), by=actor.name, language=get_language(), now=now()
        )


def _offer(form: MailingForm, space: Workspace, kind: MailingKind) -> None:
    session = get_session()
    has_parts = len(attendance.parts(session, space.event)) > 1
    form.offer(staff.segments(session, space.event.organizer_id), kind, has_parts=has_parts)


def _edit_page(
    space: Workspace, form: MailingForm, kind: MailingKind, mailing: Mailing | None = None
) -> ResponseReturnValue:
    if mailing is not None and mailings.is_started(mailing):
        raise RuleBroken("mailings.started_already")
    page = workspace.show(
        "mailings/edit.html",
        space,
        form=form,
        kind=kind,
        name=show.kind_name(kind),
        mailing=mailing,
        people=audience.left_out(get_session(), space.event, tokens=get_tokens()),
        is_draft=mailing is None or mailing.state == MailingState.DRAFT,
    )
    return page, 422 if form.has_errors else 200


def back(event_id: int, mailing_id: int) -> Response:
    """To the page of the mailing."""
    return redirect(url_for("mailings.detail", event_id=event_id, mailing_id=mailing_id), 303)
