"""Who sends: a name that no other process has, and whether the process behind a name is gone for certain."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from eventapp.models.database import Database
from eventapp.services import senders

_STATE, _STARTED = 2, 21  # of /proc/PID/stat: a letter, and clock ticks since the machine started


def own_name() -> str:
    """This process: host, number, and when it began, for numbers are used again."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{_begun(os.getpid())}"


def is_running(pid: int) -> bool:
    """Whether there is a process of this number that has not ended: one that nobody has looked after yet is gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _stat(pid, _STATE) != "Z"


def is_gone(name: str) -> bool:
    """Whether the process called ``name`` has certainly ended. Of another host's nobody here can tell."""
    host, _, rest = name.rpartition("/")[0].rpartition("/")
    if host != socket.gethostname()[:60] or not rest.isdecimal():
        return False
    return not is_running(int(rest)) or _begun(int(rest)) != name.rpartition("/")[2]


def bury_the_dead(database: Database) -> int:
    """Free what workers of this host had in hand when they died, without waiting for their leases. Answers how many."""
    with database.reading() as session:
        gone = [name for name in senders.workers(session) if is_gone(name)]
    freed = 0
    for name in gone:
        with database.writing() as session:
            freed += senders.bury(session, name)
    return freed


def _begun(pid: int) -> str:
    return _stat(pid, _STARTED)


def _stat(pid: int, field: int) -> str:
    """A field of /proc/PID/stat, counted from 0; empty where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[field - 2]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
