"""What is stored by people never becomes markup, a template or a placeholder, wherever it is shown."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.events import Visibility
from eventapp.domain.program import ItemFunction
from eventapp.domain.texts import LocalText
from eventapp.models import BarrierReport, Membership, PhotoConsent, RetentionRule
from eventapp.services import audit, editions
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, furnished

pytestmark = pytest.mark.one_database

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></script><b>x",
    "{{7*191}}${7*191}<%= 7*191 %>{% include 'base.html' %}",
    "javascript:alert(1)",
    "{name} {title} {0.__class__} {url} %(title)s %s %n %%",
    "&lt;b&gt; &amp;#60; &#x3c;",
    '#read("x") `code` $x$ @label *fett* _kursiv_ // \\',
)
MARK = "Merkmal"


class _Elements(HTMLParser):
    """The elements of a page, with their attributes, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def elements_of(page: str) -> _Elements:
    found = _Elements()
    found.feed(page)
    return found


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """The page without its words: elements and the names of their attributes."""
    return [(tag, tuple(attrs)) for tag, attrs in elements_of(page).elements]


def event_of(make: Factories, text: str) -> World:
    """An event in which every text says the same."""
    words, tail = LocalText(text, f"{text} en", f"{text} easy"), text[:60]
    organizer = make.organizer(
        office=text,
        authority=text,
        street=text,
        postcode=tail[:20],
        city=text,
        phone=tail,
        website="https://x.example/" + text,
        contact_name=text,
        contact_phone=tail,
        signatory=text,
        signatory_function=text,
        reference=tail,
    )
    venue = make.venue(
        organizer,
        name=text,
        street=text,
        postcode=tail[:20],
        city=text,
        access=words,
        directions=words,
        note=text,
        capacity=5,
        wheelchair_places=2,
    )
    speaker = make.speaker(
        organizer, text, function=words, organisation=text, bio=words, picture_alt=words, contact_phone=tail, note=text
    )
    kind = make.kind()
    event = make.event(
        organizer,
        words,
        theme=words,
        description=LocalText(f"{text}\n\n- {text}\n- {text}", text, text),
        visibility=Visibility.PUBLIC,
        venue_id=venue.id,
    )
    item = make.item(event, words, 30, speaker, text=words, note=text)
    make.item(event, "", 5, function=ItemFunction.BREAK, text=words)
    make.announced(event)
    event.title, venue.name = LocalText(f"{text} neu"), f"{text} neu"
    make.announced(event)
    account = make.account(organizer, password=None)
    return World(organizer, event, item, speaker, venue, kind, account, *furnished(make, event, text))


PAGES = (
    "/",
    "/events/{slug}",
    "/events/{slug}/program",
    "/planning/",
    "/planning/events/{event_id}/",
    "/planning/events/{event_id}/details",
    "/planning/events/{event_id}/program/",
    "/planning/events/{event_id}/program/new",
    "/planning/events/{event_id}/program/{item_id}",
    "/planning/events/{event_id}/program/{item_id}/remove",
    "/planning/events/{event_id}/people",
    "/planning/events/{event_id}/venue",
    "/planning/events/{event_id}/announce",
    "/planning/events/{event_id}/call-off",
    "/planning/events/{event_id}/preview",
    "/planning/events/{event_id}/editions/1",
    "/planning/events/{event_id}/editions/1/2",
    "/planning/events/{event_id}/invitation/",
    "/planning/events/{event_id}/remove",
    "/planning/organizers/{organizer_id}",
    "/planning/organizers/{organizer_id}/speakers",
    "/planning/speakers/{speaker_id}",
    "/planning/speakers/{speaker_id}/remove",
    "/planning/organizers/{organizer_id}/venues",
    "/planning/venues/{venue_id}",
    "/planning/venues/{venue_id}/remove",
    "/planning/organizers/{organizer_id}/events/new",
)


