"""Making calendars: an entry must not cost more in a long feed than in a short one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.results import Effort, Result, at_most, seconds
from eventapp.adapters import ical
from eventapp.domain.calendar import CalendarEntry, CalendarFeed

_LENGTHS = (10, 100, 1000)
_GROWTH = 1.5
_MADE = datetime(2026, 1, 5, 8, tzinfo=UTC)
_FIRST = datetime(2026, 11, 13, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def measure(effort: Effort) -> Iterator[Result]:
    """Feeds of several lengths, with entries that were never written before, and once more from what is kept."""
    costs: dict[int, float] = {}
    run = 0

    def fresh(length: int) -> float:
        nonlocal run
        feeds = []
        for _ in range(2_000 // length):
            run += 1
            feeds.append(_feed(length, run))
        return seconds(lambda: [ical.feed_file(feed) for feed in feeds], 1) / (len(feeds) * length)

    fresh(100)  # imports and zones are ready from here on
    rounds = [{length: fresh(length) for length in _LENGTHS} for _ in range(effort.rounds)]
    for length in _LENGTHS:
        costs[length] = sorted(one[length] for one in rounds)[effort.rounds // 2]
    each = ", ".join(f"{costs[length] * 1e6:.0f}" for length in _LENGTHS)
    growth = costs[_LENGTHS[-1]] / costs[_LENGTHS[0]]
    subject = f"feed of {_LENGTHS[-1]}: cost of an entry, by one of {_LENGTHS[0]}"
    measured = f"{growth:5.2f}  ({each} us an entry in feeds of {', '.join(map(str, _LENGTHS))})"
    yield at_most(subject, growth, _GROWTH, measured)
    yield _kept()


def _kept() -> Result:
    feed = _feed(_LENGTHS[-1], 0)
    tracemalloc.start()
    size = len(ical.feed_file(feed))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    again = seconds(lambda: ical.feed_file(feed), 5)
    return Result(
        f"feed of {_LENGTHS[-1]}, asked for again", f"{again * 1e3:.1f} ms; peak {peak / size:.1f} x its size"
    )


def _feed(length: int, run: int) -> CalendarFeed:
    return CalendarFeed(
        name="Versammlungen",
        description="Alle Termine",
        source_url="https://example.org/feed.ics",
        page_url="https://example.org/",
        entries=tuple(_entry(number, run) for number in range(length)),
        modified_at=_MADE,
    )


def _entry(number: int, run: int) -> CalendarEntry:
    starts = _FIRST + timedelta(days=number % 300)
    return CalendarEntry(
        uid=f"{run}-{number}@example.org",
        summary=f"Programmpunkt {number}",
        starts=starts,
        ends=starts + timedelta(minutes=45),
        sequence=1,
        created_at=_MADE,
        modified_at=_MADE,
        description="Was gesagt wird, und von wem.\nMit einer zweiten Zeile.",
        location="Lichtburg, Kettwiger Straße 36, 45127 Essen",
        geo=(51.4552, 7.0137),
        url="https://example.org/events/versammlung",
        categories=("Versammlung",),
    )
