"""Rows for tests. Every value has a default, so that a test names what it is about. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor, Role
from eventapp.domain.editions import Edition
from eventapp.domain.events import EventDraft, Status
from eventapp.domain.people import OrganizerDraft, SpeakerDraft, VenueDraft
from eventapp.domain.program import Contribution, ItemFunction, ProgramItemDraft, SpeakerRole
from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock
from eventapp.models import Account, Employee, Event, Kind, Organizer, ProgramItem, Speaker, StaffList, Venue
from eventapp.services import accounts, editions, events, organizers, program, speakers, venues

DAY = date(2027, 11, 12)
PASSWORD = "vier-linden-am-stillen-see"
_numbers = count(1)


def at(hour: int, minute: int = 0, day: date = DAY) -> WallClock:
    """A wall clock on the day of the tests."""
    return WallClock.on(day, time(hour, minute))


@dataclass
class Factories:
    """Makes rows in a session. ``planner`` acts for an organizer."""

    session: Session
    now: datetime

    def organizer(self, slug: str = "", **values: Any) -> Organizer:
        draft = OrganizerDraft(
            **{
                "office": "Gleichstellungsstelle",
                "authority": "Stadt Musterstadt",
                "email": "gleichstellung@musterstadt.example.org",
                "contact_name": "Kim Muster",
                **values,
            }
        )
        return organizers.create(self.session, slug or f"stelle-{next(_numbers)}", draft, actor=SYSTEM, now=self.now)

    def account(self, *planned: Organizer, password: str | None = PASSWORD, **values: Any) -> Account:
        email = values.pop("email", f"konto-{next(_numbers)}@example.org")
        roles = [(organizer, Role.PLANNER) for organizer in planned]
        account = accounts.create(self.session, email, "Kim Muster", actor=SYSTEM, now=self.now, roles=roles, **values)
        if password:
            accounts.set_password(self.session, account, password, now=self.now)
        return account

    def planner(self, organizer: Organizer, name: str = "Kim Muster") -> Actor:
        return Actor(name, account_id=1, roles=frozenset({(organizer.id, Role.PLANNER)}))

    def venue(self, organizer: Organizer, **values: Any) -> Venue:
        draft = VenueDraft(
            **{"name": "Lichtburg", "street": "Kettwiger Straße 36", "postcode": "45127", "city": "Essen", **values}
        )
        return venues.create(self.session, organizer.id, draft, actor=SYSTEM, now=self.now)

    def speaker(self, organizer: Organizer, name: str = "Rika Redner", **values: Any) -> Speaker:
        draft = SpeakerDraft(**{"name": name, "function": LocalText("Leitung"), **values})
        return speakers.create(self.session, organizer.id, draft, actor=SYSTEM, now=self.now)

    def kind(self, code: str = "women-nrw") -> Kind:
        return self.session.scalars(select(Kind).where(Kind.code == code, Kind.organizer_id.is_(None))).one()

    def event(self, organizer: Organizer | None = None, title: str | LocalText = "Versammlung", **values: Any) -> Event:
        organizer = organizer or self.organizer()
        text = title if isinstance(title, LocalText) else LocalText(title)
        draft = EventDraft(
            **{
                "title": text,
                "slug": f"versammlung-{next(_numbers)}",
                "zone": "Europe/Berlin",
                "starts": at(9),
                "ends": at(12, 30),
                **values,
            }
        )
        return events.create(self.session, organizer.id, draft, actor=SYSTEM, now=self.now)

    def item(
        self, event: Event, title: str | LocalText = "Begrüßung", minutes: int = 15, *people: Speaker, **values: Any
    ) -> ProgramItem:
        text = title if isinstance(title, LocalText) else LocalText(title)
        contributions = tuple(Contribution(speaker.id, SpeakerRole.SPEAKER) for speaker in people)
        draft = ProgramItemDraft(
            **{"function": ItemFunction.TALK, "title": text, "minutes": minutes, "people": contributions, **values}
        )
        return program.add_item(self.session, event, draft, actor=SYSTEM, now=self.now)

    def employee(self, organizer: Organizer, name: str = "Kim Beispiel", email: str = "", **values: Any) -> Employee:
        """One person of the organizer's first staff list, which is made where there is none. No address: no mailbox."""
        query = select(StaffList).where(StaffList.organizer_id == organizer.id).order_by(StaffList.id)
        found = self.session.scalars(query.limit(1)).first()
        if found is None:
            found = StaffList(organizer_id=organizer.id, name="Stammverwaltung")
            self.session.add(found)
            self.session.flush()
        one = Employee(
            organizer_id=organizer.id,
            list_id=found.id,
            identity=email or f"post:{name}",
            name=name,
            email=email,
            address_key=email,
            added_at=self.now,
            **values,
        )
        self.session.add(one)
        self.session.flush()
        return one

    def announced(self, event: Event, status: Status = Status.CONFIRMED, now: datetime | None = None) -> Edition:
        return editions.announce(self.session, event, status=status, actor=SYSTEM, now=now or self.now)
