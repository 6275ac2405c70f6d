"""What tests of backups share."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.adapters import archive
from eventapp.models import BrowserSession, Picture, Speaker
from eventapp.models.database import Database
from eventapp.services import demo, outbox
from tests.cli.conftest import INIT, Said, Terminal

PHRASE = "vier Linden am stillen See"
numbers = count(1)
_WATCHED = """
from pathlib import Path
from eventapp.cli import main, restore
def kilobytes(name):
    return next(int(line.split()[1]) for line in Path("/proc/self/status").open() if line.startswith(name))
before = kilobytes("VmRSS")
try:
    main()
finally:
    print("grown", kilobytes("VmHWM") - before)
"""


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.engine.dispose()


def file_of(terminal: Terminal, folder: str = "instance") -> str:
    return f"sqlite:///{terminal.folder / folder / 'eventapp.sqlite'}"


def queue(session: Session) -> None:
    number = next(numbers)
    outbox.queue(
        session,
        message_id=f"<{number}@example.org>",
        sender="office@example.org",
        recipient="kim@example.org",
        content=b"Hallo",
        now=now(),
    )


def fill(terminal: Terminal) -> None:
    """An instance with the model case, a picture, a session, a file of its own and a mail that waits."""
    words = ["Frauenbüro" if word == "Gleichstellungsstelle" else word for word in INIT]
    assert terminal.run(*words).code == 0
    with opened(file_of(terminal)) as database, database.writing() as session:
        demo.fill(session, now=now())
        fill_up(session)
    (terminal.instance / "theme.css").write_text(":root{}", encoding="utf-8")
    (terminal.folder / "phrase").write_text(f"{PHRASE}\n", encoding="utf-8")


def fill_up(session: Session) -> None:
    speaker = session.scalars(select(Speaker)).first()
    assert speaker is not None
    drawn = {"digest": "d" * 64, "content_type": "image/png", "width": 1, "height": 1, "created_at": now()}
    speaker.picture = Picture(organizer_id=speaker.organizer_id, content=bytes(range(256)), **drawn)
    session.add(BrowserSession(id_hash="a" * 64, data={"x": None}, created_at=now(), seen_at=now()))
    queue(session)


def remade(file: Path, copy: Path, entries: Mapping[str, Iterable[bytes]], **told: object) -> Path:
    """An archive that is whole in itself, with other entries than ``file`` has, or with some of its own."""
    with archive.Reader(file) as old, archive.Writer(copy) as new:
        for name in dict.fromkeys([*old.names, *entries]):
            new.add(name, entries[name] if name in entries else old.chunks(name))
        kept = {key: value for key, value in old.manifest.items() if key not in {"entries", "kind", "format"}}
        new.finish({**kept, **told})
    return copy


def rewritten(file: Path, copy: Path, others: dict[str, bytes] | None = None, /, **told: object) -> Path:
    """A copy of an archive with another manifest, and with entries that it tells something else of, or nothing."""
    left = dict(others or {})
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = left.pop(info.filename, None)
            if info.filename == "manifest.json":
                content = json.dumps({**json.loads(old.read(info)), **told}).encode()
            new.writestr(info.filename, old.read(info) if content is None else content)
        for name, content in left.items():
            new.writestr(name, content)
    return copy


class Watched(NamedTuple):
    """How a command ended, and by how many bytes its process grew."""

    said: Said
    grown: int


def watched(terminal: Terminal, *words: str, **more: str) -> Watched:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, *words],
        cwd=terminal.folder,
        env=terminal.environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    out, _, grown = done.stdout.rpartition("grown ")
    return Watched(Said(done.returncode, out, done.stderr), int(grown) * 1024)
