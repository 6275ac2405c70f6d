"""Attempts to prove oneself: counted, slowed down, and answered alike whether the account exists or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import cast

from flask import session as browser
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY
from eventapp.domain.errors import InvalidValue
from eventapp.jobs import account_mails
from eventapp.models import Account
from eventapp.request import get_actor, get_database, get_language, get_office, get_tokens, now
from eventapp.services import accounts, audit, guessing, second_factor
from eventapp.services.guessing import Door
from eventapp.web.browser_sessions import ServerSession
from eventapp.web.forms import BaseForm
from eventapp.web.networks import where_from


def identified(account_id: int) -> Account | None:
    """An account to look at, in no session: whoever holds a transaction open can't count attempts in another."""
    with get_database().reading() as session:
        return _whole(session.get(Account, account_id))


def by_password(form: BaseForm, email: str, password: str) -> Account | None:
    """The account of an address, if the password is its own; else the form says so, alike for unknown ones (S-22).

    A success ends no count: a factor may be missing.
    """
    with get_database().writing() as session:
        account = _whole(accounts.by_email(session, email))
        door = guessing.password_door(session, accounts.fold(email), account, where_from())
        wait = guessing.attempt(session, door, now=now())
        session.expunge_all()  # to be looked at after the commit
    if _must_wait(form, wait):
        return None
    if _has_password(account, password, door):
        return account
    _note_refusal(account)
    form.form_errors.append(_("E-Mail-Adresse und Kennwort passen nicht zusammen. Bitte prüfen Sie beides."))
    return None


def knows_password(form: BaseForm, account: Account, field: str) -> bool:
    """Whether who is signed in knows the account's password, typed into ``field``; else the form says so there."""
    door = _own_door()
    if _must_wait(form, _attempt(door)):
        return False
    if _has_password(account, form[field].data or "", door):
        return True
    _note_refusal(account)
    form.explain(InvalidValue("accounts.password_wrong", field=field))
    return False


def has_code(form: BaseForm, account: Account) -> bool:
    """Whether the field ``code`` holds a generator's or a recovery code of the account; else the form says so.

    After many wrong codes somebody else seems to know the password. A generator's codes are taken again once there is
    a new one, and its owner is told so; recovery codes, too long to be guessed, are taken all the while.
    """
    typed, tokens = form["code"].data or "", get_tokens()
    with get_database().writing() as session:
        owner = session.get_one(Account, account.id)
        if get_actor().is_known:
            tried = second_factor.attempt_again(session, owner, typed, _own_door(), tokens=tokens, now=now())
        else:
            tried = second_factor.attempt(session, owner, typed, tokens=tokens, now=now())
        if tried.has_closed:
            account_mails.send_warning(session, owner, get_office(), language=get_language(), now=now())
    if tried.fits or _must_wait(form, tried.wait):
        return tried.fits
    _note_refusal(account)
    asked = "second_factor.code_or_recovery" if account.totp_seed else "second_factor.recovery_code"
    form.explain(InvalidValue("second_factor.closed" if tried.is_closed else asked, field="code"))
    return False


def has_proof(account: Account, is_accepted: Callable[[Session, Account], bool]) -> bool:
    """Whether something that nobody can guess is accepted, such as a passkey's signature."""
    with get_database().writing() as session:
        if is_accepted(session, session.get_one(Account, account.id)):
            return True
    _note_refusal(account)
    return False


def succeeded(account: Account) -> None:
    """Forget the failures of an account that has proved itself wholly, and note that it is signed in."""
    with get_database().writing() as session:
        owner = session.get_one(Account, account.id)
        guessing.succeed(session, owner, where_from(), now=now())
        audit.record(session, owner.as_actor(), "account.signed_in", owner, now=now())


def _whole(account: Account | None) -> Account | None:
    """An account with its passkeys, which are asked for when its session is closed."""
    if account is not None:
        list(account.passkeys)
    return account


def _own_door() -> Door:
    held = cast(ServerSession, browser)
    return guessing.session_door(accounts.hash_token(held.id or ""))


def _attempt(door: Door) -> timedelta:
    with get_database().writing() as session:
        return guessing.attempt(session, door, now=now())


def _has_password(account: Account | None, password: str, door: Door) -> bool:
    """Whether it is hers. The hash is checked outside of any transaction: it takes long, on purpose."""
    if not accounts.password_fits(account, password):
        return False
    with get_database().writing() as session:
        guessing.give_back(session, door, now=now())
    return True


def _must_wait(form: BaseForm, wait: timedelta) -> bool:
    if wait:
        minutes = ceil(wait.total_seconds() / 60)
        text = _("Es gab zu viele Versuche. Bitte warten Sie %(minutes)s Min. und versuchen Sie es dann noch einmal.")
        form.form_errors.append(text % {"minutes": minutes})
    return bool(wait)


def _note_refusal(account: Account | None) -> None:
    actor = get_actor()
    with get_database().writing() as session:
        known = session.get(Account, account.id) if account else None
        act = "account.proof_refused" if actor.is_known else "account.sign_in_refused"
        audit.record_sparsely(session, actor if actor.is_known else NOBODY, act, known, now=now())
