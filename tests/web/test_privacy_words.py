"""What the notices and papers say is what is stored, who sees it, and for how long: nothing less, nothing more."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from eventapp.adapters import templates
from eventapp.domain.actor import SYSTEM, Actor
from eventapp.domain.links import Links
from eventapp.domain.privacy import Section, as_text
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose
from eventapp.models import Base, Employee, Invitation, Rsvp
from eventapp.services import (
    appearances,
    audit,
    invitations,
    measures,
    messages,
    notices,
    privacy,
    privacy_general,
    records,
)
from eventapp.services.measures import House
from eventapp.services.records import Paper
from eventapp.services.wording import words
from tests.conftest import NOW, URL
from tests.pages import Browser
from tests.services.seats import TOKENS
from tests.web.world import World

LINKS = Links(URL)
pytestmark = pytest.mark.one_database

# What a column is called in the notice, and in the record of processing activities; None where it tells nothing about
# somebody but keeps rows apart, or repeats what is said of the whole entry.
_NAMED: dict[str, tuple[str, str] | None] = {
    "name": ("Name", "Name"),
    "email": ("dienstliche Adresse", "dienstliche Adresse"),
    "salutation": ("Anrede", "Anrede"),
    "language": ("Sprache", "Sprache"),
    "department": ("Dienststelle", "Dienststelle"),
    "site": ("Standort", "Standort"),
    "post": ("Anschrift für Briefe", "Anschrift für Hauspost oder Brief"),
    "partstat": ("jede Ihrer Antworten", "jede Antwort"),
    "answered_at": ("wann und auf welchem Weg sie kam", "mit Zeitpunkt"),
    "received_at": ("wann und auf welchem Weg sie kam", "mit Zeitpunkt"),
    "source": ("auf welchem Weg", "Weg (Seite, Kalender, Telefon)"),
    "way": ("im Saal oder online", "im Saal oder online"),
    "seat": ("Warteliste", "Warteliste"),
    "waiting_since": ("Warteliste", "Warteliste"),
    "offer_until": ("Warteliste", "Warteliste"),
    "comment": ("Ihr Kommentar", "der Kommentar"),
    "sender": ("die Adresse, von der die Antwort kam", "die Adresse, von der sie kamen"),
    "withdrawn_at": ("ausgeladen", "ausgeladen"),
    "sent_at": ("wann an Sie ging", "Tag und Stand"),
    "sent_method": ("welche E-Mail", "Art, Tag"),
    "created_at": ("von der einladenden Stelle eingetragen", "wann eingeladen"),
    "created_by": None,
    "added_at": None,
}
_TECHNICAL = {
    "id", "event_id", "assembly_id", "employee_id", "organizer_id", "list_id", "invitation_id", "address_key",
    "identity", "code_digest", "secret", "seed", "digest", "may_choose", "steps", "changed_at", "sent_sequence",
    "sequence", "stamped_at", "forgotten_at",
}  # fmt: skip
_HOUSE = House(
    is_https=True, cookie="c", idle_minutes=30, admin_idle_minutes=15, absolute_hours=10, confirm_minutes=10,
    needs_factor=True, mail_host="", mail_is_encrypted=True, database="SQLite", reads_mailbox=True,
)  # fmt: skip


@pytest.fixture
def kim(ours: World) -> Invitation:
    return ours.invitation


def link(one: Invitation, rest: str = "") -> str:
    return f"/i/{TOKENS.recall(Purpose.INVITATION, one.secret)}{rest}"


def text(sections: tuple[Section, ...]) -> str:
    return as_text("", sections)


def notice(session: Session, ours: World, *, reads_mailbox: bool = True) -> str:
    return text(privacy.notice(session, ours.event, Language.GERMAN, reads_mailbox=reads_mailbox))


def paper(session: Session, ours: World, wanted: Paper) -> str:
    return text(records.paper(session, ours.organizer, wanted, _HOUSE, Language.GERMAN))


def test_DP6_all_that_is_stored_of_somebody_invited_is_named_in_notice_and_record(
    session: Session, ours: World
) -> None:
    told, record = notice(session, ours), paper(session, ours, Paper.ACTIVITIES)

    for table in (Invitation, Rsvp, Employee):
        for column in (one.name for one in table.__table__.columns):
            assert column in _TECHNICAL or column in _NAMED, f"{table.__tablename__}.{column} is named nowhere"
    for in_notice, in_record in filter(None, _NAMED.values()):
        assert in_notice in told
        assert in_record in record


def test_DP6_all_that_is_stored_of_an_account_is_named_on_the_page_of_all(browser: Browser) -> None:
    keys = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "account"
    }
    assert keys <= set(privacy_general.OF_AN_ACCOUNT)

    page = browser.get("/privacy").text

    for said in privacy_general.OF_AN_ACCOUNT.values():
        assert said in page
    for said in (
        "30 Tage nach der letzten Anmeldung von dort", "mit Namen 90 Tage, danach mit der Nummer des Kontos",
        "Wenn Sie vortragen", "Wenn Sie Fotos von sich erlauben", "an die Presse",
    ):  # fmt: skip
        assert said in page, said
    for said in ("An Dritte", "bleiben bei Ihrer Dienststelle", "nicht mehr braucht", "Noch nicht eingetragen"):
        assert said not in page, said


def test_DP6_accounts_and_speakers_find_what_is_stored_of_them(planner: Browser, session: Session, ours: World) -> None:
    appearances.renew_link(session, ours.speaker, tokens=TOKENS, actor=SYSTEM, now=NOW)
    address = appearances.address(session, ours.speaker, LINKS, TOKENS)
    session.commit()
    assert address is not None
    places = set(re.findall(r' id="([a-z]+)"', planner.get("/privacy").text))

    assert 'href="/privacy#accounts"' in planner.get("/account").text
    assert 'href="/privacy#speakers"' in planner.get(address.removeprefix(LINKS.base)).text
    assert {"accounts", "speakers"} <= places


def test_DP6_an_officer_who_is_missing_is_missed_in_the_settings_alone(
    planner: Browser, session: Session, ours: World
) -> None:
    missing = "Wer zum Datenschutz berät, fehlt noch"

    assert missing in planner.get("/planning/settings").text
    url = f"/planning/organizers/{ours.organizer.id}/privacy"
    planner.post(url, planner.form(url, officer="Sascha Schutz"))

    assert missing not in planner.get("/planning/settings").text


def test_sign_ins_are_admitted_and_shown_to_whom_the_paper_says(session: Session, ours: World) -> None:
    audit.record(session, ours.account.as_actor(), "account.signed_in", ours.account, now=NOW)
    session.commit()
    runs = Actor("IT", 99, is_administrator=True)

    def acts(actor: Actor) -> list[str]:
        return [entry.act for entry in audit.entries(session, audit.visible_to(actor))]

    assert "account.signed_in" in acts(runs)
    assert "account.signed_in" not in acts(ours.account.as_actor())
    said = " ".join(measures.no_control(Language.GERMAN))
    assert "wann es sich angemeldet und abgemeldet hat" in said
    assert "Anmeldungen und Abmeldungen sieht nur, wer die Installation verwaltet." in said
    assert "stehen die Einträge 90 Tage im Protokoll" in said
    assert "Nach 1 Jahr" in said
    assert "Vorschlag für die Vereinbarung mit der Personalvertretung" in said
    assert "Namen verschwinden" not in said


def test_the_mailbox_is_named_wherever_somebody_looks_for_it(session: Session, ours: World) -> None:
    assert "Es löscht dort nichts" in notice(session, ours)
    assert "Das Programm liest sie dort" not in notice(session, ours, reads_mailbox=False)
    assert "kommt seine Nachricht in das Postfach" in notice(session, ours, reads_mailbox=False)
    assert "Ordner „eventapp“ und löscht dort nichts" in paper(session, ours, Paper.DELETION)
    assert "Ordner „eventapp“" in paper(session, ours, Paper.MEASURES).partition("Vom Betrieb zu ergänzen")[2]
    assert "Sicherungen und das Postfach" in paper(session, ours, Paper.ACTIVITIES)


def test_what_holds_a_staff_list_longer_stands_beside_its_period(session: Session, ours: World) -> None:
    longer = "für eine kommende Versammlung eine Sendung vorbereitet ist oder zu einer angekündigten Versammlung"

    for told in (notice(session, ours), paper(session, ours, Paper.DELETION)):
        assert told.count(longer) == 2
        assert re.search(r"1 Jahr (nach|ab) der Übernahme", told)


def test_who_ends_a_consent_that_nobody_took_back_is_said(session: Session, ours: World) -> None:
    concept = paper(session, ours, Paper.DELETION)

    assert "ohne Widerruf die Planenden, wenn die Bilder nicht mehr verwendet werden" in concept
    assert "Auch Zahlen unter 5 bleiben gespeichert" in concept


def test_what_outlives_a_deletion_is_said_before_it(browser: Browser, kim: Invitation) -> None:
    page = browser.get(link(kim, "/data/remove")).text

    for said in (
        "bleiben Ihr Name, die Auswahl und die Zeitpunkte gespeichert: 3 Jahre ab jetzt",
        "damit Sie nicht noch einmal eingeladen werden: bis ", "12. Dezember 2027",
        "Wird eine Sicherung eingespielt, löscht das Programm Ihre Daten wieder. Dafür merkt es sich Prüfwerte",
        "In früheren Fassungen der Liste steht er bis 14 Tage nach deren Übernahme.", "Im Postfach der Stelle",
    ):  # fmt: skip
        assert said in page, said


@pytest.mark.parametrize("has_link", [True, False])
def test_DP7_the_copy_says_where_purposes_recipients_and_rights_stand(
    session: Session, kim: Invitation, has_link: bool
) -> None:
    edition = invitations.current_edition(session, kim)
    own_url = f"{LINKS.base}{link(kim)}" if has_link else ""

    told = notices.copy_text(kim, edition, LINKS, (("Name", "Kim"),), own_url=own_url)

    assert (f"{own_url}/privacy" if has_link else f"{LINKS.base}/privacy") in told.opening
    assert any("wo Sie sich beschweren können" in said for said in told.opening)


def test_each_mail_about_an_assembly_leads_to_the_notice_that_is_for_its_reader(
    kim: Invitation, session: Session
) -> None:
    edition = invitations.current_edition(session, kim)
    hers, speakers, nobodys = f"{LINKS.base}{link(kim)}", LINKS.speaker("secret"), ""

    for own_url, wanted in ((hers, f"{hers}/privacy"), (speakers, LINKS.privacy()), (nobodys, LINKS.privacy())):
        text = messages.mail_text(edition, LINKS, own_url=own_url)
        body = templates.mail_body("invitation", text, words(Language.GERMAN))
        assert f"Datenschutz:\n{wanted}\n" in body.text
        assert f'href="{wanted}"' in body.html
