"""Passkeys, as far as they need no cryptography: what is known of one, and when its counter tells of a copy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that was made for us, checked. ``public_key`` is a COSE key (RFC 9052, section 7)."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """What a passkey proved just now. ``handle`` is the account that it was made for, if it tells."""

    credential_id: bytes
    sign_count: int
    handle: bytes | None


def went_back(known: int, shown: int) -> bool:
    """Whether a counter tells of a copy of the key. Keys that never count say 0 (WebAuthn Level 2, section 7.2, 21)."""
    return bool(known or shown) and shown <= known
