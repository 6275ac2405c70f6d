"""One text to many people: for whom, by which channel, and what becomes of each delivery."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MailingKind(StrEnum):
    """What a mailing is for."""

    SAVE_THE_DATE = "save_the_date"
    INVITATION = "invitation"
    REMINDER = "reminder"
    CHANGE = "change"
    CALL_OFF = "call_off"
    THANKS = "thanks"


class MailingState(StrEnum):
    """How far a mailing is. Whether it has finished follows from its deliveries."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Channel(StrEnum):
    """By which way it reaches a person."""

    MAIL = "mail"
    LETTER = "letter"


class DeliveryState(StrEnum):
    """What became of one mail or letter. READY also means: to be tried again at its time."""

    READY = "ready"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


UNSETTLED = frozenset({DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.SENDING})
"""States that something still has to become of."""


class Answered(StrEnum):
    """Which answers an audience is narrowed to."""

    ANY = "any"
    NONE = "none"
    YES = "yes"
    NO = "no"


class Reach(StrEnum):
    """Whether people with a mailbox are meant, or those without."""

    ALL = "all"
    MAIL = "mail"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a mailing is. Empty tuples don't narrow: the default is everybody on the staff lists.

    ``lists`` are ids of staff lists, ``departments`` and ``sites`` words as they stand in them.
    ``only_invited``: nobody new is invited by it, as with reminders and changes.
    """

    lists: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    reach: Reach = Reach.ALL
    answered: Answered = Answered.ANY
    only_invited: bool = False
    invitation_ids: tuple[int, ...] = ()
