"""Printed matter: each piece as a picture and as PDF, and a text for the intranet. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from eventapp.adapters import typst_prints
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound, RuleBroken
from eventapp.domain.prints import Badges, Piece, Print, TableSigns
from eventapp.domain.texts import Language
from eventapp.request import get_links
from eventapp.services import prints
from eventapp.web.access import planner, stores_nothing
from eventapp.web.downloads import PDF, download
from eventapp.web.planning import workspace
from eventapp.web.planning.workspace import Workspace
from eventapp.web.prints.forms import NamesForm
from eventapp.web.prints.show import file_name, language_name, pieces

bp = Blueprint("prints", __name__, url_prefix="/planning/events/<int:event_id>/prints")

_PNG = "image/png"
_DOTS_PER_INCH = 72
_SHEET = 10  # people that a picture shows: one sheet of badges, one sign


@bp.get("/")
@planner
def index(event_id: int) -> ResponseReturnValue:
    """All pieces of the announced edition."""
    return _index(workspace.enter(event_id, "prints"))


@bp.get("/<piece>.pdf")
@planner
def file(event_id: int, piece: str) -> Response:
    """One piece to be printed."""
    edition = _announced(workspace.enter(event_id, "prints"))
    made = prints.make(edition, get_links(), _known(piece), _language(edition))
    return download(typst_prints.pdf(made), PDF, file_name(_known(piece), edition, _language(edition)), "pdf")


@bp.get("/<piece>-<int:page>.png")
@planner
def picture(event_id: int, piece: str, page: int) -> Response:
    """A page of a piece, small. Its address names the edition, so a browser may keep it."""
    edition = _announced(workspace.enter(event_id, "prints"))
    made = prints.make(edition, get_links(), _known(piece), _language(edition))
    images = typst_prints.pictures(_beginning(made), dots_per_inch=_DOTS_PER_INCH)
    if not 1 <= page <= len(images):
        raise NotFound("prints.no_page")
    response = download(
        images[page - 1], _PNG, file_name(_known(piece), edition, _language(edition)), "png", inline=True
    )
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@bp.post("/names.pdf")
@planner
@stores_nothing
def names(event_id: int) -> ResponseReturnValue:
    """Badges or signs for people who are named in the form."""
    space = workspace.enter(event_id, "prints")
    edition = _announced(space)
    form = NamesForm(request.form)
    people = form.people() if form.validate() else ()
    if not people:
        return _index(space, form), 422
    piece, language = Piece(form.piece.data), _language(edition)
    made = prints.make(edition, get_links(), piece, language, people)
    return download(typst_prints.pdf(made), PDF, file_name(piece, edition, language), "pdf")


def _index(space: Workspace, form: NamesForm | None = None) -> str:
    edition = space.standing.current
    form = form or NamesForm(None)
    if edition is None:
        return workspace.show("prints/index.html", space, current=None, form=form)
    language = _language(edition)
    return workspace.show(
        "prints/index.html",
        space,
        current=edition,
        form=form,
        pieces=pieces(space.event.id, edition, language),
        notice=prints.notice(edition, get_links(), language),
        print_language=language,
        languages=[(each, language_name(each)) for each in edition.languages],
    )


def _announced(space: Workspace) -> Edition:
    if space.standing.current is None:
        raise RuleBroken("prints.not_announced")
    return space.standing.current


def _known(piece: str) -> Piece:
    if piece not in set(Piece):
        raise NotFound("prints.unknown")
    return Piece(piece)


def _language(edition: Edition) -> Language:
    """The language of the print, among those that the edition has; German where none is asked for."""
    wish = request.args.get("language", "")
    return Language(wish) if wish in edition.languages else Language.GERMAN


def _beginning(made: Print) -> Print:
    """What a picture needs of a piece that bears names."""
    if isinstance(made, Badges):
        return replace(made, people=made.people[:_SHEET])
    if isinstance(made, TableSigns):
        return replace(made, people=made.people[:1])
    return made
