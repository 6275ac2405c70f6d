"""Making calendars: an entry must not cost more in a long feed than in a short one, and far less than by icalendar."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from zoneinfo import ZoneInfo

from icalendar import Event

from benchmarks.results import Effort, Result, at_least, at_most, seconds
from eventapp.adapters import ical
from eventapp.domain.calendar import CalendarEntry, CalendarFeed

_LENGTHS = (10, 100, 1_000, 10_000)
_LONG = 1_000
_GROWTH = 1.5
_GAIN = 20.0
_MADE = datetime(2026, 1, 5, 8, tzinfo=UTC)
_FIRST = datetime(2026, 11, 13, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def measure(effort: Effort) -> Iterator[Result]:
    """Feeds of several lengths with entries that were never written before; one of a thousand by the library, too."""
    ical.feed_file(feed_of(100, -1))  # imports and zones are ready from here on
    yield _growth(effort)
    yield from _gains(effort)
    yield _peak()


def _growth(effort: Effort) -> Result:
    rounds = [{length: _cost(length, run) for length in _LENGTHS} for run in range(effort.rounds)]
    costs = {length: median(one[length] for one in rounds) for length in _LENGTHS}
    growth = costs[_LENGTHS[-1]] / costs[_LENGTHS[0]]
    each = ", ".join(f"{cost * 1e6:.0f}" for cost in costs.values())
    subject = f"feed of {_LENGTHS[-1]}: cost of an entry, by one of {_LENGTHS[0]}"
    measured = f"{growth:5.2f}  ({each} us an entry in feeds of {', '.join(map(str, _LENGTHS))})"
    return at_most(subject, growth, _GROWTH, measured)


def _cost(length: int, run: int) -> float:
    """Of one entry, in seconds."""
    feeds = [feed_of(length, run * 1_000_000 + length * 1_000 + n) for n in range(max(1, 2_000 // length))]
    return seconds(lambda: [ical.feed_file(feed) for feed in feeds], 1) / (len(feeds) * length)


def _gains(effort: Effort) -> Iterator[Result]:
    """By how much our own writing beats the library's, of the same entries and to the same bytes."""
    whole, changed = [], []
    for run in range(effort.rounds):
        feed = feed_of(_LONG, -2 - run)
        edited = replace(feed, entries=(replace(feed.entries[0], summary="Anders"), *feed.entries[1:]))
        library = seconds(partial(_by_library, feed), 1)
        whole.append(library / seconds(partial(ical.feed_file, feed), 1))
        changed.append(library / seconds(partial(ical.feed_file, edited), 1))
    _same_bytes(feed)
    subject = f"feed of {_LONG} after one of them changed, against icalendar"
    yield at_least(subject, median(changed), _GAIN, f"{median(changed):5.0f} times as fast ({library * 1e3:.0f} ms)")
    yield Result(f"feed of {_LONG}, none written before", f"{median(whole):5.1f} times as fast as icalendar")


def _by_library(feed: CalendarFeed) -> list[bytes]:
    """The events, as icalendar makes and writes them."""
    written = []
    for entry in feed.entries:
        event = Event()
        ical._fill(event, ical._event(entry, ical._span(entry), entry.modified_at, entry.status.value))
        written.append(event.to_ical(sorted=False))
    return written


def _same_bytes(feed: CalendarFeed) -> None:
    if b"".join(_by_library(feed)) not in ical.feed_file(feed):
        raise RuntimeError("icalendar writes other bytes")


def _peak() -> Result:
    feed = feed_of(_LONG, 0)
    tracemalloc.start()
    size = len(ical.feed_file(feed))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Result(f"feed of {_LONG}, memory while it is made", f"{peak / size:.1f} x its size")


def feed_of(length: int, run: int) -> CalendarFeed:
    """A feed of ``length`` entries; those of another ``run`` are other entries."""
    return CalendarFeed(
        name="Versammlungen",
        description="Alle Termine",
        source_url="https://example.org/feed.ics",
        page_url="https://example.org/",
        entries=tuple(_entry(number, run) for number in range(length)),
        modified_at=_MADE,
    )


def _entry(number: int, run: int) -> CalendarEntry:
    starts, made = _FIRST + timedelta(days=number % 300), _MADE + timedelta(seconds=number)
    return CalendarEntry(
        uid=f"{run}-{number}@example.org",
        summary=f"Programmpunkt {number}",
        starts=starts,
        ends=starts + timedelta(minutes=45),
        sequence=1,
        created_at=made,
        modified_at=made,
        description="Was gesagt wird, und von wem.\nMit einer zweiten Zeile.",
        location="Lichtburg, Kettwiger Straße 36, 45127 Essen",
        geo=(51.4552, 7.0137),
        url=f"https://example.org/events/{run}-{number}",
        categories=("Versammlung",),
    )
