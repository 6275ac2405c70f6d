"""What belongs to no office: files on their way in, sign-ins, mails to nobody who is invited, and the audit log."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventapp.domain.retention import PERIODS, Subject, cutoff
from eventapp.models import (
    AuditEntry,
    BarrierReport,
    Base,
    BrowserSession,
    Delivery,
    FamiliarNetwork,
    PasswordLink,
    SignInFailure,
    StaffUpload,
)
from eventapp.services import audit, barriers
from eventapp.services.retention_lines import Line, mails, tally

_TABLES: tuple[tuple[Subject, type[Base], InstrumentedAttribute[datetime]], ...] = (
    (Subject.STAFF_UPLOADS, StaffUpload, StaffUpload.made_at),
    (Subject.SESSIONS, BrowserSession, BrowserSession.seen_at),
    (Subject.SIGN_INS, SignInFailure, SignInFailure.last_at),
    (Subject.NETWORKS, FamiliarNetwork, FamiliarNetwork.seen_at),
    (Subject.PASSWORD_LINKS, PasswordLink, PasswordLink.expires_at),
)


def lines(session: Session, *, now: datetime, zone: ZoneInfo) -> list[Line]:
    """A line for each subject of which something is stored."""
    found = [_table(session, *one, now=now, zone=zone) for one in _TABLES]
    days = PERIODS[Subject.MAILS].days
    nobodys = (Delivery.mailing_id.is_(None), Delivery.invitation_id.is_(None))
    stored, due, next_on, forget = mails(session, days, *nobodys, now=now, zone=zone)
    found += [Line(Subject.MAILS, stored, due, next_on, forget=forget), _barriers(session, now, zone)]
    found += _log(session, now, zone)
    return [line for line in found if line.stored]


def _table(
    session: Session,
    subject: Subject,
    table: type[Base],
    moment: InstrumentedAttribute[datetime],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Line:
    days = PERIODS[subject].days
    stored, due, next_on = tally(session, moment, days, now=now, zone=zone, table=table)

    def forget(session: Session) -> None:
        old = delete(table).where(moment < cutoff(now, days, zone))
        session.execute(old.execution_options(synchronize_session=False))
        session.expire_all()

    return Line(subject, stored, due, next_on, forget=forget)


def _barriers(session: Session, now: datetime, zone: ZoneInfo) -> Line:
    """Reports that were dealt with. One that waits for an answer is still needed."""
    days = PERIODS[Subject.BARRIERS].days
    is_done = BarrierReport.done_at.is_not(None)
    stored, due, next_on = tally(session, BarrierReport.done_at, days, is_done, now=now, zone=zone)
    before = cutoff(now, days, zone)
    return Line(Subject.BARRIERS, stored, due, next_on, forget=lambda session: barriers.forget(session, before=before))


def _log(session: Session, now: datetime, zone: ZoneInfo) -> list[Line]:
    """The log loses its names first and its oldest entries later; what checks the rest stays (services.audit)."""
    moment = AuditEntry.happened_at
    named = PERIODS[Subject.AUDIT_NAMES].days
    stored, due, next_on = tally(session, moment, named, AuditEntry.actor_salt != "", now=now, zone=zone)
    unnamed = cutoff(now, named, zone)
    names = Line(
        Subject.AUDIT_NAMES,
        stored,
        due,
        next_on,
        forget=lambda session: audit.make_pseudonymous(session, before=unnamed),
    )
    days = PERIODS[Subject.AUDIT].days
    before = cutoff(now, days, zone)
    stored, _old, next_on = tally(session, moment, days, now=now, zone=zone, table=AuditEntry)
    return [
        names,
        Line(
            Subject.AUDIT,
            stored,
            _to_cut(session, before),
            next_on,
            forget=lambda session: audit.cut(session, before=before, now=now),
        ),
    ]


def _to_cut(session: Session, before: datetime) -> int:
    """How many entries go: the chain is cut where the first entry stands that is still young."""
    kept = session.scalar(select(func.min(AuditEntry.id)).where(AuditEntry.happened_at >= before))
    query = select(func.count()).select_from(AuditEntry)
    return session.scalar(query if kept is None else query.where(AuditEntry.id < kept)) or 0
