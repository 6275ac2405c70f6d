"""What the legal pages show: names, links at the foot of every page, the cookie and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from eventapp.domain.pages import Conformity, Examined, Notice, PageName, Provider, Statement
from eventapp.domain.texts import Language, LocalText
from eventapp.request import get_language, get_settings
from eventapp.services import films, pages, privacy_general
from eventapp.services.pages import Shown
from eventapp.web.browser_sessions import ServerSessions
from eventapp.web.languages import INTERFACE
from eventapp.web.legal.forms import METHODS
from eventapp.web.legal.paths import masked

NAMES = {
    PageName.ACCESSIBILITY: lazy_gettext("Erklärung zur Barrierefreiheit"),
    PageName.PRIVACY: lazy_gettext("Datenschutz"),
    PageName.IMPRINT: lazy_gettext("Impressum"),
    PageName.EASY: lazy_gettext("Leichte Sprache"),
    PageName.SIGN: lazy_gettext("Gebärdensprache"),
}
CONFORMITY = {
    Conformity.UNKNOWN: lazy_gettext("Ob alle Anforderungen erfüllt sind, ist noch nicht geprüft."),
    Conformity.FULL: lazy_gettext("Die Anwendung ist nach dieser Prüfung mit den Anforderungen vollständig vereinbar."),
    Conformity.PARTIAL: lazy_gettext(
        "Die Anwendung ist nach dieser Prüfung mit den Anforderungen teilweise vereinbar."
    ),
    Conformity.NONE: lazy_gettext("Die Anwendung ist nach dieser Prüfung mit den Anforderungen nicht vereinbar."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A text in one language. ``tag`` is set where that isn't the page's own."""

    text: str
    tag: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def part(text: LocalText, language: Language, interface: Language) -> Part:
    """``text`` as it is read on a page whose own words are in ``interface``."""
    best = text.best(language)
    found = text.language_of_best(language)
    return Part(best, "" if not best or found is interface else found.tag)


def foot() -> list[tuple[str, str]]:
    """The links at the foot of every page. They are the same for all who read it, whoever they are (UX-10)."""
    return [
        (_("Impressum"), url_for("legal.imprint")),
        (_("Datenschutz"), url_for("legal.privacy")),
        (_("Barrierefreiheit"), url_for("legal.accessibility")),
        (_("Barriere melden"), url_for("barriers.report", page=masked(request.path))),
        (_("Leichte Sprache"), url_for("legal.easy_language")),
        (_("Gebärdensprache"), url_for("legal.sign_language")),
    ]


def context(session: Session, shown: Shown, *, offers_languages: bool = True) -> dict[str, Any]:
    """What the template of a page shows of it."""
    wish = get_language()
    if wish is Language.EASY and not shown.body.easy:
        wish = Language.GERMAN
    if offers_languages:
        easy = (Language.EASY,) if shown.body.easy and shown.name is not PageName.EASY else ()
        g.page_languages = (*INTERFACE, *easy)
    interface = Language(wish.interface)
    if shown.name is PageName.EASY and interface is Language.GERMAN:
        wish = Language.EASY
    values: dict[str, Any] = {
        "shown": shown,
        "name": shown.name.value,
        "title": NAMES[shown.name],
        "body": part(shown.body, wish, interface),
        "part": lambda text: part(text, wish, interface),
    }
    return values | _more(session, shown)


def _more(session: Session, shown: Shown) -> dict[str, Any]:
    """What a page shows beside its text."""
    facts, owner = shown.facts, pages.first_organizer(session)
    if isinstance(facts, Statement):
        return {"statement": pages.with_contact(session, facts), "conformity": CONFORMITY, "methods": METHODS}
    if isinstance(facts, Notice):
        return {
            "controller": facts.controller or pages.letterhead(owner),
            "officer": facts.officer,
            "authority": facts.authority,
            "cookie": _cookie(),
            "sections": privacy_general.sections(session, Language(get_language().interface)),
        }
    if isinstance(facts, Provider):
        return {"provider": facts.provider or pages.letterhead(owner), "represented_by": facts.represented_by}
    if isinstance(facts, Examined):
        return {"examined_by": facts.examined_by}
    return {"film": films.current(session)}


def _cookie() -> dict[str, Any]:
    """The one cookie there is."""
    sessions = current_app.session_interface
    assert isinstance(sessions, ServerSessions)  # noqa: S101  # the roof sets it
    settings = get_settings()
    return {"name": sessions.cookie, "minutes": settings.idle_minutes, "hours": settings.absolute_hours}
