"""The letter: whose address stands in the window, and what a business letter of DIN 5008 is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from eventapp.domain.texts import alphabetical, one_line

_NUMBER: Final = re.compile(r"(\d{1,15})")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Lines of DIN 5008's recipient zone, top to bottom: at most six, none empty. No lines: a letter to nobody yet."""

    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: what stands above, in the return line, in the information block and under the letter."""

    authority: str
    office: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    website: str
    contact_name: str
    contact_phone: str
    contact_email: str
    signatory: str
    signatory_function: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class LetterItem:
    """One line of the program in the letter."""

    time: str
    function: str
    title: str
    people: tuple[str, ...]
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class DateBlock:
    """What, when, where: the block that is the same on page, mail, letter and poster. Texts are ready to print."""

    day: str
    time: str
    place: str
    address: str
    access: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationLetter:
    """One letter, form B, one page where it fits. ``language`` is a BCP 47 tag; texts are plain.

    The first of ``paragraphs`` stands before the date block, the others follow the program. ``page_url`` is drawn as
    QR code and printed beneath in letters. With a ``code`` the page is that person's own, and ``code_url`` is where
    the code is typed in.
    """

    letterhead: Letterhead
    address: PostalAddress
    written_on: date
    language: str
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    block: DateBlock
    program: tuple[LetterItem, ...]
    closing: str
    notes: tuple[str, ...]
    page_url: str
    code: str = ""
    code_url: str = ""


@dataclass(frozen=True, slots=True)
class LetterRecipient:
    """One person of a series. ``page_url`` is her own page, ``code`` opens it where nothing can be scanned.

    ``department`` and ``site`` are words of the staff list: internal mail is sorted by them. ``paragraphs`` replace
    those of the series for her alone.
    """

    name: str
    salutation_line: str
    address: PostalAddress
    page_url: str
    code: str = ""
    department: str = ""
    site: str = ""
    paragraphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LetterSeries:
    """One letter to many people, in one language. All but the recipients is as in ``InvitationLetter``."""

    letterhead: Letterhead
    written_on: date
    language: str
    subject: str
    paragraphs: tuple[str, ...]
    block: DateBlock
    program: tuple[LetterItem, ...]
    closing: str
    notes: tuple[str, ...]
    recipients: Sequence[LetterRecipient]
    code_url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The letters to one department within a booklet, behind one separator sheet (PRN-5).

    ``total`` and ``sites`` (each with its number of letters) are those of the whole department, of which this is
    ``part`` of ``parts``.
    """

    department: str
    recipients: tuple[LetterRecipient, ...]
    total: int
    sites: tuple[tuple[str, int], ...]
    part: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Booklet:
    """One file of a series: ``pages`` count the separator sheets, too. Departments may be empty words."""

    pdf: bytes
    first_department: str
    last_department: str
    letters: int
    pages: int


def delivery_order(recipient: LetterRecipient) -> tuple[object, ...]:
    """The order of internal mail: department, site, name; numbers by their value, those without a department last."""
    words = (recipient.department, recipient.site, recipient.name)
    return (not recipient.department.strip(), *(_natural(word) for word in words), recipient.page_url)


def sections(recipients: Iterable[LetterRecipient], size: int) -> Iterator[Section]:
    """``recipients`` by department in ``delivery_order``; a department of more than ``size`` in parts of equal size."""
    ordered = sorted(recipients, key=delivery_order)
    for _key, group in groupby(ordered, key=lambda person: _natural(person.department)):
        people = tuple(group)
        sites = tuple(
            sorted(Counter(one_line(person.site) for person in people).items(), key=lambda site: _natural(site[0]))
        )
        parts = -(-len(people) // size)
        share = -(-len(people) // parts)
        for part in range(parts):
            yield Section(
                one_line(people[0].department),
                people[part * share : (part + 1) * share],
                len(people),
                sites,
                part + 1,
                parts,
            )


def booklets(recipients: Iterable[LetterRecipient], size: int) -> Iterator[tuple[Section, ...]]:
    """What to print together: at most ``size`` letters, a department in one booklet wherever it fits into one."""
    held: list[Section] = []
    for section in sections(recipients, size):
        if held and sum(len(part.recipients) for part in held) + len(section.recipients) > size:
            yield tuple(held)
            held = []
        held.append(section)
    if held:
        yield tuple(held)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts "Amt 9" before "Amt 10"."""
    return tuple(
        (0, int(piece), "") if piece.isdecimal() else (1, 0, piece)
        for piece in _NUMBER.split(" ".join(alphabetical(text).split()))
        if piece
    )


@dataclass(frozen=True, slots=True)
class ProgramSheet:
    """The program on A4, to be folded to A5 or pinned up. ``written_on``: the day whose state of planning it shows."""

    letterhead: Letterhead
    written_on: date
    language: str
    title: str
    theme: str
    block: DateBlock
    description: tuple[str, ...]
    program: tuple[LetterItem, ...]
    notes: tuple[str, ...]
    page_url: str
    status: str = ""
