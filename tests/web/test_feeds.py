"""Feeds and personal calendars over HTTP, and the pages that hand out their addresses."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.adapters.ical_check import check
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Tokens
from eventapp.models import Organizer
from eventapp.services import appearances, editions, feeds, invitations
from tests.conftest import NOW, SECRET, URL
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world

pytestmark = pytest.mark.one_database

LINKS, TOKENS = Links(URL), Tokens((SECRET,))
CALENDAR = "text/calendar; charset=utf-8"
AGENTS = ["Google-Calendar-Importer", "Microsoft Exchange/15.20", "iOS/18 dataaccessd/1.0", "", "curl/8"]


@pytest.fixture
def ours(make: Factories) -> World:
    return world(make)


@pytest.fixture
def planner(browser: Browser, session: Session, ours: World) -> Browser:
    return enter(browser, session, ours.account)


def complete(make: Factories, organizer: Organizer) -> str:
    feeds.renew(make.session, organizer, tokens=TOKENS, actor=make.planner(organizer), now=NOW)
    return path_of(feeds.address(make.session, organizer, LINKS, TOKENS))


def path_of(address: str | None) -> str:
    assert address is not None
    return address.removeprefix(URL)


@pytest.fixture
def addresses(make: Factories, ours: World) -> dict[str, str]:
    """Every calendar that leaves, by what it is."""
    appearances.renew_link(make.session, ours.speaker, tokens=TOKENS, actor=SYSTEM, now=NOW)
    hers = path_of(appearances.address(make.session, ours.speaker, LINKS, TOKENS))
    draft = InviteeDraft("Kim Beispiel", "kim@example.org")
    invited = invitations.invite(make.session, ours.event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    key = ours.event.slug
    return {
        "event": f"/events/{key}.ics",
        "item": f"/events/{key}/program/{ours.item.id}.ics",
        "program feed": f"/events/{key}/program.ics",
        "public feed": f"/feeds/{ours.organizer.slug}.ics",
        "public feed with items": f"/feeds/{ours.organizer.slug}.ics?program=1",
        "complete feed": complete(make, ours.organizer),
        "rich event": f"/events/{key}.ics?rich=1",
        "rich feed": f"/feeds/{ours.organizer.slug}.ics?rich=1&program=1",
        "speaker's feed": f"{hers}.ics",
        "speaker's entry": f"{hers}/{ours.item.id}.ics",
        "invitation's entry": path_of(invitations.address(invited, LINKS, TOKENS)) + ".ics",
    }


NAMES = [
    "event", "item", "program feed", "public feed", "public feed with items", "complete feed", "rich event",
    "rich feed", "speaker's feed", "speaker's entry", "invitation's entry",
]  # fmt: skip
SECRET_NAMES = ["complete feed", "speaker's feed", "speaker's entry", "invitation's entry"]
FEEDS = [name for name in NAMES if "feed" in name]


@pytest.mark.parametrize("name", NAMES)
def test_every_calendar_passes_the_linter(browser: Browser, addresses: dict[str, str], name: str) -> None:
    answer = browser.open(addresses[name])

    assert answer.status_code == 200
    assert check(answer.data) == []


@pytest.mark.parametrize("name", NAMES)
def test_F01_to_F09_what_a_subscriber_needs(browser: Browser, addresses: dict[str, str], name: str) -> None:
    url = addresses[name]
    answer = browser.open(url)
    etag, date = answer.headers["ETag"], answer.headers["Last-Modified"]

    assert answer.content_type == CALENDAR
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert ("attachment" in answer.headers.get("Content-Disposition", "")) is (name not in FEEDS)
    for known in (etag, f'"other", {etag}', "*", f"W/{etag}"):
        again = browser.open(url, headers={"If-None-Match": known})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert browser.open(url, headers={"If-Modified-Since": date}).status_code == 304
    assert browser.open(url, headers={"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"}).status_code == 200
    lost = browser.open(url, headers={"If-Modified-Since": date, "If-None-Match": '"other"'})
    assert lost.status_code == 200
    head = browser.open(url, method="HEAD")
    assert (head.data, head.headers["ETag"], head.headers["Content-Length"]) == (b"", etag, str(len(answer.data)))
    zipped = browser.open(url, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert zipped.headers["ETag"] != etag
    assert "Accept-Encoding" in zipped.headers["Vary"]


@pytest.mark.parametrize("name", NAMES)
def test_F08_only_public_addresses_are_kept_by_others(browser: Browser, addresses: dict[str, str], name: str) -> None:
    answer = browser.open(addresses[name])

    kind = "private" if name in SECRET_NAMES else "public"
    assert answer.headers["Cache-Control"].startswith(kind)
    assert ("noindex" in answer.headers.get("X-Robots-Tag", "")) is (kind == "private")
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("agent", AGENTS)
def test_F10_F11_any_program_gets_the_same_bytes(
    browser: Browser, addresses: dict[str, str], name: str, agent: str
) -> None:
    headers = {"User-Agent": agent, "Accept": "text/html"}

    assert browser.open(addresses[name], headers=headers).data == browser.open(addresses[name]).data


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_F12_calendars_are_only_read(browser: Browser, addresses: dict[str, str], name: str, method: str) -> None:
    answer = browser.open(addresses[name], method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_F13_robots_may_read_calendars(browser: Browser) -> None:
    rules = browser.open("/robots.txt").text

    assert "Disallow: /feeds" not in rules
    assert "Disallow: /events" not in rules


@pytest.mark.parametrize("name", NAMES)
def test_I11_no_calendar_that_is_read_names_who_is_invited(
    browser: Browser, addresses: dict[str, str], name: str
) -> None:
    text = browser.open(addresses[name]).text

    assert "ATTENDEE" not in text
    assert "METHOD" not in text
    assert "kim@example.org" not in text


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_S41_a_changed_address_is_not_found(browser: Browser, addresses: dict[str, str], name: str) -> None:
    url = addresses[name]
    head, _, tail = url.partition(".ics")
    secret = head.split("/")[2]
    other = secret[:-1] + ("A" if secret[-1] != "A" else "B")

    browser.get(url.replace(secret, other), expect=404)
    browser.get(url.replace(secret, secret[:8]), expect=404)
    assert not tail


def test_S40_looking_at_a_personal_link_changes_nothing(
    browser: Browser, session: Session, addresses: dict[str, str]
) -> None:
    from tests.web.world import stored

    before = stored(session)
    for name in SECRET_NAMES:
        browser.open(addresses[name])
        browser.open(addresses[name], method="HEAD")
    browser.get(addresses["invitation's entry"].removesuffix(".ics"))
    browser.get(addresses["speaker's feed"].removesuffix(".ics"))

    session.expire_all()
    assert stored(session) == before


def test_a_revoked_feed_is_gone_at_once(browser: Browser, make: Factories, ours: World) -> None:
    url = complete(make, ours.organizer)
    make.session.commit()
    assert browser.open(url).status_code == 200

    feeds.revoke(make.session, ours.organizer, actor=SYSTEM, now=NOW)
    make.session.commit()

    assert browser.open(url).status_code == 404


def test_F04_the_date_goes_on_when_an_event_leaves_the_public_feed(
    browser: Browser, make: Factories, ours: World
) -> None:
    url = f"/feeds/{ours.organizer.slug}.ics"
    second = make.event(ours.organizer, "Zweite", visibility=Visibility.PUBLIC)
    make.announced(second)
    make.session.commit()
    before = browser.open(url)
    second.visibility = Visibility.STAFF
    make.announced(second, now=NOW + timedelta(hours=1))
    make.session.commit()

    since = before.headers["Last-Modified"]
    after = browser.open(url, headers={"If-Modified-Since": since})

    assert after.status_code == 200
    assert b"Zweite" not in after.data


def test_who_is_uninvited_sees_it_in_her_calendar_and_on_her_page(
    browser: Browser, make: Factories, ours: World
) -> None:
    draft = InviteeDraft("Kim Beispiel", "kim@example.org")
    invited = invitations.invite(make.session, ours.event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    url = path_of(invitations.address(invited, LINKS, TOKENS))
    assert "STATUS:CONFIRMED" in browser.open(f"{url}.ics").text
    edition = invitations.current_edition(make.session, invited)
    invitations.note_sent(make.session, invited, invitations.message(invited, edition, LINKS, now=NOW))

    invitations.withdraw(make.session, invited, actor=SYSTEM, now=NOW + timedelta(hours=1))
    make.session.commit()

    assert "STATUS:CANCELLED" in browser.open(f"{url}.ics").text
    assert "Ihre Einladung ist zurückgenommen." in browser.get(url).text


def test_a_speaker_sees_her_own_slot_and_its_cancellation(browser: Browser, make: Factories, ours: World) -> None:
    appearances.renew_link(make.session, ours.speaker, tokens=TOKENS, actor=SYSTEM, now=NOW)
    url = path_of(appearances.address(make.session, ours.speaker, LINKS, TOKENS))

    assert "09:00–09:30" in browser.get(url).text
    editions.call_off(make.session, ours.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + timedelta(hours=1))
    make.session.commit()

    assert "Entfällt" in browser.get(url).text
    assert "STATUS:CANCELLED" in browser.open(f"{url}.ics").text


# The pages that hand out addresses


def test_the_office_gives_renews_and_takes_away_the_complete_feed(planner: Browser, ours: World) -> None:
    page = f"/planning/organizers/{ours.organizer.id}/feeds"
    assert "/feeds/" + ours.organizer.slug in planner.get(page).text

    planner.get(f"{page}/renew")
    planner.post(f"{page}/renew")
    first = _secret_feed(planner.get(page).text, ours)
    planner.post(f"{page}/renew")
    second = _secret_feed(planner.get(page).text, ours)
    assert planner.open(first).status_code == 404
    assert planner.open(second).status_code == 200

    planner.get(f"{page}/revoke")
    planner.post(f"{page}/revoke")
    assert planner.open(second).status_code == 404
    assert "Adresse erstellen" in planner.get(page).text


def _secret_feed(page: str, ours: World) -> str:
    (found,) = {url for url in re.findall(r"/feeds/[^\"?]+\.ics", page) if ours.organizer.slug not in url}
    return str(found)


def test_every_feed_is_offered_as_webcal_and_as_https(planner: Browser, ours: World) -> None:
    text = planner.get(f"/planning/organizers/{ours.organizer.id}/feeds").text

    assert f"webcal://127.0.0.1:8000/feeds/{ours.organizer.slug}.ics" in text
    assert f"{URL}/feeds/{ours.organizer.slug}.ics" in text


def test_the_office_gives_and_takes_away_a_speakers_link(planner: Browser, ours: World) -> None:
    page = f"/planning/speakers/{ours.speaker.id}"
    planner.get(f"{page}/link/renew")
    planner.post(f"{page}/link/renew")
    (url,) = re.findall(rf"{URL}(/s/[^\"]+)\"", planner.get(page).text)
    planner.get(url)

    planner.get(f"{page}/link/revoke")
    planner.post(f"{page}/link/revoke")

    planner.get(url, expect=404)
