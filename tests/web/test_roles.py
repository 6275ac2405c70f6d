"""What readers, approvers, and the press find when they sign in, and what stays the planners'."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.mailings import MailingDraft, MailingKind, MailingState
from eventapp.domain.texts import LocalText
from eventapp.models import Account, Mailing, Membership
from eventapp.services import dispatch, mailings
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, another, enter


def with_role(make: Factories, ours: World, role: Role) -> Account:
    account = make.account(password=None)
    account.memberships.append(Membership(organizer=ours.organizer, role=role))
    return account


@pytest.mark.parametrize(
    ("role", "opens", "not_there"),
    [
        (Role.READER, ["editions/1", "figures/"], ["mailings/", "details", "program/", "preview"]),
        (Role.PRESS, ["editions/1"], ["figures/", "mailings/", "preview"]),
        (Role.APPROVER, ["editions/1", "mailings/"], ["figures/", "invited/", "answers/"]),
    ],
)
def test_a_role_finds_its_rooms_and_no_other(
    browser: Browser, session: Session, make: Factories, ours: World, role: Role, opens: list[str], not_there: list[str]
) -> None:
    enter(browser, session, with_role(make, ours, role))

    page = browser.get("/planning/").text

    for place in opens:
        address = f"/planning/events/{ours.event.id}/{place}"
        assert f'href="{address}"' in page
        browser.get(address)
    for place in not_there:
        browser.get(f"/planning/events/{ours.event.id}/{place}", expect=404)


def test_the_door_waits_for_its_day(browser: Browser, session: Session, make: Factories, ours: World) -> None:
    enter(browser, session, with_role(make, ours, Role.DOOR))

    assert "nichts zu tun" in browser.get("/planning/").text


def test_A8_an_approver_releases_what_a_planner_asked_for_and_sends_nothing(
    app: Flask, browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    ours.organizer.needs_release = True
    words = LocalText("Kommen Sie bitte.")
    wish = MailingDraft(MailingKind.INVITATION, words, words)
    mailing = mailings.create(session, ours.event, wish, actor=SYSTEM, now=make.now)
    planner = enter(another(app, session), session, ours.account)
    base = f"/planning/events/{ours.event.id}/mailings/{mailing.id}"
    enter(browser, session, with_role(make, ours, Role.APPROVER))

    browser.post(f"{base}/propose", expect=404)
    planner.post(f"{base}/propose")
    page = browser.get(f"{base}/").text
    assert "Freigeben" in page
    for label in ("Test-E-Mail an mich senden", "Entwurf löschen", "Text und Kreis ändern", f"{base}/start"):
        assert label not in page
    stale = {"revision": mailing.revision}
    planner.post(f"{base}/edit", planner.form(f"{base}/edit"))
    planner.post(f"{base}/propose")
    browser.post(f"{base}/approve", stale)
    assert mailing.state == MailingState.PROPOSED  # not what she looked at
    browser.post(f"{base}/approve", {"revision": mailing.revision})

    assert (mailing.state, mailing.approved_by) == (MailingState.APPROVED, "Kim Muster")
    browser.post(f"{base}/start", expect=404)
    for order in ("pause", "resume", "stop", "retry", "printed"):
        browser.get(f"{base}/{order}", expect=404)


def test_a_started_mailing_is_the_planners(browser: Browser, session: Session, make: Factories, ours: World) -> None:
    mailing = session.get_one(Mailing, ours.mailing["mailing_id"])
    mailing.state = MailingState.RUNNING
    mailing.started_at, mailing.started_by = make.now, "Kim Muster"
    dispatch.stop(session, mailing, actor=SYSTEM, now=make.now)
    enter(browser, session, with_role(make, ours, Role.APPROVER))

    answer = browser.open(f"/planning/events/{ours.event.id}/mailings/{mailing.id}/")
    assert answer.location == f"/planning/events/{ours.event.id}/mailings/"
    browser.get(f"/planning/events/{ours.event.id}/mailings/{mailing.id}/deliveries", expect=404)


def test_who_plans_here_and_reads_there_finds_both(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    account = with_role(make, ours, Role.READER)
    own = make.event(title="Eigene Versammlung")
    account.memberships.append(Membership(organizer=own.organizer, role=Role.PLANNER))
    enter(browser, session, account)

    page = browser.get("/planning/").text

    assert "Eigene Versammlung" in page
    assert "Bei anderen Stellen" in page
    assert f'href="/planning/events/{ours.event.id}/figures/"' in page
    assert f'href="/planning/events/{ours.event.id}/"' not in page
    browser.get(f"/planning/events/{ours.event.id}/figures/")


def test_S35_who_does_not_plan_sees_no_drafts_and_nothing_that_was_not_announced(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    ours.event.title = LocalText("Noch geheimer Titel")
    ours.event.theme = LocalText("Noch geheimes Thema")
    make.event(ours.organizer, title="Nur ein Entwurf")
    for role in (Role.PRESS, Role.READER, Role.APPROVER):
        enter(browser, session, with_role(make, ours, role))
        for address in ("/planning/", f"/planning/events/{ours.event.id}/editions/1"):
            page = browser.get(address).text
            assert not [words for words in ("Noch geheim", "Nur ein Entwurf", "seitdem") if words in page]
