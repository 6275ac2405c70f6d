"""Mails that came back: what a mail server says of one that it could not deliver (RFC 3464)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounce:
    """What became of one of our mails, as another server tells it. None of it is proven.

    ``message_id`` is that of our mail, with its brackets; ``recipient`` a lower-case address, empty where none is
    named; ``status`` an enhanced status code (RFC 3463), "5.0.0" or "4.0.0" where only success was ruled out.
    ``is_permanent``: the server gave up. ``words`` are its own, on one line.
    """

    message_id: str
    recipient: str
    status: str
    is_permanent: bool
    words: str
