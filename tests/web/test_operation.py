"""Running it: what machines ask, what the log says, and that no mail leaves unasked after a restore."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from eventapp import logs
from eventapp.app import create_app
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.mailings import MailingState
from eventapp.domain.texts import Language
from eventapp.jobs import workers
from eventapp.models import AuditEntry, Invitation, Mailing, Membership, Organizer
from eventapp.models.database import Database
from eventapp.request import get_session
from eventapp.services import health, operation, outbox, senders
from eventapp.web.access import everybody
from eventapp.web.journal import network_of
from eventapp.web.operation.show import backup_words
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, another, enter, world

TOKEN = "a token for scraping, only for tests"
LONG_AGO = timedelta(minutes=20)


def queue(
    session: Session, number: int = 1, *, ago: timedelta = timedelta(), invitation: Invitation | None = None
) -> None:
    """A mail that has been due for a while, by the clock on the wall: pages read it."""
    then = datetime.now(UTC) - ago
    outbox.queue(
        session,
        message_id=f"<operation-{number}@example.org>",
        sender="office@example.org",
        recipient="kim@example.org",
        content=b"Hallo",
        now=then,
        invitation=invitation,
    )
    session.commit()


def seen(session: Session, name: str = "elsewhere/1/1", *, ago: timedelta = timedelta()) -> None:
    senders.note_worker(session, name, now=datetime.now(UTC) - ago)
    session.commit()


# Ready?


def test_R33_readiness_is_a_word_and_no_data(browser: Browser, session: Session) -> None:
    answer = browser.open("/health/ready")

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert browser.open("/health/live").text == "ok\n"


def test_R33_tables_of_another_form_are_not_ready(browser: Browser, session: Session) -> None:
    for revision in ("0001", "9999"):
        session.execute(text("update alembic_version set version_num = :v"), {"v": revision})
        session.commit()

        answer = browser.open("/health/ready")

        assert (answer.status_code, answer.text) == (503, "migrations\n")
        assert browser.open("/health/live").status_code == 200


def test_R33_the_form_that_is_shipped_is_the_newest() -> None:
    assert Database.shipped_revision() == Database.newest_revision()


def test_R33_a_disk_that_is_full_or_away_is_not_ready(
    browser: Browser, settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LEAST_ROOM", 1 << 60)
    assert browser.open("/health/ready").text == "disk\n"
    monkeypatch.undo()
    settings.instance.rmdir()
    assert browser.open("/health/ready").text == "disk\n"
    Path(settings.instance).write_text("no folder", encoding="utf-8")
    answer = browser.open("/health/ready")

    assert (answer.status_code, answer.text) == (503, "disk\n")


def test_R33_mails_that_nobody_sends_are_not_ready(browser: Browser, session: Session) -> None:
    queue(session, ago=timedelta(minutes=1))
    assert browser.open("/health/ready").status_code == 200
    queue(session, 2, ago=timedelta(minutes=3))
    assert browser.open("/health/ready").text == "outbox\n"
    seen(session, ago=timedelta(minutes=1))
    assert browser.open("/health/ready").status_code == 200
    seen(session, ago=timedelta(minutes=5))
    assert browser.open("/health/ready").text == "outbox\n"


def test_R33_a_worker_from_which_nothing_leaves_is_not_ready(browser: Browser, session: Session) -> None:
    queue(session, ago=LONG_AGO)
    seen(session)
    assert browser.open("/health/ready").text == "outbox\n"

    queue(session, 2, ago=LONG_AGO)
    session.execute(
        text("update delivery set state = 'sent', sent_at = due_at where message_id = '<operation-2@example.org>'")
    )
    session.commit()
    assert browser.open("/health/ready").text == "outbox\n"
    session.execute(text("update delivery set sent_at = :now"), {"now": senders_now()})
    session.commit()
    assert browser.open("/health/ready").status_code == 200, "a long mail-out is not stuck"


def senders_now() -> object:
    return datetime.now(UTC).replace(tzinfo=None)


def test_R33_what_is_held_by_somebodys_will_is_not_stuck(browser: Browser, session: Session) -> None:
    queue(session, ago=LONG_AGO)
    operation.hold_mail(session, "a.zip", now=datetime.now(UTC))
    session.commit()

    assert browser.open("/health/ready").status_code == 200


# The dashboard


def test_R32_a_dead_worker_is_seen_within_a_minute(planner: Browser, session: Session) -> None:
    session.execute(text("update delivery set state = 'stopped'"))
    queue(session, ago=timedelta(seconds=50))
    assert "Der Versand läuft nicht" in planner.get("/planning/").text
    seen(session, workers.own_name())
    assert "Der Versand läuft nicht" not in planner.get("/planning/").text
    session.execute(text("update worker set name = :dead"), {"dead": dead_name()})
    session.commit()
    assert "Der Versand läuft nicht" in planner.get("/planning/").text


def dead_name() -> str:
    host = workers.own_name().partition("/")[0]
    return f"{host}/999999999/1"


def test_R32_a_worker_that_froze_with_the_mail_in_hand_is_seen(planner: Browser, session: Session) -> None:
    session.execute(text("update delivery set state = 'stopped'"))
    queue(session, ago=timedelta(seconds=58))
    claimed = outbox.claim(session, "elsewhere/1/1", now=datetime.now(UTC) - timedelta(seconds=57))
    seen(session, ago=timedelta(seconds=57))

    assert len(claimed) == 1
    assert "Der Versand läuft nicht" in planner.get("/planning/").text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("ConnectionRefusedError", "(keine Verbindung)"),
        ("SMTPNotSupportedError", "(keine gesicherte Verbindung oder keine Anmeldung möglich)"),
        ("450 try later", "(450 try later)"),
    ],
)
def test_R32_why_the_mail_server_takes_nothing_is_said_in_words(
    planner: Browser, session: Session, reason: str, told: str
) -> None:
    queue(session, ago=timedelta(seconds=50))
    senders.note_relay(session, reason, now=datetime.now(UTC))
    session.commit()

    assert told in planner.get("/planning/").text


# After a restore


def test_R27_planners_see_that_mail_is_held_and_release_it(planner: Browser, session: Session, ours: World) -> None:
    session.execute(text("update delivery set state = 'stopped'"))
    queue(session, invitation=ours.invitation)
    queue(session, 2)
    operation.hold_mail(session, "a.zip, 2026-11-22 09:00 UTC", now=datetime.now(UTC))
    session.commit()

    start = planner.get("/planning/").text
    assert "Der Versand ruht" in start
    assert "Dann geht 1 E-Mail sofort ab." in start
    assert not outbox.claim(session, "one/1/1", now=NOW + timedelta(days=900))
    page = planner.get("/planning/mail").text
    assert "Sicherung vom 22. November 2026" in page
    assert "a.zip" not in page
    assert "Gleichstellungsstelle: 1 E-Mail jetzt absenden" in page

    untold = planner.post("/planning/mail", {"what": str(ours.organizer.id)}, expect=422).text
    assert "Ich habe nachgesehen, was schon verschickt ist: Sehen Sie zuerst nach" in untold
    assert operation.is_held(session, ours.organizer.id)
    planner.post("/planning/mail", {"what": str(ours.organizer.id), "looked": "y"})

    assert "Der Versand ist freigegeben. 1 E-Mail geht jetzt ab." in planner.get("/planning/").text
    page = planner.get("/planning/mail").text
    assert "nichts freizugeben" in page
    assert "ruhen, bis die Verwaltung der Installation sie freigibt" in page
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "outbox.released")).one()
    assert entry.details == {"mails": 1}
    assert len(outbox.claim(session, "one/1/1", now=NOW + timedelta(days=900))) == 1


def test_R27_who_runs_the_installation_may_release_mail(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    other = make.organizer(office="Frauenbüro")
    session.execute(text("update delivery set state = 'stopped'"))
    queue(session, invitation=ours.invitation)
    queue(session, 2)
    operation.hold_mail(session, "a.zip", now=NOW)
    enter(browser, session, make.account(password=None, is_administrator=True))
    page = browser.get("/planning/mail").text
    assert "Frauenbüro, Stadt Musterstadt" in page
    for label in (
        "Frauenbüro: Versand freigeben",
        "Gleichstellungsstelle: 1 E-Mail jetzt absenden",
        "E-Mails der Installation: 1 E-Mail jetzt absenden",
        "Alles zusammen: 2 E-Mails jetzt absenden",
    ):
        assert page.count(f">{label}<") == 1
    assert 'href="/planning/mail"' in browser.get("/planning/accounts").text

    browser.post("/planning/mail", {"what": str(other.id), "looked": "y"})
    browser.post("/planning/mail", {"what": "own", "looked": "y"})
    held = operation.hold(session, actor=SYSTEM, now=NOW)
    assert held is not None
    assert ([one.id for one in held.offices], held.own) == ([ours.organizer.id], None)
    browser.post("/planning/mail", {"what": "all", "looked": "y"})

    assert operation.hold(session, actor=SYSTEM, now=NOW) is None


def test_R27_S33_a_planner_sees_and_releases_nothing_of_others(
    planner: Browser, session: Session, make: Factories
) -> None:
    theirs = world(make)
    session.commit()
    queue(session, invitation=theirs.invitation)
    session.execute(update(Organizer).where(Organizer.id == theirs.organizer.id).values(mail_held_at=NOW))
    session.commit()

    assert "Der Versand ruht" not in planner.get("/planning/").text
    assert "nichts freizugeben" in planner.get("/planning/mail").text
    for what in (str(theirs.organizer.id), "own", "all", "", "x", "-1", "9" * 400, "²"):
        planner.post("/planning/mail", {"what": what, "looked": "y"}, expect=404)
    assert operation.is_held(session, theirs.organizer.id)


def test_R27_A8_where_two_persons_are_wanted_a_planner_alone_releases_no_held_mail(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    ours.organizer.needs_release = True
    second = make.account(password=None)
    second.name = "Fritzi Freigabe"
    second.memberships.append(Membership(organizer=ours.organizer, role=Role.APPROVER))
    queue(session, invitation=ours.invitation)
    operation.hold_mail(session, "a.zip", now=NOW)
    session.commit()
    order = {"what": str(ours.organizer.id), "looked": "y"}

    page = planner.get("/planning/mail").text
    assert "jetzt absenden" not in page
    assert "Freigeben können: Fritzi Freigabe." in page
    assert "verlangt für den Versand eine zweite Person" in planner.post("/planning/mail", order, expect=422).text
    assert operation.is_held(session, ours.organizer.id)

    releaser = enter(another(app, session), session, second)
    assert 'href="/planning/mail"' in releaser.get("/planning/").text
    releaser.post("/planning/mail", order)
    assert not operation.is_held(session, ours.organizer.id)


def test_R27_mailings_under_way_are_named_with_the_way_to_halt_them(
    planner: Browser, session: Session, ours: World
) -> None:
    mailing = session.get_one(Mailing, ours.mailing["mailing_id"])
    mailing.state, mailing.edition = MailingState.RUNNING, 1
    session.execute(text("update delivery set state = 'ready'"))
    operation.hold_mail(session, "a.zip", now=NOW)
    session.commit()

    page = planner.get("/planning/mail").text

    assert "a.zip" in page, "a name without a date stays as it is"
    assert f'href="/planning/events/{ours.event.id}/mailings/{mailing.id}/">Erinnerung: ' in page


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("a.zip, 2026-11-22 23:30 UTC", "Sicherung vom 23. November 2026, 00:30\u00a0Uhr"),
        ("eventapp-20261122.zip", "Sicherung vom 22. November 2026"),
        ("versammlung-99999999.zip", "versammlung-99999999.zip"),
    ],
)
def test_R27_a_backup_is_called_by_its_day(app: Flask, told: str, shown: str) -> None:
    with app.test_request_context("/"):
        assert backup_words(told, ZoneInfo("Europe/Berlin"), Language.GERMAN) == shown


def test_R27_a_worker_that_had_claimed_does_not_begin(session: Session) -> None:
    queue(session)
    (claimed,) = outbox.claim(session, "one/1/1", now=datetime.now(UTC) + timedelta(seconds=1))
    operation.hold_mail(session, "a.zip", now=datetime.now(UTC))

    assert not outbox.begin(session, claimed, "one/1/1", stamp=NOW, now=datetime.now(UTC))


# Numbers


def metered(settings: Settings, database: Database) -> Browser:
    app = create_app(replace(settings, metrics_token=TOKEN), database)
    return Browser(app, None)  # type: ignore[arg-type]


def test_S55_metrics_are_for_those_who_know_the_token(settings: Settings, database: Database, browser: Browser) -> None:
    there = metered(settings, database)
    for given in ({}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}, {"Authorization": "Bearer ü"}):
        answer = there.open("/metrics", headers=given)
        assert (answer.status_code, "Diese Seite gibt es nicht" in answer.text) == (404, True)
    without = browser.open("/metrics", headers={"Authorization": "Bearer "})
    assert without.status_code == 404


def test_S36_the_token_of_the_metrics_opens_the_metrics_alone(
    settings: Settings, database: Database, ours: World
) -> None:
    there, given = metered(settings, database), {"Authorization": f"Bearer {TOKEN}"}

    assert there.open("/metrics", headers=given).status_code == 200
    assert there.open(f"/metrics?token={TOKEN}").status_code == 404
    for path in ("/planning/", f"/planning/events/{ours.ids['event_id']}/", "/planning/audit", "/account"):
        answer = there.open(path, headers=given)
        assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")
    assert there.open("/sign-out", method="POST", headers=given).status_code == 400, (
        "no token of a program forges a form"
    )


def test_S55_metrics_hold_numbers_and_nobody(
    settings: Settings, database: Database, session: Session, ours: World
) -> None:
    session.execute(text("update delivery set state = 'stopped'"))
    queue(session, ago=LONG_AGO)
    seen(session)

    answer = metered(settings, database).open("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    found = dict(re.findall(r"^(eventapp_\S+) (\S+)$", answer.text, re.M))
    assert found['eventapp_outbox_deliveries{channel="mail",state="ready"}'] == "1.0"
    assert 1190 < float(found["eventapp_outbox_oldest_due_seconds"]) < 1260
    assert (found["eventapp_workers"], found["eventapp_outbox_stuck"], found["eventapp_outbox_held"]) == (
        "1.0",
        "1.0",
        "0.0",
    )
    assert float(found["eventapp_database_bytes"]) > 100_000
    assert "@" not in answer.text
    assert "Musterstadt" not in answer.text


def test_S60_a_token_that_could_be_guessed_is_refused(settings: Settings) -> None:
    with pytest.raises(UnsafeSettings, match="METRICS_TOKEN"):
        replace(settings, metrics_token="short").check()


# The log


class Written(logging.Handler):
    """A log in both forms, written as it happens."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.json: list[str] = []
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.json.append(logs.JsonLines().format(record))
        self.text.append(logs.Lines().format(record))

    @property
    def told(self) -> list[dict[str, Any]]:
        """What it says, as a program reads it."""
        return [json.loads(line) for line in self.json]


