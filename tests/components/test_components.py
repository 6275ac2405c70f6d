"""How the parts hang together, and whether everybody can use them: first the wiring, then pages in a browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from jinja2 import Environment, nodes
from playwright.sync_api import Browser, Page, expect

from tests.chromium import OF_COLOURS, complaints_of_axe, fits, space_out

from .conftest import ROOT

PAGES = ("event", "program", "overview", "form", "gallery", "missing")


class Elements(HTMLParser):
    """Every element of a page as a pair of its name and its attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def named(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.all if tag in tags]

    def with_id(self, wanted: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.all if attributes.get("id") == wanted)

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.all if "id" in attributes]


def fetch(face: Flask, path: str) -> str:
    response = face.test_client().get(f"/sample/{path}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def label_of(page: str, name: str) -> str:
    match = re.search(rf'<label[^>]* for="{name}">(.*?)</label>', page, re.DOTALL)
    assert match, f"no label for {name}"
    return re.sub(r"<[^>]+>", "", match.group(1)).strip()


# ---- Wiring --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [f"{name}.html" for name in PAGES] + ["form.html?errors=1"])
def test_every_id_is_unique_and_every_reference_leads_somewhere(face: Flask, path: str) -> None:
    elements = Elements(fetch(face, path))

    ids = elements.ids
    assert len(ids) == len(set(ids))
    for _, attributes in elements.all:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-copy"):
            for reference in (attributes.get(name) or "").split():
                assert reference in ids, f"{name}={reference}"


@pytest.mark.parametrize("path", [f"{name}.html" for name in PAGES] + ["form.html?errors=1"])
def test_no_style_and_no_script_stands_in_the_page(face: Flask, path: str) -> None:
    elements = Elements(fetch(face, path))

    assert not elements.named("style")
    assert all(script.get("src") and script.get("nonce") for script in elements.named("script"))
    for _, attributes in elements.all:
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_no_template_takes_what_it_does_not_use() -> None:
    reader = Environment(extensions=["jinja2.ext.do", "jinja2.ext.i18n"], autoescape=True)
    unused = []
    for file in sorted((ROOT / "templates").rglob("*.html")):
        tree = reader.parse(file.read_text(encoding="utf-8"))
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        names = [name for taken in tree.find_all(nodes.FromImport) for name in taken.names]
        unused += [f"{file.name}: {name}" for name in names if (name if isinstance(name, str) else name[1]) not in used]

    assert unused == []


def test_every_field_has_a_label(face: Flask) -> None:
    page = fetch(face, "form.html")

    for attributes in Elements(page).named("input", "select", "textarea"):
        if attributes.get("type") != "hidden":
            assert label_of(page, attributes["id"] or "")


def test_what_may_be_left_out_is_marked(face: Flask) -> None:
    page = fetch(face, "form.html")

    assert label_of(page, "name") == "Name"
    assert label_of(page, "nickname") == "Zusatz - optional"
    assert label_of(page, "title-de") == "Titel"
    assert label_of(page, "title-en") == "Titel auf Englisch - optional"
    assert label_of(page, "news") == "Auch das Programm anzeigen"


def test_a_hint_describes_its_field(face: Flask) -> None:
    elements = Elements(fetch(face, "form.html"))

    assert elements.with_id("nickname")["aria-describedby"] == "nickname-hint"
    assert elements.with_id("day")["aria-describedby"] == "day-hint"
    assert elements.with_id("format")["aria-describedby"] == "format-hint"
    assert elements.with_id("format-1")["aria-describedby"] == "format-1-hint"
    assert "aria-describedby" not in elements.with_id("name")
    assert "aria-invalid" not in elements.with_id("name")


def test_an_error_describes_its_field_and_is_listed_above(face: Flask) -> None:
    page = fetch(face, "form.html?errors=1")

    elements = Elements(page)
    assert elements.with_id("name")["aria-invalid"] == "true"
    assert elements.with_id("name")["aria-describedby"] == "name-error"
    assert elements.with_id("day")["aria-describedby"] == "day-hint day-error"
    assert elements.with_id("format")["aria-invalid"] == "true"
    assert "<title>Fehler: Programmpunkt eintragen" in page
    leads_to = [link["href"] for link in elements.named("a") if link.get("class") == "error-summary__link"]
    assert {"#name", "#title-de", "#title-easy", "#format-0", "#day"} <= set(leads_to)
    assert "#csrf_token" not in leads_to
    assert all((link or "#").removeprefix("#") in elements.ids for link in leads_to)


def test_a_language_with_an_error_is_open(face: Flask) -> None:
    fine = Elements(fetch(face, "form.html")).named("details")
    wrong = Elements(fetch(face, "form.html?errors=1")).named("details")

    assert ["open" in details for details in fine] == [False, False]
    assert ["open" in details for details in wrong] == [True, False]


def test_dates_and_numbers_are_typed(face: Flask) -> None:
    elements = Elements(fetch(face, "form.html"))

    assert [elements.with_id(name)["type"] for name in ("day", "start", "minutes")] == ["text", "text", "text"]
    assert elements.with_id("minutes")["inputmode"] == "numeric"
    assert elements.with_id("name")["autocomplete"] == "name"


def test_every_order_to_the_server_is_protected(face: Flask) -> None:
    for name in ("program", "overview", "form"):
        page = fetch(face, f"{name}.html")
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL):
            assert 'name="csrf_token"' in form


