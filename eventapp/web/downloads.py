"""Files that leave: the right type, a safe name, and what proxies may keep."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from flask import Response, request

from eventapp.domain.texts import Language

CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
MAIL = "message/rfc822"
_VARY = "Accept-Language, Accept-Encoding"
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


def shared(response: Response, *, is_hidden: bool) -> Response:
    """An answer that is the same for all who know its address. What is hidden, no shared cache or index may keep."""
    response.headers["Cache-Control"] = f"{'private' if is_hidden else 'public'}, max-age=300"
    response.headers["Vary"] = _VARY
    if is_hidden:
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def wants_rich() -> bool:
    """Whether the address asks for the variant with people and place as parts of their own: opt-in, never default."""
    return request.args.get("rich") == "1"


def as_asked(url: str) -> str:
    """``url`` with what names this form of it in the query, in one order for the same form."""
    lang = request.args.get("lang", "")
    wishes = [
        "program=1" if request.args.get("program") == "1" else "",
        "rich=1" if wants_rich() else "",
        f"lang={lang}" if lang in set(Language) else "",
    ]
    return url + "?" * any(wishes) + "&".join(wish for wish in wishes if wish)


def calendar_file(content: bytes, name: str = "", *, is_hidden: bool) -> Response:
    """A calendar file to be saved as ``name``, or without one a feed, which must not be an attachment."""
    response = Response(content, content_type=CALENDAR)
    if name:
        response.headers["Content-Disposition"] = disposition(name, "ics")
    return shared(response, is_hidden=is_hidden)


def personal_file(content: bytes, name: str = "") -> Response:
    """A calendar file of one person: nothing keeps it without asking again whether her address still holds."""
    response = calendar_file(content, name, is_hidden=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
