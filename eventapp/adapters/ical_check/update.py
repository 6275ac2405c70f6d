"""What must stay, grow or not happen between two versions of a file (RFC 5546, section 2.1.4; RFC 5545, 3.8.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Component, Document
from eventapp.adapters.ical_check.moments import instant

_STAMPS = {"DTSTAMP", "LAST-MODIFIED"}
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Update:
    """An older and a newer file. An entry is named by UID and, if it is one day of a series, RECURRENCE-ID."""

    old: Document
    new: Document

    def pairs(self) -> Iterator[tuple[Component, Component]]:
        """The entries that both have; of several with one name the last."""
        before, after = ({_name(event): event for event in document.events} for document in (self.old, self.new))
        yield from ((event, after[name]) for name, event in before.items() if name in after)

    def gone(self) -> list[Component]:
        """The entries that only the older file has."""
        kept = {event.value("UID") for event in self.new.events}
        return [event for event in self.old.events if event.value("UID") not in kept]

    @property
    def is_single(self) -> bool:
        """Whether both files are about one entry: then it should be the same one."""
        return len(self.old.events) == len(self.new.events) == 1


book: RuleBook[Update] = RuleBook()


def _lines(event: Component, without: set[str]) -> list[tuple[object, str, str]]:
    return sorted((item.parameters, item.name, item.value) for item in event.properties if item.name not in without)


def _name(event: Component) -> tuple[str, str]:
    return event.value("UID"), event.value("RECURRENCE-ID")


def _weighs(event: Component) -> tuple[object, ...]:
    names = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "STATUS", "LOCATION")
    return tuple((item.value, item.parameter("TZID")) for name in names for item in event.all(name))


def _number(event: Component) -> int:
    text = event.value("SEQUENCE")
    return int(text) if re.fullmatch(r"[0-9]{1,11}", text) else 0


def _instant(event: Component, name: str) -> datetime | None:
    item = event.first(name)
    return instant(item) if item else None


@book.rule("U01", "RFC 5545, section 3.8.4.7")
def _same_uid(update: Update) -> Complaints:
    if update.is_single and update.gone():
        yield update.new.events[0].line, "the UID is another than before"


@book.rule("U02", "RFC 5546, section 2.1.4")
def _sequence_grows(update: Update) -> Complaints:
    is_called_off = update.new.method == "CANCEL" != update.old.method
    for old, new in update.pairs():
        if _number(new) == _number(old):
            if _weighs(old) != _weighs(new):
                yield new.line, "time, place or status changed, but SEQUENCE didn't grow"
            elif is_called_off:
                yield new.line, "the entry is called off, but SEQUENCE didn't grow"


@book.rule("U03", "RFC 5546, section 2.1.4")
def _sequence_never_falls(update: Update) -> Complaints:
    for old, new in update.pairs():
        if _number(new) < _number(old):
            yield new.line, "SEQUENCE went down"


@book.rule("U04", "RFC 5545, sections 3.8.7.2 and 3.8.7.3")
def _stamps_grow(update: Update) -> Complaints:
    for old, new in update.pairs():
        if _lines(old, _STAMPS) == _lines(new, _STAMPS):
            continue
        for name in ("DTSTAMP", "LAST-MODIFIED"):
            before, after = _instant(old, name), _instant(new, name)
            if before is not None and (after is None or after <= before):
                yield new.line, f"the entry changed, but {name} didn't grow"


@book.rule("U05", "RFC 5546, section 2.1.1")
def _same_organizer(update: Update) -> Complaints:
    for old, new in update.pairs():
        if old.value("ORGANIZER").lower() != new.value("ORGANIZER").lower():
            yield new.line, "the ORGANIZER is another than before"


@book.rule("U06", "RFC 5546, section 3.2.5: what vanishes stays with its readers")
def _nothing_vanishes(update: Update) -> Complaints:
    if update.is_single:
        return
    stamps = [_instant(event, "LAST-MODIFIED") or _instant(event, "DTSTAMP") for event in update.new.events]
    latest = max([stamp for stamp in stamps if stamp], default=None)
    for event in update.gone():
        end = _instant(event, "DTEND") or _instant(event, "DTSTART")
        if end is None or latest is None or latest - end < _KEPT:
            yield 0, f"the entry of {event.value('DTSTART')} vanished: it should stay, as CANCELLED, for 30 days"


@book.rule("U07", "subscribers compare bytes")
def _quiet_stamps(update: Update) -> Complaints:
    if update.new.method:
        return  # a mail's DTSTAMP is the time of sending
    for old, new in update.pairs():
        if _lines(old, _STAMPS) == _lines(new, _STAMPS) and _lines(old, set()) != _lines(new, set()):
            yield new.line, "DTSTAMP or LAST-MODIFIED changed, but nothing else did"


@book.rule("U08", "RFC 5545, section 3.8.4.4; RFC 5546, section 2.1.5")
def _same_name(update: Update) -> Complaints:
    for old, new in update.pairs():
        before, after = (event.first("DTSTART") for event in (old, new))
        zones = [item.parameter("TZID") for item in (before, after) if item]
        if all(zones) and len(set(zones)) > 1:
            yield new.line, f"the zone was {zones[0]} and is {zones[1]}"
    if update.is_single and not update.gone():
        old, new = update.old.events[0], update.new.events[0]
        if old.value("RECURRENCE-ID") != new.value("RECURRENCE-ID"):
            yield new.line, "RECURRENCE-ID is another than before"
