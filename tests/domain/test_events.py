"""What a planner may write down about an event."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidValue
from eventapp.domain.events import SLUG, EventDraft, slug_from
from eventapp.domain.texts import LocalText
from eventapp.domain.times import WallClock
from tests.factories import at


def _draft(**values: Any) -> EventDraft:
    plain = {
        "title": LocalText("Versammlung"),
        "slug": "versammlung-2027",
        "zone": "Europe/Berlin",
        "starts": at(9),
        "ends": at(12, 30),
    }
    return EventDraft(**{**plain, **values})


def test_an_event_lasts_from_start_to_end() -> None:
    assert _draft().span.minutes == 210


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"title": LocalText(en="Assembly")}, "events.title_missing", "title-de"),
        ({"slug": "Große Versammlung"}, "events.slug", "slug"),
        ({"slug": ""}, "events.slug", "slug"),
        ({"slug": "-a"}, "events.slug", "slug"),
        ({"slug": "a--b"}, "events.slug", "slug"),
        ({"slug": "a\n"}, "events.slug", "slug"),
        ({"slug": "../a"}, "events.slug", "slug"),
        ({"ends": at(9)}, "times.end_before_start", "ends"),
        ({"ends": at(8)}, "times.end_before_start", "ends"),
        ({"ends": at(9, 1, date(2027, 11, 26))}, "events.too_long", "ends"),
        ({"doors": at(9, 1)}, "events.doors_after_start", "doors"),
        ({"zone": "Mars/Base"}, "times.unknown_zone", None),
    ],
)
def test_an_event_that_can_not_be_is_refused(values: dict[str, Any], code: str, field: str | None) -> None:
    with pytest.raises(InvalidValue, match=re.escape(code)) as refusal:
        _draft(**values)

    assert refusal.value.context.get("field") == field


def test_an_event_may_last_two_weeks_and_open_when_it_starts() -> None:
    assert _draft(ends=at(9, 0, date(2027, 11, 26)), doors=at(9))


def test_an_event_may_lie_within_the_hour_that_comes_twice() -> None:
    day = date(2026, 10, 25)
    half_past = WallClock.on(day, time(2, 30))

    assert _draft(starts=half_past, ends=WallClock.on(day, time(2, 30), second=True)).span.minutes == 60


@pytest.mark.parametrize("name", ["starts", "ends", "doors"])
def test_an_hour_that_is_skipped_is_refused(name: str) -> None:
    day = date(2026, 3, 29)
    values = {"starts": at(1, 0, day), "ends": at(5, 0, day), name: at(2, 30, day)}

    with pytest.raises(InvalidValue, match=r"times\.skipped"):
        _draft(**values)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Frauen und KI 2024", "frauen-und-ki-2024"),
        ("Große Übersicht: Öffnung & Ärger", "grosse-uebersicht-oeffnung-aerger"),
        ("STRASSE / ẞ", "strasse-ss"),
        ("  --  ", ""),
        ("密碼", ""),
        ("Zoë im Café", "zoe-im-cafe"),
    ],
)
def test_a_readable_address_is_made_of_a_title(text: str, slug: str) -> None:
    assert slug_from(text) == slug


@given(st.text(max_size=300))
def test_an_address_is_empty_or_a_slug_of_at_most_60(text: str) -> None:
    slug = slug_from(text)

    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= 60
