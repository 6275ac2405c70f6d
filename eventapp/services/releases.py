"""The second person who releases what others wrote: who may, and what waits for her (A8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import RELEASING, Role
from eventapp.domain.mailings import MailingState
from eventapp.models import Account, Mailing, Membership


def releasers(
    session: Session, organizer_id: int, *, roles: Collection[Role] = RELEASING, without: Collection[int | None] = ()
) -> Sequence[Account]:
    """Who may release mailings of an office, by name: those that release or plan for it, ``without`` these accounts."""
    members = select(Membership.account_id).where(Membership.organizer_id == organizer_id, Membership.role.in_(roles))
    query = select(Account).where(Account.is_active, Account.id.in_(members)).order_by(Account.name, Account.id)
    return [account for account in session.scalars(query) if account.id not in without]


def second_persons(session: Session, mailing: Mailing) -> Sequence[Account]:
    """Who may release ``mailing``: neither wrote nor changed it, nor asked for it."""
    without = {*mailing.writer_ids, mailing.proposed_by_id}
    return releasers(session, mailing.event.organizer_id, without=without)


def unfinished(session: Session, event_ids: Iterable[int]) -> dict[int, list[Mailing]]:
    """The mailings that wait for a release, are released or were handed back, by the event's id, oldest first."""
    is_returned = and_(Mailing.state == MailingState.DRAFT, Mailing.returned_note != "")
    is_wanted = or_(Mailing.state.in_((MailingState.PROPOSED, MailingState.APPROVED)), is_returned)
    found: dict[int, list[Mailing]] = {}
    for mailing in session.scalars(
        select(Mailing).where(Mailing.event_id.in_([*event_ids]), is_wanted).order_by(Mailing.id)
    ):
        found.setdefault(mailing.event_id, []).append(mailing)
    return found
