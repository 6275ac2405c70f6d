"""A mail to one person, in words. The calendar part comes from ``adapters.ical``, the bytes from ``mime``."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from eventapp.domain.calendar import CalendarEntry, Invitation, Mailbox, Method
from eventapp.domain.editions import Edition, ItemCard
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.messages import mail_host
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
    """The parts of a mail's body, ready for its templates. ``hint`` says what to do with the calendar part.

    ``entry_url``, ``own_url`` and ``privacy_url`` are empty where there is nothing to open.
    """

    subject: str
    salutation: str
    opening: tuple[str, ...]
    day: str
    time: str
    where: str
    hint: str
    entry_url: str
    program: tuple[ProgramLine, ...]
    notes: tuple[str, ...]
    page_url: str
    own_url: str
    signature: tuple[str, ...]
    closing: str
    language: Language
    privacy_url: str = ""


def organizer_mailbox(edition: Edition) -> Mailbox:
    """Who asks: the office's function mailbox, as it was at the first announcement. Calendars know the entry by it."""
    return Mailbox(edition.organizer.office, edition.asked_by or edition.organizer.email)


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


def message_id(edition: Edition, address: str, host: str, occasion: str = "") -> str:
    """The same for the same person, edition and occasion, so that a repeated mail is recognised as a repetition."""
    name = f"{edition.uid}/{edition.number}/{address.casefold()}" + (f"/{occasion}" if occasion else "")
    return f"<{uuid.uuid5(_NAMESPACE, name)}@{mail_host(host)}>"


def mail_text(
    edition: Edition,
    links: Links,
    *,
    salutation: str = "",
    language: Language = Language.GERMAN,
    asks_for_answer: bool = True,
    own_url: str = "",
) -> MailText:
    """The words of an invitation or of a call-off. ``own_url`` is the reader's own page, if she has one."""
    _ = words(language)
    if edition.is_cancelled and asks_for_answer:
        hint = _(N_("Mit der Kalendernachricht dieser E-Mail nehmen Sie den Termin aus Ihrem Kalender."))
    elif edition.is_cancelled:
        hint = _(N_("Bitte nehmen Sie den Termin aus Ihrem Kalender."))
    elif asks_for_answer:
        hint = _(N_("Nehmen Sie die Kalendereinladung dieser E-Mail an, dann steht der Termin in Ihrem Kalender."))
    else:
        hint = _(N_("Öffnen Sie den Anhang, dann steht der Termin in Ihrem Kalender."))
    text = _about(edition, links, salutation, language)
    return replace(
        text,
        hint=hint,
        entry_url="" if edition.is_cancelled else (f"{own_url}.ics" if own_url else links.entry(edition.key)),
        program=() if edition.is_cancelled else tuple(_line(item, language) for item in edition.items),
        notes=() if edition.is_cancelled else _notes(edition, language),
        own_url=own_url,
        privacy_url=links.notice(own_url),
        subject=text.subject if asks_for_answer else _for_information(edition, text.subject, language),
    )


def _notes(edition: Edition, language: Language) -> tuple[str, ...]:
    access = calendar.access_of(edition, language)
    return (*([access] if access else []), *letters.notes(edition, language))


def _for_information(edition: Edition, subject: str, language: Language) -> str:
    if edition.status is not Status.CONFIRMED:
        return subject
    return _of_event(edition, language, N_("Zur Kenntnis: {title} am {day}"))


def uninvited_text(edition: Edition, links: Links, *, salutation: str, language: Language) -> MailText:
    """The words of a mail that takes one person's invitation back."""
    text = _short(
        _about(edition, links, salutation, language),
        _of_event(edition, language, N_("Ihre Einladung entfällt: {title} am {day}")),
        N_("Ihre Einladung zu dieser Veranstaltung gilt nicht mehr. Wenn Sie Fragen haben, melden Sie sich bitte."),
        N_("Mit der Kalendernachricht dieser E-Mail nehmen Sie den Termin aus Ihrem Kalender."),
    )
    return replace(text, time=wording.time_of(edition, language), page_url="")


def stays_text(edition: Edition, links: Links, *, salutation: str, language: Language) -> MailText:
    """The words of a mail that declines another time, which a calendar program proposed."""
    return _short(
        _about(edition, links, salutation, language),
        _of_event(edition, language, N_("Der Termin bleibt: {title} am {day}")),
        N_(
            "Ihr Kalender hat uns einen anderen Termin vorgeschlagen. "
            "Die Veranstaltung bleibt, wie sie angekündigt ist."
        ),
        N_("Ob Sie kommen, sagen Sie uns mit der Kalendereinladung, die Sie schon haben."),
    )


def notice_text(
    edition: Edition,
    links: Links,
    *,
    subject: str,
    paragraphs: tuple[str, ...],
    hint: str,
    salutation: str,
    language: Language,
    own_url: str = "",
) -> MailText:
    """The words of a mail that tells one person something about an event. All texts are ready to read.

    ``hint`` is the sentence below the date that says what to do.
    """
    text = _about(edition, links, salutation, language)
    return replace(
        text, subject=subject, opening=paragraphs, hint=hint, own_url=own_url, privacy_url=links.notice(own_url)
    )


def _short(text: MailText, subject: str, said: str, hint: str) -> MailText:
    """A mail of one paragraph; ``said`` and ``hint`` are looked up in its language."""
    _ = words(text.language)
    return replace(text, subject=subject, opening=(_(said),), hint=_(hint))


def _about(edition: Edition, links: Links, salutation: str, language: Language) -> MailText:
    """What every mail about an event has in common."""
    _ = words(language)
    block = letters.date_block(edition, language)
    return MailText(
        subject=letters.subject(edition, language),
        salutation=salutation or _(N_("Guten Tag,")),
        opening=letters.opening(edition, language),
        day=block.day,
        time=wording.time_of(edition, language) if edition.is_cancelled else block.time,
        where=", ".join(part for part in (block.place, block.address) if part),
        hint="",
        entry_url="",
        program=(),
        notes=(),
        page_url=links.event(edition.key),
        own_url="",
        signature=_signature(edition),
        closing=_(N_("Mit freundlichen Grüßen")),
        language=language,
    )


def _of_event(edition: Edition, language: Language, pattern: str) -> str:
    day = wording.day(edition.starts.day, language, weekday=False)
    title = edition.title.best(language)
    return words(language)(pattern).replace("{day}", day).replace("{title}", title)


def _line(item: ItemCard, language: Language) -> ProgramLine:
    people = "; ".join(wording.person(person, language) for person in item.people)
    return ProgramLine(wording.clock(item.starts.local), calendar.item_title(item, language), people)


def contact(edition: Edition) -> str:
    """Whom to ask: ``Kim Muster, 0201 88-0, stelle@example.org``."""
    card = edition.organizer
    ways = (card.contact_name, card.contact_phone or card.phone, card.contact_email or card.email)
    return ", ".join(way for way in ways if way)


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
