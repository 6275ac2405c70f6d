"""For each rule of the linter a file that breaks exactly this one; and files that break none."""

from __future__ import annotations

import base64
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from eventapp.adapters import ical
from eventapp.adapters.ical_check import all_codes, check, check_mail, check_update
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.adapters.mime import message_bytes
from eventapp.adapters.timezones import BERLIN as BERLIN_ZONE
from eventapp.domain.calendar import EntryStatus, Method, Task, TaskFeed
from tests.adapters.entries import BERLIN, CREATED, MODIFIED, entry, feed, invitation
from tests.adapters.test_mime import mail

EVENT = ical.event_file(entry(location="Saal", geo=None))
FEED = ical.feed_file(feed(entry(location="Saal")))
REQUEST = ical.invitation_file(invitation(Method.REQUEST, entry(location="Saal")))
CANCEL = ical.invitation_file(invitation(Method.CANCEL, entry(status=EntryStatus.CANCELLED)))
PUBLISH = ical.invitation_file(invitation(Method.PUBLISH))
REPLY = re.sub(rb"RSVP=TRUE;", b"", REQUEST.replace(b"METHOD:REQUEST", b"METHOD:REPLY")).replace(
    b"NEEDS-ACTION", b"ACCEPTED"
)
TASKS = tasks_file(
    TaskFeed(
        "Aufgaben",
        "https://example.org/tasks.ics",
        "https://example.org/",
        (Task("task-1@example.org", "Saal buchen", date(2026, 5, 1), 0, CREATED, MODIFIED),),
        MODIFIED,
    )
)
ALARM = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
PLACE = b'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE="Saal":geo:52.5,13.4\r\n'


def swapped(data: bytes, old: bytes, new: bytes) -> bytes:
    """``data`` with the first ``old`` made ``new``; there must be one."""
    assert old in data
    return data.replace(old, new, 1)


def within(line: bytes, data: bytes = EVENT) -> bytes:
    """``data`` with another line at the end of its event."""
    return swapped(data, b"END:VEVENT\r\n", line + b"END:VEVENT\r\n")


