"""Texts in the languages that an authority owes: German, English, Leichte Sprache. And what no text may hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


class Language(StrEnum):
    """A form in which a text can stand. Leichte Sprache is German made easy, with its own registered subtag."""

    GERMAN = "de"
    ENGLISH = "en"
    EASY = "easy"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for ``lang`` attributes (variant ``simple``: IANA subtag registry)."""
        return "de-simple" if self is Language.EASY else self.value

    @property
    def interface(self) -> str:
        """The language of the interface around such a text: ``de`` or ``en``."""
        return "en" if self is Language.ENGLISH else "de"


@dataclass(frozen=True, slots=True)
class LocalText:
    """One public text: German, and where wished English and Leichte Sprache. Missing ones are empty."""

    de: str = ""
    en: str = ""
    easy: str = ""

    def __bool__(self) -> bool:
        return bool(self.de or self.en or self.easy)

    def has(self, language: Language) -> bool:
        """Whether there is a form in ``language`` itself."""
        return bool(getattr(self, language.value))

    def best(self, language: Language) -> str:
        """The form in ``language``; the German one where it is missing."""
        return str(getattr(self, language.value)) or self.de

    def language_of_best(self, language: Language) -> Language:
        """The language that ``best`` answers in."""
        return language if self.has(language) else Language.GERMAN

    def __str__(self) -> str:
        return self.de


def forbidden_characters(text: str) -> list[str]:
    """The control and direction characters in ``text`` as ``U+XXXX``, each once, in order of appearance.

    TAB, LF and CR are allowed; bidirectional marks for single letters (U+200E, U+200F) too.
    """
    found = [f"U+{ord(c):04X}" for c in text if _CONTROL.match(c) or _BIDI.match(c)]
    return list(dict.fromkeys(found))


def clean(text: str) -> str:
    """``text`` in NFC, line ends as LF, without surrounding blanks and without forbidden characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _BIDI.sub("", _CONTROL.sub("", unified))).strip()


def alphabetical(text: str) -> str:
    """``text`` to sort by: Ä stands with A, and case is nothing (DIN 5007-1)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def one_line(text: str) -> str:
    """``text`` cleaned and on one line."""
    return " ".join(clean(text).split())
