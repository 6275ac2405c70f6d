"""An invitation as a mail's bytes: words from the services, bodies from templates, the calendar from its adapter."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from flask_babel import force_locale

from eventapp.adapters import ical, mime
from eventapp.domain.calendar import Mailbox
from eventapp.domain.editions import Edition
from eventapp.domain.links import Links
from eventapp.domain.messages import CalendarPart, Message
from eventapp.domain.texts import Language
from eventapp.services import invitations


def invitation_mail(
    edition: Edition,
    links: Links,
    recipient: Mailbox,
    *,
    host: str,
    now: datetime,
    salutation: str = "",
    language: Language = Language.GERMAN,
    asks_for_answer: bool = True,
) -> bytes:
    """The mail to one person (RFC 6047). Without a question the calendar goes along as a file alone."""
    text = invitations.mail_text(
        edition, links, salutation=salutation, language=language, asks_for_answer=asks_for_answer
    )
    attendee = recipient if asks_for_answer else None
    message = invitations.invitation(edition, links, attendee, now=now, language=language)
    sender = invitations.organizer_mailbox(edition)
    with force_locale(language.interface):
        body = render_template("mail/invitation/body.txt", mail=text)
        html = render_template("mail/invitation/body.html", mail=text)
        subject = render_template("mail/invitation/subject.txt", mail=text).strip()
    return mime.message_bytes(
        Message(
            sender=sender,
            recipient=recipient,
            reply_to=sender,
            subject=subject,
            text=body,
            html=html,
            message_id=invitations.message_id(edition, recipient.address, host),
            sent_at=now,
            language=language.tag,
            list_id=f"{edition.organizer.slug}.{host.partition(':')[0]}",
            calendar=CalendarPart(ical.invitation_file(message), message.method.value),
        )
    )
