"""The mails of one mailing: what they have in common is made once, and each reader's own is filled in."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import escape

from eventapp.adapters import ical, mime, templates
from eventapp.adapters.templates import MailBody
from eventapp.domain.calendar import CalendarEntry, Mailbox, Method
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.editions import Edition
from eventapp.domain.messages import CalendarPart, MailOffice
from eventapp.domain.placeholders import PERSONAL, Placeholder
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.domain.tokens import shown_code
from eventapp.jobs import mails
from eventapp.models import Invitation, Mailing
from eventapp.services import calendar, invitations, mailing_texts, messages
from eventapp.services.wording import words

_SALUTATION = "salutation"
_NOBODYS_CODE = "ABCDE-FGHJK"
_OPEN, _CLOSE = f"\ue000{secrets.token_hex(8)}-", "\ue001"  # no text that people write holds this process's mark
_GAP = re.compile(f"{_OPEN}([a-z]+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Mould:
    """A text with gaps: literal parts, and between them the names of what is filled in. Filled once, never twice."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Mould:
        """``text`` taken apart at its gaps."""
        return cls(tuple(_GAP.split(text)))

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with ``values`` in its gaps."""
        parts = list(self.parts)
        for place in range(1, len(parts), 2):
            parts[place] = values[parts[place]]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Made:
    """One mail, and what its reader's calendar is told by it; None where no calendar goes along."""

    content: bytes
    told: CalendarMessage | None


@dataclass
class Series:
    """The mails of ``mailing`` to readers of one language, in German where the office wrote it in no other.

    ``closes`` is the deadline for answers, if there is one. With ``hides_secrets`` nobody's link and code are in them.
    """

    mailing: Mailing
    edition: Edition
    office: MailOffice
    language: Language
    closes: WallClock | None = None
    hides_secrets: bool = False

    def __post_init__(self) -> None:
        self.language = mailing_texts.spoken(self.mailing, self.language)

    def mail(self, invitation: Invitation, message_id: str, *, now: datetime) -> Made:
        """The mail to one person. ``now`` becomes its Date and DTSTAMP.

        Raises InvalidValue for an address that no mail can name.
        """
        told = self._told(invitation, now)
        values = self._values(invitation)
        return Made(self._packed(invitations.mailbox(invitation), values, message_id, told, now), told)

    def sample(self, reader: Mailbox, *, mark: str, now: datetime) -> bytes:
        """The mail as somebody sees it who is not on the list: link and code are nobody's.

        Its calendar is for information, so that trying out answers nothing and invites nobody. ``mark`` stands before
        the subject.
        """
        values = {
            _SALUTATION: messages.greeting(reader.name, "neutral", self.language) or self._greeting,
            Placeholder.NAME: reader.name,
            Placeholder.DEPARTMENT: "",
            Placeholder.LINK: self.office.links.event(self.edition.key),
            Placeholder.CODE: _NOBODYS_CODE,
        }
        told = None
        if self.mailing.has_calendar and not self.edition.is_cancelled:
            told = CalendarMessage(self._entry, Method.PUBLISH, messages.organizer_mailbox(self.edition), None, now)
        occasion = f"sample/{self.mailing.id}/{now.isoformat()}"
        number = messages.message_id(self.edition, reader.address, self.office.host, occasion)
        return self._packed(reader, values, number, told, now, mark)

    def _packed(
        self,
        recipient: Mailbox,
        values: Mapping[str, str],
        message_id: str,
        told: CalendarMessage | None,
        now: datetime,
        mark: str = "",
    ) -> bytes:
        subject, text, html = self._moulds
        body = MailBody(
            subject=f"{mark} {subject.filled(values)}".strip(),
            text=text.filled(values),
            html=html.filled({name: str(escape(value)) for name, value in values.items()}),
        )
        entry = CalendarPart(ical.invitation_file(told), told.method.value) if told else None
        return mime.message_bytes(
            mails.message(
                self.edition, self.office, recipient, body, self.language, entry, message_id=message_id, sent_at=now
            )
        )

    def _values(self, invitation: Invitation) -> dict[str, str]:
        if self.hides_secrets:
            link, code = self.office.links.invitation("…"), _NOBODYS_CODE
        else:
            found = invitations.address(invitation, self.office.links, self.office.tokens)
            link = found or self.office.links.event(self.edition.key)
            code = shown_code(self.office.tokens.code(invitation.secret))
        return {
            _SALUTATION: messages.greeting(invitation.name, invitation.salutation, self.language) or self._greeting,
            Placeholder.NAME: invitation.name,
            Placeholder.DEPARTMENT: invitation.department,
            Placeholder.LINK: link,
            Placeholder.CODE: code,
        }

    @cached_property
    def _greeting(self) -> str:
        return words(self.language)("Guten Tag,")

    @cached_property
    def _moulds(self) -> tuple[Mould, Mould, Mould]:
        gaps = {Placeholder(name): f"{_OPEN}{name}{_CLOSE}" for name in PERSONAL}
        text = mailing_texts.mail_text(
            self.mailing,
            self.edition,
            self.office.links,
            self.language,
            closes=self.closes,
            personal=gaps,
            salutation=f"{_OPEN}{_SALUTATION}{_CLOSE}",
        )
        body = templates.mail_body("invitation", text, words(self.language))
        return Mould.of(body.subject), Mould.of(body.text), Mould.of(body.html)

    @cached_property
    def _entry(self) -> CalendarEntry:
        return calendar.entry(self.edition, self.office.links, self.language)

    def _told(self, invitation: Invitation, now: datetime) -> CalendarMessage | None:
        """What her calendar is told. Who was never told anything needs no cancellation."""
        if not self.mailing.has_calendar:
            return None
        method = invitations.method_of(invitation, self.edition)
        if method is Method.CANCEL and invitation.sent_at is None:
            return None
        if method is Method.REQUEST and not self.mailing.asks_for_answer:
            method = Method.PUBLISH
        if invitation.steps:
            return invitations.message(invitation, self.edition, self.office.links, now=now, method=method)
        attendee = None if method is Method.PUBLISH else invitations.mailbox(invitation)
        return CalendarMessage(self._entry, method, messages.organizer_mailbox(self.edition), attendee, now)
