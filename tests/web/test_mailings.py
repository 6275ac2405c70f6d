"""The pages of a mailing: nothing leaves by surprise, and what was shown is what is sent."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.mailings import Answered, Audience, MailingDraft, MailingKind, MailingState
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Purpose, Tokens, shown_code
from eventapp.models import Account, AuditEntry, Delivery, Employee, Mailing, Membership, StaffList
from eventapp.models.database import Database
from eventapp.services import editions, mailings, operation, outbox
from eventapp.web.mailings import show
from tests.conftest import NOW, SECRET
from tests.factories import Factories, at
from tests.pages import Browser
from tests.web.world import World, another, enter, stored, world

TOKENS = Tokens((SECRET,))


@pytest.fixture
def ours(make: Factories) -> World:
    """An announced event, one person invited by hand, three on the staff list, one of them without a mailbox."""
    found = world(make)
    make.session.execute(delete(Mailing))
    make.session.execute(delete(StaffList))
    make.employee(found.organizer, "Ada Lovelace", "ada@example.org", department="Amt 10")
    make.employee(found.organizer, "Grace Hopper", "grace@example.org", department="Amt 33")
    make.employee(found.organizer, "Dora Depot", department="Amt 33", post="Depot\nRaum 1")
    make.session.commit()
    return found


@pytest.fixture
def planner(browser: Browser, session: Session, ours: World) -> Browser:
    return enter(browser, session, ours.account)


def base(ours: World) -> str:
    return f"/planning/events/{ours.event.id}/mailings"


def draft(planner: Browser, ours: World, **changes: str) -> str:
    """Write an invitation; the address of its last page."""
    values = {
        "subject-de": "Einladung: {titel}",
        "text-de": "wir laden Sie ein, {name}.",
        "calendar": "request",
        "reach": "all",
    }
    answer = planner.post(f"{base(ours)}/new/invitation", values | changes)
    return answer.headers["Location"]


def send(planner: Browser, url: str, expect: int = 303) -> str:
    shown = re.search(r'name="fingerprint" value="(\w+)"', planner.get(url).text)
    assert shown
    return planner.post(f"{url}start", {"fingerprint": shown[1]}, expect=expect).text


def test_the_way_from_the_text_to_mails_that_wait(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    assert not session.scalars(select(Delivery)).all()
    page = planner.get(url).text
    assert "3 E-Mails und 1 Brief" in page
    assert "4 Einladungen senden" in page

    send(planner, url)

    mailing = session.scalars(select(Mailing)).one()
    assert outbox.progress(session, mailing).waiting == 4
    assert "0 von 3" in planner.get(url).text
    send_again = planner.post(f"{url}start", {"fingerprint": "x"})
    assert send_again.status_code == 303
    assert outbox.progress(session, mailing).all == 4


def test_only_what_was_shown_is_sent(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    url = draft(planner, ours)
    planner.get(url)
    make.employee(ours.organizer, "Neue Person", "neu@example.org")
    session.commit()

    answer = planner.post(f"{url}start", {"fingerprint": "0" * 32}, expect=422)

    assert "hat sich etwas geändert" in answer.text
    assert "5 Einladungen senden" in answer.text
    assert not session.scalars(select(Delivery)).all()


def test_S59_letters_that_leave_as_a_file_stand_in_the_log(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    send(planner, url)

    planner.get(f"{url}letters/1.pdf")

    noted = session.scalars(select(AuditEntry).where(AuditEntry.act == "mailing.exported")).one()
    assert (noted.actor_id, noted.event_id, noted.details) == (ours.account.id, ours.event.id, {"letters": 1})


def test_S40_looking_at_everything_changes_nothing(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    send(planner, url)
    number = session.scalars(select(Delivery.id)).first()
    before = stored(session)

    for page in ("", "preview", "preview?q=grace", "deliveries", "deliveries?q=ada&only=waiting", "test", "stop"):
        planner.get(f"{url}{page}")
    planner.get(f"{url}deliveries/{number}/address")
    assert planner.get(f"{url}letters/1.pdf").data.startswith(b"%PDF")
    planner.get(f"{url}letters/2.pdf", expect=404)

    session.expire_all()
    assert stored(session) == before


def test_each_person_is_shown_what_she_gets(planner: Browser, ours: World) -> None:
    url = draft(planner, ours)

    assert "wir laden Sie ein, Grace Hopper." in planner.get(f"{url}preview?q=grace").text
    assert "Bekommt einen Brief" in planner.get(f"{url}preview?q=dora").text
    assert planner.get(f"{url}letter.png").data.startswith(b"\x89PNG")
    assert "niemand mit diesem Namen" in planner.get(f"{url}preview?q=niemand").text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("subject-de", "", "Geben Sie einen Betreff ein."),
        ("text-de", "", "Geben Sie einen Text ein."),
        ("text-de", "Hallo {vorname}", "Den Platzhalter {vorname} gibt es nicht."),
        ("text-en", "Hello {0.__class__}", "Den Platzhalter {0.__class__} gibt es nicht."),
        ("calendar", "perhaps", "Bitte wählen Sie einen Eintrag aus der Liste."),
        ("departments", "Amt 99", "Bitte wählen Sie einen Eintrag aus der Liste."),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(
    planner: Browser, ours: World, field: str, value: str, sentence: str
) -> None:
    values = {"subject-de": "Betreff", "text-de": "Mein langer Text", "calendar": "none", "reach": "all"}

    page = planner.post(f"{base(ours)}/new/invitation", values | {field: value}, expect=422).text

    assert sentence in page
    assert ("Mein langer Text" in page) is (field != "text-de")


def test_a_test_mail_goes_to_oneself_alone_and_invites_nobody(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)

    other = planner.post(f"{url}test", {"email": "jemand@example.org"}, expect=422)
    assert "nur an Ihre eigene Adresse" in other.text
    planner.post(f"{url}test", {"email": ours.account.email})

    (mail,) = session.scalars(select(Delivery)).all()
    assert (mail.recipient, mail.mailing_id, mail.invitation_id) == (ours.account.email, None, None)
    assert b"ATTENDEE" not in (mail.content or b"")
    assert "Eine Test-E-Mail ging hinaus" in planner.get(url).text


def test_R27_a_test_mail_leaves_though_older_mail_of_the_installation_is_held(
    planner: Browser, session: Session, ours: World
) -> None:
    url = draft(planner, ours)
    operation.hold_mail(session, "a.zip", now=NOW)
    operation.release_organizer(session, ours.organizer.id, actor=SYSTEM, now=NOW)
    session.commit()

    planner.post(f"{url}test", {"email": ours.account.email})

    assert "ist unterwegs" in planner.get(url).text
    assert len(outbox.claim(session, "one/1/1", now=datetime.now(UTC))) == 1


def test_the_office_that_wants_a_second_person_offers_no_button_without_her(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    ours.organizer.needs_release = True
    session.commit()
    url = draft(planner, ours)
    page = planner.get(url).text
    assert "fingerprint" not in page
    assert "Im Augenblick hat niemand sonst ein Konto" in page

    planner.post(f"{url}propose")
    assert "Sie haben an dieser Sendung mitgeschrieben" in planner.get(url).text
    other = enter(planner, session, make.account(ours.organizer, password=None))
    seen = re.findall(r'name="revision" value="(\d+)"', other.get(url).text)
    other.post(f"{url}approve", {"revision": seen[0]})

    added = make.employee(ours.organizer, "Eda", "eda@example.org")
    session.commit()
    page = other.get(url).text
    assert "Seit der Freigabe sind Personen dazugekommen: 1." in page
    assert "fingerprint" not in page
    session.delete(added)
    session.delete(session.scalars(select(Employee).where(Employee.email != "")).first())
    session.commit()
    assert "Freigegeben für 4 Personen; heute sind es 3." in other.get(url).text
    send(other, url)
    assert session.scalars(select(Mailing)).one().state == "running"


def releaser(session: Session, make: Factories, ours: World) -> Account:
    """Somebody who is there for releasing alone."""
    account = make.account(password=None)
    account.name = "Fritzi Freigabe"
    account.memberships.append(Membership(organizer=ours.organizer, role=Role.APPROVER))
    session.commit()
    return account


def mails(session: Session) -> dict[str, list[str]]:
    """The subjects of single mails that wait, by whom they go to."""
    found: dict[str, list[str]] = {}
    for row in session.scalars(select(Delivery).where(Delivery.mailing_id.is_(None)).order_by(Delivery.id)):
        message = message_from_bytes(row.content or b"", policy=policy.default)
        found.setdefault(row.recipient, []).append(str(message["Subject"]))
    return found


def test_A8_whoever_may_release_hears_of_it_and_the_one_who_asked_of_the_outcome(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    ours.organizer.needs_release = True
    ours.account.name = "Pia Planung"
    account = releaser(session, make, ours)
    locked = releaser(session, make, ours)
    locked.is_active = False
    second = enter(another(app, session), session, account)
    url = draft(planner, ours)

    planner.post(f"{url}propose")
    planner.post(f"{url}propose")

    assert mails(session) == {account.email: ["Bitte um Freigabe: Einladung, Versammlung"]}
    body = session.scalars(select(Delivery).where(Delivery.recipient == account.email)).one().content or b""
    words = message_from_bytes(body, policy=policy.default).get_body(("plain",))
    assert words is not None
    assert f"{planner.base}{url}" in words.get_content()
    assert "Pia Planung bittet Sie" in words.get_content()
    assert "Einladung wartet auf Freigabe." in planner.get("/planning/").text
    start = second.get("/planning/").text
    assert "1 Sendung wartet auf Ihre Freigabe" in start
    assert "Einladung, 3 E-Mails und 1 Brief: Versammlung" in start
    assert f'href="{url}"' in start

    second.post(f"{url}decline", {"note": " "}, expect=422)
    returned = second.post(f"{url}decline", {"note": "Bitte ohne <b>Anrede</b>."})
    assert returned.location == url
    assert "Sie haben die Sendung zurückgegeben." in second.get(url).text
    assert mails(session)[ours.account.email] == ["Nicht freigegeben: Einladung, Versammlung"]
    for page in (planner.get(url).text, planner.get("/planning/").text):
        assert "Bitte ohne &lt;b&gt;Anrede&lt;/b&gt;." in page

    planner.post(f"{url}propose")
    assert "Bitte ohne" not in planner.get(url).text
    revision = re.findall(r'name="revision" value="(\d+)"', second.get(url).text)[0]
    second.post(f"{url}approve", {"revision": revision})

    assert mails(session)[ours.account.email][1:] == ["Freigegeben: Einladung, Versammlung"]
    assert "Einladung ist freigegeben und kann gesendet werden." in planner.get("/planning/").text
    page = second.get(url).text
    assert "Sie haben freigegeben. Senden kann jetzt Pia Planung." in page
    assert f'href="{base(ours)}/"' in page
    assert "wartet auf Ihre Freigabe" not in second.get("/planning/").text


def test_A8_what_waits_about_an_assembly_that_is_over_is_on_the_start_page(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    day = date(2025, 11, 12)
    ours.event.starts, ours.event.ends = at(9, day=day), at(12, day=day)
    make.announced(ours.event)
    second = enter(another(app, session), session, releaser(session, make, ours))
    operation.hold_mail(session, "a.zip", now=NOW)
    wish = MailingDraft(MailingKind.THANKS, LocalText("Danke"), LocalText("Danke."))
    mailing = mailings.create(session, ours.event, wish, actor=SYSTEM, now=make.now)
    session.commit()

    planner.post(f"{base(ours)}/{mailing.id}/propose")

    start = planner.get("/planning/").text
    assert "Eine E-Mail bekommen: Fritzi Freigabe." in start, "what is asked for since the restore leaves"
    assert "Dank wartet auf Freigabe." in start
    assert "1 Sendung wartet auf Ihre Freigabe" in second.get("/planning/").text


def test_A8_who_releases_sees_what_goes_to_whom_and_what_the_button_does(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    ours.organizer.needs_release = True
    make.employee(ours.organizer, "Ayse Sahin", "ayse@example.org", language="en")
    second = enter(another(app, session), session, releaser(session, make, ours))
    url = draft(planner, ours)
    assert "Wenn um die Freigabe gebeten wird, bekommen Sie eine E-Mail." in second.get(url).text
    planner.post(f"{url}propose")

    page = second.get(url).text

    assert "Einladung prüfen und freigeben</h1>" in page
    assert "5 Einladungen freigeben" in page
    assert "Mit Hinweis zurückgeben" in page
    assert f'href="{url}preview"' in page
    preview = second.get(f"{url}preview?language=en").text
    assert "wir laden Sie ein, Kim Beispiel." in preview
    assert "als Datei" not in preview


def test_S35_who_releases_looks_nobody_up_by_name_and_not_who_has_not_answered(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    """Who gets a reminder has not answered. Who plans sees the list; who only releases sees an invented reader."""
    ours.organizer.needs_release = True
    make.employee(ours.organizer, "Ayse Sahin", "ayse@example.org", language="en")
    real = ("Ada Lovelace", "Grace Hopper", "Dora Depot", "Ayse Sahin", "ada@", "grace@", "ayse@")
    second = enter(another(app, session), session, releaser(session, make, ours))
    url = draft(planner, ours)
    planner.post(f"{url}propose")
    assert "wir laden Sie ein, Ada Lovelace." in planner.get(f"{url}preview?q=ada").text

    start = second.get(f"{url}preview").text
    places = re.findall(r"preview\?reader=(\d)", start)
    wishes = ["", "preview", "preview?q=ada", "preview?q=niemand", *(f"preview?reader={number}" for number in places)]
    pages = {wish: second.get(f"{url}{wish}").text for wish in wishes}

    assert len(places) == 3, "mails in two languages, and letters"
    assert not [(wish, name) for wish, page in pages.items() for name in real if name in page]
    assert 'name="q"' not in start
    found, not_found = (pages[wish].partition("<main")[2] for wish in ("preview?q=ada", "preview?q=niemand"))
    assert found == not_found
    letters = {second.get(f"{url}letter.png?q={name}").data for name in ("Dora", "Niemand")}
    assert len(letters) == 1


def test_A8_what_has_left_is_no_address_for_who_releases(
    planner: Browser, app: Flask, session: Session, make: Factories, ours: World
) -> None:
    second = enter(another(app, session), session, releaser(session, make, ours))
    url = draft(planner, ours)
    send(planner, url)

    page = second.get(f"{base(ours)}/").text

    assert "Einladung" in page
    assert f'href="{url}"' not in page
    assert second.open(url).location == f"{base(ours)}/"
    second.get(f"{url}preview", expect=404)
    second.get(f"{url}letter.png", expect=404)


def test_R27_a_mailing_started_while_mail_is_held_says_that_it_waits(
    planner: Browser, session: Session, ours: World
) -> None:
    url = draft(planner, ours)
    operation.hold_mail(session, "a.zip", now=NOW)
    session.commit()

    page = planner.get(url).text
    assert "Sobald der Versand freigegeben ist." in page
    assert "4 Einladungen bereitstellen" in page
    assert "Der Versand dauert" not in page

    send(planner, url)

    page = planner.get(url).text
    assert "Bereitgestellt: 3 E-Mails und 1 Brief." in page
    assert "Wartet auf Freigabe des Versands" in page
    assert "Der Rest dauert" not in page
    assert "unterwegs" not in page
    assert 'href="/planning/mail"' in page
    assert "Wartet auf Freigabe des Versands" in planner.get(f"{base(ours)}/").text


def test_A8_who_plans_alone_may_demand_a_second_person_and_not_do_without_her(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    url = f"/planning/organizers/{ours.organizer.id}"
    alone = planner.post(url, planner.form(url, needs_release="y"), expect=422).text
    assert "freigegeben hat: Zuerst braucht mindestens eine Person" in alone
    releaser(session, make, ours)
    assert "Freigeben können: Fritzi Freigabe." in planner.get(url).text
    planner.post(url, planner.form(url, needs_release="y"))
    assert ours.organizer.needs_release
    assert "mit der nächsten Ankündigung" not in planner.get(url).text
    form = planner.form(url, office="Gleichstellungsbüro")
    del form["needs_release"]

    page = planner.post(url, form, expect=422).text

    assert "Setzen Sie den Haken wieder" in page
    assert 'value="Gleichstellungsbüro"' in page
    assert ours.organizer.needs_release
    ours.account.memberships.append(Membership(organizer=ours.organizer, role=Role.APPROVER))
    session.commit()
    planner.post(url, form)
    assert (ours.organizer.needs_release, ours.organizer.office) == (False, "Gleichstellungsbüro")


def test_pausing_going_on_and_ending(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    send(planner, url)

    planner.post(f"{url}pause")
    assert "Versand fortsetzen" in planner.get(url).text
    planner.post(f"{url}resume")
    planner.post(f"{url}printed")
    planner.post(f"{url}stop")

    mailing = session.scalars(select(Mailing)).one()
    assert outbox.progress(session, mailing) == outbox.Progress(sent=1, stopped=3)


def test_failures_are_grouped_corrected_and_tried_again(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    send(planner, url)
    for row in session.scalars(select(Delivery).where(Delivery.channel == "mail")):
        row.state, row.failure = "failed", "550 unbekannt"
    session.commit()

    assert "550 unbekannt" in planner.get(url).text
    ada = session.scalars(select(Delivery).where(Delivery.recipient == "ada@example.org")).one()
    taken = planner.post(f"{url}deliveries/{ada.id}/address", {"email": "grace@example.org"}, expect=422)
    assert "steht schon auf der Liste" in taken.text
    same = planner.post(f"{url}deliveries/{ada.id}/address", {"email": "ADA@example.org"}, expect=422)
    assert "dieselbe Adresse" in same.text
    planner.post(f"{url}deliveries/{ada.id}/address", {"email": "ada.l@example.org"})

    session.expire_all()
    assert (ada.state, ada.invitation.email) == ("ready", "ada.l@example.org")  # type: ignore[union-attr]
    planner.post(f"{url}retry")
    session.expire_all()
    assert outbox.progress(session, session.scalars(select(Mailing)).one()).failed == 0


def test_B2_after_an_announcement_the_assistant_tells_those_concerned(
    planner: Browser, session: Session, ours: World
) -> None:
    url = draft(planner, ours)
    send(planner, url)
    for row in session.scalars(select(Delivery)):
        row.state, row.sent_at = "sent", ours.event.created_at
    ours.event.starts = at(10)
    session.commit()
    announce = f"/planning/events/{ours.event.id}/announce"
    shown = re.search(r'name="fingerprint"[^>]* value="(\w+)"', planner.get(announce).text)
    assert shown

    told = planner.post(announce, {"status": "confirmed", "fingerprint": shown[1]})
    assert told.headers["Location"].endswith("/changes/")
    page = planner.get(told.headers["Location"]).text
    assert "Haben noch nicht geantwortet: 3 Personen" in page
    assert "Ohne Postfach, per Brief: 1 Person" in page

    planner.post(told.headers["Location"], {"groups": "", "subject-de": "x", "text-de": "y"}, expect=422)
    wish = {"groups": "open", "subject-de": "Geändert", "text-de": "Neu: {uhrzeit}"}
    checked = planner.post(told.headers["Location"], wish, expect=200).text
    assert "3 Änderungen senden" in checked
    assert "Neu: 10:00" in checked
    assert "Nehmen Sie die Kalendereinladung dieser E-Mail an" in checked, "calendars are asked as they were before"
    assert session.scalar(select(func.count(Mailing.id)).where(Mailing.kind == "change")) == 0, "looking sends nothing"

    stale = planner.post(told.headers["Location"], wish | {"send": "", "edition": "1"}, expect=200).text
    assert "3 Änderungen senden" in stale, "what was shown is no longer what is announced: look again"
    assert 'value="Geändert"' in planner.post(told.headers["Location"], wish | {"back": ""}, expect=200).text
    planner.post(told.headers["Location"], wish | {"send": "", "edition": "2"})

    change = session.scalars(select(Mailing).where(Mailing.kind == "change")).one()
    assert outbox.progress(session, change) == outbox.Progress(waiting=3)


def test_what_waits_goes_out_no_more_after_the_call_off(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours)
    send(planner, url)
    ada = session.scalars(select(Delivery).where(Delivery.recipient == "ada@example.org")).one()
    ada.state, ada.failure = "failed", "550 unbekannt"
    grace = session.scalars(select(Delivery).where(Delivery.recipient == "grace@example.org")).one()
    grace.state, grace.sent_at = "sent", ours.event.created_at
    session.commit()
    editions.call_off(session, ours.event, LocalText("Der Saal ist gesperrt."), actor=SYSTEM, now=ours.event.created_at)
    session.commit()

    page = planner.get(url).text
    assert "Nicht verschickt: 1 E-Mail und 1 Brief." in page
    assert "Versand fortsetzen" not in page
    assert "letters/1.pdf" not in page, "nobody prints an invitation to what is called off"
    for order in ("resume", "retry"):
        planner.post(f"{url}{order}")
    planner.post(f"{url}deliveries/{ada.id}/address", {"email": "ada.l@example.org"})
    session.expire_all()
    assert session.scalars(select(Mailing)).one().state == "paused"
    assert (ada.state, ada.invitation.email) == ("failed", "ada.l@example.org")  # type: ignore[union-attr]

    overview = planner.get(f"/planning/events/{ours.event.id}/").text
    assert "Die Absage ist noch nicht mitgeteilt: 1 Person." in overview
    assert "Ein Versand ist angehalten." in overview
    assert "1 Person ist per E-Mail nicht zu erreichen." in overview
    assert "1 Brief ist noch nicht als gedruckt vermerkt." in overview
    assert "Programm" not in overview[overview.index("next-heading") : overview.index("facts-heading")]
    assistant = planner.get(f"/planning/events/{ours.event.id}/changes/").text
    assert "1 Brief ist noch nicht als gedruckt vermerkt." in assistant


def test_a_planner_sees_the_mail_without_the_personal_link(planner: Browser, session: Session, ours: World) -> None:
    url = draft(planner, ours, **{"text-de": "Ihr Link: {link}, Ihr Code: {code}"})
    send(planner, url)
    ada = session.scalars(select(Delivery).where(Delivery.recipient == "ada@example.org")).one()
    assert ada.invitation is not None
    secret = TOKENS.recall(Purpose.INVITATION, ada.invitation.secret)
    assert secret

    mail = message_from_bytes(planner.get(f"{url}deliveries/{ada.id}/mail.eml").data, policy=policy.default)

    words = "".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    assert "Ada Lovelace" in str(mail["To"])
    assert secret not in words
    assert shown_code(TOKENS.code(ada.invitation.secret)) not in words


def test_the_last_look_names_who_is_not_reached_as_she_should_be(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    make.employee(ours.organizer, "Nina Nirgends")
    make.employee(ours.organizer, "Ayse Sahin", "ayse@example.org", language="en")
    session.commit()

    page = planner.get(draft(planner, ours, **{"text-de": "wir laden {dienststelle} ein."})).text

    assert "1 Person hat weder E-Mail noch Dienststelle noch Hauspost" in page
    assert "haben keine Dienststelle" in page
    assert "1 Person liest sonst Englisch und bekommt diese Sendung auf Deutsch." in page


def test_S35_mailings_of_others_are_not_found(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    theirs = world(make)
    wish = MailingDraft(MailingKind.INVITATION, LocalText("x"), LocalText("y"))
    other = mailings.create(session, theirs.event, wish, actor=SYSTEM, now=make.now)
    session.commit()

    planner.get(f"{base(ours)}/{other.id}/", expect=404)
    planner.post(f"{base(ours)}/{other.id}/start", {"fingerprint": ""}, expect=404)
    planner.get(f"{base(theirs)}/{other.id}/", expect=404)


def test_every_answer_that_a_mailing_may_be_narrowed_to_has_words(app: Flask) -> None:
    with app.test_request_context("/"):
        words = show.audience_words(Audience(answers=tuple(Answered)), {})

    assert words == ["ohne Antwort, zugesagt, abgesagt, mit anderer Antwort"]


def test_R15_a_web_process_that_starts_anew_touches_no_mailing(
    session: Session, make: Factories, settings: Settings, database: Database
) -> None:
    ours = world(make)
    mailing = session.get_one(Mailing, ours.mailing["mailing_id"])
    mailing.state, mailing.started_at, mailing.started_by = MailingState.RUNNING, NOW, "Kim Muster"
    session.commit()
    before = stored(session)

    fresh = enter(another(create_app(settings, database), session), session, ours.account)
    fresh.get(f"/planning/events/{ours.event.id}/mailings/{mailing.id}/")
    fresh.get("/planning/")

    session.expire_all()
    assert stored(session) == before
