"""Tables come in whatever wrote them, go out as no formula, and harm nobody."""

from __future__ import annotations

import csv
import io
import resource
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters import spreadsheet, spreadsheet_out, staff_headings, staff_list
from eventapp.domain.errors import InvalidValue
from tests.adapters import hr_files as hr

_HEAD, _PEOPLE, _LATIN = hr.HEAD, hr.PEOPLE, hr.LATIN
_ALL = [_HEAD, *_PEOPLE]
_ALL_LATIN = [_HEAD, *_LATIN]

READABLE: dict[str, tuple[Callable[[], bytes], tuple[tuple[str, ...], ...]]] = {
    "UTF-8 and semicolons": (lambda: hr.text(_ALL).encode(), _PEOPLE),
    "UTF-8 with its mark": (lambda: hr.text(_ALL).encode("utf-8-sig"), _PEOPLE),
    "Excel's Unicode text: UTF-16 and tabs": (lambda: hr.text(_ALL, "\t").encode("utf-16"), _PEOPLE),
    "UTF-16, big end first": (lambda: b"\xfe\xff" + hr.text(_ALL, "\t").encode("utf-16-be"), _PEOPLE),
    "UTF-16 without its mark": (lambda: hr.text(_ALL_LATIN, "\t").encode("utf-16-le"), _LATIN),
    "Windows-1252": (lambda: hr.text(_ALL_LATIN).encode("cp1252"), _LATIN),
    "commas": (lambda: hr.text(_ALL, ",").encode(), _PEOPLE),
    "pipes": (lambda: hr.text(_ALL, "|").encode(), _PEOPLE),
    "lines that end as on an old Mac": (lambda: hr.text(_ALL, ";", "\r").encode(), _PEOPLE),
    "lines that end as on Unix, the last one open": (lambda: hr.text(_ALL, ";", "\n").encode().rstrip(b"\n"), _PEOPLE),
    "a first line for Excel": (lambda: b"sep=;\r\n" + hr.text(_ALL).encode(), _PEOPLE),
    "titles and blank lines above": (
        lambda: ("Beschäftigte\r\nStand: 1.11.2026; intern\r\n\r\n" + hr.text(_ALL)).encode(),
        _PEOPLE,
    ),
    "semicolons to the end of each line": (lambda: hr.text([(*row, "", "", "") for row in _ALL]).encode(), _PEOPLE),
    "quotes and line breaks in cells": (
        lambda: b'Name;E-Mail;Amt\r\n"Kim ""Kiki"" Muster";kim@example.org;"Amt f\xc3\xbcr\r\nSoziales; Wohnen"\r\n',
        (('Kim "Kiki" Muster', "kim@example.org", "Amt für Soziales; Wohnen"),),
    ),
    "commas within quotes": (
        lambda: b'Name,E-Mail,Amt\n"Muster, Kim",kim@example.org,"Amt 1, Haus 2"\n',
        (("Muster, Kim", "kim@example.org", "Amt 1, Haus 2"),),
    ),
    "first and last name apart, and a title": (
        lambda: "Titel;Nachname;Vorname;Mailadresse;OE\nDr.;Groß;Jörg;joerg@example.org;Bürgeramt\n".encode(),
        (("Dr. Jörg Groß", "joerg@example.org", "Bürgeramt"),),
    ),
    "the headings again in the middle": (lambda: hr.text([_HEAD, *_PEOPLE[:2], _HEAD, _PEOPLE[2]]).encode(), _PEOPLE),
    "no headings, but addresses": (
        lambda: hr.text([("Kim Muster", "kim@example.org"), ("Robin Muster", "robin@example.org")]).encode(),
        (),
    ),
    "no mailbox, in words": (
        lambda: b"Name;E-Mail;Amt\nKim Muster;k. A.;Amt 1\nRobin Muster;-;Amt 1\n",
        (("Kim Muster", "", "Amt 1"), ("Robin Muster", "", "Amt 1")),
    ),
    "addresses as they are copied from a mail program": (
        lambda: b"Name;E-Mail;Amt\nKim Muster;Kim Muster <kim@example.org>;\nToni;mailto:toni@example.org;A\n",
        (("Kim Muster", "kim@example.org", ""), ("Toni", "toni@example.org", "A")),
    ),
    "XLSX": (lambda: hr.workbook(_ALL), _PEOPLE),
    "XLSX whose first sheet is empty": (lambda: hr.workbook([], _ALL), _PEOPLE),
    "XLSX with a merged title and a merged department": (
        lambda: hr.workbook(
            [["", "", ""], list(_HEAD), ["Kim Muster", "kim@example.org", ""], ["Toni Muster", "toni@example.org", ""]],
            merged=[(0, 0, 0, 2, "Beschäftigte der Stadt"), (2, 2, 3, 2, "Jugendamt")],
        ),
        (("Kim Muster", "kim@example.org", "Jugendamt"), ("Toni Muster", "toni@example.org", "Jugendamt")),
    ),
    "XLSX with numbers": (
        lambda: hr.workbook([["Name", "E-Mail", "Amt"], ["Kim Muster", "kim@example.org", 51.0]]),
        (("Kim Muster", "kim@example.org", "51"),),
    ),
    "ODS": (lambda: spreadsheet_out.write("ods", "Liste", _ALL), _PEOPLE),
    "ODS with a million empty rows": (hr.ods_padded, _PEOPLE),
}

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "blanks": (lambda: b" \r\n\r\n ;;; \r\n", "empty"),
    "an empty workbook": (lambda: hr.workbook([]), "empty"),
    "a PDF": (lambda: b"%PDF-1.7 ...", "unreadable"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "unreadable"),
    "a program": (lambda: bytes(range(32)) * 200, "unreadable"),
    "half a workbook": (lambda: hr.workbook(_ALL)[:900], "unreadable"),
    "an archive of something else": (lambda: _archive_of_text(), "unreadable"),
    "an old workbook with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "half an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unreadable"),
    "UTF-16 that is cut": (lambda: hr.text(_ALL).encode("utf-16")[:-1], "encoding"),
    "bytes of no encoding": (lambda: b"Name;Amt\nKim\x81;1\n", "encoding"),
    "more rows than there are people": (lambda: b"Name;Amt\n" + b"Kim;1\n" * 60_001, "too_long"),
    "more columns than a list has": (lambda: b";".join([b"x"] * 61), "too_wide"),
    "a quotation mark that is never closed": (lambda: b'Name;Amt\n"Kim;1\n' + b"Robin Muster;Amt 2\n" * 500, "quote"),
    "21 megabytes": (lambda: b"x;" * 10_500_000, "too_large"),
    "a cell at XFD1048576": (hr.far_cell, "bomb"),
    "a cell repeated without end": (hr.ods_repeated, "unreadable"),
    "entities that grow": (hr.ods_entities, "unreadable"),
    "a workbook that unpacks to 300 megabytes": (hr.zip_bomb, "bomb"),
    "the same, which denies it": (hr.lying_zip, ""),
}


