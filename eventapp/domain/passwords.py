"""Which passwords are guessed first: a lower bound of what finding one costs somebody who knows how people choose.

A password is cut into pieces, so that they cost as little as possible together: a frequent word some nine bits (there
are about a thousand), a walk over the keyboard or a run like 1234 little more than its beginning, a repetition almost
nothing, and any other character what its alphabet makes of it. Too cheap is what lists of such pieces yield soon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "data" / "passwords.txt"
_ENOUGH = 34.0  # four frequent words pass, three with a year do not
_FEWEST_DIFFERENT = 5
_MOST_READ = 64  # what follows makes a password no cheaper
_SHORTEST_WORD = 3
_LONGEST_PERIOD = 4

_WORD, _ALTERED_WORD, _OWN, _YEAR, _RUN, _AGAIN = 9.0, 10.0, 3.0, 7.0, 5.0, 4.0
_DIGIT, _LETTER, _MARK, _SAME_MARK, _OTHER = 3.3, 4.7, 3.5, 1.0, 8.0
_WALK, _PATTERN = (
    6.0,
    8.0,
)  # where it begins and how it goes on; each step, or each of its period, costs one or two more

_YEARS = re.compile(r"(?:19|20)\d\d")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LEET = str.maketrans("013457@$!", "oleastasi")
_KEYBOARDS = (  # rows from above; in each the signs of its keys, and those of the same keys with Shift
    (("1234567890ß", '!"§$%&/()=?'), ("qwertzuiopü+",), ("asdfghjklöä#",), ("yxcvbnm,.-", "yxcvbnm;:_")),
    (("1234567890-=", "!@#$%^&*()_+"), ("qwertyuiop[]",), ("asdfghjkl;'",), ("zxcvbnm,./", "zxcvbnm<>?")),
    (("789",), ("456",), ("123",), ("0",)),
)
Step = tuple[int, int]
Piece = tuple[int, float]
"""How many characters, and what they cost in bits."""


def is_easily_guessed(password: str, personal: Iterable[str] = ()) -> bool:
    """Whether it is made of few frequent words, the person's own, years, walks over the keyboard and repetitions.

    A frequent word within a long phrase does no harm. Words of up to three letters in ``personal`` are passed over.
    """
    text = password.casefold()[:_MOST_READ]
    own = frozenset(word.casefold() for word in personal if len(word) > _SHORTEST_WORD)
    return len(set(re.sub(r"[\W_]", "", text))) < _FEWEST_DIFFERENT or _bits(text, own) < _ENOUGH


def _bits(text: str, own: frozenset[str]) -> float:
    """The cheapest way to put ``text`` together."""
    costs = [0.0] + [float("inf")] * len(text)
    steps = [_steps(text, keys) for keys in _keyboards()]
    for at in range(len(text)):
        pieces = (*_words(text, at, own), *_repeated(text, at), *_walks(steps, at))
        for length, bits in ((1, _character(text, at)), *pieces):
            costs[at + length] = min(costs[at + length], costs[at] + bits)
    return costs[-1]


def _character(text: str, at: int) -> float:
    sign = text[at]
    if sign.isascii() and sign.isdigit():
        return _DIGIT
    if sign.isalpha():
        return _LETTER if sign < "\u0250" else _OTHER
    return _SAME_MARK if sign in text[:at] else _MARK


def _words(text: str, at: int, own: frozenset[str]) -> Iterator[Piece]:
    """Frequent words, as they are, backwards or with digits for letters; the person's own; years."""
    known, longest = _frequent()
    for length in range(_SHORTEST_WORD, min(max(longest, *map(len, own), 0), len(text) - at) + 1):
        piece = text[at : at + length]
        if piece in own:
            yield length, _OWN
        if piece in known:
            yield length, _WORD
        elif piece[::-1] in known or piece.translate(_LEET) in known:
            yield length, _ALTERED_WORD
    if _YEARS.match(text, at):
        yield 4, _YEAR


def _repeated(text: str, at: int) -> Iterator[Piece]:
    """Runs like aaaa, 1234 and dcba, and what stood before already."""
    codes = [ord(sign) for sign in text[at:]]
    length = 2
    while length < len(codes) and abs(codes[1] - codes[0]) <= 1:
        if codes[length] - codes[length - 1] != codes[1] - codes[0]:
            break
        length += 1
        yield length, _RUN
    length = 3
    while at + length <= len(text) and text[at : at + length] in text[:at]:
        yield length, _AGAIN
        length += 1


def _walks(steps: list[list[Step | None]], at: int) -> Iterator[Piece]:
    """From key to neighbouring key, such as zaq12wsx, and the same steps again and again, such as qazwsxedc, q1w2e3."""
    for one in steps:
        count = 0
        while at + count < len(one) and (step := one[at + count]) and max(abs(step[0]), abs(step[1])) == 1:
            count += 1
            if count > 2:
                yield count + 1, _WALK + count
        for period in range(1, _LONGEST_PERIOD + 1):
            count = 0
            while at + count < len(one) and one[at + count] and one[at + count] == one[at + count % period]:
                count += 1
                if count > 2 * period and count > 2:
                    yield count + 1, _PATTERN + 2 * period


def _steps(text: str, keys: dict[str, Step]) -> list[Step | None]:
    """From each character to the next how many rows down and keys to the right; None where a key is missing."""
    places = [keys.get(sign) for sign in text]
    return [(there[0] - here[0], there[1] - here[1]) if here and there else None for here, there in pairwise(places)]


@cache
def _keyboards() -> tuple[dict[str, Step], ...]:
    return tuple(
        {
            sign: (row, column)
            for row, layers in enumerate(rows)
            for signs in layers
            for column, sign in enumerate(signs)
        }
        for rows in _KEYBOARDS
    )


@cache
def _frequent() -> tuple[frozenset[str], int]:
    """The frequent words, as ``str.casefold`` makes them and without umlauts, and the length of the longest."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    words = {word.casefold() for line in lines if not line.startswith("#") for word in line.split()}
    words |= {word.translate(_UMLAUTS) for word in words}
    return frozenset(words), max(map(len, words))
