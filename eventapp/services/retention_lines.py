"""One line of what is stored and when it goes, and the mails, which all owners have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_, select, update
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
    """

    subject: Subject
    stored: int
    due: int
    next_on: date | None
    name: str = ""
    organizer_id: int | None = None
    event_id: int | None = None
    held: Held | None = None
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


def mails(
    session: Session, days: int, *wanted: ColumnElement[bool], now: datetime, zone: ZoneInfo
) -> tuple[int, int, date | None, Forget]:
    """Mails of which something has become, and that still hold an address or a text."""
    moment = func.coalesce(Delivery.sent_at, Delivery.due_at, type_=Delivery.due_at.type)
    holds = or_(Delivery.recipient != "", Delivery.content.is_not(None), Delivery.failure.contains("@"))
    settled = (*wanted, holds, Delivery.state.not_in(UNSETTLED))
    stored, due, next_on = tally(session, moment, days, *settled, now=now, zone=zone)

    def forget(session: Session) -> None:
        due_now = moment < cutoff(now, days, zone)
        blank = update(Delivery).where(*settled, due_now).values(recipient="", content=None, failure="")
        session.execute(blank.execution_options(synchronize_session=False))
        session.expire_all()

    return stored, due, next_on, forget
