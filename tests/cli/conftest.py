"""The program in a terminal of its own: a folder, an environment, and what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest

from eventapp.cli import main
from eventapp.models.database import Database
from eventapp.services import demo
from tests import postgres

INIT = (
    "init", "--public-url", "http://127.0.0.1:8000", "--email", "kim@example.org", "--name", "Kim Muster",
    "--office", "Gleichstellungsstelle", "--authority", "Stadt Musterstadt",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said. ``everything`` is both streams."""

    code: int
    out: str
    error: str

    @property
    def everything(self) -> str:
        return self.out + self.error


@dataclass(frozen=True)
class Terminal:
    """Runs commands in a folder, with nothing of this process's settings."""

    folder: Path
    settings: dict[str, str]

    @property
    def instance(self) -> Path:
        return self.folder / "instance"

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")}
        named = {f"EVENTAPP_{name.upper()}": value for name, value in more.items() if name != "TZ"}
        zone = {"TZ": more["TZ"]} if "TZ" in more else {}
        return {**kept, "EVENTAPP_INSTANCE": str(self.instance), **self.settings, **named, **zone}

    def run(self, *words: str, **more: str) -> Said:
        """Run a command to its end: in this process, or in one of its own for a time zone and for PostgreSQL."""
        if "TZ" not in more and not more.get("database_url", "").startswith("postgresql"):
            return self._run_here(words, self.environment(**more))
        command = [sys.executable, "-c", "from eventapp.cli import main; main()", *words]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def _run_here(self, words: tuple[str, ...], environment: dict[str, str]) -> Said:
        out, error = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        code = 0
        with (
            mock.patch.dict(os.environ, environment, clear=True),
            mock.patch.object(sys, "argv", ["eventapp", *words]),
            mock.patch.object(sys, "stdin", StringIO()),
            redirect_stdout(out),
            redirect_stderr(error),
        ):
            try:
                main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, error)))

    def start(self, *words: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a command as a group of processes of its own. What it says is written to ``said.txt``."""
        command = [sys.executable, "-c", "from eventapp.cli import main; main()", *words]
        with (self.folder / "said.txt").open("wb") as said:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment(**more),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal in an empty folder."""
    return Terminal(tmp_path, {})


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """A terminal whose instance is set up."""
    assert terminal.run(*INIT).code == 0
    return terminal


@pytest.fixture(scope="session")
def served_postgres() -> Iterator[str]:
    """The address of a PostgreSQL of its own."""
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def model_case(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal whose instance holds the model case. For looking only."""
    terminal = Terminal(tmp_path_factory.mktemp("model"), {})
    words = ["Frauenbüro" if word == "Gleichstellungsstelle" else word for word in INIT]
    assert terminal.run(*words).code == 0
    database = Database(f"sqlite:///{terminal.instance / 'eventapp.sqlite'}")
    with database.writing() as session:
        demo.fill(session, now=datetime.now(UTC))
    database.engine.dispose()
    return terminal
