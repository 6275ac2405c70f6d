"""The ID token: who signed it, for whom, when and in answer to what (OpenID Connect Core 1.0, section 3.1.3.7)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError, MissingKeyError, SecurityWarning
from joserfc.jwk import KeySet

from eventapp.adapters.oidc import AnswerRefused, UnknownKey

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Public keys alone (RFC 8725, section 3.1): nothing unsigned, and no secret that a public key could be taken for."""
SKEW_SECONDS = 60
_KINDS = frozenset({"RSA", "EC"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What an ID token must say."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


def checked(token: str, keys: list[dict[str, Any]], expected: Expected, *, now: datetime) -> dict[str, Any]:
    """The claims of a token that is right in all. Raises AnswerRefused; UnknownKey if it may help to fetch the keys."""
    try:
        claims, header = _signed(token, keys)
        told = CodeIDToken(
            claims,
            header,
            options={
                "iss": {"essential": True, "value": expected.issuer},
                "aud": {"essential": True, "value": expected.client_id},
                "sub": {"essential": True},
                "nonce": {"essential": True, "value": expected.nonce},
            },
            params={
                "nonce": expected.nonce,
                "client_id": expected.client_id,
                "access_token": expected.access_token,
            },
        )
        told.validate(now=int(now.timestamp()), leeway=SKEW_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise AnswerRefused(f"the ID token: {type(error).__name__}") from error
    return dict(claims)


def _signed(token: str, keys: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)  # a key that is too short is none
            known = KeySet.import_key_set({"keys": [key for key in keys if _signs(key)]})
            found = jwt.decode(token, known, algorithms=ALGORITHMS)
    except (InvalidKeyIdError, MissingKeyError) as error:
        raise UnknownKey("the ID token: an unknown key") from error
    except SecurityWarning as error:
        raise AnswerRefused("the ID token: a weak key") from error
    return found.claims, found.header


def _signs(key: dict[str, Any]) -> bool:
    return key.get("kty") in _KINDS and key.get("use", "sig") == "sig" and "d" not in key
