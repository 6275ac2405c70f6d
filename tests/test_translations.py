"""Every text in both languages, and no page that mixes them."""

from __future__ import annotations

import email
import email.policy
import gettext
import html
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import flask_wtf
import pytest
import wtforms
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, ngettext

from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.busy import BusyDraft
from eventapp.domain.events import Status, Visibility
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.mailings import MailingKind, MailingState
from eventapp.domain.pages import PageName
from eventapp.domain.people import AccessFact
from eventapp.domain.program import ItemFunction
from eventapp.domain.rsvp import PartStat, Reply, ReplyMethod
from eventapp.domain.texts import LocalText
from eventapp.domain.tokens import Purpose, Tokens
from eventapp.models import Account, Event, Invitation, Organizer, Passkey, PhotoConsent, Speaker
from eventapp.services import accounts, appearances, busy, editions, feeds, invitations, program, rsvp
from tests import check_translations as check
from tests.conftest import SECRET
from tests.factories import Factories, at
from tests.pages import Browser, check_page
from tests.web.world import enter, ids_of, mailed, staffed

ROOT = Path(__file__).parents[1]
LANGUAGES = ("de", "en")
TOKENS = Tokens((SECRET,))


# The catalogue


def test_texts_are_complete_and_in_our_voice() -> None:
    assert check.faults() == []


def test_catalogue_is_stored_as_the_update_writes_it(tmp_path: Path) -> None:
    copy = tmp_path / "messages.po"
    copy.write_bytes(check.CATALOGUE.read_bytes())

    check.update(copy)

    assert copy.read_text("utf-8") == check.CATALOGUE.read_text("utf-8")


def test_catalogue_compiles() -> None:
    compiled = _compiled(check.CATALOGUE)

    assert compiled.gettext("Versammlung absagen") == "Call off the assembly"
    assert [compiled.ngettext("in %(num)s Tag", "in %(num)s Tagen", n) for n in (1, 2)] == [
        "in %(num)s day",
        "in %(num)s days",
    ]


