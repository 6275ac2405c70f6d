"""Signing in and out, and setting a password by a one-time link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import Limiter

from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.jobs import account_mails
from eventapp.models import Account
from eventapp.request import get_actor, get_database, get_language, get_office, get_session, now
from eventapp.services import accounts, audit, second_factor
from eventapp.web import signed_in
from eventapp.web.access import everybody
from eventapp.web.access import signed_in as for_signed_in
from eventapp.web.local import local_target
from eventapp.web.networks import provider_of
from eventapp.web.passkeys import proofs
from eventapp.web.providers import provider
from eventapp.web.sessions import attempts
from eventapp.web.sessions.forms import CodeForm, ForgottenForm, PasswordForm, SignInForm

bp = Blueprint("sessions", __name__)

PENDING = "pending"
_PENDING_LASTS = timedelta(minutes=10)
_PER_ADDRESS = "30 per minute; 300 per hour"  # a whole town hall may stand behind one address
_PER_PROVIDER = "90 per minute; 900 per hour"  # of IPv6 one customer has thousands of networks
# Each way in has an allowance of its own: who uses up one from an address leaves the others open to her colleagues.
_WAYS = {
    "sessions.sign_in": "password",
    "sessions.second": "code",
    "sessions.forgotten": "link",
    "sessions.set_password": "link",
    "passkeys.enter": "passkey",
    "passkeys.second": "passkey",
    "passkeys.entry_options": "passkey",
    "passkeys.second_options": "passkey",
    "provider.begin": "provider",
}


@bp.before_app_request
def _limit() -> None:
    way = _WAYS.get(request.endpoint or "")
    if way and request.method == "POST":
        limiter = cast(Limiter, current_app.extensions["eventapp.limiter"])
        with (
            limiter.limit(_PER_ADDRESS, scope=f"sign-in by {way}"),
            limiter.limit(_PER_PROVIDER, key_func=provider_of, scope=f"sign-in by {way} from a provider"),
        ):
            pass


@bp.route("/sign-in", methods=["GET", "POST"])
@everybody
def sign_in() -> ResponseReturnValue:
    """Ask for address and password. Known and unknown addresses are answered alike."""
    wanted = request.values.get("next", "")
    target = local_target(wanted)
    if request.method == "GET" and get_actor().is_known:
        return redirect(target, 303)
    form = SignInForm(request.form)
    if request.method == "POST" and form.validate():
        account = attempts.by_password(form, form.email.data or "", form.password.data or "")
        if account is not None:
            return go_on(account, target)
    answer = render_template(
        "sessions/sign_in.html",
        form=form,
        target=target if target == wanted else "",
        is_out="out" in request.args,
        has_passkeys=proofs.are_possible(),
        provider_name=provider.name(),
    )
    return answer, 422 if form.has_errors else 200


def go_on(account: Account, target: str) -> ResponseReturnValue:
    """After the first step: to the second factor of who has one; else in."""
    if not account.has_second_factor:
        attempts.succeeded(account)
        signed_in.begin(account, factor="")
        return redirect(target, 303)
    return go_on_to_second(account, target)


def go_on_to_second(account: Account, target: str) -> ResponseReturnValue:
    """To the second factor. What was proved first holds for this password alone: a new one begins anew."""
    signed_in.fresh()
    held = {"account": account.id, "at": now().isoformat(), "next": target, "password": _mark(account)}
    browser[PENDING] = held
    return redirect(url_for("sessions.second"), 303)


@bp.route("/sign-in/second", methods=["GET", "POST"])
@everybody
def second() -> ResponseReturnValue:
    """Ask who has given the right password for her second factor."""
    account, target = pending()
    if account is None:
        return redirect(url_for("sessions.sign_in"), 303)
    form, had = CodeForm(request.form), _recovery_codes(account)
    if request.method == "POST" and form.validate() and attempts.has_code(form, account):
        attempts.succeeded(account)
        signed_in.begin(account, factor="code")
        if (left := _recovery_codes(account)) < had:
            flash(_("Dieser Ersatzcode ist verbraucht. Unbenutzt sind noch: %(left)s.", left=left), "info")
        return redirect(target, 303)
    answer = render_template(
        "sessions/second.html",
        form=form,
        has_generator=second_factor.has_generator(account),
        has_passkey=bool(account.passkeys) and proofs.are_possible(),
    )
    return answer, 422 if form.has_errors else 200


def pending() -> tuple[Account | None, str]:
    """Who has given the right password a short while ago, and where she wanted to go."""
    held = browser.get(PENDING)
    if not held or not timedelta() <= now() - datetime.fromisoformat(held["at"]) <= _PENDING_LASTS:
        return None, ""
    account = attempts.identified(held["account"])
    if account is None or not account.is_active or held["password"] != _mark(account):
        return None, ""
    return account, str(held["next"])


def _recovery_codes(account: Account) -> int:
    with get_database().reading() as looking:
        return second_factor.recovery_codes_left(looking, account)


def _mark(account: Account) -> str:
    return accounts.hash_token(account.password_hash or "")


@bp.post("/sign-out")
@for_signed_in
def sign_out() -> ResponseReturnValue:
    """End the session, here and on the server."""
    session, actor = get_session(), get_actor()
    account = session.get_one(Account, actor.account_id)
    audit.record(session, actor, "account.signed_out", account, now=now())
    session.commit()
    signed_in.end()
    return redirect(url_for("sessions.sign_in", out="1"), 303)


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
@everybody
def forgotten() -> ResponseReturnValue:
    """Send a link for a new password. Known and unknown addresses are answered alike (S-22)."""
    form = ForgottenForm(request.form)
    if request.method == "POST" and form.validate():
        session = get_session()
        account_mails.send_forgotten(session, form.email.data or "", get_office(), language=get_language(), now=now())
        session.commit()
        return render_template("sessions/forgotten_sent.html", email=form.email.data)
    return render_template("sessions/forgotten.html", form=form), 422 if form.has_errors else 200


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@everybody
def set_password(token: str) -> ResponseReturnValue:
    """Set a password by a one-time link, and go on as after typing it. Opening the link alone changes nothing.

    So whoever reads her mail comes in, however much a stranger guesses at her password.
    """
    try:
        with get_database().reading() as looking:
            account = accounts.link_for(looking, token, now=now()).account
    except NotFound:
        return render_template("sessions/link_gone.html"), 404
    form = PasswordForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            made = accounts.hash_password(account, form.password.data or "")
        except InvalidValue as error:
            form.explain(error)
        else:
            with get_database().writing() as session:
                owner = accounts.link_for(session, token, now=now()).account
                accounts.store_password(session, owner, made, now=now())
            flash(_("Ihr Kennwort ist gespeichert."), "success")
            return go_on(attempts.identified(account.id) or account, local_target(None))
    return render_template("sessions/set_password.html", form=form, account=account), 422 if form.has_errors else 200
