"""A mailbox on this machine, in the form that mail servers deliver to: a Maildir (maildir(5), Maildir++ folders).

Mails left are noted in a file of the Maildir itself: its flags are the mail programs', and one of our own would show.
"""

from __future__ import annotations

import mailbox as stdlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from eventapp.adapters.ical_reply import MOST_BYTES
from eventapp.adapters.mailbox import MOST_MAILS, TAKEN_FOLDER, Fate, MailboxUnavailable, Memory, WaitingMail

_NOTE = "eventapp-left"
_FLAGS = ":2,"


@dataclass(frozen=True, slots=True)
class MaildirMailbox:
    """The inbox of the Maildir ``path``, which must exist; mails taken go to its folder ``.eventapp``."""

    path: Path

    def __enter__(self) -> Self:
        with self._explained():
            stdlib.Maildir(self.path, create=False).close()
            for folder in ("new", "cur"):
                next((self.path / folder).iterdir(), None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held open."""

    def waiting(self, most: int = MOST_MAILS) -> Iterator[WaitingMail]:
        """See Mailbox. What arrived is told by the time of the file, which servers set on delivery."""
        with self._explained():
            files = self._files()
        left = self._memory.keep(files.keys())
        with self._explained():
            arrivals = {
                key: _arrival(file) for key, file in files.items() if key not in left and "T" not in _flags(file)
            }
        found = sorted((arrived, key) for key, arrived in arrivals.items() if arrived is not None)
        for arrived, key in found[:most]:
            with self._explained():
                mail = self._read(key, files[key], arrived)
            if mail is not None:
                yield mail

    def settle(self, mail: WaitingMail, fate: Fate) -> None:
        """See Mailbox. A mail taken keeps its name and time, and counts as read."""
        if fate is Fate.LEFT:
            self._memory.add(mail.key)
            return
        with self._explained():
            file = self._files().get(mail.key)
            if file is not None:
                flags = "".join(sorted(_flags(file) | {"S"}))
                file.rename(self._taken() / f"{mail.key}{_FLAGS}{flags}")

    @property
    def _memory(self) -> Memory:
        return Memory(self.path / _NOTE)

    def _files(self) -> dict[str, Path]:
        """All mails by the part of their name that stays when a mail program changes their flags."""
        names = [file for folder in ("new", "cur") for file in (self.path / folder).iterdir()]
        return {file.name.partition(":")[0]: file for file in names if file.name[0] != "." and "\n" not in file.name}

    def _read(self, key: str, file: Path, arrived: int) -> WaitingMail | None:
        """None if the mail went away since it was listed as ``file``; mail programs rename what they show."""
        try:
            size, content = _content(file)
        except FileNotFoundError:
            renamed = self._files().get(key)
            if renamed is None:
                return None
            size, content = _content(renamed)
        return WaitingMail(key, datetime.fromtimestamp(arrived / 1e9, UTC), size, content)

    def _taken(self) -> Path:
        """The folder's ``cur``, made by the first mail."""
        folder = self.path / f".{TAKEN_FOLDER}"
        if not (folder / "cur").is_dir():
            stdlib.Maildir(self.path, create=False).add_folder(TAKEN_FOLDER).close()
        return folder / "cur"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except stdlib.NoSuchMailboxError as error:
            raise MailboxUnavailable("mailbox.folder", path=str(self.path), reason="") from error
        except OSError as error:
            raise MailboxUnavailable("mailbox.folder", path=str(self.path), reason=error.strerror or "") from error


def _flags(file: Path) -> set[str]:
    """S: read; T: marked as deleted."""
    return set(file.name.partition(_FLAGS)[2])


def _arrival(file: Path) -> int | None:
    """Nanoseconds since 1970; None if this is no plain file: a pipe would block who opens it, a link lead anywhere."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns if stat.S_ISREG(found.st_mode) else None


def _content(file: Path) -> tuple[int, bytes | None]:
    """How many octets there are, and those, unless they are too many. Raises OSError."""
    with file.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        content = opened.read(MOST_BYTES + 1) if size <= MOST_BYTES else None
    return size, content if content is None or len(content) <= MOST_BYTES else None
