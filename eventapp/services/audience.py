"""Who gets a mailing: people of the staff lists who are not invited yet, and people who are (D2, D6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from eventapp.domain.editions import Edition
from eventapp.domain.invitations import FORGOTTEN, forgotten_keys
from eventapp.domain.mailings import Answered, Audience, Channel, DeliveryState, MailingKind
from eventapp.domain.tokens import Tokens
from eventapp.models import AttendancePlan, Delivery, Employee, Event, Invitation, Mailing
from eventapp.services import staff

_GONE = (DeliveryState.FAILED, DeliveryState.STOPPED)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person. ``invitation_id`` is None while she is on a staff list only."""

    invitation_id: int | None
    employee_id: int | None
    name: str
    email: str
    address_key: str
    salutation: str
    language: str
    department: str
    site: str
    post: str

    @property
    def channel(self) -> Channel:
        """By mail, or by letter where there is no mailbox."""
        return Channel.MAIL if self.email else Channel.LETTER


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people a mailing goes to. ``new`` of them are invited by it."""

    mails: int
    letters: int
    new: int

    @property
    def all(self) -> int:
        """Everybody."""
        return self.mails + self.letters


def recipients(
    session: Session,
    event: Event,
    kind: MailingKind,
    audience: Audience,
    edition: Edition,
    *,
    tokens: Tokens | None = None,
) -> list[Recipient]:
    """Everybody who gets a mailing of ``kind`` about ``edition``, by department and name, nobody twice.

    Whoever got one of the same kind about the same version, or is about to, does not get it again. People who were
    uninvited or asked to be forgotten are left out; the latter are known by ``tokens`` alone, which only a kind that
    invites needs.
    """
    invited = _invited(session, event, kind, audience, edition)
    new = _new(session, event, audience, tokens) if kind.invites and not audience.answers else []
    return sorted([*invited, *new], key=lambda one: (one.department, one.name, one.address_key))


def reached(found: Iterable[Recipient]) -> Reached:
    """The numbers of ``found``."""
    mails = letters = new = 0
    for one in found:
        mails += one.channel is Channel.MAIL
        letters += one.channel is Channel.LETTER
        new += one.invitation_id is None
    return Reached(mails, letters, new)


def left_out(session: Session, event: Event, *, tokens: Tokens) -> int:
    """How many people of the staff lists are not invited yet: late additions, and what a narrowed audience left."""
    return len(_new(session, event, Audience(), tokens))


def has_told(session: Session, event: Event) -> bool:
    """Whether anybody was told anything about ``event``, or is about to be."""
    sent = select(Mailing.id).where(Mailing.event_id == event.id, Mailing.started_at.is_not(None))
    by_hand = select(Invitation.id).where(Invitation.event_id == event.id, Invitation.sent_at.is_not(None))
    return session.scalar(sent.limit(1)) is not None or session.scalar(by_hand.limit(1)) is not None


def _invited(
    session: Session, event: Event, kind: MailingKind, audience: Audience, edition: Edition
) -> list[Recipient]:
    query = select(
        Invitation.id,
        Invitation.employee_id,
        Invitation.name,
        Invitation.email,
        Invitation.address_key,
        Invitation.salutation,
        Invitation.language,
        Invitation.department,
        Invitation.site,
        Invitation.post,
    ).where(
        Invitation.event_id == event.id,
        Invitation.withdrawn_at.is_(None),
        Invitation.forgotten_at.is_(None),
        *_not_again(event, kind, edition),
        *staff.narrowed(audience, Invitation),
    )
    if audience.lists:
        query = query.join(Employee, Employee.id == Invitation.employee_id).where(Employee.list_id.in_(audience.lists))
    if audience.answers:
        said = [_ANSWERS[answer] for answer in audience.answers]
        query = query.where(or_(*said, Invitation.email == "") if audience.letters_too else or_(*said))
    if kind is MailingKind.REMINDER:
        query = query.where(_ANSWERS[Answered.OPEN])
    told = or_(Invitation.sent_at.is_not(None), _has(event, Delivery.state == DeliveryState.SENT))
    if not kind.invites:
        query = query.where(told)
    elif kind is MailingKind.INVITATION:
        by_hand = and_(Invitation.sent_at.is_not(None), Invitation.sent_sequence >= edition.sequence)
        query = query.where(or_(~by_hand, _has(event, Delivery.state == DeliveryState.SENT)))
    return [Recipient(*tuple(row)) for row in session.execute(query)]


def _not_again(event: Event, kind: MailingKind, edition: Edition) -> list[ColumnElement[bool]]:
    """Whoever knows it already, or is about to, is left out. A reminder may come twice."""
    alive = Delivery.state.not_in(_GONE)
    if kind.invites:
        return [~_has(event, Mailing.kind == kind, alive, Delivery.sequence >= edition.sequence)]
    if kind in {MailingKind.CHANGE, MailingKind.CALL_OFF}:
        return [~_has(event, alive, Delivery.edition >= edition.number)]
    return []


def _has(event: Event, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is such a delivery of any mailing about ``event``."""
    return exists().where(
        Delivery.invitation_id == Invitation.id,
        Delivery.mailing_id == Mailing.id,
        Mailing.event_id == event.id,
        *conditions,
    )


_ANSWERS: dict[Answered, ColumnElement[bool]] = {
    # A ballot is an answer without a word; an offered seat that lapsed opens the answer again.
    Answered.OPEN: and_(
        Invitation.partstat.is_(None),
        or_(
            Invitation.answered_at.is_(None),
            ~exists().where(AttendancePlan.event_id == Invitation.event_id, AttendancePlan.mode == "count"),
        ),
    ),
    Answered.YES: Invitation.partstat.in_(("ACCEPTED", "TENTATIVE")),
    Answered.NO: Invitation.partstat == "DECLINED",
}
# Ballots, and answers that were passed on: whoever is in none of the groups above.
_ANSWERS[Answered.OTHER] = and_(
    ~_ANSWERS[Answered.OPEN],
    or_(Invitation.partstat.is_(None), Invitation.partstat.not_in(("ACCEPTED", "TENTATIVE", "DECLINED"))),
)


def _new(session: Session, event: Event, audience: Audience, tokens: Tokens | None) -> list[Recipient]:
    """People of the lists whom no part of the assembly has invited, each once however many lists she is on."""
    invited = select(Invitation.address_key, Invitation.employee_id).where(Invitation.assembly_id == event.assembly_id)
    rows = session.execute(invited).all()
    known, persons = {row.address_key for row in rows}, {row.employee_id for row in rows}
    has_forgotten = any(key.startswith(FORGOTTEN) for key in known)
    query = select(
        Employee.id,
        Employee.identity,
        Employee.name,
        Employee.email,
        Employee.address_key,
        Employee.salutation,
        Employee.language,
        Employee.department,
        Employee.site,
        Employee.post,
    ).where(
        Employee.organizer_id == event.organizer_id,
        *staff.narrowed(audience, Employee),
    )
    if audience.lists:
        query = query.where(Employee.list_id.in_(audience.lists))
    found = []
    for row in session.execute(query.order_by(Employee.id)):
        key = row.address_key or key_without_mailbox(row.identity)
        if row.id in persons or key in known:
            continue
        if not (has_forgotten and tokens and known.intersection(forgotten_keys(key, tokens))):
            known.add(key)
            found.append(Recipient(None, row.id, row.name, row.email, key, *tuple(row)[5:]))
    return found


def key_without_mailbox(identity: str) -> str:
    """What a person without a mailbox is compared by. No address looks like it."""
    return f"#{identity}"[:254]
