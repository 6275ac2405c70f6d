"""Which passwords are guessed first."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Beginnings and parts of what stands on lists of stolen passwords, German and English, and what this program suggests.
_WORST = (
    "passwort", "password", "passw0rd", "p@ssw0rd", "kennwort", "geheim", "secret", "zugang", "admin", "administrator",
    "willkommen", "welcome", "hallo", "hello", "schatz", "schatzi", "liebe", "ichliebedich", "iloveyou", "letmein",
    "login", "master", "dragon", "monkey", "football", "fussball", "fußball", "baseball", "princess", "prinzessin",
    "sunshine", "sonnenschein", "superman", "batman", "starwars", "pokemon", "computer", "internet", "changeme",
    "trustno1", "test", "demo", "sommer", "herbst", "winter", "frühling", "fruehling", "summer", "spring", "autumn",
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "essen", "berlin",
    "hamburg", "münchen", "köln", "deutschland", "schalke04", "bvb09", "rathaus", "stadt", "verwaltung",
    "gleichstellung", "gleichstellungsstelle", "versammlung", "eventapp", "qwertz", "qwerty", "qwertzuiop",
    "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm", "asdf", "yxcv", "1q2w3e4r5t6z", "1q2w3e4r5t6y", "1qaz2wsx3edc",
    "abcdefghijklmnopqrstuvwxyz", "abcdef", "abc",
)  # fmt: skip
_FEWEST_LEFT = 6
_FEWEST_DIFFERENT = 5


def is_easily_guessed(password: str, personal: Iterable[str] = ()) -> bool:
    """Whether little is left without common words, the person's own, years, runs like 1234 and repetitions.

    A common word within a long phrase does no harm. Words of up to three letters in ``personal`` are passed over.
    """
    left = password.casefold()
    own = (word.casefold() for word in personal if len(word) > 3)
    for word in sorted({*_WORST, *own}, key=len, reverse=True):
        left = left.replace(word, " ")
    left = re.sub(r"(?:19|20)\d\d|[\W_]+", " ", left)
    left = re.sub(r"(\S+?)\1+", r"\1", _without_runs(left)).replace(" ", "")
    return len(left) < _FEWEST_LEFT or len(set(left)) < _FEWEST_DIFFERENT


def _without_runs(text: str) -> str:
    """``text`` with each run of equal, rising or falling characters cut to its first two."""
    kept = text[:2]
    for before, middle, last in zip(text, text[1:], text[2:], strict=False):
        step = ord(last) - ord(middle)
        if abs(step) > 1 or step != ord(middle) - ord(before):
            kept += last
    return kept
