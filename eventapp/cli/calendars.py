"""Calendar files, from the terminal: useful to anyone who has one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from eventapp.adapters import ical_check
from eventapp.adapters.ical_check import Finding

_MAIL = {".eml", ".mail", ".mime"}
_FILE = click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True, path_type=Path)
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file by the name that is shown, and what was found in it."""

    name: str
    findings: list[Finding]


@click.group()
def ics() -> None:
    """Calendar files."""


@ics.command("check")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE…")
@click.option("--since", type=_FILE, help="An earlier form of the one FILE: what changed is checked as well")
@click.option("--json", "as_json", is_flag=True, help="For scripts: a list of objects")
def check(files: tuple[Path, ...], since: Path | None, as_json: bool) -> None:
    """Say what is wrong with each calendar FILE, or mail that brings one; - is the standard input.

    Each finding names its line (of the calendar, if it is in a mail) and its rule. Below, each rule that is broken
    says why it is there, where it comes from and who stumbles. Ends with 0 only without findings; what may be meant
    that way is shown as a hint and counts as none.
    """
    if since is not None and len(files) > 1:
        raise click.UsageError("--since compares with one FILE only.")
    checked = [_checked(file, since) for file in files]
    if as_json:
        click.echo(json.dumps([_as_object(one.name, finding) for one in checked for finding in one.findings], indent=2))
    else:
        _show(checked)
    if any(not finding.guess for one in checked for finding in one.findings):
        raise SystemExit(1)


def _checked(file: Path, since: Path | None) -> _Checked:
    data = _content(file)
    is_mail = file.suffix.lower() in _MAIL or ical_check.looks_like_mail(data)
    found = ical_check.check_mail(data) if is_mail else ical_check.check(data)
    if since is not None:
        earlier, later = (ical_check.calendar_in(form) for form in (_content(since), data))
        found += ical_check.check_update(earlier, later)
    return _Checked("<stdin>" if str(file) == "-" else click.format_filename(file), found)


def _content(file: Path) -> bytes:
    """No more than the linter looks at and one octet, which tells that there is more: /dev/zero has no end."""
    try:
        with click.open_file(str(file), "rb") as stream:
            data: bytes = stream.read(ical_check.MOST_BYTES + 1)
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error
    return data


def _as_object(name: str, finding: Finding) -> dict[str, object]:
    behind = ical_check.reason(finding.code)
    said = {key: value for key, value in asdict(finding).items() if key != "source"}
    return {"file": name, **said, "rule": finding.source, "why": behind.why, "clients": behind.clients}


def _show(checked: list[_Checked]) -> None:
    for one in checked:
        for finding in one.findings:
            _say(_line(one.name, finding))
        if all(finding.guess for finding in one.findings):
            _say(f"{one.name}: no faults.")
    found = [finding for one in checked for finding in one.findings]
    for text in _explained(found):
        _say(text)
    faults = sum(not finding.guess for finding in found)
    if faults:
        _say(f"\nFaults: {faults}")


def _line(name: str, finding: Finding) -> str:
    place = f"{name}:{finding.line}" if finding.line else name
    return f"{place}: {finding.code} {'hint: ' if finding.guess else ''}{finding.message}"


def _explained(found: list[Finding]) -> Iterator[str]:
    """A block for each rule that was broken, by code."""
    for code, source in sorted({finding.code: finding.source for finding in found}.items()):
        behind = ical_check.reason(code)
        yield f"\n{code}"
        stumble = [f"Stumble: {', '.join(behind.clients)}"] if behind.clients else []
        for text in (behind.why, f"Rule: {source}", *stumble):
            yield click.wrap_text(text, _WIDTH, initial_indent="    ", subsequent_indent="    ")


def _say(text: str) -> None:
    """Print ``text``; what the terminal's encoding lacks becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding))
