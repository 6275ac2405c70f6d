"""Attempts to prove oneself: counted, slowed down, and answered alike whether the account exists or not."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY
from eventapp.domain.errors import InvalidValue
from eventapp.models import Account
from eventapp.request import get_database, get_tokens, now
from eventapp.services import accounts, audit, second_factor
from eventapp.web.forms import BaseForm
from eventapp.web.networks import where_from


def is_paused(form: BaseForm, email: str) -> bool:
    """Whether there were too many attempts; the form then says for how long."""
    with get_database().reading() as session:
        pause = accounts.pause_left(session, email, now=now(), network=where_from())
    if pause:
        minutes = ceil(pause.total_seconds() / 60)
        text = _("Es gab zu viele Versuche. Bitte warten Sie %(minutes)s Min. und versuchen Sie es dann noch einmal.")
        form.form_errors.append(text % {"minutes": minutes})
    return bool(pause)


def identified(account_id: int) -> Account | None:
    """An account to look at, in no session: whoever holds a transaction open can't count attempts in another."""
    with get_database().reading() as session:
        account = session.get(Account, account_id)
        if account is not None:
            _ = account.passkeys
        return account


def password_fits(email: str, password: str) -> Account | None:
    """The account, if the password is its own. A failure counts; a success ends no count: a factor may be missing.

    The hash is checked outside of any writing transaction.
    """
    with get_database().reading() as session:
        account = accounts.by_email(session, email)
        if account is not None:
            _ = account.passkeys
    if accounts.password_fits(account, password):
        return account
    _refused(email, account)
    return None


def proof_fits(account: Account, is_accepted: Callable[[Session, Account], bool]) -> bool:
    """Whether a second proof of ``account`` is accepted. A failure counts like a wrong password's."""
    with get_database().writing() as session:
        if is_accepted(session, session.get_one(Account, account.id)):
            return True
    _refused(account.email, account)
    return False


def knows_password(form: BaseForm, account: Account, field: str) -> bool:
    """Whether the password typed into ``field`` is the account's; else the form says so there."""
    if is_paused(form, account.email):
        return False
    if password_fits(account.email, form[field].data or ""):
        return True
    form.explain(InvalidValue("accounts.password_wrong", field=field))
    return False


def has_code(form: BaseForm, account: Account) -> bool:
    """Whether the field ``code`` holds a generator's or a recovery code of the account; else the form says so."""
    if is_paused(form, account.email):
        return False

    def is_accepted(session: Session, owner: Account) -> bool:
        return second_factor.accept(session, owner, form["code"].data or "", tokens=get_tokens(), now=now())

    if proof_fits(account, is_accepted):
        return True
    form.explain(InvalidValue("second_factor.code", field="code"))
    return False


def succeeded(account: Account) -> None:
    """Forget the failures of an account that has proved itself wholly, and note that it is signed in."""
    with get_database().writing() as session:
        accounts.forgive(session, account.email, network=where_from())
        owner = session.get_one(Account, account.id)
        audit.record(session, owner.as_actor(), "account.signed_in", owner, now=now())


def _refused(email: str, account: Account | None) -> None:
    with get_database().writing() as session:
        accounts.count_failure(session, email, now=now(), network=where_from())
        known = session.get(Account, account.id) if account else None
        audit.record(session, NOBODY, "account.sign_in_refused", known, now=now())
