"""Letters by the thousand: sorted, each its own, tagged, and set in a process whose memory comes back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfua
import pikepdf
import pytest
import zxingcpp

from eventapp.adapters import typst, typst_batch, typst_run
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.letters import Booklet, LetterRecipient, LetterSeries, PostalAddress, delivery_order
from tests.adapters import paper
from tests.adapters.test_typst import FOURTEEN, HOSTILE, LETTER, NOBODY, NOWHERE

CODE_URL = "https://versammlung.example.org/code"
DEPARTMENTS = ("Amt 10", "Amt 9", "", "Amt für Straßen und Verkehr")


def recipient(number: int, department: str = "Amt 9") -> LetterRecipient:
    name = f"Kim Muster-{number}"
    return LetterRecipient(
        name,
        f"Guten Tag {name},",
        PostalAddress((name, department or "Ohne Amt", "Rathaus", f"Raum {number}")),
        f"https://versammlung.example.org/i/{number:024d}",
        f"ABCD{number % 10}-FGHJK",
        department,
        ("Rathaus", "Zeche")[number % 2],
    )


SERIES = LetterSeries(
    letterhead=LETTER.letterhead,
    written_on=LETTER.written_on,
    language="de",
    subject=LETTER.subject,
    paragraphs=LETTER.paragraphs,
    block=LETTER.block,
    program=LETTER.program,
    closing=LETTER.closing,
    notes=LETTER.notes,
    recipients=[recipient(number, DEPARTMENTS[number % 4]) for number in range(9)],
    code_url=CODE_URL,
)


def one(series: LetterSeries, *, separators: bool = True) -> Booklet:
    (booklet,) = typst_batch.letter_series(series, separators=separators)
    return booklet


def words_of(page: list[paper.Word]) -> str:
    return " ".join(word.text for word in page).replace("\u200b", "")


@pytest.fixture(scope="module")
def booklet() -> Booklet:
    return one(SERIES)


class TestBooklet:
    def test_page_of_each_letter_is_that_of_its_recipient(self, booklet: Booklet) -> None:
        pages = paper.pages_of_words(booklet.pdf)

        people = iter(sorted(SERIES.recipients, key=delivery_order))
        for page in pages:
            if words_of(page).startswith("Hauspost"):
                continue
            person = next(people)
            assert words_of(page).count(person.name) == 2  # in the window and in the salutation
            assert person.code in words_of(page)
            assert person.page_url in words_of(page).replace(" ", "")
            assert CODE_URL in words_of(page).replace(" ", "")
        assert next(people, None) is None
        assert (booklet.letters, booklet.pages) == (9, 13) == (9, len(pages))
        assert (booklet.first_department, booklet.last_department) == ("Amt 9", "")

    def test_code_on_each_page_opens_the_page_of_its_recipient(self, booklet: Booklet) -> None:
        codes = [
            code.text for page in (2, 3, 9) for code in zxingcpp.read_barcodes(paper.picture(booklet.pdf, page=page))
        ]

        people = sorted(SERIES.recipients, key=delivery_order)
        assert codes == [people[place].page_url for place in (0, 1, 5)]

    def test_is_tagged_named_and_has_a_bookmark_for_each_department(self, booklet: Booklet, tmp_path: Path) -> None:
        file = tmp_path / "booklet.pdf"
        file.write_bytes(booklet.pdf)

        with pikepdf.open(io.BytesIO(booklet.pdf)) as document:
            root, metadata = document.Root, document.open_metadata()
            with document.open_outline() as outline:
                bookmarks = [item.title for item in outline.root]
            assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("de-DE", True)
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == (
                "2",
                "A",
                "1",
            )
            assert str(metadata["dc:title"]).startswith(LETTER.subject)
        assert bookmarks == ["Amt 9", "Amt 10", "Amt für Straßen und Verkehr", "Ohne Angabe der Dienststelle"]
        assert list(pdfua.validate(str(file)).findings) == []
        paper.tool("qpdf", "qpdf", "--check", str(file), pdf=b"")

    def test_separator_says_where_and_how_many(self, booklet: Booklet) -> None:
        first = paper.pages_of_words(booklet.pdf)[0]

        assert words_of(first).startswith("Hauspost Amt 9 2 Briefe Zeche")
        department = next(word for word in first if word.text == "Amt")
        assert department.bottom - department.top > 20

    def test_letters_stand_in_the_window_like_single_ones(self, booklet: Booklet) -> None:
        page = paper.pages_of_words(booklet.pdf)[1]
        name = next(word for word in page if word.text == "Kim" and word.left < 100)

        assert name.left == pytest.approx(25, abs=0.5)
        assert name.top == pytest.approx(62.7, abs=0.5)

    def test_same_series_gives_same_bytes_booklet_by_booklet(self, booklet: Booklet) -> None:
        assert one(SERIES).pdf == booklet.pdf
        assert typst_batch.one_booklet(SERIES, 0) == booklet
        with pytest.raises(NotFound):
            typst_batch.one_booklet(SERIES, 1)

    def test_a_large_department_goes_on_with_its_separator(self) -> None:
        series = replace(SERIES, recipients=[recipient(number) for number in range(5)])

        found = list(typst_batch.letter_series(series, letters_per_booklet=2))

        assert [booklet.letters for booklet in found] == [2, 2, 1]
        assert "Teil 2 von 3 · insgesamt 5 Briefe" in words_of(paper.pages_of_words(found[1].pdf)[0])

    def test_without_separators_there_are_letters_alone(self) -> None:
        assert one(SERIES, separators=False).pages == 9

    def test_no_recipients_no_booklet(self) -> None:
        assert list(typst_batch.letter_series(replace(SERIES, recipients=[]))) == []


class TestExtremes:
    def test_letters_of_two_pages_have_page_numbers_of_their_own(self) -> None:
        pages = paper.pages_of_words(one(replace(SERIES, program=FOURTEEN, recipients=SERIES.recipients[:3])).pdf)

        letters = [words_of(page) for page in pages if not words_of(page).startswith("Hauspost")]
        assert ["Seite 1 von 2" in page for page in letters] == [True, False] * 3
        assert ["Seite 2 von 2" in page for page in letters] == [False, True] * 3

    def test_own_paragraphs_stand_in_her_letter_alone_and_all_stay_on_one_page(self) -> None:
        own = replace(recipient(1), paragraphs=("Für Sie ist ein Platz reserviert.", "Absatz. " * 90))

        booklet = one(replace(SERIES, recipients=[recipient(0), own]), separators=False)

        texts = [words_of(page) for page in paper.pages_of_words(booklet.pdf)]
        assert ["Platz reserviert" in text for text in texts] == [False, True]

    def test_long_names_many_lines_strange_signs_and_no_program(self) -> None:
        long = replace(
            recipient(0, "Eigenbetrieb für Abwasserbeseitigungsangelegenheiten und Straßenreinigung, Abteilung 4"),
            name="Leutheusser-" * 12,
            salutation_line="Guten Tag " + "Leutheusser-" * 12 + ",",
            address=PostalAddress(("Leutheusser-" * 12, "Zwei", "Drei", "Vier", "Fünf", "Sechs")),
        )
        strange = replace(recipient(1, "Amt 李"), name="李", salutation_line="Guten Tag 李 👩\u200d💻,", code="")
        bare = LetterRecipient("", "", PostalAddress(), "")

        booklet = one(replace(SERIES, program=(), recipients=[long, strange, bare]))

        assert booklet.pages == 6
        assert "Guten Tag □ □," in paper.text(booklet.pdf)
        assert max(word.right for page in paper.pages_of_words(booklet.pdf) for word in page) <= 200

    def test_english_series_speaks_english(self) -> None:
        text = paper.text(one(replace(SERIES, language="en", recipients=SERIES.recipients[:1])).pdf)

        assert [word for word in ("Internal mail", "1 letter", "Your code: ABCD0-FGHJK") if word not in text] == []
        assert [word for word in ("Hauspost", "Brief", "Ihr Code") if word in text] == []

    def test_S11_markup_is_never_run(self) -> None:
        hostile = replace(recipient(0), name=HOSTILE, salutation_line=HOSTILE, department=HOSTILE, site=HOSTILE)

        text = paper.text(one(replace(SERIES, subject="Einladung", recipients=[hostile])).pdf)

        assert "root:" not in text
        assert text.count('#read("/etc/passwd")') == 3

    def test_empty_series_texts_are_papers(self) -> None:
        empty = LetterSeries(NOBODY, date(2024, 1, 1), "de", "", (), NOWHERE, (), "", (), [recipient(0, "")])

        assert one(empty).pages == 2


class TestRefusals:
    def test_a_letter_without_end_is_refused(self) -> None:
        for paragraphs in (("Zeile\n" * 190,) * 2, ("x\n" * 1_900,), ("Zu lang. " * 400,) * 5):
            with pytest.raises(RuleBroken, match=r"letters\.too_long"):
                list(typst_batch.letter_series(replace(SERIES, paragraphs=paragraphs)))

    def test_an_address_beyond_a_code_is_refused(self) -> None:
        endless = replace(recipient(0), page_url="https://x.example.org/" + "a" * 3000)

        with pytest.raises(InvalidValue, match=r"qr\.too_long"):
            one(replace(SERIES, recipients=[endless]))

    def test_S11_a_booklet_that_takes_too_long_is_given_up(self) -> None:
        with pytest.raises(typst_run.TypesettingError, match="not set within"):
            list(typst_batch.letter_series(SERIES, timeout_seconds=0.01))

    def test_a_fault_in_a_template_is_told_by_name(self, tmp_path: Path) -> None:
        (tmp_path / "series.typ").write_text('#set document(title: "x")\n#nobody-knows')

        with pytest.raises(typst.TypesettingError, match=r"series\.typ: unknown variable"):
            list(typst_batch.letter_series(SERIES, templates=tmp_path))

    def test_S11_the_child_knows_no_secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("EVENTAPP_SECRET_KEY", "secret")

        assert [name for name in typst_batch._environment() if name.startswith("EVENTAPP")] == []
