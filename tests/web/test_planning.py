"""The planners' stories, from the first event to its call-off."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.config import Settings
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.events import Status, Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.texts import LocalText
from eventapp.models import AnnouncedEdition, Event, Membership, ProgramItem, Speaker
from eventapp.models.database import Database
from eventapp.services import invitations
from tests.conftest import NOW
from tests.factories import Factories, at
from tests.pages import Browser, form_values
from tests.queries import counted
from tests.web.test_output import mail_of, parts_of
from tests.web.world import TOKENS, World, another, enter, image_bytes, mailed, upload, world

HOUR = timedelta(hours=1)


def words(page: str) -> str:
    """A page's words on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# An event from the beginning


def test_an_event_is_planned_and_announced(
    settings: Settings, database: Database, browser: Browser, session: Session, make: Factories
) -> None:
    organizer = make.organizer()
    enter(browser, session, make.account(organizer, password=None))
    assert "Legen Sie die erste an" in browser.get("/planning/").text

    new = f"/planning/organizers/{organizer.id}/events/new"
    answer = browser.post(
        new,
        browser.form(
            new,
            title__de="Frauenversammlung",
            starts__day="12.11.2027",
            starts__time="9",
            ends__time="12.30 Uhr",
            doors="8:30",
            visibility="public",
        ),
    )
    planned = session.scalars(select(Event)).one()
    assert answer.location == f"/planning/events/{planned.id}/program/"
    assert planned.slug == "frauenversammlung-2027"
    assert "Noch sieht sie niemand" in browser.get(answer.location).text

    item = f"/planning/events/{planned.id}/program/new"
    browser.post(item, browser.form(item, title__de="Begrüßung", minutes="30", new_person="Rika Redner"))
    browser.post(item, browser.form(item, title__de="Vortrag", minutes="90"))
    assert session.scalars(select(Speaker.name)).all() == ["Rika Redner"]
    browser.get(f"/events/{planned.slug}", expect=404)

    preview = browser.get(f"/planning/events/{planned.id}/preview").text
    assert "Begrüßung" in preview
    assert "Noch sieht es niemand" in preview

    announce = f"/planning/events/{planned.id}/announce"
    browser.post(announce, browser.form(announce, status="tentative"))
    page = browser.get(f"/events/{planned.slug}").text
    assert "Termin vorläufig" in page
    assert "Rika Redner" in page
    assert "STATUS:TENTATIVE" in browser.get(f"/events/{planned.slug}.ics").text

    browser.post(announce, browser.form(announce, status="confirmed"))
    later = another(create_app(settings, database), session)
    assert "Termin vorläufig" not in later.get(f"/events/{planned.slug}").text
    entry = later.get(f"/events/{planned.slug}.ics").text
    assert "STATUS:CONFIRMED" in entry
    assert "SEQUENCE:1" in entry
    assert [row.number for row in session.scalars(select(AnnouncedEdition)).all()] == [1, 2]


def test_a_second_event_of_the_same_name_has_an_address_of_its_own(
    planner: Browser, session: Session, ours: World
) -> None:
    new = f"/planning/organizers/{ours.organizer.id}/events/new"
    for _ in range(2):
        planner.post(
            new, planner.form(new, title__de="Ünser Tag", starts__day="12.11.2027", starts__time="9", ends__time="12")
        )

    slugs = select(Event.slug).where(Event.slug.startswith("uenser")).order_by(Event.slug)
    assert session.scalars(slugs).all() == ["uenser-tag-2027", "uenser-tag-2027-2"]


def test_an_address_that_is_taken_is_refused_at_its_field(planner: Browser, make: Factories, ours: World) -> None:
    other = make.event(ours.organizer)
    url = f"/planning/events/{ours.event.id}/details"

    page = planner.post(url, planner.form(url, slug=other.slug), expect=422).text

    assert "gehört schon zu einer anderen" in page
    assert re.search(r'id="slug"[^>]*aria-describedby="[^"]*slug-error', page) or 'slug-error"' in page


# The running order


def titles(session: Session, planned: Event) -> list[str]:
    rows = session.scalars(select(ProgramItem).where(ProgramItem.event_id == planned.id).order_by(ProgramItem.position))
    return [row.title.de for row in rows]


