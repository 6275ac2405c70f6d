"""The audit log as planners read it."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

import eventapp
from eventapp.domain.actor import SYSTEM, Role
from eventapp.domain.people import VenueDraft
from eventapp.models import AuditEntry, Base, Page
from eventapp.models.base import Revised
from eventapp.services import accounts, audit, venues
from eventapp.web.audit import views
from eventapp.web.audit.show import ACTS, SUBJECTS
from tests.conftest import NOW
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world

pytestmark = pytest.mark.one_database

_RECORDERS = {"record", "record_of", "record_sparsely", "note", "note_each"}
_ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def acts_of_the_program() -> Iterator[str]:
    """Every act that is written into the log, as it stands in the source."""
    for file in Path(eventapp.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            yield from (
                found.value
                for word in _named(node)
                for found in ast.walk(word)
                if isinstance(found, ast.Constant) and isinstance(found.value, str) and _ACT.fullmatch(found.value)
            )


def _named(node: ast.AST) -> list[ast.expr]:
    """Where the source may name an act: what a recorder is given, and what is called an act before."""
    if isinstance(node, ast.Assign):
        return [node.value] if [getattr(target, "id", "") for target in node.targets] == ["act"] else []
    if not isinstance(node, ast.Call):
        return []
    words = [keyword.value for keyword in node.keywords if keyword.arg == "act"]
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return [*node.args, *words] if called in _RECORDERS else words


def said(planner: Browser, subject: str) -> list[tuple[str, str]]:
    """What the log tells of a subject, newest first: the act, and what it says besides."""
    page = planner.get(f"/planning/audit.csv?subject={subject}").text.removeprefix("\ufeff")
    return [(row[2], row[3]) for row in reversed(list(csv.reader(io.StringIO(page), delimiter=";"))[1:])]


def test_S59_every_act_has_words() -> None:
    tables = [str(mapper.local_table) for mapper in Base.registry.mappers if issubclass(mapper.class_, Revised)]
    acts = {*acts_of_the_program(), *(f"{table}.{act}" for table in tables for act in ("added", "changed", "removed"))}

    without = [act for act in acts if act.split(".")[0] not in SUBJECTS or act.split(".")[1] not in ACTS]

    assert len(acts) > 40
    assert sorted(without) == []


def test_S59_a_planner_reads_who_did_what(planner: Browser, ours: World) -> None:
    form = planner.form(f"/planning/venues/{ours.venue.id}", name="Großer Saal")
    planner.post(f"/planning/venues/{ours.venue.id}", form)

    page = planner.get(f"/planning/audit?subject=venue&account={ours.account.id}").text

    assert "Kim Muster" in page
    assert "Ort: geändert – Großer Saal" in page


def test_S59_the_log_names_which_period_was_changed_from_how_many_days_to_how_many(
    planner: Browser, ours: World
) -> None:
    url = f"/planning/organizers/{ours.organizer.id}/retention"
    planner.post(url, planner.form(url, answers_days="45", answers_reason="Abrechnung"))
    planner.post(url, planner.form(url, answers_reason="Nachfragen"))
    planner.post(url, planner.form(url, answers_days="30", answers_reason=""))
    url = f"/planning/events/{ours.event.id}/retention"
    planner.post(url, planner.form(url, mails_days="90", mails_reason="Rückläufer"))

    last, second, third, first = said(planner, "retention_rule")

    answers = "Eingeladene und ihre Antworten"
    assert first == (f"Löschfrist: geändert – {answers}", "30 → 45 Tage")
    assert third == (f"Löschfrist: geändert – {answers}", "Grund geändert")
    assert second == (f"Löschfrist: zurückgenommen – {answers}", "45 → 30 Tage")
    assert last == (f"Löschfrist: geändert – E-Mails: Adressen und Texte, {ours.event.title.de}", "14 → 90 Tage")


def test_S59_what_has_a_name_is_called_by_it_and_what_has_none_by_no_number(
    planner: Browser, session: Session, ours: World
) -> None:
    imprint = Page(name="imprint", updated_by="Kim", updated_at=NOW)
    notice = Page(name=f"notice-{ours.organizer.id}", updated_by="Kim", updated_at=NOW)
    session.add_all([imprint, notice])
    session.flush()
    own: Any = {"now": NOW, "organizer_id": ours.organizer.id}
    audit.record(session, SYSTEM, "page.added", imprint, **own)
    audit.record(session, SYSTEM, "page.changed", notice, **own)
    audit.record_of(session, SYSTEM, "barrier_report.done", "barrier_report", 7, **own)
    audit.record_of(session, SYSTEM, "photo_consent.revoked", "photo_consent", 1, event_id=ours.event.id, **own)
    audit.record_of(session, SYSTEM, "retention_rule.added", "retention_rule", 99, **own)  # as older entries are
    audit.record_of(session, SYSTEM, "venue.removed", "venue", 999_999, **own)
    session.commit()

    assert [what for what, _more in said(planner, "page")] == [
        "Seite: geändert – Angaben zum Datenschutz für Eingeladene",
        "Seite: geändert – Impressum",
    ]
    assert said(planner, "barrier_report")[0] == ("Gemeldete Barriere: erledigt", "")
    assert said(planner, "photo_consent")[0][0] == f"Einwilligung zu Fotos: widerrufen – {ours.event.title.de}"
    assert said(planner, "retention_rule")[0][0] == "Löschfrist: geändert"
    assert said(planner, "venue")[0][0] == "Ort: gelöscht – Nr. 999999"
    assert ">automatisch<" in planner.get("/planning/audit?subject=barrier_report").text


def test_R24_names_leave_the_log_whoever_they_stand_for(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    """Neither the one who acted nor whom it concerned is named, and by nobody's name such entries are found."""
    kim, speaker = ours.account, make.speaker(ours.organizer)
    for acted_on in (kim, speaker):
        act = f"{acted_on.__tablename__}.changed"
        audit.record(session, kim.as_actor(), act, acted_on, now=NOW, organizer_id=ours.organizer.id)
    session.commit()
    audit.make_pseudonymous(session, before=NOW + timedelta(minutes=1))
    session.commit()

    page = planner.get("/planning/audit?subject=account").text
    row = page.partition("<tbody")[2].partition("</table>")[0]
    assert (f"Konto: geändert – Konto {kim.id}" in row, kim.name in row) == (True, False)
    assert (f"Konto: geändert – Konto {kim.id}", "") in said(planner, "account")
    assert (f"Person: geändert – Nr. {speaker.id}", "") in said(planner, "speaker")
    for suffix in ("xlsx", "ods"):
        content = planner.get(f"/planning/audit.{suffix}?subject=account").data
        with ZipFile(io.BytesIO(content)) as book:
            assert kim.name not in "".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
    by_her = audit.every(session, replace(audit.visible_to(kim.as_actor()), actor_id=kim.id), most=99)
    assert by_her
    assert all(entry.actor_name == kim.name for entry in by_her)


