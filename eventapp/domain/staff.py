"""The staff list: people as they come in, what is wrong with their rows, and what a new file changes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from eventapp.domain.errors import InvalidValue
from eventapp.domain.invitations import address_key
from eventapp.domain.texts import one_line

LONGEST = {"name": 200, "email": 254, "department": 200, "site": 200, "post": 1_000}
WARN_SHARE = 0.2


class Field(StrEnum):
    """What a column of a file may mean. Several columns may feed ``POST``, each a line beneath the name."""

    NAME = "name"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    SALUTATION = "salutation"
    LANGUAGE = "language"
    DEPARTMENT = "department"
    SITE = "site"
    POST = "post"


Columns = Mapping[int, Field]
"""Which column, counted from 0, means what. The others are thrown away."""


@dataclass(frozen=True, slots=True)
class EmployeeDraft:
    """One person. Names stay as typed; ``email`` is empty without a mailbox, ``post`` are lines beneath the name."""

    name: str
    email: str = ""
    salutation: str = "neutral"
    language: str = "de"
    department: str = ""
    site: str = ""
    post: str = ""

    def __post_init__(self) -> None:
        if not one_line(self.name):
            raise InvalidValue("staff.name_missing", field="name")

    @property
    def address_key(self) -> str:
        """The address as it is compared; empty without a mailbox."""
        return address_key(self.email)

    @property
    def identity(self) -> str:
        """What tells her apart in her list: her address, or a digest of name, department and postal lines."""
        if self.email:
            return self.address_key
        folded = "\x1f".join(" ".join(part.casefold().split()) for part in (self.name, self.department, self.post))
        return "#" + hashlib.sha256(folded.encode()).hexdigest()[:40]

    @property
    def can_be_reached(self) -> bool:
        """Whether a mail or a letter would find her."""
        return bool(self.email or self.department or self.post or self.site)


WORDS = tuple(field.name for field in fields(EmployeeDraft))
"""The fields of a person, in the order in which they are shown."""


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no_name"
    ADDRESS = "address"
    UNSENDABLE = "unsendable"
    TWICE = "twice"
    SAME_PERSON = "same_person"
    CONTROL = "control"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    UNREACHABLE = "unreachable"
    SALUTATION = "salutation"
    LANGUAGE = "language"

    @property
    def is_hint(self) -> bool:
        """Whether the row may be taken over all the same."""
        return self in {Fault.UNREACHABLE, Fault.SALUTATION, Fault.LANGUAGE}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of one row. Rows count from 1, as in a spreadsheet; ``other_row`` is the one it clashes with."""

    row: int
    fault: Fault
    field: str = ""
    value: str = ""
    other_row: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A row that can be taken over."""

    row: int
    draft: EmployeeDraft


@dataclass(frozen=True, slots=True)
class Examined:
    """A file after reading it: who can be taken over, what is wrong, which rows were left out.

    ``typed`` are the fields of the rows with problems as they stand now, to be put right in place.
    """

    people: Sequence[Person]
    problems: Sequence[Problem]
    skipped: Sequence[int]
    typed: Mapping[int, Mapping[str, str]]

    @property
    def faults(self) -> Sequence[Problem]:
        """What must be put right, or left out."""
        return [problem for problem in self.problems if not problem.fault.is_hint]

    @property
    def hints(self) -> Sequence[Problem]:
        """What may stay."""
        return [problem for problem in self.problems if problem.fault.is_hint]

    @property
    def bad_rows(self) -> Sequence[int]:
        """The rows that can't be taken over as they are, in order."""
        return sorted({problem.row for problem in self.faults})


@dataclass(frozen=True, slots=True)
class Known:
    """A person as she stands in the list."""

    id: int
    identity: str
    draft: EmployeeDraft


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file changes in a list. ``seal`` names the state of both: another one is another difference."""

    new: Sequence[EmployeeDraft]
    changed: Sequence[tuple[Known, EmployeeDraft]]
    gone: Sequence[Known]
    same: int
    seal: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.new or self.changed or self.gone)

    @property
    def loses_many(self) -> bool:
        """Whether so many would go that it may be the wrong file."""
        return len(self.gone) > WARN_SHARE * (len(self.gone) + len(self.changed) + self.same)


def difference(known: Sequence[Known], drafts: Sequence[EmployeeDraft]) -> Difference:
    """What becomes new, changed and gone when ``drafts`` replace ``known``.

    Who has another address, or one for the first time, stays the same person where name and department tell so.
    """
    by_identity = {one.identity: one for one in known}
    wanted = {draft.identity: draft for draft in drafts}
    changed = [
        (one, wanted[identity])
        for identity, one in by_identity.items()
        if identity in wanted and one.draft != wanted[identity]
    ]
    same = sum(identity in by_identity for identity in wanted) - len(changed)
    new = [draft for identity, draft in wanted.items() if identity not in by_identity]
    gone = [one for one in known if one.identity not in wanted]
    moved = _moved(gone, new)
    went_on = {old.id for old, _draft in moved}
    came_from = {draft.identity for _old, draft in moved}
    return Difference(
        new=[draft for draft in new if draft.identity not in came_from],
        changed=[*changed, *moved],
        gone=[one for one in gone if one.id not in went_on],
        same=same,
        seal=_seal(known, drafts),
    )


def _moved(gone: Sequence[Known], new: Sequence[EmployeeDraft]) -> list[tuple[Known, EmployeeDraft]]:
    """Those whose name and department stand once on either side."""
    before: dict[tuple[str, str], list[Known]] = defaultdict(list)
    after: dict[tuple[str, str], list[EmployeeDraft]] = defaultdict(list)
    for one in gone:
        before[_who(one.draft)].append(one)
    for draft in new:
        after[_who(draft)].append(draft)
    return [(olds[0], after[who][0]) for who, olds in before.items() if len(olds) == 1 and len(after.get(who, ())) == 1]


def _who(draft: EmployeeDraft) -> tuple[str, str]:
    return " ".join(draft.name.casefold().split()), " ".join(draft.department.casefold().split())


def _seal(known: Iterable[Known], drafts: Iterable[EmployeeDraft]) -> str:
    digest = hashlib.sha256()
    for one in sorted(known, key=lambda one: one.id):
        digest.update(repr((one.id, _values(one.draft))).encode())
    for draft in drafts:
        digest.update(repr(_values(draft)).encode())
    return digest.hexdigest()[:32]


def _values(draft: EmployeeDraft) -> tuple[str, ...]:
    return (draft.name, draft.email, draft.salutation, draft.language, draft.department, draft.site, draft.post)


def differing(before: EmployeeDraft, after: EmployeeDraft) -> list[tuple[str, str, str]]:
    """The fields in which two differ: name, value before, value after."""
    pairs = zip(WORDS, _values(before), _values(after), strict=True)
    return [(name, old, new) for name, old, new in pairs if old != new]
