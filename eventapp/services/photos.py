"""Consents to photographs: given freely by the person herself, for each channel, and taken back as easily (DP-9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor
from eventapp.domain.errors import NotFound
from eventapp.domain.privacy import PhotoChannel
from eventapp.models import Event, Invitation, PhotoConsent
from eventapp.services import audit, revised
from eventapp.services.wording import N_

CHANNELS: Mapping[PhotoChannel, str] = {
    PhotoChannel.INTRANET: N_("im Intranet"),
    PhotoChannel.INTERNET: N_("im Internet"),
    PhotoChannel.PRINT: N_("in Druckschriften"),
    PhotoChannel.PRESS: N_("in der Presse"),
}

# Reading


def of(session: Session, invitation: Invitation) -> PhotoConsent | None:
    """What one person has said, whether it still stands or not."""
    return session.scalar(select(PhotoConsent).where(PhotoConsent.invitation_id == invitation.id))


def channels_of(consent: PhotoConsent | None) -> tuple[PhotoChannel, ...]:
    """Where pictures of her may appear now; nowhere without a consent that stands."""
    if consent is None or consent.revoked_at is not None:
        return ()
    return tuple(channel for channel in PhotoChannel if channel in consent.channels)


def all_of(session: Session, event: Event) -> Sequence[PhotoConsent]:
    """All consents of an event, by name."""
    query = select(PhotoConsent).where(PhotoConsent.event_id == event.id)
    return session.scalars(query.order_by(PhotoConsent.name, PhotoConsent.id)).all()


def counts(consents: Sequence[PhotoConsent]) -> dict[PhotoChannel, int]:
    """How many may be shown where."""
    return {channel: sum(channel in channels_of(one) for one in consents) for channel in PhotoChannel}


# Changing


def say(
    session: Session, invitation: Invitation, channels: Sequence[PhotoChannel], *, now: datetime
) -> PhotoConsent | None:
    """Take what she says now: a new consent replaces the one before, none at all takes it back."""
    session.execute(select(Invitation.id).where(Invitation.id == invitation.id).with_for_update())
    known = of(session, invitation)
    if not channels:
        if known is not None:
            revoke(session, known, now=now)
        return known
    if set(channels) == set(channels_of(known)):
        return known
    if known is None:
        known = PhotoConsent(event_id=invitation.event_id, invitation_id=invitation.id)
        session.add(known)
    known.name = invitation.name
    known.channels = [channel.value for channel in PhotoChannel if channel in channels]
    known.given_at, known.revoked_at = now, None
    session.flush()
    return known


def revoke(session: Session, consent: PhotoConsent, *, now: datetime) -> None:
    """Take a consent back. What it was stays as proof until its time is over."""
    if consent.revoked_at is None:
        consent.revoked_at = now
        session.flush()


def revoke_for(session: Session, event: Event, consent_id: int, *, actor: Actor, now: datetime) -> None:
    """Note that somebody has taken her consent back by other means. Raises NotFound."""
    revised.require_planner(actor, event.organizer_id)
    consent = session.get(PhotoConsent, consent_id, with_for_update=True)
    if consent is None or consent.event_id != event.id:
        raise NotFound("photos.unknown", id=consent_id)
    if consent.revoked_at is None:
        revoke(session, consent, now=now)
        audit.record(session, actor, "photo_consent.revoked", consent, now=now, organizer_id=event.organizer_id)
