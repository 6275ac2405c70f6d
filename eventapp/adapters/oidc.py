"""A provider of identities: OpenID Connect Core 1.0 and Discovery 1.0, code flow with PKCE (RFC 7636), after RFC 9700.

The requests are Authlib's, the signatures joserfc's; both come with the extra ``oidc`` and are loaded on first use.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from eventapp.domain.providers import Identity
from eventapp.domain.texts import one_line

if TYPE_CHECKING:
    from eventapp.adapters.oidc_http import Client

SCOPE = "openid profile email"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_KEPT_SECONDS = 3600.0
_SKEW = timedelta(seconds=60)
_LONGEST_SUBJECT = 255
_LONGEST_NAME = 200
_LONGEST_EMAIL = 254
_MOST_GROUPS = 2_000
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderUnavailable(Exception):
    """The provider can't be reached, or answers with what is no OpenID Connect. The message is for the log."""


class AnswerRefused(Exception):
    """An answer that must not be trusted. The message is for the log, and bears nothing that was in the answer."""


class UnknownKey(AnswerRefused):
    """Signed with a key that is not among those that we know."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun: where the browser goes, and what is remembered until it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """One provider. What it publishes is kept for an hour; its keys are fetched anew when one is unknown."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str, redirect_uri: str, groups_claim: str = "groups"
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._groups_claim = groups_claim
        self._published: tuple[float, dict[str, Any]] | None = None
        self._keys: list[dict[str, Any]] = []

    def check(self) -> None:
        """Ask for what it publishes. Raises ProviderUnavailable."""
        with self._client() as client:
            self._metadata(client)

    def begin(self, *, must_prove: bool = False) -> Begun:
        """Where to send the browser (Core, section 3.1.2.1). Raises ProviderUnavailable.

        ``must_prove``: whoever is signed in there proves anew that it is her.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        more: dict[str, str] = {"prompt": "login", "max_age": "0"} if must_prove else {}
        with self._client() as client:
            endpoint = self._metadata(client)["authorization_endpoint"]
            url, _state = client.create_authorization_url(
                endpoint, state=state, code_verifier=verifier, nonce=nonce, **more
            )
        return Begun(url, state, nonce, verifier)

    def finish(
        self, answer: Mapping[str, str], begun: Begun, *, now: datetime, proved_since: datetime | None = None
    ) -> Identity:
        """Whom the provider names. ``proved_since``: she must have proved herself there no earlier.

        Raises AnswerRefused and ProviderUnavailable.
        """
        with self._client() as client:
            metadata = self._metadata(client)
            self._check_answer(answer, begun, metadata)
            token = client.exchange(metadata["token_endpoint"], answer["code"], begun.verifier)
            claims = self._claims(client, metadata, token, begun.nonce, now)
            _check_time(claims, proved_since, now)
            return self._identity(self._with_userinfo(client, metadata, claims, token))

    def _client(self) -> Client:
        from eventapp.adapters.oidc_http import Client

        return Client(self._client_id, self._client_secret, self._redirect_uri, SCOPE, is_local=_is_local(self._issuer))

    def _metadata(self, client: Client) -> dict[str, Any]:
        """What it publishes of itself (Discovery, section 4.3)."""
        if self._published is None or time.monotonic() - self._published[0] > _KEPT_SECONDS:
            found = client.fetch_json(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            self._check_metadata(found)
            self._published = (time.monotonic(), found)
        client.use_auth_method(self._published[1].get("token_endpoint_auth_methods_supported"))
        return self._published[1]

    def _check_metadata(self, found: dict[str, Any]) -> None:
        if found.get("issuer") != self._issuer:
            raise ProviderUnavailable("it calls itself otherwise than oidc_issuer does")
        for name in _ENDPOINTS:
            if not _is_safe(found.get(name), is_local=_is_local(self._issuer)):
                raise ProviderUnavailable(f"its {name} is missing or not encrypted")
        if "S256" not in found.get("code_challenge_methods_supported", ["S256"]):
            raise ProviderUnavailable("it knows no PKCE with S256")

    def _check_answer(self, answer: Mapping[str, str], begun: Begun, metadata: dict[str, Any]) -> None:
        """RFC 6749, section 4.1.2, and the issuer of RFC 9207."""
        if not compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise AnswerRefused("wrong state")
        issuer = answer.get("iss")
        if issuer is None and metadata.get("authorization_response_iss_parameter_supported") is True:
            raise AnswerRefused("no issuer in the answer")
        if issuer is not None and issuer != self._issuer:
            raise AnswerRefused("an answer of another issuer")
        if "error" in answer or not answer.get("code"):
            raise AnswerRefused("no code in the answer")

    def _claims(
        self, client: Client, metadata: dict[str, Any], token: dict[str, Any], nonce: str, now: datetime
    ) -> dict[str, Any]:
        from eventapp.adapters import oidc_token

        expected = oidc_token.Expected(self._issuer, self._client_id, nonce, str(token.get("access_token", "")))
        try:
            return oidc_token.checked(token["id_token"], self._keys, expected, now=now)
        except UnknownKey:
            found = client.fetch_json(metadata["jwks_uri"]).get("keys")
            self._keys = [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []
        return oidc_token.checked(token["id_token"], self._keys, expected, now=now)

    def _with_userinfo(
        self, client: Client, metadata: dict[str, Any], claims: dict[str, Any], token: dict[str, Any]
    ) -> dict[str, Any]:
        """The claims, completed by those that some providers tell at another place (Core, section 5.3)."""
        endpoint = metadata.get("userinfo_endpoint")
        has_all = "email" in claims and self._groups_claim in claims
        if has_all or not token.get("access_token") or not _is_safe(endpoint, is_local=_is_local(self._issuer)):
            return claims
        told = client.fetch_json(str(endpoint), bearer=str(token["access_token"]))
        if told.get("sub") != claims["sub"]:
            raise AnswerRefused("the user info is about somebody else")
        return {**told, **claims}

    def _identity(self, claims: dict[str, Any]) -> Identity:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise AnswerRefused("no subject")
        email = _text(claims.get("email"), _LONGEST_EMAIL)
        name = _text(claims.get("name"), _LONGEST_NAME) or _text(claims.get("preferred_username"), _LONGEST_NAME)
        return Identity(
            issuer=self._issuer,
            subject=subject,
            name=name or email,
            email=email,
            groups=_words(claims.get(self._groups_claim)),
            methods=_words(claims.get("amr")) | _words(claims.get("acr")),
            proved_at=_instant(claims.get("auth_time")),
            is_email_refused=claims.get("email_verified", True) not in (True, "true"),
        )


def _check_time(claims: dict[str, Any], proved_since: datetime | None, now: datetime) -> None:
    """Core, section 3.1.3.7, step 13: providers may ignore that they were told to ask again."""
    if proved_since is None:
        return
    proved = _instant(claims.get("auth_time"))
    if proved is None or not proved_since - _SKEW <= proved <= now + _SKEW:
        raise AnswerRefused("she did not prove herself anew")


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK


def _is_safe(url: object, *, is_local: bool) -> bool:
    """Whether an address is encrypted, or leads to this machine as the provider itself does."""
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (is_local and parts.hostname in LOOPBACK))


def _text(value: object, most: int) -> str:
    text = one_line(value) if isinstance(value, str) else ""
    return text if len(text) <= most else ""


def _words(value: object) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    return frozenset(one for one in values[:_MOST_GROUPS] if isinstance(one, str) and one)


def _instant(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
