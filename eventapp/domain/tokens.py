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
_KEY_BYTES = 24
# Crockford's base 32: no letter that is taken for a digit. Ten signs are 50 bits.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_LENGTH = 10


class Purpose(StrEnum):
    """What an address is for. One for one purpose opens nothing else."""

    FEED = "feed"
    SPEAKER = "speaker"
    INVITATION = "invitation"
    CODE = "code"
    TOTP = "totp"


@dataclass(frozen=True, slots=True)
class Secret:
    """What is stored of a token: ``seed`` (URL-safe text) and ``digest`` (SHA-256 of the token, hexadecimal)."""

    seed: str
    digest: str


def key() -> str:
    """A random word of 192 bits for addresses and commands. It begins with no dash: that would be an option."""
    while (made := secrets.token_urlsafe(_KEY_BYTES)).startswith("-"):
        continue
    return made


def digest_of(token: str) -> str:
    """What a token is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def folded_code(typed: str) -> str | None:
    """The code that is meant by what was typed; None if it can't be one.

    Small letters, blanks and dashes don't matter, and O, I and L are read as 0 and 1.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    return signs if len(signs) == CODE_LENGTH and set(signs) <= set(_SIGNS) else None


def shown_code(code: str) -> str:
    """A code as it is printed: ``AB3CD-EF4GH``."""
    return f"{code[:5]}-{code[5:]}"


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

    def code(self, secret: Secret) -> str:
        """The short code for the address of ``secret``, to be typed from a letter. It changes with the address."""
        used = next((key for key in self.keys if self._is_made_by(key, secret)), self.keys[0])
        made = int.from_bytes(hmac.digest(used.encode(), f"eventapp/{Purpose.CODE}/{secret.seed}".encode(), "sha256"))
        return "".join(_SIGNS[made >> (5 * place) & 31] for place in range(CODE_LENGTH))

    def fingerprints(self, words: str) -> tuple[str, ...]:
        """Digests of something short or guessable, one a key, the newest first: without the key nobody can try."""
        return tuple(hmac.digest(key.encode(), f"eventapp/print/{words}".encode(), "sha256").hex() for key in self.keys)

    def _is_made_by(self, key: str, secret: Secret) -> bool:
        made = self._made(key, Purpose.INVITATION, secret.seed)
        return hmac.compare_digest(digest_of(made), secret.digest)

    def _candidates(self, purpose: Purpose, seed: str) -> Iterator[str]:
        return (self._made(key, purpose, seed) for key in self.keys)

    @staticmethod
    def _made(key: str, purpose: Purpose, seed: str) -> str:
        made = hmac.digest(key.encode(), f"eventapp/{purpose}/{seed}".encode(), "sha256")
        return base64.urlsafe_b64encode(made[:_BYTES]).decode()
