"""Sending what waits in the outbox, so that a kill at any moment repeats one mail at most (TRUST R-01 to R-10)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, joinedload

from eventapp.adapters.addresses import exact_address
from eventapp.adapters.relay import DeliveryFailed, Relay, RelayUnavailable, Unconfirmed
from eventapp.domain.calendar import Invitation as CalendarMessage
from eventapp.domain.errors import DomainError
from eventapp.domain.messages import MailOffice
from eventapp.domain.texts import Language
from eventapp.jobs.copies import made
from eventapp.jobs.series import Series
from eventapp.models import Delivery, Invitation, Mailing
from eventapp.models.database import Database
from eventapp.services import attendance, copies, editions, invitations, mailings, outbox, senders

Clock = Callable[[], datetime]
Step = Callable[[Session], object]
BATCH = 20
_UNMAKEABLE = "mail.unmakeable"

logger = logging.getLogger(__name__)
_SEEN_EVERY = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many mails left, how many were refused, and why the mail server was not to be had, if it wasn't."""

    sent: int = 0
    failed: int = 0
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One claimed mail, ready to leave. ``told`` is what its reader's calendar learns from it."""

    id: int
    sender: str
    recipient: str
    content: bytes
    stamp: datetime
    edition: int | None = None
    invitation_id: int | None = None
    told: CalendarMessage | None = None


