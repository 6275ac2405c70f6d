"""Calendars of halls and councils: read from a file by a planner, and shown where an event meets them."""

from __future__ import annotations

import html
import re
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.orm import Session

from eventapp.domain.busy import Clash
from eventapp.domain.texts import Language
from eventapp.domain.times import TimeSpan
from eventapp.models import BusyCalendar, BusyTime
from eventapp.services import wording
from eventapp.web.busy.show import sentence
from tests.factories import Factories, at
from tests.pages import Browser
from tests.queries import counted
from tests.web.world import World, enter, multipart, world

BERLIN = ZoneInfo("Europe/Berlin")
MOST_SECONDS = 4.0
SOON = datetime.now(BERLIN).date() + timedelta(days=200)
"""A day within what is read."""


def words(page: str) -> str:
    """A page's words on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def entry(summary: str, start: int, end: int, day: date = SOON, *more: str) -> str:
    """An entry from hour to hour by Berlin's clock."""
    lines = (
        "BEGIN:VEVENT",
        f"UID:{summary}-{start}@halle.example.org",
        f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T{start:02}0000",
        f"DTEND;TZID=Europe/Berlin:{day:%Y%m%d}T{end:02}0000",
        f"SUMMARY:{summary}",
        *more,
        "END:VEVENT",
    )
    return "".join(f"{line}\r\n" for line in lines)


