"""One text to many people: for whom, by which channel, and what becomes of each delivery."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.errors import InvalidValue
from eventapp.domain.placeholders import personal, unknown
from eventapp.domain.texts import Language, LocalText


class MailingKind(StrEnum):
    """What a mailing is for."""

    SAVE_THE_DATE = "save_the_date"
    INVITATION = "invitation"
    REMINDER = "reminder"
    CHANGE = "change"
    CALL_OFF = "call_off"
    THANKS = "thanks"

    @property
    def invites(self) -> bool:
        """Whether people who were not told anything yet get it, too."""
        return self in {MailingKind.SAVE_THE_DATE, MailingKind.INVITATION}

    @property
    def brings_calendar(self) -> bool:
        """Whether a calendar message usually goes along: where the entry is new, changed or off."""
        return self not in {MailingKind.REMINDER, MailingKind.THANKS}


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
    """What somebody invited has said so far."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    OTHER = "other"


class Reach(StrEnum):
    """Whether people with a mailbox are meant, or those without."""

    ALL = "all"
    MAIL = "mail"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a mailing is. Empty tuples don't narrow: the default is everybody on the staff lists.

    ``lists`` are ids of staff lists, ``departments`` and ``sites`` words as they stand in them. ``answers`` narrows to
    people who were invited already and have answered like that; ``letters_too`` adds all of them without a mailbox.
    """

    lists: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    reach: Reach = Reach.ALL
    answers: tuple[Answered, ...] = ()
    letters_too: bool = False


@dataclass(frozen=True, slots=True)
class MailingDraft:
    """What a planner decides about a mailing: its words, whether calendars go along and are asked, and for whom.

    ``may_choose``: people may come to another part of the assembly (Teilversammlung) instead.
    """

    kind: MailingKind
    subject: LocalText
    text: LocalText
    has_calendar: bool = True
    asks_for_answer: bool = True
    may_choose: bool = False
    audience: Audience = Audience()

    def __post_init__(self) -> None:
        for field, words in (("subject", self.subject), ("text", self.text)):
            for language in (Language.GERMAN, Language.ENGLISH):
                if strange := unknown(words.best(language)):
                    raise InvalidValue("mailings.placeholder", field=f"{field}-{language.value}", name=strange[0])
                if field == "subject" and (own := personal(words.best(language))):
                    raise InvalidValue("mailings.personal_subject", field=f"{field}-{language.value}", name=own[0])
