"""Letters for internal mail: in which order they lie, and what is printed together. Names on badges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidValue
from eventapp.domain.letters import LetterRecipient, PostalAddress, booklets, delivery_order, sections
from eventapp.domain.prints import LABEL_SHEETS, BadgePerson, LabelSheet


def to(name: str, department: str = "", site: str = "") -> LetterRecipient:
    return LetterRecipient(name, "Guten Tag,", PostalAddress((name,)), "", "", department, site)


def many(department: str, count: int) -> list[LetterRecipient]:
    return [to(f"Kim {number:04}", department) for number in range(count)]


def test_letters_lie_by_department_site_and_name_and_numbers_count_by_value() -> None:
    people = [
        to("Zoe", "Amt 10"), to("Özlem", "Amt 9", "Zeche"), to("Pia", "Amt 9", "Zeche"), to("Ada", ""),
        to("Zoe", "Amt 9", "Rathaus"), to("Kim", "Ämterhaus"), to("Kim", "amt 9 B"),
    ]  # fmt: skip

    found = [(one.department, one.name) for one in sorted(people, key=delivery_order)]

    assert found == [
        ("Amt 9", "Zoe"), ("Amt 9", "Özlem"), ("Amt 9", "Pia"), ("amt 9 B", "Kim"), ("Amt 10", "Zoe"),
        ("Ämterhaus", "Kim"), ("", "Ada"),
    ]  # fmt: skip


def test_a_department_written_in_two_ways_has_one_separator() -> None:
    found = list(sections([to("Ada", "Amt  9"), to("Kim", "amt 9")], 10))

    assert [(section.department, section.total) for section in found] == [("Amt 9", 2)]


def test_a_separator_names_all_sites_with_their_letters() -> None:
    (section,) = sections([to("A", "Amt", "Zeche"), to("B", "Amt", "Rathaus"), to("C", "Amt", "Zeche")], 10)

    assert section.sites == (("Rathaus", 1), ("Zeche", 2))


def test_a_department_stays_in_one_booklet_where_it_fits() -> None:
    people = many("Amt 1", 6) + many("Amt 2", 3) + many("Amt 3", 2) + many("Amt 4", 5)

    found = [[section.department for section in booklet] for booklet in booklets(people, 10)]

    assert found == [["Amt 1", "Amt 2"], ["Amt 3", "Amt 4"]]


def test_a_large_department_goes_on_in_parts_of_equal_size() -> None:
    found = list(booklets(many("Amt 1", 25) + many("Amt 2", 1), 10))

    parts = [
        (part.department, part.part, part.parts, len(part.recipients), part.total) for one in found for part in one
    ]
    assert parts == [("Amt 1", 1, 3, 9, 25), ("Amt 1", 2, 3, 9, 25), ("Amt 1", 3, 3, 7, 25), ("Amt 2", 1, 1, 1, 1)]
    assert [len(booklet) for booklet in found] == [1, 1, 2]


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=60), st.integers(1, 20))
def test_nobody_is_lost_and_no_booklet_is_too_thick(people: list[tuple[str, str]], size: int) -> None:
    recipients = [to(name, department) for name, department in people]

    found = list(booklets(recipients, size))

    thick = [sum(len(section.recipients) for section in booklet) for booklet in found]
    everybody = [person for booklet in found for section in booklet for person in section.recipients]
    assert all(1 <= count <= size for count in thick)
    assert everybody == sorted(recipients, key=delivery_order)


@pytest.mark.parametrize(
    ("name", "given_name", "rest"),
    [
        ("Henriette Frädrich", "Henriette", "Frädrich"),
        ("Prof. Dr. Şule Jäger-Öztürk", "Şule", "Prof. Dr. Jäger-Öztürk"),
        ("Muster, Kim Robin", "Kim", "Robin Muster"),
        ("Anna  von der Heide", "Anna", "von der Heide"),
        ("Dragana Meding", "Dragana", "Meding"),
        ("Kim", "Kim", ""),
        ("Dr. ", "Dr.", ""),
        ("", "", ""),
    ],
)
def test_a_badge_has_the_first_name_large(name: str, given_name: str, rest: str) -> None:
    person = BadgePerson(name)

    assert (person.given, person.rest) == (given_name, rest)


@given(st.text(max_size=40))
def test_a_badge_loses_no_word_of_a_name(name: str) -> None:
    person = BadgePerson(name)

    found = sorted(f"{person.given} {person.rest}".split())
    assert found == sorted(name.replace(",", " ", 1).split() if "," in name else name.split())


def test_labels_lie_side_by_side_on_the_sheet() -> None:
    assert LABEL_SHEETS.keys() == {"80x50", "90x54"}
    for wrong in ((106, 50, 2, 5, 0, 0, 106, 50), (80, 50, 2, 5, 20, 20, 79, 50), (80, 50, 0, 5, 20, 20, 80, 50)):
        with pytest.raises(InvalidValue, match=r"prints\.beyond_the_sheet"):
            LabelSheet(*wrong)
