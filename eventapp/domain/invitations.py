"""Inviting one person."""

from __future__ import annotations

from dataclasses import dataclass

from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import Language, one_line
from eventapp.domain.tokens import Tokens

FORGOTTEN = "forgotten:"


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


def forgotten_key(address_key: str, tokens: Tokens) -> str:
    """What is kept of the address of somebody who was deleted, so that she isn't invited to this assembly again."""
    return f"{FORGOTTEN}{tokens.fingerprints(address_key)[0]}"


def forgotten_keys(address_key: str, tokens: Tokens) -> tuple[str, ...]:
    """All forms that it may be kept in: one a secret key. To be asked before somebody is invited."""
    return tuple(f"{FORGOTTEN}{made}" for made in tokens.fingerprints(address_key))
