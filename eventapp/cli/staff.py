"""Staff lists, from the terminal: what the pages do, for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from eventapp.adapters import spreadsheet, spreadsheet_out, staff_headings, staff_list
from eventapp.adapters.spreadsheet import Sheet
from eventapp.cli import instance
from eventapp.domain.actor import SYSTEM
from eventapp.domain.errors import NotFound
from eventapp.domain.mailings import Audience
from eventapp.domain.staff import Columns, Difference, Examined, Fault, Problem
from eventapp.models import Organizer, StaffList
from eventapp.services import audit, organizers, staff, staff_changes, staff_uploads

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_SHOWN = 50
_REASONS = {
    Fault.NO_NAME: "no name",
    Fault.ADDRESS: "{value!r} is no mail address",
    Fault.UNSENDABLE: "nothing can be sent to {value!r}: letters beyond ASCII before the @",
    Fault.TWICE: "the address {value!r} is in row {other_row} already, for somebody else",
    Fault.SAME_PERSON: "the same person as in row {other_row}",
    Fault.CONTROL: "an invisible control character in {field}",
    Fault.TOO_LONG: "{field} is too long",
    Fault.FORMULA: "{field} holds the error of a formula: {value}",
    Fault.UNREACHABLE: "no address, department, site or post: nothing would reach this person",
    Fault.SALUTATION: "the salutation {value!r} is not known; it becomes neutral",
    Fault.LANGUAGE: "the language {value!r} is not known; it becomes German",
}


@click.group("staff")
def commands() -> None:
    """Staff lists: read a file in, write a list out."""


@commands.command("import")
@click.argument("file", type=_FILE)
@click.option("--organizer", "slug", help="Slug of the organizer; not needed where there is one only")
@click.option("--list", "name", help="Name of the list; made where there is none. Not needed where there is one only")
@click.option("--dry-run", is_flag=True, help="Show everything, store nothing")
@click.option("--yes", is_flag=True, help="Don't ask; leave out rows with faults, and name them")
@click.option("--keep-missing", is_flag=True, help="People who are not in FILE stay on the list")
def take_in(file: Path, slug: str | None, name: str | None, dry_run: bool, yes: bool, keep_missing: bool) -> None:
    """Take FILE (CSV, XLSX, XLS or ODS) over into a staff list, as a whole or not at all.

    Columns are found by their headings, as they were chosen last time. All others are thrown away.
    """
    found = instance.settings()
    database = instance.database(found)
    with file.open("rb") as stream:
        sheet = spreadsheet.read(stream.read(spreadsheet.MOST_BYTES + 1))
    header = staff_headings.header_row(sheet.rows)
    headings = staff_headings.headings(sheet.rows, header)
    with database.reading() as session:
        known = _known_list(session, _organizer(session, slug), name)
        remembered = dict(known.mapping) if known else {}
    chosen = staff_headings.suggest(headings, sheet.rows[0 if header is None else header + 1 :], remembered)
    _show_reading(file, sheet, headings, chosen, header)
    staff_uploads.check(chosen)
    examined = _examine(sheet, header, chosen)
    _show_problems(examined)
    with database.reading() as session:
        known = _known_list(session, _organizer(session, slug), name)
        drafts = [person.draft for person in examined.people]
        difference = staff_changes.compare(session, known, drafts) if known else None
    _show_difference(difference, len(examined.people), keep_missing=keep_missing)
    if dry_run:
        click.echo("Nothing was stored.")
        return
    _confirm(examined, difference, yes=yes, keep_missing=keep_missing)
    with database.writing() as session:
        organizer = _organizer(session, slug)
        target = _known_list(session, organizer, name) or staff.create(
            session, organizer.id, name or staff.FIRST_LIST, actor=SYSTEM, now=datetime.now(UTC)
        )
        _take(session, target, file.name, examined, chosen, headings, difference, keep_missing=keep_missing)


def _examine(sheet: Sheet, header: int | None, chosen: Columns) -> Examined:
    """Read the rows, with a bar where somebody watches."""
    if not sys.stderr.isatty():
        return staff_list.examine(sheet.rows, header, chosen, {})
    with click.progressbar(sheet.rows, label="Reading rows", file=sys.stderr) as watched:
        return staff_list.examine(sheet.rows, header, chosen, {}, watch=lambda done: watched.update(done))


def _take(
    session: Session,
    target: StaffList,
    file_name: str,
    examined: Examined,
    chosen: Columns,
    headings: Sequence[str],
    shown: Difference | None,
    *,
    keep_missing: bool,
) -> None:
    moment = datetime.now(UTC)
    upload = staff_uploads.begin(session, target, file_name, {}, [], actor=SYSTEM, now=moment)
    target.mapping = staff_headings.to_remember(chosen, headings)
    drafts = [person.draft for person in examined.people]
    seal = shown.seal if shown else None
    change = staff_changes.take(
        session, upload, drafts, seal=seal, keeps_missing=keep_missing, actor=SYSTEM, now=moment
    )
    if change is None:
        click.echo(f"Nothing changes in {target.name!r}.")
    else:
        click.echo(
            f"Taken over into {target.name!r}: {change.added} new, {change.changed} changed, {change.gone} gone."
        )
    if examined.bad_rows:
        click.echo(f"Left out: {_rows(examined.bad_rows)}.")


def _confirm(examined: Examined, difference: Difference | None, *, yes: bool, keep_missing: bool) -> None:
    """Ask, unless told not to. Raises ClickException for what must be looked at by a person."""
    if not examined.people:
        raise click.ClickException("No row can be taken over; nothing was stored.")
    loses = difference is not None and difference.loses_many and not keep_missing
    if yes and loses:
        raise click.ClickException(
            "More than a fifth of the list is not in this file; nothing was stored. If it is the right file, "
            "run it without --yes and confirm, or use --keep-missing."
        )
    if not yes:
        words = f"Leave out {len(examined.bad_rows)} and take the others over?" if examined.bad_rows else "Take over?"
        click.confirm(words, abort=True)


def _show_reading(file: Path, sheet: Sheet, headings: Sequence[str], chosen: Columns, header: int | None) -> None:
    if sheet.kind == "csv":
        click.echo(f"{file.name}: text, {sheet.encoding}, separated by {sheet.delimiter!r}")
    else:
        others = f"; not read: {', '.join(sheet.others)}" if sheet.others else ""
        click.echo(f"{file.name}: {sheet.kind.upper()}, sheet {sheet.name!r}{others}")
    click.echo(f"Headings in row {header + 1}" if header is not None else "No headings found")
    for column, field in chosen.items():
        click.echo(f"  {headings[column]} → {field.value}")
    dropped = [heading for column, heading in enumerate(headings) if column not in chosen]
    if dropped:
        click.echo(f"Thrown away: {', '.join(dropped)}")


def _show_problems(examined: Examined) -> None:
    for problem in examined.problems[:_SHOWN]:
        click.echo(f"  row {problem.row}: {'hint: ' if problem.fault.is_hint else ''}{_reason(problem)}")
    if len(examined.problems) > _SHOWN:
        click.echo(f"  and {len(examined.problems) - _SHOWN} more")


def _reason(problem: Problem) -> str:
    return _REASONS[problem.fault].format(value=problem.value[:80], field=problem.field, other_row=problem.other_row)


def _show_difference(difference: Difference | None, people: int, *, keep_missing: bool) -> None:
    if difference is None:
        click.echo(f"A new list: {people} people.")
        return
    gone = "stay, though missing in the file" if keep_missing else "gone"
    click.echo(
        f"{len(difference.new)} new, {len(difference.changed)} changed, {len(difference.gone)} {gone}, "
        f"{difference.same} as they were."
    )


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {shown}{more}"


@commands.command("export")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "ods", "json"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output")
@click.option("--organizer", "slug", help="Slug of the organizer; not needed where there is one only")
@click.option("--list", "name", help="Name of one list; all without")
def hand_out(kind: str, output: Path | None, slug: str | None, name: str | None) -> None:
    """Write the people of a staff list. The file reads back as it is."""
    database = instance.database(instance.settings())
    with database.reading() as session:
        organizer = _organizer(session, slug)
        owner_id = organizer.id
        list_id = _list_called(session, organizer, name).id if name else None
        people = staff.people(session, organizer.id, Audience(lists=(list_id,) if list_id else ()))
        rows = staff_headings.export_rows([staff_changes.as_known(one).draft for one in people])
        if kind == "json":
            objects: list[dict[str, Any]] = [
                {"list_id": one.list_id, **{word: getattr(one, word) for word in staff_list.EDITABLE}} for one in people
            ]
            content = json.dumps(objects, ensure_ascii=False, indent=2).encode() + b"\n"
        else:
            content = spreadsheet_out.write(kind, name or organizer.office, rows)
    with database.writing() as session:  # before anything leaves: what is not in the log is not handed out
        thing = session.get_one(StaffList, list_id) if list_id else session.get_one(Organizer, owner_id)
        audit.record(session, SYSTEM, "staff_list.exported", thing, now=datetime.now(UTC), people=len(people))
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_bytes(content)
        click.echo(f"Wrote {len(people)} people to {output}.")


def _organizer(session: Session, slug: str | None) -> Organizer:
    if slug:
        return organizers.by_slug(session, slug)
    known = organizers.all_of(session, actor=SYSTEM)
    if len(known) != 1:
        slugs = ", ".join(one.slug for one in known) or "none"
        raise click.UsageError(f"Say which organizer with --organizer. There are: {slugs}.")
    return known[0]


def _known_list(session: Session, organizer: Organizer, name: str | None) -> StaffList | None:
    """The list that is meant; None where it is to be made."""
    known = staff.all_of(session, organizer.id, actor=SYSTEM)
    if name:
        return next((one for one in known if one.name.casefold() == name.strip().casefold()), None)
    if len(known) > 1:
        raise click.UsageError(f"Say which list with --list. There are: {', '.join(one.name for one in known)}.")
    return known[0] if known else None


def _list_called(session: Session, organizer: Organizer, name: str) -> StaffList:
    found = _known_list(session, organizer, name)
    if found is None:
        raise NotFound("staff.unknown_list", name=name)
    return found
