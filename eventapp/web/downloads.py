"""Files that leave: the right type, a safe name, and what proxies may keep."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from flask import Response

CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
MAIL = "message/rfc822"
_FOLDED = {
    ord(letter): plain for letter, plain in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True)
}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|;]+')


def disposition(name: str, suffix: str, *, inline: bool = False) -> str:
    """Content-Disposition for a file called ``name``: an ASCII name first, the real one beside it (RFC 6266, 8187)."""
    cleaned = " ".join(_UNSAFE.sub(" ", name).split())[:80].strip(". ") or "eventapp"
    folded = unicodedata.normalize("NFKD", cleaned.translate(_FOLDED)).encode("ascii", "ignore").decode()
    # Once more: wide forms of quotes and backslashes have just become plain ones.
    plain = " ".join(_UNSAFE.sub(" ", folded).replace("%", "").split()).strip(". ") or "eventapp"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{quote(f'{cleaned}.{suffix}', safe='')}"


def download(content: bytes, kind: str, name: str, suffix: str, *, inline: bool = False) -> Response:
    """A file to be saved, or shown where ``inline``."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = disposition(name, suffix, inline=inline)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
