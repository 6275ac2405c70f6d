"""One page that leads to all that is set up: the office's data, data protection, pages, log, accounts."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.models import Organizer
from eventapp.request import get_actor, get_session
from eventapp.services import barriers, organizers, pages, privacy
from eventapp.web.access import office

bp = Blueprint("settings", __name__, url_prefix="/planning/settings")


@dataclass(frozen=True, slots=True)
class Way:
    """A page, what it is for, and what waits there."""

    label: str
    url: str
    words: str
    waiting: str = ""


@bp.get("")
@office
def index() -> ResponseReturnValue:
    """The ways to everything that is set up."""
    session, actor = get_session(), get_actor()
    found = organizers.all_of(session, actor=actor)
    if len(found) == 1:
        g.organizer_id = found[0].id
    return render_template(
        "settings/index.html",
        offices=[(organizer, _of_office(organizer)) for organizer in found],
        common=_common(),
    )


def _of_office(organizer: Organizer) -> list[Way]:
    number = organizer.id
    return [
        Way(
            _("Absender"),
            url_for("organizers.edit", organizer_id=number),
            _("Was auf Briefen, E-Mails und Seiten steht; Kalender zum Abonnieren; Belegungskalender"),
        ),
        Way(
            _("Versand und Freigabe"),
            url_for("organizers.edit", organizer_id=number, _anchor="needs_release"),
            _("Ob eine zweite Person jede Sendung freigeben muss, und wer das kann"),
        ),
        Way(
            _("Arten von Versammlungen"),
            url_for("kinds.index", organizer_id=number),
            _("Rechtsgrundlage, Kreis und Hinweise, die zu prüfen helfen"),
        ),
        Way(
            _("Löschfristen der Stelle"),
            url_for("retention.office", organizer_id=number),
            _("Was wann gelöscht wird, und was gerade fällig ist"),
        ),
        Way(
            _("Angaben zum Datenschutz für Eingeladene"),
            url_for("retention.notice", organizer_id=number),
            _("Was Eingeladene über ihre Daten lesen"),
            "" if privacy.shown(get_session(), organizer).officer else _("Wer zum Datenschutz berät, fehlt noch"),
        ),
        Way(
            _("Verzeichnis, Löschkonzept, Maßnahmen"),
            url_for("records.index", organizer_id=number),
            _("Vorlagen für Ihre Akte"),
        ),
    ]


def _open_reports() -> str:
    count = barriers.count_waiting(get_session())
    return ngettext("%(num)s gemeldete Barriere offen", "%(num)s gemeldete Barrieren offen", count) if count else ""


def _common() -> list[Way]:
    actor = get_actor()
    ways = []
    if pages.may_edit(get_session(), actor):
        words = _("Impressum, Datenschutz, Barrierefreiheit, Leichte Sprache, Gebärdensprache; gemeldete Barrieren")
        ways.append(Way(_("Seiten"), url_for("pages.index"), words, _open_reports()))
    ways.append(Way(_("Protokoll"), url_for("audit.index"), _("Wer was wann getan hat")))
    if actor.is_administrator:
        ways.append(Way(_("Konten"), url_for("accounts.index"), _("Wer sich anmelden kann, und in welcher Rolle")))
    return ways