def calendar(*entries: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Halle//DE\r\n{''.join(entries)}END:VCALENDAR\r\n".encode()


def address(ours: World) -> str:
    return f"/planning/organizers/{ours.organizer.id}/calendars"


def send(
    browser: Browser,
    ours: World,
    content: bytes,
    *,
    name: str = "Belegung Lichtburg",
    venue: object = "",
    expect: int = 303,
) -> str:
    """Send the form with a file; answers the words of the page that comes next."""
    fields = {"csrf_token": browser.token(), "name": name, "venue": str(venue)}
    data, kind = multipart(fields, {"file": content})
    answer = browser.open(address(ours), method="POST", data=data, content_type=kind)
    assert answer.status_code == expect, answer.text[:2000]
    return words(browser.get(answer.location).text if expect == 303 else answer.text)


def kept(session: Session) -> list[tuple[str, str]]:
    """Calendar and title of all times that are stored."""
    rows = session.execute(select(BusyCalendar.name, BusyTime.summary).join(BusyTime).order_by(BusyTime.starts_at))
    return [(name, summary) for name, summary in rows]


@pytest.fixture
def ours(make: Factories) -> World:
    """An organizer who has read no calendar yet."""
    found = world(make)
    make.session.execute(delete(BusyCalendar))
    return found


@pytest.fixture
def coming(make: Factories, ours: World) -> str:
    """The address of an event at the hall of ``ours``, from nine to half past twelve."""
    event = make.event(
        ours.organizer, "Demnächst", starts=at(9, day=SOON), ends=at(12, 30, SOON), venue_id=ours.venue.id
    )
    make.session.commit()
    return f"/planning/events/{event.id}"


# Reading a file


def test_a_calendar_is_read_listed_read_anew_and_removed(planner: Browser, session: Session, ours: World) -> None:
    assert "Belegungskalender" in planner.get(f"/planning/organizers/{ours.organizer.id}/venues").text
    first = calendar(entry("Probe", 10, 12), entry("Aufbau", 8, 9), entry("Frei", 9, 10, SOON, "TRANSP:TRANSPARENT"))

    page = send(planner, ours, first, venue=ours.venue.id)

    assert f"„Belegung Lichtburg“ ist eingelesen: 2 belegte Zeiten, am {SOON:%d.%m.%Y}." in page
    assert "Weggelassen ist, was vor dem" in page
    assert "Lichtburg · 2 belegte Zeiten" in page
    assert kept(session) == [("Belegung Lichtburg", "Aufbau"), ("Belegung Lichtburg", "Probe")]

    row = session.scalars(select(BusyCalendar)).one()
    anew = planner.form(f"{address(ours)}?calendar={row.id}")
    assert (anew["name"], anew["venue"]) == ("Belegung Lichtburg", str(ours.venue.id))
    send(planner, ours, calendar(entry("Konzert", 19, 22)), name=anew["name"], venue=anew["venue"])
    assert kept(session) == [("Belegung Lichtburg", "Konzert")]

    remove = f"{address(ours)}/{row.id}/remove"
    assert "„Belegung Lichtburg“ wird mit allen Zeiten gelöscht." in words(planner.get(remove).text)
    assert planner.post(remove).location == address(ours)
    assert "Der Kalender ist gelöscht." in planner.get(address(ours)).text
    assert kept(session) == []


def test_what_lies_outside_of_the_window_is_left_out(planner: Browser, session: Session, ours: World) -> None:
    today = datetime.now(BERLIN).date()
    days = {"lange her": -40, "neulich": -20, "bald": 1_000, "zu fern": 1_100}

    page = send(planner, ours, calendar(*(entry(name, 9, 10, today + timedelta(n)) for name, n in days.items())))

    assert [summary for _name, summary in kept(session)] == ["neulich", "bald"]
    first, last = (today + timedelta(days=days[name]) for name in ("neulich", "bald"))
    assert f"2 belegte Zeiten, vom {first:%d.%m.%Y} bis zum {last:%d.%m.%Y}." in page


def test_a_calendar_in_which_nothing_is_busy_is_kept_and_says_so(
    planner: Browser, session: Session, ours: World
) -> None:
    assert "„Belegung Lichtburg“ ist eingelesen: Darin ist nichts belegt." in send(planner, ours, calendar())
    assert session.scalar(select(func.count()).select_from(BusyCalendar)) == 1


def test_our_own_event_in_a_halls_calendar_is_told_to_be_left_out(
    planner: Browser, session: Session, ours: World
) -> None:
    own = entry("Versammlung", 9, 12).replace("UID:Versammlung-9@halle.example.org", f"UID:{ours.event.uid}")

    page = send(planner, ours, calendar(own, entry("Probe", 9, 10)))

    assert "Ihre eigenen Versammlungen darin zählen nicht." in page
    assert [summary for _name, summary in kept(session)] == ["Probe"]


def test_only_times_and_titles_are_kept(planner: Browser, session: Session, ours: World) -> None:
    private = ("DESCRIPTION:geheim", "ATTENDEE;CN=Geheim:mailto:geheim@example.org", "LOCATION:geheim")

    send(planner, ours, calendar(entry("Probe", 9, 10, SOON, *private)))

    assert "geheim" not in " ".join(repr(row) for row in session.execute(select(BusyTime.__table__))).casefold()
    assert kept(session) == [("Belegung Lichtburg", "Probe")]


def test_titles_that_look_like_markup_are_text(planner: Browser, ours: World, coming: str) -> None:
    send(planner, ours, calendar(entry("<script>alert(1)</script>", 9, 10)), name="<b>Saal</b>")

    page = planner.get(f"{coming}/").text

    assert "<script>alert" not in page
    assert "<b>Saal" not in page
    assert "Laut „<b>Saal</b>“" in html.unescape(page)


# What can't be read

BOMB = "DTSTART:20270101T000000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\n"
HOSTILE = {
    "nothing": (b"", "Diese Datei ist kein Kalender"),
    "a page": (b"<!DOCTYPE html><html><body>Bitte anmelden</body></html>", "Diese Datei ist kein Kalender"),
    "Latin-1": (calendar(entry("Prüfung", 9, 10)).decode().encode("latin-1"), "nicht als UTF-8 gespeichert"),
    "UTF-16": (calendar(entry("Probe", 9, 10)).decode().encode("utf-16"), "nicht als UTF-8 gespeichert"),
    "a bit too large": (calendar() + b" " * 2_000_000, "Diese Datei ist zu groß"),
    "much too large": (b"x" * 9_000_000, "Diese Datei ist zu groß"),
    "a hundred thousand levels": (b"BEGIN:X\n" * 50_000, "tiefer verschachtelt"),
    "too many entries": (calendar(*[entry("x", 9, 10)] * 6_000), "zu viele Einträge"),
    "a rule for a billion times": (
        calendar(entry("x", 9, 10, SOON, "RRULE:FREQ=SECONDLY;COUNT=1000000000")),
        "nach einer Regel, die wir nicht lesen können: FREQ=SECONDLY;COUNT=1000000000",
    ),
    "thousands of endless series": (
        calendar(*(f"BEGIN:VEVENT\r\nUID:{n}\r\n{BOMB}END:VEVENT\r\n" for n in range(4_000))),
        "mehr Termine, als wir lesen",
    ),
    "a day that is none": (calendar("BEGIN:VEVENT\r\nDTSTART:20271345T990000Z\r\nEND:VEVENT\r\n"), "In Zeile 5 steht"),
    "a zone of nowhere": (
        calendar(entry("x", 9, 10).replace("Europe/Berlin", "Mond/Krater")),
        "Die Zeitzone „Mond/Krater“ in dieser Datei kennen wir nicht.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_gets_a_sentence_at_its_field_at_once(
    planner: Browser, session: Session, ours: World, name: str
) -> None:
    content, said = HOSTILE[name]
    send(planner, ours, calendar(entry("Probe", 9, 10)))
    begun = time.monotonic()

    page = send(planner, ours, content, venue=ours.venue.id, expect=422)

    assert time.monotonic() - begun < MOST_SECONDS
    assert f"Kalenderdatei: {said}" in page or re.search(rf"Kalenderdatei: [^.]*{re.escape(said)}", page)
    assert kept(session) == [("Belegung Lichtburg", "Probe")]


def test_what_was_typed_stays_beside_a_file_that_cannot_be_read(planner: Browser, ours: World) -> None:
    fields = {"csrf_token": planner.token(), "name": "Belegung  Lichtburg", "venue": str(ours.venue.id)}
    data, kind = multipart(fields, {"file": b"rubbish"})

    page = planner.open(address(ours), method="POST", data=data, content_type=kind).text

    assert 'value="Belegung  Lichtburg"' in page
    assert f'<option selected value="{ours.venue.id}">' in page
    assert 'aria-describedby="file-hint file-error"' in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Geben Sie dem Kalender einen Namen."),
        ({"name": "x" * 121}, "Höchstens 120 Zeichen; es sind 121."),
        ({"venue": "x"}, "Bitte wählen Sie einen Eintrag aus der Liste."),
        ({"venue": "999999"}, "Bitte wählen Sie einen Eintrag aus der Liste."),
    ],
)
def test_each_field_explains_itself(
    planner: Browser, session: Session, ours: World, changes: dict[str, str], said: str
) -> None:
    assert said in send(planner, ours, calendar(), **{"name": "Saal", **changes}, expect=422)
    assert session.scalar(select(func.count()).select_from(BusyCalendar)) == 0


