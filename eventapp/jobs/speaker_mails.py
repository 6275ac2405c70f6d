"""Mails to speakers: what changed, and the way to their own appearances."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.calendar import Mailbox
from eventapp.domain.editions import Edition
from eventapp.domain.mailings import MailingDraft
from eventapp.domain.messages import MailOffice
from eventapp.domain.placeholders import Placeholder, fill
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.models import Speaker
from eventapp.services import appearances, mailing_texts, messages, wording
from eventapp.services.wording import N_, words


def queue(
    session: Session,
    speaker: Speaker,
    edition: Edition,
    office: MailOffice,
    draft: MailingDraft,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Put a mail to ``speaker`` there, in the words of ``draft``. She gets a link of her own if she has none."""
    language = Language.GERMAN
    url = appearances.address(session, speaker, office.links, office.tokens)
    if url is None:
        appearances.renew_link(session, speaker, tokens=office.tokens, actor=actor, now=now)
        url = appearances.address(session, speaker, office.links, office.tokens)
    own = {
        Placeholder.NAME: speaker.full_name,
        Placeholder.DEPARTMENT: speaker.organisation,
        Placeholder.LINK: url or office.links.event(edition.key),
        Placeholder.CODE: "",
    }
    gaps = mailing_texts.values(edition, language, None) | own
    text = messages.notice_text(
        edition,
        office.links,
        subject=fill(draft.subject.best(language), gaps),
        paragraphs=wording.paragraphs(fill(draft.text.best(language), gaps)),
        hint=words(language)(N_("Ihre eigenen Auftritte mit Uhrzeit stehen unter Ihrem persönlichen Link.")),
        salutation=messages.greeting(speaker.full_name, "neutral", language),
        language=language,
        own_url=url or "",
    )
    made = mails.notice_to(
        Mailbox(speaker.full_name, speaker.contact_email), edition, office, text, occasion="speaker", now=now
    )
    mails.queue(session, made, now=now)
