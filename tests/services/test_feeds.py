"""Feeds of an organizer: what is in them, for whom, and when they change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import ical
from eventapp.domain.calendar import CalendarFeed, EntryStatus
from eventapp.domain.errors import NotAllowed, NotFound
from eventapp.domain.events import Visibility
from eventapp.domain.links import Links
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.tokens import Tokens
from eventapp.models import Organizer, Publication
from eventapp.services import editions, feeds
from tests.conftest import NOW, SECRET
from tests.factories import Factories, at
from tests.queries import counted

LINKS = Links("https://versammlung.example.org")
TOKENS = Tokens((SECRET,))
HOUR = timedelta(hours=1)


def key_of(session: Session, make: Factories, organizer: Organizer) -> str:
    feeds.renew(session, organizer, tokens=TOKENS, actor=make.planner(organizer), now=NOW)
    address = feeds.address(session, organizer, LINKS, TOKENS)
    assert address is not None
    return address.removeprefix(f"{LINKS.base}/feeds/").removesuffix(".ics")


def read(
    session: Session, key: str, *, with_program: bool = False, language: Language = Language.GERMAN
) -> CalendarFeed:
    scope = feeds.find(session, key)
    shown = feeds.editions_of(session, scope)
    assert feeds.is_filled(session, scope) is bool(shown)
    return feeds.feed(session, scope, shown, LINKS, language, source_url=LINKS.feed(key), with_program=with_program)


def test_the_readable_name_shows_public_events_alone(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    public = make.announced(make.event(organizer, "Für alle", visibility=Visibility.PUBLIC))
    make.announced(make.event(organizer, "Für Beschäftigte"))
    make.event(organizer, "Entwurf", visibility=Visibility.PUBLIC)
    make.announced(make.event(title="Anderer Stelle", visibility=Visibility.PUBLIC))

    assert [entry.uid for entry in read(session, organizer.slug).entries] == [public.uid]


def test_the_secret_key_shows_all_that_is_announced(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    later = make.announced(make.event(organizer, "Für alle", visibility=Visibility.PUBLIC, starts=at(10)))
    earlier = make.announced(make.event(organizer, "Für Beschäftigte"))
    make.event(organizer, "Entwurf")
    make.announced(make.event(title="Anderer Stelle"))

    found = read(session, key_of(session, make, organizer))

    assert [entry.uid for entry in found.entries] == [earlier.uid, later.uid]
    assert found.name == "Gleichstellungsstelle Stadt Musterstadt: alle Versammlungen"


def test_items_join_when_they_are_asked_for(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, visibility=Visibility.PUBLIC)
    make.item(event, "Begrüßung", 15)
    edition = make.announced(event)

    found = read(session, organizer.slug, with_program=True)

    assert [entry.uid for entry in found.entries] == [edition.uid, edition.items[0].uid]
    assert [entry.busy for entry in found.entries] == [True, False]


def test_a_feed_speaks_the_language_asked_for(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    make.announced(make.event(organizer, LocalText("Versammlung", "Assembly"), visibility=Visibility.PUBLIC))

    assert [one.summary for one in read(session, organizer.slug, language=Language.ENGLISH).entries] == ["Assembly"]
    assert [one.summary for one in read(session, organizer.slug, language=Language.EASY).entries] == ["Versammlung"]


def test_an_empty_feed_is_not_found(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    key = key_of(session, make, organizer)

    for name in (organizer.slug, key, "no-such-feed"):
        with pytest.raises(NotFound):
            read(session, name)


def test_a_renewed_key_ends_the_one_before(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    make.announced(make.event(organizer))
    old = key_of(session, make, organizer)
    before = session.scalars(select(Publication.stamp)).one()

    new = key_of(session, make, organizer)

    assert read(session, new).entries
    assert session.scalars(select(Publication.stamp)).one() > before
    with pytest.raises(NotFound):
        feeds.find(session, old)


def test_a_revoked_key_opens_nothing(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    key = key_of(session, make, organizer)

    feeds.revoke(session, organizer, actor=make.planner(organizer), now=NOW)

    assert feeds.address(session, organizer, LINKS, TOKENS) is None
    with pytest.raises(NotFound):
        feeds.find(session, key)


def test_S35_only_her_own_planners_change_a_feed(session: Session, make: Factories) -> None:
    ours, theirs = make.organizer(), make.organizer()

    with pytest.raises(NotAllowed):
        feeds.renew(session, theirs, tokens=TOKENS, actor=make.planner(ours), now=NOW)
    with pytest.raises(NotAllowed):
        feeds.revoke(session, theirs, actor=make.planner(ours), now=NOW)


def test_U06_what_is_called_off_stays_in_the_feed_for_years(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, visibility=Visibility.PUBLIC)
    make.announced(event)
    editions.call_off(session, event, LocalText("Fällt aus"), actor=make.planner(organizer), now=NOW + HOUR)

    assert [entry.status for entry in read(session, organizer.slug).entries] == [EntryStatus.CANCELLED]


def test_F04_the_date_of_a_feed_grows_when_an_event_leaves_it(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    make.announced(make.event(organizer, "Bleibt", visibility=Visibility.PUBLIC))
    hidden = make.event(organizer, "Geht", visibility=Visibility.PUBLIC)
    make.announced(hidden, now=NOW + HOUR)
    assert read(session, organizer.slug).modified_at == NOW + HOUR

    hidden.visibility = Visibility.STAFF
    make.announced(hidden, now=NOW + 2 * HOUR)

    assert len(read(session, organizer.slug).entries) == 1
    assert read(session, organizer.slug).modified_at == NOW + 2 * HOUR


def test_F10_what_does_not_show_changes_no_byte_of_the_feed(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    make.announced(make.event(organizer, "Für alle", visibility=Visibility.PUBLIC))
    secret = make.event(organizer, "Für Beschäftigte")
    before = ical.feed_file(read(session, organizer.slug))

    make.announced(secret, now=NOW + HOUR)
    secret.title = LocalText("Immer noch für Beschäftigte")
    make.announced(secret, now=NOW + 2 * HOUR)

    assert ical.feed_file(read(session, organizer.slug)) == before


def test_a_new_name_of_the_office_dates_the_feed(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, visibility=Visibility.PUBLIC)
    make.announced(event)
    organizer.office = "Gleichstellungsbüro"

    make.announced(event, now=NOW + HOUR)

    found = read(session, organizer.slug)
    assert (found.name, found.modified_at) == ("Gleichstellungsbüro Stadt Musterstadt", NOW + HOUR)


def test_a_feed_of_many_takes_as_many_queries_as_one_of_few(session: Session, make: Factories) -> None:
    few, many = make.organizer(), make.organizer()
    for organizer, count in ((few, 1), (many, 4)):
        for _ in range(count):
            make.announced(make.event(organizer, visibility=Visibility.PUBLIC))
    session.flush()

    assert _queries(session, few) == _queries(session, many)


def _queries(session: Session, organizer: Organizer) -> int:
    session.expire_all()
    slug = organizer.slug
    with counted(session.connection()) as queries:
        read(session, slug)
    return len(queries)
