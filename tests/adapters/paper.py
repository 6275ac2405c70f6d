"""How tests look at papers: text with its place in millimetres, pictures of pages, the tag tree."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pikepdf
from PIL import Image

_MM = 25.4 / 72
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A printed word; its box in millimetres from the left and upper edges, ascender to descender."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def tool(command: str, package: str, *arguments: str, pdf: bytes) -> bytes:
    """What ``command`` of the Debian ``package`` writes, given ``pdf`` on its standard input. It has to succeed."""
    path = shutil.which(command)
    assert path, f"{command} is missing: install the Debian package {package}."
    run = subprocess.run([path, *arguments], input=pdf, capture_output=True, timeout=60, check=False)
    assert run.returncode == 0, (run.stdout + run.stderr).decode(errors="replace")
    return run.stdout


def pages_of_words(pdf: bytes) -> list[list[Word]]:
    """The words of each page in reading order."""
    html = tool("pdftotext", "poppler-utils", "-bbox", "-", "-", pdf=pdf).decode()
    return [[_word(*found.groups()) for found in _WORD.finditer(page)] for page in html.split("<page ")[1:]]


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(unescape(text), *(float(edge) * _MM for edge in (left, top, right, bottom)))


def text(pdf: bytes) -> str:
    """All text, blanks made single and marks for line breaks (U+200B) taken out."""
    found = tool("pdftotext", "poppler-utils", "-raw", "-", "-", pdf=pdf).decode()
    return " ".join(found.replace("\u200b", "").split())


def picture(pdf: bytes, *, page: int = 1, dpi: int = 200) -> Image.Image:
    """``page`` in shades of grey."""
    options = ("-r", str(dpi), "-f", str(page), "-l", str(page), "-gray", "-png", "-")
    return Image.open(io.BytesIO(tool("pdftoppm", "poppler-utils", *options, pdf=pdf)))


def darkness(image: Image.Image, x: float, y: float, *, dpi: int = 200) -> int:
    """The darkest shade (0 is black) within half a millimetre of a point given in millimetres."""
    left, upper, right, lower = (round(edge / 25.4 * dpi) for edge in (x - 0.5, y - 0.5, x + 0.5, y + 0.5))
    return min(image.crop((left, upper, right, lower)).tobytes())


def names(pdf: bytes) -> list[str]:
    """The types of all structure elements, depth first."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(tag.S) for tag in _descend(document.Root.StructTreeRoot.K)]


def _descend(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(node, pikepdf.Array):
        for part in list(node):
            yield from _descend(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from _descend(node.K)
