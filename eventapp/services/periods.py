"""How many days each kind of data is kept: the event's own rule, else the office's, else what is shipped (DP-8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain import retention
from eventapp.domain.actor import Actor
from eventapp.domain.editions import Edition
from eventapp.domain.retention import PERIODS, Scope, Subject
from eventapp.domain.times import WallClock
from eventapp.models import AttendancePlan, Event, Organizer, RetentionRule
from eventapp.services import editions, revised


class Source(StrEnum):
    """Who decided about the days."""

    SHIPPED = "shipped"
    ORGANIZER = "organizer"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Effective:
    """The days that hold, who decided so, and why if she said."""

    days: int
    source: Source = Source.SHIPPED
    reason: str = ""


# Reading


def all_of(session: Session, organizer_id: int, event: Event | None = None) -> dict[Subject, Effective]:
    """The days of every subject for an office, or for one event of hers."""
    found = {subject: Effective(period.days) for subject, period in PERIODS.items()}
    query = select(RetentionRule).where(RetentionRule.organizer_id == organizer_id)
    own = RetentionRule.event_id.is_(None)
    rules = session.scalars(query.where(own if event is None else own | (RetentionRule.event_id == event.id)))
    known = [rule for rule in rules if rule.subject in set(Subject)]
    for rule in sorted(known, key=lambda rule: (rule.event_id is not None, rule.id)):
        source = Source.EVENT if rule.event_id is not None else Source.ORGANIZER
        found[Subject(rule.subject)] = Effective(rule.days, source, rule.reason)
    if event is not None and found[Subject.NEEDS].source is not Source.EVENT:
        kept = session.scalar(select(AttendancePlan.needs_days).where(AttendancePlan.event_id == event.id))
        if kept is not None and kept != PERIODS[Subject.NEEDS].days:
            found[Subject.NEEDS] = Effective(kept, Source.EVENT)
    return found


def days(session: Session, subject: Subject, event: Event) -> int:
    """The days of one subject for an event."""
    return all_of(session, event.organizer_id, event)[subject].days


def end_of(session: Session, event: Event) -> WallClock:
    """When an event ends: as announced or as planned, whichever is later. What is called off ends as announced."""
    edition: Edition | None = editions.latest(session, event)
    if edition is None:
        return event.ends
    if edition.is_cancelled or event.ends.instant(event.tz) <= edition.ends.instant(edition.tz):
        return edition.ends
    return event.ends


def due_on(session: Session, subject: Subject, event: Event) -> date:
    """The day on which data of ``event`` is deleted whose days are counted from its end."""
    return retention.due_on(end_of(session, event).day, days(session, subject, event))


# Changing


def change(
    session: Session,
    organizer_id: int,
    wishes: Iterable[tuple[Subject, int | None, str]],
    *,
    event: Event | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Set days with their reasons for an office, or for one event; None goes back to what holds without them.

    Raises InvalidValue for days that can't be, and for an event's own days without a reason.
    """
    revised.require_planner(actor, organizer_id)
    session.execute(select(Organizer.id).where(Organizer.id == organizer_id).with_for_update())
    scopes = {Scope.EVENT} if event is not None else {Scope.EVENT, Scope.ORGANIZER}
    for subject, wanted, reason in wishes:
        if PERIODS[subject].scope in scopes:
            _set(session, organizer_id, subject, wanted, reason, event=event, actor=actor, now=now)


def note_needs(session: Session, event: Event, wanted: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the days for needs that were set with the answers of ``event``: a rule of its own where they differ."""
    without = all_of(session, event.organizer_id)[Subject.NEEDS].days
    rule = _rule(session, event.organizer_id, Subject.NEEDS, event)
    kept = rule.reason if rule is not None and rule.reason else reason
    value = None if wanted == without else wanted
    _set(session, event.organizer_id, Subject.NEEDS, value, kept, event=event, actor=actor, now=now)


def _set(
    session: Session,
    organizer_id: int,
    subject: Subject,
    wanted: int | None,
    reason: str,
    *,
    event: Event | None,
    actor: Actor,
    now: datetime,
) -> None:
    rule = _rule(session, organizer_id, subject, event)
    before = rule.days if rule is not None else _without(session, organizer_id, subject, event)
    if wanted is None:
        if rule is not None:
            then = _without(session, organizer_id, subject, event)
            revised.remove(session, rule, actor=actor, now=now, period=subject.value, before=before, days=then)
        if event is not None:
            _mirror(session, event, subject, PERIODS[subject].days)
        return
    retention.check(subject, wanted, reason, is_event=event is not None)
    if rule is not None and (rule.days, rule.reason) == (wanted, reason):
        return
    act = "retention_rule.added" if rule is None else "retention_rule.changed"
    rule = rule or RetentionRule(organizer_id=organizer_id, event_id=event.id if event else None, subject=subject)
    rule.days, rule.reason = wanted, reason
    revised.store(session, rule, actor=actor, now=now, act=act, period=subject.value, before=before, days=wanted)
    if event is not None:
        _mirror(session, event, subject, wanted)


def _without(session: Session, organizer_id: int, subject: Subject, event: Event | None) -> int:
    """The days that hold where the office, or the event, sets none of its own."""
    return PERIODS[subject].days if event is None else all_of(session, organizer_id)[subject].days


def _mirror(session: Session, event: Event, subject: Subject, wanted: int) -> None:
    """The settings of the answers show the same days."""
    if subject is not Subject.NEEDS:
        return
    plan = session.scalar(select(AttendancePlan).where(AttendancePlan.event_id == event.id))
    if plan is not None and plan.needs_days != wanted:
        plan.needs_days = wanted
        session.flush()


def _rule(session: Session, organizer_id: int, subject: Subject, event: Event | None) -> RetentionRule | None:
    query = select(RetentionRule).where(RetentionRule.organizer_id == organizer_id, RetentionRule.subject == subject)
    owner = RetentionRule.event_id.is_(None) if event is None else RetentionRule.event_id == event.id
    return session.scalars(query.where(owner).order_by(RetentionRule.id)).first()
