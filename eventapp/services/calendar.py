"""Calendar entries and feeds, made of announced editions. The bytes are made by ``adapters.ical``."""

from __future__ import annotations

import uuid

from eventapp.domain.calendar import CalendarEntry, CalendarFeed, EntryStatus, Participant, Place, RichEntry
from eventapp.domain.editions import Edition, ItemCard, PersonCard
from eventapp.domain.errors import NotFound
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.texts import Language, one_line
from eventapp.services import wording
from eventapp.services.wording import N_, words

_STATUS = {
    Status.DRAFT: EntryStatus.TENTATIVE,
    Status.TENTATIVE: EntryStatus.TENTATIVE,
    Status.CONFIRMED: EntryStatus.CONFIRMED,
    Status.CANCELLED: EntryStatus.CANCELLED,
}


def entry(edition: Edition, links: Links, language: Language = Language.GERMAN) -> CalendarEntry:
    """The entry of the event itself."""
    return CalendarEntry(
        uid=edition.uid,
        summary=_summary(edition, language),
        starts=edition.starts.in_zone(edition.tz),
        ends=edition.ends.in_zone(edition.tz),
        sequence=edition.sequence,
        created_at=edition.created_at,
        modified_at=edition.modified_in(language),
        status=_STATUS[edition.status],
        description=_description(edition, links, language),
        location=_location(edition),
        geo=_geo(edition),
        url=links.event(edition.key),
        categories=_categories(edition, language),
        language=language.tag,
    )


def item_entry(edition: Edition, item: ItemCard, links: Links, language: Language = Language.GERMAN) -> CalendarEntry:
    """The entry of one program item. It takes no time from a diary that holds the event already."""
    gone = item.is_withdrawn or edition.is_cancelled
    return CalendarEntry(
        uid=item.uid,
        summary=_item_summary(item, language, is_off=gone),
        starts=item.starts.in_zone(edition.tz),
        ends=item.ends.in_zone(edition.tz),
        sequence=item.sequence,
        created_at=item.created_at,
        modified_at=item.modified_in(language),
        status=EntryStatus.CANCELLED if gone else _STATUS[edition.status],
        description=_item_description(edition, item, links, language),
        location=_location(edition),
        geo=_geo(edition),
        url=links.event(edition.key),
        categories=_categories(edition, language),
        parent_uid=edition.uid,
        busy=False,
        language=language.tag,
    )


def rich(
    edition: Edition, links: Links, language: Language = Language.GERMAN, item: ItemCard | None = None
) -> RichEntry:
    """The entry of the event, or of ``item``, with its people and its place as newer formats say them (RFC 9073)."""
    base = item_entry(edition, item, links, language) if item else entry(edition, links, language)
    people = {person.speaker_id: person for one in ([item] if item else edition.items) for person in one.people}
    return RichEntry(
        entry=base,
        participants=tuple(_participant(edition, person, language) for person in people.values()),
        place=_place(edition),
        data_url=links.data(edition.key),
    )


def program_feed(
    edition: Edition, links: Links, language: Language = Language.GERMAN, *, source_url: str = ""
) -> CalendarFeed:
    """All items of the program, withdrawn ones included, so that calendars learn of them.

    Raises NotFound while there was never one: a calendar without any component is invalid.
    """
    _ = words(language)
    entries = tuple(item_entry(edition, item, links, language) for item in (*edition.items, *edition.withdrawn))
    if not entries:
        raise NotFound("feeds.empty")
    title = _title(edition, language)
    return CalendarFeed(
        name=title,
        description=_(N_("Die Programmpunkte: {title}")).format(title=title),
        source_url=source_url or links.program(edition.key),
        page_url=links.event(edition.key),
        entries=entries,
        modified_at=max(one.modified_at for one in entries),
        zone=edition.zone,
    )


def _title(edition: Edition, language: Language) -> str:
    title, theme = edition.title.best(language), edition.theme.best(language)
    return one_line(f"{title}: {theme}" if theme else title)


def _summary(edition: Edition, language: Language) -> str:
    title = _title(edition, language)
    return called_off(title, language) if edition.is_cancelled else title


