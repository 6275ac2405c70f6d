"""iCalendar files (RFC 5545, 5546, 7986): the only module that knows the library ``icalendar``.

The library folds and quotes well, but its conveniences write wrong files, and its vText takes a backslash with a
following N for a line break. So every value comes here finished and goes out as vInline, and VTIMEZONE is our own.
It takes its time, too: the events of downloads and feeds, of which there may be thousands, go out by ``ical_lines``,
in the very bytes that the library would write. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event
from icalendar.prop import vInline

from eventapp.adapters.addresses import ascii_url, mailto
from eventapp.adapters.calendar_text import calendar_name, escaped, headline, language_tag
from eventapp.adapters.ical_lines import PRODID, Parameters, Property, component, lines
from eventapp.adapters.timezones import timezone_component
from eventapp.domain.calendar import CalendarEntry, CalendarFeed, EntryStatus, Invitation, Mailbox, Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import ClockFault, fault_of, utc

_END = b"END:VCALENDAR\r\n"
_YEARS = range(1971, 2200)
# A hall, a page and a kind are the same in many entries, and take longer to clean than to look up.
_same_url = lru_cache(maxsize=1024)(ascii_url)
_same_headline = lru_cache(maxsize=1024)(headline)


class _Moment(NamedTuple):
    """A DATE or DATE-TIME as it is written. ``zone`` is the TZID; empty for days and for UTC."""

    text: str
    parameters: Parameters | None = None
    zone: str = ""
    year: int = 0


class _Span(NamedTuple):
    start: _Moment
    end: _Moment


_Block = tuple[_Span, bytes]


def event_file(entry: CalendarEntry) -> bytes:
    """A download: exactly one VEVENT, no METHOD, nobody's address. Raises InvalidValue for what can't be written."""
    return _joined(_head(), [_block(entry)])


def feed_file(feed: CalendarFeed) -> bytes:
    """A subscription with all its entries (RFC 7986). Addresses never belong into it.

    Raises InvalidValue("calendar.empty_feed"): a calendar needs at least one component (RFC 5545, section 3.6).
    """
    if not feed.entries:
        raise InvalidValue("calendar.empty_feed", name=feed.name)
    return _joined(_feed_head(feed), [_block(entry) for entry in feed.entries])


def invitation_file(invitation: Invitation) -> bytes:
    """The calendar part of a mail (RFC 5546): one UID, METHOD, and for REQUEST and CANCEL exactly one ATTENDEE.

    A CANCEL of an entry that still takes place takes out only its attendee, so it bears no STATUS.
    Raises InvalidValue("calendar.cancelled") for a REQUEST to something that is called off.
    """
    entry, method = invitation.entry, invitation.method
    if method is Method.REQUEST and entry.status is EntryStatus.CANCELLED:
        raise InvalidValue("calendar.cancelled", uid=entry.uid)
    status = "" if method is Method.CANCEL and entry.status is not EntryStatus.CANCELLED else entry.status.value
    span, before, after = _said_to_all(entry, status, _clock(entry.starts), _clock(entry.ends))
    own: list[Property] = [
        ("ORGANIZER", mailto(invitation.organizer.address), _common_name(invitation.organizer)),
    ]
    if invitation.attendee is not None:
        own.append(("ATTENDEE", mailto(invitation.attendee.address), _attendee(invitation.attendee, method)))
    if method is Method.REQUEST:
        own.append(("X-MICROSOFT-DISALLOW-COUNTER", "TRUE", None))
    stamp = f"DTSTAMP:{_utc(invitation.sent_at)}\r\n".encode()
    event = component("VEVENT", before, stamp, after, lines(own))
    return b"".join([_message_head(method), *_zones([span]), event, _END])


@lru_cache(maxsize=8)
def _message_head(method: Method) -> bytes:
    head = _head()
    head.add("METHOD", vInline(method.value))
    return _serialised(head).removesuffix(_END)


@lru_cache(maxsize=64)
def _said_to_all(entry: CalendarEntry, status: str, *_clocks: tuple[str, int] | None) -> tuple[_Span, bytes, bytes]:
    """What the messages to ten thousand people have in common: what stands before DTSTAMP, and what after."""
    span = _span(entry)
    uid, _stamp, *others = _event(entry, span, entry.modified_at, status)
    return span, lines([uid]), lines(others)


def declined_counter_file(invitation: Invitation, sequence: int, comment: str = "") -> bytes:
    """The answer to a proposal of other times (RFC 5546, section 3.2.8): the entry stays as it was sent.

    ``invitation`` is the REQUEST as it stands, ``sequence`` that of the proposal, which is echoed.
    Raises InvalidValue("mail.method") for anything but a REQUEST.
    """
    if invitation.method is not Method.REQUEST or invitation.attendee is None or sequence < 0:
        raise InvalidValue("mail.method", method=invitation.method)
    entry = replace(invitation.entry, sequence=sequence)
    span = _span(entry)
    event = Event()
    _fill(event, _event(entry, span, invitation.sent_at, entry.status.value))
    event.add("ORGANIZER", vInline(mailto(invitation.organizer.address)), _common_name(invitation.organizer))
    event.add("ATTENDEE", vInline(mailto(invitation.attendee.address)), _common_name(invitation.attendee))
    _fill(event, _text("COMMENT", clean(comment), {"LANGUAGE": language_tag(entry.language)}))
    head = _head()
    head.add("METHOD", vInline("DECLINECOUNTER"))
    return _joined(head, [(span, _serialised(event))])


def _joined(head: Calendar, blocks: list[_Block]) -> bytes:
    """Calendar properties, then the zones, then their users: some readers take one pass."""
    start = _serialised(head).removesuffix(_END)
    return b"".join([start, *_zones(span for span, _ in blocks), *(octets for _, octets in blocks), _END])


def _serialised(part: Component) -> bytes:
    return bytes(part.to_ical(sorted=False))  # in our order: VERSION and PRODID first


def _fill(target: Component, properties: Iterable[Property]) -> None:
    for name, value, parameters in properties:
        target.add(name, vInline(value, params=dict(parameters or {})))


def _zones(spans: Iterable[_Span]) -> list[bytes]:
    years: dict[str, set[int]] = {}
    for span in spans:
        for moment in (span.start, span.end):
            if moment.zone:
                years.setdefault(moment.zone, set()).add(moment.year)
    return [timezone_component(ZoneInfo(key), min(used), max(used)) for key, used in sorted(years.items())]


def _head() -> Calendar:
    head = Calendar()
    _fill(head, [("VERSION", "2.0", None), ("PRODID", PRODID, None), ("CALSCALE", "GREGORIAN", None)])
    return head


def _feed_head(feed: CalendarFeed) -> Calendar:
    """RFC 7986 beside the older X- properties. VALUE=TEXT lets all readers unescape those alike. Never a UID here."""
    name, text, refresh = calendar_name(feed.name), clean(feed.description), f"PT{feed.refresh_hours}H"
    if not name or feed.refresh_hours < 1:
        raise InvalidValue("calendar.feed", name=feed.name, refresh_hours=feed.refresh_hours)
    head = _head()
    properties: list[Property] = [
        *_text("NAME", name),
        *_text("X-WR-CALNAME", name, {"VALUE": "TEXT"}),
        *_text("DESCRIPTION", text),
        *_text("X-WR-CALDESC", text, {"VALUE": "TEXT"}),
        ("X-WR-TIMEZONE", feed.zone, None),
        ("COLOR", feed.color, None),
        ("SOURCE", ascii_url(feed.source_url), {"VALUE": "URI"}),
        ("URL", ascii_url(feed.page_url), None),
        ("LAST-MODIFIED", _utc(feed.modified_at), None),
        ("REFRESH-INTERVAL", refresh, {"VALUE": "DURATION"}),
        ("X-PUBLISHED-TTL", refresh, None),
    ]
    _fill(head, properties)
    return head


def _block(entry: CalendarEntry) -> _Block:
    """One VEVENT. Datetimes of other zones, and both passes of a doubled hour, count as equal: the clocks tell them."""
    return _kept(entry, _clock(entry.starts), _clock(entry.ends))


def _clock(value: datetime | date) -> tuple[str, int] | None:
    return (str(value.tzinfo), value.fold) if isinstance(value, datetime) else None


@lru_cache(maxsize=4096)
def _kept(entry: CalendarEntry, *_clocks: tuple[str, int] | None) -> _Block:
    """When one entry of a feed changes, all the others are there already."""
    span = _span(entry)
    return span, component("VEVENT", lines(_event(entry, span, entry.modified_at, entry.status.value)))


def _event(entry: CalendarEntry, span: _Span, stamp: datetime, status: str) -> Iterator[Property]:
    """What every VEVENT says, whoever writes it down."""
    uid = one_line(entry.uid)
    if not uid:
        raise InvalidValue("calendar.uid", value=entry.uid)
    yield from _text("UID", uid)
    yield "DTSTAMP", _utc(stamp), None
    yield "DTSTART", span.start.text, span.start.parameters
    yield "DTEND", span.end.text, span.end.parameters
    yield "SEQUENCE", str(entry.sequence), None
    yield "CREATED", _utc(entry.created_at), None
    yield "LAST-MODIFIED", _utc(entry.modified_at), None
    if status:
        yield "STATUS", status, None
    yield from _texts(entry)
    yield from _place(entry)
    yield from _relations(entry)


def _texts(entry: CalendarEntry) -> Iterator[Property]:
    language = {"LANGUAGE": language_tag(entry.language)}
    summary = headline(entry.summary)
    if not summary:
        raise InvalidValue("calendar.summary", uid=entry.uid)
    yield from _text("SUMMARY", summary, language)
    yield from _text("DESCRIPTION", clean(entry.description), language)
    yield from _text("LOCATION", _same_headline(entry.location), language)
    if names := [name for name in map(_same_headline, entry.categories) if name]:
        yield "CATEGORIES", ",".join(map(escaped, names)), None


def _place(entry: CalendarEntry) -> Iterator[Property]:
    """GEO (RFC 5545, section 3.8.1.6), and Apple's own form, which opens the map."""
    if entry.geo is None:
        return
    latitude, longitude = entry.geo
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InvalidValue("calendar.geo", value=entry.geo)
    north, east = f"{latitude:.6f}", f"{longitude:.6f}"
    yield "GEO", f"{north};{east}", None
    if place := _same_headline(entry.location):
        title = {"VALUE": "URI", "X-ADDRESS": place, "X-TITLE": place.split(",")[0] or place}
        yield "X-APPLE-STRUCTURED-LOCATION", f"geo:{north},{east}", title


