"""Links that open an editor of a web calendar with an entry filled in. They can neither update nor cancel it.

The services publish no reference for these; the forms here are the ones that their users found to work. Blanks are
``%20``, never ``+``, which some of them show.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import quote

from eventapp.adapters.addresses import ascii_url
from eventapp.adapters.calendar_text import headline, shortened
from eventapp.domain.calendar import CalendarEntry
from eventapp.domain.texts import clean
from eventapp.domain.times import utc

LONGEST_LINK = 2000  # octets; beyond them servers and mail clients cut
_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = "https://outlook.live.com/calendar/deeplink/compose"
_OFFICE = "https://outlook.office.com/calendar/deeplink/compose"
_YAHOO = "https://calendar.yahoo.com/"


def google(entry: CalendarEntry) -> str:
    """Google Calendar. A whole day ends, as in iCalendar, on the day after."""

    def fields(details: str, title: str, place: str) -> Mapping[str, str]:
        return {
            "action": "TEMPLATE",
            "text": title,
            "dates": f"{_basic(entry.starts)}/{_basic(entry.ends)}",
            "details": details,
            "location": place,
            "crm": "BUSY" if entry.busy else "AVAILABLE",
        }

    return _fitting(_GOOGLE, entry, fields)


def outlook(entry: CalendarEntry) -> str:
    """Outlook.com, private accounts."""
    return _outlook(_OUTLOOK, entry)


def office365(entry: CalendarEntry) -> str:
    """Outlook of Microsoft 365, accounts of schools and offices."""
    return _outlook(_OFFICE, entry)


def _outlook(base: str, entry: CalendarEntry) -> str:
    """Dashes, colons and Z are needed: without Z it is the reader's zone. The body is HTML."""

    def fields(details: str, title: str, place: str) -> Mapping[str, str]:
        whole_day = not isinstance(entry.starts, datetime)
        return {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": title,
            "startdt": _extended(entry.starts),
            "enddt": _extended(entry.ends),
            "body": html.escape(details, quote=False).replace("\n", "<br>"),
            "location": place,
            "allday": "true" if whole_day else "",
            "freebusy": "busy" if entry.busy else "free",
        }

    return _fitting(base, entry, fields)


def yahoo(entry: CalendarEntry) -> str:
    """Yahoo Calendar. Its whole days end on the last day itself."""
    whole_day = not isinstance(entry.ends, datetime)
    last = entry.ends - timedelta(days=1) if whole_day else entry.ends

    def fields(details: str, title: str, place: str) -> Mapping[str, str]:
        return {
            "v": "60",
            "title": title,
            "st": _basic(entry.starts),
            "et": _basic(last),
            "dur": "allday" if whole_day else "",
            "desc": details,
            "in_loc": place,
        }

    return _fitting(_YAHOO, entry, fields)


def webcal(url: str) -> str:
    """The address of a feed in the scheme that makes calendar programs subscribe.

    Raises InvalidValue("calendar.url").
    """
    return "webcal://" + ascii_url(url).partition("://")[2]


def _fitting(base: str, entry: CalendarEntry, fields: Callable[[str, str, str], Mapping[str, str]]) -> str:
    """The link with as much of the details as fit; then the place, last the title give way."""
    details, title, place = _details(entry), headline(entry.summary), headline(entry.location)

    def link(details: str, title: str, place: str) -> str:
        pairs = [f"{name}={quote(value, safe='/:')}" for name, value in fields(details, title, place).items() if value]
        return f"{base}?{'&'.join(pairs)}"

    details = _longest(details, lambda part: link(part, title, place))
    place = _longest(place, lambda part: link(details, title, part))
    return link(details, _longest(title, lambda part: link(details, part, place)), place)


def _longest(text: str, link: Callable[[str], str]) -> str:
    """The longest beginning of ``text`` with which ``link`` isn't too long; empty if there is none."""
    if len(link(text)) <= LONGEST_LINK:
        return text
    low, high = 0, len(text)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(link(shortened(text, middle))) <= LONGEST_LINK else (low, middle)
    return shortened(text, low) if low else ""


def _details(entry: CalendarEntry) -> str:
    """The page's address first, so that it is never what is cut."""
    lines = [ascii_url(entry.url) if entry.url else "", clean(entry.description)]
    return "\n\n".join(line for line in lines if line)


def _basic(value: datetime | date) -> str:
    """``20241108T080000Z``, or ``20241108``."""
    return f"{utc(value):%Y%m%dT%H%M%SZ}" if isinstance(value, datetime) else f"{value:%Y%m%d}"


def _extended(value: datetime | date) -> str:
    """``2024-11-08T08:00:00Z``, or ``2024-11-08``."""
    return f"{utc(value):%Y-%m-%dT%H:%M:%SZ}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"
