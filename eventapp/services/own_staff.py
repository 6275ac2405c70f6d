"""What the staff lists hold about an invited person, for herself: to be told of, and not to be deleted by the way.

A list is the office's: it comes from her employer, serves other assemblies too, and has a period of its own. So her
entry outlives the data of one invitation, and she is told that it does, until when, and whom to ask (Art. 13-17 GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from eventapp.domain.retention import Subject
from eventapp.domain.staff import WORDS
from eventapp.domain.texts import Language
from eventapp.models import Employee, Invitation, StaffList
from eventapp.services import periods, privacy, retention, retention_words
from eventapp.services.wording import N_, day, words

FIELDS: Mapping[str, str] = {
    "name": N_("Name"),
    "email": N_("E-Mail-Adresse"),
    "salutation": N_("Anrede"),
    "language": N_("Sprache"),
    "department": N_("Dienststelle"),
    "site": N_("Standort"),
    "post": N_("Anschrift"),
}
"""The fields of an entry in words."""
ORIGIN = N_("Er stammt aus der Liste, die Ihre Dienststelle uns gibt, oder ist von uns eingetragen.")
WITHOUT_MAILBOX = "#"
"""What the key of a person without a mailbox begins with; her identity on the list follows (services.audience)."""
_SUBJECTS = (Subject.STAFF, Subject.STAFF_UNUSED)


@dataclass(frozen=True, slots=True)
class Entry:
    """Her entry on one list: its fields that hold something, and when it goes.

    ``until`` is the day as things stand; None while the list is still needed for inviting.
    """

    list_name: str
    values: Mapping[str, str]
    added_at: datetime
    subject: Subject
    days: int
    until: date | None


def is_listed(session: Session, invitation: Invitation) -> bool:
    """Whether any list of the office that invites has an entry of hers."""
    return session.execute(_hers(invitation).limit(1)).first() is not None


def of(session: Session, invitation: Invitation, *, now: datetime) -> list[Entry]:
    """Her entries on the lists of the office that invites: that she was invited by, and each with her address."""
    organizer = invitation.event.organizer
    found = session.execute(_hers(invitation)).all()
    if not found:
        return []
    lines = retention.of_organizer(session, organizer, now=now, zone=invitation.event.tz)
    of_lists = {line.name: line for line in lines if line.subject in _SUBJECTS}
    days = periods.all_of(session, organizer.id)
    entries = []
    for row, name in found:
        line = of_lists[name]
        values = {word: str(getattr(row, word)) for word in WORDS if getattr(row, word)}
        until = None if line.is_held and line.due else line.next_on
        entries.append(Entry(name, values, row.added_at, line.subject, days[line.subject].days, until))
    return entries


def _hers(invitation: Invitation) -> Select[Employee, str]:
    """Each way to know her has an index, so that her page does not read everybody's entry."""
    organizer_id, key = invitation.event.organizer_id, invitation.address_key
    lists = select(StaffList.id).where(StaffList.organizer_id == organizer_id)
    is_known: ColumnElement[bool] = (Employee.address_key == key) & (Employee.address_key != "")
    if key.startswith(WITHOUT_MAILBOX):
        is_known = Employee.identity == key.removeprefix(WITHOUT_MAILBOX)
    ways = (
        select(Employee.id)
        .where(Employee.id == invitation.employee_id)
        .union(select(Employee.id).where(Employee.list_id.in_(lists), is_known))
    )
    query = select(Employee, StaffList.name).join(StaffList, StaffList.id == Employee.list_id)
    hers = Employee.id.in_(ways)
    return query.where(Employee.organizer_id == organizer_id, hers).order_by(Employee.id)


def names(entry: Entry, language: Language) -> str:
    """What the entry holds, without saying it: who has a forwarded link reads no personnel data (S-43)."""
    _ = words(language)
    return ", ".join(_(FIELDS[word]) for word in entry.values)


def end(entry: Entry, language: Language) -> str:
    """``Gelöscht wird er 14 Tage ab dem letzten Versand …; nach heutigem Stand am 1. Dezember 2026. Länger, …``"""
    _ = words(language)
    period = retention_words.period(entry.subject, entry.days, language)
    if entry.until is None:
        return _(N_("Gelöscht wird er {period}. Noch brauchen wir die Liste, um einzuladen.")).format(period=period)
    told = _(N_("Gelöscht wird er {period}; nach heutigem Stand am {day}."))
    longer = _(privacy.HELD[entry.subject])
    return f"{told.format(period=period, day=day(entry.until, language, weekday=False))} {longer}"


def rows(session: Session, invitation: Invitation, language: Language, *, now: datetime) -> list[tuple[str, str]]:
    """Her entries for the copy: what they hold, where that comes from, when it goes, whom to ask. For herself alone."""
    _ = words(language)
    told = []
    for entry in of(session, invitation, now=now):
        values = "; ".join(f"{_(FIELDS[word])}: {_one_line(value)}" for word, value in entry.values.items())
        added = _(N_("eingetragen am {day}")).format(day=day(_local(entry, invitation), language, weekday=False))
        title = _(N_("Ihr Eintrag in der Personalliste „{name}“")).format(name=entry.list_name)
        told.append((title, f"{values}; {added}. {_(ORIGIN)} {end(entry, language)}"))
    if told:
        told.append((_(N_("Den Eintrag in der Personalliste berichtigen oder löschen")), _contact(invitation)))
    return told


def _local(entry: Entry, invitation: Invitation) -> date:
    return entry.added_at.astimezone(invitation.event.tz).date()


def _contact(invitation: Invitation) -> str:
    office = invitation.event.organizer
    phone, email = office.contact_phone or office.phone, office.contact_email or office.email
    return ", ".join(part for part in (office.contact_name or office.office, phone, email) if part)


def _one_line(value: str) -> str:
    return ", ".join(value.split("\n"))
