"""What is stored about an invited person, on her own page. A forwarded link shows no personnel data (S-43)."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain import erasures
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.retention import Subject
from eventapp.domain.texts import Language
from eventapp.jobs import copies
from eventapp.jobs import seats as mails
from eventapp.models import Invitation
from eventapp.request import get_office, get_session, get_tokens, now
from eventapp.services import needs, own_data, own_file, own_staff, periods, photos, retention_words, wording
from eventapp.web.access import everybody
from eventapp.web.downloads import download
from eventapp.web.invitations.own import enter, page_language
from eventapp.web.invitations.own_forms import CorrectionForm
from eventapp.web.invitations.own_state import own_state
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("own_data", __name__, url_prefix="/i")


@bp.route("/<token>/data", methods=["GET", "POST"])
@everybody
def show(token: str) -> ResponseReturnValue:
    """What is stored, as far as a link may show it, and how she is called, to be put right."""
    invitation, edition = enter(token)
    session, language = get_session(), page_language(edition)
    form = CorrectionForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        form.show(invitation)
    elif form.validate():

        def change() -> None:
            wish = Language(form.language.data)
            own_data.correct(session, invitation, name=form.name.text, salutation=form.salutation.data, language=wish)

        if save(form, change):
            flash(_("Ihre Angaben sind berichtigt."), "success")
            return redirect(url_for("own_data.show", token=token), 303)
    answer = render_template(
        "invitations/own_data.html",
        form=form,
        token=token,
        invitation=invitation,
        email=own_data.masked(invitation.email),
        stands=own_state(session, invitation, edition, language, now=now()),
        photo_words=_photo_words(photos.channels_of(photos.of(session, invitation))),
        needs_gone=needs.is_due(session, invitation.event, now=now()),
        is_listed=own_staff.is_listed(session, invitation),
        needs_end=wording.day(needs.deleted_on(session, invitation.event), language),
        organizer=edition.organizer,
    )
    return answer, 422 if form.has_errors else 200


@bp.get("/<token>/data.json")
@everybody
def file(token: str) -> Response:
    """The same for programs: what the page shows, or with the key from her mail all that is stored."""
    invitation, edition = enter(token)
    until, key = request.args.get("until", ""), request.args.get("key", "")
    is_complete = own_file.opens(invitation, until, key, get_tokens(), now=now())
    found = own_file.content(get_session(), invitation, is_complete=is_complete, now=now())
    made = json.dumps(found, ensure_ascii=False, indent=2).encode()
    return download(made, "application/json", _("Meine Daten %(day)s", day=edition.starts.day), "json")


@bp.post("/<token>/data/copy")
@everybody
def send_copy(token: str) -> ResponseReturnValue:
    """Send the complete copy to the stored address, and to no other."""
    invitation, _edition = enter(token)
    session = get_session()
    if not invitation.email:
        flash(_("Wir haben keine E-Mail-Adresse von Ihnen. Bitte rufen Sie uns an."), "warning")
    elif own_data.copies_sent(session, invitation, now=now()) >= own_data.MOST_COPIES:
        flash(_("Heute ging schon mehrfach eine Kopie an Sie. Bitte versuchen Sie es morgen noch einmal."), "warning")
    else:
        copies.queue(session, invitation, get_office(), now=now())
        session.commit()
        flash(_("Die Kopie geht an die gespeicherte E-Mail-Adresse."), "success")
    return redirect(url_for("own_data.show", token=token), 303)


@bp.route("/<token>/data/remove", methods=["GET", "POST"])
@everybody
def remove(token: str) -> ResponseReturnValue:
    """Delete what is stored about her, after showing what that means."""
    invitation, edition = enter(token)
    form = EmptyForm()
    if request.method == "POST":
        session = get_session()

        def change() -> None:
            told = own_data.forget(session, invitation, tokens=get_tokens(), now=now())
            mails.tell(session, told, get_office(), now=now())

        if save(form, change):
            flash(_("Ihre Daten sind gelöscht. Der Link gilt nicht mehr."), "success")
            return redirect(url_for("start.index"), 303)
    language = page_language(edition)
    days = periods.all_of(get_session(), invitation.event.organizer_id, invitation.event)
    kept_as = Subject.WAITING if invitation.is_withdrawn else Subject.ANSWERS
    return render_template(
        "invitations/own_remove.html",
        form=form,
        token=token,
        organizer=edition.organizer,
        key_until=wording.day(periods.due_on(get_session(), kept_as, invitation.event), language),
        proof=retention_words.length(days[Subject.PHOTOS].days, language),
        undo=retention_words.length(days[Subject.STAFF_UNDO].days, language),
        mark=retention_words.length(erasures.KEPT.days, language),
        entries=_entries(invitation, language),
        origin=_(own_staff.ORIGIN),
    )


def _entries(invitation: Invitation, language: Language) -> list[tuple[str, str]]:
    """What her entries on staff lists hold, by the names of the fields alone, and when each goes."""
    found = own_staff.of(get_session(), invitation, now=now())
    return [(own_staff.names(one, language), own_staff.end(one, language)) for one in found]


def _photo_words(channels: tuple[PhotoChannel, ...]) -> str:
    return ", ".join(str(_(photos.CHANNELS[channel])) for channel in channels) or str(_("keine Einwilligung"))
