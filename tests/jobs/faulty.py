"""A mail server that misbehaves as it is told: it hangs up, falls silent, refuses, takes a mail and never says so."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

Fault = Literal["ok", "hang up in DATA", "take and hang up", "mute", "nonsense", "452", "550", "421 after one"]


@dataclass
class FaultyServer:
    """``fault`` is asked at each recipient. ``mails`` are those it took, confirmed or not."""

    fault: Callable[[str], Fault] = lambda _recipient: "ok"
    mails: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    goodbyes: int = 0
    port: int = 0
    seconds: float = 0
    refused_sender: str = "-"
    _listener: socket.socket | None = None

    def __enter__(self) -> FaultyServer:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        assert self._listener is not None
        self._listener.close()

    def _accept(self) -> None:
        assert self._listener is not None
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(ConnectionError), connection, connection.makefile("rb") as lines:
            talk = _Talk(self, connection, lines)
            talk.say("220 faulty")
            for line in lines:
                if not talk.answers(line):
                    return


@dataclass
class _Talk:
    """One connection. Each answer says whether it goes on."""

    server: FaultyServer
    connection: socket.socket
    lines: BinaryIO
    fault: Fault = "ok"
    recipient: str = ""
    taken: int = 0

    def say(self, words: str) -> bool:
        self.connection.sendall(f"{words}\r\n".encode())
        return True

    def answers(self, line: bytes) -> bool:
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.recipient = line.decode().partition("<")[2].partition(">")[0]
            return self._takes_recipient()
        if verb == b"MAIL" and self.server.refused_sender in line.decode():
            return self.say("553 not this sender")
        if verb == b"DATA":
            return self._takes_data()
        if verb == b"QUIT":
            self.server.goodbyes += 1
            self.say("221 bye")
            return False
        return self.say("250 ok")

    def _takes_recipient(self) -> bool:
        time.sleep(self.server.seconds)
        self.fault = self.server.fault(self.recipient)
        if self.fault == "421 after one" and self.taken:
            self.say("421 enough for one connection")
            return False
        if self.fault in {"452", "550"}:
            return self.say(f"{self.fault} not now")
        return self.say("what is this" if self.fault == "nonsense" else "250 ok")

    def _takes_data(self) -> bool:
        self.say("354 go on")
        if self.fault == "hang up in DATA":
            return False
        content = b"".join(iter(self.lines.readline, b".\r\n"))
        self.server.mails.append((self.recipient, content))
        self.taken += 1
        if self.fault == "mute":
            threading.Event().wait(2)
        return self.fault not in {"take and hang up", "mute"} and self.say("250 taken")
