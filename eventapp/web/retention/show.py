"""What is stored and due, as tables show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.retention import PERIODS, Scope, Subject, subjects_of
from eventapp.domain.texts import Language
from eventapp.models import Organizer
from eventapp.request import get_language
from eventapp.services import retention, retention_words, wording
from eventapp.services.periods import Effective
from eventapp.services.retention import Report
from eventapp.services.retention_lines import Held, Line

_COUNTED: Mapping[Subject, Callable[[int, str], str]] = {
    Subject.NEEDS: lambda n, count: ngettext(
        "%(count)s Angabe zum Bedarf", "%(count)s Angaben zum Bedarf", n, count=count
    ),
    Subject.WAITING: lambda n, count: ngettext(
        "%(count)s Eintrag der Warteliste", "%(count)s Einträge der Warteliste", n, count=count
    ),
    Subject.ANSWERS: lambda n, count: ngettext(
        "%(count)s eingeladene Person mit ihrer Antwort",
        "%(count)s eingeladene Personen mit ihren Antworten",
        n,
        count=count,
    ),
    Subject.MAILS: lambda n, count: ngettext(
        "%(count)s Adresse und Text", "%(count)s Adressen und Texte", n, count=count
    ),
    Subject.PHOTOS: lambda n, count: ngettext(
        "%(count)s Einwilligung zu Fotos", "%(count)s Einwilligungen zu Fotos", n, count=count
    ),
    Subject.STAFF: lambda n, count: ngettext(
        "%(count)s Person der Personalliste", "%(count)s Personen der Personalliste", n, count=count
    ),
    Subject.STAFF_UNUSED: lambda n, count: ngettext(
        "%(count)s Person der Personalliste", "%(count)s Personen der Personalliste", n, count=count
    ),
    Subject.STAFF_UNDO: lambda n, count: ngettext(
        "%(count)s frühere Fassung der Personalliste", "%(count)s frühere Fassungen der Personalliste", n, count=count
    ),
    Subject.BUSY: lambda n, count: ngettext(
        "%(count)s vergangener Termin", "%(count)s vergangene Termine", n, count=count
    ),
    Subject.SPEAKER_LINKS: lambda n, count: ngettext(
        "%(count)s persönlicher Link", "%(count)s persönliche Links", n, count=count
    ),
}
"""Pieces of data with their number. What is not named here belongs to no office."""


def shipped() -> dict[Subject, Effective]:
    """The days that come along with the program."""
    return {subject: Effective(period.days) for subject, period in PERIODS.items()}


def fixed(language: Language) -> list[tuple[str, str]]:
    """The periods that are the same for the whole installation."""
    return [
        (retention_words.name(subject, language), retention_words.in_days(subject, PERIODS[subject].days, language))
        for subject in subjects_of(Scope.INSTALLATION)
    ]


def rows(lines: Iterable[Line], *, now: datetime, zone: ZoneInfo) -> list[tuple[str, str, str]]:
    """What is stored, how many, and when it goes."""
    return [(_name(line), _number(line.stored), _when(line, now=now, zone=zone)) for line in lines]


def due_rows(report: Report) -> list[tuple[str, str, str]]:
    """What would go now, and what becomes of it."""
    language = get_language()
    return [(_name(line), _number(line.due), retention_words.ends(line.subject, language)) for line in report.lines]


def events(session: Session, organizer: Organizer, *, now: datetime) -> list[tuple[str, str, str]]:
    """The events of which something is stored: title and day, the page, and how much is due."""
    language, found = get_language(), []
    stored = retention.events_of(session, organizer)
    lines_of = retention.of_events(session, stored, now=now)
    for event in reversed(stored):
        lines = lines_of[event.id]
        if not lines:
            continue
        due = sum(line.due for line in lines if line.is_due)
        title = event.theme.best(language) or event.title.best(language)
        words = _("%(count)s fällig", count=_number(due)) if due else _("nichts fällig")
        name = f"{title}, {wording.short_day(event.starts.day)}"
        found.append((name, url_for("retention.event", event_id=event.id), str(words)))
    return found


def _name(line: Line) -> str:
    name = retention_words.name(line.subject, get_language())
    return f"{name} ({line.name})" if line.name and line.event_id is None else name


def _when(line: Line, *, now: datetime, zone: ZoneInfo) -> str:
    if line.due and line.held is not None:
        return _held(line.held)
    if line.in_use:
        return _in_use(line)
    if line.due:
        return str(_("fällig: %(count)s", count=_number(line.due)))
    if line.next_on is None:
        return str(_("noch kein Tag bekannt"))
    day = wording.day(line.next_on, get_language(), weekday=False)
    if line.next_on <= now.astimezone(zone).date():
        return str(_("ab %(day)s, sobald die Versammlung zu Ende ist", day=day))
    return str(_("ab %(day)s", day=day))


def _in_use(line: Line) -> str:
    """How many wait for the end of use, and from when on the others go."""
    unended, others = _number(line.in_use), line.stored - line.in_use - line.due
    found = [str(_("fällig: %(count)s", count=_number(line.due)))] if line.due else []
    if others and line.next_on is not None and not line.due:
        day = wording.day(line.next_on, get_language(), weekday=False)
        found.append(str(_("%(count)s ab %(day)s", count=_number(others), day=day)))
    found.append(str(_("%(count)s, wenn die Bilder nicht mehr verwendet werden", count=unended)))
    return "; ".join(found)


def _held(held: Held) -> str:
    """What data whose time is over still waits for."""
    return {
        Held.SENDING: str(_("wartet, bis der laufende Versand beendet ist")),
        Held.PREPARED: str(_("wartet: Eine Sendung ist vorbereitet, aber noch nicht verschickt")),
        Held.INVITING: str(_("wartet: Zu einer angekündigten Versammlung ist noch niemand eingeladen")),
    }[held]


def counted(report: Report) -> str:
    """``243 Adressen und Texte, 12 Angaben zum Bedarf``: how many of what."""
    counts: Counter[Subject] = Counter()
    for line in report.lines:
        counts[line.subject] += line.due
    return ", ".join(_counted(subject, count) for subject, count in counts.items())


def taken_over(name: str, text: str) -> str:
    """What holds where the office leaves a field empty: the same field of the installation's own page."""
    if text.strip():
        found = ", ".join(text.split("\n"))
        return str(_("Leer gilt „%(name)s“ von der Seite „Datenschutz“: %(text)s", name=name, text=found))
    return str(_("Leer gilt „%(name)s“ von der Seite „Datenschutz“. Dort ist noch nichts eingetragen.", name=name))


def agreeing(count: int) -> str:
    """The words of the button that stores days by which so much becomes due."""
    number = _number(count)
    return str(
        ngettext(
            "Fristen speichern, %(count)s wird fällig",
            "Fristen speichern, %(count)s werden fällig",
            count,
            count=number,
        )
    )


def deleting(report: Report, owner: str) -> str:
    """The words of the button that deletes: how many of what, and whose."""
    subjects = {line.subject for line in report.lines}
    what = counted(report) if len(subjects) == 1 else _entries(report.count)
    return str(_("%(what)s löschen: %(owner)s", what=what, owner=owner))


def _entries(count: int) -> str:
    return str(ngettext("%(count)s Eintrag", "%(count)s Einträge", count, count=_number(count)))


def _counted(subject: Subject, count: int) -> str:
    words = _COUNTED.get(subject)
    return str(words(count, _number(count))) if words else _entries(count)


def _number(value: int) -> str:
    return str(format_decimal(value))
