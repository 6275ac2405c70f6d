"""The running order: reading it with its times, and changing it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.program import LONGEST_ITEM_MINUTES, ProgramItemDraft, Timetable, timetable
from eventapp.models import Event, ItemSpeaker, ProgramItem, Speaker
from eventapp.services import audit, revised

MOST_ITEMS = 200


class Move(StrEnum):
    """How an item moves by a button."""

    UP = "up"
    DOWN = "down"


def running_order(session: Session, event: Event) -> Sequence[ProgramItem]:
    """The items of ``event`` in their order, with their people."""
    return running_orders(session, [event])[event.id]


def running_orders(session: Session, events: Sequence[Event]) -> dict[int, list[ProgramItem]]:
    """The running orders of several events, by the events' ids, in as many queries as for one."""
    orders: dict[int, list[ProgramItem]] = {event.id: [] for event in events}
    query = (
        select(ProgramItem)
        .where(ProgramItem.event_id.in_(orders))
        .order_by(ProgramItem.position, ProgramItem.id)
        .options(selectinload(ProgramItem.people).selectinload(ItemSpeaker.speaker).selectinload(Speaker.picture))
    )
    for item in session.scalars(query):
        orders[item.event_id].append(item)
    return orders


def timetable_of(event: Event, items: Sequence[ProgramItem]) -> Timetable:
    """The times that follow from order and length, with what is odd about them."""
    return timetable(event.span, [item.planned for item in items], event.tz)


def get_item(session: Session, event: Event, item_id: int) -> ProgramItem:
    """One item of this event. Raises NotFound for another event's."""
    item = session.get(ProgramItem, item_id)
    if item is None or item.event_id != event.id:
        raise NotFound("program.unknown", id=item_id)
    return item


def add_item(
    session: Session,
    event: Event,
    draft: ProgramItemDraft,
    *,
    actor: Actor,
    now: datetime,
    after: int | None = None,
) -> ProgramItem:
    """Put an item into the running order, behind the item ``after`` or at the end.

    Raises RuleBroken("program.too_many"), InvalidValue("program.people").
    """
    revised.require_planner(actor, event.organizer_id)
    items = list(running_order(session, event))
    if len(items) >= MOST_ITEMS:
        raise RuleBroken("program.too_many", most=MOST_ITEMS)
    item = ProgramItem(event_id=event.id, uid=str(uuid.uuid4()), position=len(items), created_at=now)
    _take_over(session, event, item, draft)
    revised.store(session, item, actor=actor, now=now)
    place = next((n for n, other in enumerate(items, 1) if other.id == after), len(items))
    items.insert(place, item)
    _number(session, items)
    return item


def change_item(
    session: Session,
    item: ProgramItem,
    draft: ProgramItemDraft,
    *,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Store an item. Raises Outdated for an older copy, InvalidValue("program.people")."""
    revised.require_planner(actor, item.event.organizer_id)
    revised.check_revision(item, revision)
    _take_over(session, item.event, item, draft)
    revised.store(session, item, actor=actor, now=now)


def set_minutes(
    session: Session, item: ProgramItem, minutes: int, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Change how long an item lasts. Raises InvalidValue, or Outdated for an older copy."""
    revised.require_planner(actor, item.event.organizer_id)
    revised.check_revision(item, revision)
    if not 1 <= minutes <= LONGEST_ITEM_MINUTES:
        raise InvalidValue("program.minutes", field="minutes", most=LONGEST_ITEM_MINUTES)
    item.minutes = minutes
    revised.store(session, item, actor=actor, now=now)


def move_item(session: Session, event: Event, item: ProgramItem, move: Move, *, actor: Actor, now: datetime) -> bool:
    """Move an item one place. False if it stands at that end already."""
    revised.require_planner(actor, event.organizer_id)
    items = list(running_order(session, event))
    place = items.index(item)
    target = place + (1 if move is Move.DOWN else -1)
    if not 0 <= target < len(items):
        return False
    items.insert(target, items.pop(place))
    _number(session, items)
    audit.record(session, actor, "program_item.moved", item, now=now)
    return True


def place_item(session: Session, event: Event, item: ProgramItem, place: int, *, actor: Actor, now: datetime) -> None:
    """Put an item at ``place``, counted from 0 in the new order; beyond the end means last."""
    revised.require_planner(actor, event.organizer_id)
    items = [other for other in running_order(session, event) if other is not item]
    items.insert(max(0, place), item)
    _number(session, items)
    audit.record(session, actor, "program_item.moved", item, now=now)


def remove_item(session: Session, item: ProgramItem, *, revision: int | None, actor: Actor, now: datetime) -> None:
    """Take an item out of the running order. Raises Outdated for an older copy."""
    revised.require_planner(actor, item.event.organizer_id)
    revised.check_revision(item, revision)
    event = item.event
    revised.remove(session, item, actor=actor, now=now)
    _number(session, list(running_order(session, event)))


def _number(session: Session, items: list[ProgramItem]) -> None:
    """Write the order. Past the copies' numbers: who edits an item need not read it again because it moved."""
    for position, item in enumerate(items):
        if item.position != position:
            session.execute(update(ProgramItem).where(ProgramItem.id == item.id).values(position=position))


def _take_over(session: Session, event: Event, item: ProgramItem, draft: ProgramItemDraft) -> None:
    revised.take_over(item, draft, without=frozenset({"people"}))
    if [row.contribution for row in item.people] == list(draft.people):
        return
    wanted = {contribution.speaker_id for contribution in draft.people}
    query = select(Speaker.id).where(Speaker.id.in_(wanted), Speaker.organizer_id == event.organizer_id)
    with session.no_autoflush:
        if wanted - set(session.scalars(query)) or len(wanted) != len(draft.people):
            raise InvalidValue("program.people", field="people")
    rows = {row.speaker_id: row for row in item.people}
    item.people = [
        _contribution(rows.get(wish.speaker_id) or ItemSpeaker(speaker_id=wish.speaker_id), wish.role, position)
        for position, wish in enumerate(draft.people)
    ]


def _contribution(row: ItemSpeaker, role: str, position: int) -> ItemSpeaker:
    row.role, row.position = role, position
    return row
