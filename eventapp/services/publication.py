"""One announcement after the other, for the whole installation: their count, and the clock that they share."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.domain.times import utc
from eventapp.models import AnnouncedEdition, Publication

_TICK = timedelta(seconds=1)  # what calendars and Last-Modified count in


def begin(session: Session, *, now: datetime) -> datetime:
    """The moment of the announcement that begins, and nobody else's until the end of the transaction.

    It is a second after the last one at least: no date of a feed goes back or stands still, even where a planner's
    page was slow, two announce at once, or the server's clock was set back.
    """
    row = _locked(session)
    last = row.moved_at or session.scalar(select(func.max(AnnouncedEdition.announced_at)))
    row.moved_at = max(utc(now), last + _TICK) if last else utc(now)
    return row.moved_at


def move(session: Session) -> None:
    """Make stale what was rendered for everybody so far."""
    _locked(session).stamp += 1
    session.flush()


def _locked(session: Session) -> Publication:
    row = session.get(Publication, 1, with_for_update=True, populate_existing=True)
    if row is not None:
        return row
    with suppress(IntegrityError), session.begin_nested():  # somebody else may write it in the same moment
        session.add(Publication(id=1, stamp=0))
    return session.get_one(Publication, 1, with_for_update=True, populate_existing=True)
