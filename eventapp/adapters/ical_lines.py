"""Content lines written by hand (RFC 5545, section 3.1; RFC 6868), for what stands beside the library's own."""

from __future__ import annotations

from collections.abc import Mapping

from eventapp.adapters.calendar_text import escaped
from eventapp.domain.texts import one_line

_LONGEST = 75
_PRODID = "-//eventapp//eventapp//DE"


def line(name: str, value: str, parameters: Mapping[str, str | tuple[str, ...]] | None = None) -> bytes:
    """One property, folded at 75 octets without cutting a letter. ``value`` is finished: escaped where it is TEXT."""
    written = "".join(f";{key}={_parameter(given)}" for key, given in (parameters or {}).items())
    return _folded(f"{name}{written}:{value}".encode())


def text_line(name: str, text: str, parameters: Mapping[str, str | tuple[str, ...]] | None = None) -> bytes:
    """A TEXT property; nothing for an empty text, which libical takes for an error. ``text`` is clean."""
    return line(name, escaped(text), parameters) if text else b""


def component(name: str, *lines: bytes) -> bytes:
    """``lines`` between BEGIN and END."""
    return b"".join([f"BEGIN:{name}\r\n".encode(), *lines, f"END:{name}\r\n".encode()])


def calendar_head() -> bytes:
    """What every calendar begins with; BEGIN:VCALENDAR is not in it."""
    return line("VERSION", "2.0") + line("PRODID", _PRODID) + line("CALSCALE", "GREGORIAN")


def _parameter(given: str | tuple[str, ...]) -> str:
    return ",".join(_quoted(value) for value in ((given,) if isinstance(given, str) else given))


def _quoted(value: str) -> str:
    plain = one_line(value).replace("^", "^^").replace('"', "^'")
    return f'"{plain}"' if any(character in plain for character in ",;:") else plain


def _folded(octets: bytes) -> bytes:
    parts, start, room = list[bytes](), 0, _LONGEST
    while len(octets) - start > room:
        cut = start + room
        while 0x80 <= octets[cut] <= 0xBF:
            cut -= 1
        parts.append(octets[start:cut])
        start, room = cut, _LONGEST - 1
    return b"\r\n ".join([*parts, octets[start:]]) + b"\r\n"
