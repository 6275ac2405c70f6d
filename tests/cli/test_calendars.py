"""The calendar linter as a command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Said, Terminal

GOOD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//test//DE
BEGIN:VEVENT
UID:0c1a7c3e-3f0e-4b7e-8f0e-1f7f3a1c2b3d
DTSTAMP:20240902T060000Z
DTSTART:20241108T080000Z
DTEND:20241108T113000Z
SUMMARY:Versammlung
END:VEVENT
END:VCALENDAR
"""


ENDS_EARLY = GOOD.replace("DTEND:20241108T113000Z", "DTEND:20241108T073000Z")
MAIL = f"From: office@example.org\nTo: kim@example.org\nMIME-Version: 1.0\nContent-Type: text/calendar\n\n{GOOD}"

TOLD = GOOD.replace("PRODID:-//example//test//DE\n", "PRODID:-//example//test//DE\nMETHOD:PUBLISH\n").replace(
    "SUMMARY", "ORGANIZER:mailto:office@example.org\nSUMMARY"
)
PART = (
    "Content-Type: application/ics; name=invite.ics\nContent-Transfer-Encoding: 7bit\n"
    f"Content-Disposition: attachment; filename=invite.ics\nMIME-Version: 1.0\n\n{TOLD}"
)


def written(terminal: Terminal, name: str, text: str = GOOD) -> Path:
    """A file in the terminal's folder, with the line ends of calendars."""
    file = terminal.folder / name
    file.write_bytes(text.replace("\n", "\r\n").encode())
    return file


def piped(terminal: Terminal, data: bytes, *words: str, **more: str) -> Said:
    """Run a command in a process of its own that reads ``data``."""
    command = [sys.executable, "-c", "from eventapp.cli import main; main()", *words]
    environment = {**terminal.environment(), **more}
    done = subprocess.run(command, input=data, env=environment, capture_output=True, timeout=60, check=False)
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_file_without_faults_ends_well(terminal: Terminal) -> None:
    file = written(terminal, "good.ics")

    said = terminal.run("ics", "check", str(file))

    assert said.code == 0, said.everything
    assert "no faults" in said.out


def test_each_fault_is_named_with_its_line_and_rule(terminal: Terminal) -> None:
    file = written(terminal, "bad.ics", ENDS_EARLY)

    said = terminal.run("ics", "check", str(file))

    assert said.code == 1
    assert f"{file}:8: S10 the event doesn't end after its start\n" in said.out
    assert said.out.endswith("\nFaults: 1\n")


def test_each_broken_rule_is_explained_once_below(terminal: Terminal) -> None:
    bad = written(terminal, "bad.ics", GOOD.replace("VERSION:2.0\n", "").replace("DTSTART:20", "DTSTART;TZID=CET:20"))
    worse = written(terminal, "worse.ics", GOOD.replace("SUMMARY", "Summary").replace("VERSION:2.0\n", ""))

    said = terminal.run("ics", "check", str(bad), str(worse))

    below = said.out[said.out.index("\n\n") :]
    assert [line for line in below.splitlines() if line and not line.startswith(" ")] == [
        *("S02", "V03", "V05", "V34"),
        "Faults: 5",
    ]
    assert "    Rule: RFC 5545, section 3.2.19\n    Stumble: Outlook\n" in below
    assert below.count("Stumble:") == 1  # S02 and the others break no client that is known


def test_each_of_several_files_is_said_to_be_good_or_not(terminal: Terminal) -> None:
    good, bad = written(terminal, "good.ics"), written(terminal, "bad.ics", ENDS_EARLY)

    said = terminal.run("ics", "check", str(good), str(bad))

    assert said.code == 1
    assert f"{good}: no faults.\n" in said.out
    assert f"{bad}: no faults." not in said.out


def test_a_hint_is_no_fault(terminal: Terminal) -> None:
    file = written(terminal, "hint.ics", GOOD.replace("Versammlung", "<b>Versammlung</b>"))

    said = terminal.run("ics", "check", str(file))

    assert said.code == 0
    assert f"{file}:9: V29 hint: " in said.out
    assert f"{file}: no faults." in said.out


def test_scripts_get_objects(terminal: Terminal) -> None:
    good, bad = written(terminal, "good.ics"), written(terminal, "bad.ics", ENDS_EARLY)

    said = terminal.run("ics", "check", "--json", str(good), str(bad))

    (found,) = json.loads(said.out)
    assert said.code == 1
    assert found.pop("why").endswith(".")
    assert found == {
        "file": str(bad),
        "line": 8,
        "code": "S10",
        "message": "the event doesn't end after its start",
        "rule": "RFC 5545, sections 3.8.2.2 and 3.8.2.5",
        "clients": [],
        "guess": False,
    }


