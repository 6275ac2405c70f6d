"""Requests a second, beside a bare Flask that answers a constant of the same length from the same kind of server."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import constant
from benchmarks.demo import Demo
from benchmarks.pairs import Wish, compare
from benchmarks.processes import Server, free_port
from benchmarks.results import Effort, Result, at_least
from eventapp.cli import server

_GZIP = {"Accept-Encoding": "gzip"}
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked for, and the share of the constant's rate that it should reach."""

    name: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    target: float | None = None


def measure(demo: Demo, effort: Effort) -> Iterator[Result]:
    """Load each page and its constant in turn."""
    pages = _pages(demo)
    sizes = {page.name: _length(demo.server.url + page.path, page.headers) for page in pages}
    with TemporaryDirectory() as folder, _constant_server(Path(folder), set(sizes.values())) as bare:
        for page in pages:
            yield _compare(demo.server, bare, page, sizes[page.name], effort)


def _pages(demo: Demo) -> list[Page]:
    event = demo.event
    planner = demo.sign_in()
    overview = planner.find("/planning/", r"/planning/events/\d+/")
    known = {**_GZIP, "If-None-Match": _etag(demo.server.url + event, _GZIP)}
    return [
        Page("calendar entry (.ics)", f"{event}.ics", target=0.6),
        Page("calendar entry, gzip", f"{event}.ics", _GZIP, 0.6),
        Page("event page", event, target=0.5),
        Page("event page, gzip", event, _GZIP, 0.5),
        Page("event page, 304", event, known, 0.5),
        Page("feed (program.ics), gzip", f"{event}/program.ics", _GZIP, 0.5),
        Page("program.pdf", f"{event}/program.pdf", target=0.5),
        Page("style sheet, gzip", planner.find("/", r'/static/vendor/kern/[^"]+'), _GZIP, 0.5),
        Page("event page, made anew each time", f"{event}?anew"),
        Page("calendar entry, made anew each time", f"{event}.ics?anew"),
        Page("program.pdf, made anew each time", f"{event}/program.pdf?anew"),
        Page("start page", "/"),
        Page("planner's program editor", f"{overview}program/", {"Cookie": planner.cookie}),
    ]


def _constant_server(folder: Path, sizes: set[int]) -> Server:
    port = free_port()
    flask_alone = ("wsgi", "--blocking-threads", "2")
    command = server.command("benchmarks.constant:app", "127.0.0.1", port, workers=1, interface=flask_alone)
    environ = {constant.SIZES: ",".join(map(str, sizes)), "PYTHONPATH": str(_ROOT)}
    return Server(command, port, folder / "constant.log", environ, f"/{min(sizes)}")


def _compare(ours: Server, bare: Server, page: Page, size: int, effort: Effort) -> Result:
    ratio, figures = compare(Wish(ours, page.path, page.headers), Wish(bare, f"/{size}"), "Flask's constant", effort)
    measured = f"{ratio:5.2f}  ({figures}, {size} bytes)"
    return Result(page.name, measured) if page.target is None else at_least(page.name, ratio, page.target, measured)


def _length(url: str, headers: Mapping[str, str]) -> int:
    if "If-None-Match" in headers:
        return 0
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers)), timeout=60) as answer:
        return len(answer.read())


def _etag(url: str, headers: Mapping[str, str]) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers)), timeout=60) as answer:
        return str(answer.headers["ETag"])
