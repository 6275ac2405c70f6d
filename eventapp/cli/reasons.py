"""Why the mail server takes nothing or the database can't be used, in words for who runs the program."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from eventapp.config import Settings

_WORDS = {
    "ConnectionRefusedError": "refuses the connection",
    "TimeoutError": "does not answer",
    "gaierror": "is no name that can be found (EVENTAPP_SMTP_HOST)",
    "UnicodeError": "is no name that can be found (EVENTAPP_SMTP_HOST)",
    "SSLCertVerificationError": "shows a certificate that is not trusted (EVENTAPP_SMTP_CAFILE)",
    "SSLError": "can't agree with this machine on how to encrypt",
    "SMTPServerDisconnected": "does not answer, or ends the connection",
    "ConnectionResetError": "ends the connection",
    "ConnectionAbortedError": "ends the connection",
    "BrokenPipeError": "ends the connection",
    "SMTPHeloError": "does not take this machine's greeting",
    "OSError": "can't be reached from this machine",
}
_NO_STARTTLS = "offers no STARTTLS (EVENTAPP_SMTP_STARTTLS)"
_NO_SIGN_IN = "offers no sign-in with a password (EVENTAPP_SMTP_USER)"


def of_database(error: SQLAlchemyError) -> str:
    """The first line of what the database said, without statement and values."""
    said = getattr(error, "orig", None) or error
    return str(said).strip().partition("\n")[0]


def of_relay(found: Settings, reason: str) -> str:
    """The sentence for what a relay gave as its reason: a kind of error, or what the server said itself."""
    if not found.smtp_host:
        return reason
    words = _WORDS.get(reason) or (_lacking(found) if reason == "SMTPNotSupportedError" else f"says: {reason}")
    return f"{found.smtp_host}:{found.smtp_port} {words}"


def _lacking(found: Settings) -> str:
    lacking = ([_NO_STARTTLS] if found.smtp_starttls else []) + ([_NO_SIGN_IN] if found.smtp_user else [])
    return ", or ".join(lacking)
