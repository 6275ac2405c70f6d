"""Noting who was erased, so that no backup brings her back: handed to a keeper once the erasure is stored.

As in the audit log, what is rolled back did not happen. Where no keeper is set, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from eventapp.domain.erasures import Erased, Kind
from eventapp.models import Account, Employee, Event, Invitation, Need, PhotoConsent, Speaker
from eventapp.models.database import Database
from eventapp.services import pending

_ERASED, _KEEPER = "erasures", "eventapp.erasures.keeper"
Keeper = Callable[[Sequence[Erased]], object]

# Names: what identifies somebody in this database and in an earlier one


def invitation(kind: Kind, assembly_uid: str, row: Invitation) -> Erased:
    """By her address within the assembly, by her link, and by what never changes."""
    return Erased(kind, (f"{assembly_uid}/{row.address_key}", row.digest, _entry(assembly_uid, row.id, row.created_at)))


def employee(row: Employee) -> Erased:
    """By her identity on the list, which may be an address that changes, and by what never does."""
    return Erased(Kind.EMPLOYEE, (f"{row.list_id}/{row.identity}", _entry(row.list_id, row.id, row.added_at)))


def speaker(row: Speaker) -> Erased:
    """By her number together with her name, or with her address."""
    words = (row.name.strip().casefold(), row.contact_email.strip().casefold())
    return Erased(Kind.SPEAKER, tuple(f"{row.organizer_id}/{row.id}/{word}" for word in words if word))


def consent(event_uid: str, row: PhotoConsent) -> Erased:
    """By the instant it was given in: her name may be another by now."""
    return Erased(Kind.PHOTOS, (f"{event_uid}/{row.given_at.isoformat(timespec='microseconds')}",))


def unused(event_uid: str, row: PhotoConsent) -> Erased:
    """The same, deleted because pictures are used no more: nobody took it back."""
    return Erased(Kind.UNUSED, consent(event_uid, row).names)


def need(assembly_uid: str, row: Invitation, kind: str) -> Erased:
    """By whose it is. The mark tells nobody of what kind it was."""
    return Erased(Kind.NEEDS, tuple(f"{name}/{kind}" for name in invitation(Kind.NEEDS, assembly_uid, row).names))


def words(assembly_uid: str, row: Invitation, kind: str) -> Erased:
    """What she wrote about a need that she may still have."""
    return Erased(Kind.WORDS, need(assembly_uid, row, kind).names)


def account(kind: Kind, row: Account) -> Erased:
    """By what never changes; an address does."""
    return Erased(kind, (_entry("account", row.id, row.created_at),))


def role(row: Account, organizer_id: int, word: str, department: str) -> Erased:
    """A role, by whose it is and where."""
    (name,) = account(Kind.ROLE, row).names
    return Erased(Kind.ROLE, (f"{name}/{organizer_id}/{word}/{department}",))


def administration(row: Account) -> Erased:
    """The right to run the installation, which is none of an organizer's roles."""
    (name,) = account(Kind.ROLE, row).names
    return Erased(Kind.ROLE, (f"{name}/administrator",))


def _entry(owner: object, number: int, at: datetime) -> str:
    """A row by its number and the instant it was entered: numbers alone may be given anew."""
    return f"{owner}/#{number}/{at.isoformat(timespec='microseconds')}"


# Changing


def keep_all(database: Database, keeper: Keeper) -> None:
    """Let ``keeper`` have all that is erased in sessions of ``database`` opened from now on, after each commit.

    It must not raise.
    """
    database.info[_KEEPER] = keeper


def note(session: Session, erased: Erased) -> None:
    """Note an erasure of the transaction in hand."""
    pending.note(session, _ERASED, erased)


def note_invitation(session: Session, kind: Kind, row: Invitation) -> None:
    """Note that somebody's invitation is erased. Called before it is."""
    note(session, invitation(kind, session.get_one(Event, row.assembly_id).uid, row))


def note_consent(session: Session, row: PhotoConsent) -> None:
    """Note that a consent is taken back, at least in part."""
    note(session, consent(session.get_one(Event, row.event_id).uid, row))


def note_needs(session: Session, row: Invitation, needs: Iterable[Need]) -> None:
    """Note that she takes back what she needed. Called before it is gone."""
    uid = session.get_one(Event, row.assembly_id).uid
    for one in needs:
        note(session, need(uid, row, one.kind))


def note_words(session: Session, row: Invitation, needs: Iterable[Need]) -> None:
    """Note that what she wrote about these needs is gone. Called before it is."""
    uid = session.get_one(Event, row.assembly_id).uid
    for one in needs:
        note(session, words(uid, row, one.kind))


@event.listens_for(Session, "after_commit")
def _hand_over(session: Session) -> None:
    keeper: Keeper | None = session.info.get(_KEEPER)
    erased = pending.take(session, _ERASED)
    if erased and keeper is not None:
        keeper(erased)
