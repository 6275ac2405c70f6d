"""A provider that lies: right in all until a test changes what it publishes, claims or signs with."""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

from tests.web.authenticator import coded

CLIENT = "eventapp"
ALL = ["RS256", "PS256", "ES256"]


@cache
def rsa(name: str) -> RSAKey:
    """A key; its name is its ``kid``. Making one takes long, so it is made once."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"}, auto_kid=False)


@dataclass
class Hostile:
    """What it does. ``nonce`` is that of the sign-in that the test has begun.

    With a ``secret`` it signs by HMAC, as libraries refuse to do with a public key; with an empty one, not at all.
    """

    issuer: str
    nonce: str = ""
    published: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    secret: bytes | None = None
    key: Key = field(default_factory=lambda: rsa("first"))
    keys: list[dict[str, Any]] = field(default_factory=lambda: [rsa("first").as_dict(private=False)])
    token: Callable[[], Any] | None = None
    userinfo: dict[str, Any] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    form: dict[str, list[str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        addresses = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/keys"}
        found = {"issuer": self.issuer, **{name: self.issuer + path for name, path in addresses.items()}}
        return {name: value for name, value in {**found, **self.published}.items() if value is not None}

    def id_token(self) -> str:
        moment = int(time.time())
        told = {
            "iss": self.issuer,
            "sub": "7",
            "aud": CLIENT,
            "exp": moment + 60,
            "iat": moment,
            "nonce": self.nonce,
            "email": "robin@example.org",
            "name": "Robin Beispiel",
            "groups": ["planners"],
            **self.claims,
        }
        told = {name: value for name, value in told.items() if value is not None}
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        if self.secret is None:
            return jwt.encode(header, told, self.key, algorithms=ALL)
        words = ".".join(coded(json.dumps(part).encode()) for part in (header, told))
        return f"{words}.{coded(hmac.digest(self.secret, words.encode(), 'sha256')) if self.secret else ''}"

    def exchange(self, form: dict[str, list[str]]) -> Any:
        self.form = form
        code = form["code"][0]
        if code in self.used:
            return 400, {"error": "invalid_grant"}
        self.used.add(code)
        if self.token is not None:
            return self.token()
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token()}

    def answer(self, path: str, form: dict[str, list[str]]) -> Any:
        self.asked.append(path)
        if path.startswith("/auth?"):
            asked = parse_qs(urlsplit(path).query)
            self.nonce = asked["nonce"][0]
            return 302, f"{asked['redirect_uri'][0]}?code={time.monotonic_ns()}&state={asked['state'][0]}".encode()
        if path == "/.well-known/openid-configuration":
            return 200, self.metadata()
        if path == "/keys":
            return 200, {"keys": self.keys}
        if path == "/userinfo":
            return 200, self.userinfo
        return self.exchange(form) if path == "/token" else (404, {})


@contextmanager
def running() -> Iterator[Hostile]:
    """A provider of this kind, in a thread."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*told.answer(self.path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._send(*told.answer(self.path, parse_qs(body.decode())))

        def _send(self, status: int, content: Any) -> None:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            if status in {302, 307}:
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, *words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Hostile(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def elliptic(name: str) -> ECKey:
    """A key on the curve of ES256."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"}, auto_kid=False)
