"""A device with a passkey, in a few lines: made and shown as Web Authentication Level 2, section 6 says."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def coded(content: bytes) -> str:
    """Base 64 as the web writes it, without the signs at the end."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of such a text."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One passkey on one device. What it says of itself and of the page may be turned into a lie."""

    origin: str
    party: str
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    is_framed: bool = False
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """The answer to a wish for a new passkey."""
        self.handle = decoded(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        key = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(public)
        told = {"fmt": "none", "attStmt": {}, "authData": self._data(WITH_KEY) + key}
        client = self._client("webauthn.create", options["challenge"])
        return self._answer({"clientDataJSON": coded(client), "attestationObject": coded(cbor2.dumps(told))})

    def show(self, options: dict[str, Any], *, handle: bytes | None = None) -> str:
        """The answer to a wish for proof."""
        self.count += self.counts
        data = self._data()
        client = self._client("webauthn.get", options["challenge"])
        response = {
            "clientDataJSON": coded(client),
            "authenticatorData": coded(data),
            "signature": coded(self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))),
            "userHandle": coded(self.handle if handle is None else handle),
        }
        return self._answer(response)

    def _data(self, more: int = 0) -> bytes:
        return sha256(self.party.encode()).digest() + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.is_framed}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str]) -> str:
        name = coded(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
