"""Letters for internal mail: 10,000 of them beside Typst's own time for the same pages, memory, and cost per letter."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from benchmarks.results import Effort, Result, at_most
from eventapp.domain.letters import (
    DateBlock,
    Letterhead,
    LetterItem,
    LetterRecipient,
    LetterSeries,
    PostalAddress,
)

_MANY = 10_000
_FEWER = (100, 1_000)
_RATIO = 2.0
_WORKER_MEGABYTES = 1_500.0
_DEPARTMENT = 50  # letters
_LINE = "Die Teilnahme ist Arbeitszeit. Bitte antworten Sie bis zum 25. Oktober 2024 und sagen Sie, was Sie brauchen. "


def measure(_effort: Effort) -> Iterator[Result]:
    """One series at each size, and the same pages by Typst alone, in a process each so that memory is that of one."""
    ours = {count: _apart("ours", count) for count in (*_FEWER, _MANY)}
    typst = _apart("typst", _MANY)
    many = ours[_MANY]
    measured = (
        f"{many.wall:.1f} s, Typst alone {typst.wall:.1f} s; "
        f"{many.pages} pages in {many.files} files, {many.megabytes:.0f} MB"
    )
    yield at_most(f"letters, {_MANY:,} over Typst alone", many.wall / typst.wall, _RATIO, measured, "x")
    yield at_most(
        f"letters, {_MANY:,} over Typst, processor",
        many.processor / typst.processor,
        _RATIO,
        f"{many.processor:.1f} s, Typst alone {typst.processor:.1f} s",
        "x",
    )
    peak = many.own_peak + many.child_peak
    parts = f"{peak:.0f} MB = {many.own_peak:.0f} + {many.child_peak:.0f} for the typesetter"
    yield at_most("letters, memory while printing", peak, _WORKER_MEGABYTES, parts, "MB")
    costs = ", ".join(f"{1000 * run.processor / count:.1f} ms of {count:,}" for count, run in ours.items())
    growth = (many.processor / _MANY) / (ours[_FEWER[1]].processor / _FEWER[1])
    yield at_most("letters, cost of one, 10,000 over 1,000", growth, 1.25, costs, "x")


class Run:
    """What one process needed: seconds, seconds of all processors, megabytes at most, and what came out."""

    def __init__(self, wall: float, processor: float, peaks: tuple[float, float], made: tuple[int, int, int]) -> None:
        self.wall, self.processor = wall, processor
        self.own_peak, self.child_peak = peaks
        self.pages, self.files, size = made
        self.megabytes = size / 1e6


def series(count: int) -> LetterSeries:
    """``count`` letters of one page as the office writes them, 50 to a department."""
    return LetterSeries(
        letterhead=Letterhead(
            "Stadt Essen", "Gleichstellungsstelle", "Rathaus, Porscheplatz", "45121", "Essen", "0201 88-0",
            "gleichstellungsstelle@essen.example.org", "www.essen.example.org", "Kim Muster", "0201 88-12345",
            "kim.muster@essen.example.org", "Kim Muster", "Gleichstellungsbeauftragte",
        ),
        written_on=date(2024, 9, 16),
        language="de",
        subject="Einladung: Versammlung der weiblichen Beschäftigten am 8. November 2024",
        paragraphs=("wir laden Sie herzlich ein. Unser Thema: Frauen und KI.", _LINE * 2),
        block=DateBlock(
            "Freitag, 8. November 2024", "09:00–12:30 Uhr · Einlass 08:30 Uhr", "Lichtburg",
            "Kettwiger Straße 36, 45127 Essen", ("Eingang und Saal ohne Stufen", "Aufzug"),
        ),
        program=(
            LetterItem("09:00", "Begrüßung", "", ("Thomas Kufen, Oberbürgermeister",)),
            LetterItem("09:15", "Vortrag", "KI, inspire me!", ("Henriette Frädrich",)),
            LetterItem("10:15", "Pause", "", (), is_break=True),
            LetterItem("10:45", "Talk-Runde", "", ("Annabelle Brandes, Geschäftsbereichsvorständin",)),
        ),
        closing="Mit freundlichen Grüßen",
        notes=("Während der Versammlung wird fotografiert.",),
        recipients=[_recipient(number) for number in range(count)],
        code_url="https://versammlung.essen.example.org/code",
    )  # fmt: skip


def _recipient(number: int) -> LetterRecipient:
    token = hashlib.sha256(str(number).encode()).hexdigest()[:24]
    name = f"Kim Muster-{number}"
    department = f"Amt {number // _DEPARTMENT + 10}"
    return LetterRecipient(
        name,
        f"Guten Tag {name},",
        PostalAddress((name, department, "Rathaus", f"Raum {number % 900}")),
        f"https://versammlung.essen.example.org/i/{token}",
        f"{token[:5].upper()}-{token[5:10].upper()}",
        department,
        ("Rathaus", "Zeche")[number % 2],
    )


def _apart(what: str, count: int) -> Run:
    """Measure in a new process, so that no memory of another measurement is counted."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(what, count, sending))
    process.start()
    sending.close()
    try:
        found = receiving.recv()
    except EOFError as error:
        raise RuntimeError(f"{count} letters could not be set") from error
    finally:
        process.join()
    return Run(*found)


def _work(what: str, count: int, sending: Connection) -> None:
    from eventapp.adapters import typst_batch, typst_run

    letters = series(count)
    pages = files = size = 0
    orders = list(typst_batch.runs(letters)) if what == "typst" else []
    began, before = time.perf_counter(), _processor()
    if what == "typst":
        for order in orders:
            size, files = size + len(typst_run.pdf(order)), files + 1
    else:
        for booklet in typst_batch.letter_series(letters):
            pages, files, size = pages + booklet.pages, files + 1, size + len(booklet.pdf)
    wall, processor = time.perf_counter() - began, _processor() - before
    peaks = tuple(getrusage(who).ru_maxrss / 1024 for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    sending.send((wall, processor, peaks, (pages, files, size)))


def _processor() -> float:
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
