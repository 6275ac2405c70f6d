"""Tables that leave as CSV, XLSX or ODS. No cell of them is ever a formula (S-06)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TYPES = {"csv": CSV, "xlsx": XLSX, "ods": ODS}
# Blanks, quotes, marks and signs without width may stand before the sign that makes a formula; wide forms count.
_FORMULA = re.compile(r"[\s\"'`´‘’“”„«»\u00a0\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%\t\r\n]")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes

Rows = Iterable[Sequence[str]]


def guarded(text: str) -> str:
    """``text`` as no program takes it for a formula: behind an apostrophe where it might."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What ``guarded`` was given, so that our own files read back as they were."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def write(kind: str, title: str, rows: Rows) -> bytes:
    """``rows`` as a file of ``kind``: csv, xlsx or ods. The first row is the heading."""
    return {"csv": _csv, "xlsx": _xlsx, "ods": _ods}[kind](title, rows)


def _csv(_title: str, rows: Rows) -> bytes:
    """With a byte order mark and semicolons: spreadsheets in German open it by a double click."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _xlsx(title: str, rows: Rows) -> bytes:
    import xlsxwriter  # only where a table leaves

    out = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, settings)
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Liste")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 9, 24)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, _NOT_XML.sub("", guarded(cell)), bold if number == 0 else None)
    book.close()
    return out.getvalue()


def _ods(title: str, rows: Rows) -> bytes:
    """OpenDocument 1.3, part 3: a table of texts and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (("mimetype", ODS), ("META-INF/manifest.xml", _MANIFEST), ("content.xml", "")):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(part, content or _content(title, rows))
    return out.getvalue()


def _content(title: str, rows: Rows) -> str:
    lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    name = escape(_NOT_XML.sub("", title), {'"': "&quot;"})
    return f'{_HEAD}<table:table table:name="{name}">{lines}</table:table>{_FOOT}'


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    plain = escape(_NOT_XML.sub("", guarded(text)))
    lines = "".join(f"<text:p>{_SPACES.sub(_spaces, line)}</text:p>" for line in plain.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


_SPACES = re.compile(r"(?:^| ) *(?= )|^ | $|\t")


def _spaces(match: re.Match[str]) -> str:
    """Blanks that XML would fold into one."""
    return "<text:tab/>" if match[0] == "\t" else f'<text:s text:c="{len(match[0])}"/>' if match[0] else ""


_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
