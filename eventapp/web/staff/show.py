"""Faults, differences and numbers of a staff list, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from eventapp.domain.staff import Difference, EmployeeDraft, Examined, Fault, Field, Problem, differing
from eventapp.domain.texts import clean, forbidden_characters
from eventapp.web.staff.forms import FIELDS, fields_to_show

ROWS_AT_ONCE = 50
EXAMPLES = 10
WORDS = {
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-Mail-Adresse"),
    "salutation": lazy_gettext("Anrede"),
    "language": lazy_gettext("Sprache"),
    "department": lazy_gettext("Dienststelle"),
    "site": lazy_gettext("Standort"),
    "post": lazy_gettext("Hauspost"),
}
_VALUES = {
    "neutral": lazy_gettext("neutral"),
    "frau": lazy_gettext("Frau"),
    "herr": lazy_gettext("Herr"),
    "de": lazy_gettext("Deutsch"),
    "en": lazy_gettext("Englisch"),
}


def sentence(problem: Problem) -> str:
    """What is wrong, and what to do about it."""
    values = {
        "value": _short(problem.value),
        "row": problem.other_row,
        "field": WORDS.get(problem.field, problem.field),
        "sign": next(iter(forbidden_characters(problem.value)), "U+0009"),
        "length": len(problem.value),
    }
    return str(_SENTENCES[problem.fault]) % values


_SENTENCES = {
    Fault.NO_NAME: lazy_gettext("Der Name fehlt."),
    Fault.ADDRESS: lazy_gettext("„%(value)s“ ist keine vollständige E-Mail-Adresse."),
    Fault.UNSENDABLE: lazy_gettext(
        "An „%(value)s“ kann nicht jeder Mailserver etwas schicken. Vor dem @ dürfen keine Umlaute stehen."
    ),
    Fault.TWICE: lazy_gettext("Die Adresse „%(value)s“ steht schon in Zeile %(row)s, bei einem anderen Eintrag."),
    Fault.SAME_PERSON: lazy_gettext("Diese Person steht schon in Zeile %(row)s."),
    Fault.CONTROL: lazy_gettext("In „%(field)s“ steht ein unsichtbares Steuerzeichen (%(sign)s)."),
    Fault.TOO_LONG: lazy_gettext("„%(field)s“ ist mit %(length)s Zeichen zu lang."),
    Fault.FORMULA: lazy_gettext("In „%(field)s“ steht der Fehler einer Formel: %(value)s."),
    Fault.UNREACHABLE: lazy_gettext(
        "Ohne E-Mail-Adresse, Dienststelle, Standort und Hauspost kommt auch kein Brief an."
    ),
    Fault.SALUTATION: lazy_gettext("Die Anrede „%(value)s“ kennen wir nicht. Die Anrede wird neutral."),
    Fault.LANGUAGE: lazy_gettext("Die Sprache „%(value)s“ kennen wir nicht. Es wird Deutsch."),
}


def _short(text: str) -> str:
    plain = clean(text).replace("\n", " ")
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row to be put right: why, what stands in it, and whether it may be kept without a mailbox."""

    number: int
    sentences: Sequence[str]
    fields: Sequence[tuple[str, str, str]]
    can_be_without: bool
    other: str


def bad_rows(examined: Examined) -> list[BadRow]:
    """The first rows that must be put right."""
    by_row: dict[int, list[Problem]] = {}
    for problem in examined.faults:
        by_row.setdefault(problem.row, []).append(problem)
    return [_bad_row(number, by_row[number], examined) for number in sorted(by_row)[:ROWS_AT_ONCE]]


def _bad_row(number: int, problems: Sequence[Problem], examined: Examined) -> BadRow:
    faults = [problem.fault for problem in problems]
    values = examined.typed[number]
    names = fields_to_show(faults, [problem.field for problem in problems])
    other = next((problem.other_row for problem in problems if problem.other_row), None)
    return BadRow(
        number,
        [sentence(problem) for problem in problems],
        [(name, str(WORDS[name]), clean(values.get(name, ""))) for name in names],
        can_be_without=Fault.TWICE in faults or Fault.UNSENDABLE in faults or Fault.ADDRESS in faults,
        other=_person(examined.typed[other]) if other is not None and other in examined.typed else "",
    )


def _person(values: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (clean(values.get(name, "")) for name in ("name", "department"))))


def reading(values: Mapping[str, Any]) -> str:
    """How a file was read: kind, encoding, sheet."""
    if values["kind"] == "csv":
        signs = {
            ";": _("Semikolon"),
            ",": _("Komma"),
            "\t": _("Tabulator"),
            "|": _("senkrechter Strich"),
        }
        return str(
            _(
                "Textdatei, Zeichensatz %(encoding)s, Trennzeichen: %(sign)s",
                encoding=values["encoding"],
                sign=signs[values["delimiter"]],
            )
        )
    if values["others"]:
        others = ", ".join(f"„{name}“" for name in values["others"][:5])
        return str(
            _("Gelesen ist das Blatt „%(name)s“. Nicht gelesen: %(others)s", name=values["sheet"], others=others)
        )
    return str(_("Gelesen ist das Blatt „%(name)s“.", name=values["sheet"]))


def as_rows(drafts: Sequence[EmployeeDraft]) -> list[list[str]]:
    """People as rows of a table: name, address, salutation, department, site, post."""
    return [
        [
            draft.name,
            draft.email or _("ohne Postfach"),
            str(_VALUES[draft.salutation]),
            draft.department,
            draft.site,
            draft.post.replace("\n", ", "),
        ]
        for draft in drafts
    ]


def changed_rows(difference: Difference) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Examples of what changes: the name, then field, before and after."""
    return [
        (old.draft.name, [(str(WORDS[name]), _value(was), _value(now)) for name, was, now in differing(old.draft, new)])
        for old, new in difference.changed[:EXAMPLES]
    ]


def _value(text: str) -> str:
    return str(_VALUES.get(text, text)).replace("\n", ", ") or _("leer")


def numbers(added: int, changed: int, gone: int) -> str:
    """What a change did or would do: "12 neu, 3 geändert, 5 entfernt"."""
    parts = (
        (added, _("%(num)s neu", num=added)),
        (changed, _("%(num)s geändert", num=changed)),
        (gone, _("%(num)s entfernt", num=gone)),
    )
    return ", ".join(words for number, words in parts if number) or _("nichts geändert")


def people(number: int) -> str:
    """So many people."""
    return str(ngettext("%(num)s Person", "%(num)s Personen", number))


def column_words(mapping: Mapping[str, str], headings: Sequence[str]) -> list[tuple[str, str]]:
    """Which column was chosen for what."""
    return [(headings[int(column)], str(FIELDS[Field(field)])) for column, field in mapping.items()]
