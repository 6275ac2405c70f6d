"""The way to the provider and back: to sign in, to prove anew that it is her, and to link an account.

What has begun lies in the session on the server and is good for once, so nobody can be signed in as somebody else
(login CSRF), and no answer serves twice (RFC 9700, sections 2.1 and 4.7).
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters.oidc import AnswerRefused, Begun, ProviderUnavailable
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.providers import Identity
from eventapp.models import Account
from eventapp.request import get_actor, get_database, get_session, get_settings, now
from eventapp.services import providers
from eventapp.services.providers import Refusal
from eventapp.web import signed_in
from eventapp.web.access import confirmed, everybody, stores_nothing
from eventapp.web.access import signed_in as for_signed_in
from eventapp.web.local import local_target
from eventapp.web.messages import explain
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.providers import provider
from eventapp.web.saving import save
from eventapp.web.sessions import attempts
from eventapp.web.sessions.views import go_on_to_second

logger = logging.getLogger(__name__)
bp = Blueprint("provider", __name__)

_HELD = "provider"
_LASTS = timedelta(minutes=10)


class Purpose(StrEnum):
    """What the provider is asked for."""

    ENTRY = "entry"
    CONFIRM = "confirm"
    LINK = "link"


# The way there


@bp.post("/sign-in/provider")
@everybody
@stores_nothing
def begin() -> ResponseReturnValue:
    """Go to the provider to sign in."""
    return _go(Purpose.ENTRY, local_target(request.form.get("next")))


@bp.post("/account/confirm/provider")
@for_signed_in
@stores_nothing
def confirm() -> ResponseReturnValue:
    """Go to the provider to prove anew that it is her (S-29)."""
    return _go(Purpose.CONFIRM, local_target(request.form.get("next")), must_prove=True)


@bp.route("/account/provider", methods=["GET", "POST"])
@for_signed_in
@confirmed
@stores_nothing
def link() -> ResponseReturnValue:
    """Go to the provider so that the account can come in from there, too."""
    if not provider.name():
        raise NotFound("providers.none")
    if request.method == "POST":
        return _go(Purpose.LINK, url_for("account.show"), must_prove=True)
    return render_template("providers/link.html", form=EmptyForm(), provider_name=provider.name())


@bp.route("/account/provider/remove", methods=["GET", "POST"])
@for_signed_in
@confirmed
def unlink() -> ResponseReturnValue:
    """Let nobody come in through the provider any more."""
    form, session = EmptyForm(), get_session()
    account = session.get_one(Account, get_actor().account_id)
    if not account.subject:
        raise NotFound("providers.none")
    if request.method == "POST" and save(
        form, lambda: providers.unlink(session, account, actor=get_actor(), now=now())
    ):
        flash(_("Die Verbindung ist getrennt."), "success")
        return redirect(url_for("account.show"), 303)
    answer = render_template("providers/unlink.html", form=form, provider_name=provider.name())
    return answer, 422 if form.has_errors else 200


def _go(purpose: Purpose, target: str, *, must_prove: bool = False) -> ResponseReturnValue:
    """Lead to the provider by a page: browsers hold a form's redirect to other sites back (CSP, form-action)."""
    try:
        begun = provider.get().begin(must_prove=must_prove)
    except ProviderUnavailable as error:
        return _unavailable(error)
    browser[_HELD] = {**asdict(begun), "for": purpose.value, "next": target, "at": now().isoformat()}
    return render_template("providers/go.html", url=begun.url, provider_name=provider.name())


# The way back


