"""The invitation as letter and mail, for everybody or for one person. Downloads store nothing."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import typst
from eventapp.adapters.glyphs import unprintable
from eventapp.domain.calendar import Mailbox
from eventapp.domain.editions import Edition
from eventapp.domain.errors import InvalidValue, RuleBroken
from eventapp.domain.letters import PostalAddress
from eventapp.domain.times import WallClock
from eventapp.jobs import mails
from eventapp.request import get_links, get_office, get_session, now
from eventapp.services import invitations, letters, messages
from eventapp.web.access import planner, stores_nothing
from eventapp.web.downloads import MAIL, PDF, download
from eventapp.web.invitations.forms import LetterForm, MailForm
from eventapp.web.planning import workspace
from eventapp.web.planning.workspace import Workspace

bp = Blueprint("invitations", __name__, url_prefix="/planning/events/<int:event_id>/invitation")


@bp.get("/")
@planner
def index(event_id: int) -> ResponseReturnValue:
    """Both forms, beside what the letter says."""
    return _index(workspace.enter(event_id, "invitations"))


@bp.post("/letter.pdf")
@planner
@stores_nothing
def letter(event_id: int) -> ResponseReturnValue:
    """The letter after DIN 5008, form B."""
    space = workspace.enter(event_id, "invitations")
    edition = _announced(space)
    form = LetterForm(request.form, prefix="letter")
    address = form.postal_address() if form.validate() else None
    if address is None:
        return _index(space, letter_form=form), 422
    return download(_letter(edition, form, address), PDF, _name(edition, _("Einladung"), form.name.text), "pdf")


@bp.post("/mail.eml")
@planner
@stores_nothing
def mail(event_id: int) -> ResponseReturnValue:
    """The mail with text, HTML and calendar part."""
    space = workspace.enter(event_id, "invitations")
    edition = _announced(space)
    form = MailForm(request.form, prefix="mail")
    if not form.validate():
        return _index(space, mail_form=form), 422
    if invitations.by_address(get_session(), edition.uid, form.email.text):
        form.explain(InvalidValue("invitations.listed", field="email"))
        return _index(space, mail_form=form), 422
    made = mails.to_anybody(
        edition,
        get_office(),
        Mailbox(form.name.text, form.email.text),
        now=now(),
        salutation=messages.greeting(form.name.text, form.salutation.data, form.wish),
        language=form.wish,
        asks_for_answer=form.asks_for_answer.data == "request",
    )
    return download(made.content, MAIL, _name(edition, _("Einladung"), form.name.text), "eml")


def _letter(edition: Edition, form: LetterForm, address: PostalAddress) -> bytes:
    made = letters.invitation(
        edition,
        get_links(),
        written_on=WallClock.of(now(), edition.tz).day,
        address=address,
        salutation=messages.greeting(form.name.text, form.salutation.data, form.wish),
        language=form.wish,
    )
    return typst.invitation_letter(made)


def _index(space: Workspace, letter_form: LetterForm | None = None, mail_form: MailForm | None = None) -> str:
    current = space.standing.current
    return workspace.show(
        "invitations/index.html",
        space,
        current=current,
        letter_form=letter_form or LetterForm(None, prefix="letter"),
        mail_form=mail_form or MailForm(None, prefix="mail"),
        form=letter_form or mail_form or LetterForm(None, prefix="letter"),
        missing_signs=unprintable(_all_texts(current)) if current else [],
    )


def _all_texts(edition: Edition) -> str:
    parts = [edition.title.de, edition.theme.de, edition.description.de]
    for item in edition.items:
        parts += [item.title.de, *(person.name for person in item.people)]
    return " ".join(parts)


def _announced(space: Workspace) -> Edition:
    if space.standing.current is None:
        raise RuleBroken("invitations.not_announced")
    return space.standing.current


def _name(edition: Edition, word: str, recipient: str) -> str:
    return " ".join(part for part in (word, edition.title.de, str(edition.starts.day.year), recipient) if part)
