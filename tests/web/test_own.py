"""An invited person's own pages: she answers, says what she needs, and looks after her data, without an account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import Mode, NeedKind
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Purpose, shown_code
from eventapp.jobs import copies
from eventapp.models import Delivery, Invitation, Need
from eventapp.services import attendance, codes, editions, invitations, needs
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.jobs.conftest import OFFICE
from tests.pages import Browser
from tests.services.seats import NO, TOKENS, YES, invited, plan, says
from tests.web.world import World, stored

SEAT_IS_SAFE = "Sie kommen. Ihr Platz ist sicher."
WAITS = "Sie stehen auf der Warteliste."


def link(one: Invitation, rest: str = "") -> str:
    return f"/i/{TOKENS.recall(Purpose.INVITATION, one.secret)}{rest}"


@pytest.fixture
def kim(session: Session, ours: World) -> Invitation:
    return ours.invitation


def answer(browser: Browser, one: Invitation, wish: str = "hall", **more: str) -> str:
    """Answer as a person does, and read the page that follows."""
    url = link(one)
    browser.get(url)
    sent = browser.post(url, {"answer": wish, **more})
    assert sent.location == url
    return browser.get(url).text


def test_she_answers_and_changes_her_mind(browser: Browser, session: Session, kim: Invitation) -> None:
    page = answer(browser, kim)
    assert SEAT_IS_SAFE in page
    assert 'role="status"' in page
    assert [(one.partstat, one.source, one.way) for one in kim.answers] == [("ACCEPTED", "page", "hall")]

    assert "Sie kommen nicht." in answer(browser, kim, "no")

    assert [one.partstat for one in kim.answers] == ["ACCEPTED", "DECLINED"]


def test_who_chooses_nothing_is_asked_to(browser: Browser, kim: Invitation) -> None:
    page = browser.post(link(kim), {}, expect=422).text

    assert "Bitte wählen Sie, ob Sie kommen." in page
    assert kim.partstat is None


def test_a_full_hall_means_the_list_and_then_an_offer_and_a_mail(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, seats=1)
    toni = invited(session, ours.event, "Toni")
    says(session, toni)
    session.commit()
    assert "Alle Plätze sind vergeben. Sie kommen auf die Warteliste." in browser.get(link(kim)).text
    assert WAITS in answer(browser, kim)

    answer(browser, toni, "no")

    page = browser.get(link(kim)).text
    assert "Für Sie ist ein Platz frei geworden." in page
    assert "Platz annehmen" in page
    (mail,) = session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None)))
    assert (mail.recipient, mail.invitation_id) == (kim.email, kim.id)
    assert SEAT_IS_SAFE in answer(browser, kim)


def test_without_a_list_she_is_told_and_nothing_is_stored(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, seats=0, has_waiting_list=False)
    session.commit()

    page = browser.post(link(kim), {"answer": "hall"}, expect=422).text

    assert "Alle Plätze im Saal sind vergeben." in page
    assert kim.answers == []


def test_online_is_offered_where_it_is_and_its_address_is_theirs_who_take_part(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    assert "online" not in browser.get(link(kim)).text
    plan(session, ours.event, online_url="https://example.org/live")
    session.commit()
    assert "https://example.org/live" not in browser.get(link(kim)).text

    page = answer(browser, kim, "online")

    assert "Sie nehmen online teil." in page
    assert 'href="https://example.org/live"' in page


@pytest.mark.parametrize("why", ["closed", "called off", "withdrawn"])
def test_where_nothing_can_be_answered_there_is_no_form(
    browser: Browser, session: Session, ours: World, kim: Invitation, why: str
) -> None:
    if why == "closed":
        past = at(9, day=(NOW - timedelta(days=365)).date())
        plan(session, ours.event, closes=past)
    elif why == "called off":
        editions.call_off(session, ours.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + timedelta(hours=1))
    else:
        kim.withdrawn_at = NOW
    session.commit()

    page = browser.get(link(kim)).text
    browser.post(link(kim), {"answer": "hall"})

    assert 'name="answer"' not in page
    assert ("Die Frist für Antworten ist vorbei." in page) is (why == "closed")
    session.expire_all()
    assert kim.partstat is None


def test_she_chooses_among_the_parts_of_an_assembly(
    browser: Browser, session: Session, make: Factories, ours: World, kim: Invitation
) -> None:
    other = make.event(ours.organizer, starts=at(14), ends=at(17), visibility=ours.event.visibility)
    other.part_of_id = ours.event.id
    draft = make.event(ours.organizer)
    draft.part_of_id = ours.event.id
    make.announced(other)
    kim.may_choose, kim.sent_at, kim.sent_sequence, kim.sent_method = True, NOW, 0, "REQUEST"
    session.commit()

    form = browser.form(link(kim))
    assert form["part"] == [str(ours.event.id)]
    page = answer(browser, kim, "hall", part=str(other.id))

    assert "14:00–17:00" in page
    assert (kim.event_id, kim.partstat) == (other.id, "ACCEPTED")
    cancel, notice = session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None)).order_by(Delivery.id))
    assert b"method=CANCEL" in (cancel.content or b"")
    assert b"text/calendar" not in (notice.content or b"")
    assert "DTSTART;TZID=Europe/Berlin:20271112T140000" in browser.get(link(kim, ".ics")).text
    browser.post(link(kim), {"answer": "hall", "part": str(draft.id)}, expect=422)


def test_where_only_is_counted_she_answers_once_and_nobody_knows_what(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, mode=Mode.COUNT)
    session.commit()

    page = answer(browser, kim)
    browser.post(link(kim), {"answer": "no"})

    assert "Ihre Antwort ist gezählt, ohne Ihren Namen." in page
    assert 'name="answer"' not in page
    session.expire_all()
    assert (kim.partstat, kim.answers) == (None, [])
    assert attendance.counts(session, ours.event).coming_hall == 1


# What she needs


def test_needs_have_a_page_of_their_own_with_purpose_and_day(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, asks_childcare=True, menu=("Vegan", "Vegetarisch"), needs_days=7)
    session.commit()
    assert "von allen entgegen, die sicher kommen" in browser.get(link(kim, "/needs")).text
    assert "Bedarf angeben oder ändern" in answer(browser, kim)
    page = browser.get(link(kim, "/needs")).text
    assert "Am Freitag, 19. November 2027 werden sie gelöscht." in page

    wish = {"ticked": ["captions", "parking"], "other": "Ein Platz am Gang", "childcare": "1 Kind, 4", "menu": "Vegan"}
    browser.post(link(kim, "/needs"), wish)

    assert needs.of(session, kim) == {
        NeedKind.CAPTIONS: "",
        NeedKind.PARKING: "",
        NeedKind.OTHER: "Ein Platz am Gang",
        NeedKind.CHILDCARE: "1 Kind, 4",
        NeedKind.MENU: "Vegan",
    }
    browser.post(link(kim, "/needs"), {"other": " ", "childcare": "", "menu": ""})
    assert "Es ist kein Bedarf gespeichert." in browser.get(link(kim, "/needs")).text
    assert session.scalars(select(Need)).all() == []


def test_a_wheelchair_place_that_is_gone_leads_to_a_person(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, wheelchair_places=0)
    session.commit()
    answer(browser, kim)

    browser.post(link(kim, "/needs"), {"ticked": ["wheelchair", "parking"]})

    page = browser.get(link(kim, "/needs")).text
    assert "Alle Rollstuhlplätze sind vergeben. Bitte rufen Sie uns an" in page
    assert needs.of(session, kim) == {NeedKind.PARKING: ""}


def test_S43_nobody_learns_from_a_link_whether_she_needs_anything(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, wheelchair_places=1)
    says(session, kim)
    session.commit()

    def seen() -> list[str]:
        pages = [browser.get(link(kim, rest)).text for rest in ("", "/needs", "/data", "/data/remove")]
        return [re.sub(r'nonce="[^"]+"|<input[^>]*csrf_token[^>]*>', "", page) for page in pages]

    before = seen()
    needs.store(session, kim, {NeedKind.WHEELCHAIR: "", NeedKind.OTHER: "leise"}, now=NOW)
    session.commit()
    full = seen()
    needs.store(session, kim, {}, now=NOW)
    toni = invited(session, ours.event, "Toni")
    says(session, toni)
    needs.store(session, toni, {NeedKind.WHEELCHAIR: ""}, now=NOW)
    session.commit()

    assert [full[0], *full[2:]] == [before[0], *before[2:]]
    assert full == seen()  # that the places are taken tells not by whom


def test_DP4_she_takes_needs_back_where_nobody_says_any_new_ones(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    says(session, kim)
    needs.store(session, kim, {NeedKind.PARKING: ""}, now=NOW)
    editions.call_off(session, ours.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + timedelta(hours=1))
    session.commit()

    assert "Alle Angaben zurücknehmen" in browser.get(link(kim, "/needs")).text
    browser.post(link(kim, "/needs"), {"ticked": ["parking"]}, expect=422)
    browser.post(link(kim, "/needs"), {})

    assert "Es ist kein Bedarf gespeichert." in browser.get(link(kim, "/needs")).text
    assert needs.of(session, kim) == {}


# Her data


def test_S43_a_forwarded_link_shows_no_personnel_data(browser: Browser, session: Session, kim: Invitation) -> None:
    kim.department, kim.site, kim.post = "Amt für Geheimes", "Haus Verborgen", "Zimmer 99"
    invited(session, kim.event, "Toni")
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "Etwas Vertrauliches"}, now=NOW)
    session.commit()

    for rest in ("", "/data", "/data/remove", ".ics"):
        page = browser.get(link(kim, rest)).text
        for word in (kim.email, "Geheimes", "Verborgen", "Zimmer 99", "Toni", "Vertrauliches"):
            assert word not in page, (rest, word)
    assert "k…@example.org" in browser.get(link(kim, "/data")).text


def test_the_whole_copy_goes_to_the_stored_address_and_not_without_end(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    kim.department = "Amt 40"
    says(session, kim)
    session.commit()

    for _ in range(5):
        browser.post(link(kim, "/data/copy"))

    mails = session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None))).all()
    assert [mail.recipient for mail in mails] == [kim.email] * 3
    assert b"Amt 40" in copies.made(session, mails[0], kim, OFFICE, now=NOW)
    assert "Bitte versuchen Sie es morgen" in browser.get(link(kim, "/data")).text


def test_she_puts_her_name_right(browser: Browser, session: Session, kim: Invitation) -> None:
    browser.post(link(kim, "/data"), {"name": "Kim Østergård", "salutation": "frau", "language": "en"})

    assert (kim.name, kim.salutation, kim.language) == ("Kim Østergård", "frau", "en")
    browser.post(link(kim, "/data"), {"name": " ", "salutation": "frau", "language": "en"}, expect=422)


def test_what_she_deletes_is_gone_and_her_seat_goes_to_the_next(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, seats=1)
    toni = invited(session, ours.event, "Toni")
    says(session, kim)
    says(session, toni)
    needs.store(session, kim, {NeedKind.PARKING: ""}, now=NOW)
    session.commit()
    browser.post(link(kim, "/data/copy"))
    page, address = link(kim), kim.email

    browser.get(f"{page}/data/remove")
    assert browser.post(f"{page}/data/remove").location == "/"

    assert (kim.name, kim.email, kim.department, kim.answers) == ("", "", "", [])
    assert kim.forgotten_at is not None
    assert toni.seat == "offered"
    found = stored(session)
    assert not [row for name in ("invitation", "delivery", "rsvp", "need") for row in found[name] if address in row]
    for rest in ("", "/needs", "/data", ".ics"):
        browser.get(f"{page}{rest}", expect=404)


# Links and codes


def all_pages(one: Invitation) -> Iterator[str]:
    return (link(one, rest) for rest in ("", ".ics", "/needs", "/data", "/data/remove"))


def test_S40_looking_at_every_page_changes_nothing(
    app: Flask, browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, seats=1, asks_childcare=True)
    says(session, kim)
    says(session, invited(session, ours.event, "Toni"))
    session.commit()
    before = stored(session)

    for url in (*all_pages(kim), "/code"):
        for query in ("", "?answer=no", "?lang=en&part=1"):
            for method in ("GET", "HEAD"):
                assert browser.open(f"{url}{query}", method=method).status_code == 200

    session.expire_all()
    assert stored(session) == before


def test_S41_wrong_links_are_all_answered_alike(browser: Browser, session: Session, kim: Invitation) -> None:
    right = link(kim)
    wrong = [right[:-1], right + "A", right.swapcase().replace("/I/", "/i/"), "/i/x", "/i/" + "A" * 200, "/i/%F0%9F"]

    for rest in ("", "/needs", "/data", "/data/remove"):
        pages = {browser.get(f"{url}{rest}", expect=404).text.partition("<main")[2] for url in wrong}
        assert len(pages) == 1
    assert browser.post(f"{wrong[0]}/data/copy", expect=404)


def test_S42_personal_pages_are_kept_nowhere_and_name_no_address(browser: Browser, kim: Invitation) -> None:
    for url in all_pages(kim):
        headers = browser.get(url).headers
        assert headers["Referrer-Policy"] == "no-referrer", url
        assert "noindex" in headers["X-Robots-Tag"], url
        assert "no-store" in headers["Cache-Control"] or url.endswith(".ics"), url


def test_S45_a_personal_page_is_sent_by_itself_alone(browser: Browser, session: Session, kim: Invitation) -> None:
    token = browser.token()

    def send(**headers: str) -> int:
        data = {"csrf_token": token, "answer": "hall"}
        return browser.open(link(kim), method="POST", data=data, headers=headers).status_code

    assert browser.open(link(kim), method="POST", data={"answer": "hall"}).status_code == 400
    assert send(Origin="https://evil.example") == 403
    assert send(Origin="null", **{"Sec-Fetch-Site": "cross-site"}) == 403
    session.expire_all()
    assert kim.partstat is None
    assert send(Origin="null", **{"Sec-Fetch-Site": "same-origin"}) == 303


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {1} ", "{2}", "{3}"])
def test_the_code_of_a_letter_leads_to_her_page(browser: Browser, kim: Invitation, typed: str) -> None:
    printed = shown_code(TOKENS.code(kim.secret))
    read = printed.replace("0", "O").replace("1", "l")

    answer = browser.post("/code", {"code": typed.format(printed, printed.lower(), printed.replace("-", " "), read)})

    assert answer.location == link(kim)


def test_S41_a_wrong_code_gets_one_sentence_and_many_have_to_wait(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    printed = shown_code(TOKENS.code(kim.secret))
    for code in ("AAAAA-AAAAA", "kurz", "ÄÖÜ" * 9):
        assert "Diesen Code kennen wir nicht." in browser.post("/code", {"code": code}, expect=422).text
    for _ in range(codes.FREE_PER_NETWORK - 3):
        codes.count_failure(session, "127.0.0.1", now=datetime.now(UTC))
    session.commit()

    refused = browser.post("/code", {"code": printed}, expect=429)

    assert "Es gab zu viele falsche Codes." in refused.text
    assert 1 <= int(refused.headers["Retry-After"]) <= 10
    away = browser.post("/code", {"code": printed}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert away.location == link(kim)


def test_S39_a_new_link_ends_the_code_before(browser: Browser, session: Session, kim: Invitation) -> None:
    printed = shown_code(TOKENS.code(kim.secret))
    invitations.renew_link(session, kim, tokens=TOKENS, actor=SYSTEM, now=NOW)
    session.commit()

    browser.post("/code", {"code": printed}, expect=422)
    assert browser.post("/code", {"code": shown_code(TOKENS.code(kim.secret))}).location == link(kim)


def test_what_she_sees_never_tells_of_others(browser: Browser, session: Session, ours: World, kim: Invitation) -> None:
    plan(session, ours.event, seats=4)
    for name in ("Toni", "Robin", "Uli"):
        says(session, invited(session, ours.event, name), YES if name != "Uli" else NO)
    session.commit()

    page = answer(browser, kim)

    assert not any(word in page for word in ("Toni", "Robin", "Uli", "3 von 4", "4 Plätze"))
