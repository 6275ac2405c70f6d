"""Calendar files, from the terminal: useful to anyone who has one."""

from __future__ import annotations

from pathlib import Path

import click

from eventapp.adapters import ical_check
from eventapp.adapters.ical_check import Finding

_MAIL = {".eml", ".mail"}


@click.group()
def ics() -> None:
    """Calendar files."""


@ics.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier form of it")
def check(file: Path, since: Path | None) -> None:
    """Say what is wrong with a calendar FILE, or with a mail (.eml) that brings one.

    Each finding names its line, its rule and where that comes from. Ends with 0 only without findings;
    what may be meant that way is shown as a hint and counts as none.
    """
    data = file.read_bytes()
    found = ical_check.check_mail(data) if file.suffix.lower() in _MAIL else ical_check.check(data)
    if since is not None:
        found += ical_check.check_update(since.read_bytes(), data)
    for finding in found:
        click.echo(f"{file}:{_said(finding)}")
    faults = [finding for finding in found if not finding.guess]
    if faults:
        click.echo(f"Faults: {len(faults)}")
        raise SystemExit(1)
    click.echo(f"{file}: no faults.")


def _said(finding: Finding) -> str:
    return f"{finding.line}: hint: {finding}" if finding.guess else str(finding)
