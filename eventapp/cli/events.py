"""Events, from the terminal and for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from eventapp.adapters import ical, ical_rich, jcal, jscalendar, typst, xcal
from eventapp.adapters.addresses import exact_address
from eventapp.cli import instance
from eventapp.domain.actor import SYSTEM
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.editions import Edition
from eventapp.domain.errors import RuleBroken
from eventapp.domain.events import Status
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.jobs import mails
from eventapp.jobs.calendar_check import check_calendars
from eventapp.models import Event
from eventapp.services import calendar, editions, events, invitations, letters, messages
from eventapp.services.editions import Standing


@click.group()
def event() -> None:
    """Events: list, show, export, announce. EVENT is a slug, a key or a uid."""


@event.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON array")
def list_events(as_json: bool) -> None:
    """All events, latest first."""
    found = instance.settings()
    with instance.database(found).reading() as session:
        known = events.all_of(session, actor=SYSTEM)
        standings = editions.standings(session, known, now=datetime.now(UTC))
        rows = [_row(one, standings[one.id], Links(found.public_url)) for one in known]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            click.echo("\t".join((row["starts"], row["status"], row["slug"], row["title"], row["url"] or "–")))


@event.command("show")
@click.argument("name", metavar="EVENT")
@click.option("--json", "as_json", is_flag=True)
def show(name: str, as_json: bool) -> None:
    """One event with what was announced and what changed since."""
    found = instance.settings()
    with instance.database(found).reading() as session:
        one = events.by_name(session, name, actor=SYSTEM)
        standing = editions.standing(session, one, now=datetime.now(UTC))
        row = _row(one, standing, Links(found.public_url))
    row["announced_edition"] = standing.current.number if standing.current else None
    row["changes_since"] = len(standing.changes)
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
    else:
        for key, value in row.items():
            click.echo(f"{key:18} {value if value is not None else '–'}")


def _ics(edition: Edition, links: Links, language: Language) -> bytes:
    return ical.event_file(calendar.entry(edition, links, language))


def _program_ics(edition: Edition, links: Links, language: Language) -> bytes:
    return ical.feed_file(calendar.program_feed(edition, links, language))


def _program_pdf(edition: Edition, links: Links, language: Language) -> bytes:
    return typst.program_sheet(letters.program_sheet(edition, links, language))


def _letter_pdf(edition: Edition, links: Links, language: Language) -> bytes:
    today = datetime.now(edition.tz).date()
    return typst.invitation_letter(letters.invitation(edition, links, written_on=today, language=language))


def _rich(edition: Edition, links: Links, language: Language) -> bytes:
    return ical_rich.rich_file(calendar.rich(edition, links, language))


def _jcal(edition: Edition, links: Links, language: Language) -> bytes:
    return jcal.jcal_file(_ics(edition, links, language))


def _xcal(edition: Edition, links: Links, language: Language) -> bytes:
    return xcal.xcal_file(_ics(edition, links, language))


def _jscalendar(edition: Edition, links: Links, language: Language) -> bytes:
    return jscalendar.event_file(calendar.rich(edition, links, language))


_EXPORTS: dict[str, Callable[[Edition, Links, Language], bytes]] = {
    "ics": _ics,
    "ics-rich": _rich,
    "jcal": _jcal,
    "xcal": _xcal,
    "jscalendar": _jscalendar,
    "program-ics": _program_ics,
    "program-pdf": _program_pdf,
    "letter-pdf": _letter_pdf,
}


@event.command("export")
@click.argument("name", metavar="EVENT")
@click.option("--format", "kind", type=click.Choice(sorted(_EXPORTS)), default="ics", show_default=True)
@click.option("--lang", "language", type=click.Choice([str(one) for one in Language]), default="de", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File; standard output without")
def export(name: str, kind: str, language: str, output: Path | None) -> None:
    """Write what was announced as a file."""
    found = instance.settings()
    with instance.database(found).reading() as session:
        edition = _announced(session, events.by_name(session, name, actor=SYSTEM))
    _write(_EXPORTS[kind](edition, Links(found.public_url), Language(language)), output)


@event.command("mail")
@click.argument("name", metavar="EVENT")
@click.option("--to", "address", required=True, help="The address of the person whose calendar it is for")
@click.option("--name", "person", default="", help="The person's name")
@click.option("--information", is_flag=True, help="For information only: no answer is asked for (PUBLISH)")
@click.option(
    "--as", "form", type=click.Choice(["eml", "ics", "mime"]), default="eml", show_default=True,
    help="The mail, the calendar file, or its MIME part",
)  # fmt: skip
@click.option("--lang", "language", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File; standard output without")
def mail(
    name: str, address: str, person: str, information: bool, form: str, language: str, output: Path | None
) -> None:
    """Write the calendar mail to one person, as it would be sent: an invitation, or a call-off.

    For somebody on the list of those invited it is her own message, and counts as sent.
    """
    found, moment = instance.settings(), datetime.now(UTC)
    office, mailbox = instance.office(found), Mailbox(person, exact_address(address))
    with instance.database(found).writing() as session:
        edition = _announced(session, events.by_name(session, name, actor=SYSTEM))
        if invited := invitations.by_address(session, edition.uid, mailbox.address):
            method = Method.PUBLISH if information else None
            made = mails.to_invited(invited, edition, office, now=moment, method=method)
            invitations.note_sent(session, invited, made.told)
        else:
            made = mails.to_anybody(
                edition,
                office,
                mailbox,
                now=moment,
                salutation=messages.greeting(person, "neutral", Language(language)),
                language=Language(language),
                asks_for_answer=not information,
            )
    _write({"eml": made.content, "ics": made.calendar, "mime": made.part}[form], output)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        try:
            output.write_bytes(content)
        except OSError as error:
            raise click.ClickException(f"{output} can't be written: {error.strerror}.") from None
        click.echo(f"Wrote {output} ({len(content)} bytes).")


@event.command("announce")
@click.argument("name", metavar="EVENT")
@click.option("--tentative", is_flag=True, help="A date to be kept free, not firm yet")
@click.option("--yes", is_flag=True, help="Announce without asking")
def announce(name: str, tentative: bool, yes: bool) -> None:
    """Show everybody what is planned, as a new edition. Nothing is sent."""
    found = instance.settings()
    database = instance.database(found)
    with database.reading() as session:
        one = events.by_name(session, name, actor=SYSTEM)
        standing = editions.standing(session, one, now=datetime.now(UTC))
    for change in standing.changes:
        click.echo(f"  {change.field}" + (f" ({change.item.title})" if change.item else ""))
    checked = check_calendars(standing.planned, instance.office(found), standing.current, now=datetime.now(UTC))
    for file in checked.faulty:
        click.echo(f"  ! {file.kind} ({file.language}): {file.refusal or ', '.join(map(str, file.findings))}")
    if checked.is_right and checked.reads:
        start, end = checked.reads
        click.echo(f"Calendar files: {len(checked.files)} without faults; calendars read {start:%H:%M} to {end:%H:%M}.")
    if not yes:
        click.confirm(f"Announce edition {standing.planned.number} of {name}?", abort=True)
    status = Status.TENTATIVE if tentative else Status.CONFIRMED
    with database.writing() as session:
        one = events.by_name(session, name, actor=SYSTEM)
        edition = editions.announce(
            session, one, status=status, actor=SYSTEM, now=datetime.now(UTC), fingerprint=standing.fingerprint
        )
    click.echo(f"Announced edition {edition.number}: {Links(found.public_url).event(edition.key)}")


def _announced(session: Session, one: Event) -> Edition:
    edition = editions.latest(session, one)
    if edition is None:
        raise RuleBroken("editions.never_announced")
    return edition


def _row(one: Event, standing: Standing, links: Links) -> dict[str, Any]:
    shown = standing.current or standing.planned
    return {
        "key": shown.key,
        "slug": one.slug,
        "uid": one.uid,
        "title": shown.title.de,
        "theme": shown.theme.de,
        "url": links.event(shown.key) if standing.current else None,
        "starts": shown.starts.in_zone(shown.tz).isoformat(),
        "ends": shown.ends.in_zone(shown.tz).isoformat(),
        "status": shown.status.value if standing.current else Status.DRAFT.value,
        "visibility": shown.visibility.value,
        "organizer_slug": one.organizer.slug,
    }
