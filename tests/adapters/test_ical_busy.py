"""Foreign calendar files as busy times: what is in them, and that no file makes the program wait."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.ical_busy import Busy, busy_times
from eventapp.adapters.ical_recur import Looks, occurrences, rule_of
from eventapp.domain.calendar import EntryStatus
from eventapp.domain.errors import InvalidValue
from eventapp.domain.times import TimeSpan
from tests.adapters.entries import BERLIN, cases, feed

LONG = TimeSpan(datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))
YEAR = TimeSpan(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
MOST_SECONDS = 2.0


def busy(data: bytes, window: TimeSpan = YEAR) -> list[Busy]:
    return busy_times(data, window, BERLIN)


def calendar(*lines: str, before: str = "") -> bytes:
    """A calendar with one event of ``lines``."""
    inside = "".join(f"{line}\r\n" for line in lines)
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{before}BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Probe\r\n{inside}"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def starts(data: bytes, window: TimeSpan = YEAR) -> list[str]:
    """The starts as the clock in Berlin shows them."""
    return [f"{one.span.start.astimezone(BERLIN):%m-%d %H:%M}" for one in busy(data, window)]


def test_our_own_files_come_back_as_they_were() -> None:
    entries = [case.entry for case in cases() if case.name.startswith("plain/")]
    confirmed = [one for one in entries if one.status is not EntryStatus.CANCELLED]
    window = TimeSpan(datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC))

    found = {one.uid: one.span for one in busy(ical.feed_file(feed(*entries)), window)}

    assert found.keys() == {one.uid for one in confirmed}
    for one in confirmed:
        if isinstance(one.starts, datetime) and isinstance(one.ends, datetime):
            assert found[one.uid] == TimeSpan(one.starts.astimezone(UTC), one.ends.astimezone(UTC))
        else:
            midnight = datetime.min.time()
            assert found[one.uid].start == datetime.combine(one.starts, midnight, BERLIN).astimezone(UTC)
            assert found[one.uid].end == datetime.combine(one.ends, midnight, BERLIN).astimezone(UTC)


def test_a_booking() -> None:
    data = calendar("DTSTART;TZID=Europe/Berlin:20260610T090000", "DTEND;TZID=Europe/Berlin:20260610T120000")

    assert busy(data) == [
        Busy(TimeSpan(datetime(2026, 6, 10, 7, tzinfo=UTC), datetime(2026, 6, 10, 10, tzinfo=UTC)), "Probe", "u")
    ]


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "STATUS:cancelled"]
)
def test_what_takes_no_time(line: str) -> None:
    assert busy(calendar("DTSTART:20260610T090000Z", "DTEND:20260610T100000Z", line)) == []


OUTLOOK = (
    "BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\n"
    "BEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
    "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("start", "before"),
    [
        ("DTSTART:20260610T090000", ""),
        ("DTSTART:20260610T070000Z", ""),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260610T090000", ""),
        ("DTSTART;TZID=Asia/Kolkata:20260610T123000", ""),
        ("DTSTART;TZID=W. Europe Standard Time:20260610T090000", OUTLOOK),
    ],
)
def test_zones(start: str, before: str) -> None:
    assert starts(calendar(start, "DURATION:PT1H", before=before)) == ["06-10 09:00"]


def test_outlooks_own_zone_in_winter_and_at_the_change() -> None:
    zone = "DTSTART;TZID=W. Europe Standard Time:"

    assert starts(calendar(f"{zone}20261210T090000", "DURATION:PT1H", before=OUTLOOK)) == ["12-10 09:00"]
    assert starts(calendar(f"{zone}20260329T090000", "DURATION:PT1H", before=OUTLOOK)) == ["03-29 09:00"]
    assert starts(calendar(f"{zone}20261025T090000", "DURATION:PT1H", before=OUTLOOK)) == ["10-25 09:00"]


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        (("DTSTART;VALUE=DATE:20260329",), 23),
        (("DTSTART;VALUE=DATE:20261025",), 25),
        (("DTSTART;VALUE=DATE:20260610", "DTEND;VALUE=DATE:20260613"), 72),
        (("DTSTART;VALUE=DATE:20260610", "DURATION:P2D"), 48),
        (("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1D"), 23),
        (("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:PT24H"), 24),
        (("DTSTART:20260610T090000Z", "DURATION:P1W"), 168),
    ],
)
def test_lengths(lines: tuple[str, ...], hours: int) -> None:
    (found,) = busy(calendar(*lines))

    assert found.span.minutes == hours * 60


def test_a_moment_takes_no_time() -> None:
    assert busy(calendar("DTSTART:20260610T090000Z")) == []


def test_a_series_keeps_its_wall_clock() -> None:
    data = calendar("DTSTART;TZID=Europe/Berlin:20260322T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")

    assert starts(data) == ["03-22 09:00", "03-29 09:00", "04-05 09:00"]


def test_a_series_with_gaps_additions_and_a_moved_instance() -> None:
    moved = (
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Probe\r\nRECURRENCE-ID:20260603T070000Z\r\n"
        "DTSTART:20260604T070000Z\r\nDURATION:PT1H"
    )
    gone = (
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:u\r\nRECURRENCE-ID:20260604T070000Z\r\nDTSTART:20260604T070000Z\r\n"
        "STATUS:CANCELLED"
    )
    series = (
        *("DTSTART:20260601T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20260605T070000Z"),
        *("EXDATE:20260602T070000Z", "RDATE:20260701T070000Z,20260601T070000Z"),
    )

    assert starts(calendar(*series)) == ["06-01 09:00", "06-03 09:00", "06-04 09:00", "06-05 09:00", "07-01 09:00"]
    assert starts(calendar(*series, moved, gone)) == ["06-01 09:00", "06-04 09:00", "06-05 09:00", "07-01 09:00"]


def test_a_series_of_days_without_one() -> None:
    data = calendar("DTSTART;VALUE=DATE:20260601", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260602")

    assert starts(data) == ["06-01 00:00", "06-03 00:00"]


def test_free_and_busy_periods() -> None:
    data = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VFREEBUSY\r\nUID:f\r\n"
        b"FREEBUSY;FBTYPE=BUSY:20260610T070000Z/20260610T080000Z,20260611T070000Z/PT2H\r\n"
        b"FREEBUSY;FBTYPE=FREE:20260612T070000Z/PT2H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )

    assert [(one.span.start.day, one.span.minutes) for one in busy(data)] == [(10, 60), (11, 120)]


def test_only_the_window_is_looked_at() -> None:
    data = calendar("DTSTART:19990101T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    week = TimeSpan(datetime(2026, 6, 1, 7, 30, tzinfo=UTC), datetime(2026, 6, 3, 7, tzinfo=UTC))

    assert [one.span.start.day for one in busy(data, week)] == [1, 2]


def _many(count: int, inside: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\n" + inside * count + "END:VCALENDAR\r\n").encode()


_EVENT = "BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20260101T000000Z\r\n{}END:VEVENT\r\n"
GOOD = calendar("DTSTART:20260610T090000Z", "DURATION:PT1H")
HOSTILE = {
    "nothing": (b"", "not_a_calendar"),
    "rubbish": (bytes(range(1, 256)), "not_a_calendar"),
    "an html page": (b"<!doctype html><html></html>", "not_a_calendar"),
    "an open calendar": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "not_a_calendar"),
    "two calendars": (GOOD * 2, "not_a_calendar"),
    "too many octets": (b"x" * 2_000_001, "too_large"),
    "a million lines": (b"\n" * 1_000_000, "too_many"),
    "a million old lines": (b"\r" * 1_000_000, "too_many"),
    "a million lines of one letter": (b"x\n" * 999_999, "too_many"),
    "six thousand events": (_many(6_000, _EVENT.format("")), "too_many"),
    "deep": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 5_000, "too_deep"),
    "seven deep": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 6 + b"END:X\r\n" * 6 + b"END:VCALENDAR\r\n", "too_deep"),
    "half a million parameters": (b"BEGIN:VCALENDAR\r\nX" + b";A=" * 500_000, "too_many"),
    "NUL": (GOOD.replace(b"Probe", b"Pro\x00be"), "encoding"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "encoding"),
    "UTF-16 without its mark": (GOOD.decode().encode("utf-16-le"), "encoding"),
    "Latin-1": (GOOD.replace(b"Probe", "Prübe".encode("latin-1")), "encoding"),
    "no such day": (calendar("DTSTART:20260231T090000Z"), "date"),
    "no date": (calendar("DTSTART:tomorrow"), "date"),
    "an empty date": (calendar("DTSTART:"), "date"),
    "no start": (calendar("DESCRIPTION:x"), "date"),
    "year 1": (calendar("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY"), "date"),
    "year 9999": (calendar("DTSTART:99991231T235959Z", "DURATION:PT1H"), "date"),
    "ends first": (calendar("DTSTART:20260610T090000Z", "DTEND:20260610T080000Z"), "date"),
    "endless": (calendar("DTSTART:20260610T090000Z", "DURATION:P99999D"), "date"),
    "bad length": (calendar("DTSTART:20260610T090000Z", "DURATION:1 hour"), "date"),
    "bad period": (
        b"BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:x\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n",
        "date",
    ),
    "unknown zone": (calendar("DTSTART;TZID=Middle-earth:20260610T090000"), "zone"),
    "a path as zone": (calendar("DTSTART;TZID=../../etc/passwd:20260610T090000"), "zone"),
    "a billion instances": (calendar("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY;COUNT=1000000000"), "rule"),
    "hours of every day": (calendar("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY;BYHOUR=1,2;BYSECOND=1,2"), "rule"),
    "no interval": (calendar("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY;INTERVAL=0"), "rule"),
    "a rule of rubbish": (calendar("DTSTART:20260101T000000Z", "RRULE:FREQ=DAILY;FREQ=DAILY"), "rule"),
    "zero days": (calendar("DTSTART:20260101T000000Z", "RRULE:FREQ=MONTHLY;BYDAY=0MO"), "rule"),
    "thousands of series": (
        _many(4_999, _EVENT.format("DURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n")),
        "too_many_times",
    ),
    "thousands of series of moments": (_many(4_999, _EVENT.format("RRULE:FREQ=DAILY\r\n")), "too_many_times"),
    "thousands of series that never come": (
        _many(4_999, _EVENT.format("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n")),
        "too_many_times",
    ),
    "a hundred thousand dates": (
        calendar("DTSTART:20260101T000000Z", "EXDATE:" + ",".join(["20260101T000000Z"] * 100_000)),
        "too_many",
    ),
    "a zone of ten thousand changes": (
        calendar(
            "DTSTART;TZID=X:20260610T090000",
            before="BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
            "TZOFFSETTO:+0100\r\nRDATE:" + ",".join(["20260101T000000"] * 4_000) + "\r\nEND:STANDARD\r\n"
            "END:VTIMEZONE\r\n",
        ),
        "zone",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_get_a_sentence_at_once(name: str) -> None:
    data, code = HOSTILE[name]
    begun = time.process_time()

    with pytest.raises(InvalidValue) as caught:
        busy(data)

    assert caught.value.code == f"calendar_file.{code}"
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=DAILY;INTERVAL=9999;BYMONTH=2",
        "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=-366",
    ],
)
def test_endless_and_empty_rules_end(rule: str) -> None:
    begun = time.process_time()

    found = busy(calendar("DTSTART:19020101T000000Z", "DURATION:PT1H", f"RRULE:{rule}"))

    assert len(found) < 1_000
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize(
    "data",
    [
        b"BEGIN:VCALENDAR\r\nX" + b";A=B" * 190_000 + b":x\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nX:" + b"\r\n " * 59_000 + b"x\r\nEND:VCALENDAR\r\n",
        b'BEGIN:VCALENDAR\r\nX;A="' + b"," * 1_900_000 + b"\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nX;A=" + b'"",' * 500_000 + b":x\r\nEND:VCALENDAR\r\n",
        calendar("DTSTART:20260610T090000Z", "DESCRIPTION:" + "\\" * 1_900_000),
    ],
    ids=["parameters", "folds", "open quote", "parameter values", "backslashes"],
)
def test_odd_but_harmless_files_are_read_at_once(data: bytes) -> None:
    begun = time.process_time()

    assert busy(data) == []
    assert time.process_time() - begun < MOST_SECONDS


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of all kinds that come true again and again: dateutil looks for the others until the year 9999."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    interval = draw(st.integers(1, 4))
    parts = [f"FREQ={frequency}", f"INTERVAL={interval}", f"WKST={draw(st.sampled_from(DAYS))}"]
    if frequency != "MONTHLY" or interval == 1:
        parts.extend(_listed(draw, "BYMONTH", st.integers(1, 12)))
    if frequency != "WEEKLY" and draw(st.booleans()):
        parts.extend(_listed(draw, "BYMONTHDAY", st.integers(-28, 28).filter(bool)))
    elif frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
        parts.extend(_listed(draw, "BYDAY", st.tuples(st.sampled_from(["1", "2", "-1", "+3"]), st.sampled_from(DAYS))))
    else:
        parts.extend(days := _listed(draw, "BYDAY", st.sampled_from(DAYS)))
        # dateutil cuts the first week at its start before it counts, RFC 5545 doesn't
        if days and frequency in {"MONTHLY", "YEARLY"}:
            parts.append(f"BYSETPOS={draw(st.sampled_from([1, -1, 2]))}")
    return ";".join(parts)


def _listed(draw: st.DrawFn, name: str, values: st.SearchStrategy[object]) -> list[str]:
    chosen = draw(st.lists(values, max_size=3, unique=True))
    texts = ["".join(one) if isinstance(one, tuple) else str(one) for one in chosen]
    return [f"{name}={','.join(texts)}"] if texts else []


@settings(max_examples=150, deadline=None)
@given(
    rule=rules(),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)).filter(lambda day: day.day < 29),  # noqa: DTZ001
    count=st.one_of(st.none(), st.integers(1, 60)),
    skip=st.integers(0, 900),
)
def test_rules_are_followed_as_dateutil_follows_them(rule: str, start: datetime, count: int | None, skip: int) -> None:
    start = start.replace(microsecond=0)
    bound = start + timedelta(days=1_600)
    begun = next(iter(rrulestr(f"{rule};UNTIL={bound:%Y%m%dT%H%M%S}", dtstart=start)), None)
    if begun is None:
        return
    first, last = begun + timedelta(days=skip), begun + timedelta(days=skip + 700)
    expected = rrulestr(f"{rule};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=begun)
    wanted = [moment for moment in list(expected)[:count] if moment >= first]
    if count:
        rule = f"{rule};COUNT={count}"

    assert list(occurrences(rule_of(rule), begun, first, last, Looks())) == wanted


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["DTSTART", "RRULE", "EXDATE;TZID=X", "BEGIN", "END"]), st.text(max_size=30)))
)
def test_random_lines_are_read_or_refused(lines: list[tuple[str, str]]) -> None:
    data = calendar("DTSTART:20260610T090000Z", *(f"{name}:{value}" for name, value in lines))

    try:
        busy(data.replace(b"\x00", b""))
    except InvalidValue as error:
        assert error.code.startswith("calendar_file.")  # noqa: PT017 - either outcome is right


def test_a_zone_of_many_rules_costs_no_minutes() -> None:
    """8 kB that took half a minute for each of its events."""
    rules = "".join(
        f"BEGIN:STANDARD\r\nDTSTART:1970010{1 + n % 9}T0{n % 10}0000\r\nTZOFFSETFROM:+0000\r\n"
        f"TZOFFSETTO:+0{n // 60}{n % 60:02}\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n"
        for n in range(60)
    )
    data = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Foo\r\n{rules}END:VTIMEZONE\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Foo:20260301T090000\r\n"
        "DURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=900\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    begun = time.process_time()

    assert len(busy_times(data.encode(), LONG, BERLIN)) == 900
    assert time.process_time() - begun < 3


def test_for_ever_is_often_written_as_the_year_9999() -> None:
    found = busy_times(
        calendar("DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z"), LONG, BERLIN
    )

    assert len(found) > 100
