"""Feeds of an organizer: the public one under her readable name, the complete one under a key that she can renew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, Row, delete, func, select, type_coerce
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.calendar import CalendarEntry, CalendarFeed, RichEntry
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose, Tokens, digest_of
from eventapp.models import AnnouncedEdition, Event, FeedKey, Organizer
from eventapp.services import audit, calendar, publication, revised
from eventapp.services.wording import N_, words


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed holds: an organizer's public events, or all that she announced."""

    key: str
    organizer_id: int
    is_complete: bool


# Reading


def find(session: Session, key: str) -> Scope:
    """What ``/feeds/<key>.ics`` stands for. Raises NotFound, alike for what never was and for what was revoked."""
    organizer_id = session.scalar(select(Organizer.id).where(Organizer.slug == key))
    if organizer_id is not None:
        return Scope(key, organizer_id, is_complete=False)
    organizer_id = session.scalar(select(FeedKey.organizer_id).where(FeedKey.digest == digest_of(key)))
    if organizer_id is None:
        raise NotFound("feeds.unknown")
    return Scope(key, organizer_id, is_complete=True)


def editions_of(session: Session, scope: Scope) -> list[Edition]:
    """The latest edition of each event in ``scope``, by start. Called-off ones stay for ever."""
    query = select(AnnouncedEdition).where(_is_shown(scope))
    found = [row.content for row in session.scalars(query)]
    return sorted(found, key=lambda edition: (edition.starts.instant(edition.tz), edition.uid))


def is_filled(session: Session, scope: Scope) -> bool:
    """Whether there is anything in ``scope`` to subscribe to."""
    return session.scalar(select(AnnouncedEdition.id).where(_is_shown(scope)).limit(1)) is not None


def _is_shown(scope: Scope) -> ColumnElement[bool]:
    newest = select(func.max(AnnouncedEdition.id)).join(Event).where(Event.organizer_id == scope.organizer_id)
    is_newest = AnnouncedEdition.id.in_(newest.group_by(AnnouncedEdition.event_id))
    return is_newest if scope.is_complete else is_newest & AnnouncedEdition.is_public


def feed(
    session: Session,
    scope: Scope,
    shown: Sequence[Edition],
    links: Links,
    language: Language = Language.GERMAN,
    *,
    source_url: str,
    with_program: bool = False,
) -> CalendarFeed:
    """The feed of ``scope``, whose editions are ``shown``, as calendars read it at ``source_url``.

    Raises NotFound while there is nothing in it: a calendar without any component is invalid.
    """
    if not shown:
        raise NotFound("feeds.empty")
    entries = tuple(entry for edition in shown for entry in _entries(edition, links, language, with_program))
    title = _title(session, scope)
    moments = [title.since, title.departed_at or title.since, *(entry.modified_at for entry in entries)]
    return CalendarFeed(
        name=title.text(scope, language),
        description=_description(scope, language),
        source_url=source_url,
        page_url=links.base + "/",
        entries=entries,
        modified_at=max(moments),
        zone=shown[-1].zone,
    )


def rich_entries(
    shown: Sequence[Edition], links: Links, language: Language, *, with_program: bool = False
) -> tuple[RichEntry, ...]:
    """What the rich variant adds to the entries of ``feed``."""
    found: list[RichEntry] = []
    for edition in shown:
        form = _form(edition, language)
        found.append(calendar.rich(edition, links, form))
        if with_program:
            found += [calendar.rich(edition, links, form, item) for item in (*edition.items, *edition.withdrawn)]
    return tuple(found)


def address(session: Session, organizer: Organizer, links: Links, tokens: Tokens) -> str | None:
    """The address of the complete feed; None while it has none, or where the key that made it is gone."""
    row = session.scalar(select(FeedKey).where(FeedKey.organizer_id == organizer.id))
    token = tokens.recall(Purpose.FEED, row.secret) if row else None
    return links.feed(token) if token else None


def has_key(session: Session, organizer: Organizer) -> bool:
    """Whether the complete feed has an address, even one that can't be shown any more."""
    return session.scalar(select(FeedKey.id).where(FeedKey.organizer_id == organizer.id)) is not None


# Changing


def renew(session: Session, organizer: Organizer, *, tokens: Tokens, actor: Actor, now: datetime) -> None:
    """Give the complete feed a new address. The one before ends at once, for all who subscribed to it."""
    _end(session, organizer, actor)
    session.add(FeedKey(organizer_id=organizer.id, secret=tokens.new(Purpose.FEED), made_at=now, made_by=actor.name))
    audit.record(session, actor, "feed.renewed", organizer, now=now)
    session.flush()


def revoke(session: Session, organizer: Organizer, *, actor: Actor, now: datetime) -> None:
    """Take the complete feed's address away."""
    _end(session, organizer, actor)
    audit.record(session, actor, "feed.revoked", organizer, now=now)


def _end(session: Session, organizer: Organizer, actor: Actor) -> None:
    revised.require_planner(actor, organizer.id)
    session.refresh(organizer, with_for_update=True)  # two who press at once make one key after the other
    session.execute(delete(FeedKey).where(FeedKey.organizer_id == organizer.id))
    publication.move(session)


# What a feed says of itself, and since when


@dataclass(frozen=True, slots=True)
class _Title:
    """What the office was called last, and since when; and when an event left the feed last, if one did."""

    name: str
    since: datetime
    departed_at: datetime | None

    def text(self, scope: Scope, language: Language) -> str:
        return (
            words(language)(N_("{office}: alle Versammlungen")).format(office=self.name)
            if scope.is_complete
            else self.name
        )


def _description(scope: Scope, language: Language) -> str:
    _ = words(language)
    if scope.is_complete:
        return _(N_("Alle angekündigten Versammlungen. Geben Sie diese Adresse nur an Beschäftigte weiter."))
    return _(N_("Öffentliche Versammlungen"))


def _entries(edition: Edition, links: Links, wish: Language, with_program: bool) -> Iterator[CalendarEntry]:
    language = _form(edition, wish)
    yield calendar.entry(edition, links, language)
    if with_program:
        items = (*edition.items, *edition.withdrawn)
        yield from (calendar.item_entry(edition, item, links, language) for item in items)


def _form(edition: Edition, wish: Language) -> Language:
    return wish if wish is not Language.EASY or wish in edition.languages else Language.GERMAN


def _title(session: Session, scope: Scope) -> _Title:
    """Read from all announcements in their order: the feed may not change without its date, nor its date go back."""
    name, since, departed_at = "", None, None
    shown: set[int] = set()
    for event_id, is_public, announced_at, office, authority in _history(session, scope):
        if not (is_public or scope.is_complete):
            if event_id in shown:
                shown.remove(event_id)
                departed_at = announced_at
            continue
        shown.add(event_id)
        if (called := f"{office} {authority}".strip()) != name:
            name, since = called, announced_at
    if since is None:
        raise NotFound("feeds.empty")
    return _Title(name, since, departed_at)


def _history(session: Session, scope: Scope) -> Sequence[Row[int, bool, datetime, str, str]]:
    """Event, whether public, moment, office, authority of each announcement of the organizer, in their order."""
    organizer = type_coerce(AnnouncedEdition.content, JSON)["organizer"]
    query = select(
        AnnouncedEdition.event_id,
        AnnouncedEdition.is_public,
        AnnouncedEdition.announced_at,
        organizer["office"].as_string(),
        organizer["authority"].as_string(),
    )
    query = query.join(Event).where(Event.organizer_id == scope.organizer_id)
    return session.execute(query.order_by(AnnouncedEdition.id)).all()
