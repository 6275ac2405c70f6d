"""Data protection for an invited person: the notice, her consent to photographs. Looking changes nothing (S-40)."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.domain.errors import RuleBroken
from eventapp.domain.privacy import PhotoChannel
from eventapp.domain.retention import Subject
from eventapp.request import get_session, get_settings, now
from eventapp.services import photos, privacy, retention_words, wording
from eventapp.services.periods import all_of
from eventapp.web.access import everybody
from eventapp.web.fields import ChoicesField
from eventapp.web.forms import BaseForm
from eventapp.web.invitations.own import enter, page_language
from eventapp.web.saving import save

bp = Blueprint("own_privacy", __name__, url_prefix="/i")


class PhotoForm(BaseForm):
    """Where pictures of her may appear. Nothing is ticked beforehand."""

    channels = ChoicesField(choices=[], option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))

    @property
    def wish(self) -> list[PhotoChannel]:
        """The channels that she ticked."""
        return [PhotoChannel(channel) for channel in self.channels.data or ()]


@bp.get("/<token>/privacy")
@everybody
def notice(token: str) -> ResponseReturnValue:
    """What is done with her data for this assembly, by whom, why and how long (Art. 13 GDPR)."""
    invitation, edition = enter(token)
    language, reads_mailbox = page_language(edition), get_settings().reads_mailbox
    return render_template(
        "invitations/own_privacy.html",
        token=token,
        sections=privacy.notice(get_session(), invitation.event, language, reads_mailbox=reads_mailbox),
        title=edition.title.best(language),
        day=wording.day_of(edition, language),
    )


@bp.route("/<token>/photos", methods=["GET", "POST"])
@everybody
def consent(token: str) -> ResponseReturnValue:
    """Agree to photographs, for each channel, or take it back: both with one form."""
    invitation, edition = enter(token)
    session, language = get_session(), page_language(edition)
    known = photos.of(session, invitation)
    form = PhotoForm(request.form if request.method == "POST" else None)
    form.channels.label.text = _("Fotos von mir dürfen erscheinen")
    form.channels.choices = [SelectChoice(one.value, _(name)) for one, name in photos.CHANNELS.items()]
    if request.method == "GET":
        form.channels.data = [channel.value for channel in photos.channels_of(known)]
    elif form.validate():
        had = bool(photos.channels_of(known))

        def change() -> None:
            if form.wish and invitation.is_withdrawn:
                raise RuleBroken("attendance.withdrawn")
            photos.say(session, invitation, form.wish, now=now())

        if save(form, change):
            flash(_said(had=had, has=bool(form.wish)), "success")
            return redirect(url_for("own_privacy.consent", token=token), 303)
    days = all_of(session, invitation.event.organizer_id, invitation.event)[Subject.PHOTOS].days
    answer = render_template(
        "invitations/own_photos.html",
        token=token,
        form=form,
        stands=bool(photos.channels_of(photos.of(session, invitation))),
        organizer=edition.organizer,
        kept=retention_words.length(days, language),
        last_day=wording.day(photos.last_day(session, invitation), language, weekday=False),
    )
    return answer, 422 if form.has_errors else 200


def _said(*, had: bool, has: bool) -> str:
    if has:
        return str(_("Ihre Einwilligung ist gespeichert."))
    return str(_("Ihre Einwilligung ist widerrufen.")) if had else str(_("Es ist keine Einwilligung gespeichert."))
