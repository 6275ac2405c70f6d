"""Mails about the release of a mailing by a second person, queued in the transaction of the decision (A8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.adapters import templates
from eventapp.domain.calendar import Mailbox
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.models import Account, Mailing
from eventapp.services import mailings, release_texts, releases
from eventapp.services.release_texts import Turn
from eventapp.services.wording import words


def ask(session: Session, mailing: Mailing, office: MailOffice, *, language: Language, now: datetime) -> list[str]:
    """Ask everybody who may release ``mailing``. Answers their names; none where nobody may."""
    people = releases.second_persons(session, mailing)
    _queue(session, Turn.ASKED, mailing, people, mailing.proposed_by, office, language, now)
    return [account.name for account in people]


def tell(
    session: Session,
    mailing: Mailing,
    asked_by: int | None,
    office: MailOffice,
    *,
    by: str,
    language: Language,
    now: datetime,
) -> None:
    """Tell who asked, if she still has an account, that ``by`` released ``mailing``, or handed it back with a note."""
    account = session.get(Account, asked_by) if asked_by else None
    if account is not None and account.is_active:
        turn = Turn.RETURNED if mailing.returned_note else Turn.RELEASED
        _queue(session, turn, mailing, [account], by, office, language, now)


def _queue(
    session: Session,
    turn: Turn,
    mailing: Mailing,
    people: Iterable[Account],
    by: str,
    office: MailOffice,
    language: Language,
    now: datetime,
) -> None:
    seen = mailings.outlook(session, mailing, tokens=office.tokens)
    organizer = mailing.event.organizer
    link = f"{office.links.base}/planning/events/{mailing.event_id}/mailings/{mailing.id}/"
    for account in people:
        text = release_texts.text(
            turn, mailing, seen.edition, seen.reached, to=account.name, by=by, link=link, language=language
        )
        body = templates.mail_body("account", text, words(language))
        recipient = Mailbox(account.name, account.email)
        mails.queue(session, mails.of_house(organizer, recipient, body, office, language=language, now=now), now=now)
