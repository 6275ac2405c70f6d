"""A speaker's own calendar follows what is announced of her, through every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from eventapp.adapters import ical
from eventapp.adapters.ical_check import check, check_update
from eventapp.domain.actor import SYSTEM
from eventapp.domain.calendar import CalendarEntry, EntryStatus
from eventapp.domain.errors import NotAllowed, NotFound
from eventapp.domain.links import Links
from eventapp.domain.program import SpeakerRole
from eventapp.domain.texts import Language, LocalText
from eventapp.domain.tokens import Tokens
from eventapp.models import Event, ItemSpeaker, ProgramItem, Speaker
from eventapp.services import appearances, editions
from tests.conftest import NOW, SECRET
from tests.factories import Factories

LINKS = Links("https://versammlung.example.org")
TOKENS = Tokens((SECRET,))
HOUR = timedelta(hours=1)


@dataclass
class Stage:
    """An event with two items; the speaker is in the second."""

    session: Session
    make: Factories
    event: Event
    first: ProgramItem
    item: ProgramItem
    speaker: Speaker
    hours: int = 0

    def announce(self) -> CalendarEntry:
        """Announce an hour later than before; her entry as it is then."""
        self.session.flush()
        self.session.expire_all()
        self.hours += 1
        self.make.announced(self.event, now=NOW + self.hours * HOUR)
        return self.entry()

    def entry(self) -> CalendarEntry:
        (one,) = appearances.all_of(self.session, self.speaker)
        return appearances.entry(one, LINKS)

    def leave(self) -> None:
        self.item.people.clear()

    def come_back(self) -> None:
        self.item.people.append(ItemSpeaker(speaker_id=self.speaker.id, role=SpeakerRole.SPEAKER, position=0))


@pytest.fixture
def stage(session: Session, make: Factories) -> Stage:
    organizer = make.organizer()
    event, speaker = make.event(organizer), make.speaker(organizer)
    first = make.item(event, "Begrüßung", 15)
    item = make.item(event, "KI, inspire me!", 45, speaker)
    return Stage(session, make, event, first, item, speaker)


def test_her_entry_holds_her_time_and_nobody_elses(stage: Stage) -> None:
    found = stage.announce()

    assert found.summary == "Ihr Beitrag: Kurzvortrag: KI, inspire me!"
    assert found.busy
    assert f"{found.starts:%H:%M}–{found.ends:%H:%M}" == "09:15–10:00"
    assert found.uid not in {stage.item.uid, stage.event.uid}
    assert found.parent_uid == stage.event.uid
    assert "Kontakt: Kim Muster" in found.description


def test_life_of_her_entry_from_edition_to_edition(stage: Stage) -> None:
    steps = [stage.announce()]
    stage.first.minutes = 30  # her item moves
    steps.append(stage.announce())
    stage.event.description = LocalText("Ein Satz mehr, der ihren Punkt nichts angeht")
    steps.append(stage.announce())
    stage.leave()
    steps.append(stage.announce())
    stage.come_back()
    steps.append(stage.announce())
    editions.call_off(stage.session, stage.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + 9 * HOUR)
    steps.append(stage.entry())

    off = EntryStatus.CANCELLED
    assert [(one.sequence, one.status) for one in steps] == [
        (0, EntryStatus.CONFIRMED),
        (1, EntryStatus.CONFIRMED),
        (1, EntryStatus.CONFIRMED),
        (2, off),
        (3, EntryStatus.CONFIRMED),
        (4, off),
    ]
    assert [(one.modified_at - NOW) // HOUR for one in steps] == [1, 2, 2, 4, 5, 9]
    assert len({one.uid for one in steps}) == 1
    files = [ical.event_file(one) for one in steps]
    assert [check(file) for file in files] == [[]] * len(files)
    for older, newer in pairwise(files):
        assert older == newer or check_update(older, newer) == []
    assert files[1] == files[2]


def test_who_never_stood_in_a_program_has_no_feed(session: Session, make: Factories) -> None:
    speaker = make.speaker(make.organizer())

    with pytest.raises(NotFound):
        appearances.feed(appearances.all_of(session, speaker), LINKS, Language.GERMAN, source_url="https://x.example")


def test_her_feed_holds_all_her_events_by_start(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    speaker = make.speaker(organizer)
    for _ in range(2):
        event = make.event(organizer)
        make.item(event, "Vortrag", 30, speaker)
        make.announced(event)
    draft = make.event(organizer)
    make.item(draft, "Noch geheim", 30, speaker)

    made = appearances.feed(
        appearances.all_of(session, speaker), LINKS, Language.ENGLISH, source_url="https://x.example/s/t.ics"
    )

    assert len(made.entries) == 2
    assert "geheim" not in repr(made)
    assert check(ical.feed_file(made)) == []


def test_S39_her_link_is_found_by_its_token_until_it_is_renewed(session: Session, make: Factories) -> None:
    organizer = make.organizer()
    speaker, planner = make.speaker(organizer), make.planner(organizer)
    tokens = []
    for _ in range(2):
        appearances.renew_link(session, speaker, tokens=TOKENS, actor=planner, now=NOW)
        address = appearances.address(session, speaker, LINKS, TOKENS)
        assert address is not None
        tokens.append(address.rpartition("/")[2])

    assert appearances.find_speaker(session, tokens[1]) is speaker
    with pytest.raises(NotFound):
        appearances.find_speaker(session, tokens[0])

    appearances.revoke_link(session, speaker, actor=planner, now=NOW)
    with pytest.raises(NotFound):
        appearances.find_speaker(session, tokens[1])


def test_S35_only_her_own_planners_give_her_a_link(session: Session, make: Factories) -> None:
    speaker, stranger = make.speaker(make.organizer()), make.planner(make.organizer())

    with pytest.raises(NotAllowed):
        appearances.renew_link(session, speaker, tokens=TOKENS, actor=stranger, now=NOW)
