"""JSCalendar (RFC 8984), ``application/jscalendar+json``: an Event for an entry."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from eventapp.adapters.addresses import ascii_url, mailto
from eventapp.adapters.calendar_text import headline, language_tag
from eventapp.adapters.ical_lines import PRODID
from eventapp.domain.calendar import (
    CalendarEntry,
    Conference,
    EntryStatus,
    Participant,
    ParticipantKind,
    RichEntry,
)
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import ClockFault, fault_of, utc

MEDIA_TYPE = "application/jscalendar+json;type=event"
_UTC_NAMES = {"UTC", "Etc/UTC"}
# The registered roles closest to RFC 9073's types (RFC 8984, section 4.4.6); a speaker takes part.
_ROLES = {
    ParticipantKind.ACTIVE: "attendee",
    ParticipantKind.SPEAKER: "attendee",
    ParticipantKind.PERFORMER: "attendee",
    ParticipantKind.INACTIVE: "informational",
    ParticipantKind.SPONSOR: "informational",
}
_Json = dict[str, Any]


def event_file(given: CalendarEntry | RichEntry) -> bytes:
    """One Event, the same bytes for the same entry. Raises InvalidValue for what can't be written."""
    return _bytes(event(given))


def event(given: CalendarEntry | RichEntry) -> _Json:
    """RFC 8984, section 5.1. Empty properties are left out."""
    rich = given if isinstance(given, RichEntry) else RichEntry(given)
    entry = rich.entry
    uid, title = one_line(entry.uid), headline(entry.summary)
    if not uid or not title:
        raise InvalidValue("calendar.summary" if uid else "calendar.uid", uid=entry.uid)
    busy = entry.busy and entry.status is not EntryStatus.CANCELLED
    return _without_nothing(
        {
            "@type": "Event",
            "uid": uid,
            "prodId": PRODID,
            "created": _utc(entry.created_at),
            "updated": _utc(entry.modified_at),
            "sequence": entry.sequence,
            "title": title,
            **_description(rich),
            "locale": language_tag(entry.language),
            **_when(entry),
            "status": entry.status.value.lower(),
            "freeBusyStatus": "busy" if busy else "free",
            "keywords": dict.fromkeys(filter(None, map(headline, entry.categories)), True),
            "locations": _locations(rich),
            "virtualLocations": {_id(one.url): _virtual(one) for one in rich.conferences},
            "links": _links(_targets(rich)),
            "relatedTo": _related(entry),
            "participants": {_id(one.uid): _participant(one) for one in rich.participants},
        }
    )


def _bytes(value: _Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"


def _without_nothing(values: _Json) -> _Json:
    return {name: value for name, value in values.items() if value not in ("", None, {}, [])}


def _id(seed: str) -> str:
    """An Id (section 1.4.1): letters and digits that stay the same for the same thing."""
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:16]


def _description(rich: RichEntry) -> _Json:
    """One description only, with its type (section 4.2.3)."""
    if html := clean(rich.html):
        return {"description": html, "descriptionContentType": "text/html"}
    return {"description": clean(rich.entry.description)}


def _when(entry: CalendarEntry) -> _Json:
    """A local start, its zone and a length (sections 4.7.1, 5.1.1 and 5.1.2).

    In a length days are nominal and hours are exact (section 1.4.6), as in RFC 5545, so times count hours alone,
    also beyond a day: the end is right on the days when the clock changes. Whole days count days and have no zone.
    """
    starts, ends = entry.starts, entry.ends
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        return {"start": f"{starts:%Y-%m-%d}T00:00:00", "duration": _days(starts, ends), "showWithoutTime": True}
    zone = _zone(starts)
    local = starts if zone == _zone_name(starts) else utc(starts)
    return {"start": f"{local:%Y-%m-%dT%H:%M:%S}", "timeZone": zone, "duration": _hours(utc(ends) - utc(starts))}


def _days(starts: date, ends: date) -> str:
    return f"P{(ends - starts).days}D"


