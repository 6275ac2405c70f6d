"""What of the sending about events waits for a planner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from eventapp.domain.mailings import Channel, DeliveryState, MailingState
from eventapp.models import Delivery, Event, Invitation, Mailing
from eventapp.services import releases


@dataclass(frozen=True, slots=True)
class Attention:
    """``paused`` mailings, ``letters`` of started mailings not noted as printed, people ``unreached`` by any mail.

    ``releases``: mailings that wait for a second person, are released, or were handed back.
    """

    paused: int = 0
    letters: int = 0
    unreached: int = 0
    releases: Sequence[Mailing] = ()


def of(session: Session, events: Iterable[Event]) -> dict[int, Attention]:
    """What waits, by the event's id; in as many questions for many events as for one."""
    ids = [event.id for event in events]
    paused, letters, unreached = (_counted(session, query) for query in (_paused(ids), _letters(ids), _failed(ids)))
    open_ones = releases.unfinished(session, ids)
    return {
        one: Attention(paused.get(one, 0), letters.get(one, 0), unreached.get(one, 0), open_ones.get(one, ()))
        for one in ids
    }


def _counted(session: Session, query: Select[int, int]) -> Mapping[int, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _paused(ids: list[int]) -> Select[int, int]:
    query = select(Mailing.event_id, func.count(Mailing.id))
    return query.where(Mailing.event_id.in_(ids), Mailing.state == MailingState.PAUSED).group_by(Mailing.event_id)


def _letters(ids: list[int]) -> Select[int, int]:
    return _people(
        ids,
        Mailing.state.in_((MailingState.RUNNING, MailingState.PAUSED)),
        Delivery.channel == Channel.LETTER,
        Delivery.state == DeliveryState.READY,
    )


def _failed(ids: list[int]) -> Select[int, int]:
    """Each of her mails was refused, or came back."""
    other = aliased(Delivery)
    arrived = exists().where(
        other.invitation_id == Invitation.id, other.state == DeliveryState.SENT, other.bounced_at.is_(None)
    )
    return _people(ids, or_(Delivery.state == DeliveryState.FAILED, Delivery.bounced_at.is_not(None)), ~arrived)


def _people(ids: list[int], *wanted: ColumnElement[bool]) -> Select[int, int]:
    return (
        select(Mailing.event_id, func.count(Invitation.id.distinct()))
        .join(Delivery, Delivery.mailing_id == Mailing.id)
        .join(Invitation, Invitation.id == Delivery.invitation_id)
        .where(Mailing.event_id.in_(ids), Invitation.withdrawn_at.is_(None), Invitation.forgotten_at.is_(None), *wanted)
        .group_by(Mailing.event_id)
    )
