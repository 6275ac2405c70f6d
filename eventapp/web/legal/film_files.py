"""The film as a file beside the database: it is read a hundred times while it is written once.

What is read by many who are slow must not lie in memory for each, and a file is sent as fast as its reader takes it.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from eventapp.models.database import Database
from eventapp.services import films

FOLDER = ".film"
"""Hidden, so no backup holds it: the film itself is in the database."""
_PIECE = 512 * 1024


class FilmFiles:
    """Where the film of a digest lies in the instance folder. Only the last one that was asked for is kept."""

    def __init__(self, database: Database, instance: Path) -> None:
        self._database = database
        self._folder = instance / FOLDER
        self._lock = threading.Lock()

    def path(self, digest: str, size: int) -> Path:
        """The file with this film. Raises OSError where the disk has no room for it."""
        path = self._folder / digest
        with self._lock:
            if not (path.exists() and path.stat().st_size == size):
                self._folder.mkdir(mode=0o700, exist_ok=True)
                for old in self._folder.iterdir():
                    if not old.name.startswith(digest):
                        old.unlink(missing_ok=True)
                self._write(path, digest, size)
        return path

    def _write(self, path: Path, digest: str, size: int) -> None:
        unfinished = path.with_name(f"{digest}.{os.getpid()}")  # another process may be at it, too
        with unfinished.open("wb") as file:
            for start in range(0, size, _PIECE):
                with self._database.reading() as session:
                    file.write(films.part(session, digest, start, _PIECE))
        unfinished.replace(path)
