"""Absolute addresses, made of the configured public address alone and never of a request's Host."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that are promised to people and calendars. ``base`` has no slash at its end."""

    base: str

    def event(self, key: str) -> str:
        """The page of an event."""
        return f"{self.base}/events/{key}"

    def entry(self, key: str) -> str:
        """Its calendar entry."""
        return f"{self.base}/events/{key}.ics"

    def program(self, key: str) -> str:
        """The feed of its program items."""
        return f"{self.base}/events/{key}/program.ics"

    def item(self, key: str, number: int) -> str:
        """The calendar entry of one item."""
        return f"{self.base}/events/{key}/program/{number}.ics"
