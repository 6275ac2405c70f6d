"""The calendar over HTTP: types, validators, caches, addresses."""

from __future__ import annotations

import gzip
import os
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Visibility
from eventapp.domain.texts import LocalText
from eventapp.models.database import Database
from eventapp.services import editions
from eventapp.web.downloads import disposition
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, world

pytestmark = pytest.mark.one_database

HOUR = timedelta(hours=1)


@pytest.fixture(params=["entry", "feed", "item"])
def url(request: pytest.FixtureRequest, ours: World) -> str:
    """One of the three addresses of calendars."""
    rests = {"entry": ".ics", "feed": "/program.ics", "item": f"/program/{ours.item.id}.ics"}
    return f"/events/{ours.event.slug}{rests[request.param]}"


def fresh(settings: Settings, database: Database, session: Session) -> Browser:
    """A browser of a program that was just started; it has nothing ready yet."""
    session.commit()
    return Browser(create_app(settings, database), session)


def stable(answer: TestResponse) -> list[tuple[str, str]]:
    """The headers but the server's own, and the number of the request."""
    return sorted((name, value) for name, value in answer.headers if name not in {"Date", "Server", "X-Request-Id"})


def test_it_is_a_calendar_that_says_so(browser: Browser, url: str) -> None:
    answer = browser.get(url)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert answer.data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_head_is_get_without_its_body(browser: Browser, url: str) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        got, head = browser.get(url, headers=headers), browser.open(url, method="HEAD", headers=headers)

        assert head.status_code == 200
        assert head.data == b""
        assert stable(head) == stable(got)


def test_identical_data_are_identical_bytes(
    browser: Browser, settings: Settings, database: Database, session: Session, url: str
) -> None:
    first, again = browser.get(url), browser.get(url)
    elsewhere = fresh(settings, database, session).get(url)

    assert first.data == again.data == elsewhere.data
    assert first.headers["ETag"] == elsewhere.headers["ETag"]


KNOWN = ["{}", "W/{}", '"a", {}', '"a",W/"b" ,W/{} , "c"', "*", " * "]


def test_who_has_it_is_told_so(browser: Browser, url: str) -> None:
    for pattern in KNOWN:
        etag = browser.get(url).headers["ETag"]

        answer = browser.get(url, expect=304, headers={"If-None-Match": pattern.format(etag)})

        assert answer.data == b""
        assert answer.headers["ETag"] == etag
        assert {"Cache-Control", "Vary", "Last-Modified"} <= set(answer.headers.keys())
        assert "Content-Type" not in answer.headers
        assert browser.open(url, method="HEAD", headers={"If-None-Match": etag}).status_code == 304


UNKNOWN = ['"other"', 'W/"other"', "", "other", '"*"', ","]


def test_who_has_another_one_gets_it(browser: Browser, url: str) -> None:
    for known in UNKNOWN:
        browser.get(url, headers={"If-None-Match": known})


def test_a_part_of_the_validator_is_not_the_validator(browser: Browser, url: str) -> None:
    etag = browser.get(url).headers["ETag"]

    for known in (etag.strip('"'), etag[:-2] + '"', etag + "x"):
        browser.get(url, headers={"If-None-Match": known})


def test_the_date_is_compared(browser: Browser, url: str) -> None:
    changed = parsedate_to_datetime(browser.get(url).headers["Last-Modified"])

    for since, expected in ((changed, 304), (changed + HOUR, 304), (changed - timedelta(seconds=1), 200)):
        browser.get(url, expect=expected, headers={"If-Modified-Since": format_datetime(since, usegmt=True)})
    assert browser.get(url).headers["Last-Modified"].endswith(" GMT")


def test_the_validator_beats_the_date(browser: Browser, url: str) -> None:
    first = browser.get(url)
    later = format_datetime(parsedate_to_datetime(first.headers["Last-Modified"]) + HOUR, usegmt=True)
    early = format_datetime(parsedate_to_datetime(first.headers["Last-Modified"]) - HOUR, usegmt=True)

    browser.get(url, expect=200, headers={"If-None-Match": '"other"', "If-Modified-Since": later})
    browser.get(url, expect=304, headers={"If-None-Match": first.headers["ETag"], "If-Modified-Since": early})


