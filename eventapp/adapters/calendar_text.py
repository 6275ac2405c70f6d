"""How texts must look before they enter a calendar: clean, short where clients cut, without traps for naive readers."""

from __future__ import annotations

import re
import unicodedata

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import one_line

LONGEST_LINE = 255  # Outlook cuts SUMMARY and LOCATION there
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def headline(text: str, longest: int = LONGEST_LINE) -> str:
    """``text`` on one line, at most ``longest`` characters, an ellipsis in place of what is cut."""
    return shortened(one_line(text), longest)


def shortened(text: str, longest: int) -> str:
    """The first ``longest`` characters of ``text``, never cutting a letter from its accent or an emoji in two."""
    if len(text) <= longest:
        return text
    cut = longest - 1
    while cut > 0 and (_joins(text[cut]) or text[cut - 1] == "\u200d"):
        cut -= 1
    return text[:cut].rstrip() + "…"


def _joins(character: str) -> bool:
    """Whether ``character`` belongs to the one before it: accents, variation selectors, skin tones, joiners."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character == "\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def escaped(text: str) -> str:
    """``text``, cleaned before, as a TEXT value (RFC 5545, section 3.3.11)."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def calendar_name(text: str) -> str:
    """``text`` without ``, ; \\``: with or without their escapes some reader gets X-WR-CALNAME wrong."""
    return one_line(re.sub(r"\s*[,;]+\s*", " – ", headline(text)).replace("\\", "/")).strip(" –")


def language_tag(tag: str) -> str:
    """``tag`` itself. Raises InvalidValue("calendar.language") if BCP 47 doesn't allow its form."""
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidValue("calendar.language", value=tag)
    return tag
