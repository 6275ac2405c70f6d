"""From rows to people: what columns mean, what values mean, and what is wrong with a row."""

from __future__ import annotations

import pytest

from eventapp.adapters import staff_headings, staff_list
from eventapp.domain.staff import EmployeeDraft, Fault, Field

N, E, A, D = Field.NAME, Field.EMAIL, Field.SALUTATION, Field.DEPARTMENT
HEAD = ["Name", "E-Mail", "Anrede", "Amt"]
COLUMNS = {0: N, 1: E, 2: A, 3: D}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-Mail-Adresse", E), ("eMail (dienstlich)", E), ("Mail", E), ("SMTP-Adresse", E), ("Dienstliche E-Mail", E),
        ("NACHNAME", Field.LAST_NAME), ("Familienname", Field.LAST_NAME), ("Vorname(n)", Field.FIRST_NAME),
        ("Rufname", Field.FIRST_NAME), ("Name, Vorname", N), ("Mitarbeiter/in", N), ("Beschäftigte/r", N),
        ("Full name", N), ("akad. Titel", Field.TITLE), ("Anrede", A), ("Briefanrede", A), ("Sprache", Field.LANGUAGE),
        ("Amt", D), ("Org.-Einheit", D), ("OE", D), ("Fachbereich", D), ("Dienststelle", D), ("Abteilung", D),
        ("Standort", Field.SITE), ("Dienstgebäude", Field.SITE), ("Gebäude", Field.POST), ("Raum-Nr.", Field.POST),
        ("Zimmer", Field.POST), ("Postfach", Field.POST), ("Hauspost", Field.POST),
    ],
)  # fmt: skip
def test_headings_are_known_in_many_spellings(heading: str, field: Field) -> None:
    assert staff_headings.meaning(heading) is field


@pytest.mark.parametrize(
    "heading",
    ["Geschlecht", "Gender", "m/w/d", "Geburtsdatum", "Geb.-Datum", "Personalnummer", "Pers.-Nr.", "Privatadresse",
     "E-Mail privat", "private Telefonnummer", "Besoldungsgruppe", "Entgeltgruppe", "Konfession", "Familienstand",
     "Schwerbehinderung", "Eintrittsdatum", "Geburtsname", "IBAN", "Straße (privat)", "Handy", "Lfd. Nr."],
)  # fmt: skip
def test_private_columns_are_never_suggested(heading: str) -> None:
    assert staff_headings.meaning(heading) is None


def test_a_column_that_says_the_gender_is_not_used_even_if_it_was_before() -> None:
    found = staff_headings.suggest(["Name", "Geschlecht", "E-Mail"], [], {"name": "Name", "salutation": "Geschlecht"})

    assert found == {0: N}


def test_what_was_chosen_last_time_is_suggested_again() -> None:
    chosen = {0: Field.POST, 1: N, 2: E, 3: Field.POST}
    names = ["Trakt", "Wer", "Kontakt", "Flur"]

    assert staff_headings.suggest(names, [], staff_headings.to_remember(chosen, names)) == chosen


def test_salutations_are_chosen_never_concluded() -> None:
    rows = [HEAD, *[[f"Kim {n}", f"k{n}@example.org", text, "1"] for n, text in enumerate(("Frau", "Herrn", "", "w"))]]

    examined = staff_list.examine(rows, 0, COLUMNS, {})

    assert [one.draft.salutation for one in examined.people] == ["frau", "herr", "neutral", "neutral"]
    assert [(hint.row, hint.fault) for hint in examined.hints] == [(5, Fault.SALUTATION)]


def test_R25_every_bad_row_is_named_with_its_reason_not_just_the_first() -> None:
    rows = [
        HEAD,
        ["Kim Muster", "kim@example.org", "", "Amt 1"],
        ["", "robin@example.org", "", "Amt 1"],
        ["Toni Muster", "toni@", "", "Amt 1"],
        ["Alex\x07 Muster", "alex@example.org", "", "Amt 1"],
        ["Sam Muster", "KIM@example.org", "", "Amt 2"],
        ["Kim Muster", "kim@example.org", "", "Amt 1"],
        ["x" * 201, "lang@example.org", "", "Amt 1"],
        ["Jo Muster", "#NV", "", "Amt 1"],
        ["Nora Muster", "", "", ""],
        ["", "", "", ""],
    ]

    found = staff_list.examine(rows, 0, COLUMNS, {})

    assert [(one.row, one.fault, one.other_row) for one in found.problems] == [
        (3, Fault.NO_NAME, None),
        (4, Fault.ADDRESS, None),
        (5, Fault.CONTROL, None),
        (6, Fault.TWICE, 2),
        (7, Fault.SAME_PERSON, 2),
        (8, Fault.TOO_LONG, None),
        (9, Fault.FORMULA, None),
        (9, Fault.ADDRESS, None),
        (10, Fault.UNREACHABLE, None),
    ]
    assert [one.row for one in found.people] == [2, 10]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("jörg@example.org", Fault.UNSENDABLE), ("kim@example", Fault.ADDRESS), ("@example.org", Fault.ADDRESS),
        ("kim muster@example.org", Fault.ADDRESS), ("a@example.org; b@example.org", Fault.ADDRESS),
        ("kim@ex..org", Fault.ADDRESS),
        ("kim@straße.example.org", None), ("kim.muster+liste@example.org", None),
    ],
)  # fmt: skip
def test_R11_an_address_that_nothing_can_be_sent_to_is_flagged(typed: str, fault: Fault | None) -> None:
    assert staff_list.read_address(typed) == (typed, fault)


def test_rows_are_put_right_left_out_or_kept_without_a_mailbox() -> None:
    rows = [HEAD, ["", "kim@example.org", "", "1"], ["Robin", "kim@example.org", "", "1"], ["Toni", "x@", "", "1"]]

    found = staff_list.examine(rows, 0, COLUMNS, {"2": {"name": "Kim"}, "3": {"email": ""}, "4": {"skip": "1"}})

    assert [one.draft for one in found.people] == [
        EmployeeDraft("Kim", "kim@example.org", department="1"),
        EmployeeDraft("Robin", department="1"),
    ]
    assert (found.problems, found.skipped) == ([], [4])


def test_S09_names_in_any_script_stay_as_they_were_typed() -> None:
    names = ["فاطمة الحسن", "Nguyễn Thị Mai", "李 娜", "Ελένη", "d’Angelo-Ó Briain", "van der MÜLLER"]
    rows = [["Name", "E-Mail"], *[[name, f"p{n}@example.org"] for n, name in enumerate(names)]]

    assert [one.draft.name for one in staff_list.examine(rows, 0, {0: N, 1: E}, {}).people] == names


def test_several_columns_make_the_postal_lines() -> None:
    rows = [["Name", "Gebäude", "Raum"], ["Kim Muster", "Rathaus", "101"], ["Toni Muster", "", "102"]]

    found = staff_list.examine(rows, 0, {0: N, 1: Field.POST, 2: Field.POST}, {})

    assert [one.draft.post for one in found.people] == ["Rathaus\n101", "102"]
