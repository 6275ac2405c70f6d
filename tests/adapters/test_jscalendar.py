"""JSCalendar (RFC 8984): every instant, every text, and no address without consent."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters.jscalendar import event, event_file
from eventapp.domain.calendar import CalendarEntry, EntryStatus, Participant, RichEntry
from eventapp.domain.errors import InvalidValue
from eventapp.domain.times import ClockFault, fault_of
from tests.adapters.entries import BERLIN, KOLKATA, NEW_YORK, TEXTS, TIMES, cases, entry
from tests.adapters.rich import rich

LENGTH = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def span(made: dict[str, Any]) -> tuple[datetime | date, datetime | date]:
    """What a reader makes of start, zone and length: days are nominal, hours exact (section 1.4.6)."""
    local = datetime.fromisoformat(made["start"])
    found = LENGTH.fullmatch(made["duration"])
    assert found is not None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if made.get("showWithoutTime"):
        assert "timeZone" not in made
        return local.date(), local.date() + timedelta(days=days)
    zone = ZoneInfo(made["timeZone"])
    starts = local.replace(tzinfo=zone).astimezone(UTC)
    nominal = (local + timedelta(days=days)).replace(tzinfo=zone).astimezone(UTC)
    return starts, nominal + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def test_an_event() -> None:
    made = event(entry(parent_uid="assembly@example.org"))

    assert made == {
        "@type": "Event",
        "uid": "5f0c1c5e-assembly@example.org",
        "prodId": "-//eventapp//eventapp//DE",
        "created": "2026-01-05T08:00:00Z",
        "updated": "2026-02-03T09:30:00Z",
        "sequence": 0,
        "title": "Personalversammlung",
        "description": "Tagesordnung\nBericht",
        "locale": "de",
        "start": "2026-06-10T09:00:00",
        "timeZone": "Europe/Berlin",
        "duration": "PT3H30M",
        "status": "confirmed",
        "freeBusyStatus": "busy",
        "keywords": {"Versammlung": True, "intern, wichtig": True},
        "locations": {
            next(iter(made["locations"])): {
                "@type": "Location",
                "name": "Großer Saal, Rathaus",
                "coordinates": "geo:52.518611,13.408333",
            }
        },
        "links": {
            next(iter(made["links"])): {
                "@type": "Link",
                "href": "https://example.org/versammlung",
                "rel": "describedby",
            }
        },
        "relatedTo": {"assembly@example.org": {"@type": "Relation", "relation": {"parent": True}}},
    }


def test_a_rich_event() -> None:
    made = event(rich())

    assert made["descriptionContentType"] == "text/html"
    assert {one["name"]: one["roles"] for one in made["participants"].values()} == {
        "Dr. Zoë Müller; X": {"attendee": True},
        "Büro": {"contact": True},
        "Frau Stumm": {"attendee": True},
    }
    assert [one.get("email") for one in made["participants"].values()] == [None, "Buero@example.org", None]
    assert all("sendTo" not in one for one in made["participants"].values())
    assert list(made["virtualLocations"].values()) == [
        {
            "@type": "VirtualLocation",
            "name": 'Live "Saal", Ton',
            "uri": "https://stream.example/live?a=b",
            "features": {"audio": True, "video": True},
        }
    ]
    assert [one["locationTypes"] for one in made["locations"].values()] == [{"town-hall": True}]
    assert {one["rel"] for one in made["links"].values()} == {"describedby", "alternate", "icon"}


@pytest.mark.parametrize("name", TIMES)
def test_every_time_is_read_as_it_was_meant(name: str) -> None:
    starts, ends = TIMES[name]
    made = event(entry(starts=starts, ends=ends))

    if isinstance(starts, datetime) and isinstance(ends, datetime):
        assert span(made) == (starts.astimezone(UTC), ends.astimezone(UTC))
    else:
        assert span(made) == (starts, ends)


def test_times_on_the_days_when_the_clock_changes() -> None:
    def length(day: int, month: int) -> str:
        starts = datetime(2026, month, day, 0, tzinfo=BERLIN)
        return str(event(entry(starts=starts, ends=starts + timedelta(days=1)))["duration"])

    assert (length(29, 3), length(25, 10), length(10, 6)) == ("PT23H", "PT25H", "PT24H")


def test_the_doubled_hour_is_said_in_utc() -> None:
    starts, ends = TIMES["second of the doubled"]
    made = event(entry(starts=starts, ends=ends))

    assert (made["start"], made["timeZone"]) == ("2026-10-25T01:30:00", "Etc/UTC")


def test_an_end_in_another_zone() -> None:
    starts, ends = TIMES["across zones"]
    made = event(entry(starts=starts, ends=ends, location="", geo=None))

    assert list(made["locations"].values()) == [
        {"@type": "Location", "relativeTo": "end", "timeZone": "America/New_York"}
    ]


@pytest.mark.parametrize(
    ("status", "busy", "expected"),
    [
        (EntryStatus.CONFIRMED, True, ("confirmed", "busy")),
        (EntryStatus.CONFIRMED, False, ("confirmed", "free")),
        (EntryStatus.TENTATIVE, True, ("tentative", "busy")),
        (EntryStatus.CANCELLED, True, ("cancelled", "free")),
    ],
)
def test_states(status: EntryStatus, busy: bool, expected: tuple[str, str]) -> None:
    made = event(entry(status=status, busy=busy))

    assert (made["status"], made["freeBusyStatus"]) == expected


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert event_file(rich()) == event_file(rich())
    assert json.loads(event_file(rich())) == event(rich())


@pytest.mark.parametrize("name", TEXTS)
def test_texts_arrive(name: str) -> None:
    text = TEXTS[name]
    made = json.loads(event_file(entry(summary=text.given, description=text.given, location=text.given)))

    assert (made["title"], made["description"]) == (text.as_line, text.as_block)


def test_every_case_can_be_written() -> None:
    for case in cases():
        made = json.loads(event_file(case.entry))
        assert made["uid"] == case.entry.uid
        assert "" not in made.values()


@pytest.mark.parametrize(
    ("given_entry", "code"),
    [
        (lambda: entry(uid=" "), r"calendar\.uid"),
        (lambda: entry(summary="\x00"), r"calendar\.summary"),
        (lambda: entry(url="javascript:x"), r"calendar\.url"),
        (lambda: entry(starts=datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN)), r"times\.skipped"),
        (lambda: RichEntry(entry(), (Participant("p", "x", address="x", consents=True),)), r"mail\.address"),
    ],
)
def test_what_cannot_be_written_is_refused(given_entry: Any, code: str) -> None:
    with pytest.raises(InvalidValue, match=code):
        event(given_entry())


@settings(max_examples=200, deadline=None)
@given(
    local=st.datetimes(datetime(2020, 1, 1), datetime(2036, 12, 31)).map(lambda day: day.replace(microsecond=0)),  # noqa: DTZ001
    zone=st.sampled_from([BERLIN, NEW_YORK, KOLKATA]),
    fold=st.integers(0, 1),
    seconds=st.integers(1, 500_000),
)
def test_random_times_are_read_as_they_were_meant(local: datetime, zone: ZoneInfo, fold: int, seconds: int) -> None:
    if fault_of(local, zone) is ClockFault.SKIPPED:
        return
    starts = local.replace(tzinfo=zone, fold=fold)
    ends = datetime.fromtimestamp(starts.timestamp() + seconds, tz=zone)
    made: CalendarEntry = entry(starts=starts, ends=ends)

    assert span(event(made)) == (starts.astimezone(UTC), ends.astimezone(UTC))