PAGES_ABOUT_PEOPLE = (
    "/account",
    "/planning/accounts",
    "/planning/accounts/{account_id}",
    "/planning/audit",
    "/planning/audit?event={event_id}",
    "/planning/pages/barriers",
    "/planning/settings",
    "/planning/events/{event_id}/answers/",
    "/planning/events/{event_id}/answers/{invitation_id}",
    "/planning/events/{event_id}/figures/",
    "/planning/events/{event_id}/invited/",
    "/planning/events/{event_id}/invited/{invitation_id}",
    "/planning/events/{event_id}/mailings/",
    "/planning/events/{event_id}/mailings/{mailing_id}/",
    "/planning/events/{event_id}/mailings/{mailing_id}/edit",
    "/planning/events/{event_id}/mailings/{mailing_id}/deliveries",
    "/planning/events/{event_id}/needs/",
    "/planning/events/{event_id}/photos/",
    "/planning/events/{event_id}/retention",
    "/planning/organizers/{organizer_id}/calendars",
    "/planning/organizers/{organizer_id}/privacy",
    "/planning/organizers/{organizer_id}/records/activities",
    "/planning/organizers/{organizer_id}/retention",
    "/planning/organizers/{organizer_id}/staff",
    "/planning/organizers/{organizer_id}/staff/{list_id}",
    "/planning/organizers/{organizer_id}/staff/{list_id}/people/{employee_id}",
    "/planning/organizers/{organizer_id}/staff/{list_id}/files/{upload_id}/columns",
    "/planning/organizers/{organizer_id}/staff/{list_id}/files/{upload_id}/take",
)


@pytest.mark.parametrize("text", ATTACKS[:6])
def test_S01_S04_nothing_about_people_is_markup_where_it_is_read(
    browser: Browser, session: Session, make: Factories, text: str
) -> None:
    """Names, reasons, reports and what stands in the log: of everybody, for everybody who may read it."""
    ours = event_of(make, text)
    consent = PhotoConsent(event_id=ours.event.id, name=text, channels=["press"], given_at=make.now)
    reason = RetentionRule(
        organizer_id=ours.organizer.id, event_id=ours.event.id, subject="answers", days=3, reason=text
    )
    reason.updated_at, reason.updated_by = make.now, text
    ours.account.name, ours.account.is_administrator = text, True
    ours.account.memberships.append(Membership(organizer=ours.organizer, role=Role.NEEDS))
    session.add_all([consent, reason, BarrierReport(created_at=make.now, message=text, contact=text, page_url=text)])
    audit.record(session, ours.account.as_actor(), "speaker.changed", ours.speaker, now=make.now, fields=[text])
    session.commit()
    enter(browser, session, ours.account)

    for pattern in PAGES_ABOUT_PEOPLE:
        _assert_harmless(_page(browser, pattern, ours), text)


def test_S01_S03_no_stored_text_is_markup_on_any_page(browser: Browser, session: Session, make: Factories) -> None:
    """A page has the same elements and attributes, whether harmless or hostile words stand in it."""
    harmless = event_of(make, MARK)
    hostile = [(text, event_of(make, text)) for text in ATTACKS]
    worlds = [harmless, *(ours for _, ours in hostile)]
    enter(browser, session, make.account(*(ours.organizer for ours in worlds), password=None))

    for pattern in PAGES:
        wanted = None if pattern in {"/", "/planning/"} else shape(_page(browser, pattern, harmless))
        for text, ours in hostile:
            for query in ("", "?lang=en", "?lang=easy")[: 3 if "slug" in pattern else 1]:
                page = _page(browser, pattern, ours, query)
                _assert_harmless(page, text)
                if wanted is not None and not query:
                    assert shape(page) == wanted, (pattern, text)


def _page(browser: Browser, pattern: str, ours: World, query: str = "") -> str:
    url = pattern.format(slug=ours.event.slug, **ours.ids)
    answer = browser.open(url + query, follow_redirects=True)
    assert answer.status_code == 200, url
    return answer.text


def _assert_harmless(page: str, text: str) -> None:
    found = elements_of(page)
    for tag, attrs in found.elements:
        assert not [name for name in attrs if name.startswith("on") or name in {"style", "srcdoc"}], (tag, attrs)
        for name in ("href", "src", "action", "formaction", "data"):
            assert urlsplit(attrs.get(name, "").strip()).scheme.casefold() in {
                "",
                "http",
                "https",
                "mailto",
                "tel",
                "webcal",
                "data" if tag == "img" else "",
            }, (tag, attrs)
        if tag == "script" and attrs.get("type") != "application/ld+json":  # that one is data, and never run
            assert urlsplit(attrs.get("src", "")).path.startswith("/static/"), attrs
        assert tag not in {"iframe", "object", "embed", "base", "style", "b"}, (tag, attrs)
    if text.startswith("{{"):
        assert "1337" not in re.sub(r"\d{5,}|v=\w+", "", found.text)


