"""Which form of an event a reader asks for by the header Accept (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from functools import lru_cache

_TYPES = {
    "html": "text/html",
    "ics": "text/calendar",
    "json": "application/calendar+json",
    "xml": "application/calendar+xml",
    "jscalendar": "application/jscalendar+json",
    "jsonld": "application/ld+json",
}
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_LONGEST = 1_000
_MOST_RANGES = 40


def accepted(accept_header: str) -> str:
    """``html``, ``ics``, ``json``, ``xml``, ``jscalendar`` or ``jsonld``: what weighs most, the earlier of equals.

    Who takes none of them gets the page: it has links to all others.
    """
    return _chosen(accept_header[:_LONGEST])


@lru_cache(maxsize=256)
def _chosen(accept_header: str) -> str:
    weights: dict[str, float] = {}
    for part in accept_header.split(",")[:_MOST_RANGES]:
        media_range, *parameters = [word.strip().casefold() for word in part.split(";")]
        weight = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        if _WEIGHT.fullmatch(weight):
            weights.setdefault(media_range, float(weight))
    best = max(_TYPES, key=lambda form: _weight(_TYPES[form], weights))
    return best if _weight(_TYPES[best], weights) > 0 else "html"


def _weight(media_type: str, weights: dict[str, float]) -> float:
    """That of the narrowest range which covers ``media_type``; 0 if none does."""
    whole = f"{media_type.partition('/')[0]}/*"
    return weights.get(media_type, weights.get(whole, weights.get("*/*", 0.0)))
