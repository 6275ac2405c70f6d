"""Announcing: what calendars and the public learn, and when."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.calendar import CalendarEntry, EntryStatus
from eventapp.domain.editions import Edition
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.events import Status, Visibility
from eventapp.domain.links import Links
from eventapp.domain.people import AccessFact, SpeakerDraft, VenueDraft
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.times import WallClock
from eventapp.models import AnnouncedEdition, Event, Organizer, ProgramItem, Publication, Speaker, Venue
from eventapp.models.database import Database
from eventapp.services import calendar, editions, events, program, speakers, venues
from tests.conftest import NOW
from tests.factories import DAY, Factories, at
from tests.queries import counted

LINKS = Links("https://versammlung.example.org")
LATER = NOW + timedelta(hours=1)
HOSTILE = LocalText(
    'Zeile\nzwei; "Komma, \\n" </script>{title}%(x)s ' + "\u200f" + "שלום 👩‍🦽 " + "ß" * 50,
    "=cmd|' /C calc'!A0",
    "~2 · null",
)


@dataclass
class Story:
    """A public event with a hall and two items, announced again and again, an hour apart."""

    session: Session
    event: Event
    venue: Venue
    speaker: Speaker
    items: tuple[ProgramItem, ProgramItem]
    moment: datetime = NOW

    @classmethod
    def begin(cls, make: Factories) -> Story:
        organizer = make.organizer()
        venue, speaker = make.venue(organizer), make.speaker(organizer)
        planned = make.event(organizer, "Versammlung", visibility=Visibility.PUBLIC, venue_id=venue.id)
        items = (make.item(planned, "Begrüßung", 15, speaker), make.item(planned, "Bericht", 30))
        return cls(make.session, planned, venue, speaker, items)

    def announce(self, status: Status | None = None, notice: LocalText | None = None) -> Edition:
        self.moment += timedelta(hours=1)
        wish = status or Status(self.event.status)
        return editions.announce(self.session, self.event, status=wish, actor=SYSTEM, now=self.moment, notice=notice)

    def touch(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.event, name, value)


def _entries(edition: Edition, language: Language = Language.GERMAN) -> dict[str, CalendarEntry]:
    cards = (*edition.items, *edition.withdrawn)
    entries = [calendar.entry(edition, LINKS, language)]
    entries += [calendar.item_entry(edition, card, LINKS, language) for card in cards]
    return {entry.uid: entry for entry in entries}


def _look(entry: CalendarEntry) -> CalendarEntry:
    """The entry without what only counts."""
    return replace(entry, sequence=0, modified_at=entry.created_at)


def _schedule(entry: CalendarEntry) -> tuple[object, ...]:
    return (entry.starts, entry.ends, entry.status, entry.location)


def _assert_calendars_can_follow(old: Edition, new: Edition) -> None:
    """The rules of updates, U01 to U04, U06, U07 for the event and for each item that there ever was."""
    for language in Language:
        _assert_they_can_follow(_entries(old, language), _entries(new, language))


def _assert_they_can_follow(before: dict[str, CalendarEntry], after: dict[str, CalendarEntry]) -> None:
    assert set(before) <= set(after), "an entry vanished (U01, U06)"
    for uid, was in before.items():
        now = after[uid]
        moved = _schedule(was) != _schedule(now)
        assert now.sequence == was.sequence + moved, f"SEQUENCE of {now.summary} (U02, U03)"
        seen = _look(was) != _look(now)
        assert (now.modified_at > was.modified_at) is seen, f"LAST-MODIFIED of {now.summary} (U04, U07)"
        assert now.created_at == was.created_at
        assert now.modified_at >= was.modified_at


# The life of an entry


def test_an_entry_lives_from_save_the_date_to_reinstatement(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    told = [story.announce(Status.TENTATIVE)]

    told.append(story.announce(Status.CONFIRMED))
    story.touch(starts=at(9, day=date(2027, 11, 19)), ends=at(12, 30, day=date(2027, 11, 19)))
    told.append(story.announce())
    program.set_minutes(session, story.items[1], 45, revision=None, actor=SYSTEM, now=story.moment)
    told.append(story.announce())
    program.remove_item(session, story.items[1], revision=None, actor=SYSTEM, now=NOW)
    told.append(story.announce())
    story.event.venue = make.venue(story.event.organizer, name="Philharmonie", street="Huyssenallee 53")
    told.append(story.announce())
    story.touch(description=LocalText("Ein Wort ohne Tippfehler."))
    told.append(story.announce())
    told.append(editions.call_off(session, story.event, LocalText("Sturm."), actor=SYSTEM, now=_next(story)))
    told.append(story.announce(Status.CONFIRMED))

    for old, new in pairwise(told):
        _assert_calendars_can_follow(old, new)
    assert [edition.number for edition in told] == list(range(1, 10))
    assert {edition.uid for edition in told} == {story.event.uid}
    assert [edition.sequence for edition in told] == [0, 1, 2, 2, 2, 3, 3, 4, 5]
    assert [calendar.entry(edition, LINKS).status for edition in told] == [
        EntryStatus.TENTATIVE,
        *[EntryStatus.CONFIRMED] * 6,
        EntryStatus.CANCELLED,
        EntryStatus.CONFIRMED,
    ]
    removed = told[3].items[1].uid
    assert all(_entries(edition)[removed].status is EntryStatus.CANCELLED for edition in told[4:])


def _next(story: Story) -> datetime:
    story.moment += timedelta(hours=1)
    return story.moment


def _other_hall(story: Story) -> None:
    draft = VenueDraft("Philharmonie", "Huyssenallee 53", "45128", "Essen")
    venues.change(story.session, story.venue, draft, revision=None, actor=SYSTEM, now=story.moment)


def _hall(story: Story, **values: object) -> None:
    kept = {"name": "Lichtburg", "street": "Kettwiger Straße 36", "postcode": "45127", "city": "Essen"}
    draft = VenueDraft(**{**kept, **values})  # type: ignore[arg-type]
    venues.change(story.session, story.venue, draft, revision=None, actor=SYSTEM, now=story.moment)


def _speaker(story: Story, **values: object) -> None:
    draft = SpeakerDraft(**{"name": "Rika Redner", "function": LocalText("Leitung"), **values})  # type: ignore[arg-type]
    speakers.change(story.session, story.speaker, draft, revision=None, actor=SYSTEM, now=story.moment)


def _other_kind(story: Story) -> None:
    story.event.kind = Factories(story.session, NOW).kind()


def _title_of_item(story: Story) -> None:
    story.items[0].title = LocalText("Grußwort")


def _length_of_item(story: Story) -> None:
    story.items[0].minutes = 20


@dataclass(frozen=True)
class Step:
    """What is changed, and what the event's entry and that of its first item do: S grows, M is modified."""

    change: Callable[[Story], object]
    event: str
    item: str


