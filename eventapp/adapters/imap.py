"""A mailbox on a server, read through imap-tools, the extra ``imap``."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from eventapp.adapters.ical_reply import MOST_BYTES
from eventapp.adapters.mailbox import MOST_MAILS, Fate, MailboxUnavailable, Memory, WaitingMail
from eventapp.adapters.mailbox_imap import OpenFolder, library

if TYPE_CHECKING:
    from imap_tools import MailBox, MailBoxUnencrypted

Security = Literal["tls", "starttls", "none"]
LONGEST_WAIT_SECONDS = 30.0
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(eq=False)
class ImapMailbox:
    """The folder ``folder`` of ``user`` on a server: one connection between ``with`` and its end.

    A mail left gets a keyword, which no mail program shows. Where the server keeps no keywords (Exchange, for one),
    ``memory`` does: a file of this program's own, made when it is needed. A mail taken is moved to a folder in the
    user's own namespace; without MOVE it is copied and the original marked as deleted, and expunged alone if the server
    can. Nothing that is fetched counts as read.

    ``cafile`` holds the certificates to trust in place of the system's. ``timeout`` is in seconds, for each step.
    Raises MailboxUnavailable("mailbox.insecure") if ``security`` is "none" and the server isn't this machine.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    memory: Path
    folder: str = "INBOX"
    security: Security = "tls"
    timeout: float = LONGEST_WAIT_SECONDS
    cafile: Path | None = None
    _folder: OpenFolder | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        if self.security not in {"tls", "starttls"} and not (self.security == "none" and _is_this_machine(self.host)):
            raise MailboxUnavailable("mailbox.insecure", host=self.host, security=self.security)

    def __enter__(self) -> Self:
        with self._explained():
            box = self._connect()
        try:
            self._sign_in(box)
            with self._explained():
                self._folder = OpenFolder(box, self.folder)
        except BaseException:
            _hang_up(box)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            _hang_up(folder.box)

    def waiting(self, most: int = MOST_MAILS) -> Iterator[WaitingMail]:
        """See Mailbox. The order is that of the UIDs, ``received_at`` the server's INTERNALDATE."""
        folder, memory = self._open(), Memory(self.memory)
        with self._explained():
            keys = {f"{folder.validity}.{uid}": uid for uid in folder.search()}
        left = memory.recall() if folder.keeps_keywords else memory.keep(keys)
        found = {uid: key for key, uid in keys.items() if key not in left}
        with self._explained():
            facts = folder.facts(list(found)[:most])
        for uid, (received_at, size) in facts.items():
            content = None
            if size <= MOST_BYTES:
                with self._explained():
                    content = folder.content(uid)
                if content is None:
                    continue
            fits = content is not None and len(content) <= MOST_BYTES
            yield WaitingMail(found[uid], received_at, size, content if fits else None)

    def settle(self, mail: WaitingMail, fate: Fate) -> None:
        """See Mailbox. A mail from before the server numbered its folder anew is left alone: it has a new key."""
        folder = self._open()
        validity, _, number = mail.key.partition(".")
        if validity != folder.validity:
            return
        with self._explained():
            if fate is Fate.TAKEN:
                folder.take(int(number))
                return
            noted = folder.leave(int(number))
        if not noted:
            Memory(self.memory).add(mail.key)

    def _open(self) -> OpenFolder:
        if self._folder is None:
            raise RuntimeError("A mailbox is read inside its with block.")
        return self._folder

    def _connect(self) -> MailBox | MailBoxUnencrypted:
        """A connection that is encrypted as the settings say, to a server whose certificate is right."""
        tools = library()
        if self.security == "none":
            plain: MailBoxUnencrypted = tools.MailBoxUnencrypted(self.host, self.port, timeout=self.timeout)
            return plain
        context = self._trust()
        if self.security == "tls":
            secure: MailBox = tools.MailBox(self.host, self.port, timeout=self.timeout, ssl_context=context)
            return secure
        return self._upgraded(tools.MailBoxUnencrypted(self.host, self.port, timeout=self.timeout), context)

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self.cafile)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise MailboxUnavailable("mailbox.tls", host=self.host, reason=reason) from error

    def _upgraded(self, box: MailBoxUnencrypted, context: ssl.SSLContext) -> MailBoxUnencrypted:
        """STARTTLS or nothing: who stands between may have struck it from what the server offers."""
        try:
            box.client.starttls(context)
        except OSError:
            _hang_up(box)
            raise
        except imaplib.IMAP4.error as error:
            _hang_up(box)
            raise MailboxUnavailable("mailbox.tls", host=self.host, reason=str(error)[:200]) from error
        return box

    def _sign_in(self, box: MailBox | MailBoxUnencrypted) -> None:
        """LOGIN, or PLAIN where it takes UTF-8. What fails here has no cause: servers quote what they were sent."""
        code = "mailbox.refused" if _CONTROLS.search(self.user + self.password) else ""
        sign_in = box.login if (self.user + self.password).isascii() else box.login_utf8
        try:
            if not code:
                sign_in(self.user, self.password, initial_folder=None)
        except (OSError, imaplib.IMAP4.abort):
            code = "mailbox.unreachable"
        except (imaplib.IMAP4.error, library().ImapToolsError):
            code = "mailbox.refused"
        if code:
            raise MailboxUnavailable(code, host=self.host, user=self.user, reason="")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what the library and the network raise into MailboxUnavailable, with its cause."""
        try:
            yield
        except ssl.SSLError as error:
            raise MailboxUnavailable("mailbox.tls", host=self.host, reason=str(error)[:200]) from error
        except (OSError, imaplib.IMAP4.abort) as error:
            raise MailboxUnavailable("mailbox.unreachable", host=self.host, reason=str(error)[:200]) from error
        except (imaplib.IMAP4.error, library().ImapToolsError, ValueError, LookupError, TypeError) as error:
            raise MailboxUnavailable("mailbox.protocol", host=self.host, reason=str(error)[:200]) from error


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _hang_up(box: MailBox | MailBoxUnencrypted) -> None:
    """LOGOUT, which doesn't expunge as CLOSE would; and the line is cut whatever the server makes of it."""
    with suppress(imaplib.IMAP4.error, OSError):
        box.client.logout()
    with suppress(OSError):
        box.client.shutdown()
