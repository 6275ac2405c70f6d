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

    def data(self, key: str) -> str:
        """What it says to machines (schema.org)."""
        return f"{self.base}/events/{key}.jsonld"

    def program(self, key: str) -> str:
        """The feed of its program items."""
        return f"{self.base}/events/{key}/program.ics"

    def item(self, key: str, number: int) -> str:
        """The calendar entry of one item."""
        return f"{self.base}/events/{key}/program/{number}.ics"

    def feed(self, key: str) -> str:
        """The feed of an organizer: by her readable name the public one, by the secret key the complete one."""
        return f"{self.base}/feeds/{key}.ics"

    def password(self, token: str) -> str:
        """Where a one-time link leads to that sets a password."""
        return f"{self.base}/sign-in/link/{token}"

    def privacy(self) -> str:
        """The notice on data protection of the whole installation."""
        return f"{self.base}/privacy"

    def notice(self, own_url: str) -> str:
        """The notice for who is invited, by her own page's address; for all others that of the installation."""
        return f"{own_url}/privacy" if own_url.startswith(self.invitation("")) else self.privacy()

    def invitation(self, token: str) -> str:
        """What one invited person sees."""
        return f"{self.base}/i/{token}"

    def speaker(self, token: str) -> str:
        """What one speaker sees."""
        return f"{self.base}/s/{token}"

    def speaker_feed(self, token: str) -> str:
        """The feed of all her appearances."""
        return f"{self.base}/s/{token}.ics"
