"""Looking at single mails and letters of a mailing, trying them out, and putting right what could not be delivered."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.adapters.addresses import exact_address
from eventapp.domain.calendar import Mailbox
from eventapp.domain.errors import InvalidValue, NotFound
from eventapp.domain.invitations import address_key
from eventapp.domain.mailings import Channel, MailingState
from eventapp.domain.texts import Language
from eventapp.domain.times import WallClock
from eventapp.jobs import print_letters
from eventapp.jobs.series import Series
from eventapp.models import Account, Mailing
from eventapp.request import get_actor, get_office, get_session, get_tokens, now
from eventapp.services import attendance, deliveries, mailings
from eventapp.services.wording import words
from eventapp.web.access import approver, confirmed, planner, stores_nothing
from eventapp.web.downloads import MAIL, PDF, download
from eventapp.web.mailings import checks, readers, show
from eventapp.web.mailings.forms import AddressForm, TestForm
from eventapp.web.mailings.views import back, enter, require_planner
from eventapp.web.noting import note
from eventapp.web.planning import workspace
from eventapp.web.saving import save

bp = Blueprint("mailing_files", __name__, url_prefix="/planning/events/<int:event_id>/mailings/<int:mailing_id>")

PER_PAGE = 50


@bp.get("/preview")
@approver
def preview(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """The mail and the letter as any recipient gets it: ``?reader=`` is her place in the list, from 1.

    Who releases without planning sees them with an invented name (readers.shown).
    """
    space, mailing = enter(event_id, mailing_id)
    if mailings.is_started(mailing):
        require_planner(space)  # who releases looks at what has not left
    seen = mailings.outlook(get_session(), mailing, tokens=get_tokens())
    shown = readers.shown(space, seen)
    found, place = readers.chosen(shown)
    return workspace.show(
        "mailings/preview.html",
        space,
        mailing=mailing,
        name=show.name_of(mailing),
        reader=found,
        place=place,
        count=len(shown),
        samples=[readers.words_of(one) for one in shown] if not get_actor().plans_for(space.event.organizer_id) else [],
        text=checks.sample_text(mailing, seen.edition, found, space.event) if found else None,
        say=words(checks.language_of(mailing, found)),
        is_letter=found is not None and found.channel is Channel.LETTER,
        query=request.args.get("q", "")[:100],
        spoken=show.spoken_by(seen.recipients),
    )


@bp.get("/letter.png")
@approver
def letter_picture(event_id: int, mailing_id: int) -> Response:
    """The letter of one recipient, or of an invented one, as a picture."""
    space, mailing = enter(event_id, mailing_id)
    seen = mailings.outlook(get_session(), mailing, tokens=get_tokens())
    letters = [one for one in readers.shown(space, seen) if one.channel is Channel.LETTER]
    if mailings.is_started(mailing):
        require_planner(space)
    found, _place = readers.chosen(letters)
    today = WallClock.of(now(), seen.edition.tz)
    made = print_letters.picture(mailing, seen.edition, get_office(), found or readers.invented(), today=today)
    return download(made, "image/png", "Brief", "png", inline=True)


@bp.post("/mail.eml")
@planner
@stores_nothing
def mail(event_id: int, mailing_id: int) -> Response:
    """The mail as a file, as it would look to the planner herself."""
    _space, mailing = enter(event_id, mailing_id)
    content = _series(mailing).sample(Mailbox(get_actor().name, "kim.beispiel@example.org"), mark="", now=now())
    return download(content, MAIL, show.name_of(mailing), "eml")


@bp.route("/test", methods=["GET", "POST"])
@planner
def test(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Send one mail to oneself."""
    space, mailing = enter(event_id, mailing_id)
    form = TestForm(request.form)
    if request.method == "GET":
        form.email.data = checks.last_look(space, mailing)["own_email"]
    elif form.validate():

        def change() -> None:
            reader = Mailbox(get_actor().name, _own_address(form.email.text))
            series = _series(mailing)
            deliveries.queue_test(
                get_session(),
                mailing,
                sender=series.edition.asked_by or series.edition.organizer.email,
                recipient=reader.address,
                content=series.sample(reader, mark=_("[Test]"), now=now()),
                host=get_office().host,
                now=now(),
            )

        if save(form, change):
            flash(_("Die Test-E-Mail an %(address)s ist unterwegs.", address=form.email.text), "success")
            return back(event_id, mailing_id)
        space, mailing = enter(event_id, mailing_id)
    page = workspace.show("mailings/test.html", space, form=form, mailing=mailing, name=show.name_of(mailing))
    return page, 422 if form.has_errors else 200


