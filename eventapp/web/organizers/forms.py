"""Letterhead, contact and signature."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field
from wtforms.validators import ValidationError

from eventapp.domain.people import OrganizerDraft
from eventapp.models import Organizer
from eventapp.web.fields import Address, Line, required
from eventapp.web.forms import RevisedForm

_NAMES = tuple(OrganizerDraft.__dataclass_fields__)


class OrganizerForm(RevisedForm):
    """What stands on every letter."""

    authority = Line(_("Behörde"), [required(_("Geben Sie den Namen der Behörde ein."))])
    office = Line(_("Stelle"), [required(_("Geben Sie den Namen der Stelle ein."))])
    street = Line(_("Straße und Hausnummer"))
    postcode = Line(_("Postleitzahl"), most=20)
    city = Line(_("Stadt"), most=100)
    phone = Line(_("Telefon"), most=60)
    email = Address(_("Funktionspostfach"), [required(_("Geben Sie die E-Mail-Adresse der Stelle ein."))])
    website = Line(_("Internetseite"), most=300)
    contact_name = Line(_("Kontaktperson"))
    contact_phone = Line(_("Telefon der Kontaktperson"), most=60)
    contact_email = Address(_("E-Mail-Adresse der Kontaktperson"))
    signatory = Line(_("Wer unterschreibt"))
    signatory_function = Line(_("Funktion unter der Unterschrift"))
    reference = Line(_("Unser Zeichen"), most=60)
    needs_release = BooleanField(_("Sendungen gehen erst hinaus, wenn eine zweite Person sie freigegeben hat"))

    def validate_website(self, field: Field) -> None:
        """A web address, if any; never a script."""
        if field.data and not field.data.strip().startswith(("https://", "http://")):
            raise ValidationError(str(_("Die Adresse beginnt mit https://, zum Beispiel https://www.essen.de.")))

    def fill(self, organizer: Organizer) -> None:
        """Show what is stored."""
        for name in _NAMES:
            getattr(self, name).data = getattr(organizer, name)
        self.revision.data = str(organizer.revision)

    def draft(self) -> OrganizerDraft:
        """The wish as a value."""
        texts = {name: getattr(self, name).text for name in _NAMES if name != "needs_release"}
        return OrganizerDraft(**texts, needs_release=bool(self.needs_release.data))
