"""Entries of the audit log in words: who, what, to which thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Role
from eventapp.domain.mailings import MailingKind
from eventapp.domain.texts import Language
from eventapp.models import (
    Account,
    AuditEntry,
    BusyCalendar,
    Event,
    Kind,
    Mailing,
    Organizer,
    ProgramItem,
    Speaker,
    StaffList,
    Venue,
)
from eventapp.services import wording
from eventapp.web.accounts.forms import ROLES
from eventapp.web.mailings.show import kind_name

_ = lazy_gettext

SUBJECTS: dict[str, Any] = {
    "account": _("Konto"),
    "attendance_plan": _("Antworten"),
    "audit": _("Protokoll"),
    "backup": _("Sicherung"),
    "barrier_report": _("Gemeldete Barriere"),
    "busy_calendar": _("Belegungskalender"),
    "event": _("Versammlung"),
    "figures": _("Zahlen"),
    "feed": _("Kalender zum Abonnieren"),
    "installation": _("Installation"),
    "invitation": _("Einladung"),
    "kind": _("Art der Versammlung"),
    "mailing": _("Versand"),
    "needs": _("Bedarf"),
    "organizer": _("Absender"),
    "outbox": _("Postausgang"),
    "page": _("Seite"),
    "photo_consent": _("Einwilligung zu Fotos"),
    "program_item": _("Programmpunkt"),
    "retention": _("Löschen nach Fristen"),
    "retention_rule": _("Löschfrist"),
    "speaker": _("Person"),
    "staff_list": _("Personalliste"),
    "venue": _("Ort"),
    "video": _("Film in Gebärdensprache"),
}
ACTS: dict[str, Any] = {
    "added": _("eingetragen"),
    "address_corrected": _("Adresse berichtigt"),
    "administration_given": _("darf die Installation verwalten"),
    "administration_taken": _("verwaltet die Installation nicht mehr"),
    "announced": _("angekündigt"),
    "approved": _("freigegeben"),
    "called_off": _("abgesagt"),
    "changed": _("geändert"),
    "codes_closed": _("Codes der App gesperrt, weil viele falsch waren"),
    "declined": _("nicht freigegeben"),
    "disabled": _("gesperrt"),
    "done": _("erledigt"),
    "edited": _("von Hand geändert"),
    "enabled": _("wieder geöffnet"),
    "exported": _("als Datei ausgegeben"),
    "forgotten": _("Daten gelöscht"),
    "generator_added": _("Code-App eingerichtet"),
    "generator_removed": _("Code-App entfernt"),
    "imported": _("eingelesen"),
    "linked": _("mit einem Anmeldedienst verbunden"),
    "link_asked": _("um neues Kennwort gebeten"),
    "link_made": _("Link für ein Kennwort erstellt"),
    "link_renewed": _("Link erneuert"),
    "link_revoked": _("Link abgeschaltet"),
    "mail_held": _("Versand angehalten"),
    "mail_released": _("Versand freigegeben"),
    "made": _("erstellt"),
    "moved": _("verschoben"),
    "passkey_added": _("Passkey eingerichtet"),
    "passkey_copied": _("Passkey abgewiesen, vielleicht kopiert"),
    "passkey_removed": _("Passkey entfernt"),
    "passkey_renamed": _("Passkey umbenannt"),
    "password_set": _("Kennwort gewählt"),
    "printed": _("als gedruckt vermerkt"),
    "proof_refused": _("erneuter Nachweis abgewiesen"),
    "proposed": _("um Freigabe gebeten"),
    "recovery_codes_renewed": _("Ersatzcodes erneuert"),
    "released": _("freigegeben"),
    "removed": _("gelöscht"),
    "renewed": _("erneuert"),
    "restored": _("wiederhergestellt"),
    "retried": _("noch einmal versucht"),
    "revoked": _("abgeschaltet"),
    "role_given": _("Rolle gegeben"),
    "role_taken": _("Rolle entzogen"),
    "second_factor_reset": _("zweiter Nachweis zurückgesetzt"),
    "sessions_ended": _("in anderen Browsern abgemeldet"),
    "sign_in_refused": _("Anmeldung abgewiesen"),
    "signed_in": _("angemeldet"),
    "signed_out": _("abgemeldet"),
    "started": _("begonnen"),
    "stopped": _("beendet"),
    "undone": _("zurückgenommen"),
    "unlinked": _("von einem Anmeldedienst getrennt"),
    "withdrawn": _("zurückgezogen"),
}
DETAILS: dict[str, Any] = {
    "added": _("neu"),
    "approved_for": _("freigegeben für"),
    "changed": _("geändert"),
    "edition": _("Fassung"),
    "entries": _("Einträge"),
    "gone": _("entfernt"),
    "kept_back": _("zurückgehalten"),
    "letters": _("Briefe"),
    "mails": _("E-Mails"),
    "people": _("Personen"),
    "role": _("Rolle"),
    "times": _("Zeiten"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read: four texts."""

    when: str
    who: str
    what: str
    more: str


