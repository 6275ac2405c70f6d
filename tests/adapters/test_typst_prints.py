"""Poster, flyer, badges and table signs: their measures, their tags, and texts that stay texts."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfua
import pikepdf
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from eventapp.adapters import typst_prints
from eventapp.domain.errors import RuleBroken
from eventapp.domain.prints import LABEL_SHEETS, BadgePerson, Badges, Flyer, Poster, Print, TableSigns
from tests.adapters import paper
from tests.adapters.test_typst import BLOCK, FOURTEEN, HEAD, HOSTILE, LETTER, NOBODY, NOWHERE, PROGRAM

TITLE, THEME = "Versammlung der weiblichen Beschäftigten", "Frauen und KI"
DAY, URL = LETTER.written_on, LETTER.page_url
LONG = BadgePerson(
    "Maximiliana-Alexandra von Hohenstein-Leutheusser-Schnarrenberger",
    "Geschäftsbereichsvorständin für Personal, allgemeine Verwaltung und Digitalisierung",
    "Amt für Straßen und Verkehr",
)
PEOPLE = (BadgePerson("Henriette Frädrich", "Keynote"), BadgePerson("Prof. Dr. Şule Jäger-Öztürk", "Moderation"), LONG)
POSTER = Poster(HEAD, DAY, "de", TITLE, THEME, BLOCK, "Vortrag: Henriette Frädrich · Talk-Runde", URL)
FLYER = Flyer(HEAD, DAY, "de", TITLE, THEME, BLOCK, ("Ein Vormittag zum Mitreden.",), PROGRAM, LETTER.notes, URL)
BADGES = Badges(HEAD, DAY, "de", TITLE, PEOPLE * 4, LABEL_SHEETS["90x54"])
SIGNS = TableSigns(HEAD, DAY, "de", TITLE, PEOPLE)
PAPERS: dict[str, Print] = {
    "poster": POSTER,
    "poster a3": replace(POSTER, sheet="a3", language="en"),
    "flyer": FLYER,
    "badges": BADGES,
    "trial": replace(BADGES, people=()),
    "signs": SIGNS,
}


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(edge) for edge in page.mediabox] for page in document.pages]
    return [(round((box[2] - box[0]) * 25.4 / 72), round((box[3] - box[1]) * 25.4 / 72)) for box in boxes]


def word(pdf: bytes, text: str, page: int = 0) -> paper.Word:
    return next(word for word in paper.pages_of_words(pdf)[page] if word.text == text)


@pytest.mark.parametrize("name", PAPERS)
def test_is_tagged_named_sound_and_the_same_each_time(name: str, tmp_path: Path) -> None:
    file = tmp_path / "print.pdf"
    pdf = typst_prints.pdf(PAPERS[name])
    file.write_bytes(pdf)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == ("en-GB" if name == "poster a3" else "de-DE")
        assert TITLE in str(document.open_metadata()["dc:title"])
    assert list(pdfua.validate(str(file)).findings) == []
    assert "/H1" in paper.names(pdf)
    paper.tool("qpdf", "qpdf", "--check", str(file), pdf=b"")
    assert typst_prints.pdf(PAPERS[name]) == pdf


class TestPoster:
    def test_theme_is_by_far_the_largest_and_the_day_the_next(self) -> None:
        pdf = typst_prints.pdf(POSTER)
        theme, day, place = (word(pdf, text) for text in ("Frauen", "Freitag,", "Lichtburg"))

        assert theme.bottom - theme.top > 40
        assert theme.bottom - theme.top > 2 * (day.bottom - day.top)
        assert day.bottom - day.top > 15
        assert place.bottom - place.top > 10
        assert sizes(pdf) == [(210, 297)]

    def test_a3_is_the_same_picture_enlarged(self) -> None:
        pdf = typst_prints.pdf(replace(POSTER, sheet="a3"))

        assert sizes(pdf) == [(297, 420)]
        assert word(pdf, "Freitag,").top == pytest.approx(
            word(typst_prints.pdf(POSTER), "Freitag,").top * 2**0.5, rel=0.01
        )

    def test_code_opens_the_event(self) -> None:
        (image,) = typst_prints.pictures(POSTER, dots_per_inch=110)

        assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(image)))] == [URL]

    @pytest.mark.parametrize(
        "theme", ["", "KI", "Digitalisierungsbeschleunigungsgesetz", "Gemeinsam mehr bewegen " * 12]
    )
    def test_any_theme_fits_on_one_sheet(self, theme: str) -> None:
        pdf = typst_prints.pdf(replace(POSTER, theme=theme, status="Termin vorläufig"))

        assert len(sizes(pdf)) == 1
        assert max(word.right for word in paper.pages_of_words(pdf)[0]) <= 200
        assert max(word.bottom for word in paper.pages_of_words(pdf)[0]) <= 290


class TestFlyer:
    @pytest.mark.parametrize("program", [(), PROGRAM, FOURTEEN, FOURTEEN * 2])
    def test_nothing_is_printed_on_a_fold(self, program: tuple[()]) -> None:
        pdf = typst_prints.pdf(replace(FLYER, program=program))
        pages = paper.pages_of_words(pdf)

        assert sizes(pdf) == [(297, 210)] * 2
        for folds, words in zip(((97, 197), (100, 200)), pages, strict=True):
            for fold in folds:
                assert [word.text for word in words if word.left < fold + 5 and word.right > fold - 5] == []
        assert max(word.bottom for page in pages for word in page) <= 200

    def test_front_lies_on_the_right_and_is_read_first(self) -> None:
        pdf = typst_prints.pdf(FLYER)

        assert word(pdf, "Frauen").left > 197
        text = paper.text(pdf)
        assert (
            text.index("Frauen und KI")
            < text.index("Worum es geht")
            < text.index("Fragen?")
            < text.index("Programm 09:00")
        )


class TestBadges:
    @pytest.mark.parametrize("name", ["80x50", "90x54"])
    def test_each_badge_stays_within_its_label(self, name: str) -> None:
        sheet = LABEL_SHEETS[name]
        pdf = typst_prints.pdf(replace(BADGES, sheet=sheet))
        pages = paper.pages_of_words(pdf)

        assert sizes(pdf) == [(210, 297)] * 2
        for found in pages[0]:
            column, row = (found.left - sheet.left) // sheet.pitch_x, (found.top - sheet.top) // sheet.pitch_y
            assert found.right <= sheet.left + column * sheet.pitch_x + sheet.width - 4
            assert found.bottom <= sheet.top + row * sheet.pitch_y + sheet.height

    def test_first_name_is_large_and_function_small(self) -> None:
        pdf = typst_prints.pdf(BADGES)
        first, last, function = (word(pdf, text) for text in ("Henriette", "Frädrich", "Keynote"))

        heights = [round(found.bottom - found.top) for found in (first, last, function)]
        assert heights[0] > 2 * heights[1] > 2 * heights[2]

    def test_trial_sheet_has_crosses_at_the_corners(self) -> None:
        picture = paper.picture(typst_prints.pdf(replace(BADGES, people=())))

        corners = [(x, y) for x in (15, 105, 195) for y in (13.5, 67.5, 121.5, 283.5)]
        assert [paper.darkness(picture, x, y) < 128 for x, y in corners] == [True] * len(corners)


class TestTableSigns:
    def test_name_stands_on_both_faces_but_is_read_once(self) -> None:
        pdf = typst_prints.pdf(replace(SIGNS, people=PEOPLE[:1]))
        picture = paper.picture(pdf, dpi=60)
        upper, lower = (
            picture.crop((20, top, picture.width - 20, top + picture.height // 2 - 4))
            for top in (2, picture.height // 2 + 2)
        )

        assert sizes(pdf) == [(297, 210)]
        assert paper.names(pdf).count("/H1") == 1
        turned = zip(upper.rotate(180).resize((60, 20)).tobytes(), lower.resize((60, 20)).tobytes(), strict=True)
        assert sum(abs(one - other) for one, other in turned) / 1200 < 12

    def test_names_are_at_least_sixty_points(self) -> None:
        pages = paper.pages_of_words(typst_prints.pdf(SIGNS))

        for name, page in zip(("Henriette", "Prof.", "Maximiliana-Alexandra"), pages, strict=True):
            large = [found for found in page if found.text == name]
            assert max(found.bottom - found.top for found in large) >= 60 * 25.4 / 72
        assert all(word.bottom <= 210 for page in pages for word in page)


class TestTexts:
    @pytest.mark.parametrize("name", PAPERS)
    def test_S11_markup_is_never_run(self, name: str) -> None:
        given: Print = PAPERS[name]
        hostile = (BadgePerson(HOSTILE, HOSTILE, HOSTILE),)
        changes = {"people": hostile} if isinstance(given, Badges | TableSigns) else {"theme": HOSTILE}

        text = paper.text(typst_prints.pdf(replace(given, title=HOSTILE, **changes)))

        assert "root:" not in text

    def test_empty_prints_are_prints(self) -> None:
        nobody = (BadgePerson(""),)
        for made in (
            Poster(NOBODY, DAY, "de", "", "", NOWHERE, "", ""),
            Flyer(NOBODY, DAY, "de", "", "", NOWHERE, (), (), (), ""),
            replace(BADGES, letterhead=NOBODY, title="", people=nobody),
            replace(SIGNS, letterhead=NOBODY, title="", people=nobody),
        ):
            assert typst_prints.pdf(made).startswith(b"%PDF")

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.text(max_size=60), min_size=4, max_size=4))
    def test_no_text_breaks_a_print(self, texts: list[str]) -> None:
        one, two, three, four = texts
        people = (BadgePerson(one, two, three), BadgePerson(four))

        for made in (
            replace(POSTER, title=one, theme=two, teaser=three, status=four),
            replace(FLYER, title=one, theme=two, description=(three,), notes=(four,)),
            replace(BADGES, title=one, people=people),
            replace(SIGNS, title=two, people=people),
        ):
            assert typst_prints.pdf(made).startswith(b"%PDF")

    def test_more_names_than_anybody_prints_are_refused(self) -> None:
        with pytest.raises(RuleBroken, match=r"letters\.too_long"):
            typst_prints.pdf(replace(BADGES, people=PEOPLE * 3000))
