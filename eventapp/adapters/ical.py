"""iCalendar files (RFC 5545, 5546, 7986): the only module that knows the library ``icalendar``.

The library folds and quotes well, but its conveniences write wrong files, and its vText takes a backslash with a
following N for a line break. So every value comes here finished and goes out as vInline, and VTIMEZONE is our own.
The same input gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event
from icalendar.prop import vInline

from eventapp.adapters.addresses import ascii_url, mailto
from eventapp.adapters.calendar_text import calendar_name, escaped, headline, language_tag
from eventapp.adapters.timezones import timezone_component
from eventapp.domain.calendar import CalendarEntry, CalendarFeed, EntryStatus, Invitation, Mailbox, Method
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import ClockFault, fault_of, utc

PRODID = "-//eventapp//eventapp//DE"  # without a version: an update of the program must not change a byte
_END = b"END:VCALENDAR\r\n"
_YEARS = range(1971, 2200)
_Parameters = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A DATE or DATE-TIME as it is written. ``zone`` is the TZID; empty for days and for UTC."""

    text: str
    is_day: bool
    zone: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    start: _Moment
    end: _Moment


def event_file(entry: CalendarEntry) -> bytes:
    """A download: exactly one VEVENT, no METHOD, nobody's address. Raises InvalidValue for what can't be written."""
    span = _span(entry)
    return _joined(_head(), [span], [_event_block(entry, span, entry.starts.isoformat())])


def feed_file(feed: CalendarFeed) -> bytes:
    """A subscription with all its entries (RFC 7986). Addresses never belong into it.

    Raises InvalidValue("calendar.empty_feed"): a calendar needs at least one component (RFC 5545, section 3.6).
    """
    if not feed.entries:
        raise InvalidValue("calendar.empty_feed", name=feed.name)
    spans = [_span(entry) for entry in feed.entries]
    blocks = [
        _event_block(entry, span, entry.starts.isoformat()) for entry, span in zip(feed.entries, spans, strict=True)
    ]
    return _joined(_feed_head(feed), spans, blocks)


def invitation_file(invitation: Invitation) -> bytes:
    """The calendar part of a mail (RFC 5546): one UID, METHOD, and for REQUEST and CANCEL exactly one ATTENDEE.

    A CANCEL of an entry that still takes place takes out only its attendee, so it bears no STATUS.
    Raises InvalidValue("calendar.cancelled") for a REQUEST to something that is called off.
    """
    entry, method = invitation.entry, invitation.method
    if method is Method.REQUEST and entry.status is EntryStatus.CANCELLED:
        raise InvalidValue("calendar.cancelled", uid=entry.uid)
    span = _span(entry)
    status = "" if method is Method.CANCEL and entry.status is not EntryStatus.CANCELLED else entry.status.value
    event = _event(entry, span, invitation.sent_at, status)
    event.add("ORGANIZER", vInline(mailto(invitation.organizer.address)), _common_name(invitation.organizer))
    if invitation.attendee is not None:
        event.add("ATTENDEE", vInline(mailto(invitation.attendee.address)), _attendee(invitation.attendee, method))
    if method is Method.REQUEST:
        event.add("X-MICROSOFT-DISALLOW-COUNTER", vInline("TRUE"))
    head = _head()
    head.add("METHOD", vInline(method.value))
    return _joined(head, [span], [_serialised(event)])


def declined_counter_file(invitation: Invitation, sequence: int, comment: str = "") -> bytes:
    """The answer to a proposal of other times (RFC 5546, section 3.2.8): the entry stays as it was sent.

    ``invitation`` is the REQUEST as it stands, ``sequence`` that of the proposal, which is echoed.
    Raises InvalidValue("mail.method") for anything but a REQUEST.
    """
    if invitation.method is not Method.REQUEST or invitation.attendee is None or sequence < 0:
        raise InvalidValue("mail.method", method=invitation.method)
    entry = replace(invitation.entry, sequence=sequence)
    span = _span(entry)
    event = _event(entry, span, invitation.sent_at, entry.status.value)
    event.add("ORGANIZER", vInline(mailto(invitation.organizer.address)), _common_name(invitation.organizer))
    event.add("ATTENDEE", vInline(mailto(invitation.attendee.address)), _common_name(invitation.attendee))
    _add_text(event, "COMMENT", clean(comment), {"LANGUAGE": language_tag(entry.language)})
    head = _head()
    head.add("METHOD", vInline("DECLINECOUNTER"))
    return _joined(head, [span], [_serialised(event)])


