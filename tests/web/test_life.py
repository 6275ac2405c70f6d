"""The life of an entry, from save the date to a month after it was called off, wherever it is read.

Step for step the table says what every calendar is told: in feeds, in downloads, in mails.
"""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
import vobject
from sqlalchemy.orm import Session

from eventapp.adapters.ical_check import check, check_mail, check_update
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Status, Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Tokens
from eventapp.jobs import mails
from eventapp.models import Event, Invitation, Organizer, ProgramItem, Speaker
from eventapp.services import appearances, editions, feeds, invitations
from tests.conftest import NOW, SECRET, URL
from tests.factories import Factories, at
from tests.pages import Browser

LINKS, TOKENS = Links(URL), Tokens((SECRET,))
HOUR = timedelta(hours=1)
OFFICE = MailOffice(LINKS, "127.0.0.1", TOKENS)
ORGANIZER = "mailto:gleichstellung@musterstadt.example.org"


@dataclass(frozen=True)
class Seen:
    """What a reader makes of one entry."""

    uid: str
    status: str
    sequence: int
    starts: str
    changed: int
    """LAST-MODIFIED, in hours after the beginning of the story."""


@dataclass
class Life:
    """An event, announced again and again an hour apart; after each step everything that leaves is kept."""

    browser: Browser
    session: Session
    organizer: Organizer
    event: Event
    item: ProgramItem
    speaker: Speaker
    invited: Invitation
    addresses: dict[str, str]
    hour: int = 0
    files: dict[str, list[bytes]] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)

    def announce(self, status: Status) -> None:
        self.hour += 1
        self.session.flush()
        editions.announce(self.session, self.event, status=status, actor=SYSTEM, now=NOW + self.hour * HOUR)
        self.look()

    def call_off(self) -> None:
        self.hour += 1
        editions.call_off(self.session, self.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + self.hour * HOUR)
        self.look()

    def look(self) -> None:
        """Read every address, and make the mail to the person invited, at the hour of the step."""
        self.session.commit()
        for name, url in self.addresses.items():
            self.files.setdefault(name, []).append(self.browser.open(url).data)
        edition = invitations.current_edition(self.session, self.invited)
        mail = mails.to_invited(self.invited, edition, OFFICE, now=NOW + self.hour * HOUR)
        invitations.note_sent(self.session, self.invited, mail.told)
        self.mails.append(mail.content)


@pytest.fixture
def life(browser: Browser, session: Session, make: Factories) -> Life:
    organizer = make.organizer("gleichstellung")
    event = make.event(organizer, visibility=Visibility.PUBLIC, slug="fest", venue_id=make.venue(organizer).id)
    speaker = make.speaker(organizer)
    make.item(event, "Begrüßung", 15)
    item = make.item(event, "Vortrag", 30, speaker)
    draft = InviteeDraft("Kim Beispiel", "kim@example.org")
    invited = invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    feeds.renew(session, organizer, tokens=TOKENS, actor=SYSTEM, now=NOW)
    appearances.renew_link(session, speaker, tokens=TOKENS, actor=SYSTEM, now=NOW)
    hers = path(appearances.address(session, speaker, LINKS, TOKENS))
    addresses = {
        "event": "/events/fest.ics",
        "item": f"/events/fest/program/{item.id}.ics",
        "program": "/events/fest/program.ics",
        "public feed": "/feeds/gleichstellung.ics?program=1",
        "complete feed": path(feeds.address(session, organizer, LINKS, TOKENS)),
        "invitation": path(invitations.address(invited, LINKS, TOKENS)) + ".ics",
        "speaker": f"{hers}.ics",
    }
    return Life(browser, session, organizer, event, item, speaker, invited, addresses)


def path(address: str | None) -> str:
    assert address is not None
    return address.removeprefix(URL)


def seen(data: bytes, uid: str) -> Seen:
    """How vobject reads the entry ``uid`` in a file."""
    calendar = vobject.readOne(data.decode())
    (one,) = [component for component in calendar.vevent_list if component.uid.value == uid]
    changed = one.last_modified.value
    assert one.dtstamp.value == changed or hasattr(calendar, "method")
    return Seen(
        uid,
        one.status.value,
        int(one.sequence.value),
        f"{one.dtstart.value:%d.%m. %H:%M}",
        int((changed - NOW) / HOUR),
    )


def live(life: Life) -> None:
    """Save the date, confirm, move, change an item, correct a typo, call off."""
    life.announce(Status.TENTATIVE)
    life.announce(Status.CONFIRMED)
    life.event.starts, life.event.ends = at(10), at(13, 30)
    life.announce(Status.CONFIRMED)
    life.item.title = LocalText("Vortrag über KI")
    life.announce(Status.CONFIRMED)
    life.organizer.website = "https://musterstadt.example.org"  # stands in no entry
    life.announce(Status.CONFIRMED)
    life.call_off()


TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
EVENT = [
    (TENTATIVE, 0, "12.11. 09:00", 1),
    (CONFIRMED, 1, "12.11. 09:00", 2),
    (CONFIRMED, 2, "12.11. 10:00", 3),
    (CONFIRMED, 2, "12.11. 10:00", 4),
    (CONFIRMED, 2, "12.11. 10:00", 4),
    (CANCELLED, 3, "12.11. 10:00", 6),
]
ITEM = [
    (TENTATIVE, 0, "12.11. 09:15", 1),
    (CONFIRMED, 1, "12.11. 09:15", 2),
    (CONFIRMED, 2, "12.11. 10:15", 3),
    (CONFIRMED, 2, "12.11. 10:15", 4),
    (CONFIRMED, 2, "12.11. 10:15", 4),
    (CANCELLED, 3, "12.11. 10:15", 6),
]


