"""Barriers that people report: taken in without an account, bounded, shown to the office, deleted in time (A11Y-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.pages import BarrierDraft
from eventapp.models import BarrierReport
from eventapp.services import audit, flooding, pages
from eventapp.services.flooding import Allowance

PER_NETWORK = Allowance(30, timedelta(minutes=5))  # a whole town hall may stand behind one address
PER_PROVIDER = Allowance(90, timedelta(minutes=2))  # of IPv6 one customer has thousands of networks
IN_TOTAL = Allowance(2_000, timedelta(seconds=30))  # some 10 MB: for the disk's sake, beyond what strangers reach soon
MAILED = Allowance(30, timedelta(minutes=30))  # what comes beyond stands in the list alone
MOST_SHOWN = 100


# Reading


def waiting(session: Session, page: int = 1) -> Sequence[BarrierReport]:
    """The reports that nobody has dealt with, oldest first, MOST_SHOWN on a page; pages count from 1."""
    query = select(BarrierReport).where(BarrierReport.done_at.is_(None)).order_by(BarrierReport.id)
    return session.scalars(query.limit(MOST_SHOWN).offset((page - 1) * MOST_SHOWN)).all()


def done(session: Session) -> Sequence[BarrierReport]:
    """The reports that were dealt with last, latest first, at most MOST_SHOWN."""
    query = select(BarrierReport).where(BarrierReport.done_at.is_not(None))
    return session.scalars(
        query.order_by(BarrierReport.done_at.desc(), BarrierReport.id.desc()).limit(MOST_SHOWN)
    ).all()


def still_waiting(session: Session, ids: Sequence[int]) -> Sequence[BarrierReport]:
    """Those of the reports with these numbers that nobody has dealt with, oldest first."""
    query = select(BarrierReport).where(BarrierReport.id.in_(ids), BarrierReport.done_at.is_(None))
    return session.scalars(query.order_by(BarrierReport.id)).all()


def count_waiting(session: Session) -> int:
    """How many reports nobody has dealt with."""
    query = select(func.count()).select_from(BarrierReport).where(BarrierReport.done_at.is_(None))
    return session.scalar(query) or 0


# Changing


def report(session: Session, draft: BarrierDraft, *, network: str, provider: str, now: datetime) -> BarrierReport:
    """Take a report in that came from ``network``, a part of ``provider``'s.

    Raises RuleBroken("barriers.too_many") with the ``minutes`` and ``seconds`` to wait.
    """
    wait = flooding.take(session, f"barrier|{network}", PER_NETWORK, now=now)
    if provider != network:
        wait = wait or flooding.take(session, f"barrier|{provider}", PER_PROVIDER, now=now)
    wait = wait or flooding.take(session, "barrier", IN_TOTAL, now=now)
    if wait:
        seconds = ceil(wait.total_seconds())
        raise RuleBroken("barriers.too_many", minutes=ceil(seconds / 60), seconds=seconds)
    row = BarrierReport(created_at=now, page_url=draft.page, message=draft.message, contact=draft.contact)
    session.add(row)
    session.flush()
    return row


def is_mailed(session: Session, *, now: datetime) -> bool:
    """Whether one more report goes out by mail now; this one is counted. The others stand in the list."""
    return not flooding.take(session, "barrier mail", MAILED, now=now)


def mark_done(session: Session, *ids: int, actor: Actor, now: datetime) -> int:
    """Note that reports were dealt with; how many were still open. Raises NotFound for those who don't write the pages,
    and for a number that is none.
    """
    still_open = [row for row in _locked(session, ids, actor) if row.done_at is None]
    for row in still_open:
        row.done_at = now
        audit.record(session, actor, "barrier_report.done", row, now=now)
    session.flush()
    return len(still_open)


def reopen(session: Session, *ids: int, actor: Actor, now: datetime) -> int:
    """Note that reports want to be dealt with after all; how many were done. Raises NotFound as ``mark_done``."""
    done_before = [row for row in _locked(session, ids, actor) if row.done_at is not None]
    for row in done_before:
        row.done_at = None
        audit.record(session, actor, "barrier_report.enabled", row, now=now)
    session.flush()
    return len(done_before)


def _locked(session: Session, ids: Sequence[int], actor: Actor) -> Sequence[BarrierReport]:
    pages.require_editor(session, actor)
    rows = session.scalars(select(BarrierReport).where(BarrierReport.id.in_(ids)).with_for_update()).all()
    if len(rows) < len(set(ids)):
        raise NotFound("barriers.unknown")
    return rows


def forget(session: Session, *, before: datetime) -> int:
    """Delete the reports that were dealt with earlier than ``before``. Answers how many."""
    old = session.scalars(select(BarrierReport.id).where(BarrierReport.done_at < before)).all()
    session.execute(delete(BarrierReport).where(BarrierReport.id.in_(old)))
    return len(old)
