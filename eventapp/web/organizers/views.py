"""An office: letterhead, contact and signature, and the calendars that it offers."""

from __future__ import annotations

from dataclasses import fields

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import calendar_links
from eventapp.domain.actor import Role
from eventapp.domain.errors import NotFound
from eventapp.models import Organizer
from eventapp.request import get_actor, get_links, get_session, get_tokens, now
from eventapp.services import feeds as feed_service
from eventapp.services import organizers, releases
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
        draft = form.draft()
        changed = {
            field.name for field in fields(draft) if getattr(draft, field.name) != getattr(organizer, field.name)
        }

        def change() -> None:
            organizers.change(session, organizer, draft, revision=form.read_revision, actor=actor, now=now())

        def stored() -> OrganizerForm:
            copy = OrganizerForm(None)
            copy.fill(organizers.get(session, organizer_id, actor=actor))
            return copy

        if save(form, change, stored):
            flash(_said(changed, needs_release=draft.needs_release), "success")
            return redirect(url_for("organizers.edit", organizer_id=organizer_id), 303)
    page = render_template("organizers/edit.html", form=form, organizer=organizer, releasers=_releasers(organizer_id))
    return page, 422 if form.has_errors else 200


def _releasers(organizer_id: int) -> list[str]:
    """Who can release what the actor writes, or what others do if she releases, too."""
    actor = get_actor()
    without = () if actor.has(Role.APPROVER, organizer_id) else (actor.account_id,)
    return [account.name for account in releases.releasers(get_session(), organizer_id, without=without)]


def _said(changed: set[str], *, needs_release: bool) -> str:
    """What has become of it: only the letterhead waits for an announcement."""
    if changed != {"needs_release"}:
        return str(_("Der Absender ist gespeichert. Sichtbar wird er mit der nächsten Ankündigung."))
    if needs_release:
        return str(_("Gespeichert. Sendungen gehen ab jetzt erst hinaus, wenn eine zweite Person sie freigegeben hat."))
    return str(_("Gespeichert. Sendungen gehen ab jetzt ohne Freigabe durch eine zweite Person hinaus."))


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
