"""Rows as lines of JSON, and back. What is read may be anybody's: one row at a time takes bounded memory (S-17)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, LargeBinary, Table

from eventapp.domain.errors import InvalidValue

LONGEST_TEXT = 16 * 1024 * 1024
"""Bytes of a row without films and pictures: twice what an event with 200 items and all their texts takes."""
MOST_PIECES = 500_000
"""Commas and brackets of such a row, or of JSON in one of its columns."""
DEEPEST = 50
"""How deep JSON in a column may be nested. Ours is nested 6 deep."""
_AT_ONCE = 500
_BYTES_AT_ONCE = 1024 * 1024
_SLICE = 3 * 256 * 1024  # of three bytes base64 makes four letters
_LONG_BASE64 = re.compile(rb'(?<=:)"([A-Za-z0-9+/]{65536,}+={0,2})"')
Read = Callable[[Any], Any]


# Writing


def written(table: Table, rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Rows as lines of JSON, a line in several pieces where it holds much.

    Raises InvalidValue("backup.row_too_large") for one that could not be read again.
    """
    columns = [(column.name, _told(column)) for column in table.columns]
    for row in rows:
        told: dict[str, Any] = {}
        cut: list[tuple[bytes, bytes]] = []
        for (name, tell), value in zip(columns, row, strict=True):
            if isinstance(value, bytes) and len(value) > _SLICE:
                told[name] = [len(cut)]
                cut.append((b'"%s":[%d]' % (name.encode(), len(cut)), value))
            else:
                told[name] = tell(value)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        line = text.encode() + b"\n"
        if len(line) > LONGEST_TEXT or _pieces(text) > MOST_PIECES:
            raise InvalidValue("backup.row_too_large", table=table.name)
        for place, content in cut:
            before, _, line = line.partition(place)
            yield before + place.partition(b"[")[0] + b'"'
            for start in range(0, len(content), _SLICE):
                yield base64.b64encode(memoryview(content)[start : start + _SLICE])
            line = b'"' + line
        yield line


def _pieces(text: str) -> int:
    return text.count(",") + text.count("[") + text.count("{")


def _told(column: Column[Any]) -> Read:
    if isinstance(column.type, DateTime):
        return _instant_told
    return _bytes_told if isinstance(column.type, LargeBinary) else _same


def _same(value: Any) -> Any:
    return value


def _instant_told(value: datetime | None) -> str | None:
    if value is None:
        return None
    instant = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return instant.isoformat()


def _bytes_told(value: bytes | None) -> str | None:
    return None if value is None else base64.b64encode(value).decode()


# Reading


def portions(table: Table, lines: Iterable[bytes | bytearray], *, is_sqlite: bool) -> Iterator[list[dict[str, Any]]]:
    """The rows that lines tell of, some at a time: so many that they are few megabytes together, or a large one.

    Raises ValueError, TypeError or OverflowError for what can be no row of ``table``.
    """
    readers = {column.name: _reader(column, is_sqlite) for column in table.columns}
    rows: list[dict[str, Any]] = []
    size = 0
    for line in lines:
        size += len(line)
        rows.append(row_of(line, readers))
        del line  # a film is not kept twice while it is stored
        if len(rows) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def row_of(line: bytes | bytearray, readers: Mapping[str, Read]) -> dict[str, Any]:
    """One row. What is long and base64 is never made a text of. Raises as ``portions`` does."""
    cut = [memoryview(line)[slice(*found.span(1))] for found in _LONG_BASE64.finditer(line)]
    if len(line) - sum(map(len, cut)) > LONGEST_TEXT:
        raise ValueError("a row of too much text")
    found = parsed(_LONG_BASE64.sub(_Numbered(), line).decode() if cut else line.decode())
    if not isinstance(found, dict) or found.keys() != readers.keys():
        raise ValueError("columns of another table")
    return {name: read(_put_back(found[name], cut)) for name, read in readers.items()}


class _Numbered:
    """Puts ``[0]``, ``[1]`` … where something was cut out: no row of ours holds a list."""

    def __init__(self) -> None:
        self._number = -1

    def __call__(self, _found: object) -> bytes:
        self._number += 1
        return b"[%d]" % self._number


def _put_back(value: Any, cut: list[memoryview]) -> Any:
    if isinstance(value, dict):
        raise TypeError("a row is flat")
    if not isinstance(value, list):
        return value
    (number,) = value
    if type(number) is not int or not 0 <= number < len(cut):
        raise ValueError("nothing was cut out here")
    return cut[number]


def parsed(text: str) -> Any:
    """What JSON from anywhere says. Raises ValueError for more of it than we write, and for nesting without end."""
    if _pieces(text) > MOST_PIECES:
        raise ValueError("too many pieces")
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    level = [found]
    for _ in range(DEEPEST):
        level = list(
            chain.from_iterable(one.values() if isinstance(one, dict) else one for one in level if _holds(one))
        )
        if not level:
            return found
    raise ValueError("nested too deep")


def _holds(one: object) -> bool:
    return isinstance(one, dict | list)


def _reader(column: Column[Any], is_sqlite: bool) -> Read:
    if isinstance(column.type, DateTime):
        return _naive_instant if is_sqlite else _instant
    if isinstance(column.type, LargeBinary):
        return _bytes
    if isinstance(column.type, JSON):
        return _json
    return _truth if isinstance(column.type, Boolean) else _plain


def _plain(value: Any) -> Any:
    return bytes(value).decode("ascii") if isinstance(value, memoryview) else value


def _json(value: Any) -> Any:
    """JSON stays letter for letter as it is; it is only looked at."""
    text = _plain(value)
    if text is not None:
        parsed(text)
    return text


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).astimezone(UTC)


def _naive_instant(value: str | None) -> datetime | None:
    instant = _instant(value)
    return instant and instant.replace(tzinfo=None)


def _bytes(value: str | memoryview | None) -> bytes | None:
    return None if value is None else binascii.a2b_base64(value, strict_mode=True)


def _truth(value: object) -> bool | None:
    return None if value is None else bool(value)
