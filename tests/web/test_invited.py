"""The list of those invited: from a name to a mail that a calendar answers, and back again."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters.ical_check import check, check_mail
from eventapp.domain.actor import SYSTEM
from eventapp.domain.links import Links
from eventapp.domain.rsvp import PartStat, Reply, ReplyMethod
from eventapp.domain.texts import LocalText
from eventapp.models import AuditEntry, Invitation
from eventapp.services import editions, invitations, own_data, rsvp
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import TOKENS, World, enter, world


def people(ours: World) -> str:
    return f"/planning/events/{ours.event.id}/invited/"


def kim(ours: World) -> str:
    return f"{people(ours)}{ours.invitation.id}"


def exported(planner: Browser, ours: World, form: str = "eml", message: str = "due") -> bytes:
    data: bytes = planner.post(f"{kim(ours)}/export", {"form": form, "message": message}, expect=200).data
    return data


def parts(mail: bytes) -> list[EmailMessage]:
    found = email.message_from_bytes(mail, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return [part for part in found.walk() if isinstance(part, EmailMessage)]


def test_a_person_is_put_on_the_list_and_nothing_is_sent(planner: Browser, session: Session, ours: World) -> None:
    form = {"name": "Toni Müller-Østergård", "email": "toni@example.org", "salutation": "neutral", "language": "en"}

    planner.post(people(ours), form)

    page = planner.get(people(ours)).text
    assert "Toni Müller-Østergård steht auf der Liste. Verschickt ist noch nichts." in page
    assert page.count("Noch nichts verschickt") == 2
    (_, toni) = invitations.all_of(session, ours.event)
    assert (toni.name, toni.language, toni.sent_at) == ("Toni Müller-Østergård", "en", None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "KIM.beispiel@example.org"}, "Diese E-Mail-Adresse steht schon auf der Liste."),
        ({"email": "kim"}, "Diese E-Mail-Adresse ist nicht vollständig."),
        ({"email": ""}, "Geben Sie die E-Mail-Adresse ein."),
        ({"name": " "}, "Geben Sie den Namen ein."),
        ({"name": "Kim\x07"}, "Der Text enthält ein unsichtbares Steuerzeichen"),
    ],
)
def test_each_field_explains_itself_and_keeps_what_was_typed(
    planner: Browser, session: Session, ours: World, changes: dict[str, str], sentence: str
) -> None:
    form = {"name": "Toni Muster", "email": "toni@example.org", "salutation": "frau", "language": "de", **changes}

    page = planner.post(people(ours), form, expect=422).text

    assert sentence in page
    assert form["email"] in page
    assert len(invitations.all_of(session, ours.event)) == 1


def test_what_is_exported_counts_as_sent_and_passes_the_linter(planner: Browser, ours: World) -> None:
    mail = exported(planner, ours)

    assert check_mail(mail) == []
    (calendar,) = [part for part in parts(mail) if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert b"ATTENDEE;" in calendar.get_payload(decode=True)
    assert (ours.invitation.sent_sequence, ours.invitation.sent_at is not None) == (0, True)
    assert "Eingeladen am" in planner.get(people(ours)).text


def test_file_mime_part_and_mail_are_one_message(planner: Browser, ours: World) -> None:
    mail = exported(planner, ours)
    file, part = exported(planner, ours, "ics"), exported(planner, ours, "mime")

    (in_mail, attached) = [one for one in parts(mail) if one.get_content_type() in {"text/calendar", "application/ics"}]
    (alone,) = parts(part)
    inside = [_timeless(one.get_payload(decode=True)) for one in (in_mail, attached, alone)]
    assert check(file) == []
    assert inside == [_timeless(file)] * 3
    assert (alone.get_content_type(), alone.get_param("method")) == ("text/calendar", "REQUEST")


def _timeless(data: object) -> list[bytes]:
    """A calendar without its DTSTAMP, which is the moment of sending."""
    assert isinstance(data, bytes)
    return [line for line in data.split(b"\r\n") if not line.startswith(b"DTSTAMP")]


def test_information_only_is_an_attachment_and_asks_for_nothing(planner: Browser, ours: World) -> None:
    mail = exported(planner, ours, message="publish")

    assert [part.get_content_type() for part in parts(mail)] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/ics",
    ]
    assert check_mail(mail) == []
    assert b"ATTENDEE" not in parts(mail)[-1].get_payload(decode=True)


def test_her_mail_leads_to_her_own_page_and_entry(planner: Browser, ours: World) -> None:
    text = parts(exported(planner, ours))[2].get_content()

    (own,) = [line for line in text.splitlines() if "/i/" in line and not line.endswith((".ics", "/privacy"))]
    page = planner.get(own.removeprefix("http://127.0.0.1:8000")).text
    assert "Guten Tag Kim Beispiel" in page
    assert "Wir haben noch keine Antwort von Ihnen." in page
    assert f"{own}.ics" in text


def test_an_answer_stands_on_the_list_and_on_her_own_page(planner: Browser, session: Session, ours: World) -> None:
    exported(planner, ours)
    _answer(session, ours.invitation)

    assert "Kommt" in planner.get(people(ours)).text
    person = planner.get(kim(ours)).text
    assert "aus dem Kalender" in person
    assert "&lt;b&gt;Bis dann" in person


def _answer(session: Session, invitation: Invitation) -> None:
    moment = NOW + timedelta(minutes=5)
    reply = Reply(
        ReplyMethod.REPLY, invitation.event.uid, invitation.email, PartStat.ACCEPTED, 0, moment, "<b>Bis dann"
    )
    assert rsvp.receive(session, reply, received_at=moment).refusal is None
    session.commit()


def test_she_alone_is_uninvited_and_invited_again(planner: Browser, ours: World) -> None:
    exported(planner, ours)

    planner.get(f"{kim(ours)}/withdraw")
    planner.post(f"{kim(ours)}/withdraw")
    cancel = exported(planner, ours)
    text = parts(cancel)[2].get_content()
    assert check_mail(cancel) == []
    assert b"method=CANCEL" in cancel
    assert "Ihre Einladung zu dieser Veranstaltung gilt nicht mehr" in text
    assert "Ausgeladen" in planner.get(people(ours)).text

    planner.get(f"{kim(ours)}/again")
    planner.post(f"{kim(ours)}/again")
    again = exported(planner, ours, "ics").decode()
    assert "METHOD:REQUEST" in again
    assert "SEQUENCE:2" in again


def test_who_got_nothing_yet_is_simply_forgotten(planner: Browser, session: Session, ours: World) -> None:
    planner.get(f"{kim(ours)}/remove")
    planner.post(f"{kim(ours)}/remove")

    assert list(invitations.all_of(session, ours.event)) == []
    assert "Noch steht niemand auf der Liste." in planner.get(people(ours)).text


def test_who_got_something_can_not_be_forgotten(planner: Browser, ours: World) -> None:
    exported(planner, ours)

    planner.post(f"{kim(ours)}/remove")

    assert "An diese Person ging schon eine Einladung." in planner.get(kim(ours)).text


def test_a_new_link_ends_the_old_one(planner: Browser, ours: World) -> None:
    first = _link(planner, ours)
    planner.get(f"{kim(ours)}/link")
    planner.post(f"{kim(ours)}/link")

    planner.get(first, expect=404)
    planner.get(_link(planner, ours))


def test_S59_her_link_is_shown_when_asked_for_alone_and_the_log_tells_who_asked(
    planner: Browser, session: Session, ours: World
) -> None:
    address = invitations.address(ours.invitation, Links("http://127.0.0.1:8000"), TOKENS)
    assert address is not None
    for page in (kim(ours), f"{kim(ours)}/reveal"):
        assert address not in planner.get(page).text
    noted = select(AuditEntry).where(AuditEntry.act == "invitation.link_shown")
    assert session.scalars(noted).all() == []

    assert address in planner.post(f"{kim(ours)}/reveal", expect=200).text

    entry = session.scalars(noted).one()
    assert (entry.actor_id, entry.thing_id, entry.details) == (ours.account.id, ours.invitation.id, {})
    log = planner.get("/planning/audit?subject=invitation").text
    assert f"Einladung: persönlichen Link angezeigt – Nr. {ours.invitation.id}" in log


def test_S59_who_takes_her_message_along_with_her_link_in_it_is_noted(
    planner: Browser, session: Session, ours: World
) -> None:
    exported(planner, ours)

    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "invitation.exported")).one()
    assert (entry.actor_id, entry.thing_id, entry.details) == (ours.account.id, ours.invitation.id, {})


def test_DP7_of_whom_data_was_deleted_nothing_is_offered_and_nobody_is_counted(
    planner: Browser, session: Session, ours: World
) -> None:
    exported(planner, ours)
    own_data.forget(session, ours.invitation, tokens=TOKENS, now=NOW)
    session.commit()

    page = planner.get(kim(ours)).text

    assert "Eintrag ohne Namen</h1>" in page
    assert "ihr persönlicher Link gilt nicht mehr" in page
    assert f"{kim(ours)}/" not in page
    for action in ("link", "reveal", "withdraw", "remove"):
        planner.get(f"{kim(ours)}/{action}", expect=404)
        planner.post(f"{kim(ours)}/{action}", expect=404)
    planner.post(f"{kim(ours)}/export", {"form": "eml", "message": "due"}, expect=404)
    assert "Noch steht niemand auf der Liste." in planner.get(people(ours)).text


def _link(planner: Browser, ours: World) -> str:
    page = planner.post(f"{kim(ours)}/reveal", expect=200).text
    return page.partition('value="http://127.0.0.1:8000/i/')[2].join(["/i/", ""]).partition('"')[0]


def test_a_called_off_event_sends_cancellations_alone(planner: Browser, session: Session, ours: World) -> None:
    exported(planner, ours)
    editions.call_off(session, ours.event, LocalText("Fällt aus"), actor=SYSTEM, now=NOW + timedelta(hours=1))
    session.commit()

    mail = exported(planner, ours)

    assert check_mail(mail) == []
    assert b"method=CANCEL" in mail
    assert planner.post(f"{kim(ours)}/export", {"form": "eml", "message": "publish"}, expect=409)


def test_S33_invitations_are_looked_up_through_their_event(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    theirs = world(make)
    enter(browser, session, ours.account)

    browser.get(f"{people(ours)}{theirs.invitation.id}", expect=404)
    browser.post(f"{people(ours)}{theirs.invitation.id}/export", {"form": "eml", "message": "due"}, expect=404)
    assert theirs.invitation.sent_at is None


def test_before_the_first_announcement_nobody_can_be_invited(
    browser: Browser, session: Session, make: Factories
) -> None:
    draft = world(make, announced=False)
    enter(browser, session, draft.account)

    assert "Kündigen Sie die Versammlung zuerst an." in browser.get(people(draft)).text
    form = {"name": "Toni", "email": "toni@example.org", "salutation": "neutral", "language": "de"}
    browser.post(people(draft), form, expect=409)
