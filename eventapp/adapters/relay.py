"""Where mails leave: a mail server (RFC 5321), or a folder for a demo that sends nothing."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from eventapp.adapters import mail_files
from eventapp.domain.texts import one_line

_TIMEOUT_SECONDS = 30.0
_GOODBYE_SECONDS = 5.0
_FIRST_FINAL = 500
_DONE, _SHUTTING_DOWN = 250, 421
_FOR_ALL = frozenset({530, 534, 535, 538})  # sign in first, or encrypt first (RFC 4954, section 6; RFC 3207)
_NONSENSE = -1
_MAILS_PER_CONNECTION = 100


class DeliveryFailed(Exception):
    """This mail did not leave. ``is_final``: the server refuses this recipient or this content for good (5xx)."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class RelayUnavailable(Exception):
    """No mail leaves now: the server can't be reached, offers no TLS, or refuses our sign-in or our sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unconfirmed(Exception):
    """All of the mail was handed over, and the answer never came: it may have arrived or not (RFC 1047)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Lost(Exception):
    """The connection ended before all of the mail was handed over."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Relay(Protocol):
    """Takes one mail to one recipient at a time, between ``with`` and its end."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """Hand a mail over. Raises DeliveryFailed, RelayUnavailable or Unconfirmed, and nothing else."""
        ...


@dataclass(eq=False)
class SmtpRelay:
    """A mail server, one connection between ``with`` and its end, renewed after every hundred mails.

    With ``starttls`` there is TLS or no mail (S-64). ``cafile``: certificates to trust in place of the system's.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    cafile: Path | None = None
    timeout: float = _TIMEOUT_SECONDS
    _client: smtplib.SMTP | None = field(default=None, init=False, repr=False)
    _taken: int = field(default=0, init=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if any(error):
            self._close()
        else:
            self._quit()

    def check(self) -> None:
        """Connect, encrypt and sign in, and send nothing. Raises RelayUnavailable."""
        self._connected()

    def _close(self) -> None:
        client, self._client, self._taken = self._client, None, 0
        if client is not None:
            client.close()

    def _quit(self) -> None:
        """Take leave of the server before closing (RFC 5321, section 4.1.1.10), without waiting long for its answer."""
        if self._client is not None:
            try:
                if self._client.sock is not None:
                    self._client.sock.settimeout(min(self.timeout, _GOODBYE_SECONDS))
                self._client.quit()
            except (OSError, smtplib.SMTPException):
                pass  # every mail has its answer already
            self._close()

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """See Relay. A connection that the server has ended, as many do after some mails, is opened anew at once."""
        was_open = self._client is not None
        try:
            self._hand_over(sender, recipient, content)
        except _Lost as lost:
            self._close()
            if not was_open:
                raise RelayUnavailable(lost.reason) from lost
            self._once_more(sender, recipient, content)
        except ValueError as error:  # an address that can't be said in ASCII, or holds a line break
            self._close()
            raise DeliveryFailed(type(error).__name__, is_final=True) from error
        except BaseException as error:
            if not isinstance(error, DeliveryFailed):
                self._close()
            raise
        self._taken += 1
        if self._taken >= _MAILS_PER_CONNECTION:
            self._quit()

    def _once_more(self, sender: str, recipient: str, content: bytes) -> None:
        try:
            self._hand_over(sender, recipient, content)
        except _Lost as lost:
            self._close()
            raise RelayUnavailable(lost.reason) from lost

    def _hand_over(self, sender: str, recipient: str, content: bytes) -> None:
        """One transaction (RFC 5321, section 3.3). Raises _Lost while it is certain that nothing was taken."""
        client = self._connected()
        try:
            self._expect(client.mail(sender), {250}, is_senders=True)
            self._expect(client.rcpt(recipient), {250, 251})
            self._expect(client.docmd("DATA"), {354})
            client.send(_data(content))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            raise _Lost(type(error).__name__) from error
        try:
            answer = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Unconfirmed(type(error).__name__) from error
        if answer[0] == _NONSENSE:
            raise Unconfirmed(_said(*answer))
        self._expect(answer, {250})

    def _expect(self, answer: tuple[int, bytes], wanted: set[int], *, is_senders: bool = False) -> None:
        """Go on after one of ``wanted``. A refused sender is this mail's fault, a missing sign-in that of all."""
        code, said = answer
        if code in wanted:
            return
        if code == _SHUTTING_DOWN:
            raise _Lost(_said(code, said))
        if is_senders and code in _FOR_ALL:
            raise RelayUnavailable(_said(code, said))
        self._begin_anew(is_in_step=code != _NONSENSE)
        raise DeliveryFailed(_said(code, said), is_final=code >= _FIRST_FINAL)

    def _begin_anew(self, *, is_in_step: bool) -> None:
        """Make the connection ready for the next mail, or end it where server and client are out of step."""
        try:
            if is_in_step and self._client is not None and self._client.rset()[0] == _DONE:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self._close()

    def _connected(self) -> smtplib.SMTP:
        if self._client is None:
            try:
                self._client = self._connect()
            except smtplib.SMTPResponseException as error:
                raise RelayUnavailable(_said(error.smtp_code, error.smtp_error)) from error
            except (OSError, smtplib.SMTPException, ValueError) as error:
                raise RelayUnavailable(type(error).__name__) from error
        return self._client

    def _connect(self) -> smtplib.SMTP:
        client = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.starttls:
                client.starttls(context=ssl.create_default_context(cafile=self.cafile))
            if self.user:
                client.login(self.user, self.password)
            else:
                client.ehlo_or_helo_if_needed()
        except BaseException:
            client.close()
            raise
        return client


def _data(content: bytes) -> bytes:
    """``content`` with its dots doubled, and the line that ends it (RFC 5321, section 4.5.2)."""
    body = re.sub(rb"(?m)^\.", b"..", content)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


_ADDRESS = re.compile(r"<?[^\s<>;:,\"'()\[\]]{1,64}@[^\s<>;:,\"'()\[\]]{1,190}>?")  # whose it is says the delivery


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _ADDRESS.sub("…", one_line(f"{code} {words}"))[:300]


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Mails as ``.eml`` files, for an instance that has no mail server."""

    path: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """See Relay. The same mail has the same file, which nobody else may read."""
        try:
            mail_files.write(self.path, sender, recipient, content)
        except OSError as error:
            raise RelayUnavailable(error.strerror or type(error).__name__) from error
