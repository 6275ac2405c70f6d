"""Taking a file over as a difference, all or nothing, and undoing it; people entered by hand go the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import InvalidValue, NotFound, Outdated, RuleBroken
from eventapp.domain.staff import WORDS, Difference, EmployeeDraft, Known, difference
from eventapp.models import Employee, Invitation, StaffChange, StaffList, StaffUpload
from eventapp.services import audit, erasures, revised, staff

_AT_ONCE = 400  # values in one IN
_SHOWN_CHANGES = 10

# Reading


def known(session: Session, staff_list: StaffList) -> list[Known]:
    """Everybody of a list, as values."""
    columns = [getattr(Employee, name) for name in WORDS]
    query = select(Employee.id, Employee.identity, *columns).where(Employee.list_id == staff_list.id)
    rows = session.execute(query.order_by(Employee.id))
    return [Known(row[0], row[1], EmployeeDraft(*row[2:])) for row in rows]


def compare(session: Session, staff_list: StaffList, drafts: Sequence[EmployeeDraft]) -> Difference:
    """What a file would change in a list. Nothing is stored."""
    return difference(known(session, staff_list), drafts)


def history(session: Session, staff_list: StaffList) -> Sequence[StaffChange]:
    """The last changes of a list, newest first."""
    query = select(StaffChange).where(StaffChange.list_id == staff_list.id)
    return session.scalars(query.order_by(StaffChange.id.desc()).limit(_SHOWN_CHANGES)).all()


def get(session: Session, staff_list: StaffList, change_id: int) -> StaffChange:
    """One change of a list. Raises NotFound."""
    found = session.get(StaffChange, change_id)
    if found is None or found.list_id != staff_list.id:
        raise NotFound("staff.unknown_change", id=change_id)
    return found


def can_undo(session: Session, change: StaffChange) -> bool:
    """Whether nothing stands on a change yet: it is the last one, and nobody was invited from the list since."""
    return change.before is not None and change.undone_at is None and not staff.is_used(session, change)


# Changing


def take(
    session: Session,
    upload: StaffUpload,
    drafts: Sequence[EmployeeDraft],
    *,
    seal: str | None,
    keeps_missing: bool,
    actor: Actor,
    now: datetime,
) -> StaffChange | None:
    """Take a file over: all of it or nothing (R-25). The file is gone afterwards. None where nothing changes (R-26).

    Raises Outdated("staff.changed_meanwhile") unless ``seal`` is that of the difference as it is now; None asks for
    none. ``keeps_missing``: people who are not in the file stay.
    """
    staff_list = _locked(session, upload.staff_list)
    revised.require_planner(actor, staff_list.organizer_id)
    found = compare(session, staff_list, drafts)
    if seal is not None and found.seal != seal:
        raise Outdated("staff.changed_meanwhile")
    gone = [] if keeps_missing else found.gone
    change = None
    if found.new or found.changed or gone:
        file_name = upload.file_name
        change = apply(session, staff_list, found.new, found.changed, gone, file_name=file_name, actor=actor, now=now)
    staff_list.taken_at, staff_list.taken_by = now, actor.name
    session.delete(upload)
    session.flush()
    return change


def apply(
    session: Session,
    staff_list: StaffList,
    new: Sequence[EmployeeDraft] = (),
    changed: Sequence[tuple[Known, EmployeeDraft]] = (),
    gone: Sequence[Known] = (),
    *,
    file_name: str = "",
    actor: Actor,
    now: datetime,
) -> StaffChange:
    """Store a difference and how it was before. Without ``file_name`` it was entered by hand."""
    before = {
        "new": [draft.identity for draft in new],
        "changed": [_kept(old) for old, _draft in changed],
        "gone": [_kept(old) for old in gone],
        "invitations": _invitations_of(session, [old.id for old in gone]),
    }
    _delete(session, [old.id for old in gone])
    if changed:
        session.execute(update(Employee), [{"id": old.id, **_columns(draft)} for old, draft in changed])
    _insert(session, staff_list, [_columns(draft) for draft in new], now)
    _forget_earlier(session, staff_list)
    change = StaffChange(
        list_id=staff_list.id,
        file_name=file_name,
        added=len(new),
        changed=len(changed),
        gone=len(gone),
        before=staff.packed(before),
        taken_at=now,
        taken_by=actor.name,
    )
    session.add(change)
    session.flush()
    counts = {"added": len(new), "changed": len(changed), "gone": len(gone)}
    audit.record(
        session, actor, "staff_list.imported" if file_name else "staff_list.edited", staff_list, now=now, **counts
    )
    session.expire_all()
    return change


def undo(session: Session, change: StaffChange, *, actor: Actor, now: datetime) -> None:
    """Bring a list back to how it was before ``change``. Raises RuleBroken("staff.used") once it is used."""
    staff_list = _locked(session, change.staff_list)
    revised.require_planner(actor, staff_list.organizer_id)
    session.refresh(change)
    if not can_undo(session, change) or change.before is None:
        raise RuleBroken("staff.used")
    before = staff.unpacked(change.before)
    for some in _portions(before["new"]):
        session.execute(delete(Employee).where(Employee.list_id == staff_list.id, Employee.identity.in_(some)))
    if before["changed"]:
        session.execute(update(Employee), before["changed"])
    _insert(session, staff_list, before["gone"], now)
    for one in before["invitations"]:  # each on its own: some of them may be gone, or forgotten at their own wish
        mine = (Invitation.id == one["id"], Invitation.forgotten_at.is_(None), Invitation.employee_id.is_(None))
        session.execute(update(Invitation).where(*mine).values(employee_id=one["employee_id"]))
    change.undone_at, change.before = now, None
    audit.record(session, actor, "staff_list.undone", staff_list, now=now)
    session.flush()
    session.expire_all()


def add_person(
    session: Session, staff_list: StaffList, draft: EmployeeDraft, *, actor: Actor, now: datetime
) -> StaffChange:
    """Enter somebody by hand. Raises InvalidValue("staff.twice") where she is on the list."""
    revised.require_planner(actor, staff_list.organizer_id)
    _refuse_double(session, _locked(session, staff_list), draft, None)
    return apply(session, staff_list, new=[draft], actor=actor, now=now)


def change_person(
    session: Session, employee: Employee, draft: EmployeeDraft, *, actor: Actor, now: datetime
) -> StaffChange | None:
    """Change somebody by hand. Raises InvalidValue("staff.twice") where she would be somebody else on the list."""
    staff_list = _locked(session, session.get_one(StaffList, employee.list_id))
    revised.require_planner(actor, staff_list.organizer_id)
    old = as_known(employee)
    if old.draft == draft:
        return None
    _refuse_double(session, staff_list, draft, employee.id)
    return apply(session, staff_list, changed=[(old, draft)], actor=actor, now=now)


def remove_person(session: Session, employee: Employee, *, actor: Actor, now: datetime) -> StaffChange:
    """Take somebody off the list. An invitation that went to her stays."""
    staff_list = _locked(session, session.get_one(StaffList, employee.list_id))
    revised.require_planner(actor, staff_list.organizer_id)
    erasures.note(session, erasures.employee(employee))
    return apply(session, staff_list, gone=[as_known(employee)], actor=actor, now=now)


def as_known(employee: Employee) -> Known:
    """A row as a value."""
    return Known(employee.id, employee.identity, EmployeeDraft(*(getattr(employee, name) for name in WORDS)))


def _locked(session: Session, staff_list: StaffList) -> StaffList:
    """Nobody else changes the list until the end of the transaction."""
    session.flush()
    session.refresh(staff_list, with_for_update=True)
    return staff_list


def _refuse_double(session: Session, staff_list: StaffList, draft: EmployeeDraft, own_id: int | None) -> None:
    query = select(Employee.id).where(Employee.list_id == staff_list.id, Employee.identity == draft.identity)
    if session.scalar(query) not in {None, own_id}:
        raise InvalidValue("staff.twice", field="email" if draft.email else "name")


def _columns(draft: EmployeeDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in WORDS}
    return {**values, "identity": draft.identity, "address_key": draft.address_key}


def _kept(old: Known) -> dict[str, Any]:
    return {"id": old.id, **_columns(old.draft), "identity": old.identity}


def _insert(session: Session, staff_list: StaffList, rows: Iterable[dict[str, Any]], now: datetime) -> None:
    owned = {"organizer_id": staff_list.organizer_id, "list_id": staff_list.id, "added_at": now}
    if values := [{**row, **owned} for row in rows]:
        session.execute(insert(Employee.__table__), values)  # type: ignore[arg-type]


def _delete(session: Session, ids: Sequence[int]) -> None:
    for some in _portions(ids):
        session.execute(delete(Employee).where(Employee.id.in_(some)))


def _invitations_of(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Which invitations are theirs: they lose that when the person goes."""
    found = []
    for some in _portions(ids):
        query = select(Invitation.id, Invitation.employee_id).where(Invitation.employee_id.in_(some))
        found += [{"id": row[0], "employee_id": row[1]} for row in session.execute(query)]
    return found


def _forget_earlier(session: Session, staff_list: StaffList) -> None:
    """What was before an earlier change is of no use any more, so it is not kept."""
    earlier = update(StaffChange).where(StaffChange.list_id == staff_list.id, StaffChange.before.is_not(None))
    session.execute(earlier.values(before=None))


def _portions(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
