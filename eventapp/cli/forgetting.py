"""Forgetting what is due, and saying what it was in counts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from eventapp.cli import instance
from eventapp.jobs import forget as job
from eventapp.services.retention_lines import Line


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count what would go")
def forget(dry_run: bool) -> None:
    """Delete the personal data whose time is over. The worker does it once a day; this does it now."""
    found = instance.settings()
    database = instance.database(found)
    moment, zone = datetime.now(UTC), ZoneInfo(found.zone)
    report = job.run(database, now=moment, zone=zone, dry_run=dry_run)
    if not dry_run:
        job.sweep(found.instance, now=moment, zone=zone)
    for line in report.lines:
        _show(line)
    for line in report.held:
        _show(line, " (kept: mails about it are on their way, or still to be sent)")
    if not report.lines:
        click.echo("Nothing is due.")
    else:
        click.echo(f"{report.count} {'would go' if dry_run else 'forgotten'}.")


def _show(line: Line, more: str = "") -> None:
    where = f"event {line.event_id}" if line.event_id else f"organizer {line.organizer_id}"
    owner = where if line.organizer_id else "installation"
    click.echo(f"{line.subject.value:16}{line.due:>8}  {owner:16}{line.name}{more}".rstrip())
