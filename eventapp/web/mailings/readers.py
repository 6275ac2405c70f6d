"""With whose eyes a mailing is looked at: any reader's for who plans, an invented one's for who only releases."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _

from eventapp.domain.mailings import Channel
from eventapp.domain.texts import Language
from eventapp.request import get_actor
from eventapp.services.audience import Recipient
from eventapp.services.mailings import Outlook
from eventapp.web.planning.workspace import Workspace


def shown(space: Workspace, seen: Outlook) -> list[Recipient]:
    """Whose mails and letters the actor looks at.

    Who gets a reminder has not answered: only who plans for the office is told by name. To who releases they are shown
    with an invented name, once for each way and language that somebody gets.
    """
    if get_actor().plans_for(space.event.organizer_id):
        return list(seen.recipients)
    kinds = {(one.channel, one.language) for one in seen.recipients}
    return [
        invented(channel, language)
        for channel in (Channel.MAIL, Channel.LETTER)
        for language in Language
        if (channel, language) in kinds
    ]


def invented(channel: Channel = Channel.LETTER, language: str = Language.GERMAN) -> Recipient:
    """A reader who does not exist."""
    email = "kim.beispiel@example.org" if channel is Channel.MAIL else ""
    return Recipient(None, None, _("Kim Beispiel"), email, "", "neutral", language, _("Dienststelle"), "", "Rathaus")


def chosen(found: list[Recipient]) -> tuple[Recipient | None, int]:
    """Who is looked at: by name or address where something is searched for, else by language or by place, from 1.

    Among invented readers there is nobody to search for.
    """
    query = request.args.get("q", "").strip().casefold()
    if query and not _are_invented(found):
        for place, one in enumerate(found, 1):
            if query in one.name.casefold() or query in one.address_key:
                return one, place
        return None, 0
    if language := request.args.get("language", ""):
        return next(((one, place) for place, one in enumerate(found, 1) if one.language == language), (None, 0))
    text = request.args.get("reader", "1")
    place = max(1, min(int(text) if text.isdecimal() and len(text) < 7 else 1, len(found)))
    return (found[place - 1], place) if found else (None, 0)


def words_of(one: Recipient) -> str:
    """``E-Mail auf Deutsch`` · ``Brief auf Englisch``."""
    is_mail, is_english = one.channel is Channel.MAIL, one.language == Language.ENGLISH
    if is_mail:
        return str(_("E-Mail auf Englisch") if is_english else _("E-Mail auf Deutsch"))
    return str(_("Brief auf Englisch") if is_english else _("Brief auf Deutsch"))


def _are_invented(found: Sequence[Recipient]) -> bool:
    return all(one.invitation_id is None and one.employee_id is None for one in found)
