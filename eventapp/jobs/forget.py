"""Forgetting without a click, once a day: each event and each office in a transaction of its own (F7)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp.adapters import erased, mail_files
from eventapp.domain.retention import PERIODS, Subject, cutoff
from eventapp.models import Event, Operation, Organizer
from eventapp.models.database import Database
from eventapp.services import retention
from eventapp.services.retention import Report

logger = logging.getLogger(__name__)
Work = Callable[[Session], Report]


def run(database: Database, *, now: datetime, zone: ZoneInfo, dry_run: bool = False) -> Report:
    """Forget all that is due, and answer what it was. In a dry run nothing is changed.

    One transaction an owner: what fails for one keeps no other's data any longer, and no writer waits for all of them.
    Then the journal goes too, also where nothing was due: what people took back themselves since yesterday is in it.
    """
    with database.reading() as session:
        found = retention.forget_due(session, now=now, zone=zone, dry_run=True)
    if dry_run:
        return found
    owners = dict.fromkeys((line.organizer_id, line.event_id) for line in found.lines)
    report = Report((), found.held)
    for organizer_id, event_id in owners:
        try:
            with database.writing() as session:
                done = _work(organizer_id, event_id, now=now, zone=zone)(session)
        except Exception:  # tomorrow it is tried again; what the others stored is forgotten today
            logger.exception("what is due could not be forgotten (organizer %s, event %s)", organizer_id, event_id)
            continue
        report += Report(done.lines)
    if not database.empty_journal():
        logger.warning("the journal still holds what was deleted: the database was being read; tomorrow it goes")
    return report


def run_daily(database: Database, *, now: datetime, zone: ZoneInfo) -> Report | None:
    """The same, unless it was done on this day already; None then. Of several workers one does it."""
    today = now.astimezone(zone).date()
    with database.reading() as session:
        if _is_done(session.get(Operation, 1), today, zone):
            return None
    with database.writing() as session:
        row = session.get(Operation, 1, with_for_update=True)
        if row is None or _is_done(row, today, zone):
            return None
        row.forgotten_at = now
    report = run(database, now=now, zone=zone)
    if report.lines:
        logger.info("forgotten: %s", {line.subject.value: line.due for line in report.lines})
    return report


def sweep(folder: Path, *, now: datetime, zone: ZoneInfo) -> int:
    """Forget what lies in the instance folder beside the database: mails written there, and marks of erasures.

    A mail that nobody sent holds as much of a person as one that left, so it is kept as long. Answers how many mails.
    """
    erased.forget_old(folder / erased.NAME, now=now)
    before = cutoff(now, PERIODS[Subject.MAILS].days, zone).timestamp()
    gone = 0
    for file in (folder / mail_files.FOLDER).glob("*.eml"):
        with suppress(FileNotFoundError):  # another worker was faster
            if file.is_file() and not file.is_symlink() and file.stat().st_mtime < before:
                file.unlink()
                gone += 1
    return gone


def _is_done(row: Operation | None, today: object, zone: ZoneInfo) -> bool:
    return row is not None and row.forgotten_at is not None and row.forgotten_at.astimezone(zone).date() == today


def _work(organizer_id: int | None, event_id: int | None, *, now: datetime, zone: ZoneInfo) -> Work:
    if event_id is not None:
        return lambda session: retention.forget_event(session, session.get_one(Event, event_id), now=now)
    if organizer_id is not None:
        return lambda session: retention.forget_beside_events(
            session, session.get_one(Organizer, organizer_id), now=now, zone=zone
        )
    return lambda session: retention.forget_installation(session, now=now, zone=zone)
