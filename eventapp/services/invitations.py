"""Inviting people, each for herself: her calendar message, her own address, and taking an invitation back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from sqlalchemy import Table, bindparam, func, or_, select, update
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session, selectinload

from eventapp.domain.actor import Actor
from eventapp.domain.calendar import CalendarEntry, EntryStatus, Mailbox, Method
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.editions import Edition
from eventapp.domain.erasures import Kind
from eventapp.domain.errors import InvalidValue, NotFound, RuleBroken
from eventapp.domain.invitations import InviteeDraft, address_key, forgotten_keys
from eventapp.domain.links import Links
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose, Tokens, digest_of
from eventapp.models import Event, Invitation
from eventapp.models.base import UtcDateTime
from eventapp.services import audit, calendar, codes, editions, erasures, messages, outbox, revised

_TICK = timedelta(seconds=1)  # what calendars count in

# Reading


def all_of(session: Session, event: Event) -> Sequence[Invitation]:
    """Everybody who was invited to ``event``, by name, with their answers."""
    query = select(Invitation).where(Invitation.event_id == event.id).options(selectinload(Invitation.answers))
    return session.scalars(query.order_by(Invitation.name, Invitation.id)).all()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of those invited: the rows, its number from 1, how many pages and people there are."""

    rows: Sequence[Invitation]
    number: int
    pages: int
    count: int


