"""The calendar check before an announcement, in the planner's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from eventapp.domain.events import Status
from eventapp.domain.texts import Language
from eventapp.jobs.calendar_check import CalendarCheck, CheckedFile, check_calendars
from eventapp.request import get_office, now
from eventapp.services import wording
from eventapp.services.editions import Standing, planned_as
from eventapp.web.messages import explain


@dataclass(frozen=True, slots=True)
class Preview:
    """The entry as calendars will show it, and what the check found. ``faults`` is empty where all is right."""

    title: str
    when: str
    where: str
    text: str
    is_tentative: bool
    verdict: str
    checked: str
    faults: tuple[str, ...]


def preview(standing: Standing, language: Language) -> Preview | None:
    """What announcing the plan would put into calendars; None where its entry can't be made at all."""
    status = standing.planned.status
    status = status if status in {Status.TENTATIVE, Status.CONFIRMED} else Status.CONFIRMED
    edition = planned_as(standing, status)
    found = check_calendars(edition, get_office(), standing.current, now=now(), language=language)
    if found.entry is None or not isinstance(found.entry.starts, datetime):
        return None
    return Preview(
        title=found.entry.summary,
        when=f"{wording.day_of(edition, language)}, {wording.time_of(edition, language)}",
        where=found.entry.location,
        text=found.entry.description,
        is_tentative=status is Status.TENTATIVE,
        verdict=_verdict(found, language),
        checked=_checked(found),
        faults=_faults(found),
    )


def _verdict(found: CalendarCheck, language: Language) -> str:
    if not found.is_right or found.reads is None:
        return str(_("Der Termin käme in manchen Kalendern nicht richtig an."))
    sentence = _(
        "Ihr Termin wird in Outlook, Google Kalender, Apple Kalender und Thunderbird um %(time)s stehen.",
        time=wording.hour(found.reads[0], language),
    )
    return str(sentence)


def _checked(found: CalendarCheck) -> str:
    """``Alle 9 Kalenderdateien sind fehlerfrei: Kalendereintrag, Programmpunkte, ….``"""
    kinds = dict.fromkeys(_kinds()[file.kind] for file in found.files)
    words = _(
        "Alle %(count)s Kalenderdateien sind fehlerfrei: %(kinds)s.", count=len(found.files), kinds=", ".join(kinds)
    )
    return str(words)


def _kinds() -> dict[str, str]:
    return {
        "entry": _("Kalendereintrag"),
        "item": _("Programmpunkte"),
        "feed": _("Abonnement"),
        "rich": _("Eintrag mit Personen"),
        "request": _("E-Mail mit Bitte um Antwort"),
        "information": _("E-Mail zur Kenntnis"),
        "update": _("Änderung gegenüber der letzten Fassung"),
    }


def _faults(found: CalendarCheck) -> tuple[str, ...]:
    faults = [fault for file in found.faulty for fault in _of_file(file)]
    if found.entry is not None and not found.is_on_time:
        faults.append(_("Wer die Datei liest, kommt auf eine andere Uhrzeit als geplant."))
    return tuple(dict.fromkeys(faults))


def _of_file(file: CheckedFile) -> list[str]:
    name = _kinds()[file.kind]
    if file.refusal is not None:
        return [f"{name}: {explain(file.refusal)}"]
    return [
        _("%(file)s: Bitte geben Sie den Fehler %(code)s an die IT weiter.", file=name, code=one.code)
        for one in file.findings
    ]
