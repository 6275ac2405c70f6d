"""The audit log: who did what to which thing, in entries that are only added, each chained to the one before (G4).

An entry is written when the transaction of its act is committed, as its very last step: so nothing stands in the log
that did not happen, and the one row that all writers lock is locked for an instant, after everything else.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, event, func, inspect, or_, select, true, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.times import utc
from eventapp.models import AuditEntry, AuditHead, Base
from eventapp.services import counting, pending

_ENTRIES = "audit"
_AT_ONCE = 1_000
_AN_HOUR = 20
_SHORTENED = "audit.shortened"
_IS_NAMED = AuditEntry.actor_salt != ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted: all that is named must fit. ``subject`` and one of ``acts`` make an act.

    By ``actor_id`` only those entries are found that still bear the name of who acted.
    """

    organizer_ids: frozenset[int] = frozenset()
    with_installation: bool = False
    with_accounts: bool = False
    event_id: int | None = None
    subject: str = ""
    acts: tuple[str, ...] = ()
    actor_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking the chain found: how many entries, the last one's hash, and the first fault in words."""

    count: int
    last_hash: str
    fault: str = ""


# Reading


def visible_to(actor: Actor) -> Filter:
    """What the actor may read: entries of the organizers she plans for; for who runs the installation its own, and
    those about accounts and their roles, whichever office they concern.

    Raises NotFound for everybody else.
    """
    if not actor.planned_ids and not actor.is_administrator and not actor.is_system:
        raise NotFound("audit.unknown")
    runs = actor.is_administrator or actor.is_system
    return Filter(actor.planned_ids, with_installation=runs, with_accounts=runs)


def entries(session: Session, wanted: Filter, *, before: int | None = None, most: int = 100) -> Sequence[AuditEntry]:
    """The newest entries that fit, newest first; with ``before``, those that are older than the entry of that id."""
    query = _fitting(wanted).order_by(AuditEntry.id.desc()).limit(most)
    return session.scalars(query.where(AuditEntry.id < before) if before else query).all()


def actors(session: Session, wanted: Filter) -> list[tuple[int, str]]:
    """The accounts whose name stands in an entry that fits, by name. Whose names have left is looked for no more."""
    acted = AuditEntry.id.in_(_fitting(wanted).with_only_columns(AuditEntry.id))
    is_known = and_(AuditEntry.actor_id.is_not(None), _IS_NAMED)
    query = select(AuditEntry.actor_id, func.max(AuditEntry.actor_name)).where(acted, is_known)
    rows = session.execute(query.group_by(AuditEntry.actor_id)).all()
    return sorted(((number, name or str(number)) for number, name in rows if number), key=lambda row: row[1].casefold())


def every(session: Session, wanted: Filter, *, most: int) -> Sequence[AuditEntry]:
    """All entries that fit, oldest first. Raises RuleBroken("audit.too_many") where those are more than ``most``."""
    found = session.scalars(_fitting(wanted).order_by(AuditEntry.id).limit(most + 1)).all()
    if len(found) > most:
        raise RuleBroken("audit.too_many", most=most)
    return found


def _fitting(wanted: Filter) -> Select[AuditEntry]:
    visible: list[ColumnElement[bool]] = [AuditEntry.organizer_id.in_(wanted.organizer_ids)]
    if wanted.with_installation:
        visible.append(AuditEntry.organizer_id.is_(None))
    if wanted.with_accounts:
        visible.append(AuditEntry.act.startswith("account.", autoescape=True))
    query = select(AuditEntry).where(or_(*visible))
    if wanted.event_id is not None:
        query = query.where(AuditEntry.event_id == wanted.event_id)
    if wanted.subject:
        query = query.where(AuditEntry.act.startswith(f"{wanted.subject}.", autoescape=True))
    if wanted.acts:
        query = query.where(or_(*(AuditEntry.act.endswith(f".{act}", autoescape=True) for act in wanted.acts)))
    if wanted.actor_id is not None:
        query = query.where(AuditEntry.actor_id == wanted.actor_id, _IS_NAMED)
    if wanted.since is not None:
        query = query.where(AuditEntry.happened_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntry.happened_at < wanted.until)
    return query


def has_names(entry: AuditEntry) -> bool:
    """Whether persons may still be named where it is shown: who acted, and whom the act concerned."""
    return entry.actor_salt != ""


def check(session: Session) -> Checked:
    """Walk the whole chain. A changed, missing or added entry is found, and so is a changed name that is still kept.

    Where the chain doesn't begin with the first entry of all, the last entry about shortening it must say so.
    """
    head = session.get_one(AuditHead, 1)
    query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=_AT_ONCE)
    expected, count, begins = head.first_hash, 0, ""
    with closing(session.scalars(query)) as rows:
        for entry in rows:
            if fault := _fault(entry, expected):
                return Checked(count, expected, fault)
            expected, count = entry.hash, count + 1
            begins = entry.details["behind"] if entry.act == _SHORTENED else begins
    if (expected, count) != (head.last_hash, head.count):
        return Checked(count, expected, "The last entries are missing.")
    return Checked(count, expected, "" if begins == head.first_hash else "The first entries are missing.")


def _fault(entry: AuditEntry, expected: str) -> str:
    if entry.previous_hash != expected:
        return f"Before entry {entry.id} one is missing or was added."
    if entry.hash not in {_hash(entry), _hash_of_once(entry)}:
        return f"Entry {entry.id} was changed."
    if _is_misnamed(entry):
        return f"The name in entry {entry.id} was changed."
    return ""


def _is_misnamed(entry: AuditEntry) -> bool:
    """Whether it bears another name than it was written with; one whose name has left bears none."""
    if not entry.actor_salt:
        return bool(entry.actor_name)
    return _actor_digest(entry.actor_salt, entry.actor_id, entry.actor_name) != entry.actor_digest