def test_R24_nobody_is_offered_to_look_for_whose_names_have_left(
    planner: Browser, session: Session, make: Factories, ours: World
) -> None:
    robin = make.account(ours.organizer, password=None)
    robin.name = "Robin Vergangen"
    audit.record(session, robin.as_actor(), "venue.changed", ours.venue, now=NOW - timedelta(days=120))
    session.commit()
    query = f"/planning/audit?account={robin.id}"
    assert "Robin Vergangen" in planner.get(query).text

    audit.make_pseudonymous(session, before=NOW - timedelta(days=90))
    session.commit()

    assert "Robin Vergangen" not in planner.open(query).text
    assert "Ort: geändert" not in planner.open(query).text


def test_what_was_looked_for_stays_in_sight(planner: Browser, ours: World) -> None:
    address = f"/planning/audit?event={ours.event.id}&subject=venue&account=&since=01.01.2020&until="

    page = planner.get(address).text

    assert '<details class="more" open>' in page
    assert f"Gefiltert nach Versammlung: {ours.event.title.de}; Was: Ort; Vom: 01.01.2020." in page
    assert "Zu dieser Auswahl gibt es keine Einträge." in page
    assert "Hier steht, was getan wurde." not in page
    assert "Gefiltert nach" not in planner.get("/planning/audit").text


def test_S59_all_that_left_as_a_file_is_found_at_once(planner: Browser, session: Session, ours: World) -> None:
    own: dict[str, Any] = {"organizer_id": ours.organizer.id, "now": NOW}
    for subject, act in (("staff_list", "exported"), ("figures", "exported"), ("figures", "edited")):
        audit.record_of(session, SYSTEM, f"{subject}.{act}", subject, 1, **own)
    session.commit()

    page = planner.get("/planning/audit?act=exported").text

    assert set(re.findall(r"(\w+): als Datei ausgegeben", page)) == {"Personalliste", "Zahlen", "geschah"}
    assert "von Hand geändert –" not in page


def test_days_that_fit_no_calendar_show_no_entries_and_deny_none(planner: Browser) -> None:
    for query, sentence in (
        ("since=gestern", "Schreiben Sie"),
        ("since=02.02.2026&until=01.02.2026", "Der letzte Tag liegt vor dem ersten."),
    ):
        page = planner.get(f"/planning/audit?{query}", expect=422).text

        assert sentence in page, query
        assert "nichts eingetragen" not in page


