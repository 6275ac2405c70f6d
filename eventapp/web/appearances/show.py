"""Appearances as their page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from eventapp.domain.texts import Language
from eventapp.services import calendar, wording
from eventapp.services.appearances import Appearance


@dataclass(frozen=True, slots=True)
class Card:
    """One appearance as it is read."""

    title: str
    day: str
    time: str
    place: str
    event: str
    event_url: str
    entry_url: str
    contact: str
    is_off: bool
    is_tentative: bool


def cards(shown: Iterable[Appearance], token: str, language: Language) -> list[Card]:
    """What the page says of each, by start."""
    return [_card(one, token, language) for one in shown]


def _card(one: Appearance, token: str, language: Language) -> Card:
    edition, item = one.edition, one.item
    span = f"{wording.clock(item.starts.local)}–{wording.hour(item.ends.local, language)}"
    return Card(
        title=calendar.item_title(item, language),
        day=wording.day(item.starts.day, language),
        time=span,
        place=wording.place_of(edition),
        event=edition.theme.best(language) or edition.title.best(language),
        event_url=url_for("events.show", key=edition.key),
        entry_url=url_for("appearances.entry", token=token, number=item.number),
        contact=calendar.contact_of(edition, language),
        is_off=one.is_off or edition.is_cancelled,
        is_tentative=edition.status == "tentative",
    )
