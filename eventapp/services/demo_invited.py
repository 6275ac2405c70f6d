"""What of the demo has happened already: everybody on the invented list was told the date, and some have answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.domain.actor import SYSTEM
from eventapp.domain.attendance import Answer, AttendanceDraft, Source, Way
from eventapp.domain.calendar import Method
from eventapp.domain.editions import Edition
from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import Channel, DeliveryState, MailingDraft, MailingKind
from eventapp.domain.privacy import NoticeDraft, PhotoChannel
from eventapp.domain.rsvp import PartStat
from eventapp.domain.tokens import Tokens
from eventapp.models import Delivery, Event, Mailing
from eventapp.services import attendance, demo_staff, editions, mailing_texts, mailings, photos, privacy, seats

_ANSWERS = 60
_CHANNELS = (PhotoChannel.INTRANET, PhotoChannel.PRINT, PhotoChannel.INTERNET)
_THOUGHT_BETTER = {1: 0, 31: 1}  # who, and how many channels she has left
_WORDS = "550 5.1.1 User unknown (Beispiel)"


def fill(session: Session, event: Event, *, tokens: Tokens, now: datetime, people: int = 300) -> None:
    """Give ``event`` a staff list, a mailing that is through but for two addresses, answers, and a draft."""
    demo_staff.fill(session, event.organizer, now=now, count=people)
    hall = AttendanceDraft(
        seats=1_250,
        wheelchair_places=6,
        online_url="https://stream.example.org/versammlung",
        asks_childcare=True,
        menu=("Vegetarisch", "Vegan", "Ohne Einschränkung"),
    )
    attendance.change(session, event, hall, revision=None, actor=SYSTEM, now=now)
    edition = editions.latest(session, event)
    if edition is None:
        raise RuleBroken("invitations.not_announced")
    first = _mailing(session, event, edition, MailingKind.SAVE_THE_DATE, now)
    mailings.start(session, first, tokens=tokens, host="example.org", fingerprint=None, actor=SYSTEM, now=now)
    _deliver(session, first, now)
    _answer(session, first, now)
    _say_who_watches(session, event, now)
    _mailing(session, event, edition, MailingKind.REMINDER, now)


def _mailing(session: Session, event: Event, edition: Edition, kind: MailingKind, now: datetime) -> Mailing:
    subject, text = mailing_texts.suggested(kind, edition)
    draft = MailingDraft(kind, subject, text, has_calendar=kind.brings_calendar, asks_for_answer=False)
    return mailings.create(session, event, draft, actor=SYSTEM, now=now)


def _deliver(session: Session, mailing: Mailing, now: datetime) -> None:
    """All mails have left, two came to nobody; the letters are still to be printed."""
    query = select(Delivery).where(Delivery.mailing_id == mailing.id, Delivery.channel == Channel.MAIL)
    for place, row in enumerate(session.scalars(query.order_by(Delivery.id))):
        if place in {7, 70}:
            row.state, row.failure, row.tries = DeliveryState.FAILED, _WORDS, 2
            continue
        row.state, row.sent_at, row.stamped_at = DeliveryState.SENT, now, now
        if row.invitation is not None:
            row.invitation.sent_at, row.invitation.sent_sequence = now, row.sequence
            row.invitation.sent_method = Method.PUBLISH.value
    session.flush()


def _answer(session: Session, mailing: Mailing, now: datetime) -> None:
    query = select(Delivery).where(Delivery.mailing_id == mailing.id, Delivery.state == DeliveryState.SENT)
    for place, row in enumerate(session.scalars(query.order_by(Delivery.id).limit(_ANSWERS)).all()):
        if row.invitation is None:
            continue
        said = PartStat.DECLINED if place % 6 == 5 else PartStat.ACCEPTED
        way = Way.ONLINE if place % 10 == 4 else Way.HALL
        seats.answer(session, row.invitation, Answer(said, way), source=Source.PAGE, now=now)
        if place % 5 == 1 and said is PartStat.ACCEPTED:
            photos.say(session, row.invitation, _CHANNELS[: 1 + place % 3], now=now)
        if place in _THOUGHT_BETTER:
            left = _CHANNELS[: _THOUGHT_BETTER[place]]
            photos.say(session, row.invitation, left, now=now + timedelta(minutes=1))


def _say_who_watches(session: Session, event: Event, now: datetime) -> None:
    """What invited people read about their data, beside what follows from the settings."""
    said = NoticeDraft(officer="Behördliche Datenschutzbeauftragte (Beispiel)\ndatenschutz@stadt.example.org")
    privacy.change(session, event.organizer, said, revision=None, actor=SYSTEM, now=now)
