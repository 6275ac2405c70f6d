"""The pages that the law asks for: what each is made of, and what somebody writes who could not use one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from eventapp.domain.texts import LocalText

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}")
_DIALLED = re.compile(r"[\d\s()/.+-]+")
_FEWEST_DIGITS = 5


class PageName(StrEnum):
    """A page of the installation; the value is its address."""

    ACCESSIBILITY = "accessibility"
    PRIVACY = "privacy"
    IMPRINT = "imprint"
    EASY = "easy-language"
    SIGN = "sign-language"


class Conformity(StrEnum):
    """How far the installation meets what is asked for, as the authority itself has judged it."""

    UNKNOWN = "unknown"
    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Method(StrEnum):
    """How that was found out."""

    NONE = "none"
    SELF = "self"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields of a statement on accessibility. ``answer_days`` is how long an answer takes at most.

    ``report_email`` is where reports of barriers go; it is shown to those who write the page alone.
    """

    scope: LocalText = LocalText()
    conformity: Conformity = Conformity.UNKNOWN
    gaps: LocalText = LocalText()
    reasons: LocalText = LocalText()
    alternatives: LocalText = LocalText()
    method: Method = Method.NONE
    assessed_on: date | None = None
    revised_on: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    answer_days: int | None = None
    report_email: str = ""
    ombuds_name: str = ""
    ombuds_address: str = ""
    ombuds_email: str = ""
    ombuds_phone: str = ""
    ombuds_url: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Who answers for the data, who advises on them and who watches over it: lines as they are shown."""

    controller: str = ""
    officer: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who offers these pages, and who represents her: lines as they are shown."""

    provider: str = ""
    represented_by: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """Who examined the text in Leichte Sprache. Empty: nobody did yet (DIN SPEC 33429)."""

    examined_by: str = ""


@dataclass(frozen=True, slots=True)
class NoFacts:
    """A page that is text alone."""


Facts = Statement | Notice | Provider | Examined | NoFacts
FACTS: Mapping[PageName, type[Facts]] = MappingProxyType(
    {
        PageName.ACCESSIBILITY: Statement,
        PageName.PRIVACY: Notice,
        PageName.IMPRINT: Provider,
        PageName.EASY: Examined,
        PageName.SIGN: NoFacts,
    }
)
"""Which fields a page has."""


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page as it is wished. A line of ``body`` that begins with ``# `` is a heading."""

    body: LocalText
    facts: Facts


@dataclass(frozen=True, slots=True)
class BarrierDraft:
    """What somebody could not use. ``page`` is a path on this site, or empty; ``contact`` is free text, or empty."""

    message: str
    page: str = ""
    contact: str = ""

    @property
    def can_be_answered(self) -> bool:
        """Whether a mail address or a phone number stands in the contact, whatever else does."""
        return bool(_ADDRESS.search(self.contact)) or any(
            sum(sign.isdigit() for sign in run) >= _FEWEST_DIGITS for run in _DIALLED.findall(self.contact)
        )
