"""Who was erased, for as long as a backup may bring her back: never a name, only a mark that she is known again by.

So are accounts that were taken out of use, and roles that were taken away: no backup gives anybody's access back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eventapp.domain.tokens import Tokens

KEPT = timedelta(days=365)
"""How long a mark is kept, and so the longest time that a backup may be."""
_KEY_SIGNS = 16


class Kind(StrEnum):
    """What was erased of her, and so what is done again."""

    INVITATION = "invitation"
    UNINVITED = "uninvited"
    EMPLOYEE = "employee"
    SPEAKER = "speaker"
    PHOTOS = "photos"
    UNUSED = "unused"
    NEEDS = "needs"
    WORDS = "words"
    ACCOUNT = "account"
    DISABLED = "disabled"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Erased:
    """One act. Each of ``names`` alone identifies what it was about; they are kept in no file."""

    kind: Kind
    names: tuple[str, ...]

    def marked(self, tokens: Tokens, at: datetime) -> Mark:
        """The same as it is kept."""
        marks = tuple(tokens.fingerprints(_word(self.kind, name))[0] for name in self.names)
        return Mark(at, self.kind, _key_names(tokens)[0], marks)


@dataclass(frozen=True, slots=True)
class Mark:
    """An act as it is kept: its instant, and a keyed digest a name. ``key`` tells which secret key made them."""

    at: datetime
    kind: Kind
    key: str
    marks: tuple[str, ...]


class Marks:
    """Many of them, to look people up in. The program's earlier secret keys find theirs, too."""

    def __init__(self, kept: Iterable[Mark], tokens: Tokens) -> None:
        self._tokens = tokens
        self._last: dict[tuple[Kind, str], datetime] = {}
        self.count = self.foreign = 0
        keys = set(_key_names(tokens))
        for one in kept:
            self.count += 1
            self.foreign += one.key not in keys
            for mark in one.marks:
                known = self._last.get((one.kind, mark))
                self._last[one.kind, mark] = max(known or one.at, one.at)
        self.kinds = frozenset(kind for kind, _ in self._last)

    def erased_at(self, erased: Erased, *, made_at: datetime) -> datetime | None:
        """When what has these names was erased; None if it wasn't, or was made only afterwards."""
        words = (_word(erased.kind, name) for name in erased.names)
        prints = (mark for word in words for mark in self._tokens.fingerprints(word))
        found = [at for mark in prints if (at := self._last.get((erased.kind, mark))) is not None]
        last = max(found, default=None)
        return last if last is not None and made_at <= last else None


def _word(kind: Kind, name: str) -> str:
    return f"erased/{kind}/{name}"


def _key_names(tokens: Tokens) -> tuple[str, ...]:
    return tuple(made[:_KEY_SIGNS] for made in tokens.fingerprints("erased"))
