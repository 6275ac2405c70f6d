"""Events, from the terminal and for scripts."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal


@pytest.fixture
def own_case(model_case: Terminal, tmp_path: Path) -> Terminal:
    """The model case as a copy that may be changed."""
    shutil.copytree(model_case.folder, tmp_path / "copy")
    return Terminal(tmp_path / "copy", {})


def test_the_list_for_scripts_has_its_promised_keys(model_case: Terminal) -> None:
    rows = json.loads(model_case.run("event", "list", "--json").out)

    assert len(rows) == 2
    assert {"key", "slug", "title", "url", "starts", "organizer_slug"} <= set(rows[0])
    past = rows[1]
    assert past["key"] == past["slug"] == "frauen-und-ki-2024"
    assert past["url"] == "http://127.0.0.1:8000/events/frauen-und-ki-2024"
    assert past["starts"] == "2024-11-08T09:00:00+01:00"
    assert past["organizer_slug"] == "gleichstellungsstelle"
    assert rows[0]["key"] != rows[0]["slug"]


def test_the_list_for_people_has_a_line_an_event(model_case: Terminal) -> None:
    lines = model_case.run("event", "list").out.splitlines()

    assert [line.split("\t")[1] for line in lines] == ["tentative", "confirmed"]


def test_show_says_what_changed_since(model_case: Terminal) -> None:
    slug = json.loads(model_case.run("event", "list", "--json").out)[0]["slug"]

    row = json.loads(model_case.run("event", "show", slug, "--json").out)

    assert row["announced_edition"] == 1
    assert row["changes_since"] > 0
    assert "announced_edition  1" in model_case.run("event", "show", slug).out


@pytest.mark.parametrize(
    ("kind", "begin"),
    [
        ("ics", b"BEGIN:VCALENDAR\r\n"),
        ("program-ics", b"BEGIN:VCALENDAR\r\n"),
        ("program-pdf", b"%PDF-"),
        ("letter-pdf", b"%PDF-"),
    ],
)
def test_what_was_announced_is_written_as_a_file(model_case: Terminal, tmp_path: Path, kind: str, begin: bytes) -> None:
    file = tmp_path / "export"

    said = model_case.run("event", "export", "frauen-und-ki-2024", "--format", kind, "-o", str(file))

    assert said.code == 0, said.everything
    assert file.read_bytes().startswith(begin)
    assert str(file) in said.out


def test_the_time_zone_of_the_machine_changes_nothing(model_case: Terminal) -> None:
    zones = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")

    lists = {model_case.run("event", "list", "--json", TZ=zone).out for zone in zones}
    files = {model_case.run("event", "export", "frauen-und-ki-2024", TZ=zone).out for zone in zones}

    assert (len(lists), len(files)) == (1, 1)
    assert "DTSTART;TZID=Europe/Berlin:20241108T090000" in files.pop()


def test_announcing_shows_the_changes_and_asks_unless_told_not_to(own_case: Terminal) -> None:
    slug = json.loads(own_case.run("event", "list", "--json").out)[0]["slug"]

    asked = own_case.run("event", "announce", slug)
    announced = own_case.run("event", "announce", slug, "--yes")
    again = own_case.run("event", "announce", slug, "--yes")

    assert (asked.code, "Announce edition 2" in asked.out) == (1, True)
    assert (announced.code, "Announced edition 2: http" in announced.out) == (0, True)
    assert "item_time" in announced.out
    assert (again.code, "Nothing has changed" in again.error) == (1, True)


def test_an_event_goes_by_slug_key_and_uid(model_case: Terminal) -> None:
    row = json.loads(model_case.run("event", "list", "--json").out)[0]

    shown = [model_case.run("event", "show", row[name], "--json").out for name in ("slug", "key", "uid")]

    assert len(set(shown)) == 1


def test_a_key_of_an_older_version_that_begins_with_a_dash_goes_behind_two(own_case: Terminal) -> None:
    with closing(sqlite3.connect(own_case.instance / "eventapp.sqlite")) as database, database:
        database.execute("UPDATE event SET secret = '-FSRYtPJtv0N' WHERE id = 1")

    assert own_case.run("event", "show", "--", "-FSRYtPJtv0N").code == 0


def test_an_unknown_event_is_refused_in_a_sentence(model_case: Terminal) -> None:
    said = model_case.run("event", "show", "nichts")

    assert (said.code, said.error) == (
        1,
        "Error: There is no such event. `eventapp event list` shows all with their slugs.\n",
    )


def test_a_mailing_is_named_as_its_readers_see_it_before_it_leaves(model_case: Terminal) -> None:
    said = model_case.run("invite", "frauen-und-ki-2024")

    assert said.out.splitlines()[0] == "Einladung: Versammlung der weiblichen Beschäftigten am 8. November 2024"
    assert "Send to" in said.out
