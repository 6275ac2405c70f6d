"""From the rows of a file to people: values read as they are meant, and every fault named with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from eventapp.adapters.addresses import exact_address
from eventapp.domain.errors import InvalidValue
from eventapp.domain.staff import LONGEST, Columns, EmployeeDraft, Examined, Fault, Field, Person, Problem
from eventapp.domain.texts import forbidden_characters, one_line

SKIP = "skip"
EDITABLE = ("name", "email", "salutation", "language", "department", "site", "post")
"""The fields of a row that may be put right in place."""

Corrections = Mapping[str, Mapping[str, str]]
Row = Mapping[str, str]

_NO_ADDRESS = frozenset(
    ("-", "--", "–", "—", "/", ".", "k.a.", "ka", "k.a", "keine", "kein", "ohne", "n/a", "n.a.", "na", "nein", "none",
     "null", "nichtvorhanden", "entfällt", "keinpostfach", "keinee-mail", "keineemail", "ohnee-mail", "nn", "n.n.", "x",
     "xx")
)  # fmt: skip
_SALUTATIONS = {
    **dict.fromkeys(("frau", "fr", "fr.", "frau.", "ms", "ms.", "mrs", "mrs.", "sehr geehrte frau"), "frau"),
    **dict.fromkeys(("herr", "hr", "hr.", "hrn", "hrn.", "herrn", "mr", "mr.", "sehr geehrter herr"), "herr"),
    **dict.fromkeys(("", "-", "ohne", "ohne anrede", "keine", "keine anrede"), "neutral"),
    **dict.fromkeys(("neutral", "guten tag", "hallo", "divers", "mx", "mx."), "neutral"),
}
_LANGUAGES = {
    **dict.fromkeys(("", "-", "de", "d", "deu", "ger", "deutsch", "german", "de-de", "de_de", "dt", "dt."), "de"),
    **dict.fromkeys(("en", "e", "eng", "englisch", "english", "en-gb", "en-us", "en_gb", "en_us", "engl."), "en"),
}
_FORMULA_FAULTS = frozenset(
    ("#N/A", "#NV", "#REF!", "#BEZUG!", "#NAME?", "#VALUE!", "#WERT!", "#DIV/0!", "#NULL!", "#NUM!", "#ZAHL!")
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]+)>\s*")


def examine(
    rows: Sequence[Sequence[str]],
    header: int | None,
    chosen: Columns,
    corrections: Corrections,
    watch: Callable[[int], object] | None = None,
) -> Examined:
    """Read each row below ``header`` as ``chosen`` and corrected. Empty rows and headings said again are no people.

    ``watch`` is told of each 500 rows that are done.
    """
    people: list[Person] = []
    problems: list[Problem] = []
    skipped: list[int] = []
    typed: dict[int, Row] = {}
    first: dict[str, Person] = {}
    for number, row in _body(rows, header, chosen):
        if watch and not number % 500:
            watch(500)
        corrected = corrections.get(str(number), {})
        if SKIP in corrected:
            skipped.append(number)
            continue
        values = {**_values(row, chosen), **corrected}
        found, draft = _read(number, values)
        if draft is not None and not any(not problem.fault.is_hint for problem in found):
            person = Person(number, draft)
            earlier = first.setdefault(draft.identity, person)
            if earlier is person:
                people.append(person)
            else:
                fault = Fault.SAME_PERSON if earlier.draft == draft or not draft.email else Fault.TWICE
                field = "email" if draft.email else "name"
                found.append(Problem(number, fault, field, draft.email or draft.name, earlier.row))
                typed.setdefault(earlier.row, _shown(earlier.draft))
        if found:
            problems += found
            typed[number] = values
    return Examined(people, problems, skipped, typed)


def _body(rows: Sequence[Sequence[str]], header: int | None, chosen: Columns) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with anything in a chosen column, counted from 1."""
    start = 0 if header is None else header + 1
    headings = [cell.strip() for cell in rows[header]] if header is not None else None
    columns = tuple(chosen)
    for number, row in enumerate(rows[start:], start + 1):
        width = len(row)
        if any(column < width and row[column].strip() for column in columns) and not (
            headings and headings == [cell.strip() for cell in row]
        ):
            yield number, row


