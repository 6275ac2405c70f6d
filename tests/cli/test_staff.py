"""Staff lists from the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters import hr_files as hr
from tests.cli.conftest import Terminal

GOOD = hr.text([("Name", "Geburtsdatum", "E-Mail", "Amt"), ("Jörg Groß", "1.1.1970", "joerg@example.org", "Kämmerei"),
                ("Kim Muster", "2.2.1980", "", "Jugendamt")])  # fmt: skip


@pytest.fixture
def file(office: Terminal) -> Path:
    path = office.folder / "liste.csv"
    path.write_bytes(GOOD.encode("cp1252"))
    return path


def test_a_file_is_shown_taken_over_and_written_out(office: Terminal, file: Path) -> None:
    shown = office.run("staff", "import", str(file), "--dry-run")
    assert shown.code == 0
    for words in (
        "Windows-1252",
        "separated by ';'",
        "E-Mail → email",
        "Thrown away: Geburtsdatum",
        "Nothing was stored",
    ):
        assert words in shown.out

    assert "2 new, 0 changed, 0 gone" in office.run("staff", "import", str(file), "--yes").out
    assert "Nothing changes" in office.run("staff", "import", str(file), "--yes").out
    people = json.loads(office.run("staff", "export", "--format", "json").out)
    assert [(one["name"], one["email"]) for one in people] == [("Kim Muster", ""), ("Jörg Groß", "joerg@example.org")]

    for kind in ("csv", "xlsx", "ods"):
        out = office.folder / f"out.{kind}"
        assert office.run("staff", "export", "--format", kind, "-o", str(out)).code == 0
        assert "Nothing changes" in office.run("staff", "import", str(out), "--yes").out


def test_yes_leaves_bad_rows_out_and_names_them(office: Terminal, file: Path) -> None:
    file.write_text("Name;E-Mail;Amt\nKim Muster;kim@example.org;1\nRobin;robin@;1\n", encoding="utf-8")

    done = office.run("staff", "import", str(file), "--yes")

    assert (done.code, "Left out: row 3." in done.out) == (0, True)
    assert "row 3: 'robin@' is no mail address" in done.out


def test_without_yes_it_asks_first(office: Terminal, file: Path) -> None:
    assert office.run("staff", "import", str(file)).code == 1

    assert json.loads(office.run("staff", "export", "--format", "json").out) == []


def test_a_file_that_loses_many_is_not_taken_over_unasked(office: Terminal, file: Path) -> None:
    office.run("staff", "import", str(file), "--yes")
    file.write_text("Name;E-Mail;Amt\nRobin Muster;robin@example.org;1\n", encoding="utf-8")

    refused = office.run("staff", "import", str(file), "--yes")
    kept = office.run("staff", "import", str(file), "--yes", "--keep-missing")

    assert (refused.code, "More than a fifth" in refused.error) == (1, True)
    assert "1 new, 0 changed, 0 gone" in kept.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "no table that can be read"),
        (b"a;b\n1;2\n", "No column with names"),
        (b"", "nothing in this file"),
    ],
)
def test_what_is_no_list_gets_a_sentence(office: Terminal, file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)

    refused = office.run("staff", "import", str(file), "--yes")

    assert (refused.code, words in refused.error) == (1, True)
