"""What was typed into a page that outlived its session: nothing is stored, and nothing is lost (WCAG 2.2, 2.2.5)."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from eventapp.request import get_actor
from eventapp.web import access
from eventapp.web.access import Access

_SECRETIVE = ("sessions.", "account.", "passkeys.", "provider.", "code.")
"""Passwords and codes are never written into a page."""
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field


def page() -> ResponseReturnValue | None:
    """What was sent, in a form to send it once more; None for what is not ours to show again.

    The form bears a token of this session only where it can help: who has yet to sign in gets a new one with that.
    Only a page of our own may have sent it, so nobody else can put words into such a form.
    """
    endpoint = request.endpoint or ""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != _TOKEN]
    if not fields or endpoint.startswith(_SECRETIVE) or not _is_from_here():
        return None
    is_open = access.level_of(endpoint) is Access.EVERYBODY
    shown = render_template(
        "errors/again.html",
        fields=fields,
        target=request.full_path.rstrip("?"),
        is_known=is_open or get_actor().is_known,
        is_open=is_open,
        had_files=any(file.filename for file in request.files.values()),
    )
    return shown, 400


def _is_from_here() -> bool:
    """Whether the browser says so; that a foreign origin is refused was seen to before."""
    headers = request.headers
    return headers.get("Sec-Fetch-Site") == "same-origin" or headers.get("Origin", "null") != "null"