@pytest.fixture
def log() -> Iterator[Written]:
    written, logger = Written(), logging.getLogger("eventapp")
    logger.addHandler(written)
    logger.setLevel(logging.INFO)
    yield written
    logger.setLevel(logging.NOTSET)
    logger.removeHandler(written)


def test_S14_no_secret_address_query_or_whole_network_is_in_the_log(
    planner: Browser, ours: World, log: Written
) -> None:
    log.json.clear()
    secret, key = "geheim-geheim-geheim", ours.event.slug
    for url in (
        f"/i/{secret}",
        f"/i/{secret}/needs",
        f"/s/{secret}",
        f"/s/{secret}.ics",
        f"/feeds/{secret}.ics",
        f"/events/{secret}",
        f"/events/{key}.ics",
        f"/sign-in/link/{secret}",
        f"/door/{secret}",
        f"/I/{secret}",
        f"/{secret}",
        f"/?q={secret}",
        f"/planning/events/{ours.event.id}/invited/{ours.invitation.id}?q={secret}",
    ):
        planner.open(url, environ_overrides={"REMOTE_ADDR": "192.0.2.77"}, headers={"User-Agent": secret})

    found = log.told
    assert len(found) == 13
    assert secret not in json.dumps(found)
    assert key not in json.dumps(found)
    assert "192.0.2.77" not in json.dumps(found)
    paths = [line["path"] for line in found]
    assert paths[:2] == ["/i/…", "/i/…/needs"]
    assert paths[-1] == f"/planning/events/{ours.event.id}/invited/…"
    assert {line["network"] for line in found} == {"192.0.2.0/24"}
    assert found[-1].keys() >= {"time", "level", "request_id", "method", "status", "milliseconds"}


