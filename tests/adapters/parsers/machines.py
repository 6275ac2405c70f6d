"""Parsers in other languages: each starts once, reads a folder of files and prints JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import cast

from tests.adapters.parsers.in_process import Reading

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ICAL_JS = ROOT / ".test-tools/node_modules/ical.js/dist/ical.js"
Readings = dict[str, list[Reading]]


def ical_js(folder: Path) -> Readings:
    """ical.js, Thunderbird's parser."""
    assert ICAL_JS.exists(), (
        "ical.js is missing: npm install --prefix .test-tools --no-save --ignore-scripts ical.js@2.2.1"
    )
    return _run("nodejs", "node", str(HERE / "ical_js.mjs"), str(folder), str(ICAL_JS))


def sabre(folder: Path) -> Readings:
    """sabre/vobject, Nextcloud's parser."""
    return _run("php-cli and php-sabre-vobject", "php", str(HERE / "sabre.php"), str(folder))


def ruby_icalendar(folder: Path) -> Readings:
    """ruby-icalendar."""
    return _run("ruby and ruby-icalendar", "ruby", str(HERE / "ruby_icalendar.rb"), str(folder))


def libical(folder: Path) -> Readings:
    """libical, the parser of Evolution and KDE."""
    return _run("python3-gi and gir1.2-ical-3.0", "/usr/bin/python3", str(HERE / "libical_gi.py"), str(folder))


def _run(packages: str, program: str, *arguments: str) -> Readings:
    hint = f"{program} can't read calendars here: install the Debian packages {packages}"
    assert shutil.which(program), hint
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=120, env=plain | {"LANG": "C.UTF-8"}, check=False
    )
    assert done.returncode == 0, f"{hint}\n{done.stderr[-2000:]}"
    return cast("Readings", json.loads(done.stdout))


MACHINES: dict[str, Callable[[Path], Readings]] = {
    "ical.js": ical_js,
    "sabre": sabre,
    "ruby": ruby_icalendar,
    "libical": libical,
}
