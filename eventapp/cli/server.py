"""Starting the web server: Granian, or waitress where Granian has no wheel."""

from __future__ import annotations

import logging
import os
from importlib.util import find_spec

import click

from eventapp.config import PREFIX, Settings

TARGET = "eventapp.app:serve"
_THREADS = 4


def run(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until a signal comes. The processes read the same settings from their environment."""
    os.environ[PREFIX + "INSTANCE"] = str(settings.instance)
    os.environ[PREFIX + "PUBLIC_URL"] = settings.public_url
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if find_spec("granian"):
        _granian(host, port, workers)
    elif find_spec("waitress"):
        _waitress(host, port)
    else:
        raise click.ClickException("Neither granian nor waitress is installed; there is nothing to serve with.")


def _granian(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        factory=True,
        websockets=False,
        log_access=False,
    ).serve()


def _waitress(host: str, port: int) -> None:
    import waitress

    from eventapp import app

    waitress.serve(app.serve(), host=host, port=port, threads=2 * _THREADS, ident="")
