"""What there is for those who don't plan an assembly: to read it, to release its mailings, to write about it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.editions import Edition
from eventapp.domain.texts import Language
from eventapp.models import Event
from eventapp.services import editions, events, wording
from eventapp.web import access

_ROLES = frozenset({Role.APPROVER, Role.READER, Role.PRESS})


@dataclass(frozen=True, slots=True)
class Room:
    """One event, and the pages of it that are open: label and address."""

    title: str
    when: str
    office: str
    pages: tuple[tuple[str, str], ...]


def of(session: Session, actor: Actor, language: Language) -> list[Room]:
    """The announced events that the actor may look at without planning them, as announced, latest first (S-35)."""
    seen = [event for event in events.seen_by(session, _ROLES, actor=actor) if not actor.plans_for(event.organizer_id)]
    announced = editions.latest_of(session, [event.id for event in seen])
    return [_room(event, announced[event.id], actor, language) for event in seen if event.id in announced]


def _room(event: Event, edition: Edition, actor: Actor, language: Language) -> Room:
    places = [
        ("mailings.index", _("Sendungen"), url_for("mailings.index", event_id=event.id)),
        ("figures.show", _("Zahlen"), url_for("figures.show", event_id=event.id)),
    ]
    url = url_for("editions.show", event_id=event.id, number=edition.number)
    places.append(("editions.show", _("Was angekündigt ist"), url))
    pages = tuple(
        (label, url)
        for endpoint, label, url in places
        if any(actor.has(role, event.organizer_id) for role in access.roles_of(endpoint))
    )
    title = edition.theme.best(language) or edition.title.best(language)
    return Room(title, wording.day(edition.starts.day, language), event.organizer.office, pages)