def page(session: Session, event: Event, *, query: str, number: int, size: int) -> Page:
    """Those invited to ``event`` whose name or address holds ``query``, by name, with their answers.

    Whose data was deleted is on no list: her row has no name.
    """
    wanted = [Invitation.event_id == event.id, Invitation.forgotten_at.is_(None)]
    if words := query.strip():
        wanted.append(
            or_(
                Invitation.name.icontains(words, autoescape=True),
                Invitation.address_key.contains(address_key(words), autoescape=True),
            )
        )
    count = session.scalar(select(func.count()).select_from(Invitation).where(*wanted)) or 0
    pages = max(1, -(-count // size))
    number = max(1, min(number, pages))
    found = select(Invitation).where(*wanted).options(selectinload(Invitation.answers))
    found = found.order_by(Invitation.name, Invitation.id).offset((number - 1) * size).limit(size)
    return Page(session.scalars(found).all(), number, pages, count)


def get(session: Session, event: Event, invitation_id: int) -> Invitation:
    """One invitation to ``event``. Raises NotFound."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.event_id != event.id:
        raise NotFound("invitations.unknown", id=invitation_id)
    return invitation


def require_data(invitation: Invitation) -> None:
    """Whose data was deleted gets nothing more. Raises NotFound."""
    if invitation.forgotten_at is not None:
        raise NotFound("invitations.unknown", id=invitation.id)


def by_token(session: Session, token: str) -> Invitation:
    """Whose address ``/i/<token>`` is. Raises NotFound."""
    query = select(Invitation).where(Invitation.digest == digest_of(token))
    invitation = session.scalar(query)
    if invitation is None:
        raise NotFound("invitations.unknown_link")
    return invitation


def by_address(session: Session, uid: str, address: str) -> Invitation | None:
    """The invitation of ``address`` to the event with the calendar UID ``uid``, if there is one."""
    query = (
        select(Invitation)
        .join(Invitation.event)
        .where(Event.uid == uid, Invitation.address_key == address_key(address))
    )
    return session.scalar(query)


def mailbox(invitation: Invitation) -> Mailbox:
    """Whom it goes to."""
    return Mailbox(invitation.name, invitation.email)


def address(invitation: Invitation, links: Links, tokens: Tokens) -> str | None:
    """Her own page; None where the key that made its address is gone."""
    token = tokens.recall(Purpose.INVITATION, invitation.secret)
    return links.invitation(token) if token else None


def entry(invitation: Invitation, edition: Edition, links: Links) -> CalendarEntry:
    """The entry as it stands for her. Her SEQUENCE goes on where she alone was uninvited or invited again."""
    language = Language(invitation.language)
    base = calendar.entry(edition, links, language)
    if not invitation.steps:
        return base
    own = replace(
        base,
        sequence=base.sequence + invitation.steps,
        modified_at=max(base.modified_at, invitation.changed_at) + invitation.steps * _TICK,
    )
    if not invitation.is_withdrawn or edition.is_cancelled:
        return own
    return replace(own, summary=calendar.called_off(own.summary, language), status=EntryStatus.CANCELLED)


def method_of(invitation: Invitation, edition: Edition) -> Method:
    """What her calendar must be told now: to come, or that it is off, for all or for her."""
    return Method.CANCEL if edition.is_cancelled or invitation.is_withdrawn else Method.REQUEST


class Told(StrEnum):
    """What her calendar knows, against what it should know."""

    NOTHING = "nothing"
    INVITED = "invited"
    CANCELLED = "cancelled"
    REQUEST_DUE = "request_due"
    CHANGE_DUE = "change_due"
    CANCEL_DUE = "cancel_due"


def told(invitation: Invitation, edition: Edition) -> Told:
    """Where she stands: up to date, or in want of a message."""
    if invitation.sent_at is None or invitation.sent_sequence is None:
        return Told.NOTHING
    was_cancelled = invitation.sent_method == Method.CANCEL
    if method_of(invitation, edition) is Method.CANCEL:
        return Told.CANCELLED if was_cancelled else Told.CANCEL_DUE
    if was_cancelled:
        return Told.REQUEST_DUE
    is_current = invitation.sent_sequence >= edition.sequence + invitation.steps
    return Told.INVITED if is_current else Told.CHANGE_DUE


def message(
    invitation: Invitation, edition: Edition, links: Links, *, now: datetime, method: Method | None = None
) -> CalendarMessage:
    """The calendar message that she gets now.

    Uninviting her alone leaves the event's status as it is (RFC 5546, section 3.2.5).
    Raises RuleBroken("invitations.wrong_method") for a request to what is off, or a cancellation of what stands;
    RuleBroken("invitations.never_sent") for a cancellation to somebody who knows of nothing.
    """
    due = method_of(invitation, edition)
    if due is Method.CANCEL and invitation.sent_at is None:
        raise RuleBroken("invitations.never_sent")
    method = method or due
    if method is not due and not (method is Method.PUBLISH and due is Method.REQUEST):
        raise RuleBroken("invitations.wrong_method", method=method.value)
    found = entry(invitation, edition, links)
    if invitation.is_withdrawn and not edition.is_cancelled:
        base = calendar.entry(edition, links, Language(invitation.language))
        found = replace(found, status=base.status, summary=base.summary)
    attendee = None if method is Method.PUBLISH else mailbox(invitation)
    return CalendarMessage(found, method, messages.organizer_mailbox(edition), attendee, now)


# Changing


def invite(
    session: Session, event: Event, draft: InviteeDraft, *, tokens: Tokens, actor: Actor, now: datetime
) -> Invitation:
    """Put a person on the list of those invited. Nothing is sent.

    Raises InvalidValue("invitations.twice") for an address that is on the list already.
    """
    revised.require_planner(actor, event.organizer_id)
    key = address_key(draft.email)
    taken = (key, *forgotten_keys(key, tokens))
    known = select(Invitation.id).where(Invitation.assembly_id == event.assembly_id, Invitation.address_key.in_(taken))
    if session.scalar(known):
        raise InvalidValue("invitations.twice", field="email")
    secret = tokens.new(Purpose.INVITATION)
    invitation = Invitation(
        event_id=event.id,
        assembly_id=event.assembly_id,
        name=draft.name,
        email=draft.email,
        address_key=key,
        salutation=draft.salutation,
        language=draft.language.value,
        steps=0,
        secret=secret,
        code_digest=codes.digest_for(secret, tokens),
        changed_at=now,
        created_at=now,
        created_by=actor.name,
    )
    session.add(invitation)
    try:
        session.flush()
    except IntegrityError as error:
        raise InvalidValue("invitations.twice", field="email") from error
    audit.record(
        session, actor, "invitation.added", invitation, now=now, event_id=event.id, organizer_id=event.organizer_id
    )
    return invitation


def withdraw(session: Session, invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Uninvite one person. For all others nothing changes. Raises RuleBroken if she is uninvited already, or if
    nothing went to her yet: then she is simply removed.
    """
    _require(actor, invitation)
    if invitation.sent_at is None:
        raise RuleBroken("invitations.never_sent")
    if invitation.is_withdrawn:
        raise RuleBroken("invitations.withdrawn_already")
    _step(session, invitation, withdrawn_at=now, now=now)
    audit.record(session, actor, "invitation.withdrawn", invitation, now=now)


def invite_again(session: Session, invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Take an uninviting back. Raises RuleBroken if she is invited."""
    _require(actor, invitation)
    if not invitation.is_withdrawn:
        raise RuleBroken("invitations.invited_already")
    _step(session, invitation, withdrawn_at=None, now=now)
    audit.record(session, actor, "invitation.renewed", invitation, now=now)


def remove(session: Session, invitation: Invitation, *, actor: Actor, now: datetime) -> None:
    """Forget somebody to whom nothing went yet. Raises RuleBroken("invitations.sent") otherwise."""
    _require(actor, invitation)
    _lock(session, invitation)
    if invitation.sent_at is not None:
        raise RuleBroken("invitations.sent")
    erasures.note_invitation(session, Kind.UNINVITED, invitation)
    audit.record(session, actor, "invitation.removed", invitation, now=now)
    session.delete(invitation)
    session.flush()


def renew_link(session: Session, invitation: Invitation, *, tokens: Tokens, actor: Actor, now: datetime) -> None:
    """Give her page a new address and a new code. Those before end at once."""
    _require(actor, invitation)
    _lock(session, invitation)
    invitation.secret = tokens.new(Purpose.INVITATION)
    invitation.code_digest = codes.digest_for(invitation.secret, tokens)
    audit.record(session, actor, "invitation.link_renewed", invitation, now=now)
    session.flush()


def shown_address(
    session: Session, invitation: Invitation, links: Links, tokens: Tokens, *, actor: Actor, now: datetime
) -> str | None:
    """As ``address``, for who plans. Whoever has it can act in her place: the log tells who looked at it."""
    _require(actor, invitation)
    audit.record(session, actor, "invitation.link_shown", invitation, now=now)
    return address(invitation, links, tokens)


def note_sent(session: Session, invitation: Invitation, sent: CalendarMessage) -> None:
    """Remember what her calendar was told last: only answers to that count."""
    _lock(session, invitation)
    invitation.sent_sequence, invitation.sent_at = sent.entry.sequence, sent.sent_at
    invitation.sent_method = sent.method.value
    session.flush()


def note_told(session: Session, invitation_id: int, sent: CalendarMessage) -> None:
    """As ``note_sent``, for one of ten thousand: without reading the row first."""
    values = {"of": invitation_id, "number": sent.entry.sequence, "how": sent.method.value, "now": sent.sent_at}
    session.connection().execute(_TOLD, values)


_ROW = cast(Table, Invitation.__table__)
_TOLD = (
    update(_ROW)
    .where(_ROW.c.id == bindparam("of"))
    .values(
        sent_sequence=bindparam("number"),
        sent_method=bindparam("how"),
        sent_at=bindparam("now", type_=UtcDateTime()),
    )
)


def current_edition(session: Session, invitation: Invitation) -> Edition:
    """What is announced of the event. Raises NotFound before the first announcement."""
    edition = editions.latest(session, invitation.event)
    if edition is None:
        raise NotFound("invitations.unknown_link")
    return edition


def _require(actor: Actor, invitation: Invitation) -> None:
    revised.require_planner(actor, invitation.event.organizer_id)
    require_data(invitation)


def _step(session: Session, invitation: Invitation, *, withdrawn_at: datetime | None, now: datetime) -> None:
    """One step for her alone. Two who press at once make one step: the row is locked and looked at again."""
    was = invitation.withdrawn_at
    _lock(session, invitation)
    if (invitation.withdrawn_at is None) is not (was is None):
        return
    invitation.steps += 1
    invitation.withdrawn_at = withdrawn_at
    invitation.changed_at = max(now, invitation.changed_at)
    outbox.drop_for(session, invitation=invitation)
    session.flush()


def _lock(session: Session, invitation: Invitation) -> None:
    """Read the row again, and let nobody else change it. Raises NotFound if somebody else removed it."""
    session.flush()
    try:
        session.refresh(invitation, with_for_update=True)
    except InvalidRequestError as error:
        raise NotFound("invitations.unknown") from error
