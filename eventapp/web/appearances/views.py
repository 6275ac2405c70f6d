"""A speaker's own page: what is announced of her, and her calendar. Who has the link needs no account."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventapp.adapters import calendar_links, ical
from eventapp.domain.errors import NotFound
from eventapp.request import get_language, get_links, get_session
from eventapp.services import appearances
from eventapp.web import ready
from eventapp.web.access import everybody
from eventapp.web.appearances.show import cards
from eventapp.web.downloads import as_asked, personal_file

bp = Blueprint("appearances", __name__, url_prefix="/s")


@bp.get("/<token>")
@everybody
def index(token: str) -> ResponseReturnValue:
    """Her appearances, with the ways into her calendar."""
    session, links = get_session(), get_links()
    speaker = appearances.find_speaker(session, token)
    shown = appearances.all_of(session, speaker)
    feed_url = links.speaker_feed(token)
    return render_template(
        "appearances/index.html",
        speaker=speaker,
        cards=cards(shown, token, get_language()),
        feed_url=feed_url,
        webcal_url=calendar_links.webcal(feed_url),
    )


@bp.get("/<token>.ics")
@everybody
def feed(token: str) -> ResponseReturnValue:
    """All her appearances, to be subscribed to."""
    session, links = get_session(), get_links()
    shown = appearances.all_of(session, appearances.find_speaker(session, token))
    made = appearances.feed(shown, links, get_language(), source_url=as_asked(links.speaker_feed(token)))
    ready.keep(made.modified_at)
    return personal_file(ical.feed_file(made))


@bp.get("/<token>/<int:number>.ics")
@everybody
def entry(token: str, number: int) -> ResponseReturnValue:
    """Her entry of one item."""
    session, links = get_session(), get_links()
    for one in appearances.all_of(session, appearances.find_speaker(session, token)):
        if one.item.number == number:
            made = appearances.entry(one, links, get_language())
            ready.keep(made.modified_at)
            return personal_file(ical.event_file(made), f"{made.summary} {one.item.starts.day}")
    raise NotFound("program.unknown", number=number)
