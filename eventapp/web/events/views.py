"""What everybody sees of an event. Everything here is made of announced editions, never of what is planned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventapp.adapters import ical, ical_rich, jcal, jscalendar, json_ld, typst, xcal
from eventapp.domain.calendar import RichEntry
from eventapp.domain.editions import Edition, ItemCard
from eventapp.domain.errors import NotFound
from eventapp.domain.events import Visibility
from eventapp.domain.texts import Language
from eventapp.models import Picture
from eventapp.request import get_language, get_links, get_session
from eventapp.services import calendar, editions, letters, speakers
from eventapp.web import ready
from eventapp.web.accepted import accepted
from eventapp.web.access import everybody
from eventapp.web.downloads import PDF, as_asked, calendar_file, disposition, download, shared, wants_rich
from eventapp.web.events.show import calendar_choices, page
from eventapp.web.languages import here

bp = Blueprint("events", __name__, url_prefix="/events")

_VARIANTS: dict[str, tuple[str, Callable[[RichEntry], bytes]]] = {
    "json": (jcal.MEDIA_TYPE, lambda found: jcal.jcal_file(ical.event_file(found.entry))),
    "xml": (f"{xcal.MEDIA_TYPE}; charset=utf-8", lambda found: xcal.xcal_file(ical.event_file(found.entry))),
    "jscalendar": (jscalendar.MEDIA_TYPE, jscalendar.event_file),
}


class _Moved(Exception):
    def __init__(self, edition: Edition) -> None:
        self.edition = edition


@bp.errorhandler(_Moved)
def _moved(error: _Moved) -> ResponseReturnValue:
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    lang = request.args.get("lang", "")
    return redirect(here(lang=lang if lang in set(Language) else "", rest=rest, key=error.edition.key), 308)


def _edition(key: str) -> Edition:
    edition = editions.find(get_session(), key)
    if edition.key != key:
        raise _Moved(edition)
    ready.keep(edition.announced_at)
    g.page_languages = edition.languages
    return edition


def _language(edition: Edition) -> Language:
    """The wished language; the easy one only where the event has it, and English always, for the words around."""
    wish = get_language()
    return wish if wish is not Language.EASY or wish in edition.languages else Language.GERMAN


def _is_hidden(edition: Edition) -> bool:
    return edition.visibility is Visibility.STAFF


def _as_public(response: Response, edition: Edition) -> Response:
    return shared(response, is_hidden=_is_hidden(edition))


@bp.get("/<key>")
@everybody
def show(key: str) -> ResponseReturnValue:
    """The page of an event, or the form of it that the reader's header Accept asks for."""
    edition = _edition(key)
    response = (
        _show(edition) if (form := accepted(request.headers.get("Accept", ""))) == "html" else _form(edition, form)
    )
    response.vary.add("Accept")
    return response


def _form(edition: Edition, form: str) -> Response:
    """Another form under the page's address, with the address that it has for itself (RFC 9110, section 8.7)."""
    if form == "ics":
        response = _entry_file(edition, calendar.rich(edition, get_links(), _language(edition)), _file_name(edition))
    else:
        response = _variant(edition, form)
    response.headers["Content-Location"] = f"/events/{edition.key}.{form}"
    return response


def _show(edition: Edition) -> Response:
    language = _language(edition)
    g.page_languages = tuple(dict.fromkeys((*edition.languages, Language.ENGLISH)))
    links = get_links()
    body = render_template(
        "events/show.html",
        page=page(edition, language),
        choices=calendar_choices(edition, links, language),
        feed_url=links.program(edition.key) if edition.items else None,
        organizer=edition.organizer,
        structured=_structured(edition, language),
        public_feed=None if edition.visibility is Visibility.STAFF else links.feed(edition.organizer.slug),
    )
    return _revalidated(_as_public(Response(body), edition))


@bp.get("/<key>/program")
@everybody
def program(key: str) -> ResponseReturnValue:
    """The program alone, made to be printed."""
    edition = _edition(key)
    body = render_template("events/program.html", page=page(edition, _language(edition)), organizer=edition.organizer)
    return _revalidated(_as_public(Response(body), edition))


@bp.get("/<key>/program.pdf")
@everybody
def program_pdf(key: str) -> ResponseReturnValue:
    """The program as one tagged sheet."""
    edition = _edition(key)
    language = _language(edition)
    content = typst.program_sheet(letters.program_sheet(edition, get_links(), language))
    name = f"Programm {edition.title.best(language)} {edition.starts.day.isoformat()}"
    return _as_public(download(content, PDF, name, "pdf", inline=True), edition)


