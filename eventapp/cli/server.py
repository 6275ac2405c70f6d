"""Starting the web server: Granian, or waitress where Granian has no wheel."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from eventapp.config import PREFIX, Settings

TARGET = "eventapp.app:serve"
PORT = click.IntRange(1, 65_535)
_WAITRESS_THREADS = 8
_TRIM_BYTES = 128 * 1024
_PATIENCE = 15
# Who opens connections and says nothing (slowloris) holds a place each, and no thread. So there are many places, and
# whoever has not named a request after a while loses hers. What is sent is collected before a thread is taken.
_CONNECTIONS = 4_096
_HEADER_MILLISECONDS = 10_000
_BUFFER = 64 * 1024  # of each connection that is slow to read
_FILES = 16_384
_JSON_LOG = Path(__file__).parents[1] / "data" / "server-logs.json"


def run(settings: Settings, host: str, port: int, workers: int, *, with_worker: bool) -> None:
    """Serve until a signal comes, with a worker process beside. All read the same settings from their environment."""
    host = _address_of(host)
    os.environ[PREFIX + "INSTANCE"] = str(settings.instance)
    os.environ[PREFIX + "PUBLIC_URL"] = settings.public_url
    if with_worker:
        _start_worker()
    if find_spec("granian"):
        _allow_connections()
        log = ["--log-config", str(_JSON_LOG)] if settings.log_format == "json" else []
        _become([*command(TARGET, host, port, workers)[:-1], *log, TARGET])
    elif find_spec("waitress"):
        _waitress(host, port)
    else:
        raise click.ClickException("Neither granian nor waitress is installed; there is nothing to serve with.")


def _start_worker() -> None:
    """A process that sends mails while this one serves. It ends by itself when this one is gone, however that ended."""
    worker = [sys.executable, "-m", "eventapp", "work", "--beside", str(os.getpid())]
    subprocess.Popen(worker, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def _address_of(host: str) -> str:
    """The address of a name such as localhost: Granian takes nothing else."""
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError:
        raise click.ClickException(f"{host} is no name or address of this machine.") from None


def require_free(host: str, port: int) -> None:
    """Say in a sentence that somebody else listens there already, or that the address is none of this machine."""
    host = _address_of(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen at {host}, port {port}: {error.strerror}. Choose another with --port."
            ) from None


def command(target: str, host: str, port: int, workers: int, interface: Sequence[str] = ("rsgi",)) -> list[str]:
    """What serves the application that the factory ``target`` makes."""
    where = ["--host", host, "--port", str(port)]
    size = ["--workers", str(workers)]
    # A worker that a signal met while it was being born has not heard of it, and would be waited for without end.
    end = ["--workers-kill-timeout", str(_PATIENCE)]
    kind = ["--interface", *interface, "--factory", "--no-ws"]
    slow = ["--backlog", str(_CONNECTIONS), "--backpressure", str(_CONNECTIONS)]
    slow += ["--http1-header-read-timeout", str(_HEADER_MILLISECONDS), "--http1-buffer-size", str(_BUFFER)]
    closed = ["--no-access-log", "--no-metrics"]  # its access log would name secret addresses, whatever the environment
    return [sys.executable, "-m", "granian", *kind, *where, *size, *end, *slow, *closed, target]


def _allow_connections() -> None:
    """Let this process hold as many connections as it may: many systems allow a thousand files unless asked."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _become(server: list[str]) -> None:
    """Turn into the server: signals reach it, and what was loaded to come here takes no memory beside it."""
    # glibc would keep what a PDF or a picture needed for a moment: some 15 MB.
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(_TRIM_BYTES))
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(server[0], server)  # noqa: S606  # no shell, by intention
    sys.exit(subprocess.call(server))  # noqa: S603  # Windows can't turn into another program


def _waitress(host: str, port: int) -> None:
    import waitress

    from eventapp import app

    _allow_connections()
    limits = {"connection_limit": _CONNECTIONS, "channel_timeout": _HEADER_MILLISECONDS // 1000}
    served = {"host": host, "port": port, "threads": _WAITRESS_THREADS, "ident": "", "asyncore_use_poll": True}
    waitress.serve(app.from_environment(), **served, **limits)
