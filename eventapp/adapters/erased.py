"""The file of erasures in the instance folder: lines that are only added, each a mark, and none older than a year.

It lies beside the database and not in it, for a backup that is restored brings an earlier database back.
"""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from eventapp.domain.erasures import KEPT, Erased, Kind, Mark
from eventapp.domain.tokens import Tokens

if sys.platform != "win32":
    import fcntl

NAME = "erased.jsonl"
_LONGEST = 4_096
_UNREADABLE = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
logger = logging.getLogger(__name__)


def keeper(file: Path, tokens: Tokens) -> Callable[[Sequence[Erased]], None]:
    """What writes erasures down. An erasure is never undone because its mark could not be kept: that is logged."""

    def keep(erased: Sequence[Erased]) -> None:
        at = datetime.now(UTC)  # after the commit: no backup that holds the person began later
        try:
            add(file, [one.marked(tokens, at) for one in erased])
        except OSError as error:
            kinds = ", ".join(one.kind.value for one in erased)
            logger.error("an erasure (%s) is not noted in %s: %s; a backup would undo it", kinds, NAME, error.strerror)

    return keep


def read(file: Path) -> tuple[list[Mark], int]:
    """The marks of a file, and how many lines can't be read. Raises OSError."""
    marks, unread = [], 0
    with file.open("rb") as stream:
        while line := stream.readline(_LONGEST):
            mark = _mark(line)
            if mark is not None:
                marks.append(mark)
            elif line.strip():
                unread += 1
    return marks, unread


def add(file: Path, marks: Sequence[Mark]) -> None:
    """Write marks to the end of the file, wholly or not at all; it is its owner's alone. Raises OSError."""
    lines = b"".join(map(_line, marks))
    with _locked(file) as stream:
        size = os.fstat(stream).st_size
        if size and _last_byte(stream, size) != b"\n":
            lines = b"\n" + lines
        try:
            if os.write(stream, lines) != len(lines):
                raise OSError(0, "no room")
            os.fsync(stream)
        except OSError:
            with suppress(OSError):
                os.ftruncate(stream, size)
            raise


def forget_old(file: Path, *, now: datetime) -> int:
    """Let go of marks that are older than any backup may be, wherever they stand, and of lines that nobody can read.

    Once a day is enough. Answers how many lines went. Raises OSError.
    """
    if not file.exists():
        return 0
    with _locked(file):
        kept, old, unread = _sorted_out(file, now)
        if unread:
            logger.warning("%s lines of %s can't be read and are let go", unread, file.name)
        if old or unread:
            _write_anew(file, kept)
    return old + unread


def _sorted_out(file: Path, now: datetime) -> tuple[list[bytes], int, int]:
    """The lines that stay; how many are too old; and how many tell nothing, not even how old they are."""
    kept, old, unread = [], 0, 0
    with file.open("rb") as stream:
        while line := stream.readline(_LONGEST):
            at = _instant(line)
            if at is not None and at >= now - KEPT:
                kept.append(line.rstrip(b"\n") + b"\n")  # of another kind, too: a newer program may have written it
            elif at is not None:
                old += 1
            elif line.strip():
                unread += 1
    return kept, old, unread


def _write_anew(file: Path, lines: Sequence[bytes]) -> None:
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        _hand_to_owner(stream.fileno(), file)
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)


def _hand_to_owner(stream: int, of: Path) -> None:
    """What root writes belongs to whom the rest belongs: the server must be able to add to it afterwards."""
    if sys.platform != "win32" and os.geteuid() == 0 and stat.S_ISREG(os.fstat(stream).st_mode):
        known = of.stat()
        with suppress(OSError):
            os.fchown(stream, known.st_uid, known.st_gid)


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The file, open for adding, while nobody else adds to it or puts a shorter one in its place."""
    while True:
        stream = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if sys.platform != "win32":
                fcntl.flock(stream, fcntl.LOCK_EX)
            if file.exists() and os.path.samestat(os.fstat(stream), file.stat()):
                if not os.fstat(stream).st_size:
                    _hand_to_owner(stream, file.parent)
                yield stream
                return
        finally:
            os.close(stream)


def _last_byte(stream: int, size: int) -> bytes:
    os.lseek(stream, size - 1, os.SEEK_SET)
    return os.read(stream, 1)


def _line(mark: Mark) -> bytes:
    told = {"at": mark.at.isoformat(), "kind": mark.kind.value, "key": mark.key, "marks": mark.marks}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _instant(line: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(line)["at"]).astimezone(UTC)
    except _UNREADABLE:
        return None


def _mark(line: bytes) -> Mark | None:
    at = _instant(line)
    if at is None:
        return None
    try:
        told = json.loads(line)
        marks = tuple(str(mark) for mark in told["marks"])
        return Mark(at, Kind(told["kind"]), str(told["key"]), marks)
    except _UNREADABLE:
        return None
