"""The four kinds of refusal. Each bears a code and its context; ``eventapp.web.messages`` has the words."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal that a person can be told about."""

    def __init__(self, code: str, **context: object) -> None:
        super().__init__(code)
        self.code = code
        self.context = context


class InvalidValue(DomainError):
    """A value that can't exist. ``field`` in the context names the input it came from, if one did."""


class RuleBroken(DomainError):
    """The wish is clear, but a rule forbids it in the present state."""


class NotFound(DomainError):
    """There is no such thing, or none that the asker may know of."""


class NotAllowed(DomainError):
    """The asker may see the thing, but not do this to it."""


class Outdated(RuleBroken):
    """Somebody else stored a newer copy since the asker read hers. Nothing was overwritten."""
