"""SEQUENCE, LAST-MODIFIED, and items that went: what an edition owes to the one before (RFC 5546, section 2.1.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventapp.domain.calendar import CalendarEntry
from eventapp.domain.editions import Edition, ItemCard, item_schedule_key, schedule_key
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.services import calendar

_NOWHERE = Links("")


def succeed(current: Edition | None, new: Edition) -> Edition:
    """``new`` with the numbers and moments that follow from what was announced before."""
    now = new.announced_at
    if current is None:
        items = tuple(replace(item, modified_at=now) for item in new.items)
        return replace(new, items=items, asked_by=new.organizer.email)
    grown = schedule_key(current) != schedule_key(new)
    event = replace(new, number=current.number + 1, sequence=current.sequence + grown, modified_at=now)
    event = replace(event, asked_by=current.asked_by or current.organizer.email)
    stamps = _stamps(current, lambda language: _said(event, language) == _said(current, language), now)
    event = replace(event, **_dated(stamps))
    known = {item.uid: item for item in (*current.items, *current.withdrawn)}
    items = tuple(_succeed_item(current, known.get(item.uid), event, item, now) for item in new.items)
    left = {item.uid for item in items}
    gone = tuple(_withdraw(current, item, event, now) for uid, item in known.items() if uid not in left)
    return replace(event, items=items, withdrawn=gone)


def _succeed_item(current: Edition, old: ItemCard | None, event: Edition, new: ItemCard, now: datetime) -> ItemCard:
    if old is None:
        return replace(new, modified_at=now)
    grown = item_schedule_key(current, old) != item_schedule_key(event, new)
    item = replace(new, sequence=old.sequence + grown)

    def is_same(language: Language) -> bool:
        return _said_of(event, item, language) == _said_of(current, old, language)

    stamps = _stamps(old, is_same, now)
    return replace(item, **_dated(stamps))


def _withdraw(current: Edition, old: ItemCard, event: Edition, now: datetime) -> ItemCard:
    return _succeed_item(current, old, event, replace(old, is_withdrawn=True), now)


def _stamps(old: Edition | ItemCard, is_same: Callable[[Language], bool], now: datetime) -> dict[str, datetime]:
    """When each language's entry changed last: a German typo is no news to those who read English."""
    return {language.value: old.modified_in(language) if is_same(language) else now for language in Language}


def _dated(stamps: dict[str, datetime]) -> dict[str, Any]:
    """The last moment, and those of the languages in which it was an earlier one."""
    last = max(stamps.values())
    return {"modified_at": last, "stamps": {language: at for language, at in stamps.items() if at != last}}


def _said(edition: Edition, language: Language) -> CalendarEntry:
    return replace(calendar.entry(edition, _NOWHERE, language), modified_at=edition.created_at)


def _said_of(edition: Edition, item: ItemCard, language: Language) -> CalendarEntry:
    return replace(calendar.item_entry(edition, item, _NOWHERE, language), modified_at=item.created_at)
