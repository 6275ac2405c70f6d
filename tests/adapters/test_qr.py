"""The QR code as drawing. Whether a reader understands it in print: test_typst."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import segno

from eventapp.adapters import qr
from eventapp.domain.errors import InvalidValue

URL = "https://versammlung.example/v/frauen-und-ki"


def dark_modules(drawing: str) -> set[tuple[int, int]]:
    """Column and line of each dark module of the path, counted from the drawing's corner."""
    path = ElementTree.fromstring(drawing)[1].attrib["d"]  # noqa: S314 - our own drawing
    found = set()
    for run in path.split("M")[1:]:
        start, _, width = run.partition("h")
        x, y = map(int, start.split())
        found |= {(x + step, y) for step in range(int(width.partition("v")[0]))}
    return found


def test_svg_draws_each_module_of_the_code_inside_a_quiet_zone_of_four() -> None:
    code = segno.make(URL, error="m", mask=4, micro=False, boost_error=False)

    drawing = qr.svg(URL)

    expected = {(x + 4, y + 4) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}
    side = len(code.matrix) + 8
    assert dark_modules(drawing) == expected
    assert f'viewBox="0 0 {side} {side}"' in drawing


def test_svg_is_the_same_for_the_same_data() -> None:
    assert qr.svg(URL) == qr.svg(URL)


def test_svg_holds_nothing_of_the_data_as_markup() -> None:
    assert "script" not in qr.svg("https://example.org/<script>")


@pytest.mark.parametrize(("data", "code"), [("", "qr.empty"), ("x" * 3000, "qr.too_long")])
def test_svg_refuses_what_no_code_holds(data: str, code: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        qr.svg(data)

    assert refusal.value.code == code
