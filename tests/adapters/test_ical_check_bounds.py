"""The linter before files and mails that nobody means: it ends soon, says what it left out, and never breaks."""

from __future__ import annotations

import re
from time import process_time

import pytest

from eventapp.adapters import ical
from eventapp.adapters.ical_check import calendar_in, check, check_mail, check_update, looks_like_mail
from eventapp.adapters.timezones import BERLIN as BERLIN_ZONE
from eventapp.domain.calendar import Method
from tests.adapters.entries import invitation
from tests.adapters.test_ical_check import BROKEN_MAILS, EVENT, MAIL, WRONG_JUNE, atop, event_of, swapped, within


@pytest.mark.parametrize(
    "data",
    [b"x" * 20_000_001, b"\n" * 400_001, b"BEGIN:VCALENDAR\r\n" * 9],
    ids=["octets", "lines", "depth"],
)
def test_bounds(data: bytes) -> None:
    assert [finding.code for finding in check(data)] == ["P00"]
    assert [finding.code for finding in check_update(data, EVENT)] == ["P00"]


@pytest.mark.parametrize(
    "data", [b"", b"\r\n", b":", b";:", b"BEGIN", b"BEGIN:", b"END:VEVENT\r\n", bytes(range(256)), b"A;B"]
)
def test_rubbish_is_reported_and_breaks_nothing(data: bytes) -> None:
    assert [finding.code for finding in check(data)] == ["S00"]
    assert [finding.code for finding in check_mail(data)] == ["M01"]
    check_update(data, data)


def test_a_rule_stops_after_a_hundred_findings() -> None:
    data = within(b"COMMENT:\r\n" * 500)

    assert len(check(data)) == 100


def _with_value(name: bytes, value: bytes, data: bytes = EVENT) -> bytes:
    return re.sub(rb"(?m)^(" + name + rb"[^:\r]*:)[^\r]*", lambda found: found[1] + value, data, count=1)


EDGES = {
    "before the first year": _with_value(b"DTSTART;", b"00010101T000000"),
    "after the last year": _with_value(b"DTEND", b"99991231T235959Z"),
    "after the last year in New York": _with_value(
        b"DTEND", b"99991231T235959", EVENT.replace(b"Europe/Berlin", b"America/New_York")
    ),
    "a sequence in superscript": _with_value(b"SEQUENCE", "²".encode()),
    "a date in other digits": _with_value(b"CREATED", "٢٠٢٦0105T080000Z".encode()),
    "an onset on the last day": EVENT.replace(b"DTSTART:19810329", b"DTSTART:99991231").replace(
        b"FROM:+0100", b"FROM:-9999"
    ),
    "an onset on the first day": EVENT.replace(b"DTSTART:19810329", b"DTSTART:00020101").replace(
        b"FROM:+0100", b"FROM:+9999"
    ),
    "a month of many digits": EVENT.replace(b"BYMONTH=3", b"BYMONTH=" + b"9" * 5000),
    "a month in superscript": EVENT.replace(b"BYMONTH=3", "BYMONTH=²".encode()),
    "an end of its rule before all time": EVENT.replace(b"BYDAY=-1SU", b"BYDAY=-1SU;UNTIL=00010101T000000"),
}


@pytest.mark.parametrize("data", EDGES.values(), ids=EDGES)
def test_the_edges_of_what_can_be_written_stop_no_rule(data: bytes) -> None:
    faulty = within(b"COMMENT:\r\n", data)

    assert "V33" in {finding.code for finding in check(faulty)}
    assert "U04" in {finding.code for finding in check_update(EVENT, faulty)}
    assert "U04" in {finding.code for finding in check_update(faulty, EVENT)}


