"""One's own account: password, second factor, where one is signed in, and proving anew that it is oneself."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from eventapp.adapters import qr
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.tokens import Purpose, Secret
from eventapp.models import Account, BrowserSession
from eventapp.request import FACTOR, get_actor, get_session, get_settings, get_tokens, now
from eventapp.services import accounts, passkeys, second_factor
from eventapp.web import signed_in
from eventapp.web.access import confirmed
from eventapp.web.access import signed_in as for_signed_in
from eventapp.web.accounts.forms import ChangePasswordForm, ConfirmForm
from eventapp.web.accounts.kept import in_groups, shown_once
from eventapp.web.browser_sessions import ServerSession, ServerSessions
from eventapp.web.local import local_target
from eventapp.web.passkeys import proofs
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.providers import provider
from eventapp.web.saving import save
from eventapp.web.sessions import attempts
from eventapp.web.sessions.forms import CodeForm

bp = Blueprint("account", __name__, url_prefix="/account")

_OFFERED = "offered"


@bp.get("")
@for_signed_in
def show() -> ResponseReturnValue:
    """What there is to the account, and where it is signed in."""
    session, account = get_session(), _mine()
    here = _number()
    return render_template(
        "accounts/own.html",
        account=account,
        has_generator=second_factor.has_generator(account),
        has_factor=account.has_second_factor,
        can_have_passkeys=proofs.are_possible(),
        passkeys=passkeys.of(session, account),
        provider_name=provider.name(),
        is_linked=provider.knows(account),
        codes_left=second_factor.recovery_codes_left(session, account),
        sessions=[(row, row.id_hash == here) for row in accounts.sessions_of(session, account) if _is_alive(row)],
        zone=ZoneInfo(get_settings().zone),
    )


@bp.route("/confirm", methods=["GET", "POST"])
@for_signed_in
def confirm() -> ResponseReturnValue:
    """Ask for the password, or for what she has instead, before something that matters (S-29)."""
    target = local_target(request.values.get("next"))
    account = _myself()
    form: ConfirmForm | CodeForm = ConfirmForm(request.form) if account.password_hash else CodeForm(request.form)
    if request.method == "POST" and form.validate() and _proves(form, account):
        signed_in.confirm()
        return redirect(target, 303)
    answer = render_template(
        "accounts/confirm.html",
        form=form,
        target=target,
        back=_back(target),
        has_form=bool(account.password_hash) or account.has_second_factor,
        has_passkey=bool(account.passkeys) and proofs.are_possible(),
        provider_name=provider.name() if provider.knows(account) else "",
    )
    return answer, 422 if form.has_errors else 200


def _back(target: str) -> str:
    """Where she came from, unless that is the page that she is asked for: that one would ask again."""
    came_from = request.form.get("back") or signed_in.page_before()
    asking = {url_for("account.confirm"), target.partition("?")[0]}
    return url_for("planning.index") if came_from in asking else local_target(came_from)


def _proves(form: ConfirmForm | CodeForm, account: Account) -> bool:
    if isinstance(form, CodeForm):
        return attempts.has_code(form, account)
    return attempts.knows_password(form, account, "password")


@bp.route("/password", methods=["GET", "POST"])
@for_signed_in
def password() -> ResponseReturnValue:
    """Change the password. All other browsers are signed out."""
    account = _myself()
    form = ChangePasswordForm(request.form)
    if request.method == "POST" and _is_fit(form, account) and attempts.knows_password(form, account, "current"):
        session = get_session()

        def change() -> None:
            made = accounts.hash_password(account, form.password.data or "")  # before the transaction begins
            accounts.store_password(session, _mine(), made, now=now())

        if save(form, change):
            signed_in.begin(account, factor=browser.get(FACTOR, ""))
            flash(_("Ihr Kennwort ist geändert. In allen anderen Browsern sind Sie abgemeldet."), "success")
            return redirect(url_for("account.show"), 303)
    return render_template("accounts/password.html", form=form), 422 if form.has_errors else 200


def _is_fit(form: ChangePasswordForm, account: Account) -> bool:
    """Whether all that can be told without trying the old password is right. All of it is said at once."""
    form.validate()
    if form.password.data and not form.password.errors:
        try:
            accounts.check_password(form.password.data, account)
        except InvalidValue as error:
            form.explain(error)
    return not form.has_errors


@bp.route("/second-factor", methods=["GET", "POST"], endpoint="second_factor")
@for_signed_in
@confirmed
def set_up_second_factor() -> ResponseReturnValue:
    """Set up a code generator: a secret is offered, and taken once its first code fits."""
    session, account, tokens = get_session(), _mine(), get_tokens()
    form = CodeForm(request.form)
    offered = _offered()
    if request.method == "POST" and form.validate():
        codes: list[str] = []

        def change() -> None:
            codes.extend(
                second_factor.set_up(
                    session, account, offered, form.code.data or "", tokens=tokens, actor=get_actor(), now=now()
                )
            )

        if save(form, change):
            signed_in.begin(account, factor="code")
            if codes:
                return shown_once(codes, "generator", account)
            flash(_("Die Code-App ist eingerichtet."), "success")
            return redirect(url_for("account.show"), 303)
    secret = second_factor.secret_of(tokens, offered) or ""
    address = second_factor.address_of(secret, account, _issuer())
    answer = render_template(
        "accounts/second_factor.html",
        form=form,
        secret=in_groups(secret),
        picture=Markup(qr.svg(address)),  # noqa: S704 - rectangles alone; the address is drawn, not written
        is_required=get_settings().second_factor == "required" and not browser.get(FACTOR),
        can_have_passkeys=proofs.are_possible(),
    )
    return answer, 422 if form.has_errors else 200


def _offered() -> Secret:
    """The secret that this browser was shown, so that neither a mistyped code nor a second look changes it."""
    held = browser.get(_OFFERED)
    if not held:
        made = get_tokens().new(Purpose.TOTP)
        held = browser[_OFFERED] = [made.seed, made.digest]
    return Secret(*held)


def _issuer() -> str:
    return f"eventapp {get_settings().host}"


@bp.route("/second-factor/remove", methods=["GET", "POST"])
@for_signed_in
@confirmed
def remove_second_factor() -> ResponseReturnValue:
    """Ask for no generator's codes any more."""
    form = EmptyForm()
    if request.method == "POST":
        session = get_session()
        is_required = get_settings().second_factor == "required"

        def change() -> None:
            second_factor.remove(session, _mine(), is_required=is_required, actor=get_actor(), now=now())

        if save(form, change):
            if browser.get(FACTOR) == "code":
                browser[FACTOR] = "key" if _mine().passkeys else ""
            flash(_("Beim Anmelden wird kein Code mehr verlangt."), "success")
            return redirect(url_for("account.show"), 303)
    answer = render_template("accounts/remove_second_factor.html", form=form, has_passkey=bool(_mine().passkeys))
    return answer, 422 if form.has_errors else 200


