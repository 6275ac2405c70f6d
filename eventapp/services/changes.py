"""After an announcement: what changed since people were told, whom it concerns, and what to send them (B2, B3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.domain.editions import Change, Edition, changes
from eventapp.domain.mailings import Answered, Audience, Channel, MailingKind, Reach
from eventapp.models import Delivery, Event, Mailing, Speaker
from eventapp.services import audience, editions
from eventapp.services.audience import Reached, Recipient


class Group(StrEnum):
    """Whom a change concerns."""

    YES = "yes"
    OPEN = "open"
    NO = "no"
    OTHER = "other"
    LETTER = "letter"
    SPEAKERS = "speakers"


_ANSWERS = {Group.YES: Answered.YES, Group.OPEN: Answered.OPEN, Group.NO: Answered.NO, Group.OTHER: Answered.OTHER}


@dataclass(frozen=True, slots=True)
class Affected:
    """One group: how many, and whether telling them is suggested."""

    group: Group
    count: int
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class ChangeOutlook:
    """What changed since ``before`` was told, and who has not heard of it. ``kind`` is what would be sent."""

    before: Edition
    current: Edition
    changes: tuple[Change, ...]
    kind: MailingKind
    affected: Sequence[Affected]

    @property
    def matters(self) -> bool:
        """Whether calendars and people must know: a typo alone is no reason to write to anybody."""
        return self.current.is_cancelled is not self.before.is_cancelled or any(
            one.matters_to_calendars for one in self.changes
        )

    @property
    def count(self) -> int:
        """How many people have not heard of it."""
        return sum(one.count for one in self.affected)


def outlook(session: Session, event: Event) -> ChangeOutlook | None:
    """What there is to tell; None before anything was announced, or where nobody was told anything."""
    current = editions.latest(session, event)
    before = _told(session, event, current)
    if current is None or before is None:
        return None
    kind = MailingKind.CALL_OFF if current.is_cancelled else MailingKind.CHANGE
    found = audience.recipients(session, event, kind, Audience(), current)
    made = ChangeOutlook(before, current, changes(before, current), kind, ())
    counts = _counts(session, event, kind, current, found)
    affected = [Affected(group, counts[group], _is_suggested(group, made)) for group in Group if counts[group]]
    return ChangeOutlook(before, current, made.changes, kind, affected)


@dataclass(frozen=True, slots=True)
class Untold:
    """How many people should hear of a change, or of the call-off, and have not."""

    count: int
    is_call_off: bool


def untold(session: Session, event: Event) -> Untold | None:
    """Who has yet to be told; None where nothing happened that people must know.

    Who stays away anyway need not hear of another hall.
    """
    current = editions.latest(session, event)
    before = _told(session, event, current)
    if current is None or before is None:
        return None
    kind = MailingKind.CALL_OFF if current.is_cancelled else MailingKind.CHANGE
    found = ChangeOutlook(before, current, changes(before, current), kind, ())
    if not found.matters:
        return None
    groups = [group for group in (*_ANSWERS, Group.LETTER) if _is_suggested(group, found)]
    return Untold(reached(session, event, found, groups).all, current.is_cancelled)


def audience_of(groups: Sequence[Group]) -> Audience | None:
    """The circle of the ticked groups; None where nobody invited is among them.

    People without a mailbox are a group of their own here, so with answers alone they are left out.
    """
    answers = tuple(_ANSWERS[group] for group in groups if group in _ANSWERS)
    if not answers and Group.LETTER not in groups:
        return None
    if not answers:
        return Audience(reach=Reach.LETTER)
    if Group.LETTER in groups:
        return Audience(answers=answers, letters_too=True)
    return Audience(reach=Reach.MAIL, answers=answers)


def reached(session: Session, event: Event, found: ChangeOutlook, groups: Sequence[Group]) -> Reached:
    """How many of the invited people the ticked groups hold."""
    circle = audience_of(groups)
    if circle is None:
        return Reached(0, 0, 0)
    return audience.reached(audience.recipients(session, event, found.kind, circle, found.current))


def speakers_of(session: Session, current: Edition, before: Edition) -> Sequence[Speaker]:
    """Those of the program, as it was or is, who can be written to."""
    ids = {person.speaker_id for edition in (before, current) for item in edition.items for person in item.people}
    query = select(Speaker).where(Speaker.id.in_(ids), Speaker.contact_email != "")
    return session.scalars(query.order_by(Speaker.name, Speaker.id)).all()


def _told(session: Session, event: Event, current: Edition | None) -> Edition | None:
    """What people were told last: the edition of the latest mailing that is older than ``current``."""
    if current is None:
        return None
    query = (
        select(func.max(Delivery.edition))
        .join(Mailing, Mailing.id == Delivery.mailing_id)
        .where(Mailing.event_id == event.id, Delivery.sent_at.is_not(None), Delivery.edition < current.number)
    )
    number = session.scalar(query)
    return editions.get(session, event, number).content if number is not None else None


def _counts(
    session: Session, event: Event, kind: MailingKind, current: Edition, found: Sequence[Recipient]
) -> Mapping[Group, int]:
    counts = dict.fromkeys(Group, 0)
    counts[Group.LETTER] = sum(1 for one in found if one.channel is Channel.LETTER)
    for group, answer in _ANSWERS.items():
        narrowed = Audience(reach=Reach.MAIL, answers=(answer,))
        counts[group] = len(audience.recipients(session, event, kind, narrowed, current))
    before = _told(session, event, current)
    counts[Group.SPEAKERS] = len(speakers_of(session, current, before)) if before else 0
    return counts


def _is_suggested(group: Group, found: ChangeOutlook) -> bool:
    """Who said no need not hear of another hall; a call-off and another day concern everybody."""
    if not found.matters:
        return False
    if group is not Group.NO or found.current.is_cancelled:
        return True
    return found.before.starts.day != found.current.starts.day
