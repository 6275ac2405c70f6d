"""What seven readers understand of our files, compared with what was put in.

The library that writes the files isn't among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.adapters import ical
from eventapp.adapters.ical_check import check
from eventapp.domain.calendar import EntryStatus, Method
from eventapp.domain.texts import clean, one_line
from eventapp.domain.times import ClockFault, fault_of
from tests.adapters.entries import BERLIN, KOLKATA, NEW_YORK, Case, cases, entry, feed, invitation, moment
from tests.adapters.parsers.in_process import READERS, Reading
from tests.adapters.parsers.machines import MACHINES

CASES = list(cases())
SLOW = {"ics", "ruby"}  # some 15 ms a file: they read every seventh
UNESCAPES: dict[str, Callable[[str], str]] = {
    # ics.py 0.7 takes an n after an escaped backslash for a line break
    "ics": lambda text: text.replace("\\n", "\\\n").replace("\\N", "\\\n"),
    # sabre/vobject 2.1 (Debian's) undoes the escapes of backslash and line break and leaves those of , and ;
    "sabre": lambda text: text.replace(",", "\\,").replace(";", "\\;"),
    # ruby-icalendar 2.8 takes the n after an escaped backslash for a line break
    "ruby": lambda text: text.replace("\\n", "\\\n"),
}


@dataclass(frozen=True)
class Corpus:
    """Files by name, and what is expected of each."""

    folder: Path
    files: dict[str, bytes]
    expected: dict[str, list[Reading]]


def _corpus() -> tuple[dict[str, bytes], dict[str, list[Case]]]:
    files: dict[str, bytes] = {}
    content: dict[str, list[Case]] = {}
    for number, case in enumerate(CASES):
        _put(files, content, f"event-{number}.ics", ical.event_file(case.entry), [case])
        for method in Method:
            if _is_sent(case, method, number):
                made = ical.invitation_file(invitation(method, case.entry))
                seen = {**case.expected, "status": ""} if _is_uninviting(case, method) else case.expected
                name = f"{method.lower()}-{number}.ics"
                _put(files, content, name, made, [Case(case.name, case.entry, seen)])
    for status in EntryStatus:
        group = [case for case in CASES if case.entry.status is status]
        _put(files, content, f"feed-{status}.ics", ical.feed_file(feed(*(case.entry for case in group))), group)
    few = CASES[::25]
    _put(files, content, "feed-few.ics", ical.feed_file(feed(*(case.entry for case in few))), few)
    return files, content


def _put(files: dict[str, bytes], content: dict[str, list[Case]], name: str, data: bytes, within: list[Case]) -> None:
    files[name], content[name] = data, within


def _is_sent(case: Case, method: Method, number: int) -> bool:
    """Every third case goes by each kind of mail; nobody is asked to come to what is called off."""
    return number % 3 == list(Method).index(method) and not (
        method is Method.REQUEST and case.entry.status is EntryStatus.CANCELLED
    )


def _is_uninviting(case: Case, method: Method) -> bool:
    return method is Method.CANCEL and case.entry.status is not EntryStatus.CANCELLED


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Every file."""
    files, content = _corpus()
    return _written(tmp_path_factory.mktemp("whole"), files, content)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Every seventh file and a small feed."""
    files, content = _corpus()
    names = [*[name for name in files if not name.startswith("feed")][::7], "feed-few.ics"]
    return _written(tmp_path_factory.mktemp("sample"), {name: files[name] for name in names}, content)


def _written(folder: Path, files: dict[str, bytes], content: dict[str, list[Case]]) -> Corpus:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return Corpus(folder, files, {name: [case.expected for case in content[name]] for name in files})


def _sorted(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: str(reading["uid"]))


def _as_read_by(reader: str, expected: list[Reading]) -> list[Reading]:
    """What is expected, with the one known weakness of ``reader`` applied to its texts."""
    weakness = UNESCAPES.get(reader, str)
    texts = ("uid", "summary", "description", "location")
    return _sorted([one | {name: weakness(str(one[name])) for name in texts} for one in expected])


def test_the_corpus_covers_every_profile(whole: Corpus, sample: Corpus) -> None:
    profiles = {"event", "feed", "request", "publish", "cancel"}

    assert {name.split("-")[0] for name in whole.files} == profiles
    assert {name.split("-")[0] for name in sample.files} == profiles
    assert len(whole.files) > 1000


@pytest.mark.parametrize("reader", READERS)
def test_python_reads_what_was_put_in(reader: str, whole: Corpus, sample: Corpus) -> None:
    corpus = sample if reader in SLOW else whole

    for name, data in corpus.files.items():
        assert _sorted(READERS[reader](data)) == _as_read_by(reader, corpus.expected[name]), name


@pytest.mark.parametrize("reader", MACHINES)
def test_another_language_reads_what_was_put_in(reader: str, whole: Corpus, sample: Corpus) -> None:
    corpus = sample if reader in SLOW else whole

    found = MACHINES[reader](corpus.folder)

    assert found.keys() == corpus.expected.keys()
    for name, expected in corpus.expected.items():
        assert _sorted(found[name]) == _as_read_by(reader, expected), name


def test_the_linter_has_nothing_sure_to_say(whole: Corpus) -> None:
    findings = {name: [found for found in check(data) if not found.guess] for name, data in whole.files.items()}

    assert {name: found for name, found in findings.items() if found} == {}


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
@given(summary=letters, description=letters, location=letters, when=moments)
def test_random_entries_come_back_unchanged(
    reader: str, summary: str, description: str, location: str, when: tuple[datetime, date, int, int]
) -> None:
    local, zone, fold, minutes = when
    starts = local.replace(second=0, microsecond=0, tzinfo=zone, fold=fold)  # type: ignore[arg-type]
    ends = datetime.fromtimestamp(starts.timestamp() + minutes * 60, tz=zone)  # type: ignore[arg-type]
    made = entry(summary=f"A{summary}", description=description, location=location, starts=starts, ends=ends)
    data = ical.event_file(made)

    expected: list[Reading] = [
        {
            "uid": made.uid,
            "summary": one_line(f"A{summary}"),
            "description": clean(description),
            "location": one_line(location),
            "status": "CONFIRMED",
            "sequence": 0,
            "start": moment(starts),
            "end": moment(ends),
        }
    ]
    assert READERS[reader](data) == _as_read_by(reader, expected)
    assert [found for found in check(data) if not found.guess] == []
