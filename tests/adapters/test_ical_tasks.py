"""Tasks for a calendar program (RFC 5545, section 3.6.2)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.adapters.ical_check import check
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.domain.errors import InvalidValue
from eventapp.domain.texts import clean, one_line
from tests.adapters.entries import TEXTS
from tests.adapters.rich import DONE, task, tasks
from tests.adapters.test_ical import lines


def test_an_open_and_a_finished_task() -> None:
    data = tasks_file(tasks())

    assert lines(data) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventapp//eventapp//DE",
        "CALSCALE:GREGORIAN",
        "NAME:Aufgaben",
        "X-WR-CALNAME;VALUE=TEXT:Aufgaben",
        "DESCRIPTION:Was noch zu tun ist",
        "X-WR-CALDESC;VALUE=TEXT:Was noch zu tun ist",
        "SOURCE;VALUE=URI:https://example.org/tasks.ics",
        "URL:https://example.org/",
        "LAST-MODIFIED:20260203T093000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VTODO",
        "UID:task-1@example.org",
        "DTSTAMP:20260203T093000Z",
        "DUE;VALUE=DATE:20260501",
        "SEQUENCE:0",
        "CREATED:20260105T080000Z",
        "LAST-MODIFIED:20260203T093000Z",
        "STATUS:NEEDS-ACTION",
        "SUMMARY;LANGUAGE=de:Saal buchen\\, Technik\\; Ton",
        "DESCRIPTION;LANGUAGE=de:Anruf\\nim Rathaus",
        "CONTACT;LANGUAGE=de:Frau Weiß",
        "URL:https://example.org/plan",
        "END:VTODO",
        "BEGIN:VTODO",
        "UID:task-2@example.org",
        "DTSTAMP:20260203T093000Z",
        "DUE;VALUE=DATE:20260501",
        "SEQUENCE:2",
        "CREATED:20260105T080000Z",
        "LAST-MODIFIED:20260203T093000Z",
        "STATUS:COMPLETED",
        "COMPLETED:20260401T080000Z",
        "PERCENT-COMPLETE:100",
        "SUMMARY;LANGUAGE=de:Saal buchen\\, Technik\\; Ton",
        "DESCRIPTION;LANGUAGE=de:Anruf\\nim Rathaus",
        "CONTACT;LANGUAGE=de:Frau Weiß",
        "URL:https://example.org/plan",
        "END:VTODO",
        "END:VCALENDAR",
        "",
    ]
    assert check(data) == []


def test_two_readers_understand_it() -> None:
    data = tasks_file(tasks())
    first, second = icalendar.Calendar.from_ical(data).todos
    others = vobject.readOne(data.decode()).vtodo_list

    assert (first["SUMMARY"], first.decoded("DUE")) == ("Saal buchen, Technik; Ton", date(2026, 5, 1))
    assert second.decoded("COMPLETED") == datetime(2026, 4, 1, 8, tzinfo=UTC)
    assert [other.due.value for other in others] == [date(2026, 5, 1)] * 2
    assert [other.status.value for other in others] == ["NEEDS-ACTION", "COMPLETED"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"uid": " "}, r"calendar\.uid"),
        ({"summary": "\x00"}, r"calendar\.summary"),
        ({"due": date(1900, 1, 1)}, r"calendar\.year"),
        ({"url": "javascript:x"}, r"calendar\.url"),
        ({"sequence": -1}, r"calendar\.sequence"),
        ({"due": datetime(2026, 5, 1, tzinfo=UTC)}, r"calendar\.mixed_values"),
        ({"completed_at": datetime(2026, 4, 1)}, r"times\.naive"),  # noqa: DTZ001 - that is the point
    ],
)
def test_what_cannot_be_written_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidValue, match=code):
        tasks_file(tasks(task(**changes)))


def test_a_feed_needs_a_task_and_a_name() -> None:
    with pytest.raises(InvalidValue, match=r"calendar\.empty_feed"):
        tasks_file(tasks(DONE, tasks=()))
    with pytest.raises(InvalidValue, match=r"calendar\.feed"):
        tasks_file(tasks(name=";"))


@pytest.mark.parametrize("name", TEXTS)
def test_texts_arrive(name: str) -> None:
    text = TEXTS[name]
    data = tasks_file(tasks(task(summary=text.given, description=text.given, owner=text.given)))
    (read,) = vobject.readOne(data.decode()).vtodo_list

    assert (read.summary.value, read.description.value) == (text.as_line, text.as_block)
    assert [found for found in check(data) if not found.guess] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=150), st.text(max_size=150))
def test_random_texts_come_back_unchanged(summary: str, description: str) -> None:
    data = tasks_file(tasks(task(summary=f"A{summary}", description=f"B{description}")))
    (read,) = vobject.readOne(data.decode()).vtodo_list

    assert (read.summary.value, read.description.value) == (one_line(f"A{summary}"), clean(f"B{description}"))
    assert [found for found in check(data) if not found.guess] == []
