"""An office: letterhead, contact and signature, and the calendars that it offers."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import calendar_links
from eventapp.domain.errors import NotFound
from eventapp.models import Organizer
from eventapp.request import get_actor, get_links, get_session, get_tokens, now
from eventapp.services import feeds as feed_service
from eventapp.services import organizers
from eventapp.services.feeds import Scope
from eventapp.web.access import planner
from eventapp.web.organizers.forms import OrganizerForm
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("organizers", __name__, url_prefix="/planning/organizers")


@bp.route("/<int:organizer_id>", methods=["GET", "POST"])
@planner
def edit(organizer_id: int) -> ResponseReturnValue:
    """Change what stands on every letter."""
    session, actor = get_session(), get_actor()
    organizer = _enter(organizer_id)
    form = OrganizerForm(request.form)
    if request.method == "GET":
        form.fill(organizer)
    elif form.validate():

        def change() -> None:
            draft = form.draft()
            organizers.change(session, organizer, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> OrganizerForm:
            copy = OrganizerForm(None)
            copy.fill(organizers.get(session, organizer_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_("Der Absender ist gespeichert. Sichtbar wird er mit der nächsten Ankündigung."), "success")
            return redirect(url_for("organizers.edit", organizer_id=organizer_id), 303)
    return render_template("organizers/edit.html", form=form, organizer=organizer), 422 if form.has_errors else 200


@bp.get("/<int:organizer_id>/feeds")
@planner
def feeds(organizer_id: int) -> ResponseReturnValue:
    """The addresses that calendars subscribe to."""
    organizer = _enter(organizer_id)
    session, links = get_session(), get_links()
    public = Scope(organizer.slug, organizer_id, is_complete=False)
    complete = feed_service.address(session, organizer, links, get_tokens())
    return render_template(
        "organizers/feeds.html",
        organizer=organizer,
        public=_addresses(links.feed(organizer.slug)) if feed_service.is_filled(session, public) else None,
        complete=_addresses(complete) if complete else None,
        has_key=feed_service.has_key(session, organizer),
        form=EmptyForm(),
    )


@bp.route("/<int:organizer_id>/feeds/<any(renew, revoke):step>", methods=["GET", "POST"])
@planner
def change_feed(organizer_id: int, step: str) -> ResponseReturnValue:
    """Give the complete feed a new address, or take it away, after showing what that means."""
    organizer = _enter(organizer_id)
    session, actor = get_session(), get_actor()
    has_key = feed_service.has_key(session, organizer)
    if step == "revoke" and not has_key:
        raise NotFound("feeds.unknown")
    if request.method == "POST":
        if step == "renew":
            feed_service.renew(session, organizer, tokens=get_tokens(), actor=actor, now=now())
        else:
            feed_service.revoke(session, organizer, actor=actor, now=now())
        session.commit()
        done = _("Die Adresse gilt ab jetzt.") if step == "renew" else _("Die Adresse ist abgeschaltet.")
        flash(done, "success")
        return redirect(url_for("organizers.feeds", organizer_id=organizer_id), 303)
    return render_template(
        "organizers/change_feed.html", organizer=organizer, step=step, has_key=has_key, form=EmptyForm()
    )


def _addresses(url: str) -> dict[str, str]:
    return {"url": url, "webcal": calendar_links.webcal(url)}


def _enter(organizer_id: int) -> Organizer:
    g.organizer_id = organizer_id
    return organizers.get(get_session(), organizer_id, actor=get_actor())
