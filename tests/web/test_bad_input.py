"""Every form of the planners against everything that should not be typed into it."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock
from eventapp.models import Event, Picture, ProgramItem, Speaker
from tests.factories import Factories
from tests.pages import Browser, check_page, form_values
from tests.web.world import World, image_bytes, multipart, stored, upload, world

LOCAL = ("de", "en", "easy")


def local(*names: str) -> tuple[str, ...]:
    """The three fields of each text."""
    return tuple(f"{name}-{language}" for name in names for language in LOCAL)


@dataclass(frozen=True)
class Entry:
    """A form: its page, its fields of text with how much they hold, what must be there, and other fields."""

    page: str
    lines: tuple[str, ...]
    required: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    target: str = ""
    done: int = 303


FORMS = {
    "event new": Entry(
        "/planning/organizers/{organizer_id}/events/new",
        (*local("title", "theme", "description"), "zone"),
        ("title-de", "starts-day", "starts-time", "ends-time", "zone"),
        ("starts-day", "starts-time", "ends-day", "ends-time", "doors"),
        ("kind", "visibility"),
    ),
    "event details": Entry(
        "/planning/events/{event_id}/details",
        (*local("title", "theme", "description"), "zone", "slug"),
        ("title-de", "starts-day", "starts-time", "ends-time", "zone", "slug"),
        ("starts-day", "starts-time", "ends-day", "ends-time", "doors"),
        ("kind", "visibility"),
    ),
    "venue of event": Entry("/planning/events/{event_id}/venue", (), choices=("venue",)),
    "item new": Entry(
        "/planning/events/{event_id}/program/new",
        (*local("title", "text"), "new_person", "note"),
        ("title-de", "minutes"),
        ("minutes", "fixed-time"),
        ("function", "people-0-speaker", "people-0-role"),
    ),
    "item": Entry(
        "/planning/events/{event_id}/program/{item_id}",
        (*local("title", "text"), "new_person", "note"),
        ("title-de", "minutes"),
        ("minutes", "fixed-time"),
        ("function", "people-0-speaker", "people-0-role"),
    ),
    "speaker new": Entry(
        "/planning/organizers/{organizer_id}/speakers/new",
        ("name", "organisation", "contact_phone", "contact_email", "note", *local("function", "bio", "picture_alt")),
        ("name",),
    ),
    "speaker": Entry(
        "/planning/speakers/{speaker_id}",
        ("name", "organisation", "contact_phone", "contact_email", "note", *local("function", "bio", "picture_alt")),
        ("name",),
    ),
    "venue": Entry(
        "/planning/venues/{venue_id}",
        ("name", "street", "postcode", "city", "note", *local("access", "directions")),
        ("name",),
        ("capacity", "wheelchair_places", "latitude", "longitude"),
        ("facts",),
    ),
    "venue new": Entry(
        "/planning/organizers/{organizer_id}/venues/new",
        ("name", "street", "postcode", "city", "note", *local("access", "directions")),
        ("name",),
        ("capacity", "wheelchair_places", "latitude", "longitude"),
        ("facts",),
    ),
    "kind": Entry(
        "/planning/organizers/{organizer_id}/kinds/{kind_id}",
        (
            "basis",
            "source",
            "as_of",
            "convener",
            "circle",
            "frequency",
            "agenda",
            "invitees",
            "digital",
            "checks",
            *local("name", "working_time"),
        ),
        ("name-de",),
    ),
    "organizer": Entry(
        "/planning/organizers/{organizer_id}",
        (
            "authority",
            "office",
            "street",
            "postcode",
            "city",
            "phone",
            "email",
            "website",
            "contact_name",
            "contact_phone",
            "contact_email",
            "signatory",
            "signatory_function",
            "reference",
        ),
        ("authority", "office", "email"),
    ),
    "call off": Entry("/planning/events/{event_id}/call-off", local("reason"), ("reason-de",)),
    "announce": Entry("/planning/events/{event_id}/announce", (), ("status",), choices=("status",)),
    "letter": Entry(
        "/planning/events/{event_id}/invitation/",
        ("letter-name", "letter-address"),
        choices=("letter-salutation", "letter-language"),
        target="/planning/events/{event_id}/invitation/letter.pdf",
        done=200,
    ),
    "mail": Entry(
        "/planning/events/{event_id}/invitation/",
        ("mail-name", "mail-email"),
        ("mail-email",),
        choices=("mail-salutation", "mail-language", "mail-asks_for_answer"),
        target="/planning/events/{event_id}/invitation/mail.eml",
        done=200,
    ),
    "account new": Entry(
        "/planning/accounts/new", ("name", "email", "department"), ("name", "email"), choices=("organizer", "role")
    ),
    "imprint": Entry("/planning/pages/imprint", ("provider", "represented_by", "body-de", "body-en")),
    "statement": Entry(
        "/planning/pages/accessibility",
        ("contact_name", "contact_phone", "ombuds_name", "ombuds_address", "scope-de", "scope-en", "gaps-de"),
        typed=("assessed_on", "revised_on"),
        choices=("conformity", "method"),
    ),
    "notice": Entry(
        "/planning/organizers/{organizer_id}/privacy",
        ("officer", "basis_de", "basis_en", "authority", "more_de", "more_en"),
    ),
    "periods": Entry("/planning/events/{event_id}/retention", ("answers_reason",), typed=("answers_days",)),
}
_FILLED = {
    "role": "reader",
    "email": "neu@example.org",
    "title-de": "Versammlung",
    "starts-day": "12.11.2027",
    "starts-time": "9:00",
    "ends-time": "12:00",
    "name": "Neu",
    "minutes": "15",
    "reason-de": "Der Saal ist gesperrt.",
    "mail-email": "kim@example.org",
    "status": "confirmed",
}

REFUSED = {
    "NUL": "a\x00b",
    "escape": "\x1b[31mrot",
    "bell in the middle": "x\x07y",
    "next line": "a\x85b",
    "bidi override": "\u202egnp.exe",
    "bidi isolate": "\u2066a\u2069",
    "line separator": "a\u2028b",
    "byte order mark": "\ufeffa",
    "too long": "ö" * 10_001,
    "too long once it is composed": "\u0958" * 9_000,
}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></title><h1>x</h1>",
    "{{7*7}}{% raw %}${7*7}",
    "{name}{0.__class__}%(x)s%s%n",
    '#read("/etc/passwd") *fett* $x$ @ref \\',
    "[a](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "'; DROP TABLE event; --",
    '=HYPERLINK("http://evil.example")',
    "👩🏽‍🦽 Ｗｉｄｅ 日本語 ‮"[:-1],
)


class _Fields(HTMLParser):
    """What stands in each field, which error describes it, and what each error says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self.described: dict[str, list[str]] = {}
        self.texts: dict[str, str] = {}
        self._area: str | None = None
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in {"input", "textarea", "select", "fieldset"}:
            name = values.get("name") or values.get("id", "")
            self.described[name] = values.get("aria-describedby", "").split() or self.described.get(name, [])
            if tag == "input" and values.get("type") not in {"radio", "checkbox", "hidden"}:
                self.values[name] = values.get("value", "")
            if tag == "textarea":
                self._area, self.values[name] = name, ""
        if tag == "div" or tag == "p":
            self._open.append(values.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        if tag in {"div", "p"} and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data
        for name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data

    def error_at(self, name: str) -> str:
        """The sentence that describes the field; empty without one."""
        found = [self.texts.get(target, "") for target in self.described.get(name, []) if target.endswith("-error")]
        return " ".join(" ".join(found).split())

    def typed(self, name: str) -> str:
        """What stands in the field. A newline right after <textarea> belongs to the markup."""
        return re.sub(r"\A\r?\n", "", self.values.get(name, ""))


def fields_of(page: str) -> _Fields:
    found = _Fields()
    found.feed(page)
    return found


@pytest.fixture(params=FORMS, name="name")
def _name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def send(browser: Browser, session: Session, url: str, values: dict[str, Any], expect: int = 422) -> TestResponse:
    """Send a form as it stands, with the token it holds."""
    answer = browser.open(url, method="POST", data=values)
    session.expire_all()
    assert answer.status_code == expect, (answer.status_code, answer.text[:2000])
    if answer.mimetype == "text/html" and expect != 303:
        check_page(answer.text)
    return answer


@dataclass
class Filled:
    """A form as it stands, ready to be sent with changes."""

    browser: Browser
    session: Session
    entry: Entry
    ours: World

    def __post_init__(self) -> None:
        ids = self.ours.ids
        self.target = (self.entry.target or self.entry.page).format(**ids)
        page = self.browser.get(self.entry.page.format(**ids)).text
        self.values = form_values(_second_form(page) if self.entry.target.endswith("eml") else page)
        self.values |= {name: value for name, value in _FILLED.items() if name in self.values and not self.values[name]}

    def send(self, changes: dict[str, Any], expect: int = 422) -> TestResponse:
        return send(self.browser, self.session, self.target, {**self.values, **changes}, expect)


def _second_form(page: str) -> str:
    return page[page.index("mail-heading") :]


@pytest.fixture
def form(planner: Browser, session: Session, ours: World, name: str) -> Filled:
    """One of the forms, in the hands of its planner."""
    if name == "account new":
        ours.account.is_administrator = True
        session.commit()
    if name == "announce":
        ours.event.theme = LocalText("Es gibt Neues anzukündigen")
        session.commit()
    return Filled(planner, session, FORMS[name], ours)


def test_each_form_is_taken_as_it_stands(form: Filled, session: Session) -> None:
    """The walk below would prove nothing if the form were refused for another reason."""
    changes = {"status": "tentative"} if form.entry.page.endswith("announce") else {}
    form.send(changes, expect=form.entry.done)


@pytest.mark.strict_database
def test_S09_text_that_no_text_may_hold_is_refused_at_its_field(form: Filled, session: Session) -> None:
    before = stored(session)
    for what, text in REFUSED.items():
        answer = form.send(dict.fromkeys(form.entry.lines, text)) if form.entry.lines else None
        if answer is None:
            return
        found = fields_of(answer.text)

        for field in form.entry.lines:
            assert found.error_at(field), (what, field)
            assert found.typed(field) == text, (what, field)
    assert stored(session) == before


@pytest.mark.one_database
def test_blanks_are_not_an_answer(form: Filled, session: Session) -> None:
    before = stored(session)
    for blank in ("", "   ", "\t", "\u200b\u00ad", "\u3000", "\u2060"):
        required = [field for field in form.entry.required if field not in form.entry.choices]
        page = form.send(dict.fromkeys(required, blank)).text if required else "<title>Fehler:</title>"

        found = fields_of(page)
        assert [field for field in required if not found.error_at(field)] == [], blank
        assert "Fehler:" in re.findall(r"<title>(.*?)</title>", page, re.DOTALL)[0]
        for field in required if blank == "" else ():
            assert fields_of(form.send({field: blank}).text).error_at(field), field
    assert stored(session) == before


NO_TEXT = (b"%ff%fe", b"%ed%a0%80", b"\xff\xfe", b"%c0%80", b"%f4%90%80%80", b"%zz%", b"+%00+")


@pytest.mark.one_database
def test_S09_what_no_browser_sends_is_no_crash(form: Filled, session: Session) -> None:
    """A field is missing, all are missing, bytes are no text, files stand where texts belong."""
    token, names = form.browser.token(), [name for name in form.values if not name.endswith("csrf_token")]
    bodies: list[Any] = [{n: value for n, value in form.values.items() if n != name} for name in names]
    bodies.append({"csrf_token": token})
    head = b"csrf_token=" + token.encode()
    bodies += [b"&".join([head, *(name.encode() + b"=" + raw for name in names)]) for raw in NO_TEXT]
    for body in bodies:
        answer = form.browser.open(
            form.target, method="POST", data=body, content_type="application/x-www-form-urlencoded"
        )
        session.expire_all()
        assert answer.status_code in {200, 303, 400, 422}, body
    content, kind = multipart({"csrf_token": token}, dict.fromkeys(names, b"\xff\x00text"))
    answer = form.browser.open(form.target, method="POST", data=content, content_type=kind)
    assert answer.status_code in {200, 303, 400, 422}


@pytest.mark.one_database
def test_S01_hostile_text_comes_back_as_text(form: Filled, session: Session) -> None:
    """Sent with one fault, so that the page shows the whole form again."""
    if not form.entry.lines:
        return
    broken = next(iter(form.entry.required), form.entry.lines[0])
    lines = [field for field in form.entry.lines if field != broken]
    for text in HOSTILE:
        page = form.send({**dict.fromkeys(lines, text), broken: "\x00"}).text
        found = fields_of(page)

        assert [field for field in lines if found.typed(field) != text] == [], text
        assert "<script>alert" not in page
        assert "onerror=alert(1)>" not in page.replace("&gt;", "")


@pytest.mark.strict_database
def test_S09_a_megabyte_in_a_field_is_refused_within_a_moment(form: Filled, session: Session) -> None:
    before = stored(session)
    for field in (form.entry.lines + form.entry.typed)[:2]:
        page = form.send({field: "1 " * 500_000 + "\x07"}).text

        assert fields_of(page).error_at(field), field
    assert stored(session) == before


@pytest.mark.one_database
def test_S34_what_the_form_does_not_have_is_ignored(form: Filled, session: Session, make: Factories) -> None:
    other = world(make)
    secret, uid, owner = form.ours.event.secret, form.ours.event.uid, form.ours.organizer.id
    extra = {
        "id": str(other.event.id),
        "organizer_id": str(other.organizer.id),
        "secret": "chosen",
        "uid": "chosen",
        "created_at": "2000-01-01",
        "updated_by": "somebody",
        "is_administrator": "1",
        "event_id": str(other.event.id),
        "picture_id": "1",
        "position": "99",
        "code": "x",
        "event-status": "cancelled",
        "organizer": str(other.organizer.id),
    }
    theirs = repr((other.event.revision, other.venue.revision, other.speaker.revision, other.organizer.revision))

    form.send({**extra, **({"status": "tentative"} if form.entry.page.endswith("announce") else {})}, form.entry.done)

    session.expire_all()
    event, item = form.ours.event, form.ours.item
    assert (event.secret, event.uid, event.organizer_id) == (secret, uid, owner)
    assert (item.event_id, item.position) == (event.id, 0)
    assert {form.ours.venue.organizer_id, form.ours.speaker.organizer_id, form.ours.kind.organizer_id} == {owner}
    assert form.ours.account.is_administrator is (form.entry is FORMS["account new"])
    assert theirs == repr(
        (other.event.revision, other.venue.revision, other.speaker.revision, other.organizer.revision)
    )


@pytest.mark.one_database
def test_S33_choices_of_others_and_junk_are_refused(form: Filled, session: Session, make: Factories) -> None:
    other = world(make)
    foreign = {"venue": other.venue.id, "kind": other.kind.id, "people-0-speaker": other.speaker.id}
    before = stored(session)
    for field in form.entry.choices:
        for value in (str(foreign.get(field, "999999")), "-1", "x" * 1_000, "\x00", "9" * 5_000, "None"):
            form.send({field: value})
    assert stored(session) == before


JUNK_ROWS = (
    "people-²-speaker",
    "people-٣-speaker",
    f"people-{'9' * 5_000}-speaker",
    "people--1-speaker",
    "people-x-speaker",
    "people",
    "people-",
    "people-0",
    "people-0-speaker-0",
    "people-999-speaker",
    "people-1e3-speaker",
    "people[0]",
    "people-0-0-0",
)


def test_S09_rows_that_no_browser_sends_are_no_crash(planner: Browser, ours: World) -> None:
    for field in JUNK_ROWS:
        url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"

        answer = planner.open(url, method="POST", data={**planner.form(url), field: "1"})

        assert answer.status_code in {303, 422}


def test_S63_a_thousand_rows_of_people_are_cut(planner: Browser, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"
    rows = {f"people-{n}-speaker": "" for n in range(1_000)} | {f"people-{n}-role": "speaker" for n in range(1_000)}

    planner.post(url, {**planner.form(url), **rows, "minutes": ""}, expect=422)


# Days and hours


WRONG_CLOCKS = [
    ("starts-day", "31.02.2027"),
    ("starts-day", "abc"),
    ("starts-day", "00.00.0000"),
    ("starts-day", "12.11.99999"),
    ("starts-day", "2027-13-01"),
    ("starts-day", "1" * 10_000),
    ("starts-day", "12.11.1066"),
    ("starts-day", "١٢"),
    ("starts-time", "25:00"),
    ("starts-time", "9:60"),
    ("starts-time", "-1"),
    ("starts-time", "neun"),
    ("starts-time", "9:5:5"),
    ("ends-time", "24:00"),
    ("ends-day", "30.02.2027"),
    ("doors", "99"),
    ("doors", "12:59"),
    ("zone", "Europe/Nirgends"),
    ("zone", "../../etc/passwd"),
    ("zone", "/etc/localtime"),
    ("ends-time", "08:59"),
    ("ends-time", "9:00"),
]


@pytest.mark.parametrize(
    "page", ["/planning/organizers/{organizer_id}/events/new", "/planning/events/{event_id}/details"]
)
def test_days_and_hours_that_there_are_not(planner: Browser, session: Session, ours: World, page: str) -> None:
    url = page.format(**ours.ids)
    values = {
        **planner.form(url),
        "title-de": "x",
        "starts-day": "12.11.2027",
        "starts-time": "9:00",
        "ends-time": "12",
    }
    before = stored(session)
    for field, text in WRONG_CLOCKS:
        found = fields_of(send(planner, session, url, {**values, field: text}).text)

        assert found.error_at(field), (field, text)
        assert found.typed(field) == text, (field, text)
    assert stored(session) == before


def test_an_event_that_ends_the_day_before_is_asked_back(planner: Browser, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/details"

    page = planner.post(url, planner.form(url, ends__day="11.11.2027"), expect=422).text

    assert "Das Ende liegt nicht nach dem Beginn" in fields_of(page).error_at("ends-time")


def test_R29_an_hour_that_is_skipped_is_refused(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/details"
    before = stored(session)
    for field, changes in {
        "starts-time": {"starts-time": "2:30"},
        "ends-time": {"starts-time": "1:00", "ends-time": "2:30"},
        "doors": {"starts-time": "9:00", "doors": "2:30"},
    }.items():
        night = {
            **planner.form(url),
            "starts-day": "28.03.2027",
            "ends-day": "28.03.2027",
            "ends-time": "12:00",
            **changes,
        }
        found = fields_of(planner.post(url, night, expect=422).text)

        assert "gibt es an diesem Tag nicht" in found.error_at(field), field
    assert stored(session) == before


@pytest.mark.parametrize(("chosen", "second"), [("first", False), ("second", True)])
def test_R28_an_hour_that_comes_twice_is_asked_back(
    planner: Browser, session: Session, ours: World, chosen: str, second: bool
) -> None:
    url = f"/planning/events/{ours.event.id}/details"
    night = {
        **planner.form(url),
        "starts-day": "31.10.2027",
        "starts-time": "2:30",
        "ends-day": "31.10.2027",
        "ends-time": "12:00",
    }
    page = planner.post(url, night, expect=422).text
    assert "Welche meinen Sie?" in fields_of(page).error_at("starts-which")
    assert page.count('name="starts-which"') == 2

    planner.post(url, {**form_values(page), "starts-which": chosen})

    stored_event = session.get_one(Event, ours.event.id)
    assert stored_event.starts == WallClock(stored_event.starts.local, second)
    assert stored_event.starts.local.isoformat() == "2027-10-31T02:30:00"
    assert f'value="{chosen}" checked' in _checked(planner.get(url).text)


def _checked(page: str) -> str:
    return re.sub(r'<input checked ([^>]*?)value="(\w+)"', r'value="\2" checked', page)


def test_R28_a_fixed_hour_that_comes_twice_is_asked_back(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    url = f"/planning/events/{ours.event.id}/details"
    night = {
        **planner.form(url),
        "starts-day": "31.10.2027",
        "starts-time": "1:00",
        "ends-time": "12:00",
        "ends-day": "",
    }
    planner.post(url, night)
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}"

    page = planner.post(url, planner.form(url, fixed__time="2:30"), expect=422).text
    assert "Welche meinen Sie?" in fields_of(page).error_at("fixed-which")
    planner.post(url, {**form_values(page), "fixed-which": "second"})

    item = session.get_one(ProgramItem, ours.item.id)
    assert item.fixed
    assert item.fixed.second


# Numbers and addresses


def test_numbers_that_are_none(planner: Browser, session: Session, ours: World) -> None:
    cases = [
        (
            f"/planning/events/{ours.event.id}/program/{ours.item.id}",
            "minutes",
            ("0", "-5", "1441", "1.5", "1,5", "1e2", "abc", "9" * 5_000, "1 0", "²", "...", "0x10", "NaN", "1.23.4"),
        ),
        (f"/planning/venues/{ours.venue.id}", "capacity", ("0", "-1", "100001", "1.5", "9" * 400, "viele")),
        (
            f"/planning/venues/{ours.venue.id}",
            "latitude",
            ("91", "-91", "abc", "1e1", "nan", "inf", "1,2,3", "9" * 400),
        ),
    ]
    before = stored(session)
    for url, field, texts in cases:
        values = planner.form(url, longitude="7,0") if "venues" in url else planner.form(url)
        for text in texts:
            found = fields_of(send(planner, session, url, {**values, field: text}).text)
            assert found.error_at(field), (field, text)
            assert found.typed(field) == text
    assert stored(session) == before


def test_numbers_as_people_write_them(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/venues/{ours.venue.id}"

    planner.post(url, planner.form(url, capacity="1.250", latitude="51,4556", longitude="7.0116"))

    session.refresh(ours.venue)
    assert (ours.venue.capacity, ours.venue.latitude, ours.venue.longitude) == (1250, 51.4556, 7.0116)


def test_half_a_position_is_refused_at_the_missing_half(planner: Browser, ours: World) -> None:
    url = f"/planning/venues/{ours.venue.id}"

    page = planner.post(url, planner.form(url, latitude="51,4", longitude=""), expect=422).text

    assert "Breite und Länge" in fields_of(page).error_at("longitude")


def test_the_same_fact_twice_is_one(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/venues/{ours.venue.id}"

    planner.post(url, {**planner.form(url), "facts": ["lift", "lift"]})

    session.refresh(ours.venue)
    assert ours.venue.facts == ["lift"]


ODD_MAILBOXES = (
    "kim",
    "kim@",
    "@example.org",
    "a@b@example.org",
    "kim@example.org, pat@example.org",
    "kim@example.org\r\nBcc: x@y.org",
    "Kim <kim@example.org>",
    '"kim"@example.org',
    "kim@[127.0.0.1]",
    "kim@localhost",
    "kim@-example.org",
    "kim@example..org",
    "kö@example.org",
    "kim@example.org>",
    "kim@exam ple.org",
    "mailto:kim@example.org",
    "a" * 65 + "@example.org",
)


@pytest.mark.parametrize(
    ("page", "target", "field"),
    [
        ("/planning/organizers/{organizer_id}", "", "email"),
        ("/planning/organizers/{organizer_id}", "", "contact_email"),
        ("/planning/speakers/{speaker_id}", "", "contact_email"),
        ("/planning/events/{event_id}/invitation/", "/planning/events/{event_id}/invitation/mail.eml", "mail-email"),
    ],
)
def test_S07_exactly_one_mailbox(
    planner: Browser, session: Session, ours: World, page: str, target: str, field: str
) -> None:
    before = stored(session)
    url = (target or page).format(**ours.ids)
    values = planner.form(page.format(**ours.ids))
    for text in ODD_MAILBOXES:
        found = fields_of(send(planner, session, url, {**values, field: text}).text)
        assert found.error_at(field), text
    assert stored(session) == before


NO_WEBSITES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "\thttps:evil",
    "vbscript:x",
    "ftp://example.org",
    "www.example.org",
]


def test_S02_a_website_is_never_a_script(planner: Browser, session: Session, ours: World) -> None:
    for text in NO_WEBSITES:
        url = f"/planning/organizers/{ours.organizer.id}"

        page = planner.post(url, planner.form(url, website=text), expect=422).text

        assert fields_of(page).error_at("website")


# Pictures


def _bomb() -> bytes:
    """A PNG of 20000 × 20000 pixels in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * 2_500) * 20_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Aufnahme von Kim Geheim"
    exif[0x8825] = {1: "N", 2: (51.0, 27.0, 20.0), 3: "E", 4: (7.0, 0.0, 41.0)}
    return image_bytes("JPEG", exif=exif, comment=b"SECRET-COMMENT")


WRONG_PICTURES: dict[str, Callable[[], bytes]] = {
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "HTML": lambda: b"<html><script>alert(1)</script></html>",
    "HTML behind a PNG's head": lambda: b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "GIF": lambda: image_bytes("GIF"),
    "BMP": lambda: image_bytes("BMP"),
    "TIFF": lambda: image_bytes("TIFF"),
    "ICO": lambda: image_bytes("ICO"),
    "PDF": lambda: image_bytes("PDF"),
    "half a PNG": lambda: image_bytes()[:60],
    "half a JPEG": lambda: image_bytes("JPEG")[:300],
    "a PNG's head alone": lambda: image_bytes()[:8],
    "one byte": lambda: b"\xff",
    "bomb": _bomb,
    "zeros": lambda: b"\0" * 100_000,
}


def test_S16_S17_what_is_no_picture_of_ours_is_refused(planner: Browser, session: Session, ours: World) -> None:
    for what in WRONG_PICTURES:
        url = f"/planning/organizers/{ours.organizer.id}/speakers/new"
        before = stored(session)
        values = {"name": "Rika Redner-Neu", "picture": upload(WRONG_PICTURES[what](), "foto.png", "image/png")}

        found = fields_of(planner.post(url, values, expect=422).text)

        assert found.error_at("picture")
        assert found.typed("name") == "Rika Redner-Neu"
        assert stored(session) == before


def test_S18_place_and_comments_are_removed(planner: Browser, session: Session, ours: World) -> None:
    sent = _with_place()
    assert b"Geheim" in sent
    assert b"SECRET-COMMENT" in sent
    url = f"/planning/speakers/{ours.speaker.id}"

    planner.post(url, {**planner.form(url), "picture": upload(sent + b"<script>tail</script>", "f.jpg", "image/jpeg")})

    session.refresh(ours.speaker)
    kept = planner.get(f"{url}/picture/{ours.digest}").data
    for secret in (b"Geheim", b"SECRET", b"Exif", b"<script>"):
        assert secret not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert session.scalar(select(func.count()).select_from(Picture)) == 2


def test_S10_the_name_of_a_file_reaches_nothing(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/speakers/{ours.speaker.id}"
    for name in ("../../evil.py", "a\x00b.png", "<script>.png", "x" * 5_000 + ".png"):
        planner.post(url, {**planner.form(url), "picture": upload(image_bytes("PNG", (20, 20)), name)})

    assert "evil" not in planner.get(url).text


def test_a_text_where_the_picture_belongs_is_no_picture(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/speakers/{ours.speaker.id}"
    before = ours.digest

    planner.post(url, {**planner.form(url), "picture": "foto.png"})

    session.refresh(ours.speaker)
    assert ours.digest == before


def test_two_organizers_may_have_the_same_picture(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    twin = world(make)
    assert twin.digest == ours.digest

    planner.get(f"/planning/events/{ours.event.id}/pictures/{ours.digest}")
    assert session.scalar(select(func.count()).select_from(Picture)) == 2
    assert session.scalar(select(func.count()).select_from(Speaker)) == 2


# Signing in


@pytest.mark.parametrize("field", ["email", "password"])
def test_S09_nothing_breaks_the_sign_in(browser: Browser, session: Session, field: str) -> None:
    good = {"email": "kim@example.org", "password": "vier-linden"}
    for text in (
        "",
        " ",
        "a\x00b",
        "\u202ea",
        "x" * 1_000_000,
        "'; --",
        "<script>alert(1)</script>",
        "ü" * 254,
        "\x85",
    ):
        answer = browser.post("/sign-in", {**good, field: text}, expect=422)

        assert "<script>alert" not in answer.text
        assert "vier-linden" not in answer.text
        if field == "email":
            assert fields_of(answer.text).typed("email") == text


def test_S34_minutes_in_place_refuse_at_their_field(planner: Browser, session: Session, ours: World) -> None:
    url = f"/planning/events/{ours.event.id}/program/{ours.item.id}/minutes"
    name = f"item-{ours.item.id}-minutes"
    before = stored(session)
    for text in ("", "0", "abc", "1441", "\x00", "9" * 3_000):
        found = fields_of(planner.post(url, {name: text, f"item-{ours.item.id}-revision": "1"}, expect=422).text)

        assert found.error_at(name), text
        assert found.typed(name) == text
    assert stored(session) == before
