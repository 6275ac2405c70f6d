"""Texts in their languages, and what no text may hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.texts import Language, LocalText, alphabetical, clean, forbidden_characters, one_line


def test_a_missing_form_is_answered_in_german() -> None:
    text = LocalText("Begrüßung", en="Welcome")

    assert [text.best(language) for language in Language] == ["Begrüßung", "Welcome", "Begrüßung"]
    assert [text.language_of_best(language) for language in Language] == [
        Language.GERMAN,
        Language.ENGLISH,
        Language.GERMAN,
    ]
    assert [text.has(language) for language in Language] == [True, True, False]


def test_a_text_without_any_form_is_empty() -> None:
    assert not LocalText()
    assert LocalText(easy="Leicht")
    assert str(LocalText("Text")) == "Text"


def test_easy_language_is_german_to_browsers_and_to_the_interface() -> None:
    assert [language.tag for language in Language] == ["de", "en", "de-simple"]
    assert [language.interface for language in Language] == ["de", "en", "de"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ganz gewöhnlich\tmit Tab\r\nund Zeile", []),
        ("a\x00b\x1b[31m", ["U+0000", "U+001B"]),
        ("\u202egnp.exe", ["U+202E"]),
        ("a\u2028b\u2029c\u2028", ["U+2028", "U+2029"]),
        ("\ufeffBOM", ["U+FEFF"]),
        ("\x85\x7f", ["U+0085", "U+007F"]),
        ("\ud800", ["U+D800"]),
    ],
)
def test_characters_that_command_machines_are_named(text: str, found: list[str]) -> None:
    assert forbidden_characters(text) == found


@pytest.mark.parametrize(
    "name",
    ["Zoë Ångström", "Nguyễn Thị Hương", "محمد\u200f", "שרה", "李小龍", "Ğülşen İnce", "👩🏽‍🦽 Team", "O’Neil-Łukasz"],
)
def test_names_in_any_script_stay_as_they_are(name: str) -> None:
    assert forbidden_characters(name) == []
    assert clean(name) == unicodedata.normalize("NFC", name) == one_line(name)


def test_cleaning_unifies_line_ends_and_letters() -> None:
    assert clean("  Ä\r\nzwei\rdrei\x07\u202e ") == "Ä\nzwei\ndrei"
    assert one_line(" Ä \r\n zwei\tdrei ") == "Ä zwei drei"


@given(st.text())
def test_a_clean_text_is_clean_and_stays_so(text: str) -> None:
    once = clean(text)

    assert forbidden_characters(once) == []
    assert clean(once) == once
    assert "\r" not in once


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_umlauts_are_sorted_beside_their_vowels() -> None:
    assert sorted(["Zoo", "arm", "Ärger", "Öl", "Ofen"], key=alphabetical) == ["Ärger", "arm", "Ofen", "Öl", "Zoo"]
