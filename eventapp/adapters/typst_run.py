"""One run of Typst: a template of ours, data as JSON, typefaces of ours alone. Used here and by the child process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from eventapp.adapters.glyphs import FONT_FOLDER
from eventapp.domain.errors import RuleBroken

if TYPE_CHECKING:  # else loaded with the first sheet that is set: eighty megabytes, a third of a second
    import typst

TOO_LONG: Final = "letters.too_long"


class TypesettingError(Exception):
    """A template is wrong, or a typeface is missing: a fault of ours, never of the texts."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is set: a ``template`` in the folder ``root``, which is all it can read. ``day`` is the file's date."""

    root: Path
    template: str
    data: dict[str, Any]
    day: date
    max_pages: int


def pdf(run: Run) -> bytes:
    """PDF/A-2a and PDF/UA-1, the same bytes for the same run.

    Raises RuleBroken("letters.too_long") for more than ``max_pages``, TypesettingError for any warning or fault.
    """
    made = _set(run, pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)  # noqa: S101 - told to the type checker: only pictures come page by page
    return made


def pictures(run: Run, dots_per_inch: float) -> list[bytes]:
    """Each page as PNG. Refusals as with ``pdf``."""
    made = _set(run, format="png", ppi=dots_per_inch)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


@cache
def _typefaces() -> typst.Fonts:
    import typst

    folders = sorted(path for path in FONT_FOLDER.iterdir() if path.is_dir())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _set(run: Run, **form: Any) -> bytes | list[bytes]:
    import typst

    try:
        made, warnings = typst.compile_with_warnings(
            run.root / run.template,
            root=run.root,
            font_paths=_typefaces(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(run.data), "max-pages": str(run.max_pages)},
            timestamp=datetime.combine(run.day, time(12), UTC),
            package_path=run.root,
            package_cache_path=run.root,
            **form,
        )
    except typst.TypstError as error:
        if TOO_LONG in error.message:
            raise RuleBroken(TOO_LONG, pages=run.max_pages) from error
        raise TypesettingError(f"{run.template}: {error.message}") from error
    if warnings:
        raise TypesettingError(f"{run.template}: {warnings[0].message}")
    return made if isinstance(made, list) else bytes(made)
