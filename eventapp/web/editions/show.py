"""Differences between editions, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from eventapp.domain.editions import Change, ItemCard, OrganizerCard, PersonCard, VenueCard
from eventapp.domain.events import Status, Visibility
from eventapp.domain.program import ItemFunction
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.times import WallClock
from eventapp.services import calendar, wording
from eventapp.services.wording import words


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference as it is read: what, before, after."""

    label: str
    before: str
    after: str
    matters: bool


def difference(change: Change, language: Language) -> Difference:
    """A change in words."""
    labels = {
        "status": _("Verbindlichkeit"), "starts": _("Beginn"), "ends": _("Ende"), "doors": _("Einlass"),
        "zone": _("Zeitzone"), "venue": _("Ort"), "title": _("Titel"), "theme": _("Thema"),
        "description": _("Beschreibung"), "notice": _("Hinweis"), "kind": _("Art der Versammlung"),
        "working_time": _("Arbeitszeit"), "visibility": _("Sichtbarkeit"), "organizer": _("Absender"),
        "slug": _("Lesbare Adresse"), "item_added": _("Neuer Programmpunkt"),
        "item_withdrawn": _("Programmpunkt entfällt"), "item_time": _("Uhrzeit"), "item_function": _("Funktion"),
        "item_title": _("Titel"), "item_text": _("Text"), "item_people": _("Personen"),
    }  # fmt: skip
    label = labels[change.field]
    if change.item is not None and change.field not in {"item_added", "item_withdrawn"}:
        label = f"{calendar.item_title(change.item, language)}: {label}"
    before, after = _words(change.before, language), _words(change.after, language)
    if before == after and after:  # what differs isn't in the short form: a text, a picture, an access fact
        after = _("%(value)s (Text, Foto oder Einzelheiten geändert)", value=after)
    return Difference(label, before, after, change.matters_to_calendars)


def _words(value: object, language: Language) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, tuple):
        return _sequence(value, language)
    if isinstance(value, LocalText):
        forms = {Language.GERMAN: value.de, Language.ENGLISH: value.en, Language.EASY: value.easy}
        shown = [text for text in forms.values() if text]
        return " / ".join(shown)
    if isinstance(value, WallClock):
        return f"{wording.day(value.day, language)}, {wording.hour(value.local, language)}"
    return _card(value, language)


def _sequence(value: tuple[object, ...], language: Language) -> str:
    if value and all(isinstance(part, WallClock) for part in value):
        return "–".join(wording.clock(part.local) for part in value if isinstance(part, WallClock))
    people = [part for part in value if isinstance(part, PersonCard)]
    return "; ".join(wording.person(card, language) for card in people)


def _card(value: object, language: Language) -> str:
    translate = words(language)
    if isinstance(value, Status):
        return translate(wording.STATUSES[value])
    if isinstance(value, Visibility):
        return translate(wording.VISIBILITIES[value])
    if isinstance(value, ItemFunction):
        return translate(wording.FUNCTIONS[value])
    if isinstance(value, VenueCard):
        return ", ".join(part for part in (value.name, value.address) if part)
    if isinstance(value, OrganizerCard):
        contact = (value.contact_name, value.contact_phone, value.contact_email)
        return ", ".join(part for part in (value.office, value.authority, value.street, value.city, *contact) if part)
    if isinstance(value, ItemCard):
        return f"{wording.clock(value.starts.local)} {calendar.item_title(value, language)}"
    return str(value)
