"""Which passwords are guessed first."""

from __future__ import annotations

import time

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
        "qazwsxedcrfv",
        "zaq12wsxcde3",
        "q1w2e3r4t5y6",
        "!QAY2wsx§EDC",
        "yxcvfdsaqwer",
        "147258369159",
        "manchesterunited",
        "chocolate123",
        "fcbayern1900",
        "schnuckiputzi",
        "Erdbeere1234",
        "Sch0k0lade!99",
        "drowssap2024",
        "Fußball-Köln-1",
        "fussball-koeln-1",
        "100110101101",
        "blau12blau12blau12",
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
        "apfel-tisch-wolke-hund",
        "sommer regen katze kaffee",
        "blauer elefant tanzt walzer",
        "correct horse battery staple",
        "pferdbatterieheftklammerkorrekt",
        "Omas Kuchen braucht drei Eier",
        "tulpe7Gabel3Mond9",
        "Mein Hund heißt nicht Bello",
        "stille post im rathaus",
        "ich liebe rhabarber aus Olpe",
    ],
)
def test_a_phrase_and_a_random_password_are_not(password: str) -> None:
    assert not is_easily_guessed(password, ["Petra", "Planung"])


def test_short_names_are_passed_over() -> None:
    assert not is_easily_guessed("kimono mit drachenmuster", ["Kim"])


def test_the_question_takes_less_than_a_moment() -> None:
    longest = ("sommer2026essen!" * 16, "a" * 256, "qwert" * 51, "密碼不容易猜到的一句話啊" * 20)
    begun = time.process_time()
    for password in longest * 5:
        is_easily_guessed(password, ["Petra", "Planung"])

    assert (time.process_time() - begun) / 20 < 0.02  # some 4 ms each, and slack for a busy machine
