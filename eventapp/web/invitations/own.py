"""What one invited person sees under her own link, without an account. Looking changes nothing (TRUST S-40)."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from eventapp.adapters import ical
from eventapp.domain.texts import Language
from eventapp.request import get_language, get_links, get_session
from eventapp.services import invitations
from eventapp.web import ready
from eventapp.web.access import everybody
from eventapp.web.downloads import personal_file
from eventapp.web.events.show import page
from eventapp.web.invitations.show import answer_words

bp = Blueprint("own", __name__, url_prefix="/i")


@bp.get("/<token>")
@everybody
def show(token: str) -> ResponseReturnValue:
    """The event as she is invited to it, her calendar entry, and the answer that we have of her."""
    session = get_session()
    invitation = invitations.by_token(session, token)
    edition = invitations.current_edition(session, invitation)
    wish = get_language()
    language = wish if wish is not Language.EASY or wish in edition.languages else Language.GERMAN
    g.page_languages = tuple(dict.fromkeys((*edition.languages, Language.ENGLISH)))
    return render_template(
        "invitations/own.html",
        invitation=invitation,
        page=page(edition, language),
        token=token,
        answer=answer_words(invitation.answer) if invitation.answer else "",
        organizer=edition.organizer,
    )


@bp.get("/<token>.ics")
@everybody
def entry(token: str) -> ResponseReturnValue:
    """Her own calendar entry: exactly one, with nobody's address in it."""
    session = get_session()
    invitation = invitations.by_token(session, token)
    edition = invitations.current_edition(session, invitation)
    made = invitations.entry(invitation, edition, get_links())
    ready.keep(made.modified_at)
    return personal_file(ical.event_file(made), f"{edition.title.de} {edition.starts.day}")
