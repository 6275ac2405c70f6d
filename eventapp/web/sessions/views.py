"""Signing in and out, and setting a password by a one-time link."""

from __future__ import annotations

import re
from math import ceil
from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_limiter import Limiter

from eventapp.domain.errors import InvalidValue
from eventapp.models import Account
from eventapp.request import ACCOUNT, get_actor, get_database, get_session, now
from eventapp.services import accounts
from eventapp.web.access import everybody, signed_in
from eventapp.web.browser_sessions import ServerSession
from eventapp.web.networks import where_from
from eventapp.web.sessions.forms import PasswordForm, SignInForm

bp = Blueprint("sessions", __name__)

# Browsers drop tabs and line breaks from addresses and take a backslash for a slash.
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*")
_PER_ADDRESS = "30 per minute; 300 per hour"  # a whole town hall may stand behind one address


@bp.before_app_request
def _limit() -> None:
    if request.endpoint in {"sessions.sign_in", "sessions.set_password"} and request.method == "POST":
        limiter = cast(Limiter, current_app.extensions["eventapp.limiter"])
        with limiter.limit(_PER_ADDRESS, scope="sign-in"):
            pass


@bp.route("/sign-in", methods=["GET", "POST"])
@everybody
def sign_in() -> ResponseReturnValue:
    """Ask for address and password. Known and unknown addresses are answered alike."""
    target = _local(request.values.get("next"))
    if request.method == "GET" and get_actor().is_known:
        return redirect(target, 303)
    form = SignInForm(request.form)
    if request.method == "POST" and form.validate():
        account = _check(form)
        if account is not None:
            _begin(account)
            return redirect(target, 303)
    return render_template("sessions/sign_in.html", form=form, target=target), 422 if form.has_errors else 200


@bp.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """End the session, here and on the server."""
    held = cast(ServerSession, browser)
    held.clear()
    held.renew()
    return redirect(url_for("start.index"), 303)


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@everybody
def set_password(token: str) -> ResponseReturnValue:
    """Set a password by a one-time link. Opening the link alone changes nothing."""
    session = get_session()
    account = accounts.link_for(session, token, now=now()).account
    form = PasswordForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            accounts.set_password(session, account, form.password.data or "")
        except InvalidValue as error:
            form.explain(error)
        else:
            session.commit()
            flash(_("Ihr Kennwort ist gespeichert. Sie können sich jetzt anmelden."), "success")
            return redirect(url_for("sessions.sign_in"), 303)
    return render_template("sessions/set_password.html", form=form, account=account), 422 if form.has_errors else 200


def _check(form: SignInForm) -> Account | None:
    """The account, or None with an explanation. The hash is checked outside of any writing transaction."""
    email, moment, network = form.email.data or "", now(), where_from()
    with get_database().reading() as session:
        pause = accounts.pause_left(session, email, now=moment, network=network)
        account = accounts.by_email(session, email)
    if pause:
        minutes = ceil(pause.total_seconds() / 60)
        text = _("Es gab zu viele Versuche. Bitte warten Sie %(minutes)s Min. und versuchen Sie es dann noch einmal.")
        form.form_errors.append(text % {"minutes": minutes})
        return None
    fits = accounts.password_fits(account, form.password.data or "")
    with get_database().writing() as session:
        if fits:
            accounts.forgive(session, email, network=network)
        else:
            accounts.count_failure(session, email, now=moment, network=network)
    if not fits:
        form.form_errors.append(_("E-Mail-Adresse und Kennwort passen nicht zusammen. Bitte prüfen Sie beides."))
        return None
    return account


def _begin(account: Account) -> None:
    held = cast(ServerSession, browser)
    kept = {"lang": held["lang"]} if "lang" in held else {}
    held.clear()
    held.renew()
    held.update(kept)
    held[ACCOUNT] = account.id


def _local(target: str | None) -> str:
    """An address on this site alone: a path, never a host, a scheme or a backslash."""
    return target if target and _LOCAL.fullmatch(target) else url_for("planning.index")
