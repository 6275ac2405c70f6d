"""What an invited person needs: on a page of its own, for its own purpose (A11Y-10, DP-4). Looking changes nothing."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.domain.attendance import NeedKind
from eventapp.request import get_session, now
from eventapp.services import attendance, needs, wording
from eventapp.services.needs import Stored
from eventapp.web.access import everybody
from eventapp.web.invitations.own import enter, page_language
from eventapp.web.invitations.own_forms import NeedsForm
from eventapp.web.invitations.own_state import own_state
from eventapp.web.saving import save

bp = Blueprint("own_needs", __name__, url_prefix="/i")


@bp.route("/<token>/needs", methods=["GET", "POST"])
@everybody
def edit(token: str) -> ResponseReturnValue:
    """Say what is needed, say it anew: for those who come. Take it back: for all, as long as it may be stored.

    What is stored is never shown here, nor whether anything is: whoever holds a forwarded link would read of an
    illness (S-43).
    """
    invitation, edition = enter(token)
    session, language = get_session(), page_language(edition)
    plan = attendance.plan_of(session, invitation.event)
    may_ask = own_state(session, invitation, edition, language, now=now()).asks_needs
    form = NeedsForm(request.form if request.method == "POST" else None)
    asked = needs.asked(plan, invitation)
    form.offer(plan, asked, no_answer=_("keine Angabe"))
    done: list[Stored] = []

    def change() -> None:
        done.append(needs.store(session, invitation, form.wishes(), now=now()))

    if request.method == "POST" and form.validate() and save(form, change):
        _say(done[0], bool(form.wishes()))
        return redirect(url_for("own_needs.edit", token=token), 303)
    is_full = needs.wheelchair_places_left(session, invitation.event, plan) == 0
    hint = _("Alle Rollstuhlplätze sind vergeben. Wer schon einen hat, behält ihn.")
    answer = render_template(
        "invitations/own_needs.html",
        form=form,
        token=token,
        may_ask=may_ask,
        is_deleted=needs.is_due(session, invitation.event, now=now()),
        edition=edition,
        organizer=edition.organizer,
        deleted_on=wording.day(needs.deleted_on(session, invitation.event), language),
        hints={NeedKind.WHEELCHAIR.value: hint} if is_full else {},
    )
    return answer, 422 if form.has_errors else 200


def _say(stored: Stored, has_any: bool) -> None:
    if stored.no_wheelchair_place:
        flash(
            _(
                "Alle Rollstuhlplätze sind vergeben. Bitte rufen Sie uns an, wir suchen eine Lösung. "
                "Ihre übrigen Angaben sind gespeichert."
            ),
            "warning",
        )
    elif has_any:
        flash(_("Ihre Angaben sind gespeichert."), "success")
    else:
        flash(_("Es ist kein Bedarf gespeichert."), "success")
