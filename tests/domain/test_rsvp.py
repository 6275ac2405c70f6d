"""Which answers count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat, Refusal, Reply, ReplyMethod, Verdict, takes

SENT = datetime(2026, 2, 4, 7, tzinfo=UTC)
REPLY = Reply(ReplyMethod.REPLY, "u@example.org", "zoe@example.org", PartStat.ACCEPTED, 2, SENT)
STORED = SENT - timedelta(hours=1)


def verdict(reply: Reply, stored: datetime | None = STORED, received_at: datetime | None = None) -> Verdict:
    return takes(reply, "u@example.org", "Zoe@Example.org", 2, stored, received_at=received_at)


@pytest.mark.parametrize("partstat", [PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE, PartStat.DELEGATED])
def test_an_answer_to_the_last_version_is_taken(partstat: PartStat) -> None:
    assert verdict(replace(REPLY, partstat=partstat)).taken


def test_the_first_answer_is_taken() -> None:
    assert verdict(REPLY, None) == Verdict()


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        (replace(REPLY, method=ReplyMethod.COUNTER), Refusal.NOT_A_REPLY),
        (replace(REPLY, method=ReplyMethod.REFRESH), Refusal.NOT_A_REPLY),
        (replace(REPLY, uid="U@example.org"), Refusal.OTHER_EVENT),
        (replace(REPLY, attendee="eve@example.org"), Refusal.OTHER_PERSON),
        (replace(REPLY, attendee="eve@example.org", sender="zoe@example.org"), Refusal.OTHER_PERSON),
        (replace(REPLY, recurrence="20260610T070000Z"), Refusal.PART_OF_A_SERIES),
        (replace(REPLY, partstat=PartStat.NEEDS_ACTION), Refusal.NO_ANSWER),
        (replace(REPLY, sequence=1), Refusal.OUTDATED),
        (replace(REPLY, dtstamp=STORED), Refusal.ALREADY_ANSWERED),
        (replace(REPLY, dtstamp=STORED - timedelta(seconds=1)), Refusal.ALREADY_ANSWERED),
    ],
)
def test_what_is_refused(reply: Reply, refusal: Refusal) -> None:
    assert verdict(reply) == Verdict(refusal)


def test_a_stamp_from_the_future_silences_nobody() -> None:
    later = replace(REPLY, dtstamp=SENT + timedelta(days=400))

    assert verdict(later, received_at=SENT) == Verdict(Refusal.FROM_THE_FUTURE)
    assert verdict(replace(REPLY, dtstamp=SENT + timedelta(hours=20)), received_at=SENT).taken
    assert verdict(later).taken


def test_who_sent_the_mail_has_no_say() -> None:
    assert verdict(replace(REPLY, sender="eve@example.org")) == verdict(replace(REPLY, sender="zoe@example.org"))


def test_a_stamp_without_a_zone_is_none() -> None:
    with pytest.raises(InvalidValue, match=r"times\.naive"):
        replace(REPLY, dtstamp=datetime(2026, 2, 4))  # noqa: DTZ001 - that is the point


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=20))
def test_in_whatever_order_answers_arrive_the_newest_stays(minutes: list[int]) -> None:
    stored: datetime | None = None
    for minute in minutes:
        reply = replace(REPLY, dtstamp=SENT + timedelta(minutes=minute))
        if verdict(reply, stored).taken:
            stored = reply.dtstamp

    assert stored == SENT + timedelta(minutes=max(minutes))
