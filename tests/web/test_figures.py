"""The pages of figures: what planners and multipliers see, and what nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp.domain.actor import SYSTEM, Role
from eventapp.services import accounts, forgetting
from tests.conftest import NOW
from tests.crowds import NO, invite, yes
from tests.factories import Factories
from tests.pages import Browser
from tests.queries import counted
from tests.web.world import World, enter, world

OPEN = re.compile(r"/planning(?:/|$)")


def page(ours: World) -> str:
    return f"/planning/events/{ours.event.id}/figures/"


@pytest.fixture
def crowd(session: Session, ours: World) -> None:
    """52 people of three departments and her whom ``world`` invites."""
    invite(session, ours.event, 6, "Jugendamt", **yes())
    invite(session, ours.event, 14, "Jugendamt", **yes(answered_at=NOW + timedelta(days=2)))
    invite(session, ours.event, 3, "Jugendamt", **NO)
    invite(session, ours.event, 20, "Kämmerei")
    invite(session, ours.event, 5, "=Kasse", **NO)
    invite(session, ours.event, 4, "Archiv", **NO)
    session.commit()


def test_the_page_says_it_in_a_sentence_a_chart_and_a_table(planner: Browser, ours: World, crowd: None) -> None:
    text = planner.get(page(ours)).text

    assert "Eingeladen sind 53 Personen. 20 kommen, 12 kommen nicht, 21 sind noch offen." in text
    assert 'role="img" aria-label="Alle Eingeladenen: 20 kommen · 12 kommen nicht · 21 offen"' in text
    assert "Vom 22.11.2026 bis zum 24.11.2026 kamen 32 Antworten." in text
    assert "Weitere Dienststellen" in text
    assert "Archiv" not in text
    assert " style=" not in text


def test_before_anybody_is_invited_the_page_says_what_will_stand_there(
    browser: Browser, session: Session, make: Factories
) -> None:
    event = make.event()
    enter(browser, session, make.account(event.organizer, password=None))

    assert "Sobald jemand eingeladen ist" in browser.get(f"/planning/events/{event.id}/figures/").text
    assert "Antworten</a>" not in browser.get("/planning/").text.partition("<main")[2]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_S06_the_file_holds_no_more_than_the_page_and_no_formula(
    planner: Browser, ours: World, crowd: None, suffix: str
) -> None:
    data = planner.open(f"/planning/events/{ours.event.id}/figures.{suffix}").data

    assert data.startswith(b"\xef\xbb\xbf" if suffix == "csv" else b"PK")
    if suffix == "csv":
        rows = [line.split(";") for line in data.decode("utf-8-sig").splitlines()]
        assert [row[:2] for row in rows] == [
            ["Dienststelle", "Eingeladen"],
            ["'=Kasse", "5"],
            ["Jugendamt", "23"],
            ["Kämmerei", "20"],
            ["Weitere Dienststellen", "5"],
            ["Alle", "53"],
        ]
        assert {cell for row in rows[1:-1] for cell in row[3:]} & {"1", "2", "3", "4"} == set()
        assert (rows[1][4], rows[3][5]) == ("–", "–")  # all of the one said no, all of the other nothing


def test_list_and_overview_say_how_it_stands_in_as_many_questions_for_many(
    planner: Browser, session: Session, ours: World, make: Factories, crowd: None, connection: Connection
) -> None:
    words = "20 kommen · 12 kommen nicht · 21 offen"
    assert words in planner.get(f"/planning/events/{ours.event.id}/").text
    with counted(connection) as one:
        assert words in planner.get("/planning/").text
    for _number in range(2):
        event = make.event(ours.organizer)
        invite(session, event, 6, "Jugendamt", **yes())
    session.commit()
    with counted(connection) as three:
        assert planner.get("/planning/").text.count("6 kommen · 0 kommen nicht · 0 offen") == 2

    assert len(three) <= len(one) + 1


def test_who_is_invited_again_after_all_was_forgotten_is_said_to_count_twice(
    planner: Browser, session: Session, ours: World, crowd: None
) -> None:
    hint = "Wer seitdem noch einmal eingeladen wurde, zählt hier doppelt."
    forgetting.forget_people(session, ours.event)
    session.commit()
    assert hint not in planner.get(page(ours)).text
    invite(session, ours.event, 1, "Jugendamt", **yes())
    session.commit()

    assert hint in planner.get(page(ours)).text


# Multipliers


def signed_in(
    browser: Browser, session: Session, make: Factories, ours: World, role: Role, *departments: str
) -> Browser:
    account = make.account(password=None)
    for department in departments or ("",):
        accounts.grant(session, account, ours.organizer, role, department, actor=SYSTEM, now=NOW)
    return enter(browser, session, account)


def test_a_multiplier_sees_her_departments_alone(
    browser: Browser, session: Session, make: Factories, ours: World, crowd: None
) -> None:
    signed_in(browser, session, make, ours, Role.MULTIPLIER, "Jugendamt", "Archiv")

    assert browser.open("/planning/").location == "/planning/figures/"
    text = browser.get("/planning/figures/").text
    assert "23 eingeladen" in text
    assert "Ohne Zahlen bleibt, wo nur wenige eingeladen sind: Archiv." in text
    assert "3 kommen nicht" not in text
    for foreign in ("Kämmerei", "Kasse", "Kim Beispiel", "53", "Alle Eingeladenen"):
        assert foreign not in text


def test_a_multiplier_sees_no_draft_and_nothing_of_others(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    make.event(ours.organizer, "Geheimer Entwurf")
    theirs = world(make)
    invite(session, theirs.event, 30, "Jugendamt", **yes())
    signed_in(browser, session, make, ours, Role.MULTIPLIER, "Jugendamt")

    text = browser.get("/planning/figures/").text

    assert "Geheimer Entwurf" not in text
    assert "30 eingeladen" not in text


def _arguments(rule: Rule, ours: World) -> dict[str, object]:
    """What fills an address: something of ours where it names a thing, else the first word that it takes."""
    words = {name: sorted(getattr(converter, "items", ())) for name, converter in rule._converters.items()}
    return {name: words[name][0] if words[name] else ours.ids.get(name, 1) for name in rule.arguments}


@pytest.mark.parametrize(
    ("role", "departments", "pages"),
    [
        (Role.MULTIPLIER, ("Jugendamt",), {"figures.mine", "figures.paper"}),
        (Role.NEEDS, (), {"needs.events", "needs.index", "needs.export", "needs.person"}),
    ],
)
def test_S35_each_role_opens_its_own_rooms_alone(
    app: Flask,
    browser: Browser,
    session: Session,
    make: Factories,
    ours: World,
    role: Role,
    departments: tuple[str, ...],
    pages: set[str],
) -> None:
    signed_in(browser, session, make, ours, role, *departments)
    token = browser.token()
    opened = set()
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        adapter = app.url_map.bind("127.0.0.1:8000")
        addresses = [
            (rule.endpoint, method, adapter.build(rule.endpoint, _arguments(rule, ours)))
            for rule in app.url_map.iter_rules()
            if OPEN.match(rule.rule)
            for method in (rule.methods or set()) & {"GET", "POST"}
        ]
    for endpoint, method, url in addresses:
        data = {"csrf_token": token} if method == "POST" else None
        status = browser.open(url.removeprefix("http://127.0.0.1:8000"), method=method, data=data).status_code
        if endpoint not in pages and (endpoint, method) != ("planning.index", "GET"):
            assert status in {403, 404}, (endpoint, method, status)
        elif status == 200:
            opened.add(endpoint)

    assert opened <= pages
    assert "figures.mine" in opened or role is Role.NEEDS


def test_who_plans_here_and_multiplies_there_plans_here_alone(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    other = make.organizer()
    make.event(other, "Geheimes der anderen")
    account = make.account(ours.organizer, password=None)
    accounts.grant(session, account, other, Role.MULTIPLIER, "Jugendamt", actor=SYSTEM, now=NOW)

    text = enter(browser, session, account).get("/planning/").text

    assert "Geheimes der anderen" not in text
    assert f"/planning/organizers/{other.id}/" not in text


def test_a_planner_without_a_department_has_no_such_page(planner: Browser) -> None:
    planner.get("/planning/figures/", expect=404)
