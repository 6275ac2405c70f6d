"""What one invited person sees under her own link, without an account. Looking changes nothing (TRUST S-40)."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters import ical
from eventapp.domain.attendance import NeedKind, Source
from eventapp.domain.editions import Edition
from eventapp.domain.errors import NotFound
from eventapp.domain.texts import Language
from eventapp.jobs import seats as mails
from eventapp.models import Event, Invitation
from eventapp.request import get_language, get_links, get_office, get_session, now
from eventapp.services import attendance, invitations, needs, seats, wording
from eventapp.web import ready
from eventapp.web.access import everybody
from eventapp.web.downloads import personal_file
from eventapp.web.events.show import page
from eventapp.web.invitations.own_forms import AnswerForm
from eventapp.web.invitations.own_state import OwnState, own_state, room_words
from eventapp.web.saving import save

bp = Blueprint("own", __name__, url_prefix="/i")


@bp.route("/<token:token>", methods=["GET", "POST"])
@everybody
def show(token: str) -> ResponseReturnValue:
    """The event as she is invited to it, her calendar entry, and her answer, which she can change."""
    invitation, edition = enter(token)
    language = page_language(edition)
    stands = own_state(get_session(), invitation, edition, language, now=now())
    form, hints = _form(invitation, stands)
    if request.method == "POST" and form is not None and form.validate() and _take(form, invitation):
        flash(_("Ihre Antwort ist gespeichert."), "success")
        return redirect(url_for("own.show", token=token), 303)
    if request.method == "POST" and (form is None or not form.has_errors):
        return redirect(url_for("own.show", token=token), 303)
    if request.method == "POST":
        stands = own_state(get_session(), invitation, edition, language, now=now())
    answer = render_template(
        "invitations/own.html",
        invitation=invitation,
        page=page(edition, language),
        token=token,
        stands=stands,
        form=form,
        hints=hints,
        organizer=edition.organizer,
        is_over=edition.is_over(now()),
    )
    return answer, 422 if form is not None and form.has_errors else 200


@bp.get("/<token>.ics")
@everybody
def entry(token: str) -> ResponseReturnValue:
    """Her own calendar entry: exactly one, with nobody's address in it."""
    session = get_session()
    invitation = invitations.by_token(session, token)
    edition = invitations.current_edition(session, invitation)
    made = invitations.entry(invitation, edition, get_links())
    ready.keep(made.modified_at)
    return personal_file(ical.event_file(made), f"{edition.title.de} {edition.starts.day}")


def enter(token: str) -> tuple[Invitation, Edition]:
    """Whose page it is, and what is announced. Raises NotFound, alike for all wrong links (S-41)."""
    session = get_session()
    invitation = invitations.by_token(session, token)
    if invitation.forgotten_at is not None:
        raise NotFound("invitations.unknown_link")
    return invitation, invitations.current_edition(session, invitation)


def page_language(edition: Edition) -> Language:
    """The wished language; the easy one only where the event has it."""
    wish = get_language()
    g.page_languages = tuple(dict.fromkeys((*edition.languages, Language.ENGLISH)))
    return wish if wish is not Language.EASY or wish in edition.languages else Language.GERMAN


def _form(invitation: Invitation, stands: OwnState) -> tuple[AnswerForm | None, dict[str, dict[str, str]]]:
    """The form, and what stands below its choices; none where nothing can be answered any more."""
    if not stands.may_answer:
        return None, {}
    session, language = get_session(), get_language()
    parts = attendance.open_parts(session, invitation.event, now=now()) if invitation.may_choose else []
    parts = parts if [part.id for part, _edition in parts] != [invitation.event_id] else []
    form = AnswerForm(request.form if request.method == "POST" else None)
    words = [
        (part.id, f"{wording.day_of(edition, language)}, {wording.time_of(edition, language)}")
        for part, edition in parts
    ]
    form.offer(attendance.plan_of(session, invitation.event), words)
    if request.method == "GET":
        form.show(invitation)
    if "part" in form:
        rooms = {
            str(part.id): ". ".join(filter(None, (wording.place_of(edition), room_words(session, part, invitation))))
            for part, edition in parts
        }
        return form, {"part": rooms, "answer": {}}
    return form, {"part": {}, "answer": {"hall": room_words(session, invitation.event, invitation)}}


def _take(form: AnswerForm, invitation: Invitation) -> bool:
    session = get_session()
    part_before, asked_before = invitation.event_id, _asked(invitation)

    def change() -> None:
        part = session.get(Event, form.part_id) if form.part_id is not None else None
        found = seats.answer(
            session, invitation, form.wish, source=Source.PAGE, now=now(), part=part, links=get_links()
        )
        mails.tell(session, found.told, get_office(), now=now())

    if not save(form, change):
        return False
    if asked_before and (invitation.event_id != part_before or asked_before - _asked(invitation)):
        # said alike to all: a link must not tell whether she needs anything (S-43)
        flash(
            _(
                "Haben Sie Bedarf angegeben, ist damit gelöscht, was Sie nun nicht mehr brauchen. "
                "Kommen Sie doch in den Saal, geben Sie es bitte neu an."
            ),
            "info",
        )
    return True


def _asked(invitation: Invitation) -> set[NeedKind]:
    """What she may have said that she needs, as things stand."""
    plan = attendance.plan_of(get_session(), invitation.event)
    return set(needs.asked(plan, invitation)) if needs.is_coming(invitation) else set()