JANUARY = date(2028, 1, 7)
STEPS = {
    "later end": Step(lambda story: story.touch(ends=at(13)), "SM", ""),
    "other day": Step(lambda s: s.touch(starts=at(9, 0, JANUARY), ends=at(12, 0, JANUARY)), "SM", "SM"),
    "other zone": Step(lambda story: story.touch(zone="Europe/London"), "SM", "SM"),
    "doors": Step(lambda story: story.touch(doors=at(8, 30)), "M", ""),
    "other hall": Step(_other_hall, "SM", "SM"),
    "no hall": Step(lambda story: story.touch(venue=None), "SM", "SM"),
    "way to the hall": Step(lambda s: _hall(s, directions=LocalText("Zu Fuß.")), "", ""),
    "position on the map": Step(lambda story: _hall(story, latitude=51.4, longitude=7.0), "M", "M"),
    "access facts": Step(lambda story: _hall(story, facts=(AccessFact.LIFT,)), "M", ""),
    "typo": Step(lambda story: story.touch(description=LocalText("Neu.")), "M", ""),
    "translation": Step(lambda story: story.touch(description=LocalText("", "New.")), "", ""),
    "easy language": Step(lambda story: story.touch(description=LocalText("", "", "Neu.")), "", ""),
    "title": Step(lambda story: story.touch(title=LocalText("Neu")), "M", "M"),
    "notice": Step(lambda story: story.touch(notice=LocalText("Neuer Eingang.")), "M", "M"),
    "kind": Step(_other_kind, "M", "M"),
    "for the staff only": Step(lambda story: story.touch(visibility=Visibility.STAFF), "M", "M"),
    "other address": Step(lambda story: story.touch(slug="anders-genannt"), "M", "M"),
    "item's title": Step(_title_of_item, "M", "M"),
    "item's length": Step(_length_of_item, "M", "SM"),
    "speaker's function": Step(lambda s: _speaker(s, function=LocalText("Vorstand")), "M", "M"),
    "speaker's story": Step(lambda story: _speaker(story, bio=LocalText("Lang.")), "", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_counters_grow_when_the_entry_does(make: Factories, name: str) -> None:
    step, story = STEPS[name], Story.begin(make)
    old = story.announce(Status.CONFIRMED)

    step.change(story)
    new = story.announce()

    _assert_calendars_can_follow(old, new)
    assert _growth(_entries(old)[old.uid], _entries(new)[old.uid]) == step.event
    uid = old.items[0].uid
    assert _growth(_entries(old)[uid], _entries(new)[uid]) == step.item


def _growth(old: CalendarEntry, new: CalendarEntry) -> str:
    return "S" * (new.sequence - old.sequence) + "M" * (new.modified_at > old.modified_at)


def test_an_item_that_comes_later_counts_from_its_own_beginning(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    first = story.announce(Status.CONFIRMED)

    make.item(story.event, "Fragen", 10)
    second = story.announce()

    _assert_calendars_can_follow(first, second)
    assert (second.items[2].sequence, second.items[2].modified_at) == (0, second.announced_at)
    assert second.items[0] == first.items[0]


def test_a_removed_item_counts_once_and_then_rests(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    first = story.announce(Status.CONFIRMED)
    program.remove_item(session, story.items[1], revision=None, actor=SYSTEM, now=NOW)
    second = story.announce()

    story.touch(description=LocalText("Noch etwas."))
    third = story.announce()
    off = editions.call_off(session, story.event, LocalText("Sturm."), actor=SYSTEM, now=_next(story))

    assert [card.is_withdrawn for card in second.withdrawn] == [True]
    assert second.withdrawn[0].sequence == first.items[1].sequence + 1
    assert third.withdrawn == second.withdrawn
    assert off.withdrawn[0].sequence == second.withdrawn[0].sequence
    _assert_calendars_can_follow(third, off)


def test_the_number_of_a_removed_item_is_never_given_again(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    removed = story.announce(Status.CONFIRMED).items[1].number
    program.remove_item(session, story.items[1], revision=None, actor=SYSTEM, now=NOW)

    new = make.item(story.event, "Abstimmung")

    assert new.id != removed


# What is refused


def test_announcing_the_same_twice_is_refused(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    story.announce(Status.CONFIRMED)

    with pytest.raises(RuleBroken, match=r"editions\.nothing_changed"):
        story.announce(Status.CONFIRMED)

    assert [row.number for row in editions.history(session, story.event)] == [1]
    assert story.event.status == Status.CONFIRMED


def test_a_refusal_leaves_the_event_as_it_was(session: Session, make: Factories) -> None:
    planned = make.event()
    revision = planned.revision

    with pytest.raises(RuleBroken, match=r"editions\.draft_status"):
        editions.announce(session, planned, status=Status.DRAFT, actor=SYSTEM, now=NOW)
    with pytest.raises(RuleBroken, match=r"editions\.never_announced"):
        editions.call_off(session, planned, LocalText("Sturm."), actor=SYSTEM, now=NOW)

    assert (planned.status, planned.revision) == (Status.DRAFT, revision)


def test_what_was_called_off_can_not_be_called_off_again(session: Session, make: Factories) -> None:
    planned = make.event()
    make.announced(planned)
    editions.call_off(session, planned, LocalText("Sturm."), actor=SYSTEM, now=LATER)

    with pytest.raises(RuleBroken, match=r"editions\.called_off_already"):
        editions.call_off(session, planned, LocalText("Noch mehr Sturm."), actor=SYSTEM, now=LATER)


def test_calling_off_shows_nothing_of_a_plan_that_was_not_announced(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    known = story.announce(Status.CONFIRMED)
    story.touch(starts=at(14), ends=at(16), title=LocalText("Noch geheim"))

    off = editions.call_off(session, story.event, LocalText("Sturm."), actor=SYSTEM, now=_next(story))

    assert (off.title, off.starts, off.ends) == (known.title, known.starts, known.ends)
    assert (off.status, off.notice, off.number) == (Status.CANCELLED, LocalText("Sturm."), 2)
    assert {change.field for change in editions.standing(session, story.event, now=story.moment).changes} == {
        "title",
        "starts",
        "ends",
        "item_time",
    }


def test_a_reinstated_event_no_longer_says_why_it_was_called_off(session: Session, make: Factories) -> None:
    planned = make.event()
    make.announced(planned)
    editions.call_off(session, planned, LocalText("Sturm."), actor=SYSTEM, now=LATER)

    again = make.announced(planned, now=LATER + timedelta(hours=1))

    assert (again.notice, again.is_cancelled) == (LocalText(), False)


# The plan that was looked at


def test_the_plan_that_was_looked_at_is_announced_later(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    seen = editions.standing(session, story.event, now=NOW).fingerprint

    edition = editions.announce(
        session, story.event, status=Status.CONFIRMED, actor=SYSTEM, now=LATER, fingerprint=seen
    )

    assert edition.number == 1


@pytest.mark.parametrize("name", [*STEPS])
def test_another_plan_than_was_looked_at_is_refused(session: Session, make: Factories, name: str) -> None:
    story = Story.begin(make)
    seen = editions.standing(session, story.event, now=NOW).fingerprint

    STEPS[name].change(story)

    with pytest.raises(Outdated, match=r"editions\.outdated"):
        editions.announce(session, story.event, status=Status.CONFIRMED, actor=SYSTEM, now=NOW, fingerprint=seen)


def test_who_looked_before_somebody_else_announced_is_told(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    story.announce(Status.TENTATIVE)
    seen = editions.standing(session, story.event, now=NOW).fingerprint
    story.announce(Status.CONFIRMED)

    with pytest.raises(Outdated):
        editions.announce(session, story.event, status=Status.TENTATIVE, actor=SYSTEM, now=LATER, fingerprint=seen)


@contextmanager
def _stored(database: Database) -> Iterator[int]:
    """An event that other connections see as well; answers its id and takes it away at the end."""
    with database.writing() as session:
        make = Factories(session, NOW)
        planned = make.event()
        make.item(planned)
        event_id, organizer_id = planned.id, planned.organizer_id
    try:
        yield event_id
    finally:
        with database.writing() as session:
            session.execute(delete(Organizer).where(Organizer.id == organizer_id))
            session.execute(delete(Publication))


def test_of_two_planners_who_announce_at_once_one_does(migrated: Database) -> None:
    outcomes: list[object] = []
    with _stored(migrated) as event_id:
        with migrated.reading() as session:
            seen = editions.standing(session, session.get_one(Event, event_id), now=NOW).fingerprint
        together = threading.Barrier(2)

        def announce() -> None:
            together.wait()
            try:
                with migrated.writing() as session:
                    planned = session.get_one(Event, event_id)
                    editions.announce(
                        session, planned, status=Status.CONFIRMED, actor=SYSTEM, now=NOW, fingerprint=seen
                    )
                outcomes.append("announced")
            except Exception as error:
                outcomes.append(type(error))

        planners = [threading.Thread(target=announce) for _ in range(2)]
        for planner in planners:
            planner.start()
        for planner in planners:
            planner.join(20)

        assert sorted(map(str, outcomes)) == ["<class 'eventapp.domain.errors.Outdated'>", "announced"]
        with migrated.reading() as session:
            numbers = select(AnnouncedEdition.number).where(AnnouncedEdition.event_id == event_id)
            assert list(session.scalars(numbers)) == [1]


# What the public sees


def test_what_is_planned_stays_out_of_sight_until_it_is_announced(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    assert editions.latest(session, story.event) is None
    assert editions.public_editions(session) == []
    first = story.announce(Status.CONFIRMED)

    story.touch(title=LocalText("Noch geheim"))
    session.flush()

    assert editions.find(session, story.event.slug) == first
    assert [edition.title.de for edition in editions.public_editions(session)] == ["Versammlung"]


def test_the_list_for_everybody_holds_public_events_by_start(session: Session, make: Factories) -> None:
    make.event(title="Entwurf", visibility=Visibility.PUBLIC)
    make.announced(make.event(title="Nur für Beschäftigte"))
    late = make.event(title="Spät", visibility=Visibility.PUBLIC, starts=at(11))
    early = make.event(title="Früh", visibility=Visibility.PUBLIC, starts=at(8))
    for planned in (late, early):
        make.announced(planned)

    assert [edition.title.de for edition in editions.public_editions(session)] == ["Früh", "Spät"]


def test_events_are_listed_by_instant_whatever_their_zone(session: Session, make: Factories) -> None:
    for title, zone in (("Essen", "Europe/Berlin"), ("Tokio", "Asia/Tokyo"), ("New York", "America/New_York")):
        make.announced(make.event(title=title, zone=zone, visibility=Visibility.PUBLIC))

    assert [edition.title.de for edition in editions.public_editions(session)] == ["Tokio", "Essen", "New York"]


def test_a_staff_event_is_found_by_its_secret_key_alone(session: Session, make: Factories) -> None:
    planned = make.event()
    edition = make.announced(planned)

    assert editions.find(session, planned.secret) == edition
    assert edition.key == planned.secret
    for key in (planned.slug, planned.uid, str(planned.id), ""):
        with pytest.raises(NotFound):
            editions.find(session, key)


def test_a_secret_key_holds_at_least_128_bits_and_is_like_no_other(make: Factories) -> None:
    organizer = make.organizer()
    keys = {make.event(organizer).secret for _ in range(20)}

    assert len(keys) == 20
    assert all(len(key) * 6 >= 128 for key in keys)


def test_an_address_that_moved_leads_to_the_new_one(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    old = story.announce(Status.CONFIRMED).key
    story.touch(slug="neue-adresse")
    story.announce()

    assert editions.find(session, old).key == "neue-adresse"


def test_an_address_that_was_announced_is_never_given_to_another_event(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    old = story.announce(Status.CONFIRMED).key
    story.touch(slug="neue-adresse")

    with pytest.raises(InvalidValue, match=r"events\.slug_taken"):
        make.event(title="Erbin", slug=old)

    story.announce()
    with pytest.raises(InvalidValue, match=r"events\.slug_taken"):
        make.event(title="Erbin", slug=old)
    assert editions.find(session, old).key == "neue-adresse"
    assert events.free_slug(session, old) == f"{old}-2"


def test_a_slug_no_longer_leads_to_an_event_that_became_a_matter_of_the_staff(
    session: Session, make: Factories
) -> None:
    story = Story.begin(make)
    slug = story.announce(Status.CONFIRMED).key
    story.touch(visibility=Visibility.STAFF)
    story.announce()

    with pytest.raises(NotFound):
        editions.find(session, slug)
    assert editions.public_editions(session) == []


def test_an_event_that_was_called_off_stays_to_be_found(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    slug = story.announce(Status.CONFIRMED).key

    editions.call_off(session, story.event, LocalText("Sturm."), actor=SYSTEM, now=_next(story))

    assert editions.find(session, slug).is_cancelled


# Old editions stay readable


def test_every_edition_reads_back_as_it_was_announced(session: Session, make: Factories) -> None:
    organizer = make.organizer(signatory="Kim “Muster”\\", phone="+49 201\t88")
    venue = make.venue(organizer, name="Saal ';--", latitude=51.4552, longitude=-0.0, access=HOSTILE, capacity=0)
    planned = make.event(
        organizer,
        HOSTILE,
        starts=WallClock.on(date(2027, 10, 31), at(2, 15).time),
        ends=WallClock.on(date(2027, 10, 31), at(2, 15).time, second=True),
        theme=HOSTILE,
        description=HOSTILE,
        venue_id=venue.id,
        kind_id=make.kind().id,
    )
    make.item(planned, HOSTILE, 50, make.speaker(organizer, "Ḿ̈arta O’Neil", bio=HOSTILE), text=HOSTILE)
    announced = make.announced(planned)
    session.expire_all()

    stored = editions.get(session, planned, 1).content

    assert stored == announced
    assert stored.starts.second is False
    assert stored.ends.second is True
    assert stored.items[0].ends == WallClock.on(date(2027, 10, 31), at(2, 5).time, second=True)


def test_an_unknown_edition_is_not_found(session: Session, make: Factories) -> None:
    with pytest.raises(NotFound):
        editions.get(session, make.event(), 1)


def test_an_edition_keeps_a_person_and_a_hall_that_were_removed(session: Session, make: Factories) -> None:
    story = Story.begin(make)
    story.announce(Status.CONFIRMED)
    program.remove_item(session, story.items[0], revision=None, actor=SYSTEM, now=NOW)
    story.touch(venue=None)
    session.flush()
    speakers.remove(session, story.speaker, actor=SYSTEM, now=NOW)
    venues.remove(session, story.venue, actor=SYSTEM, now=NOW)
    session.expire_all()

    edition = editions.get(session, story.event, 1).content

    assert edition.items[0].people[0].name == "Rika Redner"
    assert edition.venue is not None
    assert edition.venue.name == "Lichtburg"


def test_the_count_of_announcements_moves_with_each(session: Session, make: Factories) -> None:
    before = session.scalar(select(Publication.stamp)) or 0

    planned = make.event()
    make.announced(planned)
    editions.call_off(session, planned, LocalText("Sturm."), actor=SYSTEM, now=LATER)

    assert session.scalar(select(Publication.stamp)) == before + 2


# How much it costs


def test_three_events_cost_as_many_queries_as_one(session: Session, make: Factories) -> None:
    planned = []
    for _ in range(3):
        organizer = make.organizer()
        one = make.event(organizer, venue_id=make.venue(organizer).id, kind_id=make.kind().id)
        make.item(one, "Vortrag", 20, make.speaker(organizer))
        make.announced(one)
        planned.append(one.id)
    session.commit()

    costs = [_queries(session, partial(_stand, session, planned[:count])) for count in (1, 3)]

    assert costs[0] == costs[1] <= 10


def _stand(session: Session, ids: list[int]) -> None:
    session.expunge_all()
    known = [one for one in events.all_of(session, actor=SYSTEM) if one.id in ids]
    assert len(editions.standings(session, known, now=NOW)) == len(ids)


def _queries(session: Session, do: Callable[[], None]) -> int:
    with counted(session.connection()) as statements:
        do()
    return len(statements)


def test_events_of_one_day_keep_their_day(make: Factories) -> None:
    edition = make.announced(make.event())

    assert edition.starts.day == DAY
