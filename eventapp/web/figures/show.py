"""Figures in words and pictures: what a page, a list and a file show of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from eventapp.domain.attendance import Counts, NeedKind
from eventapp.domain.figures import SMALLEST, Cell
from eventapp.services import figures, own_data, wording
from eventapp.services.figures import Figures, Group

_BARS = 8
_KINDS = ("coming", "declined", "open")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar. ``start`` and ``width`` in percent of the whole width; ``kind`` names its look."""

    kind: str
    label: str
    number: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: what it is, what it says in words, and its parts; "untold" is the sum of what isn't shown."""

    name: str
    words: str
    parts: list[Part]
    width: float = 100


@dataclass(frozen=True, slots=True)
class Curve:
    """Answers over time. ``line`` and ``area`` are paths in a field of 100 to 100, ``label`` says it in a sentence."""

    label: str
    line: str
    area: str
    top: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of a list: a small picture and the words beside it. ``bars`` are heights in percent."""

    bars: list[float]
    words: str


def number(value: int) -> str:
    """A number as it is written here."""
    return str(format_decimal(value))


def sentence(found: Figures) -> str:
    """How it stands, in words."""
    counts = found.counts
    parts = [
        ngettext(
            "Eingeladen ist %(invited)s Person.",
            "Eingeladen sind %(invited)s Personen.",
            counts.invited,
            invited=number(counts.invited),
        ),
        _(
            "%(coming)s kommen, %(declined)s kommen nicht, %(open)s sind noch offen.",
            coming=number(found.coming),
            declined=number(counts.declined),
            open=number(found.open),
        ),
    ]
    if counts.coming_online:
        hall, online = number(counts.coming_hall), number(counts.coming_online)
        parts.append(_("Im Saal sind es %(hall)s, online %(online)s.", hall=hall, online=online))
    return " ".join(map(str, parts))


def line(counts: Counts, days: Sequence[tuple[date, int]]) -> Spark:
    """What a list of events says of one."""
    return Spark(_bars(days), _three(number(figures.coming(counts)), number(counts.declined), number(_open(counts))))


def _open(counts: Counts) -> int:
    return figures.undecided(counts)


def _three(coming: str, declined: str, undecided: str) -> str:
    return str(
        _(
            "%(coming)s kommen · %(declined)s kommen nicht · %(open)s offen",
            coming=coming,
            declined=declined,
            open=undecided,
        )
    )


def whole(found: Figures) -> Bar:
    """The bar of all who are invited."""
    three = _three(number(found.coming), number(found.counts.declined), number(found.open))
    return Bar(str(_("Alle Eingeladenen")), three, parts((found.coming, found.counts.declined, found.open)))


def parts(three: tuple[int, int, int]) -> list[Part]:
    """Coming, not coming and open as parts of one bar."""
    return _placed(list(zip(_KINDS, _labels(), three, strict=True)))


def _placed(values: Sequence[tuple[str, str, int]]) -> list[Part]:
    total = sum(value for _kind, _label, value in values) or 1
    found, start = [], 0.0
    for kind, label, value in values:
        width = 100 * value / total
        found.append(Part(kind, label, number(value), round(start, 2), round(width, 2)))
        start += width
    return found


def _labels() -> tuple[str, str, str]:
    return str(_("kommen")), str(_("kommen nicht")), str(_("offen"))


def group_name(group: Group) -> str:
    """What a group is called."""
    if group.is_rest:
        return str(_("Weitere Dienststellen"))
    return group.name or str(_("Ohne Angabe"))


def bars(groups: Sequence[Group]) -> list[Bar]:
    """A bar for each group, as long as the group is large."""
    most = max((group.invited for group in groups), default=1)
    return [_bar(group, 100 * group.invited / most) for group in groups]


def _bar(group: Group, width: float) -> Bar:
    said = (group.coming, group.declined, group.open)
    told = [
        (kind, label, cell.value)
        for kind, label, cell in zip(_KINDS, _labels(), said, strict=True)
        if cell.value is not None
    ]
    if untold := group.invited - sum(value for _kind, _label, value in told):
        told.insert(len(told) - group.open.is_shown, ("untold", "", untold))
    invited = str(_("%(count)s eingeladen", count=number(group.invited)))
    shown = [f"{plain(cell)} {label}" for cell, label in zip(said, _labels(), strict=True) if cell.is_shown]
    words = " · ".join([invited, *shown])
    return Bar(group_name(group), words, _placed(told), round(width, 2))


def plain(cell: Cell) -> str:
    """A cell in a file: its number, or a dash."""
    return "–" if cell.value is None else number(cell.value)


def marked(cell: Cell) -> str | Markup:
    """A cell on a page, whose dash is read out."""
    if not cell.is_shown:
        return Markup('<span aria-hidden="true">–</span><span class="kern-sr-only">{}</span>').format(
            _("nicht ausgewiesen")
        )
    return plain(cell)


def curve(days: Sequence[tuple[date, int]]) -> Curve | None:
    """The picture of answers over time; None before there are two days to it."""
    if len(days) < 2:
        return None
    top = max(total for _day, total in days)
    points = [
        (round(100 * place / (len(days) - 1), 2), round(100 - 96 * total / top, 2))
        for place, (_day, total) in enumerate(days)
    ]
    steps = " ".join(f"H{x} V{y}" for x, y in points[1:])
    path = f"M0 {points[0][1]} {steps}"
    label = _(
        "Vom %(first)s bis zum %(last)s kamen %(count)s Antworten.",
        first=wording.short_day(days[0][0]),
        last=wording.short_day(days[-1][0]),
        count=number(top),
    )
    return Curve(
        str(label),
        path,
        f"{path} V100 H0 Z",
        number(top),
        wording.short_day(days[0][0]),
        wording.short_day(days[-1][0]),
    )


def day_rows(days: Sequence[tuple[date, int]]) -> list[tuple[str, str, str]]:
    """The days on which somebody answered, the latest first: day, answers of that day, all so far."""
    rows, before = [], 0
    for day, total in days:
        if total != before:
            rows.append((wording.short_day(day), number(total - before), number(total)))
        before = total
    return rows[::-1]


def _bars(days: Sequence[tuple[date, int]]) -> list[float]:
    """At most _BARS heights, evenly spread over the days. The last one is the highest."""
    if not days:
        return []
    step = max(1, len(days) // _BARS)
    chosen = [total for _day, total in days[::-1][::step]][:_BARS][::-1]
    return [round(max(8, 100 * total / chosen[-1]), 1) for total in chosen]


def need_rows(needs: Sequence[tuple[str, int | None]]) -> list[tuple[str, str]]:
    """Needs by kind, in the order in which people are asked."""
    order = {kind.value: place for place, kind in enumerate(NeedKind)}
    known = sorted((row for row in needs if row[0] in order), key=lambda row: order[row[0]])
    small = str(_("unter %(limit)s", limit=SMALLEST))
    return [
        (str(_(own_data.NEEDS[NeedKind(kind)])), small if count is None else number(count)) for kind, count in known
    ]
