"""The way of a file into the staff list, as a planner goes it."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from eventapp.adapters import spreadsheet, spreadsheet_out
from eventapp.domain.actor import SYSTEM
from eventapp.models import Employee, StaffList, StaffUpload
from eventapp.services import staff, staff_changes, staff_uploads
from tests.adapters import hr_files as hr
from tests.conftest import NOW
from tests.pages import Browser
from tests.queries import counted
from tests.web.world import World, multipart

GOOD = hr.text([("Stand 1.11.2026",), ("Name", "Geburtsdatum", "Geschlecht", "E-Mail", "Amt"),
                ("Ayşe Yılmaz", "1.1.1970", "w", "ayse@example.org", "Jugendamt"),
                ("Jörg Groß", "2.2.1980", "m", "joerg@example.org", "Kämmerei")])  # fmt: skip
BAD = "Name;E-Mail;Amt\nKim Muster;kim@;Amt 1\n;toni@example.org;Amt 1\nSam;sam@example.org;1\nJo;SAM@example.org;2\n"


@pytest.fixture
def fresh(session: Session, ours: World) -> StaffList:
    """An empty list."""
    return staff.create(session, ours.organizer.id, "Kernverwaltung", actor=SYSTEM, now=NOW)


def base(fresh: StaffList) -> str:
    return f"/planning/organizers/{fresh.organizer_id}/staff/{fresh.id}"


def sent(planner: Browser, fresh: StaffList, content: str | bytes, expect: int = 303) -> str:
    """Send a file; answers where it leads."""
    data = content.encode() if isinstance(content, str) else content
    body, kind = multipart({"csrf_token": planner.token()}, {"file": data})
    answer = planner.open(f"{base(fresh)}/files", method="POST", data=body, content_type=kind)
    assert answer.status_code == expect, answer.text
    return str(answer.location or answer.text)


def chosen(planner: Browser, fresh: StaffList, content: str | bytes) -> str:
    """Send a file and choose what is suggested; answers the address of the next step."""
    columns = sent(planner, fresh, content)
    return str(planner.post(columns, planner.form(columns)).location)


def names(session: Session, fresh: StaffList) -> list[str]:
    return [one.draft.name for one in staff_changes.known(session, fresh)]


def test_a_file_goes_its_way_in_four_steps(planner: Browser, session: Session, fresh: StaffList) -> None:
    columns = sent(planner, fresh, GOOD)
    page = planner.get(columns).text
    assert "Das Geschlecht wird nicht gespeichert" in page
    assert "1.1.1970" not in page
    problems = planner.post(columns, planner.form(columns)).location
    assert "Verworfen und nicht gespeichert: Geburtsdatum, Geschlecht" in planner.get(problems).text
    (waiting,) = session.scalars(select(StaffUpload).where(StaffUpload.list_id == fresh.id))
    assert "1970" not in json.dumps(staff_uploads.rows_of(waiting))
    take = problems.replace("problems", "take")

    assert "2 Personen übernehmen" in planner.get(take).text
    there = planner.post(take, planner.form(take)).location

    assert "Ayşe Yılmaz" in planner.get(there).text
    assert names(session, fresh) == ["Ayşe Yılmaz", "Jörg Groß"]
    assert session.get_one(StaffList, fresh.id).mapping == {"name": "Name", "email": "E-Mail", "department": "Amt"}


def test_R25_nothing_is_taken_over_while_a_row_is_bad(planner: Browser, session: Session, fresh: StaffList) -> None:
    problems = chosen(planner, fresh, BAD)
    page = planner.get(problems).text

    assert all(f"Zeile {row}" in page for row in (2, 3, 5))
    assert "steht schon in Zeile 4" in page
    assert planner.post(problems.replace("problems", "take"), {"missing": "remove"}).location == problems
    assert names(session, fresh) == []


def test_bad_rows_are_put_right_on_the_page(planner: Browser, session: Session, fresh: StaffList) -> None:
    problems = chosen(planner, fresh, BAD)

    planner.post(problems, {"row-2-name": "Kim Muster", "row-2-email": "kim@beispiel", "row-3-skip": "1"})
    page = planner.get(problems).text
    assert 'value="kim@beispiel"' in page
    assert "2 Zeilen sind noch zu prüfen" in page
    planner.post(problems, {"row-2-email": "kim@example.org", "row-5-without": "1"})
    take = problems.replace("problems", "take")
    planner.post(take, planner.form(take))

    found = {one.draft.name: one.draft.email for one in staff_changes.known(session, fresh)}
    assert found == {"Kim Muster": "kim@example.org", "Sam": "sam@example.org", "Jo": ""}


def test_all_bad_rows_can_be_left_out_and_taken_in_again(planner: Browser, fresh: StaffList) -> None:
    problems = chosen(planner, fresh, BAD)

    planner.post(problems, {"what": "skip_all"})
    assert "3 Zeilen werden nicht übernommen" in planner.get(problems).text
    planner.post(problems, {"what": "unskip"})

    assert "Alle 3 Zeilen weglassen" in planner.get(problems).text


def test_many_bad_rows_are_offered_as_a_file(planner: Browser, fresh: StaffList) -> None:
    rows = "".join(f"Kim {n};=cmd{n}@;Amt\n" for n in range(80))
    problems = chosen(planner, fresh, f"Name;E-Mail;Amt\n{rows}")

    page = planner.get(problems).text
    assert "Hier stehen die ersten 50 von 80 Zeilen" in page
    answer = planner.get(problems + ".csv")

    head, first, *_rest = answer.data.decode("utf-8-sig").splitlines()
    assert head.startswith("Zeile;Was zu prüfen ist;Name;E-Mail")
    assert first.startswith("2;'„=cmd0@“ ist keine vollständige E-Mail-Adresse.;Kim 0;'=cmd0@;")


def test_the_same_file_again_changes_nothing(planner: Browser, session: Session, fresh: StaffList) -> None:
    for _ in range(2):
        take = chosen(planner, fresh, GOOD).replace("problems", "take")
        page = planner.get(take).text
        planner.post(take, planner.form(take))

    assert "Nichts ändert sich" in page
    assert len(staff_changes.history(session, fresh)) == 1


def test_a_file_that_loses_many_asks_what_becomes_of_them(planner: Browser, session: Session, fresh: StaffList) -> None:
    take = chosen(planner, fresh, GOOD).replace("problems", "take")
    planner.post(take, planner.form(take))
    take = chosen(planner, fresh, "Name;E-Mail\nKim Muster;kim@example.org\n").replace("problems", "take")
    page = planner.get(take).text
    assert "Mehr als ein Fünftel der Liste steht nicht in dieser Datei" in page
    form = planner.form(take)

    planner.post(take, {**form, "missing": ""}, expect=422)
    planner.post(take, {**form, "missing": "keep"})

    assert len(names(session, fresh)) == 3


def test_a_list_that_changed_meanwhile_is_shown_again(planner: Browser, session: Session, fresh: StaffList) -> None:
    take = chosen(planner, fresh, GOOD).replace("problems", "take")
    form = planner.form(take)
    planner.post(f"{base(fresh)}/people/new", {"name": "Kim", "salutation": "neutral", "language": "de"})

    assert planner.post(take, form).location == take
    assert "neuen Stand" in planner.get(take).text
    assert names(session, fresh) == ["Kim"]


def test_a_take_over_is_undone(planner: Browser, session: Session, fresh: StaffList) -> None:
    take = chosen(planner, fresh, GOOD).replace("problems", "take")
    there = planner.post(take, planner.form(take)).location
    (undo,) = re.findall(r'href="([^"]+/undo)"', planner.get(there).text)

    planner.get(undo)
    planner.post(undo)

    assert names(session, fresh) == []
    assert "Das geht nicht mehr" in planner.get(undo).text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7", "keine Tabelle"), (b"", "Datei"), (b"x;" * 10_000_001, "zu groß")],
)
def test_S15_a_file_that_can_not_be_read_gets_a_sentence(
    planner: Browser, fresh: StaffList, content: bytes, words: str
) -> None:
    assert words in sent(planner, fresh, content, expect=422)


def test_names_of_columns_in_another_row_are_read_again(planner: Browser, fresh: StaffList) -> None:
    columns = sent(planner, fresh, "Wer;Wo\nKopf;Ecke\nKim Muster;Amt 1\n")

    again = planner.post(columns, {**planner.form(columns), "header": "2", "read_again": "1"}).location

    assert "So lesen wir die ersten Zeilen" not in planner.get(again).text
    assert ">Kopf</label>" in planner.get(again).text
    answer = planner.post(columns, {"column_1": "department"}, expect=422)
    assert "Wählen Sie die Spalte mit dem Namen." in answer.text


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "ods"])
def test_a_list_leaves_as_a_file_that_reads_back(planner: Browser, fresh: StaffList, suffix: str) -> None:
    planner.post(
        f"{base(fresh)}/people/new",
        {"name": "=Kim Muster", "salutation": "frau", "language": "en", "post": "Haus A\r\nZimmer 3"},
    )

    content = planner.get(f"{base(fresh)}/export.{suffix}").data

    assert spreadsheet.read(content).rows[1] == ["=Kim Muster", "", "Frau", "en", "", "", "Haus A\nZimmer 3"]
    if suffix == "csv":
        assert b"'=Kim" in content
    assert spreadsheet_out.TYPES[suffix]


def test_people_are_found_changed_and_removed_by_hand(planner: Browser, session: Session, fresh: StaffList) -> None:
    person = {"name": "Kim Muster", "salutation": "neutral", "language": "de", "department": "Amt 1"}
    planner.post(f"{base(fresh)}/people/new", {**person, "email": "jörg@example.org"}, expect=422)
    planner.post(f"{base(fresh)}/people/new", person)
    (kim,) = session.scalars(select(Employee).where(Employee.list_id == fresh.id))
    own = f"{base(fresh)}/people/{kim.id}"

    assert "Kim Muster" in planner.get(f"{base(fresh)}?q=muster&reach=letter&department=Amt+1&page=7").text
    planner.post(own, {**planner.form(own), "email": "kim@example.org"})
    assert "Niemand passt" in planner.get(f"{base(fresh)}?reach=letter").text
    planner.post(f"{own}/remove")

    assert names(session, fresh) == []


def test_lists_are_made_renamed_and_removed(planner: Browser, session: Session, ours: World) -> None:
    index = f"/planning/organizers/{ours.organizer.id}/staff"
    there = planner.post(index, {"name": "Stadtwerke"}).location
    own = there.removesuffix("/files")

    planner.post(f"{own}/edit", {"name": "Kim Beispiel"}, expect=422)
    planner.post(f"{own}/edit", {"name": "Entsorgung"})
    assert "Entsorgung" in planner.get(index).text
    planner.post(f"{own}/remove")

    assert "Entsorgung" not in planner.get(index).text.split("</main>")[0].split("<main")[1]


def test_a_list_takes_as_many_questions_for_three_people_as_for_one(
    planner: Browser, session: Session, connection: Connection, fresh: StaffList
) -> None:
    asked = []
    for count in (1, 3):
        for number in range(count):
            data = {"name": f"Kim {count} {number}", "salutation": "neutral", "language": "de"}
            planner.post(f"{base(fresh)}/people/new", data)
        with counted(connection) as statements:
            planner.get(base(fresh))
        asked.append(len(statements))

    assert asked[0] == asked[1]
