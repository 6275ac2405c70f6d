"""The letter: whose address stands in the window, and what a business letter of DIN 5008 is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    QR code and printed beneath in letters.
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
