"""Letters and program sheets as PDF (PDF/A-2a, PDF/UA-1), set by Typst.

Texts go in as JSON and stay data, never markup. Templates see their own folder alone, typefaces are ours alone.
Safe in several threads at once: each compilation has a world of its own, the typefaces are shared and read-only.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from eventapp.adapters import qr, typst_run
from eventapp.adapters.templates import folder
from eventapp.adapters.typst_run import Run
from eventapp.adapters.typst_run import TypesettingError as TypesettingError
from eventapp.adapters.typst_texts import MAX_PAGES, check_size, fit
from eventapp.domain.letters import InvitationLetter, ProgramSheet


def invitation_letter(letter: InvitationLetter, *, templates: Path | None = None) -> bytes:
    """``letter`` after DIN 5008, form B. The same letter gives the same bytes.

    Raises RuleBroken("letters.too_long") for more than MAX_PAGES or a text beyond all measure,
    InvalidValue("qr.too_long") for an address that no code can hold.
    """
    return typst_run.pdf(_run("invitation.typ", letter, templates))


def program_sheet(sheet: ProgramSheet, *, templates: Path | None = None) -> bytes:
    """``sheet`` on A4, nothing printed across the fold to A5. Same bytes and refusals as ``invitation_letter``."""
    return typst_run.pdf(_run("program.typ", sheet, templates))


def _run(template: str, paper: InvitationLetter | ProgramSheet, templates: Path | None) -> Run:
    return Run(templates or folder() / "letters", template, data_of(paper), paper.written_on, MAX_PAGES)


def data_of(paper: Any) -> dict[str, Any]:
    """``paper`` as JSON types, each text fit to print; ``qr`` is the drawing of its address, empty without one."""
    raw = asdict(paper)
    check_size(raw)
    fields: dict[str, Any] = fit(raw)
    check_size(fields)
    return fields | {"qr": qr.svg(paper.page_url) if paper.page_url else ""}
