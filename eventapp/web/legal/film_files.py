"""The film as a file beside the database: it is read a hundred times while it is written once.

What is read by many who are slow must not lie in memory for each, and a file is sent as fast as its reader takes it.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import cast

from flask import current_app

from eventapp.domain.errors import NotFound
from eventapp.models.database import Database
from eventapp.request import get_database, get_settings
from eventapp.services import films

FOLDER = ".film"
"""Hidden, so no backup holds it: the film itself is in the database."""
_PIECE = 512 * 1024
_FILES = "eventapp.film_files"


def film_files() -> FilmFiles:
    """The one of this application."""
    known = current_app.extensions.get(_FILES)
    if known is None:
        known = current_app.extensions.setdefault(_FILES, FilmFiles(get_database(), get_settings().instance))
    return cast(FilmFiles, known)


class FilmFiles:
    """Where the film of a digest lies in the instance folder. Only the last one that was asked for is kept."""

    def __init__(self, database: Database, instance: Path) -> None:
        self._database = database
        self._folder = instance / FOLDER
        self._lock = threading.Lock()

    def path(self, digest: str, size: int) -> Path:
        """The file with this film.

        Raises OSError where the disk has no room for it, NotFound where the film was removed meanwhile.
        """
        path = self._folder / digest
        with self._lock:
            if not (path.exists() and path.stat().st_size == size):
                self._folder.mkdir(mode=0o700, exist_ok=True)
                self._clear(but=digest)
                self._write(path, digest, size)
        return path

    def forget(self) -> None:
        """Keep no film here any more: it was changed or removed."""
        with self._lock:
            if self._folder.exists():
                self._clear()

    def _clear(self, *, but: str | None = None) -> None:
        for old in self._folder.iterdir():
            if but is None or not old.name.startswith(but):
                old.unlink(missing_ok=True)

    def _write(self, path: Path, digest: str, size: int) -> None:
        unfinished = path.with_name(f"{digest}.{os.getpid()}")  # another process may be at it, too
        with unfinished.open("wb") as file:
            for start in range(0, size, _PIECE):
                with self._database.reading() as session:
                    file.write(films.part(session, digest, start, _PIECE))
        if unfinished.stat().st_size != size:
            unfinished.unlink(missing_ok=True)
            raise NotFound("films.unknown")
        unfinished.replace(path)
