"""The program editor: whichever way an item is moved, nobody loses her place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenWindow
from .places import PLANNING

pytestmark = pytest.mark.browser
LOW = {"width": 1280, "height": 520}


@pytest.fixture
def editor(window: OpenWindow) -> Page:
    """The editor of the next assembly, with its helper, in a window that is lower than the list."""
    page = window(planner=True, viewport=LOW).open(PLANNING["program"])
    page.wait_for_selector(".handle")
    return page


def order(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-item]", "all => all.map(item => item.dataset.title)")  # type: ignore[no-any-return]


def top(page: Page, title: str) -> float:
    box = page.locator(f'[data-title="{title}"]').bounding_box()
    assert box
    return box["y"]


def in_view(page: Page, title: str) -> bool:
    return 0 <= top(page, title) <= LOW["height"]


def test_button_moves_an_item_and_the_page_stays_where_it_was(editor: Page) -> None:
    before = order(editor)
    last, neighbour = before[-1], before[-2]
    button = editor.get_by_role("button", name=f"Nach oben: {last}")
    button.scroll_into_view_if_needed()
    place = editor.evaluate("scrollY")

    button.click()

    expect(editor.locator("[data-item]").last).to_have_attribute("data-title", neighbour)
    assert order(editor) == [*before[:-2], last, neighbour]
    assert abs(editor.evaluate("scrollY") - place) < 5
    assert editor.evaluate("document.activeElement.closest('[data-item]').dataset.title") == last
    count = len(before)
    expect(editor.get_by_role("status").last).to_have_text(f"{last} steht jetzt an Stelle {count - 1} von {count}.")
    editor.get_by_role("button", name=f"Nach unten: {last}").click()
    expect(editor.locator("[data-item]").last).to_have_attribute("data-title", last)


def test_item_is_dragged_to_its_place_and_stays_there(editor: Page) -> None:
    before = order(editor)
    first, second = before[:2]
    picture = editor.locator("#day-picture").inner_html()

    editor.locator(".handle").first.hover()
    editor.mouse.down()
    below = editor.locator("[data-item]").nth(1).bounding_box()
    assert below
    editor.mouse.move(below["x"] + 20, below["y"] + below["height"] - 6, steps=8)
    editor.mouse.up()

    status = editor.get_by_role("status").last
    expect(status).to_have_text(f"{first} steht jetzt an Stelle 2 von {len(before)}.")
    assert editor.locator("#day-picture").inner_html() != picture
    editor.reload()
    assert order(editor) == [second, first, *before[2:]]
    assert in_view(editor, first)
    editor.get_by_role("button", name=f"Nach oben: {first}").click()
    expect(editor.locator("[data-item]").first).to_have_attribute("data-title", first)


def test_drag_that_ends_where_it_began_asks_the_server_for_nothing(editor: Page) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.url))

    editor.locator(".handle").nth(2).hover()
    editor.mouse.down()
    editor.mouse.move(300, 420, steps=3)
    editor.locator(".handle").nth(2).hover()
    editor.mouse.up()

    assert asked == []


def test_length_is_changed_in_place_and_what_else_was_typed_stays(editor: Page) -> None:
    first, second = order(editor)[:2]
    total = editor.locator("#program-sum").inner_text()
    length = editor.get_by_label(f"Minuten: {first}")
    was = length.input_value()
    store = editor.get_by_role("button", name=f"Dauer von {first}")
    assert not store.is_visible()
    editor.get_by_label(f"Minuten: {second}").fill("33")

    length.fill("25")
    store.click()

    expect(editor.locator("#program-sum")).not_to_have_text(total)
    expect(editor.get_by_role("status").last).to_have_text(f"Gespeichert: {first}, 25 Min.")
    assert editor.get_by_label(f"Minuten: {second}").input_value() == "33"
    assert editor.evaluate("document.activeElement.id") == length.get_attribute("id")
    length.fill(was)
    length.press("Enter")
    expect(editor.locator("#program-sum")).to_have_text(total)


def test_length_that_cannot_be_is_explained(window: OpenWindow) -> None:
    opened = window(planner=True)
    opened.expects_refusals = True
    page = opened.open(PLANNING["program"])
    page.wait_for_selector(".handle")
    field = page.locator(".input--minutes").first

    field.fill("sehr lang")
    field.press("Enter")

    page.wait_for_selector(".error-summary")
    expect(page.locator(".input--minutes").first).to_have_value("sehr lang")
    expect(page.locator(".input--minutes").first).to_have_attribute("aria-invalid", "true")
    assert page.title().startswith("Fehler:")


def test_total_and_end_stay_in_view(editor: Page) -> None:
    editor.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    editor.locator("[data-item]").last.scroll_into_view_if_needed()

    box = editor.locator("#program-sum").bounding_box()
    assert box
    assert 0 <= box["y"] < 60


def test_focus_never_hides_beneath_the_total(editor: Page) -> None:
    editor.locator("[data-item]").last.locator(".handle").focus()
    for _ in range(25):
        editor.keyboard.press("Shift+Tab")
        hidden = editor.evaluate(
            """() => {
                const at = document.activeElement.getBoundingClientRect();
                const total = document.querySelector('#program-sum').getBoundingClientRect();
                const inside = document.activeElement.closest('.reorder');
                return Boolean(inside) && at.top < total.bottom - 1 && at.bottom > total.top;
            }"""
        )
        assert not hidden, editor.evaluate("document.activeElement.outerHTML")


def test_buttons_keep_the_place_without_javascript_too(window: OpenWindow) -> None:
    page = window(planner=True, java_script_enabled=False, viewport=LOW).open(PLANNING["program"])
    last = page.locator("[data-item]").last.get_attribute("data-title") or ""

    page.get_by_role("button", name=f"Nach oben: {last}").click()

    page.wait_for_url("**/program/#item-*")
    assert in_view(page, last)
    page.get_by_role("button", name=f"Nach unten: {last}").click()
    expect(page.locator("[data-item]").last).to_have_attribute("data-title", last)
