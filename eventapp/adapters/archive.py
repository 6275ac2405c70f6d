"""One file that holds everything (R-23): a ZIP with named entries and a manifest that tells what each must be.

Written and read as a stream: never is more than a portion of an entry, or one line of a table, in memory. Nothing is
unpacked to a path that the archive names by itself. Whoever made it, reading it takes bounded memory and time (S-17).
"""

from __future__ import annotations

import base64
import hashlib
import io
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

from eventapp.adapters import videos
from eventapp.domain.errors import InvalidValue, RuleBroken

FORMAT = 1
LEAST_PASSPHRASE = 12
LONGEST_LINE = videos.MOST_BYTES // 3 * 4 + 16 * 1024 * 1024
"""Bytes of a row with the largest film in it, as base64, and of all else that it tells."""
MOST_RATIO = 200
"""How many times its size an archive may unpack to. A mail-out to ten thousand in the same words reaches 108."""
FREE_OF_RATIO = 256 * 1024 * 1024
"""Bytes that any archive may unpack to: a small one may well hold a large empty file."""
MOST_UNPACKED = 64 * 1024**3
_KIND = "eventapp backup"
_MANIFEST = "manifest.json"
_PORTION = 256 * 1024
_LARGEST_NOTE = 4 * 1024 * 1024  # what is read in one piece: list of entries, manifest, settings, secrets
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB, a fifth of a second
_SCRYPT_MOST = 2**20
_NAMED = 5
_ENCRYPTED = 1  # the bit of an entry's flags (APPNOTE.TXT, section 4.4.4)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError, OSError)


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
        """Write the manifest, and put the whole file in its place.

        Raises RuleBroken("backup.too_many") for more entries than a manifest can list.
        """
        told = {"kind": _KIND, "format": FORMAT, **manifest, "entries": self._entries}
        text = json.dumps(told, indent=1, ensure_ascii=False).encode()
        if len(text) > _LARGEST_NOTE:
            raise RuleBroken("backup.too_many", count=len(self._entries))
        self._zip.writestr(_MANIFEST, text)
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


