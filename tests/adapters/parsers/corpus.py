"""Files of every profile with hostile texts at every time, and what is to be read in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eventapp.adapters import ical
from eventapp.adapters.calendar_text import headline
from eventapp.domain.calendar import EntryStatus, Mailbox, Method
from tests.adapters.entries import TEXTS, Case, cases, feed, invitation
from tests.adapters.parsers.in_process import Reading, person

PARENT = "5f0c1c5e-assembly@example.org"
OFFICE = Mailbox("Gleichstellungsstelle, Büro Musterstadt", "assembly+7@example.org")


@dataclass(frozen=True)
class Corpus:
    """Files by name in ``folder``, and the cases that each of them holds."""

    folder: Path
    files: dict[str, bytes]
    cases: dict[str, list[Case]]

    @classmethod
    def written(cls, folder: Path, content: dict[str, tuple[bytes, list[Case]]]) -> Corpus:
        for name, (data, _) in content.items():
            (folder / name).write_bytes(data)
        files = {name: data for name, (data, _) in content.items()}
        return cls(folder, files, {name: within for name, (_, within) in content.items()})


Content = dict[str, tuple[bytes, list[Case]]]


def whole() -> Content:
    """Every case in a file of its own and in a feed, every third in a mail of each kind, every fifth as an item."""
    found: Content = {}
    known = list(cases())
    for number, case in enumerate(known):
        found[f"event-{number}.ics"] = (ical.event_file(case.entry), [case])
        if number % 5 == 0:
            found[f"item-{number}.ics"] = (ical.event_file(item(case).entry), [case])
        for method in _sent(case, number):
            found[f"{method.lower()}-{number}.ics"] = _mail(case, method)
    for status in EntryStatus:
        found[f"organizer-{status}.ics"] = _feed([case for case in known if case.entry.status is status])
    found["program.ics"] = _feed([item(case) for case in known[::4]])
    return found | dict(_small_feeds(known))


def sample() -> Content:
    """Every seventh file, and small feeds, for readers that take their time."""
    found = whole()
    single = [name for name in found if "-" in name and not name.startswith(("organizer", "few"))]
    return {name: found[name] for name in (*single[::7], "few-organizer.ics", "few-program.ics")}


def _small_feeds(known: list[Case]) -> Iterator[tuple[str, tuple[bytes, list[Case]]]]:
    yield "few-organizer.ics", _feed(known[::25])
    yield "few-program.ics", _feed([item(case) for case in known[10::50]])


def _feed(within: list[Case]) -> tuple[bytes, list[Case]]:
    return ical.feed_file(feed(*(case.entry for case in within))), within


def item(case: Case) -> Case:
    """The same as an item of a program: it belongs to an assembly and takes nobody's time."""
    return replace(case, entry=replace(case.entry, parent_uid=PARENT, busy=False))


def _sent(case: Case, number: int) -> list[Method]:
    """How a case goes by mail; nobody is asked to come to what is called off."""
    method = list(Method)[number % len(Method)]
    refused = method is Method.REQUEST and case.entry.status is EntryStatus.CANCELLED
    return [] if refused else [method]


def _mail(case: Case, method: Method) -> tuple[bytes, list[Case]]:
    """A mail to somebody named like the case, or from her if it goes to nobody in particular.

    Who cancels for one person alone leaves STATUS out.
    """
    text = TEXTS[case.name.split("/")[0]]
    named = Mailbox(text.given, "zoe.mueller@example.org")
    people = (
        {"organizer": named, "attendee": named}
        if method is Method.PUBLISH
        else {"organizer": OFFICE, "attendee": named}
    )
    made = ical.invitation_file(invitation(method, case.entry, **people))
    seen: Reading = {role: person(headline(mailbox.name), mailbox.address) for role, mailbox in people.items()}
    if method is Method.PUBLISH:
        seen["attendee"] = ""
    if method is Method.CANCEL and case.entry.status is not EntryStatus.CANCELLED:
        seen["status"] = ""
    return made, [replace(case, expected=case.expected | seen)]