def _relations(entry: CalendarEntry) -> Iterator[Property]:
    """Where it belongs and whether it takes the reader's time; what is called off takes none."""
    if entry.url:
        yield "URL", _same_url(entry.url), None
    if entry.parent_uid:
        yield from _text("RELATED-TO", one_line(entry.parent_uid), {"RELTYPE": "PARENT"})
    busy = entry.busy and entry.status is not EntryStatus.CANCELLED
    yield "TRANSP", "OPAQUE" if busy else "TRANSPARENT", None
    yield "X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if busy else "FREE", None


def _text(name: str, text: str, parameters: Parameters | None = None) -> Iterator[Property]:
    """A TEXT property; none for an empty text, which libical takes for an error."""
    if text:
        yield name, escaped(text), parameters


def _common_name(mailbox: Mailbox) -> dict[str, str]:
    name = headline(mailbox.name)
    return {"CN": name} if name else {}


def _attendee(mailbox: Mailbox, method: Method) -> dict[str, str]:
    """RSVP=TRUE is what brings the buttons; a cancellation asks for no answer (RFC 5546, sections 3.2.2, 3.2.5)."""
    parameters = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    if method is Method.REQUEST:
        parameters |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return parameters | _common_name(mailbox)


def _span(entry: CalendarEntry) -> _Span:
    """Both ends in one form: if one lies in an hour that comes twice, both are written in UTC."""
    if not isinstance(entry.starts, datetime) or not isinstance(entry.ends, datetime):
        return _Span(_day(entry.starts), _day(entry.ends))
    if _needs_utc(entry.starts) or _needs_utc(entry.ends):
        return _Span(_Moment(_utc(entry.starts)), _Moment(_utc(entry.ends)))
    return _Span(_zoned(entry.starts), _zoned(entry.ends))


