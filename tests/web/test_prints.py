"""Printed matter on its page: pictures to look at, files to print, and names that are not stored."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from tests.adapters import paper
from tests.factories import Factories
from tests.pages import Browser
from tests.web.world import World, enter, world


def at(ours: World, rest: str = "") -> str:
    return f"/planning/events/{ours.event.id}/prints/{rest}"


def test_every_piece_is_a_picture_and_a_file(planner: Browser, ours: World) -> None:
    page = planner.get(at(ours))

    pictures = [line.split('src="')[1].split('"')[0] for line in page.text.split("\n") if 'print__picture"' in line]
    files = [part.split('"')[0] for part in page.text.split('href="') if "prints/" in part and ".pdf" in part]
    assert len(pictures) == 6
    assert len(files) == 9
    for url in (pictures[0], pictures[2]):
        picture = planner.get(url.replace("&amp;", "&"))
        assert Image.open(io.BytesIO(picture.data)).format == "PNG"
        assert picture.headers["Cache-Control"] == "private, max-age=3600"
    for url in (files[0], files[2]):
        file = planner.get(url)
        assert file.data.startswith(b"%PDF")
        assert file.headers["Content-Disposition"].startswith("attachment;")


def test_the_page_has_the_text_for_the_intranet(planner: Browser, ours: World) -> None:
    page = planner.get(at(ours)).text

    assert f"/events/{ours.event.slug}" in page
    assert "&lt;p lang=&#34;de&#34;&gt;" in page


def test_names_typed_become_badges_and_are_not_stored(planner: Browser, ours: World, session: Session) -> None:
    names = "Kim Gast; Technik; Amt 9\n\nDr. Robin Muster"

    made = planner.post(at(ours, "names.pdf"), {"names": names, "piece": "badges-80x50"}, 200)

    text = paper.text(made.data)
    assert [part for part in ("Kim Gast", "Technik", "Amt 9", "Robin Dr. Muster") if part not in text] == []
    assert "Kim Gast" not in planner.get(at(ours)).text


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", "Geben Sie mindestens einen Namen ein."),
        ("Kim\n; Technik", "In Zeile 2 fehlt der Name"),
        ("Kim\n" * 501, "Höchstens 500 Namen"),
    ],
)
def test_names_that_are_none_are_told_and_nothing_typed_is_lost(
    planner: Browser, ours: World, names: str, sentence: str
) -> None:
    page = planner.post(at(ours, "names.pdf"), {"names": names, "piece": "table-signs"}, 422).text

    assert sentence in page
    assert names.strip()[:20] in page


def test_before_announcing_the_page_says_what_to_do(browser: Browser, session: Session, make: Factories) -> None:
    ours = world(make, announced=False)
    enter(browser, session, ours.account)

    assert "Kündigen Sie die Versammlung zuerst an." in browser.get(at(ours)).text
    browser.get(at(ours, "flyer.pdf"), 409)


def test_unknown_pieces_and_pages_are_not_there(planner: Browser, ours: World) -> None:
    for rest in ("nothing.pdf", "nothing-1.png", "flyer-3.png", "flyer-0.png"):
        planner.get(at(ours, rest), 404)
