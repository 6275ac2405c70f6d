"""Where mails leave: a mail server (RFC 5321), or a folder for a demo that sends nothing."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

from eventapp.domain.texts import one_line

_TIMEOUT_SECONDS = 30.0
_FIRST_FINAL = 500


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


class Relay(Protocol):
    """Takes one mail to one recipient at a time, between ``with`` and its end."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """Hand a mail over. Raises DeliveryFailed or RelayUnavailable, and nothing else."""
        ...


@dataclass(eq=False)
class SmtpRelay:
    """A mail server, one connection between ``with`` and its end. With ``starttls`` there is TLS or no mail (S-64)."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True
    context: ssl.SSLContext | None = None
    _client: smtplib.SMTP | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """See Relay. After a failure the next mail gets a connection of its own."""
        try:
            self._connected().sendmail(sender, [recipient], content)
        except smtplib.SMTPRecipientsRefused as error:
            self.__exit__()
            code, said = next(iter(error.recipients.values()))
            raise _failed(code, said) from error
        except smtplib.SMTPDataError as error:
            self.__exit__()
            raise _failed(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPResponseException as error:
            self.__exit__()
            raise RelayUnavailable(_said(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.__exit__()
            raise RelayUnavailable(type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        if self._client is None:
            client = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_SECONDS)
            self._client = client
            if self.starttls:
                client.starttls(context=self.context or ssl.create_default_context())
            if self.user:
                client.login(self.user, self.password)
        return self._client


def _failed(code: int, said: bytes | str) -> DeliveryFailed:
    return DeliveryFailed(_said(code, said), is_final=code >= _FIRST_FINAL)


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return one_line(f"{code} {words}")[:300]


@dataclass(frozen=True, slots=True)
class MailFolder:
    """Mails as ``.eml`` files, for an instance that has no mail server."""

    path: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def deliver(self, sender: str, recipient: str, content: bytes) -> None:
        """See Relay. The same mail has the same file."""
        name = hashlib.sha256(f"{sender} {recipient} ".encode() + content).hexdigest()[:24]
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.path / f"{name}.eml").write_bytes(content)
        except OSError as error:
            raise RelayUnavailable(error.strerror or type(error).__name__) from error
