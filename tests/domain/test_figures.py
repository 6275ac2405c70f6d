"""What may be shown of small numbers: tried out against a reader who tries all numbers that fit."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.domain.figures import SMALLEST, Cell, merged, protected

Rows = list[list[int]]


def shown(rows: Rows, *, sums_known: bool = True) -> list[list[object]]:
    cells = protected(rows, sums_known=sums_known)
    return [[cell.value if cell.is_shown else "–" for cell in row] for row in cells]


def test_large_numbers_and_zeros_are_shown_as_they_are() -> None:
    assert shown([[12, 0, 30], [7, 5, 9]]) == [[12, 0, 30], [7, 5, 9]]


def test_a_small_number_hides_what_it_could_be_computed_from() -> None:
    assert shown([[12, 2, 30], [20, 8, 40], [9, 6, 0]]) in (
        [["–", "–", 30], ["–", "–", 40], [9, 6, 0]],
        [["–", "–", 30], [20, 8, 40], ["–", "–", 0]],
        [[12, "–", "–"], [20, "–", "–"], [9, 6, 0]],
        [[12, "–", "–"], [20, 8, 40], [9, "–", "–"]],
    )


def test_one_no_among_nothing_but_yes_hides_zeros_with_it() -> None:
    cells = shown([[10, 2, 30], [20, 0, 30]])

    assert cells[0][1] == cells[1][1] == "–"
    assert [row.count("–") for row in cells] == [2, 2]


def test_where_nothing_protects_a_small_number_nothing_is_shown() -> None:
    assert shown([[1, 5]]) == [["–", "–"]]


def test_a_group_alone_whose_answers_nobody_else_knows_keeps_what_it_can() -> None:
    assert shown([[12, 2, 30]], sums_known=False) in ([["–", "–", 30]], [[12, "–", "–"]])


def test_a_group_of_which_all_said_the_same_is_hidden_with_what_tells_so() -> None:
    cells = shown([[0, 5, 0], [20, 10, 15], [8, 8, 8]])

    assert cells[0][1] == "–"
    assert sorted(map(str, cells[0])) == ["0", "–", "–"]
    assert sum(row.count("–") for row in cells) == 4
    assert "7" not in map(str, shown([[0, 7, 0]], sums_known=False)[0])


def test_while_nobody_has_answered_no_group_is_shown_to_be_open() -> None:
    assert shown([[0, 0, 31], [0, 0, 40]]) == [["–"] * 3] * 2
    assert [row[2] for row in shown([[0, 0, 31], [1, 0, 39]])] == ["–", "–"]


def test_that_all_were_reached_tells_nothing_of_anybody() -> None:
    cells = protected([[31, 0], [40, 0]], hides_uniform=False)

    assert [[cell.value for cell in row] for row in cells] == [[31, 0], [40, 0]]


def test_small_groups_are_put_together_until_they_are_none() -> None:
    assert merged({"Amt 1": 40, "Amt 2": 3, "Amt 3": 2, "Amt 4": 12}) == (["Amt 1", "Amt 4"], ["Amt 2", "Amt 3"])
    assert merged({"Amt 1": 40, "Amt 2": 3, "Amt 4": 12}) == (["Amt 1"], ["Amt 2", "Amt 4"])
    assert merged({"Amt 1": 5, "Amt 2": 1}) == ([], ["Amt 1", "Amt 2"])
    assert merged({}) == ([], [])


def groups(columns: int, most_rows: int) -> st.SearchStrategy[Rows]:
    row = st.lists(st.integers(0, 9), min_size=columns, max_size=columns)
    return st.lists(row.filter(lambda cells: sum(cells) >= SMALLEST), min_size=1, max_size=most_rows)


@settings(max_examples=150, deadline=None)
@given(st.one_of(groups(3, 3), groups(2, 4)), st.booleans())
def test_F5_neither_a_small_number_nor_a_common_answer_follows_from_what_is_shown(rows: Rows, sums_known: bool) -> None:
    cells = protected(rows, sums_known=sums_known)
    fitting = _all_that_fit(rows, cells, sums_known=sums_known)
    if sums_known and (len(rows) == 1 or sum(map(any, zip(*rows, strict=True))) == 1):
        return  # such a table is the sums themselves

    for r, row in enumerate(rows):
        if max(row) == sum(row):
            assert any(max(table[r]) < sum(table[r]) for table in fitting), (rows, cells)
        for c, value in enumerate(row):
            if 0 < value < SMALLEST:
                assert cells[r][c].value is None
                assert len({table[r][c] for table in fitting}) > 1, (rows, cells)


def _all_that_fit(rows: Rows, cells: list[list[Cell]], *, sums_known: bool) -> list[tuple[tuple[int, ...], ...]]:
    """All tables that a reader can't rule out."""
    candidates = []
    for row, marks in zip(rows, cells, strict=True):
        ranges = [range(sum(row) + 1) if cell.value is None else [cell.value] for cell in marks]
        candidates.append([tried for tried in product(*ranges) if sum(tried) == sum(row)])
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return [
        table
        for table in product(*candidates)
        if not sums_known or [sum(column) for column in zip(*table, strict=True)] == sums
    ]


@pytest.mark.parametrize("departments", [70, 300])
def test_many_departments_take_no_time(departments: int) -> None:
    rows = [[number % 7, number % 5, 3 + number % 23] for number in range(departments)]
    rows = [row if sum(row) >= SMALLEST else [5, 5, 5] for row in rows]
    started = time.process_time()

    protected(rows)
    protected([[0, 0, 31] for _ in rows])
    protected([[1, 0, 30], *([0, 0, 31] for _ in rows)])

    assert time.process_time() - started < 0.5