def test_a_state_has_words_and_a_shape(face: Flask) -> None:
    page = fetch(face, "gallery.html")

    badges = re.findall(
        r'badge badge--\w+"><span class="kern-icon kern-icon--([\w-]+).*?"kern-label">(.*?)</span>', page
    )
    assert len(badges) >= 7
    assert len({icon for icon, _ in badges}) == len({words for _, words in badges}) == 7


def test_a_title_is_never_markup(face: Flask) -> None:
    with face.test_request_context():
        macro = face.jinja_env.get_template("components/event.html").module.program_list  # type: ignore[attr-defined]
        shown = str(macro([{"time": "09:00", "function": "<b>", "title": "<script>", "text_html": "<img>"}]))

    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "<img>" not in shown


def test_a_first_visit_stays_small() -> None:
    static = ROOT / "eventapp" / "static"
    fonts = sum((static / "vendor/fira-sans" / f"fira-sans-latin-{w}-normal.woff2").stat().st_size for w in (400, 600))
    texts = ("vendor/kern/kern.min.css", "vendor/fira-sans/fonts.css", "bridge.css", "icon.svg", "js/main.js")
    packed = sum(len(gzip.compress((static / name).read_bytes())) for name in texts)

    assert fonts + packed < 110_000


def test_the_bridge_brings_no_look_of_its_own() -> None:
    css = re.sub(r"/\*.*?\*/", "", (ROOT / "eventapp/static/bridge.css").read_text(), flags=re.DOTALL)

    assert not re.findall(r"#[0-9a-f]{3,8}\b(?=[^{]*})|rgba?\(|hsla?\(|oklch\(|box-shadow|text-shadow|gradient", css)
    assert all(radius.startswith("var(--") for radius in re.findall(r"border-radius:\s*([^;]+);", css))


# ---- In the browser ------------------------------------------------------------------------------


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def visit(page: Page, address: str, path: str, *helpers: str) -> None:
    """Open a sample page and wait for the helpers it fetches by itself."""
    page.goto(f"{address}/sample/{path}")
    for name in helpers:
        page.evaluate(f"import('/static/js/{name}.js').then(() => true)")


@pytest.mark.browser
@pytest.mark.parametrize("path", [f"{name}.html" for name in PAGES] + ["form.html?errors=1&flash=1"])
def test_pages_are_accessible_in_light_and_dark_wide_and_narrow(page: Page, address: str, path: str) -> None:
    visit(page, address, path)
    page.eval_on_selector_all("details", "all => all.forEach(details => details.open = true)")
    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 640})
    assert fits(page)
    space_out(page)
    assert fits(page)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["event.html", "program.html", "overview.html", "form.html"])
def test_whatever_can_be_reached_by_key_shows_a_ring_and_is_large_enough(page: Page, address: str, path: str) -> None:
    visit(page, address, path)
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        found: dict[str, Any] | None = page.evaluate(
            """() => {
                const at = document.activeElement;
                if (at === document.body) return null;
                const style = getComputedStyle(at), box = at.getBoundingClientRect();
                return { html: at.outerHTML.slice(0, 160), ring: style.outlineStyle, height: box.height,
                         width: parseFloat(style.outlineWidth), inline: style.display === "inline" };
            }"""
        )
        if found is None or found["html"] in reached:
            break
        reached.add(found["html"])
        assert found["ring"] != "none", found["html"]
        assert found["width"] >= 2, found["html"]
        assert found["inline"] or found["height"] >= 24, found["html"]
    assert len(reached) > 5


@pytest.mark.browser
def test_a_narrow_table_is_a_block_a_row_and_still_a_table(page: Page, address: str) -> None:
    visit(page, address, "overview.html")
    table = page.get_by_role("table", name="Antworten")
    value = table.get_by_role("row", name="14. Oktober").get_by_role("cell").first
    assert value.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"

    page.set_viewport_size({"width": 320, "height": 640})

    assert [one.inner_text() for one in table.get_by_role("columnheader").all()][1] == "Kommen"
    assert table.get_by_role("rowheader", name="14. Oktober").count() == 1
    assert value.evaluate("cell => getComputedStyle(cell).display") == "block"
    assert value.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"Kommen"')
    frame = "frame => frame.scrollWidth <= frame.clientWidth"
    assert page.eval_on_selector(".kern-table-responsive:has(.table--stack)", frame)
    assert complaints_of_axe(page) == []


