"""A PostgreSQL of the tests' own: started once a run in a folder of its own, ended with it. Works as root, too."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"


def binaries() -> Path:
    """Where the server's programs lie. Raises RuntimeError with what to install."""
    for initdb in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return initdb.parent
    if found := shutil.which("initdb"):
        return Path(found).parent
    raise RuntimeError("PostgreSQL is missing: apt install postgresql")


@contextmanager
def server() -> Iterator[str]:
    """A running server; answers the address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="eventapp-pg-", dir="/tmp"))
    data, programs, port = folder / "data", binaries(), _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, _USER, _USER)
    try:
        _run(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-F -k {folder} -p {port} -c listen_addresses=127.0.0.1 -c synchronous_commit=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:  # the server refuses to run as root
        words = ["runuser", "-u", _USER, "--", *words]
    done = subprocess.run(words, cwd="/tmp", capture_output=True, text=True, check=False)  # noqa: S108
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
