"""Who sends: a name that no other process has, and whether the process behind a name is gone for certain."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from eventapp.models.database import Database
from eventapp.services import outbox

_STARTED = 21  # field 22 of /proc/PID/stat, counted from 0: clock ticks since the machine started


def own_name() -> str:
    """This process: host, number, and when it began, for numbers are used again."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{_begun(os.getpid())}"


def is_gone(name: str) -> bool:
    """Whether the process called ``name`` has certainly ended. Of another host's nobody here can tell."""
    host, _, rest = name.rpartition("/")[0].rpartition("/")
    if host != socket.gethostname()[:60] or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _begun(int(rest)) != name.rpartition("/")[2]


def bury_the_dead(database: Database) -> int:
    """Free what workers of this host had in hand when they died, without waiting for their leases. Answers how many."""
    with database.reading() as session:
        gone = [name for name in outbox.workers(session) if is_gone(name)]
    freed = 0
    for name in gone:
        with database.writing() as session:
            freed += outbox.bury(session, name)
    return freed


def _begun(pid: int) -> str:
    """Empty where the system does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[_STARTED - 2]
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
