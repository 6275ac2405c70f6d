"""Calendar files, byte by byte. What readers make of them is in test_ical_parsers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Event
from icalendar.prop import vInline

from eventapp.adapters import ical
from eventapp.adapters.calendar_text import escaped
from eventapp.adapters.ical_check import check, check_update
from eventapp.adapters.ical_lines import component, line
from eventapp.domain.calendar import CalendarEntry, EntryStatus, Invitation, Mailbox, Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean
from tests.adapters.entries import BERLIN, MODIFIED, ORGANIZER, SENT, entry, feed, invitation


def lines(data: bytes) -> list[str]:
    """The logical lines, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def named(data: bytes, *names: str) -> list[str]:
    """The lines whose property is one of ``names``."""
    return [line for line in lines(data) if line.split(":")[0].split(";")[0] in names]


def test_a_download() -> None:
    data = ical.event_file(entry(summary="Fest, Rede; Tanz"))

    assert lines(data)[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//eventapp//DE",
        "CALSCALE:GREGORIAN",
    ]
    assert lines(data)[lines(data).index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        "UID:5f0c1c5e-assembly@example.org",
        "DTSTAMP:20260203T093000Z",
        "DTSTART;TZID=Europe/Berlin:20260610T090000",
        "DTEND;TZID=Europe/Berlin:20260610T123000",
        "SEQUENCE:0",
        "CREATED:20260105T080000Z",
        "LAST-MODIFIED:20260203T093000Z",
        "STATUS:CONFIRMED",
        "SUMMARY;LANGUAGE=de:Fest\\, Rede\\; Tanz",
        "DESCRIPTION;LANGUAGE=de:Tagesordnung\\nBericht",
        "LOCATION;LANGUAGE=de:Großer Saal\\, Rathaus",
        "CATEGORIES:Versammlung,intern\\, wichtig",
        "GEO:52.518611;13.408333",
        (
            'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Großer Saal, Rathaus";X-TITLE="Großer Saal"'
            ":geo:52.518611,13.408333"
        ),
        "URL:https://example.org/versammlung",
        "TRANSP:OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert check(data) == []


def test_a_program_item_blocks_nobody_and_knows_its_assembly() -> None:
    data = ical.event_file(entry(uid="item@example.org", parent_uid="parent@example.org", busy=False))

    assert named(data, "RELATED-TO", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS") == [
        "RELATED-TO;RELTYPE=PARENT:parent@example.org",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ]


def test_what_is_called_off_blocks_nobody() -> None:
    data = ical.event_file(entry(status=EntryStatus.CANCELLED))

    assert named(data, "STATUS", "TRANSP") == ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"]


def test_a_feed() -> None:
    data = ical.feed_file(feed(entry(), name="Feste, Termine; Köln\\Bonn", description="Alles, was kommt\nund mehr"))

    assert lines(data)[1:15] == [
        "VERSION:2.0",
        "PRODID:-//eventapp//eventapp//DE",
        "CALSCALE:GREGORIAN",
        "NAME:Feste – Termine – Köln/Bonn",
        "X-WR-CALNAME;VALUE=TEXT:Feste – Termine – Köln/Bonn",
        "DESCRIPTION:Alles\\, was kommt\\nund mehr",
        "X-WR-CALDESC;VALUE=TEXT:Alles\\, was kommt\\nund mehr",
        "X-WR-TIMEZONE:Europe/Berlin",
        "COLOR:purple",
        "SOURCE;VALUE=URI:https://example.org/feed.ics",
        "URL:https://example.org/",
        "LAST-MODIFIED:20260203T093000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    assert check(data) == []


def test_an_empty_feed_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.empty_feed"):
        ical.feed_file(feed(entries=()))


def test_a_feed_has_each_zone_once_before_its_users() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    there = entry(uid="b", starts=datetime(2027, 1, 1, 9, tzinfo=tokyo), ends=datetime(2027, 1, 1, 10, tzinfo=tokyo))
    data = ical.feed_file(feed(entry(), there, entry(uid="c")))

    assert [line for line in lines(data) if line.startswith(("TZID", "BEGIN:V"))] == [
        "BEGIN:VCALENDAR",
        *("BEGIN:VTIMEZONE", "TZID:Asia/Tokyo", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin"),
        *("BEGIN:VEVENT", "BEGIN:VEVENT", "BEGIN:VEVENT"),
    ]
    assert check(data) == []


def test_an_invitation() -> None:
    data = ical.invitation_file(invitation(Method.REQUEST))

    assert lines(data)[4] == "METHOD:REQUEST"
    assert named(data, "DTSTAMP", "ORGANIZER", "ATTENDEE", "X-MICROSOFT-DISALLOW-COUNTER") == [
        "DTSTAMP:20260204T070000Z",
        "ORGANIZER;CN=\"Gleichstellungsstelle, ^'GB^'\":mailto:assembly+7@example.org",
        (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
            ';CN="Dr. Zoë Müller; X":mailto:zoe.mueller@example.org'
        ),
        "X-MICROSOFT-DISALLOW-COUNTER:TRUE",
    ]
    assert check(data) == []


def test_a_publication_names_no_attendee() -> None:
    data = ical.invitation_file(invitation(Method.PUBLISH))

    assert named(data, "METHOD", "ATTENDEE") == ["METHOD:PUBLISH"]
    assert check(data) == []


def test_a_cancellation_asks_for_no_answer() -> None:
    data = ical.invitation_file(invitation(Method.CANCEL, entry(status=EntryStatus.CANCELLED, sequence=2)))

    assert named(data, "METHOD", "STATUS", "SEQUENCE") == ["METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED"]
    assert "RSVP" not in named(data, "ATTENDEE")[0]
    assert check(data) == []


def test_uninviting_one_person_does_not_call_the_event_off() -> None:
    data = ical.invitation_file(invitation(Method.CANCEL, entry(sequence=2)))

    assert named(data, "METHOD", "STATUS") == ["METHOD:CANCEL"]
    assert check(data) == []


def test_nobody_is_asked_to_come_to_what_is_called_off() -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.cancelled"):
        ical.invitation_file(invitation(Method.REQUEST, entry(status=EntryStatus.CANCELLED)))


@pytest.mark.parametrize("address", ["a@example.org, b@example.org", "a@example.org\r\nX:y", "nobody", ""])
def test_only_one_mailbox_becomes_a_calendar_address(address: str) -> None:
    with pytest.raises(InvalidValue, match=r"mail\.address"):
        ical.invitation_file(Invitation(entry(), Method.REQUEST, ORGANIZER, Mailbox("A", address), SENT))


def test_S08_names_of_people_make_no_new_lines_or_parameters() -> None:
    evil = Mailbox('Eva";PARTSTAT=ACCEPTED;X="\r\nBEGIN:VALARM\x00', "eva@example.org")
    data = ical.invitation_file(Invitation(entry(), Method.REQUEST, ORGANIZER, evil, SENT))

    assert "CN=\"Eva^';PARTSTAT=ACCEPTED;X=^' BEGIN:VALARM\"" in named(data, "ATTENDEE")[0]
    assert check(data) == []


def test_a_circumflex_in_a_name_stays_one() -> None:
    person = Mailbox("a^n^'b", "a@example.org")
    data = ical.invitation_file(Invitation(entry(), Method.REQUEST, ORGANIZER, person, SENT))

    assert 'CN="a^^n^^\'b":' in named(data, "ATTENDEE")[0]


def test_whole_days() -> None:
    data = ical.event_file(entry(starts=date(2026, 6, 10), ends=date(2026, 6, 12)))

    assert named(data, "DTSTART", "DTEND") == ["DTSTART;VALUE=DATE:20260610", "DTEND;VALUE=DATE:20260612"]
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize(("fold", "start"), [(0, "20261025T003000Z"), (1, "20261025T013000Z")])
def test_the_doubled_hour_is_written_in_utc(fold: int, start: str) -> None:
    starts = datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN)
    data = ical.event_file(entry(starts=starts, ends=datetime(2026, 10, 25, 4, tzinfo=BERLIN)))

    assert named(data, "DTSTART", "DTEND") == [f"DTSTART:{start}", "DTEND:20261025T030000Z"]


def test_an_hour_that_never_comes_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"times\.skipped"):
        ical.event_file(entry(starts=datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends": datetime(2026, 6, 10, 9, tzinfo=BERLIN)}, r"times\.end_before_start"),
        ({"starts": date(2026, 6, 10), "ends": date(2026, 6, 10)}, r"times\.end_before_start"),
        ({"starts": datetime(2026, 6, 10, 9, tzinfo=timezone(timedelta(hours=1)))}, r"calendar\.zone"),
        ({"starts": datetime(1900, 6, 10, 9, tzinfo=BERLIN)}, r"calendar\.year"),
        ({"summary": "\x00 "}, r"calendar\.summary"),
        ({"uid": "\r\n"}, r"calendar\.uid"),
        ({"geo": (151.0, 7.0)}, r"calendar\.geo"),
        ({"geo": (float("nan"), 7.0)}, r"calendar\.geo"),
        ({"url": "javascript:alert(1)"}, r"calendar\.url"),
        ({"url": "https://example.org/\r\nX:y"}, r"calendar\.url"),
        ({"url": "https://user@example.org/"}, r"calendar\.url"),
        ({"language": "de\r\nX:y"}, r"calendar\.language"),
    ],
)
def test_what_cannot_be_written_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidValue, match=code):
        ical.event_file(entry(**changes))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://straße.example/ü?q=a b&c=%20#ä", "https://xn--strae-oqa.example/%C3%BC?q=a%20b&c=%20#%C3%A4"),
        ("https://example.org:8443/100%", "https://example.org:8443/100%25"),
    ],
)
def test_urls_are_written_in_ascii(given: str, written: str) -> None:
    assert named(ical.event_file(entry(url=given)), "URL") == [f"URL:{written}"]


