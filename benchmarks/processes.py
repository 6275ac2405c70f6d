"""A server as its operating system sees it: processor time and memory of it and its children."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

_PATIENCE = 60.0


def free_port() -> int:
    """A port of the loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A process that serves at ``url``, started on entering and stopped on leaving.

    ``seconds_to_start`` is what passed from its birth to its first good answer to ``path``.
    """

    def __init__(self, command: Sequence[str], port: int, log: Path, environ: Mapping[str, str], path: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.seconds_to_start = 0.0
        self._command, self._log, self._path = command, log, path
        own = {name: value for name, value in os.environ.items() if not name.startswith(("EVENTAPP_", "GRANIAN_"))}
        self._environ = own | dict(environ)

    def __enter__(self) -> Server:
        began = time.perf_counter()
        with self._log.open("wb") as stream:
            self._process = subprocess.Popen(
                self._command, env=self._environ, stdout=stream, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        try:
            self._wait(began + _PATIENCE)
        except BaseException:
            self._stop()
            raise
        self.seconds_to_start = time.perf_counter() - began
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._stop()

    def cpu_seconds(self) -> float | None:
        """Processor time so far, of all processes. None where there is no /proc."""
        try:
            spent = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self._pids()]
        except FileNotFoundError:
            return None
        return sum(int(fields[11]) + int(fields[12]) for fields in spent) / float(os.sysconf("SC_CLK_TCK"))

    def megabytes(self) -> list[float] | None:
        """Memory of each process, shared pages divided among their users (PSS). None where that isn't told."""
        try:
            return [_proportional(Path(f"/proc/{pid}/smaps_rollup").read_text()) for pid in self._pids()]
        except OSError:
            return None

    def _pids(self) -> list[int]:
        return [self._process.pid, *_descendants(self._process.pid)]

    def _wait(self, until: float) -> None:
        while time.perf_counter() < until:
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + self._path, timeout=_PATIENCE):
                    return
            except urllib.error.HTTPError as error:
                raise RuntimeError(f"{self.url}{self._path} answers {error.code}") from error
            except OSError:
                time.sleep(0.005)
        raise RuntimeError(f"{' '.join(self._command)} does not serve:\n{self._log.read_text(errors='replace')}")

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            for pid in reversed(self._pids()):
                os.kill(pid, 9)
            self._process.wait()


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, file.read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _proportional(rollup: str) -> float:
    (pss,) = [entry.split()[1] for entry in rollup.splitlines() if entry.startswith("Pss:")]
    return int(pss) * 1024 / 1e6
