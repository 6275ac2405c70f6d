"""Gaps in the office's own texts: a closed list of names, replaced as plain text and once (TRUST S-04)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

_GAP = re.compile(r"\{([^{}\n]{1,40})\}")


class Placeholder(StrEnum):
    """What may stand in a gap. The first are the same for all readers, the last four each reader's own."""

    TITLE = "title"
    THEME = "theme"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    DEADLINE = "deadline"
    CONTACT = "contact"
    NAME = "name"
    DEPARTMENT = "department"
    LINK = "link"
    CODE = "code"


PERSONAL = frozenset({Placeholder.NAME, Placeholder.DEPARTMENT, Placeholder.LINK, Placeholder.CODE})
GERMAN: Mapping[str, Placeholder] = {
    "titel": Placeholder.TITLE,
    "thema": Placeholder.THEME,
    "datum": Placeholder.DATE,
    "uhrzeit": Placeholder.TIME,
    "ort": Placeholder.PLACE,
    "frist": Placeholder.DEADLINE,
    "kontakt": Placeholder.CONTACT,
    "name": Placeholder.NAME,
    "dienststelle": Placeholder.DEPARTMENT,
    "link": Placeholder.LINK,
    "code": Placeholder.CODE,
}
"""As German texts write them; English texts write the placeholder's own name, and each understands both."""


def unknown(text: str) -> list[str]:
    """The names in braces that are no placeholder, in order."""
    return [name for name in _GAP.findall(text) if _named(name) is None]


def personal(text: str) -> list[str]:
    """The names in braces that stand for something of the reader's own, in order."""
    return [name for name in _GAP.findall(text) if _named(name) in PERSONAL]


def uses(text: str, placeholder: Placeholder) -> bool:
    """Whether ``text`` has a gap for it."""
    return any(_named(name) is placeholder for name in _GAP.findall(text))


def fill(text: str, values: Mapping[Placeholder, str]) -> str:
    """``text`` with its gaps filled. What a value brings along is never looked at again.

    A gap without a value, and braces around anything else, stay as they are.
    """
    return _GAP.sub(lambda match: _value(match, values), text)


def _value(match: re.Match[str], values: Mapping[Placeholder, str]) -> str:
    placeholder = _named(match[1])
    return match[0] if placeholder is None else values.get(placeholder, match[0])


def _named(name: str) -> Placeholder | None:
    plain = name.strip().casefold()
    if plain in GERMAN:
        return GERMAN[plain]
    return Placeholder(plain) if plain in set(Placeholder) else None
