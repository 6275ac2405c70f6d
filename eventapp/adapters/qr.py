"""QR codes (ISO/IEC 18004) as SVG: error correction M, quiet zone of four modules, one path of exact squares."""

from __future__ import annotations

import segno

from eventapp.domain.errors import InvalidValue

QUIET_ZONE = 4
_MASK = 4  # fixed: choosing the fairest of eight takes four times as long, and readers read all of them


def svg(data: str) -> str:
    """``data`` as QR code, black on white, one unit a module, to be scaled by whoever places it.

    Raises InvalidValue("qr.empty") for no data, InvalidValue("qr.too_long") for more than a code can hold.
    """
    if not data:
        raise InvalidValue("qr.empty")
    try:
        code = segno.make(data, error="m", mask=_MASK, micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise InvalidValue("qr.too_long", length=len(data)) from error
    side = len(code.matrix) + 2 * QUIET_ZONE
    runs = "".join(_runs(row, QUIET_ZONE + line) for line, row in enumerate(code.matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{runs}"/></svg>'
    )


def _runs(row: bytearray, line: int) -> str:
    """The dark modules of ``row`` as rectangles, neighbours joined."""
    marks = bytes(row)
    found, start = [], marks.find(1)
    while start >= 0:
        end = marks.find(0, start)
        end = len(marks) if end < 0 else end
        found.append(f"M{QUIET_ZONE + start} {line}h{end - start}v1h-{end - start}z")
        start = marks.find(1, end)
    return "".join(found)
