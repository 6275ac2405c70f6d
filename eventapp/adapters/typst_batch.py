"""Letters by the thousand as PDF, in booklets sorted for internal mail (PRN-5).

Each booklet is set in a process of its own (``typst_child``): its memory comes back, and no thread of the caller waits
for Python's lock. While one is being set, the next one's texts and codes are made.
"""

from __future__ import annotations

import heapq
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, Final

from eventapp.adapters import qr, typst_child
from eventapp.adapters.templates import folder
from eventapp.adapters.typst_run import TOO_LONG, Run, TypesettingError
from eventapp.adapters.typst_texts import check_size, fit
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.letters import Booklet, LetterRecipient, LetterSeries, Section, booklets

LETTERS_PER_BOOKLET: Final = 250  # 300 MB in the child, 1,100 MB where each takes three pages
MAX_PAGES: Final = 3  # of one letter, the longest of the series
TIMEOUT_SECONDS: Final = 300.0  # a hundred times what a booklet takes
_MAX_BYTES: Final = 12_000  # of one letter
_LINES_OF_A_PAGE: Final = 40
_LINE: Final = 95  # letters in a line of running text
_YARDSTICKS: Final = 3
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_PACKAGES: Final = Path(__file__).parents[2]


def letter_series(
    series: LetterSeries,
    *,
    separators: bool = True,
    letters_per_booklet: int = LETTERS_PER_BOOKLET,
    timeout_seconds: float = TIMEOUT_SECONDS,
    templates: Path | None = None,
) -> Iterator[Booklet]:
    """``series`` booklet by booklet, sorted by department, site and name; each department behind a separator sheet.

    A department stays in one booklet unless it is larger than one. All letters are equally airy: the longest of them
    decides. The same series gives the same bytes. Nothing is set before the first booklet is asked for.

    Raises RuleBroken("letters.too_long") for a letter of more than about MAX_PAGES, InvalidValue("qr.too_long") for an
    address that no code can hold, TypesettingError for a fault of ours or a booklet that takes too long.
    """
    root = templates or folder() / "letters"
    fields = _fields(series, separators=separators)
    _refuse_long(series, fields, root, timeout_seconds)
    with ThreadPoolExecutor(1, thread_name_prefix="booklet") as typesetter:
        waiting: tuple[Sequence[Section], Future[bytes]] | None = None
        for sections in booklets(series.recipients, letters_per_booklet):
            order = _order(_run(sections, fields, series.written_on, root))
            following = sections, typesetter.submit(_set, order, timeout_seconds)
            del order
            if waiting:
                yield _booklet(waiting[0], waiting[1].result())
            waiting = following
        if waiting:
            yield _booklet(waiting[0], waiting[1].result())


def one_booklet(series: LetterSeries, index: int, *, separators: bool = True) -> Booklet:
    """The booklet of ``letter_series`` at ``index``, counted from 0, byte for byte, without setting the others.

    Raises NotFound("letters.no_booklet") beyond the last; refusals as with ``letter_series``.
    """
    for number, sections in enumerate(booklets(series.recipients, LETTERS_PER_BOOKLET)):
        if number == index:
            root, fields = folder() / "letters", _fields(series, separators=separators)
            _refuse_long(series, fields, root, TIMEOUT_SECONDS)
            run = _run(sections, fields, series.written_on, root)
            return _booklet(sections, _set(_order(run), TIMEOUT_SECONDS))
    raise NotFound("letters.no_booklet", number=index)


def runs(
    series: LetterSeries, *, separators: bool = True, letters_per_booklet: int = LETTERS_PER_BOOKLET
) -> Iterator[Run]:
    """What Typst is asked for, booklet by booklet: to look at a few letters, or to measure what Typst alone needs."""
    fields = _fields(series, separators=separators)
    for sections in booklets(series.recipients, letters_per_booklet):
        yield _run(sections, fields, series.written_on, folder() / "letters")


def _run(sections: Sequence[Section], fields: dict[str, Any], day: date, root: Path) -> Run:
    own = {"span": _span(sections), "sections": [_section(section, fields) for section in sections]}
    letters = sum(len(section.recipients) for section in sections)
    return Run(root, "series.typ", fields | own, day, max_pages=MAX_PAGES * letters + len(sections))


def _fields(series: LetterSeries, *, separators: bool) -> dict[str, Any]:
    """What all booklets have in common. The longest letters decide how airy all of them are."""
    common = _common(series)
    return common | {
        "yardsticks": [_letter(person, common) for person in _longest(series)],
        "separators": separators,
    }


