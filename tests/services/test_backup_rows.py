"""Rows as lines of JSON: what is none of its table is refused, whoever wrote it (R-24, S-63)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table

from eventapp.domain.errors import InvalidValue
from eventapp.services import backup, backup_rows

PERSON: dict[str, Any] = {
    "id": 7,
    "organizer_id": 1,
    "name": "Rika Redner",
    "title": "",
    "function": "{}",
    "organisation": "",
    "bio": '{"de":"[1,2]"}',
    "picture_id": None,
    "picture_alt": "{}",
    "contact_email": "",
    "contact_phone": "",
    "note": "",
    "revision": 1,
    "updated_at": "2026-11-22T09:00:00+00:00",
    "updated_by": "",
}
LONG = "A" * 70_000 + "=="


def speaker(connection: Connection) -> Table:
    return Table("speaker", MetaData(), autoload_with=connection)


@pytest.mark.parametrize(
    "row",
    [
        {**PERSON, "strange": 1},
        {name: value for name, value in PERSON.items() if name != "note"},
        {**PERSON, "id": 2**70},
        {**PERSON, "id": {"x": 1}},
        {**PERSON, "name": [0]},
        {**PERSON, "name": [[]]},
        {**PERSON, "updated_at": "0001-01-01T00:00:00+23:59"},
        {**PERSON, "updated_at": 5},
        {**PERSON, "updated_at": "soon"},
        {**PERSON, "bio": "no JSON"},
        {**PERSON, "bio": "[" * 100_000},
        {**PERSON, "bio": "[" * 60 + "]" * 60},
        {**PERSON, "bio": "[" + "1," * 500_000 + "1]"},
        {**PERSON, "bio": 5},
        {**PERSON, "name": "\ud800"},
        {**PERSON, "name": None},
        [],
        5,
        None,
    ],
    ids=lambda row: str(row)[:40],
)
def test_S63_what_is_no_row_is_damage(connection: Connection, row: object) -> None:
    table = speaker(connection)

    with pytest.raises(InvalidValue, match=r"backup\.damaged") as refused, connection.begin_nested():
        backup.load(connection, table, [json.dumps(row).encode()], 1)

    assert refused.value.context == {"name": "speaker"}


def test_R24_no_more_rows_are_read_than_were_counted(connection: Connection) -> None:
    table, read = speaker(connection), list[int]()

    def lines() -> Any:
        for number in range(10_000):
            read.append(number)
            yield json.dumps({**PERSON, "id": number}).encode()

    with pytest.raises(InvalidValue, match=r"backup\.damaged"), connection.begin_nested():
        backup.load(connection, table, lines(), 3)

    assert len(read) < 1_000


@pytest.mark.one_database
def test_R23_texts_that_look_like_bytes_come_back_as_they_were(connection: Connection) -> None:
    table = speaker(connection)
    texts = (LONG, f'say "{LONG}"', f'x"{LONG}', f'{{"note":[0]}}{LONG}', "[0]", '"note":[0]', f'":"{LONG}')
    for text in texts:
        row = {**PERSON, "note": text, "name": '"note":[0]', "bio": json.dumps({"de": text})}

        (line,) = backup_rows.written(table, [[stored(name, row[name]) for name in PERSON]])
        ((back,),) = backup_rows.portions(table, [line], is_sqlite=True)

        assert (back["note"], back["name"], back["bio"]) == (text, row["name"], row["bio"])


def stored(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name == "updated_at" else value


@pytest.mark.one_database
def test_R23_portions_are_cut_by_their_bytes(connection: Connection) -> None:
    table = Table("picture", MetaData(), autoload_with=connection)
    row = {"id": 1, "organizer_id": 1, "digest": "d", "content_type": "", "width": 1, "height": 1, "created_at": None}
    sizes = [10] * 3 + [3_000_000] * 2 + [10] * 700

    lines = (json.dumps({**row, "content": "QUJD" * (size // 3)}).encode() for size in sizes)

    portions = [[len(one["content"]) for one in rows] for rows in backup_rows.portions(table, lines, is_sqlite=True)]

    assert [len(one) for one in portions] == [4, 1, 500, 200]


@pytest.mark.one_database
def test_R23_a_row_that_could_not_be_restored_is_not_written(connection: Connection) -> None:
    table = speaker(connection)
    values = [stored(name, value) for name, value in PERSON.items()]
    values[list(PERSON).index("note")] = "x" * (backup_rows.LONGEST_TEXT + 1)

    with pytest.raises(InvalidValue, match=r"backup\.row_too_large"):
        list(backup_rows.written(table, [values]))