def lines(session: Session, entries: Iterable[AuditEntry], zone: ZoneInfo, language: Language) -> list[Line]:
    """The entries in words. What still exists is called by its name, everything else by its number."""
    kept = list(entries)
    names = _names(session, kept, language)
    return [Line(_when(entry, zone, language), who(entry), what(entry, names), _more(entry.details)) for entry in kept]


def who(entry: AuditEntry) -> str:
    """Who acted: by name, by the account's number once the name is gone, or that nobody was signed in."""
    if entry.actor_name:
        return entry.actor_name
    if entry.actor_id is not None:
        return str(gettext("Konto %(number)s", number=entry.actor_id))
    return str(gettext("ohne Anmeldung"))


def what(entry: AuditEntry, names: Mapping[tuple[str, int], str]) -> str:
    """What was done, and to which thing."""
    subject, _dot, act = entry.act.partition(".")
    done = f"{SUBJECTS.get(subject, subject)}: {ACTS.get(act, act)}"
    if entry.thing_id is None:
        return done
    called = names.get((entry.thing_kind, entry.thing_id)) or gettext("Nr. %(number)s", number=entry.thing_id)
    return f"{done} – {called}"


def _when(entry: AuditEntry, zone: ZoneInfo, language: Language) -> str:
    local = entry.happened_at.astimezone(zone)
    return f"{wording.short_day(local.date())}, {wording.hour(local, language)}"


def _more(details: Mapping[str, Any]) -> str:
    told = [f"{DETAILS[name]}: {_value(name, value)}" for name, value in details.items() if name in DETAILS]
    told += [f"{value} {name}" for name, value in details.get("counts", {}).items()]
    return ", ".join(told)


def _value(name: str, value: object) -> str:
    if name == "role" and value in set(Role):
        return str(ROLES[Role(str(value))]).partition(":")[0]
    return str(value)


_NAMED: dict[str, tuple[type[Any], Callable[[Any, Language], str]]] = {
    "account": (Account, lambda row, _: row.name),
    "busy_calendar": (BusyCalendar, lambda row, _: row.name),
    "event": (Event, lambda row, language: row.theme.best(language) or row.title.best(language)),
    "kind": (Kind, lambda row, language: row.name.best(language)),
    "organizer": (Organizer, lambda row, _: row.office),
    "mailing": (Mailing, lambda row, _: kind_name(MailingKind(row.kind))),
    "program_item": (ProgramItem, lambda row, language: row.title.best(language)),
    "speaker": (Speaker, lambda row, _: row.full_name),
    "staff_list": (StaffList, lambda row, _: row.name),
    "venue": (Venue, lambda row, _: row.name),
}


def _names(session: Session, entries: list[AuditEntry], language: Language) -> dict[tuple[str, int], str]:
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.thing_id is not None and entry.thing_kind in _NAMED:
            wanted[entry.thing_kind].add(entry.thing_id)
    found = {}
    for kind, numbers in wanted.items():
        table, called = _NAMED[kind]
        for row in session.scalars(select(table).where(table.id.in_(numbers))):
            found[(kind, row.id)] = str(called(row, language))
    return found
