"""People who speak: the list, and each with her picture."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.models import Organizer, Speaker
from eventapp.request import get_actor, get_links, get_session, get_tokens, now
from eventapp.services import appearances as appearance_service
from eventapp.services import organizers, speakers
from eventapp.services.speakers import NewPicture
from eventapp.web.access import confirmed, planner, takes_files
from eventapp.web.events.views import picture_file
from eventapp.web.messages import explain
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save
from eventapp.web.speakers.forms import SpeakerForm

bp = Blueprint("speakers", __name__, url_prefix="/planning")

_PICTURE_BYTES = 12 * 1024 * 1024
_REQUEST_BYTES = _PICTURE_BYTES + 1024 * 1024  # the other fields, too


@bp.get("/organizers/<int:organizer_id>/speakers")
@planner
def index(organizer_id: int) -> ResponseReturnValue:
    """All people of an organizer."""
    organizer = _enter(organizer_id)
    found = speakers.all_of(get_session(), organizer_id, actor=get_actor())
    return render_template("speakers/index.html", organizer=organizer, speakers=found)


@bp.route("/organizers/<int:organizer_id>/speakers/new", methods=["GET", "POST"])
@planner
@takes_files(_REQUEST_BYTES)
def new(organizer_id: int) -> ResponseReturnValue:
    """Enter a person."""
    form = SpeakerForm.sent()
    is_fit = request.method == "POST" and form.validate()  # draws the picture, before anything is locked
    _enter(organizer_id)
    if is_fit:

        def change() -> None:
            speaker = speakers.create(get_session(), organizer_id, form.draft(), actor=get_actor(), now=now())
            _store_picture(form, speaker)

        if save(form, change):
            flash(_("Die Person ist eingetragen."), "success")
            return redirect(url_for("speakers.index", organizer_id=organizer_id), 303)
    return render_template("speakers/edit.html", form=form, speaker=None), 422 if form.has_errors else 200


@bp.route("/speakers/<int:speaker_id>", methods=["GET", "POST"])
@planner
@takes_files(_REQUEST_BYTES)
def edit(speaker_id: int) -> ResponseReturnValue:
    """Change a person."""
    form = SpeakerForm.sent()
    is_fit = request.method == "POST" and form.validate()  # draws the picture, before anything is locked
    session, actor = get_session(), get_actor()
    speaker = speakers.get(session, speaker_id, actor=actor)
    organizer_id = speaker.organizer_id
    _enter(organizer_id)
    if request.method == "GET":
        form.fill(speaker)
    elif is_fit:

        def change() -> None:
            speakers.change(session, speaker, form.draft(), revision=form.read_revision, actor=actor, now=now())
            _store_picture(form, speaker)

        def stored() -> SpeakerForm:
            copy = SpeakerForm(None)
            copy.fill(speakers.get(session, speaker_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(
                _("Die Angaben zur Person sind gespeichert. Sichtbar werden sie mit der nächsten Ankündigung."),
                "success",
            )
            return redirect(url_for("speakers.index", organizer_id=organizer_id), 303)
    appearances = speakers.appearances(session, speaker)
    link = appearance_service.address(session, speaker, get_links(), get_tokens())
    page = render_template("speakers/edit.html", form=form, speaker=speaker, appearances=appearances, link=link)
    return page, 422 if form.has_errors else 200


@bp.route("/speakers/<int:speaker_id>/remove", methods=["GET", "POST"])
@planner
@confirmed
def remove(speaker_id: int) -> ResponseReturnValue:
    """Forget a person, after showing what that means."""
    session = get_session()
    speaker = speakers.get(session, speaker_id, actor=get_actor())
    organizer_id = speaker.organizer_id
    _enter(organizer_id)
    if request.method == "POST":
        try:
            speakers.remove(session, speaker, actor=get_actor(), now=now())
        except RuleBroken as error:
            flash(explain(error), "danger")
            return redirect(url_for("speakers.edit", speaker_id=speaker_id), 303)
        session.commit()
        flash(_("Die Person ist gelöscht."), "success")
        return redirect(url_for("speakers.index", organizer_id=organizer_id), 303)
    return render_template("speakers/remove.html", speaker=speaker, form=EmptyForm())


@bp.route("/speakers/<int:speaker_id>/link/<any(renew, revoke):step>", methods=["GET", "POST"])
@planner
def change_link(speaker_id: int, step: str) -> ResponseReturnValue:
    """Give her an address of her own, or take it away, after showing what that means."""
    session, actor = get_session(), get_actor()
    speaker = speakers.get(session, speaker_id, actor=actor)
    _enter(speaker.organizer_id)
    link = appearance_service.address(session, speaker, get_links(), get_tokens())
    if request.method == "POST":
        if step == "renew":
            appearance_service.renew_link(session, speaker, tokens=get_tokens(), actor=actor, now=now())
        else:
            appearance_service.revoke_link(session, speaker, actor=actor, now=now())
        session.commit()
        done = _("Der Link gilt ab jetzt.") if step == "renew" else _("Der Link ist abgeschaltet.")
        flash(done, "success")
        return redirect(url_for("speakers.edit", speaker_id=speaker_id), 303)
    return render_template("speakers/change_link.html", speaker=speaker, step=step, link=link, form=EmptyForm())


@bp.get("/speakers/<int:speaker_id>/picture/<digest>")
@planner
def picture(speaker_id: int, digest: str) -> Response:
    """Her picture, for those who plan."""
    speaker = speakers.get(get_session(), speaker_id, actor=get_actor())
    if speaker.picture is None or speaker.picture.digest != digest:
        raise NotFound("speakers.no_picture")
    return picture_file(speaker.picture)


def _enter(organizer_id: int) -> Organizer:
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())


def _store_picture(form: SpeakerForm, speaker: Speaker) -> None:
    if form.drawn is not None:
        new_one = NewPicture(form.drawn.content, form.drawn.content_type, form.drawn.width, form.drawn.height)
        speakers.set_picture(get_session(), speaker, new_one, actor=get_actor(), now=now())
    elif form.no_picture.data:
        speakers.set_picture(get_session(), speaker, None, actor=get_actor(), now=now())