def test_every_calendar_is_told_the_same_story(life: Life) -> None:
    live(life)

    own = f"{life.item.uid}-{life.speaker.id}"
    expected = {
        "event": (life.event.uid, EVENT),
        "complete feed": (life.event.uid, EVENT),
        "public feed": (life.event.uid, EVENT),
        "invitation": (life.event.uid, EVENT),
        "item": (life.item.uid, ITEM),
        "program": (life.item.uid, ITEM),
        "speaker": (own, ITEM),
    }
    for name, (uid, steps) in expected.items():
        assert [seen(data, uid) for data in life.files[name]] == [Seen(uid, *step) for step in steps], name


@pytest.mark.parametrize("name", ["event", "item", "program", "public feed", "complete feed", "invitation", "speaker"])
def test_U01_to_U07_no_subscriber_stumbles(life: Life, name: str) -> None:
    live(life)

    files = life.files[name]
    assert [check(data) for data in files] == [[]] * 6
    for older, newer in pairwise(files):
        assert older == newer or check_update(older, newer) == []
    assert files[3] == files[4], "what does not show changes no byte"
    if name not in {"item", "program", "speaker"}:
        assert len(set(files)) == 5


def test_the_mails_tell_the_same_story_with_the_time_of_sending(life: Life) -> None:
    live(life)

    found = [_calendar(mail) for mail in life.mails]

    assert [check_mail(mail) for mail in life.mails] == [[]] * 6
    assert [_told(calendar) for calendar in found] == [
        ("REQUEST", TENTATIVE, 0, 1),
        ("REQUEST", CONFIRMED, 1, 2),
        ("REQUEST", CONFIRMED, 2, 3),
        ("REQUEST", CONFIRMED, 2, 4),
        ("REQUEST", CONFIRMED, 2, 5),
        ("CANCEL", CANCELLED, 3, 6),
    ]
    for older, newer in pairwise(found):
        assert check_update(older, newer) == []


def _calendar(mail: bytes) -> bytes:
    message = email.message_from_bytes(mail, policy=email.policy.default)
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _told(data: bytes) -> tuple[str, str, int, int]:
    """METHOD, STATUS, SEQUENCE and, in hours, DTSTAMP; organizer and attendee never change."""
    calendar = vobject.readOne(data.decode())
    event = calendar.vevent
    assert event.organizer.value == ORGANIZER
    assert event.attendee.value == "mailto:kim@example.org"
    sent = event.dtstamp.value.astimezone(UTC)
    return (calendar.method.value, event.status.value, int(event.sequence.value), int((sent - NOW) / HOUR))


def test_U06_what_is_called_off_is_still_in_every_feed_a_month_after_the_day(life: Life) -> None:
    live(life)

    with time_machine.travel(datetime(2027, 12, 31, tzinfo=UTC), tick=False):
        for name in ("public feed", "complete feed", "program", "speaker", "event", "invitation"):
            answer = life.browser.open(life.addresses[name])
            assert answer.status_code == 200, name
            assert b"STATUS:CANCELLED" in answer.data, name


def test_an_item_that_goes_is_cancelled_where_it_was_and_comes_no_more(life: Life) -> None:
    life.announce(Status.CONFIRMED)
    uid, own = life.item.uid, f"{life.item.uid}-{life.speaker.id}"
    life.session.delete(life.item)
    life.session.flush()
    life.session.expire_all()
    life.announce(Status.CONFIRMED)

    found = {name: seen(life.files[name][1], uid) for name in ("item", "program", "public feed")}
    found["speaker"] = seen(life.files["speaker"][1], own)

    assert {(one.status, one.sequence, one.changed) for one in found.values()} == {(CANCELLED, 1, 2)}


def test_a_postponed_event_keeps_its_uid_and_a_taken_back_call_off_comes_back(life: Life) -> None:
    life.announce(Status.CONFIRMED)
    life.call_off()
    a_week_later = life.event.starts.day + timedelta(days=7)
    life.event.starts, life.event.ends = at(9, day=a_week_later), at(12, 30, a_week_later)
    life.announce(Status.CONFIRMED)

    steps = [seen(data, life.event.uid) for data in life.files["complete feed"]]
    assert [(one.status, one.sequence, one.starts) for one in steps] == [
        (CONFIRMED, 0, "12.11. 09:00"),
        (CANCELLED, 1, "12.11. 09:00"),
        (CONFIRMED, 2, "19.11. 09:00"),
    ]
    assert [_told(_calendar(mail))[:3] for mail in life.mails] == [
        ("REQUEST", CONFIRMED, 0),
        ("CANCEL", CANCELLED, 1),
        ("REQUEST", CONFIRMED, 2),
    ]


@pytest.mark.parametrize("hours", [0, -3], ids=["in the same second", "after the clock went back"])
def test_R30_calendars_take_an_update_whatever_the_clock_says(life: Life, hours: int) -> None:
    life.announce(Status.CONFIRMED)
    for number in range(3):
        life.hour += hours - 1
        life.event.starts = at(8, number)
        life.item.title = LocalText(f"Vortrag {number}")
        life.announce(Status.CONFIRMED)

    for name, files in life.files.items():
        for older, newer in pairwise(files):
            assert check_update(older, newer) == [], name
