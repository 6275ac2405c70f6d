"""What other calendars hold against an event, in words."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventapp.domain.busy import Clash
from eventapp.domain.texts import Language
from eventapp.domain.times import TimeSpan
from eventapp.services import wording


def sentence(clash: Clash, zone: ZoneInfo, language: Language) -> str:
    """Who says that what is when, by the clock of ``zone``."""
    values = {
        "calendar": clash.calendar,
        "when": _when(clash.span, zone, language),
        "what": f": {clash.summary.rstrip('.')}" if clash.summary else "",
    }
    if clash.venue_id is None:
        return str(_("Laut „%(calendar)s“ liegt %(when)s schon ein anderer Termin%(what)s.", **values))
    return str(_("Laut „%(calendar)s“ ist der Ort %(when)s belegt%(what)s.", **values))


def _when(span: TimeSpan, zone: ZoneInfo, language: Language) -> str:
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    last = end - timedelta(days=1) if _is_midnight(start) and _is_midnight(end) else end
    values = {
        "first": wording.day(start.date(), language, weekday=False),
        "last": wording.day(last.date(), language, weekday=False),
        "start": wording.clock(start),
        "end": wording.clock(end),
    }
    is_one_day = values["first"] == values["last"]
    if last is not end:
        return str(
            _("am %(first)s den ganzen Tag", **values) if is_one_day else _("vom %(first)s bis zum %(last)s", **values)
        )
    if is_one_day:
        return str(_("am %(first)s von %(start)s bis %(end)s Uhr", **values))
    return str(_("vom %(first)s, %(start)s Uhr, bis zum %(last)s, %(end)s Uhr", **values))


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time()
