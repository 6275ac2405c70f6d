"""Adding and removing passkeys, and showing one: to come in, as the second step, or to prove anew that it is her."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.errors import NotFound
from eventapp.models import Account, Passkey
from eventapp.request import FACTOR, get_actor, get_session, get_settings, now
from eventapp.services import passkeys
from eventapp.web import signed_in
from eventapp.web.access import confirmed, everybody, stores_nothing
from eventapp.web.access import signed_in as for_signed_in
from eventapp.web.accounts.kept import shown_once
from eventapp.web.browser_sessions import agent_of
from eventapp.web.local import local_target
from eventapp.web.passkeys import proofs
from eventapp.web.passkeys.forms import PasskeyForm
from eventapp.web.passkeys.proofs import Purpose
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save
from eventapp.web.sessions import attempts
from eventapp.web.sessions.views import pending

bp = Blueprint("passkeys", __name__)


# Coming in


@bp.post("/sign-in/passkey/options")
@everybody
def entry_options() -> ResponseReturnValue:
    """What the browser needs to show a passkey as the way in. It is the same for everybody (S-22)."""
    return jsonify(proofs.wish(Purpose.ENTRY))


@bp.post("/sign-in/passkey")
@everybody
def enter() -> ResponseReturnValue:
    """Sign in with a passkey that asked for a PIN, a finger or a face: possession and knowledge in one."""
    target = local_target(request.form.get("next"))
    account = proofs.owner()
    if account is None:
        flash(
            _("Mit diesem Passkey können Sie sich hier nicht anmelden. Bitte nehmen Sie einen anderen Weg."), "danger"
        )
        return redirect(url_for("sessions.sign_in", next=target if request.form.get("next") else None), 303)
    attempts.succeeded(account)
    signed_in.begin(account, factor="key")
    return redirect(target, 303)


@bp.post("/sign-in/second/passkey/options")
@everybody
def second_options() -> ResponseReturnValue:
    """What the browser needs to show a passkey as the second step."""
    account, _target = pending()
    if account is None:
        raise NotFound("passkeys.unknown")
    return jsonify(proofs.wish(Purpose.SECOND, account))


@bp.post("/sign-in/second/passkey")
@everybody
def second() -> ResponseReturnValue:
    """Take a passkey as the second step."""
    account, target = pending()
    if account is None:
        return redirect(url_for("sessions.sign_in"), 303)
    if not proofs.proves(Purpose.SECOND, account):
        _refuse()
        return redirect(url_for("sessions.second"), 303)
    attempts.succeeded(account)
    signed_in.begin(account, factor="key")
    return redirect(target, 303)


# Proving anew


@bp.post("/account/confirm/passkey/options")
@for_signed_in
@stores_nothing
def confirm_options() -> ResponseReturnValue:
    """What the browser needs to show a passkey before something that matters."""
    return jsonify(proofs.wish(Purpose.CONFIRM, _mine()))


@bp.post("/account/confirm/passkey")
@for_signed_in
def confirm() -> ResponseReturnValue:
    """Take a passkey in place of the password (S-29)."""
    target = local_target(request.form.get("next"))
    account = attempts.identified(get_actor().account_id or 0)
    if account is None or not proofs.proves(Purpose.CONFIRM, account):
        _refuse()
        return redirect(url_for("account.confirm", next=target), 303)
    signed_in.confirm()
    return redirect(target, 303)


def _refuse() -> None:
    flash(
        _("Dieser Passkey passt nicht. Bitte versuchen Sie es noch einmal oder nehmen Sie den anderen Weg."), "danger"
    )


# One's own


@bp.route("/account/passkeys/new", methods=["GET", "POST"])
@for_signed_in
@confirmed
def new() -> ResponseReturnValue:
    """Make a passkey, with a name. With the first second factor, recovery codes are shown once."""
    if not proofs.are_possible():
        raise NotFound("passkeys.unknown")
    form = PasskeyForm(request.form)
    if request.method == "POST" and form.validate():
        codes: list[str] = []
        if save(form, lambda: codes.extend(_added(form))):
            signed_in.begin(_mine(), factor=browser.get(FACTOR) or "key")
            if codes:
                return shown_once(codes, "passkey", _mine())
            flash(_("Der Passkey ist eingerichtet."), "success")
            return redirect(url_for("account.show"), 303)
    elif request.method == "GET":
        form.name.data = agent_of(request.user_agent.string)
    return render_template("passkeys/new.html", form=form), 422 if form.has_errors else 200


def _added(form: PasskeyForm) -> tuple[str, ...]:
    new_one = proofs.made()
    return passkeys.add(get_session(), _mine(), new_one, form.name.text, actor=get_actor(), now=now())


@bp.post("/account/passkeys/new/options")
@for_signed_in
@confirmed
@stores_nothing
def new_options() -> ResponseReturnValue:
    """What the browser needs to make a passkey."""
    return jsonify(proofs.creation(_mine()))


@bp.route("/account/passkeys/<int:passkey_id>", methods=["GET", "POST"])
@for_signed_in
def rename(passkey_id: int) -> ResponseReturnValue:
    """Call a passkey something else."""
    session, key = get_session(), _one(passkey_id)
    form = PasskeyForm(request.form)
    if request.method == "GET":
        form.name.data = key.name
    elif form.validate() and save(
        form, lambda: passkeys.rename(session, key, form.name.text, actor=get_actor(), now=now())
    ):
        flash(_("Der Name ist gespeichert."), "success")
        return redirect(url_for("account.show"), 303)
    return render_template("passkeys/rename.html", form=form, key=key), 422 if form.has_errors else 200


@bp.route("/account/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
@for_signed_in
@confirmed
def remove(passkey_id: int) -> ResponseReturnValue:
    """Let a passkey prove nothing any more."""
    key, form = _one(passkey_id), EmptyForm()
    if request.method == "POST" and save(form, lambda: _removed(key)):
        if browser.get(FACTOR) == "key" and not _mine().passkeys:
            browser[FACTOR] = "code" if _mine().totp_seed else ""
        flash(_("Der Passkey ist entfernt."), "success")
        return redirect(url_for("account.show"), 303)
    return render_template("passkeys/remove.html", form=form, key=key), 422 if form.has_errors else 200


def _removed(key: Passkey) -> None:
    is_required = get_settings().second_factor == "required"
    passkeys.remove(get_session(), key, is_required=is_required, actor=get_actor(), now=now())


def _one(passkey_id: int) -> Passkey:
    return passkeys.get(get_session(), _mine(), passkey_id)


def _mine() -> Account:
    return get_session().get_one(Account, get_actor().account_id)