def test_S14_networks_are_cut_short() -> None:
    assert network_of("198.51.100.23") == "198.51.100.0/24"
    assert network_of("2001:db8:1:2:3::4") == "2001:db8:1::/48"
    assert network_of("unix:") == ""


def test_what_machines_ask_all_day_is_not_in_the_log(browser: Browser, log: Written) -> None:
    for url in ("/health/live", "/health/ready", "/static/bridge.css", "/theme.css"):
        browser.open(url)

    assert not log.told


def test_log_requests_may_be_turned_off(settings: Settings, database: Database, log: Written) -> None:
    answer = Browser(create_app(replace(settings, log_requests=False), database), None).open("/sign-in")  # type: ignore[arg-type]

    assert not log.told
    assert len(answer.headers["X-Request-Id"]) == 12


@pytest.mark.parametrize("given", ["abcd-1234_EFGH", "0123456789abcdef0123456789abcdef"])
def test_S14_a_request_keeps_the_number_that_the_proxy_gave_it(browser: Browser, log: Written, given: str) -> None:
    answer = browser.open("/sign-in", headers={"X-Request-Id": given})

    assert answer.headers["X-Request-Id"] == given
    assert log.told[-1]["request_id"] == given


@pytest.mark.parametrize("given", ["", "kurz", "x" * 65, "<script>alert(1)</script>", "a b c d e f", "äöüäöüäö"])
def test_S14_what_looks_like_no_number_is_replaced(browser: Browser, given: str) -> None:
    answer = browser.open("/sign-in", headers={"X-Request-Id": given})

    assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-Id"])


