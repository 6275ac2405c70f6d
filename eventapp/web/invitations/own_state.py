"""Where somebody stands with her answer, in words for her own page. Nothing of it tells of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.attendance import Mode, Seat, Way
from eventapp.domain.editions import Edition
from eventapp.domain.rsvp import PartStat
from eventapp.domain.texts import Language
from eventapp.models import Event, Invitation
from eventapp.services import attendance, needs, notices, waiting


@dataclass(frozen=True, slots=True)
class OwnState:
    """What her page says: the ``kind`` of alert with its title, a sentence more, and what she can do now.

    ``online_url`` is there for those alone who take part online.
    """

    kind: str
    title: str
    more: str
    may_answer: bool = False
    is_offered: bool = False
    is_named: bool = True
    asks_needs: bool = False
    online_url: str = ""
    deadline: str = ""


def own_state(
    session: Session, invitation: Invitation, edition: Edition, language: Language, *, now: datetime
) -> OwnState:
    """Her answer, and whether it can still be changed."""
    event = invitation.event
    plan = attendance.plan_of(session, event)
    closes = attendance.closes_at(plan, event, edition)
    is_over = edition.is_over(now)
    is_off = edition.is_cancelled or invitation.is_withdrawn
    is_named = plan.mode != Mode.COUNT
    is_counted = not is_named and invitation.answered_at is not None
    kind, title, more = _words(invitation, edition, language, is_counted=is_counted)
    is_online = invitation.partstat == PartStat.ACCEPTED and invitation.way == Way.ONLINE
    return OwnState(
        kind,
        title,
        more,
        may_answer=not is_counted and _may_answer(session, invitation, edition, closes, now),
        is_offered=invitation.seat == Seat.OFFERED and not is_over,
        is_named=is_named,
        asks_needs=not is_off and not is_over and needs.is_coming(invitation) and bool(needs.asked(plan, invitation)),
        online_url=plan.online_url if is_online and not is_off else "",
        deadline=notices.moment(closes, edition, language) if plan.closes else "",
    )


def _may_answer(session: Session, invitation: Invitation, edition: Edition, closes: datetime, now: datetime) -> bool:
    """Until the deadline; and where her own part is off or closed, as long as she can choose another."""
    if invitation.is_withdrawn:
        return False
    if not edition.is_cancelled and now < closes:
        return True
    return invitation.may_choose and bool(attendance.open_parts(session, invitation.event, now=now))


def room_words(session: Session, event: Event, invitation: Invitation) -> str:
    """What she has to know of the hall's seats before she answers: words, and no number of others."""
    plan = attendance.plan_of(session, event)
    has_hers = invitation.event_id == event.id and invitation.seat in {Seat.HELD, Seat.OFFERED}
    if plan.seats is None or has_hers or waiting.taken(session, event) < plan.seats:
        return str(_("Es sind noch Plätze frei.")) if plan.seats is not None and not has_hers else ""
    if invitation.event_id == event.id and invitation.seat == Seat.WAITING:
        return ""
    if plan.has_waiting_list and plan.mode != Mode.COUNT:
        return str(_("Alle Plätze sind vergeben. Sie kommen auf die Warteliste."))
    return str(_("Alle Plätze sind vergeben."))


def _words(invitation: Invitation, edition: Edition, language: Language, *, is_counted: bool) -> tuple[str, str, str]:
    if is_counted:
        return "success", _("Ihre Antwort ist gezählt, ohne Ihren Namen."), ""
    if invitation.partstat is None and invitation.answered_at is not None:
        return "warning", _("Ihre frühere Antwort gilt nicht mehr."), _("Bitte antworten Sie neu.")
    if invitation.partstat is None:
        return "info", _("Wir haben noch keine Antwort von Ihnen."), ""
    if invitation.partstat == PartStat.ACCEPTED:
        return _coming(invitation, edition, language)
    said = {
        PartStat.DECLINED: ("info", _("Sie kommen nicht."), _("Danke, dass Sie es uns gesagt haben.")),
        PartStat.TENTATIVE: ("info", _("Sie kommen vielleicht."), _("Einen Platz halten wir dafür nicht frei.")),
        PartStat.DELEGATED: (
            "info",
            _("Sie haben die Einladung weitergegeben."),
            _("Bitte antworten Sie hier, wenn Sie selbst kommen möchten."),
        ),
    }
    return said[PartStat(invitation.partstat)]


def _coming(invitation: Invitation, edition: Edition, language: Language) -> tuple[str, str, str]:
    if invitation.way == Way.ONLINE:
        return "success", _("Sie nehmen online teil."), ""
    if invitation.seat == Seat.WAITING:
        return (
            "info",
            _("Sie stehen auf der Warteliste."),
            _("Sobald ein Platz für Sie frei wird, sagen wir Ihnen Bescheid."),
        )
    if invitation.seat == Seat.OFFERED and invitation.offer_until:
        until = notices.moment(invitation.offer_until, edition, language)
        title = _("Für Sie ist ein Platz frei geworden.")
        return "warning", title, _("Bitte nehmen Sie ihn bis %(until)s an. Danach geht er weiter.", until=until)
    return "success", _("Sie kommen. Ihr Platz ist sicher."), ""
