"""Parsers in other languages, of calendars and of mails: each starts once, reads a folder of files and prints JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from tests.adapters.parsers.in_process import Reading

HERE = Path(__file__).parent
MODULES = HERE.parents[2] / ".test-tools/node_modules"
ICAL_JS = MODULES / "ical.js/dist/ical.js"
Readings = dict[str, list[Reading]]


def ical_js(folder: Path) -> Readings:
    """ical.js, Thunderbird's parser."""
    return _node("ical_js.mjs", folder, ICAL_JS)


def node_ical(folder: Path) -> Readings:
    """node-ical, which many home automations and small servers use."""
    return _node("node_ical.mjs", folder, MODULES / "node-ical/node-ical.js")


def ts_ics(folder: Path) -> Readings:
    """ts-ics, for pages that show calendars."""
    return _node("ts_ics.mjs", folder, MODULES / "ts-ics/dist/index.js")


def sabre(folder: Path) -> Readings:
    """sabre/vobject, Nextcloud's parser."""
    return _run("php-cli and php-sabre-vobject", "php", str(HERE / "sabre.php"), str(folder))


def horde(folder: Path) -> Readings:
    """Horde_Icalendar, the parser of Horde and Kolab. It reckons with our VTIMEZONE."""
    return _run("php-cli and php-horde-icalendar", "php", str(HERE / "horde.php"), str(folder))


def ruby_icalendar(folder: Path) -> Readings:
    """ruby-icalendar."""
    return _run("ruby and ruby-icalendar", "ruby", str(HERE / "ruby_icalendar.rb"), str(folder))


def libical(folder: Path) -> Readings:
    """libical, the parser of Evolution and KDE."""
    return _run("python3-gi and gir1.2-ical-3.0", "/usr/bin/python3", str(HERE / "libical_gi.py"), str(folder))


def data_ical(folder: Path) -> Readings:
    """Data::ICal, the parser of Request Tracker."""
    return _run("libdata-ical-perl and libical-parser-perl", "perl", str(HERE / "data_ical.pl"), str(folder))


def ical_parser(folder: Path) -> Readings:
    """iCal::Parser, which makes month views. It splits lines with the same module as Data::ICal."""
    return _run("libical-parser-perl", "perl", str(HERE / "ical_parser.pl"), str(folder))


def email_mime(folder: Path) -> dict[str, Any]:
    """Email::MIME, Perl's: subject, people, and every part, outermost first."""
    return _run("libemail-mime-perl", "perl", str(HERE / "email_mime.pl"), str(folder))


def postal_mime(folder: Path) -> dict[str, Any]:
    """postal-mime, of web mail and mail workers: subject, people, both texts, and the calendars."""
    return _node("postal_mime.mjs", folder, MODULES / "postal-mime/src/postal-mime.js")


def _node(script: str, folder: Path, module: Path) -> dict[str, Any]:
    assert module.exists(), f"{module} is missing: run tests/install_tools.sh"
    return _run("nodejs", "node", str(HERE / script), str(folder), str(module))


def _run(packages: str, program: str, *arguments: str) -> dict[str, Any]:
    hint = f"{program} can't read files here: install the Debian packages {packages}"
    assert shutil.which(program), hint
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=120, env=plain | {"LANG": "C.UTF-8"}, check=False
    )
    assert done.returncode == 0, f"{hint}\n{done.stderr[-2000:]}"
    return cast("dict[str, Any]", json.loads(done.stdout))


MACHINES: dict[str, Callable[[Path], Readings]] = {
    "ical.js": ical_js,
    "node-ical": node_ical,
    "ts-ics": ts_ics,
    "sabre": sabre,
    "horde": horde,
    "ruby": ruby_icalendar,
    "libical": libical,
    "Data::ICal": data_ical,
    "iCal::Parser": ical_parser,
}
