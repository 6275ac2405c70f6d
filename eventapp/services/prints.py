"""Printed matter of an announced event: poster, flyer, badges, table signs, and the text for the intranet.

The pages are set by ``adapters.typst_prints``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eventapp.domain.editions import Edition, PersonCard
from eventapp.domain.errors import RuleBroken
from eventapp.domain.links import Links
from eventapp.domain.prints import (
    LABEL_SHEETS,
    BadgePerson,
    Badges,
    Flyer,
    Piece,
    Poster,
    Print,
    TableSigns,
)
from eventapp.domain.program import ItemFunction, SpeakerRole
from eventapp.domain.texts import Language
from eventapp.services import letters, wording
from eventapp.services.wording import N_, words

_UNTOLD = {ItemFunction.WELCOME, ItemFunction.BREAK, ItemFunction.CLOSING, ItemFunction.OTHER}
_TEASERS = 3
_NAMES = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands in the intranet, to be copied: as plain text and as HTML."""

    text: str
    html: str


def make(
    edition: Edition,
    links: Links,
    piece: Piece,
    language: Language = Language.GERMAN,
    people: Sequence[BadgePerson] | None = None,
) -> Print:
    """One piece. Badges and signs are those of ``people``, else of all who appear in the program.

    Raises RuleBroken("prints.nobody") for badges and signs of nobody.
    """
    match piece:
        case Piece.PROGRAM:
            return letters.program_sheet(edition, links, language)
        case Piece.POSTER_A3 | Piece.POSTER_A4:
            return _poster(edition, links, language, piece.value.removeprefix("poster-"))
        case Piece.FLYER:
            return _flyer(edition, links, language)
        case Piece.TRIAL_80X50 | Piece.TRIAL_90X54:
            return badges(edition, (), language, piece.value.removeprefix("trial-"))
    named = tuple(speakers_of(edition, language) if people is None else people)
    if not named:
        raise RuleBroken("prints.nobody")
    if piece is Piece.SIGNS:
        return table_signs(edition, named, language)
    return badges(edition, named, language, piece.value.removeprefix("badges-"))


def badges(edition: Edition, people: Sequence[BadgePerson], language: Language, sheet: str) -> Badges:
    """Name badges for ``people`` on one of LABEL_SHEETS; for nobody the sheet to try the printer with."""
    return Badges(
        letterhead=edition.organizer,
        written_on=edition.announced_at.astimezone(edition.tz).date(),
        language=language.tag,
        title=edition.title.best(language),
        people=tuple(people),
        sheet=LABEL_SHEETS[sheet],
    )


def table_signs(edition: Edition, people: Sequence[BadgePerson], language: Language) -> TableSigns:
    """A table sign for each of ``people``."""
    return TableSigns(
        letterhead=edition.organizer,
        written_on=edition.announced_at.astimezone(edition.tz).date(),
        language=language.tag,
        title=edition.title.best(language),
        people=tuple(people),
    )


def speakers_of(edition: Edition, language: Language = Language.GERMAN) -> tuple[BadgePerson, ...]:
    """All who appear in the program, in its order, each once."""
    cards = {person.speaker_id: person for item in edition.items for person in item.people}
    return tuple(_badge(card, language) for card in cards.values())


def notice(edition: Edition, links: Links, language: Language = Language.GERMAN) -> Notice:
    """Title, day, place and link, ready for the intranet."""
    _ = words(language)
    block = letters.date_block(edition, language)
    title = ": ".join(part for part in (edition.title.best(language), edition.theme.best(language)) if part)
    if said := wording.status_of(edition, language):
        title = f"{said}: {title}"
    facts = [
        ", ".join(part for part in (block.day, block.time) if part),
        ", ".join(part for part in (block.place, block.address) if part),
    ]
    label = _(N_("Programm und Kalendereintrag"))
    url = links.event(edition.key)
    lines = Markup("").join(Markup("<br>\n{}").format(fact) for fact in facts)
    html = Markup('<p lang="{}"><strong>{}</strong>{}<br>\n<a href="{}">{}</a></p>')
    # As a plain string: what is shown to be copied has to be escaped once more by the page.
    source = str(html.format(language.tag, title, lines, url, label))
    return Notice("\n".join((title, *facts, f"{label}: {url}")), source)


def teaser(edition: Edition, language: Language = Language.GERMAN) -> str:
    """The program in one line: ``Vortrag: Henriette Frädrich · Talk-Runde``. Of many people none is named."""
    told = [
        _told(item.people, wording.function_of(item, language))
        for item in edition.items
        if item.function not in _UNTOLD
    ]
    return " · ".join(list(dict.fromkeys(told))[:_TEASERS])


def _told(people: Sequence[PersonCard], function: str) -> str:
    names = [card.name for card in people if card.role not in {SpeakerRole.HOST, SpeakerRole.INTERPRETER}]
    return f"{function}: {', '.join(names)}" if 1 <= len(names) <= _NAMES else function


def _badge(card: PersonCard, language: Language) -> BadgePerson:
    function = card.function.best(language)
    if not function and card.role in {SpeakerRole.HOST, SpeakerRole.INTERPRETER}:
        function = words(language)(wording.ROLES[card.role])
    return BadgePerson(card.name, function, card.organisation)


def _poster(edition: Edition, links: Links, language: Language, sheet: str) -> Poster:
    return Poster(
        letterhead=edition.organizer,
        written_on=edition.announced_at.astimezone(edition.tz).date(),
        language=language.tag,
        title=edition.title.best(language),
        theme=edition.theme.best(language),
        block=letters.date_block(edition, language),
        teaser="" if edition.is_cancelled else teaser(edition, language),
        page_url=links.event(edition.key),
        sheet=sheet,
        status=wording.status_of(edition, language),
    )


def _flyer(edition: Edition, links: Links, language: Language) -> Flyer:
    return Flyer(
        letterhead=edition.organizer,
        written_on=edition.announced_at.astimezone(edition.tz).date(),
        language=language.tag,
        title=edition.title.best(language),
        theme=edition.theme.best(language),
        block=letters.date_block(edition, language),
        description=letters.paragraphs_of(edition.description.best(language)),
        program=() if edition.is_cancelled else letters.program(edition, language),
        notes=letters.notes(edition, language),
        page_url=links.event(edition.key),
        status=wording.status_of(edition, language),
    )
