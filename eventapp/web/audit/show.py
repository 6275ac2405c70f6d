"""Entries of the audit log in words: who, what, to which thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.mailings import MailingKind
from eventapp.domain.pages import PageName
from eventapp.domain.retention import Subject
from eventapp.domain.texts import Language
from eventapp.models import (
    Account,
    AuditEntry,
    BusyCalendar,
    Event,
    Kind,
    Mailing,
    Organizer,
    Page,
    ProgramItem,
    RetentionRule,
    Speaker,
    StaffList,
    Venue,
)
from eventapp.request import get_language
from eventapp.services import audit, retention_words, wording
from eventapp.web.accounts.forms import ROLES
from eventapp.web.legal.show import NAMES as PAGES
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
    "given": _("erteilt"),
    "generator_added": _("Code-App eingerichtet"),
    "generator_removed": _("Code-App entfernt"),
    "imported": _("eingelesen"),
    "linked": _("mit einem Anmeldedienst verbunden"),
    "link_asked": _("um neues Kennwort gebeten"),
    "link_made": _("Link für ein Kennwort erstellt"),
    "link_renewed": _("Link erneuert"),
    "link_revoked": _("Link abgeschaltet"),
    "link_shown": _("persönlichen Link angezeigt"),
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
    "shortened": _("alte Einträge gelöscht"),
    "signed_in": _("angemeldet"),
    "signed_out": _("abgemeldet"),
    "started": _("begonnen"),
    "stopped": _("beendet"),
    "undone": _("zurückgenommen"),
    "use_ended": _("gelöscht, da die Bilder nicht mehr verwendet werden"),
    "unlinked": _("von einem Anmeldedienst getrennt"),
    "withdrawn": _("zurückgezogen"),
}
OTHERWISE: dict[str, Any] = {
    "attendance_plan.added": _("eingestellt"),
    "page.added": _("geändert"),
    "photo_consent.revoked": _("widerrufen"),
    "retention_rule.added": _("geändert"),
    "retention_rule.removed": _("zurückgenommen"),
}
"""Acts whose words depend on what they are done to: a page was there before its first change."""
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
    """The entries in words. What still exists is called by its name, everything else by its number.

    Where the name of who acted has left, persons whom the act concerned are called by their number, too.
    """
    kept = list(entries)
    names = _names(session, kept, language)
    return [
        Line(_when(entry, zone, language), who(entry), what(entry, names), _more(entry, language)) for entry in kept
    ]


def who(entry: AuditEntry) -> str:
    """Who acted: by name, by the account's number once the name is gone, the program itself, or nobody signed in."""
    if entry.actor_name == SYSTEM.name and entry.actor_id is None:
        return str(gettext("automatisch"))
    if entry.actor_name:
        return entry.actor_name
    if entry.actor_id is not None:
        return _account(entry.actor_id)
    return str(gettext("ohne Anmeldung"))


def what(entry: AuditEntry, names: Mapping[tuple[str, int], str]) -> str:
    """What was done, and to which thing."""
    subject, _dot, act = entry.act.partition(".")
    done = f"{SUBJECTS.get(subject, subject)}: {OTHERWISE.get(entry.act) or ACTS.get(act, act)}"
    called = _called(entry, names)
    return f"{done} – {called}" if called else done


def _called(entry: AuditEntry, names: Mapping[tuple[str, int], str]) -> str:
    """The thing by its name; what is gone, and whoever must not be named, by number; the rest by its event."""
    if entry.thing_id is None:
        return ""
    period = str(entry.details.get("period", ""))
    own = _period(period) if period else names.get((entry.thing_kind, entry.thing_id), "")
    if entry.thing_kind in _PERSONS and not audit.has_names(entry):
        own = _account(entry.thing_id) if entry.thing_kind == "account" else ""
    if entry.thing_kind in _NUMBERED:
        return own or str(gettext("Nr. %(number)s", number=entry.thing_id))
    planned = names.get(("event", entry.event_id), "") if entry.event_id is not None else ""
    return ", ".join(part for part in (own, planned) if part)


def _account(number: int) -> str:
    return str(gettext("Konto %(number)s", number=number))


def _period(subject: str) -> str:
    return retention_words.name(Subject(subject), get_language()) if subject in set(Subject) else subject


def _when(entry: AuditEntry, zone: ZoneInfo, language: Language) -> str:
    local = entry.happened_at.astimezone(zone)
    return f"{wording.short_day(local.date())}, {wording.hour(local, language)}"


def _more(entry: AuditEntry, language: Language) -> str:
    details = entry.details
    if "period" in details:
        return _days(details["before"], details["days"])
    told = [f"{DETAILS[name]}: {_value(name, value)}" for name, value in details.items() if name in DETAILS]
    told += [f"{value} {name}" for name, value in details.get("counts", {}).items()]
    if entry.act == "retention.forgotten":
        told += [f"{retention_words.name(one, language)}: {details[one]}" for one in Subject if one in details]
    return ", ".join(told)


def _days(before: int, days: int) -> str:
    if before == days:
        return str(gettext("Grund geändert"))
    return str(ngettext("%(before)s → %(days)s Tag", "%(before)s → %(days)s Tage", days, before=before, days=days))


def _value(name: str, value: object) -> str:
    if name == "role" and value in set(Role):
        return str(ROLES[Role(str(value))]).partition(":")[0]
    return str(value)


def _page(name: str) -> str:
    if name.startswith("notice-"):
        return str(gettext("Angaben zum Datenschutz für Eingeladene"))
    return str(PAGES[PageName(name)]) if name in set(PageName) else name


_NAMED: dict[str, tuple[type[Any], Callable[[Any, Language], str]]] = {
    "account": (Account, lambda row, _: row.name),
    "busy_calendar": (BusyCalendar, lambda row, _: row.name),
    "event": (Event, lambda row, language: row.theme.best(language) or row.title.best(language)),
    "kind": (Kind, lambda row, language: row.name.best(language)),
    "organizer": (Organizer, lambda row, _: row.office),
    "mailing": (Mailing, lambda row, _: kind_name(MailingKind(row.kind))),
    "page": (Page, lambda row, _: _page(row.name)),
    "program_item": (ProgramItem, lambda row, language: row.title.best(language)),
    "retention_rule": (RetentionRule, lambda row, _: _period(row.subject)),
    "speaker": (Speaker, lambda row, _: row.full_name),
    "staff_list": (StaffList, lambda row, _: row.name),
    "venue": (Venue, lambda row, _: row.name),
}


_NUMBERED = frozenset(_NAMED) - {"page", "retention_rule"} | {"invitation"}
"""What has a name of its own while it is there, and whoever must not be named here."""

_PERSONS = frozenset({"account", "speaker"})
"""Who is named for as long as the entry names who acted."""


def _names(session: Session, entries: list[AuditEntry], language: Language) -> dict[tuple[str, int], str]:
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.thing_id is not None and entry.thing_kind in _NAMED:
            wanted[entry.thing_kind].add(entry.thing_id)
        if entry.thing_id is not None and entry.thing_kind not in _NUMBERED and entry.event_id is not None:
            wanted["event"].add(entry.event_id)
    found = {}
    for kind, numbers in wanted.items():
        table, called = _NAMED[kind]
        for row in session.scalars(select(table).where(table.id.in_(numbers))):
            found[(kind, row.id)] = str(called(row, language))
    return found