def _joined(head: Calendar, spans: list[_Span], blocks: list[bytes]) -> bytes:
    """Calendar properties, then the zones, then their users: some readers take one pass."""
    start = _serialised(head).removesuffix(_END)
    return b"".join([start, *_zones(spans), *blocks, _END])


def _serialised(component: Component) -> bytes:
    return bytes(component.to_ical(sorted=False))  # in our order: VERSION and PRODID first


def _zones(spans: list[_Span]) -> list[bytes]:
    years: dict[str, set[int]] = {}
    for span in spans:
        for moment in (span.start, span.end):
            if moment.zone:
                years.setdefault(moment.zone, set()).add(moment.year)
    return [timezone_component(ZoneInfo(key), min(used), max(used)) for key, used in sorted(years.items())]


def _head() -> Calendar:
    head = Calendar()
    head.add("VERSION", vInline("2.0"))
    head.add("PRODID", vInline(PRODID))
    head.add("CALSCALE", vInline("GREGORIAN"))
    return head


def _feed_head(feed: CalendarFeed) -> Calendar:
    """RFC 7986 beside the older X- properties. VALUE=TEXT lets all readers unescape those alike. Never a UID here."""
    head = _head()
    name, text, refresh = calendar_name(feed.name), clean(feed.description), f"PT{feed.refresh_hours}H"
    if not name or feed.refresh_hours < 1:
        raise InvalidValue("calendar.feed", name=feed.name, refresh_hours=feed.refresh_hours)
    _add_text(head, "NAME", name)
    _add_text(head, "X-WR-CALNAME", name, {"VALUE": "TEXT"})
    _add_text(head, "DESCRIPTION", text)
    _add_text(head, "X-WR-CALDESC", text, {"VALUE": "TEXT"})
    head.add("X-WR-TIMEZONE", vInline(feed.zone))
    head.add("COLOR", vInline(feed.color))
    head.add("SOURCE", vInline(ascii_url(feed.source_url)), {"VALUE": "URI"})
    head.add("URL", vInline(ascii_url(feed.page_url)))
    head.add("LAST-MODIFIED", vInline(_utc(feed.modified_at)))
    head.add("REFRESH-INTERVAL", vInline(refresh), {"VALUE": "DURATION"})
    head.add("X-PUBLISHED-TTL", vInline(refresh))
    return head


@lru_cache(maxsize=4096)
def _event_block(entry: CalendarEntry, span: _Span, _start: str) -> bytes:
    """The bytes of one VEVENT, kept: a feed of a thousand entries costs a join instead of a quarter of a second.

    Datetimes of other zones, and both passes of a doubled hour, count as equal; span and start keep them apart.
    """
    return _serialised(_event(entry, span, entry.modified_at, entry.status.value))


def _event(entry: CalendarEntry, span: _Span, stamp: datetime, status: str) -> Event:
    event = Event()
    uid = one_line(entry.uid)
    if not uid:
        raise InvalidValue("calendar.uid", value=entry.uid)
    _add_text(event, "UID", uid)
    event.add("DTSTAMP", vInline(_utc(stamp)))
    _add_moment(event, "DTSTART", span.start)
    _add_moment(event, "DTEND", span.end)
    event.add("SEQUENCE", vInline(str(entry.sequence)))
    event.add("CREATED", vInline(_utc(entry.created_at)))
    event.add("LAST-MODIFIED", vInline(_utc(entry.modified_at)))
    if status:
        event.add("STATUS", vInline(status))
    _add_texts(event, entry)
    _add_place(event, entry)
    _add_relations(event, entry)
    return event


def _add_texts(event: Event, entry: CalendarEntry) -> None:
    language = {"LANGUAGE": language_tag(entry.language)}
    summary = headline(entry.summary)
    if not summary:
        raise InvalidValue("calendar.summary", uid=entry.uid)
    _add_text(event, "SUMMARY", summary, language)
    _add_text(event, "DESCRIPTION", clean(entry.description), language)
    _add_text(event, "LOCATION", headline(entry.location), language)
    if names := [name for name in map(headline, entry.categories) if name]:
        event.add("CATEGORIES", vInline(",".join(map(escaped, names))))