def test_scripts_get_an_empty_list_for_a_good_file(terminal: Terminal) -> None:
    said = terminal.run("ics", "check", "--json", str(written(terminal, "good.ics")))

    assert (said.code, json.loads(said.out)) == (0, [])


def test_a_dash_is_the_standard_input(terminal: Terminal) -> None:
    good = piped(terminal, GOOD.replace("\n", "\r\n").encode(), "ics", "check", "-")
    bad = piped(terminal, ENDS_EARLY.replace("\n", "\r\n").encode(), "ics", "check", "-")

    assert (good.code, good.out) == (0, "<stdin>: no faults.\n")
    assert bad.code == 1
    assert bad.out.startswith("<stdin>:8: S10 ")


@pytest.mark.parametrize("name", ["mail.eml", "mail.txt", "mail.ics"])
def test_a_mail_is_known_by_what_it_is(terminal: Terminal, name: str) -> None:
    said = terminal.run("ics", "check", str(written(terminal, name, MAIL)))

    assert said.code == 1
    assert f"{name}: M01 the mail's calendar has no METHOD" in said.out
    assert "P09" not in said.out


@pytest.mark.parametrize("name", ["part.mime", "part.txt"])
def test_a_part_for_another_mail_is_no_mail(terminal: Terminal, name: str) -> None:
    said = terminal.run("ics", "check", str(written(terminal, name, PART)))

    assert (said.code, said.out) == (0, f"{terminal.folder / name}: no faults.\n")


@pytest.mark.parametrize("text", ["", "<!doctype html>\n<title>Sign in</title>\n"])
def test_what_is_no_calendar_is_one_fault(terminal: Terminal, text: str) -> None:
    file = written(terminal, "none.ics", text)

    said = terminal.run("ics", "check", str(file))

    assert said.code == 1
    assert said.out.startswith(f"{file}: S00 this is no calendar: it has no line BEGIN:VCALENDAR\n\nS00\n")
    assert said.out.endswith("\nFaults: 1\n")


def test_mails_are_compared_by_their_calendars(terminal: Terminal) -> None:
    old, new = written(terminal, "old.eml", MAIL), written(terminal, "new.eml", MAIL.replace("T080000Z", "T090000Z"))

    said = terminal.run("ics", "check", str(new), "--since", str(old))

    assert "U02" in said.out


RUBBISH = {
    "nothing": b"",
    "octets": bytes(range(256)) * 400,
    "zeros": bytes(11_000_000),
    "one long line": b"BEGIN:" + b"x" * 1_000_000,
    "opening only": b"BEGIN:VCALENDAR\r\n" * 100,
    "a mail of nothing": b"MIME-Version: 1.0\r\n\r\n",
    "more than is looked at": b"BEGIN:VCALENDAR\r\n" * 1_200_000,
}


@pytest.mark.parametrize("data", RUBBISH.values(), ids=RUBBISH)
@pytest.mark.parametrize("name", ["rubbish.ics", "rubbish.eml"])
def test_rubbish_is_a_fault_and_no_trace(terminal: Terminal, name: str, data: bytes) -> None:
    file = terminal.folder / name
    file.write_bytes(data)

    said = terminal.run("ics", "check", str(file), "--since", str(file))

    assert said.code == 1
    assert "Faults: " in said.out
    assert said.error == ""


def test_a_file_without_end_is_not_read_to_its_end(terminal: Terminal) -> None:
    said = terminal.run("ics", "check", "/dev/zero")

    assert said.code == 1
    assert "P00 the file is larger than" in said.out


@pytest.mark.parametrize("words", [["."], ["missing.ics"], [], ["--since", "/dev/null", "/dev/null", "/dev/null"]])
def test_what_cannot_be_read_is_refused(terminal: Terminal, words: list[str]) -> None:
    said = terminal.run("ics", "check", *words)

    assert said.code == 2
    assert "Traceback" not in said.everything


def test_a_terminal_that_lacks_a_letter_shows_a_question_mark(terminal: Terminal) -> None:
    data = GOOD.replace("VERSION:2.0", "VERSION:2.0\nCALSCALE:MÜNCHEN").replace("\n", "\r\n").encode()

    said = piped(terminal, data, "ics", "check", "-", PYTHONIOENCODING="ascii")

    assert "CALSCALE is M?NCHEN" in said.out


def test_an_earlier_form_is_compared(terminal: Terminal) -> None:
    old, new = written(terminal, "old.ics"), written(terminal, "new.ics", GOOD.replace("T080000Z", "T090000Z"))

    said = terminal.run("ics", "check", str(new), "--since", str(old))

    assert said.code == 1
    assert "U02" in said.out
