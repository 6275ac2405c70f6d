"""Erasing again whom a restored backup has brought back (DP-7, R-24)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.erasures import Kind, Marks
from eventapp.domain.tokens import Tokens
from eventapp.models import Account, Employee, Event, Invitation, Need, PhotoConsent, Speaker, StaffChange
from eventapp.services import accounts, audit, departures, erasures, invitations, own_data, photos, revised, speakers
from eventapp.services.waiting import Promotion


@dataclass
class Again:
    """How many were erased again of each kind, who moves up for it, and how many speakers stand in a program again."""

    counts: Counter[Kind] = field(default_factory=Counter)
    told: list[Promotion] = field(default_factory=list)
    in_program: int = 0


def erase(session: Session, marks: Marks, *, backed_up_at: datetime, tokens: Tokens, now: datetime) -> Again:
    """Erase whoever is marked and was there before her mark. What was entered after it is somebody's new wish.

    Of what is changed in its place, needs and the rights of accounts, only marks from after the backup tell anything.
    """
    again = Again()
    _photos(session, marks, again)  # before invitations: with those, consents are taken back as of now
    _needs(session, marks, again, backed_up_at)
    _invitations(session, marks, again, tokens, now)
    _employees(session, marks, again)
    _speakers(session, marks, again, now)
    _accounts(session, marks, again, backed_up_at, now)
    session.flush()
    if again.counts:
        kinds = {kind.value: count for kind, count in sorted(again.counts.items())}
        audit.record(session, SYSTEM, "backup.forgotten", now=now, people=again.counts.total(), kinds=kinds)
    return again


def _photos(session: Session, marks: Marks, again: Again) -> None:
    query = select(PhotoConsent, Event.uid).join(Event, Event.id == PhotoConsent.event_id)
    for row, uid in session.execute(query).all() if Kind.UNUSED in marks.kinds else ():
        if marks.erased_at(erasures.unused(uid, row), made_at=row.given_at):
            session.delete(row)
            again.counts[Kind.UNUSED] += 1
    session.flush()
    for row, uid in session.execute(query.where(PhotoConsent.revoked_at.is_(None))).all():
        if taken_at := marks.erased_at(erasures.consent(uid, row), made_at=row.given_at):
            photos.revoke(session, row, now=taken_at)
            again.counts[Kind.PHOTOS] += 1


def _needs(session: Session, marks: Marks, again: Again, backed_up_at: datetime) -> None:
    query = select(Need, Invitation, Event.uid).join(Invitation, Invitation.id == Need.invitation_id)
    query = query.join(Event, Event.id == Invitation.assembly_id).order_by(Need.id)
    for need, row, uid in session.execute(query).all() if marks.kinds & {Kind.NEEDS, Kind.WORDS} else ():
        made_at = max(need.created_at, backed_up_at)
        if marks.erased_at(erasures.need(uid, row, need.kind), made_at=made_at):
            session.delete(need)
            again.counts[Kind.NEEDS] += 1
        elif need.note and marks.erased_at(erasures.words(uid, row, need.kind), made_at=made_at):
            need.note = ""  # that she needs it stands, whatever she wrote since
            again.counts[Kind.WORDS] += 1
    session.flush()


def _invitations(session: Session, marks: Marks, again: Again, tokens: Tokens, now: datetime) -> None:
    if not marks.kinds & {Kind.INVITATION, Kind.UNINVITED}:
        return
    query = select(Invitation, Event.uid).join(Event, Event.id == Invitation.assembly_id)
    found = [
        (row.id, kind)
        for row, uid in session.execute(query.where(Invitation.forgotten_at.is_(None)).order_by(Invitation.id))
        for kind in (Kind.INVITATION, Kind.UNINVITED)
        if marks.erased_at(erasures.invitation(kind, uid, row), made_at=row.created_at)
    ]
    for number, kind in dict(reversed(found)).items():
        row = session.get_one(Invitation, number)
        if kind is Kind.UNINVITED and row.sent_at is None:
            invitations.remove(session, row, actor=SYSTEM, now=now)
        else:
            again.told += own_data.forget(session, row, tokens=tokens, actor=SYSTEM, now=now)
        again.counts[kind] += 1


def _employees(session: Session, marks: Marks, again: Again) -> None:
    if Kind.EMPLOYEE not in marks.kinds:
        return
    rows = session.scalars(select(Employee)).all()
    for row in rows:
        if marks.erased_at(erasures.employee(row), made_at=row.added_at):
            earlier = update(StaffChange).where(StaffChange.list_id == row.list_id)
            session.execute(earlier.values(before=None))  # how the list was before holds her, too
            session.execute(delete(Employee).where(Employee.id == row.id))
            again.counts[Kind.EMPLOYEE] += 1


def _speakers(session: Session, marks: Marks, again: Again, now: datetime) -> None:
    for row in session.scalars(select(Speaker).order_by(Speaker.id)).all() if Kind.SPEAKER in marks.kinds else ():
        if not marks.erased_at(erasures.speaker(row), made_at=row.updated_at):
            continue
        if speakers.appearances(session, row):
            again.in_program += 1
            continue
        revised.remove(session, row, actor=SYSTEM, now=now)
        again.counts[Kind.SPEAKER] += 1


def _accounts(session: Session, marks: Marks, again: Again, backed_up_at: datetime, now: datetime) -> None:
    """Take rights away again: who has lost one since may have it from somebody anew, but not from a backup."""
    if not marks.kinds & {Kind.ACCOUNT, Kind.DISABLED, Kind.ROLE}:
        return
    for row in accounts.all_accounts(session):
        if marks.erased_at(erasures.account(Kind.ACCOUNT, row), made_at=row.created_at):
            departures.erase(session, row, actor=SYSTEM, now=now)
            again.counts[Kind.ACCOUNT] += 1
            continue
        made_at = max(row.created_at, backed_up_at)
        if row.is_active and marks.erased_at(erasures.account(Kind.DISABLED, row), made_at=made_at):
            accounts.disable(session, row, actor=SYSTEM, now=now)
            again.counts[Kind.DISABLED] += 1
        again.counts[Kind.ROLE] += _take_roles(session, row, marks, made_at, now)
    again.counts += Counter()  # without kinds of which there were none


def _take_roles(session: Session, row: Account, marks: Marks, made_at: datetime, now: datetime) -> int:
    taken = 0
    for held in list(row.memberships):
        name = erasures.role(row, held.organizer_id, held.role, held.department)
        if marks.erased_at(name, made_at=made_at):
            accounts.revoke(session, row, held.organizer, Role(held.role), held.department, actor=SYSTEM, now=now)
            taken += 1
    if row.is_administrator and marks.erased_at(erasures.administration(row), made_at=made_at):
        row.is_administrator = False
        audit.record(session, SYSTEM, "account.administration_taken", row, now=now)
        taken += 1
    return taken
