"""Content lines written by hand (RFC 5545, section 3.1; RFC 6868), in the bytes that the library icalendar writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from eventapp.adapters.calendar_text import escaped

Parameters = Mapping[str, str | tuple[str, ...]]
Property = tuple[str, str, Parameters | None]
PRODID = "-//eventapp//eventapp//DE"  # without a version: an update of the program must not change a byte
_LONGEST = 74  # with the blank before a continued one 75 octets
_LINE_END = re.compile(r"\r\n|\r|\n")
_ALWAYS_QUOTED = frozenset({"ALTREP", "DIR", "LINKREL", "MEMBER", "SENT-BY", "X-ADDRESS", "X-TITLE"})


def line(name: str, value: str, parameters: Parameters | None = None) -> bytes:
    """One property, folded without cutting a letter or an escape. ``value`` is finished: escaped where it is TEXT."""
    return lines([(name, value, parameters)])


def lines(properties: Iterable[Property]) -> bytes:
    """Properties of name, value and parameters, each as by ``line``, at a fraction of the cost for one by one."""
    written = [f"{name}{_written(given) if given else ''}:{value}\r\n" for name, value, given in properties]
    octets = "".join(written).encode().split(b"\r\n")
    return b"\r\n".join([_folded(one) if len(one) > _LONGEST else one for one in octets])


def text_line(name: str, text: str, parameters: Parameters | None = None) -> bytes:
    """A TEXT property; nothing for an empty text, which libical takes for an error. ``text`` is clean."""
    return line(name, escaped(text), parameters) if text else b""


def component(name: str, *lines: bytes) -> bytes:
    """``lines`` between BEGIN and END."""
    return b"".join([f"BEGIN:{name}\r\n".encode(), *lines, f"END:{name}\r\n".encode()])


def calendar_head() -> bytes:
    """What every calendar begins with; BEGIN:VCALENDAR is not in it."""
    return line("VERSION", "2.0") + line("PRODID", PRODID) + line("CALSCALE", "GREGORIAN")


def _written(parameters: Parameters) -> str:
    return "".join([_parameter(key, given) for key, given in parameters.items()])


@lru_cache(maxsize=1024)
def _parameter(key: str, given: str | tuple[str, ...]) -> str:
    """Kept: a language, a zone or a hall is the same in a thousand entries."""
    values = (given,) if isinstance(given, str) else given
    return f";{key}=" + ",".join(_quoted(key, value) for value in values)


def _quoted(key: str, value: str) -> str:
    """Quoted where the grammar or a reader in the wild needs it: names of people for a blank, too."""
    special = ",;:’ '" if key == "CN" else ",;:’"
    written = _LINE_END.sub("^n", value.replace("^", "^^")).replace('"', "^'")
    must = key in _ALWAYS_QUOTED or any(character in special for character in value)
    return f'"{written}"' if must else written


def _folded(octets: bytes) -> bytes:
    """A backslash or circumflex at the end of a line goes over to the next: some readers unescape before unfolding."""
    parts, start = list[bytes](), 0
    while len(octets) - start > _LONGEST:
        cut = start + _LONGEST
        while 0x80 <= octets[cut] <= 0xBF:
            cut -= 1
        if octets[cut - 1] in b"\\^":
            cut -= 1
        parts.append(octets[start:cut])
        start = cut
    return b"\r\n ".join([*parts, octets[start:]])
