"""All accounts and their roles, for who runs the installation. She sees nothing of the people that offices invite."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.actor import Role
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.jobs import account_mails
from eventapp.models import Account, Organizer
from eventapp.request import get_actor, get_language, get_office, get_session, now
from eventapp.services import accounts, memberships, operation, organizers, second_factor
from eventapp.web.access import administrator, confirmed
from eventapp.web.accounts.forms import LOSSES, ROLES, AccountForm, DepartmentForm, NameForm, RoleForm, short
from eventapp.web.mailings.show import held_status
from eventapp.web.messages import explain
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("accounts", __name__, url_prefix="/planning/accounts")

STEPS = ("disable", "enable", "link", "reset")


@bp.get("")
@administrator
def index() -> ResponseReturnValue:
    """All accounts."""
    found = [(account, accounts.is_awaited(account)) for account in accounts.all_accounts(get_session())]
    held = operation.hold(get_session(), actor=get_actor(), now=now())
    return render_template("accounts/index.html", accounts=found, short=short, held=held, held_status=held_status())


@bp.route("/new", methods=["GET", "POST"])
@administrator
@confirmed
def new() -> ResponseReturnValue:
    """Invite somebody: an account with one role, and a mail with a link for the password."""
    session = get_session()
    form = AccountForm(request.form)
    _offer(form)
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
    _grant(form, account)
    return account


def _grant(form: RoleForm, account: Account) -> None:
    session = get_session()
    organizer, role = session.get_one(Organizer, int(form.organizer.data)), Role(form.role.data)
    department = form.department.text
    if role is Role.MULTIPLIER:
        department = memberships.known_department(session, organizer, department)
    if not accounts.grant(session, account, organizer, role, department, actor=get_actor(), now=now()):
        raise InvalidValue("accounts.role_held", field="role")


@bp.route("/<int:account_id>", methods=["GET", "POST"])
@administrator
@confirmed
def edit(account_id: int) -> ResponseReturnValue:
    """One account: its roles, and one more."""
    account = _account(account_id)
    form = RoleForm(request.form)
    _offer(form)
    if request.method == "POST" and form.validate() and save(form, lambda: _grant(form, account)):
        flash(_("Die Rolle ist eingetragen."), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    answer = render_template(
        "accounts/edit.html",
        account=account,
        form=form,
        roles=ROLES,
        short=short,
        has_factor=account.has_second_factor,
        is_mine=_is_mine(account),
        is_led_elsewhere=accounts.is_led_elsewhere(account),
        refused={step: explain(error) for step in STEPS if (error := _refusal(account, step))},
    )
    return answer, 422 if form.has_errors else 200


@bp.route("/<int:account_id>/name", methods=["GET", "POST"])
@administrator
@confirmed
def rename(account_id: int) -> ResponseReturnValue:
    """Call somebody something else. The address stays: it is what she signs in with."""
    session, account = get_session(), _account(account_id)
    form = NameForm(request.form)
    if request.method == "GET":
        form.name.data = account.name
    elif form.validate() and save(
        form, lambda: accounts.rename(session, account, form.name.text, actor=get_actor(), now=now())
    ):
        flash(_("Der Name ist gespeichert."), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    refusal = explain(RuleBroken("accounts.named_there")) if accounts.is_led_elsewhere(account) else ""
    answer = render_template("accounts/rename.html", account=account, form=form, refusal=refusal)
    return answer, 422 if form.has_errors else 200


@bp.route("/<int:account_id>/roles/<int:membership_id>", methods=["GET", "POST"])
@administrator
@confirmed
def change_department(account_id: int, membership_id: int) -> ResponseReturnValue:
    """Let a multiplier look after another department. Other roles have none."""
    session, account = get_session(), _account(account_id)
    held = memberships.get(account, membership_id)
    if held.role != Role.MULTIPLIER:
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    form = DepartmentForm(request.form).offer_departments(memberships.departments(session, [held.organizer]))
    if request.method == "GET":
        form.department.data = held.department
    elif form.validate() and save(
        form, lambda: memberships.look_after(session, held, form.department.text, actor=get_actor(), now=now())
    ):
        flash(_("Die Dienststelle ist gespeichert."), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    answer = render_template("accounts/department.html", account=account, held=held, form=form)
    return answer, 422 if form.has_errors else 200


@bp.route("/<int:account_id>/roles/<int:membership_id>/remove", methods=["GET", "POST"])
@administrator
@confirmed
def take_role(account_id: int, membership_id: int) -> ResponseReturnValue:
    """Take a role away, after saying what that means; it ends with the next click."""
    session, account = get_session(), _account(account_id)
    held = memberships.get(account, membership_id)
    role = Role(held.role)
    if request.method == "POST":
        accounts.revoke(session, account, held.organizer, role, held.department, actor=get_actor(), now=now())
        session.commit()
        flash(_("Die Rolle ist entzogen."), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    return render_template(
        "accounts/take_role.html",
        account=account,
        held=held,
        form=EmptyForm(),
        role_name=short(role),
        loss=LOSSES[role],
        plans_alone=memberships.plans_alone(session, held),
        is_led_elsewhere=accounts.is_led_elsewhere(account),
    )


@bp.route("/<int:account_id>/<any(disable, enable, link, reset):step>", methods=["GET", "POST"])
@administrator
@confirmed
def change(account_id: int, step: str) -> ResponseReturnValue:
    """Close or open an account, send a new link, or take off a lost second factor, after saying what that means."""
    account, form = _account(account_id), EmptyForm()
    if request.method == "POST" and save(form, lambda: _do(account, step)):
        flash(_done(step), "success")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    refusal = _refusal(account, step)
    answer = render_template(
        "accounts/change.html",
        account=account,
        form=form,
        step=step,
        refusal=explain(refusal) if refusal else "",
        is_led_elsewhere=accounts.is_led_elsewhere(account),
    )
    return answer, 422 if form.has_errors else 200


def _refusal(account: Account, step: str) -> InvalidValue | None:
    """Why a step can't be taken with this account; None where it can."""
    if step == "disable" and _is_mine(account):
        return InvalidValue("accounts.not_oneself")
    if step == "reset" and _is_mine(account):
        return InvalidValue("accounts.not_ones_own_factor")
    if step == "link" and not account.is_active:
        return InvalidValue("accounts.link_locked")
    if step == "link" and accounts.is_led_elsewhere(account):
        return InvalidValue("accounts.link_led_elsewhere")
    return None


def _do(account: Account, step: str) -> None:
    session, actor = get_session(), get_actor()
    if refusal := _refusal(account, step):
        raise refusal
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
        "enable": _("Das Konto ist wieder aktiv."),
        "reset": _("Beim Anmelden genügt jetzt das Kennwort, bis ein neuer zweiter Nachweis eingerichtet ist."),
        "link": _("Eine E-Mail mit einem neuen Link ist unterwegs."),
    }
    return str(words[step])


def _account(account_id: int) -> Account:
    return accounts.get(get_session(), account_id, actor=get_actor())


def _is_mine(account: Account) -> bool:
    return account.id == get_actor().account_id


def _offer(form: RoleForm) -> None:
    found = organizers.everywhere(get_session())
    form.offer(found).offer_departments(memberships.departments(get_session(), found))
