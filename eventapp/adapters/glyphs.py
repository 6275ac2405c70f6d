"""Which characters our typefaces can print (OpenType table ``cmap``), and what stands where they can't.

PDF/A forbids a character without a glyph, so the papers ask here before they are set.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from eventapp.domain.texts import clean

FONT_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
SUBSTITUTE = "□"
_JOINER = "\u200d"
_INVISIBLE = frozenset("\t\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f")  # they steer, they need no glyph


def unprintable(text: str) -> list[str]:
    """The characters of ``text`` that can't be printed as they stand, each once, in order of appearance."""
    lost = [mark for cluster in _clusters(clean(text)) for mark in _split(cluster)[1]]
    return list(dict.fromkeys(lost))


def printable(text: str) -> str:
    """``text`` cleaned; where a letter has no glyph, one ``SUBSTITUTE`` for it and all that hangs on it.

    A letter that has a glyph stays and loses only the accents that have none. What shows nothing at all becomes "".
    """
    cleaned = clean(text).replace("\t", " ")
    plain = set(cleaned) <= _plain()
    result = cleaned if plain else "".join(_split(cluster)[0] for cluster in _clusters(cleaned))
    return result if any(mark not in _INVISIBLE and not mark.isspace() for mark in result) else ""


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """The code points of each typeface, the house's first; of several weights, what all of them have."""
    families = []
    for folder in ("fira-sans", "dejavu-sans"):
        weights = [_code_points(path.read_bytes()) for path in sorted((FONT_FOLDER / folder).glob("*.ttf"))]
        families.append(frozenset.intersection(*weights))
    return tuple(families)


@cache
def _plain() -> frozenset[str]:
    """What most texts consist of alone: letters and signs of the house's typeface that nothing hangs on."""
    return frozenset("\n") | {chr(point) for point in coverage()[0] if not _hangs_on(chr(point))}


def _clusters(text: str) -> Iterator[str]:
    """Cut ``text`` into letters with all that hangs on them: accents, joiners and what these join, emoji modifiers."""
    cluster = ""
    for mark in text:
        if cluster and not (_hangs_on(mark) or cluster.endswith(_JOINER)):
            yield cluster
            cluster = ""
        cluster += mark
    if cluster:
        yield cluster


def _hangs_on(mark: str) -> bool:
    return (
        mark == _JOINER
        or unicodedata.category(mark).startswith("M")
        or "\U0001f3fb" <= mark <= "\U0001f3ff"
        or "\U000e0020" <= mark <= "\U000e007f"
    )


def _split(cluster: str) -> tuple[str, list[str]]:
    """What of ``cluster`` can be printed, and which characters get lost. One typeface has to print all of it.

    Accents without a letter are lost: they'd land on whatever the paper sets before them.
    """
    if _hangs_on(cluster[0]):
        return "", [mark for mark in cluster if mark not in _INVISIBLE]
    if cluster[0] in _INVISIBLE or cluster[0].isspace():
        return cluster[0], [mark for mark in cluster[1:] if mark not in _INVISIBLE]
    candidates = []
    for points in coverage():
        lost = [mark for mark in cluster if mark not in _INVISIBLE and ord(mark) not in points]
        if not lost:
            return cluster, []
        candidates.append(lost)
    lost = min(candidates, key=lambda marks: (cluster[0] in marks, len(marks)))
    if cluster[0] in lost:
        return SUBSTITUTE, lost
    return "".join(mark for mark in cluster if mark not in lost), lost


def _code_points(font: bytes) -> frozenset[int]:
    """The code points in ``font``'s best Unicode ``cmap`` (formats 4 and 12), without private and unassigned ones."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(tables)]
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    encodings = [struct.unpack_from(">HHL", font, cmap + 4 + 8 * index) for index in range(count)]
    offsets = {(platform, encoding): cmap + offset for platform, encoding, offset in encodings}
    full = offsets.get((3, 10))
    points = _format_12(font, full) if full is not None else _format_4(font, offsets[3, 1])
    return frozenset(point for point in points if unicodedata.category(chr(point)) not in {"Cc", "Cn", "Co", "Cs"})


def _format_12(font: bytes, table: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", font, table + 12)
    for index in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", font, table + 16 + 12 * index)
        yield from range(first if glyph else first + 1, last + 1)


def _format_4(font: bytes, table: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, table + 6)
    ends, starts, deltas, offsets = (table + 14, table + 16 + double, table + 16 + 2 * double, table + 16 + 3 * double)
    for step in range(0, double, 2):
        (last,), (first,), (delta,), (offset,) = (
            struct.unpack_from(">H", font, column + step) for column in (ends, starts, deltas, offsets)
        )
        for point in range(first, last + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets + step + offset + 2 * (point - first))
                if glyph == 0:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield point
