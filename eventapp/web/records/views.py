"""The papers of data protection, made of what is set: to look at, to print, as text and as a table."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import spreadsheet_out
from eventapp.domain.privacy import as_text
from eventapp.request import get_language, get_session, get_settings, now
from eventapp.services import measures, records, wording
from eventapp.services.measures import House
from eventapp.services.records import Paper
from eventapp.services.wording import words
from eventapp.web.access import planner
from eventapp.web.downloads import download
from eventapp.web.retention.views import enter, zone

bp = Blueprint("records", __name__, url_prefix="/planning/organizers/<int:organizer_id>/records")

_PAPER = "any(activities, deletion, measures)"
_TEXT = "text/plain; charset=utf-8"


@bp.get("/")
@planner
def index(organizer_id: int) -> ResponseReturnValue:
    """Which papers there are, and what holds for all of them."""
    organizer = enter(organizer_id)
    say = words(get_language())
    papers = [(paper.value, say(records.TITLES[paper])) for paper in Paper]
    control = measures.no_control(get_language())
    return render_template("records/index.html", organizer=organizer, papers=papers, no_control=control)


@bp.get(f"/<{_PAPER}:paper>")
@planner
def show(organizer_id: int, paper: str) -> ResponseReturnValue:
    """One paper."""
    organizer, wanted = enter(organizer_id), Paper(paper)
    return render_template(
        "records/show.html",
        organizer=organizer,
        paper=wanted,
        title=words(get_language())(records.TITLES[wanted]),
        sections=records.paper(get_session(), organizer, wanted, _house(), get_language()),
        as_of=_today(),
    )


@bp.get(f"/<{_PAPER}:paper>.txt")
@planner
def text(organizer_id: int, paper: str) -> Response:
    """One paper as plain text, for a file of the authority's own."""
    organizer, wanted, language = enter(organizer_id), Paper(paper), get_language()
    title = f"{words(language)(records.TITLES[wanted])} · {organizer.office} · {_today()}"
    made = as_text(title, records.paper(get_session(), organizer, wanted, _house(), language))
    return download(made.encode(), _TEXT, f"{words(language)(records.TITLES[wanted])} {_iso()}", "txt")


@bp.get("/deletion.<any(csv, xlsx, ods):suffix>")
@planner
def table(organizer_id: int, suffix: str) -> Response:
    """The periods as a table."""
    organizer = enter(organizer_id)
    rows = records.deletion(get_session(), organizer, _house(), get_language()).table
    content = spreadsheet_out.write(suffix, _("Löschkonzept"), rows)
    return download(content, spreadsheet_out.TYPES[suffix], f"{_('Löschkonzept')} {_iso()}", suffix)


def _house() -> House:
    settings = get_settings()
    return House(
        is_https=settings.is_https,
        cookie="__Host-eventapp" if settings.is_https else "eventapp",
        idle_minutes=settings.idle_minutes,
        admin_idle_minutes=min(settings.idle_minutes, settings.admin_idle_minutes),
        absolute_hours=settings.absolute_hours,
        confirm_minutes=settings.confirm_minutes,
        needs_factor=settings.second_factor == "required",
        mail_host=settings.smtp_host,
        mail_is_encrypted=settings.smtp_starttls,
        database="PostgreSQL" if settings.database_url.startswith("postgresql") else "SQLite",
        reads_mailbox=settings.reads_mailbox,
    )


def _today() -> str:
    return wording.day(now().astimezone(zone()).date(), get_language(), weekday=False)


def _iso() -> str:
    return now().astimezone(zone()).date().isoformat()
