"""Accounts that a provider of identities looks after: made, named and given roles at each sign-in (S-30)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM, Actor, Role
from eventapp.domain.errors import RuleBroken
from eventapp.domain.providers import ADMINISTRATOR, Grant, Identity, granted, mentioned
from eventapp.models import Account, BrowserSession, Membership, Organizer
from eventapp.services import accounts, audit, erasures

logger = logging.getLogger(__name__)
Roles = Mapping[str, frozenset[Grant]]


class Refusal(StrEnum):
    """Why somebody whom the provider knows does not come in."""

    NO_GROUP = "no_group"
    CLOSED = "closed"
    EMAIL_TAKEN = "email_taken"
    EMAIL_MISSING = "email_missing"


# Reading


def account_of(session: Session, identity: Identity) -> Account | None:
    """The account of whom the provider names: by issuer and subject alone, never by a mail address."""
    query = select(Account).where(Account.issuer == identity.issuer, Account.subject == identity.subject)
    return session.scalar(query)


def unknown_organizers(session: Session, roles: Roles) -> list[str]:
    """Slugs that the settings name, and nobody has."""
    known = set(session.scalars(select(Organizer.slug)))
    return sorted({grant.organizer for grant in mentioned(roles)} - known - {""})


# Changing


def admit(session: Session, identity: Identity, roles: Roles, *, now: datetime) -> Account | Refusal:
    """Let somebody in whom the provider names, with the roles of her groups; or say why not.

    An account without a password has exactly these roles. One that has a password, and so was made here, keeps what no
    group could give. Whoever is in no group that may do anything loses what groups gave before.
    """
    grants = granted(identity.groups, roles)
    account = account_of(session, identity)
    if account is None:
        made = _made(session, identity, now) if grants else Refusal.NO_GROUP
        if isinstance(made, Refusal):
            return made
        account = made
    elif not account.is_active:
        return Refusal.CLOSED
    _apply(session, account, grants, roles, now)
    if not grants:
        if not account.password_hash:
            session.execute(delete(BrowserSession).where(BrowserSession.account_id == account.id))
        return Refusal.NO_GROUP
    _rename(session, account, identity)
    return account


def link(session: Session, account: Account, identity: Identity, *, now: datetime) -> None:
    """Let the account, which is signed in, come in through the provider, too.

    Raises RuleBroken("providers.taken") if the identity, or ("providers.linked") if the account is linked otherwise.
    """
    other = account_of(session, identity)
    if other is not None and other.id != account.id:
        raise RuleBroken("providers.taken")
    if account.subject and (account.issuer, account.subject) != (identity.issuer, identity.subject):
        raise RuleBroken("providers.linked")
    account.issuer, account.subject = identity.issuer, identity.subject
    session.flush()
    audit.record(session, account.as_actor(), "account.linked", account, now=now)


def unlink(session: Session, account: Account, *, actor: Actor, now: datetime) -> None:
    """Let nobody come in through the provider any more. Raises RuleBroken("providers.only_way")."""
    if not account.password_hash:
        raise RuleBroken("providers.only_way")
    account.issuer = account.subject = None
    session.flush()
    audit.record(session, actor, "account.unlinked", account, now=now)


def _made(session: Session, identity: Identity, now: datetime) -> Account | Refusal:
    if not identity.email or identity.is_email_refused:
        return Refusal.EMAIL_MISSING
    if accounts.by_email(session, identity.email):
        return Refusal.EMAIL_TAKEN
    try:
        with session.begin_nested():
            account = accounts.create(session, identity.email, identity.name, actor=SYSTEM, now=now)
            account.issuer, account.subject = identity.issuer, identity.subject
            session.flush()
    except IntegrityError:  # made by another request in the same moment
        return account_of(session, identity) or Refusal.EMAIL_TAKEN
    audit.record(session, SYSTEM, "account.linked", account, now=now)
    return account


def _rename(session: Session, account: Account, identity: Identity) -> None:
    """Take over a new name and address, where the provider alone looks after the account."""
    if account.password_hash:
        return
    account.name = identity.name or account.name
    if identity.email and not identity.is_email_refused:
        other = accounts.by_email(session, identity.email)
        if other is None:
            account.email = accounts.fold(identity.email)
    session.flush()


def _apply(session: Session, account: Account, grants: frozenset[Grant], roles: Roles, now: datetime) -> None:
    governed = mentioned(roles)
    offices = _organizers(session, grants | governed)
    for held in list(account.memberships):
        grant = Grant(held.organizer.slug, held.role, held.department)
        if grant not in grants and (grant in governed or not account.password_hash):
            _take(session, account, held, now)
    for grant in sorted(grants - {ADMINISTRATOR}):
        office = offices.get(grant.organizer)
        if office is None:
            logger.warning("oidc_roles names the organizer %s, which does not exist", grant.organizer)
            continue
        accounts.grant(session, account, office, Role(grant.role), grant.department, actor=SYSTEM, now=now)
    is_administrator = ADMINISTRATOR in grants
    is_governed = ADMINISTRATOR in governed or not account.password_hash
    if is_governed and account.is_administrator != is_administrator:
        _let_administrate(session, account, is_administrator, now)


def _take(session: Session, account: Account, held: Membership, now: datetime) -> None:
    accounts.revoke(session, account, held.organizer, Role(held.role), held.department, actor=SYSTEM, now=now)


def _let_administrate(session: Session, account: Account, is_administrator: bool, now: datetime) -> None:
    others = select(Account.id).where(Account.is_administrator, Account.is_active, Account.id != account.id)
    if not is_administrator and session.scalar(others.limit(1)) is None:
        logger.warning("the last account that runs the installation keeps that, though no group says so")
        return
    if not is_administrator:
        erasures.note(session, erasures.administration(account))
    account.is_administrator = is_administrator
    session.flush()
    act = "account.administration_given" if is_administrator else "account.administration_taken"
    audit.record(session, SYSTEM, act, account, now=now)


def _organizers(session: Session, grants: frozenset[Grant]) -> dict[str, Organizer]:
    slugs = {grant.organizer for grant in grants if not grant.is_administrator}
    return {found.slug: found for found in session.scalars(select(Organizer).where(Organizer.slug.in_(slugs)))}