class _Careful(io.FileIO):
    """A file of which little is read at once: a ZIP's list of entries alone could name millions of them."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = _LARGEST_NOTE if size is None or size < 0 else size
        if wanted > _LARGEST_NOTE:
            raise zipfile.BadZipFile
        return super().read(wanted) or b""


class Reader:
    """Reads an archive.

    Raises InvalidValue("backup.unreadable"), ("backup.damaged") and RuleBroken("backup.format").
    """

    def __init__(self, file: Path) -> None:
        self._stream: _Careful | None = None
        try:
            self._stream = _Careful(file)
            self._packed = file.stat().st_size
            self._zip = zipfile.ZipFile(self._stream)
            self.manifest = self._manifest(file)
        except _DAMAGE as error:
            self._close()
            raise InvalidValue("backup.unreadable", file=str(file)) from error
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def _manifest(self, file: Path) -> dict[str, Any]:
        found = _told(self._note(_MANIFEST))
        if not isinstance(found, dict) or found.get("kind") != _KIND or not _is_list_of_entries(found.get("entries")):
            raise InvalidValue("backup.unreadable", file=str(file))
        if found.get("format") != FORMAT:
            raise RuleBroken("backup.format", version=found.get("version", "?"))
        return found

    @property
    def names(self) -> list[str]:
        """The names of all entries."""
        return list(self.manifest["entries"])

    def bytes_in(self, folder: str) -> int:
        """How many bytes all entries under ``folder`` unpack to; ``require_bounds`` has made sure of it."""
        sizes = self.manifest["entries"].items()
        return sum(entry["bytes"] for name, entry in sizes if name.startswith(f"{folder}/"))

    def counted(self, name: str) -> dict[str, int]:
        """A number a table, from the manifest. Raises InvalidValue("backup.damaged")."""
        found = self.manifest.get(name)
        if not isinstance(found, dict) or not all(type(one) is int and 0 <= one < 2**63 for one in found.values()):
            raise InvalidValue("backup.damaged", name=_MANIFEST)
        return found

    def require_bounds(self, *, any_size: bool = False) -> None:
        """Look at the list of entries alone: whether it is what the manifest says, and no bomb.

        Raises InvalidValue("backup.damaged") and, unless the reader says that she knows, RuleBroken("backup.bomb").
        """
        listed = [info for info in self._zip.infolist() if info.filename != _MANIFEST]
        entries = self.manifest["entries"]
        if strange := {info.filename for info in listed} ^ set(entries):
            raise InvalidValue("backup.damaged", name=", ".join(sorted(strange)[:_NAMED]))
        for info in listed:
            is_plain = info.compress_type in {zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED}
            if not is_plain or info.flag_bits & _ENCRYPTED or info.file_size != entries[info.filename]["bytes"]:
                raise InvalidValue("backup.damaged", name=info.filename)
        unpacked = sum(info.file_size for info in listed)
        most = min(max(FREE_OF_RATIO, MOST_RATIO * self._packed), MOST_UNPACKED)
        if len(listed) != len(entries):
            raise InvalidValue("backup.damaged", name=_MANIFEST)
        if unpacked > most and not any_size:
            raise RuleBroken("backup.bomb", megabytes=unpacked // 1_000_000, packed=-(-self._packed // 1_000_000))

    def check(self) -> None:
        """Read every entry to its end, and compare. Raises InvalidValue("backup.damaged")."""
        for name, wanted in self.manifest["entries"].items():
            digest, size = hashlib.sha256(), 0
            for chunk in self.chunks(name):
                digest.update(chunk)
                size += len(chunk)
                if size > wanted["bytes"]:
                    break
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

    def lines(self, name: str) -> Iterator[bytearray]:
        """An entry, line by line. Raises InvalidValue("backup.damaged") for one of more than LONGEST_LINE bytes."""
        line = bytearray()
        for chunk in self.chunks(name):
            start = 0
            while end := chunk.find(b"\n", start) + 1:
                line += chunk[start:end]
                whole, line, start = [line], bytearray(), end
                yield whole.pop()  # nobody but the asker holds it: it may be a film
            line += chunk[start:]
            if len(line) > LONGEST_LINE:
                raise InvalidValue("backup.damaged", name=name)
        if line:
            yield line

    def note(self, name: str) -> bytes:
        """A small entry in one piece."""
        try:
            return self._note(name)
        except _DAMAGE as error:
            raise InvalidValue("backup.damaged", name=name) from error

    def told(self, name: str) -> dict[str, Any]:
        """A small entry of JSON. Raises InvalidValue("backup.damaged")."""
        try:
            found = _told(self.note(name))
        except ValueError as error:
            raise InvalidValue("backup.damaged", name=name) from error
        if not isinstance(found, dict):
            raise InvalidValue("backup.damaged", name=name)
        return found

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


def _told(note: bytes) -> Any:
    """JSON that a stranger may have written. Raises ValueError, for nesting without end, too."""
    try:
        return json.loads(note)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _is_list_of_entries(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(entry, dict) and isinstance(entry.get("sha256"), str) and type(entry.get("bytes")) is int
        for entry in found.values()
    )


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
        found = _told(sealed)
        salt, nonce, content = (base64.b64decode(found[name]) for name in ("salt", "nonce", "sealed"))
        key = _key(passphrase, salt, {name: int(found[name]) for name in _SCRYPT})
        opened = _told(AESGCM(key).decrypt(nonce, content, _KIND.encode()))
    except (InvalidTag, KeyError, TypeError, ValueError, OverflowError) as error:
        raise InvalidValue("backup.passphrase") from error
    if not isinstance(opened, dict):
        raise InvalidValue("backup.passphrase")
    return opened


def _key(passphrase: str, salt: bytes, cost: dict[str, int]) -> bytes:
    if min(cost.values()) < 1 or cost["n"] * cost["r"] * cost["p"] > _SCRYPT_MOST:
        raise ValueError("cost")
    memory = 132 * cost["n"] * cost["r"] + 1024 * 1024
    return hashlib.scrypt(passphrase.encode(), salt=salt, **cost, maxmem=memory, dklen=32)
