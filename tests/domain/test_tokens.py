"""Personal addresses: unguessable, worthless in a stolen database, and printable a second time."""

from __future__ import annotations

import secrets

import pytest

from eventapp.domain import tokens
from eventapp.domain.tokens import Purpose, Secret, Tokens, digest_of

KEY, OLDER = "a key of the instance, long enough", "the key that there was before it, too"


def test_S39_a_token_has_at_least_128_bits_and_no_two_are_alike() -> None:
    tokens = Tokens((KEY,))
    made = {tokens.recall(Purpose.FEED, tokens.new(Purpose.FEED)) for _ in range(200)}

    assert len(made) == 200
    assert all(token is not None and len(token) * 6 >= 128 for token in made)


def test_a_key_is_no_option_for_a_shell_and_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["-FSRYtPJtv0N", "--help", "a-key"])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda nbytes: next(drawn) if nbytes * 8 >= 128 else "short")

    assert tokens.key() == "a-key"


def test_S39_what_is_stored_does_not_make_the_token_without_the_key() -> None:
    secret = Tokens((KEY,)).new(Purpose.INVITATION)
    token = Tokens((KEY,)).recall(Purpose.INVITATION, secret)

    assert token is not None
    assert token not in secret.seed + secret.digest
    assert digest_of(token) == secret.digest
    assert Tokens((OLDER,)).recall(Purpose.INVITATION, secret) is None


def test_S60_a_changed_key_still_shows_the_addresses_made_before() -> None:
    secret = Tokens((OLDER,)).new(Purpose.SPEAKER)

    assert Tokens((KEY, OLDER)).recall(Purpose.SPEAKER, secret) == Tokens((OLDER,)).recall(Purpose.SPEAKER, secret)


def test_S39_one_purpose_opens_nothing_else() -> None:
    tokens = Tokens((KEY,))
    secret = tokens.new(Purpose.SPEAKER)

    assert tokens.recall(Purpose.INVITATION, secret) is None
    assert tokens.recall(Purpose.SPEAKER, Secret(secret.seed + "x", secret.digest)) is None
