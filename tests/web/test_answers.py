"""The planner's page of answers, answers by phone, further parts, and the pages of the role for needs."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Role
from eventapp.domain.attendance import NeedKind
from eventapp.models import Account, Delivery, Event, Membership
from eventapp.services import attendance, needs, program
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.pages import Browser
from tests.queries import counted
from tests.services.seats import HOUR, ONLINE, invited, plan, says
from tests.web.world import World, enter, world


def at_answers(ours: World, rest: str = "") -> str:
    return f"/planning/events/{ours.event.id}/answers/{rest}"


def test_how_people_answer_is_set_and_the_hall_suggests_its_seats(
    planner: Browser, session: Session, ours: World
) -> None:
    ours.venue.capacity, ours.venue.wheelchair_places = 250, 4
    session.commit()
    form = planner.form(at_answers(ours, "settings"))
    assert (form["seats"], form["wheelchair_places"], form["offer_hours"]) == ("250", "4", "48")

    form |= {"seats": "1.200", "closes-day": "05.11.2027", "closes-time": "12", "menu": "Vegan\n\n Ohne  Gluten "}
    planner.post(at_answers(ours, "settings"), form)

    found = attendance.plan_of(session, ours.event)
    assert (found.seats, found.wheelchair_places, found.menu) == (1200, 4, ["Vegan", "Ohne Gluten"])
    assert found.closes == at(12, day=found.closes.day) if found.closes else False
    assert "0 von 1200 Plätzen im Saal sind vergeben." in planner.get(at_answers(ours)).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"seats": "viele"}, "Geben Sie eine ganze Zahl zwischen 0 und 100000 ein."),
        ({"seats": "3", "wheelchair_places": "4"}, "Es können nicht mehr Rollstuhlplätze als Plätze sein."),
        ({"offer_hours": ""}, "Geben Sie an, wie viele Stunden Zeit bleiben."),
        ({"online_url": "javascript:alert(1)"}, "Die Adresse beginnt mit https:// und enthält keine Leerzeichen."),
        ({"closes-day": "05.11.2027"}, "Geben Sie auch die Uhrzeit an."),
        ({"closes-time": "12"}, "Geben Sie auch das Datum an."),
        ({"closes-day": "13.11.2027", "closes-time": "12"}, "Die Frist liegt nach dem Ende der Versammlung."),
        ({"menu": "Vegan\nvegan"}, "Ein Gericht steht zweimal in der Liste."),
    ],
)
def test_each_setting_explains_itself_and_keeps_what_was_typed(
    planner: Browser, session: Session, ours: World, changes: dict[str, str], sentence: str
) -> None:
    form = {**planner.form(at_answers(ours, "settings")), **changes}

    page = planner.post(at_answers(ours, "settings"), form, expect=422).text

    assert sentence in page
    assert all(typed.split("\n")[0] in page for typed in changes.values())
    assert attendance.plan_of(session, ours.event).id is None


def test_a_hall_that_grows_says_who_moves_up_and_writes_to_them(
    planner: Browser, session: Session, ours: World
) -> None:
    plan(session, ours.event, seats=0)
    people = [invited(session, ours.event, name) for name in ("Alex", "Toni", "Robin")]
    for n, one in enumerate(people):
        says(session, one, now=NOW + n * HOUR)
    people[1].email = ""
    session.commit()

    planner.post(at_answers(ours, "settings"), planner.form(at_answers(ours, "settings"), seats="2"))

    page = planner.get(at_answers(ours)).text
    assert "2 Personen rücken nach und bekommen Bescheid." in page
    assert "Bitte anrufen: keine E-Mail-Adresse" in page
    assert [one.seat for one in people] == ["offered", "offered", "waiting"]
    assert [mail.recipient for mail in session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None)))] == [
        people[0].email
    ]


def test_a_hall_that_is_too_small_says_by_how_many(planner: Browser, session: Session, ours: World) -> None:
    for name in ("Alex", "Toni"):
        says(session, invited(session, ours.event, name))
    plan(session, ours.event, seats=1)
    session.commit()

    assert "1 Person mehr als Plätze. Es rückt niemand nach, bis es wieder passt." in planner.get(at_answers(ours)).text


def test_an_answer_by_phone_is_found_and_entered(planner: Browser, session: Session, ours: World) -> None:
    invited(session, ours.event, "Toni 100% Müller")
    session.commit()
    assert "Toni 100% Müller" in planner.get(at_answers(ours, "?q=100%25+müll")).text
    assert "Niemand unter den Eingeladenen heißt" in planner.get(at_answers(ours, "?q=_")).text

    url = at_answers(ours, str(ours.invitation.id))
    planner.get(url)
    planner.post(url, {}, expect=422)
    planner.post(url, {"answer": "hall"})

    assert "Kommt" in planner.get(url).text
    assert [(one.partstat, one.source) for one in ours.invitation.answers] == [("ACCEPTED", "office")]


def test_a_further_part_has_its_own_day_and_the_same_program(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/parts"
    form = planner.form(url, starts__day="15.11.2027", seats="80")

    planner.post(url, form)

    part = session.scalars(select(Event).where(Event.part_of_id == ours.event.id)).one()
    assert (part.starts, part.ends, part.venue_id) == (
        at(9, day=part.starts.day),
        at(12, 30, part.starts.day),
        ours.venue.id,
    )
    assert part.starts.day.isoformat() == "2027-11-15"
    assert [item.title.de for item in program.running_order(session, part)] == ["Begrüßung"]
    assert attendance.plan_of(session, part).seats == 80
    assert "15.11.2027" in planner.get(url).text
    planner.post(url, {**form, "starts-day": ""}, expect=422)


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(
    planner: Browser, session: Session, connection: Connection, ours: World
) -> None:
    plan(session, ours.event, seats=0)
    says(session, ours.invitation)
    session.commit()
    url = at_answers(ours, "?q=a")
    planner.get(url)
    with counted(connection) as few:
        planner.get(url)
    for n in range(30):
        says(session, invited(session, ours.event, f"Anna{n}"))
    session.commit()

    with counted(connection) as many:
        planner.get(url)

    assert len(many) == len(few)


# Needs, for the role


@pytest.fixture
def needy(session: Session, ours: World) -> World:
    """Kim, who comes and needs something."""
    plan(session, ours.event, menu=("=Vegan", "Vegetarisch"))
    says(session, ours.invitation)
    wish = {NeedKind.CAPTIONS: "", NeedKind.OTHER: "Ein Platz am Gang", NeedKind.MENU: "=Vegan"}
    needs.store(session, ours.invitation, wish, now=NOW)
    session.commit()
    return ours


def role(make: Factories, ours: World, kind: Role) -> Account:
    account = make.account(password=None)
    account.memberships.append(Membership(organizer=ours.organizer, role=kind))
    return account


def test_the_role_sees_names_and_hands_on_numbers(
    browser: Browser, session: Session, make: Factories, needy: World
) -> None:
    enter(browser, session, role(make, needy, Role.NEEDS))
    page = browser.get(f"/planning/events/{needy.event.id}/needs/").text
    assert "Kim Beispiel" in page
    assert "Ein Platz am Gang" in page
    assert "Zahlen ohne Namen" in page

    file = browser.open(f"/planning/events/{needy.event.id}/needs.csv")

    assert file.data.decode("utf-8-sig").splitlines() == [
        "Bedarf;Auswahl;Anzahl",
        "Schriftdolmetschen;;1",
        "Anderes;;1",
        "Essen;'=Vegan;1",
    ]
    assert f"/planning/events/{needy.event.id}/needs/" in browser.get("/planning/needs").text


def test_S35_whoever_lacks_the_role_learns_nothing(
    browser: Browser, session: Session, make: Factories, needy: World
) -> None:
    enter(browser, session, make.account(needy.organizer, password=None))

    for rest in ("needs/", "needs.csv", "needs.ods", f"needs/{needy.invitation.id}"):
        browser.get(f"/planning/events/{needy.event.id}/{rest}", expect=404)
    browser.post(f"/planning/events/{needy.event.id}/needs/{needy.invitation.id}", {"ticked": "parking"}, expect=404)
    browser.get("/planning/needs", expect=404)
    assert "Ein Platz am Gang" not in browser.get(at_answers(needy)).text


def test_S35_the_role_of_one_office_ends_at_the_next(
    browser: Browser, session: Session, make: Factories, needy: World
) -> None:
    theirs = world(make)
    enter(browser, session, role(make, theirs, Role.NEEDS))

    browser.get(f"/planning/events/{needy.event.id}/needs/", expect=404)
    browser.get(f"/planning/events/{theirs.event.id}/needs/{needy.invitation.id}", expect=404)


def test_what_was_said_on_the_phone_is_entered_by_the_role(planner: Browser, session: Session, needy: World) -> None:
    url = f"/planning/events/{needy.event.id}/needs/{needy.invitation.id}"
    planner.get(url)

    planner.post(url, {"ticked": ["parking"], "other": "", "menu": ""})

    assert needs.of(session, needy.invitation) == {NeedKind.PARKING: ""}


def test_online_nobody_is_asked_for_the_hall(session: Session, ours: World) -> None:
    plan(session, ours.event, online_url="https://example.org/live", menu=("Vegan",), asks_childcare=True)
    says(session, ours.invitation, ONLINE)

    asked = needs.asked(attendance.plan_of(session, ours.event), ours.invitation)

    assert {NeedKind.CAPTIONS, NeedKind.SIGN_LANGUAGE, NeedKind.OTHER} <= set(asked)
    assert not {NeedKind.WHEELCHAIR, NeedKind.MENU, NeedKind.CHILDCARE} & set(asked)
