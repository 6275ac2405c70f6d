"""Signing in and out, and what ends a session."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.models import Account, BrowserSession, PasswordLink, SignInFailure
from eventapp.services import accounts, guessing
from eventapp.services.accounts import hash_token
from eventapp.services.guessing import FREE
from eventapp.web.access import everybody
from tests.factories import PASSWORD, Factories
from tests.pages import Browser
from tests.web.world import World, another, cookie, enter, set_cookie

LATER = timedelta(seconds=1)
NEW = {"password": "elf-weiden-vor-dem-alten-tor", "again": "elf-weiden-vor-dem-alten-tor"}

HERE = "127.0.0.1"
"""Where the test browser's requests come from."""


def is_in(browser: Browser) -> bool:
    """Whether somebody is signed in."""
    return browser.open("/planning/").status_code == 200


def try_to_sign_in(browser: Browser, email: str, password: str) -> tuple[int, str]:
    """Status, and the sentences of the answer."""
    answer = browser.open(
        "/sign-in", method="POST", data={"csrf_token": browser.token(), "email": email, "password": password}
    )
    return answer.status_code, " ".join(re.findall(r"<li>(.*?)</li>", answer.text))


# Accounts and sign-in


def test_S24_there_is_no_account_from_the_start(session: Session) -> None:
    assert session.scalars(select(Account)).all() == []


def test_signing_in_leads_to_the_events(browser: Browser, make: Factories) -> None:
    account = make.account(make.organizer())
    browser.get("/sign-in")

    answer = browser.post("/sign-in", {"email": f"  {account.email.upper()} ", "password": PASSWORD})

    assert answer.location == "/planning/"
    assert is_in(browser)


def test_S26_signing_in_gives_another_number_and_ends_the_old_one(
    app: Flask, browser: Browser, session: Session, make: Factories
) -> None:
    account = make.account(make.organizer())
    browser.get("/sign-in")
    before = cookie(browser)

    browser.sign_in(account)

    assert before
    assert cookie(browser) != before
    assert session.get(BrowserSession, hash_token(before)) is None
    thief = another(app, session)
    set_cookie(thief, before)
    assert not is_in(thief)


def test_S26_a_planted_number_is_never_taken_over(browser: Browser, session: Session, make: Factories) -> None:
    account = make.account(make.organizer())
    set_cookie(browser, "planted-by-somebody-else")

    browser.sign_in(account)

    assert cookie(browser) != "planted-by-somebody-else"
    assert session.get(BrowserSession, hash_token("planted-by-somebody-else")) is None


def test_S27_signing_out_ends_the_session_on_the_server(
    app: Flask, browser: Browser, session: Session, planner: Browser
) -> None:
    number = cookie(planner)
    assert is_in(planner)

    left = planner.post("/sign-out").location

    assert ">Sie sind abgemeldet</h1>" in planner.get(left).text
    assert not is_in(planner)
    replayed = another(app, session)
    set_cookie(replayed, number)
    assert not is_in(replayed)


def test_S27_disabling_an_account_ends_its_sessions(planner: Browser, session: Session, ours: World) -> None:
    assert is_in(planner)

    accounts.disable(session, ours.account, actor=SYSTEM, now=datetime.now(UTC))
    session.commit()

    assert not is_in(planner)


def test_S27_an_account_that_was_disabled_behind_our_back_is_nobody(
    planner: Browser, session: Session, ours: World
) -> None:
    session.execute(update(Account).where(Account.id == ours.account.id).values(is_active=False))
    session.commit()

    assert not is_in(planner)


def test_S27_a_new_password_ends_all_sessions(
    app: Flask, browser: Browser, planner: Browser, session: Session, ours: World, make: Factories
) -> None:
    token = accounts.make_link(session, ours.account, actor=SYSTEM, now=datetime.now(UTC))
    session.commit()
    elsewhere = another(app, session)
    new = "elf-weiden-vor-dem-alten-tor"

    elsewhere.post(f"/sign-in/link/{token}", {"password": new, "again": new})

    assert not is_in(planner)


