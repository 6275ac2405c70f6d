"""What twelve readers understand of our files, compared with what was put in.

The library that writes the files isn't among them. Two share the module that splits lines (Data::ICal, iCal::Parser).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.calendar_text import headline
from eventapp.adapters.ical_check import check
from eventapp.adapters.ical_rich import rich_feed_file, rich_file
from eventapp.adapters.ical_tasks import tasks_file
from eventapp.domain.calendar import Mailbox, Method
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import ClockFault, fault_of
from tests.adapters.entries import BERLIN, KOLKATA, NEW_YORK, TEXTS, Case, cases, entry, feed, invitation, moment
from tests.adapters.parsers import corpus
from tests.adapters.parsers.corpus import Corpus
from tests.adapters.parsers.in_process import READERS, Reading, person
from tests.adapters.parsers.machines import MACHINES
from tests.adapters.parsers.weaknesses import NOT_RICH, SLOW, compared, read_by, texts_read_by
from tests.adapters.rich import rich, task, tasks

ALL = [*READERS, *MACHINES]
OF_TASKS = [*READERS, "ical.js", "sabre", "ruby", "libical"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Every file."""
    return Corpus.written(tmp_path_factory.mktemp("whole"), corpus.whole())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Every seventh file and small feeds."""
    return Corpus.written(tmp_path_factory.mktemp("sample"), corpus.sample())


def readings(reader: str, files: Corpus) -> dict[str, list[Reading]]:
    """What ``reader`` makes of each file."""
    if reader in READERS:
        return {name: READERS[reader](data) for name, data in files.files.items()}
    return MACHINES[reader](files.folder)


def by_uid(found: list[Reading]) -> list[Reading]:
    return sorted(found, key=lambda reading: str(reading["uid"]))


def misread(reader: str, found: list[Reading], within: list[Case]) -> list[tuple[Reading, Reading]]:
    """What was put in and what was ``found``, of each entry of a file where the two differ."""
    expected, seen = by_uid([read_by(reader, case) for case in within]), by_uid(found)
    assert [one["uid"] for one in seen] == [one["uid"] for one in expected]
    pairs = zip(expected, seen, strict=True)
    return [(one, other) for one, other in pairs if compared(reader, one, other) != one]


def test_the_corpus_covers_every_profile(whole: Corpus, sample: Corpus) -> None:
    profiles = {"event", "item", "organizer", "program", "request", "publish", "cancel"}

    assert {name.removeprefix("few-").split("-")[0].removesuffix(".ics") for name in whole.files} == profiles
    assert {name.removeprefix("few-").split("-")[0].removesuffix(".ics") for name in sample.files} == profiles
    assert len(whole.files) > 1500


@pytest.mark.parametrize("reader", ALL)
def test_a_reader_finds_what_was_put_in(reader: str, whole: Corpus, sample: Corpus) -> None:
    files = sample if reader in SLOW else whole

    found = readings(reader, files)

    assert found.keys() == files.cases.keys()
    for name, within in files.cases.items():
        assert misread(reader, found[name], within) == [], name


def test_the_linter_has_nothing_sure_to_say(whole: Corpus) -> None:
    findings = {name: [found for found in check(data) if not found.guess] for name, data in whole.files.items()}

    assert {name: found for name, found in findings.items() if found} == {}


@pytest.mark.parametrize("reader", [reader for reader in ALL if reader not in NOT_RICH])
def test_a_reader_of_plain_entries_takes_rich_ones_for_plain(reader: str, tmp_path: Path) -> None:
    known = list(cases())[::17]
    content = {f"rich-{n}.ics": (rich_file(rich(entry=case.entry)), [case]) for n, case in enumerate(known)}
    entries, additions = [case.entry for case in known], tuple(rich(entry=case.entry) for case in known)
    content["feed.ics"] = (rich_feed_file(feed(*entries), additions), known)

    found = readings(reader, Corpus.written(tmp_path, content))

    for name, (_, within) in content.items():
        assert misread(reader, found[name], within) == [], name


@pytest.mark.parametrize("reader", OF_TASKS)
def test_a_reader_finds_tasks(reader: str, tmp_path: Path) -> None:
    given = [
        task(uid=f"{name}@example.org", summary=text.given, description=text.given) for name, text in TEXTS.items()
    ]
    given += [replace(one, uid=f"done-{one.uid}", completed_at=one.modified_at, sequence=2) for one in given]
    expected: list[Reading] = [
        {
            "uid": one.uid,
            "summary": one_line(one.summary),
            "description": clean(one.description),
            "status": "COMPLETED" if one.completed_at else "NEEDS-ACTION",
            "sequence": one.sequence,
            "due": moment(one.due),
            "completed": moment(one.completed_at) if one.completed_at else "",
        }
        for one in given
    ]

    found = readings(reader, Corpus.written(tmp_path, {"tasks.ics": (tasks_file(tasks(*given)), [])}))

    assert by_uid(found["tasks.ics"]) == by_uid([one | texts_read_by(reader, one) for one in expected])


letters = st.text(max_size=120)
moments = st.tuples(
    st.one_of(
        st.datetimes(datetime(2020, 1, 1), datetime(2036, 12, 31)),  # noqa: DTZ001 - a wall clock
        st.integers(0, 2879).map(lambda minute: datetime(2026, 3, 28) + timedelta(minutes=minute)),  # noqa: DTZ001
        st.integers(0, 2879).map(lambda minute: datetime(2026, 10, 24) + timedelta(minutes=minute)),  # noqa: DTZ001
    ),
    st.sampled_from([BERLIN, NEW_YORK, KOLKATA]),
    st.integers(0, 1),
    st.integers(1, 5000),
).filter(lambda drawn: fault_of(drawn[0].replace(second=0, microsecond=0), drawn[1]) is not ClockFault.SKIPPED)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(summary=letters, description=letters, location=letters, name=letters, when=moments)
def test_random_entries_come_back_unchanged(
    reader: str, summary: str, description: str, location: str, name: str, when: tuple[datetime, date, int, int]
) -> None:
    local, zone, fold, minutes = when
    starts = local.replace(second=0, microsecond=0, tzinfo=zone, fold=fold)  # type: ignore[arg-type]
    ends = datetime.fromtimestamp(starts.timestamp() + minutes * 60, tz=zone)  # type: ignore[arg-type]
    made = entry(summary=f"A{summary}", description=description, location=location, starts=starts, ends=ends)
    organizer, attendee = Mailbox(f"O{name}", "o@example.org"), Mailbox(f"{name}A", "a@example.org")

    expected: Reading = {
        "uid": made.uid,
        "summary": one_line(f"A{summary}"),
        "description": clean(description),
        "location": one_line(location),
        "status": "CONFIRMED",
        "sequence": 0,
        "start": moment(starts),
        "end": moment(ends),
        "organizer": "",
        "attendee": "",
    }
    data = ical.event_file(made)
    assert misread(reader, READERS[reader](data), [Case("", made, expected)]) == []

    mail = ical.invitation_file(invitation(Method.REQUEST, made, organizer, attendee))
    named: Reading = {
        "organizer": person(headline(organizer.name), organizer.address),
        "attendee": person(headline(attendee.name), attendee.address),
    }
    assert misread(reader, READERS[reader](mail), [Case("", made, expected | named)]) == []
    assert [found for found in (*check(data), *check(mail)) if not found.guess] == []
