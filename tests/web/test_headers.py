"""The headers of every kind of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.events import Visibility
from eventapp.models.database import Database
from eventapp.web import assets
from eventapp.web.access import everybody
from tests.factories import PASSWORD, Factories
from tests.pages import Browser
from tests.web.world import World, world

pytestmark = pytest.mark.one_database

CSS = "/static/bridge.css"

Ask = Callable[[Browser, World], TestResponse]


def _get(url: str, **settings: Any) -> Ask:
    return lambda browser, ours: browser.open(
        url.format(slug=ours.event.slug, secret=ours.event.secret, **ours.ids), **settings
    )


def _crash(browser: Browser, _ours: World) -> TestResponse:
    return browser.open("/crash")


HTML_ANSWERS: dict[str, Ask] = {
    "start": _get("/"),
    "sign-in": _get("/sign-in"),
    "event": _get("/events/{slug}"),
    "program": _get("/events/{slug}/program"),
    "dashboard": _get("/planning/"),
    "editor": _get("/planning/events/{event_id}/program/"),
    "not found": _get("/gibt-es-nicht"),
    "not found in static": _get("/static/gibt-es-nicht.css"),
    "no such event": _get("/events/gibt-es-nicht"),
    "forged": _get("/sign-in", method="POST"),
    "foreign origin": _get("/sign-in", method="POST", headers={"Origin": "https://evil.example"}),
    "wrong method": _get("/events/{slug}", method="POST"),
    "too much": _get("/sign-in", method="POST", data={"email": "x" * 5_000_000}),
    "crash": _crash,
}
OTHER_ANSWERS: dict[str, Ask] = {
    "entry": _get("/events/{slug}.ics"),
    "feed": _get("/events/{slug}/program.ics"),
    "pdf": _get("/events/{slug}/program.pdf"),
    "picture": _get("/events/{slug}/pictures/{digest}"),
    "planner's picture": _get("/planning/speakers/{speaker_id}/picture/{digest}"),
    "style sheet": _get(CSS),
    "theme": _get("/theme.css"),
    "robots": _get("/robots.txt"),
    "health": _get("/health/ready"),
    "foreign host": _get("/", headers={"Host": "evil.example"}),
    "odd method": _get("/", method="TRACE"),
    "control character": _get("/?a=%00"),
}
EVERY_ANSWER = {**HTML_ANSWERS, **OTHER_ANSWERS}


@pytest.fixture
def app(app: Flask) -> Flask:
    """The application with a view that fails."""

    def crash() -> str:
        raise ZeroDivisionError

    app.add_url_rule("/crash", "crash", everybody(crash))
    return app


@pytest.fixture
def secure(settings: Settings, database: Database) -> Flask:
    """The same behind https."""
    https = replace(settings, public_url="https://versammlung.example.org")
    app = create_app(https, database)
    app.extensions["eventapp.limiter"].enabled = False
    return app


def directives(answer: TestResponse) -> dict[str, str]:
    """The content security policy, taken apart."""
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_S46_S47_every_page_bears_the_policy(planner: Browser, ours: World) -> None:
    for name, ask in HTML_ANSWERS.items():
        found = directives(ask(planner, ours))

        assert found["default-src"] == "'none'", name
        assert found["object-src"] == "'none'", name
        assert found["base-uri"] == "'none'", name
        assert found["form-action"] == "'self'", name
        assert found["frame-ancestors"] == "'none'", name
        assert "unsafe" not in found["script-src"] + found["style-src"], name
        assert "*" not in " ".join(found.values()), name


def test_S46_the_nonce_differs_each_time_and_is_the_pages_own(browser: Browser) -> None:
    pages = [browser.get("/sign-in") for _ in range(3)]

    nonces = [re.findall(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"]) for page in pages]
    assert len({nonce for found in nonces for nonce in found}) == 3
    for page, found in zip(pages, nonces, strict=True):
        assert set(re.findall(r'nonce="([^"]+)"', page.text)) == set(found)
        assert len(found[0]) >= 16


def test_S46_a_page_that_is_kept_for_everybody_has_no_nonce(browser: Browser, ours: World) -> None:
    page = browser.get(f"/events/{ours.event.slug}")

    assert "nonce" not in page.headers["Content-Security-Policy"]
    assert "nonce" not in page.text


def test_S48_every_answer_says_what_it_is_and_is_not_guessed(planner: Browser, ours: World) -> None:
    for name, ask in EVERY_ANSWER.items():
        answer = ask(planner, ours)

        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Server"] == "eventapp", name
        assert answer.mimetype, name
        if answer.mimetype.startswith("text/"):
            assert answer.mimetype_params.get("charset") == "utf-8", name
        if name in HTML_ANSWERS:
            assert answer.mimetype == "text/html", name


def test_S49_no_address_of_ours_is_told_to_others(planner: Browser, ours: World) -> None:
    with_forms = {"sign-in", "dashboard", "editor", "forged", "foreign origin", "too much", "planner's picture"}
    for name, ask in EVERY_ANSWER.items():
        # Without any referrer browsers would name no origin with a form, and the form would be refused.
        wanted = "same-origin" if name in with_forms else "no-referrer"
        assert ask(planner, ours).headers["Referrer-Policy"] == wanted, name


def test_S52_no_other_site_may_read_our_answers(planner: Browser, ours: World) -> None:
    for name, ask in EVERY_ANSWER.items():
        headers = ask(planner, ours).headers

        assert [header for header, _ in headers if header.startswith("Access-Control-")] == [], name
    asked = planner.open(
        "/planning/",
        method="OPTIONS",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert [header for header, _ in asked.headers if header.startswith("Access-Control-")] == []


def test_S51_signed_in_pages_are_kept_by_nobody(planner: Browser, ours: World) -> None:
    for name in ("start", "dashboard", "editor", "planner's picture", "sign-in", "not found", "crash", "forged"):
        headers = EVERY_ANSWER[name](planner, ours).headers

        assert headers["Cache-Control"] == "no-store", name
        assert "Cookie" in headers.get("Vary", ""), name


def test_S42_staff_only_events_are_indexed_by_nobody(browser: Browser, make: Factories) -> None:
    hidden = world(make, visibility=Visibility.STAFF)
    for rest in ("", "/program", ".ics", "/program.ics", "/program.pdf", f"/pictures/{hidden.digest}"):
        answer = browser.get(f"/events/{hidden.event.secret}{rest}")

        assert "noindex" in answer.headers["X-Robots-Tag"], rest
        assert "private" in answer.headers["Cache-Control"], rest
        assert answer.headers["Referrer-Policy"] == "no-referrer", rest


def test_S42_public_events_may_be_found(browser: Browser, ours: World) -> None:
    assert "X-Robots-Tag" not in browser.get(f"/events/{ours.event.slug}").headers


def test_no_cookie_on_what_everybody_reads(browser: Browser, ours: World) -> None:
    for url in ("", ".ics", "/program", "/program.ics", "/program.pdf", f"/pictures/{ours.digest}"):
        assert "Set-Cookie" not in browser.get(f"/events/{ours.event.slug}{url}?lang=en").headers
    for url in ("/", "/?lang=en", "/robots.txt", "/health/live", "/theme.css", CSS, "/gibt-es-nicht"):
        assert "Set-Cookie" not in browser.open(url).headers


def test_no_cookie_on_events_even_for_who_is_signed_in(planner: Browser, ours: World) -> None:
    answer = planner.get(f"/events/{ours.event.slug}?lang=en")

    assert "Set-Cookie" not in answer.headers
    assert "Kim Muster</span>" not in answer.text


def test_S50_the_cookie_is_for_us_alone(browser: Browser) -> None:
    cookie = browser.get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_S50_behind_https_the_cookie_is_bound_to_it(secure: Flask, make: Factories) -> None:
    account = make.account(make.organizer())
    make.session.commit()
    client, base = secure.test_client(), "https://versammlung.example.org"
    page = client.get("/sign-in", base_url=base)
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[0]

    answer = client.post(
        "/sign-in",
        data={"csrf_token": token, "email": account.email, "password": PASSWORD},
        base_url=base,
        headers={"Origin": base},
    )

    assert answer.status_code == 303
    for found in (page.headers["Set-Cookie"], answer.headers["Set-Cookie"]):
        assert found.startswith("__Host-eventapp=")
        assert "Secure" in found
        assert "HttpOnly" in found
        assert "Domain" not in found


def test_S50_behind_https_every_answer_says_so(secure: Flask, make: Factories) -> None:
    ours, client = world(make), secure.test_client()
    make.session.commit()

    for url in (
        "/",
        "/sign-in",
        f"/events/{ours.event.slug}",
        f"/events/{ours.event.slug}.ics",
        CSS,
        "/nichts",
        "/?a=%00",
    ):
        for host in ("versammlung.example.org", "evil.example"):
            answer = client.get(url, base_url="https://versammlung.example.org", headers={"Host": host})
            found = answer.headers.getlist("Strict-Transport-Security")
            assert found == ["max-age=31536000; includeSubDomains"], (url, host)


def test_S50_without_https_nothing_is_promised(browser: Browser) -> None:
    assert "Strict-Transport-Security" not in browser.get("/").headers


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "get", "FOO"])
def test_S55_odd_methods_are_refused(browser: Browser, method: str) -> None:
    answer = browser.open("/", method=method, headers={"X-Secret": "echo-me"})

    if method == "get":  # the test client writes methods in capitals
        return
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "echo-me" not in answer.text


INSIDE = [
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/instance/eventapp.toml",
    "/instance/",
    "/eventapp.sqlite",
    "/console",
    "/?__debugger__=yes&cmd=resource&f=style.css",
    "/metrics",
    "/static/",
    "/static",
    "/static/js/",
    "/static/js",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/static/js/../../app.py",
    "/static//etc/passwd",
    "/static/%2fetc/passwd",
    "/static/..\\app.py",
    "/static/vendor/kern/",
    "/server-status",
    "/pyproject.toml",
    "/templates/base.html",
    "/static/js/main.js%00.css",
    "/openapi.json",
    "/admin",
    "/debug",
]


def test_S55_nothing_of_the_inside_is_served(browser: Browser) -> None:
    for url in INSIDE:
        answer = browser.open(url)

        if "?" in url:
            assert answer.status_code == 200
            assert "Versammlungen" in answer.text
            continue
        assert answer.status_code in {400, 404}
        for inside in ("secret_key", "import ", "[core]", "Traceback", "root:"):
            assert inside not in answer.text


def test_S55_static_files_are_of_known_kinds_and_lie_within(browser: Browser) -> None:
    names = sorted(assets._files())

    assert names
    assert all(name.endswith((".css", ".js", ".woff2", ".svg", ".png", ".ico")) for name in names)
    assert all(".." not in name and not name.startswith(("/", ".")) for name in names)
    for url in _loaded(browser.get("/").text):
        answer = browser.open(url)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def _loaded(page: str) -> Iterator[str]:
    yield from re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
