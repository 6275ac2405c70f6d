"""The figures of an event: for planners with charts, tables and a file; for multipliers their departments alone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import spreadsheet_out, typst_prints
from eventapp.domain.actor import Role
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotAllowed, NotFound
from eventapp.domain.prints import Piece
from eventapp.domain.texts import Language
from eventapp.request import get_actor, get_language, get_links, get_session, now
from eventapp.services import editions, events, figures, prints, wording
from eventapp.services.figures import Figures, Group
from eventapp.web.access import allowed, reader
from eventapp.web.downloads import PDF, download
from eventapp.web.figures import show as words
from eventapp.web.noting import note
from eventapp.web.planning import workspace

bp = Blueprint("figures", __name__, url_prefix="/planning")


@bp.get("/events/<int:event_id>/figures/")
@reader
def show(event_id: int) -> ResponseReturnValue:
    """Who was invited and reached, and what they said: all in all, by department, over time."""
    space = workspace.enter(event_id, "figures")
    found = figures.of_event(get_session(), space.event)
    return workspace.show(
        "figures/show.html",
        space,
        figures=found,
        sentence=words.sentence(found),
        whole=words.whole(found),
        facts=_facts(found),
        bars=words.bars(found.groups),
        columns=columns(),
        rows=[*map(_row, found.groups), _total(found)] if found.groups else [],
        is_broken_down=_is_broken_down(found.groups),
        curve=words.curve(found.days),
        day_rows=words.day_rows(found.days),
        need_rows=words.need_rows(found.needs),
        as_of=wording.hour(now().astimezone(space.event.tz), get_language()),
    )


@bp.get("/events/<int:event_id>/figures.<any(csv, xlsx, ods):suffix>")
@reader
def export(event_id: int, suffix: str) -> Response:
    """The same figures as a file for a spreadsheet. It holds no more than the page."""
    space = workspace.enter(event_id, "figures")
    found = figures.of_event(get_session(), space.event)
    rows = [_plain_row(group) for group in found.groups]
    name = _("Zahlen %(title)s %(day)s", title=space.event.title.de, day=now().astimezone(space.event.tz).date())
    content = spreadsheet_out.write(suffix, _("Zahlen"), [columns(), *rows, _plain_total(found)])
    note("figures.exported", space.event, organizer_id=space.event.organizer_id, event_id=event_id, entries=len(rows))
    return download(content, spreadsheet_out.TYPES[suffix], name, suffix)


@dataclass(frozen=True, slots=True)
class Share:
    """An event with the figures of some departments. ``small`` are those whose figures are protected."""

    event_id: int
    title: str
    when: str
    bars: list[words.Bar]
    rows: list[list[object]]
    small: list[str]


@bp.get("/figures/")
@allowed(Role.MULTIPLIER)
def mine() -> ResponseReturnValue:
    """What a multiplier sees: the figures of her departments, of each announced event."""
    actor = get_actor()
    if not actor.departments:
        raise NotAllowed("actor.no_department")
    found = figures.of_multiplier(get_session(), actor)
    shares = [
        _share(event.id, row.content, groups)
        for row, event, groups in found
        if event.span.end >= now() or any(group.invited for group in groups)
    ]
    return render_template("figures/mine.html", shares=shares, columns=columns())


@bp.get("/figures/<int:event_id>/<any(poster, flyer):piece>.pdf")
@allowed(Role.MULTIPLIER)
def paper(event_id: int, piece: str) -> Response:
    """What a multiplier pins up and hands out: the poster on A4, the flyer."""
    session, actor = get_session(), get_actor()
    found = {event.id: row.content for row, event, _groups in figures.of_multiplier(session, actor)}
    edition = found.get(event_id) or editions.latest(session, events.get(session, event_id, actor=actor))
    if edition is None:
        raise NotFound("events.unknown")
    wanted = {"poster": Piece.POSTER_A4, "flyer": Piece.FLYER}[piece]
    name = {"poster": _("Plakat"), "flyer": _("Faltblatt")}[piece]
    made = prints.make(edition, get_links(), wanted, Language.GERMAN)
    return download(typst_prints.pdf(made), PDF, f"{name} {edition.starts.day}", "pdf")


def _share(event_id: int, edition: Edition, groups: list[Group]) -> Share:
    language = get_language()
    shown = [group for group in groups if group.invited]
    return Share(
        event_id=event_id,
        title=edition.theme.best(language) or edition.title.best(language),
        when=f"{wording.day_of(edition, language)}, {wording.time_of(edition, language)}",
        bars=words.bars(shown),
        rows=[_row(group) for group in shown],
        small=[group.name for group in groups if not group.invited and group.is_rest],
    )


def columns() -> list[str]:
    """The heads of the table."""
    return [
        str(_("Dienststelle")),
        str(_("Eingeladen")),
        str(_("Erreicht")),
        str(_("Kommen")),
        str(_("Kommen nicht")),
        str(_("Offen")),
    ]


def _row(group: Group) -> list[object]:
    said = (group.reached, group.coming, group.declined, group.open)
    return [words.group_name(group), words.number(group.invited), *(words.marked(cell) for cell in said)]


def _plain_row(group: Group) -> list[str]:
    said = (group.reached, group.coming, group.declined, group.open)
    return [words.group_name(group), str(group.invited), *(words.plain(cell) for cell in said)]


def _numbers(found: Figures) -> tuple[int, ...]:
    return (found.counts.invited, found.reached, found.coming, found.counts.declined, found.open)


def _total(found: Figures) -> list[object]:
    return [_("Alle"), *map(words.number, _numbers(found))]


def _plain_total(found: Figures) -> list[str]:
    return [str(_("Alle")), *map(str, _numbers(found))]


def _facts(found: Figures) -> list[tuple[str, str]]:
    """What the bar does not say."""
    counts = found.counts
    rows = [(str(_("Von der Einladung erreicht")), words.number(found.reached))]
    if counts.seats is not None:
        taken, seats = words.number(counts.taken), words.number(counts.seats)
        rows.append((str(_("Plätze im Saal")), str(_("%(taken)s von %(seats)s vergeben", taken=taken, seats=seats))))
    if counts.waiting:
        rows.append((str(_("Auf der Warteliste")), words.number(counts.waiting)))
    if counts.tentative:
        rows.append((str(_("Unter Vorbehalt")), words.number(counts.tentative)))
    return rows


def _is_broken_down(groups: list[Group]) -> bool:
    """Whether any answer of any group is shown; at first there are too few."""
    return any(cell.is_shown for group in groups for cell in (group.coming, group.declined, group.open))
