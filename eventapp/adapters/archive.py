"""One file that holds everything (R-23): a ZIP with named entries and a manifest that tells what each must be.

Written and read as a stream: never is more than a portion of an entry in memory. Nothing is unpacked to a path that the
archive names by itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from eventapp.domain.errors import InvalidValue, RuleBroken

FORMAT = 1
LEAST_PASSPHRASE = 12
_KIND = "eventapp backup"
_MANIFEST = "manifest.json"
_PORTION = 256 * 1024
_LONGEST_LINE = 512 * 1024 * 1024  # a row with a video in it
_LARGEST_NOTE = 16 * 1024 * 1024  # what is read in one piece: manifest, settings, secrets
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB, a fifth of a second
_SCRYPT_MOST = 2**20
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError)


class Writer:
    """Writes an archive that its owner alone can read, beside its place; it is put there when it is whole.

    Raises OSError where there is no room.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._part = file.with_name(f".{file.name}.part")
        self._entries: dict[str, dict[str, object]] = {}

    def __enter__(self) -> Self:
        self._part.unlink(missing_ok=True)
        self._stream = os.fdopen(os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        self._zip = zipfile.ZipFile(self._stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        return self

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one entry."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                entry.write(chunk)
        self._entries[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, and put the whole file in its place."""
        told = {"kind": _KIND, "format": FORMAT, **manifest, "entries": self._entries}
        self._zip.writestr(_MANIFEST, json.dumps(told, indent=1, ensure_ascii=False))
        self._zip.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._part.replace(self._file)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, ValueError):  # what broke has been told already
            self._zip.close()
        with suppress(OSError):
            self._stream.close()
        self._part.unlink(missing_ok=True)


class Reader:
    """Reads an archive.

    Raises InvalidValue("backup.unreadable"), ("backup.damaged") and RuleBroken("backup.format").
    """

    def __init__(self, file: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError) as error:
            raise InvalidValue("backup.unreadable", file=str(file)) from error
        self.manifest = self._manifest(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _manifest(self, file: Path) -> dict[str, Any]:
        try:
            found = json.loads(self._note(_MANIFEST))
        except (*_DAMAGE, ValueError) as error:
            raise InvalidValue("backup.unreadable", file=str(file)) from error
        if not isinstance(found, dict) or found.get("kind") != _KIND or not isinstance(found.get("entries"), dict):
            raise InvalidValue("backup.unreadable", file=str(file))
        if found.get("format") != FORMAT:
            raise RuleBroken("backup.format", version=found.get("version", "?"))
        return found

    @property
    def names(self) -> list[str]:
        """The names of all entries."""
        return list(self.manifest["entries"])

    def check(self) -> None:
        """Read every entry to its end, and compare. Raises InvalidValue("backup.damaged")."""
        listed = {info.filename for info in self._zip.infolist()} - {_MANIFEST}
        if listed != set(self.names):
            raise InvalidValue("backup.damaged", name=", ".join(sorted(listed ^ set(self.names))))
        for name, wanted in self.manifest["entries"].items():
            digest, size = hashlib.sha256(), 0
            for chunk in self.chunks(name):
                digest.update(chunk)
                size += len(chunk)
            if (digest.hexdigest(), size) != (wanted["sha256"], wanted["bytes"]):
                raise InvalidValue("backup.damaged", name=name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry, a portion at a time."""
        try:
            with self._zip.open(name) as entry:
                while chunk := entry.read(_PORTION):
                    yield chunk
        except _DAMAGE as error:
            raise InvalidValue("backup.damaged", name=name) from error

    def lines(self, name: str) -> Iterator[bytes]:
        """An entry, line by line."""
        try:
            with self._zip.open(name) as entry:
                while line := entry.readline(_LONGEST_LINE):
                    yield line
        except _DAMAGE as error:
            raise InvalidValue("backup.damaged", name=name) from error

    def note(self, name: str) -> bytes:
        """A small entry in one piece."""
        try:
            return self._note(name)
        except _DAMAGE as error:
            raise InvalidValue("backup.damaged", name=name) from error

    def _note(self, name: str) -> bytes:
        with self._zip.open(name) as entry:
            found = entry.read(_LARGEST_NOTE + 1)
        if len(found) > _LARGEST_NOTE:
            raise zipfile.BadZipFile
        return found

    def files(self, folder: str) -> Iterator[tuple[PurePosixPath, str]]:
        """The entries under ``folder``: where each belongs, and its name. What leads elsewhere is refused (S-18)."""
        for name in self.names:
            if not name.startswith(f"{folder}/"):
                continue
            path = PurePosixPath(name.removeprefix(f"{folder}/"))
            parts = path.parts
            if not parts or path.is_absolute() or ".." in parts or any("\\" in part or ":" in part for part in parts):
                raise InvalidValue("backup.damaged", name=name)
            yield path, name


def is_archive(file: Path) -> bool:
    """Whether ``file`` is an archive of ours."""
    try:
        with Reader(file):
            return True
    except InvalidValue:
        return False
    except RuleBroken:
        return True


def made_at(manifest: dict[str, Any]) -> datetime:
    """When the archive was made."""
    try:
        return datetime.fromisoformat(manifest["made_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValue("backup.damaged", name=_MANIFEST) from error


def seal(values: dict[str, object], passphrase: str) -> bytes:
    """Encrypt ``values`` with a key made of the passphrase: scrypt (RFC 7914), AES-256-GCM (NIST SP 800-38D).

    Raises InvalidValue("backup.passphrase_short").
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase) < LEAST_PASSPHRASE:
        raise InvalidValue("backup.passphrase_short", least=LEAST_PASSPHRASE)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    text = json.dumps(values, ensure_ascii=False).encode()
    sealed = AESGCM(_key(passphrase, salt, _SCRYPT)).encrypt(nonce, text, _KIND.encode())
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps({**_SCRYPT, **{name: base64.b64encode(part).decode() for name, part in parts.items()}}).encode()


def unseal(sealed: bytes, passphrase: str) -> dict[str, Any]:
    """What ``seal`` was given. Raises InvalidValue("backup.passphrase") for another passphrase."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        found = json.loads(sealed)
        salt, nonce, content = (base64.b64decode(found[name]) for name in ("salt", "nonce", "sealed"))
        key = _key(passphrase, salt, {name: int(found[name]) for name in _SCRYPT})
        opened = json.loads(AESGCM(key).decrypt(nonce, content, _KIND.encode()))
    except (InvalidTag, KeyError, TypeError, ValueError) as error:
        raise InvalidValue("backup.passphrase") from error
    if not isinstance(opened, dict):
        raise InvalidValue("backup.passphrase")
    return opened


def _key(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    if cost["n"] * cost["r"] * cost["p"] > _SCRYPT_MOST * 8:
        raise ValueError("cost")
    memory = 132 * cost["n"] * cost["r"] + 1024 * 1024
    return hashlib.scrypt(passphrase.encode(), salt=salt, **cost, maxmem=memory, dklen=32)
