"""Who may ask for what. The table below is the documentation; a new address fails until it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp.domain.actor import Role
from eventapp.domain.events import Visibility
from eventapp.models import BrowserSession, Membership
from eventapp.models.database import Database
from tests.factories import Factories
from tests.pages import Browser
from tests.web.roles import documented, real
from tests.web.world import World, enter, stored, world

RIGHTS = documented()
OF_THE_INSTALLATION = {"page_name", "account_id", "membership_id", "suffix"}
OF_A_PLANNER = frozenset({Role.PLANNER, Role.NEEDS})  # the roles of the account that a world comes with


def test_S32_every_address_names_who_may_ask_as_it_is_documented(app: Flask) -> None:
    found = real(app)

    assert [rule for rule, right in found.items() if right.who == "nobody"] == []
    assert found == RIGHTS, "python -m tests.web.roles writes the table anew; read what changed"


def test_S32_a_view_that_names_nobody_is_refused_to_everybody(
    app: Flask, session: Session, browser: Browser, ours: World
) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "inside")

    browser.get("/forgotten", expect=404)
    enter(browser, session, ours.account).get("/forgotten", expect=404)


def test_S37_the_door_opens_no_list_no_answer_and_no_export() -> None:
    opened = [rule for rule, right in RIGHTS.items() if Role.DOOR in right.roles]

    assert opened == []


def test_S32_every_address_of_the_planners_is_theirs_alone(app: Flask) -> None:
    open_to_others = [rule.rule for rule in _rules(app) if RIGHTS[rule.rule].who == "everybody"]

    assert open_to_others == []


@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role or "administrator")
def test_S32_S35_every_role_sees_what_is_hers_and_nothing_of_another_office(
    app: Flask, browser: Browser, session: Session, make: Factories, ours: World, database: Database, role: Role | None
) -> None:
    if not database.is_sqlite:
        pytest.skip("who may ask is decided before any table is asked; the planners' tests run on both")
    theirs = world(make)
    account = make.account(password=None, is_administrator=role is None)
    if role is not None:
        department = "Jugendamt" if role is Role.MULTIPLIER else ""
        account.memberships.append(Membership(organizer=ours.organizer, role=role, department=department))
    enter(browser, session, account)
    token, faults = browser.token(), []

    for whose in (ours, theirs):
        for rule, method, url in _asked(app, whose, role):
            is_shared = not rule.arguments - OF_THE_INSTALLATION
            is_named = (role or "administrator") in RIGHTS[rule.rule].who.split(", ")
            is_named = is_named or RIGHTS[rule.rule].who == "signed in"
            is_open = is_named and (whose is ours or is_shared or role is None)
            if method == "POST" and is_open and "GET" in (rule.methods or ()):
                continue  # its page is looked at; what it stores would change what the next one sees
            data = {"csrf_token": token, "direction": "up"} if method == "POST" else None
            status = browser.open(url, method=method, data=data).status_code
            if (status != 404) is not is_open:
                faults.append((rule.rule, method, status))

    assert faults == []


def test_S29_what_matters_asks_again_wherever_the_table_says_so(
    app: Flask, planner: Browser, session: Session, ours: World
) -> None:
    ours.account.is_administrator = True
    token = planner.token()
    for held in session.scalars(select(BrowserSession)):
        held.data = {**held.data, "confirmed": (datetime.now(UTC) - timedelta(hours=9)).isoformat()}
    session.commit()
    before, asked = stored(session), 0
    adapter = app.url_map.bind("127.0.0.1:8000")

    for rule in app.url_map.iter_rules():
        _asks, _before, steps = RIGHTS[rule.rule].again.partition(" before: ")
        for step in steps.split(", ") if RIGHTS[rule.rule].again else ():
            named = {"passkey_id": 1, **ours.ids, **({"order": step, "action": step} if step else {})}
            url = adapter.build(rule.endpoint, _named(rule, named), force_external=False)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                data = {"csrf_token": token} if method == "POST" else None
                answer = planner.open(url, method=method, data=data)
                assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/account/confirm"), url
                asked += 1

    assert asked > 40
    assert stored(session) == before


def test_S32_strangers_are_led_to_the_sign_in(app: Flask, browser: Browser, ours: World) -> None:
    token = browser.token()
    for method, url in _addresses(app, ours):
        answer = browser.open(url, method=method, data={"csrf_token": token} if method == "POST" else None)

        assert answer.status_code == 303, (method, url, answer.status_code)
        assert answer.location.startswith("/sign-in"), (method, url, answer.location)


def test_S35_two_organizers_see_nothing_of_each_other(
    app: Flask, browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    theirs = world(make)
    enter(browser, session, ours.account)
    data = {"csrf_token": browser.token(), "direction": "up"}
    before = stored(session)

    for method, url in _addresses(app, theirs, only_objects=True):
        answer = browser.open(url, method=method, data=data if method == "POST" else None)

        assert answer.status_code == 404, (method, url, answer.status_code)
        assert theirs.event.slug not in answer.text

    session.expire_all()
    assert stored(session) == before


def test_S35_the_same_addresses_answer_her_own_planner(app: Flask, planner: Browser, ours: World) -> None:
    refused = [
        url
        for method, url in _addresses(app, ours, only_objects=True)
        if method == "GET" and planner.open(url).status_code != 200
    ]

    assert refused == []


def test_S40_asking_for_the_head_changes_nothing(app: Flask, planner: Browser, session: Session, ours: World) -> None:
    before = stored(session)
    faults = []
    for method, url in _addresses(app, ours, only_objects=True):
        if method == "GET":
            whole = planner.open(url)
            head = planner.open(url, method="HEAD", headers={"Origin": "http://evil.example"})
            faults += [url] if (head.status_code, head.data) != (whole.status_code, b"") else []

    session.expire_all()
    assert faults == []
    assert stored(session) == before


@pytest.mark.parametrize("mixed", ["event of ours, item of theirs", "organizer of ours, kind of theirs"])
def test_S33_parts_are_looked_up_through_their_owner(
    planner: Browser, make: Factories, ours: World, mixed: str
) -> None:
    theirs = world(make)
    urls = {
        "event of ours, item of theirs": [
            f"/planning/events/{ours.event.id}/program/{theirs.item.id}{rest}"
            for rest in ("", "/minutes", "/move", "/remove")
        ],
        "organizer of ours, kind of theirs": [f"/planning/organizers/{ours.organizer.id}/kinds/{theirs.kind.id}"],
    }

    for url in urls[mixed]:
        if not url.endswith(("/minutes", "/move")):
            planner.get(url, expect=404)
        planner.post(url, {"direction": "down"}, expect=404)


def test_S33_pictures_of_others_are_not_found(planner: Browser, make: Factories, ours: World) -> None:
    theirs = world(make, size=(50, 20))
    make.session.commit()
    assert theirs.digest != ours.digest

    planner.get(f"/planning/events/{ours.event.id}/pictures/{ours.digest}")
    planner.get(f"/planning/events/{ours.event.id}/pictures/{theirs.digest}", expect=404)
    planner.get(f"/planning/speakers/{ours.speaker.id}/picture/{theirs.digest}", expect=404)


def test_S33_a_kind_is_changed_under_its_own_organizer_alone(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    other = world(make)
    both = make.account(ours.organizer, other.organizer, password=None)

    enter(browser, session, both).get(f"/planning/organizers/{ours.organizer.id}/kinds/{other.kind.id}", expect=404)


def test_S35_the_list_holds_her_own_events_alone(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    make.event(title="Geheimes der anderen")

    assert "Geheimes der anderen" not in enter(browser, session, ours.account).get("/planning/").text


@pytest.mark.parametrize("is_administrator", [False, True])
def test_S32_an_account_without_a_role_plans_nothing(
    browser: Browser, session: Session, make: Factories, ours: World, is_administrator: bool
) -> None:
    enter(browser, session, make.account(password=None, is_administrator=is_administrator))

    assert browser.open("/planning/").status_code == (303 if is_administrator else 200)
    assert ours.event.slug not in browser.open("/planning/", follow_redirects=True).text
    browser.get(f"/planning/events/{ours.event.id}/", expect=404)


def test_S35_drafts_and_staff_only_events_are_absent_from_what_everybody_sees(
    browser: Browser, make: Factories
) -> None:
    organizer = make.organizer()
    draft = make.event(organizer, "Nur ein Entwurf", visibility=Visibility.PUBLIC)
    staff = make.event(organizer, "Nur für Beschäftigte", visibility=Visibility.STAFF)
    make.announced(staff)

    start = browser.get("/").text

    assert "Nur ein Entwurf" not in start
    assert "Nur für Beschäftigte" not in start
    for key in (draft.slug, draft.secret, staff.slug):
        for rest in ("", ".ics", "/program", "/program.ics", "/program.pdf"):
            browser.get(f"/events/{key}{rest}", expect=404)
    assert "Nur für Beschäftigte" in browser.get(f"/events/{staff.secret}").text


def _rules(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/planning"))


def _asked(app: Flask, whose: World, role: Role | None) -> Iterator[tuple[Rule, str, str]]:
    """Every address of the planners' rooms that roles are asked for, by each of its methods; nothing is removed."""
    ids = {**whose.ids, "order": "approve" if role is Role.APPROVER else whose.ids["order"]}
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("127.0.0.1:8000")
        for rule in _rules(app):
            url = adapter.build(rule.endpoint, _named(rule, ids))
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, url.removeprefix("http://127.0.0.1:8000")


def _named(rule: Rule, ids: dict[str, Any]) -> dict[str, Any]:
    """The arguments of one address. A ``step`` means something else for accounts than for links."""
    if "account_id" in rule.arguments:
        ids = {**ids, "step": "link"}
    return {name: ids[name] for name in rule.arguments}


def _addresses(app: Flask, whose: World, *, only_objects: bool = False) -> list[tuple[str, str]]:
    """Method and address of all rooms, or only of those where a planner finds something of one organizer."""
    found = []
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("127.0.0.1:8000")
        for rule in _rules(app):
            is_object = rule.arguments - OF_THE_INSTALLATION and RIGHTS[rule.rule].roles & OF_A_PLANNER
            if is_object or not only_objects:
                url = adapter.build(rule.endpoint, _named(rule, whose.ids))
                methods = sorted((rule.methods or set()) & {"GET", "POST"})
                found += [(method, url.removeprefix("http://127.0.0.1:8000")) for method in methods]
    return found
