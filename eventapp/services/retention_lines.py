"""One line of what is stored and when it goes, and the mails, which all owners have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Subquery, and_, case, false, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventapp.domain.mailings import UNSETTLED
from eventapp.domain.retention import Subject, cutoff, due_on
from eventapp.models import Base, Delivery

Forget = Callable[[Session], object]


class Held(StrEnum):
    """What still needs data whose time is over."""

    SENDING = "sending"
    PREPARED = "prepared"
    INVITING = "inviting"


def _nothing(_session: Session) -> None:
    """Where nothing is due."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is stored of one subject: how much, how much of it is due, and on which day the next of it goes.

    ``next_on`` is None where no day is known yet. ``held``: what still needs it, such as a mailing on its way.
    ``in_use``: how many of them have no day, as they are kept for as long as somebody uses what they are about.
    """

    subject: Subject
    stored: int
    due: int
    next_on: date | None
    name: str = ""
    organizer_id: int | None = None
    event_id: int | None = None
    held: Held | None = None
    in_use: int = 0
    forget: Forget = field(default=_nothing, repr=False, compare=False)

    @property
    def is_held(self) -> bool:
        """Whether something still needs it."""
        return self.held is not None

    @property
    def is_due(self) -> bool:
        """Whether something of it is to be forgotten now."""
        return self.due > 0 and not self.is_held


def tally(
    session: Session,
    moment: ColumnElement[datetime] | InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    days: int,
    *wanted: ColumnElement[bool],
    now: datetime,
    zone: ZoneInfo,
    table: type[Base] | None = None,
) -> tuple[int, int, date | None]:
    """Of the rows that are ``wanted``: how many there are, how many are due, and the day on which the next is.

    The days of each are counted from the day of its ``moment``.
    """
    is_due = case((moment < cutoff(now, days, zone), 1), else_=0)
    query = select(func.count(), func.sum(is_due), func.min(moment)).where(*wanted)
    stored, due, first = session.execute(query.select_from(table) if table is not None else query).one()
    next_on = due_on(first.astimezone(zone).date(), days) if first is not None else None
    return stored, due or 0, next_on


def tallies(
    session: Session, rows: Subquery, limits: Mapping[int, datetime]
) -> dict[int, tuple[int, int, datetime | None]]:
    """Of the rows of several events, with ``event_id`` and ``moment``: how many, how many due, and the first moment.

    ``limits``: what happened before that instant at an event is due there. Events without any rows are absent.
    """
    events: dict[datetime, list[int]] = {}
    for event_id, limit in limits.items():
        events.setdefault(limit, []).append(event_id)
    over = (and_(rows.c.event_id.in_(ids), rows.c.moment < limit) for limit, ids in events.items())
    is_due = case((or_(false(), *over), 1), else_=0)
    query = select(rows.c.event_id, func.count(), func.sum(is_due), func.min(rows.c.moment))
    query = query.where(rows.c.event_id.in_(limits)).group_by(rows.c.event_id)
    return {event_id: (stored, due or 0, first) for event_id, stored, due, first in session.execute(query)}


mail_moment = func.coalesce(Delivery.sent_at, Delivery.due_at, type_=Delivery.due_at.type)
"""What the days of a mail are counted from."""


def settled() -> tuple[ColumnElement[bool], ...]:
    """Mails of which something has become, and that still hold an address or a text."""
    holds = or_(Delivery.recipient != "", Delivery.content.is_not(None), Delivery.failure.contains("@"))
    return holds, Delivery.state.not_in(UNSETTLED)


def blanking(before: datetime, *wanted: ColumnElement[bool]) -> Forget:
    """Take address and text out of the mails that are ``wanted``, settled, and older than an instant."""

    def forget(session: Session) -> None:
        blank = update(Delivery).where(*wanted, *settled(), mail_moment < before)
        blank = blank.values(recipient="", content=None, failure="").execution_options(synchronize_session=False)
        session.execute(blank)
        session.expire_all()

    return forget


def mails(
    session: Session, days: int, *wanted: ColumnElement[bool], now: datetime, zone: ZoneInfo
) -> tuple[int, int, date | None, Forget]:
    """Those mails that are ``wanted``, and how they are forgotten."""
    stored, due, next_on = tally(session, mail_moment, days, *wanted, *settled(), now=now, zone=zone)
    return stored, due, next_on, blanking(cutoff(now, days, zone), *wanted)
