"""Consents to photographs: given freely by the person herself, for each channel, and taken back as easily (DP-9).

Each is a row with its beginning and its end. Whatever she changes ends the one that stood, and a new one begins: what
she had allowed on the day of a publication can be shown for as long as consents are kept (Art. 7(1) GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.retention import Subject
from eventapp.domain.texts import Language
from eventapp.models import Event, Invitation, PhotoConsent
from eventapp.services import audit, erasures, periods, revised, wording
from eventapp.services.wording import N_, words

CHANNELS: Mapping[PhotoChannel, str] = {
    PhotoChannel.INTRANET: N_("im Intranet"),
    PhotoChannel.INTERNET: N_("im Internet"),
    PhotoChannel.PRINT: N_("in Druckschriften"),
    PhotoChannel.PRESS: N_("in der Presse"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One person: the consent that stands, or her last one, and those ``before`` it, the latest first."""

    last: PhotoConsent
    before: list[PhotoConsent] = field(default_factory=list)


# Reading


def of(session: Session, invitation: Invitation) -> PhotoConsent | None:
    """The consent of one person that stands; without one her last, which she has taken back."""
    return session.scalars(_standing_first(invitation)).first()


def history(session: Session, invitation: Invitation) -> Sequence[PhotoConsent]:
    """All that one person has said, the first one first."""
    query = select(PhotoConsent).where(PhotoConsent.invitation_id == invitation.id)
    return session.scalars(query.order_by(PhotoConsent.id)).all()


def channels_of(consent: PhotoConsent | None) -> tuple[PhotoChannel, ...]:
    """Where pictures of her may appear now; nowhere without a consent that stands."""
    if consent is None or consent.revoked_at is not None:
        return ()
    return tuple(channel for channel in PhotoChannel if channel in consent.channels)


def all_of(session: Session, event: Event) -> Sequence[PhotoConsent]:
    """All consents of an event, by name, each person's in their order."""
    query = select(PhotoConsent).where(PhotoConsent.event_id == event.id)
    return session.scalars(query.order_by(PhotoConsent.name, PhotoConsent.id)).all()


def by_person(consents: Sequence[PhotoConsent]) -> list[Said]:
    """The consents of an event, one entry a person, by name.

    Once the invitation is forgotten, those belong together that have the same name and of which one began in the very
    instant that the other ended: two people of the same name are never taken for one.
    """
    found: list[list[PhotoConsent]] = []
    invited: dict[int, list[PhotoConsent]] = {}
    ended: dict[tuple[str, datetime | None], list[PhotoConsent]] = {}
    for one in sorted(consents, key=lambda row: row.id):
        if one.invitation_id is not None:
            rows = invited.setdefault(one.invitation_id, [])
        else:
            rows = ended.pop((one.name, one.given_at), [])
            ended[(one.name, one.revoked_at)] = rows
        if not rows:
            found.append(rows)
        rows.append(one)
    people = [Said(_last(rows), [row for row in reversed(rows) if row is not _last(rows)]) for rows in found]
    return sorted(people, key=lambda said: (said.last.name.casefold(), said.last.id))


def _standing_first(invitation: Invitation) -> Select[PhotoConsent]:
    query = select(PhotoConsent).where(PhotoConsent.invitation_id == invitation.id)
    return query.order_by(PhotoConsent.revoked_at.is_(None).desc(), PhotoConsent.id.desc()).limit(1)


def _last(rows: Sequence[PhotoConsent]) -> PhotoConsent:
    return max(rows, key=lambda row: (row.revoked_at is None, row.id))


def counts(consents: Sequence[PhotoConsent]) -> dict[PhotoChannel, int]:
    """How many may be shown where."""
    return {channel: sum(channel in channels_of(one) for one in consents) for channel in PhotoChannel}


def last_day(session: Session, invitation: Invitation) -> date:
    """The last day on which she can change it on her page: with her invitation, her link ends."""
    subject = Subject.WAITING if invitation.is_withdrawn else Subject.ANSWERS
    return periods.due_on(session, subject, invitation.event) - timedelta(days=1)