@dataclass
class Sender:
    """One worker's hands: claims, makes, hands over and notes. ``name`` is no other worker's.

    ``per_minute`` bounds all workers together, 0 stands for no bound. ``ends`` is asked between two mails.
    """

    database: Database
    relay: Relay
    office: MailOffice
    name: str
    clock: Clock
    per_minute: int = 0
    ends: Callable[[], bool] = lambda: False
    wait: Callable[[float], object] = time.sleep
    _seen_at: datetime | None = field(default=None, init=False)
    _series: dict[tuple[int, int, Language], Series] = field(default_factory=dict, init=False)
    _note: Step | None = field(default=None, init=False)
    """What became of the last mail. It is stored with the beginning of the next one, which follows at once."""

    def drain(self) -> Sent:
        """Send all that is due. Ends early where the mail server itself is not to be had."""
        sent = failed = 0
        self._series.clear()
        self._flush()  # what could not be stored the last time
        try:
            while not self.ends() and (claimed := self._claim()):
                for parcel in self._made(claimed):
                    left = self._send(parcel)
                    sent, failed = sent + (left is True), failed + (left is False)
                    if self.ends():
                        break
                self._flush()
        except RelayUnavailable as error:
            self._flush()
            self._end(error.reason)
            return Sent(sent, failed, error.reason)
        self._end("" if sent or failed else None)
        return Sent(sent, failed)

    def _end(self, relay_failure: str | None) -> None:
        """Give back what was not begun, and tell all what is known of the mail server, if anything is."""
        with self.database.writing() as session:
            outbox.release(session, self.name, now=self.clock())
            if relay_failure is not None:
                senders.note_relay(session, relay_failure, now=self.clock())

    def _claim(self) -> Sequence[int]:
        now = self.clock()
        most = min(BATCH, max(1, self.per_minute // 30)) if self.per_minute else BATCH
        with self.database.writing() as session:
            self._be_seen(session, now)
            claimed = outbox.claim(session, self.name, now=now, most=most)
            start = senders.book(session, len(claimed), self.per_minute, now=now) if claimed else now
        if start > now:
            self.wait((start - now).total_seconds())
        return claimed

    def _be_seen(self, session: Session, now: datetime) -> None:
        """Say now and then that somebody sends, however slow the mail server is."""
        if self._seen_at is None or now - self._seen_at > _SEEN_EVERY:
            senders.note_worker(session, self.name, now=now)
            self._seen_at = now

    def _made(self, claimed: Sequence[int]) -> list[_Parcel]:
        """The claimed mails as they leave. What can't be made is refused, what nobody wants any more is skipped."""
        with self.database.reading() as session:
            query = select(Delivery).where(Delivery.id.in_(claimed)).order_by(Delivery.id)
            wanted = (joinedload(Delivery.invitation), joinedload(Delivery.mailing))
            rows = session.scalars(query.options(*wanted)).all()
            made = [self._parcel(session, row) for row in rows]
        for note in made:
            if not isinstance(note, _Parcel):
                self._store(note)
        return [parcel for parcel in made if isinstance(parcel, _Parcel)]

    def _parcel(self, session: Session, row: Delivery) -> _Parcel | Step:
        number, invitation = row.id, row.invitation
        if row.content is not None:
            return self._single(row, row.content)
        if invitation and copies.is_copy(row) and not invitation.forgotten_at:
            return self._copy(session, row, invitation)
        if invitation is None or invitation.is_withdrawn or invitation.forgotten_at or row.mailing is None:
            return lambda session: outbox.skip(session, number, self.name)
        try:
            series = self._series_for(session, row.mailing, row.edition, Language(invitation.language))
            stamp = row.stamped_at or self.clock()
            made = series.mail(invitation, row.message_id or "", now=stamp)
            sender = exact_address(series.edition.asked_by or series.edition.organizer.email)
            recipient = exact_address(invitation.email)
        except DomainError as error:
            reason = error.code
            return lambda session: outbox.refuse(session, number, self.name, reason)
        except SQLAlchemyError:
            raise
        except Exception:  # whatever is wrong with one mail must not keep ten thousand others waiting
            logger.exception("mail %s can't be made", number)
            return lambda session: outbox.refuse(session, number, self.name, _UNMAKEABLE)
        return _Parcel(number, sender, recipient, made.content, stamp, row.edition, invitation.id, made.told)

    def _copy(self, session: Session, row: Delivery, invitation: Invitation) -> _Parcel | Step:
        number, stamp = row.id, row.stamped_at or self.clock()
        try:
            return self._single(row, made(session, row, invitation, self.office, now=stamp))
        except DomainError as error:
            reason = error.code
            return lambda session: outbox.refuse(session, number, self.name, reason)

    def _single(self, row: Delivery, content: bytes) -> _Parcel | Step:
        number = row.id
        try:
            sender, recipient = exact_address(row.sender), exact_address(row.recipient)
        except DomainError as error:
            reason = error.code
            return lambda session: outbox.refuse(session, number, self.name, reason)
        return _Parcel(number, sender, recipient, content, row.stamped_at or self.clock())

    def _series_for(self, session: Session, mailing: Mailing, number: int | None, language: Language) -> Series:
        """The mails of ``mailing`` about the edition of this number: a repeated copy tells what the first one told."""
        key = (mailing.id, number or 0, language)
        if key not in self._series:
            edition = editions.get(session, mailing.event, number).content if number else None
            closes = attendance.plan_of(session, mailing.event).closes
            told = edition or mailings.edition_of(session, mailing)
            self._series[key] = Series(mailing, told, self.office, language, closes)
        return self._series[key]

    def _send(self, parcel: _Parcel) -> bool | None:
        """True if it left, False if it was refused, None if it is no longer ours. Raises RelayUnavailable."""
        if not self._begin(parcel):
            return None
        try:
            self.relay.deliver(parcel.sender, parcel.recipient, parcel.content)
        except DeliveryFailed as error:
            self._note = self._failure(parcel, error.reason, is_final=error.is_final)
            return False
        except Unconfirmed as error:
            self._note = self._failure(parcel, error.reason, is_uncertain=True)
            return False
        except RelayUnavailable:
            self._note = lambda session: outbox.give_back(session, parcel.id, self.name, now=self.clock())
            raise
        self._note = self._success(parcel)
        return True

    def _begin(self, parcel: _Parcel) -> bool:
        """Note what became of the mail before, and that this one is handed over now, in one transaction."""
        with self.database.writing() as session:
            if self._note is not None:
                self._note(session)
            self._be_seen(session, self.clock())
            is_ours = outbox.begin(
                session, parcel.id, self.name, stamp=parcel.stamp, now=self.clock(), edition=parcel.edition
            )
        self._note = None
        return is_ours

    def _success(self, parcel: _Parcel) -> Step:
        now = self.clock()

        def note(session: Session) -> None:
            outbox.note_sent(session, parcel.id, self.name, recipient=parcel.recipient, now=now)
            if parcel.told is not None and parcel.invitation_id is not None:
                invitations.note_told(session, parcel.invitation_id, parcel.told)

        return note

    def _failure(self, parcel: _Parcel, reason: str, *, is_final: bool = False, is_uncertain: bool = False) -> Step:
        now = self.clock()
        return lambda session: outbox.note_failure(
            session, parcel.id, self.name, reason, is_final=is_final, is_uncertain=is_uncertain, now=now
        )

    def _flush(self) -> None:
        """Store what became of the last mail; until that has worked it is not forgotten."""
        if self._note is not None:
            self._store(self._note)
            self._note = None

    def _store(self, note: Step) -> None:
        with self.database.writing() as session:
            note(session)
