"""What differs between two announced versions."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eventapp.domain.editions import (
    Change,
    Edition,
    ItemCard,
    OrganizerCard,
    VenueCard,
    changes,
    item_schedule_key,
    same_announcement,
    schedule_key,
)
from eventapp.domain.events import Status, Visibility
from eventapp.domain.program import ItemFunction
from eventapp.domain.texts import Language, LocalText
from tests.factories import at

THEN = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = THEN + timedelta(days=1)
OFFICE = OrganizerCard(**{field.name: field.name for field in fields(OrganizerCard)})
HALL = VenueCard(
    "Lichtburg", "Kettwiger Straße 36", "45127", "Essen", None, None, None, None, (), LocalText(), LocalText()
)


def _item(number: int = 1, **values: Any) -> ItemCard:
    plain = {
        "number": number,
        "uid": f"item-{number}",
        "function": ItemFunction.TALK,
        "title": LocalText("Vortrag"),
        "text": LocalText(),
        "starts": at(9),
        "ends": at(10),
        "people": (),
        "created_at": THEN,
        "modified_at": THEN,
    }
    return ItemCard(**{**plain, **values})


EDITION = Edition(
    number=1,
    announced_at=THEN,
    uid="uid",
    slug="versammlung",
    secret="unguessable",
    visibility=Visibility.PUBLIC,
    status=Status.CONFIRMED,
    zone="Europe/Berlin",
    starts=at(9),
    ends=at(12),
    doors=None,
    kind=LocalText(),
    title=LocalText("Versammlung"),
    theme=LocalText(),
    description=LocalText(),
    working_time=LocalText(),
    notice=LocalText(),
    organizer=OFFICE,
    venue=HALL,
    items=(_item(1), _item(2)),
    created_at=THEN,
    modified_at=THEN,
)


def test_the_address_of_a_public_event_is_readable_and_that_of_the_staff_is_not() -> None:
    assert EDITION.key == "versammlung"
    assert replace(EDITION, visibility=Visibility.STAFF).key == "unguessable"


def test_two_equal_versions_differ_in_nothing() -> None:
    later = replace(EDITION, number=2, announced_at=LATER, modified_at=LATER, sequence=3)

    assert changes(EDITION, later) == ()
    assert same_announcement(EDITION, later)


@pytest.mark.parametrize(
    ("values", "matters"),
    [
        ({"status": Status.CANCELLED}, True),
        ({"starts": at(8)}, True),
        ({"ends": at(13)}, True),
        ({"zone": "Europe/London"}, True),
        ({"venue": None}, True),
        ({"doors": at(8)}, False),
        ({"title": LocalText("Anders")}, False),
        ({"theme": LocalText("Anders")}, False),
        ({"description": LocalText("Anders")}, False),
        ({"notice": LocalText("Anders")}, False),
        ({"kind": LocalText("Anders")}, False),
        ({"working_time": LocalText("Anders")}, False),
        ({"visibility": Visibility.STAFF}, False),
        ({"organizer": replace(OFFICE, phone="0")}, False),
        ({"slug": "anders"}, False),
    ],
)
def test_each_difference_is_named_with_before_and_after(values: dict[str, Any], matters: bool) -> None:
    ((name, value),) = values.items()

    (change,) = changes(EDITION, replace(EDITION, **values))

    assert change == Change(name, getattr(EDITION, name), value)
    assert change.matters_to_calendars is matters
    assert not same_announcement(EDITION, replace(EDITION, **values))


def test_the_event_comes_first_and_then_the_program_in_its_new_order() -> None:
    moved = _item(2, starts=at(8), ends=at(9))
    new = replace(EDITION, title=LocalText("Neu"), items=(_item(3), moved))

    found = changes(EDITION, new)

    assert [(change.field, change.item and change.item.number) for change in found] == [
        ("title", None),
        ("item_added", 3),
        ("item_time", 2),
        ("item_withdrawn", 1),
    ]
    assert [change.matters_to_calendars for change in found] == [False, True, True, True]


def test_each_difference_of_an_item_is_named() -> None:
    other = _item(1, function=ItemFunction.REPORT, title=LocalText("Bericht"), text=LocalText("Lang"))

    found = changes(EDITION, replace(EDITION, items=(other, _item(2))))

    assert [change.field for change in found] == ["item_function", "item_title", "item_text"]


def test_an_event_is_there_in_the_languages_of_its_texts() -> None:
    assert EDITION.languages == (Language.GERMAN,)
    assert replace(EDITION, description=LocalText("", "English")).languages == (Language.GERMAN, Language.ENGLISH)
    assert replace(EDITION, title=LocalText("Versammlung", easy="Treffen")).languages == (
        Language.GERMAN,
        Language.EASY,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"starts": at(8)},
        {"ends": at(13)},
        {"zone": "Europe/London"},
        {"status": Status.TENTATIVE},
        {"venue": None},
        {"venue": replace(HALL, name="Philharmonie")},
        {"venue": replace(HALL, street="Huyssenallee 53")},
    ],
)
def test_time_place_and_status_make_up_the_schedule(values: dict[str, Any]) -> None:
    assert schedule_key(replace(EDITION, **values)) != schedule_key(EDITION)


@pytest.mark.parametrize(
    "values",
    [{"title": LocalText("Anders")}, {"venue": replace(HALL, capacity=3)}, {"doors": at(8)}, {"sequence": 5}],
)
def test_nothing_else_belongs_to_the_schedule(values: dict[str, Any]) -> None:
    assert schedule_key(replace(EDITION, **values)) == schedule_key(EDITION)


def test_a_withdrawn_item_is_cancelled_whatever_becomes_of_the_event() -> None:
    gone = _item(1, is_withdrawn=True)
    cancelled = replace(EDITION, status=Status.CANCELLED)

    assert item_schedule_key(EDITION, gone) != item_schedule_key(EDITION, _item(1))
    assert item_schedule_key(EDITION, gone) == item_schedule_key(cancelled, gone)
    assert item_schedule_key(cancelled, _item(1)) == item_schedule_key(cancelled, gone)


def test_an_address_is_one_line() -> None:
    assert HALL.address == "Kettwiger Straße 36, 45127 Essen"
    assert replace(HALL, street="", postcode="").address == "Essen"


def test_an_event_is_over_at_the_minute_it_ends() -> None:
    end = EDITION.ends.instant(EDITION.tz)

    assert not EDITION.is_over(end - timedelta(seconds=1))
    assert EDITION.is_over(end)
