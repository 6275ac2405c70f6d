"""All blueprints, and what every template may use."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from eventapp.domain.actor import Actor, Role
from eventapp.domain.texts import LocalText
from eventapp.request import get_actor, get_language, get_settings
from eventapp.services import wording
from eventapp.web import headers, languages
from eventapp.web.accounts import own as account
from eventapp.web.accounts import views as accounts
from eventapp.web.appearances import views as appearances
from eventapp.web.attendance import needs, parts
from eventapp.web.attendance import views as answers
from eventapp.web.audit import views as audit
from eventapp.web.busy import views as busy
from eventapp.web.changes import views as changes
from eventapp.web.editions import views as editions
from eventapp.web.events import views as events
from eventapp.web.events.show import Text, local
from eventapp.web.feeds import views as feeds
from eventapp.web.figures import views as figures
from eventapp.web.invitations import code, own, own_data, own_needs, own_privacy, people
from eventapp.web.invitations import views as invitations
from eventapp.web.kinds import views as kinds
from eventapp.web.legal import barriers, editor, reports, show
from eventapp.web.legal import views as legal
from eventapp.web.mailings import files as mailing_files
from eventapp.web.mailings import views as mailings
from eventapp.web.operation import views as operation
from eventapp.web.organizers import views as organizers
from eventapp.web.passkeys import views as passkeys
from eventapp.web.photos import views as photos
from eventapp.web.planning import views as planning
from eventapp.web.prints import views as prints
from eventapp.web.program import views as program
from eventapp.web.providers import views as provider
from eventapp.web.records import views as records
from eventapp.web.retention import views as retention
from eventapp.web.sessions import views as sessions
from eventapp.web.settings import views as settings
from eventapp.web.speakers import views as speakers
from eventapp.web.staff import uploads as staff_files
from eventapp.web.staff import views as staff
from eventapp.web.start import views as start
from eventapp.web.venues import views as venues

_VIEWS = (
    start,
    events,
    feeds,
    appearances,
    sessions,
    passkeys,
    provider,
    account,
    accounts,
    audit,
    planning,
    program,
    editions,
    changes,
    invitations,
    mailings,
    mailing_files,
    people,
    own,
    own_needs,
    own_data,
    own_privacy,
    code,
    answers,
    parts,
    needs,
    figures,
    photos,
    prints,
    speakers,
    staff,
    staff_files,
    venues,
    busy,
    kinds,
    organizers,
    retention,
    records,
    settings,
    legal,
    barriers,
    editor,
    reports,
    operation,
)
_THEME = "theme.css"
_SET_UP = frozenset({"organizers", "kinds", "busy", "retention", "records", "pages", "reports", "audit", "accounts"})


def prose(text: str) -> Markup:
    """A plain text as paragraphs and lists. Nothing in it is markup: everything is escaped."""
    return Markup("").join(_block(block) for block in wording.paragraphs(text))


def written(text: str, level: int = 2) -> Markup:
    """As ``prose``, with headings of one ``level``: lines that begin with ``# `` (ADR 0002)."""
    found, block = [], list[str]()
    for line in [*text.split("\n"), "# "]:
        heading = line[2:].strip() if line.startswith("# ") else None
        if heading is None:
            block.append(line)
            continue
        found.append(prose("\n".join(block)))
        block = []
        if heading:
            found.append(Markup("<h{0}>{1}</h{0}>").format(level, heading))
    return Markup("").join(found)


def _block(block: str) -> Markup:
    lines = block.split("\n")
    if all(line.lstrip().startswith(("- ", "• ", "* ")) for line in lines):
        entries = Markup("").join(Markup("<li>{}</li>").format(line.lstrip()[2:].strip()) for line in lines)
        return Markup("<ul>{}</ul>").format(entries)
    return Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in lines))


def _dialled(phone: str) -> str:
    """A phone number as a ``tel:`` address dials it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def _local(text: LocalText) -> Text:
    return local(text, get_language())


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as the clock on the wall showed it."""
    local = instant.astimezone(zone)
    return f"{wording.short_day(local.date())}, {wording.hour(local, get_language())}"


def install(app: Flask) -> None:
    """Register the blueprints and the templates' helpers."""
    for views in _VIEWS:
        app.register_blueprint(views.bp)
    app.context_processor(_common)
    app.jinja_env.globals.update(
        functions=wording.FUNCTIONS,
        roles=wording.ROLES,
        statuses=wording.STATUSES,
        facts=wording.FACTS,
    )
    app.jinja_env.filters.update(
        prose=prose,
        written=written,
        short_day=wording.short_day,
        clock=wording.clock,
        tel=_dialled,
        moment=_moment,
        local=_local,
    )


def _common() -> dict[str, object]:
    """Names for every template. A page that is kept for everybody knows nobody."""
    kept = bool(g.get("is_ready"))
    actor = None if kept else get_actor()
    language = get_language()
    return {
        "actor": actor if actor and actor.is_known else None,
        "csp_nonce": headers.csp_nonce(),
        "current_locale": language.interface,
        "language": language,
        "language_links": languages.links(g.get("page_languages", languages.INTERFACE)),
        "is_ready": kept,
        "theme_url": url_for("start.theme") if (get_settings().instance / _THEME).is_file() else None,
        "footer_links": show.foot(),
        "main_navigation": _navigation(actor) if actor else [],
    }


def _navigation(actor: Actor) -> list[tuple[str, str, bool]]:
    """The way through the rooms of this account's roles."""
    planned = actor.planned_ids
    here = g.get("organizer_id")
    places = _places(here if here in planned else min(planned)) if planned else []
    if not planned and actor.has_anywhere(frozenset({Role.APPROVER, Role.READER, Role.PRESS})):
        places.append((_("Versammlungen"), "planning", url_for("planning.index")))
    if any(actor.sees_needs_of(organizer_id) for organizer_id in actor.organizer_ids):
        places.append((_("Bedarf"), "needs", url_for("needs.events")))
    if actor.departments:
        places.append((_("Ihre Dienststelle"), "figures", url_for("figures.mine")))
    if planned or actor.is_administrator:
        places.append((_("Einrichtung"), "settings", url_for("settings.index")))
    room = None if g.get("in_workspace") else (request.endpoint or "").partition(".")[0]
    room = "settings" if room in _SET_UP else room
    return [(label, url, blueprint == room) for label, blueprint, url in places]


def _places(organizer_id: int) -> list[tuple[str, str, str]]:
    """Where planners work. Standing data belong to the organizer of this page, or to the first."""
    return [
        (_("Versammlungen"), "planning", url_for("planning.index")),
        (_("Personalliste"), "staff", url_for("staff.index", organizer_id=organizer_id)),
        (_("Personen"), "speakers", url_for("speakers.index", organizer_id=organizer_id)),
        (_("Orte"), "venues", url_for("venues.index", organizer_id=organizer_id)),
    ]
