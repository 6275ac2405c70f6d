"""Mailings: written, shown, released by a second person where that is wanted, started (D3 to D6)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound, Outdated, RuleBroken
from eventapp.domain.mailings import DeliveryState, MailingDraft, MailingKind, MailingState
from eventapp.domain.messages import mail_host
from eventapp.domain.tokens import Purpose, Tokens
from eventapp.models import Delivery, Event, Invitation, Mailing
from eventapp.services import audience, codes, editions, mailing_texts, revised
from eventapp.services.audience import Reached, Recipient

_SIGNS = 10
_OPEN = (MailingState.DRAFT, MailingState.PROPOSED, MailingState.APPROVED)


# Reading


def all_of(session: Session, event: Event) -> Sequence[Mailing]:
    """All mailings of ``event``, the latest first."""
    query = select(Mailing).where(Mailing.event_id == event.id)
    return session.scalars(query.order_by(Mailing.id.desc())).all()


def get(session: Session, event: Event, mailing_id: int) -> Mailing:
    """One mailing of ``event``. Raises NotFound."""
    mailing = session.get(Mailing, mailing_id)
    if mailing is None or mailing.event_id != event.id:
        raise NotFound("mailings.unknown", id=mailing_id)
    return mailing


def by_id(session: Session, mailing_id: int) -> Mailing:
    """One mailing, for scripts. Raises NotFound."""
    mailing = session.get(Mailing, mailing_id)
    if mailing is None:
        raise NotFound("mailings.unknown", id=mailing_id)
    return mailing


def with_failures(session: Session) -> Sequence[Mailing]:
    """The mailings under way of which something could not be delivered."""
    failed = select(Delivery.mailing_id).where(Delivery.state == DeliveryState.FAILED).distinct()
    under_way = Mailing.state.in_((MailingState.RUNNING, MailingState.PAUSED))
    return session.scalars(select(Mailing).where(Mailing.id.in_(failed), under_way).order_by(Mailing.id)).all()


def edition_of(session: Session, mailing: Mailing) -> Edition:
    """What the mailing tells of: the edition it was started with, before that the latest announced one.

    Raises RuleBroken("invitations.not_announced").
    """
    if mailing.edition is not None:
        return editions.get(session, mailing.event, mailing.edition).content
    edition = editions.latest(session, mailing.event)
    if edition is None:
        raise RuleBroken("invitations.not_announced")
    return edition


@dataclass(frozen=True, slots=True)
class Outlook:
    """What starting a mailing would do. ``fingerprint`` tells two outlooks apart: what was shown is what is sent."""

    edition: Edition
    recipients: Sequence[Recipient]
    reached: Reached
    fingerprint: str


def outlook(session: Session, mailing: Mailing, *, tokens: Tokens) -> Outlook:
    """Whom ``mailing`` would reach now. Raises RuleBroken("invitations.not_announced")."""
    edition = edition_of(session, mailing)
    kind = MailingKind(mailing.kind)
    found = audience.recipients(session, mailing.event, kind, mailing.audience, edition, tokens=tokens)
    told = [f"{one.invitation_id}/{one.employee_id}/{one.email}" for one in found]
    seen = "\n".join([str(mailing.revision), str(edition.number), *told])
    return Outlook(edition, found, audience.reached(found), hashlib.sha256(seen.encode()).hexdigest()[:32])


def asked_last(session: Session, event: Event) -> bool:
    """Whether calendars were asked for an answer by the last mailing that brought them an entry."""
    query = select(Mailing.asks_for_answer).where(
        Mailing.event_id == event.id, Mailing.started_at.is_not(None), Mailing.has_calendar
    )
    return bool(session.scalar(query.order_by(Mailing.id.desc()).limit(1)))


def may_approve(mailing: Mailing, actor: Actor) -> bool:
    """Whether the actor is a second person: she neither wrote nor changed it, nor asked for its release."""
    return actor.account_id is None or actor.account_id not in {*mailing.writer_ids, mailing.proposed_by_id}


def added_since(mailing: Mailing, seen: Outlook) -> int:
    """How many would be reached for whom nobody has released it. Those who are reached no more need no release."""
    marks = mailing.approved_readers
    released = {marks[start : start + _SIGNS] for start in range(0, len(marks), _SIGNS)}
    return sum(_mark(one) not in released for one in seen.recipients) if marks else 0


def _mark(one: Recipient) -> str:
    return hashlib.sha256(f"{one.address_key}/{one.email}".encode()).hexdigest()[:_SIGNS]


def is_started(mailing: Mailing) -> bool:
    """Whether its recipients are fixed."""
    return mailing.started_at is not None


# Changing: until it is started


def create(session: Session, event: Event, draft: MailingDraft, *, actor: Actor, now: datetime) -> Mailing:
    """Begin a mailing. Nothing is sent."""
    revised.require_planner(actor, event.organizer_id)
    mailing = Mailing(
        event_id=event.id, kind=draft.kind, state=MailingState.DRAFT, created_at=now, created_by=actor.name
    )
    revised.take_over(mailing, draft, without=frozenset({"kind"}))
    _note_writer(mailing, actor)
    revised.store(session, mailing, actor=actor, now=now)
    return mailing


def edit(
    session: Session, mailing: Mailing, draft: MailingDraft, *, revision: int | None, actor: Actor, now: datetime
) -> None:
    """Change a mailing that is not started. A release that was given or asked for is void then."""
    _require_open(mailing, actor)
    revised.check_revision(mailing, revision)
    revised.take_over(mailing, draft, without=frozenset({"kind"}))
    _note_writer(mailing, actor)
    _back_to_draft(mailing)
    revised.store(session, mailing, actor=actor, now=now)


def remove(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> None:
    """Delete a mailing that was never started."""
    _require_open(mailing, actor)
    revised.remove(session, mailing, actor=actor, now=now)


def propose(session: Session, mailing: Mailing, *, actor: Actor, now: datetime) -> bool:
    """Ask a second person for the release. Where somebody has asked already, it stays as it is: False."""
    _require_open(mailing, actor)
    if mailing.state == MailingState.PROPOSED:
        return False
    _back_to_draft(mailing)
    mailing.returned_note = mailing.returned_by = ""
    mailing.state = MailingState.PROPOSED
    mailing.proposed_at, mailing.proposed_by, mailing.proposed_by_id = now, actor.name, actor.account_id
    revised.store(session, mailing, actor=actor, now=now, act="mailing.proposed")
    return True


def approve(
    session: Session, mailing: Mailing, *, revision: int | None, tokens: Tokens, actor: Actor, now: datetime
) -> None:
    """Release the copy that was looked at, and keep for how many people.

    Raises RuleBroken("mailings.own_release") for whoever wrote it, changed it or asked for the release; Outdated if
    the text or its readers were changed since.
    """
    _require_releaser(mailing, actor)
    revised.check_revision(mailing, revision)
    if mailing.state != MailingState.PROPOSED:
        raise RuleBroken("mailings.not_proposed")
    if not may_approve(mailing, actor):
        raise RuleBroken("mailings.own_release")
    mailing.state = MailingState.APPROVED
    mailing.approved_at, mailing.approved_by = now, actor.name
    seen = outlook(session, mailing, tokens=tokens)
    mailing.approved_for = seen.reached.all
    mailing.approved_readers = "".join(_mark(one) for one in seen.recipients)
    revised.store(session, mailing, actor=actor, now=now, act="mailing.approved", people=mailing.approved_for)


def decline(session: Session, mailing: Mailing, note: str, *, actor: Actor, now: datetime) -> None:
    """Hand it back without a release; ``note`` says what should be changed. Raises RuleBroken("mailings.not_proposed").

    The note stays with the mailing until the release is asked for anew.
    """
    _require_releaser(mailing, actor)
    if mailing.state not in {MailingState.PROPOSED, MailingState.APPROVED}:
        raise RuleBroken("mailings.not_proposed")
    _back_to_draft(mailing)
    mailing.returned_note, mailing.returned_by = note, actor.name
    revised.store(session, mailing, actor=actor, now=now, act="mailing.declined")


def note_test(session: Session, mailing: Mailing, *, now: datetime) -> None:
    """A test mail went out."""
    session.execute(
        update(Mailing)
        .where(Mailing.id == mailing.id)
        .values(tested_at=now)
        .execution_options(synchronize_session=False)
    )


# Changing: the start


def start(
    session: Session,
    mailing: Mailing,
    *,
    tokens: Tokens,
    host: str,
    fingerprint: str | None,
    actor: Actor,
    now: datetime,
) -> Reached:
    """Fix the recipients and let the mailing go. Whoever is new is invited by it.

    However many press at once, it starts once (R-12). Raises RuleBroken("mailings.started_already"),
    ("mailings.not_released"), ("mailings.readers_added"), ("mailings.nobody"), ("mailings.unfit");
    Outdated("mailings.outdated") if what was shown is no longer what would be sent.
    """
    _require(mailing, actor)
    session.refresh(mailing, with_for_update=True)
    if mailing.state not in _OPEN:
        raise RuleBroken("mailings.started_already")
    if mailing.event.organizer.needs_release and mailing.state != MailingState.APPROVED:
        raise RuleBroken("mailings.not_released")
    seen = outlook(session, mailing, tokens=tokens)
    if mailing.approved_at is not None and seen.edition.announced_at > mailing.approved_at:
        raise RuleBroken("mailings.release_outdated")
    if mailing.event.organizer.needs_release and (count := added_since(mailing, seen)):
        raise RuleBroken("mailings.readers_added", count=count)
    kind, edition = MailingKind(mailing.kind), seen.edition
    if fingerprint is not None and fingerprint != seen.fingerprint:
        raise Outdated("mailings.outdated", by=mailing.updated_by, at=mailing.updated_at)
    if not mailing_texts.fits(kind, edition, is_over=edition.is_over(now)):
        raise RuleBroken("mailings.unfit")
    if not seen.recipients:
        raise RuleBroken("mailings.nobody")
    ids = _invite(session, mailing, seen.recipients, tokens=tokens, actor=actor, now=now)
    _deliver(session, mailing, edition, seen.recipients, ids, host=host, now=now)
    mailing.state, mailing.edition = MailingState.RUNNING, edition.number
    mailing.started_at, mailing.started_by = now, actor.name
    mailing.returned_note = mailing.returned_by = mailing.approved_readers = ""
    counts = {"mails": seen.reached.mails, "letters": seen.reached.letters}
    if mailing.approved_for is not None:
        counts |= {"approved_for": mailing.approved_for, "people": seen.reached.all}
    revised.store(session, mailing, actor=actor, now=now, act="mailing.started", **counts)
    return seen.reached


def _invite(
    session: Session, mailing: Mailing, found: Sequence[Recipient], *, tokens: Tokens, actor: Actor, now: datetime
) -> list[int]:
    """The invitations' ids in the order of ``found``; those who have none yet get one."""
    event = mailing.event
    new = [
        {
            "event_id": event.id,
            "assembly_id": event.assembly_id,
            "employee_id": one.employee_id,
            "name": one.name,
            "email": one.email,
            "address_key": one.address_key,
            "salutation": one.salutation,
            "language": one.language,
            "department": one.department,
            "site": one.site,
            "post": one.post,
            "may_choose": mailing.may_choose,
            **_secret(tokens),
            "steps": 0,
            "changed_at": now,
            "created_at": now,
            "created_by": actor.name,
        }
        for one in found
        if one.invitation_id is None
    ]
    made: Sequence[int] = ()
    if new:
        made = session.scalars(insert(Invitation).returning(Invitation.id, sort_by_parameter_order=True), new).all()
    rest = iter(made)
    return [one.invitation_id or next(rest) for one in found]


