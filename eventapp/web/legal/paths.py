"""The address of a page as somebody may report it: a path on this site, without what opens a personal page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from eventapp.domain.events import SLUG
from eventapp.request import PERSONAL

LONGEST = 500
HIDDEN = "…"
# Browsers drop tabs and line breaks from addresses and take a backslash for a slash.
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\x9f]*")
_SECRET_FOLLOWS = ("i", "s", "link")
_SHORTEST_SECRET = 16


def reported(address: str, public_url: str) -> str | None:
    """``address`` as a path without query and secrets; empty for an empty one, None for one that isn't on this site."""
    typed = address.strip()
    if not typed:
        return ""
    local = typed.removeprefix(public_url) if typed.startswith((f"{public_url}/", f"{public_url}?")) else typed
    path = re.split(r"[?#]", local, maxsplit=1)[0] or "/"
    if not _LOCAL.fullmatch(path) or _is_elsewhere(path):
        return None
    return masked(path)[:LONGEST]


def masked(path: str) -> str:
    """``path`` with every part replaced that could open somebody's own page (S-39)."""
    parts = path.split("/")
    return "/".join(
        HIDDEN if _is_secret(part, before) else part for before, part in zip(["", *parts], parts, strict=False)
    )


def _is_secret(part: str, before: str) -> bool:
    if part and before in _SECRET_FOLLOWS:
        return True
    name = part.partition(".")[0]
    return len(name) >= _SHORTEST_SECRET and not SLUG.fullmatch(name)


def _is_elsewhere(path: str) -> bool:
    """Whether a reader of addresses could take it for another host, also after decoding."""
    try:
        return bool(urlsplit(unquote(path)).netloc)
    except ValueError:
        return True


assert all(prefix.strip("/") in _SECRET_FOLLOWS for prefix in PERSONAL)  # noqa: S101  # both name the same rooms