def _archive_of_text() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("brief.txt", "Liebe Kolleginnen")
    return out.getvalue()


@pytest.mark.parametrize("name", READABLE)
def test_lists_are_read_as_personnel_departments_send_them(name: str) -> None:
    build, expected = READABLE[name]

    sheet = spreadsheet.read(build())
    header = staff_headings.header_row(sheet.rows)
    names = staff_headings.headings(sheet.rows, header)
    chosen = staff_headings.suggest(names, sheet.rows[0 if header is None else header + 1 :], {})
    examined = staff_list.examine(sheet.rows, header, chosen, {})

    if name == "no headings, but addresses":
        assert (header, names, [field.value for field in chosen.values()]) == (None, ["A", "B"], ["email"])
        return
    assert [(one.draft.name, one.draft.email, one.draft.department) for one in examined.people] == list(expected)
    assert not examined.problems


@pytest.mark.parametrize("name", REFUSED)
def test_S13_S17_what_is_no_list_is_refused_and_costs_the_server_little(name: str) -> None:
    build, code = REFUSED[name]
    data = build()
    before = _peak_megabytes()

    with pytest.raises(InvalidValue, match=rf"spreadsheet\.{code}"):
        spreadsheet.read(data)

    assert _peak_megabytes() - before < 250


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_048_576 if sys.platform == "darwin" else 1_024)


def test_the_sheets_that_were_not_read_are_named() -> None:
    sheet = spreadsheet.read(hr.workbook(_ALL, [["Legende"]]))

    assert (sheet.kind, sheet.name, sheet.others) == ("xlsx", "Blatt 1", ("Blatt 2",))


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff\ufeff"), max_size=12
)
_CELLS = st.one_of(
    _WORDS.map(str.strip),
    st.sampled_from(("=1+1", "+49 201 1", "-", "@kim", "'=x", '"=x"', "＝1", " =x".strip(), "a\nb", "Ж;ж", "x,y|z")),
)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_table_reads_back_as_it_was_written(kind: str) -> None:
    @settings(max_examples=120 if kind == "csv" else 12, deadline=None)
    @given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=6))
    def reads_back(rows: list[list[str]]) -> None:
        table = [["Name", "Amt", "Ort"], *rows]

        found = spreadsheet.read(spreadsheet_out.write(kind, "Liste", table)).rows

        assert [([*row, "", "", ""])[:3] for row in found] == [row for row in table if any(row)] or _same(found, table)

    reads_back()


def _same(found: list[list[str]], table: list[list[str]]) -> bool:
    padded = [([*row, "", "", ""])[:3] for row in found]
    return padded == table[: len(padded)] and not any(any(row) for row in table[len(padded) :])


@given(_CELLS, st.text(" \t\u00a0\"'„\ufeff\u200b", max_size=3))
def test_S06_no_cell_that_leaves_is_a_formula(cell: str, before: str) -> None:
    written = spreadsheet_out.write("csv", "", [[before + cell]]).decode("utf-8-sig")

    (row,) = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    bare = row[0].lstrip(" \u00a0\"'„\ufeff\u200b") if not row[0].startswith("'") else "'"
    assert not bare.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
