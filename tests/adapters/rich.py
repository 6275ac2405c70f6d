"""Entries with all that the newer formats can say, and tasks, for the tests of several formats."""

from __future__ import annotations

from datetime import UTC, date, datetime

from eventapp.domain.calendar import Conference, Participant, ParticipantKind, Place, RichEntry, Task, TaskFeed
from tests.adapters.entries import CREATED, MODIFIED, entry

SPEAKER = Participant(
    "p-1@example.org", "Dr. Zoë Müller; X", description="Über Lohn,\nund mehr", url="https://zoe.example/ü"
)
CONTACT = Participant("p-2@example.org", "Büro", ParticipantKind.CONTACT, address="Buero@example.org", consents=True)
SILENT = Participant("p-3@example.org", "Frau Stumm", ParticipantKind.PERFORMER, address="stumm@example.org")
GEO = (52.518611, 13.408333)
HALL = Place(
    "v-1@example.org", "Großer Saal, Rathaus", "town-hall", "Rathausstraße 15\n10178 Berlin", (52.518611, 13.408333)
)
STREAM = Conference("https://stream.example/live?a=b", 'Live "Saal", Ton', ("AUDIO", "VIDEO"))


def rich(**changes: object) -> RichEntry:
    """An entry with everything; ``changes`` say what matters to the test."""
    plain: dict[str, object] = {
        "entry": entry(parent_uid="assembly@example.org"),
        "participants": (SPEAKER, CONTACT, SILENT),
        "place": HALL,
        "html": "<p>Bericht; <b>Wahl</b>, Fest</p>\n<p>Ende</p>",
        "conferences": (STREAM,),
        "images": ("https://example.org/bild.png",),
        "data_url": "https://example.org/versammlung.jsonld",
    }
    return RichEntry(**(plain | changes))  # type: ignore[arg-type]


def task(**changes: object) -> Task:
    """Something to be done by the first of May."""
    plain: dict[str, object] = {
        "uid": "task-1@example.org",
        "summary": "Saal buchen, Technik; Ton",
        "due": date(2026, 5, 1),
        "sequence": 0,
        "created_at": CREATED,
        "modified_at": MODIFIED,
        "description": "Anruf\nim Rathaus",
        "url": "https://example.org/plan",
        "owner": "Frau Weiß",
    }
    return Task(**(plain | changes))  # type: ignore[arg-type]


DONE = task(uid="task-2@example.org", completed_at=datetime(2026, 4, 1, 8, tzinfo=UTC), sequence=2)


def tasks(*which: Task, **changes: object) -> TaskFeed:
    """A feed of ``which``, or of an open and a finished task."""
    plain: dict[str, object] = {
        "name": "Aufgaben",
        "source_url": "https://example.org/tasks.ics",
        "page_url": "https://example.org/",
        "tasks": which or (task(), DONE),
        "modified_at": MODIFIED,
        "description": "Was noch zu tun ist",
    }
    return TaskFeed(**(plain | changes))  # type: ignore[arg-type]
