"""What single readers get wrong of files that are right, as narrow as it can be said; each was looked at.

A reader that isn't named here reads everything as it was meant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from eventapp.adapters.calendar_text import escaped
from eventapp.domain.times import ClockFault, fault_of
from tests.adapters.entries import BERLIN, Case, moment
from tests.adapters.parsers.in_process import Reading

SLOW = {"ics", "ruby", "Data::ICal", "iCal::Parser"}  # 5 to 25 ms a file: they read every seventh
# Horde refuses a file with a component that it doesn't know, libical 3.0 reports an error for each of them, and ts-ics
# gives the event the UID and SUMMARY of the last one within it. That is why the rich variant is nobody's default.
NOT_RICH = {"horde", "libical", "ts-ics"}
_TEXTS = ("uid", "summary", "description", "location")
_PEOPLE = ("organizer", "attendee")

_TEXT: dict[str, Callable[[str], str]] = {
    # ics.py 0.7 and node-ical 0.25 take an n after an escaped backslash for a line break
    "ics": lambda text: text.replace("\\n", "\\\n").replace("\\N", "\\\n"),
    "node-ical": lambda text: text.replace("\\n", "\\\n").replace("\\N", "\\\n"),
    # ruby-icalendar 2.8 too, but only a small one
    "ruby": lambda text: text.replace("\\n", "\\\n"),
    # Data::ICal 0.24 too, and loses the backslash
    "Data::ICal": lambda text: text.replace("\\n", "\n").replace("\\N", "\n"),
    # Horde 2.1 too, and means CRLF by a line break
    "horde": lambda text: text.replace("\n", "\r\n").replace("\\n", "\\\r\n").replace("\\N", "\\\r\n"),
    # sabre/vobject 2.1 (Debian's) undoes the escapes of backslash and line break and leaves those of , and ;
    "sabre": lambda text: text.replace(",", "\\,").replace(";", "\\;"),
    # ts-ics 2.4 cuts what looks like the begin or end of an object out of every text
    "ts-ics": lambda text: text.replace("BEGIN:VEVENT", "").replace("END:VCALENDAR", ""),
    # iCal::Parser 1.21 undoes no escapes
    "iCal::Parser": escaped,
}
# RFC 6868 writes ^' for " in a name and ^^ for ^; most readers show that as it stands. Some end a quoted name at a ; or
# : or = within it, or take a backslash for the escape that it isn't there. Names with such characters aren't compared.
_NAME: dict[str, str] = {
    "vobject": '"^',
    "ics": '"^\\',
    "ical.js": "\\",
    "node-ical": '"^;',
    "ts-ics": '"^;:',
    "sabre": '"^\\',
    "horde": '"^',
    "ruby": '"^',
    "libical": "\\",
    "Data::ICal": '"^\\=',
    "iCal::Parser": '"^\\=',
}


def read_by(reader: str, case: Case) -> Reading:
    """What is expected of ``reader``."""
    seen = case.expected | texts_read_by(reader, case.expected) | _times(reader, case)
    if reader == "iCal::Parser":
        del seen["sequence"]  # it drops SEQUENCE itself
    return seen


def compared(reader: str, given: Reading, found: Reading) -> Reading:
    """``found`` with the names of ``given`` that this reader can't take put in."""
    hard = set(_NAME.get(reader, ""))
    return found | {role: given[role] for role in _PEOPLE if role in given and set(str(given[role])) & hard}


def texts_read_by(reader: str, expected: Reading) -> Reading:
    """The texts of ``expected`` as ``reader`` shows them."""
    weakness = _TEXT.get(reader, str)
    return {name: weakness(str(expected[name])) for name in _TEXTS if name in expected}


def _times(reader: str, case: Case) -> Reading:
    starts, ends = case.entry.starts, case.entry.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime) or _in_utc(starts) or _in_utc(ends):
        return {}
    if reader == "node-ical":
        return {"start": _without_summer(starts), "end": _without_summer(ends)}
    if reader == "ts-ics":
        return {"start": _with_the_offset_of_the_evening(starts), "end": _with_the_offset_of_the_evening(ends)}
    if reader == "iCal::Parser":  # it sets every wall clock into the one zone that it was told
        return {"start": moment(starts.replace(tzinfo=BERLIN)), "end": moment(ends.replace(tzinfo=BERLIN))}
    return {}


def _in_utc(value: datetime) -> bool:
    """Whether it leaves in UTC, because it is in it or comes twice; then so does the other end."""
    assert value.tzinfo is not None
    return value.tzinfo is UTC or fault_of(value.replace(tzinfo=None), value.tzinfo) is ClockFault.DOUBLED  # type: ignore[arg-type]


def _without_summer(value: datetime) -> str | int:
    """node-ical 0.25 knows no summer time after 2037, where tables of changes end that don't go on by a rule."""
    winter = value.replace(month=1) if value.year > 2037 else value
    return int((value.replace(tzinfo=UTC) - (winter.utcoffset() or timedelta())).timestamp())


def _with_the_offset_of_the_evening(value: datetime) -> str | int:
    """ts-ics 2.4 takes the offset after a change of the clock for the whole day of the change."""
    evening = datetime.combine(value, time(23), value.tzinfo)
    return int((value.replace(tzinfo=UTC) - (evening.utcoffset() or timedelta())).timestamp())
