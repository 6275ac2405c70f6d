"""Settings: from the environment first, then from ``instance/eventapp.toml``, else the default. One frozen value."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from eventapp.domain.errors import InvalidValue
from eventapp.domain.providers import parse_roles

PREFIX = "EVENTAPP_"
SHORTEST_SECRET = 32
_FEWEST_SIGNS = 8
_CONTACT = re.compile(r"(?:mailto:)?[^\s@:/]+@[^\s@:/]+|https://[\x21-\x7e]+")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
_KIND_WORDS = {"int": "a whole number", "bool": "true or false", "str": "text in quotes", "tuple[str, ...]": "a list"}


class UnsafeSettings(Exception):
    """The program refuses to start. The message says which setting and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. ``sources`` says of each where it came from."""

    instance: Path
    database_url: str
    public_url: str
    secret_key: str
    old_secret_keys: tuple[str, ...] = ()
    trusted_proxies: int = 0
    debug: bool = False
    idle_minutes: int = 30
    admin_idle_minutes: int = 15
    absolute_hours: int = 10
    confirm_minutes: int = 10
    second_factor: str = "required"
    zone: str = "Europe/Berlin"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_starttls: bool = True
    smtp_cafile: str = ""
    smtp_per_minute: int = 0
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    imap_folder: str = "INBOX"
    imap_security: str = "tls"
    imap_cafile: str = ""
    maildir: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""
    oidc_groups_claim: str = "groups"
    oidc_roles: str = ""
    oidc_second_factor: tuple[str, ...] = ()
    security_contact: str = ""
    metrics_token: str = field(default="", repr=False)
    log_format: str = "text"
    log_requests: bool = True
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_https(self) -> bool:
        """Whether the public address is encrypted."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        """Host, with the port where it isn't the scheme's own."""
        parts = urlsplit(self.public_url.lower())
        own = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
        return parts.netloc.removesuffix(own)

    @property
    def reads_mailbox(self) -> bool:
        """Whether there is a mailbox in which answers of calendars are read."""
        return bool(self.imap_host or self.maildir)

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may name as its host. A demo on this machine goes by all names of the loopback."""
        parts = urlsplit(self.public_url)
        if parts.hostname not in _LOOPBACK:
            return frozenset({self.host})
        port = f":{parts.port}" if parts.port and parts.port != 80 else ""
        return frozenset({f"127.0.0.1{port}", f"localhost{port}", f"[::1]{port}"})

    def check(self) -> None:
        """Refuse what is unsafe or contradicts itself. Raises UnsafeSettings."""
        self._check_kinds()
        try:
            parts = urlsplit(self.public_url)
            _ = parts.port
        except ValueError as error:
            raise UnsafeSettings(
                f"EVENTAPP_PUBLIC_URL is {self.public_url!r}, which is no web address: {error}"
            ) from error
        self._check_secrets()
        self._check_address(parts)
        check_database_url(self.database_url)
        self._check_limits()
        self._check_operation()
        self._check_mail()
        self._check_provider()
        if self.security_contact and not _CONTACT.fullmatch(self.security_contact):
            raise UnsafeSettings(
                f"EVENTAPP_SECURITY_CONTACT is {self.security_contact!r}, which is no mail address and no https:// "
                "address. It is where people report security holes (RFC 9116)."
            )

    def _check_kinds(self) -> None:
        for setting in fields(self):
            kind = {"int": int, "bool": bool, "str": str, "tuple[str, ...]": tuple}.get(str(setting.type))
            value = getattr(self, setting.name)
            if kind is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
                told = "not the right kind of value" if is_secret(setting.name) else repr(value)
                raise UnsafeSettings(
                    f"{PREFIX}{setting.name.upper()} is {told}, but must be {_KIND_WORDS[str(setting.type)]}."
                )
        if any(not isinstance(key, str) for key in self.old_secret_keys):
            raise UnsafeSettings("EVENTAPP_OLD_SECRET_KEYS may hold texts only.")

    def _check_secrets(self) -> None:
        if len(self.secret_key) < SHORTEST_SECRET:
            raise UnsafeSettings(
                f"EVENTAPP_SECRET_KEY is missing or shorter than {SHORTEST_SECRET} characters. "
                "`eventapp init` writes a random one into the instance folder."
            )
        if any(len(key) < SHORTEST_SECRET for key in self.old_secret_keys):
            raise UnsafeSettings(f"EVENTAPP_OLD_SECRET_KEYS holds one of less than {SHORTEST_SECRET} characters.")
        if any(len(set(key)) < _FEWEST_SIGNS for key in (self.secret_key, *self.old_secret_keys)):
            raise UnsafeSettings("EVENTAPP_SECRET_KEY repeats itself and could be guessed. `eventapp init` writes one.")
        if self.debug:
            raise UnsafeSettings("EVENTAPP_DEBUG is on. Errors would show the inside of the program; turn it off.")

    def _check_address(self, parts: SplitResult) -> None:
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UnsafeSettings(
                "EVENTAPP_PUBLIC_URL is missing or no web address. It is where people reach the program, "
                "for example https://versammlung.example.org; all links in mails and letters are made of it."
            )
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise UnsafeSettings("EVENTAPP_PUBLIC_URL may hold scheme, host and port only.")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise UnsafeSettings(
                f"EVENTAPP_PUBLIC_URL is {self.public_url}: without https the sign-in could be read on the way. "
                "Use https (the proxy before the program holds the certificate)."
            )

    def _check_mail(self) -> None:
        if not self.smtp_starttls and self.smtp_host and not _is_loopback(self.smtp_host):
            raise UnsafeSettings(
                f"EVENTAPP_SMTP_STARTTLS is off, and {self.smtp_host} is another machine: "
                "mails could be read on the way."
            )
        if self.imap_security not in {"tls", "starttls", "none"}:
            raise UnsafeSettings(f"EVENTAPP_IMAP_SECURITY is {self.imap_security!r}; take tls, starttls or none.")
        if self.imap_security == "none" and self.imap_host and not _is_loopback(self.imap_host):
            raise UnsafeSettings(
                f"EVENTAPP_IMAP_SECURITY is none, and {self.imap_host} is another machine: "
                "the password could be read on the way."
            )
        if self.imap_host and self.maildir:
            raise UnsafeSettings("EVENTAPP_IMAP_HOST and EVENTAPP_MAILDIR are both set; answers come into one mailbox.")
        if not all(0 < port < 65_536 for port in (self.smtp_port, self.imap_port)):
            raise UnsafeSettings("EVENTAPP_SMTP_PORT and EVENTAPP_IMAP_PORT lie between 1 and 65535.")
        if self.smtp_per_minute < 0:
            raise UnsafeSettings("EVENTAPP_SMTP_PER_MINUTE is how many mails may leave a minute: 1 or more, 0 for all.")

    def _check_provider(self) -> None:
        """The provider of identities: all of it or nothing, encrypted, and with groups that may do something."""
        needed = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_roles")
        missing = [name for name in needed if not getattr(self, name)]
        if len(missing) == len(needed) and not self.oidc_name and not self.oidc_second_factor:
            return
        if missing:
            raise UnsafeSettings(f"For OpenID Connect, {PREFIX}{missing[0].upper()} is missing.")
        try:
            parts = urlsplit(self.oidc_issuer)
        except ValueError:
            parts = urlsplit("")
        if not parts.hostname or parts.query or parts.fragment or parts.username or "," in self.oidc_issuer:
            raise UnsafeSettings(f"EVENTAPP_OIDC_ISSUER is {self.oidc_issuer!r}, which is no web address.")
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
            raise UnsafeSettings(f"EVENTAPP_OIDC_ISSUER is {self.oidc_issuer}: without https anybody could sign in.")
        if not self.oidc_groups_claim:
            raise UnsafeSettings("EVENTAPP_OIDC_GROUPS_CLAIM is empty; it names the claim with the groups.")
        try:
            parse_roles(self.oidc_roles)
        except InvalidValue as error:
            raise UnsafeSettings(
                f"EVENTAPP_OIDC_ROLES can't be read at {error.context['entry']!r}. Write group=organizer:role, "
                "group=organizer:multiplier:department or group=administrator, separated by commas."
            ) from error
        if not (find_spec("authlib") and find_spec("requests")):
            raise UnsafeSettings('EVENTAPP_OIDC_ISSUER is set, and the extra is missing: pip install "eventapp[oidc]".')

    def _check_operation(self) -> None:
        if self.log_format not in {"text", "json"}:
            raise UnsafeSettings(f"EVENTAPP_LOG_FORMAT is {self.log_format!r}; take text or json.")
        if self.metrics_token and len(self.metrics_token) < SHORTEST_SECRET:
            raise UnsafeSettings(f"EVENTAPP_METRICS_TOKEN is shorter than {SHORTEST_SECRET} characters.")

    def _check_limits(self) -> None:
        if self.trusted_proxies < 0:
            raise UnsafeSettings("EVENTAPP_TRUSTED_PROXIES is the number of proxies before the program: 0 or more.")
        for name in ("idle_minutes", "admin_idle_minutes", "absolute_hours", "confirm_minutes"):
            if getattr(self, name) < 1:
                raise UnsafeSettings(f"EVENTAPP_{name.upper()} is 1 or more.")
        if self.second_factor not in {"required", "offered"}:
            raise UnsafeSettings(f"EVENTAPP_SECOND_FACTOR is {self.second_factor!r}; take required or offered.")
        if self.idle_minutes > self.absolute_hours * 60:
            raise UnsafeSettings(
                "EVENTAPP_IDLE_MINUTES is longer than EVENTAPP_ABSOLUTE_HOURS, which ends a session first."
            )
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UnsafeSettings(
                f"EVENTAPP_ZONE is {self.zone!r}, which is no time zone. Take one like Europe/Berlin."
            ) from error