def test_installed_catalogue_is_the_stored_one() -> None:
    with check.CATALOGUE.with_suffix(".mo").open("rb") as file:
        installed = gettext.GNUTranslations(file)

    expected = _compiled(check.CATALOGUE)
    stale = [text for text in map(check._key, check.extract()) if installed.gettext(text) != expected.gettext(text)]
    assert stale == [], "compile the catalogues: make setup"


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [("de", 1, "in 1 Tag"), ("de", 2, "in 2 Tagen"), ("en", 1, "in 1 day"), ("en", 0, "in 0 days")],
)
def test_numbers_are_counted_in_both_languages(app: Flask, language: str, count: int, expected: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert ngettext("in %(num)s Tag", "in %(num)s Tagen", count) == expected


def _compiled(path: Path) -> gettext.GNUTranslations:
    with path.open("rb") as file:
        catalog = read_po(file, locale="en")
    target = BytesIO()
    write_mo(target, catalog)
    target.seek(0)
    return gettext.GNUTranslations(target)


# The check itself


def test_texts_are_found_in_calls_within_calls_and_across_lines() -> None:
    source = """
a = _(N_("Eins"))
b = _(patterns.get(form, N_("Zwei")))
c = lazy_gettext("Drei "
                 "und vier")
d = ngettext("%(num)s Tag", "%(num)s Tage", n)
e = _(name)
"""

    assert {text for _line, text in check.python_texts(source)} == {
        "Eins",
        "Zwei",
        "Drei und vier",
        ("%(num)s Tag", "%(num)s Tage"),
    }


def test_blocks_in_templates_are_trimmed() -> None:
    source = (
        b'{% trans %}\n  Ein\n  Satz\n{% endtrans %}{{ macro(_("Noch einer"), x=_("Und %(a)s", a=b)) }}{{ _(name) }}'
    )

    assert [text for _line, text in check.template_texts(source)] == ["Ein Satz", "Noch einer", "Und %(a)s"]


def test_update_adds_new_texts_drops_old_ones_and_marks_what_changed(tmp_path: Path) -> None:
    root, catalogue = _sources(tmp_path, 'a = _("Ganz anders")\nb = _("Der Ort ist gespeichert.")')
    check.update(catalogue, root)
    _translate(catalogue, {"Ganz anders": "Altogether different", "Der Ort ist gespeichert.": "The venue is saved."})

    _sources(tmp_path, 'a = _("Neu")\nb = _("Der Ort ist jetzt gespeichert.")')
    check.update(catalogue, root)

    stored = {str(message.id): message for message in check.read(catalogue) if message.id}
    assert set(stored) == {"Neu", "Der Ort ist jetzt gespeichert."}
    assert stored["Der Ort ist jetzt gespeichert."].fuzzy
    assert check.compare(check.extract(root), check.read(catalogue)) == [
        "fuzzy, to be looked at: Der Ort ist jetzt gespeichert.",
        "not translated: Neu",
    ]
    assert not re.search(r"Ganz anders|Date|\.py:\d", catalogue.read_text("utf-8"))


def test_missing_and_unused_texts_are_named_with_their_place(tmp_path: Path) -> None:
    root, catalogue = _sources(tmp_path, 'a = _("Alt")')
    check.update(catalogue, root)
    _translate(catalogue, {"Alt": "Old"})

    _sources(tmp_path, '\na = _("Neu")')

    assert check.compare(check.extract(root), check.read(catalogue)) == [
        "eventapp/a.py:2: missing in the catalogue: Neu",
        "no longer used: Alt",
    ]


@pytest.mark.parametrize(
    ("german", "english", "fault"),
    [
        ("Titel", "", "not translated"),
        ("%(a)s und {b}", "%(a)s and %(b)s", "placeholders ['%(a)', '{b}'] became ['%(a)', '%(b)']"),
        ("Titel ", "Title", "white space at the ends differs"),
        ("Beginn:", "Start", "one ends with a colon, the other doesn't"),
        ("Danke.", "Thanks!", "exclamation mark in the translation"),
        ("Ort für alle", "Ort für alle", "German in the translation"),
    ],
)
def test_misfits_are_named(german: str, english: str, fault: str) -> None:
    assert check.misfits(german, english) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte beachten!",
        "Prüfe deine Angaben",
        "Zahl der Teilnehmer",
        "Alle Mitarbeitern zeigen",
        "Unsere Referenten",
        "Für jeden Kollegen",
        "Ansprechpartner",
        "Token abgelaufen",
        "Zum Download",
        "Der Feed ist leer",
        "Ungültige Eingabe",
        "100 % belegt",
        'Der "Saal"',
        "Bitte warten...",
    ],
)
def test_voice_refuses(text: str) -> None:
    assert check.voice({text: [check.Place("a.py", 1)]})


@pytest.mark.parametrize(
    "text",
    [
        "Teilnehmende und Vortragende",
        "Arbeitnehmerinnen und Arbeitnehmer",
        "Mitarbeiter*innen",
        "Der Absender ist gespeichert.",
        "Wer teilnimmt, die Dauer und das Eventuelle",
        "%(count)s Plätze im „Saal“ …",
    ],
)
def test_voice_accepts(text: str) -> None:
    assert check.voice({text: [check.Place("a.py", 1)]}) == []