@pytest.mark.browser
def test_errors_are_the_first_thing_heard(page: Page, address: str) -> None:
    visit(page, address, "form.html?errors=1")

    assert page.evaluate("document.activeElement.className").endswith("error-summary")


@pytest.mark.browser
def test_items_move_by_button_by_key_and_by_dragging(page: Page, address: str) -> None:
    def titles() -> list[str]:
        return page.eval_on_selector_all("[data-item]", "all => all.map(item => item.dataset.title)")  # type: ignore[no-any-return]

    visit(page, address, "program.html", "reorder")
    first, second, *_, last = titles()

    page.get_by_role("button", name=f"Nach unten: {first}").click()
    page.wait_for_function("title => document.querySelector('[data-item]').dataset.title === title", arg=second)
    assert titles()[:2] == [second, first]
    assert page.evaluate("document.activeElement.value") == "down"
    assert page.get_by_role("status").last.text_content() == f"{first} steht jetzt an Stelle 2 von 6."

    page.locator(".handle").nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_function("title => document.querySelector('[data-item]').dataset.title === title", arg=first)
    assert page.evaluate("document.activeElement.className") == "handle"

    page.locator(".handle").first.hover()
    page.mouse.down()
    below = page.locator("[data-item]").nth(1).bounding_box()
    assert below
    page.mouse.move(below["x"] + 30, below["y"] + below["height"] - 4, steps=6)
    page.mouse.up()
    page.wait_for_function("() => !document.querySelector('.reorder__item--held')")
    page.wait_for_function("title => document.activeElement.closest('[data-item]')?.dataset.title === title", arg=first)
    assert titles()[:2] == [second, first]
    assert titles()[-1] == last
    page.get_by_role("button", name=f"Nach oben: {first}").click()
    page.wait_for_function("title => document.querySelector('[data-item]').dataset.title === title", arg=first)


@pytest.mark.browser
def test_items_move_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sample/program.html")
    before = page.locator("[data-item]").nth(1).get_attribute("data-title")

    page.get_by_role("button", name="Nach oben:").first.click()

    expect(page.locator("[data-item]").first).to_have_attribute("data-title", before or "")
    page.get_by_role("button", name="Nach unten:").first.click()
    context.close()


@pytest.mark.browser
def test_a_day_can_be_typed_or_picked(page: Page, address: str) -> None:
    visit(page, address, "form.html", "datepicker")
    button = page.get_by_role("button", name="Datum im Kalender auswählen für „Tag“")

    page.fill("#day", "8.11.26")
    button.click()
    assert page.input_value(".date-picker") == "2026-11-08"
    page.eval_on_selector(
        ".date-picker", "input => { input.value = '2026-11-13'; input.dispatchEvent(new Event('change')); }"
    )

    assert page.input_value("#day") == "13.11.2026"


@pytest.mark.browser
def test_leaving_asks_only_when_something_was_typed(page: Page, address: str) -> None:
    visit(page, address, "form.html", "dirty")
    leave = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"

    assert page.evaluate(leave) is False
    page.fill("#name", "Barbara")
    assert page.evaluate(leave) is True


@pytest.mark.browser
def test_paper_shows_the_page_and_not_its_tools(page: Page, address: str) -> None:
    visit(page, address, "event.html")
    page.emulate_media(media="print")

    assert not page.locator(".site-header").is_visible()
    assert not page.get_by_text("In den Kalender", exact=True).is_visible()
    assert page.get_by_text("8. November 2024").is_visible()


@pytest.mark.browser
def test_the_bridge_mends_what_kern_gets_wrong(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, address, "gallery.html")

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert "monospace" in page.evaluate("getComputedStyle(document.querySelector('code')).fontFamily")
    assert page.evaluate("document.fonts.check('600 1rem \"Fira Sans\"')")
    told_apart = page.get_by_role("button", name="Absagen der Versammlung 2027").bounding_box()
    assert told_apart is not None
    assert told_apart["width"] > told_apart["height"]  # KERN takes it for a button with an icon alone


@pytest.mark.browser
def test_what_looks_for_faults_finds_them(page: Page) -> None:
    faint = '<h1 style="color:#ccc">Versammlung</h1>'
    page.set_content(f'<html lang="de"><title>x</title><main>{faint}<img src="x"></main>')

    assert [found.partition(":")[0] for found in complaints_of_axe(page)] == ["color-contrast", "image-alt"]
    assert [found.partition(":")[0] for found in complaints_of_axe(page, *OF_COLOURS)] == ["color-contrast"]
