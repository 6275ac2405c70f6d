"""The application itself, with one feed more: of a thousand entries, which no demo has."""

from __future__ import annotations

from flask import Response

from benchmarks.calendars import feed_of
from eventapp.adapters import ical
from eventapp.app import bridged, from_environment
from eventapp.web import ready
from eventapp.web.access import everybody
from eventapp.web.bridge import Bridge
from eventapp.web.downloads import CALENDAR

PATH = "/feeds/benchmark.ics"
_LENGTH = 1_000


def app() -> Bridge:
    """What the server starts."""
    made = from_environment()
    made.add_url_rule(PATH, "benchmark", _feed)
    return bridged(made)


@everybody
def _feed() -> Response:
    feed = feed_of(_LENGTH, 0)
    ready.keep(feed.modified_at)
    response = Response(ical.feed_file(feed), content_type=CALENDAR)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Vary"] = "Accept-Language, Accept-Encoding"
    return response
