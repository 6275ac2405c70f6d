"""How long which data of people is kept, and on which day its time is over (DP-8, TRUST S-62)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventapp.domain.errors import InvalidValue
from eventapp.domain.times import WallClock

MOST_DAYS = 3_650
LONGEST_REASON = 300
LEAST_LETTERS = 10
"""So many letters a reason has at least: a dot gives none."""


class Subject(StrEnum):
    """Kinds of data that are forgotten at their own time."""

    NEEDS = "needs"
    WAITING = "waiting"
    ANSWERS = "answers"
    MAILS = "mails"
    PHOTOS = "photos"
    STAFF = "staff"
    STAFF_UNUSED = "staff_unused"
    STAFF_UNDO = "staff_undo"
    BUSY = "busy"
    SPEAKER_LINKS = "speaker_links"
    STAFF_UPLOADS = "staff_uploads"
    BARRIERS = "barriers"
    SESSIONS = "sessions"
    SIGN_INS = "sign_ins"
    NETWORKS = "networks"
    PASSWORD_LINKS = "password_links"  # noqa: S105 - the name of a table
    AUDIT_NAMES = "audit_names"
    AUDIT = "audit"


class Scope(StrEnum):
    """Who decides about the days: an event may differ from its office, the installation is the same for all."""

    EVENT = "event"
    ORGANIZER = "organizer"
    INSTALLATION = "installation"


class Start(StrEnum):
    """The day that the days are counted from."""

    EVENT_END = "event_end"
    LEFT = "left"
    REVOKED = "revoked"
    LAST_SENT = "last_sent"
    READ = "read"
    TAKEN = "taken"
    BUSY_END = "busy_end"
    LAST_APPEARANCE = "last_appearance"
    DONE = "done"
    LAST_SEEN = "last_seen"
    EXPIRED = "expired"
    HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class Period:
    """What is shipped for a subject: the days, from what day on, and who may change them."""

    days: int
    start: Start
    scope: Scope


PERIODS: dict[Subject, Period] = {
    Subject.NEEDS: Period(7, Start.EVENT_END, Scope.EVENT),
    Subject.WAITING: Period(7, Start.EVENT_END, Scope.EVENT),
    Subject.ANSWERS: Period(30, Start.EVENT_END, Scope.EVENT),
    Subject.MAILS: Period(14, Start.LEFT, Scope.EVENT),
    Subject.PHOTOS: Period(3 * 365, Start.REVOKED, Scope.EVENT),
    Subject.STAFF: Period(14, Start.LAST_SENT, Scope.ORGANIZER),
    Subject.STAFF_UNUSED: Period(365, Start.TAKEN, Scope.ORGANIZER),
    Subject.STAFF_UNDO: Period(14, Start.TAKEN, Scope.ORGANIZER),
    Subject.BUSY: Period(30, Start.BUSY_END, Scope.ORGANIZER),
    Subject.SPEAKER_LINKS: Period(30, Start.LAST_APPEARANCE, Scope.ORGANIZER),
    Subject.STAFF_UPLOADS: Period(1, Start.READ, Scope.INSTALLATION),
    Subject.BARRIERS: Period(365, Start.DONE, Scope.INSTALLATION),
    Subject.SESSIONS: Period(7, Start.LAST_SEEN, Scope.INSTALLATION),
    Subject.SIGN_INS: Period(2, Start.HAPPENED, Scope.INSTALLATION),
    Subject.NETWORKS: Period(30, Start.HAPPENED, Scope.INSTALLATION),
    Subject.PASSWORD_LINKS: Period(0, Start.EXPIRED, Scope.INSTALLATION),
    Subject.AUDIT_NAMES: Period(90, Start.HAPPENED, Scope.INSTALLATION),
    Subject.AUDIT: Period(365, Start.HAPPENED, Scope.INSTALLATION),
}


def most_days(subject: Subject) -> int:
    """The days that nobody may go beyond. What tells of somebody's health stays a year at most, whatever the reason."""
    return 365 if subject is Subject.NEEDS else MOST_DAYS


def is_reason(text: str) -> bool:
    """Whether ``text`` says enough to be a reason."""
    return sum(map(str.isalpha, text)) >= LEAST_LETTERS


def subjects_of(*scopes: Scope) -> tuple[Subject, ...]:
    """The subjects about which these decide."""
    return tuple(subject for subject, period in PERIODS.items() if period.scope in scopes)


def check(subject: Subject, days: int, reason: str, *, is_event: bool) -> None:
    """Raise InvalidValue for days that can't be, and for days without a reason: those of an event, and those of an
    office that differ from what is shipped (DP-8).
    """
    if not 0 <= days <= most_days(subject):
        raise InvalidValue("retention.days", field=f"{subject}_days", most=most_days(subject))
    if len(reason) > LONGEST_REASON:
        raise InvalidValue("retention.reason_long", field=f"{subject}_reason", most=LONGEST_REASON)
    if is_event and not reason:
        raise InvalidValue("retention.reason_missing", field=f"{subject}_reason")
    if days != PERIODS[subject].days and not reason:
        raise InvalidValue("retention.office_reason_missing", field=f"{subject}_reason")
    if (is_event or days != PERIODS[subject].days) and not is_reason(reason):
        raise InvalidValue("retention.reason_thin", field=f"{subject}_reason", least=LEAST_LETTERS)


def due_on(day: date, days: int) -> date:
    """The day on which the time is over that began on ``day``. Days are those of the calendar, however long."""
    return day + timedelta(days=days)


def due_at(end: WallClock, days: int, zone: ZoneInfo) -> datetime:
    """When the time is over that began with the day of ``end``: as that day begins, but never before ``end`` itself."""
    return max(midnight(due_on(end.day, days), zone), end.instant(zone))


def cutoff(now: datetime, days: int, zone: ZoneInfo) -> datetime:
    """What happened before this instant has been kept for its ``days``: its day is at least so long ago."""
    return midnight(now.astimezone(zone).date() - timedelta(days=days - 1), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which ``day`` begins in ``zone``."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
