"""SEQUENCE, LAST-MODIFIED, and items that went: what an edition owes to the one before (RFC 5546, section 2.1.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from eventapp.domain.calendar import CalendarEntry
from eventapp.domain.editions import Edition, ItemCard, item_schedule_key, schedule_key
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.services import calendar

_NOWHERE = Links("")
_TICK = timedelta(seconds=1)


def succeed(current: Edition | None, new: Edition) -> Edition:
    """``new`` with the numbers and moments that follow from what was announced before."""
    if current is None:
        items = tuple(replace(item, modified_at=new.announced_at) for item in new.items)
        return replace(new, items=items)
    now = _moment(current, new)
    grown = schedule_key(current) != schedule_key(new)
    event = replace(new, number=current.number + 1, sequence=current.sequence + grown, modified_at=now)
    if _entries(event) == _entries(current):
        event = replace(event, modified_at=current.modified_at)
    known = {item.uid: item for item in (*current.items, *current.withdrawn)}
    items = tuple(_succeed_item(current, known.get(item.uid), event, item, now) for item in new.items)
    left = {item.uid for item in items}
    gone = tuple(_withdraw(current, item, event, now) for uid, item in known.items() if uid not in left)
    return replace(event, items=items, withdrawn=gone)


def _moment(current: Edition, new: Edition) -> datetime:
    """When ``new`` changes what it changes. Calendars count in seconds, and a server's clock can go back."""
    last = max([current.modified_at, *(item.modified_at for item in (*current.items, *current.withdrawn))])
    return max(new.announced_at, last + _TICK)


def _succeed_item(current: Edition, old: ItemCard | None, event: Edition, new: ItemCard, now: datetime) -> ItemCard:
    if old is None:
        return replace(new, modified_at=now)
    grown = item_schedule_key(current, old) != item_schedule_key(event, new)
    item = replace(new, sequence=old.sequence + grown, modified_at=now)
    same = _item_entries(event, item) == _item_entries(current, old)
    return replace(item, modified_at=old.modified_at) if same else item


def _withdraw(current: Edition, old: ItemCard, event: Edition, now: datetime) -> ItemCard:
    return _succeed_item(current, old, event, replace(old, is_withdrawn=True), now)


def _entries(edition: Edition) -> list[CalendarEntry]:
    still = edition.created_at
    return [replace(calendar.entry(edition, _NOWHERE, language), modified_at=still) for language in Language]


def _item_entries(edition: Edition, item: ItemCard) -> list[CalendarEntry]:
    return [
        replace(calendar.item_entry(edition, item, _NOWHERE, language), modified_at=item.created_at)
        for language in Language
    ]