@bp.get("/letters/<int:number>.pdf")
@planner
@confirmed
def letters(event_id: int, mailing_id: int, number: int) -> Response:
    """One booklet of letters."""
    space, mailing = enter(event_id, mailing_id)
    found = print_letters.series(get_session(), mailing, get_office(), today=WallClock.of(now(), space.event.tz))
    booklet = next((one for one in print_letters.contents(found) if one.number == number), None)
    if booklet is None:
        raise NotFound("mailings.unknown")
    pdf = next(print_letters.pdfs(found, only=number))
    name, organizer_id = f"{_('Briefe')} {number:02} {show.name_of(mailing)}", space.event.organizer_id
    note("mailing.exported", mailing, organizer_id=organizer_id, event_id=event_id, letters=booklet.letters)
    return download(pdf, PDF, name, "pdf")


@bp.get("/deliveries")
@planner
def delivered(event_id: int, mailing_id: int) -> ResponseReturnValue:
    """Mails and letters in one list with one status, failed ones first."""
    space, mailing = enter(event_id, mailing_id)
    query, only = request.args.get("q", "")[:100], request.args.get("only", "")
    wanted = request.args.get("page", "1")
    page = int(wanted) if wanted.isdecimal() and len(wanted) < 7 else 1
    found = deliveries.page(get_session(), mailing, query=query, only=only, number=page, size=PER_PAGE)
    return workspace.show(
        "mailings/deliveries.html",
        space,
        mailing=mailing,
        name=show.name_of(mailing),
        rows=[
            (row, show.delivery_state(row), show.reason_words(row.failure) if row.failure else "") for row in found.rows
        ],
        found=found,
        query=query,
        only=only,
    )


@bp.get("/deliveries/<int:delivery_id>/mail.eml")
@planner
def sent_mail(event_id: int, mailing_id: int, delivery_id: int) -> Response:
    """One mail as it left, or would leave now; her personal link and code are hers alone and left out."""
    _space, mailing = enter(event_id, mailing_id)
    delivery = deliveries.get(get_session(), mailing, delivery_id)
    invitation = delivery.invitation
    if invitation is None or delivery.message_id is None:
        raise NotFound("mailings.unknown")
    series = _series(mailing, Language(invitation.language), hides_secrets=True)
    made = series.mail(invitation, delivery.message_id, now=delivery.stamped_at or now())
    return download(made.content, MAIL, f"{show.name_of(mailing)} {invitation.name}", "eml")


@bp.route("/deliveries/<int:delivery_id>/address", methods=["GET", "POST"])
@planner
@confirmed
def address(event_id: int, mailing_id: int, delivery_id: int) -> ResponseReturnValue:
    """Put an address right and send once more."""
    space, mailing = enter(event_id, mailing_id)
    delivery = deliveries.get(get_session(), mailing, delivery_id)
    form = AddressForm(request.form)
    if request.method == "GET":
        form.email.data = delivery.invitation.email if delivery.invitation else ""
    elif form.validate():
        leaves: list[bool] = []

        def change() -> None:
            email = exact_address(form.email.text)
            leaves.append(
                deliveries.correct(
                    get_session(), mailing, delivery, email, tokens=get_tokens(), actor=get_actor(), now=now()
                )
            )

        if save(form, change):
            flash(_corrected(mailing, leaves=leaves[0]), "success")
            return back(event_id, mailing_id)
        space, mailing = enter(event_id, mailing_id)
        delivery = deliveries.get(get_session(), mailing, delivery_id)
    page = workspace.show(
        "mailings/address.html",
        space,
        form=form,
        mailing=mailing,
        name=show.name_of(mailing),
        delivery=delivery,
        reason=show.reason_words(delivery.failure),
    )
    return page, 422 if form.has_errors else 200


def _corrected(mailing: Mailing, *, leaves: bool) -> str:
    if not leaves:
        return str(_("Die Adresse ist geändert. Die E-Mail geht nicht mehr hinaus."))
    if mailing.state == MailingState.PAUSED:
        return str(_("Die Adresse ist geändert. Die E-Mail geht hinaus, sobald Sie den Versand fortsetzen."))
    return str(_("Die Adresse ist geändert, die E-Mail geht noch einmal hinaus."))


def _own_address(typed: str) -> str:
    """The reader's own address. What is not released leaves to nobody else."""
    account = get_session().get_one(Account, get_actor().account_id)
    if address_key(typed) != account.email:
        raise InvalidValue("mailings.test_address", field="email", email=account.email)
    return exact_address(account.email)


def _series(mailing: Mailing, language: Language = Language.GERMAN, *, hides_secrets: bool = False) -> Series:
    session = get_session()
    closes = attendance.plan_of(session, mailing.event).closes
    return Series(mailing, mailings.edition_of(session, mailing), get_office(), language, closes, hides_secrets)
