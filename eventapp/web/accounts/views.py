"""All accounts and their roles, for who runs the installation. She sees nothing of the people that offices invite."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.domain.actor import Role
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.jobs import account_mails
from eventapp.models import Account, Membership, Organizer
from eventapp.request import get_actor, get_language, get_office, get_session, now
from eventapp.services import accounts, second_factor
from eventapp.web.access import administrator, confirmed
from eventapp.web.accounts.forms import ROLES, AccountForm, RoleForm
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("accounts", __name__, url_prefix="/planning/accounts")


@bp.get("")
@administrator
def index() -> ResponseReturnValue:
    """All accounts."""
    return render_template("accounts/index.html", accounts=accounts.all_accounts(get_session()), roles=ROLES)


@bp.route("/new", methods=["GET", "POST"])
@administrator
@confirmed
def new() -> ResponseReturnValue:
    """Invite somebody: an account with one role, and a mail with a link for the password."""
    session = get_session()
    form = AccountForm(request.form).offer(_organizers())
    if request.method == "POST" and form.validate():

        def change() -> None:
            account = _entered(form)
            account_mails.send_invitation(
                session, account, get_office(), language=get_language(), actor=get_actor(), now=now()
            )

        if save(form, change):
            flash(_("%(email)s bekommt eine E-Mail mit einem Link.") % {"email": form.email.data}, "success")
            return redirect(url_for("accounts.index"), 303)
    return render_template("accounts/new.html", form=form), 422 if form.has_errors else 200


def _entered(form: AccountForm) -> Account:
    session, actor = get_session(), get_actor()
    account = accounts.create(
        session,
        form.email.text,
        form.name.text,
        actor=actor,
        now=now(),
        is_administrator=form.administrator.data,
    )
    organizer = session.get_one(Organizer, int(form.organizer.data))
    accounts.grant(session, account, organizer, Role(form.role.data), form.department.text, actor=actor, now=now())
    return account


@bp.route("/<int:account_id>", methods=["GET", "POST"])
@administrator
@confirmed
def edit(account_id: int) -> ResponseReturnValue:
    """One account: its roles, and one more."""
    session = get_session()
    account = accounts.get(session, account_id, actor=get_actor())
    form = RoleForm(request.form).offer(_organizers())
    if request.method == "POST" and form.validate():

        def change() -> None:
            organizer = session.get_one(Organizer, int(form.organizer.data))
            role, department = Role(form.role.data), form.department.text
            accounts.grant(session, account, organizer, role, department, actor=get_actor(), now=now())

        if save(form, change):
            flash(_("Die Rolle ist eingetragen."), "success")
            return redirect(url_for("accounts.edit", account_id=account_id), 303)
    answer = render_template(
        "accounts/edit.html",
        account=account,
        form=form,
        roles=ROLES,
        has_factor=second_factor.has_any(account),
        is_mine=account.id == get_actor().account_id,
    )
    return answer, 422 if form.has_errors else 200


@bp.post("/<int:account_id>/roles/<int:membership_id>/remove")
@administrator
@confirmed
def take_role(account_id: int, membership_id: int) -> ResponseReturnValue:
    """Take a role away; it ends with the next click."""
    session = get_session()
    account = accounts.get(session, account_id, actor=get_actor())
    held = session.get(Membership, membership_id)
    if held is None or held.account_id != account.id:
        raise NotFound("accounts.no_such_role")
    role = Role(held.role)
    accounts.revoke(session, account, held.organizer, role, held.department, actor=get_actor(), now=now())
    session.commit()
    flash(_("Die Rolle ist entzogen."), "success")
    return redirect(url_for("accounts.edit", account_id=account_id), 303)


@bp.route("/<int:account_id>/<any(disable, enable, link, reset):step>", methods=["GET", "POST"])
@administrator
@confirmed
def change(account_id: int, step: str) -> ResponseReturnValue:
    """Close or open an account, send a new link, or take off a lost second factor, after saying what that means."""
    session = get_session()
    account = accounts.get(session, account_id, actor=get_actor())
    form = EmptyForm()
    if request.method == "POST" and save(form, lambda: _do(account, step)):
        flash(_done(step), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    answer = render_template("accounts/change.html", account=account, form=form, step=step)
    return answer, 422 if form.has_errors else 200


def _do(account: Account, step: str) -> None:
    session, actor = get_session(), get_actor()
    if account.id == actor.account_id and step in {"disable", "reset"}:
        raise InvalidValue("accounts.not_oneself")
    if step == "link" and ((account.subject and not account.password_hash) or not account.is_active):
        raise InvalidValue("accounts.no_link")
    if step == "disable":
        accounts.disable(session, account, actor=actor, now=now())
    elif step == "enable":
        accounts.enable(session, account, actor=actor, now=now())
    elif step == "reset":
        second_factor.reset(session, account, actor=actor, now=now())
    else:
        account_mails.send_invitation(session, account, get_office(), language=get_language(), actor=actor, now=now())


def _done(step: str) -> str:
    words = {
        "disable": _("Das Konto ist gesperrt. Alle Anmeldungen sind beendet."),
        "enable": _("Das Konto ist wieder offen."),
        "reset": _("Beim Anmelden genügt jetzt das Kennwort, bis ein neuer zweiter Nachweis eingerichtet ist."),
        "link": _("Eine E-Mail mit einem neuen Link ist unterwegs."),
    }
    return str(words[step])


def _organizers() -> Sequence[Organizer]:
    return get_session().scalars(select(Organizer).order_by(Organizer.office, Organizer.id)).all()
