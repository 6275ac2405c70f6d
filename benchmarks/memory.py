"""Memory of all processes of the default installation, after it has done one of everything."""

from __future__ import annotations

import io
from collections.abc import Iterator

from benchmarks import load
from benchmarks.demo import Demo
from benchmarks.results import Effort, Result, at_most

_MEGABYTES = 150.0


def measure(demo: Demo, _effort: Effort) -> Iterator[Result]:
    """A page, a calendar, a PDF and a picture of 12 megapixels; then the sum over server and worker."""
    before = demo.server.megabytes()
    if before is None:
        yield Result("memory", "not measured: this system has no /proc/PID/smaps_rollup")
        return
    for path in (demo.event, f"{demo.event}.ics", f"{demo.event}/program.ics"):
        load.put(demo.server.url + path, {}, 1)
    load.put(f"{demo.server.url}{demo.event}/program.pdf?anew", {}, 1)
    _send_picture(demo)
    after = demo.server.megabytes() or []
    parts = " + ".join(f"{part:.0f}" for part in after)
    measured = f"{sum(after):.0f} MB = {parts}; {sum(before):.0f} MB before PDF and picture"
    yield at_most("memory (PSS), server and worker", sum(after), _MEGABYTES, measured, "MB")


def _send_picture(demo: Demo) -> None:
    planner = demo.sign_in()
    people = planner.find("/planning/", r"/planning/organizers/\d+/speakers")
    person = planner.find(people, r"/planning/speakers/\d+")
    page = planner.submit(person, {"picture_alt-de": "Ein Bild zum Messen"}, ("picture", _picture()))
    if "has-error" in page or "error-summary" in page:
        raise RuntimeError("the picture was refused")


def _picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((4000, 3000)).convert("RGB").save(out, "JPEG")
    return out.getvalue()
