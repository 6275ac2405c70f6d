"""Load, bounded in time and always on the loopback: by wrk where it is installed, else by a small client of our own."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from urllib.parse import urlsplit

_CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Load:
    """What a server answered."""

    requests: int
    seconds: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


@cache
def tool() -> str:
    """What makes the load."""
    return "wrk" if shutil.which("wrk") else "our own client (install wrk for firmer figures)"


def put(url: str, headers: Mapping[str, str], seconds: int) -> Load:
    """Ask for ``url`` as often as possible. Raises RuntimeError if anything but a good answer comes."""
    if urlsplit(url).hostname != "127.0.0.1":
        raise RuntimeError(f"{url} is not on this machine")
    return _wrk(url, headers, seconds) if tool() == "wrk" else _own(url, headers, seconds)


def _wrk(url: str, headers: Mapping[str, str], seconds: int) -> Load:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", *given, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    counted = re.search(r"(\d+) requests in ([\d.]+)(m?s)", said)
    if counted is None or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url}\n{said}")
    return Load(int(counted[1]), float(counted[2]) / (1000 if counted[3] == "ms" else 1))


def _own(url: str, headers: Mapping[str, str], seconds: int) -> Load:
    counts: list[int] = []
    began = time.perf_counter()
    clients = [
        threading.Thread(target=_ask, args=(url, headers, began + seconds, counts)) for _ in range(_CONNECTIONS // 4)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if len(counts) != len(clients):
        raise RuntimeError(f"{url} did not answer well")
    return Load(sum(counts), time.perf_counter() - began)


def _ask(url: str, headers: Mapping[str, str], until: float, counts: list[int]) -> None:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    count = 0
    while time.perf_counter() < until:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        if answer.status >= 400:
            return
        count += 1
    connection.close()
    counts.append(count)
