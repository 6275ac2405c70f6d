"""What the start pages say of mailings that wait for a second person (A8)."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.domain.actor import Actor, Role
from eventapp.domain.errors import RuleBroken
from eventapp.domain.mailings import MailingState
from eventapp.models import Mailing
from eventapp.request import get_actor, get_language, get_session, get_tokens
from eventapp.services import events, mailings, releases
from eventapp.services.mailings import Outlook
from eventapp.web.mailings import show

Step = tuple[str, str, tuple[str, str] | None]
"""Kind, sentence, and (label, address) of what to do."""


def step_of(mailing: Mailing) -> Step:
    """For those who plan: whose turn it is with ``mailing``, which nobody has started."""
    name, url = show.name_of(mailing), _url(mailing)
    if mailing.state == MailingState.APPROVED:
        return ("success", _("%(kind)s ist freigegeben und kann gesendet werden.", kind=name), (_("Senden"), url))
    if mailing.state != MailingState.PROPOSED:
        words = _("%(kind)s wurde zurückgegeben: „%(note)s“", kind=name, note=mailing.returned_note)
        return ("warning", words, (_("Ansehen"), url))
    if not mailings.may_approve(mailing, get_actor()):
        return ("open", _("%(kind)s wartet auf Freigabe.", kind=name), (_("Ansehen"), url))
    seen = _outlook(get_session(), mailing)
    if seen is None:
        return ("warning", _("%(kind)s wartet auf Ihre Freigabe.", kind=name), (_("Ansehen"), url))
    words = _("%(kind)s wartet auf Ihre Freigabe: %(mails)s.", kind=name, mails=show.reached_words(seen.reached))
    return ("warning", words, (_("Ansehen"), url))


def for_releaser(session: Session, actor: Actor) -> list[Step]:
    """For who releases without planning: each mailing that waits for her, to how many it goes, about what."""
    seen = events.seen_by(session, frozenset({Role.APPROVER}), actor=actor)
    found = releases.unfinished(session, [event.id for event in seen if not actor.plans_for(event.organizer_id)])
    steps: list[Step] = []
    for mailing in (one for of_event in found.values() for one in of_event):
        if mailing.state != MailingState.PROPOSED or not mailings.may_approve(mailing, actor):
            continue
        if (outlook := _outlook(session, mailing)) is not None:
            title = outlook.edition.theme.best(get_language()) or outlook.edition.title.best(get_language())
            mails = show.reached_words(outlook.reached)
            words = _("%(kind)s, %(mails)s: %(title)s", kind=show.name_of(mailing), mails=mails, title=title)
            steps.append(("warning", words, (_("Ansehen"), _url(mailing))))
    return steps


def _outlook(session: Session, mailing: Mailing) -> Outlook | None:
    try:
        return mailings.outlook(session, mailing, tokens=get_tokens())
    except RuleBroken:
        return None


def _url(mailing: Mailing) -> str:
    return url_for("mailings.detail", event_id=mailing.event_id, mailing_id=mailing.id)
