"""The film as a file beside the database: it is read a hundred times while it is written once.

A folder of this process alone, gone when it ends. What is read by many who are slow must not lie in memory for each.
"""

from __future__ import annotations

import threading
import weakref
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from eventapp.models.database import Database
from eventapp.services import films

_PIECE = 512 * 1024


class FilmFiles:
    """Where the film of a digest lies. Only the last one that was asked for is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._folder: Path | None = None

    def path(self, digest: str, size: int) -> Path:
        """The file with this film. Raises OSError where the disk has no room for it."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="eventapp-film-"))
                weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
            path = self._folder / digest
            if not path.exists():
                for old in path.parent.iterdir():
                    old.unlink()
                self._write(path, digest, size)
            return path

    def _write(self, path: Path, digest: str, size: int) -> None:
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            for start in range(0, size, _PIECE):
                with self._database.reading() as session:
                    file.write(films.part(session, digest, start, _PIECE))
        unfinished.replace(path)