MANY = b"EXDATE;TZID=Europe/Berlin:20260611T093000\r\n" * 5_000
ALIKE = [BERLIN_ZONE.replace(b"TZID:Europe/Berlin", b"TZID:Zone%d" % count) for count in range(60)]
HEAVY = {
    "zones alike": swapped(within(MANY), BERLIN_ZONE, BERLIN_ZONE * 1_000),
    "zones": swapped(EVENT, BERLIN_ZONE, BERLIN_ZONE + b"".join(ALIKE)),
    "observances": swapped(within(MANY), b"END:VTIMEZONE", WRONG_JUNE * 1_000 + b"END:VTIMEZONE"),
    "dates of a zone": swapped(
        within(MANY), b"END:STANDARD", b"RDATE:" + b",".join([b"20260611T093000"] * 20_000) + b"\r\nEND:STANDARD"
    ),
    "years": within(b"".join(b"EXDATE;TZID=Europe/Berlin:%d0611T093000\r\n" % year for year in range(1000, 9000))),
    "tags that never end": within(b"COMMENT:" + b"<a " * 400_000 + b"\r\n"),
    "a rule of many parts": within(b"RRULE:FREQ=DAILY" + b";FREQ=DAILY" * 500_000 + b"\r\n"),
    "parts without end": within(b"RRULE:" + b"".join(b";P%d=" % count for count in range(500_000)) + b"\r\n"),
    "days of a rule": within(b"RRULE:FREQ=WEEKLY;BYDAY=" + b"MO," * 1_000_000 + b"\r\n"),
    "a length of many digits": within(b"DURATION:P" + b"0" * 1_000_000 + b"D\r\n"),
    "events of one name": swapped(EVENT, b"END:VCALENDAR", event_of(EVENT) * 5_000 + b"END:VCALENDAR"),
    "a long word": atop(b"METHOD:" + b"X" * 1_000_000 + b"\r\n"),
}


@pytest.mark.parametrize("data", HEAVY.values(), ids=HEAVY)
def test_heavy_files_are_looked_at_within_bounds(data: bytes) -> None:
    begun = process_time()

    found = check(data)

    assert found
    assert max(len(finding.message) for finding in found) <= 240
    assert process_time() - begun < 10  # each took minutes where its length counted twice


def test_what_is_left_out_is_said() -> None:
    assert [finding.code for finding in check(HEAVY["zones"]) if finding.code != "V06"] == ["P00"]
    assert "P00" in {finding.code for finding in check(HEAVY["years"])}
    assert "P00" in {finding.code for finding in check(HEAVY["observances"])}


def _addressed(line: bytes) -> bytes:
    return re.sub(rb"(?m)^To:[^\r]*", b"To: " + line, MAIL, count=1)


ODD_MAILS = {
    "comments in comments": _addressed(b"a " + b"(" * 5_000),
    "many words": _addressed(b"a b " * 10_000),
    "a long header": _addressed(b"a@b, " * 20_000),
    "parts in parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (count, count) for count in range(3_000)
    ),
    "parts": b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    + b"--x\r\nContent-Type: application/ics\r\n\r\nA\r\n" * 5_000,
    "an impossible parameter": MAIL.replace(b"method=REQUEST", b"method*=x''%ff; method*0*=y"),
}


@pytest.mark.parametrize("data", ODD_MAILS.values(), ids=ODD_MAILS)
def test_odd_mails_are_findings(data: bytes) -> None:
    begun = process_time()

    found = check_mail(data)

    assert {finding.code for finding in found} & {"P00", "M01", "M02", "M08"}
    assert process_time() - begun < 10
    assert isinstance(calendar_in(data), bytes)


@pytest.mark.parametrize(
    "data", [MAIL, b"From kim Mon Feb  2 08:00:00 2026\n" + MAIL, b"\r\n" + MAIL, BROKEN_MAILS["M01"]]
)
def test_a_mail_is_known_by_its_headers(data: bytes) -> None:
    assert looks_like_mail(data)


@pytest.mark.parametrize(
    "data", [EVENT, b"\xef\xbb\xbf" + EVENT, b"", b"\0" * 99, b"SUMMARY:x\r\n", b"To be or not\r\n"]
)
def test_anything_else_is_none(data: bytes) -> None:
    assert not looks_like_mail(data)
    assert calendar_in(data) == data


def test_the_calendar_of_a_mail() -> None:
    assert calendar_in(MAIL) == ical.invitation_file(invitation(Method.REQUEST))