def how_to_change(
    session: Session, invitation: Invitation, edition: Edition, language: Language
) -> tuple[tuple[str, str], ...]:
    """Until when she can change a consent that stands by herself, and who does it for her afterwards."""
    if not channels_of(of(session, invitation)):
        return ()
    _, office = words(language), edition.organizer
    who = f"{office.contact_name or office.office}, {office.contact_email or office.email}"
    said = _(N_("bis {day} auf Ihrer Seite, danach bei: {who}"))
    day = wording.day(last_day(session, invitation), language, weekday=False)
    return ((_(N_("Einwilligung zu Fotos ändern oder widerrufen")), said.format(day=day, who=who)),)


def standing(session: Session, event: Event) -> list[Said]:
    """The people whose consent stands."""
    return [one for one in by_person(all_of(session, event)) if one.last.revoked_at is None]


# Changing


def end_use(session: Session, event: Event, *, actor: Actor, now: datetime) -> int:
    """Note that pictures of ``event`` are used no more: who allowed them has taken nothing back, so it is deleted.

    What people took back stays as proof for its time. Answers how many people's consents went.
    """
    revised.require_planner(actor, event.organizer_id)
    session.execute(select(PhotoConsent.id).where(PhotoConsent.event_id == event.id).with_for_update())
    people = standing(session, event)
    for one in people:
        for row in (one.last, *one.before):
            erasures.note(session, erasures.unused(event.uid, row))
            session.delete(row)
    if people:
        audit.record(session, actor, "photo_consent.use_ended", event, now=now, people=len(people))
    session.flush()
    return len(people)


def say(
    session: Session,
    invitation: Invitation,
    channels: Sequence[PhotoChannel],
    *,
    actor: Actor = NOBODY,
    now: datetime,
) -> PhotoConsent | None:
    """Take what she says now: it ends the consent that stood, and begins a new one unless she names no channel.

    ``actor`` is who does it in her place. The log tells that a consent was given or taken back, not whose.
    """
    _lock(session, invitation.id)
    known = session.scalars(_standing_first(invitation).execution_options(populate_existing=True)).first()
    had = set(channels_of(known))
    if set(channels) == had:
        return known
    if known is not None:
        if had - set(channels):
            erasures.note_consent(session, known)
            event = session.get_one(Event, known.event_id)
            audit.record(session, actor, "photo_consent.revoked", event, now=now)
        revoke(session, known, now=now)
    if not channels:
        return known
    if set(channels) - had:
        audit.record(session, actor, "photo_consent.given", session.get_one(Event, invitation.event_id), now=now)
    new = PhotoConsent(
        event_id=invitation.event_id,
        invitation_id=invitation.id,
        name=invitation.name,
        channels=[channel.value for channel in PhotoChannel if channel in channels],
        given_at=now,
    )
    session.add(new)
    session.flush()
    return new


def revoke(session: Session, consent: PhotoConsent, *, now: datetime) -> None:
    """End a consent. What it was stays as proof until its time is over."""
    if consent.revoked_at is None:
        consent.revoked_at = now
        session.flush()


def revoke_for(session: Session, event: Event, consent_id: int, *, actor: Actor, now: datetime) -> None:
    """Note that somebody has taken her consent back by other means. Raises NotFound."""
    revised.require_planner(actor, event.organizer_id)
    known = session.get(PhotoConsent, consent_id)
    if known is not None and known.invitation_id is not None:
        _lock(session, known.invitation_id)
    consent = session.get(PhotoConsent, consent_id, with_for_update=True, populate_existing=True)
    if consent is None or consent.event_id != event.id:
        raise NotFound("photos.unknown", id=consent_id)
    if consent.revoked_at is None:
        erasures.note_consent(session, consent)
        revoke(session, consent, now=now)
        audit.record(session, actor, "photo_consent.revoked", consent, now=now, organizer_id=event.organizer_id)


def _lock(session: Session, invitation_id: int) -> None:
    """What is said of one person at the same moment is taken one after the other, so one consent stands at most."""
    session.execute(select(Invitation.id).where(Invitation.id == invitation_id).with_for_update())