def _secret(tokens: Tokens) -> dict[str, str]:
    secret = tokens.new(Purpose.INVITATION)
    return {"seed": secret.seed, "digest": secret.digest, "code_digest": codes.digest_for(secret, tokens)}


def _deliver(
    session: Session,
    mailing: Mailing,
    edition: Edition,
    found: Sequence[Recipient],
    ids: Sequence[int],
    *,
    host: str,
    now: datetime,
) -> None:
    domain = mail_host(host)
    rows = [
        {
            "mailing_id": mailing.id,
            "invitation_id": number,
            "channel": one.channel,
            "sequence": edition.sequence,
            "edition": edition.number,
            # Made once and stored: the same for each attempt, and nobody can guess it to report a mail as undelivered.
            "message_id": f"<{uuid.uuid4()}@{domain}>" if one.email else None,
            "recipient": one.email,
            "state": DeliveryState.READY,
            "queued_at": now,
            "due_at": now,
        }
        for one, number in zip(found, ids, strict=True)
    ]
    session.execute(insert(Delivery), rows)


def _back_to_draft(mailing: Mailing) -> None:
    mailing.state = MailingState.DRAFT
    mailing.proposed_at = mailing.approved_at = mailing.proposed_by_id = mailing.approved_for = None
    mailing.proposed_by = mailing.approved_by = mailing.approved_readers = ""


def _note_writer(mailing: Mailing, actor: Actor) -> None:
    if actor.account_id is not None:
        mailing.writer_ids = sorted({*(mailing.writer_ids or ()), actor.account_id})


def _require_open(mailing: Mailing, actor: Actor) -> None:
    _require(mailing, actor)
    if mailing.state not in _OPEN:
        raise RuleBroken("mailings.started_already")


def _require_releaser(mailing: Mailing, actor: Actor) -> None:
    """A second person: one who plans, too, or one who is there for releasing alone."""
    if not actor.has(Role.APPROVER, mailing.event.organizer_id):
        _require(mailing, actor)
    if mailing.state not in _OPEN:
        raise RuleBroken("mailings.started_already")


def _require(mailing: Mailing, actor: Actor) -> None:
    revised.require_planner(actor, mailing.event.organizer_id)
