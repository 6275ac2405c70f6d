"""An edition as its page shows it: values in the reader's words, ready for the templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from eventapp.adapters import calendar_links
from eventapp.domain.editions import Edition, ItemCard, PersonCard
from eventapp.domain.events import Status, Visibility
from eventapp.domain.links import Links
from eventapp.domain.program import ItemFunction, SpeakerRole
from eventapp.domain.texts import Language, LocalText
from eventapp.services import calendar, wording
from eventapp.services.wording import words

PictureAddress = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the language that was found for it. ``tag`` is set where that isn't the page's own."""

    text: str
    tag: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        if not self.tag:
            return Markup("{}").format(self.text)
        return Markup('<span lang="{}">{}</span>').format(self.tag, self.text)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the program."""

    name: str
    function: str
    role: str
    photo_url: str
    photo_alt: str
    bio: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the program."""

    time: str
    end: str
    minutes: int
    function: str
    title: Text
    text: str
    people: tuple[Person, ...]
    is_break: bool
    anchor: str
    ics_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A way into the calendar."""

    label: str
    url: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """All of an event's page."""

    office: str
    title: Text
    theme: Text
    headline: Text
    description: str
    description_tag: str
    notice: str
    notice_tag: str
    day: str
    time: str
    doors: str
    place: str
    address: str
    starts_iso: str
    status: tuple[str, str] | None
    is_cancelled: bool
    is_staff_only: bool
    items: tuple[Item, ...]
    people: tuple[Person, ...]
    facts: tuple[str, ...]
    access: str
    directions: str
    working_time: str
    edition: Edition


def page(edition: Edition, language: Language, picture: PictureAddress | None = None) -> Page:
    """The page of ``edition`` in ``language``. ``picture`` gives a digest's address; the public one by default."""
    picture = picture or (lambda digest: url_for("events.picture", key=edition.key, digest=digest))
    items = tuple(_item(edition, item, language, picture) for item in edition.items)
    venue = edition.venue
    title, theme = local(edition.title, language), local(edition.theme, language)
    return Page(
        office=f"{edition.organizer.office} · {edition.organizer.authority}",
        title=title,
        theme=theme,
        headline=theme or title,
        description=edition.description.best(language),
        description_tag=_tag(edition.description, language),
        notice=edition.notice.best(language),
        notice_tag=_tag(edition.notice, language),
        day=wording.day_of(edition, language),
        time=wording.time_of(edition, language),
        doors=wording.doors_of(edition, language),
        place=wording.place_of(edition),
        address=venue.address if venue else "",
        starts_iso=edition.starts.in_zone(edition.tz).isoformat(),
        status=_status(edition, language),
        is_cancelled=edition.is_cancelled,
        is_staff_only=edition.visibility is Visibility.STAFF,
        items=items,
        people=_everybody(items),
        facts=wording.facts_of(edition, language),
        access=venue.access.best(language) if venue else "",
        directions=venue.directions.best(language) if venue else "",
        working_time=edition.working_time.best(language),
        edition=edition,
    )


def card(edition: Edition, language: Language) -> dict[str, object]:
    """What a list says of an event."""
    return {
        "url": url_for("events.show", key=edition.key),
        "title": local(edition.title, language),
        "theme": local(edition.theme, language),
        "office": edition.organizer.office,
        "day": wording.day_of(edition, language),
        "time": wording.time_of(edition, language),
        "place": wording.place_of(edition),
        "status": _status(edition, language),
    }


def calendar_choices(edition: Edition, links: Links, language: Language) -> list[Choice]:
    """Ways into the calendar: the file first, then the services, then the subscription."""
    entry = calendar.entry(edition, links, language)
    lang = None if language is Language.GERMAN else language.value
    again = _("Enthält Datum, Ort und Programm. Öffnen Sie die Datei nur einmal, sonst steht der Termin doppelt.")
    return [
        Choice(_("Datei für Outlook, Apple und andere"), url_for("events.entry", key=edition.key, lang=lang), again),
        Choice(_("Google Kalender"), calendar_links.google(entry), _("Öffnet den Kalender von Google.")),
        Choice("Outlook.com", calendar_links.outlook(entry), _("Für private Konten bei Microsoft.")),
        Choice("Microsoft 365", calendar_links.office365(entry), _("Für Konten der Arbeitsstelle.")),
        Choice("Yahoo", calendar_links.yahoo(entry), ""),
        *([_subscription(links.program(edition.key))] if edition.items else []),
    ]


def _subscription(feed: str) -> Choice:
    hint = _("Änderungen kommen von selbst, je nach Kalender nach Stunden bis zu einem Tag.")
    return Choice(_("Programmpunkte abonnieren"), calendar_links.webcal(feed), hint)


def _status(edition: Edition, language: Language) -> tuple[str, str] | None:
    kinds = {Status.CANCELLED: "cancelled", Status.TENTATIVE: "tentative"}
    kind = kinds.get(edition.status)
    return (kind, wording.status_of(edition, language)) if kind else None


def _tag(text: LocalText, language: Language) -> str:
    found = text.language_of_best(language)
    return "" if found is language else found.tag


def local(text: LocalText, language: Language) -> Text:
    """``text`` in the reader's language, or in German with the mark that it is."""
    best = text.best(language)
    return Text(best, _tag(text, language) if best else "")


def _item(edition: Edition, item: ItemCard, language: Language, picture: PictureAddress) -> Item:
    minutes = (item.ends.instant(edition.tz) - item.starts.instant(edition.tz)).seconds // 60
    return Item(
        time=wording.clock(item.starts.local),
        end=wording.clock(item.ends.local),
        minutes=minutes,
        function=wording.function_of(item, language),
        title=local(item.title, language),
        text=item.text.best(language),
        people=tuple(_person(person, language, picture) for person in item.people),
        is_break=item.function is ItemFunction.BREAK,
        anchor=f"item-{item.number}",
        ics_url="" if edition.is_cancelled else url_for("events.item", key=edition.key, number=item.number),
    )


def _person(person: PersonCard, language: Language, picture: PictureAddress) -> Person:
    shown = {SpeakerRole.HOST, SpeakerRole.INTERPRETER}
    function = ", ".join(part for part in (person.function.best(language), person.organisation) if part)
    return Person(
        name=person.name,
        function=function,
        role=words(language)(wording.ROLES[person.role]) if person.role in shown else "",
        photo_url=picture(person.picture) if person.picture else "",
        photo_alt=person.picture_alt.best(language) or person.name,
        bio=person.bio.best(language),
        anchor=f"person-{person.speaker_id}",
    )


def _everybody(items: tuple[Item, ...]) -> tuple[Person, ...]:
    known: dict[str, Person] = {}
    for item in items:
        for person in item.people:
            known.setdefault(person.anchor, person)
    return tuple(known.values())
