"""Every page, for every eye and every window: axe finds nothing, nothing is cut off, nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from eventapp.app import create_app
from eventapp.config import Settings
from tests.chromium import OF_COLOURS, complaints_of_axe, fits, space_out

from .conftest import OpenWindow, Site, Window
from .places import BY_LINK, FILES, PLANNING, PUBLIC, WITH_ERRORS

pytestmark = pytest.mark.browser

ALL = [
    *((name, path, False) for name, path in PUBLIC.items()),
    *((name, path, True) for name, path in PLANNING.items()),
]


def unfold(page: Page) -> None:
    """Open whatever is folded: it is part of the page."""
    page.eval_on_selector_all("details", "all => all.forEach(details => details.open = true)")


def is_readable_when_narrow(page: Page) -> bool:
    """Whether nothing needs scrolling sideways at 320 px (1280 px at 400 %), with the reader's own spacing too."""
    page.set_viewport_size({"width": 320, "height": 640})
    plain = fits(page)
    space_out(page)
    return plain and fits(page)


def visit(window: Window, path: str) -> Page:
    window.expects_refusals = True
    page = window.open(path)
    unfold(page)
    return page


def test_no_page_is_left_out(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path, "sqlite://", "http://127.0.0.1", "only for this test, and long enough"))
    addresses = app.url_map.bind("127.0.0.1")

    reached = {
        addresses.match(path.partition("?")[0])[0]
        for _name, path, _planner in ALL
        if path not in {PUBLIC["not there"], PLANNING["not there for planners"]}
    }

    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert reached | FILES | BY_LINK == pages


@pytest.mark.parametrize(("name", "path", "planner"), ALL, ids=[name for name, _, _ in ALL])
def test_page_is_accessible_by_day_and_by_night(
    reader: Callable[[bool, str], Window], name: str, path: str, planner: bool
) -> None:
    page = visit(reader(planner, "de-DE"), path)

    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    page.emulate_media(color_scheme="light")
    assert is_readable_when_narrow(page)


@pytest.mark.parametrize(("name", "path"), PUBLIC.items(), ids=PUBLIC)
def test_what_everybody_reads_is_accessible_in_english(
    reader: Callable[[bool, str], Window], name: str, path: str
) -> None:
    page = visit(reader(False, "en-GB"), path if "?" in path else f"{path}?lang=en")

    assert complaints_of_axe(page) == []
    assert is_readable_when_narrow(page)


@pytest.mark.parametrize(("name", "path"), WITH_ERRORS.items(), ids=WITH_ERRORS)
def test_form_sent_empty_explains_itself_to_everybody(
    reader: Callable[[bool, str], Window], name: str, path: str
) -> None:
    page = visit(reader(path != "/sign-in", "de-DE"), path)
    page.eval_on_selector_all(
        "form.form :is(input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea)",
        "all => all.forEach(field => field.value = '')",
    )

    page.locator("form.form [type=submit]").last.click()

    page.wait_for_selector(".error-summary")
    assert page.title().startswith("Fehler:")
    assert "error-summary" in page.evaluate("document.activeElement.className")
    for link in page.locator(".error-summary__link").all():
        assert page.locator(link.get_attribute("href") or "").get_attribute("aria-invalid") == "true"
    unfold(page)
    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    assert is_readable_when_narrow(page)


def test_two_planners_at_once_see_what_differs(window: OpenWindow) -> None:
    hers, his = window(planner=True), window(planner=True)
    hers.expects_refusals = True
    one, other = hers.open("/planning/speakers/3"), his.open("/planning/speakers/3")
    one.fill("#organisation", "Personalamt")
    other.fill("#organisation", "Fachbereich Personal")
    other.get_by_role("button", name="Person speichern").click()
    other.wait_for_url("**/speakers")

    one.get_by_role("button", name="Person speichern").click()

    table = one.locator("#conflict")
    expect(table).to_contain_text("Fachbereich Personal")
    expect(table).to_contain_text("Personalamt")
    expect(one.locator("#organisation")).to_have_value("Personalamt")
    assert complaints_of_axe(one) == []
    assert is_readable_when_narrow(one)


def test_secret_link_opens_an_accessible_page(window: OpenWindow, site: Site, secret_link: str) -> None:
    page = visit(window(), secret_link)

    assert page.get_by_role("heading", level=1).inner_text() == "Kennwort wählen"
    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    assert is_readable_when_narrow(page)


@pytest.mark.parametrize(("name", "heading"), [("Speaker", "Ihre Beiträge"), ("Invitation", "Zeit für Führung")])
def test_personal_link_opens_an_accessible_page(window: OpenWindow, site: Site, name: str, heading: str) -> None:
    page = visit(window(), site.printed(name).removeprefix(site.url))

    assert heading in page.get_by_role("heading", level=1).inner_text()
    assert complaints_of_axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert complaints_of_axe(page, *OF_COLOURS) == []
    assert is_readable_when_narrow(page)


def test_forced_colours_leave_every_button_and_badge_a_border(window: OpenWindow) -> None:
    opened = window(planner=True, forced_colors="active", color_scheme="dark")
    for path in (PUBLIC["event"], PLANNING["what is next"], PLANNING["announce"], PLANNING["program"]):
        page = opened.open(path)
        parts = page.eval_on_selector_all(
            ".kern-btn, .kern-badge, .date-block, .event-card",
            """all => all.filter(part => part.checkVisibility()).map(part => {
                const style = getComputedStyle(part);
                return [part.className, style.borderTopStyle, parseFloat(style.borderTopWidth)];
            })""",
        )
        assert parts
        assert [part for part in parts if part[1] == "none" or part[2] < 1] == []
        ink, marks = page.evaluate("""() => [getComputedStyle(document.body).color,
            [...document.querySelectorAll(".kern-icon")].map(icon => getComputedStyle(icon).backgroundColor)]""")
        assert set(marks) <= {ink}


def test_who_wants_no_motion_gets_none(window: OpenWindow) -> None:
    page = window(reduced_motion="reduce").open(PUBLIC["event"])

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_date_place_and_calendar_stand_on_the_first_screen_of_a_small_phone(window: OpenWindow) -> None:
    page = window(viewport={"width": 320, "height": 640}).open(PUBLIC["event"])

    for part in (".date-block__day", ".date-block__time", ".date-block__place", ".choices__button"):
        box = page.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 640, part


def test_date_stays_in_view_beside_the_program(window: OpenWindow) -> None:
    page = window(viewport={"width": 1280, "height": 700}).open(PUBLIC["event"])

    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")

    box = page.locator(".date-block").bounding_box()
    assert box
    assert 0 <= box["y"] < 200


def test_program_prints_on_one_sheet(window: OpenWindow) -> None:
    for path in (PUBLIC["program to print"], PUBLIC["event"]):
        page = window().open(path)

        with pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True))) as sheet:
            assert len(sheet.pages) == 1, path


def test_first_visit_of_the_event_page_is_light(window: OpenWindow) -> None:
    opened = window()
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Network.enable")
    asked: list[str] = []
    received: list[float] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))

    opened.open(PUBLIC["event"])
    opened.page.wait_for_load_state("networkidle")

    requests = [url for url in asked if not url.startswith("data:")]
    assert len(requests) <= 10, requests
    assert 50_000 < sum(received) <= 130_000


@pytest.fixture
def secret_link(site: Site) -> str:
    """A link to choose a password, made by the command that makes them."""
    printed = site.command("user", "add", "neu@example.org", "--name", "Neu", "--organizer", "gleichstellungsstelle")
    found = re.search(r"/sign-in/link/\S+", printed)
    assert found, printed
    return found[0]
