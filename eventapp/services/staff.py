"""Staff lists and their people: whom an organizer may invite, by list, department, site, with or without mailbox."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.mailings import Audience, Reach
from eventapp.domain.texts import one_line
from eventapp.models import Employee, Invitation, StaffChange, StaffList, StaffUpload
from eventapp.services import audit, revised

MOST_LISTS = 50
PAGE = 50
FIRST_LIST = "Personalliste"
_LONGEST_NAME = 100
KEPT = timedelta(days=1)
"""How long a file waits to be taken over."""


@dataclass(frozen=True, slots=True)
class Segments:
    """What an audience can be made of: lists as (id, name, people), departments and sites as (word, people)."""

    lists: Sequence[tuple[int, str, int]]
    departments: Sequence[tuple[str, int]]
    sites: Sequence[tuple[str, int]]
    with_mailbox: int
    without: int

    @property
    def all(self) -> int:
        """Everybody, counted once for each list."""
        return self.with_mailbox + self.without


# Reading


def people(session: Session, organizer_id: int, audience: Audience) -> Sequence[Employee]:
    """Everybody of an organizer whom ``audience`` means, by department and name.

    An address that stands in two lists comes twice; whoever writes to people takes each ``identity`` once.
    """
    query = select(Employee).where(*_of_lists(organizer_id, audience))
    return session.scalars(query.order_by(Employee.department, Employee.name, Employee.id)).all()


def segments(session: Session, organizer_id: int, list_id: int | None = None) -> Segments:
    """The segments of all lists of an organizer, or of one list."""
    conditions = _of_lists(organizer_id, Audience(lists=(list_id,) if list_id is not None else ()))
    by_list = select(StaffList.id, StaffList.name, func.count(Employee.id)).outerjoin(
        Employee, Employee.list_id == StaffList.id
    )
    by_list = by_list.where(StaffList.organizer_id == organizer_id)
    if list_id is not None:
        by_list = by_list.where(StaffList.id == list_id)
    lists = session.execute(by_list.group_by(StaffList.id, StaffList.name).order_by(StaffList.name)).all()
    with_mailbox = func.count(func.nullif(Employee.email, ""))
    reached, known = session.execute(select(with_mailbox, func.count()).where(*conditions)).one()
    return Segments(
        [(row[0], row[1], row[2]) for row in lists],
        _words(session, Employee.department, conditions),
        _words(session, Employee.site, conditions),
        reached,
        known - reached,
    )


def _words(
    session: Session, column: InstrumentedAttribute[str], conditions: list[ColumnElement[bool]]
) -> list[tuple[str, int]]:
    query = select(column, func.count()).where(*conditions, column != "").group_by(column).order_by(column)
    return [(row[0], row[1]) for row in session.execute(query)]


def _of_lists(organizer_id: int, audience: Audience) -> list[ColumnElement[bool]]:
    wanted = [Employee.organizer_id == organizer_id, *narrowed(audience, Employee)]
    if audience.lists:
        wanted.append(Employee.list_id.in_(audience.lists))
    return wanted


def narrowed(audience: Audience, table: type[Employee | Invitation]) -> list[ColumnElement[bool]]:
    """The departments, sites and mailboxes that ``audience`` is narrowed to, as conditions on ``table``."""
    conditions: list[ColumnElement[bool]] = []
    for column, values in ((table.department, audience.departments), (table.site, audience.sites)):
        if values:
            conditions.append(column.in_(values))
    if audience.reach is not Reach.ALL:
        has_mailbox = table.email != ""
        conditions.append(has_mailbox if audience.reach is Reach.MAIL else ~has_mailbox)
    return conditions


def all_of(session: Session, organizer_id: int, *, actor: Actor) -> Sequence[StaffList]:
    """The lists of an organizer, by name."""
    revised.require_planner(actor, organizer_id)
    query = select(StaffList).where(StaffList.organizer_id == organizer_id)
    return session.scalars(query.order_by(StaffList.name, StaffList.id)).all()


def get(session: Session, organizer_id: int, list_id: int, *, actor: Actor) -> StaffList:
    """One list of an organizer. Raises NotFound."""
    found = session.get(StaffList, list_id)
    if found is None or found.organizer_id != organizer_id or not actor.plans_for(organizer_id):
        raise NotFound("staff.unknown_list", id=list_id)
    return found


def person(session: Session, staff_list: StaffList, employee_id: int) -> Employee:
    """One person of a list. Raises NotFound."""
    found = session.get(Employee, employee_id)
    if found is None or found.list_id != staff_list.id:
        raise NotFound("staff.unknown_person", id=employee_id)
    return found


@dataclass(frozen=True, slots=True)
class Page:
    """Some people of a list. ``number`` counts from 1."""

    people: Sequence[Employee]
    found: int
    number: int
    pages: int


def search(
    session: Session, staff_list: StaffList, words: str = "", audience: Audience | None = None, page: int = 1
) -> Page:
    """People of a list whose name, address or department holds ``words``, by name, a page at a time."""
    conditions = _of_lists(staff_list.organizer_id, audience or Audience())
    conditions.append(Employee.list_id == staff_list.id)
    if plain := one_line(words)[:100]:
        # SQLite folds ASCII alone, so each usual spelling is asked for.
        forms = {plain, plain.casefold(), plain.capitalize(), plain.title(), plain.upper()}
        columns = (Employee.name, Employee.email, Employee.department)
        conditions.append(or_(*(column.icontains(form, autoescape=True) for form in forms for column in columns)))
    found = session.scalar(select(func.count()).select_from(Employee).where(*conditions)) or 0
    pages = max(1, -(-found // PAGE))
    number = min(max(1, page), pages)
    query = select(Employee).where(*conditions).order_by(Employee.name, Employee.id)
    return Page(session.scalars(query.limit(PAGE).offset((number - 1) * PAGE)).all(), found, number, pages)


# Changing


def create(session: Session, organizer_id: int, name: str, *, actor: Actor, now: datetime) -> StaffList:
    """Make an empty list. Raises InvalidValue for a name that is taken or missing, or for too many lists."""
    revised.require_planner(actor, organizer_id)
    known = all_of(session, organizer_id, actor=actor)
    if len(known) >= MOST_LISTS:
        raise InvalidValue("staff.too_many_lists", most=MOST_LISTS)
    made = StaffList(organizer_id=organizer_id, name=_free_name(known, name), mapping={})
    session.add(made)
    session.flush()
    audit.record(session, actor, "staff_list.added", made, now=now)
    return made


def rename(session: Session, staff_list: StaffList, name: str, *, actor: Actor, now: datetime) -> None:
    """Give a list another name. Raises InvalidValue for one that is taken or missing."""
    known = all_of(session, staff_list.organizer_id, actor=actor)
    staff_list.name = _free_name([one for one in known if one is not staff_list], name)
    session.flush()
    audit.record(session, actor, "staff_list.changed", staff_list, now=now, fields=["name"])


def remove(session: Session, staff_list: StaffList, *, actor: Actor, now: datetime) -> None:
    """Forget a list with its people, files and history. Invitations that went out stay."""
    revised.require_planner(actor, staff_list.organizer_id)
    for table in (StaffUpload, StaffChange, Employee):
        session.execute(delete(table).where(table.list_id == staff_list.id))
    audit.record(session, actor, "staff_list.removed", staff_list, now=now)
    session.delete(staff_list)
    session.flush()


def sweep(session: Session, *, now: datetime) -> int:
    """Throw away files that waited for a day, and what can't be undone any more. Answers how many files went."""
    old = session.scalars(select(StaffUpload.id).where(StaffUpload.made_at <= now - KEPT)).all()
    if old:
        session.execute(delete(StaffUpload).where(StaffUpload.id.in_(old)))
    kept = select(StaffChange.id).where(StaffChange.before.is_not(None))
    used = [change_id for change_id in session.scalars(kept) if _is_used(session, change_id)]
    if used:
        session.execute(update(StaffChange).where(StaffChange.id.in_(used)).values(before=None))
    return len(old)


