"""The legal pages as the office writes them, and the film in sign language."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from eventapp.adapters import videos
from eventapp.domain.errors import NotFound
from eventapp.domain.pages import PageName, Statement
from eventapp.request import get_actor, get_session, get_settings, now
from eventapp.services import barriers, films, pages
from eventapp.services.pages import Shown
from eventapp.web.access import office, takes_files
from eventapp.web.legal.film_files import film_files
from eventapp.web.legal.forms import FORMS, FilmForm, PageForm
from eventapp.web.legal.show import NAMES, context
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save

bp = Blueprint("pages", __name__, url_prefix="/planning/pages")

_REQUEST_BYTES = videos.MOST_BYTES + videos.MOST_BYTES // 5  # what is somewhat too large gets a sentence at its field
_A_YEAR = timedelta(days=365)


@bp.get("")
@office
def index() -> ResponseReturnValue:
    """All pages, and which of them want to be looked at."""
    session = _enter()
    found = [pages.get(session, name) for name in PageName]
    return render_template(
        "legal/index.html",
        pages=[(shown, NAMES[shown.name], _hint(shown)) for shown in found],
        has_film=films.current(session) is not None,
        waiting=barriers.count_waiting(session),
        zone=ZoneInfo(get_settings().zone),
    )


@bp.route("/<page_name>", methods=["GET", "POST"])
@office
def edit(page_name: str) -> ResponseReturnValue:
    """Write a page. "Vorschau" shows how it would look and stores nothing."""
    name, session = _name(page_name), _enter()
    shown = pages.get(session, name)
    form = FORMS[name](request.form if request.method == "POST" else None)
    preview = None
    if request.method == "GET":
        form.fill(shown)
    elif form.validate():
        if "preview" in request.form:
            preview = _as_typed(shown, form)
        elif _stored(name, form):
            flash(_("Die Seite ist gespeichert. Sie gilt ab sofort."), "success")
            return redirect(url_for("pages.index"), 303)
    page = render_template(
        f"legal/edit_{name.name.lower()}.html",
        form=form,
        page=shown,
        page_title=NAMES[name],
        public_url=url_for(f"legal.{page_name.replace('-', '_')}"),
        preview=context(session, preview, offers_languages=False) if preview else None,
        film=films.current(session) if name is PageName.SIGN else None,
        new_film=FilmForm(None) if name is PageName.SIGN else None,
        most_megabytes=videos.MOST_BYTES // 1_000_000,
        owner=pages.first_organizer(session),
        organizer_count=pages.count_organizers(session),
    )
    return page, 422 if form.has_errors else 200


def _stored(name: PageName, form: PageForm) -> bool:
    session, actor = get_session(), get_actor()

    def change() -> None:
        pages.change(session, name, form.draft(), revision=form.read_revision, actor=actor, now=now())

    def stored() -> PageForm:
        copy = FORMS[name](None)
        copy.fill(pages.get(session, name))
        return copy

    return save(form, change, stored)


def _as_typed(shown: Shown, form: PageForm) -> Shown:
    draft = form.draft()
    return Shown(shown.name, draft.body, draft.facts, shown.revision)


@bp.post("/sign-language/film")
@office
@takes_files(_REQUEST_BYTES)
def store_film() -> ResponseReturnValue:
    """Show another film."""
    form = FilmForm()
    form.read()  # before anything is locked
    fits = form.validate()
    session = _enter()
    if fits:
        films.store(session, form.content, form.media_type, actor=get_actor(), now=now())
        session.commit()
        film_files().forget()
        flash(_("Der Film ist gespeichert. Bitte prüfen Sie, ob der Text dazu passt."), "success")
        return redirect(url_for("pages.edit", page_name=PageName.SIGN.value), 303)
    page = render_template(
        "legal/film.html", form=form, film=films.current(session), most_megabytes=videos.MOST_BYTES // 1_000_000
    )
    return page, 422


@bp.route("/sign-language/film/remove", methods=["GET", "POST"])
@office
def remove_film() -> ResponseReturnValue:
    """Show no film any more, after showing what that means."""
    session = _enter()
    if films.current(session) is None:
        return redirect(url_for("pages.edit", page_name=PageName.SIGN.value), 303)
    if request.method == "POST":
        films.remove(session, actor=get_actor(), now=now())
        session.commit()
        film_files().forget()
        flash(_("Der Film ist gelöscht."), "success")
        return redirect(url_for("pages.edit", page_name=PageName.SIGN.value), 303)
    return render_template("legal/remove_film.html", form=EmptyForm())


def _hint(shown: Shown) -> str:
    """What to do about a page; empty where nothing is due."""
    if shown.is_shipped:
        return str(_("Mitgelieferter Text. Bitte prüfen und speichern Sie ihn."))
    if isinstance(shown.facts, Statement):
        revised_on = shown.facts.revised_on
        if revised_on is None or now().date() - revised_on > _A_YEAR:
            return str(_("Bitte überarbeiten Sie die Erklärung mindestens einmal im Jahr."))
    return ""


def _name(text: str) -> PageName:
    try:
        return PageName(text)
    except ValueError:
        raise NotFound("pages.unknown") from None


def _enter() -> Session:
    session = get_session()
    pages.require_editor(session, get_actor())
    return session
