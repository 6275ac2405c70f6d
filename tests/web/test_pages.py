"""The pages that the law asks for, as people read, write and use them."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.config import Settings, UnsafeSettings
from eventapp.domain.actor import SYSTEM
from eventapp.domain.events import Visibility
from eventapp.domain.pages import PageDraft, PageName
from eventapp.domain.texts import LocalText
from eventapp.models import BarrierReport, Delivery, Video
from eventapp.models.database import Database
from eventapp.services import barriers, pages
from eventapp.web.legal.paths import masked, reported
from eventapp.web.pages import written
from tests.conftest import NOW, URL
from tests.factories import Factories
from tests.pages import Browser
from tests.services.test_pages import MP4, WEBM
from tests.web.test_output import ATTACKS, shape
from tests.web.world import World, enter, multipart, stored, world

pytestmark = pytest.mark.one_database

PUBLIC = ("/accessibility", "/privacy", "/imprint", "/easy-language", "/sign-language", "/barrier", "/barrier/thanks")
EDITOR = ("/planning/pages", *(f"/planning/pages/{name}" for name in PageName), "/planning/pages/barriers")
FOOT = ("/imprint", "/privacy", "/accessibility", "/barrier?page=", "/easy-language", "/sign-language")
FILM = "/planning/pages/sign-language/film"


def links_at_the_foot(page: str) -> list[str]:
    foot = page.partition('<footer class="site-footer">')[2]
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', foot)]


def report(browser: Browser, expect: int = 303, **fields: str) -> str:
    """Send a report as a browser without cookies does."""
    answer = browser.open("/barrier", method="POST", data={"message": "Kein Kontrast.", **fields})
    assert answer.status_code == expect, answer.text
    return answer.text


# Reading


@pytest.mark.parametrize("with_office", [False, True])
def test_everybody_reads_the_pages_in_both_languages_without_a_cookie(
    browser: Browser, make: Factories, with_office: bool
) -> None:
    if with_office:
        make.organizer()
        make.session.commit()

    for url in PUBLIC:
        german, english = browser.get(url), browser.get(f"{url}?lang=en")

        assert '<html lang="de"' in german.text
        assert '<html lang="en"' in english.text
        assert german.text != english.text
        assert "Set-Cookie" not in german.headers


def test_A11Y3_the_statement_names_all_that_is_asked_for(browser: Browser, planner: Browser) -> None:
    form = planner.form("/planning/pages/accessibility")
    form |= {
        "conformity": "partial",
        "method": "self",
        "assessed_on": "1.10.2024",
        "revised_on": "2.10.2024",
        "reasons-de": "Zeit",
        "answer_days": "14",
        "contact_email": "frag@example.org",
    }
    planner.post("/planning/pages/accessibility", form)

    text = browser.get("/accessibility").text

    for words in ("teilweise vereinbar", "01.10.2024", "02.10.2024", "Selbstbewertung", "Zeit", "14 Tagen"):
        assert words in text
    assert 'href="mailto:frag@example.org"' in text
    assert "ombudsstelle-barrierefreie-it@mags.nrw.de" in text
    assert 'href="/barrier?page=/accessibility"' in text


def test_DP11_the_notice_lists_the_one_cookie_with_its_lifetimes(
    browser: Browser, settings: Settings, database: Database, session: Session
) -> None:
    assert re.search(r"<dd[^>]*>eventapp</dd>", browser.get("/privacy").text)
    https = create_app(
        replace(settings, public_url="https://versammlung.example.org", idle_minutes=17, absolute_hours=9), database
    )

    text = Browser(https, session).get("/privacy").text

    assert "__Host-eventapp" in text
    assert "17 Min." in text
    assert "9 Stunden" in text


def test_A11Y6_the_easy_text_says_that_nobody_has_examined_it_yet(browser: Browser, planner: Browser) -> None:
    label = "noch nicht von einer Prüfgruppe geprüft"
    assert label in browser.get("/easy-language").text
    assert 'lang="de-simple"' in browser.get("/easy-language").text

    planner.post("/planning/pages/easy-language", planner.form("/planning/pages/easy-language", examined_by="Gruppe"))

    text = browser.get("/easy-language").text
    assert label not in text
    assert "Geprüft von: Gruppe" in text


def test_a_text_in_one_language_says_so_to_those_who_read_another(
    browser: Browser, session: Session, make: Factories
) -> None:
    draft = PageDraft(LocalText("Nur deutsch"), pages.shipped(PageName.IMPRINT).facts)
    pages.change(session, PageName.IMPRINT, draft, revision=0, actor=SYSTEM, now=NOW)
    session.commit()

    assert '<div class="prose legal" lang="de"><p>Nur deutsch' in browser.get("/imprint?lang=en").text


def test_UX10_the_links_stand_at_the_foot_of_every_kind_of_page(
    planner: Browser, browser: Browser, ours: World
) -> None:
    public = ("/", f"/events/{ours.event.slug}", f"/events/{ours.event.slug}/program", "/code", *PUBLIC)
    for url in (*public, "/planning/", f"/planning/events/{ours.event.id}/", *EDITOR):
        found = links_at_the_foot(planner.get(url).text)
        assert [link for link, known in zip(found, FOOT, strict=False) if not link.startswith(known)] == [], url
        assert f"/barrier?page={url}" in found
    lost = links_at_the_foot(browser.get("/nothing-here", 404).text)
    assert "/barrier?page=/nothing-here" in lost


def test_A11Y6_the_start_page_leads_to_easy_and_sign_language_at_its_top(browser: Browser) -> None:
    top = browser.get("/").text.partition("<h1")[0]

    assert 'href="/easy-language"' in top
    assert 'href="/sign-language"' in top


def test_the_foot_of_a_page_for_everybody_is_the_same_for_everybody(
    app: Flask, browser: Browser, session: Session, ours: World
) -> None:
    url = f"/events/{ours.event.slug}"
    read = browser.get(url)
    enter(browser, session, ours.account)

    assert browser.get(url).data == read.data
    assert "Set-Cookie" not in read.headers


def test_S39_no_secret_of_an_address_stands_in_the_link_to_the_report(browser: Browser, make: Factories) -> None:
    hidden = world(make, visibility=Visibility.STAFF)
    make.session.commit()

    page = browser.get(f"/events/{hidden.event.secret}").text

    assert "/barrier?page=/events/%E2%80%A6" in links_at_the_foot(page)
    assert masked("/i/abc/data") == "/i/…/data"
    assert masked("/s/kurz") == "/s/…"
    assert masked("/sign-in/link/kurz") == "/sign-in/link/…"
    assert masked("/events/versammlung-der-weiblichen-2027") == "/events/versammlung-der-weiblichen-2027"


# Texts


def test_S01_a_line_with_a_sign_is_a_heading_and_nothing_is_markup() -> None:
    assert written("# Eins\nzwei\n\n- drei\n- vier\n# <b>\n#fünf\n# ") == (
        "<h2>Eins</h2><p>zwei</p><ul><li>drei</li><li>vier</li></ul><h2>&lt;b&gt;</h2><p>#fünf</p>"
    )


def typed_everywhere(form: dict[str, Any], words: Sequence[str]) -> dict[str, str]:
    """All texts of a form: long ones hold all ``words``, each line one of them."""
    long = re.compile(r"(body|scope|gaps|reasons|alternatives)-|ombuds_address|controller|officer|authority|provider")
    lines = ("contact_name", "ombuds_name", "examined_by")
    whole = "# {}\n\n{}\n\n- {}".format(words[0], " ".join(words), words[1])
    return {name: whole for name in form if long.match(name)} | {
        name: words[number] for number, name in enumerate(lines) if name in form
    }


@pytest.mark.parametrize("name", PageName)
def test_S01_no_text_of_the_office_is_markup(planner: Browser, browser: Browser, name: PageName) -> None:
    url, shapes = f"/planning/pages/{name}", []
    for words in (["Merkmal"] * len(ATTACKS), ATTACKS):
        form = planner.form(url)
        form |= typed_everywhere(form, words)
        preview = planner.post(url, {**form, "preview": "1"}, expect=200)
        planner.post(url, form)
        shapes.append((shape(preview.text), shape(browser.get(f"/{name}").text)))

    assert shapes[0] == shapes[1]


def test_S02_only_an_address_on_the_web_becomes_a_link(planner: Browser) -> None:
    form = planner.form("/planning/pages/accessibility")
    for url in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "kein link"):
        page = planner.post("/planning/pages/accessibility", {**form, "ombuds_url": url}, expect=422).text

        assert "Die Adresse beginnt mit https://" in page
        assert unescape(page).count(url) >= 1  # what was typed is still there


# Writing


def test_a_preview_shows_what_was_typed_and_stores_nothing(planner: Browser, session: Session) -> None:
    before = stored(session)
    form = planner.form("/planning/pages/imprint")
    form |= {"body-de": "# Ganz neu\n\nEin Satz.", "provider": "Stadt Muster", "preview": "1"}

    page = planner.post("/planning/pages/imprint", form, expect=200).text

    assert "<h3>Ganz neu</h3>" in page
    assert "<p>Stadt Muster</p>" in page
    assert "<title>Vorschau: Impressum –" in page
    assert '<h2 id="preview" tabindex="-1" autofocus>Vorschau: Impressum</h2>' in page
    assert 'formaction="#preview"' in page
    assert stored(session) == before


@pytest.mark.parametrize("name", PageName)
def test_the_headings_of_a_preview_stand_below_its_own(planner: Browser, name: PageName) -> None:
    url = f"/planning/pages/{name}"
    form = planner.form(url)

    page = planner.post(url, {**form, "preview": "1"}, expect=200).text

    preview = page.partition('id="preview"')[2].partition("</section>")[0]
    assert re.search("<h[34]>", preview)
    assert preview.count("<h2") == 0


def test_whose_address_stands_for_none_and_for_whom_a_page_speaks(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    url = "/planning/pages/imprint"
    page = planner.get(url).text
    assert f"die Anschrift aus „Absender“ von {ours.organizer.office}." in page
    assert "gilt für alle" not in page

    make.organizer()
    session.commit()

    assert "Die Seite gilt für alle 2 Stellen." in planner.get(url).text


def test_A11Y3_a_judgement_needs_a_method_and_a_day(planner: Browser, browser: Browser) -> None:
    url = "/planning/pages/accessibility"
    form = planner.form(url, conformity="partial", method="none", assessed_on="", revised_on="")
    page = planner.post(url, form, expect=422).text
    assert "Wie geprüft wurde: Wählen Sie, wie geprüft wurde." in page
    assert "Geprüft am: Geben Sie an, wann geprüft wurde." in page

    planner.post(url, {**form, "method": "self", "assessed_on": "1.10.2024"})

    assert planner.form(url)["revised_on"] == datetime.now(ZoneInfo("Europe/Berlin")).strftime("%d.%m.%Y")


def test_A11Y3_a_statement_knows_no_days_to_come(planner: Browser) -> None:
    url = "/planning/pages/accessibility"
    tomorrow = (datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(days=1)).strftime("%d.%m.%Y")
    form = planner.form(url, conformity="full", method="self", assessed_on=tomorrow, revised_on=tomorrow)

    page = planner.post(url, form, expect=422).text

    assert page.count('aria-invalid="true"') == 2
    assert page.count("Dieser Tag liegt in der Zukunft.") == 4  # above, and at their fields
    assert page.count("Datum im Kalender auswählen für „Geprüft am“") == 1


def test_two_who_write_at_once_see_what_differs(planner: Browser, browser: Browser) -> None:
    url = "/planning/pages/privacy"
    hers, his = planner.form(url), planner.form(url)
    planner.post(url, {**hers, "officer": "Frau Eins"})

    page = planner.post(url, {**his, "officer": "Frau Zwei"}, expect=422).text

    assert "Frau Eins" in page
    assert "Frau Zwei" in page
    assert "Frau Eins" in browser.get("/privacy").text


def test_what_is_wrong_is_said_at_its_field(planner: Browser) -> None:
    form = planner.form("/planning/pages/accessibility")
    form |= {"assessed_on": "gestern", "answer_days": "viele", "report_email": "keine", "body-de": "Bleibt stehen."}

    page = planner.post("/planning/pages/accessibility", form, expect=422).text

    assert page.count('aria-invalid="true"') == 3
    assert "Bleibt stehen." in page
    assert "<title>Fehler:" in page


def test_S35_planners_of_another_office_find_no_editor(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    theirs = world(make)
    report(browser)
    row = session.scalars(select(BarrierReport)).one()
    enter(browser, session, theirs.account)
    before = stored(session)

    for url in (*EDITOR, FILM + "/remove"):
        browser.get(url, expect=404)
    for way in ("done", "open"):
        browser.post(f"/planning/pages/barriers/{way}", {"reports": str(row.id)}, expect=404)
    browser.post("/planning/pages/imprint", {"body-de": "x", "revision": "0"}, expect=404)
    assert send_film(browser, MP4).status_code == 404
    assert 'href="/planning/pages"' not in browser.get("/planning/").text
    assert stored(session) == before


def test_S35_who_runs_the_installation_writes_the_pages(browser: Browser, session: Session, make: Factories) -> None:
    make.organizer()
    enter(browser, session, make.account(password=None, is_administrator=True))

    url = "/planning/pages/imprint"
    answer = browser.open(url, method="POST", data=browser.form(url, body__de="Von Ada."))

    assert answer.status_code == 303

    assert "Von Ada." in browser.get("/imprint").text


def test_S40_looking_changes_nothing(planner: Browser, session: Session) -> None:
    before = stored(session)

    for url in (*PUBLIC, *EDITOR, "/.well-known/security.txt", "/barrier?page=/x"):
        planner.open(url)
        planner.open(url, method="HEAD")

    assert stored(session) == before


# Barriers


def test_A11Y4_a_barrier_is_reported_without_account_or_cookie_and_mailed(
    browser: Browser, session: Session, make: Factories
) -> None:
    make.organizer(email="stelle@example.org")
    session.commit()
    page = browser.get("/barrier?page=/events/versammlung")
    assert "Set-Cookie" not in page.headers
    assert 'value="/events/versammlung"' in page.text

    report(browser, message="Der <b>Text</b>\nist zu klein.", page="/events/versammlung", contact="0201 88-0")

    row = session.scalars(select(BarrierReport)).one()
    mail = session.scalars(select(Delivery)).one()
    assert (row.message, row.page_url, row.contact) == (
        "Der <b>Text</b>\nist zu klein.",
        "/events/versammlung",
        "0201 88-0",
    )
    assert mail.recipient == "stelle@example.org"
    told = email.message_from_bytes(mail.content or b"", policy=email.policy.default)
    plain, rich = (told.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert rich is not None
    assert "Der <b>Text</b>" in plain.get_content()
    assert "&lt;b&gt;" in rich.get_content()
    assert f"{URL}/planning/pages/barriers" in plain.get_content()
    assert told["Subject"] == "Eine Barriere wurde gemeldet"


def test_A11Y4_reports_go_to_the_address_that_the_office_names(
    planner: Browser, browser: Browser, session: Session
) -> None:
    url = "/planning/pages/accessibility"
    planner.post(url, planner.form(url, report_email="barriere@example.org"))

    report(browser)

    assert "barriere@example.org" in session.scalars(select(Delivery.recipient)).all()
    assert "barriere@example.org" not in browser.get("/accessibility").text


def test_a_report_without_words_is_asked_back_and_nothing_is_lost(browser: Browser, session: Session) -> None:
    page = report(browser, expect=422, message=" ", page="https://evil.example/x", contact="Kim")

    assert page.count('aria-invalid="true"') == 2
    assert 'value="Kim"' in page
    assert 'value="https://evil.example/x"' in page
    assert session.scalars(select(BarrierReport)).all() == []


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("", ""),
        ("/events/x?lang=en#a", "/events/x"),
        (f"{URL}/events/x", "/events/x"),
        (f"{URL}/i/geheim/needs", "/i/…/needs"),
        (URL, None),
        ("https://evil.example/", None),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("/%2fevil.example", None),
        ("javascript:alert(1)", None),
        (f"{URL}.evil.example/", None),
        ("/a b", None),
    ],
)
def test_S46_the_page_of_a_report_is_a_path_on_this_site(typed: str, path: str | None) -> None:
    assert reported(typed, URL) == path


def test_S01_a_foreign_address_is_not_taken_over_and_never_a_link(
    planner: Browser, browser: Browser, session: Session
) -> None:
    for page in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert browser.form(f"/barrier?page={page}")["page"] == ""
    report(browser, message="<script>alert(1)</script>", page="/nirgends", contact="https://evil.example/")

    text = planner.get("/planning/pages/barriers").text

    assert "&lt;script&gt;alert(1)" in text
    assert "https://evil.example/" in text
    assert not re.search(r'href="[^"]*(evil|nirgends)', text)


def test_S57_a_flood_is_bounded_and_the_next_town_hall_still_gets_through(browser: Browser, session: Session) -> None:
    for _ in range(barriers.PER_NETWORK.at_once):
        report(browser)

    refused = browser.open("/barrier", method="POST", data={"message": "Noch eine."})

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= barriers.PER_NETWORK.every.total_seconds()
    assert "Noch eine." in refused.text
    other = {"REMOTE_ADDR": "198.51.100.7"}
    assert browser.open("/barrier", method="POST", data={"message": "x"}, environ_overrides=other).status_code == 303


def test_S57_a_flood_of_reports_is_no_flood_of_mails(browser: Browser, session: Session, make: Factories) -> None:
    make.organizer()
    session.commit()
    for n in range(barriers.MAILED.at_once + 3):
        other = {"REMOTE_ADDR": f"198.51.100.{n}"}
        browser.open("/barrier", method="POST", data={"message": "x"}, environ_overrides=other)

    assert len(session.scalars(select(BarrierReport)).all()) == barriers.MAILED.at_once + 3
    assert len(session.scalars(select(Delivery)).all()) == barriers.MAILED.at_once


def test_S44_another_site_sends_no_report(browser: Browser, session: Session) -> None:
    answer = browser.open("/barrier", method="POST", data={"message": "x"}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert session.scalars(select(BarrierReport)).all() == []


def test_a_report_is_marked_as_done(planner: Browser, browser: Browser, session: Session) -> None:
    report(browser, message="Erste.")
    row = session.scalars(select(BarrierReport)).one()
    assert "1 Meldung ist noch offen." in planner.get("/planning/pages").text

    planner.post("/planning/pages/barriers/done", {"reports": "keine"}, expect=400)
    planner.post("/planning/pages/barriers/done", {"reports": str(row.id)})

    assert row.done_at is not None
    text = planner.get("/planning/pages/barriers").text
    assert "Erste." in text.partition("done-heading")[2]


def test_what_was_reported_leads_to_its_page_and_to_an_answer(
    planner: Browser, browser: Browser, session: Session, ours: World
) -> None:
    path = f"/events/{ours.event.slug}"
    for page, contact in ((path, "kim@example.org"), ("/nirgends", "0201 88-0"), ("", 'a"b@example.org')):
        report(browser, page=page, contact=contact)

    text = planner.get("/planning/pages/barriers").text

    assert f'<a href="{path}">{path}</a>' in text
    assert re.findall(r'href="(mailto:[^"]+)"', text) == ["mailto:kim@example.org"]
    assert 'href="/nirgends"' not in text
    assert len(re.findall(r"<h3[^>]*>Meldung vom \d\d\.\d\d\.\d{4}, \d\d:\d\d\sUhr</h3>", text)) == 3
    assert len(re.findall(r"Meldung vom [^<]+\sUhr als erledigt kennzeichnen</span>", text)) == 3


def test_all_reports_of_a_page_are_shown_once_more_before_they_are_done(
    planner: Browser, browser: Browser, session: Session
) -> None:
    url = "/planning/pages/barriers"
    for number in range(2):
        report(browser, message=f"Nummer {number}.")
    (address,) = re.findall(rf'href="({url}/done\?reports=[^"]+)"', planner.get(url).text)

    page = planner.get(unescape(address)).text
    report(browser, message="Später.")

    assert "<h1" in page
    assert "2 Meldungen als erledigt kennzeichnen</h1>" in page
    assert "Nummer 1." in page
    assert session.scalars(select(BarrierReport).where(BarrierReport.done_at.is_not(None))).all() == []
    (told,) = re.findall(r'name="reports" value="([^"]+)"', page)
    planner.post(f"{url}/done", {"reports": told})
    waiting = session.scalars(select(BarrierReport.message).where(BarrierReport.done_at.is_(None))).all()
    assert waiting == ["Später."]
    assert planner.get(f"{url}/done", expect=303).location == url
    assert planner.get(unescape(address), expect=303).location == url
    planner.get(f"{url}/done?reports=x", expect=400)


def test_a_report_that_was_done_is_opened_again(planner: Browser, browser: Browser, session: Session) -> None:
    url = "/planning/pages/barriers"
    report(browser)
    row = session.scalars(select(BarrierReport)).one()
    planner.post(f"{url}/done", {"reports": str(row.id)})
    assert "offen</strong>" not in planner.get("/planning/settings").text

    planner.post(f"{url}/open", {"reports": str(row.id)})

    assert row.done_at is None
    assert "1 gemeldete Barriere offen" in planner.get("/planning/settings").text
    planner.post(f"{url}/open", {"reports": str(row.id + 1)}, expect=404)


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("kim@example.org", "Sie bekommen eine Antwort."),
        ("Kim, Tel. 0201/88-0", "Sie bekommen eine Antwort."),
        ("Kim aus dem Jugendamt", "weder eine E-Mail-Adresse noch eine Telefonnummer"),
        ("", "keinen Kontakt angegeben"),
    ],
)
def test_A11Y4_nobody_is_promised_an_answer_who_cannot_get_one(browser: Browser, contact: str, said: str) -> None:
    sent = browser.open("/barrier", method="POST", data={"message": "Kein Kontrast.", "contact": contact})

    page = browser.get(sent.location)

    assert said in page.text
    assert ("Sie bekommen" in page.text) is ("@" in contact or "0201" in contact)
    assert "Set-Cookie" not in sent.headers
    assert "Set-Cookie" not in page.headers
    assert "Kim" not in sent.location


# The film


def send_film(planner: Browser, content: bytes) -> Any:
    body, kind = multipart({"csrf_token": planner.token()}, {"file": content})
    return planner.open(FILM, method="POST", data=body, content_type=kind)


@pytest.mark.parametrize(("content", "media_type"), [(MP4, "video/mp4"), (WEBM, "video/webm")])
def test_A11Y6_a_film_is_shown_and_served_inert(
    planner: Browser, browser: Browser, session: Session, content: bytes, media_type: str
) -> None:
    assert "gibt es hier noch nicht" in browser.get("/sign-language").text

    assert send_film(planner, content).status_code == 303

    page = browser.get("/sign-language")
    url = re.findall(r'<video[^>]* src="([^"]+)"', page.text)[0]
    film = browser.open(url)
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert film.data == content
    assert film.content_type == media_type
    assert film.headers["X-Content-Type-Options"] == "nosniff"
    assert film.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_part_of_the_film_is_served(planner: Browser, browser: Browser, session: Session) -> None:
    send_film(planner, MP4)
    digest = session.scalars(select(Video.digest)).one()

    def ask(wanted: str, **headers: str) -> Any:
        return browser.open(f"/sign-language/film/{digest}", headers={"Range": wanted, **headers})

    size = len(MP4)
    part = ask("bytes=10-19")
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, MP4[10:20], f"bytes 10-19/{size}")
    assert ask("bytes=-5").data == MP4[-5:]
    assert ask(f"bytes={size - 3}-{size + 99}").data == MP4[-3:]
    beyond = ask(f"bytes={size}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    for whole in (ask("bytes=0-1,4-5"), ask("lines=1-2"), ask("bytes=0-1", **{"If-Range": '"other"'})):
        assert (whole.status_code, whole.data) == (200, MP4)
    browser.get("/sign-language/film/unknown", expect=404)


def test_a_film_that_was_changed_or_removed_lies_nowhere_any_more(
    planner: Browser, browser: Browser, session: Session, settings: Settings
) -> None:
    for change in (lambda: send_film(planner, MP4 + b"more"), lambda: planner.post(FILM + "/remove")):
        send_film(planner, MP4)
        assert browser.open(f"/sign-language/film/{session.scalars(select(Video.digest)).one()}").data == MP4
        assert list((settings.instance / ".film").iterdir())

        change()

        assert list((settings.instance / ".film").iterdir()) == []


def test_S19_what_is_no_film_is_not_stored(planner: Browser, session: Session) -> None:
    for content in (b"", b"<html><script>alert(1)</script></html>", b"GIF89a" + bytes(40)):
        answer = send_film(planner, content)

        assert answer.status_code == 422
        assert "MP4 oder WebM" in answer.text
    assert session.scalars(select(Video)).all() == []


def test_S15_a_film_beyond_the_bound_is_not_read(browser: Browser, planner: Browser, session: Session) -> None:
    too_much = {"CONTENT_LENGTH": "80000000"}
    answer = planner.open(FILM, method="POST", data=b"", environ_overrides=too_much, content_type="multipart/form-data")

    assert answer.status_code == 413
    assert session.scalars(select(Video)).all() == []


def test_the_film_is_removed_after_asking(planner: Browser, browser: Browser, session: Session) -> None:
    send_film(planner, MP4)
    assert "nicht rückgängig" in planner.get(FILM + "/remove").text

    planner.post(FILM + "/remove")

    assert session.scalars(select(Video)).all() == []
    assert "<video" not in browser.get("/sign-language").text


# Security


def test_IT9_security_txt_names_the_contact(settings: Settings, database: Database, session: Session) -> None:
    app = create_app(replace(settings, security_contact="sicherheit@example.org"), database)

    answer = Browser(app, session).open("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert fields == {
        "Contact": "mailto:sicherheit@example.org",
        "Preferred-Languages": "de, en",
        "Canonical": f"{URL}/.well-known/security.txt",
    }
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
    assert answer.content_type == "text/plain; charset=utf-8"


def test_IT9_without_a_contact_there_is_no_security_txt(browser: Browser) -> None:
    browser.get("/.well-known/security.txt", expect=404)


@pytest.mark.parametrize("contact", ["niemand", "http://example.org", "a@b\nExpires: x", "https://x y"])
def test_IT9_a_contact_that_is_none_is_refused(settings: Settings, contact: str) -> None:
    with pytest.raises(UnsafeSettings, match="SECURITY_CONTACT"):
        replace(settings, security_contact=contact).check()
