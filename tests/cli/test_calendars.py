"""The calendar linter as a command."""

from __future__ import annotations

from tests.cli.conftest import Terminal

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


def test_a_file_without_faults_ends_well(terminal: Terminal) -> None:
    file = terminal.folder / "good.ics"
    file.write_bytes(GOOD.replace("\n", "\r\n").encode())

    said = terminal.run("ics", "check", str(file))

    assert said.code == 0, said.everything
    assert "no faults" in said.out


def test_each_fault_is_named_with_its_line_and_rule(terminal: Terminal) -> None:
    file = terminal.folder / "bad.ics"
    file.write_bytes(GOOD.replace("DTEND:20241108T113000Z", "DTEND:20241108T073000Z").replace("\n", "\r\n").encode())

    said = terminal.run("ics", "check", str(file))

    assert said.code == 1
    assert "S10" in said.out
    assert "Faults: 1" in said.out


def test_an_earlier_form_is_compared(terminal: Terminal) -> None:
    old, new = terminal.folder / "old.ics", terminal.folder / "new.ics"
    old.write_bytes(GOOD.replace("\n", "\r\n").encode())
    new.write_bytes(GOOD.replace("T080000Z", "T090000Z").replace("\n", "\r\n").encode())

    said = terminal.run("ics", "check", str(new), "--since", str(old))

    assert said.code == 1
    assert "U02" in said.out