def _hours(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    return "PT" + "".join(parts)


def _zone_name(value: datetime) -> str:
    """The IANA name. Raises InvalidValue("calendar.zone") if there is none."""
    name = "Etc/UTC" if value.tzinfo is UTC else str(getattr(value.tzinfo, "key", "") or "")
    if not name:
        raise InvalidValue("calendar.zone", value=value)
    return "Etc/UTC" if name in _UTC_NAMES else name


def _zone(starts: datetime) -> str:
    """The zone that the start is written in: UTC for a reading that comes twice, as in the iCalendar file."""
    name = _zone_name(starts)
    if name == "Etc/UTC":
        return name
    fault = fault_of(starts.replace(tzinfo=None), starts.tzinfo)  # type: ignore[arg-type]  # a named one
    if fault is ClockFault.SKIPPED:
        raise InvalidValue("times.skipped", clock=starts, zone=name)
    return "Etc/UTC" if fault is ClockFault.DOUBLED else name


def _locations(rich: RichEntry) -> _Json:
    """Section 4.2.5. An end in another zone is said by a location of its own (``relativeTo``)."""
    entry, place = rich.entry, rich.place
    name = headline(place.name) if place else headline(entry.location)
    geo = place.geo if place and place.geo else entry.geo
    found: _Json = {}
    if name or geo:
        found[_id(place.uid if place else f"{entry.uid} place")] = _without_nothing(
            {
                "@type": "Location",
                "name": name,
                "description": clean(place.address) if place else "",
                "locationTypes": {place.kind: True} if place and place.kind else {},
                "coordinates": f"geo:{geo[0]:.6f},{geo[1]:.6f}" if geo else "",
            }
        )
    if isinstance(entry.starts, datetime) and isinstance(entry.ends, datetime):
        end = _zone_name(entry.ends)
        if end != _zone_name(entry.starts):
            found[_id(f"{entry.uid} end")] = {"@type": "Location", "relativeTo": "end", "timeZone": end}
    return found


def _virtual(conference: Conference) -> _Json:
    """Section 4.2.6."""
    features = {feature.lower(): True for feature in conference.features}
    return _without_nothing(
        {
            "@type": "VirtualLocation",
            "name": headline(conference.label),
            "uri": ascii_url(conference.url),
            "features": features,
        }
    )


def _targets(rich: RichEntry) -> list[tuple[str, str, str]]:
    """URL, relation and content type of what the entry points to."""
    page = [(ascii_url(rich.entry.url), "describedby", "")] if rich.entry.url else []
    data = [(ascii_url(rich.data_url), "alternate", "application/ld+json")] if rich.data_url else []
    return [*page, *data, *((ascii_url(url), "icon", "") for url in rich.images)]


def _links(targets: list[tuple[str, str, str]]) -> _Json:
    """Section 1.4.11."""
    return {
        _id(f"{rel} {url}"): _without_nothing({"@type": "Link", "href": url, "rel": rel, "contentType": kind})
        for url, rel, kind in targets
    }


def _related(entry: CalendarEntry) -> _Json:
    """Section 4.1.3."""
    if not entry.parent_uid:
        return {}
    return {one_line(entry.parent_uid): {"@type": "Relation", "relation": {"parent": True}}}


def _participant(participant: Participant) -> _Json:
    """Section 4.4.6. The address is given out only with consent, and never as a way to send answers to."""
    role = _ROLES.get(participant.kind, "contact")
    address = participant.public_address
    return _without_nothing(
        {
            "@type": "Participant",
            "name": headline(participant.name),
            "email": mailto(address).removeprefix("mailto:") if address else "",
            "description": clean(participant.description),
            "kind": "individual",
            "roles": {role: True},
            "links": _links([(ascii_url(participant.url), "describedby", "")]) if participant.url else {},
        }
    )


def _utc(instant: datetime) -> str:
    return f"{utc(instant):%Y-%m-%dT%H:%M:%SZ}"
