"""Letters and program sheets as PDF (PDF/A-2a, PDF/UA-1), set by Typst.

Texts go in as JSON and stay data, never markup. Templates see their own folder alone, typefaces are ours alone.
Safe in several threads at once: each compilation has a world of its own, the typefaces are shared and read-only.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from eventapp.adapters import qr
from eventapp.adapters.glyphs import FONT_FOLDER, printable
from eventapp.adapters.templates import folder
from eventapp.domain.errors import RuleBroken
from eventapp.domain.letters import InvitationLetter, ProgramSheet

MAX_PAGES: Final = 20
_MAX_BYTES: Final = 60_000  # about twenty pages; bounds the time, and beyond 65,535 in one run the typesetter panics
_LONGEST_TEXT: Final = 4_000  # PDF/A allows 32,767 bytes in a title, which may join two texts at four bytes a character
_LONG_WORD: Final = re.compile(r"\S{30,}")
_SEAM: Final = re.compile(r"(?<=[^/][/?&=@])(?=\w)|(?<=\w)(?=\.\w)")  # not after "//"
_LONG_PIECE: Final = re.compile(r"[^\s\u200b]{12}(?=[^\s\u200b])")


class TypesettingError(Exception):
    """A template is wrong, or a typeface is missing: a fault of ours, never of the texts."""


def invitation_letter(letter: InvitationLetter, *, templates: Path | None = None) -> bytes:
    """``letter`` after DIN 5008, form B. The same letter gives the same bytes.

    Raises RuleBroken("letters.too_long") for more than MAX_PAGES or a text beyond all measure,
    InvalidValue("qr.too_long") for an address that no code can hold.
    """
    return _set("invitation.typ", _data(letter), letter.written_on, templates)


def program_sheet(sheet: ProgramSheet, *, templates: Path | None = None) -> bytes:
    """``sheet`` on A4, nothing printed across the fold to A5. Same bytes and refusals as ``invitation_letter``."""
    return _set("program.typ", _data(sheet), sheet.written_on, templates)


@cache
def _typefaces() -> typst.Fonts:
    folders = sorted(path for path in FONT_FOLDER.iterdir() if path.is_dir())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _data(paper: InvitationLetter | ProgramSheet) -> dict[str, Any]:
    """``paper`` as JSON types, each text fit to print; ``qr`` is the drawing of its address, empty without one."""
    raw = asdict(paper)
    _check_size(raw)
    fields = {name: _fit(value) for name, value in raw.items()}
    _check_size(fields)
    return fields | {"qr": qr.svg(paper.page_url) if paper.page_url else ""}


def _check_size(fields: dict[str, Any]) -> None:
    if len(json.dumps(fields, ensure_ascii=False, default=str).encode(errors="replace")) > _MAX_BYTES:
        raise RuleBroken("letters.too_long", pages=MAX_PAGES)


def _fit(value: Any) -> Any:
    match value:
        case str():
            text = _breakable(printable(value))
            if len(text) > _LONGEST_TEXT:
                raise RuleBroken("letters.too_long", pages=MAX_PAGES)
            return text
        case date():
            return value.isoformat()
        case dict():
            return {name: _fit(part) for name, part in value.items()}
        case list() | tuple():
            return [_fit(part) for part in value]
        case _:
            return value


def _breakable(text: str) -> str:
    """``text`` with places to break (U+200B) in words and addresses that might not fit into a line."""
    return _LONG_WORD.sub(lambda word: _LONG_PIECE.sub("\\g<0>\u200b", _SEAM.sub("\u200b", word[0])), text)


def _set(template: str, data: dict[str, Any], day: date, templates: Path | None) -> bytes:
    root = templates or folder() / "letters"
    try:
        pdf, warnings = typst.compile_with_warnings(
            root / template,
            root=root,
            font_paths=_typefaces(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data), "max-pages": str(MAX_PAGES)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.combine(day, time(12), UTC),
            package_path=root,
            package_cache_path=root,
        )
    except typst.TypstError as error:
        if "letters.too_long" in error.message:
            raise RuleBroken("letters.too_long", pages=MAX_PAGES) from error
        raise TypesettingError(f"{template}: {error.message}") from error
    if warnings:
        raise TypesettingError(f"{template}: {warnings[0].message}")
    return bytes(pdf)
