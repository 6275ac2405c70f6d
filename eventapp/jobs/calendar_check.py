"""Before an edition is announced: every calendar file that it will give out, made, linted and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from eventapp.adapters import ical, ical_rich
from eventapp.adapters.ical_busy import busy_times
from eventapp.adapters.ical_check import Finding, check, check_mail, check_update
from eventapp.domain.calendar import CalendarEntry, Mailbox
from eventapp.domain.editions import Edition
from eventapp.domain.errors import DomainError
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.domain.times import TimeSpan
from eventapp.jobs import mails
from eventapp.services import calendar

_SOMEBODY = Mailbox("Kim Beispiel", "kim.beispiel@example.org")
_AROUND = timedelta(days=400)
_ZONE_CHANGED = "U08"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file: an entry, item, feed, rich, request, information or update. With a ``refusal`` there is none."""

    kind: str
    language: Language
    findings: tuple[Finding, ...] = ()
    refusal: DomainError | None = None

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.findings and self.refusal is None


@dataclass(frozen=True, slots=True)
class CalendarCheck:
    """What was checked. ``entry`` is what people will see; ``reads`` what a calendar makes of its file, in the zone."""

    entry: CalendarEntry | None
    files: tuple[CheckedFile, ...]
    reads: tuple[datetime, datetime] | None

    @property
    def faulty(self) -> tuple[CheckedFile, ...]:
        """The files with something wrong."""
        return tuple(file for file in self.files if not file.is_right)

    @property
    def is_on_time(self) -> bool:
        """Whether a calendar reads just the times that were planned."""
        return self.entry is not None and self.reads == (self.entry.starts, self.entry.ends)

    @property
    def is_right(self) -> bool:
        """Whether everything may go out."""
        return self.is_on_time and not self.faulty


def check_calendars(
    edition: Edition,
    office: MailOffice,
    current: Edition | None,
    *,
    now: datetime,
    language: Language = Language.GERMAN,
) -> CalendarCheck:
    """All files that ``edition`` will give out, in its languages; its entry in ``language``.

    ``current`` is what was announced before: its subscribers' calendars must take the new entry.
    """
    forms = [form for form in edition.languages if form is not Language.EASY]
    files = [file for form in forms for file in _files(edition, office, form, current, now)]
    try:
        entry = calendar.entry(edition, office.links, language)
        reads = _read_back(ical.event_file(entry), entry, edition)
    except DomainError:
        return CalendarCheck(None, tuple(files), None)
    return CalendarCheck(entry, tuple(files), reads)


def _files(
    edition: Edition, office: MailOffice, language: Language, current: Edition | None, now: datetime
) -> Iterator[CheckedFile]:
    links = office.links

    def entry(of: Edition) -> bytes:
        return ical.event_file(calendar.entry(of, links, language))

    def mail(asks: bool) -> Callable[[], list[Finding]]:
        return lambda: check_mail(
            mails.to_anybody(edition, office, _SOMEBODY, now=now, language=language, asks_for_answer=asks).content
        )

    yield _checked("entry", language, lambda: check(entry(edition)))
    for item in edition.items:
        one = calendar.item_entry(edition, item, links, language)
        yield _checked("item", language, partial(_check_entry, one))
    if edition.items:
        yield _checked("feed", language, lambda: check(ical.feed_file(calendar.program_feed(edition, links, language))))
    yield _checked("rich", language, lambda: check(ical_rich.rich_file(calendar.rich(edition, links, language))))
    yield _checked("request", language, mail(asks=True))
    yield _checked("information", language, mail(asks=False))
    if current is not None:
        yield _checked("update", language, lambda: _check_update(entry(current), entry(edition)))


def _check_entry(entry: CalendarEntry) -> list[Finding]:
    return check(ical.event_file(entry))


def _check_update(old: bytes, new: bytes) -> list[Finding]:
    """Another zone is what the planner wants, and SEQUENCE grows with it; it is no fault of the file."""
    return [finding for finding in check_update(old, new) if finding.code != _ZONE_CHANGED]


def _checked(kind: str, language: Language, look: Callable[[], list[Finding]]) -> CheckedFile:
    """Guesses of the linter are no faults: what it guesses at may be meant."""
    try:
        findings = tuple(finding for finding in look() if not finding.guess)
    except DomainError as error:
        return CheckedFile(kind, language, refusal=error)
    return CheckedFile(kind, language, findings)


def _read_back(data: bytes, entry: CalendarEntry, edition: Edition) -> tuple[datetime, datetime] | None:
    """Start and end as a reader computes them from the file's own zone, which shares no code with what wrote it."""
    start = edition.starts.instant(edition.tz)
    window = TimeSpan(start - _AROUND, start + _AROUND)
    found = [busy for busy in busy_times(data, window, edition.tz) if busy.uid == entry.uid]
    if len(found) != 1:
        return None
    span = found[0].span
    return (span.start.astimezone(edition.tz), span.end.astimezone(edition.tz))
