"""What is stored and due, as tables show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.retention import PERIODS, Scope, Subject, subjects_of
from eventapp.domain.texts import Language
from eventapp.models import Organizer
from eventapp.request import get_language
from eventapp.services import retention, retention_words, wording
from eventapp.services.periods import Effective
from eventapp.services.retention import Report
from eventapp.services.retention_lines import Line


def shipped() -> dict[Subject, Effective]:
    """The days that come along with the program."""
    return {subject: Effective(period.days) for subject, period in PERIODS.items()}


def fixed(language: Language) -> list[tuple[str, str]]:
    """The periods that are the same for the whole installation."""
    return [
        (retention_words.name(subject, language), retention_words.period(subject, PERIODS[subject].days, language))
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
    for event in reversed(retention.events_of(session, organizer)):
        lines = retention.of_event(session, event, now=now)
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
    if line.due and line.is_held:
        return str(_("wartet: Ein Versand ist unterwegs, oder es wird noch eingeladen"))
    if line.due:
        return str(_("fällig: %(count)s", count=_number(line.due)))
    if line.next_on is None:
        return str(_("noch kein Tag bekannt"))
    day = wording.day(line.next_on, get_language(), weekday=False)
    if line.next_on <= now.astimezone(zone).date():
        return str(_("ab %(day)s, sobald die Versammlung zu Ende ist", day=day))
    return str(_("ab %(day)s", day=day))


def _number(value: int) -> str:
    return str(format_decimal(value))
