"""A worker in a process of its own, which is there at once: a server that has everything loaded forks it."""

from __future__ import annotations

import signal
from threading import Event

import psycopg  # noqa: F401  # loaded before the fork

from eventapp.cli.worker import Shift
from eventapp.config import Settings
from eventapp.models.database import Database


def work(settings: Settings) -> None:
    """What ``eventapp work`` does."""
    end = Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    Shift(settings, Database(settings.database_url), end).run()
