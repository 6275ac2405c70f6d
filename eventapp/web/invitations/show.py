"""Invited people as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventapp.domain.editions import Edition
from eventapp.models import Invitation, Rsvp
from eventapp.request import get_language
from eventapp.services import invitations, wording
from eventapp.services.invitations import Told
from eventapp.services.rsvp import NOBODY_KNOWN


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


def person(invitation: Invitation, edition: Edition, zone: ZoneInfo) -> Person:
    """``invitation`` in words."""
    answer = invitation.answer
    return Person(
        id=invitation.id,
        name=invitation.name,
        email=invitation.email,
        state=_state(invitation, edition, zone),
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


def _state(invitation: Invitation, edition: Edition, zone: ZoneInfo) -> tuple[str, str]:
    """What she was told last, or what she must still be told."""
    day = wording.short_day(invitation.sent_at.astimezone(zone).date()) if invitation.sent_at else ""
    off = _("Ausgeladen am %(day)s", day=day) if invitation.is_withdrawn else _("Absage am %(day)s", day=day)
    off_due = _("Ausladung fehlt noch") if invitation.is_withdrawn else _("Absage fehlt noch")
    states = {
        Told.NOTHING: ("draft", _("Noch nichts verschickt")),
        Told.INVITED: ("confirmed", _("Eingeladen am %(day)s", day=day)),
        Told.CANCELLED: ("cancelled", off),
        Told.REQUEST_DUE: ("changed", _("Neue Einladung fehlt noch")),
        Told.CHANGE_DUE: ("changed", _("Änderung fehlt noch")),
        Told.CANCEL_DUE: ("changed", off_due),
    }
    return states[invitations.told(invitation, edition)]


def _origin(answer: Rsvp, zone: ZoneInfo) -> str:
    sources = {"calendar": _("aus dem Kalender"), "page": _("über den Link"), "office": _("von Ihnen eingetragen")}
    moment = answer.received_at.astimezone(zone)
    when = f"{wording.short_day(moment.date())}, {wording.hour(moment, get_language())}"
    origin = f"{sources[answer.source]}, {when}"
    if answer.sequence < (answer.invitation.sent_sequence or 0):
        origin = f"{origin}, {_('auf eine frühere Fassung')}"
    if answer.sender == NOBODY_KNOWN:
        return f"{origin}, {_('ohne Absender')}"
    return f"{origin}, {_('geschrieben von %(sender)s', sender=answer.sender)}" if answer.sender else origin