def test_S59_who_runs_the_installation_reads_her_own_deeds_and_the_role_taken_last(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    runner = make.account(password=None)
    runner.is_administrator, runner.name = True, "Alex Beispiel"
    accounts.revoke(session, ours.account, ours.organizer, Role.PLANNER, actor=runner.as_actor(), now=NOW)
    enter(browser, session, runner)

    page = browser.get("/planning/audit?subject=account").text

    assert f"Konto: Rolle entzogen – {ours.account.name}" in page
    assert "Rolle: Planung" in page
    assert ">Versammlung: " not in browser.get("/planning/audit").text


def test_S35_nobody_reads_the_log_of_another_organizer(planner: Browser, session: Session, make: Factories) -> None:
    theirs = world(make)
    draft = VenueDraft(name="Geheimer Saal")
    venues.create(session, theirs.organizer.id, draft, actor=SYSTEM, now=NOW)
    session.commit()

    for address in ("/planning/audit", f"/planning/audit?event={theirs.event.id}", "/planning/audit.csv"):
        assert "Geheimer Saal" not in planner.open(address).text


@pytest.mark.parametrize(
    "query", ["event=x", "since=gestern", "account=-1", "subject=%00", "before=abc", f"before={10**20}"]
)
def test_S05_odd_wishes_are_refused_kindly(planner: Browser, query: str) -> None:
    assert planner.open(f"/planning/audit?{query}").status_code in {200, 400, 422}


def test_the_log_goes_on_on_older_pages(planner: Browser, session: Session, ours: World) -> None:
    for number in range(120):
        audit.record(session, SYSTEM, "venue.changed", ours.venue, now=NOW, fields=[str(number)])
    session.commit()

    first = planner.get("/planning/audit?subject=venue").text
    older = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = planner.get(older).text

    assert (first.count("<tr"), second.count("<tr")) == (51, 51)


def test_S06_the_log_leaves_as_a_table_without_formulas(planner: Browser, session: Session, ours: World) -> None:
    ours.venue.name = "=cmd|' /C calc'!A0"
    audit.record(session, SYSTEM, "venue.changed", ours.venue, now=NOW)
    session.commit()

    said = planner.get("/planning/audit.csv?subject=venue")
    rows = list(csv.reader(io.StringIO(said.text.removeprefix("\ufeff")), delimiter=";"))

    assert rows[0] == ["Zeit", "Wer", "Was", "Mehr", "Prüfsumme"]
    assert any("Ort: geändert – =cmd" in row[2] for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert session.scalars(select(AuditEntry.act).order_by(AuditEntry.id.desc())).first() == "audit.exported"


def test_more_entries_than_a_file_holds_are_to_be_narrowed(
    planner: Browser, ours: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_A_FILE", 3)

    led = planner.get("/planning/audit.xlsx?since=01.01.2020", expect=303)

    assert led.location == "/planning/audit?since=01.01.2020"
    assert "mehr als 3 Einträge" in planner.get(led.location).text


@pytest.mark.parametrize(("place", "act"), [("figures.csv", "figures.exported"), ("needs.ods", "needs.exported")])
def test_S59_who_takes_figures_or_needs_along_is_noted(
    planner: Browser, session: Session, ours: World, place: str, act: str
) -> None:
    planner.get(f"/planning/events/{ours.event.id}/{place}")

    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == act)).one()
    assert (entry.organizer_id, entry.event_id, entry.actor_id) == (ours.organizer.id, ours.event.id, ours.account.id)
    assert entry.details.keys() == {"entries"}


def test_S59_who_takes_the_log_along_is_noted_for_each_organizer_whose_entries_it_shows(
    browser: Browser, session: Session, make: Factories, ours: World
) -> None:
    other, silent = make.organizer(), make.organizer()
    enter(browser, session, make.account(ours.organizer, other, silent, password=None))
    session.execute(delete(AuditEntry).where(AuditEntry.organizer_id == silent.id))
    session.commit()
    counts: dict[int | None, int | None] = {
        number: session.scalar(select(func.count()).where(AuditEntry.organizer_id == number))
        for number in (ours.organizer.id, other.id)
    }
    counts[None] = 0  # a file without entries

    browser.get("/planning/audit.csv")
    browser.get("/planning/audit.csv?until=2001-01-01")

    noted = session.scalars(select(AuditEntry).where(AuditEntry.act == "audit.exported").order_by(AuditEntry.id)).all()
    assert {entry.organizer_id: entry.details["entries"] for entry in noted} == counts
    assert len(noted) == 3


def test_the_log_is_not_for_other_roles(browser: Browser, session: Session, make: Factories, ours: World) -> None:
    enter(browser, session, make.account(password=None))

    browser.get("/planning/audit", expect=404)
