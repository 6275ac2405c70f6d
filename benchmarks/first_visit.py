"""What a browser that comes for the first time fetches for the page of an event."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin

from benchmarks.demo import Demo
from benchmarks.results import Effort, Result, at_most

_KILOBYTES = 130.0
_REQUESTS = 10
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_URL = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')]+)")
_PART = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
_DECLARED = re.compile(r"(?<![\w-])font-(weight|style)\s*:\s*([^;}]+)")
_SLANTED = re.compile(r"<(?:em|i|cite|address|dfn|var)[\s>]")
_HELPER = re.compile(r"\"[^\"]*\[(?P<mark>data-[a-z-]+)\]\":\s*\"(?P<file>\./[^\"]+)\"")


def measure(demo: Demo, _effort: Effort) -> Iterator[Result]:
    """Page, style sheets, scripts, the helpers that the page has a use for, and the fonts.

    A font counts if its signs are on the page, and its weight and slant anywhere in the style sheets.
    """
    fetched: dict[str, int] = {}
    html = _fetch(demo.server.url + demo.event, fetched)
    page = _Page()
    page.feed(html)
    loaded = {url: _fetch(url, fetched) for url in (urljoin(demo.server.url, path) for path in page.loads)}
    css = "".join(text for url, text in loaded.items() if ".css" in url)
    for url, text in loaded.items():
        for found in (*_fonts(text, css, html), *_imports(text), *_helpers(text, html)):
            if urljoin(url, found) not in fetched:
                _fetch(urljoin(url, found), fetched)
    size = sum(fetched.values()) / 1000
    largest = sorted(fetched.items(), key=lambda entry: -entry[1])[:3]
    names = ", ".join(f"{url.rpartition('/')[2].partition('?')[0]} {count / 1000:.0f}" for url, count in largest)
    yield at_most("first visit, transferred", size, _KILOBYTES, f"{size:.1f} kB ({names})", "kB")
    yield at_most("first visit, requests", len(fetched), _REQUESTS, str(len(fetched)))


def _fetch(url: str, fetched: dict[str, int]) -> str:
    """The text at ``url``; what came over the wire, headers included, is noted."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        raw = answer.read()
        fetched[url] = len(raw) + len(str(answer.headers))
        if answer.headers.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
    return bytes(raw).decode("utf-8", "replace")


def _fonts(sheet: str, css: str, html: str) -> Iterator[str]:
    signs = {ord(sign) for sign in html}
    used = _used(css, html)
    for face in _FACE.findall(sheet):
        _, _, ranges = face.partition("unicode-range")
        parts = [(int(low, 16), int(high or low, 16)) for low, high in _PART.findall(ranges)]
        has_signs = not parts or any(low <= sign <= high for sign in signs for low, high in parts)
        if has_signs and {value.strip() for _, value in _DECLARED.findall(face)} <= used:
            yield from _URL.findall(face)[:1]


def _used(css: str, html: str) -> set[str]:
    """Weights and slants that the rules ask for; of a variable the last value counts."""
    rules = _FACE.sub("", css)
    variables = dict(_VARIABLE.findall(rules))

    def value(text: str) -> str:
        named = re.match(r"var\((--[\w-]+)", text.strip())
        return value(variables[named[1]]) if named and named[1] in variables else text.strip()

    slants = {"italic"} if _SLANTED.search(html) else set()
    return {"400", "normal", *slants, *(value(text) for _, text in _DECLARED.findall(rules))}


def _imports(text: str) -> list[str]:
    return re.findall(r"@import\s+(?:url\()?[\"']([^\"']+)", text) + re.findall(
        r"^import\s.*?[\"'](\./[^\"']+)", text, re.M
    )


def _helpers(script: str, html: str) -> Iterator[str]:
    for helper in _HELPER.finditer(script):
        if helper["mark"] in html:
            yield helper["file"]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload", "modulepreload"}:
            self.loads.append(given["href"])
        elif tag in {"script", "img"} and "src" in given:
            self.loads.append(given["src"])
