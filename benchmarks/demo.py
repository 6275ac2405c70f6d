"""The demo, served exactly as ``eventapp demo`` serves it, and a planner signed in to it."""

from __future__ import annotations

import json
import re
import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from types import TracebackType

from benchmarks.processes import Server, free_port


def demo_server(folder: Path, path: str = "/") -> Server:
    """``eventapp demo`` with an instance of its own."""
    port = free_port()
    program = str(Path(sys.executable).with_name("eventapp"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = [program, "demo", "--port", str(port), "--instance", str(folder)]
    return Server(command, port, folder.with_suffix(".log"), {}, path)


class Demo:
    """A running demo. ``event`` is the path of the page of the event that is announced to everybody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = demo_server(folder)

    def __enter__(self) -> Demo:
        self.server.__enter__()
        self.event = self._first(r'href="(/events/[^"/?.]+)"', self.get("/"))
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, t: TracebackType | None) -> None:
        self.server.__exit__(kind, e, t)

    def get(self, path: str) -> str:
        """A page, as somebody who isn't signed in."""
        with urllib.request.urlopen(self.server.url + path, timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self) -> Planner:
        """The planner of the demo."""
        email, password = next(iter(json.loads((self.folder / "demo.json").read_text()).items()))
        planner = Planner(self.server.url)
        planner.submit("/sign-in", {"email": email, "password": password})
        return planner

    @staticmethod
    def _first(pattern: str, page: str) -> str:
        found = re.search(pattern, page)
        if found is None:
            raise RuntimeError(f"the page holds no {pattern}")
        return found[1]


class Planner:
    """A browser that is signed in: it keeps cookies and fills in forms."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def get(self, path: str) -> str:
        """A page."""
        with self._opener.open(self._url + path, timeout=60) as answer:
            return str(answer.read().decode())

    def find(self, path: str, pattern: str) -> str:
        """The first link on a page whose address matches ``pattern``."""
        return Demo._first(rf'href="({pattern})"', self.get(path))

    def submit(self, path: str, values: dict[str, str], picture: tuple[str, bytes] | None = None) -> str:
        """Send a page's main form with ``values`` in it, and read the page that follows."""
        form = _Form()
        form.feed(self.get(path))
        fields = form.fields | values
        if picture is None:
            request = urllib.request.Request(self._url + path, urllib.parse.urlencode(fields).encode())
        else:
            request = urllib.request.Request(self._url + path, _multipart(fields, *picture))
            request.add_header("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
        with self._opener.open(request, timeout=60) as answer:
            return str(answer.read().decode())


_BOUNDARY = "eventapp-benchmark"


def _multipart(fields: dict[str, str], file_field: str, content: bytes) -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{file_field}"; filename="picture.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), content, f"\r\n--{_BOUNDARY}--\r\n".encode()])


class _Form(HTMLParser):
    """The fields of a page's forms that a browser would send untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "name" not in given:
            return
        if tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        elif tag == "input" and given.get("type", "text") not in {"checkbox", "radio", "file", "submit"}:
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.fields[self._area] += data
