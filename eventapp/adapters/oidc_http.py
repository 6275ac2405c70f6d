"""Requests to a provider: bounded in time and size, never led elsewhere, and an answer that is JSON."""

from __future__ import annotations

import time
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, Response
from requests.exceptions import HTTPError, RequestException
from urllib3.exceptions import HTTPError as Urllib3Error

from eventapp.adapters.oidc import AnswerRefused, ProviderUnavailable

MOST_BYTES = 512 * 1024
SECONDS = 10.0
_AT_ONCE = 16 * 1024


class Client(OAuth2Session):  # type: ignore[misc]
    """Authlib's session, which fetches nothing that is too large, too slow, or somewhere else."""

    def __init__(self, client_id: str, client_secret: str, redirect_uri: str, scope: str, *, is_local: bool) -> None:
        super().__init__(client_id, client_secret, redirect_uri=redirect_uri, scope=scope, code_challenge_method="S256")
        self.trust_env = not is_local  # a proxy of the office, and its own certificates; never for this machine
        self.headers["Accept"] = "application/json"
        self.headers["Accept-Encoding"] = "identity"

    def use_auth_method(self, supported: object) -> None:
        """Send the secret in the body where that is allowed: in the header, programs disagree how it is written."""
        is_allowed = isinstance(supported, list) and "client_secret_post" in supported
        self.token_endpoint_auth_method = "client_secret_post" if is_allowed else "client_secret_basic"

    def send(self, request: PreparedRequest, **settings: Any) -> Response:
        """One request; a redirect is an answer like any other. Raises ProviderUnavailable."""
        until = time.monotonic() + SECONDS
        try:
            settings.update(stream=True, allow_redirects=False, timeout=SECONDS)
            response: Response = super().send(request, **settings)
            try:
                response._content = _read(response, until)
            finally:
                response.close()
        except (RequestException, Urllib3Error, OSError) as error:
            raise ProviderUnavailable(type(error).__name__) from error
        if response.is_redirect:
            raise ProviderUnavailable("it leads elsewhere")
        return response

    def fetch_json(self, url: str, bearer: str = "") -> dict[str, Any]:
        """A document. Raises ProviderUnavailable."""

        def sign(request: PreparedRequest) -> PreparedRequest:  # also keeps requests from looking into ~/.netrc
            if bearer:
                request.headers["Authorization"] = f"Bearer {bearer}"
            return request

        response = self.get(url, withhold_token=True, auth=sign)
        if response.status_code != 200:
            raise ProviderUnavailable(f"it answers {response.status_code}")
        try:
            found = response.json()
        except (ValueError, RecursionError) as error:
            raise ProviderUnavailable("its answer is no JSON") from error
        if not isinstance(found, dict):
            raise ProviderUnavailable("its answer is no JSON object")
        return found

    def exchange(self, url: str, code: str, verifier: str) -> dict[str, Any]:
        """The tokens for a code (Core, section 3.1.3). Raises AnswerRefused, for one that was used already, too."""
        try:
            token = self.fetch_token(url, code=code, code_verifier=verifier, grant_type="authorization_code")
        except HTTPError as error:
            raise ProviderUnavailable("the token endpoint fails") from error
        except (AuthlibBaseError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise AnswerRefused("the code was not taken") from error
        if not isinstance(token.get("id_token"), str):
            raise AnswerRefused("no ID token")
        return dict(token)


def _read(response: Response, until: float) -> bytes:
    """What is answered, as it comes in: a server that drips must not hold us."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ProviderUnavailable("its answer is packed, which was not asked for")
    read = bytearray()
    while piece := response.raw.read1(_AT_ONCE):
        read += piece
        if len(read) > MOST_BYTES:
            raise ProviderUnavailable("its answer is too large")
        if time.monotonic() > until:
            raise ProviderUnavailable("its answer takes too long")
    return bytes(read)
