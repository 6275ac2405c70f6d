"""Mails as ``.eml`` files in a folder of the instance, named so that one is found again by its Message-ID."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = "outbox"
"""The folder of the instance that mails are written to where there is no mail server."""
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>\s]+>)")


def write(folder: Path, sender: str, recipient: str, content: bytes) -> None:
    """Write a mail, for nobody else to read. The same mail has the same file. Raises OSError."""
    found = _MESSAGE_ID.search(content)
    whole = _short(f"{sender} {recipient} ".encode() + content)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / (f"{_short(found[1])}-{whole}.eml" if found else f"{whole}.eml")
    with open(file, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        out.write(content)


def remover(folder: Path) -> Callable[[Iterable[str]], None]:
    """What removes the mails that bear one of these Message-IDs. What it can't remove goes when its days are over."""

    def remove(message_ids: Iterable[str]) -> None:
        wanted = {_short(one.encode()) for one in message_ids}
        for file in folder.glob("*.eml"):  # nothing where there is no such folder
            if file.name.partition("-")[0] in wanted:
                with suppress(OSError):
                    file.unlink()

    return remove


def _short(words: bytes) -> str:
    return hashlib.sha256(words).hexdigest()[:24]
