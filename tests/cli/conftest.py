"""The program in a terminal of its own: a folder, an environment, and what it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import text

from eventapp.cli import main
from eventapp.models.database import Database
from eventapp.services import demo
from tests import postgres

INIT = (
    "init", "--public-url", "http://127.0.0.1:8000", "--email", "kim@example.org", "--name", "Kim Muster",
    "--office", "Gleichstellungsstelle", "--authority", "Stadt Musterstadt",
)  # fmt: skip

_PATIENCE_SECONDS = 30


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

    def wait_for(self, words: str) -> None:
        """Wait until a command that was started says ``words``."""
        said, until = self.folder / "said.txt", time.monotonic() + _PATIENCE_SECONDS
        while words not in said.read_text("utf-8"):
            assert time.monotonic() < until, said.read_text("utf-8")
            time.sleep(0.05)


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


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """What ``filled`` and ``whole`` are copies of. For looking only."""
    from tests.cli import backups

    terminal = Terminal(tmp_path_factory.mktemp("filled"), {})
    backups.fill(terminal)
    shutil.copytree(terminal.folder, terminal.folder.with_name("filled-before"))
    said = terminal.run("backup", str(terminal.folder / "whole.zip"))
    assert said.code == 0, said.everything
    return terminal


@pytest.fixture
def filled(filled_once: Terminal, tmp_path: Path) -> Terminal:
    """An instance with the model case, a picture, a session, a file of its own and a mail that waits."""
    shutil.copytree(filled_once.folder.with_name("filled-before"), tmp_path, dirs_exist_ok=True)
    return Terminal(tmp_path, {})


@pytest.fixture
def whole(filled_once: Terminal, tmp_path: Path) -> Path:
    """A backup of such an instance."""
    return Path(shutil.copy(filled_once.folder / "whole.zip", tmp_path))


@pytest.fixture(scope="session")
def _postgres_once(filled_once: Terminal, served_postgres: str) -> str:
    """The name of a database on the server that such a backup was restored into. For copying only."""
    url = _new_database(served_postgres, "filled_once")
    words = ("restore", str(filled_once.folder / "whole.zip"))
    said = filled_once.run(*words, instance=str(filled_once.folder / "postgres"), database_url=url)
    assert said.code == 0, said.everything
    return "filled_once"


@pytest.fixture
def filled_postgres(_postgres_once: str, served_postgres: str) -> str:
    """The address of a PostgreSQL with the same in it as ``filled``."""
    from tests.cli import backups

    return _new_database(served_postgres, f"copied_{next(backups.numbers)}", template=_postgres_once)


@pytest.fixture
def postgres_url(served_postgres: str) -> Callable[[], str]:
    """Makes an empty database on a server, and answers its address."""
    from tests.cli import backups

    return lambda: _new_database(served_postgres, f"restored_{next(backups.numbers)}")


def _new_database(served: str, name: str, *, template: str = "template1") -> str:
    server = Database(served)
    with server.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            text(f"create database {name} template {template}")
        )
    server.engine.dispose()
    return f"{served.rpartition('/')[0]}/{name}"
