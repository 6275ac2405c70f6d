"""A real provider, certified, in a process of its own: oidc-provider under Node, from tests/install_tools.sh."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

HERE = Path(__file__).parent
TOOLS = HERE.parents[2] / ".test-tools"
SECRET = "a secret of the tests"


@dataclass
class Person:
    """Somebody's browser at the provider, who is whom the test says."""

    issuer: str
    window: requests.Session

    def is_(self, subject: str, **claims: Any) -> None:
        """Let the provider take whoever comes next for this one."""
        self._tell({"sub": subject, "claims": {"email_verified": True, **claims}})

    def gives_up(self) -> None:
        """Let whoever comes next turn back."""
        self._tell({"error": "access_denied"})

    def _tell(self, who: dict[str, Any]) -> None:
        with self.window.post(f"{self.issuer}/as", json=who, timeout=5) as answer:
            answer.raise_for_status()

    def goes(self, url: str, home: str) -> str:
        """Where the provider sends the browser in the end: the part behind ``home``."""
        for _step in range(10):
            with self.window.get(url, allow_redirects=False, timeout=5) as answer:
                assert answer.is_redirect, (answer.status_code, answer.text)
                url = urljoin(url, answer.headers["Location"])
            if url.startswith(home):
                return url.removeprefix(home)
        raise AssertionError(url)


@contextmanager
def running(back: str) -> Iterator[str]:
    """The issuer of a provider that sends people to ``back``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["node", str(HERE / "server.mjs"), str(port), back, str(TOOLS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", "the provider does not start: sh tests/install_tools.sh"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@contextmanager
def person(issuer: str) -> Iterator[Person]:
    """A browser that has not been there yet."""
    with requests.Session() as window:
        window.trust_env = False
        yield Person(issuer, window)
