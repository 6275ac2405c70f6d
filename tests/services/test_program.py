"""The running order: add, move, remove, and who stands in it."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.program import Contribution, ItemFunction, ProgramItemDraft, SpeakerRole
from eventapp.domain.texts import LocalText
from eventapp.models import Event, ProgramItem
from eventapp.services import program
from eventapp.services.program import MOST_ITEMS, Move
from tests.conftest import NOW
from tests.factories import Factories


def _titles(session: Session, event: Event) -> str:
    session.expire_all()
    return "".join(item.title.de for item in program.running_order(session, event))


@pytest.fixture
def order(make: Factories) -> tuple[Event, dict[str, ProgramItem]]:
    event = make.event()
    return event, {title: make.item(event, title) for title in "ABC"}


def _draft(*people: Contribution) -> ProgramItemDraft:
    return ProgramItemDraft(ItemFunction.TALK, LocalText("X"), 10, people=people)


def test_an_item_comes_behind_another_or_at_the_end(
    session: Session, order: tuple[Event, dict[str, ProgramItem]]
) -> None:
    event, items = order

    program.add_item(session, event, _draft(), actor=SYSTEM, now=NOW, after=items["A"].id)
    program.add_item(session, event, _draft(), actor=SYSTEM, now=NOW, after=0)

    assert _titles(session, event) == "AXBCX"


def test_an_item_moves_up_and_down_but_not_beyond(
    session: Session, order: tuple[Event, dict[str, ProgramItem]]
) -> None:
    event, items = order

    assert program.move_item(session, event, items["C"], Move.UP, actor=SYSTEM, now=NOW)
    assert _titles(session, event) == "ACB"
    assert program.move_item(session, event, items["A"], Move.DOWN, actor=SYSTEM, now=NOW)
    assert _titles(session, event) == "CAB"
    assert not program.move_item(session, event, items["C"], Move.UP, actor=SYSTEM, now=NOW)
    assert not program.move_item(session, event, items["B"], Move.DOWN, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize(("place", "titles"), [(0, "BAC"), (1, "ABC"), (2, "ACB"), (99, "ACB"), (-5, "BAC")])
def test_an_item_is_placed(
    session: Session, order: tuple[Event, dict[str, ProgramItem]], place: int, titles: str
) -> None:
    event, items = order

    program.place_item(session, event, items["B"], place, actor=SYSTEM, now=NOW)

    assert _titles(session, event) == titles


def test_who_edits_an_item_need_not_read_it_again_because_it_moved(
    session: Session, order: tuple[Event, dict[str, ProgramItem]]
) -> None:
    event, items = order
    read = items["B"].revision

    program.place_item(session, event, items["B"], 0, actor=SYSTEM, now=NOW)

    program.change_item(session, items["B"], _draft(), revision=read, actor=SYSTEM, now=NOW)
    with pytest.raises(Outdated):
        program.change_item(session, items["B"], _draft(), revision=read, actor=SYSTEM, now=NOW)


def test_an_item_is_removed(session: Session, order: tuple[Event, dict[str, ProgramItem]]) -> None:
    event, items = order

    program.remove_item(session, items["A"], revision=items["A"].revision, actor=SYSTEM, now=NOW)

    assert _titles(session, event) == "BC"
    assert [item.position for item in program.running_order(session, event)] == [0, 1]


def test_an_item_of_another_event_is_not_found(session: Session, make: Factories) -> None:
    item = make.item(make.event())

    with pytest.raises(NotFound):
        program.get_item(session, make.event(), item.id)


def test_people_change_role_and_order(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    one, two = make.speaker(organizer, "Eins"), make.speaker(organizer, "Zwei")
    item = make.item(make.event(organizer), "Talk", 30, one, two)
    wish = (Contribution(two.id, SpeakerRole.HOST), Contribution(one.id, SpeakerRole.PANEL))

    program.change_item(session, item, _draft(*wish), revision=None, actor=SYSTEM, now=NOW)
    session.expire_all()

    assert tuple(row.contribution for row in item.people) == wish


def test_one_person_stands_in_an_item_once_and_a_foreign_one_never(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event, own, foreign = make.event(organizer), make.speaker(organizer), make.speaker(make.organizer())

    for people in ((own.id, own.id), (foreign.id,), (own.id, 999_999)):
        wish = _draft(*(Contribution(one, SpeakerRole.SPEAKER) for one in people))
        with pytest.raises(InvalidValue, match=r"program\.people"):
            program.add_item(session, event, wish, actor=SYSTEM, now=NOW)


def test_a_program_has_a_most(session: Session, make: Factories) -> None:
    event = make.event()
    row = {"event_id": event.id, "minutes": 1, "created_at": NOW, "updated_at": NOW, "title": LocalText("T")}
    rows = [{**row, "uid": f"{event.id}-{n}", "position": n} for n in range(MOST_ITEMS)]
    session.execute(insert(ProgramItem), rows)

    with pytest.raises(RuleBroken, match=r"program\.too_many"):
        program.add_item(session, event, _draft(), actor=SYSTEM, now=NOW)
