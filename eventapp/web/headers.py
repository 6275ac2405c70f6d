"""The headers that every answer bears."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from eventapp.request import PERSONAL

# Under "no-referrer" browsers name no origin when a form is sent, and the check of the origin would refuse them.
_WITH_FORMS = ("/planning/", "/account", "/sign-in", "/sign-out", "/code", "/barrier")
_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "eventapp",  # else the web server names itself
}


def csp_nonce() -> str:
    """This answer's number for scripts. A page that is kept for everybody has none: it may load our files alone."""
    if g.get("is_ready"):
        return ""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def policy() -> str:
    """The content security policy of this answer: nothing inline, nothing from elsewhere."""
    script = f"'self' 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            "style-src 'self'",
            "img-src 'self' data:",  # KERN's icons are data: masks
            "font-src 'self'",
            "media-src 'self'",  # the film in sign language
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def install(app: Flask) -> None:
    """Add the headers to every answer of the application, errors included."""

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in _COMMON.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy())
        if request.path.startswith(_WITH_FORMS):
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        elif request.path.startswith(PERSONAL):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            response.vary.add("Cookie")
        return response