def holds(session: Session, noted: str) -> bool:
    """Whether an entry with this hash, noted elsewhere some day, is still in the chain."""
    return session.scalar(select(AuditEntry.id).where(AuditEntry.hash == noted)) is not None


# Changing


def record(
    session: Session,
    actor: Actor,
    act: str,
    thing: Base | None = None,
    *,
    now: datetime,
    organizer_id: int | None = None,
    event_id: int | None = None,
    **details: Any,
) -> None:
    """Note that ``actor`` did ``act`` (``subject.verb``) to ``thing``; stored with the transaction's commit.

    Organizer and event are the thing's own where it names them. ``details`` are counts and words about things: never a
    password, a token, a text of a message, or anything about persons (S-59).
    """
    kind, thing_id = _named(thing)
    owner, planned = organizer_id or _owner(thing), event_id or _event(thing)
    record_of(session, actor, act, kind, thing_id, now=now, organizer_id=owner, event_id=planned, **details)


def record_of(
    session: Session,
    actor: Actor,
    act: str,
    kind: str,
    thing_id: int | None,
    *,
    now: datetime,
    organizer_id: int | None = None,
    event_id: int | None = None,
    **details: Any,
) -> None:
    """The same about a thing that is not at hand: its table's name and its number."""
    session.connection()  # a rollback tells of itself only where something has begun
    entry = AuditEntry(
        happened_at=now,
        organizer_id=organizer_id,
        event_id=event_id,
        act=act,
        thing_kind=kind,
        thing_id=thing_id,
        details=details,
        actor_id=actor.account_id,
        actor_name=actor.name,
        actor_salt=secrets.token_hex(16),
    )
    pending.note(session, _ENTRIES, entry)


def record_sparsely(
    session: Session, actor: Actor, act: str, thing: Base | None = None, *, now: datetime, **details: Any
) -> None:
    """As ``record``, for what strangers can do as often as they like: no more than 20 times an hour about one thing.

    Something is stored each time, so that nobody can tell by the time it takes whether the thing exists (S-22).
    """
    row = counting.locked(session, f"log|{act}|{_named(thing)}", now=now)
    if now - row.last_at >= timedelta(hours=1):
        row.count, row.last_at = 0, now
    row.count += 1
    if row.count <= _AN_HOUR:
        record(session, actor, act, thing, now=now, **details)


def make_pseudonymous(session: Session, *, before: datetime) -> int:
    """Take the names out of entries older than ``before``; the account's number stays. Answers how many had one."""
    old = AuditEntry.happened_at < before
    return _count(session, update(AuditEntry).where(old, _IS_NAMED).values(actor_name="", actor_salt=""))


def cut(session: Session, *, before: datetime, now: datetime) -> int:
    """Delete entries older than ``before``. The chain begins behind them from now on, and a new entry says where.

    Answers how many went.
    """
    head = session.get_one(AuditHead, 1, with_for_update=True)
    kept = select(AuditEntry).where(AuditEntry.happened_at >= before).order_by(AuditEntry.id).limit(1)
    first = session.scalar(kept)
    gone = _count(session, delete(AuditEntry).where(AuditEntry.id < first.id if first else true()))
    head.first_hash = first.previous_hash if first else head.last_hash
    head.count -= gone
    if gone:
        record(session, SYSTEM, _SHORTENED, now=now, entries=gone, behind=head.first_hash)
    session.flush()
    return gone


def _count(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement)
    return int(result.rowcount)


def _named(thing: Base | None) -> tuple[str, int | None]:
    if thing is None:
        return "", None
    identity = inspect(thing).identity
    first = identity[0] if identity else getattr(thing, "id", None)
    return thing.__tablename__, first if isinstance(first, int) else None


def _event(thing: Base | None) -> int | None:
    if thing is None:
        return None
    return getattr(thing, "event_id", None) or (thing.id if thing.__tablename__ == "event" else None)  # type: ignore[attr-defined]


def _owner(thing: Base | None) -> int | None:
    if thing is None:
        return None
    if thing.__tablename__ == "organizer":
        return int(thing.id)  # type: ignore[attr-defined]
    found = getattr(thing, "organizer_id", None)
    planned = getattr(thing, "event", None)
    return found or (planned.organizer_id if planned is not None else None)


def _actor_digest(salt: str, account_id: int | None, name: str) -> str:
    return hashlib.sha256(f"{salt}|{account_id}|{name}".encode()).hexdigest()


def _hash(entry: AuditEntry) -> str:
    """SHA-256 over what the entry tells and the hash before it. Who acted goes in by number, the name by its digest."""
    return _sha256([*_told(entry), entry.actor_id])


def _hash_of_once(entry: AuditEntry) -> str:
    """The same as the first release made it: who acted went in by the digest alone."""
    return _sha256(_told(entry))


def _told(entry: AuditEntry) -> list[Any]:
    return [
        entry.previous_hash,
        utc(entry.happened_at).isoformat(timespec="microseconds"),
        entry.organizer_id,
        entry.event_id,
        entry.act,
        entry.thing_kind,
        entry.thing_id,
        entry.details,
        entry.actor_digest,
    ]


def _sha256(told: list[Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    waiting = pending.take(session, _ENTRIES)
    if not waiting:
        return
    session.flush()
    head = session.get_one(AuditHead, 1, with_for_update=True, populate_existing=True)
    for entry in waiting:
        entry.actor_digest = _actor_digest(entry.actor_salt, entry.actor_id, entry.actor_name)
        entry.previous_hash = head.last_hash
        entry.hash = head.last_hash = _hash(entry)
    head.count += len(waiting)
    session.add_all(waiting)
    session.flush()  # in one statement; the rows are numbered in the order of the list
