"""Which department a role is bound to, and whom an office would be without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.texts import one_line
from eventapp.models import Account, Employee, Membership, Organizer
from eventapp.services import audit, erasures
from eventapp.services.wording import N_

ROLE_NAMES: Mapping[Role, str] = {
    Role.PLANNER: N_("Planung: plant, kündigt an, lädt ein"),
    Role.APPROVER: N_("Freigabe: sieht und gibt Versand frei"),
    Role.NEEDS: N_("Barrierefreiheit: sieht, wer was braucht"),
    Role.MULTIPLIER: N_("Dienststelle: sieht die Zahlen der eigenen Dienststelle"),
    Role.READER: N_("Lesen: sieht Pläne und Zahlen, ändert nichts"),
    Role.PRESS: N_("Presse: sieht das angekündigte Programm"),
    Role.DOOR: N_("Einlass: am Tag der Versammlung"),
}
"""What each role is called, and what it is for."""

# Reading


def get(account: Account, membership_id: int) -> Membership:
    """One of the account's roles. Raises NotFound("accounts.no_such_role")."""
    held = next((one for one in account.memberships if one.id == membership_id), None)
    if held is None:
        raise NotFound("accounts.no_such_role")
    return held


def departments(session: Session, organizers: Iterable[Organizer]) -> Sequence[str]:
    """The departments that stand in the offices' staff lists, each once, by name."""
    ids = [organizer.id for organizer in organizers]
    query = select(Employee.department).where(Employee.organizer_id.in_(ids), Employee.department != "")
    return session.scalars(query.distinct().order_by(Employee.department)).all()


def known_department(session: Session, organizer: Organizer, typed: str) -> str:
    """A department as the office's staff lists spell it. While they name none, any is taken.

    Raises InvalidValue("accounts.department_missing") or ("accounts.department_unknown").
    """
    wanted = one_line(typed)
    if not wanted:
        raise InvalidValue("accounts.department_missing", field="department")
    known = departments(session, [organizer])
    if not known or wanted in known:
        return wanted
    alike = next((name for name in known if one_line(name).casefold() == wanted.casefold()), None)
    if alike is None:
        raise InvalidValue("accounts.department_unknown", field="department")
    return alike


def plans_alone(session: Session, held: Membership) -> bool:
    """Whether nobody would plan for the office without this role. Who is locked out plans nothing."""
    if held.role != Role.PLANNER:
        return False
    others = (
        select(Membership.id)
        .join(Account)
        .where(
            Membership.organizer_id == held.organizer_id,
            Membership.role == Role.PLANNER,
            Membership.account_id != held.account_id,
            Account.is_active,
        )
    )
    return session.scalar(others.limit(1)) is None


# Changing


def look_after(session: Session, held: Membership, typed: str, *, actor: Actor, now: datetime) -> None:
    """Bind a multiplier's role to another department.

    Raises InvalidValue("accounts.department_missing"), ("accounts.department_unknown") or ("accounts.role_held").
    """
    department = known_department(session, held.organizer, typed)
    if department == held.department:
        return
    roles = {(one.organizer_id, one.role, one.department) for one in held.account.memberships}
    if (held.organizer_id, held.role, department) in roles:
        raise InvalidValue("accounts.role_held", field="department")
    erasures.note(session, erasures.role(held.account, held.organizer_id, held.role, held.department))
    held.department = department
    audit.record(session, actor, "account.changed", held.account, now=now, organizer_id=held.organizer_id)
    session.flush()
