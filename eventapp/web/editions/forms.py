"""Announcing and calling off."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import FormField, HiddenField, SelectChoice

from eventapp.domain.events import Status
from eventapp.web.fields import Lines, OneOfField, required
from eventapp.web.forms import BaseForm
from eventapp.web.groups import LocalLinesForm


class AnnounceForm(BaseForm):
    """How firm the date is. ``fingerprint`` names the plan that was looked at."""

    status = OneOfField(
        _("Wie fest ist der Termin?"),
        [required(_("Wählen Sie, ob der Termin vorläufig oder verbindlich ist."))],
        choices=[
            SelectChoice(Status.CONFIRMED.value, _("Verbindlich")),
            SelectChoice(Status.TENTATIVE.value, _("Vorläufig, zum Vormerken")),
        ],
    )
    fingerprint = HiddenField()


class ReasonForm(LocalLinesForm):
    """Why; German must be there."""

    de = Lines(validators=[required(_("Geben Sie einen Satz an, den alle lesen werden."))], most=1_000)


class CallOffForm(BaseForm):
    """Why the event is called off."""

    reason = FormField(ReasonForm, _("Was alle lesen werden"))
