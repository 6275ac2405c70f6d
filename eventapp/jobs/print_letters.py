"""The letters of one mailing, for people without a mailbox: sorted for internal mail, booklet by booklet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import typst_batch, typst_run
from eventapp.domain.editions import Edition
from eventapp.domain.letters import LetterRecipient, LetterSeries, booklets
from eventapp.domain.mailings import Channel, DeliveryState
from eventapp.domain.messages import MailOffice
from eventapp.domain.placeholders import Placeholder
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.domain.tokens import shown_code
from eventapp.models import Delivery, Invitation, Mailing
from eventapp.services import attendance, invitations, letters, mailing_texts, mailings, messages
from eventapp.services.audience import Recipient

_DOTS_PER_INCH = 72
_NOBODYS_CODE = "ABCDE-FGHJK"


@dataclass(frozen=True, slots=True)
class Booklet:
    """One file to be printed: what stands in it, before it is set."""

    number: int
    language: Language
    first_department: str
    last_department: str
    letters: int


def series(session: Session, mailing: Mailing, office: MailOffice, *, today: WallClock) -> list[LetterSeries]:
    """All letters of ``mailing`` that are not stopped, a series for each language. ``today`` is printed on them."""
    query = (
        select(Invitation)
        .join(Delivery, Delivery.invitation_id == Invitation.id)
        .where(
            Delivery.mailing_id == mailing.id,
            Delivery.channel == Channel.LETTER,
            Delivery.state != DeliveryState.STOPPED,
            Invitation.withdrawn_at.is_(None),
            Invitation.forgotten_at.is_(None),
        )
    )
    people = session.scalars(query.order_by(Invitation.id)).all()
    edition = mailings.edition_of(session, mailing)
    closes = attendance.plan_of(session, mailing.event).closes
    found = []
    for language in (Language.GERMAN, Language.ENGLISH):
        readers = [
            _reader(one, mailing, edition, office, language, closes)
            for one in people
            if mailing_texts.spoken(mailing, Language(one.language)) is language
        ]
        if readers:
            found.append(one_series(mailing, edition, office, language, readers, closes=closes, today=today))
    return found


def one_series(
    mailing: Mailing,
    edition: Edition,
    office: MailOffice,
    language: Language,
    readers: Sequence[LetterRecipient],
    *,
    closes: WallClock | None,
    today: WallClock,
) -> LetterSeries:
    """The same letter to ``readers``."""
    return letters.series(
        edition,
        office.links,
        readers,
        written_on=today.day,
        language=language,
        subject_line=mailing_texts.letter_subject(mailing, edition, language, closes=closes),
        paragraphs=mailing_texts.letter_paragraphs(mailing, edition, language, closes=closes),
    )


def contents(found: Sequence[LetterSeries]) -> list[Booklet]:
    """What each booklet will hold, numbered through all languages."""
    made: list[Booklet] = []
    for one in found:
        for sections in booklets(one.recipients, typst_batch.LETTERS_PER_BOOKLET):
            count = sum(len(section.recipients) for section in sections)
            first, last = sections[0].department, sections[-1].department
            made.append(Booklet(len(made) + 1, Language(one.language[:2]), first, last, count))
    return made


def pdfs(found: Sequence[LetterSeries], *, only: int | None = None) -> Iterator[bytes]:
    """The booklets as PDF, in the order of ``contents``; with ``only``, the one of that number."""
    number = 0
    for one in found:
        count = sum(1 for _ in booklets(one.recipients, typst_batch.LETTERS_PER_BOOKLET))
        if only is None:
            yield from (booklet.pdf for booklet in typst_batch.letter_series(one))
        elif number < only <= number + count:
            yield typst_batch.one_booklet(one, only - number - 1).pdf
        number += count


def picture(mailing: Mailing, edition: Edition, office: MailOffice, reader: Recipient, *, today: WallClock) -> bytes:
    """The letter as one person will get it, as PNG. Link and code are nobody's: nothing is stored for looking."""
    language = mailing_texts.spoken(mailing, Language(reader.language))
    one = LetterRecipient(
        name=reader.name,
        salutation_line=messages.greeting(reader.name, reader.salutation, language),
        address=letters.internal_address(reader.name, reader.department, reader.post),
        page_url=office.links.event(edition.key),
        code=_NOBODYS_CODE,
        department=reader.department,
        paragraphs=mailing_texts.letter_paragraphs(
            mailing,
            edition,
            language,
            closes=None,
            own={
                Placeholder.NAME: reader.name,
                Placeholder.DEPARTMENT: reader.department,
                Placeholder.LINK: office.links.event(edition.key),
                Placeholder.CODE: _NOBODYS_CODE,
            },
        ),
    )
    made = one_series(mailing, edition, office, language, [one], closes=None, today=today)
    pages = typst_run.pictures(next(iter(typst_batch.runs(made))), _DOTS_PER_INCH)
    return pages[-1] if len(pages) == 2 else pages[1]  # the first is the separator sheet


def _reader(
    one: Invitation,
    mailing: Mailing,
    edition: Edition,
    office: MailOffice,
    language: Language,
    closes: WallClock | None,
) -> LetterRecipient:
    link = invitations.address(one, office.links, office.tokens) or office.links.event(edition.key)
    code = shown_code(office.tokens.code(one.secret))
    own = {
        Placeholder.NAME: one.name,
        Placeholder.DEPARTMENT: one.department,
        Placeholder.LINK: link,
        Placeholder.CODE: code,
    }
    common = mailing_texts.letter_paragraphs(mailing, edition, language, closes=closes)
    personal = mailing_texts.letter_paragraphs(mailing, edition, language, closes=closes, own=own)
    return LetterRecipient(
        name=one.name,
        salutation_line=messages.greeting(one.name, one.salutation, language),
        address=letters.internal_address(one.name, one.department, one.post),
        page_url=link,
        code=code,
        department=one.department,
        site=one.site,
        paragraphs=personal if personal != common else None,
    )
