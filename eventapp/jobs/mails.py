"""Mails to one person: words from the services, bodies from templates, the calendar and the bytes from the adapters.

What a planner downloads and what is sent are made here, so they are the same.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.adapters import ical, ical_reply, mime, templates
from eventapp.adapters.templates import MailBody
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.editions import Edition
from eventapp.domain.messages import CalendarPart, MailOffice, Message, mail_host
from eventapp.domain.rsvp import Reply
from eventapp.domain.texts import Language
from eventapp.models import Invitation, Organizer
from eventapp.services import invitations, messages, outbox
from eventapp.services.messages import MailText
from eventapp.services.wording import words


@dataclass(frozen=True, slots=True)
class ReadyNotice:
    """A mail as it leaves."""

    content: bytes
    message_id: str
    sender: str
    recipient: str


@dataclass(frozen=True, slots=True)
class ReadyMail(ReadyNotice):
    """A mail as it leaves, with its calendar as a file and as the MIME part within it (RFC 6047)."""

    calendar: bytes
    part: bytes
    told: CalendarMessage


def to_anybody(
    edition: Edition,
    office: MailOffice,
    recipient: Mailbox,
    *,
    now: datetime,
    salutation: str = "",
    language: Language = Language.GERMAN,
    asks_for_answer: bool = True,
) -> ReadyMail:
    """The invitation to somebody who is on no list. Without a question the calendar goes along as a file alone."""
    text = messages.mail_text(
        edition, office.links, salutation=salutation, language=language, asks_for_answer=asks_for_answer
    )
    attendee = recipient if asks_for_answer else None
    told = messages.invitation(edition, office.links, attendee, now=now, language=language)
    return with_calendar(recipient, edition, office, text, told)


def to_invited(
    invitation: Invitation,
    edition: Edition,
    office: MailOffice,
    *,
    now: datetime,
    method: Method | None = None,
    repetition: str = "",
) -> ReadyMail:
    """What ``invitation`` has to be told now, or with ``method`` PUBLISH as information only.

    A ``repetition`` is another mail about the same; without it, a second one bears the first one's Message-ID.

    Raises RuleBroken("invitations.wrong_method").
    """
    told = invitations.message(invitation, edition, office.links, now=now, method=method)
    language = Language(invitation.language)
    salutation = messages.greeting(invitation.name, invitation.salutation, language)
    if invitation.is_withdrawn and not edition.is_cancelled:
        text = messages.uninvited_text(edition, office.links, salutation=salutation, language=language)
    else:
        text = messages.mail_text(
            edition,
            office.links,
            salutation=salutation,
            language=language,
            asks_for_answer=told.method is not Method.PUBLISH,
            own_url=invitations.address(invitation, office.links, office.tokens) or "",
        )
    occasion = "/".join(part for part in (told.method.value, str(invitation.steps), repetition) if part)
    return with_calendar(invitations.mailbox(invitation), edition, office, text, told, occasion=occasion)


def notice(
    invitation: Invitation, edition: Edition, office: MailOffice, text: MailText, *, occasion: str, now: datetime
) -> ReadyNotice:
    """A mail without a calendar. The same ``occasion`` for the same person and edition has the same Message-ID."""
    return notice_to(invitations.mailbox(invitation), edition, office, text, occasion=occasion, now=now)


def notice_to(
    recipient: Mailbox, edition: Edition, office: MailOffice, text: MailText, *, occasion: str, now: datetime
) -> ReadyNotice:
    """The same to somebody who is on no list, such as a speaker."""
    made = _message(edition, office, recipient, text, None, occasion, now)
    return ReadyNotice(mime.message_bytes(made), made.message_id, made.sender.address, recipient.address)


def of_house(
    organizer: Organizer,
    recipient: Mailbox,
    body: MailBody,
    office: MailOffice,
    *,
    language: Language = Language.GERMAN,
    number: uuid.UUID | None = None,
    list_id: str = "",
    now: datetime,
) -> ReadyNotice:
    """A mail of an office about no assembly. The same ``number`` has the same Message-ID; without one it is its own."""
    sender, host = Mailbox(organizer.office, organizer.email), mail_host(office.host)
    made = Message(
        sender=sender,
        recipient=recipient,
        reply_to=sender,
        subject=body.subject,
        text=body.text,
        html=body.html,
        message_id=f"<{number or uuid.uuid4()}@{host}>",
        sent_at=now,
        language=language.tag,
        list_id=list_id,
    )
    return ReadyNotice(mime.message_bytes(made), made.message_id, sender.address, recipient.address)


def with_calendar(
    recipient: Mailbox,
    edition: Edition,
    office: MailOffice,
    text: MailText,
    told: CalendarMessage,
    *,
    occasion: str = "",
) -> ReadyMail:
    """A mail with what calendars are told by it. Its Message-ID follows from ``occasion`` as a notice's does."""
    calendar = CalendarPart(ical.invitation_file(told), told.method.value)
    return _packed(edition, office, recipient, text, told, calendar, occasion)


