"""Inviting one person."""

from __future__ import annotations

from dataclasses import dataclass

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import Language, one_line


@dataclass(frozen=True, slots=True)
class InviteeDraft:
    """Whom to invite. ``salutation`` is "neutral", "frau" or "herr"; names stay as they are typed."""

    name: str
    email: str
    salutation: str = "neutral"
    language: Language = Language.GERMAN

    def __post_init__(self) -> None:
        if not one_line(self.name):
            raise InvalidValue("invitations.name_missing", field="name")


def address_key(email: str) -> str:
    """An address as it is compared: nobody's mailbox tells upper from lower case."""
    return email.strip().casefold()
