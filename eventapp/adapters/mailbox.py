"""Mail that waits for this program, whatever holds it: what a mailbox hands out, and what becomes of each mail.

A mail is offered again until it is settled. So what dies between reading and settling loses nothing, and whoever reads
must bear the same mail twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

MOST_MAILS = 200
TAKEN_FOLDER = "eventapp"


class MailboxUnavailable(Exception):
    """The mailbox can't be read now. ``context`` names host, folder or path and a reason, never a password.

    Codes: ``mailbox.unreachable`` (no answer, or none that is IMAP), ``.tls`` (no encryption, or a certificate that
    isn't trusted), ``.insecure`` (the settings want a password sent in the clear), ``.refused`` (user or password),
    ``.folder`` (unknown, or not writable), ``.protocol`` (the server says no, or what nobody understands), ``.memory``
    (the file of mails left can't be kept), ``.no_library`` (the extra ``imap`` isn't installed).
    """

    def __init__(self, code: str, **context: object) -> None:
        super().__init__(code)
        self.code = code
        self.context = context


class Fate(StrEnum):
    """What becomes of a mail: TAKEN goes, read, to a folder of its own; LEFT stays as it was, for a person to read."""

    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that nobody settled yet. ``received_at`` is when it came into the mailbox, in UTC.

    ``key`` names it in this mailbox for good. ``content`` is None if it has more octets than ical_reply.MOST_BYTES;
    ``size`` is what the mailbox says of it, which servers may only estimate.
    """

    key: str
    received_at: datetime
    size: int
    content: bytes | None = field(repr=False)


class Mailbox(Protocol):
    """A folder of mails, open between ``with`` and its end. All of it raises MailboxUnavailable, and nothing else."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def waiting(self, most: int = MOST_MAILS) -> Iterator[WaitingMail]:
        """The first ``most`` mails that aren't settled, in the order of arrival. Each is read when it is asked for.

        Mails that a person has marked as read are among them, those that she has marked as deleted aren't.
        """
        ...

    def settle(self, mail: WaitingMail, fate: Fate) -> None:
        """Don't offer ``mail`` again. One that somebody moved or deleted meanwhile is settled, too."""
        ...


@dataclass(frozen=True, slots=True)
class Memory:
    """The keys of mails left where they lie, one a line in the file ``path``. A lost file costs a second look."""

    path: Path

    def recall(self) -> frozenset[str]:
        """All keys; none if there is no file yet. Raises MailboxUnavailable("mailbox.memory")."""
        try:
            return frozenset(self.path.read_text("utf-8", "surrogateescape").split("\n")) - {""}
        except FileNotFoundError:
            return frozenset()
        except OSError as error:
            raise self._broken(error) from error

    def add(self, key: str) -> None:
        """Remember one more. Raises MailboxUnavailable("mailbox.memory")."""
        try:
            with self.path.open("a", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                file.write(f"{key}\n")
        except OSError as error:
            raise self._broken(error) from error

    def keep(self, present: Collection[str]) -> frozenset[str]:
        """Forget what isn't ``present`` any more, and tell the rest. Raises MailboxUnavailable("mailbox.memory")."""
        known = self.recall()
        kept = known.intersection(present)
        if kept != known:
            fresh = self.path.with_name(f"{self.path.name}.new")
            try:
                fresh.write_text("".join(f"{key}\n" for key in sorted(kept)), "utf-8", "surrogateescape", "\n")
                fresh.replace(self.path)
            except OSError as error:
                raise self._broken(error) from error
        return kept

    def _broken(self, error: OSError) -> MailboxUnavailable:
        return MailboxUnavailable("mailbox.memory", path=str(self.path), reason=error.strerror or "")
