"""Letters and program sheets, made of an edition. The pages are set by ``adapters.typst``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from eventapp.domain.editions import Edition, ItemCard
from eventapp.domain.letters import (
    DateBlock,
    InvitationLetter,
    LetterItem,
    LetterRecipient,
    LetterSeries,
    PostalAddress,
    ProgramSheet,
)
from eventapp.domain.links import Links
from eventapp.domain.program import ItemFunction
from eventapp.domain.texts import Language, one_line
from eventapp.services import wording
from eventapp.services.wording import N_, words

_LONGEST_PARAGRAPH = 3_000
_ADDRESS_LINES = 6


def invitation(
    edition: Edition,
    links: Links,
    *,
    written_on: date,
    address: PostalAddress = PostalAddress(),
    salutation: str = "",
    language: Language = Language.GERMAN,
) -> InvitationLetter:
    """The invitation as a letter. Without a salutation it greets everybody."""
    _ = words(language)
    return InvitationLetter(
        letterhead=edition.organizer,
        address=address,
        written_on=written_on,
        language=language.tag,
        subject=subject(edition, language),
        salutation=salutation or _(N_("Guten Tag,")),
        paragraphs=opening(edition, language),
        block=date_block(edition, language),
        program=program(edition, language),
        closing=_(N_("Mit freundlichen Grüßen")),
        notes=notes(edition, language),
        page_url=links.event(edition.key),
    )


def series(
    edition: Edition,
    links: Links,
    recipients: Sequence[LetterRecipient],
    *,
    written_on: date,
    language: Language = Language.GERMAN,
    subject_line: str = "",
    paragraphs: tuple[str, ...] = (),
) -> LetterSeries:
    """The same letter to all ``recipients``, each with her own page and code (PRN-5).

    Without a subject and paragraphs it says what the single invitation says.
    """
    _ = words(language)
    return LetterSeries(
        letterhead=edition.organizer,
        written_on=written_on,
        language=language.tag,
        subject=subject_line or subject(edition, language),
        paragraphs=tuple(_cut_all(paragraphs)) or opening(edition, language),
        block=date_block(edition, language),
        program=() if edition.is_cancelled else program(edition, language),
        closing=_(N_("Mit freundlichen Grüßen")),
        notes=notes(edition, language),
        recipients=recipients,
        code_url=f"{links.base}/code",
    )


def internal_address(name: str, department: str, post: str) -> PostalAddress:
    """The lines for internal mail: name, department and what the staff list says beneath (building, room).

    What is said twice stands once. Of more than six lines the last stands for the rest, none is lost.
    """
    lines = [one_line(name), one_line(department), *(one_line(line) for line in post.splitlines())]
    distinct = list(dict.fromkeys(line for line in lines if line))
    first, rest = distinct[: _ADDRESS_LINES - 1], distinct[_ADDRESS_LINES - 1 :]
    return PostalAddress((*first, *([", ".join(rest)] if rest else [])))


def program_sheet(edition: Edition, links: Links, language: Language = Language.GERMAN) -> ProgramSheet:
    """The program as one sheet."""
    return ProgramSheet(
        letterhead=edition.organizer,
        written_on=edition.announced_at.astimezone(edition.tz).date(),
        language=language.tag,
        title=edition.title.best(language),
        theme=edition.theme.best(language),
        block=date_block(edition, language),
        description=paragraphs_of(edition.description.best(language)),
        program=program(edition, language),
        notes=notes(edition, language),
        page_url=links.event(edition.key),
        status=wording.status_of(edition, language),
    )


def subject(edition: Edition, language: Language) -> str:
    """``Einladung: Versammlung … am 8. November 2024``. What changed is said first."""
    _ = words(language)
    pattern = N_("Einladung: {title} am {day}")
    if edition.is_cancelled:
        pattern = N_("Abgesagt: {title} am {day}")
    elif wording.status_of(edition, language):
        pattern = N_("Bitte vormerken: {title} am {day}")
    day = wording.day(edition.starts.day, language, weekday=False)
    return _(pattern).format(title=edition.title.best(language), day=day)


def opening(edition: Edition, language: Language) -> tuple[str, ...]:
    """What the letter and the mail say before anything else."""
    _ = words(language)
    if edition.is_cancelled:
        first = _(N_("die Veranstaltung fällt aus."))
    elif edition.theme:
        first = _(N_("wir laden Sie herzlich ein. Unser Thema: {theme}.")).format(theme=edition.theme.best(language))
    else:
        first = _(N_("wir laden Sie herzlich ein."))
    description = paragraphs_of(edition.description.best(language))
    notice = paragraphs_of(edition.notice.best(language))
    return (first, *notice, *(() if edition.is_cancelled else description))


def notes(edition: Edition, language: Language) -> tuple[str, ...]:
    """What is good to know beside the date block, which has the access facts already."""
    access = edition.venue.access.best(language) if edition.venue else ""
    return tuple(part for note in (edition.working_time.best(language), access) for part in paragraphs_of(note))


def date_block(edition: Edition, language: Language) -> DateBlock:
    """What, when, where: the same block on page, mail, letter and poster."""
    time = wording.time_of(edition, language)
    doors = wording.doors_of(edition, language)
    return DateBlock(
        day=wording.day_of(edition, language),
        time=" · ".join(part for part in (time, doors) if part),
        place=edition.venue.name if edition.venue else words(language)(N_("Ort wird noch bekannt gegeben")),
        address=edition.venue.address if edition.venue else "",
        access=wording.facts_of(edition, language),
    )


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Paragraphs for paper: a very long one is cut between words, for no single text may be longer in a PDF/A."""
    return tuple(part for block in wording.paragraphs(text) for part in _cut(block))


def _cut_all(paragraphs: Sequence[str]) -> Iterator[str]:
    return (part for paragraph in paragraphs for part in _cut(paragraph) if paragraph.strip())


def _cut(block: str) -> list[str]:
    if len(block) <= _LONGEST_PARAGRAPH:
        return [block]
    return wrap(block, _LONGEST_PARAGRAPH, replace_whitespace=False, break_on_hyphens=False)


def program(edition: Edition, language: Language) -> tuple[LetterItem, ...]:
    """The running order as it is printed."""
    return tuple(_item(item, language) for item in edition.items)


def _item(item: ItemCard, language: Language) -> LetterItem:
    return LetterItem(
        time=wording.clock(item.starts.local),
        function=wording.function_of(item, language),
        title=item.title.best(language),
        people=tuple(wording.person(person, language) for person in item.people),
        is_break=item.function is ItemFunction.BREAK,
    )
