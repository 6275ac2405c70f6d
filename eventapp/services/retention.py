"""Forgetting in time: what is stored of people, when its time is over, and deleting it then (F7, DP-8, TRUST S-62).

All that is asked here follows from the same lines: a page shows them, a dry run prints them, and the day's work carries
out those that are due. Nothing is marked: what is gone is no longer found, so that a second run finds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.retention import Subject
from eventapp.models import Event, Organizer
from eventapp.services import audit, periods, retention_events, retention_house, retention_organizers
from eventapp.services.retention_lines import Line

HERE = ZoneInfo("Europe/Berlin")
"""The days of what belongs to no event begin at midnight here, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was forgotten, or in a dry run would be: the lines of which something is due. ``held`` had to wait."""

    lines: tuple[Line, ...]
    held: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """How many pieces of data went."""
        return sum(line.due for line in self.lines)

    def __add__(self, other: Report) -> Report:
        return Report((*self.lines, *other.lines), (*self.held, *other.held))


# Reading


def of_event(session: Session, event: Event, *, now: datetime) -> list[Line]:
    """What is stored of the people of ``event``, and when it goes."""
    return of_events(session, [event], now=now)[event.id]


def of_events(session: Session, events: Sequence[Event], *, now: datetime) -> dict[int, list[Line]]:
    """What is stored of the people of several events, by their ids, and when it goes. As many queries as for one."""
    return retention_events.lines(session, events, now=now)


def of_organizer(session: Session, organizer: Organizer, *, now: datetime, zone: ZoneInfo = HERE) -> list[Line]:
    """What an office stores beside its events, and when it goes."""
    days = periods.all_of(session, organizer.id)
    return retention_organizers.lines(session, organizer, days, now=now, zone=zone)


def of_installation(session: Session, *, now: datetime, zone: ZoneInfo = HERE) -> list[Line]:
    """What belongs to no office, and when it goes."""
    return retention_house.lines(session, now=now, zone=zone)


def events_of(session: Session, organizer: Organizer) -> Sequence[Event]:
    """The events of an office, the earliest first."""
    return session.scalars(
        select(Event).where(Event.organizer_id == organizer.id).order_by(Event.starts, Event.id)
    ).all()


def made_due(
    session: Session,
    organizer: Organizer,
    wishes: Sequence[tuple[Subject, int | None, str]],
    *,
    event: Event | None = None,
    actor: Actor,
    now: datetime,
    zone: ZoneInfo = HERE,
) -> Report:
    """What would be due at once if these days were set, and is not due yet. Nothing is changed.

    Raises InvalidValue as ``periods.change`` does.
    """

    def lines() -> dict[tuple[Subject, str, int | None], Line]:
        theirs = chain.from_iterable(of_events(session, events, now=now).values())
        beside = of_organizer(session, organizer, now=now, zone=zone) if event is None else []
        return {(line.subject, line.name, line.event_id): line for line in (*theirs, *beside)}

    events = events_of(session, organizer) if event is None else [event]
    before = lines()
    tried = session.begin_nested()
    try:
        periods.change(session, organizer.id, wishes, event=event, actor=actor, now=now)
        after = lines()
    finally:
        if tried.is_active:
            tried.rollback()
    found = [
        replace(line, due=line.due - known)
        for key, line in after.items()
        if line.due > (known := before[key].due if key in before else 0)
    ]
    return Report(tuple(found), tuple(line for line in found if line.is_held))


# Changing


def forget_due(session: Session, *, now: datetime, zone: ZoneInfo = HERE, dry_run: bool = False) -> Report:
    """Forget all that is due, everywhere. Nothing is committed here.

    After a restore this is called before anybody sees a page: what was forgotten since the backup is forgotten again.
    """
    report = Report(())
    for organizer in session.scalars(select(Organizer).order_by(Organizer.id)).all():
        report += forget_organizer(session, organizer, now=now, zone=zone, dry_run=dry_run)
    return report + forget_installation(session, now=now, zone=zone, dry_run=dry_run)


def forget_organizer(
    session: Session,
    organizer: Organizer,
    *,
    now: datetime,
    zone: ZoneInfo = HERE,
    actor: Actor = SYSTEM,
    dry_run: bool = False,
) -> Report:
    """Forget what is due of an office and of all its events."""
    report, events = Report(()), events_of(session, organizer)
    if dry_run:
        found = chain.from_iterable(of_events(session, events, now=now).values())
        report = _carry_out(session, tuple(found), dry_run=True)
    else:
        for event in events:  # each is asked anew, as what went before may have taken something of hers along
            report += forget_event(session, event, now=now, actor=actor)
    return report + forget_beside_events(session, organizer, now=now, zone=zone, actor=actor, dry_run=dry_run)


def forget_event(
    session: Session, event: Event, *, now: datetime, actor: Actor = SYSTEM, dry_run: bool = False
) -> Report:
    """Forget what is due of one event."""
    report = _carry_out(session, of_event(session, event, now=now), dry_run=dry_run)
    if report.lines and not dry_run:
        audit.record(session, actor, "retention.forgotten", event, now=now, **_counts(report))
    return report


def forget_beside_events(
    session: Session,
    organizer: Organizer,
    *,
    now: datetime,
    zone: ZoneInfo = HERE,
    actor: Actor = SYSTEM,
    dry_run: bool = False,
) -> Report:
    """Forget what is due of an organizer beside the events."""
    report = _carry_out(session, of_organizer(session, organizer, now=now, zone=zone), dry_run=dry_run)
    if report.lines and not dry_run:
        audit.record(session, actor, "retention.forgotten", organizer, now=now, **_counts(report))
    return report


def forget_installation(
    session: Session, *, now: datetime, zone: ZoneInfo = HERE, actor: Actor = SYSTEM, dry_run: bool = False
) -> Report:
    """Forget what is due and belongs to no office."""
    report = _carry_out(session, of_installation(session, now=now, zone=zone), dry_run=dry_run)
    if report.lines and not dry_run:
        audit.record(session, actor, "retention.forgotten", now=now, **_counts(report))
    return report


def _carry_out(session: Session, lines: Sequence[Line], *, dry_run: bool) -> Report:
    due = tuple(line for line in lines if line.is_due)
    if not dry_run:
        for line in due:
            line.forget(session)
        session.flush()
    return Report(due, tuple(line for line in lines if line.due and line.is_held))


def _counts(report: Report) -> dict[str, Any]:
    counts: Counter[Subject] = Counter()
    for line in report.lines:
        counts[line.subject] += line.due
    return {subject.value: count for subject, count in sorted(counts.items())}
