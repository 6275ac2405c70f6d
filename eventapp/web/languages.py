"""Which language a page speaks, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Flask, request, session, url_for
from flask_babel import Babel

from eventapp.domain.texts import Language
from eventapp.request import get_language
from eventapp.services.wording import TRANSLATIONS

INTERFACE = (Language.GERMAN, Language.ENGLISH)
_NAMES = {Language.GERMAN: "Deutsch", Language.ENGLISH: "English", Language.EASY: "Leichte Sprache"}


def links(languages: tuple[Language, ...]) -> list[tuple[str, str, str, bool]]:
    """Tag, name, address and whether it is the current one, for each language of this page."""
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return []
    current = get_language()
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return [
        (language.tag, _NAMES[language], here(lang=language.value, rest=rest), language is current)
        for language in languages
    ]


def here(*, lang: str, rest: Sequence[tuple[str, str]], **changes: str) -> str:
    """This page's address with another query. Names in a query never reach ``url_for``, where some steer it."""
    url = url_for(str(request.endpoint), **{**(request.view_args or {}), **changes, "lang": lang or None})
    return f"{url}{'&' if '?' in url else '?'}{urlencode(rest)}" if rest else url


def install(app: Flask) -> None:
    """Set up translations; a language asked for by the address stays for the pages that it links to."""
    app.config["BABEL_DEFAULT_LOCALE"] = "de"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, locale_selector=lambda: get_language().interface)

    @app.before_request
    def _remember() -> None:
        wish = request.args.get("lang")
        if wish in INTERFACE and session and session.get("lang") != wish:
            session["lang"] = wish

    @app.url_defaults
    def _carry(_endpoint: str, values: dict[str, object]) -> None:
        if request and "lang" in request.args and request.args["lang"] in set(Language):
            values.setdefault("lang", request.args["lang"])
