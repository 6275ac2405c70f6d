"""Poster, flyer, badges and table signs as PDF (PDF/A-2a, PDF/UA-1), and as pictures to look at."""

from __future__ import annotations

from typing import Any, Final

from eventapp.adapters import qr, typst_run
from eventapp.adapters.templates import folder
from eventapp.adapters.typst_run import Run
from eventapp.adapters.typst_texts import check_size, fit
from eventapp.domain.letters import ProgramSheet
from eventapp.domain.prints import BadgePerson, Badges, Flyer, Poster, Print, TableSigns

MAX_PAGES: Final = 200
_MAX_PEOPLE_BYTES: Final = 400_000
_LONGEST_NAME: Final = 100
_TEMPLATES: Final = {
    Poster: "poster.typ",
    Flyer: "flyer.typ",
    Badges: "badges.typ",
    TableSigns: "signs.typ",
    ProgramSheet: "program.typ",
}


def pdf(paper: Print) -> bytes:
    """``paper`` to be printed. The same paper gives the same bytes.

    Raises RuleBroken("letters.too_long") for more than anybody prints at once, InvalidValue("qr.too_long") for an
    address that no code can hold.
    """
    return typst_run.pdf(_run(paper))


def pictures(paper: Print, *, dots_per_inch: float) -> list[bytes]:
    """Each page of ``paper`` as PNG. Refusals as with ``pdf``."""
    return typst_run.pictures(_run(paper), dots_per_inch)


def _run(paper: Print) -> Run:
    return Run(folder() / "letters", _TEMPLATES[type(paper)], _data(paper), paper.written_on, MAX_PAGES)


def _data(paper: Print) -> dict[str, Any]:
    people = () if isinstance(paper, Poster | Flyer | ProgramSheet) else paper.people
    check_size([(person.name, person.function, person.department) for person in people], _MAX_PEOPLE_BYTES)
    fields: dict[str, Any] = fit(paper)
    listed = [_person(person) for person in people]
    check_size({name: value for name, value in fields.items() if name != "people"})
    address = getattr(paper, "page_url", "")
    return fields | {"people": listed, "qr": qr.svg(address) if address else ""}


def _person(person: BadgePerson) -> dict[str, str]:
    names = {"given": person.given, "rest": person.rest, "whole": " ".join(person.name.split())}
    fields: dict[str, str] = fit(names | {"function": person.function, "department": person.department})
    # Names break at their hyphens, unless they are longer than any name.
    return {name: text.replace("\u200b", "") if len(text) < _LONGEST_NAME else text for name, text in fields.items()}