def _values(row: Sequence[str], chosen: Columns) -> dict[str, str]:
    """The cells by field: first and last name joined, titles before them, postal columns a line each."""
    cells: dict[Field, list[str]] = {}
    width = len(row)
    for column, field in chosen.items():
        if column < width and (cell := row[column].strip()):
            cells.setdefault(field, []).append(cell)
    name = [part for field in _NAME_PARTS for part in cells.get(field, ())]
    return {
        "name": " ".join(name),
        "post": "\n".join(cells.get(Field.POST, ())),
        **{field.value: cells[field][0] if field in cells else "" for field in _SINGLE},
    }


_NAME_PARTS = (Field.TITLE, Field.FIRST_NAME, Field.NAME, Field.LAST_NAME)
_SINGLE = (Field.EMAIL, Field.SALUTATION, Field.LANGUAGE, Field.DEPARTMENT, Field.SITE)


def _read(number: int, values: Row) -> tuple[list[Problem], EmployeeDraft | None]:
    """What is wrong with a row, and the person where one can be made of it."""
    problems = [problem for name in EDITABLE if (problem := _fault_of_text(number, name, values.get(name, "")))]
    name = one_line(values.get("name", ""))
    if not _INVISIBLE.sub("", name):
        problems.append(Problem(number, Fault.NO_NAME, "name"))
    email, fault = read_address(values.get("email", ""))
    if fault:
        problems.append(Problem(number, fault, "email", values.get("email", "")))
    salutation, language = values.get("salutation", ""), values.get("language", "")
    if problems:
        return problems, None
    draft = EmployeeDraft(
        name,
        email,
        _salutation(salutation) or "neutral",
        _LANGUAGES.get(language.casefold(), "de"),
        one_line(values.get("department", "")),
        one_line(values.get("site", "")),
        _lines(values.get("post", "")),
    )
    if not _salutation(salutation):
        problems.append(Problem(number, Fault.SALUTATION, "salutation", salutation))
    if language.casefold() not in _LANGUAGES:
        problems.append(Problem(number, Fault.LANGUAGE, "language", language))
    if not draft.can_be_reached:
        problems.append(Problem(number, Fault.UNREACHABLE, "email"))
    return problems, draft


def _fault_of_text(number: int, name: str, text: str) -> Problem | None:
    if not text or (text.isascii() and text.isprintable() and len(text) <= LONGEST.get(name, 200) and text[0] != "#"):
        return None
    if forbidden_characters(text) or ("\t" in text and name == "email"):
        return Problem(number, Fault.CONTROL, name, text)
    if len(text) > LONGEST.get(name, 200):
        return Problem(number, Fault.TOO_LONG, name, text)
    if text in _FORMULA_FAULTS:
        return Problem(number, Fault.FORMULA, name, text)
    return None


def _lines(text: str) -> str:
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _salutation(text: str) -> str:
    plain = " ".join(text.casefold().split())
    return _SALUTATIONS.get(plain) or _SALUTATIONS.get(plain.partition(" ")[0], "") if plain else "neutral"


def read_address(text: str) -> tuple[str, Fault | None]:
    """The address in a cell, empty for none, and why nothing can be sent to it.

    Taken off are blanks, ``mailto:`` and the name before an address in angle brackets. UNSENDABLE is lawful (RFC 6531)
    and yet out of reach of mail servers without SMTPUTF8 (R-11).
    """
    plain = _INVISIBLE.sub("", text).strip().removeprefix("mailto:").removeprefix("MAILTO:").strip(" ;,")
    if match := _IN_BRACKETS.fullmatch(plain):
        plain = match[1].strip()
    if not plain or "".join(plain.casefold().split()) in _NO_ADDRESS:
        return "", None
    try:
        exact_address(plain)
    except InvalidValue:
        return plain, Fault.UNSENDABLE if _is_lawful(plain) else Fault.ADDRESS
    return plain, None if _is_domain(plain.rpartition("@")[2]) else Fault.ADDRESS


def _is_lawful(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@lru_cache(maxsize=5_000)
def _is_domain(domain: str) -> bool:
    """Whether mail addresses may end like that. Asked once for each domain: a list has few."""
    return _is_lawful(f"a@{domain}")


def _shown(draft: EmployeeDraft) -> dict[str, str]:
    return {name: getattr(draft, name) for name in EDITABLE}
