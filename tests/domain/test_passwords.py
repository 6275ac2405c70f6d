"""Which passwords are guessed first."""

from __future__ import annotations

import pytest

from eventapp.domain.passwords import is_easily_guessed


@pytest.mark.parametrize(
    "password",
    [
        "passwort1234",
        "Passwort2026!!",
        "PASSWORT-PASSWORT",
        "123456789012",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123412341234",
        "010119700101",
        "qwertzuiop12",
        "1q2w3e4r5t6z",
        "IchLiebeDich1",
        "sommer2026essen",
        "Schalke04-forever"[:12],
        "petra-planung-1",
    ],
)
def test_a_common_password_is_easily_guessed(password: str) -> None:
    assert is_easily_guessed(password, ["Petra", "Planung"])


@pytest.mark.parametrize(
    "password",
    [
        "vier-linden-am-stillen-see",
        "8392-1747-2049-1288",
        "mein passwort hat acht beine",
        "Ein Sommer mit sieben Gästen",
        "密碼不容易猜到的一句話啊",
        "kX9!vQz2#Lm7",
    ],
)
def test_a_phrase_and_a_random_password_are_not(password: str) -> None:
    assert not is_easily_guessed(password, ["Petra", "Planung"])


def test_short_names_are_passed_over() -> None:
    assert not is_easily_guessed("kimono mit drachenmuster", ["Kim"])
