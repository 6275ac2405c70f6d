"""Feeds of organizers, to be subscribed to. Whoever has the address gets the calendar, whatever program asks."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from eventapp.adapters import ical, ical_rich
from eventapp.request import get_language, get_links, get_session
from eventapp.services import feeds
from eventapp.web import ready
from eventapp.web.access import everybody
from eventapp.web.downloads import as_asked, calendar_file, wants_rich

bp = Blueprint("feeds", __name__, url_prefix="/feeds")


@bp.get("/<key>.ics")
@everybody
def show(key: str) -> ResponseReturnValue:
    """The events of an organizer: by her readable name the public ones, by the secret key all.

    ``?program=1`` adds the program items, ``?rich=1`` people and places for the programs that know them.
    """
    session, links, language = get_session(), get_links(), get_language()
    scope = feeds.find(session, key)
    shown = feeds.editions_of(session, scope)
    with_program = request.args.get("program") == "1"
    source = as_asked(links.feed(key))
    made = feeds.feed(session, scope, shown, links, language, source_url=source, with_program=with_program)
    ready.keep(made.modified_at)
    if wants_rich():
        parts = feeds.rich_entries(shown, links, language, with_program=with_program)
        return calendar_file(ical_rich.rich_feed_file(made, parts), is_hidden=scope.is_complete)
    return calendar_file(ical.feed_file(made), is_hidden=scope.is_complete)