def test_zipped_it_has_a_validator_of_its_own(browser: Browser, url: str) -> None:
    plain = browser.get(url, headers={"Accept-Encoding": "identity"})
    zipped = browser.get(url, headers={"Accept-Encoding": "br, gzip;q=0.8"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    assert int(zipped.headers["Content-Length"]) == len(zipped.data)
    for answer, other, coding in ((plain, zipped, "identity"), (zipped, plain, "gzip")):
        headers = {"Accept-Encoding": coding, "If-None-Match": answer.headers["ETag"]}
        assert browser.get(url, expect=304, headers=headers).headers["ETag"] == answer.headers["ETag"]
        browser.get(url, expect=200, headers={**headers, "If-None-Match": other.headers["ETag"]})


CODINGS = [
    ("gzip", True),
    ("GZIP", True),
    ("*", True),
    ("x-gzip", True),
    ("gzip;q=1", True),
    ("deflate, gzip ; q=0.5", True),
    ("gzip;q=0", False),
    ("gzip; q=0.000", False),
    ("*;q=0", False),
    ("gzip;q=0, *", False),
    ("", False),
    ("br", False),
    ("notgzip", False),
]


def test_it_is_zipped_for_who_takes_it(browser: Browser, ours: World) -> None:
    for accepted, is_zipped in CODINGS:
        answer = browser.get(f"/events/{ours.event.slug}.ics", headers={"Accept-Encoding": accepted})

        assert ("Content-Encoding" in answer.headers) is is_zipped, accepted


def test_whoever_asks_gets_the_calendar(browser: Browser, url: str) -> None:
    wanted = browser.get(url).data
    for headers in (
        {"Accept": "text/html"},
        {"Accept": "application/json;q=1, */*;q=0"},
        {"User-Agent": "Google-Calendar-Importer"},
        {"User-Agent": "Microsoft Exchange/15.20"},
        {"User-Agent": ""},
        {"Accept-Language": "fr, *;q=0.1"},
    ):
        assert browser.get(url, headers=headers).data == wanted


def test_other_methods_are_refused_by_name(browser: Browser, url: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PROPFIND"):
        answer = browser.open(url, method=method)

        assert answer.status_code == 405
        assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))


def test_a_file_is_saved_and_a_feed_is_not(browser: Browser, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer, "Frauen & Männer: „Größe“", visibility=Visibility.PUBLIC)
    item = make.item(event)
    make.announced(event)
    base = f"/events/{event.slug}"

    name = browser.get(f"{base}.ics").headers["Content-Disposition"]

    assert name == (
        'attachment; filename="Frauen & Maenner Groesse 2027-11-12.ics"; '
        "filename*=UTF-8''Frauen%20%26%20M%C3%A4nner%20%E2%80%9EGr%C3%B6%C3%9Fe%E2%80%9C%202027-11-12.ics"
    )
    assert browser.get(f"{base}/program/{item.id}.ics").headers["Content-Disposition"].startswith("attachment;")
    assert "Content-Disposition" not in browser.get(f"{base}/program.ics").headers


@pytest.mark.parametrize(
    "name",
    [
        'a"b',
        'a"; filename=evil.exe; x="',
        "a\r\nSet-Cookie: b=c",
        "../../etc/passwd",
        "a\\",
        "＂; x=＂",
        "＼",
        "\x00",
        "日本語",
        "%00%0d",
        "a" * 500,
        "CON",
        ".",
        "\u202egpj.exe",
        ";",
        "'",
        "﹨﹕＊",
        "x\u0085y\u2028z",
        "Ⅷ½™",
    ],
)
def test_S10_a_download_has_a_safe_name(name: str) -> None:
    header = disposition(name, "ics")

    found = re.fullmatch(
        r"attachment; filename=\"([A-Za-z0-9 !#$&'()+,.=@\[\]^_`{}~-]+\.ics)\"; filename\*=UTF-8''(\S+)", header
    )
    assert found, header
    real = unquote(found[2])
    assert not set(real) & set('/\\"\r\n\0:;*?<>|')
    assert len(header) < 1_200
    assert not found[1].startswith(".")


def test_robots_may_fetch_what_is_subscribed_to(browser: Browser, ours: World) -> None:
    rules = re.findall(r"^(\w+): (\S+)$", browser.get("/robots.txt").text, re.MULTILINE)

    forbidden = [path for rule, path in rules if rule == "Disallow"]
    assert forbidden == ["/planning/", "/sign-in"]
    assert ours.event.secret not in browser.get("/robots.txt").text


def test_S33_an_item_of_another_event_is_not_found(browser: Browser, make: Factories, ours: World) -> None:
    other = world(make)

    browser.get(f"/events/{ours.event.slug}/program/{other.item.id}.ics", expect=404)
    browser.get(f"/events/{ours.event.slug}/program/0.ics", expect=404)
    browser.get(f"/events/{ours.event.slug}/pictures/{'0' * 64}", expect=404)


def test_S20_a_picture_of_another_event_is_not_found(browser: Browser, make: Factories, ours: World) -> None:
    bare = make.event(ours.organizer, visibility=Visibility.PUBLIC)
    make.announced(bare)

    browser.get(f"/events/{ours.event.slug}/pictures/{ours.digest}")
    browser.get(f"/events/{bare.slug}/pictures/{ours.digest}", expect=404)


def test_S35_a_public_entry_names_no_guest(browser: Browser, url: str) -> None:
    text = browser.get(url).text

    assert "ATTENDEE" not in text
    assert "METHOD" not in text


def test_S35_a_staff_only_event_has_a_secret_address_alone(browser: Browser, make: Factories) -> None:
    hidden = world(make, visibility=Visibility.STAFF)
    key, slug = hidden.event.secret, hidden.event.slug

    for rest in (".ics", "/program.ics", f"/program/{hidden.item.id}.ics"):
        answer = browser.get(f"/events/{key}{rest}")
        assert answer.headers["Cache-Control"] == "private, max-age=300"
        assert slug not in answer.text
        browser.get(f"/events/{slug}{rest}", expect=404)
    assert len(key) >= 32


def test_S35_the_address_follows_the_visibility(
    settings: Settings, database: Database, session: Session, make: Factories
) -> None:
    hidden = world(make, visibility=Visibility.STAFF)
    key, slug, event = hidden.event.secret, hidden.event.slug, hidden.event

    event.visibility = Visibility.PUBLIC
    make.announced(event, now=NOW + HOUR)
    browser = fresh(settings, database, session)

    browser.get(f"/events/{slug}")
    assert "/events/" + slug in browser.get("/").text
    for rest in ("", ".ics", "/program.ics", f"/program/{hidden.item.id}.ics", "/program", "/program.pdf"):
        assert browser.get(f"/events/{key}{rest}?lang=en", expect=308).location == f"/events/{slug}{rest}?lang=en"
        assert browser.get(f"/events/{key}{rest}", expect=308).location == f"/events/{slug}{rest}"

    event.visibility = Visibility.STAFF
    make.announced(event, now=NOW + 2 * HOUR)
    browser = fresh(settings, database, session)

    browser.get(f"/events/{key}.ics")
    for rest in (
        "",
        ".ics",
        "/program.ics",
        f"/program/{hidden.item.id}.ics",
        "/program",
        f"/pictures/{hidden.digest}",
    ):
        browser.get(f"/events/{slug}{rest}", expect=404)
    assert slug not in browser.get("/").text


def test_an_address_that_was_renamed_leads_on(
    settings: Settings, database: Database, session: Session, make: Factories, ours: World
) -> None:
    old = ours.event.slug
    ours.event.slug = "neue-adresse"
    make.announced(ours.event, now=NOW + HOUR)

    answer = fresh(settings, database, session).get(f"/events/{old}.ics", expect=308)

    assert answer.location == "/events/neue-adresse.ics"


def test_U06_a_cancelled_event_stays_and_says_so(
    settings: Settings, database: Database, session: Session, make: Factories, ours: World
) -> None:
    first = fresh(settings, database, session).get(f"/events/{ours.event.slug}.ics")
    editions.call_off(session, ours.event, LocalText("Der Saal ist gesperrt."), actor=SYSTEM, now=NOW + HOUR)
    browser = fresh(settings, database, session)

    after = browser.get(f"/events/{ours.event.slug}.ics")

    assert "STATUS:CANCELLED" in after.text
    assert _number("SEQUENCE", after.text) == _number("SEQUENCE", first.text) + 1
    assert after.headers["Last-Modified"] != first.headers["Last-Modified"]
    assert "STATUS:CANCELLED" in browser.get(f"/events/{ours.event.slug}/program.ics").text
    stale = {"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    browser.get(f"/events/{ours.event.slug}.ics", expect=200, headers=stale)
    browser.get(f"/events/{ours.event.slug}.ics", headers={"If-Modified-Since": first.headers["Last-Modified"]})


def test_an_event_without_items_has_no_feed_of_them_and_offers_none(browser: Browser, make: Factories) -> None:
    event = make.event(visibility=Visibility.PUBLIC)
    make.announced(event)

    browser.get(f"/events/{event.slug}/program.ics", expect=404)
    assert "program.ics" not in browser.get(f"/events/{event.slug}").text


@pytest.fixture(params=["Pacific/Kiritimati", "America/St_Johns", "UTC"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The clock on the server's own wall."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("server_zone")
def test_R31_the_zone_of_the_server_changes_nothing(app: Flask, browser: Browser, ours: World) -> None:
    entry = browser.get(f"/events/{ours.event.slug}.ics")
    page = browser.get(f"/events/{ours.event.slug}").text

    assert "DTSTART;TZID=Europe/Berlin:20271112T090000" in entry.text
    assert "09:00–12:30" in page
    assert "Freitag, 12. November 2027" in page
    assert entry.headers["Last-Modified"] == "Sun, 22 Nov 2026 09:00:00 GMT"
    since = {"If-Modified-Since": "Sun, 22 Nov 2026 09:00:00 GMT"}
    browser.get(f"/events/{ours.event.slug}.ics", expect=304, headers=since)
    browser.get(f"/events/{ours.event.slug}.ics", headers={"If-Modified-Since": "Sun, 22 Nov 2026 08:59:59 GMT"})


def _number(name: str, text: str) -> int:
    found = re.search(rf"^{name}:(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0
