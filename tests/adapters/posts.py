"""Mailboxes seen from the other side: who delivers, and the person who reads beside the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

from eventapp.adapters.imap import ImapMailbox
from eventapp.adapters.mailbox import Fate, Mailbox
from eventapp.adapters.maildir import MaildirMailbox
from tests.adapters.imap_servers import Server

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
numbers = count(1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail as a mail program shows it."""

    content: bytes
    is_read: bool


class Post(Protocol):
    """A mailbox from the other side: who delivers, and the person who reads."""

    def deliver(self, *contents: bytes, at: datetime = NOON, is_read: bool = False, is_deleted: bool = False) -> None:
        """Put mails into the inbox, the first at ``at``, the next a minute later, and so on."""
        ...

    def mailbox(self) -> Mailbox:
        """The mailbox as the program reads it, each time anew."""
        ...

    def inbox(self) -> list[Seen]:
        """What lies in the inbox, whatever its marks."""
        ...

    def taken(self) -> list[Seen]:
        """What lies in the folder of mails taken."""
        ...

    def remove_all(self) -> None:
        """Take all mails out of the inbox for good."""
        ...


class MaildirPost:
    def __init__(self, path: Path) -> None:
        self.path = path
        for folder in ("tmp", "new", "cur"):
            (path / folder).mkdir(parents=True)

    def deliver(self, *contents: bytes, at: datetime = NOON, is_read: bool = False, is_deleted: bool = False) -> None:
        flags = ("S" if is_read else "") + ("T" if is_deleted else "")
        for minute, content in enumerate(contents):
            name = f"1772539200.M{next(numbers)}P1.example,S={len(content)}"
            file = self.path / "cur" / f"{name}:2,{flags}" if flags else self.path / "new" / name
            file.write_bytes(content)
            moment = (at + timedelta(minutes=minute)).timestamp()
            os.utime(file, (moment, moment))

    def mailbox(self) -> Mailbox:
        return MaildirMailbox(self.path)

    def inbox(self) -> list[Seen]:
        return self._seen(self.path)

    def taken(self) -> list[Seen]:
        return self._seen(self.path / ".eventapp")

    def remove_all(self) -> None:
        for file in files(self.path):
            file.unlink()

    def _seen(self, folder: Path) -> list[Seen]:
        found = sorted(files(folder), key=lambda file: (file.stat().st_mtime, file.name))
        return [Seen(file.read_bytes(), "S" in file.name.partition(":2,")[2]) for file in found]


def files(folder: Path) -> list[Path]:
    return [*(folder / "new").glob("*"), *(folder / "cur").glob("*")]


class ImapPost:
    def __init__(
        self, server: Server, memory: Path, *, user: str = "gb", folder: str = "INBOX", prefix: str = ""
    ) -> None:
        self.server, self.memory, self.user, self.folder = server, memory, user, folder
        self.taken_folder = f"{prefix}eventapp"
        client = server.client(user)
        client.create(folder)
        client.delete(self.taken_folder)
        client.logout()

    def deliver(self, *contents: bytes, at: datetime = NOON, is_read: bool = False, is_deleted: bool = False) -> None:
        flags = " ".join(["\\Seen"] * is_read + ["\\Deleted"] * is_deleted)
        client = self.server.client(self.user)
        for minute, content in enumerate(contents):
            when = f'"{at + timedelta(minutes=minute):%d-%b-%Y %H:%M:%S +0000}"'
            status, answer = client.append(self.folder, f"({flags})", when, content)
            assert status == "OK", answer
        client.logout()

    def mailbox(self) -> Mailbox:
        return self.imap()

    def imap(self, memory: Path | None = None) -> ImapMailbox:
        memory = memory or self.memory
        port, password = self.server.port, self.server.password
        return ImapMailbox("127.0.0.1", port, self.user, password, memory, self.folder, "none", timeout=10)

    def inbox(self) -> list[Seen]:
        return self._seen(self.folder)

    def taken(self) -> list[Seen]:
        return self._seen(self.taken_folder)

    def remove_all(self) -> None:
        client = self.server.client(self.user)
        client.select(self.folder)
        client.store("1:*", "+FLAGS", "(\\Deleted)")
        client.expunge()
        client.logout()

    def _seen(self, folder: str) -> list[Seen]:
        client = self.server.client(self.user)
        status, answer = client.select(folder, readonly=True)
        pairs = client.fetch("1:*", "(FLAGS BODY.PEEK[])")[1] if status == "OK" and answer != [b"0"] else []
        client.logout()
        return [Seen(pair[1], b"\\Seen" in pair[0]) for pair in pairs if isinstance(pair, tuple)]


def mail(subject: str) -> bytes:
    return f"From: zoe@example.org\r\nSubject: {subject}\r\n\r\nGuten Tag, {subject}!\r\n".encode()


def offered(post: Post, most: int = 200) -> list[bytes | None]:
    with post.mailbox() as mailbox:
        return [found.content for found in mailbox.waiting(most)]


def settle_all(post: Post, fate: Fate) -> None:
    with post.mailbox() as mailbox:
        for found in mailbox.waiting():
            mailbox.settle(found, fate)