def test_S01_the_words_themselves_are_there_unchanged(browser: Browser, make: Factories) -> None:
    for text in ATTACKS:
        ours = event_of(make, text)
        make.session.commit()

        shown = elements_of(browser.get(f"/events/{ours.event.slug}").text).text

        assert f"{text} neu" in shown
        assert shown.count(text) >= 8


def test_S01_reflected_text_is_not_markup(browser: Browser) -> None:
    evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    for url in (
        f"/?x={evil}",
        f"/sign-in?next=/{evil}",
        f"/{evil}",
        f"/events/{evil}",
        f"/?lang={evil}",
        f"/?{evil}=1",
    ):
        page = browser.open(url).text
        assert "<script>alert" not in page, url
        _assert_harmless(page, "")


def test_S01_in_the_table_of_two_planners_text_stays_text(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/venues/{ours.venue.id}"
    mine = planner.form(url)
    planner.post(url, {**mine, "name": "<script>alert(1)</script>"})

    page = planner.post(url, {**mine, "name": '"><img src=x onerror=alert(2)>'}, expect=422).text

    assert "Was sich unterscheidet" in page
    _assert_harmless(page, "")
    assert "<script>alert(1)</script>" in elements_of(page).text
    assert '"><img src=x onerror=alert(2)>' in elements_of(page).text


def test_S01_messages_after_storing_are_text(planner: Browser, session: Session, ours: World) -> None:
    ours.speaker.name = "<b>fett</b><img src=x onerror=alert(1)>"
    session.commit()

    planner.post(f"/planning/speakers/{ours.speaker.id}/remove", expect=303)
    page = planner.get(f"/planning/speakers/{ours.speaker.id}").text

    assert "kann deshalb nicht gelöscht werden" in page
    _assert_harmless(page, "")


# Mails, letters, calendars


def mail_of(browser: Browser, ours: World, **changes: str) -> EmailMessage:
    """The mail as its reader's program sees it."""
    page = f"/planning/events/{ours.event.id}/invitation/"
    values = {
        "mail-name": "Kim Ömer-Weiß",
        "mail-email": "kim@example.org",
        "mail-salutation": "neutral",
        "mail-language": "de",
        "mail-asks_for_answer": "request",
        **{f"mail-{name}": value for name, value in changes.items()},
    }
    found = email.message_from_bytes(browser.post(page + "mail.eml", values, expect=200).data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def parts_of(message: EmailMessage) -> dict[str, Any]:
    """Contents by type; the attached copy of the calendar as ``application/ics``."""
    return {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}


def test_S01_S04_mails_say_what_is_stored_and_nothing_more(browser: Browser, session: Session, make: Factories) -> None:
    harmless = event_of(make, MARK)
    worlds = {text: event_of(make, text) for text in ATTACKS}
    enter(
        browser, session, make.account(harmless.organizer, *(ours.organizer for ours in worlds.values()), password=None)
    )
    wanted = shape(parts_of(mail_of(browser, harmless))["text/html"])

    for text, ours in worlds.items():
        message = mail_of(browser, ours)
        parts = parts_of(message)

        assert text in parts["text/plain"], text
        assert text in message["Subject"], text
        assert shape(parts["text/html"]) == wanted, text
        assert text in elements_of(parts["text/html"]).text, text
        calendar = re.sub(r"\r?\n[ \t]", "", parts["text/calendar"])
        escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        assert f"SUMMARY;LANGUAGE=de:{escaped}" in calendar or f"SUMMARY:{escaped}" in calendar, text


@pytest.mark.parametrize(
    "name", ["{name}", "{0.__class__.__init__.__globals__}", "%(name)s %n %s", "{{ config }}", "{title}"]
)
def test_S04_a_name_is_put_in_once_as_it_is(planner: Browser, ours: World, name: str) -> None:
    message = mail_of(planner, ours, name=name)

    assert f"Guten Tag {name}," in parts_of(message)["text/plain"]
    assert f"Guten Tag {name}," in elements_of(parts_of(message)["text/html"]).text
    letter = {"letter-name": name, "letter-address": name, "letter-salutation": "neutral", "letter-language": "de"}
    pdf = planner.post(f"/planning/events/{ours.event.id}/invitation/letter.pdf", letter, expect=200)
    assert pdf.data.startswith(b"%PDF-")


def test_S11_typst_reads_no_file_and_runs_no_code(planner: Browser, session: Session, make: Factories) -> None:
    texts = (
        '#read("/etc/passwd")',
        '#include "/etc/passwd"',
        "#panic()",
        '#eval("1+1")',
        '"); #panic(("',
        "// \\u{0} */ /*",
    )
    for text in texts:
        event = make.event(title=text, theme=LocalText(text), description=LocalText(text), visibility=Visibility.PUBLIC)
        make.item(event, text, text=LocalText(text))
        make.announced(event)
        session.commit()

        pdf = planner.get(f"/events/{event.slug}/program.pdf")

        assert pdf.data.startswith(b"%PDF-")
        assert b"root:" not in pdf.data


def test_S07_no_name_breaks_out_of_a_header(planner: Browser, ours: World) -> None:
    for name in (
        'Kim" <x@evil.example>',
        "Kim, Pat",
        "=?utf-8?q?x?=",
        "Kim (Kommentar)",
        "a" * 200,
        "<x@evil.example>",
        "\\",
    ):
        message = mail_of(planner, ours, name=name)

        assert [address.addr_spec for address in message["To"].addresses] == ["kim@example.org"], name
        assert len(message.get_all("To", [])) == 1
        assert message["Bcc"] is None


def test_S43_a_mail_names_nobody_but_its_recipient(planner: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    event = make.event(organizer)
    make.item(
        event,
        "Vortrag",
        30,
        make.speaker(organizer, contact_email="privat@example.org", contact_phone="0151 1234", note="nur intern"),
    )
    make.announced(event)
    account = make.account(organizer, password=None)
    ours = World(
        organizer,
        event,
        event.program[0],
        event.program[0].people[0].speaker,
        make.venue(organizer),
        make.kind(),
        account,
        *furnished(make, event),
    )

    whole = str(parts_of(mail_of(enter(planner, session, account), ours)))

    for secret in ("privat@example.org", "0151 1234", "nur intern"):
        assert secret not in whole
    assert re.findall(r"ATTENDEE[^:]*:mailto:(\S+?)\\r", whole.replace("\\r\\n ", "")) == [
        "kim@example.org"
    ] * whole.count("BEGIN:VEVENT")


def test_S43_nothing_private_is_public(browser: Browser, session: Session, make: Factories) -> None:
    organizer = make.organizer()
    venue = make.venue(organizer, note="Schlüssel beim Hausmeister")
    event = make.event(organizer, visibility=Visibility.PUBLIC, venue_id=venue.id)
    speaker = make.speaker(organizer, contact_email="privat@example.org", contact_phone="0151 1234", note="nur intern")
    item = make.item(event, "Vortrag", 30, speaker, note="Notiz zum Punkt")
    make.announced(event)
    session.commit()

    for rest in ("", "/program", ".ics", "/program.ics", f"/program/{item.id}.ics"):
        text = browser.get(f"/events/{event.slug}{rest}").text.replace("\r\n ", "")
        for secret in ("privat@example.org", "0151 1234", "nur intern", "Notiz zum Punkt", "Hausmeister", event.secret):
            assert secret not in text, rest


def test_the_reason_of_a_call_off_is_text(browser: Browser, session: Session, ours: World) -> None:
    editions.call_off(session, ours.event, LocalText("<img src=x onerror=alert(1)>\n\n{{7*7}}"), actor=SYSTEM, now=NOW)
    session.commit()

    page = browser.get(f"/events/{ours.event.slug}").text

    _assert_harmless(page, "")
    assert "<img src=x onerror=alert(1)>" in elements_of(page).text
    assert "{{7*7}}" in elements_of(page).text
