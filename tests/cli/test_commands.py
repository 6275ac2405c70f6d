"""The door itself: which commands there are, and what it loads."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.cli.conftest import Terminal


def test_every_command_that_is_listed_is_there(terminal: Terminal) -> None:
    listed = re.findall(r"^  ([a-z]+)  ", terminal.run("--help").out.partition("Commands:")[2], re.MULTILINE)

    assert {"demo", "init", "serve", "user", "restore"} <= set(listed)
    for name in listed:
        said = terminal.run(name, "--help")
        assert said.code == 0, said.everything
        assert f"Usage: eventapp {name} " in said.out


def test_a_slip_of_the_pen_is_put_right(terminal: Terminal) -> None:
    said = terminal.run("evnt", "list")

    assert said.code == 2
    assert "No such command 'evnt'. Did you mean 'event'?" in said.error


def test_a_command_loads_what_it_needs() -> None:
    """A second that every command took would be felt in each cron job, and at each start of the server."""
    look = "import sys, eventapp.cli; print([name for name in ('eventapp.models', 'flask') if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.strip() == "[]"