def is_secret(name: str) -> bool:
    """Whether the setting of this name is to be shown to nobody."""
    return any(word in name for word in ("secret", "password", "token"))


def check_database_url(url: str) -> None:
    """Refuse an address of a database that the program knows nothing of, and never show it: it may hold a password.

    Raises UnsafeSettings.
    """
    kind, mark, _rest = url.partition("://")
    file = ""
    try:
        made = make_url(url)
        file = made.host or made.database or ""
    except (ArgumentError, ValueError):
        mark = ""
    if mark and kind in {"sqlite", "sqlite+pysqlite"} and (not file or Path(file).is_absolute()):
        return
    if not mark or kind not in {"postgresql", "postgresql+psycopg"}:
        told = f"begins with {kind}://" + (file if kind == "sqlite" else "") if mark else "can't be read"
        raise UnsafeSettings(
            f"EVENTAPP_DATABASE_URL {told}. Write sqlite:////path/of/the/file or postgresql://user:password@host/name."
        )
    if not find_spec("psycopg"):
        raise UnsafeSettings(
            'EVENTAPP_DATABASE_URL names a PostgreSQL, and the extra is missing: pip install "eventapp[postgres]".'
        )


def unknown(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The variables that look like settings of ours and are none, such as misspelt ones."""
    known = {PREFIX + setting.name.upper() for setting in fields(Settings)} - {PREFIX + "SOURCES"}
    return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)


def as_toml(values: Mapping[str, object]) -> str:
    """Settings as lines of ``eventapp.toml``."""
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def _is_loopback(host: str) -> bool:
    return host.lower() in _LOOPBACK


def load(
    environ: Mapping[str, str] = os.environ, *, instance: Path | None = None, overrides: Mapping[str, Any] | None = None
) -> Settings:
    """Read the settings. Raises UnsafeSettings for values that can't be read."""
    folder = instance or Path(environ.get(PREFIX + "INSTANCE", "instance"))
    folder = folder.absolute()
    file = folder / "eventapp.toml"
    stored = _read(file)
    values: dict[str, Any] = {}
    sources = {
        "instance": "command line" if instance else "environment" if PREFIX + "INSTANCE" in environ else "default"
    }
    for setting in fields(Settings):
        if setting.name in {"instance", "sources"}:
            continue
        name = setting.name
        if overrides and name in overrides:
            values[name], sources[name] = overrides[name], "command line"
        elif PREFIX + name.upper() in environ:
            values[name] = _parse(name, environ[PREFIX + name.upper()], str(setting.type))
            sources[name] = "environment"
        elif name in stored:
            values[name] = tuple(stored[name]) if isinstance(stored[name], list) else stored[name]
            sources[name] = str(file)
        else:
            sources[name] = "default"
    values.setdefault("database_url", f"sqlite:///{folder / 'eventapp.sqlite'}")
    values.setdefault("public_url", "")
    values.setdefault("secret_key", "")
    if isinstance(values["public_url"], str):  # else check() has the words
        values["public_url"] = values["public_url"].rstrip("/")
    return Settings(instance=folder, sources=sources, **values)


def _read(file: Path) -> dict[str, Any]:
    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UnsafeSettings(f"{file} can't be read: {error.strerror}. It is for the program's own user.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnsafeSettings(f"{file} can't be read: {error}") from error
    known = {setting.name for setting in fields(Settings)} - {"instance", "sources"}
    if strange := sorted(set(stored) - known):
        raise UnsafeSettings(f"{file} holds settings that don't exist: {', '.join(strange)}.")
    return stored


def _parse(name: str, text: str, kind: str) -> object:
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            raise UnsafeSettings(f"{PREFIX}{name.upper()} is {text!r}, but must be a whole number.") from None
    if kind == "bool":
        word = text.strip().casefold()
        if word not in _YES | _NO:
            raise UnsafeSettings(f"{PREFIX}{name.upper()} is {text!r}; take on or off.")
        return word in _YES
    if kind.startswith("tuple"):
        return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)
    return text
