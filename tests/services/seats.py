"""People who answer: what the tests of seats have in common."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import Answer, AttendanceDraft, Source, Way
from eventapp.domain.invitations import InviteeDraft
from eventapp.domain.links import Links
from eventapp.domain.rsvp import PartStat
from eventapp.domain.tokens import Tokens
from eventapp.models import AttendancePlan, Event, Invitation
from eventapp.services import attendance, invitations, seats
from eventapp.services.seats import Outcome
from tests.conftest import NOW, SECRET

TOKENS = Tokens((SECRET,))
LINKS = Links("https://versammlung.example.org")
HOUR = timedelta(hours=1)
YES, ONLINE, NO = Answer(PartStat.ACCEPTED), Answer(PartStat.ACCEPTED, Way.ONLINE), Answer(PartStat.DECLINED)
_numbers = count(1)


def plan(session: Session, event: Event, *, now: datetime = NOW, **values: Any) -> AttendancePlan:
    """Set how people answer."""
    found = attendance.change(session, event, AttendanceDraft(**values), revision=None, actor=SYSTEM, now=now)
    seats.settle(session, event, now=now)
    return found


def invited(session: Session, event: Event, name: str = "Kim", **values: Any) -> Invitation:
    """Somebody who is invited to ``event``."""
    draft = InviteeDraft(name, f"{name.casefold()}-{next(_numbers)}@example.org")
    found = invitations.invite(session, event, draft, tokens=TOKENS, actor=SYSTEM, now=NOW)
    for field, value in values.items():
        setattr(found, field, value)
    session.flush()
    return found


def crowd(session: Session, event: Event, names: str) -> list[Invitation]:
    """One invited person for each name."""
    return [invited(session, event, name) for name in names.split()]


def says(
    session: Session,
    who: Invitation,
    wish: Answer = YES,
    now: datetime = NOW,
    source: Source = Source.PAGE,
    **more: Any,
) -> Outcome:
    """Answer on the page, or as ``source`` says."""
    return seats.answer(session, who, wish, source=source, now=now, links=LINKS, **more)


def places(people: list[Invitation]) -> list[str]:
    """What each has of the hall's seats."""
    return [one.seat for one in people]
