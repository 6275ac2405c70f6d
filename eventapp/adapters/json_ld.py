"""schema.org's Event as JSON-LD, for search engines and for whoever else reads the page by machine."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from eventapp.adapters.addresses import ascii_url
from eventapp.adapters.calendar_text import headline, language_tag
from eventapp.domain.calendar import CalendarEntry, EntryStatus, ParticipantKind, RichEntry
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean

MEDIA_TYPE = "application/ld+json"
_SCHEMA = "https://schema.org"
_ON_STAGE = {ParticipantKind.SPEAKER, ParticipantKind.PERFORMER}
# What could end the script element or a JavaScript string; in JSON they occur within strings only.
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}
_Json = dict[str, Any]


def event(
    given: CalendarEntry | RichEntry,
    *,
    organizer: str = "",
    organizer_url: str = "",
    moved_from: datetime | date | None = None,
    items: tuple[CalendarEntry | RichEntry, ...] = (),
) -> _Json:
    """An Event with its items as subEvent. ``moved_from`` is when it was to begin before it was moved."""
    return {
        "@context": _SCHEMA,
        **_event(given, moved_from),
        **_without_nothing(
            {
                "organizer": _named("Organization", organizer, organizer_url),
                "subEvent": [_event(item, None) for item in items],
            }
        ),
    }


def script_text(value: _Json) -> str:
    """``value`` for between ``<script type="application/ld+json">`` and its end, with nothing left to escape."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def file(value: _Json) -> bytes:
    """``value`` as a document of its own."""
    return script_text(value).encode() + b"\n"


def _event(given: CalendarEntry | RichEntry, moved_from: datetime | date | None) -> _Json:
    rich = given if isinstance(given, RichEntry) else RichEntry(given)
    entry = rich.entry
    if not (name := headline(entry.summary)):
        raise InvalidValue("calendar.summary", uid=entry.uid)
    performers = [_named("Person", one.name, one.url) for one in rich.participants if one.kind in _ON_STAGE]
    return _without_nothing(
        {
            "@type": "Event",
            "identifier": entry.uid,
            "name": name,
            "description": clean(entry.description),
            "inLanguage": language_tag(entry.language),
            "startDate": entry.starts.isoformat(),
            "endDate": _last(entry.ends),
            "previousStartDate": moved_from.isoformat() if moved_from else "",
            "eventStatus": f"{_SCHEMA}/{_status(entry, moved_from)}",
            "eventAttendanceMode": f"{_SCHEMA}/{_attendance(rich)}",
            "location": _locations(rich),
            "url": ascii_url(entry.url) if entry.url else "",
            "image": [ascii_url(url) for url in rich.images],
            "performer": [one for one in performers if one],
        }
    )


def _without_nothing(values: _Json) -> _Json:
    return {name: value for name, value in values.items() if value not in ("", None, {}, [])}


def _last(ends: datetime | date) -> str:
    """An instant with its offset. Whole days end with their last day here, in calendars with the one after it."""
    return ends.isoformat() if isinstance(ends, datetime) else (ends - timedelta(days=1)).isoformat()


def _status(entry: CalendarEntry, moved_from: datetime | date | None) -> str:
    if entry.status is EntryStatus.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if moved_from else "EventScheduled"


def _attendance(rich: RichEntry) -> str:
    if not rich.conferences:
        return "OfflineEventAttendanceMode"
    is_somewhere = rich.place is not None or rich.entry.location
    return "MixedEventAttendanceMode" if is_somewhere else "OnlineEventAttendanceMode"


def _locations(rich: RichEntry) -> list[_Json]:
    entry, place = rich.entry, rich.place
    geo = place.geo if place and place.geo else entry.geo
    somewhere = _without_nothing(
        {
            "@type": "Place",
            "name": headline(place.name if place else entry.location),
            "address": clean(place.address) if place and place.address else headline(entry.location),
            "geo": {"@type": "GeoCoordinates", "latitude": geo[0], "longitude": geo[1]} if geo else {},
        }
    )
    online = [
        {"@type": "VirtualLocation", **_without_nothing({"name": headline(one.label), "url": ascii_url(one.url)})}
        for one in rich.conferences
    ]
    return ([somewhere] if len(somewhere) > 1 else []) + online


def _named(kind: str, name: str, url: str) -> _Json:
    if not (written := headline(name)):
        return {}
    return {"@type": kind, "name": written} | ({"url": ascii_url(url)} if url else {})
