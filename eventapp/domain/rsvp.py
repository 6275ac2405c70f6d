"""Answers that come back by mail, and which of them count (RFC 5546, sections 3.2.3, 3.2.6 and 3.2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eventapp.domain.errors import InvalidValue

CLOCKS_DIFFER_BY = timedelta(days=1)


class ReplyMethod(StrEnum):
    """What an invited person's calendar can send to the organizer."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"


class PartStat(StrEnum):
    """What she says (RFC 5545, section 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a calendar program sent. ``attendee`` is a lower-case address, ``dtstamp`` is UTC.

    ``sender`` is the lower-case From of the mail, empty for a file; it proves nothing. ``recurrence`` is the
    RECURRENCE-ID as it was written, ``delegated_to`` the lower-case address in DELEGATED-TO.
    """

    method: ReplyMethod
    uid: str
    attendee: str
    partstat: PartStat
    sequence: int
    dtstamp: datetime
    comment: str = ""
    sender: str = ""
    recurrence: str = ""
    delegated_to: str = ""

    def __post_init__(self) -> None:
        if self.dtstamp.tzinfo is None:
            raise InvalidValue("times.naive", value=self.dtstamp)


class Refusal(StrEnum):
    """Why an answer doesn't count."""

    NOT_A_REPLY = "rsvp.not_a_reply"
    OTHER_EVENT = "rsvp.other_event"
    OTHER_PERSON = "rsvp.other_person"
    PART_OF_A_SERIES = "rsvp.part_of_a_series"
    NO_ANSWER = "rsvp.no_answer"
    OUTDATED = "rsvp.outdated"
    ALREADY_ANSWERED = "rsvp.already_answered"
    FROM_THE_FUTURE = "rsvp.from_the_future"
    NEVER_ASKED = "rsvp.never_asked"
    CONTRADICTS = "rsvp.contradicts"
    FULL = "rsvp.full"
    CLOSED = "rsvp.closed"
    CALLED_OFF = "rsvp.called_off"
    NAMELESS = "rsvp.nameless"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the answer is taken; if not, the ``refusal`` says why."""

    refusal: Refusal | None = None

    @property
    def taken(self) -> bool:
        """Whether the answer is to be stored."""
        return self.refusal is None


def takes(
    reply: Reply,
    invitation_uid: str,
    invitation_address: str,
    last_sent_sequence: int,
    stored_dtstamp: datetime | None,
    *,
    received_at: datetime | None = None,
) -> Verdict:
    """Whether ``reply`` is the newest answer to this invitation.

    UID and ATTENDEE name the invitation; the mail's From has no say. It must answer the version sent last, and be
    newer than the stored answer. With ``received_at`` a stamp beyond the next day is refused: it would silence all
    honest answers after it. A delegation is taken as what it is; nobody else is invited by it.
    """
    refusal = _about_another(reply, invitation_uid, invitation_address) or _stale(
        reply, last_sent_sequence, stored_dtstamp, received_at
    )
    return Verdict(refusal)


def _about_another(reply: Reply, uid: str, address: str) -> Refusal | None:
    if reply.method is not ReplyMethod.REPLY:
        return Refusal.NOT_A_REPLY
    if reply.uid != uid:
        return Refusal.OTHER_EVENT
    if reply.attendee.casefold() != address.casefold():
        return Refusal.OTHER_PERSON
    if reply.recurrence:
        return Refusal.PART_OF_A_SERIES
    return Refusal.NO_ANSWER if reply.partstat is PartStat.NEEDS_ACTION else None


def _stale(reply: Reply, sequence: int, stored: datetime | None, received_at: datetime | None) -> Refusal | None:
    if reply.sequence < sequence:
        return Refusal.OUTDATED
    if stored is not None and reply.dtstamp <= stored:
        return Refusal.ALREADY_ANSWERED
    if received_at is not None and reply.dtstamp > received_at + CLOCKS_DIFFER_BY:
        return Refusal.FROM_THE_FUTURE
    return None
