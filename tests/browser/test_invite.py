"""The whole way on a list of 300: from the HR department's file to mails, letters, an answer, a change."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import FilePayload, Page, expect

from .conftest import OpenWindow, Site

pytestmark = pytest.mark.browser

PEOPLE = 300


def hr_file() -> bytes:
    """As HR departments send it: cp1252, a title above the header, columns that nobody needs, one bad row."""
    rows = [
        "Personalliste;Stand 01.11.2026;;;;",
        ";;;;;",
        "Nachname;Vorname;E-Mail dienstlich;Amt;Gebäude;Geburtsdatum",
    ]
    for number in range(PEOPLE):
        address = f"kollegin-{number}@amt.example.org" if number % 5 else ""
        rows.append(f"Müller-{number};Änne;{address};Amt {number % 7 + 1};Rathaus;01.01.1980")
    rows.append("Fehler;Frieda;frieda at example.org;Amt 1;Rathaus;01.01.1980")
    return "\r\n".join(rows).encode("cp1252")


def mails_of(site: Site) -> list[EmailMessage]:
    """What left for these people, as a mail program reads it."""
    found = [message_from_bytes(file.read_bytes(), policy=default) for file in outbox(site).glob("*.eml")]
    return [mail for mail in found if isinstance(mail, EmailMessage) and "@amt.example.org" in str(mail["To"])]


def outbox(site: Site) -> Path:
    return site.folder / "outbox"


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(300):
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within 30 seconds")


def read_list(page: Page, site: Site) -> None:
    """Make a list, read the file, put the bad row right, and take it over."""
    page.goto(f"{site.url}/planning/organizers/1/staff")
    page.fill("#name", "Eigenbetrieb")
    page.click("button:has-text('Liste anlegen')")
    page.set_input_files("#file", FilePayload(name="liste.csv", mimeType="text/csv", buffer=hr_file()))
    page.click("button:has-text('Datei lesen')")
    page.wait_for_url("**/columns")
    page.click("button:has-text('Spalten übernehmen und prüfen')")
    page.wait_for_url("**/problems")
    page.get_by_label(re.compile("E-Mail")).first.fill("frieda@amt.example.org")
    page.click("button:has-text('Korrekturen speichern')")
    page.get_by_role("link", name=re.compile("Weiter")).first.click()
    page.wait_for_url("**/take")
    expect(page.locator(".figures")).to_contain_text(f"{PEOPLE + 1}")
    page.locator("form[data-busy] button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Eigenbetrieb")


def announce(page: Page, site: Site) -> str:
    """Plan an assembly and announce it; the address of its workspace."""
    page.goto(f"{site.url}/planning/organizers/1/events/new")
    page.fill("#title-de", "Versammlung im Eigenbetrieb")
    page.fill("#starts-day", "12.11.2027")
    page.fill("#starts-time", "9:00")
    page.fill("#ends-time", "11:00")
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"/planning/events/\d+/"))
    base = re.sub(r"(/planning/events/\d+)/.*", r"\1", page.url)
    page.goto(f"{base}/announce")
    page.check("input[name=status][value=confirmed]")
    page.click("button:has-text('ankündigen')")
    expect(page.get_by_text("Fassung 1 ist angekündigt.")).to_be_visible()
    return base


def test_D1_to_D9_from_the_file_to_answers_counted(window: OpenWindow, site: Site) -> None:
    page = window(planner=True).page
    read_list(page, site)
    base = announce(page, site)

    page.goto(f"{base}/mailings/new/invitation")
    page.get_by_label(re.compile(r"^Eigenbetrieb \(")).check()
    page.click("button:has-text('Weiter zur Prüfung')")
    expect(page.locator("main")).to_contain_text("241 E-Mails und 60 Briefe")
    assert not mails_of(site)
    page.click("button:has-text('301 Einladungen senden')")
    expect(page.locator("#progress")).to_contain_text("von 241")
    wait_for(lambda: len(mails_of(site)) == PEOPLE * 4 // 5 + 1)

    mails = mails_of(site)
    assert set(Counter(str(mail["To"]) for mail in mails).values()) == {1}
    assert len({mail["Message-ID"] for mail in mails}) == len(mails)
    letters = page.request.get(f"{page.url.rstrip('/')}/letters/1.pdf")
    assert letters.ok
    with pikepdf.open(BytesIO(letters.body())) as pdf:
        assert len(pdf.pages) >= 60

    own = link_in(mails[0])
    colleague = window(lang="de-DE").page
    colleague.goto(own)
    colleague.get_by_label(re.compile("Ich komme")).first.check()
    colleague.locator("main form button[type=submit]").first.click()
    expect(colleague.locator("main")).to_contain_text("Sie kommen")

    page.goto(f"{base}/figures/")
    expect(page.locator("main")).to_contain_text("1 kommen, 0 kommen nicht, 300 sind noch offen")


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"https?://\S+/i/[\w-]{20,}(?=\s)", body.get_content())
    assert found
    return found[0]
