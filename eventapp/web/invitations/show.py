"""Invited people as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventapp.models import Invitation, Rsvp
from eventapp.request import get_language
from eventapp.services import wording


@dataclass(frozen=True, slots=True)
class Person:
    """One invited person. ``state`` is a kind of badge with its words; ``answer`` is empty while there is none."""

    id: int
    name: str
    email: str
    state: tuple[str, str]
    answer: str
    answer_from: str
    comment: str


def person(invitation: Invitation, zone: ZoneInfo) -> Person:
    """``invitation`` in words."""
    answer = invitation.answer
    return Person(
        id=invitation.id,
        name=invitation.name,
        email=invitation.email,
        state=_state(invitation, zone),
        answer=answer_words(answer) if answer else "",
        answer_from=_origin(answer, zone) if answer else "",
        comment=answer.comment if answer else "",
    )


def answer_words(answer: Rsvp) -> str:
    """``Kommt`` · ``Kommt nicht`` · …"""
    words = {
        "ACCEPTED": _("Kommt"),
        "DECLINED": _("Kommt nicht"),
        "TENTATIVE": _("Kommt vielleicht"),
        "DELEGATED": _("Hat weitergegeben"),
    }
    return str(words[answer.partstat])


def _state(invitation: Invitation, zone: ZoneInfo) -> tuple[str, str]:
    if invitation.is_withdrawn:
        return ("cancelled", _("Ausgeladen"))
    if invitation.sent_at is None:
        return ("draft", _("Noch nichts verschickt"))
    day = wording.short_day(invitation.sent_at.astimezone(zone).date())
    return ("confirmed", _("Eingeladen am %(day)s", day=day))


def _origin(answer: Rsvp, zone: ZoneInfo) -> str:
    sources = {"calendar": _("aus dem Kalender"), "page": _("über den Link"), "office": _("von Ihnen eingetragen")}
    moment = answer.received_at.astimezone(zone)
    when = f"{wording.short_day(moment.date())}, {wording.hour(moment, get_language())}"
    origin = f"{sources[answer.source]}, {when}"
    return f"{origin}, {_('geschrieben von %(sender)s', sender=answer.sender)}" if answer.sender else origin
