"""What a rule says about a file, and the list of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Complaints = Iterator[tuple[int, str]]
MOST_PER_RULE = 100
LONGEST_MESSAGE = 240


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """``line`` counts from 1 as an editor does; 0 means the whole. A ``guess`` may be what the author meant."""

    line: int
    code: str
    message: str
    source: str
    guess: bool = False

    def __str__(self) -> str:
        return f"{self.line}: {self.code} {self.message} ({self.source})"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is there: what happens, what to do instead. ``clients`` are those known to stumble."""

    why: str
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One code, where it comes from, and the function that yields line and message of each breach."""

    code: str
    source: str
    complaints: Callable[[Subject], Complaints]
    guess: bool = False


class RuleBook(Generic[Subject]):
    """Rules over one kind of subject, in the order in which they were written down."""

    def __init__(self) -> None:
        self.rules: list[Rule[Subject]] = []

    def rule(
        self, code: str, source: str, *, guess: bool = False
    ) -> Callable[[Callable[[Subject], Complaints]], Callable[[Subject], Complaints]]:
        """Enter the decorated function under ``code``."""

        def enter(function: Callable[[Subject], Complaints]) -> Callable[[Subject], Complaints]:
            self.rules.append(Rule(code, source, function, guess))
            return function

        return enter

    def findings(self, subject: Subject) -> list[Finding]:
        """Every breach in ``subject``, at most a hundred a rule, by line."""
        return sorted(
            Finding(line, rule.code, _printable(message), rule.source, rule.guess)
            for rule in self.rules
            for line, message in islice(rule.complaints(subject), MOST_PER_RULE)
        )


def _printable(message: str) -> str:
    """Octets that are no UTF-8 would break the terminal that shows them, and a value may be megabytes long."""
    shown = message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"
    return "".join(character if character.isprintable() else "?" for character in shown)
