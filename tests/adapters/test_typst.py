"""Papers as they leave the house: their form (DIN 5008, PDF/A, PDF/UA), and texts that stay texts."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pikepdf
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventapp.adapters import templates, typst
from eventapp.adapters.glyphs import printable
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.domain.letters import (
    DateBlock,
    InvitationLetter,
    Letterhead,
    LetterItem,
    PostalAddress,
    ProgramSheet,
)
from tests.adapters import paper

HEAD = Letterhead(
    authority="Stadt Essen",
    office="Gleichstellungsstelle",
    street="Rathaus, Porscheplatz",
    postcode="45121",
    city="Essen",
    phone="0201 88-0",
    email="gleichstellungsstelle@essen.example",
    website="www.essen.example",
    contact_name="Kim Muster",
    contact_phone="0201 88-12345",
    contact_email="kim.muster@essen.example",
    signatory="Kim Muster",
    signatory_function="Gleichstellungsbeauftragte",
    reference="GSt 1/2024",
)
BLOCK = DateBlock(
    day="Freitag, 8. November 2024",
    time="09:00–12:30 Uhr · Einlass 08:30 Uhr",
    place="Lichtburg",
    address="Kettwiger Straße 36, 45127 Essen",
    access=("Stufenlos, Aufzug neben der Kasse",),
)
TALK = "KI, inspire me! Von Chancen, Wundern und anderen Überraschungen aus der Mensch-KI-Symbiose"
BRANDES = "Annabelle Brandes, Geschäftsbereichsvorständin für Personal, allgemeine Verwaltung und Digitalisierung"
PROGRAM = (
    LetterItem("09:00", "Begrüßung", "", ("Thomas Kufen, Oberbürgermeister",)),
    LetterItem("09:15", "Vortrag", TALK, ("Henriette Frädrich",)),
    LetterItem("10:15", "Pause", "", (), is_break=True),
    LetterItem("10:45", "Talk-Runde", "", (BRANDES,)),
)
LETTER = InvitationLetter(
    letterhead=HEAD,
    address=PostalAddress(
        ("Frau", "Dr. Şule Jäger-Öztürk", "Amt für Straßen und Verkehr", "Alfredstraße 163", "45131 Essen")
    ),
    written_on=date(2024, 9, 16),
    language="de",
    subject="Einladung zur Versammlung der weiblichen Beschäftigten „Frauen und KI“",
    salutation="Liebe Kolleginnen,",
    paragraphs=(
        "künstliche Intelligenz verändert, wie wir arbeiten, und wer dabei mitreden kann. Ich lade Sie herzlich ein.",
        "Die Teilnahme ist Arbeitszeit. Bitte antworten Sie bis zum 25. Oktober 2024 und sagen Sie, was Sie brauchen.",
    ),
    block=BLOCK,
    program=PROGRAM,
    closing="Mit freundlichen Grüßen",
    notes=("Während der Versammlung wird fotografiert.",),
    page_url="https://versammlung.essen.example/v/frauen-und-ki",
)
SHEET = ProgramSheet(
    letterhead=HEAD,
    written_on=date(2024, 9, 16),
    language="de",
    title="Versammlung der weiblichen Beschäftigten",
    theme="Frauen und KI",
    block=BLOCK,
    description=("Ein Vormittag zum Zuhören, Fragen und Mitreden.",),
    program=PROGRAM,
    notes=("Die Teilnahme ist Arbeitszeit.",),
    page_url=LETTER.page_url,
)
NOBODY = Letterhead(*[""] * 13)
NOWHERE = DateBlock("", "", "", "")
FOURTEEN = tuple(
    LetterItem(
        f"{8 + number // 2:02}:{number % 2 * 30:02}", "Bericht", f"Thema {number} des Tages", ("Dr. Kim Muster",)
    )
    for number in range(14)
)
HOSTILE = '#read("/etc/passwd") $x$ \\ * _a_ `b` <c> @d [e] "f" \'g\' // h /* i'


@pytest.fixture(scope="module")
def letter() -> bytes:
    return typst.invitation_letter(LETTER)


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return typst.program_sheet(SHEET)


@pytest.fixture(params=["letter", "sheet"])
def pdf(request: pytest.FixtureRequest) -> bytes:
    value = request.getfixturevalue(request.param)
    assert isinstance(value, bytes)
    return value


def word(pdf: bytes, text: str, page: int = 0) -> paper.Word:
    """The first word of ``page`` that reads ``text``."""
    return next(word for word in paper.pages_of_words(pdf)[page] if word.text == text)


class TestForm:
    def test_has_no_findings_of_pdfua(self, pdf: bytes, tmp_path: Path) -> None:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)

        assert list(pdfua.validate(str(file)).findings) == []

    def test_is_a_sound_file(self, pdf: bytes, tmp_path: Path) -> None:
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)

        paper.tool("qpdf", "qpdf", "--check", str(file), pdf=b"")

    def test_names_its_language_title_and_standards(self, pdf: bytes) -> None:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            root, title, metadata = document.Root, str(document.docinfo.Title), document.open_metadata()
            facts = (str(root.Lang), bool(root.MarkInfo.Marked), bool(root.ViewerPreferences.DisplayDocTitle))
            standards = (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"])

        assert facts == ("de-DE", True, True)
        assert title in {LETTER.subject, "Versammlung der weiblichen Beschäftigten: Frauen und KI"}
        assert standards == ("2", "A", "1")

    def test_tags_headings_the_program_as_list_and_the_code_as_described_figure(self, pdf: bytes) -> None:
        names = [name for name in paper.names(pdf) if name not in {"/P", "/Div", "/Span"}]

        with pikepdf.open(io.BytesIO(pdf)) as document:
            figures = [
                tag for tag in document.objects if isinstance(tag, pikepdf.Dictionary) and tag.get("/S") == "/Figure"
            ]
            descriptions = [str(tag.Alt) for tag in figures]

        items = ["/LI", "/Lbl", "/LBody"] * len(PROGRAM)
        assert names == ["/Document", "/H1", "/H2", "/L", *items, "/Figure", "/Link"]
        assert descriptions == [f"QR-Code, öffnet {LETTER.page_url}"]

    def test_fits_on_one_page_without_page_number(self, pdf: bytes) -> None:
        assert len(paper.pages_of_words(pdf)) == 1
        assert "Seite" not in paper.text(pdf)

    def test_code_leads_to_the_page_that_stands_beneath(self, pdf: bytes) -> None:
        codes = zxingcpp.read_barcodes(paper.picture(pdf))

        assert [code.text for code in codes] == [LETTER.page_url]
        assert LETTER.page_url in paper.text(pdf).replace(" ", "")

    def test_embeds_only_typefaces_of_ours(self, pdf: bytes) -> None:
        listing = paper.tool("pdffonts", "poppler-utils", "-", pdf=pdf).decode().splitlines()[2:]

        assert {line.split("+")[1].split("-")[0].split()[0] for line in listing} == {"FiraSans"}

    def test_same_paper_gives_same_bytes(self, letter: bytes, sheet: bytes) -> None:
        assert typst.invitation_letter(LETTER) == letter
        assert typst.program_sheet(SHEET) == sheet

    def test_threads_do_not_disturb_each_other(self) -> None:
        letters = [replace(LETTER, subject=f"Einladung {number}") for number in range(12)]
        alone = [typst.invitation_letter(letter) for letter in letters]

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(typst.invitation_letter, letters)) == alone


class TestLetterAfterDin5008FormB:
    """All measures in millimetres from the left and upper edges of the sheet."""

    def test_recipient_stands_in_its_zone_of_the_window(self, letter: bytes) -> None:
        first, last = word(letter, "Frau"), word(letter, "45131")

        assert first.left == pytest.approx(25, abs=0.5)
        assert first.top == pytest.approx(62.7, abs=0.5)
        assert last.left == pytest.approx(25, abs=0.5)
        assert last.bottom <= 90

    def test_six_lines_and_long_ones_stay_in_the_window(self) -> None:
        lines = ("Frau", "Prof. Dr. " + "Leutheusser-" * 9 + "Ende", "Drei", "Vier", "Fünf", "Sechs")
        pdf = typst.invitation_letter(replace(LETTER, address=PostalAddress(lines)))

        assert word(pdf, "Sechs").bottom <= 90.2
        assert max(word.right for word in paper.pages_of_words(pdf)[0] if 62 < word.top < 89 and word.left < 105) <= 105

    def test_return_address_stands_in_one_line_above(self, letter: bytes) -> None:
        words = [word for word in paper.pages_of_words(letter)[0] if 45 < word.top < 62 and word.left < 105]

        assert " ".join(word.text for word in words) == (
            "Stadt Essen · Gleichstellungsstelle · Rathaus, Porscheplatz · 45121 Essen"
        )
        assert min(word.left for word in words) == pytest.approx(25, abs=0.5)
        assert max(word.right for word in words) <= 105
        assert max(word.bottom for word in words) <= 62.7

    def test_window_without_address_holds_only_the_return_address(self) -> None:
        pdf = typst.invitation_letter(replace(LETTER, address=PostalAddress()))

        assert [word for word in paper.pages_of_words(pdf)[0] if 62.7 < word.top < 97 and word.left < 120] == []

    def test_information_block_and_subject(self, letter: bytes) -> None:
        block, subject = word(letter, "Unser"), word(letter, "Einladung")

        assert block.left == pytest.approx(125, abs=0.2)
        assert 49 <= block.top <= 51
        assert subject.left == pytest.approx(25, abs=0.5)
        assert subject.top == pytest.approx(98.46, abs=0.5)

    def test_letterhead_and_margins(self, letter: bytes) -> None:
        words = paper.pages_of_words(letter)[0]

        assert max(word.bottom for word in words if word.top < 45) <= 45
        assert min(word.left for word in words) >= 24.9
        assert max(word.right for word in words) <= 200
        assert max(word.bottom for word in words) <= 290

    def test_fold_marks_and_hole_mark(self, letter: bytes) -> None:
        picture = paper.picture(letter)

        assert [paper.darkness(picture, 6, y) < 128 for y in (105, 148.5, 210)] == [True] * 3
        assert [paper.darkness(picture, 6, y) < 128 for y in (87, 100, 192, 297 - 105)] == [False] * 4

    def test_says_all_in_the_order_of_reading(self, letter: bytes) -> None:
        text = paper.text(letter)
        parts = [
            "Frau", "Unser Zeichen", "16. September 2024", LETTER.subject, "Liebe Kolleginnen,",
            "künstliche Intelligenz", "Freitag, 8. November 2024", "09:00–12:30 Uhr", "Lichtburg", "Programm",
            "09:00 Begrüßung", "09:15 Vortrag", "Henriette Frädrich", "10:15 Pause", "10:45 Talk-Runde",
            "Die Teilnahme ist Arbeitszeit.", "Mit freundlichen Grüßen", "Gleichstellungsbeauftragte",
        ]  # fmt: skip

        places = [text.find(part) for part in parts]

        assert -1 not in places
        assert places == sorted(places)

    def test_long_program_takes_two_numbered_pages_and_none_is_nearly_empty(self) -> None:
        pdf = typst.invitation_letter(replace(LETTER, program=FOURTEEN))
        first, second = paper.pages_of_words(pdf)

        assert "Seite 1 von 2" in " ".join(word.text for word in first)
        assert "Seite 2 von 2" in " ".join(word.text for word in second)
        assert any(word.text == "Teilnahme" for word in second), "the closing must not stand alone"

    def test_english_letter_speaks_english(self) -> None:
        pdf = typst.invitation_letter(replace(LETTER, language="en", salutation="Dear colleagues,"))
        text = paper.text(pdf)

        assert [label for label in ("Our reference", "16 September 2024", "Programme") if label not in text] == []
        assert [label for label in ("Datum", "Uhrzeit", "Zeichen") if label in text] == []
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert str(document.Root.Lang) == "en-GB"


class TestProgramSheet:
    def test_nothing_is_printed_on_the_fold(self, sheet: bytes) -> None:
        words = paper.pages_of_words(sheet)[0]

        assert [word.text for word in words if word.top < 152 and word.bottom > 145] == []
        assert word(sheet, "Programm").top > 152

    def test_theme_is_the_largest_and_the_date_the_next(self, sheet: bytes) -> None:
        theme, day, item = (word(sheet, text) for text in ("Frauen", "Freitag,", "Begrüßung"))

        assert theme.bottom - theme.top > 15
        assert day.bottom - day.top > item.bottom - item.top

    def test_long_program_has_the_second_side_to_itself(self) -> None:
        pdf = typst.program_sheet(replace(SHEET, program=FOURTEEN, status="Entwurf"))
        first, second = paper.pages_of_words(pdf)

        assert "Entwurf" in [word.text for word in first]
        assert [word.text for word in second].count("Bericht") == 14


class TestTexts:
    def test_markup_is_never_run(self) -> None:
        letter = replace(
            LETTER,
            subject=HOSTILE,
            salutation=HOSTILE,
            paragraphs=(HOSTILE,),
            program=(LetterItem(HOSTILE, HOSTILE, HOSTILE + " 2", (HOSTILE,)),),
            closing=HOSTILE,
            notes=(HOSTILE,),
        )

        pdf = typst.invitation_letter(letter)

        text = paper.text(pdf)
        assert "root:" not in text
        assert text.count('#read("/etc/passwd")') == 9
        assert text.count("$x$ \\ *") == 9

    def test_empty_papers_are_papers(self) -> None:
        letter = InvitationLetter(NOBODY, PostalAddress(), date(2024, 1, 1), "de", "", "", (), NOWHERE, (), "", (), "")
        sheet = ProgramSheet(NOBODY, date(2024, 1, 1), "de", "", "", NOWHERE, (), (), (), "")

        assert typst.invitation_letter(letter).startswith(b"%PDF")
        assert typst.program_sheet(sheet).startswith(b"%PDF")
        assert typst.program_sheet(replace(sheet, program=(LetterItem("", "", "", ()),))).startswith(b"%PDF")

    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("Tag 👩\u200d💻 李", "Tag □ □"),
            ("Null\x00byte", "Nullbyte"),
            ("A\u202eB", "AB"),
            ("W" * 200, "W" * 200),
        ],
    )
    def test_strange_characters_are_printed_or_replaced(self, text: str, printed: str) -> None:
        pdf = typst.invitation_letter(replace(LETTER, notes=(text,), subject=text))

        assert paper.text(pdf).replace(" ", "").count(printed.replace(" ", "")) == 2

    def test_long_words_stay_on_the_sheet(self) -> None:
        pdf = typst.invitation_letter(replace(LETTER, paragraphs=("W" * 200,), notes=("W" * 200,), subject="W" * 200))

        assert max(word.right for page in paper.pages_of_words(pdf) for word in page) <= 200

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.text(max_size=40), min_size=7, max_size=7))
    def test_no_text_breaks_a_paper(self, texts: list[str]) -> None:
        one, two, three, four, five, six, seven = texts
        head = replace(HEAD, authority=one, contact_email=two, reference=three)
        block = DateBlock(four, five, six, seven, (one,))
        items = (LetterItem(one, two, three, (four,)), LetterItem(five, six, seven, (), is_break=True))
        letter = replace(
            LETTER, letterhead=head, subject=one, paragraphs=(two, three, four), block=block, program=items,
            address=PostalAddress((five, six)), notes=(seven,), closing=three,
        )  # fmt: skip

        assert typst.invitation_letter(letter).startswith(b"%PDF")
        sheet = replace(SHEET, letterhead=head, title=one, theme=two, status=three, block=block, program=items)
        assert typst.program_sheet(sheet).startswith(b"%PDF")

    @settings(max_examples=40, deadline=None)
    @given(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=25))
    def test_latin_text_is_found_again(self, text: str) -> None:
        pdf = typst.invitation_letter(replace(LETTER, closing=f"Anfang {text} Ende"))

        assert "".join(f"Anfang{printable(text)}Ende".split()) in "".join(paper.text(pdf).split())


class TestLimits:
    @pytest.mark.parametrize("amount", [45, 20_000])
    def test_more_than_twenty_pages_are_refused(self, amount: int) -> None:
        letter = replace(LETTER, paragraphs=("\n".join(["Zeile"] * 25),) * amount)

        with pytest.raises(RuleBroken) as refusal:
            typst.invitation_letter(letter)

        assert refusal.value.code == "letters.too_long"

    def test_text_beyond_all_measure_is_refused(self) -> None:
        with pytest.raises(RuleBroken, match=r"letters\.too_long"):
            typst.program_sheet(replace(SHEET, theme="Frauen und KI " * 400))

    def test_address_beyond_a_code_is_refused(self) -> None:
        with pytest.raises(InvalidValue, match=r"qr\.too_long"):
            typst.invitation_letter(replace(LETTER, page_url="https://x.example/" + "a" * 3000))

    def test_fault_in_a_template_is_told_by_name(self, tmp_path: Path) -> None:
        (tmp_path / "invitation.typ").write_text('#set text(font: "Nobody Has This")\n= Title')

        with pytest.raises(typst.TypesettingError, match=r"invitation\.typ"):
            typst.invitation_letter(LETTER, templates=tmp_path)

    def test_template_cannot_read_outside_its_folder(self, tmp_path: Path) -> None:
        (tmp_path / "invitation.typ").write_text('#set document(title: "x")\n#read("/../../etc/passwd")')

        with pytest.raises(typst.TypesettingError):
            typst.invitation_letter(LETTER, templates=tmp_path)

    def test_templates_fetch_nothing(self) -> None:
        sources = [path.read_text(encoding="utf-8") for path in (templates.folder() / "letters").glob("*.typ")]

        assert len(sources) >= 3
        assert [source for source in sources if "@preview" in source or "@local" in source] == []
