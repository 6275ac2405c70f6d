"""Parts of one assembly (Teilversammlungen, LAW-3): events of their own with a program in common at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.attendance import AttendanceDraft, Mode
from eventapp.domain.events import EventDraft, Visibility
from eventapp.domain.program import ItemFunction, ProgramItemDraft
from eventapp.domain.retention import Subject
from eventapp.domain.times import WallClock
from eventapp.models import Event, ProgramItem
from eventapp.services import attendance, events, periods, program, revised


@dataclass(frozen=True, slots=True)
class PartDraft:
    """When and where a further part is held, and how many may come."""

    starts: WallClock
    ends: WallClock
    doors: WallClock | None = None
    venue_id: int | None = None
    seats: int | None = None


def add(session: Session, event: Event, draft: PartDraft, *, actor: Actor, now: datetime) -> Event:
    """Enter a further part of the assembly that ``event`` belongs to, as a draft.

    It has the words and the program of ``event``, each item of a length of its own from here on; points in the program
    with a fixed time follow from the order. Raises InvalidValue and NotFound as entering an event does.
    """
    revised.require_planner(actor, event.organizer_id)
    wish = EventDraft(
        title=event.title,
        theme=event.theme,
        description=event.description,
        slug=events.free_slug(session, f"{event.title.de} {draft.starts.day.isoformat()}"),
        zone=event.zone,
        starts=draft.starts,
        ends=draft.ends,
        doors=draft.doors,
        visibility=Visibility(event.visibility),
        kind_id=event.kind_id,
        venue_id=draft.venue_id,
    )
    part = events.create(session, event.organizer_id, wish, actor=actor, now=now)
    part.part_of_id = event.assembly_id
    session.flush()
    for item in program.running_order(session, event):
        program.add_item(session, part, _copied(item), actor=actor, now=now)
    _take_plan(session, event, part, draft.seats, actor=actor, now=now)
    return part


def _copied(item: ProgramItem) -> ProgramItemDraft:
    return ProgramItemDraft(
        function=ItemFunction(item.function),
        title=item.title,
        minutes=item.minutes,
        text=item.text,
        note=item.note,
        people=tuple(row.contribution for row in item.people),
    )


def _take_plan(session: Session, event: Event, part: Event, seats: int | None, *, actor: Actor, now: datetime) -> None:
    """The rules for answers of the first part, with seats of its own. A deadline has to be set anew."""
    known = attendance.plan_of(session, event)
    plan = AttendanceDraft(
        mode=Mode(known.mode),
        seats=seats,
        has_waiting_list=known.has_waiting_list,
        offer_hours=known.offer_hours,
        asks_needs=known.asks_needs,
        asks_childcare=known.asks_childcare,
        menu=tuple(known.menu),
        needs_days=periods.days(session, Subject.NEEDS, event),
    )
    attendance.change(session, part, plan, revision=None, actor=actor, now=now)
