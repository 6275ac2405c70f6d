"""The values of answers: what a plan can be, and what adds up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eventapp.domain.attendance import Answer, AttendanceDraft, Counts, Way, offer_ends
from eventapp.domain.errors import InvalidValue
from eventapp.domain.rsvp import PartStat
from eventapp.domain.tokens import Purpose, Tokens, folded_code, shown_code
from tests.conftest import NOW

TOKENS = Tokens(("a key that is long enough",))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"seats": -1}, "attendance.seats"),
        ({"seats": 3, "wheelchair_places": 4}, "attendance.wheelchair_places"),
        ({"offer_hours": 0}, "attendance.offer_hours"),
        ({"needs_days": 400}, "attendance.needs_days"),
        ({"online_url": "javascript:alert(1)"}, "attendance.online_url"),
        ({"online_url": "https://a b"}, "attendance.online_url"),
        ({"menu": ("Vegan", "VEGAN")}, "attendance.menu_twice"),
        ({"menu": ("x" * 81,)}, "attendance.menu"),
    ],
)
def test_a_plan_that_can_not_be_is_not_made(values: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        AttendanceDraft(**values)

    assert refused.value.code == code


def test_only_those_who_come_to_the_hall_want_a_seat() -> None:
    wishes = [Answer(PartStat.ACCEPTED), Answer(PartStat.ACCEPTED, Way.ONLINE), Answer(PartStat.TENTATIVE)]

    assert [(wish.wants_seat, wish.stored_way) for wish in wishes] == [(True, "hall"), (False, "online"), (False, "")]


def test_counts_know_what_is_free_and_what_is_too_much() -> None:
    assert (Counts(coming_hall=3, offered=1, seats=5).free, Counts(coming_hall=3, offered=1, seats=5).over) == (1, 0)
    assert (Counts(coming_hall=3, offered=1, seats=2).free, Counts(coming_hall=3, offered=1, seats=2).over) == (0, 2)
    assert Counts(coming_hall=3).free is None


def test_an_offer_ends_with_answering_at_the_latest() -> None:
    assert offer_ends(NOW, 48, NOW + timedelta(days=9)) == NOW + timedelta(hours=48)
    assert offer_ends(NOW, 48, NOW + timedelta(hours=3)) == NOW + timedelta(hours=3)


def test_S39_a_code_has_fifty_bits_without_look_alikes_and_outlives_a_new_key() -> None:
    secrets = [TOKENS.new(Purpose.INVITATION) for _ in range(500)]
    codes = [TOKENS.code(secret) for secret in secrets]

    assert len(set(codes)) == 500
    assert {len(code) for code in codes} == {10}
    assert not set("".join(codes)) & set("OILU")
    assert len(set("".join(codes))) == 32
    assert [Tokens(("a new key that is long enough", *TOKENS.keys)).code(secret) for secret in secrets] == codes


@pytest.mark.parametrize("typed", ["0a1b2-c3d4e", "OAIB2 C3D4E", " oalb2c3d4e ", "0A1B2–C3D4E", "0A-1B-2C-3D-4E"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert folded_code(typed) == "0A1B2C3D4E"
    assert shown_code("0A1B2C3D4E") == "0A1B2-C3D4E"


@pytest.mark.parametrize("typed", ["", "0A1B2C3D4", "0A1B2C3D4EF", "UUUUUUUUUU", "ÄÄÄÄÄÄÄÄÄÄ", "٠" * 10])
def test_what_can_not_be_a_code_is_none(typed: str) -> None:
    assert folded_code(typed) is None
