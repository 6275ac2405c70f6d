"""A hall."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import FormField, SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.domain.errors import InvalidValue
from eventapp.domain.people import AccessFact, VenueDraft
from eventapp.models import Venue
from eventapp.services import wording
from eventapp.web.fields import ChoicesField, Line, Lines, required
from eventapp.web.forms import RevisedForm
from eventapp.web.groups import LocalLinesForm
from eventapp.web.typed import DegreesField, WholeNumberField


class VenueForm(RevisedForm):
    """All of a hall."""

    name = Line(_("Name"), [required(_("Geben Sie den Namen des Ortes ein."))])
    street = Line(_("Straße und Hausnummer"))
    postcode = Line(_("Postleitzahl"), most=20)
    city = Line(_("Stadt"), most=100)
    capacity = WholeNumberField(_("Plätze"), least=1, most=100_000)
    wheelchair_places = WholeNumberField(_("Rollstuhlplätze"), least=0, most=10_000)
    facts = ChoicesField(
        _("Barrierefreiheit"),
        choices=[SelectChoice(fact.value, _(name)) for fact, name in wording.FACTS.items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    access = FormField(LocalLinesForm, _("Weiteres zur Barrierefreiheit"))
    directions = FormField(LocalLinesForm, _("Anfahrt"))
    latitude = DegreesField(_("Geografische Breite"), most=90)
    longitude = DegreesField(_("Geografische Länge"), most=180)
    note = Lines(_("Interne Notiz"))

    def fill(self, venue: Venue) -> None:
        """Show what is stored."""
        names = ("name", "street", "postcode", "city", "capacity", "wheelchair_places", "latitude", "longitude", "note")
        for name in names:
            getattr(self, name).data = getattr(venue, name)
        for name in ("access", "directions"):
            text, group = getattr(venue, name), getattr(self, name)
            group.de.data, group.en.data, group.easy.data = text.de, text.en, text.easy
        self.facts.data = list(venue.facts)
        self.revision.data = str(venue.revision)

    def draft(self) -> VenueDraft | None:
        """The wish as a value; None where something is to be put right."""
        try:
            return VenueDraft(
                name=self.name.text,
                street=self.street.text,
                postcode=self.postcode.text,
                city=self.city.text,
                latitude=self.latitude.data,
                longitude=self.longitude.data,
                capacity=self.capacity.data,
                wheelchair_places=self.wheelchair_places.data,
                facts=tuple(dict.fromkeys(AccessFact(fact) for fact in self.facts.data or ())),
                access=self.access.form.text,
                directions=self.directions.form.text,
                note=self.note.text,
            )
        except InvalidValue as error:
            self.explain(error)
            return None