@pytest.mark.parametrize("file", [None, "just a text"], ids=["no file", "text instead of a file"])
def test_without_a_file_nothing_is_read(planner: Browser, ours: World, file: str | None) -> None:
    data = {"name": "Saal", "venue": "", **({"file": file} if file else {})}

    assert "Wählen Sie eine Kalenderdatei aus." in planner.post(address(ours), data, expect=422).text


def test_more_than_a_request_may_hold_is_refused_before_it_is_read(planner: Browser, ours: World) -> None:
    data, kind = multipart({"csrf_token": planner.token(), "name": "x"}, {"file": b"x" * 10_100_000})

    assert planner.open(address(ours), method="POST", data=data, content_type=kind).status_code == 413


# The hint


def test_a_busy_hall_is_named_wherever_time_and_place_are_planned(planner: Browser, ours: World, coming: str) -> None:
    send(planner, ours, calendar(entry("Probe", 10, 12)), venue=ours.venue.id)
    day = wording.day(SOON, weekday=False)
    said = f"Laut „Belegung Lichtburg“ ist der Ort am {day} von 10:00 bis 12:00 Uhr belegt: Probe."

    for page in ("/", "/details", "/venue", "/announce"):
        assert said in words(planner.get(f"{coming}{page}").text), page
    assert said in words(planner.get("/planning/").text)


def test_a_hint_blocks_nothing(planner: Browser, ours: World, coming: str) -> None:
    send(planner, ours, calendar(entry("Probe", 10, 12)), venue=ours.venue.id)

    planner.post(f"{coming}/venue", planner.form(f"{coming}/venue"))
    planner.post(f"{coming}/details", planner.form(f"{coming}/details"))
    planner.post(f"{coming}/announce", planner.form(f"{coming}/announce", status="tentative"))

    assert "Laut „Belegung Lichtburg“" in words(planner.get(f"{coming}/").text)


def test_without_a_clash_there_is_no_hint(planner: Browser, ours: World, coming: str) -> None:
    send(planner, ours, calendar(entry("Probe", 13, 15)), venue=ours.venue.id)

    for page in ("/", "/details", "/venue", "/announce"):
        assert "Laut „" not in planner.get(f"{coming}{page}").text


def test_where_the_venue_is_chosen_each_one_tells_that_it_is_busy(
    planner: Browser, make: Factories, ours: World, coming: str
) -> None:
    other = make.venue(ours.organizer, name="Philharmonie", capacity=900)
    make.session.commit()
    send(planner, ours, calendar(entry("Konzert", 9, 11)), name="Spielplan", venue=other.id)

    page = words(planner.get(f"{coming}/venue").text)

    assert re.search(r"Plätze: 900\. Laut „Spielplan“ ist der Ort am [^.]+\.[^.]+ belegt: Konzert\.", page)
    assert "Laut „" not in planner.get(f"{coming}/").text


