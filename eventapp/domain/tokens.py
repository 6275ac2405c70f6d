"""The unguessable part of a personal address (TRUST S-39): 144 bits, made anew from a key whenever it must be written.

The database holds a ``seed``, which is worthless without the key, and the ``digest`` that the address is found by. So a
stolen copy of the database opens no address, and yet a letter can be printed a second time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_BYTES = 18


class Purpose(StrEnum):
    """What an address is for. One for one purpose opens nothing else."""

    FEED = "feed"
    SPEAKER = "speaker"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Secret:
    """What is stored of a token: ``seed`` (URL-safe text) and ``digest`` (SHA-256 of the token, hexadecimal)."""

    seed: str
    digest: str


def digest_of(token: str) -> str:
    """What a token is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Makes tokens. ``keys`` are the program's secret keys, the newest first; addresses outlive a change of key."""

    keys: tuple[str, ...]

    def new(self, purpose: Purpose) -> Secret:
        """A secret for a new address, under the newest key."""
        seed = secrets.token_urlsafe(_BYTES)
        return Secret(seed, digest_of(self._made(self.keys[0], purpose, seed)))

    def recall(self, purpose: Purpose, secret: Secret) -> str | None:
        """The token of ``secret``; None if the key that made it is gone. The address still works then."""
        for token in self._candidates(purpose, secret.seed):
            if hmac.compare_digest(digest_of(token), secret.digest):
                return token
        return None

    def _candidates(self, purpose: Purpose, seed: str) -> Iterator[str]:
        return (self._made(key, purpose, seed) for key in self.keys)

    @staticmethod
    def _made(key: str, purpose: Purpose, seed: str) -> str:
        made = hmac.digest(key.encode(), f"eventapp/{purpose}/{seed}".encode(), "sha256")
        return base64.urlsafe_b64encode(made[:_BYTES]).decode()