def is_used(session: Session, change: StaffChange) -> bool:
    """Whether somebody of the list was invited since, or a newer change stands on this one."""
    return _is_used(session, change.id)


def _is_used(session: Session, change_id: int) -> bool:
    change = session.get_one(StaffChange, change_id)
    invited = select(Invitation.id).join(Employee, Employee.id == Invitation.employee_id)
    invited = invited.where(Employee.list_id == change.list_id, Invitation.created_at >= change.taken_at)
    newer = select(StaffChange.id).where(StaffChange.list_id == change.list_id, StaffChange.id > change_id)
    return session.scalar(select(or_(invited.exists(), newer.exists()))) or False


def _free_name(others: Sequence[StaffList], name: str) -> str:
    plain = one_line(name)[:_LONGEST_NAME]
    if not plain:
        raise InvalidValue("staff.list_name_missing", field="name")
    if any(one.name.casefold() == plain.casefold() for one in others):
        raise InvalidValue("staff.list_name_taken", field="name", name=plain)
    return plain


# How rows are kept


def packed(value: object) -> bytes:
    """``value`` as small JSON. Lone surrogates, which files of others may hold, are kept."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def unpacked(content: bytes) -> Any:
    """What ``packed`` was given, lists in the place of tuples."""
    return json.loads(zlib.decompress(content))
