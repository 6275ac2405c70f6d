"""What is stored of the people of events, and how each kind of it is forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, union
from sqlalchemy.orm import Session

from eventapp.domain.retention import Subject, cutoff, due_at, due_on
from eventapp.domain.texts import Language
from eventapp.models import Delivery, Event, Invitation, Mailing, Need, PhotoConsent
from eventapp.services import forgetting, needs, periods
from eventapp.services.periods import Effective
from eventapp.services.retention_lines import Forget, Held, Line, blanking, mail_moment, settled, tallies

Days = Mapping[int, Mapping[Subject, Effective]]


def lines(session: Session, events: Sequence[Event], *, now: datetime) -> dict[int, list[Line]]:
    """Of each event, by its id, a line for each subject of which something is stored. As many queries as for one."""
    days = periods.of_events(session, events)
    found = (
        *_after_the_end(session, events, days, now=now),
        *_mails(session, events, days, now=now),
        *_photos(session, events, days, now=now),
    )
    return {event.id: [line for line in found if line.event_id == event.id and line.stored] for event in events}


def _after_the_end(session: Session, events: Sequence[Event], days: Days, *, now: datetime) -> list[Line]:
    ids, ends = [event.id for event in events], periods.ends_of(session, events)
    in_use, people = forgetting.in_use(session, ids), forgetting.counts(session, ids)
    counted = select(Need.event_id, func.count()).where(Need.event_id.in_(ids)).group_by(Need.event_id)
    needed: dict[int, int] = {row[0]: row[1] for row in session.execute(counted)}
    found = []
    for event in events:
        known = people.get(event.id, forgetting.Stored())
        held = Held.SENDING if event.id in in_use else None
        stored = (
            (Subject.NEEDS, needed.get(event.id, 0), None),
            (Subject.WAITING, known.waited, held),
            (Subject.ANSWERS, known.known, held),
        )
        for subject, count, held_by in stored:
            period, end = days[event.id][subject].days, ends[event.id]
            due = count if now >= due_at(end, period, event.tz) else 0
            forget = _forgetting(subject, event, now)
            found.append(_line(event, subject, count, due, due_on(end.day, period), forget, held_by))
    return found


def _forgetting(subject: Subject, event: Event, now: datetime) -> Forget:
    if subject is Subject.NEEDS:
        return lambda session: needs.delete_due(session, event, now=now)
    if subject is Subject.WAITING:
        return lambda session: forgetting.forget_waiting(session, event)
    return lambda session: forgetting.forget_people(session, event)


def _mails(session: Session, events: Sequence[Event], days: Days, *, now: datetime) -> list[Line]:
    """Mails of an event's mailings, and those to people who are invited to it."""
    ids, moment = [event.id for event in events], mail_moment.label("moment")
    sent = select(Mailing.event_id, Delivery.id, moment).join(Delivery, Delivery.mailing_id == Mailing.id)
    single = select(Invitation.event_id, Delivery.id, moment).join(Delivery, Delivery.invitation_id == Invitation.id)
    rows = union(
        sent.where(Mailing.event_id.in_(ids), *settled()), single.where(Invitation.event_id.in_(ids), *settled())
    )
    limits = _limits(events, days, Subject.MAILS, now)
    tallied = tallies(session, rows.subquery(), limits)
    found = []
    for event in events:
        stored, due, first = tallied.get(event.id, (0, 0, None))
        of_mailing = Delivery.mailing_id.in_(select(Mailing.id).where(Mailing.event_id == event.id))
        alone = Delivery.invitation_id.in_(select(Invitation.id).where(Invitation.event_id == event.id))
        forget = blanking(limits[event.id], or_(of_mailing, alone))
        next_on = _next_on(event, first, days[event.id][Subject.MAILS].days)
        found.append(_line(event, Subject.MAILS, stored, due, next_on, forget))
    return found


def _photos(session: Session, events: Sequence[Event], days: Days, *, now: datetime) -> list[Line]:
    """Consents that were taken back. One that stands is the proof for pictures in use: it has no last day yet."""
    theirs = PhotoConsent.event_id.in_([event.id for event in events])
    rows = select(PhotoConsent.event_id, PhotoConsent.revoked_at.label("moment")).where(theirs)
    limits = _limits(events, days, Subject.PHOTOS, now)
    tallied = tallies(session, rows.subquery(), limits)
    counted = select(PhotoConsent.event_id, func.count()).where(theirs, PhotoConsent.revoked_at.is_(None))
    standing: dict[int, int] = {row[0]: row[1] for row in session.execute(counted.group_by(PhotoConsent.event_id))}
    found = []
    for event in events:
        stored, due, first = tallied.get(event.id, (0, 0, None))
        over = (PhotoConsent.event_id == event.id, PhotoConsent.revoked_at < limits[event.id])
        next_on = _next_on(event, first, days[event.id][Subject.PHOTOS].days)
        line = _line(event, Subject.PHOTOS, stored, due, next_on, _deleting(*over))
        found.append(replace(line, in_use=standing.get(event.id, 0)))
    return found


def _deleting(*wanted: ColumnElement[bool]) -> Forget:
    return lambda session: session.execute(delete(PhotoConsent).where(*wanted))


def _limits(events: Sequence[Event], days: Days, subject: Subject, now: datetime) -> dict[int, datetime]:
    """What happened before that instant has been kept for its days, by event."""
    return {event.id: cutoff(now, days[event.id][subject].days, event.tz) for event in events}


def _next_on(event: Event, first: datetime | None, period: int) -> date | None:
    return due_on(first.astimezone(event.tz).date(), period) if first is not None else None


def _line(
    event: Event,
    subject: Subject,
    stored: int,
    due: int,
    next_on: date | None,
    forget: Forget,
    held: Held | None = None,
) -> Line:
    title = event.theme.best(Language.GERMAN) or event.title.best(Language.GERMAN)
    return Line(subject, stored, due, next_on, title, event.organizer_id, event.id, held, forget=forget)