def _common(series: LetterSeries) -> dict[str, Any]:
    names = (
        "letterhead", "written_on", "language", "subject", "paragraphs", "block", "program", "closing", "notes",
        "code_url",
    )  # fmt: skip
    raw = {name: getattr(series, name) for name in names}
    fields: dict[str, Any] = fit(raw)
    check_size(fields, _MAX_BYTES)
    return fields


def _longest(series: LetterSeries) -> Sequence[LetterRecipient]:
    """Those whose letters need most room: their salutation or their own paragraphs take most lines."""

    def lines(person: LetterRecipient) -> tuple[int, int]:
        texts = (person.salutation_line, *(series.paragraphs if person.paragraphs is None else person.paragraphs))
        written = [line for text in texts for line in text.split("\n")]
        return sum(1 + len(line) // _LINE for line in written) + len(texts), sum(map(len, written))

    return heapq.nlargest(_YARDSTICKS, series.recipients, key=lines)


def _refuse_long(series: LetterSeries, fields: dict[str, Any], root: Path, timeout_seconds: float) -> None:
    """Set the longest letter alone, if it may be long: a booklet of long ones would fill the memory."""
    texts = [text for letter in fields["yardsticks"][:1] for text in letter["paragraphs"]]
    lines = sum(1 + len(line) // _LINE for text in (*texts, *fields["notes"]) for line in text.split("\n"))
    if lines + 4 * len(fields["program"]) <= _LINES_OF_A_PAGE:
        return
    sections = [{"department": "", "total": 1, "sites": [], "part": 1, "parts": 1, "letters": fields["yardsticks"][:1]}]
    alone = fields | {"span": "", "separators": False, "sections": sections}
    _set(_order(Run(root, "series.typ", alone, series.written_on, MAX_PAGES)), timeout_seconds)


def _span(sections: Sequence[Section]) -> str:
    return " – ".join(dict.fromkeys(fit(section.department) for section in (sections[0], sections[-1])))


def _section(section: Section, common: dict[str, Any]) -> dict[str, Any]:
    return {
        "department": fit(section.department),
        "total": section.total,
        "sites": fit(section.sites),
        "part": section.part,
        "parts": section.parts,
        "letters": [_letter(person, common) for person in section.recipients],
    }


def _letter(person: LetterRecipient, common: dict[str, Any]) -> dict[str, Any]:
    """What is hers alone; a paragraph of the series is held once in memory, however many letters have it."""
    own: dict[str, Any] = {
        "address": {"lines": fit(person.address.lines)},
        "salutation": fit(person.salutation_line),
        "paragraphs": common["paragraphs"] if person.paragraphs is None else fit(person.paragraphs),
        "page_url": fit(person.page_url),
        "code": fit(person.code),
    }
    check_size(own, _MAX_BYTES)
    return own | {"qr": qr.svg(person.page_url) if person.page_url else ""}


def _order(run: Run) -> bytes:
    fields = {"root": str(run.root), "template": run.template, "data": run.data, "max_pages": run.max_pages}
    return json.dumps(fields | {"day": run.day.isoformat()}).encode()


def _set(order: bytes, timeout_seconds: float) -> bytes:
    try:
        child = subprocess.run(  # noqa: S603 - our own module by our own interpreter
            [sys.executable, "-P", "-m", typst_child.__name__],
            input=order,
            capture_output=True,
            timeout=timeout_seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(f"series.typ: not set within {timeout_seconds:g} seconds") from error
    if child.returncode == typst_child.TOO_LONG_STATUS:
        raise RuleBroken(TOO_LONG, pages=MAX_PAGES)
    if child.returncode:
        fault = child.stderr.decode(errors="replace").strip()[-2000:]
        raise TypesettingError(fault or f"series.typ: the typesetter ended with status {child.returncode}")
    return child.stdout


def _environment() -> dict[str, str]:
    """Ours, without secrets, and with the place that this package was loaded from."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")}
    paths = [str(_PACKAGES), *kept.get("PYTHONPATH", "").split(os.pathsep)]
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _booklet(sections: Sequence[Section], pdf: bytes) -> Booklet:
    return Booklet(
        pdf,
        first_department=sections[0].department,
        last_department=sections[-1].department,
        letters=sum(len(section.recipients) for section in sections),
        pages=len(_PAGE.findall(pdf)),
    )