def _day(value: date) -> _Moment:
    _check_year(value)
    return _Moment(f"{value:%Y%m%d}", {"VALUE": "DATE"})


def _zoned(value: datetime) -> _Moment:
    _check_year(value)
    zone = str(value.tzinfo)
    return _Moment(_compact(value), {"TZID": zone}, zone, value.year)


def _check_year(value: date) -> None:
    if value.year not in _YEARS:
        raise InvalidValue("calendar.year", value=value)


def _needs_utc(value: datetime) -> bool:
    """Whether ``value`` is in UTC already or is a reading that its zone shows twice: readers differ on which is meant.

    Raises InvalidValue("times.skipped") for a reading that the zone never shows, ("calendar.zone") if it has no name.
    """
    if value.tzinfo is UTC:
        return True
    if not isinstance(value.tzinfo, ZoneInfo) or not value.tzinfo.key:
        raise InvalidValue("calendar.zone", value=value)
    if value.utcoffset() == value.replace(fold=1 - value.fold).utcoffset():
        return value.tzinfo.key in {
            "UTC",
            "Etc/UTC",
        }  # on most days a wall clock is what it seems: no need to look twice
    fault = fault_of(value.replace(tzinfo=None), value.tzinfo)
    if fault is ClockFault.SKIPPED:
        raise InvalidValue("times.skipped", clock=value, zone=value.tzinfo.key)
    return fault is ClockFault.DOUBLED


def _utc(instant: datetime) -> str:
    return f"{_compact(utc(instant))}Z"


def _compact(value: datetime) -> str:
    """As ``%Y%m%dT%H%M%S`` does it, but in half the time."""
    return value.isoformat()[:19].replace("-", "").replace(":", "")
