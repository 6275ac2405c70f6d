"""Tasks for a calendar program (RFC 5545, section 3.6.2): a feed of VTODOs. Nobody's address stands in it."""

from __future__ import annotations

from datetime import datetime

from eventapp.adapters.addresses import ascii_url
from eventapp.adapters.calendar_text import calendar_name, headline, language_tag
from eventapp.adapters.ical_lines import calendar_head, component, line, text_line
from eventapp.domain.calendar import Task, TaskFeed
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import utc

_YEARS = range(1971, 2200)


def tasks_file(feed: TaskFeed) -> bytes:
    """A subscription with all its tasks, the same bytes for the same tasks.

    Raises InvalidValue("calendar.empty_feed"): a calendar needs at least one component (RFC 5545, section 3.6).
    """
    if not feed.tasks:
        raise InvalidValue("calendar.empty_feed", name=feed.name)
    return component("VCALENDAR", _head(feed), *(_task(task) for task in feed.tasks))


def _head(feed: TaskFeed) -> bytes:
    """RFC 7986 beside the older X- properties, as in the feeds of events."""
    name, text, refresh = calendar_name(feed.name), clean(feed.description), f"PT{feed.refresh_hours}H"
    if not name or feed.refresh_hours < 1:
        raise InvalidValue("calendar.feed", name=feed.name, refresh_hours=feed.refresh_hours)
    plain = {"VALUE": "TEXT"}
    return b"".join(
        [
            calendar_head(),
            text_line("NAME", name),
            text_line("X-WR-CALNAME", name, plain),
            text_line("DESCRIPTION", text),
            text_line("X-WR-CALDESC", text, plain),
            line("SOURCE", ascii_url(feed.source_url), {"VALUE": "URI"}),
            line("URL", ascii_url(feed.page_url)),
            line("LAST-MODIFIED", _utc(feed.modified_at)),
            line("REFRESH-INTERVAL", refresh, {"VALUE": "DURATION"}),
            line("X-PUBLISHED-TTL", refresh),
        ]
    )


def _task(task: Task) -> bytes:
    """DUE is a day without a time: it ends when the day ends. COMPLETED comes with its STATUS and its percentage."""
    uid, summary = one_line(task.uid), headline(task.summary)
    if not uid or not summary:
        raise InvalidValue("calendar.summary" if uid else "calendar.uid", uid=task.uid)
    if task.due.year not in _YEARS:
        raise InvalidValue("calendar.year", value=task.due)
    language = {"LANGUAGE": language_tag(task.language)}
    return component(
        "VTODO",
        text_line("UID", uid),
        line("DTSTAMP", _utc(task.modified_at)),
        line("DUE", f"{task.due:%Y%m%d}", {"VALUE": "DATE"}),
        line("SEQUENCE", str(task.sequence)),
        line("CREATED", _utc(task.created_at)),
        line("LAST-MODIFIED", _utc(task.modified_at)),
        _progress(task.completed_at),
        text_line("SUMMARY", summary, language),
        text_line("DESCRIPTION", clean(task.description), language),
        text_line("CONTACT", headline(task.owner), language),
        line("URL", ascii_url(task.url)) if task.url else b"",
    )


def _progress(completed_at: datetime | None) -> bytes:
    if completed_at is None:
        return line("STATUS", "NEEDS-ACTION")
    return line("STATUS", "COMPLETED") + line("COMPLETED", _utc(completed_at)) + line("PERCENT-COMPLETE", "100")


def _utc(instant: datetime) -> str:
    return f"{utc(instant):%Y%m%dT%H%M%SZ}"
