"""The variant for programs that ask for it: people and place as components of their own (RFC 9073, RFC 7986).

Never the default: readers that don't know these components mistake a speaker for the event. The lean lines are those
of ``ical``, byte for byte; what is added stands behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventapp.adapters.addresses import ascii_url, mailto
from eventapp.adapters.calendar_text import headline, language_tag
from eventapp.adapters.ical import event_file, feed_file
from eventapp.adapters.ical_lines import component, line, text_line
from eventapp.domain.calendar import CalendarFeed, Conference, Participant, Place, RichEntry
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line

SCHEMA = "https://schema.org/Event"
_END = b"\r\nEND:VEVENT\r\n"  # at the beginning of a line: a value can end with these words, too
_TOKEN = re.compile(r"[A-Za-z0-9-]+")


def rich_file(rich: RichEntry) -> bytes:
    """A download with exactly one VEVENT. Raises InvalidValue for what can't be written."""
    return _extended(event_file(rich.entry), [rich])


def rich_feed_file(feed: CalendarFeed, entries: tuple[RichEntry, ...]) -> bytes:
    """``feed`` with what ``entries`` add, by UID. Raises as ``ical.feed_file``."""
    known = {rich.entry.uid: rich for rich in entries}
    return _extended(feed_file(feed), [known.get(entry.uid, RichEntry(entry)) for entry in feed.entries])


def _extended(data: bytes, entries: list[RichEntry]) -> bytes:
    """No value can begin a line of its own, so END:VEVENT closes the events in their order."""
    *blocks, rest = data.split(_END)
    parts: list[bytes] = []
    for block, rich in zip(blocks, entries, strict=True):
        added = b"".join(_additions(rich)).removesuffix(b"\r\n")
        parts += [block, b"\r\n" + added if added else b"", _END]
    return b"".join([*parts, rest])


def _additions(rich: RichEntry) -> Iterator[bytes]:
    """Properties first: a component's own lines may not follow its sub-components (RFC 5545, section 3.6)."""
    language = language_tag(rich.entry.language)
    if html := clean(rich.html):
        kind = {"VALUE": "TEXT", "FMTTYPE": "text/html", "LANGUAGE": language}
        yield text_line("STYLED-DESCRIPTION", html, kind)
    if rich.data_url:
        about = {"VALUE": "URI", "FMTTYPE": "application/ld+json", "SCHEMA": SCHEMA}
        yield line("STRUCTURED-DATA", ascii_url(rich.data_url), about)
    yield from (_conference(conference) for conference in rich.conferences)
    yield from (line("IMAGE", ascii_url(url), {"VALUE": "URI", "DISPLAY": "FULLSIZE"}) for url in rich.images)
    yield from (_participant(participant, language) for participant in rich.participants)
    if rich.place is not None:
        yield _place(rich.place, language)


def _conference(conference: Conference) -> bytes:
    """RFC 7986, section 5.11."""
    parameters: dict[str, str | tuple[str, ...]] = {"VALUE": "URI"}
    if conference.features:
        parameters["FEATURE"] = tuple(_token(feature).upper() for feature in conference.features)
    if label := headline(conference.label):
        parameters["LABEL"] = label
    return line("CONFERENCE", ascii_url(conference.url), parameters)


def _participant(participant: Participant, language: str) -> bytes:
    """RFC 9073, section 7.1: UID and PARTICIPANT-TYPE are required; the address only with consent."""
    said = {"LANGUAGE": language}
    address = participant.public_address
    return component(
        "PARTICIPANT",
        text_line("UID", _uid(participant.uid)),
        line("PARTICIPANT-TYPE", participant.kind.value),
        line("CALENDAR-ADDRESS", mailto(address)) if address else b"",
        text_line("SUMMARY", headline(participant.name), said),
        text_line("DESCRIPTION", clean(participant.description), said),
        line("URL", ascii_url(participant.url)) if participant.url else b"",
    )


def _place(place: Place, language: str) -> bytes:
    """RFC 9073, section 7.2."""
    return component(
        "VLOCATION",
        text_line("UID", _uid(place.uid)),
        text_line("NAME", headline(place.name)),
        text_line("DESCRIPTION", clean(place.address), {"LANGUAGE": language}),
        line("GEO", _geo(place.geo)) if place.geo is not None else b"",
        line("LOCATION-TYPE", _token(place.kind)) if place.kind else b"",
    )


def _uid(value: str) -> str:
    if not (uid := one_line(value)):
        raise InvalidValue("calendar.uid", value=value)
    return uid


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise InvalidValue("calendar.word", value=value)
    return value


def _geo(geo: tuple[float, float]) -> str:
    latitude, longitude = geo
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InvalidValue("calendar.geo", value=geo)
    return f"{latitude:.6f};{longitude:.6f}"