def test_headlines_end_where_outlook_would_cut() -> None:
    data = ical.event_file(entry(summary="Ä" * 300, location="x" * 253 + "👩‍👩‍👧"))

    assert named(data, "SUMMARY") == ["SUMMARY;LANGUAGE=de:" + "Ä" * 254 + "…"]
    assert named(data, "LOCATION") == ["LOCATION;LANGUAGE=de:" + "x" * 253 + "…"]


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert ical.feed_file(feed(entry())) == ical.feed_file(feed(entry()))


def test_equal_looking_instants_of_two_zones_are_kept_apart() -> None:
    vienna = ZoneInfo("Europe/Vienna")
    there: CalendarEntry = entry(
        starts=datetime(2026, 6, 10, 9, tzinfo=vienna), ends=datetime(2026, 6, 10, 12, 30, tzinfo=vienna)
    )

    assert there == entry()
    assert b"TZID=Europe/Berlin" in ical.event_file(entry())
    assert b"TZID=Europe/Vienna" in ical.event_file(there)


def test_a_move_is_an_update_that_readers_follow() -> None:
    later = {"starts": datetime(2026, 6, 11, 9, tzinfo=BERLIN), "ends": datetime(2026, 6, 11, 12, tzinfo=BERLIN)}
    moved = entry(**later, sequence=1, modified_at=MODIFIED + timedelta(hours=1))

    assert check_update(ical.event_file(entry()), ical.event_file(moved)) == []


