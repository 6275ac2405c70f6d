"""Errors: plain pages, the right status, nothing of the inside; and settings that are refused."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp import config
from eventapp.app import create_app
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.errors import NotAllowed, RuleBroken
from eventapp.models.database import Database
from eventapp.web import access, networks
from eventapp.web.access import everybody
from eventapp.web.gate import REFUSED
from tests.factories import Factories
from tests.pages import Browser, check_page
from tests.web.world import World, cookie, image_bytes, multipart

pytestmark = pytest.mark.one_database

INSIDE = ("Traceback", "sqlalchemy", "werkzeug", "/eventapp/", "SELECT ", "ZeroDivision", "site-packages", "psycopg")
MIB = 1024 * 1024


def plain(page: str) -> bool:
    """Whether a page tells nothing of the inside."""
    return not any(word in page for word in INSIDE)


def fail_with(app: Flask, error: Exception) -> str:
    """The address of a view that fails."""

    def view() -> str:
        raise error

    app.add_url_rule("/fails", "fails", everybody(view))
    return "/fails"


# Hosts


FOREIGN_HOSTS = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1",
    "127.0.0.1:8001",
    "127.0.0.1:8000.evil.example",
    "",
    "127.0.0.1:8000@evil.example",
    "127.0.0.1:8000, evil.example",
]


def test_S54_other_hosts_are_refused_before_anything_else(browser: Browser, ours: World) -> None:
    for host in FOREIGN_HOSTS:
        for url in ("/", f"/events/{ours.event.slug}", f"/events/{ours.event.slug}.ics", "/planning/"):
            answer = browser.open(url, headers={"Host": host})

            assert answer.status_code == 421
            assert answer.text == "421 Misdirected Request\n"


def test_S54_health_checks_may_come_by_any_name(browser: Browser) -> None:
    assert browser.open("/health/live", headers={"Host": "10.0.0.7:8000"}).text == "ok\n"


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host", "X-Forwarded-Server"])
def test_S54_links_come_from_the_settings_alone(browser: Browser, planner: Browser, ours: World, header: str) -> None:
    headers = {header: "host=evil.example" if header == "Forwarded" else "evil.example"}
    for url in (
        f"/events/{ours.event.slug}",
        f"/events/{ours.event.slug}.ics",
        f"/events/{ours.event.slug}/program.ics",
        f"/planning/events/{ours.event.id}/",
    ):
        answer = planner.get(url, headers=headers)

        assert "evil.example" not in answer.text
        assert "http://127.0.0.1:8000/events/" in answer.text.replace("\r\n ", "")


def test_S21_forwarded_addresses_are_believed_by_setting_alone(settings: Settings, database: Database) -> None:
    seen = []
    for proxies in (0, 1):
        app = create_app(replace(settings, trusted_proxies=proxies), database)

        def address() -> str:
            from flask import request

            return str(request.remote_addr)

        app.add_url_rule("/address", "address", everybody(address))
        headers = {"X-Forwarded-For": "203.0.113.9"}
        seen.append(app.test_client().get("/address", base_url="http://127.0.0.1:8000", headers=headers).text)

    assert seen == ["127.0.0.1", "203.0.113.9"]


# Malformed requests


ODD_ADDRESSES = [
    "/%ff",
    "/%zz",
    "/%",
    "/events/%c3%28",
    "/events/%F0%28%8C%28.ics",
    "/events/..%2f..%2fetc",
    "/events/" + "a" * 5_000,
    "/events/a%20b",
    "/events/%E2%80%AE",
    "/events/%F0%9F%98%80",
    "/events/-",
    "/events/.ics",
    "/events/'%20or%201=1--",
    "/events/x/program/99999999999999999999.ics",
    "/events/x/program/-1.ics",
    "/events/x/program/1e3.ics",
    "/events/x/program/%D9%A3.ics",
    f"/events/x/program/{'9' * 5_000}.ics",
    "/events/x/pictures/%2e%2e",
    "/;/",
    "/a;b=c",
    "/planning/events/0x1/",
    "/sign-in/link/%ff",
    "/sign-in/link/" + "x" * 3_000,
]


def test_S56_odd_addresses_are_not_found(browser: Browser) -> None:
    for url in ODD_ADDRESSES:
        answer = browser.open(url)

        assert answer.status_code in {303, 404}, answer.status_code
        assert plain(answer.text)
        if answer.status_code == 404:
            check_page(answer.text)


@pytest.mark.parametrize("number", ["0", "999999999", "2147483648", "9223372036854775808", "9" * 40, "9" * 5_000])
def test_S56_numbers_that_no_row_has_are_not_found(planner: Browser, number: str) -> None:
    for url in (
        "/planning/events/{}/",
        "/planning/speakers/{}",
        "/planning/venues/{}",
        "/planning/organizers/{}",
        "/planning/organizers/{}/kinds/1",
        "/planning/events/{}/program/1",
    ):
        planner.get(url.format(number), expect=404)


def test_S56_numbers_beyond_reason_within_an_own_event(planner: Browser, ours: World) -> None:
    base = f"/planning/events/{ours.event.id}"
    for rest in ("/editions/2147483648", f"/editions/1/{'9' * 40}", "/program/2147483648", "/pictures/%F0%9F%98%80"):
        planner.get(base + rest, expect=404)
    for position in ("2147483648", "-1", "0", "abc", "9" * 5_000, "", "١"):
        planner.post(f"{base}/program/{ours.item.id}/move", {"position": position})


@pytest.mark.parametrize("url", ["/events/a{}", "/?lang={}", "/planning/?x={}", "/sign-in?next=/{}", "/?{}=1"])
def test_S56_control_characters_are_refused(browser: Browser, url: str) -> None:
    for sign in ("%00", "%01", "%0a", "%0d%0aSet-Cookie:%20a=b", "%1b[31m", "%7f"):
        answer = browser.open(url.format(sign))

        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "Set-Cookie" not in answer.headers


ODD_QUERIES = [
    "lang=%ff",
    "lang=" + "x" * 10_000,
    "&" * 5_000,
    "=&=&=",
    "a=" + "%f0%9f%98%80" * 500,
    "lang[]=de",
    "%ff=%fe",
    "lang=de;lang=en",
    "&".join(f"p{n}=1" for n in range(3_000)),
]


def test_S56_odd_queries_change_nothing(browser: Browser, ours: World) -> None:
    for query in ODD_QUERIES:
        for url in ("/", "/sign-in", f"/events/{ours.event.slug}", f"/events/{ours.event.slug}.ics"):
            browser.get(f"{url}?{query}")


ODD_HEADERS = [
    ("Accept-Language", "x" * 60_000),
    ("Accept-Language", ",".join(["en;q=nan", "de;q=inf", "de;q=-1", "*;q=١", "en;q="])),
    ("Accept-Language", "\xff\xfe"),
    ("Accept-Encoding", "gzip;q=abc, ,;;=" + "," * 10_000),
    ("Accept", "text/html;q=x, */*;;;" + "a" * 20_000),
    ("Cookie", "eventapp=" + "x" * 60_000),
    ("Cookie", 'eventapp="\\377\xff'),
    ("Cookie", "eventapp; =; ;;eventapp=%00"),
    ("If-None-Match", '"' * 30_001),
    ("If-None-Match", 'W/,W/"",' * 5_000),
    ("If-Modified-Since", "gestern"),
    ("If-Modified-Since", "Thu, 01 Jan 99999 00:00:00 GMT"),
    ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 +9999"),
    ("If-Modified-Since", "Thu, 01 Jan 0001 00:00:00 -2359"),
    ("If-Modified-Since", "9" * 20_000),
    ("Range", "bytes=-1,5-2,x"),
    ("X-Forwarded-For", "a" * 30_000),
    ("Authorization", "Basic ////"),
    ("User-Agent", "\x80\x81"),
    ("Referer", "javascript:alert(1)"),
    ("X-HTTP-Method-Override", "DELETE"),
]


def test_S56_odd_headers_change_nothing(browser: Browser, ours: World) -> None:
    for name, value in ODD_HEADERS:
        for url in ("/", "/sign-in", f"/events/{ours.event.slug}", f"/events/{ours.event.slug}.ics"):
            answer = browser.open(url, headers={name: value})

            assert answer.status_code == 200, (url, name, value[:40], answer.status_code)


ODD_BODIES = [
    ("application/json", b'{"email": "a@example.org"}'),
    ("application/json", b"{"),
    ("text/plain", b"email=a"),
    ("application/xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=", b"----\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name="),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--x--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n\r\n--x--"),
    ("multipart/form-data; boundary=" + "b" * 5_000, b"--b"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"email=%ff"),
    ("application/x-www-form-urlencoded", b"%" * 1_000 + b"&=&&;;" + bytes(range(256))),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5_000))),
    ("", b"email=a"),
]


@pytest.mark.parametrize("url", ["/sign-in", "/planning/organizers/{organizer_id}/speakers/new"])
def test_S56_bodies_of_another_kind_are_an_empty_form(planner: Browser, ours: World, url: str) -> None:
    path, token = url.format(**ours.ids), {"X-CSRFToken": planner.token()}
    for kind, body in ODD_BODIES:
        without = planner.open(path, method="POST", data=body, content_type=kind)
        answer = planner.open(path, method="POST", data=body, content_type=kind, headers=token)

        assert without.status_code in {400, 413}, (kind, body[:40])
        assert answer.status_code in {400, 413, 422}, (kind, body[:40])
        check_page(answer.text)
        assert plain(answer.text)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_S56_methods_that_we_do_not_have(planner: Browser, ours: World, method: str) -> None:
    for url in ("/", f"/events/{ours.event.slug}", f"/planning/events/{ours.event.id}/", "/sign-in"):
        answer = planner.open(url, method=method)

        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) >= {"GET", "HEAD"}
        check_page(answer.text)


def test_S56_what_only_takes_forms_says_so(planner: Browser, ours: World) -> None:
    answer = planner.get("/sign-out", expect=405)

    assert "POST" in answer.headers["Allow"]


# What goes wrong


@pytest.mark.parametrize("name", ["start", "planning"])
def test_S56_an_unexpected_failure_is_a_page_with_a_number(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    url = fail_with(app, ZeroDivisionError("division by the secret zero"))

    page = browser.get(url, expect=500).text

    number = page.split("<code>")[1].split("</code>")[0]
    assert plain(page)
    assert "secret zero" not in page
    assert any(number in record.getMessage() and record.exc_info for record in caplog.records)


def test_S56_refusals_of_the_domain_have_their_status(app: Flask, browser: Browser) -> None:
    url = fail_with(app, RuleBroken("editions.nothing_changed"))
    assert "hat sich nichts geändert" in browser.get(url, expect=409).text


def test_S56_what_is_not_allowed_says_so(app: Flask, browser: Browser) -> None:
    browser.get(fail_with(app, NotAllowed("actor.not_a_planner")), expect=403)


def test_S56_an_unknown_refusal_is_still_a_sentence(app: Flask, browser: Browser) -> None:
    assert "im Augenblick nicht" in browser.get(fail_with(app, RuleBroken("nobody.knows", a=1)), expect=409).text


def test_S56_a_transaction_that_broke_does_not_break_the_error_page(
    app: Flask, planner: Browser, session: Session
) -> None:
    from eventapp.request import get_session

    def view() -> str:
        get_session().execute(text("select nonsense from nowhere"))
        return ""

    app.add_url_rule("/fails", "fails", everybody(view))

    answer = planner.get("/fails", expect=503 if "sqlite" in str(app.extensions["eventapp.database"].url) else 500)

    assert plain(answer.text)
    assert "Zu Ihren Versammlungen" in answer.text


def test_R22_without_a_database_there_is_still_a_page(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, Database(f"sqlite:///{tmp_path / 'gone' / 'never.sqlite'}"))
    caplog.set_level(logging.CRITICAL)
    client = app.test_client()
    for held in ("", "eventapp=abc"):
        for url in ("/", "/sign-in", "/planning/", "/events/abc", "/events/abc.ics", "/gibt-es-nicht"):
            answer = client.get(url, base_url=settings.public_url, headers={"Cookie": held} if held else {})

            assert answer.status_code in {303, 404, 503}, (url, held, answer.status_code)
            assert plain(answer.text), (url, held)
            if answer.status_code == 503:
                check_page(answer.text)
    assert client.get("/health/ready", base_url=settings.public_url).status_code == 503
    assert client.get("/health/live", base_url=settings.public_url).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Cookie": "eventapp=abc"}], ids=["stranger", "known"])
def test_R22_a_database_that_is_away_takes_one_line_of_the_log(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    app = create_app(settings, Database(f"sqlite:///{tmp_path / 'gone' / 'never.sqlite'}"))

    app.test_client().get("/", base_url=settings.public_url, headers=headers)

    said = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert "unable to open database file" in said[0].getMessage()
    assert said[0].exc_info is None


def test_S14_no_line_of_the_log_is_forged(app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    fail_with(app, ZeroDivisionError())

    browser.get("/fails?a=%C2%85ERROR%E2%80%A8forged", expect=500)

    assert all("forged" not in record.getMessage() for record in caplog.records)


# Sizes


@pytest.mark.parametrize("url", ["/sign-in", "/planning/organizers/{organizer_id}/venues/new"])
def test_S15_more_than_a_form_needs_is_refused(planner: Browser, ours: World, url: str) -> None:
    answer = planner.post(url.format(**ours.ids), {"name": "x" * (5 * MIB)}, expect=413)

    assert "zu groß" in answer.text


def test_S15_it_is_refused_before_it_is_read(planner: Browser) -> None:
    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

    answer = planner.open(
        "/sign-in",
        method="POST",
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": Unread(), "CONTENT_LENGTH": str(5 * MIB)},
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(("size", "status"), [(6 * MIB, 422), (int(11.9 * MIB), 422), (14 * MIB, 413)])
def test_S15_pictures_may_be_larger(planner: Browser, ours: World, size: int, status: int) -> None:
    page = _send_picture(planner, ours, b"x" * size)

    assert page.status_code == status
    assert ("kein Bild" in page.text) is (status == 422)


def test_S15_a_large_picture_is_taken(planner: Browser, ours: World) -> None:
    large = image_bytes("PNG", (1600, 1600), compress_level=0)
    assert len(large) > 5 * MIB

    assert _send_picture(planner, ours, large).status_code == 303


def test_S15_strangers_may_not_send_pictures(browser: Browser, ours: World) -> None:
    assert _send_picture(browser, ours, b"x" * 6 * MIB).status_code == 413


def test_S15_a_thousand_parts_too_many(planner: Browser, ours: World) -> None:
    body, kind = multipart({"csrf_token": planner.token(), **{f"p{n}": "" for n in range(2_100)}}, {})

    answer = planner.open(
        f"/planning/organizers/{ours.organizer.id}/speakers/new", method="POST", data=body, content_type=kind
    )

    assert answer.status_code == 413


def _send_picture(browser: Browser, ours: World, content: bytes) -> TestResponse:
    body, kind = multipart({"csrf_token": browser.token(), "name": "Neu"}, {"picture": content})
    url = f"/planning/organizers/{ours.organizer.id}/speakers/new"
    return browser.open(url, method="POST", data=body, content_type=kind)


# Settings


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "a" * 64}, "SECRET_KEY"),
        ({"secret_key": 12345678901234567890123456789012}, "SECRET_KEY"),
        ({"old_secret_keys": ("short",)}, "OLD_SECRET_KEYS"),
        ({"old_secret_keys": "text"}, "OLD_SECRET_KEYS"),
        ({"old_secret_keys": (1,)}, "OLD_SECRET_KEYS"),
        ({"debug": True}, "DEBUG"),
        ({"debug": "false"}, "DEBUG"),
        ({"public_url": ""}, "PUBLIC_URL"),
        ({"public_url": "versammlung.example.org"}, "PUBLIC_URL"),
        ({"public_url": "ftp://example.org"}, "PUBLIC_URL"),
        ({"public_url": "https://"}, "PUBLIC_URL"),
        ({"public_url": "https://example.org/path"}, "PUBLIC_URL"),
        ({"public_url": "https://example.org?a"}, "PUBLIC_URL"),
        ({"public_url": "https://user@example.org"}, "PUBLIC_URL"),
        ({"public_url": "https://example.org:port"}, "PUBLIC_URL"),
        ({"public_url": "https://example.org:99999"}, "PUBLIC_URL"),
        ({"public_url": "https://["}, "PUBLIC_URL"),
        ({"public_url": "http://versammlung.example.org"}, "PUBLIC_URL"),
        ({"trusted_proxies": -1}, "TRUSTED_PROXIES"),
        ({"trusted_proxies": "1"}, "TRUSTED_PROXIES"),
        ({"trusted_proxies": True}, "TRUSTED_PROXIES"),
        ({"idle_minutes": 0}, "IDLE_MINUTES"),
        ({"absolute_hours": 0}, "ABSOLUTE_HOURS"),
        ({"idle_minutes": 601, "absolute_hours": 10}, "IDLE_MINUTES"),
        ({"zone": "Europe/Nirgends"}, "ZONE"),
        ({"zone": ""}, "ZONE"),
        ({"zone": "../../etc/passwd"}, "ZONE"),
        ({"zone": "/etc/localtime"}, "ZONE"),
        ({"zone": "Europe"}, "ZONE"),
    ],
)
def test_S60_unsafe_settings_are_refused_by_name(settings: Settings, changes: dict[str, Any], named: str) -> None:
    with pytest.raises(UnsafeSettings, match=named):
        create_app(replace(settings, **changes))


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("secret_key =", "can't be read"),
        ("secret = 'a'", "secret"),
        ("trusted_proxies = 'two'", "TRUSTED_PROXIES"),
        ("public_url = 5", "PUBLIC_URL"),
        ("zone = ['Europe/Berlin']", "ZONE"),
    ],
)
def test_R34_a_settings_file_that_is_wrong_is_refused(tmp_path: Path, toml: str, named: str) -> None:
    (tmp_path / "eventapp.toml").write_text(toml, encoding="utf-8")

    with pytest.raises(UnsafeSettings, match=named):
        config.load({}, instance=tmp_path).check()


@pytest.mark.parametrize(("name", "value"), [("TRUSTED_PROXIES", "many"), ("IDLE_MINUTES", "1.5"), ("DEBUG", "1")])
def test_R34_an_environment_that_is_wrong_is_refused(tmp_path: Path, name: str, value: str) -> None:
    environ = {
        "EVENTAPP_SECRET_KEY": "only for tests, and long enough to pass",
        "EVENTAPP_PUBLIC_URL": "http://127.0.0.1:8000",
        f"EVENTAPP_{name}": value,
    }

    with pytest.raises(UnsafeSettings, match=name):
        config.load(environ, instance=tmp_path).check()


def test_R34_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "eventapp.toml").write_text('idle_minutes = 5\nzone = "Europe/Vienna"\n', encoding="utf-8")

    found = config.load({"EVENTAPP_IDLE_MINUTES": "7"}, instance=tmp_path)

    assert (found.idle_minutes, found.zone) == (7, "Europe/Vienna")
    assert found.sources["idle_minutes"] == "environment"


def test_S60_flasks_own_switch_turns_no_debugging_on(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, database: Database
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")

    assert create_app(settings, database).debug is False


@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("https://Versammlung.Example.ORG", "versammlung.example.org"),
        ("https://versammlung.example.org:443", "versammlung.example.org"),
        ("https://versammlung.example.org:8443", "versammlung.example.org:8443"),
        ("http://localhost", "localhost"),
        ("http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_S54_the_host_of_the_settings_is_the_one_that_browsers_name(
    settings: Settings, database: Database, public_url: str, host: str
) -> None:
    app = create_app(replace(settings, public_url=public_url), database)

    answer = app.test_client().get("/", base_url=public_url, headers={"Host": host})

    assert answer.status_code == 200


def test_R33_readiness_tells_nothing_but_its_state(browser: Browser, make: Factories) -> None:
    assert browser.open("/health/ready").text == "ok\n"
    assert browser.open("/health/live").text == "ok\n"


@pytest.mark.parametrize(
    ("address", "network", "provider"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("nowhere", "", ""),
    ],
)
def test_S21_an_address_is_counted_as_what_it_is(app: Flask, address: str, network: str, provider: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert (networks.where_from(), networks.provider_of()) == (network, provider)


def test_S15_what_is_collected_is_bounded_by_who_sends_it_and_where(app: Flask, planner: Browser) -> None:
    def most(path: str, sent: str = "") -> int:
        return access.most_bytes(app, {"PATH_INFO": path, "REQUEST_METHOD": "POST", "HTTP_COOKIE": sent})

    own = f"eventapp={cookie(planner)}"
    visitor = Browser(app, planner._session)
    visitor.token()

    form = app.config["MAX_CONTENT_LENGTH"]
    film = "/planning/pages/sign-language/film"
    assert most(film, own) > form
    assert [most(film), most(film, "eventapp=x"), most(film, f"eventapp={cookie(visitor)}")] == [form] * 3
    assert [most("/sign-in", own), most("/\xff", own)] == [form] * 2


def test_S46_what_a_server_can_not_take_is_refused_as_everything_else_is(app: Flask) -> None:
    answer = app.test_client().post("/sign-in", environ_overrides={REFUSED: "408 Request Timeout"})

    assert answer.status_code == 408
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-Id"]
