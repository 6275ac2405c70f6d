"""What the linter says behind each of its codes."""

from __future__ import annotations

import pytest

from eventapp.adapters.ical_check import all_codes, reason
from eventapp.adapters.ical_check.reasons import REASONS
from eventapp.adapters.ical_check.reasons_files import FILES
from eventapp.adapters.ical_check.reasons_messages import MESSAGES
from eventapp.adapters.ical_check.reasons_values import VALUES


def test_every_code_has_its_reason_and_no_reason_is_left_over() -> None:
    assert sorted(REASONS) == all_codes()
    assert len(REASONS) == len(FILES) + len(VALUES) + len(MESSAGES)


@pytest.mark.parametrize("code", all_codes())
def test_a_reason_is_one_short_sentence(code: str) -> None:
    why = reason(code).why

    assert why.endswith(".")
    assert ". " not in why
    assert 20 < len(why) < 200
    assert why.isascii()


@pytest.mark.parametrize("code", all_codes())
def test_clients_are_named_once_each(code: str) -> None:
    clients = reason(code).clients

    assert all(clients)
    assert len(set(clients)) == len(clients)


def test_no_two_rules_say_the_same() -> None:
    assert len({behind.why for behind in REASONS.values()}) == len(REASONS)


def test_a_code_that_no_rule_bears_has_no_reason() -> None:
    with pytest.raises(KeyError):
        reason("X99")
