"""What is stored of the people of an event, and how each kind of it is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from eventapp.domain.retention import Subject, cutoff, due_at, due_on
from eventapp.domain.texts import Language
from eventapp.models import Delivery, Event, Invitation, Mailing, Need, PhotoConsent
from eventapp.services import forgetting, needs, periods
from eventapp.services.periods import Effective
from eventapp.services.retention_lines import Held, Line, mails, tally


def lines(session: Session, event: Event, days: Mapping[Subject, Effective], *, now: datetime) -> list[Line]:
    """A line for each subject of which something is stored."""
    found = [
        *_after_the_end(session, event, days, now=now),
        _mails(session, event, days, now),
        _photos(session, event, days, now),
    ]
    return [line for line in found if line.stored]


def _after_the_end(session: Session, event: Event, days: Mapping[Subject, Effective], *, now: datetime) -> list[Line]:
    end = periods.end_of(session, event)
    held = Held.SENDING if forgetting.is_in_use(session, event) else None
    needed = session.scalar(select(func.count()).where(Need.event_id == event.id)) or 0
    works = (
        (Subject.NEEDS, needed, None, lambda session: needs.delete_due(session, event, now=now)),
        (
            Subject.WAITING,
            forgetting.waited(session, event),
            held,
            lambda session: forgetting.forget_waiting(session, event),
        ),
        (
            Subject.ANSWERS,
            forgetting.known(session, event),
            held,
            lambda session: forgetting.forget_people(session, event),
        ),
    )
    found = []
    for subject, stored, held_by, forget in works:
        period = days[subject].days
        is_due = now >= due_at(end, period, event.tz)
        found.append(
            Line(
                subject,
                stored,
                stored if is_due else 0,
                due_on(end.day, period),
                **_owner(event),
                held=held_by,
                forget=forget,
            )
        )
    return found


def _mails(session: Session, event: Event, days: Mapping[Subject, Effective], now: datetime) -> Line:
    of_mailing = Delivery.mailing_id.in_(select(Mailing.id).where(Mailing.event_id == event.id))
    single = Delivery.invitation_id.in_(select(Invitation.id).where(Invitation.event_id == event.id))
    period = days[Subject.MAILS].days
    stored, due, next_on, forget = mails(session, period, or_(of_mailing, single), now=now, zone=event.tz)
    return Line(Subject.MAILS, stored, due, next_on, **_owner(event), forget=forget)


def _photos(session: Session, event: Event, days: Mapping[Subject, Effective], now: datetime) -> Line:
    """Consents that were taken back. One that stands is the proof for pictures in use: it has no last day yet."""
    period = days[Subject.PHOTOS].days
    hers = PhotoConsent.event_id == event.id
    revoked = (hers, PhotoConsent.revoked_at.is_not(None))
    _revoked, due, next_on = tally(session, PhotoConsent.revoked_at, period, *revoked, now=now, zone=event.tz)
    stored = session.scalar(select(func.count()).where(hers)) or 0

    def forget(session: Session) -> None:
        over = PhotoConsent.revoked_at < cutoff(now, period, event.tz)
        session.execute(delete(PhotoConsent).where(*revoked, over))

    return Line(Subject.PHOTOS, stored, due, next_on, **_owner(event), forget=forget)


def _owner(event: Event) -> dict[str, Any]:
    title = event.theme.best(Language.GERMAN) or event.title.best(Language.GERMAN)
    return {"name": title, "organizer_id": event.organizer_id, "event_id": event.id}
