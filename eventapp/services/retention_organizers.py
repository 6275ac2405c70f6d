"""What an office stores beside its events: staff lists, other calendars, links of those who speak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from eventapp.domain.events import Status
from eventapp.domain.mailings import UNSETTLED, Channel, MailingKind, MailingState
from eventapp.domain.retention import Subject, cutoff, due_on
from eventapp.models import (
    BusyCalendar,
    BusyTime,
    Delivery,
    Employee,
    Event,
    ItemSpeaker,
    Mailing,
    Organizer,
    ProgramItem,
    Speaker,
    SpeakerLink,
    StaffChange,
    StaffList,
)
from eventapp.services import editions
from eventapp.services.periods import Effective
from eventapp.services.retention_lines import Forget, Held, Line, tally

_PREPARED = (MailingState.DRAFT, MailingState.PROPOSED, MailingState.APPROVED)


def lines(
    session: Session, organizer: Organizer, days: Mapping[Subject, Effective], *, now: datetime, zone: ZoneInfo
) -> list[Line]:
    """A line for each staff list, and for each other subject of which something is stored."""
    found = [
        *_staff(session, organizer, days, now, zone),
        _undo(session, organizer, days[Subject.STAFF_UNDO].days, now, zone),
        _busy(session, organizer, days[Subject.BUSY].days, now, zone),
        _speaker_links(session, organizer, days[Subject.SPEAKER_LINKS].days, now),
    ]
    return [line for line in found if line.stored]


def _staff(
    session: Session, organizer: Organizer, days: Mapping[Subject, Effective], now: datetime, zone: ZoneInfo
) -> list[Line]:
    held, sent = staff_is_held(session, organizer, now=now), _sent(session, organizer)
    query = select(StaffList, func.count(Employee.id), func.max(Employee.added_at))
    query = query.join(Employee, Employee.list_id == StaffList.id).where(StaffList.organizer_id == organizer.id)
    found = []
    for one, stored, added_at in session.execute(query.group_by(StaffList.id).order_by(StaffList.id)):
        begun = one.taken_at or added_at
        sent_at = _last_sent(sent, one)
        is_used = sent_at is not None and (one.taken_at is None or sent_at >= one.taken_at)
        subject = Subject.STAFF if is_used else Subject.STAFF_UNUSED
        since = sent_at if is_used and sent_at is not None else begun
        next_on = due_on(since.astimezone(zone).date(), days[subject].days)
        is_due = now.astimezone(zone).date() >= next_on
        found.append(
            Line(
                subject,
                stored,
                stored if is_due else 0,
                next_on,
                one.name,
                organizer.id,
                held=held,
                forget=_emptying(one.id),
            )
        )
    return found


def staff_is_held(session: Session, organizer: Organizer, *, now: datetime) -> Held | None:
    """Why the office still needs the people of its lists: a mailing is on its way or prepared, or an announced
    assembly lies ahead to which nobody was invited yet.
    """
    mailings = select(Mailing).join(Event, Event.id == Mailing.event_id).where(Event.organizer_id == organizer.id)
    waits = exists().where(
        Delivery.mailing_id == Mailing.id, Delivery.channel == Channel.MAIL, Delivery.state.in_(UNSETTLED)
    )
    if session.scalar(select(mailings.where(Mailing.state == MailingState.RUNNING, waits).exists())):
        return Held.SENDING
    events = session.scalars(select(Event).where(Event.organizer_id == organizer.id)).all()
    ahead = [event for event in events if event.span.end > now]
    prepared = set(session.scalars(mailings.where(Mailing.state.in_(_PREPARED)).with_only_columns(Mailing.event_id)))
    invited = mailings.where(Mailing.kind == MailingKind.INVITATION, Mailing.started_at.is_not(None))
    done = set(session.scalars(invited.with_only_columns(Mailing.event_id)))
    announced = editions.latest_of(session, [event.id for event in ahead if event.id not in done])
    for event in ahead:
        if event.id in prepared:
            return Held.PREPARED
        edition = announced.get(event.id)
        if edition is not None and edition.status is not Status.CANCELLED:
            return Held.INVITING
    return None


def _sent(session: Session, organizer: Organizer) -> list[tuple[tuple[int, ...], datetime]]:
    """To which lists the mailings of the office went, none for all of them, and when the last of each left."""
    last = select(func.max(Delivery.sent_at)).where(Delivery.mailing_id == Mailing.id).scalar_subquery()
    query = select(Mailing.audience, Mailing.started_at, last).join(Event, Event.id == Mailing.event_id)
    query = query.where(Event.organizer_id == organizer.id, Mailing.started_at.is_not(None))
    return [
        (tuple(audience.lists), max(started_at, sent_at or started_at))
        for audience, started_at, sent_at in session.execute(query)
        if started_at is not None
    ]


def _last_sent(sent: list[tuple[tuple[int, ...], datetime]], staff_list: StaffList) -> datetime | None:
    """When a mailing to people of the list left last."""
    return max((at for lists, at in sent if not lists or staff_list.id in lists), default=None)


def _emptying(list_id: int) -> Forget:
    def forget(session: Session) -> None:
        silent = {"synchronize_session": False}
        session.execute(delete(Employee).where(Employee.list_id == list_id).execution_options(**silent))
        history = update(StaffChange).where(StaffChange.list_id == list_id).values(before=None)
        session.execute(history.execution_options(**silent))
        session.expire_all()

    return forget


def _undo(session: Session, organizer: Organizer, days: int, now: datetime, zone: ZoneInfo) -> Line:
    lists = select(StaffList.id).where(StaffList.organizer_id == organizer.id)
    wanted = (StaffChange.list_id.in_(lists), StaffChange.before.is_not(None))
    stored, due, next_on = tally(session, StaffChange.taken_at, days, *wanted, now=now, zone=zone)

    def forget(session: Session) -> None:
        old = update(StaffChange).where(*wanted, StaffChange.taken_at < cutoff(now, days, zone)).values(before=None)
        session.execute(old.execution_options(synchronize_session=False))
        session.expire_all()

    return Line(Subject.STAFF_UNDO, stored, due, next_on, "", organizer.id, forget=forget)


def _busy(session: Session, organizer: Organizer, days: int, now: datetime, zone: ZoneInfo) -> Line:
    calendars = select(BusyCalendar.id).where(BusyCalendar.organizer_id == organizer.id)
    wanted = BusyTime.calendar_id.in_(calendars)
    stored, due, next_on = tally(session, BusyTime.ends_at, days, wanted, now=now, zone=zone)

    def forget(session: Session) -> None:
        over = BusyTime.ends_at < cutoff(now, days, zone)
        session.execute(delete(BusyTime).where(wanted, over).execution_options(synchronize_session=False))
        session.expire_all()

    return Line(Subject.BUSY, stored, due, next_on, "", organizer.id, forget=forget)


def _speaker_links(session: Session, organizer: Organizer, days: int, now: datetime) -> Line:
    """Links of people who have spoken. Who stands in no program has not appeared yet."""
    query = select(SpeakerLink.id, Event).join(Speaker, Speaker.id == SpeakerLink.speaker_id)
    query = query.join(ItemSpeaker, ItemSpeaker.speaker_id == Speaker.id)
    query = query.join(ProgramItem, ProgramItem.id == ItemSpeaker.item_id).join(Event, Event.id == ProgramItem.event_id)
    last: dict[int, tuple[datetime, Event]] = {}
    for link_id, event in session.execute(query.where(Speaker.organizer_id == organizer.id)):
        last[link_id] = max(last.get(link_id, (event.span.end, event)), (event.span.end, event), key=lambda one: one[0])
    ends = {link_id: due_on(event.ends.day, days) for link_id, (_end, event) in last.items()}
    due = [
        link_id
        for link_id, (end, event) in last.items()
        if now >= end and now.astimezone(event.tz).date() >= ends[link_id]
    ]

    def forget(session: Session) -> None:
        session.execute(delete(SpeakerLink).where(SpeakerLink.id.in_(due)))

    return Line(
        Subject.SPEAKER_LINKS, len(last), len(due), min(ends.values(), default=None), "", organizer.id, forget=forget
    )
