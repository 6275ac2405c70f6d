"""Rules by which entries recur (RFC 5545, section 3.3.10; RFC 7529): what may stand in them, and what together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Document, Property
from eventapp.adapters.ical_check.moments import local

book: RuleBook[Document] = RuleBook()
_RECUR = "RFC 5545, section 3.3.10"
_FREQUENCIES = {"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_WEEKDAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
_SIGNED = re.compile(r"([+-]?)([0-9]{1,3})", re.ASCII)
_NUMBERED_DAY = re.compile(r"([+-]?[0-9]{1,2})(?:MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NEVER_BESIDE = {
    "BYMONTHDAY": {"WEEKLY"},
    "BYYEARDAY": {"DAILY", "WEEKLY", "MONTHLY"},
    "BYWEEKNO": _FREQUENCIES - {"YEARLY"},
}


def _is_count(text: str) -> bool:
    return re.fullmatch(r"0*[1-9][0-9]*", text, re.ASCII) is not None


def _from_to(least: int, most: int) -> Callable[[str], bool]:
    """Numbers without a sign, each of one or two digits."""
    return lambda text: re.fullmatch(r"[0-9]{1,2}", text, re.ASCII) is not None and least <= int(text) <= most


def _either_end(most: int) -> Callable[[str], bool]:
    """Counted from the first or, with a minus, from the last; there is no zeroth."""

    def fits(text: str) -> bool:
        found = _SIGNED.fullmatch(text)
        return found is not None and 1 <= int(found[2]) <= most

    return fits


def _is_weekday(text: str) -> bool:
    found = _NUMBERED_DAY.fullmatch(text)
    return text in _WEEKDAYS or (found is not None and 1 <= abs(int(found[1])) <= 53)


def _is_month(text: str) -> bool:
    """With an L it is a leap month, of calendars that have some (RFC 7529, section 4.2)."""
    return _from_to(1, 12)(text) or re.fullmatch(r"[0-9]{1,2}L", text, re.ASCII) is not None


_ALONE: dict[str, Callable[[str], bool]] = {
    "FREQ": _FREQUENCIES.__contains__,
    "UNTIL": lambda text: local(text) is not None,
    "COUNT": _is_count,
    "INTERVAL": _is_count,
    "WKST": _WEEKDAYS.__contains__,
    "RSCALE": lambda text: re.fullmatch(r"[A-Z0-9-]+", text, re.ASCII) is not None,
    "SKIP": {"OMIT", "BACKWARD", "FORWARD"}.__contains__,
}
_LISTED: dict[str, Callable[[str], bool]] = {
    "BYSECOND": _from_to(0, 60),
    "BYMINUTE": _from_to(0, 59),
    "BYHOUR": _from_to(0, 23),
    "BYDAY": _is_weekday,
    "BYMONTHDAY": _either_end(31),
    "BYYEARDAY": _either_end(366),
    "BYWEEKNO": _either_end(53),
    "BYMONTH": _is_month,
    "BYSETPOS": _either_end(366),
}


def _rules(document: Document) -> Iterator[tuple[Property, list[tuple[str, str]]]]:
    """Each RRULE with its parts, in upper case: case says nothing in them (RFC 5545, section 2)."""
    for item in document.properties:
        if item.name == "RRULE" and item.value:  # V33
            pairs = (part.partition("=") for part in item.value.upper().split(";"))
            yield item, [(name, value) for name, _, value in pairs]


@book.rule("V42", f"{_RECUR}; RFC 7529")
def _readable(document: Document) -> Complaints:
    for item, parts in _rules(document):
        counted = Counter(name for name, _ in parts)
        if "FREQ" not in counted:
            yield item.line, "the RRULE has no FREQ"
        for name, value in parts:
            if (wrong := _misfit(name, value)) is not None:
                yield item.line, wrong
        for name in sorted(counted):
            if counted[name] > 1 and (name in _ALONE or name in _LISTED):
                yield item.line, f"{name} stands twice in the RRULE"


def _misfit(name: str, value: str) -> str | None:
    """What is wrong with one part of a rule."""
    if fits := _ALONE.get(name):
        return None if fits(value) else f"{name} of the RRULE can't be {value or 'empty'}"
    if each := _LISTED.get(name):
        wrong = next((text for text in value.split(",") if not each(text)), None)
        return None if wrong is None else f"{name} of the RRULE can't be {wrong or 'empty'}"
    return f"there is no part {name or 'without a name'} of an RRULE"


@book.rule("V43", _RECUR)
def _agreeing(document: Document) -> Complaints:
    for item, pairs in _rules(document):
        parts = dict(pairs)
        often = parts.get("FREQ", "")
        if "COUNT" in parts and "UNTIL" in parts:
            yield item.line, "the RRULE ends twice, by COUNT and by UNTIL"
        if _counts_weekdays(parts) and (often not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts):
            yield item.line, "BYDAY counts weekdays, which only a month or a year without BYWEEKNO allows"
        for name in sorted(parts.keys() & _NEVER_BESIDE.keys()):
            if often in _NEVER_BESIDE[name]:
                yield item.line, f"{name} can't stand beside FREQ={often}"
        if "BYSETPOS" in parts and not parts.keys() & (_LISTED.keys() - {"BYSETPOS"}):
            yield item.line, "BYSETPOS chooses from nothing: another part beginning with BY is missing"


def _counts_weekdays(parts: dict[str, str]) -> bool:
    """Whether BYDAY says which Monday, and FREQ is one that exists; else V42 has spoken."""
    days = parts.get("BYDAY", "").split(",")
    return parts.get("FREQ") in _FREQUENCIES and any(_NUMBERED_DAY.fullmatch(day) for day in days)
