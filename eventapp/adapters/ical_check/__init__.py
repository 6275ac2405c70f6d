"""A linter for iCalendar files, mails with them, and updates of them.

Half of the faults that break calendars in the field are noticed by no parser; these rules notice them. They read raw
bytes and share no code with the library that writes our files. Codes begin with P for octets and lines, S structure,
V values and zones, I messages, M mails, U updates.
"""

from __future__ import annotations

from eventapp.adapters.ical_check import grammar, itip, mail, structure, update, values, zones
from eventapp.adapters.ical_check.finding import Finding
from eventapp.adapters.ical_check.grammar import TooLarge, parse

__all__ = ["Finding", "all_codes", "check", "check_mail", "check_update"]
_FILE_BOOKS = (grammar.book, structure.book, values.book, zones.book, itip.book)


def check(data: bytes) -> list[Finding]:
    """What is wrong with an iCalendar file, by line; empty if nothing is."""
    try:
        document = parse(data)
        return sorted(finding for book in _FILE_BOOKS for finding in book.findings(document))
    except TooLarge as error:
        return [_too_large(error)]


def check_mail(raw: bytes) -> list[Finding]:
    """What is wrong with a mail that brings a calendar, and with that calendar (whose lines are counted)."""
    if len(raw) > grammar.MOST_BYTES:
        return [_too_large(TooLarge(f"the mail is larger than {grammar.MOST_BYTES} octets"))]
    try:
        found = mail.read_mail(raw)
    except TooLarge as error:
        return [_too_large(error)]
    inside = check(found.document.data) if found.document.data else []
    return sorted([*mail.book.findings(found), *inside])


def check_update(old: bytes, new: bytes) -> list[Finding]:
    """What a subscriber or an invited person would stumble over on the way from ``old`` to ``new``."""
    try:
        return update.book.findings(update.Update(parse(old), parse(new)))
    except TooLarge as error:
        return [_too_large(error)]


def all_codes() -> list[str]:
    """Every code that a finding can bear."""
    files = [rule.code for book in _FILE_BOOKS for rule in book.rules]
    mails = [rule.code for rule in mail.book.rules]
    return sorted({"P00", *files, *mails, *(rule.code for rule in update.book.rules)})


def _too_large(error: TooLarge) -> Finding:
    return Finding(0, "P00", str(error), "a bound of this program")