def test_S27_a_session_that_ended_meanwhile_does_not_come_to_life_again(
    app: Flask, planner: Browser, session: Session
) -> None:
    """A page that was asked for before the end and answered after it must not store the session anew."""

    def ends_meanwhile() -> str:
        session.execute(delete(BrowserSession))
        session.commit()
        return ""

    app.add_url_rule("/ends", "ends", everybody(ends_meanwhile))
    session.execute(update(BrowserSession).values(seen_at=datetime.now(UTC) - timedelta(minutes=5)))
    session.commit()

    assert planner.open("/ends").status_code == 200

    assert session.scalars(select(BrowserSession)).all() == []
    assert not is_in(planner)


@pytest.mark.parametrize(
    ("idle", "age", "lives"),
    [
        (timedelta(minutes=29), timedelta(hours=9), True),
        (timedelta(minutes=30), timedelta(minutes=30), False),
        (timedelta(minutes=1), timedelta(hours=10), False),
    ],
)
def test_S28_sessions_end_when_idle_and_after_a_working_day(
    planner: Browser, session: Session, idle: timedelta, age: timedelta, lives: bool
) -> None:
    moment = datetime.now(UTC)
    session.execute(update(BrowserSession).values(seen_at=moment - idle, created_at=moment - age))
    session.commit()

    assert is_in(planner) is lives


def test_S28_who_administers_is_signed_out_sooner(browser: Browser, session: Session, make: Factories) -> None:
    browser.sign_in(make.account(make.organizer(), is_administrator=True))
    for minutes, lives in ((14, True), (16, False)):
        session.execute(update(BrowserSession).values(seen_at=datetime.now(UTC) - timedelta(minutes=minutes)))
        session.commit()

        assert is_in(browser) is lives


def test_S28_being_used_keeps_a_session_alive(planner: Browser, session: Session) -> None:
    moment = datetime.now(UTC)
    session.execute(update(BrowserSession).values(seen_at=moment - timedelta(minutes=20)))
    session.commit()

    planner.get("/planning/")

    session.expire_all()
    assert session.scalars(select(BrowserSession.seen_at)).one() >= moment - LATER


def test_S27_the_number_is_stored_as_a_hash_alone(planner: Browser, session: Session) -> None:
    number = cookie(planner)

    rows = session.scalars(select(BrowserSession)).all()

    assert [row.id_hash for row in rows] == [hash_token(number)]
    assert number not in repr([(row.id_hash, row.data) for row in rows])


# Forged requests


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEi.x.y"])
@pytest.mark.parametrize("url", ["/sign-in", "/sign-out", "/planning/organizers/{organizer_id}/venues/new"])
def test_S45_without_its_token_nothing_is_changed(planner: Browser, ours: World, url: str, token: str | None) -> None:
    data = {"name": "Halle", "email": "a@example.org", "password": "x" * 12}
    if token is not None:
        data["csrf_token"] = token

    answer = planner.open(url.format(**ours.ids), method="POST", data=data)

    assert answer.status_code == 400
    assert "zu lange offen" in answer.text
    assert is_in(planner)
    assert "Halle" not in planner.get(f"/planning/organizers/{ours.organizer.id}/venues").text


def test_S45_another_browsers_token_is_refused(app: Flask, planner: Browser, session: Session, ours: World) -> None:
    foreign = another(app, session).token()

    planner.post("/sign-out", {"csrf_token": foreign}, expect=400)

    assert is_in(planner)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://evil.example", 403),
        ("null", 403),
        ("http://127.0.0.1:8000.evil.example", 403),
        ("http://127.0.0.1", 403),
        ("https://127.0.0.1:8000", 403),
        ("http://127.0.0.1:8000", 303),
        ("http://localhost:8000", 303),
        (None, 303),
    ],
)
def test_S45_a_foreign_origin_is_refused(planner: Browser, origin: str | None, status: int) -> None:
    headers = {"Origin": origin} if origin else {}

    planner.post("/sign-out", expect=status, headers=headers)

    assert is_in(planner) is (status == 403)