def called_off(title: str, language: Language) -> str:
    """``Abgesagt: …``, for calendars that show no status."""
    return f"{words(language)(wording.STATUSES[Status.CANCELLED])}: {title}"


def item_title(item: ItemCard, language: Language) -> str:
    """``Vortrag: KI, inspire me!``; a break is just a break."""
    function, title = wording.function_of(item, language), item.title.best(language)
    return one_line(f"{function}: {title}" if title and title != function else function)


def _item_summary(item: ItemCard, language: Language, *, is_off: bool) -> str:
    names = ", ".join(person.name for person in item.people)
    title = f"{item_title(item, language)} ({names})" if names else item_title(item, language)
    return called_off(title, language) if is_off else title


def _location(edition: Edition) -> str:
    if edition.venue is None:
        return ""
    return one_line(", ".join(part for part in (edition.venue.name, edition.venue.address) if part))


def _geo(edition: Edition) -> tuple[float, float] | None:
    venue = edition.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return (venue.latitude, venue.longitude)


def _participant(edition: Edition, person: PersonCard, language: Language) -> Participant:
    """Somebody whom the program names; her mail address isn't part of an edition at all."""
    function = ", ".join(part for part in (person.function.best(language), person.organisation) if part)
    return Participant(_part_uid(edition, f"speaker/{person.speaker_id}"), person.name, description=function)


def _place(edition: Edition) -> Place | None:
    venue = edition.venue
    if venue is None:
        return None
    return Place(_part_uid(edition, f"venue/{venue.name}"), venue.name, address=venue.address, geo=_geo(edition))


def _part_uid(edition: Edition, part: str) -> str:
    """The same for the same part of an event, in every file and for ever."""
    return str(uuid.uuid5(uuid.UUID(edition.uid), part))


def _categories(edition: Edition, language: Language) -> tuple[str, ...]:
    kind = edition.kind.best(language)
    return (one_line(kind),) if kind else ()


def _description(edition: Edition, links: Links, language: Language) -> str:
    _ = words(language)
    parts = [
        edition.notice.best(language),
        edition.description.best(language),
        wording.doors_of(edition, language),
        _program_lines(edition, language),
        access_of(edition, language),
        edition.working_time.best(language),
        contact_of(edition, language),
        _(N_("Programm und Änderungen: {url}")).format(url=links.event(edition.key)),
    ]
    return "\n\n".join(part for part in parts if part)


def _item_description(edition: Edition, item: ItemCard, links: Links, language: Language) -> str:
    _ = words(language)
    parts = [
        edition.notice.best(language),
        "\n".join(wording.person(person, language) for person in item.people),
        item.text.best(language),
        _(N_("Programmpunkt von: {title}")).format(title=_title(edition, language)),
        links.event(edition.key),
    ]
    return "\n\n".join(part for part in parts if part)


def _program_lines(edition: Edition, language: Language) -> str:
    if not edition.items:
        return ""
    lines = [f"{wording.clock(item.starts.local)} {_item_line(item, language)}" for item in edition.items]
    return "\n".join([words(language)(N_("Programm")) + ":", *lines])


def _item_line(item: ItemCard, language: Language) -> str:
    people = "; ".join(wording.person(person, language) for person in item.people)
    return f"{item_title(item, language)} – {people}" if people else item_title(item, language)


def access_of(edition: Edition, language: Language) -> str:
    """``Barrierefreiheit: Aufzug, …``; empty where nothing is known."""
    facts = wording.facts_of(edition, language)
    if not facts:
        return ""
    return words(language)(N_("Barrierefreiheit")) + ": " + ", ".join(facts)


def contact_of(edition: Edition, language: Language) -> str:
    """``Kontakt: Kim Muster, 0201 88-0, …``."""
    organizer = edition.organizer
    ways = (organizer.contact_name, organizer.contact_phone, organizer.contact_email or organizer.email)
    contact = ", ".join(way for way in ways if way)
    return words(language)(N_("Kontakt")) + ": " + contact
