"""A form that outlived its session: nothing is stored, nothing is lost, and nobody else can fill it in."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.domain.tokens import Purpose
from eventapp.models import BrowserSession, Venue
from tests.pages import Browser, check_page, form_values
from tests.web.world import TOKENS, World, enter

pytestmark = pytest.mark.one_database

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def url(ours: World) -> str:
    return f"/planning/organizers/{ours.organizer.id}/venues/new"


def send(browser: Browser, url: str, values: dict[str, str], headers: dict[str, str] | None = None) -> tuple[int, str]:
    answer = browser.open(url, method="POST", data=values, headers=HERE if headers is None else headers)
    if answer.status_code != 303:
        check_page(answer.text)
    return answer.status_code, answer.text


def test_S28_what_was_typed_outlives_the_session(planner: Browser, session: Session, ours: World, url: str) -> None:
    typed = planner.form(url, name='Aula "Nord" <1>', note="Zeile 1\nZeile 2")
    session.execute(delete(BrowserSession))
    session.commit()

    status, page = send(planner, url, typed)
    assert (status, "nicht mehr angemeldet" in page) == (400, True)
    kept = form_values(page)
    assert "csrf_token" not in kept
    assert kept["name"] == typed["name"]

    enter(planner, session, ours.account)
    status, page = send(planner, url, kept)
    assert (status, "neu angemeldet" in page) == (400, True)
    assert session.scalar(select(Venue).where(Venue.name == typed["name"])) is None

    status, _ = send(planner, url, form_values(page))
    assert status == 303
    session.expire_all()
    assert session.scalars(select(Venue.note).where(Venue.name == typed["name"])).one() == "Zeile 1\nZeile 2"


def test_S45_nobody_else_puts_words_into_such_a_form(planner: Browser, url: str) -> None:
    for headers, expected in (
        ({}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
    ):
        status, page = send(planner, url, {"name": "Untergeschoben"}, headers)

        assert (status, "Untergeschoben" in page) == (expected, False), headers


def test_S23_passwords_are_never_written_into_a_page(browser: Browser, planner: Browser) -> None:
    for one, url in ((browser, "/sign-in"), (planner, "/account/password"), (planner, "/account/confirm")):
        status, page = send(one, url, {"email": "kim@example.org", "password": "geheim-und-lang"})

        assert (status, "geheim" in page) == (400, False), url


def test_a_file_is_to_be_chosen_anew(planner: Browser, ours: World) -> None:
    answer = planner.open(
        f"/planning/organizers/{ours.organizer.id}/speakers/new",
        method="POST",
        data={"name": "Rika", "picture": (BytesIO(b"x"), "foto.png")},
        headers=HERE,
    )

    assert "Nur die Datei ist nicht dabei" in answer.text


def test_a_form_for_everybody_is_sent_again_at_once(browser: Browser, session: Session, ours: World) -> None:
    url = f"/i/{TOKENS.recall(Purpose.INVITATION, ours.invitation.secret)}/needs"

    status, page = send(browser, url, {"words": "Ich brauche einen Platz am Gang."})

    assert (status, "Seite war lange offen" in page) == (400, True)
    assert "csrf_token" in form_values(page)
