"""The file of erasures in the instance folder: lines that are only added, each a mark, and none older than a year.

It lies beside the database and not in it, for a backup that is restored brings an earlier database back.
"""

from __future__ import annotations

import json
import logging
import os
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
logger = logging.getLogger(__name__)


def keeper(file: Path, tokens: Tokens) -> Callable[[Sequence[Erased]], None]:
    """What writes erasures down. An erasure is never undone because its mark could not be kept: that is logged."""

    def keep(erased: Sequence[Erased]) -> None:
        at = datetime.now(UTC)  # after the commit: no backup that holds the person began later
        try:
            add(file, [one.marked(tokens, at) for one in erased], now=at)
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


def add(file: Path, marks: Sequence[Mark], *, now: datetime) -> None:
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
        with suppress(OSError):  # the next one tries again
            _forget_old(file, now)


def forget_old(file: Path, *, now: datetime) -> None:
    """Let go of marks that are older than any backup may be. Raises OSError."""
    if file.exists():
        with _locked(file):
            _forget_old(file, now)


def _forget_old(file: Path, now: datetime) -> None:
    with file.open("rb") as stream:
        first = _mark(stream.readline(_LONGEST))
    if first is None or first.at >= now - KEPT:
        return
    kept = [mark for mark in read(file)[0] if mark.at >= now - KEPT]
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.writelines(map(_line, kept))
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The file, open for adding, while nobody else adds to it or puts a shorter one in its place."""
    while True:
        stream = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if sys.platform != "win32":
                fcntl.flock(stream, fcntl.LOCK_EX)
            if file.exists() and os.path.samestat(os.fstat(stream), file.stat()):
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


def _mark(line: bytes) -> Mark | None:
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"]).astimezone(UTC)
        marks = tuple(str(mark) for mark in told["marks"])
        return Mark(at, Kind(told["kind"]), str(told["key"]), marks)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