@bp.route("/recovery-codes", methods=["GET", "POST"])
@for_signed_in
@confirmed
def recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them once."""
    form = EmptyForm()
    if request.method == "POST":
        session = get_session()
        codes = second_factor.renew_recovery_codes(session, _mine(), actor=get_actor(), now=now())
        session.commit()
        return shown_once(codes, "", _mine())
    return render_template("accounts/renew_recovery_codes.html", form=form)


@bp.post("/sessions/end")
@for_signed_in
def end_session() -> ResponseReturnValue:
    """Sign out in another browser, or in all others."""
    session, which = get_session(), request.form.get("session", "")
    if which == "others":
        accounts.end_other_sessions(session, _mine(), _number(), now=now())
    else:
        accounts.end_session(session, _mine(), which, now=now())
    session.commit()
    flash(_("Dort sind Sie jetzt abgemeldet."), "success")
    return redirect(url_for("account.show"), 303)


def _mine() -> Account:
    return get_session().get_one(Account, get_actor().account_id)


def _myself() -> Account:
    """The account to look at, while attempts are counted."""
    account = attempts.identified(get_actor().account_id or 0)
    if account is None:
        raise NotFound("accounts.unknown")
    return account


def _is_alive(row: BrowserSession) -> bool:
    return cast(ServerSessions, current_app.session_interface).is_alive(row, now())


def _number() -> str:
    held = cast(ServerSession, browser)
    return accounts.hash_token(held.id) if held.id else ""
