"""A staff list of 10,000: from the bytes of a file to rows in the database, against reading those bytes alone."""

from __future__ import annotations

import csv
import io
import resource
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from benchmarks.results import Effort, Result, at_most
from eventapp.adapters import spreadsheet, spreadsheet_out, staff_headings, staff_list
from eventapp.domain.actor import SYSTEM
from eventapp.domain.people import OrganizerDraft
from eventapp.models.database import Database
from eventapp.services import organizers, staff, staff_changes, staff_uploads

_ROWS = 10_000
_TARGET = 3.0
_NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
_HEAD = ["Nachname", "Vorname", "Geschlecht", "Geburtsdatum", "E-Mail (dienstlich)", "Amt", "Raum-Nr.", "Personalnr."]


def measure(effort: Effort) -> Iterator[Result]:
    """Seconds of processor time, the child that reads workbooks included."""
    rows = [_HEAD, *(_row(number) for number in range(_ROWS))]
    with tempfile.TemporaryDirectory(prefix="eventapp-benchmark-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'staff.sqlite'}")
        database.upgrade()
        for kind, alone in (("csv", _csv_alone), ("xlsx", _calamine_alone)):
            yield _taken_over(database, kind, spreadsheet_out.write(kind, "Liste", rows), alone, effort)
        yield _segments(database)
        database.engine.dispose()


def _taken_over(database: Database, kind: str, data: bytes, alone: Callable[[bytes], object], effort: Effort) -> Result:
    whole, reading = [], []
    for run in range(effort.rounds):
        reading.append(_seconds(lambda: alone(data)))
        whole.append(_seconds(lambda run=run: _take(database, data, f"{kind} {run}")))  # type: ignore[misc]
    cost, base = median(whole), median(reading)
    measured = f"{cost:5.2f} s  ({cost / base:.0f} times reading it alone, {base * 1e3:.0f} ms)"
    return at_most(f"staff list of {_ROWS} as {kind}, bytes to rows", cost, _TARGET, measured, "s")


def _take(database: Database, data: bytes, name: str) -> None:
    """All that the pages do, one step after the other."""
    sheet = spreadsheet.read(data)
    header = staff_headings.header_row(sheet.rows)
    headings = staff_headings.headings(sheet.rows, header)
    body = sheet.rows[0 if header is None else header + 1 :]
    chosen = staff_headings.suggest(headings, body, {})
    reading = {"header": header, "headings": headings}
    with database.writing() as session:
        draft = OrganizerDraft(office=name, authority="Stadt", email="stelle@example.org")
        organizer = organizers.create(session, name.replace(" ", "-"), draft, actor=SYSTEM, now=_NOW)
        made = staff.create(session, organizer.id, name, actor=SYSTEM, now=_NOW)
        upload = staff_uploads.begin(session, made, name, reading, sheet.rows, actor=SYSTEM, now=_NOW)
        staff_uploads.choose(session, upload, chosen, {}, actor=SYSTEM)
        rows, columns = staff_uploads.rows_of(upload), staff_uploads.columns_of(upload)
        drafts = [person.draft for person in staff_list.examine(rows, header, columns, {}).people]
        seal = staff_changes.compare(session, made, drafts).seal
        change = staff_changes.take(session, upload, drafts, seal=seal, keeps_missing=False, actor=SYSTEM, now=_NOW)
        if change is None or change.added != _ROWS:
            raise RuntimeError("not all of the list was taken over")


def _segments(database: Database) -> Result:
    with database.reading() as session:
        (organizer, *_others) = organizers.all_of(session, actor=SYSTEM)
        cost = _seconds(lambda: staff.segments(session, organizer.id))
    return Result(f"staff list of {_ROWS}: segments", f"{cost * 1e3:5.0f} ms")


def _row(number: int) -> list[str]:
    address = f"person{number}@stadt{number % 3}.example.org"
    return [f"Müller-Lüdenscheidt {number}", "Anna", "w", "1.1.1970", address, f"Amt {number % 12}", str(number), "1"]


def _csv_alone(data: bytes) -> object:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def _calamine_alone(data: bytes) -> object:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _seconds(work: Callable[[], object]) -> float:
    """Processor time of this process and of the children that ended meanwhile."""
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