def test_items_move_by_button_and_by_place(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    second, third = make.item(ours.event, "Zwei"), make.item(ours.event, "Drei")
    session.commit()
    base = f"/planning/events/{ours.event.id}/program"

    for item, data, wanted in (
        (third, {"direction": "up"}, ["Begrüßung", "Drei", "Zwei"]),
        (third, {"direction": "up"}, ["Drei", "Begrüßung", "Zwei"]),
        (third, {"direction": "up"}, ["Drei", "Begrüßung", "Zwei"]),
        (third, {"direction": "down"}, ["Begrüßung", "Drei", "Zwei"]),
        (second, {"position": "1"}, ["Zwei", "Begrüßung", "Drei"]),
        (second, {"position": "200"}, ["Begrüßung", "Drei", "Zwei"]),
        (second, {"direction": "sideways"}, ["Begrüßung", "Drei", "Zwei"]),
        (second, {}, ["Begrüßung", "Drei", "Zwei"]),
    ):
        answer = planner.post(f"{base}/{item.id}/move", data)
        assert answer.location == f"{base}/#item-{item.id}"
        assert titles(session, ours.event) == wanted


def test_an_item_is_put_in_behind_another(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    make.item(ours.event, "Ende")
    session.commit()
    url = f"/planning/events/{ours.event.id}/program/new?after={ours.item.id}"

    planner.post(f"/planning/events/{ours.event.id}/program/new", planner.form(url, title__de="Mitte", minutes="10"))

    assert titles(session, ours.event) == ["Begrüßung", "Mitte", "Ende"]


def test_the_editor_says_what_is_odd(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    make.item(ours.event, "Überschneidet", 30, fixed=at(9, 20))
    make.item(ours.event, "Lücke", 30, fixed=at(10, 30))
    make.item(ours.event, "Zu lang", 120)
    session.commit()

    page = words(planner.get(f"/planning/events/{ours.event.id}/program/").text)

    assert "überschneidet sich um 10 Min. mit dem Punkt davor" in page
    assert "davor sind 40 Min. frei" in page
    assert "endet 30 Min. nach der Versammlung" in page
    assert "30 Min. über dem Ende" in page
    assert "30 Min. länger als geplant" in words(planner.get(f"/planning/events/{ours.event.id}/").text)


def test_an_item_before_the_beginning_is_pointed_out(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"
    planner.post(url, planner.form(url, fixed__time="8:45"))

    page = words(planner.get(f"/planning/events/{ours.event.id}/program/").text)

    assert "beginnt 15 Min. vor der Versammlung" in page
    assert "fest" in page


def test_minutes_are_changed_in_place(planner: Browser, session: Session, ours: World) -> None:
    page = planner.get(f"/planning/events/{ours.event.id}/program/").text
    revision = re.findall(rf'name="item-{ours.item.id}-revision"[^>]*value="(\d+)"', page)[0]
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}/minutes"
    sent = {f"item-{ours.item.id}-minutes": "45", f"item-{ours.item.id}-revision": revision}

    answer = planner.post(url, sent)
    assert answer.location.endswith(f"/program/#item-{ours.item.id}")
    assert session.get_one(ProgramItem, ours.item.id).minutes == 45

    late = planner.post(url, {**sent, f"item-{ours.item.id}-minutes": "50"}, expect=422).text
    assert "während Sie schrieben" in late
    assert 'value="50"' in late
    assert session.get_one(ProgramItem, ours.item.id).minutes == 45


def test_a_person_stands_once_in_an_item(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"
    twice = planner.form(url, people__1__speaker=str(ours.speaker.id))

    assert "schon eingetragen" in planner.post(url, twice, expect=422).text


def test_a_new_person_of_an_item_that_is_refused_is_not_stored(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"
    stale = planner.form(url, new_person="Nur halb")
    planner.post(url, planner.form(url, minutes="31"))

    planner.post(url, stale, expect=422)

    assert "Nur halb" not in session.scalars(select(Speaker.name)).all()


def test_an_item_is_removed_after_a_question(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}/remove"
    assert "30 Min." in planner.get(url).text
    assert titles(session, ours.event) == ["Begrüßung"]

    planner.post(url)

    assert titles(session, ours.event) == []


# Two at once


def test_two_planners_at_once_lose_nothing(
    app: Flask, planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    pat = enter(another(app, session), session, make.account(ours.organizer, password=None, email="pat@example.org"))
    url = f"/planning/events/{ours.event.id}/details"
    kims, pats = planner.form(url, theme__de="Von Kim"), pat.form(url, theme__de="Von Pat", ends__time="13:00")

    planner.post(url, kims)
    page = pat.post(url, pats, expect=422).text

    assert "Kim Muster hat um" in page
    assert "Von Kim" in page
    assert form_values(page)["theme-de"] == "Von Pat"
    assert form_values(page)["ends-time"] == "13:00"
    assert session.get_one(Event, ours.event.id).theme.de == "Von Kim"
    rows = re.findall(r"<tr[^>]*>\s*<th[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>", page, re.DOTALL)
    assert ("Von Kim", "Von Pat") in [(theirs, mine) for _label, theirs, mine in rows]

    pat.post(url, form_values(page))

    assert session.get_one(Event, ours.event.id).theme.de == "Von Pat"


@pytest.mark.parametrize(
    ("url", "field"),
    [
        ("/planning/venues/{venue_id}", "city"),
        ("/planning/speakers/{speaker_id}", "organisation"),
        ("/planning/organizers/{organizer_id}", "reference"),
        ("/planning/organizers/{organizer_id}/kinds/{kind_id}", "basis"),
        ("/planning/events/{event_id}/program/{item_id}", "note"),
        ("/planning/events/{event_id}/venue", "venue"),
    ],
)
def test_every_form_notices_the_other(planner: Browser, ours: World, url: str, field: str) -> None:
    path = url.format(**ours.ids)
    first, second = planner.form(path), planner.form(path)
    first[field], second[field] = ("", [str(ours.venue.id)]) if field == "venue" else ("eins", "zwei")
    planner.post(path, first)

    page = planner.post(path, second, expect=422).text

    assert "während Sie schrieben" in page
    assert form_values(page)[field] == second[field]
    planner.post(path, form_values(page))


@pytest.mark.parametrize("revision", ["", "0", "abc", "-1", "9" * 400, "1.0", None])
def test_a_copy_without_its_number_is_never_stored(planner: Browser, ours: World, revision: str | None) -> None:
    url = f"/planning/venues/{ours.venue.id}"
    values = planner.form(url, city="Anderswo")
    values.pop("revision")

    planner.post(url, values if revision is None else {**values, "revision": revision}, expect=422)


@pytest.mark.parametrize("fingerprint", ["stale", "", None, "0" * 32])
def test_what_was_not_looked_at_is_not_announced(
    planner: Browser, session: Session, ours: World, fingerprint: str | None
) -> None:
    ours.event.theme = LocalText("Inzwischen geändert")
    session.commit()
    url = f"/planning/events/{ours.event.id}/announce"
    values = planner.form(url, status="confirmed")
    if fingerprint == "stale":
        ours.event.theme = LocalText("Noch einmal geändert")
        session.commit()
    elif fingerprint is None:
        del values["fingerprint"]
    else:
        values["fingerprint"] = fingerprint

    page = planner.post(url, values, expect=422).text

    assert "Seit Sie diese Seite geöffnet haben" in page
    assert session.scalars(select(AnnouncedEdition.number)).all() == [1]
    planner.post(url, {**form_values(page), "status": "confirmed"})
    assert session.scalars(select(AnnouncedEdition.number)).all() == [1, 2]


# Versions


def test_versions_are_compared(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    ours.event.ends = at(13)
    ours.item.title = LocalText("Begrüßung und Dank")
    make.announced(ours.event, now=NOW + HOUR)
    session.commit()

    page = words(planner.get(f"/planning/events/{ours.event.id}/editions/1/2").text)

    assert "12:30 Uhr" in page
    assert "13:00 Uhr" in page
    assert "Begrüßung und Dank" in page
    planner.get(f"/planning/events/{ours.event.id}/editions/1/3", expect=404)
    old = words(planner.get(f"/planning/events/{ours.event.id}/editions/1").text)
    assert "09:00–12:30" in old.replace(" – ", "–")


def test_calling_off_tells_everybody_why(
    settings: Settings, database: Database, planner: Browser, session: Session, ours: World
) -> None:
    before = planner.get(f"/events/{ours.event.slug}.ics").text
    url = f"/planning/events/{ours.event.id}/call-off"
    assert session.scalars(select(AnnouncedEdition.number)).all() == [1]

    planner.post(url, planner.form(url, reason__de="Der Saal ist gesperrt.", reason__en="The hall is closed."))

    later = another(create_app(settings, database), session)
    page = later.get(f"/events/{ours.event.slug}").text
    assert "Der Saal ist gesperrt." in page
    assert "abgesagt" in page
    assert "The hall is closed." in later.get(f"/events/{ours.event.slug}?lang=en").text
    after = later.get(f"/events/{ours.event.slug}.ics").text
    assert "STATUS:CANCELLED" in after
    assert _sequence(after) == _sequence(before) + 1
    assert planner.post(url, planner.form(url, reason__de="Noch einmal"), expect=422)


def test_what_was_called_off_can_be_announced_again(
    settings: Settings, database: Database, planner: Browser, session: Session, ours: World
) -> None:
    url = f"/planning/events/{ours.event.id}/call-off"
    planner.post(url, planner.form(url, reason__de="Der Saal ist gesperrt."))
    announce = f"/planning/events/{ours.event.id}/announce"

    planner.post(announce, planner.form(announce, status="confirmed"))

    later = another(create_app(settings, database), session)
    assert "Der Saal ist gesperrt." not in later.get(f"/events/{ours.event.slug}").text
    assert "STATUS:CONFIRMED" in later.get(f"/events/{ours.event.slug}.ics").text


def test_what_was_announced_is_called_off_and_never_deleted(planner: Browser, session: Session, ours: World) -> None:
    planner.post(f"/planning/events/{ours.event.id}/remove")

    assert "aber nicht gelöscht werden" in planner.get(f"/planning/events/{ours.event.id}/").text
    assert session.get(Event, ours.event.id)


def test_a_draft_is_deleted_after_a_question(planner: Browser, session: Session, make: Factories, ours: World) -> None:
    draft = make.event(ours.organizer, "Doch nicht")
    session.commit()
    number = draft.id
    assert "Doch nicht" in planner.get(f"/planning/events/{number}/remove").text
    assert session.get(Event, number)

    planner.post(f"/planning/events/{number}/remove")

    assert session.get(Event, number) is None


def test_a_hall_in_use_and_a_person_in_a_program_stay(planner: Browser, ours: World) -> None:
    planner.post(f"/planning/venues/{ours.venue.id}/remove")
    assert "nicht gelöscht werden" in planner.get(f"/planning/venues/{ours.venue.id}").text
    planner.post(f"/planning/speakers/{ours.speaker.id}/remove")
    assert "nicht gelöscht werden" in planner.get(f"/planning/speakers/{ours.speaker.id}").text


# Pictures


def test_S20_a_picture_is_as_private_as_its_event(
    app: Flask, planner: Browser, session: Session, make: Factories
) -> None:
    hidden = world(make, announced=False)
    enter(planner, session, make.account(hidden.organizer, password=None))
    planned = f"/planning/events/{hidden.event.id}/pictures/{hidden.digest}"
    own = f"/planning/speakers/{hidden.speaker.id}/picture/{hidden.digest}"
    stranger = another(app, session)

    for url in (planned, own):
        answer = planner.get(url)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert stranger.open(url).status_code == 303
    for key in (hidden.event.slug, hidden.event.secret):
        stranger.get(f"/events/{key}/pictures/{hidden.digest}", expect=404)


def test_a_new_picture_is_shown_with_the_next_announcement(
    settings: Settings, database: Database, planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    old, url = ours.digest, f"/planning/speakers/{ours.speaker.id}"
    planner.post(url, {**planner.form(url), "picture": upload(image_bytes("PNG", (33, 44)))})
    session.refresh(ours.speaker)
    new = ours.digest
    assert new != old

    planner.get(f"/events/{ours.event.slug}/pictures/{old}")
    planner.get(f"/events/{ours.event.slug}/pictures/{new}", expect=404)
    make.announced(ours.event, now=NOW + HOUR)

    later = another(create_app(settings, database), session)
    later.get(f"/events/{ours.event.slug}/pictures/{new}")
    later.get(f"/events/{ours.event.slug}/pictures/{old}", expect=404)


def test_a_picture_is_taken_away(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/speakers/{ours.speaker.id}"

    planner.post(url, {**planner.form(url), "no_picture": "y"})

    session.refresh(ours.speaker)
    assert ours.speaker.picture is None


# As many queries for three rows as for one


LISTS = {
    "dashboard": "/planning/",
    "start": "/",
    "speakers": "/planning/organizers/{organizer_id}/speakers",
    "venues": "/planning/organizers/{organizer_id}/venues",
    "kinds": "/planning/organizers/{organizer_id}/kinds/",
    "editor": "/planning/events/{event_id}/program/",
    "people": "/planning/events/{event_id}/people",
    "venue of event": "/planning/events/{event_id}/venue",
    "announce": "/planning/events/{event_id}/announce",
    "preview": "/planning/events/{event_id}/preview",
    "overview": "/planning/events/{event_id}/",
    "item": "/planning/events/{event_id}/program/{item_id}",
    "speaker": "/planning/speakers/{speaker_id}",
    "periods": "/planning/organizers/{organizer_id}/retention",
    "what is due": "/planning/organizers/{organizer_id}/retention/forget",
    "measures": "/planning/organizers/{organizer_id}/records/measures",
    "accounts": "/planning/accounts",
    "what a reader may see": "/planning/",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    connection: Connection, planner: Browser, session: Session, make: Factories, ours: World, name: str
) -> None:
    url = LISTS[name].format(**ours.ids)
    ours.account.is_administrator = name == "accounts"
    if name == "what a reader may see":
        ours.account.memberships = [Membership(organizer=ours.organizer, role=Role.READER)]
    session.commit()
    planner.get(url)  # stores the token of the forms
    counts = []
    for n in range(2):
        session.commit()
        session.expire_all()
        session.expunge_all()
        with counted(connection) as asked:
            planner.get(url)
        counts.append(len(asked))
        ours = _again(session, ours)
        for more in range(2 if n == 0 else 0):
            _one_more_of_each(make, ours, more)

    assert counts[0] == counts[1] > 0


def _again(session: Session, ours: World) -> World:
    return World(*(session.merge(getattr(ours, name)) for name in World.__dataclass_fields__))


def _one_more_of_each(make: Factories, ours: World, n: int) -> None:
    """What each list shows, once more."""
    speaker, venue = make.speaker(ours.organizer, f"Person {n}"), make.venue(ours.organizer, name=f"Halle {n}")
    other = make.event(
        ours.organizer, f"Weitere {n}", venue_id=venue.id, kind_id=ours.kind.id, visibility=Visibility.PUBLIC
    )
    make.item(other, "Vortrag", 20, speaker, ours.speaker)
    make.announced(other)
    make.item(ours.event, f"Punkt {n}", 20, speaker)
    make.announced(ours.event, now=NOW + (n + 1) * HOUR)
    draft = InviteeDraft(f"Robin {n}", f"robin-{n}@example.org")
    invitation = invitations.invite(make.session, other, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    mailed(make, other, invitation, f"Erinnerung {n}")
    make.employee(ours.organizer, f"Robin {n}")
    make.account(ours.organizer, password=None)


# Letters and mails


def test_a_letter_is_a_pdf_with_a_name(planner: Browser, ours: World) -> None:
    answer = planner.post(
        f"/planning/events/{ours.event.id}/invitation/letter.pdf",
        {
            "letter-name": "Kim Ömer-Weiß",
            "letter-address": "Kim Ömer-Weiß\nAmt 1\nRaum 5",
            "letter-salutation": "frau",
            "letter-language": "de",
        },
        expect=200,
    )

    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="Einladung Versammlung 2027 Kim Oemer-Weiss.pdf"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_that_the_window_cannot_hold_is_refused(planner: Browser, ours: World) -> None:
    values = {
        "letter-name": "",
        "letter-address": "\n".join("1234567"),
        "letter-salutation": "neutral",
        "letter-language": "de",
    }

    page = planner.post(f"/planning/events/{ours.event.id}/invitation/letter.pdf", values, expect=422).text

    assert "Platz für sechs Zeilen" in page


def test_R37_a_mail_asks_one_person(planner: Browser, ours: World) -> None:
    message = mail_of(planner, ours, name="Kim Ömer-Weiß", email="kim@exämple.org")
    parts = parts_of(message)
    calendar = parts["text/calendar"].replace("\r\n ", "")

    assert message.get_content_type() == "multipart/mixed"
    alternative, copy = message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in alternative.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert copy.get_filename() == "invite.ics"
    assert copy.get_content().decode() == parts["text/calendar"]
    part = list(alternative.iter_parts())[-1]
    assert part["Content-Disposition"] is None
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "UTF-8")
    assert "METHOD:REQUEST\r\n" in calendar
    attendees = re.findall(r"^ATTENDEE(.*?):mailto:(\S+)\r$", calendar, re.MULTILINE)
    assert [address for _, address in attendees] == ["kim@xn--exmple-cua.org"]
    assert "Kim Ömer-Weiß" in attendees[0][0]
    assert message["To"].addresses[0].addr_spec == "kim@xn--exmple-cua.org"
    assert message["To"].addresses[0].display_name == "Kim Ömer-Weiß"
    assert message["From"].addresses[0].addr_spec == "gleichstellung@musterstadt.example.org"
    assert "ORGANIZER" in calendar
    assert "mailto:gleichstellung@musterstadt.example.org" in calendar
    assert "Guten Tag Kim Ömer-Weiß," in parts["text/plain"]
    for text in (parts["text/plain"], parts["text/html"], message["Subject"]):
        assert "None" not in text
        assert not re.search(r"\{\w*\}|%\(\w+\)s", text)


def test_information_carries_a_file_alone(planner: Browser, ours: World) -> None:
    message = mail_of(planner, ours, asks_for_answer="publish")
    parts = parts_of(message)

    assert "text/calendar" not in parts
    assert b"METHOD:PUBLISH\r\n" in parts["application/ics"]
    assert b"ATTENDEE" not in parts["application/ics"]


def test_a_mail_in_english(planner: Browser, ours: World) -> None:
    message = mail_of(planner, ours, language="en", salutation="frau")
    text = parts_of(message)["text/plain"]

    assert message["Content-Language"] == "en"
    assert "Friday, 12 November 2027" in text
    assert "Guten Tag" not in text
    assert "Mit freundlichen" not in text


def test_a_cancelled_event_is_cancelled_by_mail(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/call-off"
    planner.post(url, planner.form(url, reason__de="Der Saal ist gesperrt."))

    message = mail_of(planner, ours)

    assert "METHOD:CANCEL\r\n" in parts_of(message)["text/calendar"]
    assert message["Subject"].startswith("Abgesagt")
    assert "Der Saal ist gesperrt." in parts_of(message)["text/plain"]


def test_before_the_announcement_there_is_nothing_to_send(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    draft = make.event(ours.organizer)
    session.commit()
    assert "Kündigen Sie die Versammlung zuerst an" in planner.get(f"/planning/events/{draft.id}/invitation/").text

    for rest, values in (("letter.pdf", {"letter-name": "x"}), ("mail.eml", {"mail-email": "kim@example.org"})):
        planner.post(f"/planning/events/{draft.id}/invitation/{rest}", values, expect=409)
    assert draft.status == Status.DRAFT


def test_the_rooms_speak_english_where_wished(planner: Browser, ours: World) -> None:
    page = planner.get(f"/planning/events/{ours.event.id}/?lang=en").text

    assert '<html lang="en">' in page
    assert "Überblick" not in words(page).replace("Begrüßung", "")
    assert '<html lang="en">' in planner.get("/planning/").text
    assert '<html lang="de">' in planner.get("/planning/?lang=de").text


def _sequence(entry: str) -> int:
    found = re.search(r"^SEQUENCE:(\d+)", entry, re.MULTILINE)
    return int(found[1]) if found else 0