def test_stamps_are_in_utc() -> None:
    data = ical.event_file(entry(modified_at=datetime(2026, 2, 3, 10, 30, tzinfo=BERLIN)))

    assert named(data, "DTSTAMP", "LAST-MODIFIED") == ["DTSTAMP:20260203T093000Z", "LAST-MODIFIED:20260203T093000Z"]
    assert datetime(2026, 2, 3, 9, 30, tzinfo=UTC) == MODIFIED


# What is written by hand is what the library would write

TROUBLE = "aÄß€🎉 \\^\"',;:’\n\t|="
texts = st.one_of(st.text(max_size=300), st.text(TROUBLE, max_size=300)).map(clean)


@settings(max_examples=300, deadline=None)
@given(text=texts, name=texts)
def test_a_line_is_written_as_the_library_writes_it(text: str, name: str) -> None:
    parameters = {"CN": name, "X-ADDRESS": name, "LABEL": name, "LANGUAGE": "de"}
    event = Event()
    event.add("DESCRIPTION", vInline(escaped(text)), parameters)

    assert component("VEVENT", line("DESCRIPTION", escaped(text), parameters)) == event.to_ical(sorted=False)


@settings(max_examples=200, deadline=None)
@given(summary=texts, description=texts, location=texts, categories=st.lists(texts, max_size=3))
@example(summary="", description="", location="Saal , Rathaus", categories=[])
def test_an_event_is_written_as_the_library_writes_it(
    summary: str, description: str, location: str, categories: list[str]
) -> None:
    made = entry(
        summary=f"A{summary}",
        description=description,
        location=location,
        categories=tuple(categories),
        parent_uid="parent@example.org",
    )
    event = Event()
    ical._fill(event, ical._event(made, ical._span(made), MODIFIED, "CONFIRMED"))

    file = ical.event_file(made)

    assert file[file.index(b"BEGIN:VEVENT") :] == event.to_ical(sorted=False) + b"END:VCALENDAR\r\n"


@pytest.mark.parametrize("letter", ["x", "Ä", "€", "🎉", "\\\\", "^^", "\\n"])
def test_lines_of_every_length_are_folded_as_the_library_folds_them(letter: str) -> None:
    for length in range(160):
        value = "y" * (length % 5) + letter * length
        event = Event()
        event.add("COMMENT", vInline(value))

        assert component("VEVENT", line("COMMENT", value)) == event.to_ical(sorted=False)


def test_an_entry_that_changes_changes_its_feed_and_no_other_entry() -> None:
    others = [entry(uid=f"{n}@example.org") for n in range(3)]
    before = ical.feed_file(feed(entry(), *others))

    after = ical.feed_file(feed(entry(summary="Anders"), *others))

    assert after == before.replace(b"Personalversammlung", b"Anders", 1)


def test_both_passes_of_the_doubled_hour_are_kept_apart() -> None:
    ends = datetime(2026, 10, 25, 4, tzinfo=BERLIN)
    first, second = (
        entry(starts=datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN), ends=ends) for fold in (0, 1)
    )

    assert first == second
    assert ical.event_file(first) != ical.event_file(second)