@bp.get("/<key>.ics")
@everybody
def entry(key: str) -> ResponseReturnValue:
    """The calendar entry: exactly one. ``?rich=1`` adds people and place for the programs that know them."""
    edition = _edition(key)
    return _entry_file(edition, calendar.rich(edition, get_links(), _language(edition)), _file_name(edition))


@bp.get("/<key>.<any(json, xml, jscalendar, jsonld):form>")
@everybody
def variant(key: str, form: str) -> ResponseReturnValue:
    """The calendar entry as jCal (RFC 7265), xCal (RFC 6321), JSCalendar (RFC 8984) or JSON-LD (schema.org)."""
    return _variant(_edition(key), form)


@bp.get("/<key>/program.ics")
@everybody
def feed(key: str) -> ResponseReturnValue:
    """The program's items, to be subscribed to."""
    edition = _edition(key)
    links, language = get_links(), _language(edition)
    made = calendar.program_feed(edition, links, language, source_url=as_asked(links.program(edition.key)))
    ready.keep(made.modified_at)
    if not wants_rich():
        return calendar_file(ical.feed_file(made), is_hidden=_is_hidden(edition))
    parts = tuple(calendar.rich(edition, links, language, item) for item in (*edition.items, *edition.withdrawn))
    return calendar_file(ical_rich.rich_feed_file(made, parts), is_hidden=_is_hidden(edition))


@bp.get("/<key>/program/<int:number>.ics")
@everybody
def item(key: str, number: int) -> ResponseReturnValue:
    """The calendar entry of one item."""
    edition = _edition(key)
    found = calendar.rich(edition, get_links(), _language(edition), _item(edition, number))
    return _entry_file(edition, found, f"{_file_name(edition)} Programmpunkt")


def _entry_file(edition: Edition, found: RichEntry, name: str) -> Response:
    ready.keep(found.entry.modified_at)
    content = ical_rich.rich_file(found) if wants_rich() else ical.event_file(found.entry)
    return calendar_file(content, name, is_hidden=_is_hidden(edition))


def _variant(edition: Edition, form: str) -> Response:
    found = calendar.rich(edition, get_links(), _language(edition))
    ready.keep(found.entry.modified_at)
    if form == "jsonld":
        ready.keep(edition.announced_at)  # the office and the items stand in it, too
        response = Response(json_ld.file(_data(edition, _language(edition))), content_type=json_ld.MEDIA_TYPE)
    else:
        kind, write = _VARIANTS[form]
        response = Response(write(found), content_type=kind)
    response.headers["Content-Disposition"] = disposition(_file_name(edition), form)
    return _as_public(response, edition)


@bp.get("/<key>/pictures/<digest>")
@everybody
def picture(key: str, digest: str) -> ResponseReturnValue:
    """A picture that the announced program shows, and no other."""
    edition = _edition(key)
    shown = {person.picture for item in edition.items for person in item.people}
    if digest not in shown:
        raise NotFound("speakers.no_picture")
    return _as_public(picture_file(speakers.picture(get_session(), digest)), edition)


def picture_file(found: Picture) -> Response:
    """A stored picture as an inert image."""
    response = Response(found.content, content_type=found.content_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _structured(edition: Edition, language: Language) -> Markup:
    """What search engines read of a public event (schema.org); nothing of a staff-only one."""
    if edition.visibility is Visibility.STAFF:
        return Markup("")
    return Markup(json_ld.script_text(_data(edition, language)))  # noqa: S704 - escaped for a script block by script_text


def _data(edition: Edition, language: Language) -> dict[str, Any]:
    links = get_links()
    return json_ld.event(
        calendar.rich(edition, links, language),
        organizer=f"{edition.organizer.office}, {edition.organizer.authority}",
        organizer_url=edition.organizer.website,
        items=tuple(calendar.rich(edition, links, language, item) for item in edition.items),
    )


def _item(edition: Edition, number: int) -> ItemCard:
    for card in (*edition.items, *edition.withdrawn):
        if card.number == number:
            return card
    raise NotFound("program.unknown", number=number)


def _file_name(edition: Edition) -> str:
    return f"{edition.title.de} {edition.starts.day.isoformat()}"


def _revalidated(response: Response) -> Response:
    """A page is asked for anew each time, which costs a 304: nobody should read yesterday's hall."""
    response.headers["Cache-Control"] = response.headers["Cache-Control"].replace("max-age=300", "no-cache")
    return response