def test_S14_every_answer_bears_its_number(browser: Browser, ours: World) -> None:
    for url in ("/", f"/events/{ours.event.slug}", f"/events/{ours.event.slug}", "/static/bridge.css", "/x%01"):
        assert browser.open(url).headers.getlist("X-Request-Id")[1:] == []
        assert browser.open(url).headers["X-Request-Id"]


def test_S14_an_error_page_names_the_number_of_the_request(app: Flask, browser: Browser, log: Written) -> None:
    def view() -> str:
        get_session()
        raise ValueError("kim@example.org can't be read\n2026-11-22 ERROR forged")

    app.add_url_rule("/fails", "fails", everybody(view))

    page = browser.get("/fails", expect=500, headers={"X-Request-Id": "proxy-number-1"})

    assert "<code>proxy-number-1</code>" in page.text
    broken = next(line for line in log.told if line["level"] == "error")
    assert (broken["request_id"], broken["trace"][-1]) == ("proxy-number-1", "ValueError: …@… can't be read")
    everything = "\n".join([*log.text, *log.json])
    assert "forged" not in everything
    assert "kim@example.org" not in everything


@pytest.mark.parametrize("form", [logs.Lines(), logs.JsonLines()])
def test_S14_no_line_forges_another_or_reaches_a_terminal(form: logging.Formatter) -> None:
    evil = "a\r\n2026-11-22T09:00:00Z ERROR forged\x1b[31m\x7f\x85\u2028\u202e\x00\ud800 kim@example.org"
    record = logging.LogRecord("eventapp", logging.INFO, "", 0, "%s", (evil,), None)

    line = form.format(record)

    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert "kim@" not in line
    line.encode("utf-8")


def test_a_log_format_that_is_none_is_refused(settings: Settings) -> None:
    with pytest.raises(UnsafeSettings, match="LOG_FORMAT"):
        replace(settings, log_format="xml").check()