def test_words_beside_the_catalogue_are_found(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    page = '{# Wort #}<p class="Klasse">{{ _("Gut") }} &nbsp;Nackt</p>{% if Satz %}<a title="Auch das">{% endif %}'
    (tmp_path / "templates" / "a.html").write_text(page, "utf-8")

    assert check.bare_words(tmp_path) == [
        "templates/a.html: not in the catalogue: Nackt",
        "templates/a.html: not in the catalogue: Auch",
    ]


def _sources(root: Path, code: str) -> tuple[Path, Path]:
    for folder in ("eventapp", "templates"):
        (root / folder).mkdir(exist_ok=True)
    (root / "eventapp" / "a.py").write_text(code, "utf-8")
    return root, root / "eventapp" / "messages.po"


def _translate(catalogue: Path, words: Mapping[str, str]) -> None:
    text = catalogue.read_text("utf-8")
    for german, english in words.items():
        text = text.replace(f'msgid "{german}"\nmsgstr ""', f'msgid "{german}"\nmsgstr "{english}"')
    catalogue.write_text(text, "utf-8")


# Pages in one language

once = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
"""What is said doesn't depend on the database."""

NO_PAGES = {
    "static", "start.theme", "events.program_pdf", "events.entry", "events.feed", "events.item", "events.variant",
    "events.picture", "editions.picture", "speakers.picture", "operation.live", "operation.ready", "operation.robots",
    "legal.film", "legal.security", "audit.export", "operation.metrics", "own_data.file", "photos.export",
    "records.table", "records.text",
    "feeds.show", "appearances.feed", "appearances.entry", "own.entry", "mailing_files.letter_picture",
    "mailing_files.letters", "mailing_files.sent_mail", "needs.export", "figures.export", "figures.paper",
    "prints.file", "prints.picture", "staff.export", "staff_files.problem_rows",
}  # fmt: skip
"""Addresses that answer with something else than a page."""

SENT_AT_ONCE = {
    "planning.remove",
    "program.remove",
    "speakers.remove",
    "venues.remove",
    "mailings.order",
    "mailings.remove",
    "own_data.remove",
    "staff.remove",
    "staff.remove_person",
    "staff.undo",
    "busy.remove",
    "invited.change",
    "accounts.take_role",
    "organizers.change_feed",
    "speakers.change_link",
    "sessions.sign_out",
}
"""Forms without a field: sending them does what they say, so they have no page that asks back."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that the pages can show: events in each state, one organizer with all and one with nothing."""

    account: Account
    values: tuple[dict[str, Any], ...]

    def addresses(self, app: Flask) -> dict[str, list[str]]:
        """Every address of every page, by endpoint."""
        with app.test_request_context():
            return {
                rule.endpoint: sorted(
                    {
                        app.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
                        for values in self.values
                        if rule.arguments <= set(values)
                    }
                )
                for rule in app.url_map.iter_rules()
                if "GET" in (rule.methods or ()) and rule.endpoint not in NO_PAGES
            }


@pytest.fixture
def stage(make: Factories) -> Stage:
    """Titles and names are none of the catalogue's texts, so that what is entered never looks like a mixture."""
    full, empty = make.organizer(contact_name=""), make.organizer(office="Zweite")
    hall = make.venue(full, capacity=500, wheelchair_places=2, facts=tuple(AccessFact), note="x")
    bare = make.venue(full, name="Aula")
    known = make.speaker(full, "Alex Beispiel")
    unknown = make.speaker(full, "Toni Muster", function=LocalText())
    kind = make.kind()
    more = {"theme": LocalText("Zusammen"), "kind_id": kind.id, "venue_id": hall.id, "visibility": Visibility.PUBLIC}
    draft = make.event(full, "Eins")
    firm = make.event(full, "Zwei", doors=at(8, 30), **more)
    changed = make.event(full, "Drei", venue_id=bare.id)
    gone = make.event(full, "Vier", **more)
    past = make.event(full, "Vorbei", starts=at(9, day=date(2020, 5, 8)), ends=at(12, day=date(2020, 5, 8)), **more)
    night = make.event(
        full, "Nachts", starts=at(2, 30, date(2027, 10, 31)), ends=at(4, day=date(2027, 11, 1)), venue_id=hall.id
    )
    for event in (firm, changed, gone, past, night):
        for number, function in enumerate(ItemFunction):
            make.item(event, f"Punkt {number}", 30, *((known, unknown) if number < 2 else ()), function=function)
    make.item(changed, "Fest", 20, fixed=at(9, 10), note="y")
    keys = {}
    for event, status in ((firm, Status.CONFIRMED), (changed, Status.TENTATIVE), (gone, Status.CONFIRMED)):
        keys[event.id] = make.announced(event, status).key
    keys[past.id] = make.announced(past).key
    make.item(changed, "Zugabe", 10)
    make.announced(changed, Status.TENTATIVE)
    make.item(changed, "Noch neuer", 600)
    program.remove_item(make.session, changed.program[0], revision=None, actor=SYSTEM, now=make.now)
    editions.call_off(make.session, gone, LocalText("So ist es."), actor=SYSTEM, now=make.now)
    account = make.account(full, empty, is_administrator=True)
    accounts.grant(make.session, account, full, Role.NEEDS, "", actor=SYSTEM, now=make.now)
    accounts.grant(make.session, account, full, Role.MULTIPLIER, "Drei", actor=SYSTEM, now=make.now)
    waiting = make.account(full, password=None)
    common = {
        "token": accounts.make_link(make.session, waiting, actor=SYSTEM, now=datetime.now(UTC)),
        "kind_id": kind.id,
    }
    busy.take(make.session, full.id, BusyDraft("Saalplan", hall.id, firm.span, []), actor=SYSTEM, now=make.now)
    (read,) = busy.all_of(make.session, full.id, actor=SYSTEM)
    links = _links(make, full, known)
    invited = _invited(make, firm, gone)
    make.session.commit()
    values: list[dict[str, Any]] = [
        {"organizer_id": empty.id, **common},
        {"organizer_id": full.id, "calendar_id": read.calendar.id},
        {"speaker_id": known.id, "venue_id": hall.id, **common},
        {"speaker_id": unknown.id, "venue_id": bare.id, "organizer_id": full.id, **common},
    ]
    for event in (draft, firm, changed, gone, past, night):
        found = {"event_id": event.id, **common}
        if event.program:
            found["item_id"] = event.program[0].id
        if event.id in keys:
            found |= {"key": keys[event.id], "number": 1, "older": 1, "newer": len(event.editions)}
        values.append(found)
    values += [{"organizer_id": full.id, "speaker_id": known.id, "step": step} for step in ("renew", "revoke")]
    values += [
        {"event_id": one.event_id, "invitation_id": one.id, "action": action}
        for one in invited
        for action in ("withdraw", "again", "remove", "link")
    ]
    values += [{"organizer_id": full.id, **ids_of(staffed(make, full, "Liste Eins"))}]
    values += _mailings(make, invited)
    tokens = [*links, *(TOKENS.recall(Purpose.INVITATION, one.secret) for one in invited)]
    values += [{"token": token} for token in tokens if token]
    values += [{"page_name": name.value} for name in PageName]
    values += [{"account_id": waiting.id, "step": step} for step in ("disable", "enable", "link", "reset")]
    values += [{"account_id": account.id, "membership_id": held.id} for held in account.memberships]
    values += [{"organizer_id": full.id, "paper": paper} for paper in ("activities", "deletion", "measures")]
    values += _kept_of_people(make, account, invited[0])
    return Stage(account, tuple(values))


def _kept_of_people(make: Factories, account: Account, invited: Invitation) -> list[dict[str, Any]]:
    """A passkey of the account, and somebody's consent to photos."""
    key = Passkey(account=account, credential_id=b"1", public_key=b"2", name="Tresor", created_at=make.now)
    consent = PhotoConsent(
        event_id=invited.event_id, invitation_id=invited.id, name="A A", channels=["press"], given_at=make.now
    )
    make.session.add_all([key, consent])
    make.session.flush()
    return [{"passkey_id": key.id}, {"event_id": invited.event_id, "consent_id": consent.id}]


def _mailings(make: Factories, invited: Sequence[Invitation]) -> list[dict[str, Any]]:
    """Mailings in each state, with a letter and a mail that failed, and the orders that can be given."""
    found: list[dict[str, Any]] = [{"event_id": invited[0].event_id, "kind": kind} for kind in MailingKind]
    for state in MailingState:
        failed = mailed(make, invited[0].event, invited[1], "Worte")
        mailing = failed.mailing
        assert mailing is not None
        mailing.state = state
        failed.failure, failed.is_uncertain = "550 Nobody", True
        if state in {MailingState.RUNNING, MailingState.PAUSED, MailingState.STOPPED}:
            mailing.started_at, mailing.edition = make.now, 1
        one = {"event_id": mailing.event_id, "mailing_id": mailing.id, "delivery_id": failed.id}
        found += [{**one, "order": order} for order in ("propose", "approve", "decline", "pause", "stop", "retry")]
    return found


def _links(make: Factories, organizer: Organizer, speaker: Speaker) -> list[str]:
    """The addresses that the office gave away; the tokens of those with a page."""
    feeds.renew(make.session, organizer, tokens=TOKENS, actor=SYSTEM, now=make.now)
    appearances.renew_link(make.session, speaker, tokens=TOKENS, actor=SYSTEM, now=make.now)
    address = appearances.address(make.session, speaker, Links(""), TOKENS)
    return [(address or "").rpartition("/")[2]]


def _invited(make: Factories, event: Event, gone: Event) -> list[Invitation]:
    """Somebody in each state: fresh, asked, answered from elsewhere, uninvited, and asked to what is off."""
    people = [
        invitations.invite(
            make.session, one, InviteeDraft(name, f"{n}@example.org"), tokens=TOKENS, actor=SYSTEM, now=make.now
        )
        for n, (one, name) in enumerate([(event, "A A"), (event, "B B"), (event, "C C"), (event, "D D"), (gone, "E E")])
    ]
    for one in people[1:4]:
        edition = invitations.current_edition(make.session, one)
        invitations.note_sent(make.session, one, invitations.message(one, edition, Links(""), now=make.now))
    reply = Reply(ReplyMethod.REPLY, event.uid, "2@example.org", PartStat.TENTATIVE, 0, make.now, "x", "y@example.org")
    assert rsvp.receive(make.session, reply, received_at=make.now).stored
    invitations.withdraw(make.session, people[3], actor=SYSTEM, now=make.now)
    return people


@once
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_mixes_languages(app: Flask, browser: Browser, stage: Stage, language: str) -> None:
    addresses = stage.addresses(app)
    assert [endpoint for endpoint, found in addresses.items() if not found] == []
    faults = []

    for signed_in in (False, True):
        if signed_in:
            enter(browser, browser._session, stage.account)
        for url in ["/nowhere", *(url for found in addresses.values() for url in found)]:
            if not signed_in and url.startswith(("/planning/", "/account")):
                continue  # leads to the sign-in page: see test_access
            page = browser.open(f"{url}?lang={language}")
            if page.mimetype == "text/html" and page.status_code not in {301, 303, 308}:
                check_page(page.text)
                faults += [f"{url}: {text}" for text in foreign(page.text, language)]

    assert not faults, "\n".join(sorted(set(faults)))


@once
@pytest.mark.parametrize(
    ("language", "typed"),
    [("de", ""), ("en", ""), ("en", "\x07 ???"), ("de", "x" * 12_000)],
    ids=["empty-de", "empty-en", "nonsense-en", "long-de"],
)
def test_no_refusal_mixes_languages(app: Flask, browser: Browser, stage: Stage, language: str, typed: str) -> None:
    """What libraries say by themselves counts as foreign too: all sentences are our own."""
    addresses, faults = stage.addresses(app), []

    for signed_in in (False, True):
        if signed_in:
            enter(browser, browser._session, stage.account)
        token = browser.token()
        for url in [url for name, urls in addresses.items() if name not in SENT_AT_ONCE for url in (urls[0], urls[-1])]:
            asked = browser.open(f"{url}?lang={language}")
            for action, names in forms(asked.text, url) if asked.status_code == 200 else ():
                sent = {**dict.fromkeys(names, typed), "csrf_token": token}
                page = browser.open(f"{action}?lang={language}", method="POST", data=sent)
                assert page.status_code < 500, (action, page.status_code)
                if page.mimetype == "text/html":
                    faults += [f"{action}: {text}" for text in foreign(page.text, language)]
                    faults += [f"{action}: not our own: {text}" for text in _found(page.text, _library_texts())]

    assert not faults, "\n".join(sorted(set(faults)))


@once
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_mixes_languages(app: Flask, browser: Browser, stage: Stage, language: str) -> None:
    enter(browser, browser._session, stage.account)
    token, faults = browser.token(), []

    for values in (values for values in stage.values if "key" in values):
        for wish in ("request", "publish"):
            sent = {
                "mail-name": "Kim Muster",
                "mail-email": "kim@example.org",
                "mail-language": language,
                "mail-salutation": "frau",
                "mail-asks_for_answer": wish,
                "csrf_token": token,
            }
            with app.test_request_context():
                url = app.url_for("invitations.mail", event_id=values["event_id"])
            answer = browser.open(url, method="POST", data=sent)
            assert answer.status_code == 200, answer.text
            mail = email.message_from_bytes(answer.data, policy=email.policy.default)
            parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
            text = "\n".join([str(mail["Subject"]), *map(str, parts)]).replace("\n ", "")
            faults += [f"{url} {wish}: {found}" for found in foreign(text, language)]

    assert not faults, "\n".join(sorted(set(faults)))


def test_a_mixture_would_be_seen() -> None:
    said = "<p>Diese Seite gibt es nicht</p><th>Vorher</th><label>At most 9 characters; there are 12.</label>"

    assert foreign(said, "en") == ["Diese Seite gibt es nicht", "Diese Seite gibt es nicht", "Vorher"]
    assert foreign(said, "de") == ["characters; there are"]


class _Forms(HTMLParser):
    """Address and names of the fields of each form with the page's protection in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((values.get("action", ""), set()))
        elif tag in {"input", "select", "textarea"} and self.found and values.get("name"):
            self.found[-1][1].add(values["name"])


def forms(page: str, url: str) -> list[tuple[str, set[str]]]:
    """The forms with fields of their own, each with its address."""
    parser = _Forms()
    parser.feed(page)
    return [(action or url, names) for action, names in parser.found if names - {"csrf_token", "next"}]


def foreign(page: str, language: str) -> list[str]:
    """The texts of the other language that stand in a page."""
    page = re.sub(r"<blockquote [^<>]*lang=.*?</blockquote>", "", page, flags=re.DOTALL)  # a mail in its own language
    page = re.sub(r"<textarea [^<>]*lang=.*?</textarea>|<input [^<>]*lang=[^<>]*>", "", page, flags=re.DOTALL)
    return [*_found(page, _foreign_parts(language)), *_alone(page, language)]


def _found(page: str, parts: tuple[str, ...]) -> list[str]:
    text = " ".join(html.unescape(page).split())
    for entered in _entered():
        text = text.replace(entered, " ")
    return [part for part in parts if part in text and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)]


def _alone(page: str, language: str) -> list[str]:
    """Short texts are foreign where they are all that an element or an attribute says."""
    page = re.sub(r"<(\w+)[^<>]* hreflang=[^<>]*>[^<>]*</\1>", "", page)  # the names of languages, each in its own
    said = re.findall(r">([^<>]{3,})<", page) + re.findall(r'(?:aria-label|title|alt|data-[\w-]+)="([^"]{3,})"', page)
    return sorted({text for text in (html.unescape(part).strip() for part in said) if text in _short_foreign(language)})


@cache
def _short_foreign(language: str) -> frozenset[str]:
    own = {pair[LANGUAGES.index(language)] for pair in _pairs()}
    return frozenset({text for pair in _pairs() for text in pair} - own)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Every text in German and English."""
    return tuple(pair for message in check.read() if message.id for pair in check.texts(message))


@cache
def _foreign_parts(language: str) -> tuple[str, ...]:
    """The longer pieces of all texts in the other language, without what is filled in; the longest first."""
    here, there = (0, 1) if language == "de" else (1, 0)
    own = " ".join(pair[here] for pair in _pairs())
    parts = {part.strip() for pair in _pairs() for part in re.split(r"%\(\w+\)[sd]|\{\w*\}", pair[there])}
    return tuple(sorted((part for part in parts if len(part) > 12 and part not in own), key=len, reverse=True))


@cache
def _library_texts() -> tuple[str, ...]:
    """What WTForms and Flask-WTF say by themselves, in both languages."""
    folders = [Path(str(module.__file__)).parent for module in (wtforms, flask_wtf)]
    sources = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py")]
    english = {check._key(text) for source in sources for _line, text in check.python_texts(source)}
    with (folders[0] / "locale" / "de" / "LC_MESSAGES" / "wtforms.mo").open("rb") as file:
        german = gettext.GNUTranslations(file)
    texts = english | {german.gettext(text) for text in english}
    parts = {part.strip(" .'") for text in texts for part in re.split(r"%\(\w+\)[sd]|%s|\{\w*\}", text)}
    return tuple(sorted((part for part in parts if len(part) > 12), key=len, reverse=True))


@cache
def _entered() -> tuple[str, ...]:
    """The texts of the shipped kinds: they are data, shown as entered."""
    shipped = tomllib.loads((ROOT / "eventapp" / "data" / "kinds.toml").read_text("utf-8"))
    texts: set[str] = set()
    for kind in shipped.values():
        for value in kind.values():
            texts |= set(value.values()) if isinstance(value, dict) else {value}
    return tuple(sorted((" ".join(text.split()) for text in texts if len(text) > 3), key=len, reverse=True))
