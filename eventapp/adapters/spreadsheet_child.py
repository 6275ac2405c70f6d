"""Read one XLSX, XLS or ODS from the standard input, in a process of its own with little memory and little time.

Run as a file by ``eventapp.adapters.spreadsheet``, never imported: a cell at XFD1048576, a bomb or a fault of the
reader ends this process and nothing else. Answers JSON: ``sheet``, ``others``, ``rows``; or ``fault``.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any

_MOST_MERGED = 20_000
_MOST_REPEATED = 5_000_000  # characters that merged cells may stand for


def main() -> None:
    """Arguments: most bytes of memory, most seconds of processor time, rows, columns, cells, characters a cell."""
    memory, seconds, *bounds = map(int, sys.argv[1:])
    _limit(memory, seconds)
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read(), *bounds), ensure_ascii=True))


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the time-out remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, rows: int, columns: int, cells: int, characters: int) -> dict[str, Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        sheets.sort(key=lambda one: one.visible != SheetVisibleEnum.Visible)
        filled = []
        for one in sheets:
            sheet = book.get_sheet_by_name(one.name)
            if sheet.end is not None:
                filled.append(sheet)
        if not filled:
            return {"fault": "empty"}
        first = filled[0]
        found = first.to_python(skip_empty_area=False, nrows=rows + 1)
    except PasswordError:
        return {"fault": "password"}
    except CalamineError as error:
        return {"fault": "too_large" if "limit" in str(error).lower() else "unreadable"}
    merged = first.merged_cell_ranges or []
    table = _table(found, characters)
    if not _fill_down(table, merged):
        return {"fault": "bomb"}
    if len(found) > rows or sum(1 for row in table for cell in row if cell) > cells:
        return {"fault": "too_long"}
    if max(map(len, table), default=0) > columns:
        return {"fault": "too_wide"}
    return {"sheet": first.name, "others": [sheet.name for sheet in filled[1:]], "rows": table}


def _table(found: list[list[Any]], characters: int) -> list[list[str]]:
    """The cells as text, without empty ones at the end of a row."""
    table = []
    for values in found:
        row = [_text(value)[: characters + 1] for value in values]
        while row and not row[-1]:
            row.pop()
        table.append(row)
    return table


def _fill_down(table: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """A cell merged over several rows stands for each of them. False where that would be more than any list holds."""
    left = _MOST_REPEATED
    for (top, column), (bottom, _right) in merged[:_MOST_MERGED]:
        if top == bottom or top >= len(table) or column >= len(table[top]):
            continue
        words, repeated = table[top][column], min(bottom, len(table) - 1) - top
        left -= repeated * (len(words) + 1)
        if left < 0:
            return False
        for row in table[top + 1 : bottom + 1]:
            row.extend([""] * (column + 1 - len(row)))
            row[column] = words
    return True


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    return str(value)


if __name__ == "__main__":
    main()
