"""One mailing to 10,000 people: beside ready-made bytes on one connection, and beside the libraries per recipient."""

from __future__ import annotations

import resource
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import icalendar
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from benchmarks.results import Effort, Result, at_least, at_most, seconds
from eventapp.adapters.relay import SmtpRelay
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.mailings import MailingDraft, MailingKind
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Tokens
from eventapp.jobs.send_mail import Sender
from eventapp.jobs.series import Series
from eventapp.models import Employee, Event, Invitation, Mailing, StaffList
from eventapp.models.database import Database
from eventapp.services import demo, editions, kinds, mailing_texts, mailings

_PEOPLE = 10_000
_MOST_PEOPLE = 100_000
_SAMPLE = 300
_RAW = 3_000
_NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_TOKENS = Tokens(("only for measuring, and long enough to pass",))
_OFFICE = MailOffice(Links("https://versammlung.example.org"), "versammlung.example.org", _TOKENS)


def measure(effort: Effort) -> Iterator[Result]:
    """Building, delivering, memory, and the cost per recipient for a hundred people and for a hundred thousand."""
    with tempfile.TemporaryDirectory(prefix="eventapp-mailing-") as folder, _sink() as port:
        database = Database(f"sqlite:///{Path(folder) / 'mailing.sqlite'}")
        database.upgrade()
        _fill(database)
        yield from _building(database, effort)
        yield from _delivering(database, port)
        yield from _growing(Path(folder))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield at_most("mailing: memory of the worker at most", megabytes, 1_500, f"{megabytes:.0f} MB", "MB")


def _building(database: Database, effort: Effort) -> Iterator[Result]:
    with database.writing() as session:
        mailing = _started(session, _SAMPLE)
        edition = mailings.edition_of(session, mailing)
        series = Series(mailing, edition, _OFFICE, Language.GERMAN)
        people = session.scalars(select(Invitation).limit(_SAMPLE)).all()

        def ours() -> None:
            for one in people:
                series.mail(one, "<1@versammlung.example.org>", now=_NOW)

        def naive() -> None:
            for one in people:
                _naive(one.name, one.email)

        ours()
        ratios, own, other = [], 0.0, 0.0
        for _ in range(max(effort.rounds, 3)):
            own, other = seconds(ours, 1), seconds(naive, 1)
            ratios.append(other / own)
        said = (
            f"{own / len(people) * 1e6:.0f} us a mail, icalendar and email.message {other / len(people) * 1e6:.0f} us"
        )
        yield at_least("mailing: building, beside the libraries", median(ratios), 10, said)


def _naive(name: str, email: str) -> bytes:
    """The invitation as the libraries make it, for each recipient anew."""
    zone = ZoneInfo("Europe/Berlin")
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//naive//naive//DE")
    calendar.add("method", "REQUEST")
    event = icalendar.Event()
    event.add("uid", "6b3f5c1e-0000-4000-8000-000000000000")
    event.add("dtstamp", _NOW)
    event.add("dtstart", datetime(2027, 11, 12, 9, tzinfo=zone))
    event.add("dtend", datetime(2027, 11, 12, 12, 30, tzinfo=zone))
    event.add("summary", "Versammlung der weiblichen Beschäftigten: Zeit für Führung")
    event.add("description", "Programm\n" + "09:00 Begrüßung – Thomas Kufen, Oberbürgermeister\n" * 12)
    event.add("location", "Lichtburg, Kettwiger Straße 36, 45127 Essen")
    event.add("organizer", "mailto:gleichstellungsstelle@essen.example.org")
    attendee = icalendar.vCalAddress(f"mailto:{email}")
    attendee.params["CN"] = icalendar.vText(name)
    attendee.params["RSVP"] = icalendar.vText("TRUE")
    event.add("attendee", attendee)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content = calendar.to_ical()
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = "Gleichstellungsstelle <gleichstellungsstelle@essen.example.org>"
    mail["To"] = f"{name} <{email}>"
    mail["Subject"] = "Einladung: Versammlung der weiblichen Beschäftigten am 12. November 2027"
    text = f"Guten Tag {name},\n\n" + "wir laden Sie herzlich ein. Die Teilnahme ist freiwillig.\n" * 30
    mail.set_content(text)
    mail.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    mail.add_alternative(content.decode(), subtype="calendar", params={"method": "REQUEST"})
    mail.add_attachment(content, "application", "ics", filename="invite.ics")
    return mail.as_bytes()


