"""Starting the web server: Granian, or waitress where Granian has no wheel."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from importlib.util import find_spec

import click

from eventapp.config import PREFIX, Settings

TARGET = "eventapp.app:serve"
_THREADS = 4


def run(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until a signal comes. The processes read the same settings from their environment."""
    os.environ[PREFIX + "INSTANCE"] = str(settings.instance)
    os.environ[PREFIX + "PUBLIC_URL"] = settings.public_url
    if find_spec("granian"):
        _become(command(TARGET, host, port, workers))
    elif find_spec("waitress"):
        _waitress(host, port)
    else:
        raise click.ClickException("Neither granian nor waitress is installed; there is nothing to serve with.")


def command(target: str, host: str, port: int, workers: int) -> list[str]:
    """What serves the application that the factory ``target`` makes."""
    where = ["--host", host, "--port", str(port)]
    size = ["--workers", str(workers), "--blocking-threads", str(_THREADS)]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws", *where, *size, target]


def _become(server: list[str]) -> None:
    """Turn into the server: signals reach it, and what was loaded to come here takes no memory beside it."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(server[0], server)  # noqa: S606  # no shell, by intention
    sys.exit(subprocess.call(server))  # noqa: S603  # Windows can't turn into another program


def _waitress(host: str, port: int) -> None:
    import waitress

    from eventapp import app

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    waitress.serve(app.serve(), host=host, port=port, threads=2 * _THREADS, ident="")
