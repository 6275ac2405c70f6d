"""Tables that come in as CSV, XLSX, XLS or ODS: bytes to rows of text, whatever wrote them, within limits.

Encodings are told, not guessed: a byte order mark, else strict UTF-8, else the one that Windows writes (cp1252).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eventapp.adapters.spreadsheet_out import unguarded
from eventapp.domain.errors import InvalidValue

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 60
MOST_CELLS: Final = 1_000_000
"""Cells with something in them: they are what memory goes into."""
MOST_CHARACTERS: Final = 2_000
_MOST_UNPACKED: Final = 200_000_000
_MOST_RATIO: Final = 200
_SMALL: Final = 5_000_000  # below, a ratio says nothing
_MOST_PARTS: Final = 2_000
_MEMORY: Final = 600_000_000
_CPU_SECONDS: Final = 6
_WALL_SECONDS: Final = 15
_PATIENCE_SECONDS: Final = 1  # whoever comes second is told so, rather than holding up everybody else
_LONGEST_LINE: Final = 200_000
_DELIMITERS: Final = ";\t,|"
_SNIFFED: Final = 200_000  # characters that are looked at to tell the delimiter
_LONGEST_QUOTE: Final = 40  # lines in one cell; more is a quotation mark that was never closed
_CHILD: Final = Path(__file__).with_name("spreadsheet_child.py")
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"GIF8")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text, row after row from the first of the file. ``encoding`` and ``delimiter`` are those of a CSV;
    ``name`` and ``others`` the sheets of a workbook: the one that was read, and those that were not.
    """

    rows: list[list[str]]
    kind: str
    encoding: str = ""
    delimiter: str = ""
    name: str = ""
    others: tuple[str, ...] = ()


def read(data: bytes) -> Sheet:
    """The first table in ``data``. Raises InvalidValue("spreadsheet.…"), whatever the bytes are."""
    if len(data) > MOST_BYTES:
        raise _fault("too_large", megabytes=MOST_BYTES // 1_000_000)
    if not data.strip():
        raise _fault("empty")
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, _kind_of_zip(data))
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _fault("password")
        return _workbook(data, "xls")
    if data.startswith(_FOREIGN):
        raise _fault("unreadable")
    return _csv(data)


def _fault(code: str, **context: object) -> InvalidValue:
    return InvalidValue(f"spreadsheet.{code}", field="file", **context)


# Text


def _csv(data: bytes) -> Sheet:
    text, encoding = _decoded(data)
    if len(_BINARY.findall(text[:100_000])) > max(20, len(text[:100_000]) // 100):
        raise _fault("unreadable")
    delimiter, start = _named_delimiter(text)
    delimiter = delimiter or _delimiter(text)
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        raise _fault("too_wide", most=MOST_COLUMNS)
    rows: list[list[str]] = [[]] if start else []
    cells = 0
    reader = csv.reader(_lines(text, start), delimiter=delimiter)
    try:
        for row in reader:
            while row and not row[-1].strip():
                row.pop()
            if len(row) > MOST_COLUMNS:
                raise _fault("too_wide", most=MOST_COLUMNS)
            _check_quote(row, reader.line_num + bool(start))
            rows.append([unguarded(cell[: MOST_CHARACTERS + 1]) for cell in row])
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise _fault("too_long", most=MOST_ROWS)
    except csv.Error as error:
        raise _fault("quote", line=reader.line_num) from error
    if not any(rows):
        raise _fault("empty")
    return Sheet(rows, "csv", encoding, delimiter)


def _check_quote(row: list[str], line: int) -> None:
    for cell in row:
        if len(cell) > MOST_CHARACTERS and (breaks := cell.count("\n") or cell.count("\r")) > _LONGEST_QUOTE:
            raise _fault("quote", line=max(1, line - breaks))


def _decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec), name
    head = data[:2_000]
    if head.count(0) * 3 > len(head):  # every second octet of Latin text
        codec = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return _strictly(data, codec), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252"), "Windows-1252"


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _fault("encoding") from error


def _lines(text: str, start: int = 0) -> Iterator[str]:
    """The lines with their ends. Only CR and LF end one: other separators stay within their cells."""
    return (match[0] for match in _LINE.finditer(text, start))


def _named_delimiter(text: str) -> tuple[str, int]:
    """What a first line ``sep=;`` names, and where the rows begin."""
    match = re.match(r'"?sep=([;,|\t])"?(?:\r\n|\r|\n)', text)
    return (match[1], match.end()) if match else ("", 0)


def _delimiter(text: str) -> str:
    """The sign that parts most of the first rows into the same number of cells, more than one."""
    best, best_score = ";", (0, 0)
    text = text[:_SNIFFED]
    for sign in _DELIMITERS:
        widths = Counter(_widths(text, sign))
        if widths:
            width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
            score = (times, width)
            if score > best_score:
                best, best_score = sign, score
    return best


def _widths(text: str, sign: str) -> Iterator[int]:
    try:
        for number, row in enumerate(csv.reader(_lines(text), delimiter=sign)):
            if number == 60:
                return
            if len(row) > 1:
                yield len(row)
    except csv.Error:
        return


# Workbooks


def _kind_of_zip(data: bytes) -> str:
    """Whether it is XLSX or ODS. Raises InvalidValue for other archives, and for what unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise _fault("unreadable") from error
    unpacked = sum(part.file_size for part in parts)
    heavy = [
        part for part in parts if part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(1, part.compress_size)
    ]
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or heavy:
        raise _fault("bomb")
    names = {part.filename for part in parts}
    if any(name.startswith("xl/workbook.") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise _fault("unreadable")


def _workbook(data: bytes, kind: str) -> Sheet:
    answer = _in_child(data)
    if fault := answer.get("fault"):
        raise _fault(str(fault), most=MOST_COLUMNS if fault == "too_wide" else MOST_ROWS)
    rows = [[unguarded(cell) for cell in row] for row in answer["rows"]]
    if not any(any(row) for row in rows):
        raise _fault("empty")
    return Sheet(rows, kind, name=answer["sheet"], others=tuple(answer["others"]))


def _in_child(data: bytes) -> dict[str, Any]:
    """Let a process of its own read the workbook. Whatever becomes of it, this one goes on."""
    bounds = (_MEMORY, _CPU_SECONDS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_CHARACTERS)
    command = [sys.executable, "-I", str(_CHILD), *map(str, bounds)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        if not _one_at_a_time.acquire(timeout=_PATIENCE_SECONDS):
            raise _fault("busy")
        try:
            done = subprocess.run(  # noqa: S603 - our own file, and numbers of ours
                command,
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_WALL_SECONDS,
                env={**kept, "RUST_BACKTRACE": "0"},
                check=False,
            )
        finally:
            _one_at_a_time.release()
        if done.returncode:
            raise _fault("bomb")
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise _fault("bomb") from error
    return answer
