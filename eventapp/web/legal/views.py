"""The legal pages as everybody reads them, the film, and where a security hole is reported."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ContentRange, Range

from eventapp.domain.errors import NotFound
from eventapp.domain.pages import PageName
from eventapp.models import Video
from eventapp.request import get_session, get_settings, now
from eventapp.services import films, pages
from eventapp.web.access import everybody
from eventapp.web.file_parts import FilePart
from eventapp.web.legal.film_files import film_files
from eventapp.web.legal.show import context

bp = Blueprint("legal", __name__)

_EXPIRES_AFTER = timedelta(days=180)  # RFC 9116, section 2.5.5: less than a year


@bp.get("/accessibility")
@everybody
def accessibility() -> ResponseReturnValue:
    """The statement on accessibility."""
    return _page(PageName.ACCESSIBILITY)


@bp.get("/privacy")
@everybody
def privacy() -> ResponseReturnValue:
    """The notice on data protection."""
    return _page(PageName.PRIVACY)


@bp.get("/imprint")
@everybody
def imprint() -> ResponseReturnValue:
    """Who offers these pages."""
    return _page(PageName.IMPRINT)


@bp.get("/easy-language")
@everybody
def easy_language() -> ResponseReturnValue:
    """What these pages are, in Leichte Sprache."""
    return _page(PageName.EASY)


@bp.get("/sign-language")
@everybody
def sign_language() -> ResponseReturnValue:
    """What these pages are, in sign language: a film with its text, or the text as long as there is no film."""
    return _page(PageName.SIGN)


@bp.get("/sign-language/film/<digest>")
@everybody
def film(digest: str) -> ResponseReturnValue:
    """The film, whole or the part that was asked for (RFC 9110, section 14)."""
    session = get_session()
    video = films.by_digest(session, digest)
    size = films.size(session, video)
    start, stop, status = 0, size, 200
    wanted = request.range
    if wanted is not None and wanted.units == "bytes" and len(wanted.ranges) == 1 and _still_fits(digest):
        found = _clamped(wanted, size).range_for_length(size)
        if found is None:
            return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
        start, stop, status = *found, 206
    part = FilePart(film_files().path(video.digest, size), start, stop)
    response = Response(part, status=status, mimetype=video.media_type, direct_passthrough=True)
    response.headers["Content-Length"] = str(stop - start)
    if status == 206:
        response.headers["Content-Range"] = ContentRange("bytes", start, stop, size).to_header()
    return _inert(response, video)


def _clamped(wanted: Range, size: int) -> Range:
    """The last so many bytes are all there are, where more are asked for than there are (RFC 9110, 14.1.2)."""
    ((start, stop),) = wanted.ranges
    return Range("bytes", [(max(start, -size), stop)]) if start is not None and start < 0 else wanted


def _still_fits(digest: str) -> bool:
    """Whether a part may be sent, or the reader holds one of another film (RFC 9110, section 13.1.5)."""
    asked = request.headers.get("If-Range")
    return asked is None or asked == f'"{digest}"'


def _inert(response: Response, video: Video) -> Response:
    response.set_etag(video.digest)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@bp.get("/.well-known/security.txt")
@everybody
def security() -> Response:
    """Whom to tell of a security hole (RFC 9116); not there while the settings name nobody."""
    settings = get_settings()
    if not settings.security_contact:
        raise NotFound("pages.unknown")
    contact = settings.security_contact
    expires = datetime.combine(now().date() + _EXPIRES_AFTER, time(), UTC)
    lines = (
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.public_url}/.well-known/security.txt",
    )
    text = "".join(f"{line}\n" for line in lines)
    return Response(text, mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})


def _page(name: PageName) -> str:
    session = get_session()
    return render_template("legal/show.html", **context(session, pages.get(session, name)))