def atop(line: bytes, data: bytes = EVENT) -> bytes:
    """``data`` with another line below CALSCALE."""
    return swapped(data, b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\n" + line)


def without(name: bytes, data: bytes = EVENT) -> bytes:
    """``data`` without the line that begins with ``name``."""
    made = re.sub(rb"(?m)^" + name + rb"[^\r]*\r\n", b"", data, count=1)
    assert made != data
    return made


def event_of(data: bytes) -> bytes:
    """The VEVENT of ``data``."""
    return data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")]


def in_base64(data: bytes) -> bytes:
    """``data`` as a mail carries it."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


BARE = EVENT.replace(BERLIN_ZONE, b"")
STANDARD_ONLY = (
    b"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0200\r\n"
    b"DTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
BY_DATE = re.sub(
    rb"DTSTART:(\d{4})(\d{4})(T\d+)\r\nRRULE[^\r]*",
    lambda m: (
        b"DTSTART:"
        + (b"20250330" if m[2] == b"0329" else b"20251026")
        + m[3]
        + b"\r\nRDATE:"
        + (b"20260329" if m[2] == b"0329" else b"20261025")
        + m[3]
    ),
    BERLIN_ZONE,
)
JUNE = (
    b"BEGIN:STANDARD\r\nTZOFFSETFROM:%s\r\nTZOFFSETTO:%s\r\nDTSTART:19970602T020000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=%s\r\nEND:STANDARD\r\n"
)
WRONG_JUNE = JUNE % (b"+0200", b"+0300", b"1MO") + JUNE % (b"+0300", b"+0200", b"-1MO")
SERIES = within(b"RRULE:FREQ=MONTHLY;COUNT=5;BYDAY=2WE\r\n")


def lasting(length: bytes, data: bytes = EVENT) -> bytes:
    """``data`` with an event that says how long it lasts instead of when it ends."""
    return re.sub(rb"DTEND[^\r]*", b"DURATION:" + length, data, count=1)


def recurring(rule: bytes) -> bytes:
    """An event with ``rule``."""
    return within(b"RRULE:" + rule + b"\r\n")


def day_of_series(moment: bytes) -> bytes:
    """Another event with the UID of EVENT, that of one day."""
    return swapped(event_of(EVENT), b"DTSTAMP", b"RECURRENCE-ID" + moment + b"\r\nDTSTAMP")


BROKEN = {
    "P01": swapped(EVENT, b":Saal", b":S\xe4l"),
    "P02": b"\xef\xbb\xbf" + EVENT,
    "P03": EVENT.replace(b"\r\n", b"\n"),
    "P04": within(b"X-LONG:" + b"x" * 80 + b"\r\n"),
    "P05": within(b"X-FOLDED:\xc3\r\n \xa4\r\n"),
    "P06": within(b"X-BELL:a\x07b\r\n"),
    "P07": EVENT.removesuffix(b"\r\n"),
    "P08": within(b"\r\n"),
    "P09": within(b"X-ODD;A=^x:b\r\n"),
    "S00": b"",
    "S01": EVENT + EVENT,
    "S02": without(b"VERSION"),
    "S03": without(b"PRODID"),
    "S04": swapped(EVENT, b"GREGORIAN", b"JULIAN"),
    "S05": atop(b"METHOD:SHOUT\r\n"),
    "S06": without(b"UID"),
    "S07": swapped(EVENT, b"DTSTAMP:20260203T093000Z", b"DTSTAMP:20260203T093000"),
    "S08": without(b"DTSTART;"),
    "S09": without(b"DTEND"),
    "S10": swapped(EVENT, b"T123000", b"T080000"),
    "S11": within(b"SUMMARY:Noch einer\r\n"),
    "S12": EVENT.removesuffix(b"END:VCALENDAR\r\n"),
    "S13": EVENT.replace(event_of(EVENT), b""),
    "S14": within(b"BEGIN:VWISH\r\nEND:VWISH\r\n"),
    "S15": re.sub(rb"DTEND[^\r]*", b"DTEND;VALUE=DATE:20260611", EVENT),
    "S16": swapped(without(b"CALSCALE"), b"END:VCALENDAR", b"CALSCALE:GREGORIAN\r\nEND:VCALENDAR"),
    "S18": within(b"BEGIN:PARTICIPANT\r\nUID:p\r\nEND:PARTICIPANT\r\n"),
    "S19": within(b"BEGIN:VLOCATION\r\nNAME:Saal\r\nEND:VLOCATION\r\n"),
    "S20": swapped(BARE, b"END:VCALENDAR", BERLIN_ZONE + b"END:VCALENDAR"),
    "S21": swapped(TASKS, b"DTSTAMP:20260203T093000Z\r\n", b""),
    "S22": swapped(TASKS, b"DUE;VALUE=DATE", b"DTSTART;VALUE=DATE:20260601\r\nDUE;VALUE=DATE"),
    "S23": swapped(TASKS, b"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED\r\nPERCENT-COMPLETE:200"),
    "S24": swapped(EVENT, b"END:VCALENDAR", event_of(EVENT) + b"END:VCALENDAR"),
    "V03": re.sub(rb"(DTSTART;TZID=[^\r]*)", rb"\1Z", EVENT),
    "V04": swapped(EVENT, b"DTSTART;TZID=Europe/Berlin", b"DTSTART"),
    "V05": BARE,
    "V06": EVENT.replace(b"TZID:Europe", b"TZID:/Europe").replace(b"TZID=Europe", b"TZID=/Europe"),
    "V07": swapped(EVENT, BERLIN_ZONE, BERLIN_ZONE * 2),
    "V08": EVENT.replace(BERLIN_ZONE, STANDARD_ONLY),
    "V09": swapped(EVENT, b"END:VTIMEZONE", WRONG_JUNE + b"END:VTIMEZONE"),
    "V10": swapped(EVENT, b"CREATED:20260105", b"CREATED:20260199"),
    "V11": swapped(EVENT, b":Saal", b":Saal\\: oben"),
    "V12": re.sub(rb"DTEND[^\r]*", b"DTEND:20260611", EVENT),
    "V13": swapped(EVENT, b"SEQUENCE:0", b"SEQUENCE:-1"),
    "V14": swapped(EVENT, b"org/versammlung", "org/ü".encode()),
    "V15": within(b'X-NAME;CN="a\\,b":x\r\n'),
    "V16": swapped(EVENT, b"STATUS:CONFIRMED", b"STATUS:ABGESAGT"),
    "V17": within(ALARM.replace(b"DESCRIPTION", b"DURATION:5M\r\nDESCRIPTION")),
    "V18": swapped(FEED, b"REFRESH-INTERVAL;VALUE=DURATION", b"REFRESH-INTERVAL"),
    "V20": swapped(REQUEST, b"ailto:zoe.mueller@example.org", b"ailto:zoe.mueller"),
    "V21": swapped(EVENT, b":Saal", b":Saal\\noben"),
    "V22": swapped(EVENT, b":Saal", "Sa\u0308al".encode().join([b":", b""])),
    "V23": without(b"DESCRIPTION", within(b"X-ALT-DESC;FMTTYPE=text/html:x\r\n")),
    "V24": within(ALARM.replace(b"TRIGGER:-PT15M\r\n", b"")),
    "V25": within(b"RELATED-TO;VALUE=URI:urn:uuid:5\r\n"),
    "V26": swapped(EVENT, b":Saal", b":Saal, oben"),
    "V27": within(PLACE.replace(b';X-TITLE="Saal"', b"")),
    "V28": within(b"IMAGE;VALUE=BINARY;ENCODING=BASE64:QQ==\r\n"),
    "V29": swapped(EVENT, b":Saal", b":<b>Saal</b>"),
    "V30": swapped(EVENT, b":Saal", ":GrÃ¼n".encode()),
    "V31": swapped(EVENT, b":Saal", b":Saal\\\\\\, oben"),
    "V32": without(b"X-WR-CALNAME", FEED),
    "V33": within(b"COMMENT:\r\n"),
    "V34": swapped(EVENT, b"SUMMARY", b"Summary"),
    "V35": EVENT.replace(b"19810329T020000", b"19810329T030000"),
    "V36": atop(b"UID:calendar\r\n"),
    "V37": EVENT.replace(BERLIN_ZONE, BY_DATE),
    "V39": EVENT.replace(b"20260610", b"20261025").replace(b"T090000", b"T023000"),
    "V40": swapped(FEED, b"X-WR-CALDESC;VALUE=TEXT:", b"X-WR-CALDESC:Feste\\, "),
    "V41": swapped(EVENT, b"\\nBericht", b"\\NBericht"),
    "V42": recurring(b"X"),
    "V43": recurring(b"FREQ=DAILY;COUNT=3;UNTIL=20261231T230000Z"),
    "V38": within(b"STRUCTURED-DATA:https://example.org/data\r\n"),
    "I02": swapped(REQUEST, b"END:VCALENDAR", event_of(REQUEST).replace(b"UID:", b"UID:x") + b"END:VCALENDAR"),
    "I03": without(b"ORGANIZER[^\r]*\r\n [^\r]*|ORGANIZER", PUBLISH),
    "I04": swapped(REQUEST, b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
    "I05": within(ALARM, CANCEL),
    "I06": swapped(REPLY, b"PARTSTAT=ACCEPTED", b"PARTSTAT=NEEDS-ACTION"),
    "I11": within(b"ORGANIZER:mailto:a@example.org\r\n"),
    "I13": swapped(REQUEST, b" =TRUE;", b" =FALSE;"),
    "I14": swapped(REQUEST, b"ORGANIZER;", b'ORGANIZER;SENT-BY="mailto:b@example.org"\r\n ;'),
    "I12": within(b"ATTENDEE;RSVP=TRUE:mailto:another@example.org\r\n", REQUEST),
}
MAIL = message_bytes(mail(Method.REQUEST))
HEAD = b"Content-Type: text/calendar; method=REQUEST; charset=UTF-8\r\n"
PLAIN_PART = b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
BROKEN_MAILS = {
    "M01": message_bytes(mail()),
    "M02": swapped(MAIL, HEAD, HEAD.replace(b"REQUEST", b"CANCEL")),
    "M03": swapped(MAIL, HEAD, HEAD.replace(b"; charset=UTF-8", b"")),
    "M04": swapped(MAIL, b"multipart/alternative", b"multipart/related"),
    "M05": swapped(MAIL, PLAIN_PART, PLAIN_PART.replace(b"quoted-printable", b"8bit")),
    "M06": MAIL.replace(b'"invite.ics"', b'"termin.ics"'),
    "M07": swapped(MAIL, HEAD, HEAD + b"Content-ID: <1@example.org>\r\n"),
    "M08": swapped(MAIL, b"<zoe.mueller@", b"<another@"),
    "M09": swapped(MAIL, HEAD, HEAD.replace(b"REQUEST", b"PUBLISH")).replace(
        in_base64(ical.invitation_file(invitation(Method.REQUEST))), in_base64(PUBLISH)
    ),
}
LATER = datetime(2026, 3, 1, 8, tzinfo=UTC)
MOVED = {"starts": datetime(2026, 6, 11, 9, tzinfo=BERLIN), "ends": datetime(2026, 6, 11, 12, tzinfo=BERLIN)}


IN_VIENNA = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Europe/Vienna"))


def _event(**changes: object) -> bytes:
    return ical.event_file(entry(**changes))


def _organized(address: str) -> bytes:
    return within(f"ORGANIZER:mailto:{address}\r\n".encode())


BROKEN_UPDATES = {
    "U01": (_event(), _event(uid="another")),
    "U02": (_event(), _event(**MOVED, modified_at=LATER)),
    "U03": (_event(sequence=3), _event(**MOVED, sequence=2, modified_at=LATER)),
    "U04": (_event(), _event(summary="Neuer Titel")),
    "U05": (
        _organized("a@example.org"),
        _organized("b@example.org").replace(b"20260203T093000Z", b"20260204T093000Z"),
    ),
    "U06": (
        ical.feed_file(feed(entry(), entry(uid="b"), entry(uid="c"))),
        ical.feed_file(feed(entry(), entry(uid="b"))),
    ),
    "U07": (_event(), _event(modified_at=LATER)),
    "U08": (EVENT, _event(starts=IN_VIENNA, sequence=1, modified_at=LATER)),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_file_that_breaks_one_rule(code: str) -> None:
    assert {finding.code for finding in check(BROKEN[code])} == {code}


@pytest.mark.parametrize("code", BROKEN_MAILS)
def test_a_mail_that_breaks_one_rule(code: str) -> None:
    assert {finding.code for finding in check_mail(BROKEN_MAILS[code])} == {code}


@pytest.mark.parametrize("code", BROKEN_UPDATES)
def test_an_update_that_breaks_one_rule(code: str) -> None:
    assert {finding.code for finding in check_update(*BROKEN_UPDATES[code])} == {code}


def test_every_rule_has_its_broken_file() -> None:
    assert sorted({"P00", *BROKEN, *BROKEN_MAILS, *BROKEN_UPDATES}) == all_codes()


@pytest.mark.parametrize(
    "data", [EVENT, FEED, REQUEST, CANCEL, PUBLISH, REPLY, TASKS, SERIES, within(ALARM), within(PLACE)]
)
def test_good_files_give_no_finding(data: bytes) -> None:
    assert check(data) == []


def test_a_finding_says_where_what_and_why() -> None:
    (finding,) = check(BROKEN["V13"])

    assert BROKEN["V13"].split(b"\r\n")[finding.line - 1] == b"SEQUENCE:-1"
    assert str(finding) == f"{finding.line}: V13 SEQUENCE is no whole number from 0 (RFC 5545, section 3.8.7.4)"


IN_JUNE = b";TZID=Europe/Berlin:20260617T090000"
SAME_RULE_ELSEWHERE = [
    ("P09", within(b"X-HOST;CN=M\xc3\xbcller, Zo\xc3\xab:x\r\n")),
    ("V16", within(b'X-CALL;FEATURE="AUDIO,VIDEO":x\r\n')),
    ("V39", EVENT.replace(b"20260610", b"20260329").replace(b"T090000", b"T023000")),
    ("S01", event_of(EVENT)),
    ("S10", lasting(b"-PT1H")),
    ("S10", lasting(b"PT0S")),
    ("S10", lasting(b"P0DT0H")),
    ("S24", swapped(SERIES, b"END:VCALENDAR", day_of_series(IN_JUNE) * 2 + b"END:VCALENDAR")),
    (
        "S24",
        swapped(
            SERIES, b"END:VCALENDAR", day_of_series(IN_JUNE) + day_of_series(b":20260617T070000Z") + b"END:VCALENDAR"
        ),
    ),
    ("S24", re.sub(rb"(BEGIN:VTODO.*END:VTODO\r\n)", rb"\1\1", TASKS, flags=re.DOTALL)),
]


@pytest.mark.parametrize(("code", "data"), SAME_RULE_ELSEWHERE)
def test_another_way_to_break_a_rule(code: str, data: bytes) -> None:
    assert {finding.code for finding in check(data)} == {code}


def test_a_doubled_hour_in_utc_is_no_fault() -> None:
    data = re.sub(rb"DTSTART;[^\r]*", b"DTSTART:20261025T003000Z", EVENT.replace(b"20260610", b"20261025"))

    assert check(data) == []


def test_a_cancellation_with_the_same_sequence_is_passed_over() -> None:
    cancel = ical.invitation_file(invitation(Method.CANCEL))

    assert [finding.code for finding in check_update(REQUEST, REQUEST)] == []
    assert "U02" in {finding.code for finding in check_update(REQUEST, cancel)}


def test_the_days_of_a_series_are_compared_each_with_itself() -> None:
    moved = (
        event_of(EVENT)
        .replace(b"20260610", b"20260617")
        .replace(b"DTSTAMP", b"RECURRENCE-ID;TZID=Europe/Berlin:20260616T090000\r\nDTSTAMP", 1)
    )
    series = swapped(EVENT, b"END:VCALENDAR", moved + b"END:VCALENDAR")

    assert check_update(series, series) == []


def test_another_day_of_the_series_is_another_name() -> None:
    one, other = (
        within(b"RECURRENCE-ID;TZID=Europe/Berlin:202606%dT090000\r\n" % day).replace(b"T093000Z", b"T0%d3000Z" % hour)
        for day, hour in ((10, 8), (17, 9))
    )

    assert [finding.code for finding in check_update(one, other)] == ["U08"]
