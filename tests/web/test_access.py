"""Who may ask for what. The table below is the documentation; a new address fails until it stands there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from eventapp.domain.events import Visibility
from eventapp.web.access import Access, level_of
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, stored, world

EVERYBODY, SIGNED_IN, MEMBER, PLANNER = Access.EVERYBODY, Access.SIGNED_IN, Access.MEMBER, Access.MEMBER

ADMINISTRATOR = Access.ADMINISTRATOR

LEVELS = {
    "start.index": EVERYBODY,
    "start.theme": EVERYBODY,
    "operation.live": EVERYBODY,
    "operation.ready": EVERYBODY,
    "operation.robots": EVERYBODY,
    "events.show": EVERYBODY,
    "events.program": EVERYBODY,
    "events.program_pdf": EVERYBODY,
    "events.entry": EVERYBODY,
    "events.feed": EVERYBODY,
    "events.item": EVERYBODY,
    "events.variant": EVERYBODY,
    "events.picture": EVERYBODY,
    "feeds.show": EVERYBODY,
    "appearances.index": EVERYBODY,
    "appearances.feed": EVERYBODY,
    "appearances.entry": EVERYBODY,
    "own.show": EVERYBODY,
    "own.entry": EVERYBODY,
    "own_needs.edit": EVERYBODY,
    "own_data.show": EVERYBODY,
    "own_data.send_copy": EVERYBODY,
    "own_data.remove": EVERYBODY,
    "code.show": EVERYBODY,
    "legal.accessibility": EVERYBODY,
    "legal.privacy": EVERYBODY,
    "legal.imprint": EVERYBODY,
    "legal.easy_language": EVERYBODY,
    "legal.sign_language": EVERYBODY,
    "legal.film": EVERYBODY,
    "legal.security": EVERYBODY,
    "barriers.report": EVERYBODY,
    "barriers.thanks": EVERYBODY,
    "sessions.sign_in": EVERYBODY,
    "sessions.set_password": EVERYBODY,
    "sessions.sign_out": SIGNED_IN,
    "account.show": SIGNED_IN,
    "account.confirm": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.second_factor": SIGNED_IN,
    "account.remove_second_factor": SIGNED_IN,
    "account.recovery_codes": SIGNED_IN,
    "account.end_session": SIGNED_IN,
    "audit.index": SIGNED_IN,
    "audit.export": SIGNED_IN,
    "accounts.index": ADMINISTRATOR,
    "accounts.new": ADMINISTRATOR,
    "accounts.edit": ADMINISTRATOR,
    "accounts.take_role": ADMINISTRATOR,
    "accounts.change": ADMINISTRATOR,
    "sessions.second": EVERYBODY,
    "sessions.forgotten": EVERYBODY,
    "planning.index": MEMBER,
    "planning.new": PLANNER,
    "planning.overview": PLANNER,
    "planning.details": PLANNER,
    "planning.venue": PLANNER,
    "planning.people": PLANNER,
    "planning.remove": PLANNER,
    "program.index": PLANNER,
    "program.new": PLANNER,
    "program.edit": PLANNER,
    "program.minutes": PLANNER,
    "program.move": PLANNER,
    "program.remove": PLANNER,
    "editions.announce": PLANNER,
    "editions.call_off": PLANNER,
    "editions.preview": PLANNER,
    "editions.show": PLANNER,
    "editions.compare": PLANNER,
    "editions.picture": PLANNER,
    "invitations.index": PLANNER,
    "invitations.letter": PLANNER,
    "invitations.mail": PLANNER,
    "invited.index": PLANNER,
    "invited.show": PLANNER,
    "invited.export": PLANNER,
    "invited.change": PLANNER,
    "answers.index": PLANNER,
    "answers.settings": PLANNER,
    "answers.person": PLANNER,
    "parts.index": PLANNER,
    "figures.show": PLANNER,
    "figures.export": PLANNER,
    "figures.mine": MEMBER,
    "figures.paper": MEMBER,
    "needs.events": MEMBER,
    "needs.index": MEMBER,
    "needs.export": MEMBER,
    "needs.person": MEMBER,
    "changes.index": PLANNER,
    "mailings.index": PLANNER,
    "mailings.new": PLANNER,
    "mailings.edit": PLANNER,
    "mailings.detail": PLANNER,
    "mailings.start": PLANNER,
    "mailings.order": PLANNER,
    "mailings.remove": PLANNER,
    "mailing_files.preview": PLANNER,
    "mailing_files.letter_picture": PLANNER,
    "mailing_files.mail": PLANNER,
    "mailing_files.test": PLANNER,
    "mailing_files.letters": PLANNER,
    "mailing_files.delivered": PLANNER,
    "mailing_files.sent_mail": PLANNER,
    "mailing_files.address": PLANNER,
    "prints.index": PLANNER,
    "prints.file": PLANNER,
    "prints.picture": PLANNER,
    "prints.names": PLANNER,
    "speakers.index": PLANNER,
    "speakers.new": PLANNER,
    "speakers.edit": PLANNER,
    "speakers.remove": PLANNER,
    "speakers.change_link": PLANNER,
    "speakers.picture": PLANNER,
    "staff.index": PLANNER,
    "staff.people": PLANNER,
    "staff.rename": PLANNER,
    "staff.remove": PLANNER,
    "staff.new_person": PLANNER,
    "staff.person": PLANNER,
    "staff.remove_person": PLANNER,
    "staff.undo": PLANNER,
    "staff.export": PLANNER,
    "staff_files.begin": PLANNER,
    "staff_files.columns": PLANNER,
    "staff_files.problems": PLANNER,
    "staff_files.problem_rows": PLANNER,
    "staff_files.take": PLANNER,
    "staff_files.discard": PLANNER,
    "venues.index": PLANNER,
    "venues.new": PLANNER,
    "venues.edit": PLANNER,
    "venues.remove": PLANNER,
    "busy.index": PLANNER,
    "busy.remove": PLANNER,
    "kinds.index": PLANNER,
    "kinds.edit": PLANNER,
    "organizers.edit": PLANNER,
    "organizers.feeds": PLANNER,
    "organizers.change_feed": PLANNER,
    "pages.index": PLANNER,
    "pages.edit": PLANNER,
    "pages.store_film": PLANNER,
    "pages.remove_film": PLANNER,
    "pages.reports": PLANNER,
    "pages.report_done": PLANNER,
}

OF_THE_INSTALLATION = {"page_name", "report_id"}
"""What belongs to no organizer: tests/web/test_pages.py says who may see it."""


def test_S32_every_address_names_who_may_ask(app: Flask) -> None:
    with app.app_context():
        found = {rule.endpoint: level_of(rule.endpoint) for rule in app.url_map.iter_rules()}

    assert found == LEVELS


def test_S32_a_view_that_names_nobody_is_refused_to_everybody(
    app: Flask, session: Session, browser: Browser, ours: World
) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "inside")

    browser.get("/forgotten", expect=404)
    enter(browser, session, ours.account).get("/forgotten", expect=404)


def test_S32_every_address_of_the_planners_is_theirs_alone(app: Flask) -> None:
    open_to_others = [rule.rule for rule in _rules(app) if LEVELS[rule.endpoint] not in {PLANNER, MEMBER}]

    assert open_to_others == []


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

    browser.get("/planning/", expect=403)
    browser.get(f"/planning/events/{ours.event.id}/", expect=403)


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


def _addresses(app: Flask, whose: World, *, only_objects: bool = False) -> list[tuple[str, str]]:
    """Method and address of all that planners may ask for."""
    found = []
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("127.0.0.1:8000")
        for rule in _rules(app):
            if rule.arguments - OF_THE_INSTALLATION or not only_objects:
                url = adapter.build(rule.endpoint, {name: whose.ids[name] for name in rule.arguments})
                methods = sorted((rule.methods or set()) & {"GET", "POST"})
                found += [(method, url.removeprefix("http://127.0.0.1:8000")) for method in methods]
    return found
