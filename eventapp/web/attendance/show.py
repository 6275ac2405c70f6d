"""Answers and waiting list as the planner's page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.domain.attendance import Counts, Seat, Way
from eventapp.domain.rsvp import PartStat
from eventapp.models import Invitation
from eventapp.request import get_language
from eventapp.services import wording


@dataclass(frozen=True, slots=True)
class Waiting:
    """One person on the waiting list. ``reach`` says how she is told."""

    id: int
    place: int
    name: str
    since: str
    state: str
    reach: str


def number_rows(counts: Counts) -> list[tuple[str, int]]:
    """The counts in words, those that are there at all."""
    rows = [
        (_("Kommen in den Saal"), counts.coming_hall),
        (_("Nehmen online teil"), counts.coming_online),
        (_("Kommen nicht"), counts.declined),
        (_("Kommen vielleicht"), counts.tentative),
        (_("Auf der Warteliste"), counts.waiting),
        (_("Haben ein Angebot für einen frei gewordenen Platz"), counts.offered),
        (_("Noch ohne Antwort"), counts.open),
    ]
    always = {0, 2, 6}
    return [*((words, count) for n, (words, count) in enumerate(rows) if count or n in always),
            (_("Eingeladen"), counts.invited)]  # fmt: skip


def seat_words(counts: Counts) -> str:
    """How full the hall is."""
    if counts.seats is None:
        return str(_("Für den Saal ist keine Zahl von Plätzen festgelegt."))
    if counts.over:
        return str(
            ngettext(
                "%(num)s Person mehr als Plätze. Es rückt niemand nach, bis es wieder passt.",
                "%(num)s Personen mehr als Plätze. Es rückt niemand nach, bis es wieder passt.",
                counts.over,
            )
        )
    return str(_("%(taken)s von %(seats)s Plätzen im Saal sind vergeben.", taken=counts.taken, seats=counts.seats))


def waiting_rows(found: Sequence[Invitation], zone: ZoneInfo) -> list[Waiting]:
    """The waiting list in order."""
    return [
        Waiting(
            id=one.id,
            place=place,
            name=one.name,
            since=_moment(one.waiting_since, zone) if one.waiting_since else "",
            state=_state(one, zone),
            reach=one.email or str(_("Bitte anrufen: keine E-Mail-Adresse")),
        )
        for place, one in enumerate(found, 1)
    ]


def answer_words(invitation: Invitation) -> str:
    """What is stored of one person, in words."""
    if invitation.partstat is None:
        return str(_("noch keine"))
    if invitation.partstat == PartStat.ACCEPTED:
        if invitation.way == Way.ONLINE:
            return str(_("Nimmt online teil"))
        seats = {Seat.WAITING: _("Steht auf der Warteliste"), Seat.OFFERED: _("Hat ein Angebot für einen Platz")}
        return str(seats.get(Seat(invitation.seat), _("Kommt in den Saal")))
    words = {
        PartStat.DECLINED: _("Kommt nicht"),
        PartStat.TENTATIVE: _("Kommt vielleicht"),
        PartStat.DELEGATED: _("Hat weitergegeben"),
    }
    return str(words[PartStat(invitation.partstat)])


def _state(one: Invitation, zone: ZoneInfo) -> str:
    if one.seat == Seat.OFFERED and one.offer_until:
        return str(_("Platz angeboten bis %(moment)s", moment=_moment(one.offer_until, zone)))
    return str(_("wartet"))


def _moment(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{wording.short_day(local.date())}, {wording.hour(local, get_language())}"