def _add_place(event: Event, entry: CalendarEntry) -> None:
    """GEO (RFC 5545, section 3.8.1.6), and Apple's own form, which opens the map."""
    if entry.geo is None:
        return
    latitude, longitude = entry.geo
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise InvalidValue("calendar.geo", value=entry.geo)
    north, east = f"{latitude:.6f}", f"{longitude:.6f}"
    event.add("GEO", vInline(f"{north};{east}"))
    if place := headline(entry.location):
        title = {"VALUE": "URI", "X-ADDRESS": place, "X-TITLE": place.split(",")[0] or place}
        event.add("X-APPLE-STRUCTURED-LOCATION", vInline(f"geo:{north},{east}"), title)


def _add_relations(event: Event, entry: CalendarEntry) -> None:
    """Where it belongs and whether it takes the reader's time; what is called off takes none."""
    if entry.url:
        event.add("URL", vInline(ascii_url(entry.url)))
    if entry.parent_uid:
        _add_text(event, "RELATED-TO", one_line(entry.parent_uid), {"RELTYPE": "PARENT"})
    busy = entry.busy and entry.status is not EntryStatus.CANCELLED
    event.add("TRANSP", vInline("OPAQUE" if busy else "TRANSPARENT"))
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", vInline("BUSY" if busy else "FREE"))


def _add_text(component: Component, name: str, text: str, parameters: _Parameters | None = None) -> None:
    """Add a TEXT property; none for an empty text, which libical takes for an error."""
    if text:
        component.add(name, vInline(escaped(text)), parameters or {})


def _add_moment(event: Event, name: str, moment: _Moment) -> None:
    parameters = {"VALUE": "DATE"} if moment.is_day else {"TZID": moment.zone} if moment.zone else {}
    event.add(name, vInline(moment.text), parameters)


def _common_name(mailbox: Mailbox) -> _Parameters:
    name = headline(mailbox.name)
    return {"CN": name} if name else {}


def _attendee(mailbox: Mailbox, method: Method) -> _Parameters:
    """RSVP=TRUE is what brings the buttons; a cancellation asks for no answer (RFC 5546, sections 3.2.2, 3.2.5)."""
    parameters = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    if method is Method.REQUEST:
        parameters |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    return parameters | _common_name(mailbox)


def _span(entry: CalendarEntry) -> _Span:
    """Both ends in one form: if one lies in an hour that comes twice, both are written in UTC."""
    if not isinstance(entry.starts, datetime) or not isinstance(entry.ends, datetime):
        return _Span(_day(entry.starts), _day(entry.ends))
    ends = (entry.starts, entry.ends)
    if any(_needs_utc(value) for value in ends):
        return _Span(*(_Moment(_utc(value), is_day=False) for value in ends))
    return _Span(*(_zoned(value) for value in ends))


def _day(value: date) -> _Moment:
    return _Moment(f"{_lasting(value):%Y%m%d}", is_day=True)


def _lasting(value: date) -> date:
    if value.year not in _YEARS:
        raise InvalidValue("calendar.year", value=value)
    return value


def _zoned(value: datetime) -> _Moment:
    return _Moment(f"{_lasting(value):%Y%m%dT%H%M%S}", is_day=False, zone=str(value.tzinfo), year=value.year)


def _needs_utc(value: datetime) -> bool:
    """Whether ``value`` is in UTC already or is a reading that its zone shows twice: readers differ on which is meant.

    Raises InvalidValue("times.skipped") for a reading that the zone never shows, ("calendar.zone") if it has no name.
    """
    if value.tzinfo is UTC:
        return True
    if not isinstance(value.tzinfo, ZoneInfo) or not value.tzinfo.key:
        raise InvalidValue("calendar.zone", value=value)
    fault = fault_of(value.replace(tzinfo=None), value.tzinfo)
    if fault is ClockFault.SKIPPED:
        raise InvalidValue("times.skipped", clock=value, zone=value.tzinfo.key)
    return fault is ClockFault.DOUBLED or value.tzinfo.key in {"UTC", "Etc/UTC"}


def _utc(instant: datetime) -> str:
    return f"{utc(instant):%Y%m%dT%H%M%SZ}"
