"""Texts on their way to paper: what typefaces can print, where long words may break, and how much is too much."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from eventapp.adapters.glyphs import printable
from eventapp.adapters.typst_run import TOO_LONG
from eventapp.domain.errors import RuleBroken

MAX_PAGES: Final = 20
MAX_BYTES: Final = 60_000  # about twenty pages; bounds the time, and beyond 65,535 in one run the typesetter panics
_LONGEST_TEXT: Final = 4_000  # PDF/A allows 32,767 bytes in a title, which may join two texts at four bytes a character
_LONG_WORD: Final = re.compile(r"\S{30,}")
_SEAM: Final = re.compile(r"(?<=[^/][/?&=@])(?=\w)|(?<=\w)(?=\.\w)")  # not after "//"
_LONG_PIECE: Final = re.compile(r"[^\s\u200b]{12}(?=[^\s\u200b])")


def check_size(data: Any, most: int = MAX_BYTES) -> None:
    """Raises RuleBroken("letters.too_long") if ``data`` as JSON has more than ``most`` bytes."""
    if len(json.dumps(data, ensure_ascii=False, default=str).encode(errors="replace")) > most:
        raise RuleBroken(TOO_LONG, pages=MAX_PAGES)


def fit(value: Any) -> Any:
    """``value`` as JSON types, each text fit to print.

    Raises RuleBroken("letters.too_long") for a single text beyond all measure.
    """
    match value:
        case str():
            text = _breakable(printable(value))
            if len(text) > _LONGEST_TEXT:
                raise RuleBroken(TOO_LONG, pages=MAX_PAGES)
            return text
        case date():
            return value.isoformat()
        case dict():
            return {name: fit(part) for name, part in value.items()}
        case list() | tuple():
            return [fit(part) for part in value]
        case _ if is_dataclass(value):
            return {field.name: fit(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _breakable(text: str) -> str:
    """``text`` with places to break (U+200B) in words and addresses that might not fit into a line."""
    return _LONG_WORD.sub(lambda word: _LONG_PIECE.sub("\\g<0>\u200b", _SEAM.sub("\u200b", word[0])), text)