def _delivering(database: Database, port: int) -> Iterator[Result]:
    with database.writing() as session:
        mailing = _started(session, _PEOPLE)
        number = mailing.id
    content = _ready_made(database, number)
    before = _raw_rate(port, content)
    began = time.perf_counter()
    sender = Sender(
        Database(database.url.render_as_string(), waits_for_disk=False),
        SmtpRelay("127.0.0.1", port, starttls=False),
        _OFFICE,
        "benchmark/1/1",
        clock=lambda: datetime.now(UTC),
    )
    with sender.relay:
        done = sender.drain()
    rate = done.sent / (time.perf_counter() - began)
    raw = median((before, _raw_rate(port, content)))
    said = f"{done.sent} mails, {rate:.0f}/s; ready-made bytes on one connection {raw:.0f}/s"
    yield at_least("mailing: delivering, beside ready-made bytes", rate / raw, 1 / 3, said)
    minutes = done.sent / rate / 60
    yield at_most("mailing: 10,000 with one worker", minutes * _PEOPLE / done.sent, 10, f"{minutes:.1f} min", "min")


def _growing(folder: Path) -> Iterator[Result]:
    """What one recipient costs from the button to the outbox, for a hundred people and for a hundred thousand."""
    costs = {}
    for count in (100, _PEOPLE, _MOST_PEOPLE):
        database = Database(f"sqlite:///{folder / f'{count}.sqlite'}")
        database.upgrade()
        _fill(database)
        with database.writing() as session:
            _employ(session, count)
        repetitions = 10 if count == 100 else 1
        costs[count] = _starting(database, repetitions) / count * 1e6
        database.engine.dispose()
    said = ", ".join(f"{cost:.0f} us at {count}" for count, cost in costs.items())
    yield at_most("mailing: cost per recipient, 100,000 to 100", costs[_MOST_PEOPLE] / costs[100], 1.5, said)


def _starting(database: Database, repetitions: int) -> float:
    """Processor time of one start, nothing of it stored."""
    times = []
    for _ in range(repetitions):
        with database.open(write=True) as session:
            mailing = _mailing(session, _event(session))
            began = time.process_time()
            mailings.start(
                session, mailing, tokens=_TOKENS, host="v.example.org", fingerprint=None, actor=SYSTEM, now=_NOW
            )
            times.append(time.process_time() - began)
            session.rollback()
    return median(times)


def _fill(database: Database) -> None:
    with database.writing() as session:
        kinds.install_shipped(session, now=_NOW)
        demo.fill(session, now=_NOW)
        editions.announce(
            session, _event(session), status=Status.CONFIRMED, actor=SYSTEM, now=_NOW + timedelta(hours=1)
        )


def _started(session: Session, count: int) -> Mailing:
    """A mailing to ``count`` people, on its way."""
    _employ(session, count)
    mailing = _mailing(session, _event(session))
    mailings.start(session, mailing, tokens=_TOKENS, host="v.example.org", fingerprint=None, actor=SYSTEM, now=_NOW)
    return mailing


def _event(session: Session) -> Event:
    """The assembly that is still to come."""
    return session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


def _mailing(session: Session, event: Event) -> Mailing:
    edition = editions.latest(session, event)
    assert edition is not None
    subject, text = mailing_texts.suggested(MailingKind.INVITATION, edition)
    draft = MailingDraft(MailingKind.INVITATION, subject, text)
    return mailings.create(session, event, draft, actor=SYSTEM, now=_NOW)


def _employ(session: Session, count: int) -> None:
    """Put ``count`` invented people on a list of their own; names and addresses differ from list to list."""
    organizer_id = _event(session).organizer_id
    lists = len(session.scalars(select(StaffList.id)).all())
    staff_list = StaffList(organizer_id=organizer_id, name=f"Liste {lists}")
    session.add(staff_list)
    session.flush()
    rows = [
        {
            "organizer_id": organizer_id,
            "list_id": staff_list.id,
            "identity": f"person-{lists}-{number}@example.org",
            "name": f"Zoë Müller {number}",
            "email": f"person-{lists}-{number}@example.org",
            "address_key": f"person-{lists}-{number}@example.org",
            "department": f"Amt {number % 70}",
            "added_at": _NOW,
        }
        for number in range(count)
    ]
    session.execute(insert(Employee), rows)


def _ready_made(database: Database, number: int) -> bytes:
    with database.reading() as session:
        mailing = mailings.by_id(session, number)
        one = session.scalars(select(Invitation).limit(1)).one()
        series = Series(mailing, mailings.edition_of(session, mailing), _OFFICE, Language.GERMAN)
        return series.mail(one, "<1@versammlung.example.org>", now=_NOW).content


def _raw_rate(port: int, content: bytes) -> float:
    """Mails a second that the same server takes on one connection, when there is nothing to make and to remember."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        began = time.perf_counter()
        for _ in range(_RAW):
            client.sendmail("office@example.org", ["person@example.org"], content)
        return _RAW / (time.perf_counter() - began)


@contextmanager
def _sink() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(10)
