"""How many days each kind of data is kept: the event's own rule, else the office's, else what is shipped (DP-8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from eventapp.domain import retention
from eventapp.domain.actor import Actor
from eventapp.domain.editions import Edition
from eventapp.domain.errors import InvalidValue
from eventapp.domain.retention import PERIODS, Scope, Subject
from eventapp.domain.times import WallClock
from eventapp.models import AttendancePlan, Event, Need, Organizer, RetentionRule
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
    if event is not None:
        return of_events(session, [event])[event.id]
    own = (RetentionRule.organizer_id == organizer_id, RetentionRule.event_id.is_(None))
    return _effective(session.scalars(select(RetentionRule).where(*own)))


def of_events(session: Session, events: Sequence[Event]) -> dict[int, dict[Subject, Effective]]:
    """The days of every subject for several events, by their ids, in as many queries as for one."""
    offices = {event.organizer_id for event in events}
    ids = [event.id for event in events]
    theirs = or_(RetentionRule.event_id.is_(None), RetentionRule.event_id.in_(ids))
    rules = session.scalars(select(RetentionRule).where(RetentionRule.organizer_id.in_(offices), theirs)).all()
    plans = select(AttendancePlan.event_id, AttendancePlan.needs_days).where(AttendancePlan.event_id.in_(ids))
    kept: dict[int, int] = {row[0]: row[1] for row in session.execute(plans)}
    return {event.id: _of_event(event, rules, kept.get(event.id)) for event in events}


def _of_event(event: Event, rules: Iterable[RetentionRule], needs_days: int | None) -> dict[Subject, Effective]:
    hers = (rule for rule in rules if rule.organizer_id == event.organizer_id)
    found = _effective(rule for rule in hers if rule.event_id in {None, event.id})
    is_set = found[Subject.NEEDS].source is Source.EVENT
    if not is_set and needs_days is not None and needs_days != PERIODS[Subject.NEEDS].days:
        found[Subject.NEEDS] = Effective(needs_days, Source.EVENT)
    return found


def _effective(rules: Iterable[RetentionRule]) -> dict[Subject, Effective]:
    """The shipped days, changed by these rules; an event's own go before the office's."""
    found = {subject: Effective(period.days) for subject, period in PERIODS.items()}
    known = [rule for rule in rules if rule.subject in set(Subject)]
    for rule in sorted(known, key=lambda rule: (rule.event_id is not None, rule.id)):
        source = Source.EVENT if rule.event_id is not None else Source.ORGANIZER
        subject = Subject(rule.subject)
        found[subject] = Effective(min(rule.days, retention.most_days(subject)), source, rule.reason)
    return found


def days(session: Session, subject: Subject, event: Event) -> int:
    """The days of one subject for an event."""
    return all_of(session, event.organizer_id, event)[subject].days


def end_of(session: Session, event: Event) -> WallClock:
    """When an event ends: as announced or as planned, whichever is later. What is called off ends as announced."""
    return ends_of(session, [event])[event.id]


def ends_of(session: Session, events: Sequence[Event]) -> dict[int, WallClock]:
    """When several events end, by their ids."""
    announced = editions.latest_of(session, [event.id for event in events])
    return {event.id: _end(event, announced.get(event.id)) for event in events}


def _end(event: Event, edition: Edition | None) -> WallClock:
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

    Raises InvalidValue for days that can't be, for an event's own days without a reason, and where needs that people
    gave already would be kept longer than they were told.
    """
    revised.require_planner(actor, organizer_id)
    session.execute(select(Organizer.id).where(Organizer.id == organizer_id).with_for_update())
    scopes = {Scope.EVENT} if event is not None else {Scope.EVENT, Scope.ORGANIZER}
    for subject, wanted, reason in wishes:
        if PERIODS[subject].scope in scopes:
            _set(session, organizer_id, subject, wanted, reason, event=event, actor=actor, now=now)


def note_needs(session: Session, event: Event, wanted: int, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the days for needs that were set with the answers of ``event``: a rule of its own where they differ.

    Raises InvalidValue("retention.needs_given") as ``change`` does.
    """
    without = all_of(session, event.organizer_id)[Subject.NEEDS].days
    rule = _rule(session, event.organizer_id, Subject.NEEDS, event)
    kept = rule.reason if rule is not None and retention.is_reason(rule.reason) else reason
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
    if subject is Subject.NEEDS:
        _keep_promise(session, organizer_id, wanted, event)
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


def _keep_promise(session: Session, organizer_id: int, wanted: int | None, event: Event | None) -> None:
    """Whoever said what she needs was told until when it is kept: it may go sooner, never later."""
    known = all_of(session, organizer_id, event)[Subject.NEEDS].days
    then = _without(session, organizer_id, Subject.NEEDS, event) if wanted is None else wanted
    if then <= known:
        return
    theirs = Event.organizer_id == organizer_id if event is None else Event.id == event.id
    given = session.scalars(select(Event).where(theirs, Event.id.in_(select(Need.event_id)))).all()
    if event is not None and given:
        raise InvalidValue("retention.needs_given", field="needs_days", most=known)
    if any(found[Subject.NEEDS].source is not Source.EVENT for found in of_events(session, given).values()):
        raise InvalidValue("retention.needs_given_office", field="needs_days", most=known)


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
