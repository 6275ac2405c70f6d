"""The model case: the assembly of the female employees of the City of Essen, and next year's edition.

The assembly of 8 November 2024 is real; its clock times are examples. All staff but the public speakers is invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.busy import BusyDraft, readable_window
from eventapp.domain.events import EventDraft, Status, Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.people import AccessFact, OrganizerDraft, SpeakerDraft, VenueDraft
from eventapp.domain.program import Contribution, ItemFunction, ProgramItemDraft, SpeakerRole
from eventapp.domain.texts import LocalText
from eventapp.domain.times import TimeSpan, WallClock
from eventapp.domain.tokens import Tokens
from eventapp.models import Account, Event, Invitation, Kind, Organizer, Speaker, SpeakerLink, Venue
from eventapp.services import (
    accounts,
    appearances,
    busy,
    demo_invited,
    editions,
    events,
    feeds,
    invitations,
    organizers,
    program,
    speakers,
    venues,
)

ZONE = ZoneInfo("Europe/Berlin")
PLANNER_EMAIL = "planung@gleichstellung.example.org"
NEEDS_EMAIL = "barrierefreiheit@gleichstellung.example.org"
APPROVER_EMAIL = "freigabe@gleichstellung.example.org"
ADMINISTRATOR_EMAIL = "it@stadt.example.org"
COUNCIL_EMAIL = "planung@personalrat.example.org"
_ESSEN_DAY = date(2024, 11, 8)


def is_filled(session: Session) -> bool:
    """Whether the instance holds anything already."""
    return session.scalar(select(Organizer.id).limit(1)) is not None


def fill(session: Session, *, now: datetime) -> dict[str, Account]:
    """Enter the model case. Answers the accounts by what they are for; none has a password yet."""
    equality = _equality_office(session, now)
    council = _staff_council(session, now)
    hall = _lichtburg(session, equality, now)
    people = _people(session, equality, now)
    kind = session.scalars(select(Kind).where(Kind.code == "women-nrw")).one()
    _assembly_2024(session, equality, hall, kind, people)
    _next_assembly(session, equality, hall, kind, people, now)
    entered = {
        "planner": (PLANNER_EMAIL, "Petra Planung (Demo)", [(equality, Role.PLANNER)]),
        "approver": (APPROVER_EMAIL, "Fritzi Freigabe (Demo)", [(equality, Role.APPROVER), (equality, Role.READER)]),
        "needs": (NEEDS_EMAIL, "Bea Barrierefrei (Demo)", [(equality, Role.NEEDS)]),
        "council": (COUNCIL_EMAIL, "Rolf Rat (Demo)", [(council, Role.PLANNER)]),
        "administrator": (ADMINISTRATOR_EMAIL, "Ina Technik (Demo)", []),
    }
    return {
        purpose: accounts.create(
            session, email, name, actor=SYSTEM, now=now, roles=roles, is_administrator=purpose == "administrator"
        )
        for purpose, (email, name, roles) in entered.items()
    }


def _equality_office(session: Session, now: datetime) -> Organizer:
    draft = OrganizerDraft(
        authority="Stadt Essen",
        office="Gleichstellungsstelle",
        street="Rathaus, Porscheplatz",
        postcode="45121",
        city="Essen",
        phone="+49 201 88-0",
        email="gleichstellungsstelle@essen.example.org",
        website="https://www.essen.de",
        contact_name="Kim Muster (Beispiel)",
        contact_phone="+49 201 88-0",
        contact_email="gleichstellungsstelle@essen.example.org",
        signatory="Kim Muster",
        signatory_function="Gleichstellungsbeauftragte (Beispiel)",
        reference="GSt-Beispiel",
    )
    return organizers.create(session, "gleichstellungsstelle", draft, actor=SYSTEM, now=now)


def _staff_council(session: Session, now: datetime) -> Organizer:
    draft = OrganizerDraft(
        authority="Stadt Essen", office="Personalrat (Beispiel)", email="personalrat@essen.example.org", city="Essen"
    )
    return organizers.create(session, "personalrat", draft, actor=SYSTEM, now=now)


def _lichtburg(session: Session, organizer: Organizer, now: datetime) -> Venue:
    draft = VenueDraft(
        name="Lichtburg",
        street="Kettwiger Straße 36",
        postcode="45127",
        city="Essen",
        latitude=51.4552,
        longitude=7.0137,
        capacity=1250,
        wheelchair_places=6,
        facts=(AccessFact.STEP_FREE, AccessFact.ACCESSIBLE_TOILET, AccessFact.PUBLIC_TRANSPORT),
        access=LocalText(
            "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.",
            "These details are examples. Please ask us for what you need.",
        ),
        directions=LocalText(
            "Vom Hauptbahnhof sind es etwa acht Minuten zu Fuß über die Kettwiger Straße.",
            "The walk from the central station along Kettwiger Straße takes about eight minutes.",
        ),
    )
    return venues.create(session, organizer.id, draft, actor=SYSTEM, now=now)


def _people(session: Session, organizer: Organizer, now: datetime) -> dict[str, Speaker]:
    drafts = {
        "kufen": SpeakerDraft("Thomas Kufen", LocalText("Oberbürgermeister", "Lord Mayor")),
        "fraedrich": SpeakerDraft("Henriette Frädrich", LocalText("Keynote-Speakerin", "Keynote speaker")),
        "brandes": SpeakerDraft(
            "Annabelle Brandes",
            LocalText(
                "Geschäftsbereichsvorständin für Personal, allgemeine Verwaltung und Digitalisierung",
                "Executive for Personnel, General Administration and Digitalisation",
            ),
        ),
        "muster": SpeakerDraft("Kim Muster (Beispiel)", LocalText("Gleichstellungsbeauftragte", "Equality Officer")),
    }
    return {
        name: speakers.create(session, organizer.id, draft, actor=SYSTEM, now=now) for name, draft in drafts.items()
    }


def _assembly_2024(
    session: Session, organizer: Organizer, hall: Venue, kind: Kind, people: dict[str, Speaker]
) -> Event:
    draft = EventDraft(
        title=LocalText(
            "Versammlung der weiblichen Beschäftigten",
            "Assembly of Female Employees",
            "Versammlung für alle Frauen, die bei der Stadt Essen arbeiten",
        ),
        theme=LocalText("Frauen und KI", "Women and AI", "Frauen und Künstliche Intelligenz"),
        description=LocalText(
            "Künstliche Intelligenz verändert, wie wir arbeiten. Was heißt das für Frauen in der Verwaltung?\n\n"
            "Die Uhrzeiten in diesem Beispiel sind erfunden.",
            "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\n"
            "The times of day in this example are invented.",
        ),
        slug="frauen-und-ki-2024",
        zone=ZONE.key,
        doors=_clock(_ESSEN_DAY, 8, 30),
        starts=_clock(_ESSEN_DAY, 9),
        ends=_clock(_ESSEN_DAY, 12, 30),
        visibility=Visibility.PUBLIC,
        kind_id=kind.id,
        venue_id=hall.id,
    )
    announced = datetime(2024, 9, 2, 6, 0, tzinfo=UTC)
    event = events.create(session, organizer.id, draft, actor=SYSTEM, now=announced)
    for item in _program(people):
        program.add_item(session, event, item, actor=SYSTEM, now=announced)
    editions.announce(session, event, status=Status.CONFIRMED, actor=SYSTEM, now=announced)
    return event


def _next_assembly(
    session: Session, organizer: Organizer, hall: Venue, kind: Kind, people: dict[str, Speaker], now: datetime
) -> Event:
    day = _coming_friday(now)
    draft = EventDraft(
        title=LocalText("Versammlung der weiblichen Beschäftigten", "Assembly of Female Employees"),
        theme=LocalText("Zeit für Führung", "Time to lead"),
        description=LocalText(
            "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich ändern.",
            "This assembly is an example to try things out. Everything can be changed.",
        ),
        slug=f"versammlung-{day.year}",
        zone=ZONE.key,
        doors=_clock(day, 8, 30),
        starts=_clock(day, 9),
        ends=_clock(day, 12, 30),
        visibility=Visibility.STAFF,
        kind_id=kind.id,
        venue_id=hall.id,
    )
    event = events.create(session, organizer.id, draft, actor=SYSTEM, now=now)
    for item in _next_program(people):
        program.add_item(session, event, item, actor=SYSTEM, now=now)
    editions.announce(session, event, status=Status.TENTATIVE, actor=SYSTEM, now=now)
    items = program.running_order(session, event)
    program.set_minutes(session, items[1], 70, revision=None, actor=SYSTEM, now=now)
    return event


def _program(people: dict[str, Speaker]) -> list[ProgramItemDraft]:
    return [
        ProgramItemDraft(
            ItemFunction.WELCOME,
            LocalText("Begrüßung", "Welcome", "Begrüßung"),
            15,
            people=(Contribution(people["kufen"].id, SpeakerRole.SPEAKER),),
        ),
        ProgramItemDraft(
            ItemFunction.KEYNOTE,
            LocalText(
                "KI, inspire me! Von Chancen, Wundern und anderen Überraschungen aus der Mensch-KI-Symbiose",
                "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI",
            ),
            60,
            people=(Contribution(people["fraedrich"].id, SpeakerRole.SPEAKER),),
        ),
        ProgramItemDraft(ItemFunction.BREAK, LocalText("Pause", "Break", "Pause"), 30),
        ProgramItemDraft(
            ItemFunction.TALK_ROUND,
            LocalText("Personalmanagement mit KI", "Personnel management with AI"),
            75,
            people=(Contribution(people["brandes"].id, SpeakerRole.GUEST),),
        ),
        ProgramItemDraft(
            ItemFunction.CLOSING,
            LocalText("Ausblick und Schlusswort", "Outlook and closing words"),
            30,
            people=(Contribution(people["muster"].id, SpeakerRole.HOST),),
        ),
    ]


def _next_program(people: dict[str, Speaker]) -> list[ProgramItemDraft]:
    welcome, _keynote, pause, _round, closing = _program(people)
    return [
        replace(welcome, minutes=20),
        ProgramItemDraft(
            ItemFunction.REPORT,
            LocalText("Bericht der Gleichstellungsstelle", "Report of the Equality Office"),
            40,
            people=(Contribution(people["muster"].id, SpeakerRole.SPEAKER),),
        ),
        ProgramItemDraft(
            ItemFunction.TALK_ROUND,
            LocalText("Führen in Teilzeit", "Leading part-time"),
            45,
            people=(
                Contribution(people["brandes"].id, SpeakerRole.GUEST),
                Contribution(people["muster"].id, SpeakerRole.HOST),
            ),
        ),
        pause,
        ProgramItemDraft(ItemFunction.QUESTIONS, LocalText("Ihre Fragen", "Your questions"), 45),
        replace(closing, minutes=15, people=()),
    ]


def _coming_friday(now: datetime) -> date:
    """A Friday in November, at least four weeks ahead: the habit of the model case."""
    earliest = now.astimezone(ZONE).date() + timedelta(weeks=4)
    year = earliest.year if date(earliest.year, 11, 14) > earliest else earliest.year + 1
    eighth = date(year, 11, 8)
    return eighth + timedelta(days=(4 - eighth.weekday()) % 7)


def _clock(day: date, hour: int, minute: int = 0) -> WallClock:
    return WallClock.on(day, time(hour, minute))


# What only a demo has: people of an invented list, and addresses to try out


@dataclass(frozen=True, slots=True)
class _Taken:
    span: TimeSpan
    summary: str
    uid: str


def furnish(session: Session, *, tokens: Tokens, now: datetime, people: int = 300) -> None:
    """Give the model case the rest that can be tried: invited people, calendars, and links of its own."""
    event = session.scalars(select(Event).where(Event.visibility == Visibility.STAFF)).one()
    for name in ("Alex Beispiel", "Robin Muster", "Charlie Exempel"):
        draft = InviteeDraft(f"{name} (Demo)", f"{name.lower().replace(' ', '.')}@example.org")
        invitations.invite(session, event, draft, tokens=tokens, actor=SYSTEM, now=now)
    demo_invited.fill(session, event, tokens=tokens, now=now, people=people)
    feeds.renew(session, event.organizer, tokens=tokens, actor=SYSTEM, now=now)
    guest = session.scalars(select(Speaker).where(Speaker.name == "Annabelle Brandes")).one()
    appearances.renew_link(session, guest, tokens=tokens, actor=SYSTEM, now=now)
    evening = TimeSpan(event.span.end + timedelta(hours=6), event.span.end + timedelta(hours=9))
    taken = [_Taken(evening, "Filmabend (Beispiel)", "demo-film@example.org")]
    draft_calendar = BusyDraft("Belegung Lichtburg (Beispiel)", event.venue_id, readable_window(now, ZONE), taken)
    busy.take(session, event.organizer_id, draft_calendar, actor=SYSTEM, now=now)


def addresses(session: Session, links: Links, tokens: Tokens) -> dict[str, str]:
    """The secret addresses of the demo, by what they are for."""
    office = organizers.by_slug(session, "gleichstellungsstelle")
    found = {"Calendar": feeds.address(session, office, links, tokens)}
    for speaker in session.scalars(select(Speaker).join(SpeakerLink, SpeakerLink.speaker_id == Speaker.id)):
        found["Speaker"] = appearances.address(session, speaker, links, tokens)
    for invitation in session.scalars(select(Invitation).limit(1)):
        found["Invitation"] = invitations.address(invitation, links, tokens)
    return {name: url for name, url in found.items() if url}
