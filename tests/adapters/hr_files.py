"""Staff lists as personnel departments really send them, and files that nobody should send. All people are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import cache

import xlsxwriter

from eventapp.adapters import spreadsheet_out

PEOPLE = (
    ("Ayşe Yılmaz", "ayse@example.org", "Jugendamt"),
    ("Jörg Groß", "joerg@example.org", "Bürgeramt"),
    ("Zoë d'Angelo", "zoe@example.org", "Kämmerei"),
)
HEAD = ("Name", "E-Mail", "Amt")
LATIN = (("Jörg Groß", "joerg@example.org", "Bürgeramt"), ("Renée Weiß", "renee@example.org", "Kämmerei"))


def text(rows: Sequence[Sequence[str]], delimiter: str = ";", end: str = "\r\n") -> str:
    """Rows as plain text, nothing quoted."""
    return "".join(delimiter.join(row) + end for row in rows)


def workbook(*sheets: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int, str]] = ()) -> bytes:
    """An XLSX with these sheets; merged cells as (top, left, bottom, right, text) on the first."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet(f"Blatt {number + 1}")
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(line, column, value)
        if number == 0:
            for top, left, bottom, right, words in merged:
                sheet.merge_range(top, left, bottom, right, words)
    book.close()
    return out.getvalue()


def far_cell() -> bytes:
    """An XLSX whose last cell is XFD1048576: a reader that makes a grid of it needs hundreds of gigabytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, PEOPLE[0])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    return out.getvalue()


def ods_of(body: str, head: str = "") -> bytes:
    """An ODS whose only table has these rows as XML."""
    whole = spreadsheet_out.write("ods", "Liste", [])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content.xml":
                content = content.replace(b"</table:table>", body.encode() + b"</table:table>")
                content = content.replace(b'encoding="UTF-8"?>', b'encoding="UTF-8"?>' + head.encode())
            new.writestr(part, content)
    return out.getvalue()


def ods_row(*cells: str) -> str:
    """One row as XML."""
    return f"<table:table-row>{''.join(map(_cell, cells))}</table:table-row>"


def _cell(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def ods_padded() -> bytes:
    """An ODS as LibreOffice writes it after a column was coloured: a million empty rows at the end."""
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    return ods_of("".join(ods_row(*row) for row in (HEAD, *PEOPLE)) + _repeated(cell))


def ods_repeated() -> bytes:
    """A small ODS that repeats one filled cell seventeen thousand million times."""
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
    return ods_of(ods_row(*HEAD) + _repeated(f"{cell}</table:table-cell>"))


def _repeated(cell: str) -> str:
    return f'<table:table-row table:number-rows-repeated="1048570">{cell}</table:table-row>'


def ods_entities() -> bytes:
    """An ODS with entities that grow tenfold at each step, and one that names a file of the server."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{steps}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return ods_of(ods_row(*HEAD) + ods_row("&e9;", "&f;", "Amt"), head)


@cache
def zip_bomb() -> bytes:
    """An XLSX of a few hundred kilobytes that unpacks to 300 megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"0" * 1_000_000)
    return out.getvalue()


def lying_zip() -> bytes:
    """The same, though its list of contents says that it is small."""
    bomb = bytearray(zip_bomb())
    for size in (300_000_000).to_bytes(4, "little"), b"\xff\xff\xff\xff":
        at = bomb.rfind(size)
        if at > 0:
            bomb[at : at + 4] = (1_000).to_bytes(4, "little")
    return bytes(bomb)


def large(count: int) -> list[list[str]]:
    """Rows as a big authority sends them, with columns that nobody needs."""
    head = [
        "Nachname",
        "Vorname",
        "Geschlecht",
        "Geburtsdatum",
        "E-Mail (dienstlich)",
        "Amt",
        "Raum-Nr.",
        "Personalnr.",
    ]
    rows = [
        [f"Müller-Lüdenscheidt {n}", "Anna", "w", "1.1.1970", f"person{n}@example.org", f"Amt {n % 12}", f"{n}", f"{n}"]
        for n in range(count)
    ]
    return [["Stand: 1.11.2026"], [], head, *rows]
