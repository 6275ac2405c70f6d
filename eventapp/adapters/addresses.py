"""What may stand in a header, a calendar address or a link: one mailbox, one ASCII URL, no control character."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

import idna

from eventapp.domain.errors import InvalidValue

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3, without its brackets
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


def header_text(text: str) -> str:
    """``text`` itself. Raises InvalidValue("mail.header") if it holds a line break or another control character."""
    if _CONTROL.search(text):
        raise InvalidValue("mail.header", value=text)
    return text


def exact_address(address: str) -> str:
    """``address`` in ASCII, its domain as A-labels (RFC 5890).

    Raises InvalidValue("mail.address") unless it is exactly one addr-spec with a dot-atom before the @
    (RFC 5322, section 3.4.1). Quoted local parts and address literals are lawful but nobody's; they're refused.
    """
    local, at, domain = address.rpartition("@")
    if not at or len(local) > 64 or not _LOCAL_PART.fullmatch(local):
        raise InvalidValue("mail.address", value=address)
    try:
        exact = f"{local}@{ascii_host(domain)}"
    except InvalidValue as error:
        raise InvalidValue("mail.address", value=address) from error
    if len(exact) > _LONGEST_ADDRESS:
        raise InvalidValue("mail.address", value=address)
    return exact


def mailto(address: str) -> str:
    """The calendar address of ``address`` (RFC 6068): characters with a meaning in URIs are percent-encoded."""
    return "mailto:" + quote(exact_address(address), safe="@!$'*+-._~=")


def ascii_host(host: str) -> str:
    """``host`` as A-labels. Raises InvalidValue("calendar.url")."""
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError) as error:
            raise InvalidValue("calendar.url", value=host) from error
    if not _HOST.fullmatch(host):
        raise InvalidValue("calendar.url", value=host)
    return host


def ascii_url(url: str) -> str:
    """``url`` in ASCII, percent-encoded (RFC 3986), existing escapes kept.

    Raises InvalidValue("calendar.url") unless it is an absolute http or https URL without user and password.
    """
    if _CONTROL.search(url):
        raise InvalidValue("calendar.url", value=url)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InvalidValue("calendar.url", value=url) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise InvalidValue("calendar.url", value=url)
    host = ascii_host(parts.hostname) + (f":{port}" if port is not None else "")
    path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _encoded(part: str) -> str:
    """Percent-encode what RFC 3986 doesn't allow, and a percent sign that starts no escape."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe="/?:@!$&'()*+,;=-._~%"))
