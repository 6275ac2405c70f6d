"""Calendar files beside nginx, which sends the very same bytes from a folder."""

from __future__ import annotations

import os
import pwd
import shutil
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import load, long_feed
from benchmarks.demo import Demo
from benchmarks.pairs import Wish, compare
from benchmarks.processes import Server, free_port
from benchmarks.results import Effort, Result, at_least
from eventapp.cli import server

_GZIP = {"Accept-Encoding": "gzip"}
_SHARE = 0.5
_SHARE_UNCHANGED = 1.0
_ROOT = Path(__file__).parents[1]
_CONFIG = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    etag on;
    gzip_static on;
    keepalive_requests 100000000;
    types {{ text/calendar ics; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def measure(demo: Demo, effort: Effort) -> Iterator[Result]:
    """One entry and a feed of a thousand: plain, zipped, and where the reader has them already."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or load.tool() != "wrk":
        yield Result("calendar files, against nginx", "not measured: nginx and wrk are needed")
        return
    with TemporaryDirectory() as name, _application(demo, Path(name)) as ours:
        folder = Path(name)
        paths = {"entry.ics": f"{demo.event}.ics", "feed.ics": long_feed.PATH}
        for file, path in paths.items():
            _lay_down(folder / "files" / file, ours.url + path)
        with _nginx(program, folder) as theirs:
            for file, path in paths.items():
                yield from _compared(Wish(ours, path), Wish(theirs, f"/{file}"), effort)


def _compared(ours: Wish, theirs: Wish, effort: Effort) -> Iterator[Result]:
    for kind, headers, target in (("", {}, _SHARE), (", gzip", _GZIP, _SHARE), (", 304", None, _SHARE_UNCHANGED)):
        pair = [replace(wish, headers=_known(wish) if headers is None else headers) for wish in (ours, theirs)]
        ratio, figures = compare(pair[0], pair[1], "nginx", effort)
        name = f"{theirs.path.strip('/')}{kind}, against nginx"
        yield at_least(name, ratio, target, f"{ratio:5.2f}  ({figures})")
    ratio, figures = compare(replace(ours, headers=_known(ours)), ours, "200", effort)
    yield at_least(f"{theirs.path.strip('/')}, 304, against its own 200", ratio, 1, f"{ratio:5.2f}  ({figures})")


def _application(demo: Demo, folder: Path) -> Server:
    port = free_port()
    command = server.command("benchmarks.long_feed:app", "127.0.0.1", port, workers=1)
    environ = {
        "EVENTAPP_INSTANCE": str(demo.folder),
        "EVENTAPP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(_ROOT),
    }
    return Server(command, port, folder / "application.log", environ, long_feed.PATH)


def _nginx(program: str, folder: Path) -> Server:
    """One process that works, as one worker of ours does."""
    port = free_port()
    # Its worker would change to a user who may not look into the folder.
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, user=user))
    command = [program, "-p", str(folder), "-c", str(config), "-e", str(folder / "error.log")]
    return Server(command, port, folder / "nginx.log", {}, "/entry.ics")


def _lay_down(file: Path, url: str) -> None:
    """What ``url`` answers, plain and zipped, for nginx to send."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(_fetch(url, {})[0])
    file.with_name(f"{file.name}.gz").write_bytes(_fetch(url, _GZIP)[0])


def _known(wish: Wish) -> Mapping[str, str]:
    return {"If-None-Match": _fetch(wish.server.url + wish.path, {})[1]}


def _fetch(url: str, headers: Mapping[str, str]) -> tuple[bytes, str]:
    """Body, as it came, and ETag."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers)), timeout=60) as answer:
        return bytes(answer.read()), str(answer.headers["ETag"])
