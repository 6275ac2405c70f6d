"""Messages about entries (RFC 5546), and who may be named in which file."""

from __future__ import annotations

from eventapp.adapters.ical_check.finding import Complaints, RuleBook
from eventapp.adapters.ical_check.grammar import Component, Document

book: RuleBook[Document] = RuleBook()
_ANSWERS = {"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"}


def _events(document: Document, *methods: str) -> list[Component]:
    return document.events if document.method in methods else []


def _needs(event: Component, *names: str) -> Complaints:
    for name in names:
        if not event.all(name):
            yield event.line, f"the message needs {name}"


@book.rule("I02", "RFC 5546, section 3.2")
def _one_subject(document: Document) -> Complaints:
    if not document.method or document.method == "PUBLISH":
        return
    kinds = {child.name for child in document.calendar.children} - {"VTIMEZONE"}
    if len({event.value("UID") for event in document.events}) > 1 or len(kinds) > 1:
        yield document.calendar.line, "a message is about one UID and one kind of component"


@book.rule("I03", "RFC 5546, section 3.2.1")
def _publish(document: Document) -> Complaints:
    for event in _events(document, "PUBLISH"):
        yield from _needs(event, "ORGANIZER")
        if event.all("ATTENDEE"):
            yield event.line, "PUBLISH has no ATTENDEE"


@book.rule("I04", "RFC 5546, section 3.2.2")
def _request(document: Document) -> Complaints:
    for event in _events(document, "REQUEST"):
        yield from _needs(event, "ORGANIZER", "ATTENDEE", "SUMMARY", "SEQUENCE")
        if event.value("STATUS") not in {"", "TENTATIVE", "CONFIRMED"}:
            yield event.line, "the STATUS of a REQUEST is TENTATIVE or CONFIRMED"


@book.rule("I05", "RFC 5546, section 3.2.5")
def _cancel(document: Document) -> Complaints:
    for event in _events(document, "CANCEL"):
        yield from _needs(event, "ORGANIZER", "ATTENDEE", "SEQUENCE")
        if event.value("STATUS") not in {"", "CANCELLED"}:
            yield event.line, "the STATUS of a CANCEL is CANCELLED"
        if event.named("VALARM"):
            yield event.line, "a CANCEL has no VALARM"


@book.rule("I06", "RFC 5546, section 3.2.3")
def _reply(document: Document) -> Complaints:
    for event in _events(document, "REPLY"):
        yield from _needs(event, "ORGANIZER")
        answers = [item.parameter("PARTSTAT") for item in event.all("ATTENDEE")]
        if len(answers) != 1 or answers[0] not in _ANSWERS:
            yield event.line, "a REPLY has exactly one ATTENDEE with an answer"
        if event.named("VALARM"):
            yield event.line, "a REPLY has no VALARM"


@book.rule("I13", "RFC 5545, section 3.2.17", guess=True)
def _asks_for_an_answer(document: Document) -> Complaints:
    for event in _events(document, "REQUEST"):
        for item in event.all("ATTENDEE"):
            if item.parameter("PARTSTAT") in {"", "NEEDS-ACTION"} and item.parameter("RSVP") != "TRUE":
                yield item.line, "nobody is asked for an answer: RSVP=TRUE is missing"


@book.rule("I14", "RFC 5545, section 3.2.18", guess=True)
def _speaks_for_itself(document: Document) -> Complaints:
    for event in _events(document, "PUBLISH", "REQUEST", "CANCEL"):
        for item in event.all("ORGANIZER"):
            if item.parameter("SENT-BY"):
                yield item.line, "ORGANIZER is represented by SENT-BY"


@book.rule("I11", "data protection: a file for everyone names nobody")
def _no_addresses(document: Document) -> Complaints:
    if document.method:
        return
    for event in document.events:
        for item in (*event.all("ORGANIZER"), *event.all("ATTENDEE")):
            yield item.line, f"{item.name} in a file without METHOD"


@book.rule("I12", "data protection: the list of invited people is nobody else's")
def _one_attendee(document: Document) -> Complaints:
    for event in _events(document, "REQUEST", "CANCEL"):
        if len(found := event.all("ATTENDEE")) > 1:
            yield found[1].line, "the message tells one invited person of another"
