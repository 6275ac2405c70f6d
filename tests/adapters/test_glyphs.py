"""What our typefaces can print, and what becomes of the rest."""

from __future__ import annotations

import pytest

from eventapp.adapters.glyphs import FONT_FOLDER, coverage, printable, unprintable


@pytest.mark.parametrize(
    "text",
    ["Şule Jäger-Öztürk ß ẞ", "Łukasz Žižek Őry", "Nguyễn Thị Hằng", "Ωμέγα", "Жанна", "محمد", "שלום", "–·„“…€→✓"],
)
def test_names_of_many_scripts_stay_as_they_are(text: str) -> None:
    assert printable(text) == text
    assert unprintable(text) == []


@pytest.mark.parametrize(
    ("text", "printed", "lost"),
    [
        ("李明", "□□", ["李", "明"]),
        ("Tag 👩\u200d💻 der 👩", "Tag □ der □", ["👩", "💻"]),
        ("👋🏽 Hallo", "□ Hallo", ["👋", "🏽"]),
        ("e\u0e31a", "ea", ["\u0e31"]),
        ("\ue000", "□", ["\ue000"]),
        ("\u0301a", "a", ["\u0301"]),
        ("a \u0331b", "a b", ["\u0331"]),
    ],
)
def test_what_has_no_glyph_is_replaced_visibly_and_reported(text: str, printed: str, lost: list[str]) -> None:
    assert printable(text) == printed
    assert unprintable(text) == lost


def test_control_characters_vanish_and_combined_letters_are_joined() -> None:
    assert printable("a\x00b\u202e\te\u0301 ") == "ab é"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u00ad", "\u200d"])
def test_what_shows_nothing_is_empty(text: str) -> None:
    assert printable(text) == ""


def test_each_typeface_has_its_licence_and_source_beside_it() -> None:
    folders = sorted(path for path in FONT_FOLDER.iterdir() if path.is_dir())

    assert [folder.name for folder in folders] == ["dejavu-sans", "fira-sans"]
    assert [len(list(folder.glob("*.ttf"))) for folder in folders] == [1, 3]
    assert all((folder / "SOURCE.md").exists() and list(folder.glob("*.txt")) for folder in folders)


def test_house_typeface_has_all_of_latin_and_the_other_one_the_substitute() -> None:
    house, other = coverage()

    assert set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) - {0xAD} <= house
    assert ord("□") in other
