"""What is stored about an invited person, for herself: to look at, to be sent, to put right, to delete (DP-7)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, joinedload

from eventapp.domain.actor import NOBODY, Actor
from eventapp.domain.attendance import NeedKind
from eventapp.domain.erasures import Kind
from eventapp.domain.errors import RuleBroken
from eventapp.domain.invitations import forgotten_key
from eventapp.domain.mailings import Channel, DeliveryState, MailingKind
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.texts import Language
from eventapp.domain.tokens import Purpose, Tokens
from eventapp.models import Delivery, Event, Invitation, PhotoConsent, Rsvp
from eventapp.services import audit, copies, erasures, mailing_texts, needs, own_staff, photos, seats
from eventapp.services.waiting import Promotion
from eventapp.services.wording import N_, Words, short_day, words

MOST_COPIES = 3
_SOURCES = {
    "calendar": N_("aus dem Kalender"),
    "page": N_("über die persönliche Seite"),
    "office": N_("am Telefon, von der einladenden Stelle eingetragen"),
}
ANSWERS = {
    "ACCEPTED": N_("Kommt"),
    "DECLINED": N_("Kommt nicht"),
    "TENTATIVE": N_("Kommt vielleicht"),
    "DELEGATED": N_("Hat weitergegeben"),
}
NEEDS = {
    NeedKind.WHEELCHAIR: N_("Rollstuhlplatz"),
    NeedKind.SIGN_LANGUAGE: N_("Dolmetschen in Deutsche Gebärdensprache (DGS)"),
    NeedKind.CAPTIONS: N_("Schriftdolmetschen"),
    NeedKind.INDUCTION_LOOP: N_("Induktive Höranlage"),
    NeedKind.ASSISTANCE: N_("Assistenzperson oder Assistenzhund"),
    NeedKind.LARGE_PRINT: N_("Unterlagen in großer Schrift"),
    NeedKind.EASY_LANGUAGE: N_("Unterlagen in Leichter Sprache"),
    NeedKind.PARKING: N_("Parkplatz nah am Eingang"),
    NeedKind.QUIET_ROOM: N_("Ruheraum"),
    NeedKind.OTHER: N_("Anderes"),
    NeedKind.CHILDCARE: N_("Kinderbetreuung"),
    NeedKind.MENU: N_("Essen"),
}
"""The needs in words."""


# Reading


def masked(email: str) -> str:
    """``k…@example.org``: enough for her to know it by, too little for whoever holds a forwarded link (S-43)."""
    local, at, host = email.partition("@")
    return f"{local[:1]}…{at}{host}" if email else ""


def rows(session: Session, invitation: Invitation, language: Language, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """All that is stored about her with this invitation, and on staff lists: a name and a value each.

    For herself alone.
    """
    _ = words(language)
    said = [_said(row, _) for row in invitation.answers]
    found = [
        (_(N_("Name")), invitation.name),
        (_(N_("E-Mail-Adresse")), invitation.email),
        (_(N_("Anrede")), invitation.salutation),
        (_(N_("Sprache")), invitation.language),
        (_(N_("Dienststelle")), invitation.department),
        (_(N_("Standort")), invitation.site),
        (_(N_("Anschrift")), ", ".join(invitation.post.split("\n"))),
        (_(N_("Antworten")), "; ".join(said)),
    ]
    if invitation.answered_at and not said:
        found.append((_(N_("Antwort gezählt, ohne Namen, am")), _day(invitation.answered_at, invitation)))
    found += [(_(NEEDS[kind]), note or _(N_("ja"))) for kind, note in needs.of(session, invitation).items()]
    consents = [_consent(one, invitation, _) for one in photos.history(session, invitation)]
    found.append((_(N_("Fotos von mir dürfen erscheinen")), "; ".join(consents)))
    found.append((_(N_("Eingetragen am")), _day(invitation.created_at, invitation)))
    if invitation.sent_at:
        found.append((_(N_("Letzte Kalendernachricht am")), _day(invitation.sent_at, invitation)))
    found.append((_(N_("An Sie versandt")), "; ".join(_sent(row, _) for row in deliveries(session, invitation))))
    found += own_staff.rows(session, invitation, language, now=now)
    return tuple((name, value) for name, value in found if value)


def deliveries(session: Session, invitation: Invitation) -> Sequence[Delivery]:
    """The mails and letters to her that left or were tried, the first one first."""
    tried = (DeliveryState.SENT, DeliveryState.FAILED)
    query = select(Delivery).where(Delivery.invitation_id == invitation.id, Delivery.state.in_(tried))
    return session.scalars(query.options(joinedload(Delivery.mailing)).order_by(Delivery.id)).all()


def copies_sent(session: Session, invitation: Invitation, *, now: datetime) -> int:
    """How many single mails went to her within a day."""
    query = select(func.count()).where(
        Delivery.invitation_id == invitation.id,
        Delivery.mailing_id.is_(None),
        Delivery.queued_at > now - timedelta(days=1),
    )
    return session.scalar(query) or 0


# Changing


def correct(session: Session, invitation: Invitation, *, name: str, salutation: str, language: Language) -> None:
    """Put her name, her salutation and her language right, as she writes them."""
    invitation.name, invitation.salutation, invitation.language = name, salutation, language.value
    session.flush()


def forget(
    session: Session, invitation: Invitation, *, tokens: Tokens, actor: Actor = NOBODY, now: datetime
) -> list[Promotion]:
    """Delete what is stored about her, and answer who moves up. Her link ends, and nothing more is sent to her.

    There stays a row without a name, so that she isn't invited to this assembly once more. In the mode "count" what
    was counted stays counted: nobody knows which count is hers. A consent to photos is taken back with it; that she
    gave it stays for its time, as proof for pictures that were published (DP-9). Her entry on a staff list stays, too:
    it is the office's (``own_staff``). The log tells that somebody was deleted, not who.
    """
    if invitation.forgotten_at is not None:
        raise RuleBroken("attendance.withdrawn")
    erasures.note_invitation(session, Kind.INVITATION, invitation)
    audit.record(session, actor, "invitation.forgotten", session.get_one(Event, invitation.event_id), now=now)
    told = seats.release(session, invitation, now=now)
    photos.say(session, invitation, (), actor=actor, now=now)
    session.execute(delete(Rsvp).where(Rsvp.invitation_id == invitation.id))
    mine = Delivery.invitation_id == invitation.id
    copies.remove_files(session, mine)
    open_states = (DeliveryState.READY, DeliveryState.CLAIMED)
    stopped = {"state": DeliveryState.STOPPED, "lease_until": None}
    session.execute(update(Delivery).where(mine, Delivery.state.in_(open_states)).values(stopped))
    session.execute(
        update(Delivery)
        .where(mine, Delivery.state != DeliveryState.SENDING)
        .values(recipient="", content=None, failure="")
    )
    invitation.address_key = forgotten_key(invitation.address_key, tokens)
    invitation.name = invitation.email = invitation.post = invitation.department = invitation.site = ""
    invitation.employee_id = invitation.code_digest = None
    invitation.answered_at = None
    invitation.forgotten_at = now
    invitation.secret = tokens.new(Purpose.INVITATION)
    invitation.seed = secrets.token_urlsafe(18)  # the link that would be made of it leads nowhere
    session.flush()
    session.expire(invitation, ["answers"])
    return told


def _consent(consent: PhotoConsent, invitation: Invitation, translated: Words) -> str:
    where = ", ".join(translated(photos.CHANNELS[PhotoChannel(channel)]) for channel in consent.channels)
    given = translated(N_("zugestimmt am {day}")).format(day=_day(consent.given_at, invitation))
    if consent.revoked_at is None:
        return f"{where} ({given})"
    taken = translated(N_("widerrufen am {day}")).format(day=_day(consent.revoked_at, invitation))
    return f"{where} ({given}, {taken})"


def _sent(row: Delivery, translated: Words) -> str:
    kind = mailing_texts.KINDS[MailingKind(row.mailing.kind)] if row.mailing else N_("Nachricht")
    way = N_("E-Mail") if row.channel == Channel.MAIL else N_("Brief")
    came = row.state == DeliveryState.SENT and row.bounced_at is None
    line = f"{_day(row.sent_at or row.queued_at, _invited(row))}: {translated(kind)}, {translated(way)}"
    return line if came else f"{line} ({translated(N_('nicht angekommen'))})"


def _invited(row: Delivery) -> Invitation:
    assert row.invitation is not None  # noqa: S101  # it was found by her
    return row.invitation


def _said(row: Rsvp, translated: Words) -> str:
    day = _day(row.received_at, row.invitation)
    line = f"{day}: {translated(ANSWERS[row.partstat])} ({translated(_SOURCES[row.source])})"
    return f"{line}, {row.comment}" if row.comment else line


def _day(instant: datetime, invitation: Invitation) -> str:
    return short_day(instant.astimezone(invitation.event.tz).date())
