"""Who agreed to photographs, for planners: counts, the list, a file of it, and revocations that came by other means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.adapters import spreadsheet_out
from eventapp.domain.errors import NotFound
from eventapp.domain.privacy import PhotoChannel
from eventapp.models import Event, PhotoConsent
from eventapp.request import get_actor, get_session, now
from eventapp.services import photos, wording
from eventapp.services.photos import Said
from eventapp.web.access import confirmed, planner
from eventapp.web.downloads import download
from eventapp.web.noting import note
from eventapp.web.planning import workspace
from eventapp.web.planning.forms import EmptyForm
from eventapp.web.saving import save


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the list, and what is folded beneath it. ``revoked`` is empty for a consent that stands."""

    consent_id: int
    name: str
    where: str
    given: str
    revoked: str
    before: list[str]


bp = Blueprint("photos", __name__, url_prefix="/planning/events/<int:event_id>/photos")


@bp.get("/")
@planner
def index(event_id: int) -> ResponseReturnValue:
    """How many may be shown where, and who."""
    space = workspace.enter(event_id, "answers")
    consents = photos.all_of(get_session(), space.event)
    return workspace.show(
        "photos/index.html",
        space,
        counts=_counted(photos.counts(consents)),
        people=[_person(one, space.event) for one in photos.by_person(consents)],
        has_standing=any(one.revoked_at is None for one in consents),
    )


@bp.get("/list.<any(csv, xlsx, ods):suffix>")
@planner
@confirmed
def export(event_id: int, suffix: str) -> Response:
    """The list as a file, for who chooses pictures: each consent with the days between which it stood."""
    space = workspace.enter(event_id, "answers")
    event, consents = space.event, photos.all_of(get_session(), space.event)
    head = (_("Name"), _("Fotos dürfen erscheinen"), _("Gilt ab"), _("Gilt bis"))
    rows = [(one.name, _channels(one), _day(one.given_at, event), _day(one.revoked_at, event)) for one in consents]
    content = spreadsheet_out.write(suffix, _("Fotos"), [head, *rows])
    name = _("Einwilligungen zu Fotos %(day)s", day=event.starts.day)
    people = len(photos.by_person(consents))
    note("photo_consent.exported", event, organizer_id=event.organizer_id, event_id=event_id, people=people)
    return download(content, spreadsheet_out.TYPES[suffix], name, suffix)


@bp.route("/end", methods=["GET", "POST"])
@planner
@confirmed
def end(event_id: int) -> ResponseReturnValue:
    """Note that pictures are used no more, after saying whose consents that deletes: nobody took one back."""
    space = workspace.enter(event_id, "answers")
    session, form = get_session(), EmptyForm()
    if request.method == "POST":
        done: list[int] = []

        def change() -> None:
            done.append(photos.end_use(session, space.event, actor=get_actor(), now=now()))

        if save(form, change):
            flash(_ended(done[0]), "success")
            return redirect(url_for("photos.index", event_id=event_id), 303)
        space = workspace.enter(event_id, "answers")
    count = len(photos.standing(session, space.event))
    if not count:
        return redirect(url_for("photos.index", event_id=event_id), 303)
    return workspace.show("photos/end.html", space, form=form, count=count)


@bp.route("/<int:consent_id>/revoke", methods=["GET", "POST"])
@planner
def revoke(event_id: int, consent_id: int) -> ResponseReturnValue:
    """Note that somebody has taken her consent back by phone or mail."""
    space = workspace.enter(event_id, "answers")
    form = EmptyForm()
    if request.method == "POST":

        def change() -> None:
            photos.revoke_for(get_session(), space.event, consent_id, actor=get_actor(), now=now())

        if save(form, change):
            flash(_("Der Widerruf ist eingetragen. Bitte nehmen Sie die Bilder zurück."), "success")
            return redirect(url_for("photos.index", event_id=event_id), 303)
        raise NotFound("photos.unknown", id=consent_id)
    consent = get_session().get(PhotoConsent, consent_id)
    if consent is None or consent.event_id != event_id:
        raise NotFound("photos.unknown", id=consent_id)
    return workspace.show("photos/revoke.html", space, form=form, name=consent.name, channels=_channels(consent))


def _person(said: Said, event: Event) -> Person:
    last = said.last
    where = _channels(last)
    if last.revoked_at is not None:
        where = str(_("nirgends (vorher: %(channels)s)", channels=where))
    before = [
        str(_("%(channels)s: vom %(given)s bis %(ended)s", channels=_channels(one), given=_day(one.given_at, event),
              ended=_day(one.revoked_at, event)))
        for one in said.before
    ]  # fmt: skip
    given, revoked = _day(last.given_at, event), _day(last.revoked_at, event)
    return Person(last.id, last.name, where, given, revoked, before)


def _ended(count: int) -> str:
    return str(
        ngettext(
            "Die Einwilligung von %(num)s Person ist gelöscht, da die Bilder nicht mehr verwendet werden.",
            "Die Einwilligungen von %(num)s Personen sind gelöscht, da die Bilder nicht mehr verwendet werden.",
            count,
        )
    )


def _day(moment: datetime | None, event: Event) -> str:
    """The day at the place of the event; nothing for what has not happened."""
    return wording.short_day(moment.astimezone(event.tz).date()) if moment else ""


def _channels(consent: PhotoConsent) -> str:
    return ", ".join(_channel(PhotoChannel(channel)) for channel in consent.channels)


def _counted(counts: Mapping[PhotoChannel, int]) -> str:
    """``Fotos dürfen erscheinen: im Intranet von 12 Personen, …``: how many, and where."""
    told = [
        ngettext("%(where)s von %(num)s Person", "%(where)s von %(num)s Personen", count, where=_channel(channel))
        for channel, count in counts.items()
    ]
    return str(_("Fotos dürfen erscheinen: %(counts)s.", counts=", ".join(told)))


def _channel(channel: PhotoChannel) -> str:
    return str(_(photos.CHANNELS[channel]))
