"""A linter for iCalendar files, mails with them, and updates of them.

Half of the faults that break calendars in the field are noticed by no parser; these rules notice them. They read raw
bytes and share no code with the library that writes our files. Codes begin with P for octets and lines, S structure,
V values and zones, I messages, M mails, U updates.
"""

from __future__ import annotations

from eventapp.adapters.ical_check import grammar, itip, mail, recurrence, structure, update, values, zones
from eventapp.adapters.ical_check.finding import Finding, Reason
from eventapp.adapters.ical_check.grammar import MOST_BYTES, TooLarge, parse
from eventapp.adapters.ical_check.mail import looks_like_mail
from eventapp.adapters.ical_check.reasons import reason

__all__ = [
    "MOST_BYTES",
    "Finding",
    "Reason",
    "all_codes",
    "calendar_in",
    "check",
    "check_mail",
    "check_update",
    "looks_like_mail",
    "reason",
]
_FILE_BOOKS = (grammar.book, structure.book, values.book, recurrence.book, zones.book, itip.book)
_UNREADABLE = (RecursionError, TypeError, ValueError)  # the standard library's answer to a few malformed headers


def check(data: bytes) -> list[Finding]:
    """What is wrong with an iCalendar file, by line; empty if nothing is. What is no calendar has that one fault."""
    try:
        document = parse(data)
        if foreign := structure.kind.findings(document):
            return foreign
        return sorted(finding for book in _FILE_BOOKS for finding in book.findings(document))
    except TooLarge as error:
        return [_too_large(error)]


def check_mail(raw: bytes) -> list[Finding]:
    """What is wrong with a mail that brings a calendar, and with that calendar (whose lines are counted)."""
    if len(raw) > MOST_BYTES:
        return [_too_large(TooLarge(f"the mail is larger than {MOST_BYTES} octets"))]
    try:
        found = mail.read_mail(raw)
        if found.has_calendar and (foreign := structure.kind.findings(found.document)):
            return foreign
        about = mail.book.findings(found)
    except TooLarge as error:
        return [_too_large(error)]
    except _UNREADABLE as error:
        return [_too_large(TooLarge(f"a header of the mail can't be read: {error}"))]
    inside = check(found.document.data) if found.document.data else []
    return sorted([*about, *inside])


def calendar_in(data: bytes) -> bytes:
    """The calendar of a mail, empty if there is none or it can't be read; anything else as it is."""
    if len(data) > MOST_BYTES or not looks_like_mail(data):
        return data
    try:
        return mail.read_mail(data).document.data
    except (TooLarge, *_UNREADABLE):
        return b""


def check_update(old: bytes, new: bytes) -> list[Finding]:
    """What a subscriber or an invited person would stumble over on the way from ``old`` to ``new``."""
    try:
        return update.book.findings(update.Update(parse(old), parse(new)))
    except TooLarge as error:
        return [_too_large(error)]


def all_codes() -> list[str]:
    """Every code that a finding can bear."""
    files = [rule.code for book in (structure.kind, *_FILE_BOOKS) for rule in book.rules]
    mails = [rule.code for rule in mail.book.rules]
    return sorted({"P00", *files, *mails, *(rule.code for rule in update.book.rules)})


def _too_large(error: TooLarge) -> Finding:
    return Finding(0, "P00", str(error), "a bound of this program")