def queue(session: Session, made: ReadyNotice, *, now: datetime, invitation: Invitation | None = None) -> bool:
    """Put a mail into the outbox, in the transaction of the decision; False if it is there already."""
    return outbox.queue(
        session,
        message_id=made.message_id,
        sender=made.sender,
        recipient=made.recipient,
        content=made.content,
        now=now,
        invitation=invitation,
    )


def stays(invitation: Invitation, edition: Edition, office: MailOffice, counter: Reply, *, now: datetime) -> ReadyMail:
    """The answer to a proposal of another time: it stays as it is (RFC 5546, section 3.2.8)."""
    told = invitations.message(invitation, edition, office.links, now=now, method=Method.REQUEST)
    language = Language(invitation.language)
    salutation = messages.greeting(invitation.name, invitation.salutation, language)
    text = messages.stays_text(edition, office.links, salutation=salutation, language=language)
    calendar = CalendarPart(ical_reply.decline_counter(told, counter, text.opening[0]), "DECLINECOUNTER")
    occasion = f"DECLINECOUNTER/{counter.sequence}/{counter.dtstamp.isoformat()}"
    return _packed(edition, office, invitations.mailbox(invitation), text, told, calendar, occasion)


def _packed(
    edition: Edition,
    office: MailOffice,
    recipient: Mailbox,
    text: MailText,
    told: CalendarMessage,
    calendar: CalendarPart,
    occasion: str,
) -> ReadyMail:
    made = _message(edition, office, recipient, text, calendar, occasion, told.sent_at)
    return ReadyMail(
        content=mime.message_bytes(made),
        calendar=calendar.content,
        part=mime.calendar_part(calendar),
        message_id=made.message_id,
        sender=made.sender.address,
        recipient=recipient.address,
        told=told,
    )


def _message(
    edition: Edition,
    office: MailOffice,
    recipient: Mailbox,
    text: MailText,
    calendar: CalendarPart | None,
    occasion: str,
    sent_at: datetime,
) -> Message:
    body = templates.mail_body("invitation", text, words(text.language))
    number = messages.message_id(edition, recipient.address, office.host, occasion)
    return message(edition, office, recipient, body, text.language, calendar, message_id=number, sent_at=sent_at)


def message(
    edition: Edition,
    office: MailOffice,
    recipient: Mailbox,
    body: MailBody,
    language: Language,
    calendar: CalendarPart | None,
    *,
    message_id: str,
    sent_at: datetime,
) -> Message:
    """A mail of the office that announced ``edition``."""
    sender = messages.organizer_mailbox(edition)
    return Message(
        sender=sender,
        recipient=recipient,
        reply_to=sender,
        subject=body.subject,
        text=body.text,
        html=body.html,
        message_id=message_id,
        sent_at=sent_at,
        language=language.tag,
        list_id=f"{edition.organizer.slug}.{mail_host(office.host)}",
        calendar=calendar,
    )
