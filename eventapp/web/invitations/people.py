"""Who is invited, each person with her calendar messages, her answer and her link. Nothing is sent from here."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.calendar import Method
from eventapp.domain.editions import Edition
from eventapp.domain.errors import RuleBroken
from eventapp.jobs import mails
from eventapp.models import Invitation
from eventapp.request import get_actor, get_links, get_office, get_session, get_tokens, now
from eventapp.services import audit, invitations
from eventapp.web.access import confirmed_for, planner
from eventapp.web.downloads import CALENDAR, MAIL, download
from eventapp.web.invitations.forms import ExportForm, InviteForm
from eventapp.web.invitations.show import person
from eventapp.web.messages import explain
from eventapp.web.planning import workspace
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.planning.workspace import Workspace
from eventapp.web.saving import save

bp = Blueprint("invited", __name__, url_prefix="/planning/events/<int:event_id>/invited")

_PER_PAGE = 100
_ACTIONS = "any(withdraw, again, remove, link, reveal)"


@bp.route("/", methods=["GET", "POST"])
@planner
def index(event_id: int) -> ResponseReturnValue:
    """All who are invited, and the form for one more."""
    space = workspace.enter(event_id, "invitations")
    form = InviteForm(request.form)
    if request.method == "POST" and form.validate() and _announced(space):
        made: list[Invitation] = []

        def change() -> None:
            draft, actor = form.draft(), get_actor()
            made.append(
                invitations.invite(get_session(), space.event, draft, tokens=get_tokens(), actor=actor, now=now())
            )

        if save(form, change):
            flash(_("%(name)s steht auf der Liste. Verschickt ist noch nichts.", name=made[0].name), "success")
            return redirect(url_for("invited.index", event_id=event_id), 303)
        space = workspace.enter(event_id, "invitations")
    current = space.standing.current
    query, number = request.args.get("q", "")[:100], request.args.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 7 else 1
    found = invitations.page(get_session(), space.event, query=query, number=wanted, size=_PER_PAGE)
    people = [person(one, current, space.event.tz) for one in found.rows] if current else []
    values = {"form": form, "people": people, "current": current, "found": found, "query": query}
    return workspace.show("invitations/people.html", space, **values), 422 if form.has_errors else 200


@bp.get("/<int:invitation_id>")
@planner
def show(event_id: int, invitation_id: int) -> ResponseReturnValue:
    """One person: what she was told, what she answered, what she can be told now."""
    space, invitation = _enter(event_id, invitation_id)
    return _show(space, invitation, ExportForm(None))


@bp.post("/<int:invitation_id>/export")
@planner
def export(event_id: int, invitation_id: int) -> ResponseReturnValue:
    """Her calendar message: as a mail, as a file, as a MIME part. What is exported counts as sent."""
    space, invitation = _enter(event_id, invitation_id)
    invitations.require_data(invitation)
    edition = _announced(space)
    form = ExportForm(request.form)
    if not form.validate():
        return _show(space, invitation, form), 422
    method = Method.PUBLISH if form.message.data == "publish" else None
    made = mails.to_invited(invitation, edition, get_office(), now=now(), method=method)
    invitations.note_sent(get_session(), invitation, made.told)
    audit.record(get_session(), get_actor(), "invitation.exported", invitation, now=now())
    get_session().commit()
    return _file(made, form.form.data, f"{_word(made.told, invitation)} {edition.title.de} {invitation.name}")


@bp.route(f"/<int:invitation_id>/<{_ACTIONS}:action>", methods=["GET", "POST"])
@planner
@confirmed_for("remove", "reveal")
def change(event_id: int, invitation_id: int, action: str) -> ResponseReturnValue:
    """Uninvite her, invite her again, forget her, renew her link or look at it, after showing what that means."""
    space, invitation = _enter(event_id, invitation_id)
    invitations.require_data(invitation)
    if request.method == "GET":
        return workspace.show("invitations/change.html", space, invitation=invitation, action=action, form=EmptyForm())
    if action == "reveal":
        return _reveal(space, invitation)
    try:
        _do(action, invitation)
    except RuleBroken as error:
        get_session().rollback()
        flash(explain(error), "danger")
        return redirect(url_for("invited.show", event_id=event_id, invitation_id=invitation_id), 303)
    get_session().commit()
    if action == "remove":
        flash(_("Die Person ist von der Liste gelöscht."), "success")
        return redirect(url_for("invited.index", event_id=event_id), 303)
    done = {
        "withdraw": _("Die Person ist ausgeladen. Laden Sie jetzt die Nachricht für ihren Kalender herunter."),
        "again": _("Die Person ist wieder eingeladen. Laden Sie jetzt die Nachricht für ihren Kalender herunter."),
        "link": _("Der neue Link gilt ab jetzt."),
    }
    flash(done[action], "success")
    return redirect(url_for("invited.show", event_id=event_id, invitation_id=invitation_id), 303)


def _do(action: str, invitation: Invitation) -> None:
    session, actor = get_session(), get_actor()
    if action == "withdraw":
        invitations.withdraw(session, invitation, actor=actor, now=now())
    elif action == "again":
        invitations.invite_again(session, invitation, actor=actor, now=now())
    elif action == "link":
        invitations.renew_link(session, invitation, tokens=get_tokens(), actor=actor, now=now())
    else:
        invitations.remove(session, invitation, actor=actor, now=now())


def _reveal(space: Workspace, invitation: Invitation) -> str:
    """Her page of the list with her link: in the answer to a press of a button alone, and noted in the log."""
    session, moment = get_session(), now()
    link = invitations.shown_address(session, invitation, get_links(), get_tokens(), actor=get_actor(), now=moment)
    session.commit()
    return _show(space, invitation, ExportForm(None), link=link or "")


def _enter(event_id: int, invitation_id: int) -> tuple[Workspace, Invitation]:
    space = workspace.enter(event_id, "invitations")
    return space, invitations.get(get_session(), space.event, invitation_id)


def _announced(space: Workspace) -> Edition:
    if space.standing.current is None:
        raise RuleBroken("invitations.not_announced")
    return space.standing.current


def _show(space: Workspace, invitation: Invitation, form: ExportForm, *, link: str | None = None) -> str:
    """``link`` is empty where the key that made it is gone, and None unless it was asked for."""
    edition = _announced(space)
    return workspace.show(
        "invitations/person.html",
        space,
        form=form,
        invitation=invitation,
        person=person(invitation, edition, space.event.tz),
        method=invitations.method_of(invitation, edition).value,
        told=invitations.told(invitation, edition),
        link=link,
    )


def _word(told: CalendarMessage, invitation: Invitation) -> str:
    """What a file of this message is called."""
    if told.method is Method.REQUEST:
        return str(_("Einladung"))
    if told.method is Method.PUBLISH:
        return str(_("Zur Kenntnis"))
    return str(_("Ausladung")) if invitation.is_withdrawn else str(_("Absage"))


def _file(made: mails.ReadyMail, form: str, name: str) -> Response:
    if form == "eml":
        return download(made.content, MAIL, name, "eml")
    if form == "mime":
        return download(made.part, "application/octet-stream", name, "mime")
    return download(made.calendar, CALENDAR, name, "ics")
