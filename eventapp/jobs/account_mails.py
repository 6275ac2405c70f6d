"""Mails about accounts: one-time links for passwords, queued in the transaction that makes them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.adapters import templates
from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.calendar import Mailbox
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.jobs.mails import ReadyNotice
from eventapp.models import Account, Organizer, PasswordLink
from eventapp.services import account_texts, accounts, audit
from eventapp.services.account_texts import Occasion
from eventapp.services.wording import words

FORGOTTEN_LASTS = timedelta(hours=2)
_BETWEEN = timedelta(minutes=15)


def send_invitation(
    session: Session, account: Account, office: MailOffice, *, language: Language, actor: Actor, now: datetime
) -> None:
    """Send somebody the link with which she chooses her first password."""
    token = accounts.make_link(session, account, actor=actor, now=now)
    _send(session, Occasion.INVITED, account, token, accounts.LINK_LIFETIME, office, language, now)


def send_forgotten(session: Session, email: str, office: MailOffice, *, language: Language, now: datetime) -> None:
    """Send a link for a new password where there is such an account that may sign in by one; else nothing.

    Not again within a quarter of an hour: nobody's mailbox can be filled from outside. An unknown address costs the
    same work as a known one (S-22): a mail is made, and an entry is written into the log.
    """
    known = accounts.by_email(session, email)
    audit.record_sparsely(session, NOBODY, "account.link_asked", known, now=now)
    if known is not None and known.is_active and known.password_hash and not _was_asked(session, known, now):
        token = accounts.make_link(session, known, actor=NOBODY, now=now, lasts=FORGOTTEN_LASTS)
        _send(session, Occasion.FORGOTTEN, known, token, FORGOTTEN_LASTS, office, language, now)
    else:
        nobody = Account(email=f"{secrets.token_hex(8)}@example.org", name="")
        with session.no_autoflush:
            _made(session, Occasion.FORGOTTEN, nobody, secrets.token_urlsafe(), FORGOTTEN_LASTS, office, language, now)


def send_warning(session: Session, account: Account, office: MailOffice, *, language: Language, now: datetime) -> None:
    """Tell somebody that her password seems to be known, with a link for a new one."""
    audit.record(session, NOBODY, "account.codes_closed", account, now=now)
    token = accounts.make_link(session, account, actor=NOBODY, now=now, lasts=FORGOTTEN_LASTS)
    _send(session, Occasion.GUESSED, account, token, FORGOTTEN_LASTS, office, language, now)


def _was_asked(session: Session, account: Account, now: datetime) -> bool:
    until = now + FORGOTTEN_LASTS
    asked = PasswordLink.expires_at.between(until - _BETWEEN, until)  # a link of an invitation lasts longer
    query = select(PasswordLink.id).where(PasswordLink.account_id == account.id, asked)
    return session.scalar(query) is not None


def _send(
    session: Session,
    occasion: Occasion,
    account: Account,
    token: str,
    lasts: timedelta,
    office: MailOffice,
    language: Language,
    now: datetime,
) -> None:
    mails.queue(session, _made(session, occasion, account, token, lasts, office, language, now), now=now)


def _made(
    session: Session,
    occasion: Occasion,
    account: Account,
    token: str,
    lasts: timedelta,
    office: MailOffice,
    language: Language,
    now: datetime,
) -> ReadyNotice:
    organizer = _sender(session, account)
    hours = int(lasts / timedelta(hours=1))
    text = account_texts.link_text(
        occasion, account, organizer, office.links.password(token), hours=hours, language=language
    )
    body = templates.mail_body("account", text, words(language))
    recipient = Mailbox(account.name, account.email)
    return mails.of_house(organizer, recipient, body, office, language=language, now=now)


def _sender(session: Session, account: Account) -> Organizer:
    """The office that she works with; for who has no role, the first one."""
    if account.memberships:
        return min((one.organizer for one in account.memberships), key=lambda organizer: organizer.id)
    return session.get_one(Organizer, session.scalar(select(func.min(Organizer.id))))
