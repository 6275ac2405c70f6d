"""The frame around all pages of one event: its title, where it stands, and the way through the work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.errors import NotFound
from eventapp.domain.events import Status
from eventapp.domain.program import Timetable
from eventapp.domain.times import WallClock
from eventapp.models import Event, ProgramItem
from eventapp.request import get_actor, get_language, get_session, now
from eventapp.services import editions, events, program, wording
from eventapp.services.editions import Standing
from eventapp.web import access


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the workspace's navigation."""

    label: str
    url: str
    state: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Workspace:
    """One event in the hands of a planner."""

    event: Event
    timetable: Timetable
    standing: Standing
    here: str

    @property
    def items(self) -> Sequence[ProgramItem]:
        """The running order."""
        return self.standing.items

    @property
    def badge(self) -> tuple[str, str]:
        """State and words: what the public knows, and whether the plan has gone on since."""
        return badge(self.standing)


def badge(standing: Standing) -> tuple[str, str]:
    """The state of an event in words."""
    current = standing.current
    if current is None:
        return ("draft", _("Entwurf"))
    if current.is_cancelled:
        return ("cancelled", _("Abgesagt"))
    name = _("Vorläufig angekündigt") if current.status is Status.TENTATIVE else _("Angekündigt")
    words = _("%(name)s, Fassung %(number)s", name=name, number=current.number)
    if standing.changes:
        count = len(standing.changes)
        since = ngettext("seitdem %(num)s Änderung", "seitdem %(num)s Änderungen", count)
        return ("changed", f"{words} · {since}")
    return ("tentative" if current.status is Status.TENTATIVE else "confirmed", words)


def enter(event_id: int, here: str) -> Workspace:
    """The workspace of an event, for the roles that the view names. Raises NotFound for all others."""
    session = get_session()
    event = events.get(session, event_id, actor=get_actor(), roles=access.roles_of(request.endpoint or ""))
    g.organizer_id = event.organizer_id
    g.in_workspace = True
    standing = editions.standing(session, event, now=now())
    return Workspace(event, program.timetable_of(event, standing.items), standing, here)


def show(template: str, workspace: Workspace, **values: object) -> str:
    """Render a page of the workspace. Who doesn't plan the event sees it as it was announced (S-35)."""
    event, language = workspace.event, get_language()
    plans = get_actor().plans_for(event.organizer_id)
    current = workspace.standing.current
    if not plans and current is None:
        raise NotFound("events.unknown", id=event.id)
    shown = workspace.standing.planned if plans or current is None else current
    when = f"{wording.day_of(shown, language)} · {wording.time_of(shown, language)}"
    return render_template(
        template,
        event=event,
        workspace=workspace,
        workspace_title=shown.theme.best(language) or shown.title.best(language),
        workspace_when=when,
        workspace_status=workspace.badge if plans else None,
        workspace_navigation=_navigation(workspace),
        plans=plans,
        **values,
    )


def end_of(workspace: Workspace) -> str:
    """When the program ends, as the clock in the hall will show it."""
    return wording.clock(WallClock.of(workspace.timetable.end, workspace.event.tz).local)


def _navigation(workspace: Workspace) -> list[Place]:
    event, items = workspace.event, workspace.items
    people = {row.speaker_id for item in items for row in item.people}
    points = ngettext("%(num)s Punkt", "%(num)s Punkte", len(items))
    current = workspace.standing.current
    announced = _("Fassung %(number)s", number=current.number) if current else _("noch nicht")
    places = (
        ("overview", _("Überblick"), "planning.overview", ""),
        ("details", _("Angaben"), "planning.details", wording.short_day(event.starts.day)),
        ("program", _("Programm"), "program.index", f"{points}, {end_of(workspace)}" if items else _("leer")),
        ("people", _("Personen"), "planning.people", str(len(people)) if people else _("niemand")),
        ("venue", _("Ort"), "planning.venue", event.venue.name if event.venue else _("noch offen")),
        ("announce", _("Ankündigen"), "editions.announce", announced),
        ("invitations", _("Einladen"), "mailings.index", _("Brief und E-Mail")),
        ("answers", _("Antworten"), "answers.index", ""),
        ("figures", _("Zahlen"), "figures.show", ""),
        ("prints", _("Drucksachen"), "prints.index", _("Plakat und mehr")),
    )
    actor = get_actor()
    return [
        Place(label, url_for(endpoint, event_id=event.id), state, name == workspace.here)
        for name, label, endpoint, state in places
        if any(actor.has(role, event.organizer_id) for role in access.roles_of(endpoint))
    ]
