"""The invitation as a mail to one person. The calendar part comes from ``adapters.ical``, the bytes from ``mime``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from eventapp.domain.calendar import CalendarEntry, Invitation, Mailbox, Method
from eventapp.domain.editions import Edition, ItemCard
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.services import calendar, letters, wording
from eventapp.services.wording import N_, words

_NAMESPACE = uuid.UUID("6f4ba6f2-6f0a-5d0e-9d0c-3c1c3b1e9a10")


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """One item in a mail."""

    time: str
    title: str
    people: str


@dataclass(frozen=True, slots=True)
class MailText:
    """The parts of a mail's body, ready for its templates."""

    subject: str
    salutation: str
    opening: tuple[str, ...]
    day: str
    time: str
    where: str
    program: tuple[ProgramLine, ...]
    notes: tuple[str, ...]
    page_url: str
    entry_url: str
    signature: tuple[str, ...]
    closing: str
    language: Language
    is_cancelled: bool
    asks_for_answer: bool


def organizer_mailbox(edition: Edition) -> Mailbox:
    """Who asks: the office's function mailbox."""
    return Mailbox(edition.organizer.office, edition.organizer.email)


def invitation(
    edition: Edition,
    links: Links,
    attendee: Mailbox | None,
    *,
    now: datetime,
    language: Language = Language.GERMAN,
) -> Invitation:
    """The calendar message: a request to one person, plain information to nobody in particular, or a call-off."""
    entry: CalendarEntry = calendar.entry(edition, links, language)
    question = Method.CANCEL if edition.is_cancelled else Method.REQUEST
    method = Method.PUBLISH if attendee is None else question
    return Invitation(entry, method, organizer_mailbox(edition), attendee, now)


def message_id(edition: Edition, address: str, host: str) -> str:
    """The same for the same person and edition, so that a repeated mail is recognised as a repetition."""
    name = f"{edition.uid}/{edition.number}/{address.casefold()}"
    return f"<{uuid.uuid5(_NAMESPACE, name)}@{host.partition(':')[0]}>"


def mail_text(
    edition: Edition,
    links: Links,
    *,
    salutation: str = "",
    language: Language = Language.GERMAN,
    asks_for_answer: bool = True,
) -> MailText:
    """The words of the mail."""
    _ = words(language)
    block = letters.date_block(edition, language)
    return MailText(
        subject=letters.subject(edition, language),
        salutation=salutation or _(N_("Guten Tag,")),
        opening=letters.opening(edition, language),
        day=block.day,
        time=block.time,
        where=", ".join(part for part in (block.place, block.address) if part),
        program=tuple(_line(item, language) for item in edition.items),
        notes=letters.notes(edition, language),
        page_url=links.event(edition.key),
        entry_url=links.entry(edition.key),
        signature=_signature(edition),
        closing=_(N_("Mit freundlichen Grüßen")),
        language=language,
        is_cancelled=edition.is_cancelled,
        asks_for_answer=asks_for_answer,
    )


def _line(item: ItemCard, language: Language) -> ProgramLine:
    people = "; ".join(wording.person(person, language) for person in item.people)
    return ProgramLine(wording.clock(item.starts.local), calendar.item_title(item, language), people)


def _signature(edition: Edition) -> tuple[str, ...]:
    card = edition.organizer
    address = ", ".join(part for part in (card.street, f"{card.postcode} {card.city}".strip()) if part)
    contact = " · ".join(part for part in (card.contact_name, card.contact_phone or card.phone) if part)
    lines = (
        card.signatory,
        card.signatory_function,
        "",
        f"{card.authority} · {card.office}",
        address,
        contact,
        card.contact_email or card.email,
        card.website,
    )
    return tuple(line for n, line in enumerate(lines) if line or (n == 2 and card.signatory))


def greeting(name: str, form: str, language: Language = Language.GERMAN) -> str:
    """The salutation: ``Guten Tag Kim Muster,``; with ``form`` "frau" or "herr" the formal one (PRN-4)."""
    _ = words(language)
    if not name:
        return ""
    patterns = {"frau": N_("Sehr geehrte Frau {name},"), "herr": N_("Sehr geehrter Herr {name},")}
    return _(patterns.get(form, N_("Guten Tag {name},"))).replace("{name}", name)
