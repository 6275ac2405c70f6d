"""Data protection on its pages: periods, what is due, the notice, consents, the file for herself, the papers."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.adapters import erased
from eventapp.config import Settings
from eventapp.domain.attendance import Mode, NeedKind
from eventapp.domain.erasures import Kind
from eventapp.domain.mailings import DeliveryState
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.retention import Subject
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose
from eventapp.jobs import copies
from eventapp.models import AuditEntry, Delivery, Employee, Event, Invitation, Page, PhotoConsent, RetentionRule
from eventapp.services import needs, own_data, own_file, periods, photos
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.jobs.conftest import OFFICE
from tests.pages import Browser, form_values
from tests.services.seats import TOKENS, invited, plan, says
from tests.web.world import World, enter, stored, world


def link(one: Invitation, rest: str = "") -> str:
    return f"/i/{TOKENS.recall(Purpose.INVITATION, one.secret)}{rest}"


def house(ours: World, rest: str = "") -> str:
    return f"/planning/organizers/{ours.organizer.id}{rest}"


def space(ours: World, rest: str = "") -> str:
    return f"/planning/events/{ours.event.id}{rest}"


@pytest.fixture
def kim(ours: World) -> Invitation:
    return ours.invitation


@pytest.fixture
def past(session: Session, make: Factories, ours: World) -> Event:
    """An event that ended long ago, with somebody who came."""
    day = datetime.now(UTC).date() - timedelta(days=100)
    event = make.event(ours.organizer, starts=at(9, day=day), ends=at(12, day=day))
    make.announced(event)
    invited(session, event, "Toni")
    session.commit()
    return event


# Periods


def test_S62_an_office_sets_its_periods_with_reasons(planner: Browser, session: Session, ours: World) -> None:
    url = house(ours, "/retention")
    page = planner.get(url).text
    assert "Vorgabe: 7 Tage ab dem Ende der Versammlung." in page
    form = planner.form(url, answers_days="45", answers_reason="Abrechnung")

    planner.post(url, form)

    (rule,) = session.scalars(select(RetentionRule))
    assert (rule.subject, rule.days, rule.reason, rule.event_id) == ("answers", 45, "Abrechnung", None)
    assert "Abrechnung" in planner.get(url).text
    assert "Ohne Angabe gilt: 45 Tage" in planner.get(space(ours, "/retention")).text


def test_S62_an_event_differs_only_with_a_reason_and_nothing_typed_is_lost(
    planner: Browser, session: Session, ours: World
) -> None:
    url = space(ours, "/retention")

    page = planner.post(url, planner.form(url, needs_days="3"), expect=422).text
    assert "Geben Sie den Grund an, aus dem diese Versammlung abweicht." in page
    assert 'value="3"' in page
    planner.post(url, planner.form(url, needs_days="3", needs_reason="Küche rechnet früh ab"))

    assert periods.days(session, Subject.NEEDS, ours.event) == 3
    settings = planner.form(space(ours, "/answers/settings"))
    assert settings["needs_days"] == "3"
    planner.post(space(ours, "/answers/settings"), {**settings, "needs_days": "2"})
    assert periods.days(session, Subject.NEEDS, ours.event) == 2
    assert planner.form(url)["needs_days"] == "2"


def test_DP4_longer_than_people_were_told_and_a_dot_as_the_reason_get_sentences(planner: Browser, ours: World) -> None:
    url = space(ours, "/retention")

    page = planner.post(url, planner.form(url, needs_days="8", needs_reason="Küche rechnet spät ab"), expect=422).text
    assert "Die Frist lässt sich nur noch verkürzen: Geben Sie höchstens 7 ein." in page
    assert "Küche rechnet spät ab" in page
    page = planner.post(url, planner.form(url, answers_days="8", answers_reason="."), expect=422).text
    assert "Geben Sie den Grund in mindestens 10 Buchstaben an." in page
    settings = planner.form(space(ours, "/answers/settings"))
    page = planner.post(space(ours, "/answers/settings"), {**settings, "needs_days": "8"}, expect=422).text
    assert "Geben Sie höchstens 7 ein." in page


def test_S62_an_office_differs_only_with_a_reason_and_the_concept_claims_no_other(
    planner: Browser, session: Session, ours: World
) -> None:
    url = house(ours, "/retention")

    page = planner.post(url, planner.form(url, answers_days="45", mails_days="15"), expect=422).text

    assert (
        page.partition('<form class="form"')[0].count("Geben Sie den Grund an, aus dem Sie von der Vorgabe abweichen.")
        == 2
    )
    assert 'value="45"' in page
    assert not session.scalars(select(RetentionRule)).all()
    old = RetentionRule(organizer_id=ours.organizer.id, subject="answers", days=45, reason="")
    old.updated_at, old.updated_by = NOW, "Kim"
    session.add(old)
    session.commit()
    concept = planner.get(house(ours, "/records/deletion.csv")).data.decode("utf-8-sig")
    (line,) = [line for line in concept.splitlines() if line.startswith("Eingeladene und ihre Antworten")]
    assert line.endswith("Der Grund fehlt noch. Bitte tragen Sie ihn bei den Löschfristen nach.")


@pytest.mark.parametrize("place", ["office", "event"])
def test_S62_what_becomes_due_at_once_is_said_before_it_is_stored(
    planner: Browser, session: Session, make: Factories, ours: World, place: str
) -> None:
    day = datetime.now(UTC).date() - timedelta(days=10)
    event = make.event(ours.organizer, starts=at(9, day=day), ends=at(12, day=day))
    make.announced(event)
    for name in ("Toni", "Robin"):
        invited(session, event, name)
    session.commit()
    url = house(ours, "/retention") if place == "office" else f"/planning/events/{event.id}/retention"

    asked = planner.post(url, planner.form(url, answers_days="5", answers_reason="Sparsamkeit"), expect=200).text

    assert "Damit werden beim nächsten Lauf gelöscht: 2 eingeladene Personen mit ihren Antworten." in asked
    assert "Fristen speichern, 2 werden fällig" in asked
    assert not session.scalars(select(RetentionRule)).all()
    form = form_values(asked)
    again = planner.post(url, {**form, "back": "1"}, expect=200).text
    assert ('value="5"' in again, 'value="Sparsamkeit"' in again) == (True, True)
    planner.post(url, {**form, "agreed": "1"}, expect=200)
    planner.post(url, form)
    (rule,) = session.scalars(select(RetentionRule))
    assert (rule.days, rule.reason) == (5, "Sparsamkeit")
    planner.post(url, planner.form(url, answers_days="6", answers_reason="Sparsamkeit"))


def test_each_period_asks_for_days_and_says_what_holds_without(planner: Browser, ours: World) -> None:
    page = planner.get(house(ours, "/retention")).text

    label = page.partition('<label class="kern-label" for="photos_days">')[2].partition("</label>")[0]
    hint = page.partition('id="photos_days-hint">')[2].partition("</div>")[0]
    assert label == "Löschen nach wie vielen Tagen?"
    assert hint.startswith("Vorgabe: 1095 Tage (3 Jahre) ab dem Widerruf")
    assert 'aria-describedby="photos_days-hint"' in page


@pytest.mark.parametrize("days", ["-1", "1,5", "viele", "4000"])
def test_days_that_cannot_be_get_a_sentence(planner: Browser, session: Session, ours: World, days: str) -> None:
    url = house(ours, "/retention")

    page = planner.post(url, planner.form(url, needs_days=days), expect=422).text

    assert "Geben Sie eine ganze Zahl zwischen 0 und 365 ein." in page
    assert not session.scalars(select(RetentionRule)).all()


def test_S62_what_is_due_is_shown_counted_and_then_deleted(
    planner: Browser, session: Session, ours: World, past: Event
) -> None:
    url = f"/planning/events/{past.id}/retention"
    assert "fällig: 1" in planner.get(url).text
    page = planner.get(f"{url}/forget").text
    assert f"1 eingeladene Person mit ihrer Antwort löschen: {past.theme.de or past.title.de}" in page
    assert session.scalars(select(Invitation.id).where(Invitation.event_id == past.id)).all()

    planner.post(f"{url}/forget")

    assert "1 Eintrag ist gelöscht." in planner.get(url).text
    assert not session.scalars(select(Invitation.id).where(Invitation.event_id == past.id)).all()
    assert session.scalars(select(Invitation.id)).all() == [ours.invitation.id]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "retention.forgotten")).one()
    assert (entry.actor_id, entry.details) == (ours.account.id, {"answers": 1})
    assert "Es ist nichts fällig." in planner.get(f"{url}/forget").text


def test_S62_an_office_forgets_all_that_is_due_of_its_own_events_alone(
    planner: Browser, session: Session, make: Factories, ours: World, past: Event
) -> None:
    theirs = world(make)
    foreign = make.event(theirs.organizer, starts=past.starts, ends=past.ends)
    invited(session, foreign, "Robin")
    session.commit()

    planner.post(house(ours, "/retention/forget"))

    left = set(session.scalars(select(Invitation.event_id)))
    assert past.id not in left
    assert foreign.id in left


# The notice


def test_S62_the_notice_tells_what_is_really_set(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, asks_needs=True, asks_childcare=False, menu=("Vegan",), needs_days=4)
    session.commit()

    page = browser.get(link(kim, "/privacy")).text

    for words in (
        "Stadt Musterstadt", "gleichstellung@musterstadt.example.org", "Barrierefrei vorbereiten", "Essen: das Gericht",
        "bis 16. November 2027: 4 Tage nach dem Ende der Versammlung", "30 Tage", "12. Dezember 2027",
        "Ihr Eintrag in der Liste, aus der eingeladen wurde", "bis 14 Tage nach der letzten Nachricht",
        "Artikel 15 DSGVO", "Landesbeauftragte für Datenschutz",
    ):  # fmt: skip
        assert words in page, words
    assert "Kinderbetreuung: Anzahl" not in page
    assert "–</td>" not in page
    assert "16 November 2027" in browser.get(link(kim, "/privacy?lang=en")).text


def test_S62_where_only_is_counted_the_notice_says_so(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    plan(session, ours.event, mode=Mode.COUNT)
    session.commit()

    page = browser.get(link(kim, "/privacy")).text

    assert "Ihr Name steht nicht bei der Antwort." in page
    assert "Barrierefrei vorbereiten" not in page


def test_the_office_writes_basis_and_officer_and_two_at_once_are_told(
    planner: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    url = house(ours, "/privacy")
    form = planner.form(url, officer="Sascha Schutz\n0201 123", basis_de="Hausordnung Nr. 7", authority="Aufsicht")

    planner.post(url, form)

    page = planner.get(link(kim, "/privacy")).text
    for words in ("Sascha Schutz", "Hausordnung Nr. 7", "Aufsicht"):
        assert words in page
    other = planner.post(url, {**form, "officer": "Jemand anderes"}, expect=422).text
    assert "Jemand anderes" in other
    assert "Sascha Schutz" in other


def test_who_advises_is_asked_once_and_the_office_is_told_what_it_takes_over(
    planner: Browser, session: Session, ours: World
) -> None:
    url = house(ours, "/privacy")
    nothing = "Leer gilt „Datenschutzbeauftragte Person“ von der Seite „Datenschutz“. Dort ist noch nichts eingetragen."
    assert nothing in planner.get(url).text
    facts = {"controller": "", "officer": "Sascha Schutz\n0201 123", "authority": "Aufsicht"}
    session.add(Page(name="privacy", facts=facts, updated_by="Kim", updated_at=NOW))
    session.commit()

    page = planner.get(url).text

    assert "Leer gilt „Datenschutzbeauftragte Person“ von der Seite „Datenschutz“: Sascha Schutz, 0201 123" in page
    assert "Sascha Schutz" in planner.get(link(ours.invitation, "/privacy")).text


def test_a_page_of_data_protection_has_one_name(planner: Browser, ours: World) -> None:
    names = {
        house(ours, "/retention"): ("Einrichtung", "Löschfristen der Stelle"),
        house(ours, "/privacy"): ("Einrichtung", "Angaben zum Datenschutz für Eingeladene"),
        house(ours, "/records/"): ("Einrichtung", "Verzeichnis, Löschkonzept, Maßnahmen"),
        "/planning/audit": ("Einrichtung", "Protokoll"),
        space(ours, "/retention"): ("Überblick", "Datenschutz und Löschfristen"),
        link(ours.invitation, "/privacy"): ("Ihre Einladung", "Datenschutz bei dieser Versammlung"),
    }
    setup = planner.get("/planning/settings").text

    for url, (above, name) in names.items():
        page = planner.get(url).text
        assert f">{name}</h1>" in page, url
        assert page.partition("<title>")[2].startswith(name), url
        assert f'<span aria-current="page">{name}</span>' in page, url
        assert f">{above}</a></li>" in page.partition('class="breadcrumb"')[2], url
        if above == "Einrichtung":
            assert f'href="{url}">{name}</a>' in setup, url


def test_the_notice_is_linked_wherever_something_is_typed(
    browser: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    says(session, kim)
    session.commit()

    for rest in ("", "/needs", "/data", "/photos"):
        assert link(kim, "/privacy") in browser.get(link(kim, rest)).text, rest
    assert 'href="/privacy"' in browser.get("/code").text


# Her data as a file


def test_S43_the_file_shows_a_forwarded_link_no_more_than_the_page(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    kim.department, kim.post = "Amt für Geheimes", "Zimmer 99"
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "Etwas Vertrauliches"}, now=NOW)
    session.commit()

    answer = browser.get(link(kim, "/data.json"))

    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    found = json.loads(answer.text)
    assert (found["complete"], found["needs"], found["person"]["email"]) == (False, {}, "k…@example.org")
    for word in (kim.email, "Geheimes", "Zimmer 99", "Vertrauliches"):
        assert word not in answer.text


def test_the_complete_file_is_behind_the_key_that_only_her_mail_names(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    kim.department = "Amt 40"
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "Etwas Vertrauliches"}, now=NOW)
    row = session.scalars(select(Delivery).where(Delivery.invitation_id == kim.id)).first()
    assert row is not None
    row.state, row.sent_at = DeliveryState.SENT, NOW
    photos.say(session, kim, [PhotoChannel.PRESS], now=NOW + timedelta(days=1))
    session.commit()
    browser.post(link(kim, "/data/copy"))
    mail = session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None))).one()
    copy = copies.made(session, mail, kim, OFFICE, now=datetime.now(UTC))
    sent = copy.replace(b"=\r\n", b"").replace(b"=\n", b"").replace(b"=3D", b"=").decode()
    match = re.search(r"/data\.json\?until=\d+&key=[0-9a-f]{64}", sent)
    assert match is not None

    found = json.loads(browser.get(link(kim, match[0])).text)

    assert found["complete"] is True
    assert (found["person"]["email"], found["person"]["department"]) == (kim.email, "Amt 40")
    assert found["needs"]["other"] == "Etwas Vertrauliches"
    assert found["answers"][0]["partstat"] == "ACCEPTED"
    assert found["photo_consent"]["channels"] == ["press"]
    assert [(one["channels"], one["revoked_at"]) for one in found["photo_consents"]] == [
        (["intranet"], "2026-11-23T09:00:00Z"),
        (["press"], None),
    ]
    assert "im Intranet (zugestimmt am 22.11.2026, widerrufen am 23.11.2026); in der Presse" in sent
    assert next(one["sent_at"] for one in found["deliveries"] if one["kind"] == "reminder") == "2026-11-22T09:00:00Z"
    assert {one["subject"]: one["until"] for one in found["kept"]}["needs"] == "2027-11-19"


@pytest.mark.parametrize("change", ["other key", "later", "over", "no key", "nonsense"])
def test_S41_a_wrong_key_is_answered_like_a_wrong_link(
    browser: Browser, session: Session, kim: Invitation, change: str
) -> None:
    now = datetime.now(UTC)
    right = own_file.key(kim, TOKENS, now=now)
    until = right.partition("&")[0].removeprefix("until=")
    query = {
        "other key": right[:-1] + ("0" if right[-1] != "0" else "1"),
        "later": right.replace(until, str(int(until) + 1)),
        "over": own_file.key(kim, TOKENS, now=now - timedelta(days=8)),
        "no key": f"until={until}",
        "nonsense": "until=%C2%B2&key=%F0%9F",
    }[change]

    browser.get(link(kim, f"/data.json?{right}"))
    browser.get(link(kim, f"/data.json?{query}"), expect=404)


# Photographs


def test_she_agrees_for_some_channels_and_takes_it_back_as_easily(
    browser: Browser, session: Session, ours: World
) -> None:
    toni = invited(session, ours.event, "Toni")
    session.commit()
    url = link(toni, "/photos")
    assert " checked" not in browser.get(url).text.partition("<main")[2]

    browser.post(url, {"channels": ["print", "press"]})
    consent = session.scalars(select(PhotoConsent).where(PhotoConsent.invitation_id == toni.id)).one()
    assert (consent.name, consent.channels, consent.revoked_at) == ("Toni", ["print", "press"], None)
    assert "in Druckschriften, in der Presse" in browser.get(link(toni, "/data")).text

    browser.post(url, {})
    session.refresh(consent)
    assert consent.revoked_at is not None
    assert consent.channels == ["print", "press"]
    assert photos.channels_of(consent) == ()
    browser.post(url, {"channels": ["intranet"]})
    assert photos.channels_of(photos.of(session, toni)) == (PhotoChannel.INTRANET,)
    assert photos.channels_of(consent) == ()
    browser.post(url, {"channels": ["television"]}, expect=422)


def test_who_deletes_her_data_takes_her_consent_back_and_the_proof_stays(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    browser.post(link(kim, "/data/remove"))

    consent = session.scalars(select(PhotoConsent)).one()
    assert consent.revoked_at is not None
    assert consent.name


def test_S59_what_somebody_takes_back_herself_stands_in_the_log_without_her(
    browser: Browser, session: Session, settings: Settings, kim: Invitation
) -> None:
    says(session, kim)
    needs.store(session, kim, {NeedKind.OTHER: "Etwas Vertrauliches", NeedKind.QUIET_ROOM: ""}, now=NOW)
    session.commit()
    last = session.scalar(select(func.max(AuditEntry.id))) or 0

    needs.store(session, kim, {NeedKind.OTHER: "Etwas Vertrauliches, und mehr", NeedKind.QUIET_ROOM: ""}, now=NOW)
    needs.store(session, kim, {NeedKind.OTHER: "mehr"}, now=NOW)
    session.commit()
    browser.post(link(kim, "/photos"), {})
    browser.post(link(kim, "/data/remove"))

    found = session.scalars(select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id)).all()
    assert [one.act for one in found] == ["needs.withdrawn", "photo_consent.revoked", "invitation.forgotten"]
    told = {(one.actor_id, one.actor_name, one.thing_kind, one.thing_id, str(one.details)) for one in found}
    assert told == {(None, "", "event", kim.event_id, "{}")}
    marks, unread = erased.read(settings.instance / erased.NAME)
    assert ([one.kind for one in marks][-2:], unread) == ([Kind.PHOTOS, Kind.INVITATION], 0)


def test_S59_that_a_consent_was_given_by_a_link_stands_in_the_log_without_her(
    browser: Browser, session: Session, kim: Invitation
) -> None:
    noted = select(AuditEntry).where(AuditEntry.act.startswith("photo_consent.")).order_by(AuditEntry.id.desc())
    for channels, acts in (
        (["press"], ["photo_consent.given", "photo_consent.revoked"]),  # something else than before
        (["press", "internet"], ["photo_consent.given"]),
        (["press"], ["photo_consent.revoked"]),
    ):
        last = session.scalar(select(func.max(AuditEntry.id))) or 0
        browser.post(link(kim, "/photos"), {"channels": channels})

        found = session.scalars(noted.where(AuditEntry.id > last)).all()
        assert [one.act for one in found] == acts
        assert {(one.actor_id, one.actor_name, one.thing_kind, one.thing_id) for one in found} == {
            (None, "", "event", kim.event_id)
        }
        assert [one.details for one in found] == [{}] * len(acts)


def test_DP7_her_entry_on_the_staff_list_is_named_stays_and_stands_in_her_copy(
    browser: Browser, session: Session, make: Factories, kim: Invitation
) -> None:
    entry = session.scalars(select(Employee).where(Employee.email == kim.email)).one()
    entry.department, entry.site, entry.post = "Amt 40", "", "Zimmer 99\nRathaus"
    make.employee(kim.event.organizer, "Toni", "toni@example.org")
    session.commit()

    page = browser.get(link(kim, "/data/remove")).text
    assert "Der Eintrag enthält: Name, E-Mail-Adresse, Anrede, Sprache, Dienststelle, Anschrift." in page
    assert "Gelöscht wird er 1 Jahr ab der Übernahme; nach heutigem Stand am " in page
    assert [word for word in (kim.email, "Amt 40", "Zimmer 99") if word in page] == []
    told = dict(own_data.rows(session, kim, Language.GERMAN, now=NOW))
    (title,) = (name for name in told if "Personalliste „" in name)
    assert f"Name: {kim.name}; E-Mail-Adresse: {kim.email};" in told[title]
    assert "Dienststelle: Amt 40; Anschrift: Zimmer 99, Rathaus; eingetragen am 22. November 2026. Er " in told[title]
    assert kim.event.organizer.email in told["Den Eintrag in der Personalliste berichtigen oder löschen"]
    (listed,) = own_file.content(session, kim, is_complete=True, now=NOW)["staff_lists"]
    assert (listed["email"], listed["post"], listed["until"]) == (kim.email, "Zimmer 99\nRathaus", "2027-11-22")
    assert own_file.content(session, kim, is_complete=False, now=NOW)["staff_lists"] == []

    browser.post(link(kim, "/data/remove"))

    assert session.get(Employee, entry.id) is not None


def test_S40_opening_her_pages_changes_nothing(browser: Browser, session: Session, kim: Invitation) -> None:
    before = stored(session)

    for rest in ("/privacy", "/photos", "/data.json"):
        for query in ("", "?channels=press", "?lang=en"):
            for method in ("GET", "HEAD"):
                assert browser.open(link(kim, rest) + query, method=method).status_code == 200

    session.expire_all()
    assert stored(session) == before


def test_S41_wrong_links_find_nothing_here_either(browser: Browser, kim: Invitation) -> None:
    for rest in ("/privacy", "/photos", "/data.json"):
        browser.get(link(kim)[:-1] + rest, expect=404)


def test_planners_see_who_agreed_to_what_and_note_what_came_by_phone(
    planner: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    toni = invited(session, ours.event, "Toni")
    photos.say(session, toni, [PhotoChannel.INTRANET, PhotoChannel.PRESS], now=NOW)
    session.commit()
    consent = photos.of(session, toni)
    assert consent is not None

    page = planner.get(space(ours, "/photos/")).text
    assert "im Intranet, in der Presse" in page
    assert "erscheinen: im Intranet von 2 Personen, im Internet von 0 Personen, in Druckschriften von 0" in page
    assert 'data-label="Was tun"><a' in page
    planner.get(space(ours, f"/photos/{consent.id}/revoke"))
    planner.post(space(ours, f"/photos/{consent.id}/revoke"))

    assert "nirgends (vorher: im Intranet, in der Presse)" in planner.get(space(ours, "/photos/")).text
    assert session.scalars(select(AuditEntry).where(AuditEntry.act == "photo_consent.revoked")).one().details == {}
    assert '<details class="more">' not in page
    planner.get(space(ours, "/photos/99999/revoke"), expect=404)
    planner.post(space(ours, "/photos/99999/revoke"), expect=404)


def test_DP9_when_pictures_are_used_no_more_consents_go_without_a_withdrawal(
    planner: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    toni = invited(session, ours.event, "Toni")
    photos.say(session, toni, [PhotoChannel.PRESS], now=NOW)
    photos.say(session, toni, [], now=NOW)
    session.commit()
    stored_now = planner.get(space(ours, "/retention")).text
    assert "1 ab 21. November 2029; 1, wenn die Bilder nicht mehr verwendet werden" in stored_now
    assert "Bilder werden nicht mehr verwendet" in planner.get(space(ours, "/photos/")).text
    assert "Die Einwilligung von 1 Person wird gelöscht." in planner.get(space(ours, "/photos/end")).text

    planner.post(space(ours, "/photos/end"))

    page = planner.get(space(ours, "/photos/")).text
    assert "da die Bilder nicht mehr verwendet werden" in page
    assert "/photos/end" not in page
    assert [row.name for row in session.scalars(select(PhotoConsent))] == ["Toni"]
    planner.get(space(ours, "/photos/end"), expect=303)


def test_DP9_the_page_says_until_when_she_can_change_it_there(browser: Browser, kim: Invitation) -> None:
    page = browser.get(link(kim, "/photos")).text

    assert "jederzeit anders überlegen, bis 11. Dezember 2027 hier auf dieser Seite." in page
    assert "Ihre Einwilligung gilt weiter, bis Sie uns Bescheid sagen:" in page


def test_DP9_what_stood_before_is_folded_beneath_the_person_and_in_the_file(
    planner: Browser, session: Session, ours: World, kim: Invitation
) -> None:
    photos.say(session, kim, [PhotoChannel.PRESS], now=NOW + timedelta(days=3))
    session.commit()

    page = planner.get(space(ours, "/photos/")).text.partition("<main")[2]

    assert page.count('scope="row"') == 1
    assert "im Intranet: vom 22.11.2026 bis 25.11.2026" in page.partition("<details")[2].partition("</details>")[0]
    lines = planner.get(space(ours, "/photos/list.csv")).data.decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "Kim Beispiel;im Intranet;22.11.2026;25.11.2026",
        "Kim Beispiel;in der Presse;25.11.2026;",
    ]
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.act == "photo_consent.exported"))
    assert entry.details == {"people": 1}


@pytest.mark.parametrize("suffix", ["csv", "ods"])
def test_S06_S59_the_list_of_consents_is_no_formula_and_who_took_it_is_noted(
    planner: Browser, session: Session, ours: World, suffix: str
) -> None:
    session.scalars(select(PhotoConsent)).one().name = "=HYPERLINK(1)"
    session.commit()

    answer = planner.get(space(ours, f"/photos/list.{suffix}"))

    if suffix == "csv":
        assert "\n'=HYPERLINK(1);im Intranet;22.11.2026;" in answer.data.decode("utf-8-sig").replace("\r", "")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "photo_consent.exported")).one()
    assert (entry.details, entry.event_id, entry.actor_id) == ({"people": 1}, ours.event.id, ours.account.id)


def test_S33_consents_of_others_are_not_there(planner: Browser, make: Factories, ours: World) -> None:
    theirs = world(make)

    planner.get(space(ours, f"/photos/{theirs.consent_id}/revoke"), expect=404)
    planner.post(space(ours, f"/photos/{theirs.consent_id}/revoke"), expect=404)


# The papers


def test_the_papers_tell_what_is_set_and_claim_nothing_that_is_not(
    planner: Browser, session: Session, ours: World
) -> None:
    planner.post(
        space(ours, "/retention"),
        planner.form(space(ours, "/retention"), mails_days="20", mails_reason="Interne Prüfung"),
    )

    concept = planner.get(house(ours, "/records/deletion")).text
    assert "14 Tage ab dem Versand" in concept
    assert "20 Tage ab dem Versand · Interne Prüfung" in concept
    protection = planner.get(house(ours, "/records/measures")).text
    assert "Zu den Seiten: nicht verschlüsselt." in protection
    assert "https" not in protection.partition("<main")[2]
    assert "von 1 Konten" in protection
    assert "Zweiter Nachweis" in protection
    record = planner.get(house(ours, "/records/activities")).text
    for words in ("Betroffene Personen", "Drittländer", "Stadt Musterstadt"):
        assert words in record
    assert "Leistung oder Verhalten" in planner.get(house(ours, "/records/")).text


def test_the_papers_are_files_too(planner: Browser, ours: World) -> None:
    text = planner.get(house(ours, "/records/activities.txt"))
    table = planner.get(house(ours, "/records/deletion.csv")).data.decode("utf-8-sig")

    assert text.mimetype == "text/plain"
    assert text.text.startswith("Verzeichnis der Verarbeitungstätigkeiten · Gleichstellungsstelle · ")
    assert table.startswith("Was;Wie lange;Danach;Wer löscht;Grund")
    assert len(table.splitlines()) > len(Subject)


def test_nothing_said_from_memory_is_quoted_as_law(planner: Browser, browser: Browser, ours: World) -> None:
    pages = [house(ours, f"/records/{name}") for name in ("activities", "deletion", "measures")]

    for url in (*pages, link(ours.invitation, "/privacy")):
        text = planner.get(url).text
        assert not re.search(r"§\s*\d|LPVG|LGG|DSG NRW|memory", text), url


def test_strangers_find_none_of_it(browser: Browser, session: Session, make: Factories, ours: World) -> None:
    enter(browser, session, make.account(make.organizer(), password=None))

    for url in (house(ours, "/retention"), house(ours, "/privacy"), house(ours, "/records/"), space(ours, "/photos/")):
        browser.get(url, expect=404)
