"""What an installation takes from ``packaging/``."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "eventapp-admin"
_IS_ROOT = os.name == "posix" and os.geteuid() == 0 and shutil.which("runuser") is not None

pytestmark = pytest.mark.skipif(not _IS_ROOT, reason="only root becomes somebody else")


def _run(folder: Path, secrets: str) -> subprocess.CompletedProcess[str]:
    """The wrapper around a program that tells who runs it, and with which environment."""
    program = folder / "program"
    program.write_text('#!/bin/sh\necho "$(id -un) $(umask) $*"\nexec env\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "secrets").write_text(secrets, encoding="utf-8")
    (folder / "secrets").chmod(0o600)
    text = SCRIPT.read_text(encoding="utf-8")
    for line, own in (
        ("OWNER=eventapp\n", "OWNER=nobody\n"),
        ("PROGRAM=/opt/eventapp/bin/eventapp\n", f"PROGRAM={program}\n"),
        ("SECRETS=/etc/eventapp/secrets\n", f"SECRETS={folder / 'secrets'}\n"),
    ):
        assert line in text
        text = text.replace(line, own)
    return subprocess.run(
        ["sh", "-c", text, "sh", "user", "list"], capture_output=True, text=True, check=False, cwd="/"
    )


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others than root find their way into."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_commands_run_as_the_services_do(folder: Path) -> None:
    secrets = (
        "# of the services\n\nEVENTAPP_DATABASE_URL=postgresql://e:pa$$w&rd;`id`@db/e?a=b&c=d\n"
        'EVENTAPP_SMTP_PASSWORD="two words"\nEVENTAPP_SECRET_KEY=abc'
    )

    done = _run(folder, secrets)

    said = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert said[0] == "nobody 0077 user list"
    assert {
        "EVENTAPP_INSTANCE=/var/lib/eventapp",
        "EVENTAPP_DATABASE_URL=postgresql://e:pa$$w&rd;`id`@db/e?a=b&c=d",
        "EVENTAPP_SMTP_PASSWORD=two words",
        "EVENTAPP_SECRET_KEY=abc",
    } <= set(said)


def test_secrets_are_read_as_the_units_read_them_or_refused(folder: Path) -> None:
    done = _run(folder, "  EVENTAPP_SECRET_KEY=it's \t\r\n   \r\nEVENTAPP_SMTP_USER='x'\r\n")

    assert done.returncode == 0, done.stderr
    assert {"EVENTAPP_SECRET_KEY=it's", "EVENTAPP_SMTP_USER=x"} <= set(done.stdout.splitlines())
    for value in ("ab\\cd", '"a"b"', '"open'):
        refused = _run(folder, f"EVENTAPP_SECRET_KEY={value}\n")
        assert (refused.returncode, value in refused.stderr) == (1, False)
        assert "EVENTAPP_SECRET_KEY" in refused.stderr


def test_secrets_that_can_not_be_read_are_not_shown(folder: Path) -> None:
    done = _run(folder, "geheim\n")

    assert done.returncode == 1
    assert "not of the form NAME=value" in done.stderr
    assert "geheim" not in done.stdout + done.stderr
