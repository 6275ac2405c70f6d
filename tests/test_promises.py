"""What docs/trust.md promises is shown by tests that bear its numbers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import eventapp

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "trust.md"
_ROW = re.compile(r"^\| (?P<kind>[SR])-(?P<number>\d\d) \|.*\| (?P<shown>test|later|read: `[^`]+`) \|$")
_CALLERS = {
    "adapters/relay.py",  # the mail server of the settings
    "adapters/imap.py",  # the mailbox of the settings
    "adapters/mailbox_imap.py",
    "adapters/oidc_http.py",  # the sign-in provider of the settings
    "cli/server.py",  # our own server
    "jobs/workers.py",  # this machine's name
}
_NETWORK = {"socket", "http.client", "urllib.request", "requests", "smtplib", "imaplib", "imap_tools", "ftplib"}


def shown_by_tests() -> set[str]:
    """The numbers that names of tests bear, as S01 and R37."""
    found: set[str] = set()
    for file in HERE.rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found |= {f"{kind}{int(number):02}" for kind, number in re.findall(r"_([SR])(\d{1,2})(?=_)", node.name)}
    return found


def test_every_promise_is_shown() -> None:
    rows = [_ROW.match(line) for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    promised = {f"{row['kind']}{row['number']}": row["shown"] for row in rows if row}

    assert list(promised) == [*(f"S{n:02}" for n in range(1, 65)), *(f"R{n:02}" for n in range(1, 38))]
    assert {name for name, shown in promised.items() if shown == "test"} - shown_by_tests() == set()
    assert [name for name, shown in promised.items() if shown.startswith("read") and not _is_there(shown)] == []


def _is_there(shown: str) -> bool:
    path = shown.split("`")[1]
    return (HERE.parent / path).exists() or (HERE.parent / "eventapp" / path).exists()


def test_S12_nothing_calls_out_but_to_what_the_settings_name() -> None:
    root = Path(eventapp.__file__).parent
    callers = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if _NETWORK & _imported(node)
    }

    assert callers <= _CALLERS


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module} if isinstance(node, ast.ImportFrom) and node.module else set()


def test_S61_every_library_is_pinned_with_its_hash() -> None:
    for name in ("runtime", "dev"):
        text = (HERE.parent / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

        assert len(pinned) > 30
        assert [line for line in pinned if "==" not in line or not line.endswith("\\")] == []
        assert text.count("--hash=sha256:") >= len(pinned)