@bp.get("/sign-in/provider/back")
@everybody
def back() -> ResponseReturnValue:
    """Take the provider's answer, once."""
    asked = provider.get()
    held = browser.pop(_HELD, None)
    if held is None or not _is_fresh(held):
        return _failed(_("Diese Anmeldung ist abgelaufen oder wurde in einem anderen Fenster begonnen."), 400)
    if request.args.get("error") and request.args.get("state") == held["state"]:
        logger.info("the provider answers with an error")
        return _failed(_("Die Anmeldung bei %(name)s wurde abgebrochen.") % {"name": provider.name()}, 400)
    begun = Begun(held["url"], held["state"], held["nonce"], held["verifier"])
    purpose = Purpose(held["for"])
    since = None if purpose is Purpose.ENTRY else datetime.fromisoformat(held["at"])
    try:
        identity = asked.finish(request.args, begun, now=now(), proved_since=since)
    except ProviderUnavailable as error:
        return _unavailable(error)
    except AnswerRefused as error:
        logger.warning("the provider's answer is refused: %s", error)
        return _failed(_("Die Antwort von %(name)s lässt sich nicht prüfen.") % {"name": provider.name()}, 502)
    if purpose is Purpose.ENTRY:
        return _enter(identity, held["next"])
    return _confirm(identity, held["next"]) if purpose is Purpose.CONFIRM else _link(identity, held["next"])


def _is_fresh(held: dict[str, Any]) -> bool:
    return timedelta() <= now() - datetime.fromisoformat(held["at"]) <= _LASTS


def _enter(identity: Identity, target: str) -> ResponseReturnValue:
    with get_database().writing() as session:
        admitted = providers.admit(session, identity, provider.roles(), now=now())
        refusal = admitted if isinstance(admitted, Refusal) else None
        account_id = 0 if isinstance(admitted, Refusal) else admitted.id
    if refusal is not None:
        return _failed(_words(refusal), 403)
    account = attempts.identified(account_id)
    if account is None:
        raise NotFound("accounts.unknown")
    is_asked = _asked_for_factor(identity)
    if not is_asked and account.has_second_factor:
        return go_on_to_second(account, target)
    attempts.succeeded(account)
    signed_in.begin_elsewhere(account, "provider" if is_asked else "", identity.proved_at)
    return redirect(target, 303)


def _asked_for_factor(identity: Identity) -> bool:
    """Whether the provider has asked for a second factor: it is trusted to, unless settings name what it must say."""
    trusted = frozenset(get_settings().oidc_second_factor)
    return not trusted or bool(trusted & identity.methods)


def _confirm(identity: Identity, target: str) -> ResponseReturnValue:
    account = attempts.identified(get_actor().account_id or 0)
    if account is None or (account.issuer, account.subject) != (identity.issuer, identity.subject):
        return _failed(_("Dort ist jemand anderes angemeldet als hier."), 403)
    signed_in.confirm()
    return redirect(target, 303)


def _link(identity: Identity, target: str) -> ResponseReturnValue:
    account_id = get_actor().account_id
    if account_id is None:
        return redirect(url_for("sessions.sign_in", next=target), 303)
    try:
        with get_database().writing() as session:
            providers.link(session, session.get_one(Account, account_id), identity, now=now())
    except RuleBroken as error:
        return _failed(str(explain(error)), 409)
    flash(_("Sie können sich jetzt auch mit %(name)s anmelden.") % {"name": provider.name()}, "success")
    return redirect(target, 303)


# What went wrong


def _unavailable(error: ProviderUnavailable) -> ResponseReturnValue:
    logger.warning("the provider can't be used: %s", error)
    return _failed(_("%(name)s ist gerade nicht erreichbar.") % {"name": provider.name()}, 502)


def _failed(sentence: str, status: int) -> ResponseReturnValue:
    page = render_template("providers/failed.html", sentence=sentence, is_refused=status == 403)
    return page, status


def _words(refusal: Refusal) -> str:
    name = {"name": provider.name()}
    sentences = {
        Refusal.NO_GROUP: _("Ihr Konto bei %(name)s gehört zu keiner Gruppe, die hier etwas darf.") % name,
        Refusal.CLOSED: _("Ihr Konto ist hier gesperrt."),
        Refusal.EMAIL_TAKEN: _(
            "Für Ihre E-Mail-Adresse gibt es hier schon ein Konto mit Kennwort. Melden Sie sich damit an und verbinden "
            "Sie es unter „Ihr Konto“ mit %(name)s."
        )
        % name,
        Refusal.EMAIL_MISSING: _("%(name)s hat keine bestätigte E-Mail-Adresse für Sie mitgeteilt.") % name,
    }
    return str(sentences[refusal])
