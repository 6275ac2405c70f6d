"""Where somebody is led after a form: to an address on this site alone (S-53)."""

from __future__ import annotations

import re

from flask import url_for

# Browsers drop tabs and line breaks from addresses and take a backslash for a slash.
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*")


def local_target(target: str | None) -> str:
    """``target`` if it is a path on this site, never a host, a scheme or a backslash; else the planners' rooms."""
    return target if target and _LOCAL.fullmatch(target) else url_for("planning.index")