# Where one is led after signing in


HOSTILE_TARGETS = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/\t/[",
    "//[",
    "\\\\evil.example",
    "javascript:alert(1)",
    " https://evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "evil.example",
    "/planning/\r\nSet-Cookie: a=b",
    "/\u0085/evil.example",
]


CONTROL_TARGETS = ("/\r\n/evil.example", "/\t/[", "/planning/\r\nSet-Cookie: a=b")


def test_S53_next_stays_on_the_site(browser: Browser, session: Session, make: Factories) -> None:
    account = make.account(make.organizer())
    session.commit()
    for target in CONTROL_TARGETS:  # the others are tried below, without the time that a hash takes
        answer = browser.post("/sign-in", {"email": account.email, "password": PASSWORD, "next": target})

        assert answer.location == "/planning/", target
        assert len(answer.headers.getlist("Set-Cookie")) == 1, target
        browser.post("/sign-out")


def test_S53_next_stays_on_the_site_for_who_is_signed_in_already(planner: Browser) -> None:
    for target in HOSTILE_TARGETS:
        answer = planner.open("/sign-in", query_string={"next": target})

        assert answer.status_code in {303, 400}, target
        assert answer.status_code == 400 or answer.location == "/planning/", target


def test_S53_next_leads_where_she_wanted_to_go(browser: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    account = make.account(organizer)
    session.commit()
    wanted = f"/planning/organizers/{organizer.id}/venues?lang=en"
    led = browser.get(wanted, expect=303)

    page = browser.get(led.location).text
    target = re.findall(r'name="next" value="([^"]+)"', page)[0].replace("&amp;", "&")
    answer = browser.post("/sign-in", {"email": account.email, "password": PASSWORD, "next": target})

    assert answer.location == wanted


def test_who_wanted_a_page_is_told_that_it_comes_after_signing_in(browser: Browser) -> None:
    words = "Danach geht es mit der gewünschten Seite weiter."

    assert words in browser.get("/sign-in?next=/planning/settings").text
    for url in ("/sign-in", "/sign-in?next=", "/sign-in?next=//evil.example"):
        assert words not in browser.get(url).text
    assert words not in browser.post("/sign-in", browser.form("/sign-in"), expect=422).text


STEERING = [
    "_scheme=javascript&_external=1",
    "_external=1",
    "_method=POST",
    "_anchor=x",
    "endpoint=planning.index",
    "self=1",
    "key=other",
    "event_id=abc",
    "values=1",
    "lang=xx",
    "lang=de&lang=en",
]


@pytest.mark.parametrize("url", ["/", "/sign-in", "/events/{slug}", "/planning/events/{event_id}/"])
def test_S53_no_query_steers_the_links_of_a_page(planner: Browser, ours: World, url: str) -> None:
    path = url.format(slug=ours.event.slug, **ours.ids)
    if url == "/sign-in":
        planner.post("/sign-out")
    for query in STEERING:
        page = planner.get(f"{path}?{query}").text

        links = re.findall(r'<a href="([^"]*)" lang="', page)
        assert links
        assert [link for link in links if not link.startswith(f"{path}?lang=")] == [], query


def test_S53_an_address_that_moved_leads_to_this_site(browser: Browser, ours: World) -> None:
    query = "_scheme=javascript&_external=1&endpoint=x&key=other&lang=en"
    answer = browser.get(f"/events/{ours.event.secret}?{query}", expect=308)

    assert answer.location.startswith(f"/events/{ours.event.slug}?lang=en&")


# Guessing


def guess_at(session: Session, *emails: str, times: int) -> None:
    """Wrong passwords for these addresses, from here."""
    for email in emails:
        door = guessing.password_door(session, email, accounts.by_email(session, email), HERE)
        for _ in range(times):
            assert not guessing.attempt(session, door, now=datetime.now(UTC))
    session.commit()


def test_S22_known_and_unknown_addresses_are_answered_alike(
    browser: Browser, session: Session, make: Factories
) -> None:
    known = make.account(make.organizer()).email
    disabled = make.account(make.organizer())
    accounts.disable(session, disabled, actor=SYSTEM, now=datetime.now(UTC))
    never_set = make.account(make.organizer(), password=None).email
    session.commit()
    emails = (known, "nobody@example.org", disabled.email, never_set)

    guess_at(session, *emails, times=FREE - 1)

    answers = [[try_to_sign_in(browser, email, "falsches Kennwort") for _ in range(2)] for email in emails]

    assert answers[1:] == [answers[0]] * 3
    assert answers[0][0][0] == 422
    assert "passen nicht zusammen" in answers[0][0][1]
    assert "zu viele Versuche" in answers[0][-1][1]


def test_S21_the_pause_holds_for_the_right_password_too_and_ends(
    browser: Browser, session: Session, make: Factories
) -> None:
    account = make.account(make.organizer())
    guess_at(session, account.email, times=FREE)
    assert "zu viele Versuche" in try_to_sign_in(browser, account.email, PASSWORD)[1]

    session.execute(update(SignInFailure).values(last_at=datetime.now(UTC) - timedelta(minutes=2)))
    session.commit()

    assert try_to_sign_in(browser, account.email, PASSWORD)[0] == 303


def test_S21_a_success_forgives(browser: Browser, session: Session, make: Factories) -> None:
    account = make.account(make.organizer())
    session.commit()
    guess_at(session, account.email, times=FREE - 1)

    assert try_to_sign_in(browser, account.email, PASSWORD)[0] == 303
    browser.post("/sign-out")

    assert "passen nicht zusammen" in try_to_sign_in(browser, account.email, "falsch")[1]
    assert try_to_sign_in(browser, account.email, PASSWORD)[0] == 303


def test_S21_who_reads_her_mail_comes_in_however_much_others_guess(
    browser: Browser, session: Session, make: Factories
) -> None:
    account = make.account(make.organizer())
    session.commit()
    guess_at(session, account.email, times=FREE)
    assert "zu viele Versuche" in try_to_sign_in(browser, account.email, PASSWORD)[1]
    token = accounts.make_link(session, account, actor=SYSTEM, now=datetime.now(UTC))
    session.commit()

    assert browser.post(f"/sign-in/link/{token}", NEW).location.endswith("/planning/")

    browser.get("/planning/")


def test_S21_strangers_do_not_keep_somebody_who_is_signed_in_from_proving_it(
    browser: Browser, session: Session, make: Factories
) -> None:
    account = make.account(make.organizer())
    session.commit()
    enter(browser, session, account)
    guess_at(session, account.email, times=FREE)

    browser.post("/account/confirm", {"password": PASSWORD, "next": "/planning/"})


def test_S21_who_sits_at_a_strange_browser_guesses_slowly(browser: Browser, session: Session, make: Factories) -> None:
    account = make.account(make.organizer())
    session.commit()
    enter(browser, session, account)

    said = [browser.post("/account/confirm", {"password": "falsch"}, expect=422).text for _ in range(FREE + 1)]

    assert ["zu viele Versuche" in page for page in said] == [False] * FREE + [True]
    assert "zu viele Versuche" in browser.post("/account/confirm", {"password": PASSWORD}, expect=422).text


def test_S21_one_address_is_slowed_without_shutting_out_a_town_hall(app: Flask, browser: Browser) -> None:
    app.extensions["eventapp.limiter"].enabled = True
    data = {"csrf_token": browser.token(), "email": "", "password": ""}

    statuses = [browser.open("/sign-in", method="POST", data=data).status_code for _ in range(31)]
    refused = browser.open("/sign-in", method="POST", data=data)

    assert statuses == [422] * 30 + [429]
    assert "Bitte warten Sie" in refused.text
    browser.get("/sign-in")


def test_S21_one_provider_is_slowed_though_its_customer_has_thousands_of_networks(app: Flask, browser: Browser) -> None:
    app.extensions["eventapp.limiter"].enabled = True
    data = {"csrf_token": browser.token(), "email": "", "password": ""}

    def attempt(address: str) -> int:
        return browser.open("/sign-in", method="POST", data=data, environ_base={"REMOTE_ADDR": address}).status_code

    statuses = [attempt(f"2001:db8:7:{number:x}::1") for number in range(91)]

    assert statuses == [422] * 90 + [429]
    assert attempt("2001:db8:8::1") == 422


# One-time links


@pytest.fixture
def link(session: Session, make: Factories) -> str:
    """The address of a fresh link."""
    account = make.account(make.organizer(), password=None, email="neu@example.org")
    token = accounts.make_link(session, account, actor=SYSTEM, now=datetime.now(UTC))
    session.commit()
    return f"/sign-in/link/{token}"


def test_S25_a_link_sets_the_password_once(browser: Browser, link: str) -> None:
    browser.post(link, NEW)
    browser.post("/sign-out")

    assert try_to_sign_in(browser, "neu@example.org", NEW["password"])[0] == 303
    browser.post("/sign-out")
    browser.get(link, expect=404)
    browser.post(link, NEW, expect=404)


def test_S40_opening_a_link_changes_nothing(browser: Browser, session: Session, link: str) -> None:
    for _ in range(3):
        browser.get(link)
        browser.open(link, method="HEAD")

    assert session.scalars(select(PasswordLink)).one()
    assert session.scalars(select(Account.password_hash)).one() is None
    browser.post(link, NEW)


def test_S25_a_link_expires(browser: Browser, session: Session, link: str) -> None:
    session.execute(update(PasswordLink).values(expires_at=datetime.now(UTC) - LATER))
    session.commit()

    browser.get(link, expect=404)
    browser.post(link, NEW, expect=404)


def test_who_comes_by_a_used_link_is_told_the_way_in(browser: Browser, link: str) -> None:
    browser.post(link, NEW)
    browser.post("/sign-out")

    page = browser.get(link, expect=404).text

    assert "Dieser Link gilt nicht mehr" in page
    assert {"/sign-in", "/sign-in/forgotten"} <= set(re.findall(r'href="([^"]+)"', page))


def test_S41_wrong_links_are_all_answered_alike(browser: Browser, session: Session, link: str) -> None:
    wrong = [link + "x", link[:-1], link.swapcase().replace("/SIGN-IN/LINK/", "/sign-in/link/"), "/sign-in/link/%C3%A4"]

    pages = {
        re.sub(r'nonce="[^"]*"|\?lang=\w+|/sign-in/link/[^"?]*', "", browser.get(url, expect=404).text) for url in wrong
    }

    assert len(pages) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"password": "", "again": ""}, "Wählen Sie ein Kennwort."),
        ({"password": "kurz", "again": "kurz"}, "mindestens 12"),
        ({"password": "a" * 300, "again": "a" * 300}, "höchstens 256"),
        ({"password": "aaaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaaa"}, "leicht erraten"),
        ({"password": "elf-weiden-vor-dem-tor", "again": "zwölf-weiden"}, "verschieden"),
    ],
)
def test_S23_a_password_that_can_be_guessed_is_refused_at_its_field(
    browser: Browser, session: Session, link: str, values: dict[str, str], sentence: str
) -> None:
    page = browser.post(link, values, expect=422).text

    assert sentence in page
    assert re.search(r'aria-describedby="[^"]*(password|again)-error"', page)
    assert session.scalars(select(PasswordLink)).one()


def test_S42_the_page_of_a_link_is_stored_nowhere(browser: Browser, link: str) -> None:
    headers = browser.get(link).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]


def test_a_person_who_is_signed_in_is_led_on(browser: Browser, session: Session, ours: World) -> None:
    assert enter(browser, session, ours.account).get("/sign-in", expect=303).location == "/planning/"