def test_many_busy_times_are_counted(planner: Browser, ours: World, coming: str) -> None:
    send(planner, ours, calendar(*(entry(f"Termin {n}", 9, 10) for n in range(5))))

    page = words(planner.get(f"{coming}/").text)

    assert page.count("schon ein anderer Termin: Termin") == 6  # each once in its row, once in its link's name
    assert "Noch 2 belegte Zeiten überschneiden sich mit der Versammlung." in page


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (((8, 10), (8, 12)), "am 8. November 2024 von 10:00 bis 12:00 Uhr"),
        (((8, 0), (9, 0)), "am 8. November 2024 den ganzen Tag"),
        (((8, 0), (11, 0)), "vom 8. November 2024 bis zum 10. November 2024"),
        (((8, 20), (9, 2)), "vom 8. November 2024, 20:00 Uhr, bis zum 9. November 2024, 02:00 Uhr"),
        (((8, 20), (9, 0)), "vom 8. November 2024, 20:00 Uhr, bis zum 9. November 2024, 00:00 Uhr"),
        (((8, 0), (8, 9)), "am 8. November 2024 von 00:00 bis 09:00 Uhr"),
    ],
)
def test_times_are_told_by_the_clock_of_the_event(
    app: Flask, span: tuple[tuple[int, int], tuple[int, int]], said: str
) -> None:
    moments = TimeSpan(*(datetime(2024, 11, day, hour, tzinfo=BERLIN).astimezone(UTC) for day, hour in span))

    with app.test_request_context():
        at_venue = sentence(Clash("Belegung Lichtburg", 1, moments, "Probe."), BERLIN, Language.GERMAN)
        anywhere = sentence(Clash("Rat", None, moments, ""), BERLIN, Language.GERMAN)

    assert at_venue == f"Laut „Belegung Lichtburg“ ist der Ort {said} belegt: Probe."
    assert anywhere == f"Laut „Rat“ liegt {said} schon ein anderer Termin."


# Two organizers, and as many queries for three as for one


def test_two_organizers_see_nothing_of_each_other(
    browser: Browser, session: Session, make: Factories, ours: World, coming: str
) -> None:
    theirs = world(make)
    session.execute(delete(BusyCalendar))
    enter(browser, session, theirs.account)
    send(browser, theirs, calendar(entry("Geheime Probe", 9, 12)), name="Geheimer Saal")
    row = session.scalars(select(BusyCalendar)).one()

    enter(browser, session, ours.account)
    for url in (address(ours), f"{address(ours)}?calendar={row.id}", f"{coming}/", f"{coming}/venue", "/planning/"):
        assert "Geheim" not in browser.get(url).text
    browser.get(f"{address(ours)}/{row.id}/remove", expect=404)
    browser.post(f"{address(ours)}/{row.id}/remove", expect=404)
    browser.get(address(theirs), expect=404)
    send(browser, ours, calendar(entry("Probe", 9, 12)), venue=theirs.venue.id, expect=422)

    assert kept(session) == [("Geheimer Saal", "Geheime Probe")]


@pytest.mark.parametrize("wish", ["", "x", "-1", "0", "99999999999999999999", "1&calendar=2", "²"])
def test_odd_wishes_for_a_calendar_begin_an_empty_form(planner: Browser, ours: World, wish: str) -> None:
    assert planner.form(f"{address(ours)}?calendar={wish}")["name"] == ""


def test_pages_take_as_many_queries_for_many_calendars_as_for_one(
    connection: Connection, planner: Browser, session: Session, make: Factories, ours: World, coming: str
) -> None:
    urls = (address(ours), "/planning/", *(f"{coming}{page}" for page in ("/", "/details", "/venue", "/announce")))
    counts = []

    for names in (["Saal"], ["Rat", "Foyer", "Bühne"]):
        for name in names:
            venue = make.venue(ours.organizer, name=name)
            make.event(ours.organizer, name, starts=at(9, day=SOON), ends=at(12, day=SOON), venue_id=venue.id)
            session.commit()
            send(planner, ours, calendar(entry(name, 9, 11), entry(name, 11, 12)), name=name, venue=venue.id)
        counts.append([_asked(connection, planner, session, url) for url in urls])

    assert counts[0] == counts[1]


def _asked(connection: Connection, planner: Browser, session: Session, url: str) -> int:
    planner.get(url)  # what was told once is told no more
    session.commit()
    with counted(connection) as asked:
        planner.get(url)
    return len(asked)
